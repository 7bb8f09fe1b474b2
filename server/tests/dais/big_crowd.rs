//! A crowd at the door: who was answered before somebody else began stands before them, everybody
//! has one letter, and when all who sit cancel while more come, the line is served in its order.
//!
//! `cargo xtask bench crowd` does the same with ten thousand people against the released program.

use std::time::Instant;

use futures_util::stream::{self, StreamExt as _};

use crate::harness::{Dais, Event, a_briefing};

const SEATS: usize = 30;
const PEOPLE: usize = 500;
const LATER: usize = 100;
const AT_ONCE: usize = 100;

struct Answered {
    began: Instant,
    ended: Instant,
    address: String,
}

async fn replies(dais: &Dais, event: &Event, number: usize) -> Answered {
    let address = format!("g{number}@example.org");
    let began = Instant::now();
    // A whole House office building may share one address, but not this test.
    let guest = dais.guest("Ada").typing("email", &address);
    let guest = guest.through_a_proxy_for(&format!("198.51.{}.{}", number / 250, number % 250));
    guest.replies(event).await.leads_to();
    Answered { began, ended: Instant::now(), address }
}

async fn turns(dais: &Dais) -> std::collections::HashMap<String, (i64, String)> {
    let rows = dais.rows("SELECT email, turn, standing FROM rsvp").await;
    let row = |row: &sea_orm::QueryResult| {
        let get = |index| row.try_get_by_index(index).expect("a text");
        (get(0), (row.try_get_by_index(1).expect("a number"), get(2)))
    };
    rows.iter().map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_is_served_in_the_order_in_which_it_was_answered() {
    let dais = Dais::with(&[("DAIS_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let seats = i64::try_from(SEATS).expect("few");
    let event = dais.publishes(a_briefing().with_seats(seats)).await;
    let crowd = stream::iter(0..PEOPLE).map(|number| replies(&dais, &event, number));
    let mut answered: Vec<Answered> = crowd.buffer_unordered(AT_ONCE).collect().await;

    let turns_now = turns(&dais).await;
    assert_eq!(turns_now.len(), PEOPLE);
    let seated = turns_now.values().filter(|(_, standing)| standing == "seated");
    let mut seated: Vec<i64> = seated.map(|(turn, _)| *turn).collect();
    seated.sort_unstable();
    assert_eq!(seated, (1..=seats).collect::<Vec<_>>());
    answered.sort_by_key(|answer| answer.began);
    let mut ended: Vec<_> = answered.iter().map(|a| (a.ended, turns_now[&a.address].0)).collect();
    ended.sort_unstable();
    let (mut before, mut furthest) = (0, 0);
    for answer in &answered {
        while ended.get(before).is_some_and(|(ended, _)| *ended < answer.began) {
            furthest = furthest.max(ended[before].1);
            before += 1;
        }
        assert!(turns_now[&answer.address].0 > furthest, "{} was passed", answer.address);
    }
    assert!(before > PEOPLE / 2, "the connections were used one after the other, too");
    let one_each = "SELECT count(*) FROM (SELECT rsvp_id FROM letter GROUP BY rsvp_id) AS each_one";
    let letters = dais.number("SELECT count(*) FROM letter").await;
    assert_eq!((letters, dais.number(one_each).await), (500, 500));

    dais.post_round().await;
    let letters = dais.letters();
    let confirmed = letters.iter().filter(|letter| letter.calendar_text().is_some());
    let pages: Vec<String> = confirmed.map(crate::harness::Letter::own_page).collect();
    assert_eq!(pages.len(), SEATS);
    let leaving = stream::iter(&pages).map(async |page| {
        let left = dais.post(&format!("{page}/cancel"), &[("send", "")]).await;
        assert_eq!(left.status, 303, "{}", left.text());
    });
    let coming = stream::iter(PEOPLE..PEOPLE + LATER).map(|number| replies(&dais, &event, number));
    let left = leaving.buffer_unordered(AT_ONCE).collect::<Vec<()>>();
    let came = coming.buffer_unordered(AT_ONCE).collect::<Vec<Answered>>();
    futures_util::future::join(left, came).await;

    let turns = turns(&dais).await;
    assert_eq!(turns.len(), PEOPLE + LATER);
    let of = |wanted: &str| {
        let wanted = turns.values().filter(|(_, standing)| standing == wanted);
        let mut turns: Vec<i64> = wanted.map(|(turn, _)| *turn).collect();
        turns.sort_unstable();
        turns
    };
    assert!(of("seated").is_empty(), "nobody gets a seat past the line");
    assert_eq!(of("given_up"), (1..=seats).collect::<Vec<_>>());
    assert_eq!(of("offered"), (seats + 1..=2 * seats).collect::<Vec<_>>());
    let in_turn = "SELECT CAST(turn AS BIGINT) FROM rsvp JOIN journal ON journal.rsvp_id = rsvp.id \
        WHERE deed = 'was offered a seat' ORDER BY journal.id";
    let rows = dais.rows(in_turn).await;
    let offered = rows.iter().map(|row| row.try_get_by_index::<i64>(0).expect("a turn"));
    assert_eq!(offered.collect::<Vec<_>>(), (seats + 1..=2 * seats).collect::<Vec<_>>());
    let offers = "SELECT count(*) FROM letter WHERE kind = 'offered'";
    assert_eq!(dais.number(offers).await, seats);
    dais.post_round().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_whom_the_database_does_not_take_is_lost_alone() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(20)).await;
    // Of 21 people two have the same name, which the tables do not bear from now on.
    dais.tampers("CREATE UNIQUE INDEX one_of_each_name ON rsvp (name)").await;
    let replies = stream::iter(0..21).map(async |number| {
        let guest = dais.guest(&format!("Ada{}", number % 20));
        guest.typing("email", &format!("g{number}@example.org")).replies(&event).await.status
    });
    let mut statuses: Vec<u16> = replies.buffer_unordered(21).collect().await;
    statuses.sort_unstable();
    assert_eq!(statuses[..20], [303; 20]);
    assert_eq!(statuses[20], 500);

    let held = "SELECT count(*) FROM rsvp WHERE standing IN ('seated', 'offered')";
    assert_eq!(dais.number(held).await, 20, "the seat of who is lost goes to who waits");
    let told = "SELECT count(DISTINCT rsvp_id) FROM letter";
    assert_eq!(dais.number(told).await, 20);
    let noted = "SELECT count(*) FROM journal WHERE deed = 'replied'";
    assert_eq!(dais.number(noted).await, 20);
    dais.post_round().await;
}
