//! A mark in every private field of speakers, and no byte with it leaves the program.
//!
//! Each private value holds the mark, so that whatever page, file, letter or line of the log has it is
//! a leak, whoever forgot whatever. Addresses stand only on the envelopes of their own letters.

mod kinds;
mod leaks;
mod looks;
mod withdrawn;

use chrono::TimeDelta;
use domain::token::Token;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, Colleague, Dais, Event, Letter, Paper, a_briefing, until};
use crate::roles::matrix::{MATRIX, Whom};

/// In no word that anybody would write.
const MARK: &str = "zqxwvk";

/// The first mark in a text, with what stands around it.
fn found(text: &str) -> Option<String> {
    let small = text.to_lowercase();
    let at = small.find(MARK)?;
    let from = (0..=at.saturating_sub(120)).rev().find(|from| small.is_char_boundary(*from));
    Some(small[from.unwrap_or(0)..].chars().take(260).collect())
}

#[track_caller]
fn is_clean(what: &str, text: &str) {
    if let Some(around) = found(text) {
        panic!("{what}: …{around}…");
    }
}

/// Two who are protected, one under age, one who dropped out, one like others.
fn paper() -> Paper {
    let private = |name: &str, role: &str, more: Value| {
        let mut speaker = json!({
            "name": name,
            "roles": [role],
            "titles": ["Farmworker"],
            "organisations": [format!("{MARK} organisation")],
            "biography": format!("{MARK} biography of {name}"),
            "email": format!("{MARK}-{}@example.org", name.len()),
        });
        let more = more.as_object().expect("keys").clone();
        speaker.as_object_mut().expect("keys").extend(more);
        speaker
    };
    let ben = json!({ "name": "Ben Openly", "roles": ["panelist"], "email": BEN });
    let names =
        ["Zqxwvkold Nightjar", "Minna Zqxwvkminor", "Zqxwvk Dropped", "“Lupe”", "Ben Openly"];
    a_briefing()
        .with(
            "speakers",
            json!([
                ben,
                private("Zqxwvkold Nightjar", "keynote", json!({})),
                private("Minna Zqxwvkminor", "panelist", json!({})),
                private("“Lupe”", "panelist", json!({ "protected": true })),
                private("Zqxwvk Dropped", "panelist", json!({ "state": "dropped" })),
            ]),
        )
        .with("sessions", json!([{ "title": "Panel", "moderator": names[0], "speakers": names }]))
}

const BEN: &str = "zqxwvk-ben@example.org";

/// The briefing once its people are safe, with marks in all that only staff may know.
async fn marked(dais: &Dais) -> Event {
    let event = dais.publishes(paper()).await;
    dais.publishes(paper().with("place.room", "2044")).await;
    let editor = dais.editor().await;
    for (name, chosen, minor) in
        [("Zqxwvkold Nightjar", "“Rosa”", ""), ("Minna Zqxwvkminor", "Minna Zqxwvkminor", "on")]
    {
        let id = speaker(dais, name).await;
        let typed = [("name", chosen), ("minor", minor), ("seen", "on")];
        editor.post(&format!("/staff/speakers/{id}/protect"), &typed).await.leads_to();
    }
    let contact = "phone = 'zqxwvk 202', assistant_name = 'Zqxwvk Assistant', agreed = 'zqxwvk signal', \
                   notes = 'zqxwvk notes', assistant_email = 'zqxwvk-assistant@example.org'";
    dais.tampers(&format!("UPDATE speaker_contact SET {contact}")).await;
    let at = "'2027-04-01T14:00:00+00:00'";
    let rows = dais.texts("SELECT CAST(id AS text) FROM speaker WHERE name <> 'Ben Openly'").await;
    for id in rows {
        let consent = format!(
            "INSERT INTO consent (speaker_id, scope, given_on, expires_on, note, at) \
             VALUES ({id}, '[\"picture\"]', '2027-04-01', '2028-04-01', 'zqxwvk consent', {at})"
        );
        let proposal = format!(
            "INSERT INTO proposal (speaker_id, event_id, field, was, proposed, at) \
             VALUES ({id}, 1, 'biography', 'zqxwvk before', 'zqxwvk proposed', {at})"
        );
        dais.tampers(&consent).await;
        dais.tampers(&proposal).await;
    }
    event
}

async fn speaker(dais: &Dais, name: &str) -> i64 {
    dais.number(&format!("SELECT id FROM speaker WHERE name = '{name}'")).await
}

/// A link to somebody's schedule, as a letter would bring it.
async fn schedule_of(dais: &Dais, name: &str) -> String {
    let (id, token) = (speaker(dais, name).await, Token::fresh());
    let row = format!("({id}, '{}', '2027-04-01T14:00:00+00:00')", token.hash());
    let columns = "speaker_id, hash, minted_at";
    dais.tampers(&format!("INSERT INTO speaker_link ({columns}) VALUES {row}")).await;
    token.reveal().to_owned()
}

/// What stands in the addresses of the public pages.
struct Doors {
    rsvp: String,
    preview: String,
    schedule: String,
}

impl Doors {
    async fn open(dais: &Dais, event: &Event) -> Self {
        dais.guest("Gus").replies(event).await.leads_to();
        let rsvp = dais.own_page_of("Gus").await.path.trim_start_matches("/r/").to_owned();
        let owner = dais.owner().await;
        let page = owner.post::<&str, &str>("/staff/events/1/preview", &[]).await.page_with(200);
        let link = page.words("output.secret");
        let preview = link.rsplit('/').next().expect("a token").to_owned();
        Self { rsvp, preview, schedule: schedule_of(dais, "Ben Openly").await }
    }

    fn path(&self, address: &str) -> String {
        let token = match address {
            path if path.starts_with("/p/") => &self.preview,
            path if path.starts_with("/s/") => &self.schedule,
            _ => &self.rsvp,
        };
        address
            .replace("{slug}", "hours-in-the-field")
            .replace("{token}", token)
            .replace("{event}", "1")
            .replace("{id}", "1")
            .replace("{number}", "1")
            .replace("{mailing}", "1")
            .replace("{kind}", "confirmed")
            .replace("{other}", "2")
            .replace("{place}", "0")
            .replace("{name}", "nothing.png")
    }
}

async fn asks(dais: &Dais, cookie: &str, method: Method, path: &str) -> Answer {
    let mut request = match method {
        Method::POST => dais.posting_to(path).form::<[(&str, &str)]>(&[]),
        _ => dais.request(method, path).header("Accept", "text/html"),
    };
    if !cookie.is_empty() {
        request = request.header("Cookie", cookie);
    }
    Answer::to(request).await
}

/// All that an answer says, headers too. One's own page may show one's own address.
fn said(answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body).replace(BEN, "");
    format!("{:?}\n{body}", answer.headers)
}

/// Addresses of everybody that show nothing here: what they lead to is made nowhere in this test, or is
/// spent by a look.
const EMPTY: [&str; 2] = ["/u/{token}", "/sign-in/{token}"];

/// Every address of the site, as far as whoever asks has no right to what is private.
async fn walk(dais: &Dais, doors: &Doors, editor: &Colleague<'_>) {
    for row in MATRIX {
        let path = doors.path(row.path);
        assert!(!path.contains('{'), "{path}: say in Doors::path what stands there");
        let method = if row.method == "POST" { Method::POST } else { Method::GET };
        // A form of everybody does something; what it answers to nonsense is looked at as well.
        let asked = asks(dais, "", method.clone(), &path).await;
        if row.whom == Whom::Everybody && row.method == "GET" && !EMPTY.contains(&row.path) {
            assert_eq!(asked.status, 200, "{path} shows nothing, so that nothing can be found");
        }
        is_clean(&format!("{} {path}", row.method), &said(&asked));
        if row.whom == Whom::Owners {
            let asked = asks(dais, &editor.cookie, method, &path).await;
            is_clean(&format!("{} {path} as editor", row.method), &said(&asked));
        }
    }
    for path in ["/events/nothing", "/r/0123", "/s/0123", "/p/0123", "/s/0123.ics", "/events?q=zq"]
    {
        is_clean(path, &said(&dais.get(path).await));
    }
    let typed = [("name", ""), ("email", "no")];
    is_clean("a refused reply", &said(&dais.post("/events/hours-in-the-field", &typed).await));
}

/// All letters so far, but for the address on each one's envelope.
fn letters_are_clean(dais: &Dais) {
    for letter in dais.letters() {
        let parts = [
            letter.raw(),
            letter.plain(),
            letter.html(),
            letter.calendar_text().unwrap_or_default(),
        ];
        let what = letter.subject();
        for part in parts {
            // An assistant is greeted in letters of their own.
            let part = part.replace(&letter.to(), "").replace("Zqxwvk Assistant", "");
            is_clean(&format!("the letter “{what}”"), &part);
        }
    }
}

async fn rounds(dais: &Dais) {
    while domain::errand::round(&dais.desk).await.expect("a round") > 0 {}
    dais.post_round().await;
}

#[tokio::test]
async fn no_page_and_no_file_has_a_mark() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = marked(&dais).await;
    let doors = Doors::open(&dais, &event).await;
    let editor = dais.editor().await;
    let page = dais.get(&event.path()).await.page_with(200);
    page.says("“Rosa”");
    page.says("“Lupe”");
    page.does_not_tell("Nightjar");
    let schedule = dais.get(&format!("/s/{}", doors.schedule)).await.page_with(200);
    schedule.tells("“Rosa”");
    walk(&dais, &doors, &editor).await;
    let old = dais.tables().await.into_values().flatten().filter(|row| {
        let row = row.to_lowercase();
        row.contains("zqxwvkold") || row.contains("nightjar") || row.contains("zqxwvkminor")
    });
    assert_eq!(old.collect::<Vec<_>>(), Vec::<String>::new());
}

#[tokio::test]
async fn no_letter_has_a_mark() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = marked(&dais).await;
    dais.guest("Gus").replies(&event).await.leads_to();
    dais.guest("Hal").typing("name", "Rep. Hal Example").replies(&event).await.leads_to();
    rounds(&dais).await;
    let step = json!({ "minutes": 1440, "to": ["room", "speakers"], "asks": true });
    dais.sets_ladder(json!([step])).await;
    // Another keynote, another room, another day: guests and speakers hear of it.
    let now = domain::event::export(&dais.desk, &event.slug).await.expect("a document").write();
    let now = Paper::read(&now)
        .with("speakers.1.roles", json!(["panelist"]))
        .with("speakers.3.roles", json!(["keynote"]))
        .with("place.room", "B-318")
        .with("time", json!({ "starts": "2027-04-21T10:00", "ends": "2027-04-21T11:30" }));
    dais.publishes(now).await;
    for _ in 0..22 {
        dais.wait(TimeDelta::days(1));
        rounds(&dais).await;
    }
    let kinds = dais.texts("SELECT DISTINCT kind FROM letter").await;
    for kind in ["confirmed", "event_changed", "reminder", "speaker_reminder"] {
        assert!(kinds.iter().any(|known| known == kind), "no {kind} among {kinds:?}");
    }
    let told: String = dais.letters().iter().map(Letter::plain).collect();
    assert!(told.contains("Keynote"), "a letter names who gives the keynote");
    letters_are_clean(&dais);
}

#[tokio::test]
async fn no_line_of_the_log_and_no_output_has_a_mark() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = marked(&dais).await;
    let doors = Doors::open(&dais, &event).await;
    let program = dais.program().with("DAIS_LOG", "trace");
    let mut serving = program.serves().await;
    let client = reqwest::Client::new();
    for path in ["/events/hours-in-the-field", "/events.ics", "/health", "/metrics", "/s/0123"] {
        let answer = client.get(format!("{}{path}", serving.address)).send().await;
        is_clean(path, &answer.expect("an answer").text().await.expect("text"));
    }
    let own = format!("{}/s/{}", serving.address, doors.schedule);
    client.get(own).send().await.expect("an answer");
    let owner = dais.owner().await;
    for path in ["/staff/speakers/2/safety", "/staff/speakers/2/consents", "/staff/events/1/edit"] {
        let request = client.get(format!("{}{path}", serving.address));
        let answer = request.header("Cookie", &owner.cookie).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "{path}");
    }
    until("it wrote something", async || serving.log().len() > 500).await;
    let log = serving.log();
    serving.kill();
    is_clean("the log", &log);
    let file = dais.folder.path().join("again.json");
    let document = domain::event::export(&dais.desk, &event.slug).await.expect("a document");
    std::fs::write(&file, document.write()).expect("written");
    let done = program.runs(&["event", "import", file.to_str().expect("a path")]).await;
    assert_eq!(done.code, Some(0), "{}", done.err);
    // To who holds the file the command says by name what does not fit in it.
    let err = done.err.replace("Zqxwvk Dropped", "");
    is_clean("the command's output", &format!("{}{err}", done.out));
}
