//! Two people edit one event.

use proptest::prelude::*;

use super::{form, sample, typed};
use crate::event::form::any_document::document;
use crate::event::form::{EventForm, Merged, RowList, merge};

fn clashes(merged: &Merged) -> Vec<(&str, &str, &str, &str)> {
    let clash = merged.clashes.iter();
    clash.map(|c| (c.label, c.field.as_str(), c.theirs.as_str(), c.mine.as_str())).collect()
}

#[test]
fn what_only_one_changed_is_taken() {
    let base = form();
    let theirs = typed(&base, &[("title", "Theirs"), ("time.first_day", "2017-06-17")]);
    let mine = typed(&base, &[("subtitle", "Mine"), ("time.end", "15:00")]);
    let merged = merge(Some(&base), &theirs, &mine);
    assert_eq!(merged.taken, ["Title", "First day and start"]);
    assert_eq!(clashes(&merged), []);
    let both = [
        ("title", "Theirs"),
        ("time.first_day", "2017-06-17"),
        ("subtitle", "Mine"),
        ("time.end", "15:00"),
    ];
    assert!(merged.form == typed(&base, &both));
}

#[test]
fn what_both_changed_alike_is_no_clash() {
    let base = form();
    let theirs = typed(&base, &[("title", "Same"), ("subtitle", "")]);
    let merged = merge(Some(&base), &theirs, &theirs);
    assert!(merged.form == theirs && merged.taken.is_empty() && merged.clashes.is_empty());
}

#[test]
fn what_both_changed_is_shown_and_mine_stays() {
    let base = form();
    let theirs = typed(
        &base,
        &[
            ("title", "Theirs"),
            ("place.mode", "in_person"),
            ("time.all_day", "on"),
            ("rsvp.opens.day", "2017-06-01"),
            ("rsvp.opens.time", "12:00"),
        ],
    );
    let mine = typed(
        &base,
        &[
            ("title", "Mine"),
            ("place.mode", "hybrid"),
            ("rsvp.opens.day", "2017-06-02"),
            ("rsvp.opens.time", "12:00"),
        ],
    );
    let merged = merge(Some(&base), &theirs, &mine);
    assert_eq!(
        clashes(&merged),
        [
            ("Title", "title", "Theirs", "Mine"),
            ("Replies open", "rsvp.opens.day", "2017-06-01, 12:00", "2017-06-02, 12:00"),
        ]
    );
    assert_eq!(merged.taken, ["All day"]);
    assert!(merged.form.value("title") == "Mine" && merged.form.is_on("time.all_day"));
    // Theirs is what the base already had, so only I chose.
    assert_eq!(merged.form.value("place.mode"), "hybrid");
    let apart = merge(None, &theirs, &mine);
    let labels: Vec<_> = apart.clashes.iter().map(|clash| clash.label).collect();
    assert_eq!(labels, ["Title", "All day", "Where people take part", "Replies open"]);
    assert_eq!((apart.clashes[1].theirs.as_str(), apart.clashes[1].mine.as_str()), ("Yes", ""));
    assert_eq!((apart.clashes[2].theirs.as_str()), "In person");
    assert!(apart.taken.is_empty() && apart.form == mine);
}

#[test]
fn a_list_is_one_piece() {
    let base = form();
    let theirs = typed(&base, &[("hosts[0].about", "One\ntwo"), ("speakers[1].name", "Ana F.")]);
    let mut mine = typed(&base, &[("hosts[3].url", "https://example.org")]);
    mine.obey("remove:hosts[1]").expect("a row");
    mine.obey("add:speakers").expect("a row");
    let merged = merge(Some(&base), &theirs, &mine);
    assert_eq!(merged.taken, ["Speakers"]);
    assert_eq!(merged.form.value("speakers[1].name"), "Ana F.");
    let [clash] = &merged.clashes[..] else { panic!("one clash") };
    assert_eq!((clash.label, clash.field.as_str()), ("Hosts", "hosts[0].name"));
    let theirs = "1. Name: Child Labor Coalition; Relation: Host; About: One / two\n2. Name: ";
    assert!(clash.theirs.starts_with(theirs), "{}", clash.theirs);
    assert_eq!((clash.theirs.lines().count(), clash.mine.lines().count()), (4, 3));
    assert!(clash.mine.ends_with("Website: https://example.org"), "{}", clash.mine);
}

#[test]
fn a_list_that_i_emptied_clashes_at_its_button() {
    let base = form();
    let theirs = typed(&base, &[("hosts[0].about", "Else")]);
    let mut mine = base.clone();
    while mine.obey("remove:hosts[0]").is_some() {}
    let merged = merge(Some(&base), &theirs, &mine);
    let [clash] = &merged.clashes[..] else { panic!("one clash") };
    assert_eq!((clash.field.as_str(), clash.mine.as_str()), ("add:hosts", ""));
    assert!(EventForm::of(&sample()) == base);
}

#[test]
fn theirs_is_taken_piece_by_piece() {
    let base = form();
    let edits =
        [("time.first_day", "2017-06-17"), ("time.start", "15:00"), ("hosts[0].about", "Else")];
    let mut theirs = typed(&base, &edits);
    theirs.obey("remove:hosts[3]").expect("a row");
    let mine =
        typed(&base, &[("time.start", "17:00"), ("title", "Mine"), ("hosts[0].about", "Own")]);
    let mut form = mine.clone();
    assert!(form.take(&theirs, "time.first_day"));
    assert_eq!(form.value("time.first_day"), "2017-06-17");
    assert_eq!((form.value("time.start"), form.value("title")), ("15:00", "Mine"));
    assert_eq!(form.value("hosts[0].about"), "Own");
    assert!(form.take(&theirs, "hosts[0].name"));
    assert_eq!((form.value("hosts[0].about"), form.rows(RowList::Hosts)), ("Else", 3));
    let mut emptied = mine.clone();
    while emptied.obey("remove:hosts[0]").is_some() {}
    assert!(emptied.take(&theirs, "add:hosts") && emptied.rows(RowList::Hosts) == 3);
    let before = form.clone();
    for nonsense in ["", "time.start", "state", "add:sponsors", "sponsors[0].name"] {
        assert!(!form.take(&theirs, nonsense) && form == before, "{nonsense}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn who_changed_nothing_loses_nothing(one in document(), other in document()) {
        let (one, other) = (EventForm::of(&one), EventForm::of(&other));
        let mine = merge(Some(&one), &one, &other);
        prop_assert!(mine.form == other && mine.taken.is_empty() && mine.clashes.is_empty());
        let theirs = merge(Some(&one), &other, &one);
        prop_assert!(theirs.clashes.is_empty());
        let again = merge(None, &other, &theirs.form);
        prop_assert!(again.clashes.is_empty());
        let apart = merge(None, &one, &other);
        prop_assert!(apart.form == other && apart.taken.is_empty());
        prop_assert_eq!(apart.clashes.len(), merge(None, &other, &one).clashes.len());
    }
}
