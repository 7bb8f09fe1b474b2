//! Words of staff for the letter about a changed event: old and new stand in it whatever they write.

use chrono::TimeDelta;

use super::{page_of, presses, saves, shown};
use crate::by_hand::guests;
use crate::changes::{rounds, told, written};
use crate::harness::{Colleague, Dais, Letter, Paper, a_briefing};
use crate::life::step;

const MOVED: &str = "Dear {name},\nplease note:\n{changes}\n{standing}\n\n[My place]({rsvp_link})";
const OFF: &str = "We are sorry, {name}.\n\n{changes}\n\n{standing}";

fn moved() -> Paper {
    a_briefing().with_seats(1).with("place.room", "B-318")
}

/// Everything that was gathered is told, and this is Ada's newest letter.
async fn told_to(dais: &Dais, name: &str) -> Letter {
    dais.wait(TimeDelta::minutes(30));
    rounds(dais).await;
    written(dais, name).await.pop().expect("a letter")
}

async fn words_both(staff: &Colleague<'_>, id: i64) {
    let moved = [("subject", "Please note"), ("body", MOVED)];
    saves(staff, &page_of(id, "event_changed"), &moved).await;
    saves(staff, &page_of(id, "event_cancelled"), &[("body", OFF)]).await;
}

#[tokio::test]
async fn old_and_new_stand_among_the_words_of_staff() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    let staff = dais.editor().await;
    words_both(&staff, id).await;
    dais.publishes(moved()).await;
    let mail = staff.get(&format!("/staff/events/{id}/mail")).await.page_with(200);
    let note = [("note", "The lift is broken."), ("step", "save")];
    staff.fills(&mail.form("form[action$='/mail/changes']"), &note).await.leads_to();

    let letter = told_to(&dais, "ada").await;
    assert!(letter.subject().starts_with("Please note: "), "{}", letter.subject());
    let room = "Longworth House Office Building";
    let words = format!(
        "Dear Ada Example,\nplease note:\n\n\
         Where, before: Room 1300, {room}\nWhere, now: Room B-318, {room}\n\n\
         Your seat stays yours.\n\nMy place:\n"
    );
    let plain = letter.plain();
    assert!(plain.contains(&words), "{plain}");
    assert!(!plain.contains("Something about this event"), "{plain}");
    let (own, staffs) =
        (plain.find("My place:"), plain.find("From the hosts:\nThe lift is broken."));
    assert!(own < staffs, "the sentence of the moment stands below: {plain}");
    assert!(plain.contains("A calendar entry comes with this mail"), "{plain}");
    assert!(letter.html().contains(&format!("Before: <s>Room 1300, {room}</s>")));
    assert_eq!(letter.calendar().sequence(), 1);

    let waits = written(&dais, "ben").await.pop().expect("a letter");
    assert!(waits.plain().contains("\nYou are still on the waiting list.\n"), "{}", waits.plain());
    assert!(waits.calendar_text().is_none() && !waits.plain().contains("calendar"));
    assert_eq!(told(&waits), told(&letter));
}

#[tokio::test]
async fn old_and_new_are_set_as_in_the_standard_letter() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada"]).await;
    let staff = dais.editor().await;
    let table = |letter: &Letter| {
        let html = letter.html();
        let from =
            html.find("<p dir=\"auto\" style=\"margin:12px 0\"><strong>Where").expect("a table");
        html[from..].split_inclusive("</p>").next().expect("an end").to_owned()
    };
    dais.publishes(a_briefing().with("place.room", "B-318")).await;
    let standard = told_to(&dais, "ada").await;
    saves(&staff, &page_of(id, "event_changed"), &[("body", MOVED)]).await;
    dais.publishes(a_briefing()).await;
    dais.publishes(a_briefing().with("place.room", "1334")).await;
    let own = told_to(&dais, "ada").await;
    let alike = |text: &str, old: &str, new: &str| text.replace(old, "old").replace(new, "new");
    let told_in = |letter: &Letter, old: &str, new: &str| {
        let lines = told(letter).iter().map(|line| alike(line, old, new)).collect::<Vec<_>>();
        (lines, alike(&table(letter), old, new))
    };
    assert_eq!(told_in(&own, "B-318", "1334"), told_in(&standard, "1300", "B-318"));
}

#[tokio::test]
async fn what_is_called_off_has_words_of_its_own() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    let (staff, owner) = (dais.editor().await, dais.owner().await);
    words_both(&staff, id).await;
    step(&dais, &owner, &event, "cancel").await.leads_to();
    let letter = told_to(&dais, "ada").await;
    assert!(letter.subject().starts_with("Event cancelled: "), "{}", letter.subject());
    let words = "We are sorry, Ada Example.\n\n\
                 The hosts have cancelled this event: it will not happen.\n\n\
                 You need not do anything; please don't come.\n";
    assert!(letter.plain().contains(words), "{}", letter.plain());
    assert!(letter.plain().contains("\nSee your RSVP:\n"), "{}", letter.plain());
    assert!(!letter.plain().contains("please note"), "{}", letter.plain());
    assert!(letter.calendar_text().is_some_and(|entry| entry.contains("METHOD:CANCEL")));
    let waits = written(&dais, "ben").await.pop().expect("a letter");
    assert!(waits.plain().contains("\nYou need not do anything.\n"), "{}", waits.plain());

    // That it is on again is no farewell.
    step(&dais, &owner, &event, "back-on").await.leads_to();
    let letter = told_to(&dais, "ada").await;
    let words = "please note:\n\nThis event is on again: it happens after all, as was planned.\n";
    assert!(letter.plain().contains(words), "{}", letter.plain());
    assert!(!letter.plain().contains("sorry"), "{}", letter.plain());
    step(&dais, &owner, &event, "postpone").await.leads_to();
    let letter = told_to(&dais, "ada").await;
    assert!(letter.subject().starts_with("Event postponed: "), "{}", letter.subject());
    assert!(letter.plain().contains("We are sorry, Ada Example.\n\nThe hosts have postponed"));
}

#[tokio::test]
async fn one_looks_at_the_change_that_waits_or_at_an_example() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada", "Ben"]).await;
    let staff = dais.editor().await;
    let (moves, off) = (page_of(id, "event_changed"), page_of(id, "event_cancelled"));
    let ada = dais.number("SELECT id FROM rsvp WHERE email = 'ada@example.org'").await.to_string();
    let now = "When, now: Tuesday, April 20, 2027, 2:00 – 3:30 pm ET";
    for person in ["", ada.as_str()] {
        let typed = [("body", MOVED), ("person", person)];
        let seen = presses(&staff, &moves, "preview", &typed).await.page_with(200);
        let (subject, text) = shown(&seen);
        assert!(subject.starts_with("Event changed: "), "{subject}");
        let before = "When, before: Monday, April 19, 2027, 2:00 – 3:30 pm ET";
        assert!(text.contains(&format!("{before}\n{now}")), "{text}");
        assert!(seen.one(".mail-html").inner_html().contains("<s>Monday, April 19"));
        let typed = [("body", OFF), ("person", person)];
        let seen = presses(&staff, &off, "preview", &typed).await.page_with(200);
        let (subject, text) = shown(&seen);
        assert!(subject.starts_with("Event cancelled: "), "{subject}");
        assert!(text.contains("The hosts have cancelled this event"), "{text}");
    }
    presses(&staff, &moves, "test", &[("body", MOVED)]).await.page_with(200);
    let copy = dais.last_letter_to("editor@example.org").await;
    assert!(copy.subject().starts_with("[Test] Event changed"), "{}", copy.subject());
    assert!(copy.plain().contains(now), "{}", copy.plain());

    // Ben replied after it: he would hear nothing of it, and so sees an example.
    dais.publishes(a_briefing().with("place.room", "B-318")).await;
    dais.guest("Cleo")
        .replies(&dais.publishes(a_briefing().with("place.room", "B-318")).await)
        .await;
    let cleo = dais.number("SELECT max(id) FROM rsvp").await.to_string();
    for (person, sees) in
        [("", "Where, now: Room B-318"), (&ada, "Where, now: Room B-318"), (&cleo, now)]
    {
        let typed = [("body", MOVED), ("person", person)];
        let seen = presses(&staff, &moves, "preview", &typed).await.page_with(200);
        assert!(shown(&seen).1.contains(sees), "{person}: {}", shown(&seen).1);
    }
    assert_eq!(dais.number("SELECT count(*) FROM wording").await, 0, "looking saves nothing");
    dais.post_round().await;
}

#[tokio::test]
async fn no_words_are_saved_that_leave_out_what_changed() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let staff = dais.editor().await;
    for kind in ["event_changed", "event_cancelled"] {
        let path = page_of(id, kind);
        staff.get(&path).await.page_with(200).tells("on the page Mail, stands below these words");
        for body in [
            "It is not as you know it.",
            "This is different: {changes}",
            "- {changes}",
            "> {changes}",
            "# {changes}",
            "{changes}\n\nand so [{changes}]({event_link})",
        ] {
            let refused = presses(&staff, &path, "save", &[("body", body)]).await.page_with(422);
            let why = refused.problem_beside("body");
            assert!(why.contains("Please put {changes} on a line of its own"), "{body}: {why}");
            assert_eq!(refused.value("body"), body);
        }
        let refused = presses(&staff, &path, "save", &[("subject", "{changes}")]).await;
        assert!(refused.page_with(422).problem_beside("subject").contains("cannot be used here"));
    }
    let path = page_of(id, "event_cancelled");
    let refused = presses(&staff, &path, "save", &[("body", "{changes}\n\nCome to {where}")]).await;
    assert!(refused.page_with(422).problem_beside("body").starts_with("{where} cannot be used"));
    let path = page_of(id, "confirmed");
    let refused = presses(&staff, &path, "save", &[("body", "{changes}")]).await.page_with(422);
    assert!(refused.problem_beside("body").contains("{changes} cannot be used here"));
    assert_eq!(dais.number("SELECT count(*) FROM wording").await, 0);
}
