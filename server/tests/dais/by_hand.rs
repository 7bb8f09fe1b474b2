//! RSVPs by hand: what staff look at is what is done and what is mailed.

use chrono::TimeDelta;

mod address;

use crate::harness::{Answer, Colleague, Dais, Event, Kind, Letter, Page, Paper, a_briefing};

/// Names and values of a form's controls.
type Typed<'a> = &'a [(&'a str, &'a str)];

const LOOKED: &str = "form.panel[action]";

/// An event with these guests; its number.
pub async fn guests(dais: &Dais, paper: Paper, names: &[&str]) -> (Event, i64) {
    let event = dais.publishes(paper).await;
    for name in names {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let id = number(dais, &format!("SELECT id FROM event WHERE slug = '{}'", event.slug)).await;
    (event, id)
}

pub async fn number(dais: &Dais, sql: &str) -> i64 {
    dais.number(sql).await
}

async fn rsvp_of(dais: &Dais, name: &str) -> i64 {
    let email = format!("{}@example.org", name.to_lowercase());
    number(dais, &format!("SELECT id FROM rsvp WHERE email = '{email}'")).await
}

pub async fn page_of(dais: &Dais, name: &str) -> String {
    format!("/staff/rsvps/{}", rsvp_of(dais, name).await)
}

pub async fn standing(dais: &Dais, name: &str) -> String {
    let id = rsvp_of(dais, name).await;
    dais.texts(&format!("SELECT standing FROM rsvp WHERE id = {id}")).await.remove(0)
}

pub async fn deeds(dais: &Dais) -> Vec<String> {
    dais.texts("SELECT deed FROM journal WHERE who = 'staff' AND rsvp_id IS NOT NULL ORDER BY id")
        .await
}

/// Presses a button of the RSVP's page and gets what would change.
pub async fn looks(
    staff: &Colleague<'_>,
    path: &str,
    deed: &str,
    typed: &[(&str, &str)],
) -> Answer {
    let page = staff.get(path).await.page_with(200);
    let form = page.form(&format!("form[action$='/{deed}']"));
    staff.fills(&form, &[typed, &[("step", "look")]].concat()).await
}

/// Goes on from what would change.
pub async fn goes_on(staff: &Colleague<'_>, looked: &Page, typed: &[(&str, &str)]) -> Answer {
    staff.fills(&looked.form(LOOKED), typed).await
}

/// Looks, then does it and tells the guest.
pub async fn does(staff: &Colleague<'_>, path: &str, deed: &str, typed: &[(&str, &str)]) {
    let looked = looks(staff, path, deed, typed).await.page_with(200);
    let told = goes_on(staff, &looked, &[("step", "tell")]).await;
    assert_eq!(told.leads_to(), format!("{path}?done=told"));
}

/// The mail as the page shows it: From, To, Subject, text.
fn shown(page: &Page) -> [String; 4] {
    let fact = |what: &str| {
        let names = page.all(".mail-preview dt");
        let at = names.iter().position(|name| name.text().collect::<String>() == what);
        page.all(".mail-preview dd")[at.expect(what)].text().collect::<String>()
    };
    let text = page.one(".mail-preview pre").text().collect();
    [fact("From"), fact("To"), fact("Subject"), text]
}

/// The mail as it arrived, with the words that stand for the link's token on the page.
fn arrived(letter: &Letter) -> [String; 4] {
    let token = letter.own_page().trim_start_matches("/r/").to_owned();
    let text = letter.plain().replace(&token, "their-own-link");
    [letter.header("From"), letter.to(), letter.subject(), text]
}

/// What the page shows and what arrives are the same, but for the name of the sender, whose quotes
/// are a matter of the mail's syntax.
#[track_caller]
fn same(mut shown: [String; 4], mut arrived: [String; 4]) {
    for mail in [&mut shown, &mut arrived] {
        mail[0] = mail[0].replace('"', "");
        mail[3].truncate(mail[3].trim_end().len());
    }
    assert_eq!(shown, arrived);
}

#[tokio::test]
async fn the_mail_that_is_shown_is_the_mail_that_arrives() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    let first = dais.letters_to("ada@example.org").remove(0);
    let (staff, path) = (dais.editor().await, page_of(&dais, "Ada").await);
    let before = dais.tables().await;

    let typed = [("name", "Ada B. Example"), ("organization", "Office of <b>Example</b>")];
    let looked = looks(&staff, &path, "correct", &typed).await.page_with(200);
    looked.tells("Name Ada Example Ada B. Example");
    looked.tells("Office or organisation nothing Office of <b>Example</b>");
    looked.tells("A calendar entry comes with it.");
    assert_eq!(dais.tables().await, before, "looking changes nothing");

    let note = "Bring a passport.\r\nhttps://evil.example/x\r\n\u{202e}See your RSVP:\u{2028}http://b.example";
    let again = goes_on(&staff, &looked, &[("note", note), ("step", "look")]).await.page_with(200);
    assert_eq!(dais.tables().await, before);
    let done = goes_on(&staff, &again, &[("step", "tell")]).await.leads_to();
    staff.get(&done).await.page_with(200).says("Done. The mail is on its way.");

    let letter = dais.last_letter_to("ada@example.org").await;
    same(shown(&again), arrived(&letter));
    let lines = letter.lines();
    for own in ["From the hosts:", "Bring a passport.", "evil.example/x", "See your RSVP:"] {
        assert!(lines.iter().any(|line| line == own), "{own} in {lines:?}");
    }
    let own = dais.address("");
    let ours = letter.links();
    assert!(ours.len() >= 3 && ours.iter().all(|link| link.starts_with(&own)), "{ours:?}");
    assert!(
        !letter.html().contains("evil.example/x\"") && !letter.plain().contains("https://evil")
    );
    assert_eq!(letter.subject().split(':').next(), Some("RSVP corrected"));
    let (entry, was) = (letter.calendar(), first.calendar());
    assert_eq!((entry.method.as_str(), entry.value("UID")), ("REQUEST", was.value("UID")));
    assert!(entry.sequence() >= was.sequence());
    let own = dais.get(&first.own_page()).await.page_with(200);
    assert_eq!(own.value("name"), "Ada B. Example", "the links of before still open it");
    assert_eq!(deeds(&dais).await, ["corrected"]);
}

#[tokio::test]
async fn every_kind_of_mail_arrives_as_it_was_shown() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    let staff = dais.owner().await;
    let (ada, ben) = (page_of(&dais, "Ada").await, page_of(&dais, "Ben").await);
    let over = [("place", "over")];
    let steps: [(&str, &str, &str, Typed<'_>); 8] = [
        ("ada", &ada, "send-again", &[]),
        ("ben", &ben, "send-again", &[]),
        ("ben", &ben, "correct", &[("title", "Fellow")]),
        ("ada", &ada, "cancel", &[]),
        ("ada", &ada, "send-again", &[]),
        ("ben", &ben, "admit", &[]),
        ("ada", &ada, "bring-back", &[]),
        ("ada", &ada, "admit", &over),
    ];
    for (name, path, deed, typed) in steps {
        dais.wait(TimeDelta::minutes(1));
        let looked = looks(&staff, path, deed, typed).await.page_with(200);
        goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
        let letter = dais.last_letter_to(&format!("{name}@example.org")).await;
        same(shown(&looked), arrived(&letter));
    }
    let looked = looks(
        &staff,
        &format!("/staff/events/{id}/rsvps/new"),
        "new",
        &[("name", "Cleo Example"), ("email", "Cleo@Example.org"), ("place", "line")],
    )
    .await
    .page_with(200);
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    let letter = dais.last_letter_to("cleo@example.org").await;
    same(shown(&looked), arrived(&letter));
    assert_eq!(letter.kind(), Kind::Waiting);
    assert!(letter.lines().contains(&"You are number 1 in line.".to_owned()));
    assert!(dais.get(&event.path()).await.status == 200);
    assert_eq!(standing(&dais, "Ada").await, "seated");
    staff.get(&format!("/staff/events/{id}/rsvps")).await.page_with(200).tells("Confirmed 2 of 1");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let staff = dais.owner().await;
    let new = format!("/staff/events/{id}/rsvps/new");
    let typed = [
        ("name", " "),
        ("email", "nowhere"),
        ("title", "Fellow & <friend>"),
        ("category", "press"),
    ];
    let page = looks(&staff, &new, "new", &typed).await.page_with(422);
    assert_eq!(page.problem_beside("name"), "Please fill in the guest’s name.");
    assert!(page.problem_beside("email").contains('@'));
    assert_eq!(page.value("title"), "Fellow & <friend>");
    let category = page.one("option[selected]").attr("value");
    assert_eq!(category, Some("press"));

    let typed = [("name", "Ada Example"), ("email", "ada@example.org")];
    let looked = looks(&staff, &new, "new", &typed).await.page_with(200);
    let back = goes_on(&staff, &looked, &[("step", "edit")]).await.page_with(200);
    assert_eq!(
        (back.value("name"), back.value("email")),
        ("Ada Example".into(), "ada@example.org".into())
    );
    let note = "x".repeat(1_001);
    let page = goes_on(&staff, &looked, &[("note", &note), ("step", "tell")]).await.page_with(422);
    assert_eq!(page.problem_beside("note"), "Please use 1,000 letters at most.");
    assert_eq!(page.value("note").trim(), note);
    assert_eq!(number(&dais, "SELECT count(*) FROM rsvp").await, 0);
}

#[tokio::test]
async fn who_is_told_nothing_gets_no_mail() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    let staff = dais.editor().await;
    let path = page_of(&dais, "Ada").await;
    for (deed, typed) in
        [("correct", [("name", "Ada C. Example")].as_slice()), ("cancel", &[]), ("bring-back", &[])]
    {
        let looked = looks(&staff, &path, deed, typed).await.page_with(200);
        let done = goes_on(&staff, &looked, &[("step", "quiet"), ("note", "unsaid")]).await;
        assert_eq!(done.leads_to(), format!("{path}?done=quiet"));
    }
    assert_eq!(dais.post_round().await, 0);
    assert_eq!(deeds(&dais).await, ["corrected", "cancelled by hand", "brought back"]);
    let page = staff.get(&path).await.page_with(200);
    page.tells("Edda Editor brought back");
    assert_eq!(page.words("h1"), "Ada C. Example");
}

#[tokio::test]
async fn sending_again_brings_a_fresh_link_and_leaves_the_old_one() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    let first = dais.letters_to("ada@example.org").remove(0);
    let (staff, path) = (dais.owner().await, page_of(&dais, "Ada").await);
    for _ in 0..5 {
        let looked = looks(&staff, &path, "send-again", &[]).await.page_with(200);
        let done = goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
        staff.get(&done).await.page_with(200).says("The mail is on its way once more.");
    }
    assert_eq!(dais.post_round().await, 5, "at once, whatever went out before");
    let last = dais.letters_to("ada@example.org").pop().expect("a letter");
    assert_ne!(last.own_page(), first.own_page());
    assert_eq!(last.calendar().value("UID"), first.calendar().value("UID"));
    for own in [first.own_page(), last.own_page()] {
        dais.get(&own).await.page_with(200).says("Your seat is reserved");
    }
    staff.get(&path).await.page_with(200).tells("Sent 10:0");
}

#[tokio::test]
async fn no_mail_says_what_is_not_so_any_more() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    dais.set_clock("2027-04-20T19:30:00Z");
    let (staff, path) = (dais.owner().await, page_of(&dais, "Ada").await);
    let refused = looks(&staff, &path, "send-again", &[]).await.page_with(409);
    refused.tells("No mail fits any more");
    let looked = looks(&staff, &path, "cancel", &[]).await.page_with(200);
    looked.says("No mail goes out: the event is over.");
    assert!(looked.all(".mail-preview").is_empty() && looked.all("button[value=tell]").is_empty());
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    assert_eq!(dais.post_round().await, 0);
    assert_eq!(standing(&dais, "Ada").await, "cancelled");
}

#[tokio::test]
async fn a_deed_that_fits_no_more_says_so() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    let (staff, path) = (dais.owner().await, page_of(&dais, "Ada").await);
    let before = dais.tables().await;
    for (deed, words) in [
        ("admit", "This seat is confirmed already."),
        ("bring-back", "This RSVP is not cancelled."),
        ("correct", ""),
    ] {
        let answer = staff.post(&format!("{path}/{deed}"), &[("step", "look")]).await;
        if words.is_empty() {
            assert_eq!(answer.status, 422);
        } else {
            answer.page_with(409).says(words);
        }
    }
    let same = looks(&staff, &path, "correct", &[]).await.page_with(409);
    same.says("Nothing is different from what is kept.");
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_strangers_come_nowhere() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada"]).await;
    let (staff, path) = (dais.owner().await, page_of(&dais, "Ada").await);
    let new = format!("/staff/events/{id}/rsvps/new");
    let typed = [("step", "look"), ("name", "Eve Example"), ("email", "eve@example.org")];
    assert_eq!(dais.post(&format!("{path}/cancel"), &typed).await.status, 401);
    assert_eq!(dais.get(&path).await.status, 303);
    dais.tampers("UPDATE event SET deleted_at = created_at").await;
    let before = dais.tables().await;
    for page in [
        &path,
        &new,
        &format!("/staff/events/{id}/rsvps"),
        &"/staff/rsvps/99".to_owned(),
        &"/staff/rsvps/x".to_owned(),
    ] {
        assert_eq!(staff.get(page).await.status, 404, "{page}");
    }
    for deed in ["correct", "admit", "cancel", "bring-back", "send-again"] {
        for step in ["look", "tell", "quiet", "edit"] {
            let form = [typed.as_slice(), &[("step", step)]].concat();
            assert_eq!(staff.post(&format!("{path}/{deed}"), &form[1..]).await.status, 404);
            assert_eq!(staff.post(&format!("/staff/rsvps/x/{deed}"), &form[1..]).await.status, 404);
        }
    }
    assert_eq!(staff.post(&new, &typed).await.status, 404);
    assert_eq!(dais.tables().await, before);
}
