//! Two people edited one event: what only one of them changed is taken, the rest is shown to whom
//! it concerns.
//!
//! The pieces are what the document keeps as one value: a day goes with its hour. Speakers and the
//! agenda are brought together row by row; any other list is one piece.

use super::control::{Control, HEAD, RowList, Shape, in_row, row};
use super::merge_rows::{Brought, Rows, Sides, counterparts, is_one, pieces as row_pieces};
use super::order::{first_control, is_only_added};
use super::{EventForm, Values};
use crate::private::private;
use crate::word::Word;

/// What came of two edits.
#[derive(Clone, PartialEq, Eq)]
pub struct Merged {
    /// My form, with what only they changed.
    pub form: EventForm,
    /// What only they changed, in the words beside the controls.
    pub taken: Vec<&'static str>,
    /// What both changed, each in another way. The form has mine.
    pub clashes: Vec<Clash>,
}

/// One thing that two people changed in different ways.
#[derive(Clone, PartialEq, Eq)]
pub struct Clash {
    /// The words beside it.
    pub label: &'static str,
    /// The control to go to: the first one, or of a list that has no row, `add:hosts`.
    pub field: String,
    /// What they made of it, for reading; a list has a line for each row.
    pub theirs: String,
    /// What I made of it.
    pub mine: String,
}

private!(Merged, Clash);

/// Controls that make one value together.
const TOGETHER: [(&str, [&str; 2]); 6] = [
    ("Shown from", ["publish_at.day", "publish_at.time"]),
    ("First day and start", ["time.first_day", "time.start"]),
    ("Last day and end", ["time.last_day", "time.end"]),
    ("Replies open", ["rsvp.opens.day", "rsvp.opens.time"]),
    ("Replies close", ["rsvp.closes.day", "rsvp.closes.time"]),
    ("Guests may change their reply until", ["rsvp.changes_until.day", "rsvp.changes_until.time"]),
];

/// What became of one piece.
pub(super) enum Outcome {
    Mine,
    Theirs,
    Clash,
}

/// Brings my form together with what somebody else saved meanwhile. Both began with `base`; where
/// that is not known any more, every difference is a clash.
pub fn merge(base: Option<&EventForm>, theirs: &EventForm, mine: &EventForm) -> Merged {
    let mut merged = Merged { form: mine.settled(), taken: Vec::new(), clashes: Vec::new() };
    for (label, names) in pieces() {
        let of = |form: &EventForm| names.iter().map(|name| form.head.get(name).cloned()).collect();
        match outcome::<Vec<Option<String>>>(base.map(of), &of(theirs), &of(&merged.form)) {
            Outcome::Mine => {}
            Outcome::Theirs => {
                merged.taken.push(label);
                for name in names {
                    take(name, &theirs.head, &mut merged.form.head);
                }
            }
            Outcome::Clash => merged.clashes.push(Clash {
                label,
                field: names[0].to_owned(),
                theirs: told(&names, &theirs.head),
                mine: told(&names, &merged.form.head),
            }),
        }
    }
    let (mut base, mut theirs) = (base.cloned(), theirs.clone());
    for list in RowList::ALL {
        match list {
            RowList::Speakers => {
                // As sent: with the names that mine had when it was shown.
                let sides = Sides::of(list, base.as_ref(), &theirs, mine);
                let rows = by_rows(&sides, base.is_some(), list, &mut merged);
                let [of_base, of_theirs, of_mine] = sides.renamed(&rows);
                if let Some(base) = &mut base {
                    base.rename(&of_base);
                }
                theirs.rename(&of_theirs);
                merged.form.rename(&of_mine);
            }
            RowList::Sessions => {
                let sides = Sides::of(list, base.as_ref(), &theirs, &merged.form);
                by_rows(&sides, base.is_some(), list, &mut merged);
            }
            RowList::Hosts | RowList::Blocks | RowList::Notices => {
                merge_list(list, base.as_ref(), &theirs, &mut merged);
            }
        }
    }
    merged.form = merged.form.settled();
    merged
}

/// Brings one list together and gives its rows.
fn by_rows(sides: &Sides, known: bool, list: RowList, merged: &mut Merged) -> Vec<Brought> {
    let rows = match sides.brought(known) {
        Rows::Clash(rows) => {
            merged.clashes.push(sides.clash());
            return rows;
        }
        Rows::Both(rows, false) => rows,
        Rows::Both(rows, true) => {
            merged.taken.push(list.label());
            merged.form.rows[list as usize] = rows.iter().map(|one| one.row.clone()).collect();
            rows
        }
    };
    for (place, one) in rows.iter().enumerate() {
        for name in &one.clashes {
            let told = |row: &Values| format!("{}. {}", place + 1, filled(list, row, Some(*name)));
            merged.clashes.push(Clash {
                label: list.label(),
                field: in_row(list, place, name),
                theirs: sides.other(one).map(told).unwrap_or_default(),
                mine: told(&one.row),
            });
        }
    }
    rows
}

impl Sides {
    /// The whole list, where it cannot be brought together row by row.
    fn clash(&self) -> Clash {
        Clash {
            label: self.list.label(),
            field: format!("add:{}", self.list.name()),
            theirs: lines(self.list, &self.theirs),
            mine: lines(self.list, &self.mine),
        }
    }

    fn other(&self, one: &Brought) -> Option<&Values> {
        self.theirs.get(one.from[1]?)
    }
}

impl EventForm {
    /// Takes from their form what a [`Clash`] names by its `field`: a value, also of one speaker or
    /// session, or a whole list. What is not named so changes nothing, and then the answer is `false`.
    pub fn take(&mut self, theirs: &Self, field: &str) -> bool {
        if let Some((list @ (RowList::Speakers | RowList::Sessions), place, name)) = row(field) {
            return self.take_in_row(theirs, list, place, name.trim_start_matches('.'));
        }
        let list = field.strip_prefix("add:").and_then(RowList::named);
        if let Some(list) = list.or_else(|| row(field).map(|(list, ..)| list)) {
            if list == RowList::Speakers {
                self.follow(theirs);
            }
            self.rows[list as usize].clone_from(&theirs.rows[list as usize]);
            return true;
        }
        let Some((_, names)) = pieces().find(|(_, names)| names[0] == field) else { return false };
        for name in names {
            take(name, &theirs.head, &mut self.head);
        }
        true
    }
}

impl EventForm {
    /// Who is called as they wrote it is called so in the sessions too.
    fn take_in_row(&mut self, theirs: &Self, list: RowList, place: usize, name: &str) -> bool {
        let (mine, others) = (self.list(list), theirs.list(list));
        let Some(row) = mine.get(place) else { return false };
        let same = others.iter().position(|other| is_one(row, other));
        let origin = || counterparts(list, mine, others)[place].or(Some(place));
        let other = same.or_else(origin).and_then(|there| others.get(there));
        let names = row_pieces(list).find(|names| names[0] == name);
        let (Some(other), Some(names)) = (other, names) else { return false };
        for name in names {
            take(name, other, &mut self.rows[list as usize][place]);
        }
        *self = self.settled();
        true
    }
}

/// The pieces of the head, with their words, in the order of the form.
fn pieces() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    HEAD.iter().filter_map(|control| {
        match TOGETHER.iter().find(|(_, names)| names.contains(&control.name)) {
            None => Some((control.label, vec![control.name])),
            Some((label, names)) => (names[0] == control.name).then(|| (*label, names.to_vec())),
        }
    })
}

pub(super) fn outcome<T: PartialEq>(base: Option<T>, theirs: &T, mine: &T) -> Outcome {
    match base {
        _ if theirs == mine => Outcome::Mine,
        Some(base) if base == *theirs => Outcome::Mine,
        Some(base) if base == *mine => Outcome::Theirs,
        _ => Outcome::Clash,
    }
}

pub(super) fn take(name: &'static str, from: &Values, into: &mut Values) {
    match from.get(name) {
        Some(text) => into.insert(name, text.clone()),
        None => into.remove(name),
    };
}

fn merge_list(list: RowList, base: Option<&EventForm>, theirs: &EventForm, merged: &mut Merged) {
    // A row that was only added is no change.
    let of = |form: &EventForm| -> Vec<Values> {
        let says = form.list(list).iter().filter(|row| !is_only_added(list, row));
        says.cloned().collect()
    };
    let (their_rows, my_rows) = (of(theirs), of(&merged.form));
    match outcome(base.map(of), &their_rows, &my_rows) {
        Outcome::Mine => {}
        Outcome::Theirs => {
            merged.taken.push(list.label());
            merged.form.rows[list as usize] = their_rows;
        }
        Outcome::Clash => merged.clashes.push(Clash {
            label: list.label(),
            field: if my_rows.is_empty() {
                format!("add:{}", list.name())
            } else {
                first_control(list, 0)
            },
            theirs: lines(list, &their_rows),
            mine: lines(list, &my_rows),
        }),
    }
}

fn lines(list: RowList, rows: &[Values]) -> String {
    let line = |(index, row)| format!("{}. {}", index + 1, filled(list, row, None));
    rows.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// What stands in a row, or in those controls of it that make one value with this one.
fn filled(list: RowList, row: &Values, one: Option<&str>) -> String {
    let piece = one.and_then(|one| row_pieces(list).find(|names| names[0] == one));
    let seen = list.controls().iter().filter(|control| match &piece {
        Some(names) => names.contains(&control.name),
        None => control.shape != Shape::Carried,
    });
    let filled = seen.filter_map(|control| {
        let text = row.get(control.name)?;
        Some(match control.shape {
            Shape::Tick => control.label.to_owned(),
            _ => format!("{}: {}", control.label, readable(control, text).replace('\n', " / ")),
        })
    });
    filled.collect::<Vec<_>>().join("; ")
}

fn told(names: &[&str], values: &Values) -> String {
    let texts = names.iter().filter_map(|name| {
        let control = HEAD.iter().find(|control| control.name == *name)?;
        Some(readable(control, values.get(name)?))
    });
    texts.collect::<Vec<_>>().join(", ")
}

fn readable(control: &Control, text: &str) -> String {
    match control.shape {
        Shape::Text | Shape::Names | Shape::Carried => text.to_owned(),
        Shape::Term => Word::new(text).label(),
        Shape::Tick => "Yes".to_owned(),
    }
}
