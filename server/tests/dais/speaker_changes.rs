//! What changed for those who speak: each hears of their own part, once, and nobody of anything else.

mod entries;
mod off;
mod place;
mod safe;
mod staff;
mod ways;
mod when;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Dais, Letter, Paper, a_briefing};

/// As long as changes are gathered.
const PAUSE: TimeDelta = TimeDelta::minutes(30);

const EVERYBODY: [&str; 5] = ["ada", "ben", "cleo", "dana", "eve"];

fn person(name: &str) -> Value {
    let address = format!("{}@example.org", name.to_lowercase());
    json!({ "name": format!("{name} Example"), "state": "confirmed", "email": address })
}

fn people(names: &[&str]) -> Value {
    names.iter().map(|name| person(name)).collect()
}

fn panel(title: &str, from: &str, to: &str, speakers: &[&str]) -> Value {
    let speakers: Vec<String> = speakers.iter().map(|name| format!("{name} Example")).collect();
    json!({ "title": title, "kind": "panel", "starts": format!("2027-04-20T{from}"),
            "ends": format!("2027-04-20T{to}"), "speakers": speakers })
}

/// Ada and Ben sit in the first panel, Cleo in the second and Dana in the third; Eve is there all along.
fn day() -> Paper {
    a_briefing()
        .with("speakers", people(&["Ada", "Ben", "Cleo", "Dana", "Eve"]))
        .with("sessions", json!([first(), second(), third()]))
}

fn first() -> Value {
    panel("Panel one", "14:00", "14:30", &["Ada", "Ben"])
}

fn second() -> Value {
    panel("Panel two", "14:30", "15:00", &["Cleo"])
}

fn third() -> Value {
    panel("Panel three", "15:00", "15:30", &["Dana"])
}

/// Somebody beside others at another event.
fn other_day(names: &[&str]) -> Paper {
    a_briefing()
        .named("other-day")
        .with("title", "Another Day in the Field")
        .with("time", json!({ "starts": "2027-05-04T10:00", "ends": "2027-05-04T11:00" }))
        .with("speakers", people(names))
}

impl Dais {
    /// Published, and everybody has the link.
    async fn has_speakers(paper: Paper) -> Self {
        let dais = Self::start().await;
        dais.publishes(paper).await;
        dais.a_while_passes().await;
        dais
    }

    /// The pause is over, and everything happens that happens by itself.
    async fn gathers(&self) {
        self.wait(PAUSE);
        self.passes().await;
    }

    /// Everything that is due.
    async fn passes(&self) {
        self.does_errands().await;
        self.post_round().await;
    }

    /// What somebody was written about changes, the oldest first.
    fn changes_to(&self, name: &str) -> Vec<Letter> {
        let mut letters = self.letters_to(&format!("{name}@example.org"));
        letters.retain(|letter| !letter.subject().to_lowercase().contains("schedule: "));
        letters
    }

    /// Who was written how often about changes.
    fn told(&self) -> Vec<(&'static str, usize)> {
        let all = EVERYBODY.into_iter().chain(["fay", "sam"]);
        let told = all.map(|name| (name, self.changes_to(name).len()));
        told.filter(|(_, letters)| *letters > 0).collect()
    }

    /// The newest of these letters to somebody: its lines that tell old and new.
    #[track_caller]
    fn news_to(&self, name: &str) -> Vec<String> {
        let letter = self.changes_to(name).pop().expect("a letter");
        crate::changes::told(&letter)
    }
}

/// Imports it as it stands, and lets the pause pass.
async fn edited(dais: &Dais, paper: Paper) {
    let publish = paper.0["state"] == "published";
    dais.imports(&paper, publish).await.expect("a document");
    dais.gathers().await;
}

#[tokio::test]
async fn two_panels_that_change_places_are_told_to_those_in_them() {
    let dais = Dais::has_speakers(day()).await;
    let one = panel("Panel one", "14:30", "15:00", &["Ada", "Ben"]);
    let two = panel("Panel two", "14:00", "14:30", &["Cleo"]);
    edited(&dais, day().with("sessions", json!([two, one, third()]))).await;
    assert_eq!(dais.told(), [("ada", 1), ("ben", 1), ("cleo", 1)]);
    assert_eq!(
        dais.news_to("ada"),
        [
            "When, before: Tuesday, April 20, 2027, 2:00 – 2:30 pm ET",
            "When, now: Tuesday, April 20, 2027, 2:30 – 3:00 pm ET",
        ]
    );
    let letter = dais.changes_to("cleo").remove(0);
    assert_eq!(letter.subject(), "Changed for you: Hours in the Field · Tue, Apr 20");
    assert!(
        letter.lines().contains(&"Panel two".to_owned()) && !letter.raw().contains("Panel one")
    );
    assert_eq!(
        crate::changes::told(&letter)[1],
        "When, now: Tuesday, April 20, 2027, 2:00 – 2:30 pm ET"
    );
}

#[tokio::test]
async fn each_edit_is_told_to_those_whom_it_concerns() {
    let dais = Dais::has_speakers(day()).await;
    let mut third_elsewhere = third();
    third_elsewhere["room"] = json!("1310");
    let mut described = third_elsewhere.clone();
    described["description"] = json!("What the harvest hides.");
    let sessions = |third: &Value| json!([first(), second(), third]);
    let moved = day().with("sessions", sessions(&third_elsewhere));
    let described =
        moved.clone().with("description", "Other words.").with("sessions", sessions(&described));
    let guests = described.clone().with_seats(3);
    let ends = described.clone().with("time.ends", "2027-04-20T16:00");
    let way = ends.clone().with("place.arrival", "Use the entrance on South Capitol Street.");
    let all: Vec<(&str, usize)> =
        vec![("ada", 1), ("ben", 1), ("cleo", 1), ("dana", 2), ("eve", 2)];
    for (what, paper, told) in [
        ("a room", moved, vec![("dana", 1)]),
        ("words", described, vec![("dana", 1)]),
        ("seats", guests, vec![("dana", 1)]),
        ("the end, for who is there all along", ends, vec![("dana", 1), ("eve", 1)]),
        ("the way in", way, all),
    ] {
        edited(&dais, paper).await;
        assert_eq!(dais.told(), told, "{what}");
    }
    let dana = crate::changes::told(&dais.changes_to("dana")[0]);
    assert_eq!(
        dana,
        [
            "Where, before: Room 1300, Longworth House Office Building",
            "Where, now: Room 1310, Longworth House Office Building",
        ]
    );
}

#[tokio::test]
async fn who_comes_and_goes_in_ones_own_panel_is_told_by_name() {
    let dais = Dais::has_speakers(day()).await;
    let one = panel("Panel one", "14:00", "14:30", &["Ada", "Fay"]);
    let with_fay = people(&["Ada", "Cleo", "Dana", "Eve", "Fay"]);
    let paper = day().with("speakers", with_fay).with("sessions", json!([one, second(), third()]));
    edited(&dais, paper).await;
    assert_eq!(dais.told(), [("ada", 1), ("ben", 1)]);
    assert_eq!(
        dais.news_to("ada"),
        ["Beside you, before: Ben Example", "Beside you, now: Fay Example"]
    );
    assert_eq!(
        dais.news_to("ben"),
        [
            "Your part, before: Tuesday, April 20, 2027, 2:00 – 2:30 pm ET, Room 1300, Longworth House Office Building",
            "Your part, now: Not yours any more"
        ]
    );
    // Fay learns all of it by her first letter.
    assert_eq!(dais.schedules_to("fay@example.org").len(), 1);
    // Somebody leads it from now on, and is told so.
    let mut one = panel("Panel one", "14:00", "14:30", &["Ada", "Fay"]);
    one["moderator"] = json!("Eve Example");
    let with_fay = people(&["Ada", "Cleo", "Dana", "Eve", "Fay"]);
    let paper = day().with("speakers", with_fay).with("sessions", json!([one, second(), third()]));
    edited(&dais, paper).await;
    assert_eq!(dais.told(), [("ada", 2), ("ben", 1), ("eve", 1), ("fay", 1)]);
    assert_eq!(dais.news_to("fay"), ["Led by, before: Not announced", "Led by, now: Eve Example"]);
    let eve = dais.news_to("eve");
    assert!(eve[1].contains("2:00 – 2:30 pm ET") && eve[1].contains("you lead it"), "{eve:?}");
}

#[tokio::test]
async fn who_has_the_link_hears_that_they_are_part_of_something_new() {
    let dais = Dais::has_speakers(day()).await;
    dais.publishes(other_day(&["Ada", "Fay"])).await;
    dais.gathers().await;
    assert_eq!(dais.told(), [("ada", 1)]);
    let letter = dais.changes_to("ada").remove(0);
    assert_eq!(letter.subject(), "You are part of: Another Day in the Field · Tue, May 4");
    assert_eq!(
        dais.news_to("ada"),
        [
            "Your part, before: Not yours",
            "Your part, now: The whole event: Tuesday, May 4, 2027, 10:00 – 11:00 am ET, Room 1300, Longworth House Office Building",
        ]
    );
    assert_eq!(dais.schedules_to("fay@example.org").len(), 1, "her first");
    assert_eq!(
        dais.schedules_to("fay@example.org")[0].subject(),
        "Your schedule: Another Day in the Field · Tue, May 4"
    );
    // And of a draft nothing.
    let draft = other_day(&["Ben"]).named("draft").with("state", "draft");
    edited(&dais, draft).await;
    assert_eq!(dais.told(), [("ada", 1)]);
}
