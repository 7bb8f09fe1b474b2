//! Giving up, taking that back, and the hosts' cut-off.

use chrono::TimeDelta;

use crate::harness::{Dais, Kind, Letter, Paper, a_briefing};

const IN_LINE: &str =
    "SELECT replace(name, ' Example', '') FROM rsvp WHERE standing = 'waiting' ORDER BY turn";

async fn with_guests(paper: Paper, names: &[&str]) -> Dais {
    let dais = Dais::start().await;
    let event = dais.publishes(paper).await;
    for name in names {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    dais
}

#[tokio::test]
async fn giving_up_is_looked_at_before_it_counts() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(5).with("rsvp.largest_party", 3)).await;
    let ada = dais.guest("Ada").typing("guest-1", "Ben Example").typing("guest-2", "Cleo Example");
    ada.replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    let before = dais.tables().await;
    let page = own.opens().await;
    page.says("Your seats are reserved");
    page.says("3 seats: yours, Ben Example’s and Cleo Example’s.");
    let link = page.one(".give-up a[href$='/cancel']").attr("href").expect("a link").to_owned();
    let answer = dais.get(&link).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.page_with(200);
    page.says("You give up 3 seats: yours, Ben Example’s and Cleo Example’s. Somebody else can have that.");
    page.tells("You can take this back on the same page.");
    assert_eq!(dais.tables().await, before);

    let back = dais.fills(&page.form("form[action$='/cancel']"), &[]).await.leads_to();
    dais.get(&back).await.page_with(200).says("Done: your places are free for somebody else.");
    let page = dais.get(&link).await.page_with(200);
    page.tells("There is nothing to give up here any more.");
    assert!(page.all("form").is_empty());
    dais.post_round().await;
}

#[tokio::test]
async fn who_takes_leaving_the_line_back_within_an_hour_keeps_the_turn() {
    let dais = with_guests(a_briefing().with_seats(1), &["Ada", "Ben", "Cleo"]).await;
    let own = dais.own_page_of("Ben").await;
    own.presses("cancel").await.leads_to();
    dais.wait(TimeDelta::minutes(59));
    own.presses("undo").await.leads_to();
    assert_eq!(dais.texts(IN_LINE).await, ["Ben", "Cleo"]);
    own.presses("cancel").await.leads_to();
    dais.wait(TimeDelta::minutes(61));
    own.presses("undo").await.leads_to();
    assert_eq!(dais.texts(IN_LINE).await, ["Cleo", "Ben"]);
    dais.wait(TimeDelta::minutes(30));
    dais.post_round().await;
}

#[tokio::test]
async fn a_seat_given_up_by_a_slip_is_offered_again_first_to_whose_it_was() {
    let dais = with_guests(a_briefing().with_seats(1), &["Ada", "Ben", "Cleo"]).await;
    let own = dais.own_page_of("Ada").await;
    own.presses("cancel").await.leads_to();
    own.presses("undo").await.leads_to();
    // Ben has the offer by now; Ada comes before Cleo.
    assert_eq!(dais.texts(IN_LINE).await, ["Ada", "Cleo"]);
    let ben = dais.own_page_of("Ben").await;
    ben.presses("pass").await.leads_to();
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'offered'").await, 1);
    dais.own_page_of("Ada").await.opens().await.says("A seat is free for you");
    dais.wait(TimeDelta::minutes(30));
    dais.post_round().await;
}

#[tokio::test]
async fn after_the_cut_off_nothing_changes_and_the_page_says_whom_to_write_to() {
    let paper = a_briefing().with_seats(1).with("rsvp.changes_until", "2027-04-18T12:00");
    let dais = with_guests(paper, &["Ada", "Ben"]).await;
    let own = dais.own_page_of("Ada").await;
    let until = "Sunday, April 18, 2027, 12:00 pm ET";
    own.opens().await.tells(&format!("You can change your reply until {until}."));
    let review = own.looks_at(&[("name", "Ada Other")]).await.page_with(200);
    dais.set_clock("2027-04-18T16:00:00Z");
    let page = own.opens().await;
    page.tells(&format!("Changes were possible here until {until}."));
    page.tells("Wren Calloway desk@example.org");
    assert!(page.all("form").is_empty() && page.all(".give-up").is_empty());

    let before = dais.tables().await;
    let late = "Replies cannot be changed here any more. Please write to the hosts.";
    let page = own.presses("cancel").await.page_with(409);
    page.says(late);
    page.says("This was not done");
    let page = dais.get(&format!("{}/cancel", own.path)).await.page_with(200);
    page.tells(&format!("This was possible here until {until}."));
    page.tells("Wren Calloway desk@example.org");
    assert!(page.all("form").is_empty());
    dais.fills(&review.form("form.sheet"), &[("step", "save")]).await.page_with(409).says(late);
    let colleague = [("name", "Cora Example"), ("email", "cora@example.org"), ("step", "do")];
    dais.post(&format!("{}/hand-over", own.path), &colleague).await.page_with(409).says(late);
    let page = dais.get(&format!("{}/hand-over", own.path)).await.page_with(200);
    page.tells(&format!("Handing over was possible here until {until}."));
    page.tells("Wren Calloway desk@example.org");
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn the_cut_off_is_for_taking_back_too_and_not_for_offers() {
    let paper = a_briefing().with_seats(1).with("rsvp.changes_until", "2027-04-18T12:00");
    let dais = with_guests(paper, &["Ada", "Ben"]).await;
    let (ada, ben) = (dais.own_page_of("Ada").await, dais.own_page_of("Ben").await);
    dais.set_clock("2027-04-18T15:59:00Z");
    ada.presses("cancel").await.leads_to();
    dais.set_clock("2027-04-18T16:00:00Z");
    let page = ada.presses("undo").await.page_with(409);
    assert!(page.all("form[action$='/undo']").is_empty());
    page.tells("You could come back here until Sunday, April 18, 2027, 12:00 pm ET.");
    page.tells("Wren Calloway desk@example.org");
    ben.opens().await.says("A seat is free for you");
    ben.presses("take").await.leads_to();
    let letter = dais.last_letter_to("ben@example.org").await;
    assert_eq!(letter.kind(), Kind::Confirmed);
    assert!(letter.plain().contains("Changes were possible until Sunday, April 18"));
}

#[tokio::test]
async fn once_replies_close_nobody_waits_for_a_seat_any_more() {
    let paper = a_briefing().with_seats(1).with("rsvp.closes", "2027-04-18T12:00");
    let dais = with_guests(paper, &["Ada", "Ben", "Cleo"]).await;
    let (ben, cleo) = (dais.own_page_of("Ben").await, dais.own_page_of("Cleo").await);
    ben.opens().await.tells("You are number 1 in line.");
    dais.set_clock("2027-04-18T16:00:00Z");
    let page = ben.opens().await;
    page.says("You were on the waiting list");
    page.tells("RSVPs are closed, and no seat has come free.");
    page.tells("Please don’t come without a confirmed seat.");
    page.tells("Wren Calloway desk@example.org");
    page.does_not_tell("in line");
    cleo.presses("cancel").await.leads_to();
    let page = cleo.opens().await;
    page.tells("No more replies are taken here.");
    page.tells("Wren Calloway desk@example.org");
    let letter = dais.last_letter_to("cleo@example.org").await.plain();
    assert!(letter.contains("Changed your mind? Please write to the hosts."), "{letter}");
    dais.post_round().await;
}

#[tokio::test]
async fn the_entry_of_a_seat_that_is_lost_goes_from_the_calendar_though_the_undo_came_first() {
    let dais = with_guests(a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    let ada = dais.own_page_of("Ada").await;
    ada.presses("cancel").await.leads_to();
    ada.presses("undo").await.leads_to();
    dais.post_round().await;
    let letters = dais.letters_to("ada@example.org");
    let kinds: Vec<Kind> = letters.iter().map(Letter::kind).collect();
    assert_eq!(kinds, [Kind::Confirmed, Kind::GivenUp, Kind::Waiting]);
    assert_eq!(letters[1].calendar().method, "CANCEL");
    assert_eq!(letters[1].calendar().value("UID"), letters[0].calendar().value("UID"));
}
