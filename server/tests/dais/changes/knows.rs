//! What somebody counts as knowing: what they were told, and not what was said while nobody was.

use chrono::TimeDelta;
use serde_json::json;

use super::{rounds, told, written};
use crate::harness::{Dais, Kind, Paper, a_briefing};

const OLD: &str = "When, before: Tuesday, April 20, 2027, 2:00 – 3:30 pm ET";
const NEW: &str = "When, now: Tuesday, May 4, 2027, 9:00 am ET";

fn moved() -> Paper {
    a_briefing().with("time", json!({ "starts": "2027-05-04T09:00" }))
}

async fn gathered(dais: &Dais) {
    dais.wait(TimeDelta::minutes(30));
    rounds(dais).await;
}

#[tokio::test]
async fn a_day_that_is_set_while_the_event_is_postponed_is_told_once_it_is_on() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.publishes(a_briefing().with("state", "postponed")).await;
    gathered(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
    // Staff write the new day down, and put the event back on with the next button.
    dais.publishes(moved().with("state", "postponed")).await;
    gathered(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2, "there is nothing to come to yet");
    dais.publishes(moved()).await;
    gathered(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert_eq!(letter.kind(), Kind::EventBackOn);
    assert_eq!(told(&letter), [OLD, NEW]);
    assert!(!letter.plain().contains("as was planned."), "{}", letter.plain());
}

#[tokio::test]
async fn what_waits_for_the_relay_is_known_to_nobody_however_often_the_title_is_mended() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(written(&dais, "ada").await.len(), 1);
    dais.publishes(a_briefing().with("place.room", "B-318")).await;
    gathered(&dais).await;
    dais.publishes(a_briefing().with("place.room", "B-318").with("title", "Mended")).await;
    dais.publishes(a_briefing().with("place.room", "1334")).await;
    assert_eq!(written(&dais, "ada").await.len(), 1, "the room is another one by now");
    gathered(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert!(told(&letter)[0].contains("1300") && told(&letter)[1].contains("1334"));
}

#[tokio::test]
async fn a_letter_that_waits_does_not_leave_while_nobody_may_see_the_event() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(written(&dais, "ada").await.len(), 1);
    dais.publishes(moved()).await;
    gathered(&dais).await;
    dais.imports(&moved().with("state", "draft"), false).await.expect("a draft");
    assert_eq!(written(&dais, "ada").await.len(), 1);
    dais.publishes(moved()).await;
    gathered(&dais).await;
    assert_eq!(told(&written(&dais, "ada").await.pop().expect("a letter")), [OLD, NEW]);
}

#[tokio::test]
async fn who_comes_back_has_seen_what_changed_meanwhile() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    own.presses("cancel").await.leads_to();
    dais.publishes(moved()).await;
    own.presses("undo").await.leads_to();
    gathered(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert_eq!(letter.kind(), Kind::Confirmed);
    assert!(letter.plain().contains("Tuesday, May 4, 2027"));
}
