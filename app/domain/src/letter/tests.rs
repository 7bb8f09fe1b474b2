//! Letters as their readers get them: guests, mail clients and the programs that check them.

use super::*;

const KINDS: [Kind; 8] = [
    Kind::Confirmed,
    Kind::Waiting,
    Kind::Asked,
    Kind::AlreadyHere(Standing::Seated),
    Kind::AlreadyHere(Standing::Waiting),
    Kind::AlreadyHere(Standing::Asked),
    Kind::AlreadyHere(Standing::GivenUp),
    Kind::GivenUp,
];

fn briefing() -> Facts {
    Facts {
        title: "US Policy and its Impact on Child Labor and Trafficking".into(),
        short_when: Some("Fri, Jun 16".into()),
        short_where: Some("Rayburn 2172".into()),
        when: vec!["Friday, June 16, 2017".into(), "1:00 – 2:00 pm ET".into()],
        place: vec!["Room 2172".into(), "Rayburn House Office Building".into()],
        arrival: Some("Bring a photo ID.\nThe south entrance has no steps.".into()),
        hosts: "Coalition for Harvests, Reading Rooms United and Fair Fields".into(),
        guest: Some("Ada O’Neill-Park".into()),
        contact: Some(Contact {
            name: Some("Wren Calloway".into()),
            email: "wren@example.org".into(),
        }),
        site: "Coalition for Harvests".into(),
        rsvp_link: "https://dais.example.org/r/s3cr3t".into(),
        event_link: "https://dais.example.org/events/child-labor".into(),
        privacy_link: "https://dais.example.org/privacy".into(),
        ..Facts::default()
    }
}

fn hostile(text: &str) -> Facts {
    let every = || Some(text.to_owned());
    Facts {
        title: text.into(),
        short_when: every(),
        short_where: every(),
        when: vec![text.into()],
        place: vec![text.into()],
        arrival: every(),
        hosts: text.into(),
        guest: every(),
        contact: Some(Contact { name: every(), email: "wren@example.org".into() }),
        site: text.into(),
        ..briefing()
    }
}

fn written(kind: Kind, facts: &Facts) -> Words {
    write(kind, facts).expect("the templates render")
}

fn has_line(words: &Words, line: &str) -> bool {
    words.text.lines().any(|one| one == line)
}

#[test]
fn a_confirmation_tells_each_fact_on_its_line() {
    let words = written(Kind::Confirmed, &briefing());
    for line in [
        "Hello Ada O’Neill-Park,",
        "US Policy and its Impact on Child Labor and Trafficking",
        "Friday, June 16, 2017",
        "1:00 – 2:00 pm ET",
        "Room 2172",
        "Rayburn House Office Building",
        "Bring a photo ID.",
        "The south entrance has no steps.",
        "Questions? Write to Wren Calloway:",
        "wren@example.org",
        "https://dais.example.org/r/s3cr3t",
    ] {
        assert!(has_line(&words, line), "no line {line:?} in\n{}", words.text);
    }
    assert_eq!(words.subject, "Confirmed: US Policy and its… · Fri, Jun 16 · Rayburn 2172");
}

#[test]
fn waiting_is_said_where_it_is_true_and_nowhere_else() {
    for kind in KINDS {
        let words = written(kind, &briefing());
        let waits = matches!(kind, Kind::Waiting | Kind::AlreadyHere(Standing::Waiting));
        assert_eq!(words.subject.to_lowercase().contains("waiting"), waits, "{kind:?}");
        assert_eq!(words.text.to_lowercase().contains("waiting"), waits, "{kind:?}");
        assert_eq!(words.html.to_lowercase().contains("waiting"), waits, "{kind:?}");
    }
}

#[test]
fn the_place_in_line_is_told_when_known() {
    let third = Facts { place_in_line: Some(3), ..briefing() };
    assert!(has_line(&written(Kind::Waiting, &third), "You are number 3 in line."));
    assert!(!written(Kind::Waiting, &briefing()).text.contains("in line."));
}

#[test]
fn links_are_ours_and_stand_alone() {
    let long = "long title ".repeat(110);
    for facts in [briefing(), hostile("see https://evil.example/x and"), hostile(&long)] {
        let links = [&facts.rsvp_link, &facts.event_link, &facts.privacy_link];
        for kind in KINDS {
            let words = written(kind, &facts);
            for line in words.text.lines().filter(|line| line.contains("://")) {
                assert!(links.iter().any(|link| *link == line), "{line:?} in {kind:?}");
            }
            assert!(has_line(&words, &facts.rsvp_link), "{kind:?}");
            assert!(has_line(&words, &facts.privacy_link), "{kind:?}");
            for target in words.html.split("href=\"").skip(1) {
                let target = target.split('"').next().unwrap_or_default();
                assert!(links.iter().any(|link| *link == target), "{target:?} in {kind:?}");
            }
            assert_eq!(words.html.matches("://").count(), words.html.matches("href=").count());
        }
    }
}

#[test]
fn a_mail_loads_nothing() {
    for kind in KINDS {
        let html = written(kind, &briefing()).html;
        for remote in ["src=", "<img", "<link", "url(", "@import", "<script", "<style", "<table"] {
            assert!(!html.contains(remote), "{remote} in {kind:?}");
        }
        assert_eq!(html.matches("#1d4ed0").count(), 2, "one main button in {kind:?}");
    }
}

#[test]
fn subjects_are_short_and_of_one_line() {
    let titles = [
        String::new(),
        "Hours".into(),
        "word ".repeat(300),
        "x".repeat(1200),
        "👩‍👩‍👧".repeat(400),
        "تقرير عن عمل الأطفال ".repeat(40),
        "one\r\nBcc: someone@example.org\u{0}\u{85}\u{2028}two".into(),
    ];
    for title in titles {
        for facts in [Facts { title: title.clone(), ..briefing() }, hostile(&title)] {
            for kind in KINDS {
                let subject = written(kind, &facts).subject;
                assert!(subject.chars().count() < 60, "{subject:?}");
                assert!(!subject.contains(|c: char| c.is_control() || c == '\u{2028}'));
                assert_eq!(subject, subject.trim());
            }
        }
    }
}

#[test]
fn day_and_room_outlast_the_end_of_a_title() {
    let long = Facts { title: "x".repeat(1200), ..briefing() };
    assert!(written(Kind::Confirmed, &long).subject.ends_with("… · Fri, Jun 16 · Rayburn 2172"));
    let far = Facts { short_where: Some("Annex ".repeat(20)), ..briefing() };
    assert!(written(Kind::Confirmed, &far).subject.ends_with(" · Fri, Jun 16"));
    let bare = Facts { short_when: None, short_where: None, ..briefing() };
    let whole = "RSVP cancelled: US Policy and its Impact on Child Labor…";
    assert_eq!(written(Kind::GivenUp, &bare).subject, whole);
}

#[test]
fn markup_in_facts_stays_text() {
    let attack = r#""><script>alert('x')</script><a href='//evil.example'>&"#;
    for kind in KINDS {
        let words = written(kind, &hostile(attack));
        assert!(!words.html.contains("<script"), "{kind:?}");
        assert!(!words.html.contains("<a href='"), "{kind:?}");
        assert!(!words.html.contains("alert('"), "{kind:?}");
        assert!(words.text.contains(attack), "plain text is not escaped, {kind:?}");
    }
}

#[test]
fn a_fact_cannot_add_lines_or_turn_the_text() {
    let facts = hostile("one\r\nhttps://evil.example\n\u{202e}two\u{85}three");
    let words = written(Kind::AlreadyHere(Standing::Asked), &facts);
    assert!(has_line(&words, "one evil.example two three"));
    assert!(!words.html.contains('\u{202e}'));
}

#[test]
fn what_is_not_known_is_not_invented() {
    let bare = Facts {
        title: "Hours in the field".into(),
        rsvp_link: "https://dais.example.org/r/s3cr3t".into(),
        ..Facts::default()
    };
    for kind in KINDS {
        let words = written(kind, &bare);
        assert!(words.text.starts_with("Hello,\n\n"), "{kind:?}");
        assert!(!words.text.contains("Questions?") && !words.text.contains("Hosted"), "{kind:?}");
        assert!(!words.text.contains("calendar"), "{kind:?}");
        assert!(!words.text.contains("\n\n\n"), "{kind:?}");
    }
}

#[test]
fn an_online_guest_is_not_sent_to_the_room() {
    let words = written(Kind::Confirmed, &Facts { online: true, ..briefing() });
    assert!(has_line(&words, "Online: the address of the stream is on your RSVP page."));
    for directions in ["Room 2172", "Bring a photo ID.", "seat"] {
        assert!(!words.text.contains(directions) && !words.html.contains(directions));
    }
}

#[test]
fn a_name_that_is_none_is_not_repeated() {
    for kind in KINDS {
        let words = written(kind, &Facts { guest: Some("evil.com says hi".into()), ..briefing() });
        assert!(words.text.starts_with("Hello,\n"), "{kind:?}");
        assert!(!words.text.contains("evil") && !words.html.contains("evil"), "{kind:?}");
    }
}

#[test]
fn only_names_are_greeted() {
    let names = [
        "Ada",
        "J.R.R. Tolkien",
        "J. R. O’Hara-Smith",
        "Martin Luther King Jr.",
        "D'Angelo St. Cyr",
        "Zoë Ångström",
        "Zoe\u{308} Mu\u{308}ller",
        "Łukasz",
        "李小龍",
        "محمد",
        "नरेन्द्र",
        "ศิริพร น้ำ",
        "Jean-P. Roy",
        "א. לוי",
    ];
    for name in names {
        assert!(greetable(name), "{name}");
    }
    let others = [
        "",
        " ",
        "-",
        "evil.com",
        "t.co",
        "a.b.evil.com",
        "J.evil.com",
        "пример.рф",
        "go to evil.com now",
        "x@example.org",
        "https://evil.example",
        "Ada\nBcc",
        "<b>Ada</b>",
        "Ada & Co",
        "Ada 2",
        "1.2.3.4",
        "evil。com",
        "evil．com",
        "Ada\u{202e}",
        "Ada\"",
        "Dr.Smith",
        "\u{301}",
    ];
    for name in others.into_iter().chain([&*"a".repeat(61)]) {
        assert!(!greetable(name), "{name}");
    }
}
