//! Two people edited the rows of one list: rows are brought together one by one, and each of them field by
//! field.
//!
//! A row belongs to the row of the base that it came from: by who it is, else by what it says. Where one
//! changed what the other took away, nobody can tell what is meant, and the list stays one piece.

use std::collections::BTreeMap;

use super::control::{RowList, Shape};
use super::merge::{Outcome, outcome, take};
use super::names::printed;
use super::order::is_only_added;
use super::row::origins;
use super::{EventForm, Values};
use crate::line_up::Claim;

/// A row of both, and which rows it came from.
pub(super) struct Brought {
    pub row: Values,
    /// The places in the base, in their list and in mine.
    pub from: [Option<usize>; 3],
    /// The first control of whatever both changed in different ways: mine stands there.
    pub clashes: Vec<&'static str>,
    /// Something of theirs was taken.
    taken: bool,
}

/// One list in its three versions, without the rows that were only added.
pub(super) struct Sides {
    pub list: RowList,
    base: Vec<Values>,
    pub theirs: Vec<Values>,
    pub mine: Vec<Values>,
    /// For each of their rows the one of the base.
    their_origins: Vec<Option<usize>>,
    my_origins: Vec<Option<usize>>,
}

/// What came of a list.
pub(super) enum Rows {
    /// All rows, in their order; whether some of it is theirs.
    Both(Vec<Brought>, bool),
    /// Mine, where nobody can tell.
    Clash(Vec<Brought>),
}

impl Sides {
    /// Of the speakers `mine` still carries the names that they had in the base.
    pub fn of(
        list: RowList,
        base: Option<&EventForm>,
        theirs: &EventForm,
        mine: &EventForm,
    ) -> Self {
        let rows = |form: &EventForm| -> Vec<Values> {
            form.list(list).iter().filter(|row| !is_only_added(list, row)).cloned().collect()
        };
        let (base, theirs, mine) = (base.map(rows).unwrap_or_default(), rows(theirs), rows(mine));
        let mut my_origins = counterparts(list, &mine, &base);
        for (origin, row) in my_origins.iter_mut().zip(&mine) {
            let Some(was) = row.get("was") else { continue };
            let mut had =
                (0..base.len()).filter(|place| printed(&base[*place]).as_ref() == Some(was));
            if let (Some(only), None) = (had.next(), had.next()) {
                *origin = Some(only);
            }
        }
        let mut their_origins = counterparts(list, &theirs, &base);
        for (place, row) in theirs.iter().enumerate() {
            let same = mine.iter().position(|mine| is_one(row, mine));
            if let Some(origin) = same.and_then(|same| my_origins[same]) {
                their_origins[place] = Some(origin);
            }
        }
        Self { list, base, theirs, mine, their_origins, my_origins }
    }

    /// Brings both together. `known` is whether anybody knows what both began with.
    pub fn brought(&self, known: bool) -> Rows {
        let all = |rows: &[Values]| rows.iter().map(says).collect::<Vec<_>>();
        let base = known.then(|| all(&self.base));
        match outcome(base, &all(&self.theirs), &all(&self.mine)) {
            Outcome::Mine => Rows::Both(self.all_mine(), false),
            Outcome::Theirs => Rows::Both(self.all_theirs(), true),
            Outcome::Clash => match self.by_rows().filter(|_| known && self.is_clear()) {
                Some(rows) => {
                    let taken = rows.iter().any(|one| one.taken) || rows.len() != self.mine.len();
                    Rows::Both(rows, taken)
                }
                None => Rows::Clash(self.all_mine()),
            },
        }
    }

    fn all_mine(&self) -> Vec<Brought> {
        let rows = self.mine.iter().enumerate();
        rows.map(|(place, row)| {
            let from = [self.my_origins[place], self.their_row(place), Some(place)];
            Brought { row: row.clone(), from, clashes: Vec::new(), taken: false }
        })
        .collect()
    }

    fn all_theirs(&self) -> Vec<Brought> {
        let rows = self.theirs.iter().enumerate();
        rows.map(|(place, row)| {
            let from = [self.their_origins[place], Some(place), self.my_row(place)];
            Brought { row: row.clone(), from, clashes: Vec::new(), taken: true }
        })
        .collect()
    }

    /// Their row that is this one of mine.
    fn their_row(&self, mine: usize) -> Option<usize> {
        (0..self.theirs.len()).find(|theirs| self.my_row(*theirs) == Some(mine))
    }

    fn my_row(&self, theirs: usize) -> Option<usize> {
        let (row, origin) = (&self.theirs[theirs], self.their_origins[theirs]);
        let is_it = |mine: &usize| match origin {
            Some(origin) => self.my_origins[*mine] == Some(origin),
            None => self.my_origins[*mine].is_none() && says(row) == says(&self.mine[*mine]),
        };
        (0..self.mine.len()).find(is_it)
    }

    /// Whether no row came from the same one as another, and nobody is in two rows.
    fn is_clear(&self) -> bool {
        let once = |origins: &[Option<usize>]| {
            let mut origins: Vec<_> = origins.iter().flatten().collect();
            let all = origins.len();
            origins.sort_unstable();
            origins.dedup();
            origins.len() == all
        };
        let apart = self.theirs.iter().enumerate().any(|(place, row)| {
            let mine = self.mine.iter().position(|mine| is_one(row, mine));
            mine.is_some() && mine != self.my_row(place)
        });
        once(&self.their_origins) && once(&self.my_origins) && !apart
    }

    /// In their order, unless I moved rows; what the other added stands behind what it stood behind.
    fn by_rows(&self) -> Option<Vec<Brought>> {
        let moved = !self.my_origins.iter().flatten().is_sorted();
        let (lead, other) = if moved { (2, 1) } else { (1, 2) };
        let mut rows = Vec::new();
        for place in 0..self.side(lead).len() {
            rows.extend(self.row(lead, place)?);
        }
        for place in 0..self.side(other).len() {
            if rows.iter().any(|one| one.from[other] == Some(place)) {
                continue;
            }
            let Some(new) = self.row(other, place)? else { continue };
            let before = (0..place)
                .rev()
                .find_map(|before| rows.iter().position(|one| one.from[other] == Some(before)));
            rows.insert(before.map_or(0, |before| before + 1), new);
        }
        Some(rows)
    }

    fn side(&self, side: usize) -> &[Values] {
        if side == 1 { &self.theirs } else { &self.mine }
    }

    /// What becomes of one row of a side: nothing if the other took it away, and `None` where both meant
    /// something else.
    #[expect(clippy::option_option, reason = "a row that is gone is an answer")]
    fn row(&self, side: usize, place: usize) -> Option<Option<Brought>> {
        let (origins, pair) = match side {
            1 => (&self.their_origins, [Some(place), self.my_row(place)]),
            _ => (&self.my_origins, [self.their_row(place), Some(place)]),
        };
        let (base, row) = (origins[place], &self.side(side)[place]);
        if let [Some(theirs), Some(mine)] = pair {
            return Some(Some(self.one(base, theirs, mine)));
        }
        match base {
            Some(base) if says(&self.base[base]) == says(row) => Some(None),
            Some(_) => None,
            None => {
                let from = [None, pair[0], pair[1]];
                Some(Some(Brought {
                    row: row.clone(),
                    from,
                    clashes: Vec::new(),
                    taken: side == 1,
                }))
            }
        }
    }

    fn one(&self, base: Option<usize>, theirs: usize, mine: usize) -> Brought {
        let from = [base, Some(theirs), Some(mine)];
        let (theirs, mine) = (&self.theirs[theirs], &self.mine[mine]);
        let mut one = Brought { row: mine.clone(), from, clashes: Vec::new(), taken: false };
        for names in pieces(self.list) {
            let of =
                |row: &Values| -> Vec<_> { names.iter().map(|n| row.get(n).cloned()).collect() };
            match outcome(base.map(|base| of(&self.base[base])), &of(theirs), &of(mine)) {
                Outcome::Mine => {}
                Outcome::Theirs => {
                    one.taken = true;
                    for name in names {
                        take(name, theirs, &mut one.row);
                    }
                }
                Outcome::Clash => one.clashes.push(names[0]),
            }
        }
        one
    }

    /// Whom each version calls otherwise than it is called now: base, theirs, mine.
    pub fn renamed(&self, rows: &[Brought]) -> [BTreeMap<String, String>; 3] {
        let only = |name: &String, rows: &mut dyn Iterator<Item = &Values>| {
            rows.filter(|row| printed(row).as_ref() == Some(name)).count() == 1
        };
        [(0, &self.base), (1, &self.theirs), (2, &self.mine)].map(|(side, before)| {
            let names = rows.iter().filter_map(|one| {
                let (old, new) = (printed(&before[one.from[side]?])?, printed(&one.row)?);
                let clear = old != new
                    && only(&old, &mut before.iter())
                    && only(&new, &mut rows.iter().map(|one| &one.row));
                clear.then_some((old, new))
            });
            names.collect()
        })
    }
}

/// The controls of a row that make one value together.
pub(super) fn pieces(list: RowList) -> impl Iterator<Item = Vec<&'static str>> {
    const TOGETHER: [[&str; 2]; 4] = [
        ["day", "start"],
        ["last_day", "end"],
        ["opens.day", "opens.time"],
        ["released.day", "released.time"],
    ];
    let said = list.controls().iter().filter(|control| control.shape != Shape::Carried);
    said.filter_map(|control| match TOGETHER.iter().find(|names| names.contains(&control.name)) {
        None => Some(vec![control.name]),
        Some(names) => (names[0] == control.name).then(|| names.to_vec()),
    })
}

/// What a row says, without what it carries along.
fn says(row: &Values) -> Values {
    let said = row.iter().filter(|(name, _)| !matches!(**name, "was" | "who"));
    said.map(|(name, text)| (*name, text.clone())).collect()
}

/// Whether both rows carry the same person.
pub(super) fn is_one(row: &Values, other: &Values) -> bool {
    let who = |row: &Values| row.get("who").filter(|who| *who != Claim::NEWCOMER).cloned();
    who(row).is_some() && who(row) == who(other)
}

/// For each row the one that it came from, where they share more than an hour or a role.
pub(super) fn counterparts(
    list: RowList,
    rows: &[Values],
    before: &[Values],
) -> Vec<Option<usize>> {
    let telling: &[&str] = match list {
        RowList::Sessions => &["title", "start", "speakers", "description"],
        _ => &["name", "placeholder", "titles", "organisations", "email", "biography"],
    };
    let (rows, before): (Vec<_>, Vec<_>) =
        (rows.iter().map(says).collect(), before.iter().map(says).collect());
    let origins = origins(&rows, &before).into_iter().zip(&rows);
    let same = |row: &Values, origin: usize| {
        telling
            .iter()
            .any(|name| row.contains_key(name) && row.get(name) == before[origin].get(name))
    };
    origins
        .map(|(origin, row)| origin.filter(|origin| *row == before[*origin] || same(row, *origin)))
        .collect()
}
