//! What only a look of its own shows to staff: contact, assistant, notes, consents. No other page of
//! theirs has it, nothing that they download, and each look is in the journal before it is answered.

use reqwest::Method;

use super::{Doors, asks, is_clean, marked, speaker};
use crate::harness::{Answer, Colleague, Dais};
use crate::roles::matrix::{MATRIX, Row, Whom};

/// In no address and in no text that pages of staff may show.
const SECRET: &str = "vjkwqzh";

/// Where it is shown, and what the journal says of it.
const LOOKS: [(&str, &str); 2] = [
    ("/staff/speakers/{id}/contact", "looked at the contact of a speaker"),
    ("/staff/speakers/{id}/consents", "looked at the consents of a speaker"),
];

/// Another mark in all that is shown only to who looks.
async fn hides_secrets(dais: &Dais) {
    let contact = format!(
        "phone = '{SECRET} 202', assistant_name = '{SECRET} Assistant', agreed = '{SECRET} signal', \
         notes = '{SECRET} notes', assistant_email = '{SECRET}@example.org'"
    );
    dais.tampers(&format!("UPDATE speaker_contact SET {contact}")).await;
    dais.tampers(&format!("UPDATE consent SET note = '{SECRET} consent'")).await;
}

async fn looks(dais: &Dais) -> i64 {
    dais.number("SELECT count(*) FROM journal WHERE deed LIKE 'looked at%'").await
}

fn tells(answer: &Answer) -> bool {
    let headers = format!("{:?}", answer.headers).to_lowercase();
    headers.contains(SECRET)
        || String::from_utf8_lossy(&answer.body).to_lowercase().contains(SECRET)
}

/// The addresses of a row: those about speakers for each of them.
fn paths(doors: &Doors, row: &Row) -> Vec<String> {
    if !row.path.starts_with("/staff/speakers/{id}") {
        return vec![doors.path(row.path)];
    }
    let of = |id: i64| doors.path(&row.path.replace("{id}", &id.to_string()));
    (1..=5).map(of).collect()
}

/// Everything that this colleague can read, and who is shown what without a look in the journal.
async fn walks(dais: &Dais, doors: &Doors, who: &Colleague<'_>) -> Vec<String> {
    let mut shown = vec![];
    for row in MATRIX.iter().filter(|row| row.method == "GET" && row.whom != Whom::Nobody) {
        for path in paths(doors, row) {
            let before = looks(dais).await;
            let answer = asks(dais, &who.cookie, Method::GET, &path).await;
            if tells(&answer) {
                let look = LOOKS.iter().find(|(known, _)| *known == row.path);
                let (known, deed) = look.unwrap_or_else(|| panic!("{path} shows what is private"));
                assert_eq!(looks(dais).await, before + 1, "{path}: one look, one entry");
                let last = dais.texts("SELECT deed FROM journal ORDER BY id DESC LIMIT 1").await;
                assert_eq!(last[0], *deed, "{path}");
                shown.push((*known).to_owned());
            }
        }
    }
    shown.sort();
    shown.dedup();
    shown
}

#[tokio::test]
async fn what_is_private_is_shown_only_by_a_look_that_is_written_down() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = marked(&dais).await;
    let doors = Doors::open(&dais, &event).await;
    hides_secrets(&dais).await;
    for who in [dais.editor().await, dais.owner().await] {
        let mut all: Vec<_> = LOOKS.iter().map(|(path, _)| (*path).to_owned()).collect();
        all.sort();
        assert_eq!(walks(&dais, &doors, &who).await, all, "else this test tells nothing");
    }
}

#[tokio::test]
async fn what_staff_take_along_has_nothing_that_only_a_look_shows() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = marked(&dais).await;
    let doors = Doors::open(&dais, &event).await;
    hides_secrets(&dais).await;
    let owner = dais.owner().await;
    for path in ["/staff/events/1/rsvps.csv", "/staff/events/1/typed", "/staff/events"] {
        let answer = asks(&dais, &owner.cookie, Method::POST, &doors.path(path)).await;
        assert!(!tells(&answer), "{path}");
    }
    let program = dais.program();
    for words in [&["event", "export", &event.slug][..], &["event", "list"], &["staff", "list"]] {
        let done = program.runs(words).await;
        let told = format!("{}{}", done.out, done.err).to_lowercase();
        assert!(!told.contains(SECRET), "{words:?}: {told}");
    }
    // The name that somebody had is in no export either.
    let export = program.runs(&["event", "export", &event.slug]).await;
    assert_eq!(export.code, Some(0), "{}", export.err);
    for old in ["Nightjar", "Zqxwvkminor"] {
        assert!(!export.out.contains(old), "{}", export.out);
    }
    is_clean("what the program says besides", &export.err);
}

#[tokio::test]
async fn no_page_of_staff_has_a_name_that_somebody_had() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = marked(&dais).await;
    let doors = Doors::open(&dais, &event).await;
    let owner = dais.owner().await;
    assert!(speaker(&dais, "“Rosa”").await > 0);
    for row in MATRIX.iter().filter(|row| row.method == "GET") {
        for path in paths(&doors, row) {
            let answer = asks(&dais, &owner.cookie, Method::GET, &path).await;
            let body = String::from_utf8_lossy(&answer.body).to_lowercase();
            for old in ["zqxwvkold", "nightjar", "zqxwvkminor", "minna"] {
                assert!(!body.contains(old), "{path} has {old}");
            }
        }
    }
}
