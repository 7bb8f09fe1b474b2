//! What strangers put into values, and what staff put into Markdown.

mod links;

use super::*;
use crate::letter::{Contact, Words, write_typed};

fn facts() -> Facts {
    Facts {
        title: "Hours in the Field".into(),
        short_when: Some("Fri, Jun 16".into()),
        short_where: Some("Rayburn 2172".into()),
        when: vec!["Friday, June 16, 2017".into(), "1:00 – 2:00 pm ET".into()],
        place: vec!["Room 2172".into(), "Rayburn House Office Building".into()],
        arrival: Some("Bring a photo ID.\nThe south entrance has no steps.".into()),
        hosts: "Coalition for Harvests".into(),
        guest: Some("Ada Example".into()),
        contact: Some(Contact { name: None, email: "wren@example.org".into() }),
        site: "Coalition for Harvests".into(),
        seats: 1,
        rsvp_link: "https://dais.example.org/r/s3cr3t".into(),
        event_link: "https://dais.example.org/events/hours".into(),
        privacy_link: "https://dais.example.org/privacy".into(),
        ..Facts::default()
    }
}

fn written(subject: &str, body: &str, facts: &Facts) -> Words {
    let typed = Typed { subject: subject.to_owned(), body: body.to_owned() };
    write_typed(Kind::Confirmed, facts, Some(&typed)).expect("the templates render")
}

fn body(body: &str) -> Words {
    written("", body, &facts())
}

fn has_lines(words: &Words, lines: &str) -> bool {
    words.text.contains(&format!("\n{lines}\n"))
}

#[test]
fn values_stand_a_fact_a_line_where_they_are_alone_and_in_a_row_in_a_sentence() {
    let words = body("# {title}\n{when}\n\nWe meet in {where}.\n\n**{arrival}**");
    assert!(
        words.text.starts_with("Hello Ada Example,\n\nHours in the Field\nFriday"),
        "{}",
        words.text
    );
    assert!(has_lines(&words, "Friday, June 16, 2017\n1:00 – 2:00 pm ET"), "{}", words.text);
    assert!(has_lines(&words, "We meet in Room 2172, Rayburn House Office Building."));
    assert!(has_lines(&words, "Bring a photo ID.\nThe south entrance has no steps."));
    assert!(words.html.contains("<strong>Bring a photo ID.</strong><br>"), "{}", words.html);
}

#[test]
fn the_frame_stays_and_brings_the_link_that_the_words_lack() {
    let without = body("See you there.");
    assert!(has_lines(
        &without,
        "See, change or cancel your RSVP:\nhttps://dais.example.org/r/s3cr3t"
    ));
    assert!(has_lines(&without, "wren@example.org") && without.text.contains("/privacy"));
    let with = body("See you there.\n\n[My RSVP]({rsvp_link})\n\nBye.");
    assert!(
        has_lines(&with, "My RSVP:\nhttps://dais.example.org/r/s3cr3t\n\nBye."),
        "{}",
        with.text
    );
    assert_eq!(with.text.matches("/r/s3cr3t").count(), 1);
    assert_eq!(with.html.matches("/r/s3cr3t").count(), 1);
    assert!(with.html.contains("border:12px solid #1d4ed0"), "a button of its own");
    let both = [body("{rsvp_link}"), body("- {rsvp_link}"), body("> x\n> {rsvp_link} y")];
    assert!(both.iter().all(|words| words.text.matches("/r/s3cr3t").count() == 1));
}

#[test]
fn a_line_without_anything_to_tell_is_left_out_and_words_of_staff_never_are() {
    let bare = Facts { hosts: String::new(), arrival: None, guest: None, ..facts() };
    let typed = "Hosts: {hosts}\n\n## Getting in\n{arrival}\n\n- {arrival}\n\n## Next\n\
                 Dear {name}, welcome.\nBring water, {arrival}\nCome to room 2175: {arrival}";
    let words = written("{name}, see you", typed, &bare);
    for gone in ["Hosts", "Getting in", "- "] {
        assert!(!words.text.contains(gone), "{gone} in {}", words.text);
    }
    for kept in ["Dear guest, welcome.", "Bring water,", "Come to room 2175:"] {
        assert!(words.text.contains(kept) && words.html.contains(kept), "{kept}: {}", words.text);
    }
    assert!(words.subject.starts_with("guest, see you"), "{}", words.subject);
    assert!(!words.text.contains("\n\n\n") && !words.html.contains("<ul"), "{}", words.html);
}

#[test]
fn values_are_never_placeholders_markdown_html_or_links() {
    for evil in [
        "[x](http://evil.example)",
        "<b>bold</b><script>alert(1)</script>",
        "{rsvp_link}",
        "{{title}}",
        "**loud** _and_ `code`",
        "# heading",
        "one\n\n# two\r\n- three",
        "\u{202e}desrever\u{2066}",
        "<https://evil.example>",
        "](https://evil.example)",
    ] {
        let facts = Facts {
            title: evil.into(),
            hosts: evil.into(),
            guest: Some(evil.into()),
            arrival: Some(evil.into()),
            place: vec![evil.into()],
            ..facts()
        };
        let typed = "{title}\n\nx {title} y\n\n[{title}]({event_link})\n\n- {where}\n\n{arrival} {hosts} {name}";
        let words = written("{title} {name}", typed, &facts);
        assert!(words.text.starts_with("Hello,\n"), "{evil}: {}", words.text);
        for bad in [
            "<b>",
            "<script",
            "\u{202e}",
            "\u{2066}",
            "href=\"http://evil",
            "href=\"https://evil",
            "<strong>loud",
        ] {
            assert!(!words.html.contains(bad), "{bad} of {evil} in {}", words.html);
        }
        assert_eq!(words.text.matches("/r/s3cr3t").count(), 1, "{evil}: {}", words.text);
        assert_eq!(words.html.matches("/r/s3cr3t").count(), 1, "{evil}");
        for line in words.text.lines().filter(|line| line.contains("://")) {
            assert!(line.starts_with("https://dais.example.org/"), "{line} of {evil}");
        }
        assert!(
            words.subject.chars().count() < 60 && !words.subject.contains('\n'),
            "{}",
            words.subject
        );
    }
}

#[test]
fn links_of_staff_stand_alone_in_the_plain_part() {
    let words = body(
        "Read [the report](https://example.org/a?b=c&d=e) before.\n\nMaterials: https://example.org/m.\n\n\
         [Write to us](mailto:wren@example.org).\n\n- [One](https://example.org/1)\n- Two",
    );
    assert!(
        has_lines(&words, "Read the report before.\nthe report:\nhttps://example.org/a?b=c&d=e"),
        "{}",
        words.text
    );
    assert!(has_lines(&words, "Materials:\nhttps://example.org/m"), "{}", words.text);
    assert!(has_lines(&words, "Write to us:\nwren@example.org"), "{}", words.text);
    assert!(has_lines(&words, "- One:\nhttps://example.org/1\n- Two"), "{}", words.text);
    assert!(
        words.html.contains("<a href=\"https://example.org/m\">example.org/m</a>."),
        "{}",
        words.html
    );
}

#[test]
fn markdown_becomes_tidy_lines_and_html_stays_text() {
    let words = body(
        "## Bring\n\n1. a *photo* ID\n2. **time**\n\n> said\n\n---\n\n<b>x</b> &amp; `a < b`\nnext\n\n<div>\nraw {seats}\n</div>",
    );
    assert!(words.text.contains("Bring\n1. a photo ID\n2. time\n\n> said\n\n* * *\n\n<b>x</b> & a < b\nnext\n\n<div>\nraw 1 seat\n</div>"), "{}", words.text);
    assert!(
        words.html.contains("&#60;b&#62;x") || words.html.contains("&lt;b&gt;x"),
        "{}",
        words.html
    );
    assert!(words.html.contains("a <em>photo</em> ID"));
    let deep = body(&format!("{}x", "> ".repeat(3000)));
    assert!(deep.text.contains('x') && deep.html.matches("<blockquote").count() < 6);
}

#[test]
fn a_subject_takes_title_day_and_room_and_stays_short() {
    let subject = |typed: &str| written(typed, "x", &facts()).subject;
    assert_eq!(subject(""), "Confirmed: Hours in the Field · Fri, Jun 16 · Rayburn 2172");
    assert_eq!(
        subject("You are in"),
        "You are in: Hours in the Field · Fri, Jun 16 · Rayburn 2172"
    );
    assert_eq!(subject("{title}, {when}"), "Hours in the Field, Fri, Jun 16 · Rayburn 2172");
    assert_eq!(
        subject("{name}, see you in {where}"),
        "Ada Example, see you in Rayburn 2172 · Fri, Jun 16"
    );
    let long = "word ".repeat(30);
    for typed in ["{title}", "a {title} b", "{title}{title}", &long, "{", "{nobody}"] {
        for title in ["", "T", &long, &"x".repeat(900)] {
            let subject =
                written(typed, "x", &Facts { title: title.to_owned(), ..facts() }).subject;
            assert!(subject.chars().count() < 60, "{typed} {subject}");
        }
    }
}

#[test]
fn what_cannot_be_filled_is_refused_with_what_can() {
    let known =
        [Placeholder::Name, Placeholder::Title, Placeholder::RsvpLink, Placeholder::EventLink];
    let check = |body: &str| check_body(body, &known);
    for fine in [
        "x",
        "{name} {{braces}} { title }",
        "[a]({rsvp_link}) <https://example.org>",
        "`a` <b>",
        "[x](mailto:a@example.org)",
    ] {
        assert_eq!(check(fine), Ok(()), "{fine}");
    }
    let wrong = |body: &str| check(body).expect_err(body);
    assert_eq!(
        wrong("Hi {nmae}"),
        "{nmae} cannot be used here. These can: {name}, {title}, {rsvp_link} and {event_link}."
    );
    assert!(wrong("{when}").contains("cannot be used here"));
    assert!(wrong("> - {x}").contains("{x} cannot"));
    for stray in ["a { b", "a } b", "{na\nme}", "{*name*}", "{name"] {
        assert!(wrong(stray).contains("without its other half"), "{stray}: {}", wrong(stray));
    }
    for nowhere in [
        "[x](/r/abc)",
        "[x](//evil.example)",
        "[x](javascript:alert(1))",
        "[x](https://example.org/{name})",
        "[x](data:text/html,x)",
        "[x](https://a@example.org)",
    ] {
        assert!(wrong(nowhere).contains("leads nowhere"), "{nowhere}: {}", wrong(nowhere));
    }
    assert!(wrong("[x]({title})").contains("only {rsvp_link}"));
    assert!(wrong(" \n ").contains("Write what"));
    assert!(wrong(&"x".repeat(LONGEST_BODY + 1)).contains("fit"));
    assert!(
        check_subject("a\nBcc: x", &known).is_err()
            && check_subject("{rsvp_link}", &known).is_err()
    );
    assert_eq!(check_subject("{title} for {name}", &known), Ok(()));
}
