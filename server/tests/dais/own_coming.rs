//! Saying again that one comes, by the link of a reminder.

use crate::harness::{Dais, Event, Paper, a_briefing};

const DAY: &str = "2027-04-19T18:00:00Z";
const ADA: &str = "ada@example.org";

/// Ada has a seat and was asked; the path of the page that asks.
async fn asked(dais: &Dais) -> (Event, String) {
    asked_of(dais, a_briefing().with_seats(2)).await
}

async fn asked_of(dais: &Dais, paper: Paper) -> (Event, String) {
    let event = dais.publishes(paper).await;
    for name in ["Ada", "Ben", "Wim"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.lives_until(DAY).await;
    let page = dais.reminders_to(ADA).pop().expect("a reminder").own_page();
    assert!(page.ends_with("/coming"));
    (event, page)
}

#[tokio::test]
async fn the_page_asks_and_looking_at_it_says_nothing() {
    let dais = Dais::start().await;
    let (_, page) = asked(&dais).await;
    let before = dais.tables().await;
    let shown = dais.get(&page).await.page_with(200);
    shown.tells("Are you coming?");
    shown.tells("Tuesday, April 20, 2027, 2:00 – 3:30 pm ET");
    assert_eq!(shown.one("form button").text().collect::<String>().trim(), "I’m coming");
    let cancel = page.replace("/coming", "/cancel");
    assert_eq!(shown.one("a.button").attr("href"), Some(cancel.as_str()));
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn a_press_says_it_once_and_staff_see_it() {
    let dais = Dais::start().await;
    let (_, page) = asked(&dais).await;
    let own = page.trim_end_matches("/coming").to_owned();
    for _ in 0..2 {
        let form = dais.get(&page).await.page_with(200);
        if form.all("form").is_empty() {
            form.tells("You have said that you are coming.");
        }
        let answer = dais.post::<&str, &str>(&page, &[("send", "")]).await;
        assert_eq!(answer.leads_to(), format!("{own}?done=coming"));
    }
    let told = dais.get(&format!("{own}?done=coming")).await.page_with(200);
    told.tells("Thank you: the hosts know that you are coming.");
    let said = "SELECT count(*) AS n FROM journal WHERE deed = 'said again that they come'";
    assert_eq!(dais.number(said).await, 1);
    assert_eq!(dais.post_round().await, 0, "nobody is told by mail");

    let staff = dais.owner().await;
    let (event, rsvp) = (dais.number("SELECT id FROM event").await, id_of(&dais, ADA).await);
    staff
        .get(&format!("/staff/rsvps/{rsvp}"))
        .await
        .page_with(200)
        .tells("Said again that they come");
    let all = staff.get(&format!("/staff/events/{event}/rsvps")).await.page_with(200);
    all.tells("1 of 2 who are confirmed said again that they come");
    let list = staff.get(&format!("/staff/events/{event}/rsvps?again=yes")).await.page_with(200);
    list.tells("Ada Example");
    list.does_not_tell("Ben Example");
}

async fn id_of(dais: &Dais, address: &str) -> i64 {
    dais.number(&format!("SELECT id FROM rsvp WHERE email = '{address}'")).await
}

async fn sure(dais: &Dais) -> i64 {
    dais.number("SELECT count(*) AS n FROM rsvp WHERE reconfirmed_at IS NOT NULL").await
}

#[tokio::test]
async fn who_gave_up_or_knew_another_time_has_not_said_it() {
    let dais = Dais::start().await;
    let (_, page) = asked_of(&dais, a_briefing()).await;
    let own = page.trim_end_matches("/coming").to_owned();
    dais.post::<&str, &str>(&page, &[("send", "")]).await.leads_to();
    dais.post::<&str, &str>(&format!("{own}/cancel"), &[("send", "")]).await.leads_to();
    assert_eq!(sure(&dais).await, 0);
    dais.post::<&str, &str>(&format!("{own}/undo"), &[("send", "")]).await.leads_to();
    dais.post::<&str, &str>(&page, &[("send", "")]).await.leads_to();
    assert_eq!(sure(&dais).await, 1);
    dais.publishes(a_briefing().with("title", "Hours")).await;
    dais.does_errands().await;
    assert_eq!(sure(&dais).await, 1, "another title is the same time");
    let at = |starts: &str| {
        a_briefing().with("time.starts", starts).with("time.ends", serde_json::Value::Null)
    };
    dais.publishes(at("2027-04-20T20:00")).await;
    dais.does_errands().await;
    assert_eq!(sure(&dais).await, 1, "nobody is asked again for another hour of the same day");
    let (staff, rsvp) = (dais.owner().await, id_of(&dais, ADA).await);
    let record = staff.get(&format!("/staff/rsvps/{rsvp}")).await.page_with(200);
    record.tells("Said again that they come");
    dais.publishes(at("2027-04-21T14:00")).await;
    dais.does_errands().await;
    assert_eq!(sure(&dais).await, 0, "another day");
    dais.post_round().await;
    dais.leaves_letters();
}

#[tokio::test]
async fn nothing_is_asked_of_who_has_no_seat_nor_when_it_is_off() {
    let dais = Dais::start().await;
    let (_, page) = asked(&dais).await;
    let waits = dais.letters_to("wim@example.org").pop().expect("a letter").own_page();
    let coming = format!("{waits}/coming");
    dais.get(&coming).await.page_with(200).tells("You have no confirmed seat just now.");
    let refused = dais.post::<&str, &str>(&coming, &[("send", "")]).await;
    refused.page_with(409).tells("You have no confirmed seat");

    let off = a_briefing().with_seats(2).with("state", "cancelled");
    dais.imports(&off, false).await.expect("a document");
    dais.get(&page).await.page_with(200).tells("was cancelled, so nothing needs saying");
    assert_eq!(dais.post::<&str, &str>(&page, &[("send", "")]).await.status, 409);
    assert_eq!(sure(&dais).await, 0);
    assert_eq!(dais.get("/r/0123456789abcdef/coming").await.status, 404);
    dais.leaves_letters();
}
