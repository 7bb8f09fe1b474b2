//! Two people edited one event: what only one of them changed is taken, the rest is shown to whom
//! it concerns.
//!
//! The pieces are what the document keeps as one value: a day goes with its hour, and a list is one
//! piece, because rows that were moved and edited by two people have no certain counterpart.

use super::control::{Control, HEAD, RowList, Shape, row};
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
enum Outcome {
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
    for list in RowList::ALL {
        merge_list(list, base, theirs, &mut merged);
    }
    merged
}

impl EventForm {
    /// Takes from their form what a [`Clash`] names by its `field`: a value, or a whole list. What
    /// is not named so changes nothing, and then the answer is `false`.
    pub fn take(&mut self, theirs: &Self, field: &str) -> bool {
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

/// The pieces of the head, with their words, in the order of the form.
fn pieces() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    HEAD.iter().filter_map(|control| {
        match TOGETHER.iter().find(|(_, names)| names.contains(&control.name)) {
            None => Some((control.label, vec![control.name])),
            Some((label, names)) => (names[0] == control.name).then(|| (*label, names.to_vec())),
        }
    })
}

fn outcome<T: PartialEq>(base: Option<T>, theirs: &T, mine: &T) -> Outcome {
    match base {
        _ if theirs == mine => Outcome::Mine,
        Some(base) if base == *theirs => Outcome::Mine,
        Some(base) if base == *mine => Outcome::Theirs,
        _ => Outcome::Clash,
    }
}

fn take(name: &'static str, from: &Values, into: &mut Values) {
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
    let line = |(index, row): (usize, &Values)| {
        let seen = list.controls().iter().filter(|control| control.shape != Shape::Carried);
        let filled = seen.filter_map(|control| {
            let text = row.get(control.name)?;
            Some(match control.shape {
                Shape::Tick => control.label.to_owned(),
                _ => format!("{}: {}", control.label, readable(control, text).replace('\n', " / ")),
            })
        });
        format!("{}. {}", index + 1, filled.collect::<Vec<_>>().join("; "))
    };
    rows.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
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
