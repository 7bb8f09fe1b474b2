//! The form in which staff edit an event: raw text in, a document or a list of slips out.
//!
//! The form holds what was typed, not what it means, so that a refused one comes back whole. What
//! a document says in ways that no control can show (seconds, the order of roles, a day beside a
//! start) survives: [`EventForm::read`] takes from the kept document whatever the form still shows
//! as that document would be shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result, Slip};
use crate::private::private;

pub(crate) mod clock;
mod control;
mod merge;
mod merge_rows;
mod names;
mod number;
mod order;
mod plain;
mod read;
mod row;
mod session;
mod session_words;
mod show;
mod times;
mod typed;

#[cfg(test)]
mod any_document;
#[cfg(test)]
mod tests;

pub use control::{RowList, label, words_beside};
pub use merge::{Clash, Merged, merge};
pub use read::Readable;

use control::{Control, HEAD, Place, Shape, find, in_row};

/// No event has that many hosts, speakers, sessions, notices or groups for whom seats are kept.
pub const MOST_ROWS: usize = 1000;

/// What was typed, by the names of the controls; an empty control is absent. Lines end with `\n`,
/// whatever the browser makes of them.
type Values = BTreeMap<&'static str, String>;

/// The event form exactly as typed, for reading it and for showing it again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct EventForm {
    head: Values,
    rows: [Vec<Values>; RowList::ALL.len()],
}

private!(EventForm);

impl EventForm {
    /// The form as a browser sends it. Names that it does not have are ignored, gaps between rows
    /// are closed.
    ///
    /// # Errors
    /// `Invalid` for a name that comes twice, and for a list of more than [`MOST_ROWS`] rows.
    pub fn from_pairs(pairs: &[(String, String)]) -> Result<Self> {
        let (form, slips) = Self::as_sent(pairs);
        if slips.is_empty() { Ok(form) } else { Err(Error::Invalid(slips)) }
    }

    /// The same without refusing anything: of a name that comes twice the first counts, and a list
    /// has all its rows. What would be refused stands beside it.
    pub fn as_sent(pairs: &[(String, String)]) -> (Self, Vec<Slip>) {
        let mut head = Values::new();
        let mut rows: [BTreeMap<usize, Values>; RowList::ALL.len()] = Default::default();
        let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
        for (name, typed) in pairs {
            let Some(place) = find(name) else { continue };
            let (Place::Head(control) | Place::Row(_, _, control)) = place;
            if !seen.insert(name) && control.shape != Shape::Names {
                twice.insert(name);
                continue;
            }
            match place {
                Place::Head(control) => put(&mut head, control, typed),
                Place::Row(list, index, control) => {
                    put(rows[list as usize].entry(index).or_default(), control, typed);
                }
            }
        }
        let rows = rows.map(|rows| rows.into_values().collect());
        let form = Self { head, rows };
        let why = "The browser sent this field twice. Please load the page again.";
        let slips = twice.into_iter().map(|name| Slip::new(name.clone(), why));
        let slips = slips.chain(form.too_long_lists()).collect();
        (form, slips)
    }

    fn too_long_lists(&self) -> impl Iterator<Item = Slip> {
        RowList::ALL.into_iter().filter(|list| self.rows(*list) > MOST_ROWS).map(|list| {
            let first_too_many = in_row(list, MOST_ROWS, list.controls()[0].name);
            Slip::new(first_too_many, format!("Please keep this list to {MOST_ROWS} rows."))
        })
    }

    /// The form as a browser would send it: empty controls too, boxes only when ticked.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        send(&self.head, &HEAD, str::to_owned, &mut pairs);
        for list in RowList::ALL {
            for (index, row) in self.rows[list as usize].iter().enumerate() {
                send(row, list.controls(), |name| in_row(list, index, name), &mut pairs);
            }
        }
        pairs
    }

    /// What stands in a control; nothing if there is no such control.
    pub fn value(&self, name: &str) -> &str {
        let typed = match find(name) {
            Some(Place::Head(control)) => self.head.get(control.name),
            Some(Place::Row(list, index, control)) => {
                self.rows[list as usize].get(index).and_then(|row| row.get(control.name))
            }
            None => None,
        };
        typed.map_or("", String::as_str)
    }

    /// Whether a box is ticked.
    pub fn is_on(&self, name: &str) -> bool {
        self.value(name) == "on"
    }

    /// How many rows a list has, empty ones counted.
    pub fn rows(&self, list: RowList) -> usize {
        self.rows[list as usize].len()
    }
}

/// Fills a control, or adds names to it. Browsers end the lines of a text area with CR LF, documents
/// mostly do not.
fn put(values: &mut Values, control: &Control, typed: &str) {
    let text = match control.shape {
        Shape::Tick if typed.is_empty() => String::new(),
        Shape::Tick => "on".to_owned(),
        Shape::Text | Shape::Term | Shape::Names | Shape::Carried => {
            typed.replace("\r\n", "\n").replace('\r', "\n")
        }
    };
    if text.is_empty() {
        return;
    }
    match values.get_mut(control.name).filter(|_| control.shape == Shape::Names) {
        Some(names) => *names = format!("{names}\n{text}"),
        None => _ = values.insert(control.name, text),
    }
}

fn send(
    values: &Values,
    controls: &[Control],
    name: impl Fn(&str) -> String,
    pairs: &mut Vec<(String, String)>,
) {
    for control in controls {
        let typed = values.get(control.name).cloned().unwrap_or_default();
        if control.shape != Shape::Tick || !typed.is_empty() {
            pairs.push((name(control.name), typed));
        }
    }
}
