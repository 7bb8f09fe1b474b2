//! Subjects on a phone: what happened, which event, the day and the room.

use super::*;

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
    assert_eq!(
        written(Kind::Confirmed, &far).subject,
        "Confirmed: US Policy… · Fri, Jun 16 · Annex Annex Annex…"
    );
    let bare = Facts { short_when: None, short_where: None, ..briefing() };
    let whole = "RSVP cancelled: US Policy and its Impact on Child Labor…";
    assert_eq!(written(Kind::GivenUp(Standing::Seated), &bare).subject, whole);
}

#[test]
fn every_subject_has_the_day_and_the_room() {
    let rooms = ["Rayburn 2172", "Kennedy Caucus Room", "Capitol Visitor Center", "x"];
    for title in ["T", "US Policy and its Impact", &"word ".repeat(60), &"x".repeat(900)] {
        for room in rooms {
            for day in ["Fri, Jun 16", "Wed, Sep 30"] {
                let (short_when, short_where) = (Some(day.to_owned()), Some(room.to_owned()));
                let facts = Facts { title: title.into(), short_when, short_where, ..briefing() };
                for kind in KINDS {
                    let subject = written(kind, &facts).subject;
                    let tail = format!(" · {day} · {}", room.split(' ').next().unwrap_or_default());
                    assert!(subject.contains(&tail), "{subject}");
                    assert!(subject.chars().count() < 60, "{subject}");
                }
            }
        }
    }
}
