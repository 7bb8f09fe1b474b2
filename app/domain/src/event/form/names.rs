//! Sessions name speakers by the names of the line-up: who is called otherwise there is called
//! otherwise in them, within the same form.
//!
//! A row of the line-up carries the name along that it had when the page was made, because the form is
//! sent many times while a name is typed, with the sessions always as that page shows them.

use std::collections::{BTreeMap, BTreeSet};

use super::control::RowList;
use super::row::origins;
use super::{EventForm, Values};
use crate::line_up::{Claim, Line};

/// What each session's people are called by; the second holds one name a line.
const NAMED: [&str; 2] = ["moderator", "speakers"];

impl EventForm {
    /// The form with its sessions after the names in its line-up. A name that two rows have, or had, or are
    /// to have, stays as it is: nobody could tell which of them was meant.
    #[must_use]
    pub fn settled(&self) -> Self {
        let mut form = self.clone();
        let renamed = self.renamed();
        form.rename(&renamed);
        for row in &mut form.rows[RowList::Speakers as usize] {
            row.extend(printed(row).map(|name| ("was", name)));
        }
        form
    }

    /// Who is called otherwise than when the form was shown: by the old name the new one.
    pub(super) fn renamed(&self) -> BTreeMap<String, String> {
        let rows = self.list(RowList::Speakers);
        let had = |row: &Values| row.get("was").cloned();
        let mut renamed = BTreeMap::new();
        for (old, new) in rows.iter().filter_map(|row| had(row).zip(printed(row))) {
            let twice = rows.iter().filter(|row| had(row).as_ref() == Some(&old)).count() > 1;
            let newcomer =
                |row: &&Values| had(row).is_none() && printed(row).as_ref() == Some(&old);
            let shared = rows.iter().filter(|row| printed(row).as_ref() == Some(&new)).count() > 1;
            if old != new && !twice && !shared && !rows.iter().any(|row| newcomer(&row)) {
                renamed.insert(old, new);
            }
        }
        renamed
    }

    /// The speakers of these rows as those rows carry them along.
    pub(super) fn lines(&self, places: &[usize]) -> Vec<Line> {
        let rows = self.list(RowList::Speakers);
        let line = |row: &Values| Line {
            claim: row.get("who").map_or(Claim::Unsaid, |who| Claim::read(who)),
            was: row.get("was").cloned(),
        };
        places.iter().map(|place| rows.get(*place).map(line).unwrap_or_default()).collect()
    }

    /// The same form without who its rows are, for comparing what they say.
    pub(super) fn unclaimed(&self) -> Self {
        let mut form = self.clone();
        for row in &mut form.rows[RowList::Speakers as usize] {
            row.remove("who");
        }
        form
    }

    /// Sessions name those of their line-up, which takes the place of this one, as far as it has the same
    /// rows.
    pub(super) fn follow(&mut self, theirs: &Self) {
        *self = self.settled();
        let (mine, theirs) = (self.list(RowList::Speakers), theirs.list(RowList::Speakers));
        let pairs = mine.iter().zip(origins(mine, theirs));
        let renamed = pairs.filter_map(|(row, origin)| {
            let (old, new) = (printed(row)?, printed(&theirs[origin?])?);
            let stays = theirs.iter().any(|row| printed(row).as_ref() == Some(&old));
            (!stays).then_some((old, new))
        });
        let renamed = renamed.collect();
        self.rename(&renamed);
    }

    pub(super) fn rename(&mut self, renamed: &BTreeMap<String, String>) {
        let called =
            |name: &str| renamed.get(name.trim()).cloned().unwrap_or_else(|| name.to_owned());
        for row in &mut self.rows[RowList::Sessions as usize] {
            for control in NAMED {
                let Some(text) = row.get_mut(control) else { continue };
                if text.lines().any(|line| renamed.contains_key(line.trim())) {
                    *text = text.lines().map(called).collect::<Vec<_>>().join("\n");
                }
            }
        }
    }

    /// The names of the line-up as it prints them, each once.
    pub fn names(&self) -> Vec<String> {
        let mut names = self.list(RowList::Speakers).iter().filter_map(printed).collect();
        once(&mut names);
        names
    }

    /// The same without those whom this session names as its speakers, also by the name that they had.
    pub fn names_beside(&self, session: usize) -> Vec<String> {
        let row = self.list(RowList::Sessions).get(session);
        let there = row.and_then(|row| row.get("speakers")).map_or("", String::as_str);
        let is_there = |name: &String| there.lines().any(|line| line.trim() == name);
        let rows = self.list(RowList::Speakers).iter();
        let beside = rows.filter(|row| !row.get("was").is_some_and(is_there));
        let mut names = beside.filter_map(printed).filter(|name| !is_there(name)).collect();
        once(&mut names);
        names
    }
}

fn once(names: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
}

/// How the line-up prints this row: the name, or what stands in for one.
pub(super) fn printed(row: &Values) -> Option<String> {
    let said =
        |name| row.get(name).map(|text: &String| text.trim()).filter(|text| !text.is_empty());
    said("name").or_else(|| said("placeholder")).map(str::to_owned)
}
