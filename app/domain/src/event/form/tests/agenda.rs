//! Sessions in the form: hours with their days, people by the names of the line-up.

use serde_json::json;

use super::{form, reads, sample, slips_of, typed, written};
use crate::document::{Document, Session, Speaker};
use crate::error::Slip;
use crate::event::form::control::in_row;
use crate::event::form::{EventForm, RowList, merge};
use crate::word::Word;

fn at(title: &str, starts: &str, ends: &str) -> Session {
    let title = Some(title.to_owned());
    Session { title, starts: starts.parse().ok(), ends: ends.parse().ok(), ..Session::default() }
}

/// The founding briefing with two sessions, the second of which names two of its speakers.
fn with_agenda() -> Document {
    let panel = Session {
        moderator: Some("Jo Becker".to_owned()),
        speakers: vec!["Kailash Satyarthi".to_owned(), "Ana Flores".to_owned()],
        opens: "2017-06-01T12:00:07".parse().ok(),
        room: Some("2200".to_owned()),
        ..at("Panel", "2017-06-16T13:20", "2017-06-16T14:00")
    };
    let mut document = sample();
    document.sessions = vec![at("Keynote", "2017-06-16T13:00:30", "2017-06-16T13:20"), panel];
    document
}

fn named(form: &EventForm, kept: &Document) -> Vec<String> {
    reads(form, kept).document.sessions[1].speakers.clone()
}

#[test]
fn an_agenda_can_be_typed() {
    let mut form = form();
    assert_eq!(form.obey("add:sessions").as_deref(), Some("sessions[0].title"));
    assert_eq!(form.value("sessions[0].day"), "2017-06-16", "the event’s day stands there");
    assert_eq!(reads(&form, &sample()).document, sample(), "which alone is no session");
    let edits = [
        ("sessions[0].title", "What children harvest"),
        ("sessions[0].kind", "panel"),
        ("sessions[0].start", "1:20pm"),
        ("sessions[0].end", "2 pm"),
        ("sessions[0].room", "2200"),
        ("sessions[0].moderator", "Jo Becker"),
        ("sessions[0].speakers", "Ana Flores\r\n\r\n Kailash Satyarthi \r\nAna Flores"),
        ("sessions[0].description", "Who picks what we eat."),
    ];
    let read = reads(&typed(&form, &edits), &sample()).document;
    assert_eq!(
        written(&read)["sessions"],
        json!([{
            "title": "What children harvest", "kind": "panel", "room": "2200",
            "starts": "2017-06-16T13:20", "ends": "2017-06-16T14:00",
            "moderator": "Jo Becker", "speakers": ["Ana Flores", "Kailash Satyarthi"],
            "description": "Who picks what we eat.",
        }])
    );
}

#[test]
fn names_are_typed_and_ticked() {
    let kept = with_agenda();
    let mut pairs = EventForm::of(&kept).pairs();
    pairs.push(("sessions[1].speakers".to_owned(), "Tom Harkin".to_owned()));
    pairs.push(("sessions[1].speakers".to_owned(), "Ana Flores".to_owned()));
    let form = EventForm::from_pairs(&pairs).expect("a form");
    assert_eq!(named(&form, &kept), ["Kailash Satyarthi", "Ana Flores", "Tom Harkin"]);
    let beside = EventForm::of(&kept).names_beside(1);
    assert!(beside.contains(&"Jo Becker".to_owned()) && beside.len() == 2, "{beside:?}");
}

#[test]
fn what_was_not_touched_keeps_its_seconds_and_what_opens() {
    let kept = with_agenda();
    let form = typed(&EventForm::of(&kept), &[("sessions[1].title", "The panel")]);
    let mut expected = kept.clone();
    expected.sessions[1].title = Some("The panel".to_owned());
    assert_eq!(reads(&form, &kept).document, expected);
    let later = typed(&form, &[("sessions[0].day", "2017-06-17")]);
    let session = &reads(&later, &kept).document.sessions[0];
    assert_eq!(session.starts, "2017-06-17T13:00:30".parse().ok(), "the hour moves with its day");
    assert_eq!(session.ends, "2017-06-17T13:20".parse().ok());
}

#[test]
fn hours_need_a_day_unless_there_is_only_one() {
    let kept = with_agenda();
    let dayless = [("sessions[0].day", ""), ("sessions[0].start", "1:05 pm")];
    let form = typed(&EventForm::of(&kept), &dayless);
    let starts = reads(&form, &kept).document.sessions[0].starts;
    assert_eq!(starts, "2017-06-16T13:05".parse().ok());
    let form = typed(&form, &[("time.last_day", "2017-06-17")]);
    let slips = slips_of(&form.read(&kept).map(|_| ()).expect_err("a slip"));
    assert_eq!(slips.len(), 1, "{slips:?}");
    assert_eq!(slips[0].field, "sessions[0].day");
    let late = [("sessions[1].last_day", "2017-06-17"), ("sessions[1].end", "1:00 am")];
    let read = reads(&typed(&EventForm::of(&kept), &late), &kept);
    assert_eq!(read.document.sessions[1].ends, "2017-06-17T01:00".parse().ok());
    let endless = [("sessions[1].last_day", "2017-06-17"), ("sessions[1].end", "")];
    let form = typed(&EventForm::of(&kept), &endless);
    let slips = slips_of(&form.read(&kept).map(|_| ()).expect_err("a slip"));
    assert_eq!(slips[0].field, "sessions[1].end");
}

#[test]
fn sessions_follow_a_name_while_it_is_typed() {
    let kept = with_agenda();
    let open = EventForm::of(&kept);
    let half = typed(&open, &[("speakers[0].name", "Kailash Sat")]);
    assert_eq!(named(&half, &kept), ["Kailash Sat", "Ana Flores"]);
    // A draft was saved with half the name; the page, its old names in its sessions, is still open.
    let saved = reads(&half, &kept).document;
    let whole = typed(&half, &[("speakers[0].name", "K. Satyarthi")]);
    assert_eq!(named(&whole, &saved), ["K. Satyarthi", "Ana Flores"]);
    let odd = reads(&whole, &saved).oddities;
    assert!(odd.iter().all(|slip| !slip.why.contains("not among the speakers")), "{odd:?}");
}

#[test]
fn a_placeholder_gives_way_and_names_can_be_exchanged() {
    let mut kept = with_agenda();
    kept.speakers[0].name = None;
    kept.speakers[0].placeholder = Some("Representative of Labor".to_owned());
    kept.sessions[1].speakers[0] = "Representative of Labor".to_owned();
    let form = typed(&EventForm::of(&kept), &[("speakers[0].name", "Ada Example")]);
    assert_eq!(named(&form, &kept), ["Ada Example", "Ana Flores"]);
    let swapped =
        [("speakers[0].name", "Ana Flores"), ("speakers[1].name", "Representative of Labor")];
    let form = typed(&EventForm::of(&kept), &swapped);
    assert_eq!(named(&form, &kept), ["Ana Flores", "Representative of Labor"]);
}

#[test]
fn a_name_that_two_have_is_not_followed() {
    let mut kept = with_agenda();
    kept.speakers[2] = kept.speakers[0].clone();
    let form = typed(&EventForm::of(&kept), &[("speakers[0].name", "Somebody Else")]);
    assert_eq!(named(&form, &kept), ["Kailash Satyarthi", "Ana Flores"]);
}

#[test]
fn taking_their_line_up_takes_their_names() {
    let kept = with_agenda();
    let theirs = typed(&EventForm::of(&kept), &[("speakers[0].name", "K. Satyarthi")]).settled();
    let mut mine = typed(&EventForm::of(&kept), &[("sessions[1].room", "2172")]);
    assert!(mine.take(&theirs, "speakers[0].name"));
    assert_eq!(mine.value("sessions[1].speakers"), "K. Satyarthi\nAna Flores");
    assert_eq!(mine.value("sessions[1].room"), "2172");
}

#[test]
fn two_people_edit_the_agenda() {
    let base = EventForm::of(&with_agenda());
    let theirs = typed(&base, &[("sessions[1].title", "Theirs")]);
    let mine = typed(&base, &[("title", "Mine")]);
    let merged = merge(Some(&base), &theirs, &mine);
    assert_eq!(merged.taken, ["Agenda"]);
    assert!(merged.clashes.is_empty() && merged.form.value("sessions[1].title") == "Theirs");
    let mine = typed(&base, &[("sessions[0].title", "Mine"), ("sessions[1].room", "1")]);
    let merged = merge(Some(&base), &theirs, &mine);
    assert!(merged.clashes.is_empty());
    let said = ["sessions[0].title", "sessions[1].title", "sessions[1].room"];
    assert_eq!(said.map(|name| merged.form.value(name)), ["Mine", "Theirs", "1"]);
    let mine = typed(&base, &[("sessions[0].room", "1"), ("sessions[1].title", "Mine")]);
    let merged = merge(Some(&base), &theirs, &mine);
    let [clash] = &merged.clashes[..] else { panic!("one clash") };
    assert_eq!((clash.label, clash.field.as_str()), ("Agenda", "sessions[1].title"));
    assert_eq!(
        (clash.theirs.as_str(), clash.mine.as_str()),
        ("2. Title: Theirs", "2. Title: Mine")
    );
    let mut form = merged.form;
    assert!(form.take(&theirs, "sessions[1].title"));
    let said = ["sessions[0].room", "sessions[1].title"];
    assert_eq!(said.map(|name| form.value(name)), ["1", "Theirs"]);
    // A draft that saved itself with a new name is no change of mine against what is saved.
    let renamed = typed(&base, &[("speakers[0].name", "K. Satyarthi")]);
    let saved = EventForm::of(&reads(&renamed, &with_agenda()).document);
    let theirs = typed(&saved, &[("sessions[0].title", "Theirs"), ("speakers[1].titles", "Chair")]);
    let merged = merge(Some(&saved), &theirs, &renamed);
    assert!(merged.clashes.is_empty());
    assert_eq!(merged.taken, ["Speakers", "Agenda"]);
}

/// The form of an event whose speakers are these people.
fn of_people(kept: &Document) -> EventForm {
    let people: Vec<_> = (1..).map(Some).take(kept.speakers.len()).collect();
    EventForm::of_event(kept, &people)
}

fn titles(form: &EventForm) -> Vec<&str> {
    (0..form.rows(RowList::Sessions))
        .map(|row| form.value(&in_row(RowList::Sessions, row, "title")))
        .collect()
}

#[test]
fn sessions_that_both_added_are_both_there_and_one_that_was_removed_is_gone() {
    let base = of_people(&with_agenda());
    let mut theirs = base.clone();
    theirs.obey("add:sessions").expect("a row");
    let theirs = typed(&theirs, &[("sessions[2].title", "Theirs"), ("sessions[1].room", "7")]);
    let mut mine = base.clone();
    mine.obey("remove:sessions[0]").expect("a row");
    mine.obey("add:sessions").expect("a row");
    let mine = typed(&mine, &[("sessions[1].title", "Mine")]);
    for (theirs, mine) in [(&theirs, &mine), (&mine, &theirs)] {
        let merged = merge(Some(&base), theirs, mine);
        assert!(merged.clashes.is_empty());
        let mut both = titles(&merged.form);
        assert_eq!(both[0], "Panel");
        both.sort_unstable();
        assert_eq!(both, ["Mine", "Panel", "Theirs"]);
        assert_eq!(merged.form.value("sessions[0].room"), "7");
    }
    // Who changed what the other took away is asked.
    let mine = typed(&base, &[("sessions[0].room", "9")]);
    let mut theirs = base.clone();
    theirs.obey("remove:sessions[0]").expect("a row");
    let merged = merge(Some(&base), &theirs, &mine);
    let [clash] = &merged.clashes[..] else { panic!("one clash") };
    assert_eq!(clash.field, "add:sessions");
    assert_eq!(titles(&merged.form), ["Keynote", "Panel"]);
    let mut form = merged.form;
    assert!(form.take(&theirs, "add:sessions"));
    assert_eq!(titles(&form), ["Panel"]);
}

#[test]
fn the_agenda_of_one_follows_the_names_that_the_other_changed() {
    let kept = with_agenda();
    let base = EventForm::of(&kept);
    let mut renamed = typed(&of_people(&kept), &[("speakers[0].name", "K. Satyarthi")]);
    renamed.obey("down:speakers[0]").expect("a move");
    let saved = reads(&renamed, &kept).document;
    let theirs = EventForm::of_event(&saved, &[Some(2), Some(1), Some(3), Some(4)]);
    let mut mine =
        typed(&of_people(&kept), &[("sessions[1].title", "Mine"), ("speakers[0].titles", "Chair")]);
    mine.obey("add:sessions").expect("a row");
    let mine = typed(
        &mine,
        &[("sessions[2].title", "New"), ("sessions[2].moderator", "Kailash Satyarthi")],
    );
    let merged = merge(Some(&base), &theirs, &mine);
    assert!(merged.clashes.is_empty());
    let form = merged.form;
    assert_eq!(
        (form.value("speakers[1].name"), form.value("speakers[1].titles")),
        ("K. Satyarthi", "Chair")
    );
    assert_eq!((form.value("speakers[1].who"), form.value("speakers[0].who")), ("1", "2"));
    assert_eq!(form.value("sessions[1].title"), "Mine");
    assert_eq!(form.value("sessions[1].speakers"), "K. Satyarthi\nAna Flores");
    assert_eq!(form.value("sessions[2].moderator"), "K. Satyarthi");
    // The other way about: what they added follows my name.
    let mine = typed(&of_people(&kept), &[("speakers[0].name", "K. S.")]);
    let mut theirs = of_people(&kept);
    theirs.obey("add:sessions").expect("a row");
    let theirs = typed(
        &theirs,
        &[("sessions[2].title", "New"), ("sessions[2].moderator", "Kailash Satyarthi")],
    );
    let merged = merge(Some(&base), &theirs, &mine);
    assert_eq!(merged.form.value("sessions[2].moderator"), "K. S.");
    assert_eq!(merged.form.value("sessions[1].speakers"), "K. S.\nAna Flores");
}

#[test]
fn sessions_keep_a_name_that_is_to_be_another_ones_too() {
    let kept = with_agenda();
    let form = typed(&of_people(&kept), &[("speakers[0].name", "Jo Becker")]);
    let read = reads(&form, &kept);
    assert_eq!(read.document.sessions[1].speakers, ["Kailash Satyarthi", "Ana Flores"]);
    assert!(
        read.oddities.iter().any(|odd| odd.field == "speakers[2].name"
            && odd.why == "Two speakers are called “Jo Becker”: sessions cannot tell them apart."),
        "{:?}",
        read.oddities
    );
    let back = of_people(&read.document);
    let form = typed(&back, &[("speakers[0].name", "Kailash Satyarthi")]);
    assert_eq!(reads(&form, &read.document).document, kept);
}

#[test]
fn a_day_without_a_start_is_not_lost() {
    let kept = with_agenda();
    let edits = [("sessions[0].start", ""), ("sessions[0].end", "")];
    let form = typed(&EventForm::of(&kept), &edits);
    assert_eq!(reads(&form, &kept).document.sessions[0].starts, None, "the only day says nothing");
    let form = typed(&form, &[("time.last_day", "2017-06-17")]);
    let slips = slips_of(&form.read(&kept).map(|_| ()).expect_err("a slip"));
    let why = "Please give the start, or take the day out.";
    assert_eq!(slips, [Slip::new("sessions[0].start", why)]);
    reads(&typed(&form, &[("sessions[0].day", "")]), &kept);
}

#[test]
fn sessions_are_put_in_the_order_of_their_hours() {
    let mut kept = with_agenda();
    kept.sessions.insert(0, at("Supper", "2017-06-16T18:00", "2017-06-16T19:00"));
    kept.sessions.insert(1, at("Songs", "", ""));
    let mut form = EventForm::of(&kept);
    assert_eq!(form.obey("sort:sessions").as_deref(), Some("sort:sessions"));
    let titles = [0, 1, 2, 3].map(|row| form.value(&format!("sessions[{row}].title")));
    assert_eq!(titles, ["Keynote", "Panel", "Supper", "Songs"]);
}

#[test]
fn what_does_not_fit_is_told_by_its_title() {
    let mut kept = with_agenda();
    kept.speakers[3].state = Some(Word::new("declined"));
    let declined = kept.speakers[3].name.clone();
    let speakers = vec!["Ana Flores".to_owned(), "Nobody Known".to_owned()];
    kept.sessions.extend([
        at("Early", "2017-06-15T09:00", "2017-06-15T10:00"),
        Session {
            room: Some("2200".to_owned()),
            ..at("Clash", "2017-06-16T13:30", "2017-06-16T13:40")
        },
        Session { speakers, ..at("Elsewhere", "2017-06-16T13:50", "2017-06-16T14:30") },
        Session { moderator: declined, ..at("Led", "2017-06-16T14:30", "2017-06-16T14:20") },
    ]);
    kept.speakers.push(Speaker { name: Some("Forgotten".to_owned()), ..Speaker::default() });
    let odd = reads(&EventForm::of(&kept), &kept).oddities;
    let odd: Vec<(&str, &str)> = odd.iter().map(|slip| (&*slip.field, &*slip.why)).collect();
    let name = kept.speakers[3].name.as_deref().expect("a name");
    for expected in [
        ("sessions[2].start", "“Early” begins before the event does."),
        ("sessions[2].start", "“Early” begins before “Panel”, which stands above it."),
        ("sessions[3].title", "“Panel” and “Clash” are in the same room at the same time."),
        ("sessions[4].title", "“Ana Flores” is in “Panel” and in “Elsewhere” at the same time."),
        ("sessions[4].end", "“Elsewhere” ends after the event does."),
        (
            "sessions[4].speakers",
            "“Nobody Known” is not among the speakers of the event, but in “Elsewhere”.",
        ),
        ("sessions[5].moderator", &format!("“{name}” has declined and is still to lead “Led”.")),
        ("sessions[5].start", "“Led” begins when the event is over."),
        ("speakers[4].name", "No session of the agenda names them."),
    ] {
        assert!(odd.contains(&expected), "{expected:?} is not in {odd:#?}");
    }
    assert!(!odd.iter().any(|(_, why)| why.contains("sessions[")), "{odd:#?}");
}

#[test]
fn a_name_that_nobody_has_is_told_once() {
    let mut kept = with_agenda();
    let stranger = || vec!["Nobody, in Person".to_owned()];
    kept.sessions[0].speakers = stranger();
    kept.sessions.push(Session {
        speakers: stranger(),
        ..at("Last", "2017-06-16T14:00", "2017-06-16T14:10")
    });
    let odd = reads(&EventForm::of(&kept), &kept).oddities;
    let odd: Vec<_> = odd.iter().filter(|slip| slip.why.contains("Nobody")).collect();
    assert_eq!(odd.len(), 1, "{odd:?}");
    assert_eq!(odd[0].field, "sessions[0].speakers");
    let words = "“Nobody, in Person” is not among the speakers of the event, but in 2 sessions.";
    assert_eq!(odd[0].why, words);
}
