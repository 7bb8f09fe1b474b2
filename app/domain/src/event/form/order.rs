//! The buttons of the rows, which are orders to the server where there is no script.

use super::control::{RowList, in_row, row};
use super::{EventForm, MOST_ROWS, Values};

impl EventForm {
    /// Does what a row's button says: `add:hosts`, `remove:speakers[2]`, `up:speakers[2]`,
    /// `down:speakers[2]`.
    ///
    /// The answer is the name of the control that should get the focus: the first one of the row
    /// that was added or moved, or of the row that took the place of the removed one; `add:hosts`
    /// itself when no row is left. None if the order makes no sense or the list is as long as it may
    /// be, and then nothing was done.
    pub fn obey(&mut self, order: &str) -> Option<String> {
        let (verb, what) = order.split_once(':')?;
        if verb == "add" {
            return self.add(RowList::named(what)?);
        }
        let (list, index, "") = row(what)? else { return None };
        let rows = &mut self.rows[list as usize];
        if index >= rows.len() {
            return None;
        }
        let index = match verb {
            "remove" => {
                rows.remove(index);
                index.min(rows.len().saturating_sub(1))
            }
            "up" => swap(rows, index, index.checked_sub(1)?)?,
            "down" => swap(rows, index, index + 1)?,
            _ => return None,
        };
        if rows.is_empty() {
            return Some(format!("add:{}", list.name()));
        }
        Some(first_control(list, index))
    }

    fn add(&mut self, list: RowList) -> Option<String> {
        let rows = &mut self.rows[list as usize];
        if rows.len() >= MOST_ROWS {
            return None;
        }
        rows.push(fresh(list));
        Some(first_control(list, rows.len() - 1))
    }
}

/// What a row holds when it was only added.
pub(super) fn fresh(list: RowList) -> Values {
    match list {
        // Who is added to the hosts is one until something else is said.
        RowList::Hosts => Values::from([("relation", "host".to_owned())]),
        RowList::Speakers | RowList::Blocks | RowList::Notices => Values::new(),
    }
}

fn swap(rows: &mut [Values], from: usize, to: usize) -> Option<usize> {
    if to >= rows.len() {
        return None;
    }
    rows.swap(from, to);
    Some(to)
}

pub(super) fn first_control(list: RowList, index: usize) -> String {
    in_row(list, index, list.controls()[0].name)
}
