//! The waiting line tends itself: offers and their ends, blocks released, RSVPs closed. By the
//! clock alone, once each, whoever is killed in between.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use reqwest::{Client, redirect::Policy};
use sea_orm::ConnectionTrait as _;

use crate::harness::{
    BEGINNING, Dais, Database, Event, Kind, Paper, Program, Serving, a_briefing, at, until,
};

/// Everybody replies, one after the other.
pub async fn all_reply(dais: &Dais, event: &Event, names: &[&str]) {
    for name in names {
        dais.guest(name).replies(event).await.leads_to();
    }
    dais.post_round().await;
}

async fn own_page(dais: &Dais, name: &str) -> String {
    dais.last_letter_to(&format!("{name}@example.org")).await.own_page()
}

pub async fn gives_up(dais: &Dais, name: &str) {
    let page = own_page(dais, name).await;
    assert_eq!(dais.post(&format!("{page}/cancel"), &[("send", "")]).await.status, 303);
}

/// How everybody stands, in the order of turns: `ada seated`.
pub async fn standings(dais: &Dais) -> Vec<String> {
    let name = "replace(email, '@example.org', '')";
    dais.texts(&format!("SELECT {name} || ' ' || standing FROM rsvp ORDER BY turn, id")).await
}

pub async fn subjects_to(dais: &Dais, name: &str) -> Vec<String> {
    dais.post_round().await;
    let letters = dais.letters_to(&format!("{name}@example.org"));
    let subject = |letter: &crate::harness::Letter| letter.subject();
    // Where no room is left for the title, the day follows at once.
    let kind = |subject: String| {
        subject.split([':', '·']).next().unwrap_or_default().trim_end().to_owned()
    };
    letters.iter().map(subject).map(kind).collect()
}

/// The lines are looked at until there is nothing to do.
pub async fn look(dais: &Dais) {
    while domain::line::round(&dais.desk).await.expect("a round") > 0 {}
}

pub async fn seats_become(dais: &Dais, paper: Paper, seats: i64) {
    dais.imports(&paper.with_seats(seats), true).await.expect("imported");
    look(dais).await;
}

#[tokio::test]
async fn a_freed_seat_is_offered_to_the_first_and_when_the_offer_ends_to_the_next() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo"]).await;
    gives_up(&dais, "ada").await;
    assert_eq!(standings(&dais).await, ["ada given_up", "ben offered", "cleo waiting"]);
    dais.post_round().await;

    dais.wait(TimeDelta::minutes(23 * 60 + 58));
    look(&dais).await;
    assert_eq!(standings(&dais).await, ["ada given_up", "ben offered", "cleo waiting"]);
    dais.wait(TimeDelta::minutes(2));
    look(&dais).await;
    assert_eq!(standings(&dais).await, ["ada given_up", "ben lapsed", "cleo offered"]);
    assert_eq!(
        subjects_to(&dais, "ben").await,
        ["On the waiting list", "Seat offered", "Offer ran out"]
    );
    assert_eq!(subjects_to(&dais, "cleo").await, ["On the waiting list", "Seat offered"]);
}

#[tokio::test]
async fn nobody_is_offered_anything_twice_by_rounds_that_come_together() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo", "dan"]).await;
    dais.imports(&a_briefing().with_seats(3), true).await.expect("imported");
    let rounds = (0..8).map(|_| domain::line::round(&dais.desk));
    assert!(join_all(rounds).await.into_iter().all(|round| round.is_ok()));
    let expected = ["ada seated", "ben offered", "cleo offered", "dan waiting"];
    assert_eq!(standings(&dais).await, expected);
    assert_eq!(dais.post_round().await, 2);
    // The clock goes back and forth; what was done is not done again.
    dais.wait(TimeDelta::hours(-48));
    look(&dais).await;
    dais.wait(TimeDelta::hours(50));
    look(&dais).await;
    assert_eq!(standings(&dais).await, expected);
    assert_eq!(dais.post_round().await, 0);
}

#[tokio::test]
async fn a_raised_limit_wakes_the_line_and_a_lowered_one_takes_nobody_s_seat() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo", "dan"]).await;
    seats_become(&dais, a_briefing(), 1).await;
    let expected = ["ada seated", "ben seated", "cleo waiting", "dan waiting"];
    assert_eq!(standings(&dais).await, expected);
    gives_up(&dais, "ada").await;
    assert_eq!(standings(&dais).await[2], "cleo waiting", "one of one seats is taken");
    seats_become(&dais, a_briefing(), 2).await;
    assert_eq!(standings(&dais).await[2..], ["cleo offered", "dan waiting"]);
    seats_become(&dais, a_briefing(), 0).await;
    assert_eq!(standings(&dais).await[1..3], ["ben seated", "cleo offered"]);
    dais.imports(&a_briefing(), true).await.expect("imported");
    look(&dais).await;
    assert_eq!(standings(&dais).await[3], "dan offered", "without a limit nobody waits");
    dais.post_round().await;
}

#[tokio::test]
async fn nothing_is_offered_once_rsvps_close_or_the_event_starts() {
    let dais = Dais::start().await;
    let closing = || a_briefing().with("rsvp.closes", "2027-04-19T12:00").with_seats(1);
    let event = dais.publishes(closing()).await;
    all_reply(&dais, &event, &["ada", "ben"]).await;
    // Less than a day is left, so the offer is shorter and ends with the closing at the latest.
    dais.set_clock("2027-04-19T15:30:00Z");
    seats_become(&dais, closing(), 2).await;
    let until = "SELECT count(*) FROM rsvp WHERE standing = 'offered' AND offered_until = \
        (SELECT closes_at FROM event)";
    assert_eq!(dais.number(until).await, 1);
    dais.post_round().await;
    dais.set_clock("2027-04-19T16:00:00Z");
    look(&dais).await;
    assert_eq!(standings(&dais).await, ["ada seated", "ben lapsed"]);

    let later = Dais::start().await;
    let event = later.publishes(closing()).await;
    all_reply(&later, &event, &["ada", "ben"]).await;
    later.set_clock("2027-04-19T16:00:00Z");
    seats_become(&later, closing(), 5).await;
    gives_up(&later, "ada").await;
    assert_eq!(standings(&later).await, ["ada given_up", "ben waiting"]);
    assert_eq!(subjects_to(&later, "ben").await, ["On the waiting list", "RSVPs closed"]);
    look(&later).await;
    assert_eq!(later.post_round().await, 0, "told once");
    dais.post_round().await;
}

#[tokio::test]
async fn an_offer_shrinks_as_the_event_comes_near() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben"]).await;
    // The briefing starts on April 20 at 2 pm in Washington: eight hours are left.
    dais.set_clock("2027-04-20T10:00:00Z");
    seats_become(&dais, a_briefing(), 2).await;
    let rows = dais.rows("SELECT offered_until FROM rsvp WHERE standing = 'offered'").await;
    let until: DateTime<Utc> = rows[0].try_get_by_index(0).expect("an instant");
    assert_eq!(until, at("2027-04-20T12:00:00Z"));
    dais.post_round().await;
}

#[tokio::test]
async fn a_draft_or_an_event_called_off_offers_nothing_and_a_postponed_one_takes_no_turn() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo"]).await;
    gives_up(&dais, "ada").await;
    seats_become(&dais, a_briefing().with("state", "postponed"), 3).await;
    dais.wait(TimeDelta::hours(30));
    look(&dais).await;
    assert_eq!(standings(&dais).await[1..], ["ben waiting", "cleo waiting"]);
    seats_become(&dais, a_briefing().with("state", "cancelled"), 3).await;
    assert_eq!(standings(&dais).await[1..], ["ben waiting", "cleo waiting"]);
    seats_become(&dais, a_briefing(), 1).await;
    assert_eq!(standings(&dais).await[1..], ["ben offered", "cleo waiting"]);
    dais.post_round().await;
}

#[tokio::test]
async fn a_block_is_released_by_the_clock() {
    let dais = Dais::start().await;
    let block = serde_json::json!([
        { "category": "press", "seats": 2, "released": "2027-04-10T09:00" }
    ]);
    let event = dais.publishes(a_briefing().with_seats(3).with("rsvp.blocks", block)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo"]).await;
    assert_eq!(standings(&dais).await, ["ada seated", "ben waiting", "cleo waiting"]);
    dais.guest("dan").typing("category", "press").replies(&event).await.leads_to();
    assert_eq!(standings(&dais).await[3], "dan seated", "a kept seat");
    dais.set_clock("2027-04-10T12:59:59Z");
    look(&dais).await;
    assert_eq!(standings(&dais).await[1], "ben waiting");
    dais.set_clock("2027-04-10T13:00:00Z");
    look(&dais).await;
    assert_eq!(standings(&dais).await[1..3], ["ben offered", "cleo waiting"]);
    dais.post_round().await;
}

const SEATED: usize = 5;
const WAITING: usize = 40;

struct House {
    folder: tempfile::TempDir,
    database: Database,
    clock: DateTime<Utc>,
}

impl House {
    async fn build() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::fresh(folder.path()).await;
        Self { folder, database, clock: at(BEGINNING) }
    }

    fn program(&self) -> Program {
        let program = Program::on(self.folder.path(), &self.database).with("DAIS_LOG", "warn");
        program.with("DAIS_CLOCK", &self.clock.to_rfc3339())
    }

    async fn seats_become(&self, seats: usize) {
        let paper = a_briefing().with_seats(i64::try_from(seats).expect("few"));
        let file = self.folder.path().join("briefing.json");
        std::fs::write(&file, paper.json()).expect("written");
        let words = ["event", "import", path(&file), "--publish"];
        let done = self.program().runs(&words).await;
        assert_eq!(done.code, Some(0), "{}", done.err);
    }

    async fn two_serve(&self) -> [Serving; 2] {
        // One after the other: whoever starts first brings the tables up to date.
        [self.program().serves().await, self.program().serves().await]
    }

    /// A postman killed with letters in hand leaves them for a minute, which nobody wants to wait for
    /// here; and an offer whose letter never left does not cost the turn.
    async fn every_offer_was_sent(&self) {
        let sent = "UPDATE letter SET done_at = written_at, outcome = 'sent' \
            WHERE kind = 'offered' AND done_at IS NULL";
        let connection = self.database.connection().await;
        connection.execute_unprepared(sent).await.expect("a change");
        connection.close().await.expect("closed");
    }

    fn number(&self, what: &str) -> usize {
        let number = self.database.number(&format!("SELECT count(*) AS n FROM {what}"));
        usize::try_from(number).expect("a number")
    }
}

fn path(file: &Path) -> &str {
    file.to_str().expect("a path")
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_killed_again_and_again_do_each_offer_and_each_end_once() {
    let mut house = House::build().await;
    house.seats_become(SEATED).await;
    let [mut first, second] = house.two_serve().await;
    let client = Client::builder().redirect(Policy::none()).build().expect("a client");
    for guest in 0..SEATED + WAITING {
        let form = [("name", "Guest Example"), ("email", &format!("g{guest}@example.org"))];
        let request =
            client.post(format!("{}/events/hours-in-the-field", second.address)).form(&form);
        let answer = request.header("Sec-Fetch-Site", "same-origin").send().await;
        assert_eq!(answer.expect("an answer").status(), 303);
    }
    first.kill();
    drop(second);
    house.seats_become(2 * SEATED).await;
    for round in 1..=WAITING / SEATED {
        for mut killed in house.two_serve().await {
            killed.kill();
        }
        // The leases of the killed are over.
        house.clock += TimeDelta::seconds(90);
        let [mut one, mut other] = house.two_serve().await;
        let offered = "journal WHERE deed = 'was offered a seat'";
        until("the next were offered", async || house.number(offered) >= round * SEATED).await;
        one.kill();
        other.kill();
        house.every_offer_was_sent().await;
        assert_eq!(house.number(offered), round * SEATED);
        let ended = "journal WHERE deed = 'let an offer run out'";
        assert_eq!(house.number(ended), (round - 1) * SEATED);
        assert_eq!(house.number("rsvp WHERE standing = 'offered'"), SEATED);
        house.clock += TimeDelta::hours(25);
    }
    let letters = |kind: &str| house.number(&format!("letter WHERE kind = '{kind}'"));
    assert_eq!((letters("offered"), letters("lapsed")), (WAITING, WAITING - SEATED));
    let twice = "(SELECT rsvp_id FROM letter WHERE kind = 'offered' GROUP BY rsvp_id \
        HAVING count(*) > 1) AS twice";
    assert_eq!(house.number(twice), 0);
    let out_of_turn = "rsvp a JOIN rsvp b ON a.turn < b.turn \
        WHERE a.offered_at IS NOT NULL AND b.standing = 'lapsed'";
    assert_eq!(house.number(out_of_turn), 0);
}

#[tokio::test]
async fn a_party_that_the_room_has_become_too_small_for_keeps_nobody_from_a_seat() {
    let dais = Dais::start().await;
    let paper = || a_briefing().with("rsvp.largest_party", 4);
    let event = dais.publishes(paper().with_seats(4)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo", "dan"]).await;
    let party = dais.guest("eve").typing("guest-1", "Fay Example").typing("guest-2", "Gus Example");
    party.typing("guest-3", "Hal Example").replies(&event).await.leads_to();
    seats_become(&dais, paper(), 3).await;
    for name in ["ada", "ben"] {
        gives_up(&dais, name).await;
    }
    dais.guest("ida").replies(&event).await.leads_to();
    assert_eq!(standings(&dais).await[4..], ["eve waiting", "ida seated"]);
    dais.post_round().await;
}

#[tokio::test]
async fn a_clock_that_was_ahead_hides_no_release() {
    let dais = Dais::start().await;
    let block = serde_json::json!([
        { "category": "press", "seats": 2, "released": "2027-04-10T09:00" }
    ]);
    let event = dais.publishes(a_briefing().with_seats(2).with("rsvp.blocks", block)).await;
    dais.set_clock("2027-04-21T15:00:00Z");
    look(&dais).await;
    dais.set_clock("2027-04-09T15:00:00Z");
    all_reply(&dais, &event, &["ada"]).await;
    look(&dais).await;
    assert_eq!(standings(&dais).await, ["ada waiting"]);
    dais.set_clock("2027-04-10T14:00:00Z");
    look(&dais).await;
    assert_eq!(standings(&dais).await, ["ada offered"]);
    dais.post_round().await;
}

#[tokio::test]
async fn an_offer_follows_the_event_when_it_closes_earlier_or_moves_online() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    all_reply(&dais, &event, &["ada", "ben", "cleo"]).await;
    gives_up(&dais, "ada").await;
    dais.post_round().await;
    let sooner = a_briefing().with("rsvp.closes", "2027-04-01T12:00");
    seats_become(&dais, sooner, 1).await;
    dais.post_round().await;
    dais.set_clock("2027-04-01T16:00:00Z");
    look(&dais).await;
    assert_eq!(standings(&dais).await[1..], ["ben lapsed", "cleo waiting"]);

    let closed = Dais::start().await;
    let event = closed.publishes(a_briefing().with_seats(1)).await;
    all_reply(&closed, &event, &["ada", "ben", "cleo"]).await;
    gives_up(&closed, "ada").await;
    seats_become(&closed, a_briefing().with("rsvp.mode", "closed"), 1).await;
    assert_eq!(standings(&closed).await[1..], ["ben waiting", "cleo waiting"]);
    closed.post_round().await;
    let to_ben = closed.letters_to("ben@example.org");
    assert!(to_ben.iter().all(|letter| letter.kind() != Kind::Offered), "nothing is offered now");

    let online = Dais::start().await;
    let event = online.publishes(a_briefing().with_seats(2)).await;
    all_reply(&online, &event, &["ada", "ben", "cleo"]).await;
    seats_become(&online, a_briefing().with("place.mode", "online"), 2).await;
    online.guest("dan").replies(&event).await.leads_to();
    let expected = ["ada seated", "ben seated", "cleo waiting", "dan waiting"];
    assert_eq!(standings(&online).await, expected);
    seats_become(&online, a_briefing(), 2).await;
    online.guest("eve").replies(&event).await.leads_to();
    assert_eq!(standings(&online).await[..4], expected, "and back into a room");
    assert_eq!(standings(&online).await[4], "eve waiting");
    for dais in [&dais, &closed, &online] {
        dais.post_round().await;
    }
}
