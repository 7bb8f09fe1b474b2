//! Which edits matter to whom.

use serde_json::{Value, json};

use super::*;
use crate::appearance::Appearance;

const ROOM: Audience = Audience { online: false, seated: true };
const STREAM: Audience = Audience { online: true, seated: true };
const WAITING: Audience = Audience { online: true, seated: false };

fn document() -> Value {
    json!({
        "schema": "dais.event/1",
        "slug": "hours-in-the-field",
        "title": "Hours in the Field",
        "state": "published",
        "time": { "starts": "2027-04-20T14:00", "ends": "2027-04-20T15:30" },
        "place": { "mode": "hybrid", "building": "Longworth House Office Building", "room": "1300" },
        "online": { "url": "https://stream.example/one" },
        "speakers": [
            { "name": "Kay Keynote", "roles": ["keynote"], "email": "kay@example.org" },
            { "name": "Pat Panelist", "roles": ["panelist"] },
        ],
    })
}

/// The document with other things at these places; null takes them away.
fn with(edits: &[(&str, Value)]) -> Value {
    let mut document = document();
    for (path, value) in edits {
        *document.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value.clone();
    }
    document
}

fn facts(document: &Value) -> Facts {
    let document = Document::read(&document.to_string()).expect("a document");
    let placed = |(place, one)| Appearance::from_document(0, place, one);
    let line_up = (0..).zip(&document.speakers).map(placed);
    let faces: Vec<_> = line_up.filter_map(|one| one.face(None, DateTime::UNIX_EPOCH)).collect();
    Facts::of_document(&document, &faces, DateTime::UNIX_EPOCH)
}

fn told(before: &Value, after: &Value, who: Audience) -> Vec<(What, String, String)> {
    let differences = material(&facts(before), &facts(after), who);
    differences.into_iter().map(|one| (one.what, one.old, one.new)).collect()
}

fn what(before: &Value, after: &Value, who: Audience) -> Vec<What> {
    told(before, after, who).into_iter().map(|(what, ..)| what).collect()
}

fn pair(what: What, old: &str, new: &str) -> (What, String, String) {
    (what, old.to_owned(), new.to_owned())
}

#[test]
fn old_and_new_are_told_in_the_words_of_pages() {
    let later = with(&[
        ("/time/starts", json!("2027-04-21T09:00")),
        ("/time/ends", json!("2027-04-21T10:00")),
        ("/place/room", json!("B-318")),
    ]);
    let expected = [
        pair(
            What::Time,
            "Tuesday, April 20, 2027, 2:00 – 3:30 pm ET",
            "Wednesday, April 21, 2027, 9:00 – 10:00 am ET",
        ),
        pair(
            What::Place,
            "Room 1300, Longworth House Office Building",
            "Room B-318, Longworth House Office Building",
        ),
    ];
    assert_eq!(told(&document(), &later, ROOM), expected);
    assert_eq!(told(&document(), &later, STREAM), expected[..1]);
    assert_eq!(told(&later, &later, ROOM), []);
}

#[test]
fn what_changes_nothing_for_a_person_is_not_told() {
    for edit in [
        ("/title", json!("Another title")),
        ("/speakers/1/name", json!("Somebody Else")),
        ("/speakers/0/email", json!("other@example.org")),
        (
            "/time",
            json!({
                "zone": "America/New_York", "starts": "2027-04-20T14:00:00",
                "ends": "2027-04-20T15:30", "doors": "2027-04-20T13:30",
            }),
        ),
        ("/state", json!("draft")),
    ] {
        for who in [ROOM, STREAM, WAITING] {
            assert_eq!(told(&document(), &with(std::slice::from_ref(&edit)), who), [], "{edit:?}");
        }
    }
}

#[test]
fn a_stream_concerns_who_has_its_address_which_is_never_told() {
    let other = with(&[("/online/url", json!("https://stream.example/two"))]);
    let none = with(&[("/online/url", json!(null))]);
    for who in [ROOM, WAITING] {
        assert_eq!(told(&document(), &other, who), []);
    }
    for (before, after) in [(&document(), &other), (&document(), &none), (&none, &other)] {
        let told = told(before, after, STREAM);
        assert_eq!(told.len(), 1);
        assert!(!format!("{told:?}").contains("stream.example"), "{told:?}");
    }
}

#[test]
fn a_keynote_is_told_by_the_public_face_and_in_any_order() {
    let dropped = with(&[(
        "/speakers/0",
        json!({ "name": "Kay Keynote", "roles": ["keynote"], "state": "dropped" }),
    )]);
    assert_eq!(
        told(&document(), &dropped, ROOM),
        [pair(What::Keynote, "Kay Keynote", "Not announced")]
    );
    let two = with(&[(
        "/speakers",
        json!([
            { "name": "Kay Keynote", "roles": ["keynote"] },
            { "placeholder": "A Member of Congress", "roles": ["keynote"] },
        ]),
    )]);
    let turned = with(&[(
        "/speakers",
        json!([
            { "placeholder": "A Member of Congress", "roles": ["keynote"] },
            { "name": "Kay Keynote", "roles": ["keynote"] },
        ]),
    )]);
    assert_eq!(
        told(&document(), &two, WAITING),
        [pair(What::Keynote, "Kay Keynote", "Kay Keynote, A Member of Congress")]
    );
    assert_eq!(told(&two, &turned, ROOM), []);
}

#[test]
fn who_is_moved_online_or_back_is_told_where_to_go() {
    let (room, online) = ("Room 1300, Longworth House Office Building", "Online");
    let mode = |mode: &str| with(&[("/place/mode", json!(mode))]);
    let place = |before: &str, after: &str, who| {
        let told = told(&mode(before), &mode(after), who);
        told.into_iter().filter(|(what, ..)| *what == What::Place).collect::<Vec<_>>()
    };
    assert_eq!(place("in_person", "online", STREAM), [pair(What::Place, room, online)]);
    assert_eq!(place("online", "in_person", ROOM), [pair(What::Place, online, room)]);
    assert_eq!(place("hybrid", "online", ROOM), [pair(What::Place, room, online)]);
    assert_eq!(place("hybrid", "in_person", STREAM), [pair(What::Place, online, room)]);
    for (before, after, who) in [
        ("in_person", "hybrid", ROOM),
        ("hybrid", "in_person", ROOM),
        ("online", "hybrid", STREAM),
        ("hybrid", "online", STREAM),
        ("in_person", "in_person", STREAM),
    ] {
        assert_eq!(place(before, after, who), [], "{before} {after}");
    }
}

#[test]
fn while_it_is_called_off_nothing_else_matters() {
    let off = |state: &str| with(&[("/state", json!(state))]);
    let moved =
        with(&[("/state", json!("postponed")), ("/time/starts", json!("2027-05-04T14:00"))]);
    assert_eq!(
        told(&document(), &off("cancelled"), ROOM),
        [pair(What::State, "Takes place", "Cancelled")]
    );
    assert_eq!(what(&document(), &moved, ROOM), [What::State]);
    assert_eq!(told(&off("postponed"), &moved, ROOM), []);
    assert_eq!(what(&off("postponed"), &off("cancelled"), WAITING), [What::State]);
    let again = with(&[
        ("/time/starts", json!("2027-05-04T14:00")),
        ("/time/ends", json!("2027-05-04T15:30")),
    ]);
    let told = told(&off("postponed"), &again, ROOM);
    assert_eq!(told[0], pair(What::State, "Postponed", "Takes place"));
    assert_eq!(told[1].2, "Tuesday, May 4, 2027, 2:00 – 3:30 pm ET");
    assert_eq!(told.len(), 2);
}

#[test]
fn what_is_known_no_more_is_told_as_such_and_nothing_invented() {
    let bare = with(&[("/time", json!(null)), ("/place", json!(null))]);
    let told = told(&document(), &bare, ROOM);
    let new: Vec<&str> = told.iter().map(|(_, _, new)| new.as_str()).collect();
    assert_eq!(new, ["The date is not set yet", "The place is not set yet"]);
}

#[test]
fn the_same_hours_in_another_zone_are_another_time() {
    let zone = |zone: &str| {
        with(&[(
            "/time",
            json!({
                "zone": zone, "starts": "2027-01-20T14:00", "ends": "2027-01-20T15:30",
            }),
        )])
    };
    let told = told(&zone("America/Regina"), &zone("Asia/Shanghai"), ROOM);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_ne!(told[0].1, told[0].2);
    assert_eq!(what(&zone("America/New_York"), &zone("America/Detroit"), ROOM), []);
}

#[test]
fn the_first_news_is_whether_it_takes_place() {
    let news =
        |before: &Value, after: &Value| News::of(&material(&facts(before), &facts(after), ROOM));
    let off = |state: &str| with(&[("/state", json!(state))]);
    let room = with(&[("/place/room", json!("B-318"))]);
    assert_eq!(news(&document(), &room), News::Changed);
    assert_eq!(news(&document(), &off("cancelled")), News::Cancelled);
    assert_eq!(news(&document(), &off("postponed")), News::Postponed);
    assert_eq!(news(&off("cancelled"), &room), News::BackOn);
}
