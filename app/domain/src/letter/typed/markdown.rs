//! From Markdown to blocks of lines, with the placeholders still in them.
//!
//! A line that staff typed stays a line, unlike elsewhere in Markdown: letters tell a fact a line.
//! HTML is text like any other, pictures leave their words, and what is nested too deeply for a
//! letter is brought up.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd, TextMergeStream};

use super::address;
use super::changes::Table;

/// Lists and quotations within each other.
const DEEPEST: usize = 4;

/// A part of a letter; `L` is how its lines are kept.
pub(super) enum Block<L> {
    /// Lines that belong together.
    Paragraph(Vec<L>),
    /// A heading and its level, 1 to 3.
    Heading(u8, Vec<L>),
    /// What somebody said.
    Quote(Vec<Block<L>>),
    /// Points, numbered from a number or not.
    List(Option<u64>, Vec<Vec<Block<L>>>),
    /// A line across.
    Rule,
    /// What is different about the event. It is set in where its placeholder stands, and never typed.
    Table(Table),
}

/// A line as typed.
pub(super) type Line = Vec<Run>;

/// A part of a line.
pub(super) enum Run {
    /// Words, a placeholder or a brace too many.
    Piece(Piece, Style),
    /// A link: where it leads, and its words, which may be none.
    Link(String, Vec<(Piece, Style)>),
}

/// What text is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words of staff.
    Said(String),
    /// A placeholder's name, known or not.
    Named(String),
    /// A brace without its other half.
    Stray(char),
}

/// How words look.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub strong: bool,
    pub emphasis: bool,
}

/// Takes a text apart at its placeholders; `{{` and `}}` stand for braces.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let (mut pieces, mut said, mut rest) = (vec![], String::new(), text);
    while let Some(at) = rest.find(['{', '}']) {
        said.push_str(&rest[..at]);
        let from = &rest[at..];
        let doubled = from.starts_with("{{") || from.starts_with("}}");
        let name = from.strip_prefix('{').and_then(|inner| {
            let (name, _) = inner.split_once('}')?;
            (!name.contains(['{', '\n'])).then_some(name)
        });
        rest = if doubled {
            said.push_str(&from[..1]);
            &from[2..]
        } else {
            pieces.extend(whole(&mut said));
            if let Some(name) = name {
                pieces.push(Piece::Named(name.trim().to_owned()));
                &from[name.len() + 2..]
            } else {
                pieces.push(Piece::Stray(if from.starts_with('{') { '{' } else { '}' }));
                &from[1..]
            }
        };
    }
    said.push_str(rest);
    pieces.extend(whole(&mut said));
    pieces
}

fn whole(said: &mut String) -> Option<Piece> {
    (!said.is_empty()).then(|| Piece::Said(std::mem::take(said)))
}

/// Reads Markdown.
pub(super) fn read(text: &str) -> Vec<Block<Line>> {
    let mut reading = Reading { open: vec![Frame::default()], ..Reading::default() };
    for event in TextMergeStream::new(Parser::new(&address::guarded(text))) {
        reading.take(event);
    }
    reading.end_lines(Block::Paragraph);
    while reading.open.len() > 1 {
        reading.close();
    }
    reading.open.pop().map(|frame| frame.blocks).unwrap_or_default()
}

/// Whether a link is typed as HTML, which is text like any other here and would be sent as such.
pub(super) fn has_html_link(text: &str) -> bool {
    Parser::new(text).any(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => {
            let html = html.to_ascii_lowercase();
            html.split("<a").skip(1).any(|rest| rest.starts_with(char::is_whitespace))
        }
        _ => false,
    })
}

#[derive(Default)]
struct Reading {
    open: Vec<Frame>,
    /// Containers that were not opened, because they stand too deep.
    skipped: usize,
    lines: Vec<Line>,
    line: Line,
    link: Option<(String, Vec<(Piece, Style)>)>,
    strong: usize,
    emphasis: usize,
    code: bool,
}

/// A quotation or list that is being read.
#[derive(Default)]
struct Frame {
    kind: Option<Container>,
    blocks: Vec<Block<Line>>,
    items: Vec<Vec<Block<Line>>>,
}

#[derive(Clone, Copy)]
enum Container {
    Quote,
    List(Option<u64>),
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => self.verbatim(&text),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::InlineHtml(html) => self.say(&html),
            Event::Html(html) => self.verbatim(&html),
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => self.put(Block::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.link = Some((format!("mailto:{dest_url}"), vec![]));
            }
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.into_string(), vec![])),
            Tag::BlockQuote(_) => self.open(Container::Quote),
            Tag::List(from) => self.open(Container::List(from)),
            Tag::CodeBlock(_) => self.code = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Link => {
                if let Some((to, words)) = self.link.take() {
                    self.line.push(Run::Link(to, words));
                }
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_lines(Block::Paragraph),
            TagEnd::CodeBlock => {
                self.code = false;
                self.end_lines(Block::Paragraph);
            }
            TagEnd::Heading(level) => {
                let level = (level as u8).min(3);
                self.end_lines(|lines| Block::Heading(level, lines));
            }
            TagEnd::Item => {
                self.end_lines(Block::Paragraph);
                if let Some(frame) = self.open.last_mut() {
                    let item = std::mem::take(&mut frame.blocks);
                    frame.items.push(item);
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.end_lines(Block::Paragraph);
                if self.skipped > 0 {
                    self.skipped -= 1;
                } else {
                    self.close();
                }
            }
            _ => {}
        }
    }

    /// A line of a block of code or HTML is a line of the letter.
    fn verbatim(&mut self, text: &str) {
        for line in text.lines() {
            self.say(line);
            self.end_line();
        }
    }

    fn say(&mut self, text: &str) {
        let style = Style { strong: self.strong > 0, emphasis: self.emphasis > 0 };
        for piece in pieces(text) {
            match (&mut self.link, piece) {
                (Some((_, words)), piece) => words.push((piece, style)),
                (None, Piece::Said(said)) => self.line.extend(address::runs(&said, style)),
                (None, piece) => self.line.push(Run::Piece(piece, style)),
            }
        }
    }

    fn end_line(&mut self) {
        match &mut self.link {
            Some((_, words)) => words.push((Piece::Said(" ".to_owned()), Style::default())),
            None if self.line.is_empty() => {}
            None => self.lines.push(std::mem::take(&mut self.line)),
        }
    }

    fn end_lines(&mut self, block: impl FnOnce(Vec<Line>) -> Block<Line>) {
        self.end_line();
        let lines = std::mem::take(&mut self.lines);
        if !lines.is_empty() {
            self.put(block(lines));
        }
    }

    fn put(&mut self, block: Block<Line>) {
        if let Some(frame) = self.open.last_mut() {
            frame.blocks.push(block);
        }
    }

    fn open(&mut self, kind: Container) {
        self.end_lines(Block::Paragraph);
        if self.open.len() > DEEPEST {
            self.skipped += 1;
        } else {
            self.open.push(Frame { kind: Some(kind), ..Frame::default() });
        }
    }

    fn close(&mut self) {
        let Some(mut frame) = self.open.pop() else { return };
        match frame.kind {
            Some(Container::List(from)) => {
                if !frame.blocks.is_empty() {
                    frame.items.push(frame.blocks);
                }
                self.put(Block::List(from, frame.items));
            }
            _ => self.put(Block::Quote(frame.blocks)),
        }
    }
}
