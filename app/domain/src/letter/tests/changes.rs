//! Letters that tell what changed about an event.

use super::*;
use crate::change::{Difference, News, What};

fn difference(what: What, old: &str, new: &str) -> Difference {
    Difference { what, old: old.into(), new: new.into() }
}

/// Everything says this.
pub(super) fn of(text: &str) -> Changes {
    Changes {
        news: News::Changed,
        differences: vec![difference(What::Time, text, text)],
        reason: Some(text.into()),
        is_replaced: true,
    }
}

fn told(news: News, differences: Vec<Difference>) -> Facts {
    let changes = Changes { news, differences, ..Changes::default() };
    Facts { changes, ..briefing() }
}

#[test]
fn old_and_new_stand_each_on_a_line_of_its_own() {
    let moved = vec![
        difference(What::Time, "Friday, June 16, 2017, 1:00 pm ET", "Monday, June 19, 2017"),
        difference(What::Place, "Room 2172", "Online"),
    ];
    let words = written(Kind::EventChanged(Standing::Seated), &told(News::Changed, moved));
    for line in [
        "When, before: Friday, June 16, 2017, 1:00 pm ET",
        "When, now: Monday, June 19, 2017",
        "Where, before: Room 2172",
        "Where, now: Online",
        "Your seat stays yours.",
        "A calendar entry comes with this mail, in place of the one that you have.",
        "https://dais.example.org/r/s3cr3t",
    ] {
        assert!(has_line(&words, line), "no line {line:?} in\n{}", words.text);
    }
    assert!(words.subject.starts_with("Event changed: US Policy"), "{}", words.subject);
    assert!(words.html.contains("<s>Room 2172</s>"));
}

#[test]
fn who_waits_has_no_entry_and_is_told_so_little_as_they_need() {
    let moved = vec![difference(What::Place, "Room 2172", "Room 7")];
    let words = written(Kind::EventChanged(Standing::Waiting), &told(News::Changed, moved));
    assert!(has_line(&words, "You are still on the waiting list."));
    assert!(!words.text.contains("calendar"));
}

#[test]
fn what_is_called_off_says_so_first_and_why() {
    for (news, opening, subject) in [
        (
            News::Cancelled,
            "The hosts have cancelled this event: it will not happen.",
            "Event cancelled: ",
        ),
        (News::Postponed, "The hosts have postponed this event:", "Event postponed: "),
    ] {
        let mut facts = told(news, vec![difference(What::State, "Takes place", "Cancelled")]);
        facts.changes.reason = Some("Votes are called.".into());
        let words = written(Kind::EventChanged(Standing::Seated), &facts);
        assert!(words.text.contains(&format!(",\n\n{opening}")), "{}", words.text);
        assert!(words.subject.starts_with(subject), "{}", words.subject);
        assert!(has_line(&words, "The hosts say: Votes are called."));
        assert!(has_line(&words, "With this mail the entry goes out of your calendar."));
        assert!(!words.text.contains("before:") && !words.text.contains("You can change"));
        // Nobody is sent to a room where nothing happens.
        assert!(!words.text.contains("Room 2172"));
    }
}

#[test]
fn what_is_on_again_says_what_is_not_as_it_was_planned() {
    let on = || difference(What::State, "Postponed", "Takes place");
    let as_planned = written(Kind::EventChanged(Standing::Seated), &told(News::BackOn, vec![on()]));
    assert!(as_planned.text.contains("happens after all, as was planned."));
    assert!(as_planned.subject.starts_with("Event back on: "));
    let moved = vec![on(), difference(What::Time, "June 16", "June 19")];
    let moved = written(Kind::EventChanged(Standing::Seated), &told(News::BackOn, moved));
    assert!(moved.text.contains("Not everything is as it was planned:\n\nWhen, before: June 16\n"));
}
