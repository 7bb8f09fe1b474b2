//! What addresses lead to: an event with a guest, a letter that waits, a preview, another member.

use chrono::TimeDelta;
use domain::staff;
use serde_json::{Value, json};

use crate::harness::{Dais, Event, a_briefing};

pub struct World {
    event: i64,
    slug: String,
    rsvp: i64,
    letter: i64,
    member: i64,
    preview: i64,
    preview_page: String,
    own_page: String,
    mailing: i64,
    speaker: i64,
    schedule: String,
    other_speaker: i64,
    way_out: String,
    way_in: String,
    consent: i64,
}

impl World {
    /// The `number`th world in this database.
    pub async fn made(dais: &Dais, number: usize) -> Self {
        // Nobody may sign in as often as this test does within one minute.
        dais.wait(TimeDelta::minutes(1));
        let newest = async |table: &str| dais.number(&format!("SELECT max(id) FROM {table}")).await;
        let slug = format!("event-{number}");
        let event = dais
            .publishes(a_briefing().with("slug", slug.as_str()).with("speakers", speakers(number)))
            .await;
        let own_page = replied(dais, &event, &format!("Ada{number}")).await;
        let rsvp = newest("rsvp").await;
        dais.guest(&format!("Ben{number}")).replies(&event).await.leads_to();
        let address = format!("other{number}@example.org");
        let link = staff::add(&dais.desk, &address, staff::Role::Editor, Some("Otto Other")).await;
        let way_in = link.expect("a link").reveal().to_owned();
        let member = newest("staff").await;
        let (letter, event) = (newest("letter").await, newest("event").await);
        let preview_page = previewed(dais, event).await;
        let preview = newest("preview").await;
        let mailing = written(dais, event).await;
        let way_out = declinable(dais, &address).await;
        let speaker = newest("speaker").await;
        let consent = consented(dais, speaker).await;
        let schedule = scheduled(dais, speaker).await;
        let other_speaker = entered(dais).await;
        Self {
            event,
            slug,
            rsvp,
            letter,
            member,
            preview,
            preview_page,
            own_page,
            mailing,
            speaker,
            schedule,
            other_speaker,
            way_out,
            way_in,
            consent,
        }
    }

    /// The address with what is in this world; `session` is one of who asks.
    pub fn path(&self, address: &str, session: i64) -> String {
        let id = match address {
            path if path.starts_with("/staff/rsvps/") => self.rsvp,
            path if path.starts_with("/staff/speakers/") => self.speaker,
            path if path.starts_with("/staff/letters/") => self.letter,
            path if path.starts_with("/staff/people/") => self.member,
            path if path.starts_with("/staff/me/sessions/") => session,
            _ => self.event,
        };
        let token = match address {
            path if path.starts_with("/p/") => self.preview_page.trim_start_matches("/p/"),
            path if path.starts_with("/u/") => &self.way_out,
            path if path.starts_with("/s/") => &self.schedule,
            path if path.starts_with("/r/") => self.own_page.trim_start_matches("/r/"),
            _ => &self.way_in,
        };
        let is_of_speaker = address.starts_with("/staff/speakers/");
        let number = if is_of_speaker { self.consent } else { self.preview };
        let path = address
            .replace("{id}", &id.to_string())
            .replace("{number}", &number.to_string())
            .replace("{other}", &self.other_speaker.to_string())
            .replace("{mailing}", &self.mailing.to_string())
            .replace("{event}", &self.event.to_string())
            .replace("{slug}", &self.slug)
            .replace("{place}", "0")
            .replace("{kind}", "confirmed")
            .replace("{token}", token)
            .replace("{name}", "nothing.png");
        assert!(!path.contains('{'), "{address}: say in World::path what stands there");
        path
    }
}

/// The token of a link to somebody's schedule.
async fn scheduled(dais: &Dais, speaker: i64) -> String {
    let token = domain::token::Token::fresh();
    let (hash, at) = (token.hash(), "2027-04-01T14:00:00+00:00");
    let row = format!("({speaker}, '{hash}', FALSE, '{at}')");
    let into = "speaker_link (speaker_id, hash, assistant, minted_at)";
    dais.tampers(&format!("INSERT INTO {into} VALUES {row}")).await;
    token.reveal().to_owned()
}

/// Who speaks there.
fn speakers(number: usize) -> Value {
    let (name, email) = (format!("Sol Speaker {number}"), format!("sol{number}@example.org"));
    json!([{ "name": name, "roles": ["keynote"], "email": email }])
}

/// A consent of theirs that holds.
async fn consented(dais: &Dais, speaker: i64) -> i64 {
    let row = format!(
        "({speaker}, '[\"biography\"]', '2027-04-01', '2028-04-01', '2027-04-01T14:00:00+00:00')"
    );
    let columns = "speaker_id, scope, given_on, expires_on, at";
    dais.tampers(&format!("INSERT INTO consent ({columns}) VALUES {row}")).await;
    dais.number("SELECT max(id) FROM consent").await
}

/// A guest replies and reads the mail; the path of their own page.
async fn replied(dais: &Dais, event: &Event, name: &str) -> String {
    dais.guest(name).replies(event).await.leads_to();
    let address = format!("{}@example.org", name.to_lowercase());
    dais.last_letter_to(&address).await.own_page()
}

/// The path of a preview page.
async fn previewed(dais: &Dais, event: i64) -> String {
    let owner = dais.owner().await;
    let path = format!("/staff/events/{event}/preview");
    let page = owner.post::<&str, &str>(&path, &[]).await.page_with(200);
    let link = page.words("output.secret");
    link.strip_prefix(&dais.address("")).expect("a link of ours").to_owned()
}

/// A letter to a group that waits to be sent.
async fn written(dais: &Dais, event: i64) -> i64 {
    let typed = [("subject", "Hello"), ("body", "Dear {name}")];
    let owner = dais.owner().await;
    owner.post(&format!("/staff/events/{event}/mail/new"), &typed).await.leads_to();
    dais.number("SELECT max(id) FROM mailing").await
}

/// Somebody who is in no line-up.
async fn entered(dais: &Dais) -> i64 {
    let owner = dais.owner().await;
    owner.post("/staff/speakers", &[("name", "Cy Speaker")]).await.leads_to();
    dais.number("SELECT max(id) FROM speaker").await
}

/// The token of a link by which this address declines announcements.
async fn declinable(dais: &Dais, address: &str) -> String {
    let token = domain::token::Token::fresh();
    let (hash, at) = (token.hash(), "2027-04-01T14:00:00+00:00");
    let row = format!("('{hash}', '{address}', '{at}')");
    dais.tampers(&format!("INSERT INTO unsubscribe (hash, email, minted_at) VALUES {row}")).await;
    token.reveal().to_owned()
}
