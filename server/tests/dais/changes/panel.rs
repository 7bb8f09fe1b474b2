//! What staff see of it and decide.

use chrono::TimeDelta;
use serde_json::json;

use super::{rounds, told, written};
use crate::harness::{Colleague, Dais, Event, Kind, Page, Paper, a_briefing};
use crate::life::{deeds, id, step};

fn moved() -> Paper {
    a_briefing().with("place.room", "B-318")
}

async fn mail_page(dais: &Dais, staff: &Colleague<'_>, event: &Event) -> Page {
    let path = format!("/staff/events/{}/mail", id(dais, &event.slug).await);
    staff.get(&path).await.page_with(200)
}

#[tokio::test]
async fn staff_see_who_will_be_told_what_and_when_and_add_a_sentence() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    let editor = dais.editor().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.post_round().await;
    mail_page(&dais, &editor, &event).await.tells("Nothing waits: everybody who has replied knows");

    dais.publishes(moved().with_seats(1)).await;
    let words = "2 people are told by mail on Thursday, April 1, 2027, 10:30 am ET.";
    let overview = format!("/staff/events/{}", id(&dais, &event.slug).await);
    editor.get(&overview).await.page_with(200).tells(words);
    let page = mail_page(&dais, &editor, &event).await;
    page.tells(words);
    page.says("Room 1300, Longworth House Office Building");
    page.says("Room B-318, Longworth House Office Building");
    page.tells("Who hears this: 1 confirmed, 1 on the waiting list");
    page.says("Ada Example");

    let form = page.form("form[action$='/mail/changes']");
    let long = "x".repeat(501);
    let refused = editor.fills(&form, &[("note", &long), ("step", "save")]).await;
    let refused = refused.page_with(422);
    assert_eq!(refused.value("note").trim_start_matches('\n'), long);
    assert!(refused.problem_beside("note").contains("500"));
    let typed = [("note", "The lift is broken.\r\nhttps://evil.example"), ("step", "save")];
    let back = editor.fills(&form, &typed).await.leads_to();
    editor.get(&back).await.page_with(200).tells("Your sentence will stand in the letters");
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert!(letter.plain().contains("From the hosts:\nThe lift is broken.\nevil.example\n"));
    mail_page(&dais, &editor, &event).await.tells("Nothing waits");

    // The next change begins without that sentence.
    dais.publishes(a_briefing().with_seats(1)).await;
    assert_eq!(mail_page(&dais, &editor, &event).await.value("note").trim(), "");
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert!(!letter.plain().contains("From the hosts"));
}

#[tokio::test]
async fn staff_tell_at_once_what_they_looked_at() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.publishes(moved()).await;
    let page = mail_page(&dais, &editor, &event).await;
    let form = page.form("form[action$='/mail/changes']");
    let mute = page.form("form[action$='/mute']");
    dais.publishes(moved().with("place.room", "1334")).await;
    for (form, typed) in [(&form, &[("step", "now")][..]), (&mute, &[])] {
        let stale = editor.fills(form, typed).await.page_with(409);
        stale.tells("has changed since you looked");
    }
    let form = mail_page(&dais, &editor, &event).await.form("form[action$='/mail/changes']");
    let typed = [("note", "See you there."), ("step", "now")];
    let back = editor.fills(&form, &typed).await.leads_to();
    editor.get(&back).await.page_with(200).tells("The letters about the change go out now.");
    let letters = written(&dais, "ada").await;
    assert_eq!(letters.len(), 2);
    assert!(told(&letters[1])[1].contains("1334") && letters[1].plain().contains("See you there."));
    dais.wait(TimeDelta::hours(1));
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
    assert_eq!(editor.fills(&form, &typed).await.status, 409);
    assert_eq!(deeds(&dais, &event).await, ["had a change told at once"]);
}

#[tokio::test]
async fn what_staff_mute_is_never_told() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.publishes(moved()).await;
    let mute = mail_page(&dais, &editor, &event).await.form("form[action$='/mute']");
    let back = editor.fills(&mute, &[]).await.leads_to();
    editor.get(&back).await.page_with(200).tells("Nobody is told of that change.");
    dais.wait(TimeDelta::hours(1));
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1);
    assert_eq!(deeds(&dais, &event).await, ["told nobody of a change"]);
    // The next change is told against what was muted.
    dais.publishes(a_briefing().with("place.room", "1334")).await;
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert!(told(&letter)[0].contains("B-318"));
}

#[tokio::test]
async fn staff_set_how_long_changes_are_gathered() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let form = mail_page(&dais, &editor, &event).await.form("form[action$='/gathering']");
    for wrong in ["", "-1", "1441", "soon"] {
        let page = editor.fills(&form, &[("minutes", wrong)]).await.page_with(422);
        assert_eq!(page.value("minutes"), wrong);
        assert!(page.problem_beside("minutes").contains("0 to 1440"));
        page.tells("Nothing was saved yet");
    }
    editor.fills(&form, &[("minutes", "120")]).await.leads_to();
    dais.publishes(moved()).await;
    dais.wait(TimeDelta::minutes(119));
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 1);
    // Made shorter, it holds for what waits as well.
    editor.fills(&form, &[("minutes", "0")]).await.leads_to();
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
}

#[tokio::test]
async fn who_calls_an_event_off_reads_whom_it_is_told() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let path = format!("/staff/events/{}", id(&dais, &event.slug).await);
    let page = editor.get(&format!("{path}/cancel")).await.page_with(200);
    page.tells("One person has replied. Whoever has is told by mail");
    let typed = [("reason", "The House is not in session.")];
    let back = editor.fills(&page.form("main form"), &typed).await.leads_to();
    let page = editor.get(&back).await.page_with(200);
    page.tells("whoever has replied is told by mail");
    page.tells("One person is told by mail on Thursday, April 1, 2027, 10:30 am ET.");
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert_eq!(letter.kind(), Kind::EventCancelled);
    assert!(letter.plain().contains("The hosts say: The House is not in session.\n"));
    assert!(told(&letter).is_empty());
    // Deleting is for what should never have been here: nobody hears of it.
    step(&dais, &editor, &event, "back-on").await.leads_to();
    step(&dais, &editor, &event, "delete").await.leads_to();
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    assert_eq!(written(&dais, "ada").await.len(), 2);
    assert_eq!(json!(dais.get(&event.path()).await.status), 404);
}

#[tokio::test]
async fn the_page_names_the_hour_at_which_the_event_comes_near() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let form =
        mail_page(&dais, &editor, &event).await.form("form[action$='/mail/changes/gathering']");
    editor.fills(&form, &[("minutes", "1440")]).await.leads_to();
    dais.set_clock("2027-04-19T17:40:00Z");
    rounds(&dais).await;
    let editor = dais.owner().await;
    step(&dais, &editor, &event, "cancel").await.leads_to();
    let words = "One person is told by mail on Monday, April 19, 2027, 2:00 pm ET.";
    mail_page(&dais, &editor, &event).await.tells(words);
    dais.set_clock("2027-04-19T18:00:00Z");
    rounds(&dais).await;
    let letter = written(&dais, "ada").await.pop().expect("a letter");
    assert_eq!(letter.kind(), Kind::EventCancelled);
    mail_page(&dais, &editor, &event).await.tells("Nothing waits");
}
