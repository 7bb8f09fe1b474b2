//! The words of staff as plain text: a fact a line, every link alone on its line.

use super::fill::{Bit, Filled};
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

/// A line and the addresses of its links, each on a line of its own: where the link ends the line,
/// right below it, else after the whole sentence with the link's words once more.
fn line(bits: &Filled) -> Vec<String> {
    let (mut out, mut open, mut later) = (vec![], String::new(), vec![]);
    for (n, bit) in bits.iter().enumerate() {
        let link = match bit {
            Bit::Text(text, _) => {
                open.push_str(text);
                continue;
            }
            Bit::Link(link) => link,
        };
        let address = link.url.strip_prefix("mailto:").unwrap_or(&link.url).to_owned();
        if link.words.is_empty() {
            end(&mut out, &mut open);
            out.push(address);
        } else if bits[n + 1..].iter().all(is_an_end) {
            open.push_str(&link.words);
            if !open.ends_with([':', '?', '!']) {
                open.push(':');
            }
            end(&mut out, &mut open);
            out.push(address);
            open.clear();
            break;
        } else {
            open.push_str(&link.words);
            later.push((link.words.as_str(), address));
        }
    }
    end(&mut out, &mut open);
    for (words, address) in later {
        out.extend([format!("{words}:"), address]);
    }
    out
}

/// Puts down what was said so far, unless it is only the stop behind an address.
fn end(out: &mut Vec<String>, open: &mut String) {
    let said = std::mem::take(open).split_whitespace().collect::<Vec<_>>().join(" ");
    if said.contains(char::is_alphanumeric) || (out.is_empty() && !said.is_empty()) {
        out.push(said);
    }
}

fn is_an_end(bit: &Bit) -> bool {
    matches!(bit, Bit::Text(text, _) if !text.contains(char::is_alphanumeric))
}
