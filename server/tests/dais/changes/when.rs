//! When a change is told, and to whom.

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::json;

use super::{errand, rounds, told, written};
use crate::harness::{Dais, Kind, Paper, a_briefing};
use crate::life::step;

const GATHERING: TimeDelta = TimeDelta::minutes(30);

fn later() -> Paper {
    a_briefing().with("time", json!({ "starts": "2027-04-21T10:00", "ends": "2027-04-21T11:30" }))
}

/// In the room or online.
fn hybrid() -> Paper {
    let online = json!({ "url": "https://stream.example/one" });
    a_briefing().with("place.mode", "hybrid").with("online", online)
}

#[tokio::test]
async fn several_edits_make_one_letter_with_old_and_new() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(written(&dais, "ada").await.len(), 1);
    dais.publishes(later()).await;
    dais.wait(TimeDelta::minutes(20));
    rounds(&dais).await;
    dais.publishes(later().with("place.room", "B-318")).await;
    dais.wait(TimeDelta::minutes(9));
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1, "changes are gathered");

    dais.wait(TimeDelta::minutes(1));
    let (one, other) = join(errand::round(&dais.desk), errand::round(&dais.desk)).await;
    one.and(other).expect("two processes come at once");
    rounds(&dais).await;
    let letters = written(&dais, "ada").await;
    assert_eq!(letters.len(), 2, "one letter, whoever came first");
    assert_eq!(letters[1].kind(), Kind::EventChanged);
    assert_eq!(
        told(&letters[1]),
        [
            "When, before: Tuesday, April 20, 2027, 2:00 – 3:30 pm ET",
            "When, now: Wednesday, April 21, 2027, 10:00 – 11:30 am ET",
            "Where, before: Room 1300, Longworth House Office Building",
            "Where, now: Room B-318, Longworth House Office Building",
        ]
    );
    assert!(letters[1].lines().contains(&"Your seat stays yours.".to_owned()));
    let page = dais.get(&letters[1].own_page()).await.page_with(200);
    page.says("Your seat is reserved");

    dais.wait(TimeDelta::days(1));
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
}

#[tokio::test]
async fn an_edit_that_is_taken_back_is_told_to_nobody() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.publishes(later()).await;
    dais.wait(TimeDelta::minutes(10));
    dais.publishes(a_briefing()).await;
    step(&dais, &owner, &event, "cancel").await.leads_to();
    dais.wait(TimeDelta::minutes(10));
    step(&dais, &owner, &event, "back-on").await.leads_to();
    assert_eq!(
        dais.number("SELECT count(*) FROM change_notice WHERE began_at IS NOT NULL").await,
        0
    );
    dais.wait(TimeDelta::hours(2));
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1);

    // What does not matter to a person is not told either.
    dais.publishes(a_briefing().with("title", "Another title").with("description", "More.")).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1);
}

#[tokio::test]
async fn who_replied_after_a_change_knows_it() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.publishes(later()).await;
    dais.wait(TimeDelta::minutes(5));
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
    assert_eq!(written(&dais, "ben").await.len(), 1);

    // Taken back after Ben replied, it is news to him alone.
    let event = dais.publishes(a_briefing().named("other")).await;
    dais.guest("Cleo").replies(&event).await.leads_to();
    dais.publishes(later().named("other")).await;
    dais.guest("Dana").replies(&event).await.leads_to();
    dais.publishes(a_briefing().named("other")).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "cleo").await.len(), 1);
    let letters = written(&dais, "dana").await;
    assert_eq!(letters.len(), 2);
    assert!(told(&letters[1])[1].starts_with("When, now: Tuesday, April 20, 2027"));
}

#[tokio::test]
async fn a_room_concerns_the_room_and_a_stream_those_online() {
    let dais = Dais::start().await;
    let event = dais.publishes(hybrid()).await;
    dais.guest("Ada").typing("attending", "room").replies(&event).await.leads_to();
    dais.guest("Ben").typing("attending", "online").replies(&event).await.leads_to();
    dais.publishes(hybrid().with("place.room", "B-318")).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
    assert_eq!(written(&dais, "ben").await.len(), 1);

    let moved =
        hybrid().with("place.room", "B-318").with("online.url", "https://stream.example/two");
    dais.publishes(moved).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
    let letters = written(&dais, "ben").await;
    assert_eq!(letters.len(), 2);
    assert_eq!(
        told(&letters[1]),
        [
            "The stream, before: You had another address",
            "The stream, now: Its new address is on your RSVP page"
        ]
    );
    assert!(!letters[1].raw().contains("stream.example"));
}

#[tokio::test]
async fn near_the_event_nobody_waits_for_more_edits() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.set_clock("2027-04-19T19:00:00Z");
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(written(&dais, "ada").await.len(), 1);
    dais.publishes(a_briefing().with("place.room", "B-318")).await;
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);

    // Far away by its new day, it is near by the one that they know.
    dais.publishes(later().with("time.starts", "2027-05-21T10:00").with("time.ends", json!(null)))
        .await;
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 3);

    // Once it is over, nobody has to know anything.
    dais.set_clock("2027-06-01T14:00:00Z");
    dais.publishes(later().with("time.starts", "2027-05-21T11:00").with("time.ends", json!(null)))
        .await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 3);
}

#[tokio::test]
async fn what_nobody_may_see_is_told_once_they_may() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    step(&dais, &owner, &event, "unpublish").await.leads_to();
    dais.imports(&later().with("state", "draft"), false).await.expect("a draft");
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1);
    // It shows again from tomorrow on, of itself.
    dais.publishes(later().with("publish_at", "2027-04-02T10:00")).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1);
    dais.set_clock("2027-04-02T14:00:00Z");
    rounds(&dais).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
}

#[tokio::test]
async fn a_letter_that_never_left_gives_way_to_one_with_what_they_know() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(written(&dais, "ada").await.len(), 1);
    dais.publishes(later()).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    // The relay is down, and the event moves once more.
    dais.publishes(later().with("time.starts", "2027-04-22T09:00").with("time.ends", json!(null)))
        .await;
    assert_eq!(written(&dais, "ada").await.len(), 1, "it would not be true any more");
    dais.wait(GATHERING);
    rounds(&dais).await;
    let letters = written(&dais, "ada").await;
    assert_eq!(letters.len(), 2);
    assert_eq!(
        told(&letters[1]),
        [
            "When, before: Tuesday, April 20, 2027, 2:00 – 3:30 pm ET",
            "When, now: Thursday, April 22, 2027, 9:00 am ET",
        ]
    );

    // And nothing is left to tell if it comes back to what they know before anything left.
    dais.publishes(later()).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    dais.publishes(later().with("time.starts", "2027-04-22T09:00").with("time.ends", json!(null)))
        .await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
}

#[tokio::test]
async fn who_waits_or_replied_for_another_is_told_in_their_own_way() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    dais.guest("Ada")
        .typing("scheduler-name", "Sam Scheduler")
        .typing("scheduler-email", "sam@example.org")
        .replies(&event)
        .await
        .leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.own_page_of("Ada").await.allows_copies().await;
    let before = written(&dais, "sam").await.len();
    dais.publishes(later().with_seats(1)).await;
    dais.wait(GATHERING);
    rounds(&dais).await;
    let ben = written(&dais, "ben").await.pop().expect("a letter");
    assert_eq!(ben.kind(), Kind::EventChanged);
    assert!(ben.lines().contains(&"You are still on the waiting list.".to_owned()));
    assert!(ben.calendar_text().is_none());
    let sam = written(&dais, "sam").await;
    assert_eq!(sam.len(), before + 1);
    assert!(sam[before].plain().starts_with("This is a copy for you"));
    assert_eq!(told(&sam[before]), told(&ben));
}

#[tokio::test]
async fn many_are_told_in_portions_and_each_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for number in 0..260 {
        dais.guest(&format!("Guest{number}"))
            .through_a_proxy_for(&format!("192.0.2.{}", number % 250))
            .replies(&event)
            .await
            .leads_to();
        if number % 100 == 99 {
            dais.wait(TimeDelta::minutes(1));
        }
    }
    dais.post_round().await;
    dais.publishes(later()).await;
    dais.wait(GATHERING);
    let count = "SELECT count(*) FROM letter WHERE kind = 'event_changed'";
    while dais.number(count).await == 0 {
        errand::round(&dais.desk).await.expect("a round");
    }
    assert_eq!(dais.number(count).await, 250);
    // The process dies here. What is written meanwhile changes nothing for who was told.
    dais.publishes(later().with("description", "More.")).await;
    rounds(&dais).await;
    assert_eq!(dais.number(count).await, 260);
    let each = "SELECT count(DISTINCT rsvp_id) FROM letter WHERE kind = 'event_changed'";
    assert_eq!(dais.number(each).await, 260);
    dais.post_round().await;
}

/// How many letters tell a change to Ada.
async fn of_change(dais: &Dais) -> usize {
    written(dais, "ada").await.iter().filter(|letter| !told(letter).is_empty()).count()
}

#[tokio::test]
async fn what_is_gathered_is_told_once_the_event_comes_near() {
    // A day before the start that Ada knows is 18:00.
    for paper in [later().with("time.starts", "2027-05-21T10:00"), a_briefing()] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        dais.guest("Ada").replies(&event).await.leads_to();
        dais.set_clock("2027-04-19T17:45:00Z");
        rounds(&dais).await;
        dais.publishes(paper.with("place.room", "B-318").with("time.ends", json!(null))).await;
        dais.wait(TimeDelta::minutes(14));
        rounds(&dais).await;
        assert_eq!(of_change(&dais).await, 0);
        dais.wait(TimeDelta::minutes(1));
        rounds(&dais).await;
        assert_eq!(of_change(&dais).await, 1);
        dais.wait(TimeDelta::hours(1));
        rounds(&dais).await;
        assert_eq!(of_change(&dais).await, 1);
    }
}

#[tokio::test]
async fn nobody_waits_for_a_clock_that_was_wrong() {
    for once_more in [false, true] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        dais.guest("Ada").replies(&event).await.leads_to();
        dais.wait(TimeDelta::days(28));
        dais.publishes(
            a_briefing().with("time.starts", "2027-06-20T14:00").with("time.ends", json!(null)),
        )
        .await;
        dais.set_clock("2027-04-01T14:10:00Z");
        if once_more {
            dais.publishes(later()).await;
        }
        rounds(&dais).await;
        dais.wait(GATHERING - TimeDelta::minutes(1));
        rounds(&dais).await;
        assert_eq!(of_change(&dais).await, 0, "it is gathered anew");
        dais.wait(TimeDelta::minutes(1));
        rounds(&dais).await;
        assert_eq!(of_change(&dais).await, 1, "{once_more}");
        dais.wait(TimeDelta::days(10));
        rounds(&dais).await;
        assert_eq!(of_change(&dais).await, 1);
    }
}
