//! The buttons of the rows, which are orders to the server where there is no script.

use chrono::NaiveDateTime;

use super::control::{RowList, in_row, row};
use super::{EventForm, MOST_ROWS, Values, clock};
use crate::line_up::Claim;

impl EventForm {
    /// Does what a row's button says: `add:hosts`, `remove:speakers[2]`, `up:speakers[2]`,
    /// `down:speakers[2]`, `sort:sessions`.
    ///
    /// The answer is the name of the control that should get the focus: the first one of the row
    /// that was added or moved, or of the row that took the place of the removed one; `add:hosts`
    /// itself when no row is left, and `sort:sessions` again. None if the order makes no sense or the list is as long as it may
    /// be, and then nothing was done.
    pub fn obey(&mut self, order: &str) -> Option<String> {
        let (verb, what) = order.split_once(':')?;
        if verb == "add" {
            return self.add(RowList::named(what)?);
        }
        if order == SORT {
            self.sort_sessions();
            return Some(order.to_owned());
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
        let mut row = fresh(list);
        if list == RowList::Sessions {
            row.extend(self.next_day().map(|day| ("day", day)));
        }
        let rows = &mut self.rows[list as usize];
        if rows.len() >= MOST_ROWS {
            return None;
        }
        rows.push(row);
        Some(first_control(list, rows.len() - 1))
    }

    /// The day of the last session, else of the event: where one more is likely to be.
    fn next_day(&self) -> Option<String> {
        let mut days = self.list(RowList::Sessions).iter().rev();
        let last = days.find_map(|row| row.get("last_day").or(row.get("day")));
        last.or(self.head.get("time.first_day")).cloned()
    }

    /// By day and start. Who has none stays behind the session that it followed.
    fn sort_sessions(&mut self) {
        let only = self.head.get("time.first_day").cloned().unwrap_or_default();
        let mut last = None;
        let mut rows: Vec<_> = std::mem::take(&mut self.rows[RowList::Sessions as usize])
            .into_iter()
            .map(|row| {
                last = begins(&row, &only).or(last);
                (last, row)
            })
            .collect();
        rows.sort_by_key(|(begins, _)| *begins);
        self.rows[RowList::Sessions as usize] = rows.into_iter().map(|(_, row)| row).collect();
    }
}

const SORT: &str = "sort:sessions";

/// When a session begins, as far as that can be read.
fn begins(row: &Values, only_day: &str) -> Option<NaiveDateTime> {
    let day = row.get("day").map_or(only_day, String::as_str);
    Some(clock::day(day).ok()?.and_time(clock::time(row.get("start")?).ok()?))
}

/// What a row holds when it was only added.
pub(super) fn fresh(list: RowList) -> Values {
    match list {
        // Who is added to the hosts is one until something else is said.
        RowList::Hosts => Values::from([("relation", "host".to_owned())]),
        RowList::Speakers => Values::from([("who", Claim::NEWCOMER.to_owned())]),
        RowList::Sessions | RowList::Blocks | RowList::Notices => Values::new(),
    }
}

/// Whether nothing was typed into a row since it was added.
pub(super) fn is_only_added(list: RowList, row: &Values) -> bool {
    let fresh = fresh(list);
    row.iter().all(|(name, text)| fresh.get(name) == Some(text) || says_nothing(list, name))
}

/// Controls that say nothing without others: a day has no session before there is an hour or a title.
pub(super) fn says_nothing(list: RowList, name: &str) -> bool {
    matches!((list, name), (RowList::Sessions, "day") | (RowList::Speakers, "was" | "who"))
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
