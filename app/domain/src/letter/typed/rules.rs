//! What staff may type. It is refused when it is saved, so that a letter never has a gap.

use super::Placeholder;
use super::fill::allowed;
use super::markdown::{Block, Line, Piece, Run, pieces, read};

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
    if blocks.is_empty() {
        return Err("Write what the letter should say.".to_owned());
    }
    blocks.iter().try_for_each(|block| block_is_right(block, known))
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
    let known: Vec<_> = IN_A_SUBJECT.into_iter().filter(|one| known.contains(one)).collect();
    pieces(subject).iter().try_for_each(|piece| piece_is_right(piece, &known))
}

fn block_is_right(block: &Block<Line>, known: &[Placeholder]) -> Result<(), String> {
    match block {
        Block::Paragraph(lines) | Block::Heading(_, lines) => {
            lines.iter().flatten().try_for_each(|run| run_is_right(run, known))
        }
        Block::Quote(blocks) => blocks.iter().try_for_each(|block| block_is_right(block, known)),
        Block::List(_, items) => {
            items.iter().flatten().try_for_each(|block| block_is_right(block, known))
        }
        Block::Rule => Ok(()),
    }
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
            None => Err(unknown(name, known)),
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
        Piece::Named(name) => match Placeholder::named(name).filter(|one| known.contains(one)) {
            Some(_) => Ok(()),
            None => Err(unknown(name, known)),
        },
    }
}

fn unknown(name: &str, known: &[Placeholder]) -> String {
    let known: Vec<_> = known.iter().map(|one| format!("{{{}}}", one.name())).collect();
    let known = crate::letter::in_a_row(&known);
    format!("{{{name}}} cannot be used here. These can: {known}.")
}
