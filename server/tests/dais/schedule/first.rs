//! The first link when staff publish: they are told beforehand who gets it, and can keep it back.

use serde_json::json;

use super::{marisol, with_sessions};
use crate::harness::{Colleague, Dais, Page, Paper, a_briefing};

const ALL: [&str; 3] = ["marisol@example.org", "tobias@example.org", "luz@example.org"];

/// Drafts it; the path of its page for staff.
async fn drafts(dais: &Dais, paper: &Paper) -> String {
    let slug = dais.imports(&paper.clone().with("state", "draft"), false).await.expect("a draft");
    let id = dais.number(&format!("SELECT id FROM event WHERE slug = '{slug}'")).await;
    format!("/staff/events/{id}")
}

async fn publishes(owner: &Colleague<'_>, path: &str, typed: &[(&str, &str)]) {
    let form = owner.get(path).await.page_with(200).form("form[action$='/publish']");
    let to = owner.fills(&form, typed).await.leads_to();
    assert_eq!(to, format!("{path}?done=published"));
}

fn links(dais: &Dais) -> Vec<usize> {
    ALL.iter().map(|address| dais.schedules_to(address).len()).collect()
}

async fn timeline(owner: &Colleague<'_>, path: &str) -> Page {
    owner.get(&format!("{path}/mail")).await.page_with(200)
}

#[tokio::test]
async fn events_that_staff_publish_within_minutes_bring_one_letter_each() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let one = drafts(&dais, &with_sessions()).await;
    let two = a_briefing()
        .named("two")
        .with("time", json!({ "starts": "2027-05-04T10:00", "ends": "2027-05-04T11:00" }))
        .with("speakers", json!([marisol()]));
    let two = drafts(&dais, &two).await;
    let page = owner.get(&one).await.page_with(200);
    page.tells("3 speakers have no link to their schedule yet");
    owner.get(&two).await.page_with(200).tells("One speaker has no link to their schedule yet");
    publishes(&owner, &one, &[]).await;
    publishes(&owner, &two, &[]).await;
    let coming = timeline(&owner, &one).await;
    coming.tells("3 speakers");
    coming.tells("Goes to who has no link yet");
    dais.a_while_passes().await;
    assert_eq!(links(&dais), [1, 1, 1]);
    let sent = timeline(&owner, &one).await;
    sent.does_not_tell("Goes to who has no link yet");
    sent.tells("Schedule of a speaker 3 sent");
    timeline(&owner, &two).await.tells("Schedule of a speaker 1 sent");
    owner.get(&one).await.page_with(200).does_not_tell("no link to their schedule yet");
}

#[tokio::test]
async fn staff_keep_the_links_back_and_mail_them_later() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let path = drafts(&dais, &with_sessions()).await;
    let page = owner.get(&path).await.page_with(200);
    assert_eq!(page.one("[name=links_by_hand]").attr("form"), Some("publish"));
    publishes(&owner, &path, &[("links_by_hand", "on")]).await;
    dais.a_while_passes().await;
    // Nor does a later change bring it.
    let edit = format!("{path}/edit");
    let form = owner.get(&edit).await.page_with(200).form("#editor");
    owner.fills(&form, &[("subtitle", "With a subtitle"), ("do", "save")]).await.leads_to();
    dais.a_while_passes().await;
    assert_eq!(links(&dais), [0, 0, 0]);
    timeline(&owner, &path).await.does_not_tell("Goes to who has no link yet");

    let page = owner.get(&path).await.page_with(200);
    page.tells("3 speakers have no link to their schedule yet: Luz; Marisol Ibarra; Tobias Wren.");
    let form = page.form("form[action$='/links']");
    let to = owner.fills(&form, &[]).await.leads_to();
    assert_eq!(to, format!("{path}?done=links"));
    owner.fills(&form, &[]).await.leads_to();
    owner.get(&to).await.page_with(200).tells("Their links leave in ten minutes.");
    dais.a_while_passes().await;
    assert_eq!(links(&dais), [1, 1, 1]);
    let page = owner.get(&path).await.page_with(200);
    assert!(page.all("form[action$='/links']").is_empty());
}
