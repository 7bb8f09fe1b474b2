//! Addresses and links among the words of staff.

use super::{body, has_lines};

#[test]
fn a_bare_address_stays_whole() {
    for address in [
        "https://docs.example/d/1-_abc_/edit",
        "https://x.example/~user/_materials_/slides.pdf",
        "https://x.example/a*b*c",
        "https://en.wikipedia.org/wiki/Rayburn_(building)",
        "https://x.example/?pwd=_Ab_9&copy=1&lt=2",
        "https://x.example/a__b__c#d~e~",
        "http://x.example/[1]/x",
        "https://x.example/_a_",
    ] {
        for (around, before) in [
            ("See @", "See"),
            ("See @.", "See"),
            ("(see @)", "(see"),
            ("*See @*", "See"),
            ("**see @**, please", ""),
            ("- One: @", "- One"),
            ("> At @!", "> At"),
        ] {
            let words = body(&around.replace('@', address));
            let line = format!("\n{address}\n").replace("\n> ", "\n");
            let quoted = format!("\n> {address}\n");
            assert!(
                words.text.contains(&line) || words.text.contains(&quoted),
                "{address} in {around}: {}",
                words.text
            );
            assert!(words.text.contains(before), "{around}: {}", words.text);
            let href = format!("<a href=\"{}\">", address.replace('&', "&#38;"));
            assert!(words.html.contains(&href), "{address} in {around}: {}", words.html);
        }
    }
}

#[test]
fn what_markdown_has_as_link_or_code_is_left_alone() {
    let words = body(
        "[a_b_](https://x.example/_a_) <https://x.example/_b_> `https://x.example/_c_` \
         [https://x.example/_d_](https://x.example/_d_) [ref] https://x.example/e\\_f\\_g\n\n\
         ```\nhttps://x.example/_h_\n```\n\n[ref]: https://x.example/_r_",
    );
    for end in ["_a_", "_b_", "_c_", "_d_", "e_f_g", "_h_", "_r_"] {
        let href = format!("<a href=\"https://x.example/{end}\">");
        assert_eq!(words.html.matches(&href).count(), 1, "{end}: {}", words.html);
    }
    assert!(!words.text.contains('<'), "{}", words.text);
    let plain = body("http:// and https://. and HTTPS://X.example/A_b_ and <wren@example.org>");
    assert_eq!(plain.html.matches("<a href=\"https://x.example/A_b_\"").count(), 1);
    assert!(plain.html.contains("<a href=\"mailto:wren@example.org\">wren@example.org</a>"));
}

#[test]
fn each_word_stands_before_its_own_address() {
    let event = "https://dais.example.org/events/hours";
    let own = "https://dais.example.org/r/s3cr3t";
    for (typed, lines) in [
        (
            "[Series](https://coal.example/series) starts. {event_link}",
            format!(
                "Series starts. See the event\nSeries:\nhttps://coal.example/series\nSee the event:\n{event}"
            ),
        ),
        (
            "Here is [mine]({rsvp_link}) {event_link}.",
            format!("Here is mine See the event.\nmine:\n{own}\nSee the event:\n{event}"),
        ),
        ("It starts. {event_link}", format!("It starts. See the event:\n{event}")),
        ("All of it: {event_link}.", format!("All of it:\n{event}")),
        ("{event_link}", event.to_owned()),
        (
            "[One](https://x.example/1) | [Two](https://x.example/2)",
            "One:\nhttps://x.example/1\nTwo:\nhttps://x.example/2".to_owned(),
        ),
        (
            "Read https://x.example/1, then https://x.example/2.",
            "Read x.example/1, then x.example/2.\nhttps://x.example/1\nhttps://x.example/2"
                .to_owned(),
        ),
    ] {
        let words = body(typed);
        assert!(has_lines(&words, &lines), "{typed}: {}", words.text);
    }
}

#[test]
fn a_letter_speaks_of_a_button_where_it_has_one() {
    for (typed, says) in [
        ("See you.", "the button opens"),
        ("[Mine]({rsvp_link})", "the button opens"),
        ("> {rsvp_link}", "the button opens"),
        ("See [mine]({rsvp_link}) soon.", "the link opens"),
        ("- {rsvp_link}", "the link opens"),
    ] {
        let html = body(typed).html;
        assert!(html.contains(says), "{typed}: {html}");
        assert_eq!(html.contains("class=\"button\""), says.contains("button"), "{typed}");
    }
}

#[test]
fn outlook_gets_no_margin_within_the_cell_of_a_button() {
    for html in [body("x").html, body("{rsvp_link}").html] {
        let (_, cell) = html.split_once("padding:12px 20px").expect("a cell");
        let (cell, _) = cell.split_once("</td>").expect("its end");
        assert!(cell.contains("<a ") && !cell.contains("margin"), "{cell}");
    }
}
