//! A speaker's schedule: who gets the link and when, what stands behind it, and what nobody else sees.

mod calendar;
mod first;
mod parts;
mod proposals;
mod zones;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Dais, Letter, Page, Paper, a_briefing};

/// Marisol keeps the keynote and sits in the second panel; Tobias leads the first.
pub fn with_sessions() -> Paper {
    a_briefing()
        .with(
            "speakers",
            json!([
                marisol(),
                { "name": "Tobias Wren", "roles": ["moderator"], "state": "confirmed",
                  "email": "tobias@example.org", "titles": ["Editor"], "organisations": ["Field Notes"] },
                { "name": "Luz", "protected": true, "state": "confirmed",
                  "organisations": ["Shelter by the River"], "email": "luz@example.org" },
            ]),
        )
        .with(
            "sessions",
            json!([
                { "title": "What the numbers leave out", "kind": "keynote",
                  "starts": "2027-04-20T14:00", "ends": "2027-04-20T14:20", "speakers": ["Marisol Ibarra"] },
                { "title": "First panel", "kind": "panel", "moderator": "Tobias Wren",
                  "starts": "2027-04-20T14:20", "ends": "2027-04-20T14:50", "speakers": ["Luz"] },
                { "title": "Second panel", "kind": "panel", "moderator": "Tobias Wren", "room": "1302",
                  "starts": "2027-04-20T14:50", "ends": "2027-04-20T15:30",
                  "speakers": ["Marisol Ibarra", "Luz"] },
            ]),
        )
        .with("place.arrival", "Use the entrance on South Capitol Street.")
}

/// Somebody who keeps the keynote.
pub fn marisol() -> Value {
    json!({ "name": "Marisol Ibarra", "roles": ["keynote"], "state": "confirmed",
            "email": "marisol@example.org", "titles": ["Professor"], "organisations": ["Example State"] })
}

/// The address of the schedule that a letter brings, as a reader finds it.
pub fn way(letter: &Letter) -> String {
    let links = letter.links();
    let mut ways = links.iter().filter(|link| !link.contains(".ics"));
    let way = ways.find_map(|link| link.find("/s/").map(|at| link[at..].to_owned()));
    way.expect("a link to a schedule")
}

impl Dais {
    /// Ten minutes and some pass, and everything happens that happens by itself.
    pub async fn a_while_passes(&self) {
        self.wait(TimeDelta::minutes(11));
        self.does_errands().await;
        self.post_round().await;
    }

    /// The schedules that this address was sent, the oldest first.
    pub fn schedules_to(&self, address: &str) -> Vec<Letter> {
        let mut letters = self.letters_to(address);
        letters.retain(|letter| letter.plain().contains("/s/"));
        letters
    }

    /// Publishes and waits for the link; the path of the schedule of `marisol@example.org`.
    pub async fn has_schedule(&self, paper: Paper) -> String {
        self.publishes(paper).await;
        self.a_while_passes().await;
        way(&self.schedules_to("marisol@example.org")[0])
    }

    /// The number of a speaker.
    pub async fn speaker(&self, name: &str) -> i64 {
        self.number(&format!("SELECT id FROM speaker WHERE name = '{name}'")).await
    }
}

fn titles(page: &Page) -> Vec<String> {
    page.all(".agenda-title")
        .iter()
        .map(|title| title.text().collect::<String>().trim().to_owned())
        .collect()
}

#[tokio::test]
async fn who_is_published_gets_one_letter_for_all_their_events() {
    let dais = Dais::start().await;
    dais.publishes(with_sessions()).await;
    let later = a_briefing()
        .named("later")
        .with("title", "Another Day in the Field")
        .with("time", json!({ "starts": "2027-05-04T10:00", "ends": "2027-05-04T11:00" }))
        .with("speakers", json!([marisol()]));
    dais.publishes(later.clone()).await;
    dais.does_errands().await;
    dais.post_round().await;
    assert!(dais.letters().is_empty(), "it waits for what is published next");
    dais.a_while_passes().await;
    let letters = dais.schedules_to("marisol@example.org");
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject(), "Your schedule: Hours in the Field · Tue, Apr 20");
    let lines = letters[0].lines();
    for line in [
        "What the numbers leave out, Tue, Apr 20, 2:00 – 2:20 pm ET, Room 1300",
        "Second panel, Tue, Apr 20, 2:50 – 3:30 pm ET, Room 1302",
        "Longworth House Office Building",
        "1 more appearance stands on the page.",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line} in {lines:?}");
    }
    for other in ["tobias@example.org", "luz@example.org"] {
        assert_eq!(dais.schedules_to(other).len(), 1, "{other}");
    }
    // Nothing that is written later brings it a second time.
    dais.publishes(later.with("description", "About something else.")).await;
    dais.a_while_passes().await;
    assert_eq!(dais.schedules_to("marisol@example.org").len(), 1);
    let page = dais.get(&way(&letters[0])).await.page_with(200);
    assert_eq!(titles(&page), ["Hours in the Field", "Another Day in the Field"]);
}

#[tokio::test]
async fn drafts_and_what_is_over_cause_no_letter() {
    let dais = Dais::start().await;
    let draft = with_sessions().with("state", "draft");
    dais.imports(&draft, false).await.expect("a draft");
    let over = json!({ "starts": "2027-03-20T14:00", "ends": "2027-03-20T15:30" });
    dais.publishes(with_sessions().named("over").with("time", over).with("sessions", json!([])))
        .await;
    dais.a_while_passes().await;
    assert!(dais.letters().is_empty());
    dais.publishes(with_sessions()).await;
    dais.a_while_passes().await;
    let path = way(&dais.schedules_to("marisol@example.org")[0]);
    let page = dais.get(&path).await.page_with(200);
    assert_eq!(titles(&page).len(), 2, "the one that is over stands below");
    page.tells("Over (1)");
}

#[tokio::test]
async fn the_page_tells_what_one_needs_on_the_way_and_only_ones_own() {
    let dais = Dais::start().await;
    dais.publishes(with_sessions()).await;
    dais.guest("Ada")
        .replies(&crate::harness::Event { slug: "hours-in-the-field".into() })
        .await
        .leads_to();
    dais.a_while_passes().await;
    let path = way(&dais.schedules_to("marisol@example.org")[0]);
    let answer = dais.get(&path).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.page_with(200);
    assert_eq!(page.one("meta[name=robots]").attr("content"), Some("noindex"));
    for text in [
        "Tuesday, April 20, 2027",
        "2:00 – 2:20 pm ET",
        "2:50 – 3:30 pm ET",
        "Room 1300",
        "Room 1302",
        "Use the entrance on South Capitol Street.",
        "Wren Calloway",
    ] {
        page.says(text);
    }
    page.says("Tobias Wren");
    page.tells("Luz");
    page.does_not_tell("First panel");
    page.does_not_tell("2:20 – 2:50 pm ET");
    let text = answer.text();
    for private in ["Shelter by the River", "luz@example.org", "tobias@example.org", "Ada", "ada@"]
    {
        assert!(!text.contains(private), "{private}");
    }
    let theirs = dais.get(&way(&dais.schedules_to("luz@example.org")[0])).await.page_with(200);
    theirs.says("2:20 – 2:50 pm ET");
    theirs.does_not_tell("What the numbers leave out");
    theirs.says("Marisol Ibarra");
    theirs.tells("Professor, Example State");
}

#[tokio::test]
async fn staff_send_it_again_to_both_and_revoke_all() {
    let dais = Dais::start().await;
    let first = dais.has_schedule(with_sessions()).await;
    let id = dais.speaker("Marisol Ibarra").await;
    let sam =
        "UPDATE speaker_contact SET assistant_email = 'sam@example.org', assistant_name = 'Sam'";
    dais.tampers(&format!("{sam} WHERE speaker_id = {id}")).await;
    let editor = dais.editor().await;
    let staff = format!("/staff/speakers/{id}");
    let again = editor.post::<&str, &str>(&format!("{staff}/schedule"), &[]).await;
    assert_eq!(again.leads_to(), format!("{staff}?done=mailed"));
    dais.post_round().await;
    let second = way(&dais.schedules_to("marisol@example.org")[1]);
    let sams = dais.schedules_to("sam@example.org");
    assert_eq!(sams.len(), 1);
    assert_eq!(sams[0].subject(), "Schedule: Marisol Ibarra · Tue, Apr 20");
    let third = way(&sams[0]);
    for way in [&first, &second, &third] {
        dais.get(way).await.page_with(200);
        assert_eq!(dais.get(&format!("{way}.ics")).await.status, 200);
    }
    dais.get(&third).await.page_with(200).tells("Schedule of Marisol Ibarra");

    // One more that has not left yet must not bring a live one afterwards.
    editor.post::<&str, &str>(&format!("{staff}/schedule"), &[]).await.leads_to();
    editor.post::<&str, &str>(&format!("{staff}/links/revoke"), &[]).await.leads_to();
    assert_eq!(dais.post_round().await, 0);
    let unknown = dais.get("/s/00000000000000000000000000000000").await;
    let told = unknown.page_with(404).all_words();
    assert!(told.contains("This link opens no schedule"), "{told}");
    for way in [first, second, third, "/s/no-token".to_owned()] {
        assert_eq!(dais.get(&way).await.page_with(404).all_words(), told);
        assert_eq!(dais.get(&format!("{way}.ics")).await.status, 404);
    }
    let links = dais.texts("SELECT hash FROM speaker_link").await;
    assert!(links.iter().all(|hash| hash.len() == 64));
}

#[tokio::test]
async fn who_wants_that_is_named_nothing_by_what_a_glance_catches() {
    let dais = Dais::start().await;
    dais.publishes(with_sessions()).await;
    dais.tampers("UPDATE speaker SET discreet = TRUE").await;
    dais.a_while_passes().await;
    let letter = dais.schedules_to("marisol@example.org").remove(0);
    assert_eq!(letter.subject(), "Your appointment on Apr 20");
    let file = dais.get(&format!("{}.ics", way(&letter))).await.text();
    assert!(!file.contains("Hours") && !file.contains("hours-in-the-field"), "{file}");
    let entries = crate::harness::read_calendar(&file);
    assert_eq!(entries.len(), 2);
    for entry in entries {
        assert_eq!(entry.value("SUMMARY"), "Appointment");
        assert!(entry.value("LOCATION").contains("Longworth"));
        assert!(entry.all("DESCRIPTION").is_empty());
    }
}

#[tokio::test]
async fn a_letter_to_an_address_that_is_theirs_no_more_brings_nothing() {
    let dais = Dais::start().await;
    dais.publishes(with_sessions()).await;
    dais.wait(TimeDelta::minutes(11));
    dais.does_errands().await;
    dais.tampers(
        "UPDATE speaker_contact SET email = 'new@example.org' WHERE email LIKE 'marisol%'",
    )
    .await;
    dais.post_round().await;
    assert!(dais.letters_to("marisol@example.org").is_empty());
    let id = dais.speaker("Marisol Ibarra").await;
    assert_eq!(
        dais.number(&format!("SELECT count(*) FROM speaker_link WHERE speaker_id = {id}")).await,
        0
    );
}
