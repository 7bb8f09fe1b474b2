//! What staff see of it and decide.

use serde_json::json;

use super::{day, first, panel, second};
use crate::harness::{Colleague, Dais, Event, Page, Paper};
use crate::life::deeds;

fn later() -> Paper {
    let third = panel("Panel three", "15:10", "15:30", &["Dana"]);
    day().with("sessions", json!([first(), second(), third]))
}

fn event() -> Event {
    Event { slug: "hours-in-the-field".into() }
}

async fn mail_page(staff: &Colleague<'_>) -> Page {
    staff.get("/staff/events/1/mail").await.page_with(200)
}

const FORM: &str = "form[action$='/mail/speakers']";
const MUTE: &str = "form[action$='/mail/speakers/mute']";

#[tokio::test]
async fn staff_see_who_will_be_told_what_and_when_and_add_a_sentence() {
    let dais = Dais::has_speakers(day()).await;
    let editor = dais.editor().await;
    let page = mail_page(&editor).await;
    page.tells("Nothing waits: who has the link to their schedule knows what is theirs");
    assert!(page.all(FORM).is_empty() && page.all(MUTE).is_empty());
    dais.publishes(later()).await;
    let page = mail_page(&editor).await;
    page.tells("Dana Example is told by mail on Thursday, April 1, 2027, 10:41 am ET.");
    page.says("Panel three: when");
    page.says("Tuesday, April 20, 2027, 3:00 – 3:30 pm ET");
    page.says("Tuesday, April 20, 2027, 3:10 – 3:30 pm ET");
    page.tells("Change for a speaker");
    page.tells("Goes to 1 speaker");
    let overview = editor.get("/staff/events/1").await.page_with(200);
    overview.tells("One speaker is told by mail on Thursday, April 1, 2027, 10:41 am ET.");

    let form = page.form(FORM);
    let long = "x".repeat(501);
    let refused = editor.fills(&form, &[("speakers_note", &long), ("step", "save")]).await;
    let refused = refused.page_with(422);
    assert_eq!(refused.value("speakers_note").trim_start_matches('\n'), long);
    assert!(refused.problem_beside("speakers_note").contains("500"));
    let typed =
        [("speakers_note", "The lift is broken.\r\nhttps://evil.example"), ("step", "save")];
    let back = editor.fills(&form, &typed).await.leads_to();
    editor
        .get(&back)
        .await
        .page_with(200)
        .tells("Your sentence will stand in the letters to speakers");
    dais.gathers().await;
    let letter = dais.changes_to("dana").remove(0);
    assert!(letter.plain().contains("The lift is broken."), "{}", letter.plain());
    assert!(!letter.plain().contains("https://evil"));
    let page = mail_page(&editor).await;
    page.tells("Nothing waits: who has the link");
    page.tells("Change for a speaker");
    // The next change begins without that sentence.
    dais.publishes(day()).await;
    assert_eq!(mail_page(&editor).await.value("speakers_note").trim(), "");
    dais.gathers().await;
    assert!(!dais.changes_to("dana")[1].plain().contains("The lift"));
}

#[tokio::test]
async fn staff_tell_at_once_what_they_looked_at() {
    let dais = Dais::has_speakers(day()).await;
    let editor = dais.editor().await;
    dais.publishes(later()).await;
    let page = mail_page(&editor).await;
    let (form, mute) = (page.form(FORM), page.form(MUTE));
    dais.publishes(later().with("place.arrival", "Use the side door.")).await;
    for (form, typed) in [(&form, &[("step", "now")][..]), (&mute, &[])] {
        let stale = editor.fills(form, typed).await.page_with(409);
        stale.tells("has changed since you looked");
    }
    let form = mail_page(&editor).await.form(FORM);
    let typed = [("speakers_note", "See you there."), ("step", "now")];
    let back = editor.fills(&form, &typed).await.leads_to();
    editor.get(&back).await.page_with(200).tells("The letters to speakers go out now.");
    dais.passes().await;
    assert_eq!(dais.changes_to("dana").len(), 1);
    assert!(dais.changes_to("dana")[0].plain().contains("See you there."));
    assert!(dais.news_to("eve")[1].contains("Use the side door."));
    dais.gathers().await;
    assert_eq!(dais.changes_to("dana").len(), 1);
    assert_eq!(editor.fills(&form, &typed).await.status, 409);
    assert_eq!(deeds(&dais, &event()).await, ["had speakers told of a change at once"]);
}

#[tokio::test]
async fn what_staff_mute_is_never_told() {
    let dais = Dais::has_speakers(day()).await;
    let editor = dais.editor().await;
    dais.publishes(later()).await;
    let mute = mail_page(&editor).await.form(MUTE);
    let back = editor.fills(&mute, &[]).await.leads_to();
    editor.get(&back).await.page_with(200).tells("No speaker is told of that change.");
    dais.gathers().await;
    assert_eq!(dais.told(), []);
    assert_eq!(deeds(&dais, &event()).await, ["told no speaker of a change"]);
    // The next change is told against what was muted.
    let third = panel("Panel three", "15:20", "15:30", &["Dana"]);
    dais.publishes(day().with("sessions", json!([first(), second(), third]))).await;
    dais.gathers().await;
    assert!(dais.news_to("dana")[0].contains("3:10 – 3:30 pm"), "{:?}", dais.news_to("dana"));
}

#[tokio::test]
async fn staff_read_whom_no_letter_reaches() {
    let mut paper = day();
    paper.0["speakers"][4]["email"] = json!("");
    let dais = Dais::has_speakers(paper).await;
    let editor = dais.editor().await;
    let whom = "No address is known, so that you have to tell them yourselves: Eve Example.";
    mail_page(&editor).await.tells(whom);
    for deed in ["cancel", "postpone"] {
        let page = editor.get(&format!("/staff/events/1/{deed}")).await.page_with(200);
        page.tells(
            "Speakers who have the link to their schedule are told by mail in the same way.",
        );
        page.tells(whom);
    }
}

#[tokio::test]
async fn staff_read_what_speakers_see_of_an_event_that_goes_without_a_word() {
    let dais = Dais::has_speakers(day()).await;
    let editor = dais.editor().await;
    for (deed, words) in [
        ("unpublish", "Its speakers get no mail either: until it is published again it is gone"),
        ("delete", "Its speakers get no mail either: it is gone from their schedules"),
    ] {
        let page = editor.get(&format!("/staff/events/1/{deed}")).await.page_with(200);
        page.tells(words);
        page.tells("the calendars that follow those mark it as cancelled");
    }
}
