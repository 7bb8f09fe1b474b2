//! Staff change the reminders of an event, and see what is to come and what was sent.

use crate::harness::{Answer, Colleague, Dais, a_briefing};
use crate::mailing::Mailing;

const PAGE: &str = "/staff/events/1/mail/reminders";
const WEEK: &str = "2027-04-13T18:00:00Z";
const DAY: &str = "2027-04-19T18:00:00Z";

async fn with_guests(dais: &Dais) {
    let event = dais.publishes(a_briefing()).await;
    for name in ["Ada", "Ben"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.lives_until("2027-04-02T14:00:00Z").await;
}

/// Types this over what the form holds and sends it.
async fn types(staff: &Colleague<'_>, typed: &[(&str, &str)]) -> Answer {
    let form = staff.get(PAGE).await.page_with(200).form(&format!("form[action='{PAGE}']"));
    staff.fills(&form, typed).await
}

#[tokio::test]
async fn the_page_shows_when_each_goes_out_and_to_how_many() {
    let dais = Dais::start().await;
    with_guests(&dais).await;
    let staff = dais.owner().await;
    let page = staff.get(PAGE).await.page_with(200);
    page.tells("Tuesday, April 13, 2027, 2:00 pm ET 7 days before: Guests in the room, Guests online 2 people as things stand");
    page.tells("Monday, April 19, 2027, 2:00 pm ET 1 day before: Guests in the room, Guests online; asks to confirm");
    page.tells("Tuesday, April 20, 2027, 12:00 pm ET 2 hours before");
    assert!(page.all("[action$='/usual']").is_empty(), "they are the usual ones");
    dais.imports(&a_briefing().with("state", "draft"), false).await.expect("a document");
    staff.get(PAGE).await.page_with(200).tells("Not sent: the event is a draft");
}

#[tokio::test]
async fn what_staff_save_is_what_goes_out_and_the_usual_ones_come_back() {
    let dais = Dais::start().await;
    with_guests(&dais).await;
    let staff = dais.owner().await;
    let typed = [
        ("steps[0].remove", "on"),
        ("steps[1].number", "3"),
        ("steps[1].note", "Bring a <b>pen</b>."),
        ("steps[3].number", "90"),
        ("steps[3].unit", "minutes"),
        ("steps[3].to", "room"),
    ];
    let saved = types(&staff, &typed).await.leads_to();
    assert_eq!(saved, format!("{PAGE}?done=saved"));
    let page = staff.get(&saved).await.page_with(200);
    page.tells("The reminders are saved.");
    page.tells("3 days before");
    page.tells("90 minutes before");
    page.does_not_tell("7 days before");

    dais.lives_until(WEEK).await;
    assert!(dais.reminders_to("ada@example.org").is_empty());
    dais.lives_until("2027-04-17T18:00:00Z").await;
    let letter = dais.reminders_to("ada@example.org").pop().expect("a letter");
    assert!(letter.subject().starts_with("In 3 days: "), "{}", letter.subject());
    assert!(letter.lines().contains(&"Bring a <b>pen</b>.".to_owned()), "{}", letter.plain());
    assert!(letter.html().contains("&lt;b&gt;pen") || letter.html().contains("&#60;b&#62;pen"));

    let (staff, usual) = (dais.owner().await, format!("{PAGE}/usual"));
    assert_eq!(
        staff.post::<&str, &str>(&usual, &[]).await.leads_to(),
        format!("{PAGE}?done=usual")
    );
    dais.lives_until(DAY).await;
    let letter = dais.reminders_to("ada@example.org").pop().expect("a letter");
    assert!(letter.subject().starts_with("Tomorrow: "));
    assert_eq!(
        dais.number("SELECT count(*) AS n FROM journal WHERE deed LIKE '%reminders'").await,
        4
    );
}

#[tokio::test]
async fn what_cannot_be_is_told_beside_its_field_and_kept() {
    let dais = Dais::start().await;
    with_guests(&dais).await;
    let staff = dais.owner().await;
    let before = dais.tables().await;
    let typed = [
        ("steps[0].number", "soon"),
        ("steps[1].number", "61"),
        ("steps[3].number", "2"),
        ("steps[3].unit", "hours"),
        ("steps[3].note", "Kept as typed."),
    ];
    let page = types(&staff, &typed).await.page_with(422);
    assert_eq!(page.problem_beside("steps[0].number"), "Please write a whole number, such as 2.");
    assert_eq!(page.problem_beside("steps[1].number"), "Sixty days is the most.");
    assert_eq!(page.words("[id='steps[3].to-why']"), "Please choose who gets it.");
    assert_eq!(page.value("steps[0].number"), "soon");
    page.tells("Reminder 1: How long before: Please write a whole number, such as 2.");
    page.tells("Reminder 4: To whom: Please choose who gets it.");
    page.tells("Kept as typed.");
    let twice = [("steps[3].number", "24"), ("steps[3].unit", "hours"), ("steps[3].to", "room")];
    let page = types(&staff, &twice).await.page_with(422);
    let why = "There is a reminder at this time for the same people already.";
    assert_eq!(page.problem_beside("steps[3].number"), why);
    let long = "x".repeat(501);
    let page = types(&staff, &[("steps[0].note", &long)]).await.page_with(422);
    assert_eq!(page.problem_beside("steps[0].note"), "Please keep this below 500 characters.");
    assert_eq!(dais.tables().await.get("ladder"), before.get("ladder"));
}

#[tokio::test]
async fn nobodys_change_is_overwritten_unseen() {
    let dais = Dais::start().await;
    with_guests(&dais).await;
    let (one, two) = (dais.owner().await, dais.editor().await);
    let form = two.get(PAGE).await.page_with(200).form(&format!("form[action='{PAGE}']"));
    types(&one, &[("steps[0].number", "5")]).await.leads_to();
    let answer = two.fills(&form, &[("steps[0].number", "6")]).await;
    let page = answer.page_with(409);
    page.tells("Somebody else changed these reminders");
    assert_eq!(page.value("steps[0].number"), "6");
    assert!(dais.texts("SELECT steps FROM ladder").await[0].contains("7200"));
}

#[tokio::test]
async fn a_reminder_taken_out_before_it_left_stays_here() {
    let dais = Dais::start().await;
    with_guests(&dais).await;
    dais.set_clock(WEEK);
    dais.does_errands().await;
    let staff = dais.owner().await;
    types(&staff, &[("steps[0].remove", "on")]).await.leads_to();
    dais.lives_until("2027-04-13T18:01:00Z").await;
    assert!(dais.reminders_to("ada@example.org").is_empty());
}

#[tokio::test]
async fn the_timelines_tell_what_was_sent_what_is_to_come_and_why_not() {
    let dais = Dais::start().await;
    with_guests(&dais).await;
    let mail = async || dais.owner().await.get("/staff/events/1/mail").await.page_with(200);
    let page = mail().await;
    page.tells("Tuesday, April 13, 2027, 2:00 pm ET Reminder, 7 days before Guests in the room, Guests online Goes to 2 people as things stand");
    page.tells("Confirmation 2 sent");

    dais.set_clock(WEEK);
    dais.does_errands().await;
    mail().await.tells("Reminder, 7 days before 2 on the way");
    dais.lives_until("2027-04-13T18:01:00Z").await;
    let page = mail().await;
    page.tells("Reminder, 7 days before 2 sent");
    page.does_not_tell("Goes out now");
    page.tells("Reminder, 1 day before, asks to confirm");

    let staff = dais.owner().await;
    let guest = async |id: i64| staff.get(&format!("/staff/rsvps/{id}")).await.page_with(200);
    let ada = guest(1).await;
    ada.tells(
        "Monday, April 19, 2027, 2:00 pm ET Reminder, 1 day before, asks to confirm Will be sent",
    );
    dais.wait(chrono::TimeDelta::minutes(1));
    let event = crate::harness::Event { slug: "hours-in-the-field".to_owned() };
    dais.guest("Cleo").replies(&event).await.leads_to();
    dais.post_round().await;
    guest(3).await.tells("Reminder, 7 days before Not sent: they replied after that");

    dais.imports(&a_briefing().with("state", "cancelled"), false).await.expect("a document");
    mail().await.tells("Not sent: the event is cancelled");
    guest(1).await.tells("Not sent: the event is cancelled");
    dais.does_errands().await;
    dais.leaves_letters();
}

#[tokio::test]
async fn what_everybody_has_is_not_promised_again_when_the_hour_moves() {
    let dais = Dais::start().await;
    let speakers = serde_json::json!([{ "name": "Vera Voice", "email": "vera@example.org" }]);
    let at = |starts: &str| {
        let paper = a_briefing().with("speakers", speakers.clone()).with("time.starts", starts);
        paper.with("time.ends", serde_json::Value::Null)
    };
    let event = dais.publishes(at("2027-04-20T14:00")).await;
    for name in ["Ada", "Ben"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let step = serde_json::json!({ "minutes": 10080, "to": ["room", "speakers"], "asks": false });
    dais.sets_ladder(serde_json::json!([step])).await;
    dais.lives_until(WEEK).await;
    assert_eq!(dais.reminders_to("vera@example.org").len(), 1);
    assert_eq!(dais.reminders_to("ada@example.org").len(), 1);

    dais.publishes(at("2027-04-20T18:00")).await;
    dais.does_errands().await;
    let staff = dais.owner().await;
    let mail = async || staff.get("/staff/events/1/mail").await.page_with(200);
    let page = mail().await;
    page.does_not_tell("as things stand");
    page.tells("Reminder, 7 days before");
    staff.get(PAGE).await.page_with(200).tells("Guests in the room, Speakers Sent");

    // Who replies since then has none yet, and gets it.
    dais.guest("Cleo").replies(&event).await.leads_to();
    let promised = "Tuesday, April 13, 2027, 6:00 pm ET Reminder, 7 days before Guests in the room, Speakers Goes to 1 person as things stand";
    mail().await.tells(promised);
    dais.lives_until("2027-04-13T22:01:00Z").await;
    let reminded = ["ada", "ben", "cleo", "vera"].map(|name| format!("{name}@example.org"));
    assert_eq!(reminded.map(|address| dais.reminders_to(&address).len()), [1, 1, 1, 1]);
    let staff = dais.owner().await;
    let guest = staff.get("/staff/rsvps/1").await.page_with(200);
    guest.tells("Reminder, 7 days before Sent");
    dais.leaves_letters();
}

#[tokio::test]
async fn a_guests_timeline_tells_of_changes_that_wait_and_of_letters_to_their_group() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2)).await;
    for name in ["Ada", "Ben", "Wim"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let staff = dais.editor().await;
    let guest = async |id: i64| staff.get(&format!("/staff/rsvps/{id}")).await.page_with(200);
    let mailing = Mailing::written(&staff, 1, "?state=confirmed", &[]).await;
    let form = mailing.page().await.form("form[action$='/schedule']");
    let day = [("due-day", "2027-04-12"), ("due-time", "09:00")];
    staff.fills(&form, &day).await.leads_to();
    let promised = "Monday, April 12, 2027, 9:00 am ET Letter to a group: Bring a photo ID";
    guest(1).await.tells(promised);
    guest(2).await.tells(promised);
    guest(3).await.does_not_tell("Letter to a group");

    let waits = "Thursday, April 1, 2027, 10:30 am ET Change of the event Will be sent";
    dais.publishes(a_briefing().with_seats(2).with("place.room", "B-318")).await;
    dais.guest("Cleo").replies(&event).await.leads_to();
    for id in 1..=3 {
        guest(id).await.tells(waits);
    }
    let whom = "Change of the event 2 confirmed, 1 on the waiting list Goes to 3 people";
    staff.get("/staff/events/1/mail").await.page_with(200).tells(whom);
    guest(4).await.does_not_tell("Change of the event");
    guest(1).await.tells(&format!("{waits} {promised}"));

    dais.own_page_of("Ben").await.presses("cancel").await.leads_to();
    let gone = guest(2).await;
    gone.tells("Reminders Not sent: they cancelled");
    guest(3).await.tells(
        "Reminders Not sent: this event’s do not go to who has not taken an offered seat yet",
    );
    guest(4).await.tells("Reminders Not sent: this event’s do not go to the waiting list");
    gone.does_not_tell("Change of the event");
    gone.does_not_tell("Letter to a group");
    let off = a_briefing().with_seats(2).with("state", "cancelled");
    dais.imports(&off, false).await.expect("a document");
    guest(1).await.tells(waits);
    dais.lives_until("2027-04-01T14:31:00Z").await;
    let staff = dais.editor().await;
    let told = staff.get("/staff/rsvps/1").await.page_with(200);
    told.does_not_tell("Change of the event Will be sent");
    told.tells("Change of the event Sent");
    dais.leaves_letters();
}

#[tokio::test]
async fn nobody_is_promised_a_reminder_whose_moment_was_before_their_reply() {
    let dais = Dais::start().await;
    with_guests(&dais).await;
    dais.lives_until("2027-04-13T18:01:00Z").await;
    let event = crate::harness::Event { slug: "hours-in-the-field".to_owned() };
    dais.guest("Cleo").replies(&event).await.leads_to();
    for at in ["2027-04-13T18:02:00Z", "2027-04-15T18:00:00Z"] {
        dais.lives_until(at).await;
        let staff = dais.owner().await;
        let page = staff.get(PAGE).await.page_with(200);
        page.tells("7 days before: Guests in the room, Guests online Sent");
        let page = staff.get("/staff/events/1/mail").await.page_with(200);
        page.does_not_tell("Goes out now");
    }
    assert!(dais.reminders_to("cleo@example.org").is_empty());
}
