//! Letters on their way through a relay that misbehaves: nothing lost, nothing twice that was
//! recorded as sent.

mod versions;

use chrono::TimeDelta;
use dais::postman::{Postman, SmtpRoute};
use domain::outbox::Lane;

use crate::harness::{Dais, Event, Kind, Letter, a_briefing};
use crate::smtp::{Fault, Smtp};

async fn with_relay() -> (Dais, Smtp, Event) {
    let relay = Smtp::start();
    let dais = Dais::start().await;
    dais.postman(Postman::smtp(route(&relay.url()))).await;
    let event = dais.publishes(a_briefing()).await;
    (dais, relay, event)
}

fn route(url: &str) -> SmtpRoute {
    SmtpRoute::parse(&url.parse().expect("an address")).expect("a route")
}

fn identities(relay: &Smtp) -> Vec<String> {
    relay.received().iter().map(|raw| Letter::read(raw).header("Message-ID")).collect()
}

async fn outcome(dais: &Dais) -> Vec<String> {
    dais.texts("SELECT coalesce(outcome, 'open') FROM letter ORDER BY id").await
}

async fn health(dais: &Dais) -> serde_json::Value {
    let answer = dais.get("/health").await;
    assert_eq!(answer.status, 200, "mail trouble is no reason to take the pages away");
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[tokio::test]
async fn a_letter_goes_through_a_relay() {
    let (dais, relay, event) = with_relay().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(dais.post_round().await, 1);
    let received = relay.received();
    assert_eq!(received.len(), 1);
    let letter = Letter::read(&received[0]);
    assert_eq!((letter.to(), letter.kind()), ("ada@example.org".into(), Kind::Confirmed));
    assert_eq!(letter.calendar().method, "REQUEST");
    dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
    assert_eq!(health(&dais).await["mail"]["to_send"], 0);
}

#[tokio::test]
async fn a_letter_that_is_put_off_goes_at_its_next_time() {
    let (dais, relay, event) = with_relay().await;
    relay.script([Fault::Recipient(451), Fault::Content(452)]);
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(dais.post_round().await, 1);
    assert_eq!(
        (relay.received().len(), health(&dais).await["mail"]["to_send"].clone()),
        (0, 1.into())
    );

    dais.wait(TimeDelta::seconds(50));
    assert_eq!(dais.post_round().await, 0, "not before its time");
    dais.wait(TimeDelta::seconds(30));
    assert_eq!(dais.post_round().await, 1, "the second attempt, after a minute");
    dais.wait(TimeDelta::minutes(4));
    assert_eq!(dais.post_round().await, 0);
    dais.wait(TimeDelta::minutes(2));
    assert_eq!(dais.post_round().await, 1, "the third, after five");
    assert_eq!((identities(&relay).len(), outcome(&dais).await), (1, vec!["sent".to_owned()]));
    let letter = Letter::read(&relay.received()[0]);
    dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
}

#[tokio::test]
async fn a_letter_that_is_refused_is_parked_and_the_next_one_goes() {
    let (dais, relay, event) = with_relay().await;
    relay.script([Fault::Recipient(550)]);
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    assert_eq!(dais.post_round().await, 2);
    dais.wait(TimeDelta::days(2));
    assert_eq!(dais.post_round().await, 0, "no second attempt");
    assert_eq!(outcome(&dais).await, ["refused", "sent"]);
    assert_eq!(health(&dais).await["mail"]["parked"], 1);
    let why = dais.texts("SELECT answer FROM letter WHERE outcome = 'refused'").await;
    assert!(why[0].contains("550") && !why[0].contains('@'), "{why:?}");
}

#[tokio::test]
async fn a_letter_whose_answer_got_lost_is_repeated_as_the_same_letter() {
    let (dais, relay, event) = with_relay().await;
    relay.script([Fault::DropBeforeAnswer]);
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    dais.wait(TimeDelta::minutes(2));
    assert_eq!(dais.post_round().await, 1);
    let identities = identities(&relay);
    assert_eq!(identities.len(), 2);
    assert_eq!(identities[0], identities[1]);
    let letters: Vec<_> = relay.received().iter().map(|raw| Letter::read(raw)).collect();
    let entries: Vec<_> = letters.iter().map(Letter::calendar).collect();
    for name in ["UID", "SEQUENCE", "DTSTAMP"] {
        assert_eq!(entries[0].value(name), entries[1].value(name), "{name}");
    }
    assert_eq!(letters[0].header("Date"), letters[1].header("Date"));
    for letter in letters {
        assert_eq!(dais.get(&letter.own_page()).await.status, 200, "both links open");
    }
}

#[tokio::test]
async fn a_letter_that_was_confirmed_goes_once_though_the_connection_ends() {
    let (dais, relay, event) = with_relay().await;
    relay.script([Fault::DropAfterAnswer, Fault::DropAfterAnswer]);
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    dais.wait(TimeDelta::days(1));
    dais.post_round().await;
    let mut identities = identities(&relay);
    identities.dedup();
    assert_eq!((identities.len(), relay.received().len()), (3, 3));
}

#[tokio::test]
async fn replies_succeed_while_the_relay_is_down_and_the_queue_drains_when_it_is_back() {
    let (dais, relay, event) = with_relay().await;
    let url = relay.url();
    // A port that nobody listens on, and that no other test can be given meanwhile.
    dais.postman(Postman::smtp(route("smtp://127.0.0.1:1"))).await;
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    assert_eq!(dais.post_round().await, 3);
    dais.wait(TimeDelta::minutes(6));
    let replied = dais.get(&format!("{}/replied", event.path())).await.page_with(200);
    replied.tells("Mail is slow just now.");
    let told = health(&dais).await;
    assert_eq!((&told["mail"]["state"], &told["mail"]["to_send"]), (&"late".into(), &3.into()));

    dais.postman(Postman::smtp(route(&url))).await;
    assert_eq!(dais.post_round().await, 3);
    assert_eq!(outcome(&dais).await, ["sent"; 3]);
    let to: Vec<_> = relay.received().iter().map(|raw| Letter::read(raw).to()).collect();
    assert_eq!(to, ["ada@example.org", "ben@example.org", "cleo@example.org"], "in their order");
    assert_eq!(health(&dais).await["mail"]["state"], "ok");
}

#[tokio::test]
async fn a_letter_is_given_up_when_the_event_is_over() {
    let (dais, _relay, event) = with_relay().await;
    dais.postman(Postman::smtp(route("smtp://127.0.0.1:1"))).await;
    dais.set_clock("2027-04-20T17:00:00Z");
    dais.guest("Ada").replies(&event).await.leads_to();
    let mut attempts = 0;
    while outcome(&dais).await == ["open"] {
        assert!(attempts < 20, "an end");
        attempts += dais.post_round().await;
        dais.wait(TimeDelta::minutes(20));
    }
    assert!(attempts >= 4, "{attempts}");
    assert_eq!(outcome(&dais).await, ["too_late"]);
    assert_eq!(health(&dais).await["mail"]["parked"], 1);
}

#[tokio::test]
async fn a_letter_that_nobody_can_send_is_parked_and_the_others_go() {
    let (dais, relay, event) = with_relay().await;
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    let poison = "ada@example.org' || CHAR || 'Bcc: eve@example.org";
    let line_feed = if dais.database.is_file() { "char(10)" } else { "chr(10)" };
    let poison = poison.replace("CHAR", line_feed);
    dais.tampers(&format!("UPDATE letter SET recipient = '{poison}' WHERE id = 1")).await;
    assert_eq!(dais.post_round().await, 3);
    assert_eq!(outcome(&dais).await, ["refused", "sent", "sent"]);
    assert_eq!(relay.received().len(), 2);
    assert!(!relay.commands().concat().contains("eve@"));
    let why = dais.texts("SELECT answer FROM letter WHERE id = 1").await;
    assert!(!why[0].contains('@'), "{why:?}");
}

#[tokio::test]
async fn a_title_beyond_all_measure_costs_nobody_a_letter() {
    let (dais, relay, event) = with_relay().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.tampers(&format!("UPDATE event SET title = '{}'", "T".repeat(1200))).await;
    dais.tampers(
        "UPDATE rsvp SET name = 'A' || '\r\nBcc: eve@example.org' WHERE email LIKE 'ada%'",
    )
    .await;
    assert_eq!(dais.post_round().await, 2);
    assert_eq!(outcome(&dais).await, ["sent", "sent"]);
    for raw in relay.received() {
        assert!(Letter::read(&raw).subject().chars().count() < 60);
        assert!(!Letter::read(&raw).has_header("Bcc"));
        assert!(raw.lines().all(|line| line.len() <= 998));
    }
}

#[tokio::test]
async fn a_lease_ends_and_two_postmen_never_take_the_same_letter() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for number in 0..25 {
        dais.guest(&format!("Guest{number}")).replies(&event).await.leads_to();
    }
    let (first, second, third) = tokio::join!(
        domain::outbox::claim(&dais.desk, Lane::Any, 10),
        domain::outbox::claim(&dais.desk, Lane::Any, 10),
        domain::outbox::claim(&dais.desk, Lane::Any, 10),
    );
    let hands = [first, second, third].map(|claimed| claimed.expect("letters"));
    let mut taken: Vec<i64> = hands.iter().flatten().map(domain::outbox::Claimed::id).collect();
    let in_hands = taken.len();
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken.len(), in_hands, "nothing is in two hands");
    let free = dais.post_round().await;
    assert_eq!(free + in_hands, 25);

    dais.wait(TimeDelta::seconds(61));
    assert_eq!(dais.post_round().await, in_hands, "postmen who vanished leave their letters");
    assert_eq!(dais.letters().len(), 25);
}

#[tokio::test]
async fn one_lane_is_never_taken_by_what_is_written_to_many() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for number in 0..8 {
        dais.guest(&format!("Guest{number}")).replies(&event).await.leads_to();
    }
    let numbers = |claimed: &[domain::outbox::Claimed]| -> Vec<i64> {
        claimed.iter().map(domain::outbox::Claimed::id).collect()
    };
    let claim = async |lane| domain::outbox::claim(&dais.desk, lane, 10).await.expect("letters");
    dais.tampers("UPDATE letter SET urgency = 4 WHERE id <= 5").await;
    dais.tampers("UPDATE letter SET urgency = 0 WHERE id = 8").await;
    let quick = claim(Lane::Quick).await;
    assert_eq!(numbers(&quick), [8, 6, 7], "the most urgent first, and nothing to many");
    assert!(claim(Lane::Quick).await.is_empty());
    let bulk = claim(Lane::Any).await;
    assert_eq!(numbers(&bulk), [1, 2, 3], "few at once");

    let tokens = dais.texts("SELECT hash FROM token").await.len();
    domain::outbox::put_back(&dais.desk, &quick[1..]).await.expect("given back");
    assert_eq!(dais.texts("SELECT hash FROM token").await.len(), tokens - 2);
    assert_eq!(numbers(&claim(Lane::Any).await), [6, 7], "those that somebody waits for go first");
    dais.wait(TimeDelta::seconds(61));
    assert_eq!(dais.post_round().await, 8);
    assert!(outcome(&dais).await.iter().all(|outcome| outcome == "sent"));
}

#[tokio::test]
async fn a_letter_that_cannot_be_written_just_now_waits_and_the_others_go() {
    let (dais, relay, event) = with_relay().await;
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    let standing =
        |of| format!("UPDATE rsvp SET standing = '{of}' WHERE email = 'ada@example.org'");
    dais.tampers(&standing("nonsense")).await;
    assert_eq!(dais.post_round().await, 3);
    assert_eq!(outcome(&dais).await, ["open", "sent", "sent"]);
    dais.tampers(&standing("seated")).await;
    dais.wait(TimeDelta::minutes(2));
    assert_eq!(dais.post_round().await, 1);
    assert_eq!((outcome(&dais).await, relay.received().len()), (vec!["sent".to_owned(); 3], 3));
}

#[tokio::test]
async fn a_letter_that_nobody_took_up_in_time_reaches_nobody_afterwards() {
    let (dais, relay, event) = with_relay().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.set_clock("2027-05-20T17:00:00Z");
    assert_eq!(dais.post_round().await, 0);
    assert_eq!((outcome(&dais).await, relay.received().len()), (vec!["too_late".to_owned()], 0));
}

#[tokio::test]
async fn the_queue_tells_what_waits_by_urgency_and_names_nobody() {
    let (dais, relay, event) = with_relay().await;
    relay.script([Fault::Recipient(550), Fault::Recipient(451)]);
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    dais.guest("Dora").replies(&event).await.leads_to();
    let queue = domain::outbox::queue(&dais.desk).await.expect("the queue");
    assert_eq!((queue.to_send, queue.parked, queue.sent), (2, 1, 1));
    assert_eq!((queue.refused, queue.too_late, queue.stopped), (1, 0, 0));
    let of_rsvps = queue.waiting[1];
    assert_eq!((of_rsvps.called, of_rsvps.due, of_rsvps.later), ("rsvp", 1, 1));
    assert_eq!((of_rsvps.failed_attempts, queue.waiting[4].due), (1, 0));
    let metrics = dais::health::metrics(axum::extract::State(dais.desk.clone())).await;
    let text = axum::body::to_bytes(metrics.into_body(), 100_000).await.expect("a body");
    let text = String::from_utf8(text.to_vec()).expect("UTF-8");
    for line in [
        "dais_letters_to_send 2",
        "dais_letters_due{urgency=\"rsvp\"} 1",
        "dais_letters_later{urgency=\"rsvp\"} 1",
        "dais_letters_done{outcome=\"refused\"} 1",
        "dais_letters_failed_attempts{urgency=\"rsvp\"} 1",
    ] {
        assert!(text.lines().any(|known| known == line), "{line}: {text}");
    }
    assert!(!text.contains('@'));
    assert_eq!(health(&dais).await["mail"]["waiting"]["rsvp"]["due"], 1);
    dais.wait(TimeDelta::minutes(2));
    dais.post_round().await;
}

#[tokio::test]
async fn a_letter_of_another_version_stops_nobody_and_is_left_to_it() {
    let (dais, relay, event) = with_relay().await;
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.tampers("UPDATE letter SET kind = 'nonsense' WHERE id = 1").await;
    dais.tampers("UPDATE errand SET kind = 'nonsense', due_at = '2020-01-01 00:00:00+00:00'").await;
    assert_eq!(dais.post_round().await, 2);
    assert_eq!(
        (outcome(&dais).await, relay.received().len()),
        (vec!["open".into(), "sent".into(), "sent".into()], 2)
    );
    while domain::errand::round(&dais.desk).await.expect("a round") > 0 {}
    assert_eq!(dais.texts("SELECT kind FROM letter WHERE id = 1").await, ["nonsense"]);

    let editor = dais.editor().await;
    let id = dais.number("SELECT event_id FROM letter WHERE id = 1").await;
    let rsvp = dais.number("SELECT rsvp_id FROM letter WHERE id = 1").await;
    for page in [
        "/staff/letters?state=queue".to_owned(),
        format!("/staff/events/{id}/mail"),
        format!("/staff/rsvps/{rsvp}"),
    ] {
        editor.get(&page).await.page_with(200).says("A letter of another version");
    }
    dais.wait(TimeDelta::minutes(2));
    assert_eq!(health(&dais).await["mail"]["state"], "late", "it is due, and nothing leaves");
    dais.tampers("UPDATE letter SET kind = 'confirmed' WHERE id = 1").await;
    assert_eq!(dais.post_round().await, 1);
    assert_eq!(health(&dais).await["mail"]["state"], "ok");
}

#[tokio::test]
async fn who_waited_for_the_relay_alone_goes_first_once_it_is_back() {
    let (dais, relay, event) = with_relay().await;
    dais.postman(Postman::smtp(route("smtp://127.0.0.1:1"))).await;
    for name in ["Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    assert_eq!(dais.post_round().await, 2);
    dais.wait(TimeDelta::seconds(5));

    dais.postman(Postman::smtp(route(&relay.url()))).await;
    relay.script([Fault::Recipient(451)]);
    for name in ["Ada", "Dora", "Eve"] {
        dais.guest(name).replies(&event).await.leads_to();
        dais.wait(TimeDelta::seconds(1));
    }
    dais.post_round().await;
    assert_eq!(
        outcome(&dais).await,
        ["sent", "sent", "open", "sent", "sent"],
        "what the relay said of Ada holds"
    );
    let to: Vec<_> = relay.received().iter().map(|raw| Letter::read(raw).to()).collect();
    let order = ["dora", "ben", "cleo", "eve"].map(|name| format!("{name}@example.org"));
    assert_eq!(to, order, "the oldest first from then on");

    dais.wait(TimeDelta::minutes(2));
    assert_eq!(dais.post_round().await, 1);
}
