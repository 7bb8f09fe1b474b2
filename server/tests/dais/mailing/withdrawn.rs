//! What becomes of letters to groups when their event is called off, taken back or over, and what a
//! letter says to whom it cannot name.

use domain::outbox::{self, Lane, Outcome};

use crate::harness::{Dais, a_briefing};

use super::{Mailing, addressed, errands, guests, number, outcomes};

async fn scheduled<'a>(
    staff: &'a crate::harness::Colleague<'a>,
    event_id: i64,
    subject: &str,
) -> Mailing<'a> {
    let mailing = Mailing::written(staff, event_id, "", &[("subject", subject)]).await;
    let form = mailing.page().await.form("form[action$='/schedule']");
    staff.fills(&form, &[("due-day", "2027-04-02"), ("due-time", "10:00")]).await.leads_to();
    mailing
}

async fn nothing_goes_at_its_moment(dais: &Dais) {
    dais.set_clock("2027-04-02T14:30:00Z");
    errands(dais).await;
    dais.post_round().await;
    assert!(addressed(dais).await.is_empty());
}

#[tokio::test]
async fn scheduled_letters_are_drafts_again_once_their_event_is_published_no_more() {
    for (deed, words) in [
        ("cancel", "the cancellation of the event"),
        ("postpone", "the postponement of the event"),
        ("unpublish", "the event’s way back to a draft"),
        ("delete", "the deletion of the event"),
    ] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        guests(&dais, &event, &["Ada", "Ben"]).await;
        let id = number(&dais, &event).await;
        let staff = dais.editor().await;
        let sent = Mailing::written(&staff, id, "", &[("subject", "Sent now")]).await;
        sent.sends().await;
        errands(&dais).await;
        scheduled(&staff, id, "Bring a photo ID").await;
        scheduled(&staff, id, "See you there").await;
        let page = staff.get(&format!("/staff/events/{id}/{deed}")).await.page_with(200);
        page.tells("2 scheduled letters to groups are taken back: they are drafts again.");
        page.tells("One letter to a group is being sent, and is stopped.");
        staff.post(&format!("/staff/events/{id}/{deed}"), &[("reason", "Votes")]).await.leads_to();
        let states = dais.texts("SELECT state FROM mailing ORDER BY id").await;
        assert_eq!(states, ["stopped", "draft", "draft"], "{deed}");
        assert_eq!(outcomes(&dais).await, ["stopped", "stopped"], "{deed}");
        let by = dais.texts("SELECT DISTINCT answer FROM letter WHERE kind = 'group'").await;
        assert_eq!(by, [words]);
        let told = "SELECT number FROM journal WHERE deed LIKE '%letters to groups%' ORDER BY id";
        let told = dais.rows(told).await;
        let told: Vec<i64> = told.iter().map(|row| row.try_get_by_index(0).expect("one")).collect();
        assert_eq!(told, [2, 1], "{deed}");
        dais.set_clock("2027-04-02T14:30:00Z");
        errands(&dais).await;
        dais.post_round().await;
        assert_eq!(addressed(&dais).await.len(), 2, "{deed}: nothing more was written");
        assert_eq!(outcomes(&dais).await, ["stopped", "stopped"], "{deed}");
    }
}

#[tokio::test]
async fn a_document_that_calls_its_event_off_takes_them_back_and_one_that_moves_it_does_not() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let mailing = scheduled(&staff, id, "Bring a photo ID").await;
    let moved = a_briefing().with("place.room", "2175");
    dais.imports(&moved, true).await.expect("a document");
    mailing.page().await.tells("Scheduled");
    let off = a_briefing().with("state", "cancelled");
    dais.imports(&off, false).await.expect("a document");
    mailing.page().await.tells("Draft");
    nothing_goes_at_its_moment(&dais).await;
}

#[tokio::test]
async fn what_was_scheduled_while_the_event_was_off_waits_once_it_is_on() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let off = a_briefing().with("state", "cancelled");
    dais.imports(&off, false).await.expect("a document");
    let mailing = scheduled(&staff, id, "Your ticket is refunded").await;
    dais.imports(&a_briefing().with("state", "published"), false).await.expect("a document");
    mailing.page().await.tells("Draft");
    nothing_goes_at_its_moment(&dais).await;
}

#[tokio::test]
async fn an_announcement_outlives_its_event_and_what_came_too_late_is_called_so() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let id = number(&dais, &event).await;
    dais.set_clock("2027-04-20T19:29:30Z");
    let staff = dais.editor().await;
    let news = [("subject", "Other news"), ("body", "Come in May."), ("announcement", "on")];
    let announcement = Mailing::written(&staff, id, "", &news).await;
    let own = Mailing::written(&staff, id, "", &[]).await;
    announcement.sends().await;
    own.sends().await;
    errands(&dais).await;
    let claimed = outbox::claim(&dais.desk, Lane::Any, 2).await.expect("letters");
    assert_eq!(claimed.len(), 2);
    for letter in &claimed {
        let busy = Outcome::Later("the mail relay is busy (451)".to_owned());
        outbox::settle(&dais.desk, letter, busy).await.expect("settled");
    }
    own.page().await.tells("Sent 0 On the way 0 Refused 0 Too late 1 Stopped 0");
    announcement.page().await.tells("Sent 0 On the way 1 Refused 0 Stopped 0");
    dais.set_clock("2027-04-20T19:32:00Z");
    dais.post_round().await;
    let staff = dais.editor().await;
    let announcement = Mailing { staff: &staff, path: announcement.path.clone() };
    announcement.page().await.tells("Sent 1 On the way 0 Refused 0 Stopped 0");
    let letter = dais.letters_to("ada@example.org").pop().expect("a letter");
    assert!(letter.subject().starts_with("Other news"), "{}", letter.subject());
}

#[tokio::test]
async fn whom_it_cannot_name_it_calls_guest_and_says_everything_all_the_same() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let names = ["Jane Doe, Ph.D.", "Rep. Jane Doe (D-CA)", "Robert \"Bob\" Smith", "Ada 🌾"];
    for (n, name) in names.iter().enumerate() {
        let guest = dais.guest(&format!("Guest{n}")).typing("name", name);
        guest.replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let words = [
        ("subject", "News for {name}"),
        (
            "body",
            "Dear {name}, please come to room **2175**.\nWhere to enter: {arrival}\nBring {arrival} and an ID.",
        ),
    ];
    let mailing = Mailing::written(&staff, id, "", &words).await;
    mailing.page().await.tells("all your other words stay");
    mailing.sends().await;
    errands(&dais).await;
    dais.post_round().await;
    for n in 0..names.len() {
        let letter = dais.letters_to(&format!("guest{n}@example.org")).pop().expect("a letter");
        assert!(letter.subject().starts_with("News for guest"), "{}", letter.subject());
        let said = "Dear guest, please come to room 2175.";
        assert!(letter.plain().contains(said), "{}", letter.plain());
        assert!(letter.html().contains("Dear guest, please come to room <strong>2175</strong>."));
        assert!(!letter.plain().contains("Where to enter"), "{}", letter.plain());
        assert!(letter.plain().contains("and an ID."), "{}", letter.plain());
    }
}

#[tokio::test]
async fn timelines_name_each_letter_to_a_group() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let mut sent = vec![];
    for subject in ["Bring a photo ID", "The hall is warm"] {
        let mailing = Mailing::written(&staff, id, "", &[("subject", subject)]).await;
        mailing.sends().await;
        sent.push((subject, mailing.path.clone()));
    }
    errands(&dais).await;
    dais.post_round().await;
    let ada = dais.number("SELECT id FROM rsvp").await;
    for (path, list) in [
        (format!("/staff/events/{id}/mail"), "[aria-labelledby=written]"),
        (format!("/staff/rsvps/{ada}"), "[aria-labelledby=letters]"),
    ] {
        let page = staff.get(&path).await.page_with(200);
        let links = page.all(&format!("{list} .timeline a"));
        let told: Vec<_> = links
            .iter()
            .map(|link| (link.text().collect::<String>(), link.attr("href").unwrap_or_default()))
            .collect();
        for (subject, to) in &sent {
            let line = (format!("Letter to a group: {subject}"), to.as_str());
            assert!(told.contains(&line), "{line:?} in {told:?}");
        }
        assert_eq!(told.len(), 2);
    }
}
