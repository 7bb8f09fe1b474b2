//! What is searched for: words, which may stand anywhere in name, organisation or address.

use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LikeExpr;

use crate::rsvp::Column;

/// Longer questions are cut: nothing is called like that.
const LONGEST_QUESTION: usize = 200;

/// Every word of the question, wherever it stands. Nothing for a question that asks nothing.
pub(in crate::rsvp) fn question(typed: &str) -> Option<Condition> {
    let plain: String = typed.chars().filter(|c| !c.is_control()).take(LONGEST_QUESTION).collect();
    let mut words = plain.split_whitespace().peekable();
    words.peek()?;
    Some(words.fold(Condition::all(), |all, word| {
        let pattern = LikeExpr::new(format!("%{}%", escaped(&word.to_lowercase()))).escape('\\');
        all.add(Column::FoundBy.like(pattern))
    }))
}

/// What LIKE would take for a wildcard stands for itself.
fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::{escaped, question};

    #[test]
    fn wildcards_stand_for_themselves() {
        assert_eq!(escaped(r"100%_a\b"), r"100\%\_a\\b");
        assert!(question(" \u{0} \n").is_none());
    }
}
