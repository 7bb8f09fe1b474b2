//! New replies in one letter: whom it reaches, when, once, and what it never tells.

use chrono::TimeDelta;

use crate::harness::{Colleague, Dais, Event, Letter, a_briefing};

const EDITOR: &str = "editor@example.org";
/// Eight in the morning in Washington, on the Friday after a test begins.
const FRIDAY: &str = "2027-04-02T12:00:00Z";

async fn errands(dais: &Dais) {
    while domain::errand::round(&dais.desk).await.expect("a round") > 0 {}
    dais.post_round().await;
}

/// What the editor got when the clock showed this moment.
async fn digests_at(dais: &Dais, moment: &str) -> Vec<Letter> {
    let before = dais.letters_to(EDITOR).len();
    dais.set_clock(moment);
    errands(dais).await;
    dais.letters_to(EDITOR).split_off(before)
}

async fn wants(staff: &Colleague<'_>, digest: &str) {
    let answer = staff.post("/staff/me/mail", &[("digest", digest)]).await;
    assert_eq!(answer.leads_to(), "/staff/me?done=mail");
}

async fn replies(dais: &Dais, event: &Event, names: &[&str]) {
    for name in names {
        dais.guest(name).replies(event).await.leads_to();
    }
    dais.post_round().await;
}

#[tokio::test]
async fn a_letter_at_eight_tells_numbers_and_no_names() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(3)).await;
    replies(&dais, &event, &["Earlier"]).await;
    let editor = dais.editor().await;
    dais.wait(TimeDelta::minutes(5));
    let page = editor.get("/staff/me").await.page_with(200);
    let form = page.form("form[action='/staff/me/mail']");
    assert_eq!(form.filled(&[]), [("digest".to_owned(), String::new())], "nothing by itself");
    let saved = editor.fills(&form, &[("digest", "daily")]).await.leads_to();
    editor.get(&saved).await.page_with(200).tells("What you get by mail is saved.");
    assert_eq!(editor.get("/staff/me").await.page_with(200).value("digest"), "daily");

    dais.wait(TimeDelta::minutes(5));
    let ada = dais.guest("Ada").typing("category", "congressional_staff");
    ada.typing("organization", "Office of Example").replies(&event).await.leads_to();
    replies(&dais, &event, &["Ben", "Cleo"]).await;
    assert!(digests_at(&dais, "2027-04-02T11:59:58Z").await.is_empty(), "not before its time");
    let letters = digests_at(&dais, FRIDAY).await;
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!(letter.subject(), "3 new replies: Hours in the Field");
    let lines = letter.lines();
    for line in [
        "New among the replies since Thursday, April 1, 2027, 10:04 am ET:",
        "Hours in the Field",
        "Tue, Apr 20, 2:00 – 3:30 pm ET",
        "3 new replies: 2 confirmed, 1 waiting list",
        "They come as: 2 not said, 1 congressional staff",
        "Seats taken: 3 of 3",
        "On the waiting list: 1",
    ] {
        assert!(lines.iter().any(|own| own == line), "no “{line}” in {lines:?}");
    }
    let pages = [dais.address("/staff/events/1/rsvps"), dais.address("/staff/me")];
    assert_eq!(letter.links(), pages);
    for secret in ["Ada", "Ben", "Cleo", "Office of", "ada@", "/r/"] {
        assert!(!letter.raw().contains(secret) && !letter.html().contains(secret), "{secret}");
    }
    for moment in ["2027-04-02T12:30:00Z", "2027-04-03T12:00:00Z", "2027-04-04T12:00:00Z"] {
        assert!(digests_at(&dais, moment).await.is_empty(), "nothing new by {moment}");
    }
}

#[tokio::test]
async fn who_goes_and_who_is_offered_a_seat_is_news() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    replies(&dais, &event, &["Ada", "Ben"]).await;
    dais.wait(TimeDelta::minutes(2));
    let editor = dais.editor().await;
    wants(&editor, "daily").await;
    dais.wait(TimeDelta::hours(1));
    let own = dais.letters_to("ada@example.org").remove(0).own_page();
    dais.post::<&str, &str>(&format!("{own}/cancel"), &[]).await.leads_to();
    dais.post_round().await;
    let letter = digests_at(&dais, FRIDAY).await.remove(0);
    assert_eq!(letter.subject(), "Changed RSVPs: Hours in the Field");
    let lines = letter.lines();
    for line in ["No longer coming: 1 cancelled by the guest", "Offers from the waiting list: 1"] {
        assert!(lines.iter().any(|own| own == line), "no “{line}” in {lines:?}");
    }
}

#[tokio::test]
async fn a_reply_that_ended_is_counted_once_and_those_that_stand_in_their_order() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    let editor = dais.editor().await;
    wants(&editor, "daily").await;
    dais.wait(TimeDelta::hours(1));
    replies(&dais, &event, &["Ada", "Ben", "Cleo", "Dan"]).await;
    dais.own_page_of("Dan").await.presses("cancel").await.leads_to();
    dais.post_round().await;
    let letter = digests_at(&dais, FRIDAY).await.remove(0);
    assert_eq!(letter.subject(), "3 new replies: Hours in the Field");
    let lines = letter.lines();
    for line in [
        "3 new replies: 1 confirmed, 2 waiting list",
        "They come as: 3 not said",
        "No longer coming: 1 cancelled by the guest",
    ] {
        assert!(lines.iter().any(|own| own == line), "no “{line}” in {lines:?}");
    }
}

#[tokio::test]
async fn a_clock_that_jumps_makes_no_second_letter_and_loses_no_reply() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    wants(&editor, "daily").await;
    dais.wait(TimeDelta::hours(1));
    replies(&dais, &event, &["Ada"]).await;
    assert_eq!(digests_at(&dais, FRIDAY).await.len(), 1);

    assert!(digests_at(&dais, "2027-04-02T09:00:00Z").await.is_empty(), "put back");
    replies(&dais, &event, &["Ben"]).await;
    assert!(digests_at(&dais, FRIDAY).await.is_empty(), "the same morning again");
    let saturday = digests_at(&dais, "2027-04-03T12:00:00Z").await;
    assert_eq!(saturday[0].subject(), "1 new reply: Hours in the Field");

    assert!(digests_at(&dais, "2028-01-01T15:00:00Z").await.is_empty(), "far ahead, nothing new");
    dais.set_clock("2027-04-03T13:00:00Z");
    errands(&dais).await;
    dais.wait(TimeDelta::minutes(5));
    replies(&dais, &event, &["Cleo"]).await;
    let sunday = digests_at(&dais, "2027-04-04T12:00:00Z").await;
    assert_eq!(sunday[0].subject(), "1 new reply: Hours in the Field");
}

#[tokio::test]
async fn several_processes_write_one_letter() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    wants(&owner, "daily").await;
    wants(&editor, "daily").await;
    dais.wait(TimeDelta::hours(1));
    replies(&dais, &event, &["Ada"]).await;
    dais.set_clock(FRIDAY);
    let round = || domain::errand::round(&dais.desk);
    let (one, two, three, four) = tokio::join!(round(), round(), round(), round());
    for done in [one, two, three, four] {
        done.expect("a round");
    }
    errands(&dais).await;
    let written = "SELECT count(*) FROM letter WHERE kind = 'digest'";
    assert_eq!(dais.number(written).await, 2);
    assert_eq!(dais.letters_to(EDITOR).len(), 1);
}

#[tokio::test]
async fn a_week_is_told_on_monday_even_when_nobody_was_there() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    wants(&editor, "weekly").await;
    dais.wait(TimeDelta::hours(1));
    replies(&dais, &event, &["Ada"]).await;
    assert!(digests_at(&dais, "2027-04-04T23:00:00Z").await.is_empty());
    // The server was down over Monday morning.
    assert_eq!(digests_at(&dais, "2027-04-06T15:00:00Z").await.len(), 1);
    replies(&dais, &event, &["Ben"]).await;
    assert!(digests_at(&dais, "2027-04-12T11:59:00Z").await.is_empty());
    assert_eq!(digests_at(&dais, "2027-04-12T12:00:00Z").await.len(), 1);
}

#[tokio::test]
async fn who_left_or_wants_none_gets_none() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    wants(&editor, "daily").await;
    wants(&owner, "daily").await;
    wants(&owner, "").await;
    dais.wait(TimeDelta::hours(1));
    replies(&dais, &event, &["Ada"]).await;
    let id = dais.number("SELECT id FROM staff WHERE email = 'editor@example.org'").await;
    owner.post::<&str, &str>(&format!("/staff/people/{id}/remove"), &[]).await.leads_to();
    assert!(digests_at(&dais, FRIDAY).await.is_empty());
    assert!(dais.letters_to("owner@example.org").is_empty());
    // Whoever comes back asks anew, and hears of what happens then.
    let editor = dais.editor().await;
    assert_eq!(editor.get("/staff/me").await.page_with(200).value("digest"), "");
    assert!(digests_at(&dais, "2027-04-03T12:00:00Z").await.is_empty());
}

#[tokio::test]
async fn events_that_nobody_comes_to_any_more_are_left_out() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    wants(&editor, "daily").await;
    let mut events = vec![];
    for slug in ["off", "gone", "on"] {
        let title = format!("Event {slug}");
        let paper = a_briefing().named(slug).with("title", title.as_str());
        events.push(dais.publishes(paper).await);
    }
    dais.wait(TimeDelta::hours(1));
    for event in &events {
        replies(&dais, event, &["Ada"]).await;
    }
    dais.tampers("UPDATE event SET state = 'cancelled' WHERE slug = 'off'").await;
    dais.tampers("UPDATE event SET deleted_at = changed_at WHERE slug = 'gone'").await;
    let letter = digests_at(&dais, FRIDAY).await.remove(0);
    assert_eq!(letter.subject(), "1 new reply: Event on");
    assert!(!letter.plain().contains("Event off") && !letter.plain().contains("Event gone"));
}

#[tokio::test]
async fn what_is_no_choice_is_not_taken() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let typed = [("digest", "hourly"), ("alerts", "on")];
    let answer = editor.post("/staff/me/mail", &typed).await.page_with(422);
    let why = answer.problem_beside("digest");
    assert_eq!(why, "Please choose one of the answers in the list.");
    assert!(answer.one("[name=alerts]").attr("checked").is_some(), "what was ticked is kept");
    let made_up = [("digest", "daily"), ("alerts", "maybe")];
    let page = editor.post("/staff/me/mail", &made_up).await.page_with(422);
    assert_eq!(page.problem_beside("alerts"), "Please tick it or leave it empty.");
    assert_eq!(page.value("digest"), "daily");
    let kept = "SELECT count(*) FROM staff WHERE digest IS NOT NULL OR alerts";
    assert_eq!(dais.number(kept).await, 0);
}
