//! One's own RSVP, by the link from the mail.

use chrono::TimeDelta;

use crate::harness::{Dais, Kind, Letter, a_briefing, read_calendar};

const FORM: &str = "form.sheet";

async fn replied(dais: &Dais, seats: Option<i64>, names: &[&str]) -> Vec<Letter> {
    let event = dais.publishes(a_briefing().with("rsvp.seats", seats)).await;
    for name in names {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    dais.letters()
}

async fn press(dais: &Dais, own_page: &str, deed: &str) -> String {
    // Giving up has a page of its own.
    let page = if deed == "cancel" { format!("{own_page}/cancel") } else { own_page.to_owned() };
    let page = dais.get(&page).await.page_with(200);
    let form = page.form(&format!("form[action$='/{deed}']"));
    assert_eq!(form.method, "post");
    dais.fills(&form, &[]).await.leads_to()
}

#[tokio::test]
async fn it_shows_what_was_typed_and_takes_corrections() {
    let dais = Dais::start().await;
    let letters = replied(&dais, None, &["Ada"]).await;
    let path = letters[0].own_page();
    let answer = dais.get(&path).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    let page = answer.page_with(200);
    page.says("Your seat is reserved");
    page.says("ada@example.org");
    assert_eq!(page.value("name"), "Ada Example");
    assert_eq!(page.one("meta[name=robots]").attr("content"), Some("noindex"));

    let typed = [
        ("name", "Ada B. Example"),
        ("access", "First row\r\nplease"),
        ("organization", "Example House"),
    ];
    let looked = dais.fills(&page.form(FORM), &typed).await;
    assert_eq!(looked.header("cache-control"), "no-store");
    let looked = looked.page_with(200);
    looked.tells("Name Now: Ada Example Then: Ada B. Example");
    looked.tells("Office or organisation Now: nothing Then: Example House");
    let kept = dais.get(&path).await.page_with(200);
    assert_eq!(kept.value("name"), "Ada Example", "looking changes nothing");
    let back = dais.fills(&looked.form(FORM), &[("step", "save")]).await.leads_to();
    let page = dais.get(&back).await.page_with(200);
    page.says("Your changes are saved.");
    assert_eq!(page.value("name"), "Ada B. Example");
    assert_eq!(page.value("organization"), "Example House");
    assert_eq!(page.value("access").trim(), "First row\nplease");
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::Changed);
    assert_eq!(letter.calendar().value("UID"), letters[0].calendar().value("UID"));
    assert!(letter.calendar().sequence() > letters[0].calendar().sequence());
}

#[tokio::test]
async fn a_wrong_correction_changes_nothing_and_keeps_what_was_typed() {
    let dais = Dais::start().await;
    let path = replied(&dais, None, &["Ada"]).await[0].own_page();
    let form = dais.get(&path).await.page().form(FORM);
    let before = dais.tables().await;
    let typed = [("name", ""), ("title", "Fellow & <friend>"), ("access", "</textarea><b>x")];
    let answer = dais.fills(&form, &typed).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.page_with(422);
    assert_eq!(page.problem_beside("name"), "Please tell us your name.");
    assert_eq!(page.value("title"), "Fellow & <friend>");
    assert_eq!(page.value("access").trim(), "</textarea><b>x");
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn giving_up_frees_the_seat_and_takes_the_entry_out_of_the_calendar() {
    let dais = Dais::start().await;
    let letters = replied(&dais, Some(1), &["Ada"]).await;
    let (path, invitation) = (letters[0].own_page(), letters[0].calendar());
    let back = press(&dais, &path, "cancel").await;
    let page = dais.get(&back).await.page_with(200);
    page.says("You gave up your place");
    assert!(page.all(FORM).is_empty());

    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::GivenUp);
    let entry = letter.calendar();
    assert_eq!((entry.method.as_str(), entry.value("STATUS").as_str()), ("CANCEL", "CANCELLED"));
    assert_eq!(entry.value("UID"), invitation.value("UID"));
    assert!(entry.sequence() > invitation.sequence());
    assert_eq!(entry.value("ATTENDEE"), "mailto:ada@example.org");
    let types = letter.content_types();
    assert!(types.contains(&"text/calendar; method=CANCEL; charset=utf-8".to_owned()), "{types:?}");

    let event = crate::harness::Event { slug: "hours-in-the-field".into() };
    dais.guest("Ben").replies(&event).await.leads_to();
    assert_eq!(dais.last_letter_to("ben@example.org").await.kind(), Kind::Confirmed);
}

#[tokio::test]
async fn giving_up_twice_is_giving_up_once() {
    let dais = Dais::start().await;
    let path = replied(&dais, None, &["Ada"]).await[0].own_page();
    let cancel = format!("{path}/cancel");
    for _ in 0..3 {
        dais.post(&cancel, &[] as &[(&str, &str)]).await.leads_to();
        dais.wait(TimeDelta::minutes(5));
    }
    assert_eq!(dais.post_round().await, 1);
    assert_eq!(dais.letters_to("ada@example.org").len(), 2);
}

#[tokio::test]
async fn who_comes_after_all_gets_the_seat_back_while_it_is_free() {
    let dais = Dais::start().await;
    let letters = replied(&dais, Some(1), &["Ada"]).await;
    let path = letters[0].own_page();
    press(&dais, &path, "cancel").await;
    let cancelled = dais.last_letter_to("ada@example.org").await.calendar();
    let back = press(&dais, &path, "undo").await;
    dais.get(&back).await.page_with(200).says("Your seat is reserved");

    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::Confirmed);
    let entry = letter.calendar();
    assert_eq!((entry.method.as_str(), entry.value("STATUS").as_str()), ("REQUEST", "CONFIRMED"));
    assert_eq!(entry.value("UID"), cancelled.value("UID"));
    assert!(entry.sequence() > cancelled.sequence());
    dais.post(&format!("{path}/undo"), &[] as &[(&str, &str)]).await.leads_to();
    assert_eq!(dais.post_round().await, 0, "a second undo changes nothing");
}

#[tokio::test]
async fn who_comes_after_all_waits_when_the_seat_is_gone() {
    let dais = Dais::start().await;
    let path = replied(&dais, Some(1), &["Ada"]).await[0].own_page();
    press(&dais, &path, "cancel").await;
    let event = crate::harness::Event { slug: "hours-in-the-field".into() };
    dais.guest("Ben").replies(&event).await.leads_to();
    press(&dais, &path, "undo").await;
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::Waiting);
    assert!(letter.calendar_text().is_none());
    dais.get(&path).await.page_with(200).tells("You are number 1 in line.");
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 1);
}

#[tokio::test]
async fn who_gave_up_and_replies_anew_is_confirmed_anew() {
    let dais = Dais::start().await;
    let letters = replied(&dais, Some(1), &["Ada"]).await;
    press(&dais, &letters[0].own_page(), "cancel").await;
    let cancelled = dais.last_letter_to("ada@example.org").await.calendar();
    let event = crate::harness::Event { slug: "hours-in-the-field".into() };
    dais.guest("Ada").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::Confirmed);
    assert_eq!(letter.calendar().value("UID"), cancelled.value("UID"));
    assert!(letter.calendar().sequence() > cancelled.sequence());
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 1);
}

#[tokio::test]
async fn leaving_the_waiting_list_moves_the_others_up_and_needs_no_calendar() {
    let dais = Dais::start().await;
    let letters = replied(&dais, Some(1), &["Ada", "Ben", "Cleo"]).await;
    press(&dais, &letters[1].own_page(), "cancel").await;
    let letter = dais.last_letter_to("ben@example.org").await;
    assert_eq!(letter.kind(), Kind::GivenUp);
    assert!(letter.calendar_text().is_none());
    dais.get(&letters[2].own_page()).await.page_with(200).tells("You are number 1 in line.");
}

#[tokio::test]
async fn a_link_that_opens_nothing_looks_the_same_whatever_the_reason() {
    let dais = Dais::start().await;
    let path = replied(&dais, None, &["Ada"]).await[0].own_page();
    let token = path.trim_start_matches("/r/");
    let turned: String = token.chars().map(|c| if c == '0' { '1' } else { '0' }).collect();
    let first = dais.get("/r/00000000000000000000000000000000").await;
    assert_eq!(first.status, 404);
    for wrong in [&turned, &token[..31], &token.to_uppercase(), "x", "%00", "..%2f"] {
        if wrong == token {
            continue;
        }
        let answer = dais.get(&format!("/r/{wrong}")).await;
        assert_eq!(answer.status, 404, "{wrong}");
        // What leads elsewhere once its dots are followed is refused before any page is looked for.
        assert!(answer.body == first.body || wrong.contains(".."), "{wrong}");
        assert_eq!(answer.header("cache-control"), "no-store");
        for deed in ["", "/take", "/pass", "/cancel", "/undo", "/hand-over"] {
            let answer = dais.post(&format!("/r/{wrong}{deed}"), &[("name", "Eve")]).await;
            assert_eq!(answer.status, 404, "{wrong}{deed}");
        }
        for page in [".ics", "/cancel", "/hand-over"] {
            assert_eq!(dais.get(&format!("/r/{wrong}{page}")).await.status, 404, "{page}");
        }
    }
    dais.get(&path).await.page_with(200).says("Your seat is reserved");
}

#[tokio::test]
async fn the_link_is_kept_as_a_hash_and_stands_in_no_calendar() {
    let dais = Dais::start().await;
    let letters = replied(&dais, None, &["Ada"]).await;
    let path = letters[0].own_page();
    let token = path.trim_start_matches("/r/").to_owned();
    assert_eq!(token.len(), 32);
    let kept = format!("{:?}", dais.tables().await);
    assert!(kept.contains("ada@example.org") && !kept.contains(&token));
    if dais.database.is_file() {
        for file in ["dais.db", "dais.db-wal"] {
            let bytes = std::fs::read(dais.folder.path().join(file)).expect("the database");
            assert!(!bytes.windows(32).any(|window| window == token.as_bytes()), "{file}");
        }
    }
    assert!(!letters[0].calendar_text().expect("a calendar").contains(&token));

    let file = dais.get(&format!("{path}.ics")).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(file.header("cache-control"), "no-store");
    assert!(!file.text().contains(&token) && !file.text().contains("ada@example.org"));
    let entries = read_calendar(&file.text());
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].value("UID"), letters[0].calendar().value("UID"));
    assert!(entries[0].all("ATTENDEE").is_empty());
}

#[tokio::test]
async fn after_the_event_nothing_changes_any_more() {
    let dais = Dais::start().await;
    let path = replied(&dais, None, &["Ada"]).await[0].own_page();
    dais.set_clock("2027-04-20T19:30:00Z");
    let page = dais.get(&path).await.page_with(200);
    page.tells("This briefing is over");
    assert!(page.all("form").is_empty());
    // When the waiting line is looked at next is no change.
    let without_line = async || {
        let mut tables = dais.tables().await;
        tables.remove("line");
        tables
    };
    let before = without_line().await;
    for deed in ["", "/take", "/pass", "/cancel", "/undo", "/hand-over"] {
        let answer = dais.post(&format!("{path}{deed}"), &[("name", "Ada Other")]).await;
        assert!(matches!(answer.status, 409 | 303), "{deed}: {}", answer.status);
    }
    assert_eq!(without_line().await, before);
}
