//! The rows of the lists, each read beside the row of the kept document that it came from.
//!
//! Rows carry no number of their own, and they move: a row belongs to the kept one that it equals,
//! else to the one that shares most with it. A wrong guess is harmless, because only a value that
//! would show just the same is ever taken from the kept row.

use std::cmp::Reverse;

use super::control::{RowList, in_row};
use super::number::number;
use super::order::{fresh, says_nothing};
use super::times;
use super::typed::Typed;
use super::{EventForm, Values};
use crate::document::{Block, Host, Notice, Speaker};
use crate::error::Slip;

static NOTHING: Values = Values::new();

/// The rows that say something, and which rows of the form they are.
pub(super) struct Rows<T> {
    pub read: Vec<T>,
    pub places: Vec<usize>,
    /// What cannot be read in them.
    pub slips: Vec<Slip>,
}

/// Reads the rows of one list; those that were only added, or hold nothing, are dropped. Slips name
/// a row's control by what follows its row.
pub(super) fn rows<T: Clone + Default>(
    list: RowList,
    (now, shown): (&EventForm, &EventForm),
    kept: &[T],
    read: impl Fn(&Typed, &T, &mut Vec<Slip>) -> T,
) -> Rows<T> {
    let (now, shown, fresh) = (now.list(list), shown.list(list), fresh(list));
    let origins = origins(now, shown);
    let nothing = T::default();
    let mut rows = Rows { read: Vec::new(), places: Vec::new(), slips: Vec::new() };
    for (place, (now, origin)) in now.iter().zip(origins).enumerate() {
        let (shown, kept) =
            origin.map_or((&NOTHING, &nothing), |origin| (&shown[origin], &kept[origin]));
        // White space, and what a row has from the start, was not typed here, but may have come
        // with the document.
        let typed = |text: &String, name: &str| {
            !text.trim().is_empty() && fresh.get(name) != Some(text) && !says_nothing(list, name)
        };
        if now.iter().any(|(name, text)| now == shown || typed(text, name)) {
            let mut slips = Vec::new();
            rows.read.push(read(&Typed { now, shown }, kept, &mut slips));
            let in_row = |slip: Slip| Slip::new(in_row(list, place, &slip.field), slip.why);
            rows.slips.extend(slips.into_iter().map(in_row));
            rows.places.push(place);
        }
    }
    rows
}

/// For each row the kept one that it came from.
pub(super) fn origins(now: &[Values], shown: &[Values]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = vec![true; shown.len()];
    let mut origins: Vec<Option<usize>> = vec![None; now.len()];
    for (place, row) in now.iter().enumerate() {
        let same = |origin: &usize| free[*origin] && shown[*origin] == *row;
        let found = Some(place).filter(|place| *place < shown.len() && same(place));
        origins[place] = found.or_else(|| (0..shown.len()).find(same));
        if let Some(origin) = origins[place] {
            free[origin] = false;
        }
    }
    let alike = |place: usize, origin: usize| {
        now[place].iter().filter(|(name, text)| shown[origin].get(*name) == Some(*text)).count()
    };
    let mut pairs = Vec::new();
    for place in (0..now.len()).filter(|place| origins[*place].is_none()) {
        let kin = (0..shown.len()).filter(|origin| free[*origin]);
        pairs.extend(kin.map(|origin| (alike(place, origin), place, origin)));
    }
    pairs.retain(|(alike, ..)| *alike > 0);
    pairs.sort_by_key(|(alike, place, origin)| (Reverse(*alike), origin != place, *place, *origin));
    for (_, place, origin) in pairs {
        if origins[place].is_none() && free[origin] {
            origins[place] = Some(origin);
            free[origin] = false;
        }
    }
    origins
}

pub(super) fn host(typed: &Typed, kept: &Host) -> Host {
    Host {
        name: typed.text("name", kept.name.as_ref()),
        relation: typed.word("relation", kept.relation.as_ref()),
        url: typed.text("url", kept.url.as_ref()),
        about: typed.text("about", kept.about.as_ref()),
    }
}

pub(super) fn speaker(typed: &Typed, kept: &Speaker) -> Speaker {
    Speaker {
        name: typed.text("name", kept.name.as_ref()),
        placeholder: typed.text("placeholder", kept.placeholder.as_ref()),
        protected: typed.flag("protected", kept.protected),
        roles: typed.roles(&kept.roles),
        titles: typed.lines("titles", &kept.titles),
        organisations: typed.lines("organisations", &kept.organisations),
        state: typed.word("state", kept.state.as_ref()),
        stand_in: typed.text("stand_in", kept.stand_in.as_ref()),
        email: typed.text("email", kept.email.as_ref()),
        biography: typed.text("biography", kept.biography.as_ref()),
    }
}

pub(super) fn block(typed: &Typed, kept: &Block, slips: &mut Vec<Slip>) -> Block {
    let why = "Please write a whole number.";
    let released = ("released.day", "released.time");
    Block {
        category: typed.text("category", kept.category.as_ref()),
        seats: number(typed, "seats", kept.seats, why, slips),
        released: times::moment(typed, released, kept.released, slips),
    }
}

pub(super) fn notice(typed: &Typed, kept: &Notice) -> Notice {
    Notice {
        kind: typed.word("kind", kept.kind.as_ref()),
        text: typed.text("text", kept.text.as_ref()),
    }
}
