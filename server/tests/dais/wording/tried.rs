//! Looking at words and trying them out shows what guests will read.

use chrono::TimeDelta;

use super::{page_of, presses, shown};
use crate::by_hand::guests;
use crate::harness::{Dais, a_briefing};

#[tokio::test]
async fn a_reminder_is_shown_as_of_the_step_that_comes_next() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada"]).await;
    let path = page_of(id, "reminder");
    let ada = dais.number("SELECT id FROM rsvp").await.to_string();
    let body = [("body", "This is {near}.\n\n{rsvp_link}")];
    for (wait, subject, near, asks) in [
        (0, "In a week: ", "This is in a week.", false),
        // One day before, guests are asked.
        (13, "Tomorrow: ", "This is tomorrow.", true),
        (6, "Today: ", "This is today.", false),
        // There is none left to come.
        (7, "Tomorrow: ", "This is tomorrow.", true),
    ] {
        dais.wait(TimeDelta::days(wait));
        let staff = dais.editor().await;
        for person in ["", ada.as_str()] {
            let typed = [&body[..], &[("person", person)]].concat();
            let seen = presses(&staff, &path, "preview", &typed).await.page_with(200);
            let (said, text) = shown(&seen);
            assert!(said.starts_with(subject), "{person} after {wait}: {said}");
            assert!(text.contains(near), "{person} after {wait}: {text}");
            assert_eq!(text.contains("/r/their-own-link/coming\n"), asks, "{person} after {wait}");
        }
    }
    dais.post_round().await;
}

#[tokio::test]
async fn a_test_copy_keeps_the_room_in_its_subject() {
    let dais = Dais::start().await;
    let paper = a_briefing().with("title", "Hours in the Field and Children at Work");
    let (_, id) = guests(&dais, paper, &[]).await;
    let staff = dais.editor().await;
    for (kind, subject, begins) in [
        ("confirmed", "", "[Test] Confirmed: Hours"),
        ("confirmed", "You have a seat with us", "[Test] You have a seat"),
        ("event_cancelled", "", "[Test] Event cancelled"),
        ("line_closed", "We are sorry that there is no seat", "[Test] We are sorry"),
        ("confirmed", "{title}, {where}: it is not long until then", "[Test] "),
    ] {
        let typed = [("subject", subject)];
        presses(&staff, &page_of(id, kind), "test", &typed).await.page_with(200);
        let copy = dais.last_letter_to("editor@example.org").await.subject();
        assert!(copy.starts_with(begins), "{copy}");
        assert!(copy.contains("Longworth 1300") && copy.chars().count() < 60, "{copy}");
    }
}
