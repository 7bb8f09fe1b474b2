//! The words of staff as plain text: a fact a line, every link alone on its line.

use super::fill::{Bit, Filled, Link};
use super::markdown::Block;

/// Paragraphs with an empty line between them.
pub(super) fn written(blocks: &[Block<Filled>]) -> String {
    let mut out = String::new();
    for line in lines(blocks) {
        out.push_str(&line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

fn lines(blocks: &[Block<Filled>]) -> Vec<String> {
    let mut out = vec![];
    let mut headed = false;
    for block in blocks {
        if !out.is_empty() && !headed {
            out.push(String::new());
        }
        headed = matches!(block, Block::Heading(..));
        match block {
            Block::Paragraph(paragraph) | Block::Heading(_, paragraph) => {
                out.extend(paragraph.iter().flat_map(line));
            }
            Block::Quote(blocks) => {
                out.extend(lines(blocks).iter().map(|line| format!("> {line}")));
            }
            Block::List(from, items) => {
                for (n, item) in (0..).zip(items) {
                    out.extend(point(from.map(|from| from.saturating_add(n)), item));
                }
            }
            Block::Table(table) => out.extend(table.text.lines().map(str::to_owned)),
            Block::Rule => out.push("* * *".to_owned()),
        }
    }
    out
}

/// A point of a list. Links stay at the start of their lines, so that every client finds them.
fn point(number: Option<u64>, item: &[Block<Filled>]) -> Vec<String> {
    let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
    let inside = lines(item).into_iter().filter(|line| !line.is_empty()).enumerate();
    let indented = |(n, line): (usize, String)| match n {
        _ if is_link(&line) => line,
        0 => format!("{mark}{line}"),
        _ => format!("  {line}"),
    };
    inside.map(indented).collect()
}

fn is_link(line: &str) -> bool {
    line.starts_with("https://") || line.starts_with("http://")
}

/// A line and the addresses of its links, each alone on a line: below the line where one link ends it,
/// else after the whole sentence, each below its own words, so that no word stands before the address
/// of another.
fn line(bits: &Filled) -> Vec<String> {
    let links: Vec<_> = bits.iter().filter_map(link_of).collect();
    let end = bits.iter().rposition(|bit| !is_an_end(bit));
    if let ([link], Some(at)) = (links.as_slice(), end)
        && link_of(&bits[at]).is_some()
    {
        return ended(&bits[..at], link);
    }
    let mut out = vec![];
    let says_more = bits.iter().any(|bit| link_of(bit).is_none() && !is_an_end(bit));
    if links.is_empty() || says_more {
        out.extend(said(bits));
    }
    for link in links {
        if link.ours || !link.words.is_empty() {
            out.push(heading(link.name()));
        }
        out.push(address(link));
    }
    out
}

/// A line that its only link ends.
fn ended(before: &[Bit], link: &Link) -> Vec<String> {
    let before = said(before).unwrap_or_default();
    let is_named =
        !link.words.is_empty() || (link.ours && !before.is_empty() && !before.ends_with(':'));
    let words = if is_named { heading(format!("{before} {}", link.name()).trim()) } else { before };
    let words = Some(words).filter(|words| words.contains(char::is_alphanumeric));
    words.into_iter().chain([address(link)]).collect()
}

/// Words and links' names in a row.
fn said(bits: &[Bit]) -> Option<String> {
    let words = bits.iter().map(|bit| match bit {
        Bit::Text(text, _) => text.as_str(),
        Bit::Link(link) => link.name(),
    });
    let said: String = words.collect();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    (!said.is_empty()).then_some(said)
}

/// Words that stand before an address.
fn heading(words: &str) -> String {
    let stop = if words.ends_with([':', '?', '!']) { "" } else { ":" };
    format!("{words}{stop}")
}

/// As it stands on its line.
fn address(link: &Link) -> String {
    link.url.strip_prefix("mailto:").unwrap_or(&link.url).to_owned()
}

fn link_of(bit: &Bit) -> Option<&Link> {
    match bit {
        Bit::Link(link) => Some(link),
        Bit::Text(..) => None,
    }
}

fn is_an_end(bit: &Bit) -> bool {
    matches!(bit, Bit::Text(text, _) if !text.contains(char::is_alphanumeric))
}
