//! What is different between two texts, word by word.

use similar::{ChangeTag, TextDiff};

/// Some words, and which of the two texts has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both.
    Same(String),
    /// The first alone.
    Gone(String),
    /// The second alone.
    New(String),
}

/// From `was` to `now`, in order; neighbours of one sort are one piece.
pub fn difference(was: &str, now: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(was, now);
    let mut pieces: Vec<Piece> = vec![];
    for change in diff.iter_all_changes() {
        let words = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(text)))
            | (ChangeTag::Delete, Some(Piece::Gone(text)))
            | (ChangeTag::Insert, Some(Piece::New(text))) => text.push_str(words),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(words.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Gone(words.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::New(words.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stay_go_and_come_are_told_apart() {
        let pieces = difference("Chief of Hours", "Head of Hours");
        let [Piece::Gone(gone), Piece::New(new), Piece::Same(same)] = pieces.as_slice() else {
            panic!("{pieces:?}")
        };
        assert_eq!((gone.as_str(), new.as_str(), same.as_str()), ("Chief", "Head", " of Hours"));
        assert_eq!(difference("", "Ada"), [Piece::New("Ada".into())]);
        assert!(difference("", "").is_empty());
    }
}
