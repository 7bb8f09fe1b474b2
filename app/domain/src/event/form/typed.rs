//! One group of controls beside what the kept document shows in them: what was not changed is
//! taken from that document, what was changed is read.

use super::Values;
use crate::word::Word;

/// The boxes of a speaker's roles and what they write. Any other role is typed.
pub(super) const ROLES: [(&str, &str); 5] = [
    ("roles.keynote", "keynote"),
    ("roles.moderator", "moderator"),
    ("roles.panelist", "panelist"),
    ("roles.speaker", "speaker"),
    ("roles.opening_remarks", "opening_remarks"),
];

pub(super) fn is_known_role(role: &str) -> bool {
    ROLES.iter().any(|(_, known)| *known == role)
}

/// The head, or one row.
pub(super) struct Typed<'a> {
    pub now: &'a Values,
    pub shown: &'a Values,
}

impl Typed<'_> {
    /// What stands in a control, without the space around it.
    pub fn get(&self, name: &str) -> &str {
        self.now.get(name).map_or("", |text| text.trim())
    }

    pub fn is_blank(&self, name: &str) -> bool {
        self.get(name).is_empty()
    }

    pub fn is_unchanged(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.now.get(name) == self.shown.get(name))
    }

    pub fn text(&self, name: &str, kept: Option<&String>) -> Option<String> {
        if self.is_unchanged(&[name]) {
            return kept.cloned();
        }
        Some(self.get(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub fn word(&self, name: &str, kept: Option<&Word>) -> Option<Word> {
        if self.is_unchanged(&[name]) {
            return kept.cloned();
        }
        Some(self.get(name)).filter(|text| !text.is_empty()).map(Word::new)
    }

    pub fn flag(&self, name: &str, kept: Option<bool>) -> Option<bool> {
        if self.is_unchanged(&[name]) {
            return kept;
        }
        self.now.contains_key(name).then_some(true)
    }

    /// One item a line.
    pub fn lines(&self, name: &str, kept: &[String]) -> Vec<String> {
        if self.is_unchanged(&[name]) {
            return kept.to_owned();
        }
        let lines = self.get(name).lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }

    /// One name a line, each once: it may have been typed and ticked.
    pub fn names(&self, name: &str, kept: &[String]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        if self.is_unchanged(&[name]) {
            return kept.to_owned();
        }
        for one in self.lines(name, kept) {
            if !names.contains(&one) {
                names.push(one);
            }
        }
        names
    }

    /// Items in one line with commas between them.
    pub fn items(&self, name: &str, kept: &[String]) -> Vec<String> {
        if self.is_unchanged(&[name]) {
            return kept.to_owned();
        }
        items(self.get(name), kept)
    }

    /// A speaker's roles. The first one leads the page's line, so those that stay keep their
    /// order, and new ones follow.
    pub fn roles(&self, kept: &[Word]) -> Vec<Word> {
        let mut names = ROLES.map(|(control, _)| control).to_vec();
        names.push("roles.other");
        if self.is_unchanged(&names) {
            return kept.to_owned();
        }
        let written: Vec<String> = kept.iter().map(|role| role.as_str().to_owned()).collect();
        let (known, others): (Vec<String>, Vec<String>) = items(self.get("roles.other"), &written)
            .into_iter()
            .partition(|role| is_known_role(role));
        let on = |control: &str, role: &str| {
            self.now.contains_key(control) || known.iter().any(|typed| typed == role)
        };
        let ticked = ROLES.iter().filter(|(control, role)| on(control, role));
        let ticked: Vec<&str> = ticked.map(|(_, role)| *role).collect();
        in_kept_order(&written, &ticked, others).into_iter().map(Word::new).collect()
    }
}

fn in_kept_order(kept: &[String], ticked: &[&str], others: Vec<String>) -> Vec<String> {
    let mut others = others.into_iter();
    let mut roles: Vec<String> = Vec::new();
    for role in kept {
        if is_known_role(role) {
            roles.extend(ticked.contains(&role.as_str()).then(|| role.clone()));
        } else if !role.trim().is_empty() {
            roles.extend(others.next());
        }
    }
    for role in ticked {
        if !roles.iter().any(|known| known == role) {
            roles.push((*role).to_owned());
        }
    }
    roles.extend(others);
    roles
}

/// Splits at commas. An item of `kept` that has a comma of its own stays whole.
fn items(line: &str, kept: &[String]) -> Vec<String> {
    let whole = |rest: &str| {
        let with_comma = kept.iter().map(|item| item.trim()).filter(|item| item.contains(','));
        let leading = with_comma.filter(|item| {
            let after = rest.strip_prefix(item).map(str::trim_start);
            after.is_some_and(|after| after.is_empty() || after.starts_with(','))
        });
        leading.map(str::len).max()
    };
    let mut items = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let length = whole(rest).or_else(|| rest.find(',')).unwrap_or(rest.len());
        let (item, after) = rest.split_at(length);
        items.push(item.trim().to_owned());
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    items.retain(|item| !item.is_empty());
    items
}
