//! Seats that are kept for some, and what staff change about seats while people wait.

use serde_json::{Value, json};

use crate::harness::{Colleague, Dais, Event, Paper, a_briefing};

fn with_blocks(seats: i64, blocks: Value) -> Paper {
    a_briefing().with_seats(seats).with("rsvp.blocks", blocks)
}

/// A reply of somebody who comes as this.
async fn comes(dais: &Dais, name: &str, category: &str, event: &Event) {
    dais.guest(name).typing("category", category).replies(event).await.leads_to();
}

async fn standings(dais: &Dais) -> Vec<String> {
    dais.texts("SELECT standing FROM rsvp ORDER BY id").await
}

/// The line is looked at until nothing is due.
async fn tend_the_line(dais: &Dais) {
    while domain::line::round(&dais.desk).await.expect("a round") > 0 {}
}

/// Types into the editor of the only event and saves.
async fn saves(dais: &Dais, staff: &Colleague<'_>, typed: &[(&str, &str)]) -> String {
    let id = dais.number("SELECT id FROM event").await;
    let page = staff.get(&format!("/staff/events/{id}/edit")).await.page_with(200);
    let form = page.form("#editor");
    let mut fields = form.filled(typed);
    fields.push(("do".to_owned(), "save".to_owned()));
    let answer = staff.post(&form.action, &fields).await;
    staff.get(&answer.leads_to()).await.page_with(200).all_words()
}

#[tokio::test]
async fn kept_seats_are_for_those_for_whom_they_are_kept() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_blocks(3, json!([{ "category": "press", "seats": 2 }]))).await;
    let says = async |words: &str| dais.get(&event.path()).await.page_with(200).tells(words);
    says("Reserve my seat").await;
    comes(&dais, "Ada", "public", &event).await;
    says("Only seats kept for some guests are left: all others join the waiting list").await;
    says("Send my reply").await;
    comes(&dais, "Ben", "", &event).await;
    comes(&dais, "Pia", "press", &event).await;
    comes(&dais, "Cleo", "advocate", &event).await;
    comes(&dais, "Paul", "press", &event).await;
    says("The room is full: new replies join the waiting list").await;
    comes(&dais, "Petra", "press", &event).await;
    let expected = ["seated", "waiting", "seated", "waiting", "seated", "waiting"];
    assert_eq!(standings(&dais).await, expected);
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, expected, "nothing is offered past the block");
    dais.post_round().await;
}

#[tokio::test]
async fn who_has_a_block_takes_its_seats_first_and_then_the_others() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_blocks(3, json!([{ "category": "press", "seats": 1 }]))).await;
    for (name, category) in [("Pia", "press"), ("Paul", "press"), ("Ada", ""), ("Petra", "press")] {
        comes(&dais, name, category, &event).await;
    }
    assert_eq!(standings(&dais).await, ["seated", "seated", "seated", "waiting"]);
    dais.post_round().await;
}

#[tokio::test]
async fn a_block_is_released_at_its_hour() {
    let dais = Dais::start().await;
    let block = json!([{ "category": "press", "seats": 2, "released": "2027-04-10T12:00" }]);
    let event = dais.publishes(with_blocks(3, block)).await;
    comes(&dais, "Pia", "press", &event).await;
    comes(&dais, "Ada", "public", &event).await;
    comes(&dais, "Ben", "public", &event).await;
    assert_eq!(standings(&dais).await, ["seated", "seated", "waiting"]);
    dais.set_clock("2027-04-10T15:59:59Z");
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await[2], "waiting", "noon in Washington is later");
    dais.set_clock("2027-04-10T16:00:00Z");
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, ["seated", "seated", "offered"]);
    // The offer holds the seat.
    comes(&dais, "Cleo", "press", &event).await;
    assert_eq!(standings(&dais).await[3], "waiting");
    dais.post_round().await;
}

#[tokio::test]
async fn a_released_block_is_offered_before_anybody_new_gets_past() {
    let dais = Dais::start().await;
    let block = json!([{ "category": "press", "seats": 1, "released": "2027-04-10T12:00" }]);
    let event = dais.publishes(with_blocks(1, block)).await;
    comes(&dais, "Ada", "public", &event).await;
    dais.set_clock("2027-04-10T16:00:00Z");
    // No job went its round yet.
    comes(&dais, "Ben", "public", &event).await;
    assert_eq!(standings(&dais).await, ["offered", "waiting"]);
    dais.post_round().await;
}

#[tokio::test]
async fn smaller_parties_pass_larger_ones_only_where_staff_say_so() {
    for pass in [false, true] {
        let dais = Dais::start().await;
        let paper = a_briefing().with_seats(3).with("rsvp.largest_party", 2);
        let event = dais.publishes(paper.with("rsvp.smaller_pass", pass)).await;
        for name in ["Ada", "Ben"] {
            dais.guest(name).typing("guest-1", "One Example").replies(&event).await.leads_to();
        }
        dais.guest("Cleo").replies(&event).await.leads_to();
        let last = if pass { "seated" } else { "waiting" };
        assert_eq!(standings(&dais).await, ["seated", "waiting", last]);
        dais.post_round().await;
    }
}

#[tokio::test]
async fn letting_smaller_parties_pass_offers_them_what_is_free() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let event = dais.publishes(a_briefing().with_seats(3).with("rsvp.largest_party", 2)).await;
    for name in ["Ada", "Ben"] {
        dais.guest(name).typing("guest-1", "One Example").replies(&event).await.leads_to();
    }
    dais.guest("Cleo").replies(&event).await.leads_to();
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, ["seated", "waiting", "waiting"]);
    saves(&dais, &editor, &[("rsvp.smaller_pass", "on")]).await;
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, ["seated", "waiting", "offered"]);
    dais.post_round().await;
}

#[tokio::test]
async fn a_limit_that_is_raised_offers_and_one_that_is_lowered_takes_nothing_away() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    let words = saves(&dais, &editor, &[("rsvp.seats", "2")]).await;
    assert!(!words.contains("Please check"), "{words}");
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, ["seated", "offered", "waiting"]);

    let words = saves(&dais, &editor, &[("rsvp.seats", "1")]).await;
    assert!(
        words.contains("2 seats are taken: nobody loses one, and no new one is given."),
        "{words}"
    );
    tend_the_line(&dais).await;
    dais.guest("Dan").replies(&event).await.leads_to();
    assert_eq!(standings(&dais).await, ["seated", "offered", "waiting", "waiting"]);

    saves(&dais, &editor, &[("rsvp.seats", "0")]).await;
    tend_the_line(&dais).await;
    assert_eq!(dais.guest("Eve").replies(&event).await.status, 409);
    assert_eq!(standings(&dais).await, ["seated", "offered", "waiting", "waiting"]);

    saves(&dais, &editor, &[("rsvp.seats", "")]).await;
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, ["seated", "offered", "offered", "offered"]);
    dais.guest("Fay").replies(&event).await.leads_to();
    assert_eq!(standings(&dais).await[4], "seated");
    dais.post_round().await;
}

#[tokio::test]
async fn a_block_that_staff_take_away_is_offered_to_who_waits() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let event = dais.publishes(with_blocks(1, json!([{ "category": "press", "seats": 1 }]))).await;
    comes(&dais, "Ada", "public", &event).await;
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, ["waiting"]);
    saves(&dais, &editor, &[("rsvp.blocks[0].category", ""), ("rsvp.blocks[0].seats", "")]).await;
    assert_eq!(dais.number("SELECT count(*) FROM block").await, 0);
    tend_the_line(&dais).await;
    assert_eq!(standings(&dais).await, ["offered"]);
    dais.post_round().await;
}
