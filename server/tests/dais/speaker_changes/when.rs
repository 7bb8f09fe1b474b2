//! When it is told: once, after the pause, at once where it is near, and never what was taken back.

use chrono::TimeDelta;
use serde_json::json;

use super::{PAUSE, day, edited, first, other_day, panel, second};
use crate::harness::{Dais, Paper, a_briefing};

fn third_at(from: &str, to: &str) -> Paper {
    let third = panel("Panel three", from, to, &["Dana"]);
    day().with("sessions", json!([first(), second(), third]))
}

#[tokio::test]
async fn what_is_taken_back_within_the_pause_is_told_to_nobody() {
    let dais = Dais::has_speakers(day()).await;
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.wait(TimeDelta::minutes(20));
    dais.passes().await;
    dais.publishes(day()).await;
    dais.gathers().await;
    dais.wait(TimeDelta::days(1));
    dais.passes().await;
    assert_eq!(dais.told(), []);
    assert_eq!(
        dais.number("SELECT count(*) FROM speaker_notice WHERE began_at IS NOT NULL").await,
        0
    );
}

#[tokio::test]
async fn several_edits_at_several_events_make_one_letter() {
    let dais = Dais::start().await;
    dais.publishes(day()).await;
    dais.publishes(other_day(&["Dana", "Fay"])).await;
    dais.a_while_passes().await;
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.wait(TimeDelta::minutes(10));
    dais.publishes(third_at("15:15", "15:30")).await;
    dais.wait(TimeDelta::minutes(10));
    dais.publishes(other_day(&["Dana", "Fay"]).with("place.room", "2044")).await;
    dais.wait(TimeDelta::minutes(19));
    dais.passes().await;
    assert_eq!(dais.told(), []);
    dais.wait(TimeDelta::minutes(1));
    dais.passes().await;
    assert_eq!(dais.told(), [("dana", 1)], "Fay's change came later");
    let letter = dais.changes_to("dana").remove(0);
    assert_eq!(letter.subject(), "Your schedule has changed: 2 events, from Tue, Apr 20");
    assert!(
        letter
            .plain()
            .contains("\nWhat you have there now:\nPanel three, Tue, Apr 20, 3:15 – 3:30 pm ET\n")
    );
    assert!(letter.plain().contains("\nTuesday, May 4, 2027, 10:00 – 11:00 am ET\nRoom 2044"));
    assert_eq!(
        dais.news_to("dana"),
        [
            "When, before: Tuesday, April 20, 2027, 3:00 – 3:30 pm ET",
            "When, now: Tuesday, April 20, 2027, 3:15 – 3:30 pm ET",
            "Where, before: Room 1300, Longworth House Office Building",
            "Where, now: Room 2044, Longworth House Office Building",
        ]
    );
    assert!(letter.calendar_text().is_none(), "two events are no one entry");
    assert_eq!(letter.links().iter().filter(|link| link.contains("/s/")).count(), 1);
    dais.gathers().await;
    assert_eq!(dais.told(), [("dana", 1), ("fay", 1)]);
}

#[tokio::test]
async fn the_pause_is_one_in_editing_and_ends_for_who_edits_on_and_on() {
    let dais = Dais::has_speakers(day()).await;
    for minute in [10, 15, 20] {
        dais.publishes(third_at(&format!("15:{minute}"), "15:30")).await;
        dais.wait(TimeDelta::minutes(20));
        dais.passes().await;
        assert_eq!(dais.told(), [], "{minute}");
    }
    dais.wait(TimeDelta::minutes(10));
    dais.passes().await;
    assert_eq!(dais.told(), [("dana", 1)]);
    assert!(dais.news_to("dana")[1].contains("3:20"));
    // Nobody waits for longer than four pauses.
    for round in 0..6 {
        dais.publishes(third_at(&format!("15:{}", 10 + round), "15:30")).await;
        dais.wait(TimeDelta::minutes(20));
        dais.passes().await;
    }
    assert_eq!(dais.told(), [("dana", 2)]);
}

#[tokio::test]
async fn a_day_before_and_later_it_is_told_at_once() {
    let dais = Dais::has_speakers(day()).await;
    dais.set_clock("2027-04-19T18:10:00Z");
    dais.passes().await;
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.passes().await;
    assert_eq!(dais.told(), [("dana", 1)]);
    // What was gathered before does not wait until it is near.
    let dais = Dais::has_speakers(day()).await;
    dais.set_clock("2027-04-19T17:50:00Z");
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.wait(TimeDelta::minutes(9));
    dais.passes().await;
    assert_eq!(dais.told(), []);
    dais.wait(TimeDelta::minutes(1));
    dais.passes().await;
    assert_eq!(dais.told(), [("dana", 1)]);
    // Once it is over, nobody hears of it.
    dais.set_clock("2027-04-21T14:00:00Z");
    edited(&dais, third_at("15:00", "15:30")).await;
    assert_eq!(dais.told(), [("dana", 1)]);
}

#[tokio::test]
async fn what_changes_again_before_it_left_leaves_as_one_letter() {
    let dais = Dais::has_speakers(day()).await;
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.wait(PAUSE);
    dais.does_errands().await;
    assert_eq!(dais.number("SELECT count(*) FROM letter WHERE done_at IS NULL").await, 1);
    dais.publishes(third_at("15:20", "15:30")).await;
    assert_eq!(dais.number("SELECT count(*) FROM letter WHERE done_at IS NULL").await, 0);
    dais.gathers().await;
    assert_eq!(dais.told(), [("dana", 1)]);
    assert_eq!(
        dais.news_to("dana"),
        [
            "When, before: Tuesday, April 20, 2027, 3:00 – 3:30 pm ET",
            "When, now: Tuesday, April 20, 2027, 3:20 – 3:30 pm ET",
        ]
    );
    // And what is as they know it again leaves not at all.
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.wait(PAUSE);
    dais.does_errands().await;
    dais.publishes(third_at("15:20", "15:30")).await;
    dais.gathers().await;
    assert_eq!(dais.told(), [("dana", 1)]);
}

#[tokio::test]
async fn a_repeated_errand_and_a_clock_that_goes_back_tell_nothing_twice() {
    let dais = Dais::has_speakers(day()).await;
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.gathers().await;
    for moment in ["2027-04-01T16:00:00Z", "2027-03-01T12:00:00Z", "2027-04-02T12:00:00Z"] {
        dais.set_clock(moment);
        dais.tampers("UPDATE errand SET due_at = '2027-02-01T00:00:00+00:00'").await;
        dais.passes().await;
        dais.publishes(third_at("15:10", "15:30")).await;
        dais.passes().await;
    }
    assert_eq!(dais.told(), [("dana", 1)]);
    // What began by a clock that was ahead is told all the same.
    dais.set_clock("2027-04-10T12:00:00Z");
    dais.publishes(third_at("15:20", "15:30")).await;
    dais.set_clock("2027-04-02T12:00:00Z");
    dais.publishes(third_at("15:20", "15:30").with("description", "Other words.")).await;
    dais.gathers().await;
    assert_eq!(dais.told(), [("dana", 2)]);
}

#[tokio::test]
async fn who_never_had_the_link_is_told_by_it_alone() {
    let dais = Dais::start().await;
    dais.publishes(day()).await;
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.gathers().await;
    assert_eq!(dais.told(), []);
    let first = dais.schedules_to("dana@example.org");
    assert_eq!(first.len(), 1);
    assert!(first[0].plain().contains("3:10 – 3:30 pm ET"), "{}", first[0].plain());
    // It changes between the letter's writing and its leaving: it leaves with what is so then.
    let dais = Dais::start().await;
    dais.publishes(day()).await;
    dais.wait(TimeDelta::minutes(11));
    dais.does_errands().await;
    dais.publishes(third_at("15:10", "15:30")).await;
    dais.post_round().await;
    assert!(dais.schedules_to("dana@example.org")[0].plain().contains("3:10 – 3:30 pm ET"));
    dais.gathers().await;
    assert_eq!(dais.told(), []);
}

#[tokio::test]
async fn an_event_without_hours_is_told_when_it_gets_some() {
    let plain = a_briefing().with("speakers", super::people(&["Ada"]));
    let dais = Dais::has_speakers(plain.clone().with("time", json!({}))).await;
    edited(&dais, plain).await;
    assert_eq!(
        dais.news_to("ada"),
        [
            "When, before: The date is not set yet",
            "When, now: Tuesday, April 20, 2027, 2:00 – 3:30 pm ET",
        ]
    );
}

#[tokio::test]
async fn what_nobody_sees_yet_is_told_once_it_can_be_seen() {
    let dais = Dais::start().await;
    dais.publishes(day()).await;
    let soon = other_day(&["Dana"]).with("publish_at", "2027-04-03T09:00");
    dais.imports(&soon, true).await.expect("a document");
    dais.a_while_passes().await;
    assert_eq!(dais.schedules_to("dana@example.org").len(), 1);
    dais.set_clock("2027-04-03T12:59:00Z");
    dais.passes().await;
    assert_eq!(dais.told(), [], "nobody may know of it");
    dais.set_clock("2027-04-03T13:10:00Z");
    dais.passes().await;
    assert_eq!(dais.told(), [("dana", 1)]);
    let letter = dais.changes_to("dana").remove(0);
    assert_eq!(letter.subject(), "You are part of: Another Day in the Field · Tue, May 4");
    dais.gathers().await;
    assert_eq!(dais.told(), [("dana", 1)]);
}

#[tokio::test]
async fn where_staff_mail_the_links_nobody_hears_by_itself_that_they_are_part_of_it() {
    let dais = Dais::has_speakers(day()).await;
    let draft = other_day(&["Dana"]).with("state", "draft");
    dais.imports(&draft, false).await.expect("a draft");
    dais.tampers("UPDATE event SET links_by_hand = TRUE WHERE slug = 'other-day'").await;
    edited(&dais, other_day(&["Dana"])).await;
    assert_eq!(dais.told(), []);
    // Once they have heard of it by staff, they hear what changes.
    let editor = dais.editor().await;
    let id = dais.speaker("Dana Example").await;
    editor.post::<&str, &str>(&format!("/staff/speakers/{id}/schedule"), &[]).await.leads_to();
    dais.post_round().await;
    edited(&dais, other_day(&["Dana"]).with("place.room", "2044")).await;
    assert_eq!(dais.told(), [("dana", 1)]);
}
