//! The one place where Markdown becomes HTML.
//!
//! Announcements are pasted from mails and web sites, so nothing in them is trusted: what Markdown
//! makes of them passes a short list of harmless elements. Pictures go, their words stay. Headings
//! step down, because the page around them has its own.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

const ELEMENTS: [&str; 17] = [
    "p",
    "br",
    "em",
    "strong",
    "del",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "hr",
    "h3",
    "h4",
    "h5",
    "h6",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from(ELEMENTS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .link_rel(Some("noopener nofollow"));
    cleaner
});

static MAIL_CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        // What is struck out is old beside new.
        .tags(ELEMENTS.into_iter().chain(["h1", "h2", "s"]).collect())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .generic_attributes(HashSet::from(["dir"]))
        // What the mail draws as a button.
        .allowed_classes(HashMap::from([("a", HashSet::from(["button"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .clean_content_tags(HashSet::from(["script", "style", "title"]))
        .link_rel(Some("noopener nofollow"));
    cleaner
});

/// Safe HTML whose headings stand below a heading of level `below`, 2 to 5.
pub fn html(text: &str, below: u8) -> String {
    let parser =
        Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).filter_map(|event| match event {
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
            Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
                level: demoted(level, below),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            })),
            Event::End(TagEnd::Heading(level)) => {
                Some(Event::End(TagEnd::Heading(demoted(level, below))))
            }
            other => Some(other),
        });
    let mut raw = String::new();
    html::push_html(&mut raw, parser);
    CLEANER.clean(&raw).to_string()
}

/// A letter of ours as a part of a page of ours: its headings stand below one of level 2, and it looks
/// as the page does.
pub fn mail(letter: &str) -> String {
    let mut page = MAIL_CLEANER.clean(letter).to_string();
    for (theirs, ours) in [("h3", "h5"), ("h2", "h4"), ("h1", "h3")] {
        for (open, close) in [("<", ">"), ("</", ">"), ("<", " ")] {
            page = page.replace(&format!("{open}{theirs}{close}"), &format!("{open}{ours}{close}"));
        }
    }
    page
}

/// The first paragraph's words without any mark-up, for a page's description.
pub fn summary(text: &str) -> String {
    let mut words = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(part) | Event::Code(part) => words.push_str(&part),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(TagEnd::Paragraph) => break,
            _ => (),
        }
    }
    words
}

fn demoted(level: HeadingLevel, below: u8) -> HeadingLevel {
    let level = (level as usize + usize::from(below)).min(6);
    HeadingLevel::try_from(level).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_keeps_its_shape() {
        assert_eq!(
            html("# Why\n\nA *plain* [link](https://example.org).", 2),
            "<h3>Why</h3>\n<p>A <em>plain</em> <a href=\"https://example.org\" \
             rel=\"noopener nofollow\">link</a>.</p>\n"
        );
    }

    #[test]
    fn headings_never_climb() {
        assert!(html("# a\n\n###### b", 3).contains("<h4>a</h4>\n<h6>b</h6>"));
        assert!(!html("<h1>a</h1>", 2).contains("<h1"));
    }

    #[test]
    fn pictures_leave_their_words() {
        let page = html("![A flag](https://example.org/flag.png) <img src=x onerror=alert(1)>", 2);
        assert!(page.contains("A flag") && !page.contains("<img"), "{page}");
    }

    #[test]
    fn hostile_text_becomes_harmless() {
        for text in [
            "<script>alert(1)</script>",
            "<style>body{display:none}</style>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,AAAA)",
            "<a href=\"javascript&colon;alert(1)\" onclick=alert(1)>x</a>",
            "<svg><script>alert(1)</script></svg>",
            "<iframe src=https://example.org></iframe>",
            "<form action=/r/x><button>go</button></form>",
            "<p style=\"position:fixed\" class=\"notice\" id=\"main\">x</p>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "[x](//evil.example)",
            "[x](/r/token/cancel)",
            "`</code><script>alert(1)</script>`",
        ] {
            let page = html(text, 2).to_lowercase();
            for bad in [
                "<script",
                "<style",
                "href=\"javascript",
                "href=\"data",
                " onclick",
                "<img",
                "<svg",
                "<iframe",
                "<form",
                "<button",
                " style=",
                " class=",
                " id=",
                "href=\"/",
            ] {
                assert!(!page.contains(bad), "{text} made {page}");
            }
        }
    }

    #[test]
    fn a_letter_keeps_its_shape_and_none_of_its_looks() {
        let letter = "<!doctype html><html lang=\"en\"><head><title>T</title></head><body style=\"x\">\
            <h1 dir=\"auto\" style=\"margin:0\">A</h1><p style=\"y\">b<br><a style=\"z\" \
            href=\"https://example.org\">c</a></p></body></html>";
        assert_eq!(
            mail(letter),
            "<h3 dir=\"auto\">A</h3><p>b<br><a href=\"https://example.org\" \
             rel=\"noopener nofollow\">c</a></p>"
        );
    }

    #[test]
    fn a_summary_has_words_only() {
        assert_eq!(
            summary("A **bold**\nline & [link](https://example.org)\n\nMore"),
            "A bold line & link"
        );
    }
}
