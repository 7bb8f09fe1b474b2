//! A seat that is offered from the waiting list: taken, passed on, or let go.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::harness::{Dais, Event, Kind, Letter, a_briefing};

const STANDING: &str =
    "SELECT replace(name, ' Example', '') || ' ' || standing FROM rsvp ORDER BY turn, id";

/// One seat, which Ada has given up: Ben has the offer, Cleo waits.
async fn with_an_offer(dais: &Dais) -> Event {
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.own_page_of("Ada").await.presses("cancel").await.leads_to();
    dais.post_round().await;
    event
}

async fn kinds_to(dais: &Dais, name: &str) -> Vec<Kind> {
    dais.post_round().await;
    dais.letters_to(&format!("{name}@example.org")).iter().map(Letter::kind).collect()
}

#[tokio::test]
async fn an_offer_says_what_it_is_and_until_when_and_is_taken_by_a_button() {
    let dais = Dais::start().await;
    with_an_offer(&dais).await;
    let own = dais.own_page_of("Ben").await;
    let before = dais.tables().await;
    let page = own.opens().await;
    page.says("A seat is free for you");
    page.tells("It is held for you in the room until Friday, April 2, 2027, 10:00 am ET.");
    assert_eq!(dais.get(&format!("{}.ics", own.path)).await.status, 404);
    assert_eq!(dais.tables().await, before, "looking changes nothing");

    let form = page.form("form[action$='/take']");
    let back = dais.fills(&form, &[]).await.leads_to();
    let page = dais.get(&back).await.page_with(200);
    page.says("Done: the seat is yours.");
    page.says("Your seat is reserved");
    assert_eq!(kinds_to(&dais, "ben").await, [Kind::Waiting, Kind::Offered, Kind::Confirmed]);
    let letter = dais.last_letter_to("ben@example.org").await;
    assert_eq!(letter.calendar().method, "REQUEST");
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben seated", "Cleo waiting"]);
}

#[tokio::test]
async fn an_offer_is_taken_once_however_often_the_button_is_pressed() {
    let dais = Dais::start().await;
    with_an_offer(&dais).await;
    let own = dais.own_page_of("Ben").await;
    let answers = join_all((0..5).map(|_| own.presses("take"))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    let before = dais.tables().await;
    own.presses("take").await.leads_to();
    assert_eq!(dais.tables().await, before);
    assert_eq!(kinds_to(&dais, "ben").await, [Kind::Waiting, Kind::Offered, Kind::Confirmed]);
    // It is too late to pass it on, and nothing happens.
    let page = own.presses("pass").await.page_with(409);
    page.tells("You have taken what was offered.");
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben seated", "Cleo waiting"]);
}

#[tokio::test]
async fn an_offer_that_is_passed_on_goes_to_the_next_at_once() {
    let dais = Dais::start().await;
    with_an_offer(&dais).await;
    let own = dais.own_page_of("Ben").await;
    let form = own.opens().await.form("form[action$='/pass']");
    let back = dais.fills(&form, &[]).await.leads_to();
    let page = dais.get(&back).await.page_with(200);
    page.says("Done: the offer goes to whoever is next. Thank you.");
    page.says("You passed the offer on");
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben given_up", "Cleo offered"]);
    let before = dais.tables().await;
    own.presses("pass").await.leads_to();
    own.presses("take").await.page_with(409);
    assert_eq!(dais.tables().await, before);
    assert_eq!(kinds_to(&dais, "ben").await, [Kind::Waiting, Kind::Offered, Kind::GivenUp]);
    let letter = dais.last_letter_to("ben@example.org").await;
    assert!(letter.calendar_text().is_none(), "there was no entry");
    assert_eq!(kinds_to(&dais, "cleo").await, [Kind::Waiting, Kind::Offered]);

    // A slip: the turn is kept, the seat is Cleo's to take.
    own.presses("undo").await.leads_to();
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben waiting", "Cleo offered"]);
    dais.own_page_of("Cleo").await.presses("pass").await.leads_to();
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben offered", "Cleo given_up"]);
    dais.wait(TimeDelta::minutes(30));
    dais.post_round().await;
}

#[tokio::test]
async fn after_its_end_an_offer_is_the_next_ones_and_the_page_says_so_kindly() {
    let dais = Dais::start().await;
    with_an_offer(&dais).await;
    let own = dais.own_page_of("Ben").await;
    dais.wait(TimeDelta::hours(24));
    // Nobody has looked at the line yet.
    own.opens().await.says("The offer has run out");
    let page = own.presses("take").await.page_with(409);
    page.tells("This offer has ended");
    page.says("The offer has run out");
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben lapsed", "Cleo offered"]);
    own.presses("pass").await.page_with(409);
    own.presses("cancel").await.leads_to();
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben lapsed", "Cleo offered"]);
    let expected = [Kind::Waiting, Kind::Offered, Kind::Lapsed];
    assert_eq!(kinds_to(&dais, "ben").await, expected);

    let form = own.opens().await.form("form[action$='/undo']");
    assert_eq!(
        own.opens().await.words("form[action$='/undo'] button"),
        "Join the waiting list again"
    );
    let back = dais.fills(&form, &[]).await.leads_to();
    dais.get(&back).await.page_with(200).tells("You are number 1 in line.");
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Cleo offered", "Ben waiting"]);
    dais.post_round().await;
}

#[tokio::test]
async fn an_offer_for_what_does_not_happen_is_not_taken() {
    for (state, words) in [
        ("cancelled", "It was cancelled."),
        ("postponed", "It was postponed; there is no new date yet."),
    ] {
        let dais = Dais::start().await;
        with_an_offer(&dais).await;
        let own = dais.own_page_of("Ben").await;
        let paper = a_briefing().with_seats(1).with("state", state);
        dais.imports(&paper, false).await.expect("imported");
        for deed in ["take", "pass"] {
            own.presses(deed).await.page_with(409).says(words);
        }
        let page = own.opens().await;
        assert!(page.all("form").is_empty() || state == "postponed", "{state}");
        assert!(page.all("form[action$='/take']").is_empty());
        assert_eq!(dais.texts(STANDING).await[1], "Ben waiting", "the turn is kept");
    }
}

#[tokio::test]
async fn a_party_takes_its_offer_and_leaves_somebody_out() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2).with("rsvp.largest_party", 3)).await;
    dais.guest("Ada").typing("guest-1", "Abe Example").replies(&event).await.leads_to();
    dais.guest("Ben").typing("guest-1", "Bea Example").replies(&event).await.leads_to();
    dais.guest("Cleo").replies(&event).await.leads_to();
    dais.own_page_of("Ada").await.presses("cancel").await.leads_to();
    let own = dais.own_page_of("Ben").await;
    let page = own.opens().await;
    page.says("2 seats are free for you");
    page.tells("2 seats: yours and Bea Example’s.");
    page.says("Take the 2 seats");

    // More than is offered is not to be had, fewer are.
    let more = own.looks_at(&[("guest-2", "Bob Example")]).await.page_with(422);
    assert_eq!(more.problem_beside("guest-2"), "The offer is for 2 seats. Take it first.");
    let review = own.looks_at(&[("guest-1", "")]).await.page_with(200);
    review.says("The offer stays as it is, for 1 seat.");
    own.changes(&[("guest-1", "")]).await.says("A seat is free for you");
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben offered", "Cleo offered"]);
    own.presses("take").await.leads_to();
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben seated", "Cleo offered"]);
    dais.wait(TimeDelta::minutes(20));
    dais.post_round().await;
}
