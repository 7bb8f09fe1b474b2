//! Sets the values into what staff typed. A line of nothing but placeholders that all turn out
//! empty, and perhaps their labels, is left out, and a heading with everything below it. Other words
//! of staff always stay.

use url::Url;

use super::empty::says_nothing;
use super::markdown::{Block, Line, Piece, Run, Style};
use super::{Placeholder, Source, changes};
use crate::letter::{Phrase, plain};

/// A line with its values.
pub(super) type Filled = Vec<Bit>;

/// A part of a line.
#[derive(Clone)]
pub(super) enum Bit {
    /// Words that are nothing but words.
    Text(String, Style),
    /// A link.
    Link(Link),
}

impl Bit {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text, _) => Some(text),
            Self::Link(_) => None,
        }
    }
}

/// A link of ours or of staff.
#[derive(Clone)]
pub(super) struct Link {
    /// Where it leads.
    pub url: String,
    /// Its words; empty: the address itself is meant to be read.
    pub words: String,
    /// What it is called where its address is not shown.
    pub called: String,
    /// It opens the reader's own RSVP.
    pub own: bool,
    /// Of a placeholder: nobody typed its address.
    pub ours: bool,
}

impl Link {
    /// Its words, or what it is called where it has none.
    pub fn name(&self) -> &str {
        if self.words.is_empty() { &self.called } else { &self.words }
    }
}

/// The blocks with this letter's values.
pub(super) fn filled(blocks: Vec<Block<Line>>, source: Source<'_>) -> Vec<Block<Filled>> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut left_out = false;
    for block in blocks.into_iter().flat_map(changes::apart) {
        let block = match block {
            Block::Paragraph(lines) => match changes::table(&lines, source) {
                Some(table) => Block::Table(table),
                None => Block::Paragraph(lines_of(lines, source)),
            },
            Block::Heading(level, lines) => Block::Heading(level, lines_of(lines, source)),
            Block::Quote(blocks) => Block::Quote(filled(blocks, source)),
            Block::List(from, items) => {
                let items = items.into_iter().map(|item| filled(item, source));
                let mut items: Vec<_> = items.collect();
                items.retain(|item| !item.is_empty());
                Block::List(from, items)
            }
            Block::Rule => Block::Rule,
            Block::Table(table) => Block::Table(table),
        };
        if is_empty(&block) {
            left_out = true;
            continue;
        }
        if left_out && matches!(block, Block::Heading(..)) {
            out.pop_if(heads_a_part);
        }
        out.push(block);
        left_out = false;
    }
    if left_out {
        out.pop_if(heads_a_part);
    }
    out
}

/// A heading below the title's: nothing is left of it when what it heads is left out.
fn heads_a_part(block: &mut Block<Filled>) -> bool {
    matches!(block, Block::Heading(2.., _))
}

/// Whether the link to the reader's own RSVP is among them.
pub(super) fn has_own_link(blocks: &[Block<Filled>]) -> bool {
    let own = |bit: &Bit| matches!(bit, Bit::Link(link) if link.own);
    blocks.iter().any(|block| match block {
        Block::Paragraph(lines) | Block::Heading(_, lines) => lines.iter().flatten().any(own),
        Block::Quote(blocks) => has_own_link(blocks),
        Block::List(_, items) => items.iter().any(|item| has_own_link(item)),
        Block::Rule | Block::Table(_) => false,
    })
}

/// Where a link of staff may lead: an absolute address on the web or a mail address.
pub(super) fn allowed(target: &str) -> Option<Url> {
    let url = Url::parse(target).ok()?;
    let plain =
        !target.contains(['{', '}']) && url.username().is_empty() && url.password().is_none();
    match url.scheme() {
        "http" | "https" if plain && url.host_str().is_some_and(|host| !host.is_empty()) => {
            Some(url)
        }
        "mailto" if plain && url.path().contains('@') => Some(url),
        _ => None,
    }
}

fn is_empty(block: &Block<Filled>) -> bool {
    match block {
        Block::Paragraph(lines) | Block::Heading(_, lines) => lines.is_empty(),
        Block::Quote(blocks) => blocks.is_empty(),
        Block::List(_, items) => items.is_empty(),
        Block::Table(table) => table.text.is_empty(),
        Block::Rule => false,
    }
}

fn lines_of(lines: Vec<Line>, source: Source<'_>) -> Vec<Filled> {
    lines.into_iter().flat_map(|line| line_of(line, source)).collect()
}

/// No line, one, or one for each fact of a placeholder that stands alone.
fn line_of(line: Line, source: Source<'_>) -> Vec<Filled> {
    if let [Run::Piece(Piece::Named(name), style)] = line.as_slice()
        && let Some(placeholder) = Placeholder::named(name).filter(|one| !one.is_link())
    {
        let facts = placeholder.lines(source).into_iter();
        return facts.map(|fact| vec![Bit::Text(fact, *style)]).collect();
    }
    let mut known = Known::default();
    let mut bits = Vec::with_capacity(line.len());
    for run in line {
        match run {
            Run::Piece(piece, style) => bits.push(known.bit(piece, style, source)),
            Run::Link(target, words) => bits.push(known.link(&target, words, source)),
        }
    }
    let Some(said) = bits.iter().map(Bit::text).collect::<Option<String>>() else {
        return vec![bits];
    };
    let nothing = said.trim().is_empty() || known.all_empty() && says_nothing(&said);
    if nothing { vec![] } else { vec![bits] }
}

/// How many placeholders a line has, and how many of them say something.
#[derive(Default)]
struct Known {
    asked: usize,
    told: usize,
}

impl Known {
    fn all_empty(&self) -> bool {
        self.asked > 0 && self.told == 0
    }

    fn bit(&mut self, piece: Piece, style: Style, source: Source<'_>) -> Bit {
        if let Piece::Named(name) = &piece
            && let Some(placeholder) = Placeholder::named(name).filter(|one| one.is_link())
            && let Some(link) = self.ours(placeholder, String::new(), source)
        {
            return Bit::Link(link);
        }
        Bit::Text(self.words(piece, source), style)
    }

    /// What a piece says; of values that are several facts, all in a row.
    fn words(&mut self, piece: Piece, source: Source<'_>) -> String {
        let name = match piece {
            // Spaces at its ends part it from its neighbours.
            Piece::Said(said) => return without_turns(&said),
            Piece::Stray(brace) => return brace.to_string(),
            Piece::Named(name) => name,
        };
        let Some(placeholder) = Placeholder::named(&name) else {
            return plain::line(&format!("{{{name}}}"));
        };
        let value = placeholder.lines(source).join(", ");
        self.asked += 1;
        self.told += usize::from(!value.is_empty());
        value
    }

    /// A link with its words; only the words where it leads nowhere that a letter may lead.
    fn link(&mut self, target: &str, words: Vec<(Piece, Style)>, source: Source<'_>) -> Bit {
        let mut said = String::new();
        for (piece, _) in words {
            said.push_str(&self.words(piece, source));
        }
        let said = said.trim().to_owned();
        let name = target.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let ours = name.map(str::trim).and_then(Placeholder::named).filter(|one| one.is_link());
        let link = match ours {
            Some(placeholder) => self.ours(placeholder, said.clone(), source),
            None => allowed(target).map(|url| {
                let url = url.to_string();
                let bare = target.strip_prefix("mailto:").unwrap_or(target);
                let said =
                    if said == bare || said == target { String::new() } else { said.clone() };
                Link { called: readable(&url), url, words: said, own: false, ours: false }
            }),
        };
        link.map_or(Bit::Text(said, Style::default()), Bit::Link)
    }

    fn ours(
        &mut self,
        placeholder: Placeholder,
        words: String,
        source: Source<'_>,
    ) -> Option<Link> {
        self.asked += 1;
        let url = placeholder.lines(source).pop()?;
        self.told += 1;
        let own = placeholder == Placeholder::RsvpLink;
        let phrase = if own { Phrase::Button(source.kind) } else { Phrase::EventLink };
        Some(Link { url, words, called: source.facts.say(phrase), own, ours: true })
    }
}

/// An address as one reads it.
pub(super) fn readable(url: &str) -> String {
    let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let bare = bare.or_else(|| url.strip_prefix("mailto:")).unwrap_or(url);
    bare.trim_end_matches('/').to_owned()
}

fn without_turns(said: &str) -> String {
    let turns = |c: &char| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    said.chars().filter(turns).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
