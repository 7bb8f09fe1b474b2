//! Sending: once, in time, and no further than staff want.

use chrono::TimeDelta;
use domain::errand;

use crate::harness::{Dais, a_briefing};

use super::{Mailing, addressed, crowd, errands, guests, number, outcomes};

#[tokio::test]
async fn a_double_click_sends_once_and_a_list_that_changed_is_looked_at_again() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, number(&dais, &event).await, "", &[]).await;
    let form = mailing.page().await.form("form[action$='/send']");
    guests(&dais, &event, &["Ben"]).await;
    let page = staff.fills(&form, &[]).await.page_with(409);
    page.tells("The letter, or the list of those who get it, has changed since you looked.");
    page.tells("2 letters.");
    assert!(addressed(&dais).await.is_empty());

    let form = mailing.page().await.form("form[action$='/send']");
    let (one, other) = tokio::join!(staff.fills(&form, &[]), staff.fills(&form, &[]));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    mailing.forces("send").await.page_with(409).tells("This letter is being sent already.");
    errands(&dais).await;
    mailing.forces("send").await.page_with(409).tells("This letter was sent.");
    for deed in ["discard", "schedule"] {
        let day = [("seen", ""), ("due-day", "2027-04-10"), ("due-time", "10:00")];
        let answer = staff.post(&format!("{}/{deed}", mailing.path), &day).await;
        assert_eq!(answer.status, 409, "{deed}");
    }
    let save = [("subject", "Other"), ("body", "Other")];
    assert_eq!(staff.post(&mailing.path, &save).await.status, 409);
    dais.post_round().await;
    assert_eq!(addressed(&dais).await, ["ada@example.org", "ben@example.org"]);

    let copy = mailing.presses("copy").await.leads_to();
    staff.get(&copy).await.page_with(200).tells("this is a new draft");
    assert_eq!(dais.number("SELECT count(*) FROM mailing WHERE state = 'draft'").await, 1);
}

#[tokio::test]
async fn a_scheduled_letter_waits_for_the_events_own_clock_and_can_be_taken_back() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("time.zone", "America/Chicago")).await;
    guests(&dais, &event, &["Ada"]).await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, number(&dais, &event).await, "", &[]).await;
    let schedules = async |day: &str, time: &str| {
        let form = mailing.page().await.form("form[action$='/schedule']");
        staff.fills(&form, &[("due-day", day), ("due-time", time)]).await
    };
    for (day, time, field) in [
        ("2027-04-01", "08:59", "due-day"),
        ("", "09:00", "due-day"),
        ("2027-04-02", "", "due-time"),
        ("tomorrow", "09:00", "due-day"),
        ("2028-03-12", "02:30", "due-time"),
    ] {
        let page = schedules(day, time).await.page_with(422);
        assert!(!page.problem_beside(field).is_empty(), "{day} {time}");
        assert_eq!((page.value("due-day"), page.value("due-time")), (day.into(), time.into()));
    }
    assert!(schedules("2027-04-02", "09:00").await.leads_to().ends_with("done=scheduled"));
    mailing.page().await.tells("It goes out on Friday, April 2, 2027, 9:00 am CT.");
    let mail = staff.get(&format!("/staff/events/{}/mail", number(&dais, &event).await)).await;
    mail.page_with(200).tells("Scheduled Fri, Apr 2, 9:00 am CT");
    assert!(mailing.presses("take-back").await.leads_to().ends_with("done=draft"));
    dais.set_clock("2027-04-02T14:00:01Z");
    errands(&dais).await;
    assert!(addressed(&dais).await.is_empty(), "taken back");

    let staff = dais.editor().await;
    let mailing = Mailing { staff: &staff, path: mailing.path.clone() };
    let form = mailing.page().await.form("form[action$='/schedule']");
    let at = [("due-day", "2027-04-03"), ("due-time", "9:00 am")];
    staff.fills(&form, &at).await.leads_to();
    guests(&dais, &event, &["Ben"]).await;
    dais.set_clock("2027-04-03T13:59:00Z");
    errands(&dais).await;
    assert!(addressed(&dais).await.is_empty(), "not before its time");
    dais.set_clock("2027-04-01T00:00:00Z");
    errands(&dais).await;
    assert!(addressed(&dais).await.is_empty(), "the clock was put back");
    dais.set_clock("2027-04-03T14:00:00Z");
    errands(&dais).await;
    dais.post_round().await;
    assert_eq!(addressed(&dais).await, ["ada@example.org", "ben@example.org"], "who fits then");
    dais.set_clock("2027-04-01T00:00:00Z");
    errands(&dais).await;
    dais.set_clock("2027-04-03T15:00:00Z");
    errands(&dais).await;
    assert_eq!(addressed(&dais).await.len(), 2, "a clock that jumps repeats nothing");
}

#[tokio::test]
async fn a_stop_in_the_middle_leaves_what_was_sent_and_nothing_more_goes() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let id = number(&dais, &event).await;
    crowd(&dais, id, 1_200).await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, id, "", &[]).await;
    mailing.page().await.tells("1200 letters.");
    errands(&dais).await;
    mailing.sends().await;
    assert_eq!(errand::round(&dais.desk).await.expect("a round"), 1);
    dais.post_round().await;
    errand::round(&dais.desk).await.expect("a round");
    let page = mailing.page().await;
    page.tells("Sent 500 On the way 500 Refused 0 Stopped 0 To be written 200");
    assert!(mailing.presses("stop").await.leads_to().ends_with("done=stopped"));
    errands(&dais).await;
    assert_eq!(dais.post_round().await, 0);
    mailing.page().await.tells("Sent 500 On the way 0 Refused 0 Stopped 500 To be written 0");
    assert_eq!(dais.letters().len(), 500);
    let by = dais.texts("SELECT DISTINCT answer FROM letter WHERE outcome = 'stopped'").await;
    assert_eq!(by, ["Edda Editor"]);
    mailing.forces("stop").await.leads_to();
    mailing.forces("send").await.page_with(409).tells("This letter was stopped.");
    let stopped = dais.number("SELECT number FROM journal WHERE deed LIKE 'stopped a letter to%'");
    assert_eq!(stopped.await, 500);
}

#[tokio::test]
async fn a_letter_in_a_postmans_hand_who_vanished_does_not_go_after_the_stop() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada", "Ben"]).await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, number(&dais, &event).await, "", &[]).await;
    mailing.sends().await;
    errands(&dais).await;
    let claimed = domain::outbox::claim(&dais.desk, domain::outbox::Lane::Any, 1).await;
    assert_eq!(claimed.expect("letters").len(), 1);
    mailing.presses("stop").await.leads_to();
    assert_eq!(outcomes(&dais).await, ["open", "stopped"]);
    dais.wait(TimeDelta::seconds(61));
    assert_eq!(dais.post_round().await, 0);
    assert_eq!(outcomes(&dais).await, ["stopped", "stopped"]);
}

#[tokio::test]
async fn two_thousand_get_one_each_whoever_writes_them() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = dais.publishes(a_briefing()).await;
    let id = number(&dais, &event).await;
    crowd(&dais, id, 2_000).await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, id, "", &[]).await;
    mailing.sends().await;
    let started = std::time::Instant::now();
    for _ in 0..6 {
        let rounds = tokio::join!(
            errand::round(&dais.desk),
            errand::round(&dais.desk),
            errand::round(&dais.desk)
        );
        rounds.0.expect("a round");
        rounds.1.expect("a round");
        rounds.2.expect("a round");
    }
    eprintln!("2,000 letters to a group: {:?}", started.elapsed());
    assert!(started.elapsed().as_secs() < 20);
    let written = "SELECT count(*) FROM letter WHERE kind = 'group'";
    assert_eq!(dais.number(written).await, 2_000);
    let people = "SELECT count(DISTINCT recipient) FROM letter WHERE kind = 'group'";
    assert_eq!(dais.number(people).await, 2_000);
    // As a process that forgot how far it was.
    dais.tampers("UPDATE mailing SET state = 'sending', reached = 0").await;
    dais.tampers("UPDATE errand SET due_at = '2027-04-01T14:00:00+00:00' WHERE kind = 'mailing'")
        .await;
    errands(&dais).await;
    assert_eq!(dais.number(written).await, 2_000);
    assert_eq!(dais.texts("SELECT state FROM mailing").await, ["done"]);
}

#[tokio::test]
async fn who_gives_up_before_it_leaves_gets_none_and_who_corrects_something_does() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada", "Ben"]).await;
    let (ada, ben) = (dais.own_page_of("Ada").await, dais.own_page_of("Ben").await);
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, number(&dais, &event).await, "", &[]).await;
    mailing.sends().await;
    errands(&dais).await;
    ada.presses("cancel").await.leads_to();
    ben.changes(&[("organization", "Harvest Now")]).await;
    dais.post_round().await;
    assert_eq!(outcomes(&dais).await, ["stopped", "sent"]);
    let to_ada = dais.letters_to("ada@example.org");
    assert!(to_ada.iter().all(|letter| !letter.subject().starts_with("Bring")));
    let to_ben = dais.letters_to("ben@example.org");
    assert!(to_ben.iter().any(|letter| letter.subject().starts_with("Bring")));
}

#[tokio::test]
async fn guests_of_a_cancelled_event_can_be_written_to_and_those_of_a_deleted_one_cannot() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let scheduled = Mailing::written(&staff, id, "", &[]).await;
    let form = scheduled.page().await.form("form[action$='/schedule']");
    staff.fills(&form, &[("due-day", "2027-04-02"), ("due-time", "10:00")]).await.leads_to();
    staff.post(&format!("/staff/events/{id}/delete"), &[("send", "")]).await.leads_to();
    assert_eq!(staff.get(&scheduled.path).await.status, 404);
    assert_eq!(staff.get(&format!("/staff/events/{id}/mail/new")).await.status, 404);
    dais.set_clock("2027-04-02T15:00:00Z");
    errands(&dais).await;
    assert!(addressed(&dais).await.is_empty());
    let staff = dais.editor().await;
    let scheduled = Mailing { staff: &staff, path: scheduled.path.clone() };
    staff.post(&format!("/staff/events/{id}/restore"), &[("send", "")]).await.leads_to();
    scheduled.page().await.tells("Draft");
    errands(&dais).await;
    assert!(addressed(&dais).await.is_empty(), "nothing goes by itself once it is back");

    staff.post(&format!("/staff/events/{id}/cancel"), &[("reason", "Votes")]).await.leads_to();
    scheduled.page().await.tells("This event was cancelled.");
    scheduled.sends().await;
    errands(&dais).await;
    dais.post_round().await;
    assert_eq!(addressed(&dais).await, ["ada@example.org"]);
}

#[tokio::test]
async fn letters_of_one_event_are_not_found_below_another() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let other = dais.publishes(a_briefing().named("another")).await;
    guests(&dais, &event, &["Ada"]).await;
    let (id, elsewhere) = (number(&dais, &event).await, number(&dais, &other).await);
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, id, "", &[]).await;
    let wrong = mailing.path.replace(&format!("events/{id}/"), &format!("events/{elsewhere}/"));
    assert_eq!(staff.get(&wrong).await.status, 404);
    for deed in ["", "/send", "/schedule", "/stop", "/copy", "/discard", "/test", "/take-back"] {
        let form =
            [("subject", "x"), ("body", "x"), ("due-day", "2027-04-09"), ("due-time", "10:00")];
        assert_eq!(staff.post(&format!("{wrong}{deed}"), &form).await.status, 404, "{deed}");
    }
}
