//! Who may go where: every address that the router knows against what an owner, an editor and
//! somebody who is not signed in get there.
//!
//! The table in `roles/matrix.rs` is written by hand and compared with the router's own list, so
//! that an address that nobody thought about fails a test.

pub mod matrix;
mod world;

use std::collections::BTreeSet;

use domain::staff;
use reqwest::Method;

use crate::harness::{Answer, Colleague, Dais, Tables};
use matrix::{Gets, MATRIX, Role, Row};
use world::World;

/// One session each, with its row number.
async fn session(dais: &Dais, role: Role, number: usize) -> (Colleague<'_>, i64) {
    let (name, role) = match role {
        Role::Owner => ("owner", staff::Role::Owner),
        _ => ("editor", staff::Role::Editor),
    };
    let address = format!("{name}{number}@example.org");
    let colleague = dais.signed_in(&address, "Cora Colleague", role).await;
    let id = dais.number("SELECT max(id) FROM staff_session").await;
    (colleague, id)
}

/// Asks as a browser does; a form is empty.
async fn asks(dais: &Dais, cookie: &str, method: Method, path: &str) -> Answer {
    let mut request = if method == Method::POST {
        let form = dais.posting_to(path);
        // The one form that is sent in parts.
        if path.ends_with("/settings/logo") {
            let kind = "multipart/form-data; boundary=part";
            form.header("Content-Type", kind).body("--part--\r\n")
        } else {
            form.form::<[(&str, &str)]>(&[])
        }
    } else {
        dais.request(method, path).header("Accept", "text/html")
    };
    if !cookie.is_empty() {
        request = request.header("Cookie", cookie);
    }
    Answer::to(request.header("Accept-Encoding", "gzip, br")).await
}

#[track_caller]
fn is_as_written(row: Row, role: Role, path: &str, answer: &Answer) {
    let (gets, status) = (row.gives(role), answer.status);
    let to = answer.header("location");
    let asks_to_sign_in = to.starts_with("/sign-in?next=");
    let fits = match gets {
        Gets::Shown => status == 200,
        Gets::Taken => matches!(status, 200 | 303 | 409 | 422) && !asks_to_sign_in,
        Gets::Nothing => status == 404,
        Gets::SignInFirst if row.method == "POST" => status == 401,
        Gets::SignInFirst => status == 303 && asks_to_sign_in,
    };
    assert!(fits, "{} {path} as {role:?}: {gets:?} is written, {status} {to} came", row.method);
    if path.starts_with("/staff") {
        is_kept_by_nobody(path, answer);
    }
}

/// No cache keeps it, and its size tells nothing of what is in it.
#[track_caller]
fn is_kept_by_nobody(path: &str, answer: &Answer) {
    assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    let vary = answer.headers.get_all("vary").iter();
    let vary: Vec<_> = vary.map(|value| value.to_str().expect("readable")).collect();
    assert!(vary.iter().any(|value| value.eq_ignore_ascii_case("cookie")), "{path}: {vary:?}");
    assert_eq!(answer.header("content-encoding"), "", "{path}");
}

#[tokio::test]
async fn every_address_has_an_entry_and_every_entry_an_address() {
    let dais = Dais::start().await;
    let listed = dais::serve::addresses(&dais.desk);
    let served: BTreeSet<_> =
        listed.iter().map(|address| (address.method, address.path.as_str())).collect();
    assert_eq!(served.len(), listed.len(), "an address twice");
    let entered: BTreeSet<_> = MATRIX.iter().map(|row| (row.method, row.path)).collect();
    assert_eq!(entered.len(), MATRIX.len(), "an entry twice");
    let forgotten: Vec<_> = served.difference(&entered).collect();
    assert!(forgotten.is_empty(), "addresses without an entry: {forgotten:#?}");
    let gone: Vec<_> = entered.difference(&served).collect();
    assert!(gone.is_empty(), "entries without an address: {gone:#?}");
}

/// Each form in a world of its own, since it may do something there.
async fn forms_do_as_written(role: Role) {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let forms = MATRIX.iter().filter(|row| row.method == "POST");
    for (number, row) in forms.enumerate() {
        let world = World::made(&dais, number).await;
        let (colleague, session) = session(&dais, role, number).await;
        let path = world.path(row.path, session);
        let before = dais.tables().await;
        let answer = asks(&dais, &colleague.cookie, Method::POST, &path).await;
        is_as_written(*row, role, &path, &answer);
        if row.gives(role) == Gets::Nothing {
            assert!(dais.tables().await == before, "{path} changed something");
        }
    }
}

#[tokio::test]
async fn an_owner_may_send_what_is_written() {
    forms_do_as_written(Role::Owner).await;
}

#[tokio::test]
async fn an_editor_may_send_what_is_written() {
    forms_do_as_written(Role::Editor).await;
}

#[tokio::test]
async fn who_is_not_signed_in_changes_nothing_of_staff() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let world = World::made(&dais, 1).await;
    let strangers = strangers(&dais).await;
    let before = dais.tables().await;
    for row in MATRIX.iter().filter(|row| row.gives(Role::SignedOut) == Gets::SignInFirst) {
        let path = world.path(row.path, 1);
        let method = if row.method == "POST" { Method::POST } else { Method::GET };
        for cookie in &strangers {
            let answer = asks(&dais, cookie, method.clone(), &path).await;
            is_as_written(*row, Role::SignedOut, &path, &answer);
        }
    }
    assert!(dais.tables().await == before, "something changed");
}

/// Cookies that sign nobody in: none, nonsense, an unknown one, a removed member's, an ended one.
async fn strangers(dais: &Dais) -> Vec<String> {
    let owner = dais.owner().await;
    let (removed, _) = session(dais, Role::Owner, 100).await;
    let id = dais.number("SELECT max(id) FROM staff").await;
    removed.get("/staff").await.page_with(200);
    let gone = owner.post::<&str, &str>(&format!("/staff/people/{id}/remove"), &[]).await;
    gone.leads_to();
    let (ended, _) = session(dais, Role::Owner, 101).await;
    ended.post::<&str, &str>("/staff/sign-out", &[]).await.leads_to();
    vec![
        String::new(),
        "__Host-dais=\"nonsense".to_owned(),
        format!("__Host-dais={}", domain::token::Token::fresh().reveal()),
        removed.cookie,
        ended.cookie,
    ]
}

#[tokio::test]
async fn the_public_forms_ask_for_no_session() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let public = MATRIX.iter().filter(|row| row.gives(Role::SignedOut) == Gets::Taken);
    for (number, row) in public.enumerate() {
        let world = World::made(&dais, number).await;
        let path = world.path(row.path, 1);
        let answer = asks(&dais, "", Method::POST, &path).await;
        is_as_written(*row, Role::SignedOut, &path, &answer);
    }
}

#[tokio::test]
async fn looking_at_any_address_changes_nothing() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let world = World::made(&dais, 1).await;
    let (owner, session_of_owner) = session(&dais, Role::Owner, 1).await;
    let (editor, session_of_editor) = session(&dais, Role::Editor, 1).await;
    let visitors = [
        (Role::Owner, owner.cookie.as_str(), session_of_owner),
        (Role::Editor, editor.cookie.as_str(), session_of_editor),
        (Role::SignedOut, "", 1),
    ];
    let mut before = dais.tables().await;
    for row in MATRIX.iter().filter(|row| row.method == "GET") {
        for (role, cookie, session) in visitors {
            let path = world.path(row.path, session);
            for method in [Method::HEAD, Method::GET] {
                let answer = asks(&dais, cookie, method.clone(), &path).await;
                is_as_written(*row, role, &path, &answer);
                let after = dais.tables().await;
                differs_only_by_looks(&before, &after, &format!("{method} {path} as {role:?}"));
                before = after;
            }
        }
    }
}

/// What the journal says of who only looked.
const LOOKS: [&str; 2] = ["exported", "looked at"];

/// The journal may say that somebody took something along; everything else is as it was.
#[track_caller]
fn differs_only_by_looks(before: &Tables, after: &Tables, what: &str) {
    for (table, rows) in after {
        let known = &before[table];
        let new: Vec<_> = rows.iter().filter(|row| !known.contains(row)).collect();
        assert_eq!(known.len() + new.len(), rows.len(), "{what}: {table} lost or changed rows");
        let only_looks =
            table == "journal" && new.iter().all(|row| LOOKS.iter().any(|deed| row.contains(deed)));
        assert!(new.is_empty() || only_looks, "{what}: {table} got {new:?}");
    }
}

#[tokio::test]
async fn other_ways_to_write_an_address_lead_no_further() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    for path in [
        "/staff/people/",
        "/staff//people",
        "/staff/%70eople",
        "/staff/settings%2f",
        "/staff/./people",
        "/staff/nothing",
        "/STAFF/people",
        "/staff/people;a=b",
        "/staff%2Fpeople",
        "//staff/people",
        "/%73taff/people",
        "/%73taff/letters",
        "/signed-out",
        "/look",
    ] {
        for cookie in ["", editor.cookie.as_str()] {
            let answer = asks(&dais, cookie, Method::GET, path).await;
            assert!(matches!(answer.status, 303 | 308 | 404), "{path}: {}", answer.status);
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(!text.contains("editor@example.org"), "{path} tells of people");
        }
    }
}
