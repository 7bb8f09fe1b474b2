//! What is different about an event, among the words of staff: set as the letter's own words have it,
//! old beside new, whatever stands around it.

use super::markdown::{Block, Line, Piece, Run};
use super::{Placeholder, Source};
use crate::letter::plain;

/// Old and new in both parts of a letter.
#[derive(Default)]
pub(super) struct Table {
    /// For the plain part.
    pub text: String,
    /// For the HTML part, safe.
    pub html: String,
}

/// Blocks in which the line of a table is a paragraph of its own.
pub(super) fn apart(block: Block<Line>) -> Vec<Block<Line>> {
    let Block::Paragraph(lines) = block else { return vec![block] };
    let mut parts: Vec<Vec<Line>> = vec![vec![]];
    for line in lines {
        let alone = is_table(&line);
        if alone || parts.last().is_some_and(|part| part.iter().any(is_table)) {
            parts.push(vec![]);
        }
        if let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.into_iter().map(Block::Paragraph).collect()
}

/// The table of this letter, where a paragraph asks for it.
pub(super) fn table(lines: &[Line], source: Source<'_>) -> Option<Table> {
    let [line] = lines else { return None };
    if !is_table(line) {
        return None;
    }
    // Rendering into a String does not fail, and a letter is worth more than a part of it.
    let (text, html) = source.facts.language.changes(source.facts).unwrap_or_default();
    let tidy = |part: &str| plain::paragraphs(part).trim_end().to_owned();
    Some(Table { text: tidy(&text), html: tidy(&html) })
}

/// What is wrong with the placeholder's place, in a sentence for staff: no letter may be without it, and
/// within a sentence there is no room for old and new.
pub(super) fn check_place(blocks: &[Block<Line>], named: &[String]) -> Result<(), String> {
    let name = Placeholder::Changes.name();
    let asked = named.iter().filter(|one| *one == name).count();
    let paragraphs = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(lines) => Some(lines),
        _ => None,
    });
    let alone = paragraphs.flatten().filter(|line| is_table(line)).count();
    if alone > 0 && alone == asked {
        return Ok(());
    }
    Err(format!(
        "Please put {{{name}}} on a line of its own, outside of lists and quotations: there guests read \
         what has become of the event."
    ))
}

fn is_table(line: &Line) -> bool {
    matches!(line.as_slice(), [Run::Piece(Piece::Named(name), _)]
        if name == Placeholder::Changes.name())
}
