//! Offers and the mail that tells of them: who was not told, who is told anew.

use chrono::TimeDelta;
use dais::postman::Postman;

use crate::harness::{Dais, Kind, a_briefing};
use crate::line_jobs::{all_reply, gives_up, look, seats_become, standings, subjects_to};

#[tokio::test]
async fn whoever_never_had_the_mail_keeps_their_turn() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo"]).await;
    gives_up(&dais, "ada").await;
    dais.wait(TimeDelta::hours(25));
    look(&dais).await;
    let expected = ["ada given_up", "ben offered", "cleo waiting"];
    assert_eq!(standings(&dais).await, expected, "offered anew, for another day");
    dais.post_round().await;
    assert_eq!(subjects_to(&dais, "ben").await, ["On the waiting list", "Seat offered"]);
    dais.wait(TimeDelta::hours(25));
    look(&dais).await;
    assert_eq!(standings(&dais).await, ["ada given_up", "ben lapsed", "cleo offered"]);
    dais.post_round().await;
}

#[tokio::test]
async fn whom_no_mail_reaches_is_not_asked_for_ever() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo"]).await;
    gives_up(&dais, "ada").await;
    for expected in ["ben offered", "ben lapsed"] {
        dais.postman(Postman::Files("/dev/null/nowhere".into())).await;
        dais.post_round().await;
        dais.wait(TimeDelta::hours(25));
        look(&dais).await;
        assert_eq!(standings(&dais).await[1], expected);
    }
    assert_eq!(standings(&dais).await[2], "cleo offered");
    dais.leaves_letters();
}

#[tokio::test]
async fn who_has_an_offer_is_told_of_a_sooner_end_or_of_none() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo"]).await;
    gives_up(&dais, "ada").await;
    dais.post_round().await;
    seats_become(&dais, a_briefing().with("rsvp.closes", "2027-04-01T12:00"), 1).await;
    dais.post_round().await;
    let sooner = dais.last_letter_to("ben@example.org").await;
    assert_eq!(sooner.kind(), Kind::Offered);
    assert!(sooner.plain().contains("April 1, 2027, 12:00 pm ET"), "{}", sooner.plain());
    seats_become(&dais, a_briefing().with("rsvp.mode", "closed"), 1).await;
    dais.post_round().await;
    let none = dais.last_letter_to("ben@example.org").await;
    assert_eq!(none.kind(), Kind::Waiting);
    assert!(none.plain().contains("RSVPs are closed now."), "{}", none.plain());
    assert!(none.plain().contains("is not on offer any more"), "{}", none.plain());
}
