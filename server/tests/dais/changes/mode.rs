//! An event that moves between the room and online: guests go along, and what each chose comes back.

use chrono::TimeDelta;
use serde_json::json;

use super::{rounds, told, written};
use crate::harness::{Dais, Event, Paper, a_briefing};

const GATHERING: TimeDelta = TimeDelta::minutes(30);

fn in_mode(mode: &str) -> Paper {
    let online = json!({ "url": "https://stream.example/one" });
    a_briefing().with_seats(2).with("place.mode", mode).with("online", online)
}

async fn two(dais: &Dais) -> Event {
    let event = dais.publishes(in_mode("hybrid")).await;
    dais.guest("Ada").typing("attending", "room").replies(&event).await.leads_to();
    dais.guest("Ben").typing("attending", "online").replies(&event).await.leads_to();
    rounds(dais).await;
    event
}

async fn gathered(dais: &Dais) {
    dais.wait(GATHERING);
    rounds(dais).await;
}

#[tokio::test]
async fn what_was_put_right_tells_nobody_and_everybody_is_where_they_were() {
    let dais = Dais::start().await;
    let event = two(&dais).await;
    for mistake in ["online", "in_person"] {
        dais.publishes(in_mode(mistake)).await;
        dais.publishes(in_mode("hybrid")).await;
        gathered(&dais).await;
        assert_eq!(written(&dais, "ada").await.len(), 1, "{mistake}");
        assert_eq!(written(&dais, "ben").await.len(), 1, "{mistake}");
    }
    dais.guest("Cleo").typing("attending", "room").replies(&event).await.leads_to();
    dais.guest("Dan").typing("attending", "room").replies(&event).await.leads_to();
    rounds(&dais).await;
    let subject = written(&dais, "dan").await[0].subject();
    assert!(subject.contains("waiting list"), "Ada still has her seat: {subject}");
}

#[tokio::test]
async fn who_is_moved_into_the_room_is_told_so_and_keeps_a_seat() {
    let dais = Dais::start().await;
    two(&dais).await;
    dais.publishes(in_mode("in_person")).await;
    gathered(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1);
    let letters = written(&dais, "ben").await;
    let where_now = "Where, now: Room 1300, Longworth House Office Building".to_owned();
    assert_eq!(told(&letters[1])[..2], ["Where, before: Online".to_owned(), where_now]);
    let letter = &letters[1];
    assert!(letter.lines().contains(&"Your seat stays yours.".to_owned()));
    assert!(!letter.plain().contains("Online: "), "{}", letter.plain());
    assert!(letter.calendar().value("LOCATION").contains("1300"));
    let page = dais.get(&letter.own_page()).await.page_with(200);
    page.says("Your seat is reserved");
}
