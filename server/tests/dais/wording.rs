//! Words of staff in letters: what they type is what guests read, and nothing is lost around it.

mod changes;
mod refused;
mod tried;

use chrono::TimeDelta;

use crate::by_hand::guests;
use crate::harness::{Answer, Colleague, Dais, Page, a_briefing};

const OWN_LINK: &str = "See, change or cancel your RSVP:";

fn page_of(event: i64, kind: &str) -> String {
    format!("/staff/events/{event}/mail/wording/{kind}")
}

/// Presses a button of the form with these things typed.
async fn presses(staff: &Colleague<'_>, path: &str, step: &str, typed: &[(&str, &str)]) -> Answer {
    let page = staff.get(path).await.page_with(200);
    let form = page.form("form.panel[action]");
    staff.fills(&form, &[typed, &[("step", step)]].concat()).await
}

/// Saves these words.
async fn saves(staff: &Colleague<'_>, path: &str, typed: &[(&str, &str)]) {
    let saved = presses(staff, path, "save", typed).await;
    assert_eq!(saved.leads_to(), format!("{path}?done=saved"));
}

/// The mail that a preview shows: its subject and its plain part.
fn shown(page: &Page) -> (String, String) {
    (page.words(".mail-preview dd"), page.one("pre.mail-text").text().collect())
}

#[tokio::test]
async fn what_staff_write_is_what_guests_read() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing().with_seats(2), &[]).await;
    let staff = dais.editor().await;
    let path = page_of(id, "confirmed");
    let words = "Welcome, {name}!\r\n\r\nWe meet here:\r\n{where}\r\n\r\n\
                 Read [the report](https://example.org/report).";
    saves(&staff, &path, &[("subject", "You are in"), ("body", words)]).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    assert!(letter.subject().starts_with("You are in: "), "{}", letter.subject());
    let lines = letter.lines();
    for line in [
        "Hello Ada Example,",
        "Welcome, Ada Example!",
        "Read the report:",
        "https://example.org/report",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line} in {}", letter.plain());
    }
    assert!(letter.plain().contains(OWN_LINK) && !letter.plain().contains("look forward"));
    assert!(letter.html().contains("<a href=\"https://example.org/report\">the report</a>"));
    assert!(letter.calendar_text().is_some(), "the entry comes as before");
    dais.get(&letter.own_page()).await.page_with(200);

    // Other letters, and other events, have their own.
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.guest("Cleo").replies(&event).await.leads_to();
    let waiting = dais.last_letter_to("cleo@example.org").await;
    assert!(waiting.plain().contains("The room is full") && !waiting.plain().contains("Welcome"));
    let other = dais.publishes(a_briefing().named("another")).await;
    dais.guest("Dana").replies(&other).await.leads_to();
    assert!(!dais.last_letter_to("dana@example.org").await.plain().contains("Welcome"));

    let list = staff.get(&format!("/staff/events/{id}/mail/wording")).await.page_with(200);
    list.tells("Yours: Edda Editor");
    let deeds = dais.texts("SELECT deed FROM journal WHERE who = 'staff' ORDER BY id").await;
    assert_eq!(deeds.last().map(String::as_str), Some("changed the words of a letter"));
}

#[tokio::test]
async fn words_of_staff_reach_whom_they_cannot_name() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing(), &[]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    staff.get(&path).await.page_with(200).tells("all your other words stay");
    let words = "Dear {name}, your seat is confirmed. Come by 12:30 and bring a photo ID.";
    saves(&staff, &path, &[("subject", "Dear {name}, welcome"), ("body", words)]).await;
    dais.guest("Jane").typing("name", "Jane Doe, Ph.D.").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("jane@example.org").await;
    let said = words.replace("{name}", "guest");
    assert!(letter.plain().contains(&said) && letter.html().contains(&said), "{}", letter.plain());
    assert!(letter.subject().starts_with("Dear guest, welcome"), "{}", letter.subject());
}

#[tokio::test]
async fn the_standard_words_come_back() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing(), &[]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    let standard = staff.get(&path).await.page_with(200);
    standard.tells("These are the standard words");
    assert!(standard.value("body").contains("{standing} We look forward to seeing you."));
    saves(&staff, &path, &[("body", "Mine.")]).await;
    assert_eq!(staff.get(&path).await.page_with(200).value("body"), "Mine.");
    let back = presses(&staff, &path, "standard", &[]).await;
    assert_eq!(back.leads_to(), format!("{path}?done=standard"));
    dais.guest("Ada").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    assert!(letter.plain().contains("We look forward to seeing you."));
}

#[tokio::test]
async fn every_letters_standard_words_can_be_saved_and_seen() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada"]).await;
    let staff = dais.editor().await;
    let list = staff.get(&format!("/staff/events/{id}/mail/wording")).await.page_with(200);
    let links: Vec<String> = list
        .all("main td a")
        .iter()
        .filter_map(|link| link.value().attr("href").map(str::to_owned))
        .collect();
    assert!(links.len() > 11, "{links:?}");
    for path in links {
        let seen = presses(&staff, &path, "preview", &[]).await.page_with(200);
        let (subject, text) = shown(&seen);
        assert!(subject.chars().count() < 60 && !subject.is_empty(), "{path}: {subject}");
        assert!(text.trim_start().starts_with("Hello Ada Example,"), "{path}: {text}");
        assert!(!text.contains(['{', '}']), "{path}: {text}");
        saves(&staff, &path, &[]).await;
    }
}

#[tokio::test]
async fn what_cannot_be_filled_is_refused_and_stays_typed() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    for step in ["save", "preview", "test"] {
        for (field, typed, why) in [
            ("body", "Dear {nmae}", "{nmae} cannot be used here. These can: {name}, {title}"),
            ("body", "On place {place_in_line}", "cannot be used here"),
            ("body", "Dear {name", "without its other half"),
            ("body", "[x](javascript:alert(1))", "leads nowhere"),
            ("body", "", "Write what"),
            ("subject", "{rsvp_link}", "cannot be used here"),
            ("subject", "No waiting today", "Leave out the word"),
        ] {
            let refused = presses(&staff, &path, step, &[(field, typed)]).await.page_with(422);
            let beside = refused.problem_beside(field);
            assert!(beside.contains(why), "{step} {typed}: {beside}");
            assert_eq!(refused.value(field), typed, "{step}");
        }
    }
    assert_eq!(dais.number("SELECT count(*) FROM wording").await, 0);
    assert_eq!(dais.number("SELECT count(*) FROM letter WHERE kind = 'specimen'").await, 0);
    for kind in ["mine", "receipt", "sign_in", "nothing"] {
        assert_eq!(staff.get(&page_of(id, kind)).await.status, 404, "{kind}");
        let posted = staff.post(&page_of(id, kind), &[("body", "x"), ("step", "save")]).await;
        assert_eq!(posted.status, 404, "{kind}");
    }
}

#[tokio::test]
async fn two_who_write_at_once_do_not_lose_each_others_words() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let (one, other, path) = (dais.editor().await, dais.owner().await, page_of(id, "confirmed"));
    let opened = one.get(&path).await.page_with(200).form("form.panel[action]");
    saves(&other, &path, &[("body", "Theirs.")]).await;
    let late = one.fills(&opened, &[("body", "Mine."), ("step", "save")]).await.page_with(409);
    late.tells("Somebody else changed these words");
    assert_eq!(late.value("body"), "Mine.");
    assert_eq!(dais.texts("SELECT body FROM wording").await, ["Theirs."]);
    let again = one.fills(&late.form("form.panel[action]"), &[("step", "save")]).await;
    again.leads_to();
    assert_eq!(dais.texts("SELECT body FROM wording").await, ["Mine."]);
}

#[tokio::test]
async fn the_preview_is_the_letter_that_goes_out() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "waiting"));
    let words = "You wait, {name}: number {place_in_line}.\n\n[Open it]({rsvp_link})";
    let ben = dais.number("SELECT id FROM rsvp WHERE email = 'ben@example.org'").await.to_string();
    let found = presses(&staff, &path, "find", &[("body", words), ("q", "ben")]).await;
    let found = found.page_with(200);
    assert_eq!(found.value("body"), words);
    let people: Vec<String> =
        found.all("#person option").iter().map(|one| one.text().collect()).collect();
    assert_eq!(people, ["An example guest", "Ben Example (waiting list)"]);
    let typed = [("body", words), ("person", ben.as_str())];
    let seen = presses(&staff, &path, "preview", &typed).await.page_with(200);
    let (subject, text) = shown(&seen);
    assert!(text.contains("You wait, Ben Example: number 1.\n\nOpen it:\n"), "{text}");
    assert!(text.contains("/r/their-own-link"));
    assert!(seen.one(".mail-html").inner_html().contains("You wait, Ben Example: number 1."));
    assert_eq!(dais.number("SELECT count(*) FROM wording").await, 0, "looking saves nothing");

    saves(&staff, &path, &[("body", words)]).await;
    dais.guest("Cleo").replies(&event).await.leads_to();
    let sent = dais.last_letter_to("cleo@example.org").await;
    let own = format!("/r/{}", sent.own_page().trim_start_matches("/r/"));
    let same = text.replace("/r/their-own-link", &own).replace("Ben", "Cleo");
    assert_eq!(sent.plain().trim(), same.replace("number 1", "number 2").trim());
    assert_eq!(sent.subject(), subject);

    let other = dais.publishes(a_briefing().named("another")).await;
    dais.guest("Dana").replies(&other).await.leads_to();
    let dana = dais.number("SELECT max(id) FROM rsvp").await.to_string();
    let foreign = presses(&staff, &path, "preview", &[("person", dana.as_str())]).await;
    assert_eq!(foreign.status, 404, "nobody of another event");
    dais.post_round().await;
}

#[tokio::test]
async fn a_test_copy_goes_to_oneself_and_opens_nothing() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada"]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    let words = "Trying it, {name}.\n\n{rsvp_link}";
    let sent = presses(&staff, &path, "test", &[("body", words)]).await.page_with(200);
    sent.tells("A test copy is on its way to you");
    assert_eq!(sent.value("body"), words);
    let letter = dais.last_letter_to("editor@example.org").await;
    assert!(letter.subject().starts_with("[Test] Confirmed: "), "{}", letter.subject());
    assert!(letter.subject().chars().count() < 60);
    assert!(letter.plain().contains("Trying it, Edda Editor."), "{}", letter.plain());
    assert!(letter.calendar_text().is_none() && !letter.raw().contains("ada@example.org"));
    assert_eq!(letter.own_page(), "/r/their-own-link");
    for path in ["/r/their-own-link", "/r/their-own-link/coming", "/u/their-own-link"] {
        let page = dais.get(path).await.page_with(404);
        page.tells("This link is from a test copy");
        page.does_not_tell("replaced by a newer one");
    }
    assert_eq!(dais.number("SELECT count(*) FROM wording").await, 0);
    for _ in 0..9 {
        presses(&staff, &path, "test", &[]).await.page_with(200);
    }
    let enough = presses(&staff, &path, "test", &[]).await.page_with(422);
    enough.tells("Please wait ten minutes");
    dais.wait(TimeDelta::minutes(11));
    presses(&staff, &path, "test", &[]).await.page_with(200);
    dais.post_round().await;
}

#[tokio::test]
async fn a_strangers_name_stays_a_name() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing(), &[]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    saves(&staff, &path, &[("subject", "{name}"), ("body", "Dear {name} of {title}")]).await;
    for (nth, name) in ["{rsvp_link}", "[x](http://evil.example)", "<b>x</b>", "evil.example"]
        .into_iter()
        .enumerate()
    {
        let email = format!("guest{nth}@example.org");
        let guest = dais.guest("Ada").typing("name", name).typing("email", &email);
        guest.replies(&event).await.leads_to();
        let letter = dais.last_letter_to(&email).await;
        assert!(letter.plain().starts_with("Hello,\n"), "{}", letter.plain());
        assert!(!letter.raw().contains("evil") && !letter.html().contains("<b>"), "{name}");
        assert_eq!(letter.plain().matches("/r/").count(), 1, "{name}");
    }
}
