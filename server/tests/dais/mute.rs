//! Letters at which the relay falls silent: they cost their own postman his patience, and nobody else
//! anything.

use std::time::Duration;

use chrono::TimeDelta;
use dais::postman::{Postman, SmtpRoute};
use domain::outbox::{self, Lane};

use crate::harness::{Dais, Event, a_briefing, until};
use crate::smtp::{Fault, Point, Smtp};

async fn with_relay(patience: Duration) -> (Dais, Smtp, Event) {
    let relay = Smtp::start();
    let dais = Dais::start().await;
    let address = relay.url().parse().expect("an address");
    let mut route = SmtpRoute::parse(&address).expect("a route");
    (route.patience, route.patience_at_the_end) = (patience, patience);
    dais.postman(Postman::smtp(route)).await;
    let event = dais.publishes(a_briefing()).await;
    (dais, relay, event)
}

async fn outcomes(dais: &Dais) -> Vec<String> {
    dais.texts("SELECT coalesce(outcome, 'open') FROM letter ORDER BY id").await
}

/// The numbers of the letters that a postman of this lane would take.
async fn next(dais: &Dais, lane: Lane) -> Vec<i64> {
    let claimed = outbox::claim(&dais.desk, lane, 10).await.expect("letters");
    outbox::put_back(&dais.desk, &claimed).await.expect("put back");
    claimed.iter().map(outbox::Claimed::id).collect()
}

#[tokio::test]
async fn a_mute_letter_waits_longer_each_time_and_the_others_go() {
    for fault in [Fault::Stall, Fault::Silence] {
        let (dais, relay, event) = with_relay(Duration::from_millis(800)).await;
        for name in ["Ada", "Ben", "Cleo"] {
            dais.guest(name).replies(&event).await.leads_to();
        }
        for (attempts, minutes) in [(1, 2), (2, 6), (3, 17)] {
            relay.script([fault]);
            dais.post_round().await;
            assert_eq!(outcomes(&dais).await[..3], ["open", "sent", "sent"], "{fault:?}");
            let tried = dais.number("SELECT attempts FROM letter WHERE id = 1").await;
            assert_eq!(tried, attempts, "{fault:?}");
            assert_eq!(dais.post_round().await, 0, "{fault:?}: not before its time");
            dais.wait(TimeDelta::minutes(minutes));
        }
        assert_eq!(dais.post_round().await, 1);
        assert_eq!(outcomes(&dais).await, ["sent", "sent", "sent"]);
    }
}

#[tokio::test]
async fn a_mute_letter_lets_all_others_pass_and_keeps_out_of_the_quick_lane() {
    let (dais, relay, event) = with_relay(Duration::from_millis(800)).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    relay.script([Fault::Stall]);
    dais.post_round().await;
    dais.wait(TimeDelta::minutes(2));
    dais.guest("Ben").replies(&event).await.leads_to();
    assert_eq!(next(&dais, Lane::Quick).await, [2]);
    assert_eq!(next(&dais, Lane::Any).await, [2]);
    let ben = outbox::claim(&dais.desk, Lane::Quick, 1).await.expect("letters");
    assert!(next(&dais, Lane::Quick).await.is_empty());
    assert_eq!(next(&dais, Lane::Any).await, [1]);
    outbox::put_back(&dais.desk, &ben).await.expect("put back");
    assert_eq!(dais.post_round().await, 2);
    assert_eq!(outcomes(&dais).await, ["sent", "sent"]);
}

#[tokio::test]
async fn nobody_waits_in_the_hands_of_a_postman_whom_the_relay_keeps() {
    let (dais, relay, event) = with_relay(Duration::from_mins(1)).await;
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    relay.script([Fault::Halt(Point::Recipient)]);
    let free = "SELECT count(*) FROM letter WHERE done_at IS NULL AND claimed_until IS NULL";
    let others = async {
        until("the postman is kept", async || relay.halts() == 1).await;
        until("the others are free", async || dais.number(free).await == 2).await;
        relay.release();
    };
    tokio::join!(dais.post_round(), others);
    assert_eq!(outcomes(&dais).await, ["sent", "sent", "sent"]);
    assert_eq!(relay.received().len(), 3);
}
