//! The queue above the list: what can go, what waits for what, where letters go; one event's letters.

use chrono::TimeDelta;

use super::{FAILED, QUEUE, ada_replied, count_on};
use crate::harness::{Dais, a_briefing};
use crate::smtp::Fault;

const RELAY: [(&str, &str); 2] =
    [("DAIS_SMTP_URL", "smtp://127.0.0.1:1"), ("DAIS_MAIL_FROM", "desk@example.org")];

#[tokio::test]
async fn letters_that_only_become_files_are_said_to() {
    let dais = Dais::start().await;
    let page = dais.owner().await.get("/staff/letters").await.page_with(200);
    let folder = dais.mail_folder().display().to_string();
    page.tells(&format!("No mail relay is set: letters become files in {folder}"));
    let dais = Dais::with(&RELAY).await;
    let page = dais.owner().await.get("/staff/letters").await.page_with(200);
    page.tells("No letter waits.");
    page.does_not_tell("files");
}

#[tokio::test]
async fn what_waits_stands_with_its_reason() {
    let dais = Dais::with(&RELAY).await;
    let (_relay, event) = ada_replied(&dais, &[Fault::Recipient(451)]).await;
    dais.post_round().await;
    dais.guest("Ben").replies(&event).await.leads_to();
    let owner = dais.owner().await;
    let page = owner.get(QUEUE).await.page_with(200);
    page.says("Can go now: 1 about an RSVP.");
    page.says(
        "One waits for another attempt at 10:01 am ET: the mail relay put off the recipient (451).",
    );
    dais.tampers(
        "INSERT INTO letter (rsvp_id, event_id, kind, occurrence, urgency, recipient, message_id, \
         sequence, written_at, due_at, attempts) SELECT rsvp_id, event_id, 'group', 77, 4, \
         recipient, '<77@example.org>', 0, written_at, due_at, 0 FROM letter WHERE attempts = 0",
    )
    .await;
    let page = owner.get(QUEUE).await.page_with(200);
    page.says(
        "Can go now: 1 about an RSVP, 1 to groups or digests. Those that somebody waits for go \
         first; 1 wait behind them.",
    );
    dais.tampers("DELETE FROM letter WHERE occurrence = 77").await;
    dais.wait(TimeDelta::minutes(2));
    dais.post_round().await;
    let page = owner.get(QUEUE).await.page_with(200);
    page.says("The last one went out at 10:02 am ET.");
    page.does_not_tell("Can go now");
}

#[tokio::test]
async fn what_failed_is_one_link_away() {
    let dais = Dais::start().await;
    let (_relay, _) = ada_replied(&dais, &[Fault::Recipient(550)]).await;
    dais.post_round().await;
    let page = dais.editor().await.get(QUEUE).await.page_with(200);
    assert_eq!(page.words(&format!("ul.queue a[href='{FAILED}']")), "One letter failed: see why");
}

#[tokio::test]
async fn the_list_can_be_that_of_one_event() {
    let dais = Dais::start().await;
    for (slug, name) in [("one", "Ada"), ("two", "Ben")] {
        let title = format!("Event {slug}");
        let event = dais.publishes(a_briefing().named(slug).with("title", title.as_str())).await;
        dais.guest(name).replies(&event).await.leads_to();
    }
    let owner = dais.owner().await;
    let page = owner.get(&format!("{QUEUE}&event=1")).await.page_with(200);
    assert_eq!(page.all("tbody tr").len(), 1);
    page.tells("Only letters about Event one");
    page.tells("2 letters wait");
    assert_eq!(count_on(&page, "On the way"), "1");
    assert_eq!(page.words("td:first-child a"), "Ada Example");
    let tabs = page.all("nav.tabs a");
    let sent = "/staff/letters?state=sent&event=1";
    assert!(tabs.iter().any(|tab| tab.attr("href") == Some(sent)), "tabs keep the event");
    assert_eq!(page.value("event"), "1", "so does the search");
    page.one("p a[href='/staff/letters?state=queue']");
    // Back to this very list.
    let form = page.form("td form[action$='/stop']");
    let back = owner.fills(&form, &[]).await.leads_to();
    assert_eq!(back, format!("{QUEUE}&event=1&done=stopped"));
    for nothing in ["99", "x", "-1", "99999999999999999999"] {
        let page = owner.get(&format!("{QUEUE}&event={nothing}")).await.page_with(200);
        page.says("No letter about this event stands here.");
    }
    dais.post_round().await;
}
