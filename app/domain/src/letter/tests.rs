//! Letters as their readers get them: guests, mail clients and the programs that check them.

use super::*;

mod changes;
mod deadlines;
mod subjects;

const KINDS: [Kind; 35] = [
    Kind::Confirmed,
    Kind::Waiting,
    Kind::Asked,
    Kind::Offered,
    Kind::Lapsed,
    Kind::LineClosed,
    Kind::AlreadyHere(Standing::Seated),
    Kind::AlreadyHere(Standing::Waiting),
    Kind::AlreadyHere(Standing::Offered),
    Kind::AlreadyHere(Standing::Asked),
    Kind::AlreadyHere(Standing::GivenUp),
    Kind::AlreadyHere(Standing::Cancelled),
    Kind::AlreadyHere(Standing::Lapsed),
    Kind::Cancelled(Standing::Seated),
    Kind::Cancelled(Standing::Waiting),
    Kind::Cancelled(Standing::Offered),
    Kind::Cancelled(Standing::Asked),
    Kind::Corrected(Standing::Seated),
    Kind::Corrected(Standing::Waiting),
    Kind::Corrected(Standing::Offered),
    Kind::GivenUp(Standing::Seated),
    Kind::GivenUp(Standing::Waiting),
    Kind::GivenUp(Standing::Offered),
    Kind::GivenUp(Standing::Asked),
    Kind::Changed(Standing::Seated),
    Kind::Changed(Standing::Waiting),
    Kind::Changed(Standing::Offered),
    Kind::Changed(Standing::Asked),
    Kind::Changed(Standing::GivenUp),
    Kind::EventChanged(Standing::Seated),
    Kind::EventChanged(Standing::Waiting),
    Kind::EventChanged(Standing::Offered),
    Kind::EventChanged(Standing::Asked),
    Kind::HandedOver(Standing::Seated),
    Kind::HandedOver(Standing::Waiting),
];

/// Whose RSVP stands so, or did until now.
fn is_about(kind: Kind, standing: Standing) -> bool {
    kind.standing() == Some(standing)
        || matches!(kind, Kind::Cancelled(from) | Kind::GivenUp(from) | Kind::HandedOver(from)
            if from == standing)
}

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
        offered_until: Some("Saturday, June 3, 2017, 10:00 am ET".into()),
        seats: 1,
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
        seats: 2,
        companions: vec![text.into()],
        scheduler: every(),
        handed_by: every(),
        note: every(),
        changes: changes::of(text),
        ..briefing()
    }
}

const CONTACT: &str = "mailto:wren@example.org";

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
        let announced = matches!(
            kind,
            Kind::Waiting
                | Kind::AlreadyHere(Standing::Waiting)
                | Kind::Corrected(Standing::Waiting)
                | Kind::Changed(Standing::Waiting)
        );
        assert_eq!(words.subject.to_lowercase().contains("waiting"), announced, "{kind:?}");
        // Who has left the line reads how to join it again.
        let told = matches!(kind, Kind::GivenUp(Standing::Offered | Standing::Seated))
            || kind != Kind::LineClosed && is_about(kind, Standing::Waiting)
            || is_about(kind, Standing::Lapsed);
        assert_eq!(words.text.to_lowercase().contains("waiting"), told, "{kind:?}");
        assert_eq!(words.html.to_lowercase().contains("waiting"), told, "{kind:?}");
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
            let own = !matches!(kind, Kind::HandedOver(_));
            assert_eq!(has_line(&words, &facts.rsvp_link), own, "{kind:?}");
            assert!(own || !words.html.contains(&facts.rsvp_link), "{kind:?}");
            assert!(has_line(&words, &facts.privacy_link), "{kind:?}");
            for target in words.html.split("href=\"").skip(1) {
                let target = target.split('"').next().unwrap_or_default();
                let ours = links.iter().any(|link| *link == target) || target == CONTACT;
                assert!(ours, "{target:?} in {kind:?}");
            }
            let pages = words.html.matches("href=\"http").count();
            assert_eq!(words.html.matches("://").count(), pages);
            let contact = format!("<a href=\"{CONTACT}\">wren@example.org</a>");
            assert_eq!(words.html.matches(&contact).count(), 1, "{kind:?}");
        }
    }
}

#[test]
fn a_mail_loads_nothing() {
    for kind in KINDS {
        let html = written(kind, &briefing()).html;
        for remote in ["src=", "<img", "<link", "url(", "@import", "<script", "<style", "var("] {
            assert!(!html.contains(remote), "{remote} in {kind:?}");
        }
        assert_eq!(html.matches("color:#1d4ed0").count(), 1, "one main button in {kind:?}");
        assert!(html.len() < 20_000, "{} bytes in {kind:?}", html.len());
    }
}

#[test]
fn outlook_has_a_width_and_a_button_and_nobody_else_a_table() {
    for kind in KINDS {
        let html = written(kind, &briefing()).html;
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n"), "{html}");
        let (mut seen, mut for_outlook) = (String::new(), String::new());
        for (nth, part) in html.split("<!--[if mso]>").enumerate() {
            let (theirs, rest) = part.split_once("<![endif]-->").unwrap_or(("", part));
            for_outlook.push_str(theirs);
            seen.push_str(if nth == 0 { part } else { rest });
        }
        assert!(!seen.contains("<table") && !seen.contains("<!--"), "{seen}");
        assert!(for_outlook.contains("width=\"612\"") && seen.contains("max-width:612px"));
        for element in ["table", "tr", "td"] {
            let [opened, shut] = [format!("<{element}"), format!("</{element}>")];
            let pair = [opened, shut].map(|tag| for_outlook.matches(tag.as_str()).count());
            assert_eq!(pair[0], pair[1], "{element} in {kind:?}");
            assert_eq!(pair[0], 2, "{element} in {kind:?}");
        }
        let tables = for_outlook.matches("<table role=\"presentation\"").count();
        assert_eq!(tables, for_outlook.matches("<table").count());
    }
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
        assert!(
            !words.text.contains("for you until") && !words.text.contains("behalf"),
            "{kind:?}"
        );
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
    let evil = || Some("evil.com says hi".to_owned());
    let facts = Facts {
        guest: evil(),
        scheduler: evil(),
        handed_by: evil(),
        companions: vec!["evil.com says hi".into()],
        seats: 2,
        ..briefing()
    };
    for kind in KINDS {
        let words = written(kind, &facts);
        assert!(words.text.starts_with("Hello,\n"), "{kind:?}");
        assert!(has_line(&words, "Somebody of your office replied on your behalf."), "{kind:?}");
        assert!(!words.text.contains("evil") && !words.html.contains("evil"), "{kind:?}");
        let copy = written(kind, &Facts { copy: true, ..facts.clone() });
        let opening = "This is a copy for you: you replied on behalf of somebody else.\n\nHello,\n";
        assert!(copy.text.starts_with(opening), "{kind:?}");
        assert!(!copy.text.contains("evil") && !copy.html.contains("evil"), "{kind:?}");
    }
    let confirmed = written(Kind::Confirmed, &facts);
    assert!(has_line(&confirmed, "A colleague handed their seats to you."));
    assert!(has_line(&confirmed, "2 seats"));
}

#[test]
fn a_party_is_told_by_name_and_its_seats_by_number() {
    let companions = vec!["Ben Example".to_owned(), "Cleo Example".to_owned()];
    let facts = Facts { seats: 3, companions, ..briefing() };
    let named = "3 seats: yours, Ben Example and Cleo Example";
    for kind in [
        Kind::Confirmed,
        Kind::Offered,
        Kind::Changed(Standing::Seated),
        Kind::Corrected(Standing::Seated),
        Kind::AlreadyHere(Standing::Offered),
    ] {
        let words = written(kind, &facts);
        assert!(has_line(&words, named) && words.html.contains(named), "{kind:?}: {}", words.text);
    }
    let asked = format!("You asked for {named}");
    for kind in [Kind::Waiting, Kind::Asked, Kind::Changed(Standing::Waiting), Kind::Lapsed] {
        assert!(has_line(&written(kind, &facts), &asked), "{kind:?}");
    }
    let confirmed = written(Kind::Confirmed, &facts);
    assert!(confirmed.text.contains("Your seats are confirmed."));
    let offered = written(Kind::Offered, &facts);
    assert!(offered.text.contains("3 seats have come free, and they are yours if you take them."));
    assert!(offered.subject.starts_with("Seats offered: "));
    let online = written(Kind::Confirmed, &Facts { online: true, ..facts });
    assert!(has_line(&online, "3 places: yours, Ben Example and Cleo Example"));
    assert!(!written(Kind::Confirmed, &briefing()).text.contains("seats"));
}

#[test]
fn an_offer_says_until_when_and_what_happens_then() {
    let words = written(Kind::Offered, &briefing());
    assert!(has_line(&words, "We hold it for you until Saturday, June 3, 2017, 10:00 am ET."));
    assert!(words.text.contains("If you do neither in time, the next in line gets the offer."));
    assert!(words.html.contains("<strong>Saturday, June 3, 2017, 10:00 am ET</strong>"));
    assert!(words.subject.starts_with("Seat offered: "));
    let online = written(Kind::Offered, &Facts { online: true, ..briefing() });
    assert!(online.subject.starts_with("Place offered: "));
    assert!(!online.text.contains("seat") && !online.html.contains("seat"));
}

#[test]
fn a_receipt_tells_what_everybody_may_know() {
    let words = written(Kind::Receipt, &briefing());
    assert!(words.text.starts_with("Hello,\n\nYou replied on behalf of Ada O’Neill-Park to:\n"));
    assert!(words.subject.starts_with("Reply received: US Policy"));
    for part in [&words.text, &words.html] {
        assert!(part.contains("https://dais.example.org/events/child-labor"));
        for private in ["/r/", "ID", "seat", "waiting"] {
            assert!(!part.contains(private), "{private}: {part}");
        }
    }
    let evil = Facts { guest: Some("evil.com says hi".into()), ..briefing() };
    let words = written(Kind::Receipt, &evil);
    assert!(has_line(&words, "You replied on behalf of somebody to:"));
    assert!(!words.text.contains("evil") && !words.html.contains("evil"));
}

#[test]
fn who_is_not_allowed_copies_yet_asks_for_them() {
    let scheduler = |name: &str| Some(name.to_owned());
    let facts = Facts { scheduler: scheduler("Dana Example"), asks_for_copies: true, ..briefing() };
    for kind in KINDS {
        let asks = written(kind, &facts).text.contains("Dana Example replied on your behalf and");
        assert_eq!(asks, !kind.is_farewell(), "{kind:?}");
    }
    let words = written(Kind::Confirmed, &Facts { scheduler: scheduler("evil.com"), ..facts });
    assert!(words.text.contains("\nSomebody replied on your behalf and asks for copies"));
}

#[test]
fn who_replied_for_whom_is_told_to_both() {
    let facts = Facts { scheduler: Some("Dana Example".into()), ..briefing() };
    let copied = Facts { copy: true, ..facts.clone() };
    for kind in KINDS {
        let own = written(kind, &facts);
        assert!(has_line(&own, "Dana Example replied on your behalf."), "{kind:?}");
        assert!(own.text.starts_with("Hello Ada O’Neill-Park,\n"), "{kind:?}");
        let copy = written(kind, &copied);
        let opening = "This is a copy for you: you replied on behalf of Ada O’Neill-Park.\n";
        assert!(copy.text.starts_with(opening) && copy.html.contains(opening.trim()), "{kind:?}");
        assert!(!copy.text.contains("on your behalf"), "{kind:?}");
        assert!(!copy.text.contains("an RSVP made with your address"), "{kind:?}");
        assert!(!own.text.contains("\n\n\n") && !copy.text.contains("\n\n\n"), "{kind:?}");
    }
}

#[test]
fn who_got_a_seat_from_a_colleague_reads_whose() {
    let facts = Facts { handed_by: Some("Ben Example".into()), ..briefing() };
    let words = written(Kind::Confirmed, &facts);
    assert!(has_line(&words, "Ben Example handed their seat to you."));
    assert!(words.html.contains("Ben Example handed their seat to you."));
    let waiting = written(Kind::Waiting, &facts);
    assert!(has_line(&waiting, "Ben Example handed their place in line to you."));
    assert!(!written(Kind::GivenUp(Standing::Seated), &facts).text.contains("Ben"));
}
