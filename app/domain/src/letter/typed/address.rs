//! Web addresses that staff typed just so. They are found before Markdown reads the text, which
//! would take signs out of them that it knows itself: `_`, `*`, `(`.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::markdown::{Piece, Run, Style};

/// The text with each bare address in `<…>`, which Markdown leaves as it is.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if next(text).is_none() {
        return Cow::Borrowed(text);
    }
    let read = Read::of(text);
    let (mut out, mut done) = (String::with_capacity(text.len() + 16), 0);
    while let Some(start) = next(&text[done..]).map(|at| done + at) {
        if let Some(taken) = read.taken.iter().find(|taken| taken.contains(&start)) {
            out.push_str(&text[done..taken.end]);
            done = taken.end;
            continue;
        }
        let end = read.end(text, start);
        out.push_str(&text[done..start]);
        out.push('<');
        out.push_str(&unescaped(&text[start..end]));
        out.push('>');
        done = end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Words that Markdown did not read, such as code, with each address in them as a link.
pub(super) fn runs(said: &str, style: Style) -> Vec<Run> {
    let (mut runs, mut rest) = (vec![], said);
    let words = |words: &str| Run::Piece(Piece::Said(words.to_owned()), style);
    while let Some(start) = next(rest) {
        let end = start + tail_cut(&rest[start..start + reach(&rest[start..])]).len();
        if start > 0 {
            runs.push(words(&rest[..start]));
        }
        runs.push(Run::Link(rest[start..end].to_owned(), vec![]));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        runs.push(words(rest));
    }
    runs
}

/// What Markdown makes of a text, as far as it matters for addresses.
#[derive(Default)]
struct Read {
    /// Links, pictures and code: an address in them is none of ours.
    taken: Vec<Range<usize>>,
    /// What is emphasised.
    marked: Vec<Range<usize>>,
}

impl Read {
    fn of(text: &str) -> Self {
        let mut read = Self::default();
        for (event, range) in Parser::new(text).into_offset_iter() {
            match event {
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
                | Event::Code(_)
                | Event::Html(_)
                | Event::InlineHtml(_) => read.taken.push(range),
                Event::Start(Tag::Emphasis | Tag::Strong) => read.marked.push(range),
                _ => {}
            }
        }
        read
    }

    /// Where the address ends that starts here.
    fn end(&self, text: &str, start: usize) -> usize {
        let reach = start + reach(&text[start..]);
        let next = self.taken.iter().map(|taken| taken.start).filter(|next| *next > start);
        let reach = next.fold(reach, usize::min);
        let mut address = tail_cut(&text[start..reach]);
        // `**see https://example.org/a**`: the end of what is marked is no part of the address.
        let ends = |marked: &&Range<usize>| {
            marked.start < start && marked.end > start && marked.end <= reach
        };
        for marked in self.marked.iter().filter(ends) {
            let mark = text.as_bytes()[marked.end - 1];
            address = tail_cut(address.trim_end_matches(char::from(mark)));
        }
        start + address.len()
    }
}

/// Where the next address starts that goes on behind its scheme.
fn next(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let starts = lower.match_indices("http").map(|(at, _)| at);
    starts.into_iter().find(|&at| {
        let rest = lower[at + 4..].strip_prefix('s').unwrap_or(&lower[at + 4..]);
        rest.strip_prefix("://").is_some_and(|host| host.starts_with(char::is_alphanumeric))
    })
}

/// Up to where it can be an address at all.
fn reach(from: &str) -> usize {
    let stops = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`');
    from.find(stops).unwrap_or(from.len())
}

/// Without the sentence's own signs at its end; a bracket that was opened in it is its own.
fn tail_cut(mut address: &str) -> &str {
    loop {
        let count = |sign: char| address.matches(sign).count();
        address = match address.chars().next_back() {
            Some(')') if count(')') > count('(') => &address[..address.len() - 1],
            Some(']') if count(']') > count('[') => &address[..address.len() - 1],
            Some(last) if ".,;:!?'’”“»…".contains(last) => {
                &address[..address.len() - last.len_utf8()]
            }
            _ => return address,
        }
    }
}

/// Without the backslashes that keep Markdown from reading a sign.
fn unescaped(address: &str) -> String {
    let (mut out, mut signs) = (String::with_capacity(address.len()), address.chars().peekable());
    while let Some(sign) = signs.next() {
        if sign != '\\' || !signs.peek().is_some_and(char::is_ascii_punctuation) {
            out.push(sign);
        }
    }
    out
}
