//! The form loses nothing, changes nothing but what was changed, and says what it cannot read.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::any_document::document;
use super::control::{HEAD, Place, RowList, find, in_row};
use super::{EventForm, Readable, label};
use crate::document::Document;
use crate::error::{Error, Slip};

mod agenda;
mod merging;
mod rows;
mod times;

const SEEDS: [&str; 2] = [
    include_str!("../../../../../server/samples/founding.event.json"),
    include_str!("../../../../../server/samples/coming.event.json"),
];

fn sample() -> Document {
    Document::read(SEEDS[0]).expect("a document")
}

fn form() -> EventForm {
    EventForm::of(&sample())
}

/// The form after somebody typed into some controls, as the browser sends it.
fn typed(form: &EventForm, edits: &[(&str, &str)]) -> EventForm {
    let mut pairs = form.pairs();
    for (name, text) in edits {
        assert!(find(name).is_some(), "{name} is no control");
        pairs.retain(|(other, _)| other != name);
        pairs.push(((*name).to_owned(), (*text).to_owned()));
    }
    EventForm::from_pairs(&pairs).expect("a form")
}

fn written(document: &Document) -> Value {
    serde_json::from_str(&document.write()).expect("JSON")
}

fn reads(form: &EventForm, kept: &Document) -> Readable {
    form.read(kept).map_err(|error| slips_of(&error)).expect("a document")
}

fn slips_of(error: &Error) -> Vec<Slip> {
    let Error::Invalid(slips) = error else { panic!("{error}") };
    assert!(!slips.is_empty());
    slips.clone()
}

/// What is said of the sample after some edits: slips, or else oddities.
fn said(edits: &[(&str, &str)]) -> Vec<(String, String)> {
    let slips = match typed(&form(), edits).read(&sample()) {
        Ok(read) => read.oddities,
        Err(error) => slips_of(&error),
    };
    slips.into_iter().map(|slip| (slip.field.into_owned(), slip.why)).collect()
}

fn refusals(edits: &[(&str, &str)]) -> Vec<String> {
    let error = typed(&form(), edits).read(&sample()).map(|_| ()).expect_err("a slip");
    slips_of(&error).into_iter().map(|slip| slip.field.into_owned()).collect()
}

/// The sample's document after some edits.
fn after(edits: &[(&str, &str)]) -> Value {
    written(&reads(&typed(&form(), edits), &sample()).document)
}

fn changed(pointer: &str, to: Value) -> Value {
    let mut value = written(&sample());
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = value.pointer_mut(parent).expect("a group").as_object_mut().expect("an object");
    if to.is_null() {
        parent.remove(key)
    } else {
        parent.insert(key.to_owned(), to)
    };
    value
}

fn check_lossless(kept: &Document) {
    let form = EventForm::of(kept);
    let again = EventForm::from_pairs(&form.pairs()).expect("a form");
    assert!(again == form, "sent and shown again, the form is another");
    let read = reads(&again, kept).document;
    assert_eq!(read.write(), kept.write());
    assert_eq!(read.state, kept.state);
    assert_eq!(read.sessions, kept.sessions);
    assert_eq!(
        (read.time.is_some(), read.rsvp.is_some()),
        (kept.time.is_some(), kept.rsvp.is_some())
    );
}

/// Browsers end lines with CR LF.
fn through_a_browser(form: &EventForm) -> EventForm {
    let pairs = form.pairs().into_iter().map(|(name, text)| (name, text.replace('\n', "\r\n")));
    EventForm::from_pairs(&pairs.collect::<Vec<_>>()).expect("a form")
}

#[test]
fn the_samples_come_back_as_they_are() {
    for seed in SEEDS {
        let kept = Document::read(seed).expect("a document");
        check_lossless(&kept);
        assert!(reads(&EventForm::of(&kept), &kept).document == kept);
    }
}

#[test]
fn a_new_event_needs_a_title_only() {
    let empty = Document::default();
    let form = EventForm::of(&empty);
    let slips = slips_of(&form.read(&empty).map(|_| ()).expect_err("a slip"));
    assert_eq!(slips, [Slip::new("title", "Please give the event a title.")]);
    let read = reads(&typed(&form, &[("title", " A talk ")]), &empty);
    assert_eq!(written(&read.document), json!({ "schema": "dais.event/1", "title": "A talk" }));
    assert_eq!(read.oddities, [Slip::new("time.first_day", "There is no date yet.")]);
}

#[test]
fn the_founding_briefing_can_be_typed() {
    let mut form = EventForm::default();
    for list in [RowList::Hosts, RowList::Hosts, RowList::Speakers, RowList::Notices] {
        form.obey(&format!("add:{}", list.name())).expect("a row");
    }
    let form = typed(
        &form,
        &[
            ("title", "US Policy"),
            ("tags", "child labor,  trafficking,"),
            ("time.first_day", "June 16, 2017"),
            ("time.start", "1pm"),
            ("time.end", "2:00 pm"),
            ("time.doors", "12.30"),
            ("time.zone", "America/New_York"),
            ("rsvp.seats", "80"),
            ("rsvp.closes.day", "6/15/2017"),
            ("rsvp.closes.time", "noon"),
            ("hosts[1].name", "Child Labor Coalition"),
            ("speakers[0].name", "Ada Example"),
            ("speakers[0].roles.panelist", "on"),
            ("speakers[0].roles.other", "guest_lecturer, chair"),
            ("speakers[0].titles", "Professor\r\n\r\n Chair, Panel \r\n"),
        ],
    );
    let read = reads(&form, &Document::default());
    let expected = json!({
        "schema": "dais.event/1",
        "title": "US Policy",
        "tags": ["child labor", "trafficking"],
        "time": {
            "zone": "America/New_York", "starts": "2017-06-16T13:00",
            "ends": "2017-06-16T14:00", "doors": "2017-06-16T12:30",
        },
        "rsvp": { "seats": 80, "closes": "2017-06-15T12:00" },
        "hosts": [{ "name": "Child Labor Coalition", "relation": "host" }],
        "speakers": [{
            "name": "Ada Example",
            "roles": ["panelist", "guest_lecturer", "chair"],
            "titles": ["Professor", "Chair, Panel"],
        }],
    });
    assert_eq!(written(&read.document), expected);
    assert_eq!(read.oddities, []);
}

#[test]
fn an_edit_changes_what_it_is_about() {
    assert_eq!(after(&[("title", "Other")]), changed("/title", json!("Other")));
    assert_eq!(after(&[("subtitle", "")]), changed("/subtitle", json!(null)));
    assert_eq!(after(&[("rsvp.seats", "")]), changed("/rsvp/seats", json!(null)));
    assert_eq!(after(&[("rsvp.seats", "0")]), changed("/rsvp/seats", json!(0)));
    assert_eq!(after(&[("rsvp.largest_party", "4")]), changed("/rsvp/largest_party", json!(4)));
    assert_eq!(after(&[("rsvp.smaller_pass", "on")]), changed("/rsvp/smaller_pass", json!(true)));
    assert_eq!(after(&[("place.country", "CA")]), changed("/place/country", json!("CA")));
    assert_eq!(after(&[("hosts[2].url", "https://x.example.org")]), {
        changed("/hosts/2/url", json!("https://x.example.org"))
    });
    assert_eq!(after(&[("speakers[1].protected", "on")]), {
        changed("/speakers/1/protected", json!(true))
    });
    let about = "One\n\n- two";
    assert_eq!(after(&[("description", "One\r\n\r\n- two\r\n")]), {
        changed("/description", json!(about))
    });
}

#[test]
fn roles_and_tags_keep_their_order_and_their_commas() {
    let mut kept = sample();
    kept.tags = ["Food, Farm", "labor", "Food"].map(str::to_owned).to_vec();
    kept.speakers[0].roles =
        ["guest, of honor", "panelist", "keynote", "chair"].map(crate::word::Word::new).to_vec();
    let form = EventForm::of(&kept);
    let edits = [
        ("tags", "labor, Food, Farm, Food, new"),
        ("speakers[0].roles.panelist", ""),
        ("speakers[0].roles.moderator", "on"),
        ("speakers[0].roles.other", "guest, of honor, host"),
    ];
    let read = reads(&typed(&form, &edits), &kept).document;
    assert_eq!(read.tags, ["labor", "Food, Farm", "Food", "new"]);
    let roles: Vec<_> = read.speakers[0].roles.iter().map(crate::word::Word::as_str).collect();
    assert_eq!(roles, ["guest, of honor", "keynote", "host", "moderator"]);
}

#[test]
fn every_problem_is_told_at_its_control() {
    let long = "x".repeat(501);
    let edits = [
        ("title", long.as_str()),
        ("slug", "Not A Slug"),
        ("tags", "fine, not\u{7}fine, nor\u{7}this"),
        ("time.zone", "America/Washington"),
        ("time.start", "soon"),
        ("place.mode", "somewhere"),
        ("rsvp.seats", "-1"),
        ("rsvp.online_seats", "many"),
        ("rsvp.largest_party", "11"),
        ("rsvp.changes_until.day", "someday"),
        ("rsvp.changes_until.time", "late"),
        ("rsvp.contact.email", "desk@"),
        ("replacement", "--"),
        ("hosts[0].url", "example.org"),
        ("speakers[2].titles", "fine\nnot\u{7}fine"),
        ("speakers[2].roles.other", "not\u{7}fine"),
        ("speakers[3].email", "ada"),
    ];
    let mut expected: Vec<&str> = edits.iter().map(|(name, _)| *name).collect();
    let mut found = refusals(&edits);
    expected.sort_unstable();
    found.sort();
    assert_eq!(found, expected);
    for (_, why) in said(&edits) {
        assert!(why.starts_with(|c: char| c.is_uppercase() || c == '“'), "{why}");
        assert!(why.ends_with(['.', '?']), "{why}");
        assert!(!["null", "`", "write one of", "_person"].iter().any(|s| why.contains(s)), "{why}");
    }
    for seats in ["1.5", "+5", "５", "1,200", "99999999999999999999"] {
        assert_eq!(refusals(&[("rsvp.seats", seats)]), ["rsvp.seats"], "{seats}");
    }
}

#[test]
fn what_has_no_control_is_told_at_the_head_of_the_form() {
    let mut kept = sample();
    kept.state = Some("lost".to_owned());
    let slips = slips_of(&EventForm::of(&kept).read(&kept).map(|_| ()).expect_err("a slip"));
    assert_eq!(slips.len(), 1);
    assert_eq!(slips[0].field, "title");
}

#[test]
fn controls_have_words() {
    for (field, words) in [
        ("hosts[0].url", "Host 1: Website"),
        ("speakers[9].roles.other", "Speaker 10: Other roles"),
        ("rsvp.seats", "Seats in the room"),
        ("add:notices", "Notices"),
        ("remove:speakers[1]", "Speaker 2"),
        ("rsvp.blocks[1].released.day", "Kept seats 2: For everybody from: day"),
        ("add:rsvp.blocks", "Kept seats"),
        ("nonsense", "nonsense"),
    ] {
        assert_eq!(label(field), words);
    }
}

#[test]
fn addresses_are_not_printed() {
    assert_eq!(format!("{:?}", form()), "(private)");
}

fn all_controls() -> Vec<String> {
    let rows = RowList::ALL.into_iter().flat_map(|list| {
        let controls = list.controls().iter();
        controls.flat_map(move |control| [0, 1, 5].map(|index| in_row(list, index, control.name)))
    });
    HEAD.iter().map(|control| control.name.to_owned()).chain(rows).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn any_document_comes_back_as_it_is(kept in document()) {
        check_lossless(&kept);
        let form = EventForm::of(&kept);
        prop_assert!(through_a_browser(&form) == form);
    }

    #[test]
    fn an_edit_of_one_text_changes_only_that(kept in document(), which in select(vec![
        "title", "subtitle", "kind", "occasion", "language", "description", "reason",
        "place/building", "place/room", "place/address", "place/country", "place/arrival",
        "online/reveal", "online/note", "rsvp/contact/name",
    ])) {
        let form = typed(&EventForm::of(&kept), &[(&which.replace('/', "."), "Changed")]);
        let mut expected = written(&kept);
        let mut at = &mut expected;
        for key in which.split('/') {
            at = &mut at[key];
        }
        *at = json!("Changed");
        prop_assert_eq!(written(&reads(&form, &kept).document), expected);
    }

    #[test]
    fn whatever_is_typed_slips_only_at_controls(
        kept in document(),
        edits in prop::collection::vec((select(all_controls()), select(vec![
            "", " ", "x", "0", "-3", "2017-06-16", "6/16/2017", "1pm", "25:00", "a\u{0}b", "a@b",
            "in_person", "UTC", "2027-03-14", "02:30", "https://example.org", "\n",
        ])), 0..12),
    ) {
        let edits: Vec<_> = edits.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let form = typed(&EventForm::of(&kept), &edits);
        let slips = match form.read(&kept) {
            Ok(read) => read.oddities,
            Err(error) => slips_of(&error),
        };
        for slip in slips {
            prop_assert!(find(&slip.field).is_some(), "{} is no control", slip.field);
            if let Some(Place::Row(list, index, _)) = find(&slip.field) {
                prop_assert!(index < form.rows(list), "{} has no row", slip.field);
            }
        }
    }
}
