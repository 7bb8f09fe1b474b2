//! What waits to be told is not lost, not told falsely and not told too late, whatever happens to the
//! event or the clock meanwhile.

use chrono::TimeDelta;
use serde_json::json;

use super::{rounds, told, written};
use crate::harness::{Colleague, Dais, Event, Kind, Letter, Page, Paper, a_briefing};
use crate::life::{id, step};

const GATHERING: TimeDelta = TimeDelta::minutes(30);

fn on(day: &str) -> Paper {
    let (starts, ends) = (format!("{day}T14:00"), format!("{day}T15:30"));
    a_briefing().with("time", json!({ "starts": starts, "ends": ends }))
}

async fn page(dais: &Dais, staff: &Colleague<'_>, event: &Event, rest: &str) -> Page {
    let path = format!("/staff/events/{}/{rest}", id(dais, &event.slug).await);
    staff.get(&path).await.page_with(200)
}

/// Ada's letters but the first, after everything that is due.
async fn heard(dais: &Dais) -> Vec<Letter> {
    rounds(dais).await;
    written(dais, "ada").await.split_off(1)
}

async fn gathers_for(dais: &Dais, staff: &Colleague<'_>, event: &Event, minutes: &str) {
    let form = page(dais, staff, event, "mail").await.form("form[action$='/gathering']");
    staff.fills(&form, &[("minutes", minutes)]).await.leads_to();
}

#[tokio::test]
async fn deleting_what_was_called_off_tells_who_has_not_heard_yet() {
    for step_before in ["cancel", "postpone"] {
        for told_already in [false, true] {
            let dais = Dais::start().await;
            let event = dais.publishes(a_briefing()).await;
            let owner = dais.owner().await;
            dais.guest("Ada").replies(&event).await.leads_to();
            dais.post_round().await;
            page(&dais, &owner, &event, "delete").await.tells("If it was to take place, cancel it");
            step(&dais, &owner, &event, step_before).await.leads_to();
            let words = "One person has not been told yet that it is";
            page(&dais, &owner, &event, "delete").await.tells(words);
            if told_already {
                // It is written, and the relay is slow.
                dais.wait(GATHERING);
                rounds(&dais).await;
                let words = "Nobody waits to be told that it is";
                page(&dais, &owner, &event, "delete").await.tells(words);
            }
            step(&dais, &owner, &event, "delete").await.leads_to();
            let letters = heard(&dais).await;
            assert_eq!(letters.len(), 1, "{step_before} {told_already}");
            assert!(matches!(letters[0].kind(), Kind::EventCancelled | Kind::EventPostponed));
            assert_eq!(letters[0].calendar().method, "CANCEL");
            assert!(letters[0].plain().contains("/my-rsvps\n"));
            dais.wait(TimeDelta::hours(2));
            assert_eq!(heard(&dais).await.len(), 1);
            step(&dais, &owner, &event, "restore").await.leads_to();
            step(&dais, &owner, &event, "back-on").await.leads_to();
            dais.wait(GATHERING);
            assert_eq!(heard(&dais).await[1].kind(), Kind::EventBackOn);
        }
    }
}

#[tokio::test]
async fn a_clock_that_was_ahead_for_a_moment_swallows_nothing() {
    for deed in ["moved", "cancel", "moved while it was ahead"] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        let owner = dais.owner().await;
        dais.guest("Ada").replies(&event).await.leads_to();
        dais.post_round().await;
        if deed == "cancel" {
            step(&dais, &owner, &event, deed).await.leads_to();
        } else if deed == "moved" {
            dais.publishes(on("2027-04-22")).await;
        }
        dais.set_clock("2027-05-20T14:00:00Z");
        if deed == "moved while it was ahead" {
            dais.publishes(on("2027-04-22")).await;
        }
        assert_eq!(heard(&dais).await.len(), 0);
        dais.set_clock("2027-04-01T14:10:00Z");
        rounds(&dais).await;
        page(&dais, &owner, &event, "mail").await.tells("One person is told by mail on");
        dais.wait(GATHERING);
        let letters = heard(&dais).await;
        assert_eq!(letters.len(), 1, "{deed}");
        if deed == "cancel" {
            assert_eq!(letters[0].kind(), Kind::EventCancelled);
        } else {
            assert!(told(&letters[0])[0].contains("April 20, 2027"));
            assert!(told(&letters[0])[1].contains("April 22, 2027"));
        }
        dais.wait(TimeDelta::days(2));
        assert_eq!(heard(&dais).await.len(), 1);
    }
}

#[tokio::test]
async fn a_year_that_was_mistyped_is_known_to_nobody() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    dais.publishes(on("2026-04-20")).await;
    rounds(&dais).await;
    page(&dais, &editor, &event, "edit?done=saved").await.tells("Is the year right?");
    dais.publishes(on("2027-04-20")).await;
    page(&dais, &editor, &event, "edit?done=saved").await.does_not_tell("Is the year right?");
    page(&dais, &editor, &event, "mail").await.tells("Nothing waits");
    dais.wait(TimeDelta::hours(1));
    assert_eq!(heard(&dais).await.len(), 0);

    dais.publishes(on("2026-04-22")).await;
    rounds(&dais).await;
    dais.publishes(on("2027-04-22")).await;
    assert_eq!(heard(&dais).await.len(), 0, "it is gathered like any other");
    dais.wait(GATHERING);
    let letters = heard(&dais).await;
    assert_eq!(letters.len(), 1);
    assert!(told(&letters[0])[0].contains("Tuesday, April 20, 2027"));
}

#[tokio::test]
async fn while_an_event_of_several_days_is_under_way_everybody_is_told_at_once() {
    let dais = Dais::start().await;
    let time = json!({ "starts": "2027-04-20T09:00", "ends": "2027-04-22T17:00" });
    let paper = a_briefing().with("time", time);
    let event = dais.publishes(paper.clone()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    gathers_for(&dais, &dais.owner().await, &event, "1440").await;
    dais.set_clock("2027-04-22T13:30:00Z");
    let before = heard(&dais).await.len();
    dais.publishes(paper.clone().with("place.room", "B-318")).await;
    assert_eq!(heard(&dais).await.len(), before + 1);
    step(&dais, &dais.owner().await, &event, "cancel").await.leads_to();
    let letters = heard(&dais).await;
    assert_eq!(letters.len(), before + 2);
    assert_eq!(letters[before + 1].kind(), Kind::EventCancelled);
}

#[tokio::test]
async fn what_guests_know_outlives_a_hundred_editions() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    gathers_for(&dais, &owner, &event, "1440").await;
    for _ in 0..103 {
        dais.publishes(on("2027-05-04")).await;
    }
    let kept = dais.number("SELECT count(*) FROM edition").await;
    assert!((100..=102).contains(&kept), "the others go: {kept}");
    dais.wait(TimeDelta::days(1));
    let letters = heard(&dais).await;
    assert_eq!(letters.len(), 1);
    assert!(told(&letters[0])[0].contains("Tuesday, April 20, 2027"));
    assert!(told(&letters[0])[1].contains("Tuesday, May 4, 2027"));
}

#[tokio::test]
async fn the_sentence_beside_a_change_goes_when_the_event_is_unpublished() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    dais.publishes(a_briefing().with("place.room", "B-318")).await;
    let form = page(&dais, &owner, &event, "mail").await.form("form[action$='/mail/changes']");
    let typed = [("note", "The room floods."), ("step", "save")];
    owner.fills(&form, &typed).await.leads_to();
    page(&dais, &owner, &event, "unpublish").await.tells("without the sentence beside it");
    step(&dais, &owner, &event, "unpublish").await.leads_to();
    dais.publishes(on("2027-05-04")).await;
    dais.wait(GATHERING);
    let letters = heard(&dais).await;
    assert_eq!(letters.len(), 1);
    assert!(!letters[0].plain().contains("floods"));
}

#[tokio::test]
async fn another_space_in_a_room_is_no_other_room() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    let building = "Longworth  House Office\u{a0}Building";
    dais.publishes(a_briefing().with("place.room", " 1300 ").with("place.building", building))
        .await;
    dais.wait(GATHERING);
    assert_eq!(heard(&dais).await.len(), 0);
}

#[tokio::test]
async fn a_change_is_told_before_a_reminder_would_tell_it() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    dais.set_clock("2027-04-13T15:00:00Z");
    let owner = dais.owner().await;
    gathers_for(&dais, &owner, &event, "1440").await;
    let later = json!({ "starts": "2027-04-20T16:00", "ends": "2027-04-20T17:00" });
    dais.publishes(a_briefing().with("time", later)).await;
    let words = "One person is told by mail on Tuesday, April 13, 2027, 4:00 pm ET.";
    page(&dais, &owner, &event, "mail").await.tells(words);
    dais.set_clock("2027-04-13T19:59:30Z");
    assert_eq!(heard(&dais).await.len(), 0);
    dais.set_clock("2027-04-13T20:00:30Z");
    let letters = heard(&dais).await;
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].kind(), Kind::EventChanged);
    assert!(letters[1].subject().starts_with("In a week"));
    // What is changed after the reminder is gathered as ever.
    dais.publishes(a_briefing().with("place.room", "B-318")).await;
    assert_eq!(heard(&dais).await.len(), 2);
    dais.set_clock("2027-04-14T20:01:00Z");
    assert_eq!(heard(&dais).await.len(), 3);
}

#[tokio::test]
async fn a_letter_that_a_wrong_clock_stopped_is_written_again() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let before = heard(&dais).await.len();
    dais.publishes(a_briefing().with("place.room", "B-318")).await;
    dais.wait(TimeDelta::minutes(30));
    dais.does_errands().await;
    // As one is that left nobody's hands while the event seemed to be over.
    dais.tampers(
        "UPDATE letter SET done_at = written_at, outcome = 'stopped', \
         answer = 'a later change of the event' WHERE kind = 'event_changed'",
    )
    .await;
    dais.tampers("UPDATE errand SET due_at = looked_at WHERE kind = 'change'").await;
    dais.does_errands().await;
    dais.wait(TimeDelta::minutes(30));
    let letters = heard(&dais).await;
    assert_eq!(letters.len(), before + 1);
    assert!(told(&letters[before])[1].contains("Room B-318"));
    assert_eq!(heard(&dais).await.len(), before + 1);
}
