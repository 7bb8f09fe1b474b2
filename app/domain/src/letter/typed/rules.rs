//! What staff may type. It is refused when it is saved, so that a letter never has a gap.

use super::Placeholder;
use super::changes::check_place;
use super::fill::allowed;
use super::markdown::{Block, Line, Piece, Run, has_html_link, pieces, read};
use super::seen::{is_blank, seen};
use crate::letter::in_a_row;

/// Characters of a body.
pub const LONGEST_BODY: usize = 10_000;

/// Characters of a subject.
pub const LONGEST_SUBJECT: usize = 60;

/// What may stand in a subject: what is one short line.
const IN_A_SUBJECT: [Placeholder; 6] = [
    Placeholder::Name,
    Placeholder::Title,
    Placeholder::When,
    Placeholder::Where,
    Placeholder::Seats,
    Placeholder::PlaceInLine,
];

/// What is wrong with a body that may use these placeholders, in a sentence for staff.
pub fn check_body(body: &str, known: &[Placeholder]) -> Result<(), String> {
    let length = body.chars().count();
    if length > LONGEST_BODY {
        return Err(format!("This is {length} characters long; {LONGEST_BODY} fit."));
    }
    let blocks = read(body);
    let runs = runs(&blocks);
    if !runs.iter().any(|run| says_something(run)) {
        return Err("Write what the letter should say.".to_owned());
    }
    if has_html_link(body) {
        return Err(
            "A mail cannot have a link written as HTML. Write it like this: [words](https://…)."
                .to_owned(),
        );
    }
    let named: Vec<String> = runs.iter().flat_map(|run| named(run)).collect();
    all_known(&named, known)?;
    runs.iter().try_for_each(|run| run_is_right(run, known))?;
    if known.contains(&Placeholder::Changes) { check_place(&blocks, &named) } else { Ok(()) }
}

/// What is wrong with a subject, in a sentence for staff. An empty one is fine.
pub fn check_subject(subject: &str, known: &[Placeholder]) -> Result<(), String> {
    if subject.contains(char::is_control) {
        return Err("A subject is one line.".to_owned());
    }
    let length = subject.chars().count();
    if length > LONGEST_SUBJECT {
        return Err(format!("This is {length} characters long; {LONGEST_SUBJECT} fit."));
    }
    if subject.contains("://") {
        return Err("A subject cannot have a link.".to_owned());
    }
    if !subject.is_empty() && is_blank(subject) {
        return Err("Nobody can see these characters.".to_owned());
    }
    let known: Vec<_> = IN_A_SUBJECT.into_iter().filter(|one| known.contains(one)).collect();
    let pieces = pieces(subject);
    all_known(&pieces.iter().filter_map(name).collect::<Vec<_>>(), &known)?;
    pieces.iter().try_for_each(|piece| piece_is_right(piece, &known))
}

/// What is read first of a body: its words as far as the end of the first paragraph, as they are seen.
pub fn opening(body: &str) -> String {
    let blocks = read(body);
    let first = blocks.iter().position(|block| {
        !matches!(block, Block::Heading(..)) && !is_blank(&said(&runs_of(block)))
    });
    seen(&said(&runs(&blocks[..first.map_or(blocks.len(), |first| first + 1)])))
}

/// The words of staff alone.
fn said(runs: &[&Run]) -> String {
    let pieces = runs.iter().flat_map(|run| pieces_of(run));
    let said = pieces.filter_map(|piece| match piece {
        Piece::Said(said) => Some(said.as_str()),
        Piece::Named(_) | Piece::Stray(_) => None,
    });
    said.collect()
}

/// All parts of all lines.
fn runs(blocks: &[Block<Line>]) -> Vec<&Run> {
    blocks.iter().flat_map(runs_of).collect()
}

fn runs_of(block: &Block<Line>) -> Vec<&Run> {
    match block {
        Block::Paragraph(lines) | Block::Heading(_, lines) => lines.iter().flatten().collect(),
        Block::Quote(blocks) => runs(blocks),
        Block::List(_, items) => items.iter().flat_map(|item| runs(item)).collect(),
        Block::Rule | Block::Table(_) => vec![],
    }
}

fn pieces_of(run: &Run) -> Vec<&Piece> {
    match run {
        Run::Piece(piece, _) => vec![piece],
        Run::Link(_, words) => words.iter().map(|(piece, _)| piece).collect(),
    }
}

fn says_something(run: &Run) -> bool {
    match run {
        Run::Piece(Piece::Said(said), _) => !is_blank(said),
        Run::Piece(..) | Run::Link(..) => true,
    }
}

/// The placeholders of a part of a line, known or not.
fn named(run: &Run) -> Vec<String> {
    let target = match run {
        Run::Link(target, _) => pieces(target),
        Run::Piece(..) => vec![],
    };
    // Within an address there are no placeholders.
    let whole = if let [piece] = target.as_slice() { name(piece) } else { None };
    pieces_of(run).into_iter().filter_map(name).chain(whole).collect()
}

fn name(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Named(name) => Some(name.clone()),
        Piece::Said(_) | Piece::Stray(_) => None,
    }
}

/// Names all at once that cannot be used, so that nobody is told of them one by one.
fn all_known(named: &[String], known: &[Placeholder]) -> Result<(), String> {
    let mut unknown: Vec<String> = vec![];
    for name in named {
        let name_in_braces = format!("{{{name}}}");
        let is_known = Placeholder::named(name).is_some_and(|one| known.contains(&one));
        if !is_known && !unknown.contains(&name_in_braces) {
            unknown.push(name_in_braces);
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(|one| format!("{{{}}}", one.name())).collect();
    let (unknown, known) = (in_a_row(&unknown), in_a_row(&known));
    Err(format!("{unknown} cannot be used here. These can: {known}."))
}

fn run_is_right(run: &Run, known: &[Placeholder]) -> Result<(), String> {
    let (target, words) = match run {
        Run::Piece(piece, _) => return piece_is_right(piece, known),
        Run::Link(target, words) => (target.as_str(), words),
    };
    words.iter().try_for_each(|(piece, _)| piece_is_right(piece, known))?;
    if let [Piece::Named(name)] = pieces(target).as_slice() {
        let named = Placeholder::named(name).filter(|one| known.contains(one));
        return match named {
            Some(placeholder) if placeholder.is_link() => Ok(()),
            Some(_) => Err(format!(
                "A link cannot lead to {{{name}}}: only {{rsvp_link}} and {{event_link}} are addresses."
            )),
            None => all_known(std::slice::from_ref(name), known),
        };
    }
    let nested = words.iter().any(|(piece, _)| {
        matches!(piece, Piece::Named(name) if Placeholder::named(name).is_some_and(Placeholder::is_link))
    });
    if nested {
        return Err("A link's words cannot be a link themselves.".to_owned());
    }
    if allowed(target).is_some() {
        return Ok(());
    }
    if target.contains(['{', '}']) {
        return Err(format!(
            "The link to “{target}” leads nowhere from a mail: an address cannot have braces in it."
        ));
    }
    Err(format!(
        "The link to “{target}” leads nowhere from a mail: it must begin with https://, http:// or mailto:."
    ))
}

fn piece_is_right(piece: &Piece, known: &[Placeholder]) -> Result<(), String> {
    match piece {
        Piece::Said(_) => Ok(()),
        Piece::Stray(brace) => Err(format!(
            "There is a “{brace}” without its other half. To write a brace itself, double it: “{brace}{brace}”."
        )),
        Piece::Named(name) => all_known(std::slice::from_ref(name), known),
    }
}
