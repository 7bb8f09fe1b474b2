//! Consents: how long they last, and what is left once they end.

use chrono::TimeDelta;
use serde_json::json;

use super::{consents, errands, speaker, with_ada};
use crate::harness::{Colleague, Dais, Kind};

async fn withdraws(dais: &Dais, staff: &Colleague<'_>, id: i64) {
    let consent = dais.number("SELECT max(id) FROM consent").await;
    let path = format!("/staff/speakers/{id}/consents/{consent}");
    staff.get(&path).await.page_with(200).says("Withdraw this consent?");
    let to = staff.post::<&str, &str>(&path, &[]).await.leads_to();
    staff.get(&to).await.page_with(200).tells("Withdrawn on");
}

#[tokio::test]
async fn three_years_are_the_most_and_a_look_is_written_down() {
    let dais = Dais::start().await;
    dais.publishes(with_ada()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    let path = format!("/staff/speakers/{id}/consents");
    let typed = [
        ("name", "on"),
        ("given_on", "2027-04-01"),
        ("expires_on", "2030-04-02"),
        ("note", "Safe"),
    ];
    let refused = editor.post(&path, &typed).await.page_with(422);
    assert!(
        refused.problem_beside("expires_on").contains("Monday, April 1, 2030 is the latest day")
    );
    assert_eq!(refused.value("note"), "Safe");
    assert_eq!(dais.number("SELECT count(*) FROM consent").await, 0);

    consents(&editor, id, &["name"], &[("note", "In the safe")]).await;
    let page = editor.get(&path).await.page_with(200);
    page.says("Saturday, April 1, 2028");
    page.says("In the safe");
    let looks = "SELECT count(*) FROM journal WHERE deed = 'looked at the consents of a speaker'";
    assert_eq!(dais.number(looks).await, 2, "the refused form and the page");
}

#[tokio::test]
async fn a_withdrawal_is_the_end_everywhere_at_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada().with("speakers.1.roles", json!(["panelist"]))).await;
    let editor = dais.editor().await;
    dais.guest("Gus").replies(&event).await.leads_to();
    dais.post_round().await;
    // A letter that waits names her as the new keynote, and another as the old one.
    let paper = with_ada().with("speakers.0.roles", json!(["keynote"]));
    dais.publishes(paper.clone().with("place.room", "2044")).await;
    dais.wait(TimeDelta::hours(1));
    errands(&dais).await;
    let waits = "SELECT changes FROM letter WHERE done_at IS NULL AND changes IS NOT NULL";
    assert!(dais.texts(waits).await[0].contains("Quillfeather"));

    let id = speaker(&dais, "Ada Quillfeather").await;
    consents(&editor, id, &["name", "biography", "organisation"], &[]).await;
    dais.get(&event.path()).await.page_with(200).says("Ada Quillfeather");
    withdraws(&dais, &editor, id).await;
    let page = dais.get(&event.path()).await.page_with(200);
    page.does_not_tell("Fields United");
    page.does_not_tell("Quillfeather");
    page.says("What I saw");
    dais.post_round().await;
    let letter = dais.letters_to("gus@example.org").pop().expect("a letter");
    assert_eq!(letter.kind(), Kind::EventChanged);
    assert!(!letter.raw().contains("Quillfeather") && !letter.html().contains("Quillfeather"));
    assert!(letter.plain().contains("Ben Ordinary"), "{}", letter.plain());
}

#[tokio::test]
async fn a_consent_ends_with_its_last_day_and_staff_hear_of_it_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada().with("time.starts", "2028-05-20T14:00")).await;
    let owner = dais.owner().await;
    let form = owner.get("/staff/me").await.page_with(200).form("form[action='/staff/me/mail']");
    owner.fills(&form, &[("alerts", "on")]).await.leads_to();
    let id = speaker(&dais, "Ada Quillfeather").await;
    consents(&owner, id, &["name"], &[]).await;
    errands(&dais).await;
    dais.post_round().await;
    assert!(dais.letters_to("owner@example.org").is_empty(), "nobody hears of it a year before");
    dais.set_clock("2028-02-10T12:00:00Z");
    let safety = format!("/staff/speakers/{id}/safety");
    let owner = dais.owner().await;
    owner.get(&safety).await.page_with(200).tells("its last day is Saturday, April 1, 2028");
    dais.set_clock("2028-03-05T12:00:00Z");
    for _ in 0..2 {
        errands(&dais).await;
        dais.post_round().await;
        dais.wait(TimeDelta::days(1));
    }
    let letters = dais.letters_to("owner@example.org");
    assert_eq!(letters.len(), 1, "thirty days before, once");
    assert_eq!(letters[0].subject(), "A speaker’s consent runs out soon");
    assert!(letters[0].plain().contains("its last day is Saturday, April 1, 2028"));
    assert!(!letters[0].raw().contains("Quillfeather"));
    dais.set_clock("2028-04-01T23:59:00Z");
    errands(&dais).await;
    dais.get(&event.path()).await.page_with(200).says("Ada Quillfeather");
    dais.set_clock("2028-04-02T00:00:00Z");
    let page = dais.get(&event.path()).await.page_with(200);
    page.does_not_tell("Quillfeather");
    for _ in 0..2 {
        errands(&dais).await;
        dais.post_round().await;
        dais.wait(TimeDelta::hours(1));
    }
    let letters = dais.letters_to("owner@example.org");
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[1].subject(), "A speaker’s consent has run out");
    assert!(letters[1].links()[0].ends_with(&format!("/staff/speakers/{id}/consents")));
    assert!(!letters[1].raw().contains("Quillfeather"));
    // A clock that is put back tells nobody again.
    dais.set_clock("2028-03-01T12:00:00Z");
    errands(&dais).await;
    dais.set_clock("2028-04-03T12:00:00Z");
    errands(&dais).await;
    dais.post_round().await;
    assert_eq!(dais.letters_to("owner@example.org").len(), 2);
}

#[tokio::test]
async fn a_surname_alone_is_staffs_to_look_at_before_a_withdrawal() {
    let dais = Dais::start().await;
    let paper =
        with_ada().with("description", "Ms. Quillfeather tells.").with("slug", "quillfeather");
    dais.publishes(paper.with("subtitle", "With Ada Quillfeather")).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    consents(&editor, id, &["name"], &[]).await;
    let page = editor.get(&format!("/staff/speakers/{id}/consents/1")).await.page_with(200);
    page.says("The description: Hours in the Field");
    page.says("The page’s address: Hours in the Field");
    page.does_not_tell("The subtitle");
    page.does_not_tell("The line-up");
    consents(&editor, id, &["picture"], &[]).await;
    let page = editor.get(&format!("/staff/speakers/{id}/consents/2")).await.page_with(200);
    page.does_not_tell("The description");
}

#[tokio::test]
async fn of_a_consent_that_was_renewed_nobody_hears() {
    let dais = Dais::start().await;
    dais.publishes(with_ada().with("time.starts", "2028-05-20T14:00")).await;
    let owner = dais.owner().await;
    let form = owner.get("/staff/me").await.page_with(200).form("form[action='/staff/me/mail']");
    owner.fills(&form, &[("alerts", "on")]).await.leads_to();
    let id = speaker(&dais, "Ada Quillfeather").await;
    consents(&owner, id, &["name"], &[]).await;
    consents(&owner, id, &["name"], &[("expires_on", "2029-04-01")]).await;
    for day in ["2028-03-05T12:00:00Z", "2028-04-02T12:00:00Z"] {
        dais.set_clock(day);
        errands(&dais).await;
        dais.post_round().await;
    }
    assert!(dais.letters_to("owner@example.org").is_empty());
}
