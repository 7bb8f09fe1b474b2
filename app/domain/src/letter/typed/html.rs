//! The words of staff as HTML for mail: every text escaped, every style inline.

use std::fmt::Write as _;

use askama::filters::{Escaper as _, Html};

use super::fill::{Bit, Filled, Link};
use super::markdown::{Block, Style};

const TITLE: &str = "margin:28px 0 12px;padding-top:20px;border-top:3px solid #8a5a0b;\
    font-family:Cambria,Charter,Palatino,Georgia,serif;font-size:26px;line-height:1.2";
const HEADING: &str = "margin:24px 0 8px;font-size:20px;line-height:1.3";
const SUBHEADING: &str = "margin:20px 0 8px;font-size:17px;line-height:1.4";
const BUTTON: &str = "display:inline-block;border:12px solid #1d4ed0;border-radius:6px;\
    background-color:#1d4ed0;color:#ffffff;font-weight:600;line-height:1.2;text-decoration:none";

/// Outlook gives links no padding: the cell around it has the colour and the room.
const OUTLOOK_OPENS: &str = "<!--[if mso]><table role=\"presentation\" cellpadding=\"0\" \
    cellspacing=\"0\" border=\"0\"><tr><td bgcolor=\"#1d4ed0\" style=\"padding:12px 20px\"><![endif]-->\n";
const OUTLOOK_SHUTS: &str = "<!--[if mso]></td></tr></table><![endif]-->\n";

/// Blocks, a line each at least.
pub(super) fn written(blocks: &[Block<Filled>]) -> String {
    let mut html = String::new();
    for block in blocks {
        put(&mut html, block);
    }
    html
}

fn put(html: &mut String, block: &Block<Filled>) {
    match block {
        Block::Paragraph(lines) => match pressed(lines) {
            Some(link) => button(html, link),
            None => element(html, "p", "margin:12px 0", lines),
        },
        Block::Heading(1, lines) => element(html, "h1", TITLE, lines),
        Block::Heading(2, lines) => element(html, "h2", HEADING, lines),
        Block::Heading(_, lines) => element(html, "h3", SUBHEADING, lines),
        Block::Quote(blocks) => {
            let style = "margin:12px 0;padding-left:12px;border-left:3px solid #8a8a8a";
            let inside = written(blocks);
            let _ = writeln!(html, "<blockquote style=\"{style}\">\n{inside}</blockquote>");
        }
        Block::List(from, items) => list(html, *from, items),
        Block::Table(table) => {
            html.push_str(&table.html);
            html.push('\n');
        }
        Block::Rule => {
            html.push_str("<hr style=\"margin:20px 0;border:0;border-top:1px solid #8a8a8a\">\n");
        }
    }
}

/// Whether the link to the reader's own RSVP stands somewhere as a button.
pub(super) fn has_button(blocks: &[Block<Filled>]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(lines) => pressed(lines).is_some(),
        Block::Quote(blocks) => has_button(blocks),
        Block::List(_, points) => points.iter().any(|point| match point.split_first() {
            Some((Block::Paragraph(_), rest)) => has_button(rest),
            _ => has_button(point),
        }),
        Block::Heading(..) | Block::Rule | Block::Table(_) => false,
    })
}

/// The link of a paragraph that is nothing but the link to the reader's own RSVP.
fn pressed(lines: &[Filled]) -> Option<&Link> {
    match lines {
        [only] => match only.as_slice() {
            [Bit::Link(link)] if link.own => Some(link),
            _ => None,
        },
        _ => None,
    }
}

fn element(html: &mut String, name: &str, style: &str, lines: &[Filled]) {
    let _ = write!(html, "<{name} dir=\"auto\" style=\"{style}\">");
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            html.push_str("<br>\n");
        }
        inline(html, line);
    }
    let _ = writeln!(html, "</{name}>");
}

fn list(html: &mut String, from: Option<u64>, points: &[Vec<Block<Filled>>]) {
    let (name, start) = match from {
        Some(1) => ("ol", String::new()),
        Some(first) => ("ol", format!(" start=\"{first}\"")),
        None => ("ul", String::new()),
    };
    let _ = writeln!(html, "<{name}{start} style=\"margin:12px 0 12px 24px;padding:0\">");
    for one in points {
        html.push_str("<li dir=\"auto\">");
        match one.split_first() {
            Some((Block::Paragraph(lines), rest)) => {
                for (n, line) in lines.iter().enumerate() {
                    if n > 0 {
                        html.push_str("<br>\n");
                    }
                    inline(html, line);
                }
                html.push_str(&written(rest));
            }
            _ => html.push_str(&written(one)),
        }
        html.push_str("</li>\n");
    }
    let _ = writeln!(html, "</{name}>");
}

fn inline(html: &mut String, bits: &Filled) {
    for bit in bits {
        match bit {
            Bit::Text(text, style) => styled(html, text, *style),
            Bit::Link(link) => {
                anchor(html, &link.url, link.name(), "");
            }
        }
    }
}

fn styled(html: &mut String, text: &str, style: Style) {
    html.push_str(if style.strong { "<strong>" } else { "" });
    html.push_str(if style.emphasis { "<em>" } else { "" });
    escaped(html, text);
    html.push_str(if style.emphasis { "</em>" } else { "" });
    html.push_str(if style.strong { "</strong>" } else { "" });
}

fn button(html: &mut String, link: &Link) {
    html.push_str("<div style=\"margin:28px 0\">\n");
    html.push_str(OUTLOOK_OPENS);
    anchor(html, &link.url, link.name(), BUTTON);
    html.push('\n');
    html.push_str(OUTLOOK_SHUTS);
    html.push_str("</div>\n");
}

fn anchor(html: &mut String, url: &str, words: &str, style: &str) {
    html.push_str("<a href=\"");
    escaped(html, url);
    if !style.is_empty() {
        let _ = write!(html, "\" class=\"button\" style=\"{style}");
    }
    html.push_str("\">");
    escaped(html, words);
    html.push_str("</a>");
}

fn escaped(html: &mut String, text: &str) {
    // Writing into a String does not fail.
    let _ = Html.write_escaped_str(html, text);
}
