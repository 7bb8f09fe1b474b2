//! Rows come, go and move, and keep what is theirs.

use proptest::prelude::*;
use proptest::sample::Index;

use super::{SEEDS, form, reads, said, sample, slips_of, typed};
use crate::document::Document;
use crate::event::form::EventForm;
use crate::event::form::any_document::document;
use crate::event::form::control::{RowList, in_row};
use crate::line_up::Claim;
use crate::word::Word;

#[test]
fn empty_rows_are_dropped_and_slips_still_find_their_row() {
    let mut form = form();
    form.obey("add:hosts").expect("a row");
    form.obey("up:hosts[4]").expect("a move");
    form.obey("add:hosts").expect("a row");
    let form = typed(&form, &[("hosts[4].url", "nowhere"), ("hosts[5].about", " \n")]);
    let error = form.read(&sample()).map(|_| ()).expect_err("a slip");
    assert_eq!(slips_of(&error)[0].field, "hosts[4].url");
    let form = typed(&form, &[("hosts[4].url", "")]);
    assert_eq!(reads(&form, &sample()).document.write(), sample().write());
    assert_eq!((form.rows(RowList::Hosts), form.rows(RowList::Speakers)), (6, 4));
    assert!(form.value("speakers[0].name") == "Kailash Satyarthi" && form.value("x").is_empty());
    assert!(form.is_on("speakers[0].roles.keynote") && !form.is_on("speakers[1].roles.keynote"));
}

#[test]
fn a_nameless_host_is_told_beside_its_name() {
    let edits = [("hosts[1].name", "")];
    let nameless = ("hosts[1].name".to_owned(), "A host without a name is not shown.".to_owned());
    assert_eq!(said(&edits), [nameless]);
    let kept = Document::read(SEEDS[1]).expect("a document");
    let form = typed(&EventForm::of(&kept), &[("speakers[3].name", "Somebody Else")]);
    let odd = reads(&form, &kept).oddities;
    let agenda: Vec<_> = odd.iter().filter(|slip| slip.field.contains("s[")).collect();
    assert!(agenda.is_empty(), "the agenda follows the new name: {agenda:?}");
}

#[test]
fn rows_come_and_go_and_move() {
    let mut form = form();
    let before = form.clone();
    for nonsense in [
        "",
        "add",
        "add:sponsors",
        "sort:speakers",
        "up:speakers[0]",
        "down:speakers[3]",
        "remove:speakers[4]",
        "up:speakers[01]",
        "up:speakers[-1]",
        "sideways:speakers[1]",
        "remove:speakers[1].name",
        "add:speakers[1]",
        "down:notices[0]",
    ] {
        assert_eq!(form.obey(nonsense), None, "{nonsense}");
        assert!(form == before, "{nonsense} did something");
    }
    assert_eq!(form.obey("down:speakers[0]").as_deref(), Some("speakers[1].name"));
    assert_eq!(form.value("speakers[1].name"), "Kailash Satyarthi");
    assert_eq!(form.obey("up:speakers[1]").as_deref(), Some("speakers[0].name"));
    assert!(form == before);
    assert_eq!(form.obey("remove:speakers[1]").as_deref(), Some("speakers[1].name"));
    assert_eq!(form.value("speakers[1].name"), "Jo Becker");
    assert_eq!(form.obey("remove:speakers[2]").as_deref(), Some("speakers[1].name"));
    assert_eq!(form.obey("add:notices").as_deref(), Some("notices[0].kind"));
    assert_eq!(form.obey("remove:notices[0]").as_deref(), Some("add:notices"));
    let many: usize = (0..1100).filter(|_| form.obey("add:notices").is_some()).count();
    assert_eq!(many, 1000);
}

#[test]
fn rows_that_look_alike_stay_two() {
    let mut kept = sample();
    kept.speakers[1].roles = ["keynote", "panelist"].map(Word::new).to_vec();
    kept.speakers[2] = kept.speakers[1].clone();
    kept.speakers[2].roles.reverse();
    let mut form = EventForm::of(&kept);
    form.obey("remove:speakers[0]").expect("a row");
    let read = reads(&form, &kept).document;
    assert!(read.speakers == kept.speakers[1..]);
}

#[test]
fn what_no_browser_sends_is_refused_or_ignored() {
    let form = |pairs: &[(&str, &str)]| {
        let owned = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        EventForm::from_pairs(&owned.collect::<Vec<_>>())
    };
    let twice = form(&[("title", "a"), ("slug", "x"), ("title", "b"), ("title", "c")]);
    let slips = slips_of(&twice.map(|_| ()).expect_err("a slip"));
    assert_eq!(slips.len(), 1);
    assert_eq!(slips[0].field, "title");
    let rows: Vec<_> = (0..1001).map(|n| (format!("hosts[{n}].name"), String::new())).collect();
    let slips = slips_of(&EventForm::from_pairs(&rows).map(|_| ()).expect_err("a slip"));
    assert_eq!(slips[0].field, "hosts[1000].name");
    let (whole, slips) = EventForm::as_sent(&rows);
    assert_eq!((whole.rows(RowList::Hosts), slips.len()), (1001, 1), "nothing is lost");
    assert!(EventForm::from_pairs(&rows[..1000]).is_ok());
    let gaps = form(&[
        ("hosts[18446744073709551615].name", "C"),
        ("hosts[7].name", "B"),
        ("hosts[2].name", "A"),
        ("hosts[07].name", "D"),
        ("hosts[99999999999999999999].name", "E"),
        ("state", "published"),
        ("hosts[2].email", "x"),
        ("sponsors[0].title", "x"),
        ("speakers[0]", "x"),
    ])
    .expect("a form");
    let names = ["hosts[0].name", "hosts[1].name", "hosts[2].name"].map(|name| gaps.value(name));
    assert_eq!((names, gaps.rows(RowList::Hosts)), (["A", "B", "C"], 3));
    assert_eq!(gaps.rows(RowList::Speakers), 0);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn rows_stay_who_they_are_whatever_becomes_of_them(
        orders in prop::collection::vec((0..6_usize, any::<Index>(), any::<bool>()), 1..12),
    ) {
        let kept = sample();
        let people: Vec<_> = (1..).map(Some).take(kept.speakers.len()).collect();
        let mut form = EventForm::of_event(&kept, &people);
        let mut who: Vec<String> = people.iter().flatten().map(ToString::to_string).collect();
        for (order, at, alike) in orders {
            let at = if who.is_empty() { 0 } else { at.index(who.len()) };
            let row = format!("speakers[{at}]");
            match order {
                0 if at > 0 => {
                    form.obey(&format!("up:{row}")).expect("a move");
                    who.swap(at, at - 1);
                }
                1 => {
                    form.obey("add:speakers").expect("a row");
                    let name = in_row(RowList::Speakers, who.len(), "name");
                    form = typed(&form, &[(&name, "Somebody New")]);
                    who.push("new".to_owned());
                }
                2 if !who.is_empty() => {
                    form.obey(&format!("remove:{row}")).expect("a row");
                    who.remove(at);
                }
                _ if !who.is_empty() => {
                    let name = in_row(RowList::Speakers, at, "name");
                    let text = if alike { "Jo Becker" } else { "Another Name" };
                    form = typed(&form, &[(&name, text)]);
                }
                _ => {}
            }
        }
        let read = reads(&form, &kept);
        let claims: Vec<Claim> = read.lines.iter().map(|line| line.claim).collect();
        let expected: Vec<Claim> = who.iter().map(|who| Claim::read(who)).collect();
        prop_assert_eq!(claims, expected);
    }

    #[test]
    fn a_moved_and_edited_row_takes_all_of_itself_along(
        mut kept in document(),
        at in any::<Index>(),
    ) {
        prop_assume!(kept.speakers.len() > 1);
        for (index, speaker) in kept.speakers.iter_mut().enumerate() {
            speaker.biography = Some(format!("Own {index}"));
        }
        let at = at.index(kept.speakers.len() - 1);
        let mut form = EventForm::of(&kept);
        form.obey(&format!("down:speakers[{at}]")).expect("a move");
        let name = in_row(RowList::Speakers, at + 1, "name");
        let form = typed(&form, &[(&name, "Changed")]);
        let mut expected = kept.clone();
        expected.speakers.swap(at, at + 1);
        expected.speakers[at + 1].name = Some("Changed".to_owned());
        prop_assert_eq!(reads(&form, &kept).document.write(), expected.write());
    }
}

#[test]
fn who_is_added_to_the_hosts_is_one_and_nobody_is_none() {
    let mut form = form();
    let name = form.obey("add:hosts").expect("a row");
    assert_eq!(reads(&form, &sample()).document.hosts, sample().hosts);

    let form = typed(&form, &[(&name, "Coalition for Tides")]);
    let read = reads(&form, &sample()).document;
    let added = read.hosts.last().expect("a host");
    assert_eq!(added.name.as_deref(), Some("Coalition for Tides"));
    assert_eq!(added.relation, Some(Word::new("host")));
}
