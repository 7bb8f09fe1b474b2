//! Each part of theirs, in the order in which they go there.

use serde_json::json;

use super::{marisol, way, with_sessions};
use crate::harness::{Dais, Page, Paper, a_briefing};

/// An event after the next one, at which she has three parts, written from the last to the first.
fn later() -> Paper {
    let part = |title: &str, starts: &str, ends: &str, room: Option<&str>| {
        json!({ "title": title, "starts": format!("2027-05-04T{starts}"),
                "ends": format!("2027-05-04T{ends}"), "room": room, "speakers": ["Marisol Ibarra"] })
    };
    a_briefing()
        .named("later")
        .with("title", "Another Day in the Field")
        .with("time", json!({ "starts": "2027-05-04T09:00", "ends": "2027-05-04T17:00" }))
        .with("speakers", json!([marisol()]))
        .with(
            "sessions",
            json!([
                part("Closing", "16:00", "17:00", None),
                part("Panel on Water", "14:00", "15:30", Some("2173")),
                part("Opening", "09:00", "09:20", None),
            ]),
        )
}

fn texts(page: &Page, css: &str) -> Vec<String> {
    let all = page.all(css).into_iter().map(|one| one.text().collect::<String>());
    all.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[tokio::test]
async fn the_list_tells_every_part_with_room_and_own_time_in_their_order() {
    let dais = Dais::start().await;
    dais.publishes(with_sessions()).await;
    dais.publishes(later()).await;
    dais.a_while_passes().await;
    dais.tampers("UPDATE speaker SET zone = 'Europe/Berlin'").await;
    let path = way(&dais.schedules_to("marisol@example.org")[0]);
    let page = dais.get(&path).await.page_with(200);
    assert_eq!(texts(&page, ".agenda-item .agenda-day"), ["Tuesday, May 4, 2027"]);
    assert_eq!(
        texts(&page, ".agenda-item .agenda-parts li"),
        [
            "9:00 – 9:20 am ET Room 1300 · Opening Your time: 3:00 – 3:20 pm CEST",
            "2:00 – 3:30 pm ET Room 2173 · Panel on Water Your time: 8:00 – 9:30 pm CEST",
            "4:00 – 5:00 pm ET Room 1300 · Closing Your time: 10:00 – 11:00 pm CEST",
        ]
    );
}

#[tokio::test]
async fn what_is_over_today_stands_below_and_says_so() {
    let dais = Dais::start().await;
    let path = dais.has_schedule(with_sessions()).await;
    dais.set_clock("2027-04-20T18:30:00Z");
    let page = dais.get(&path).await.page_with(200);
    let parts = texts(&page, ".agenda-next .agenda-own");
    assert!(parts[0].contains("Second panel") && !parts[0].contains("Over"), "{parts:?}");
    assert!(parts[1].contains("What the numbers leave out Over"), "{parts:?}");
}

#[tokio::test]
async fn who_has_said_yes_can_still_say_no() {
    let dais = Dais::start().await;
    let path = dais.has_schedule(with_sessions()).await;
    let page = dais.get(&path).await.page_with(200);
    page.tells("You cannot come after all?");
    let form = page.form("form[action$='/answer']");
    let answered = dais.fills(&form, &[("answer", "no")]).await;
    assert_eq!(answered.leads_to(), format!("{path}?done=answered"));
    let page = dais.get(&path).await.page_with(200);
    page.tells("Your answer, that you cannot come Waiting for the hosts");
    page.does_not_tell("You cannot come after all?");
    dais.get("/events/hours-in-the-field").await.page_with(200).tells("Marisol Ibarra");

    let editor = dais.editor().await;
    let take = editor.get("/staff/proposals").await.page_with(200).form("form[action$='/take']");
    editor.fills(&take, &[]).await.leads_to();
    let page = dais.get("/events/hours-in-the-field").await.page_with(200);
    page.does_not_tell("Marisol Ibarra");
    // There is nothing more to say no to, and a yes was not asked for.
    let event = dais.number("SELECT id FROM event").await.to_string();
    for answer in ["no", "yes"] {
        let typed = [("event", &*event), ("answer", answer)];
        dais.post(&format!("{path}/answer"), &typed).await.page_with(409);
    }
    dais.leaves_letters();
}

#[tokio::test]
async fn nobody_is_confirmed_at_what_is_cancelled() {
    let dais = Dais::start().await;
    let path = dais.has_schedule(with_sessions()).await;
    dais.get(&path).await.page_with(200).tells("Confirmed");
    dais.publishes(with_sessions().with("state", "cancelled")).await;
    let page = dais.get(&path).await.page_with(200);
    page.tells("Cancelled");
    page.does_not_tell("Confirmed");
    page.does_not_tell("You cannot come after all?");
}
