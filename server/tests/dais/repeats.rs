//! The same person again, the same click again, and too many of both.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::harness::{Dais, Event, Kind, Letter, a_briefing};

fn kinds(letters: &[Letter]) -> Vec<Kind> {
    letters.iter().map(Letter::kind).collect()
}

#[tokio::test]
async fn an_address_in_another_case_is_the_same_person() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.wait(TimeDelta::minutes(30));
    let again = dais.guest("Ada").typing("email", " ADA@Example.ORG ");
    again.typing("name", "A. Example").replies(&event).await.leads_to();
    dais.post_round().await;

    assert_eq!(dais.texts("SELECT email FROM rsvp").await, ["ada@example.org"]);
    assert_eq!(dais.texts("SELECT name FROM rsvp").await, ["Ada Example"], "what was said stays");
    let letters = dais.letters();
    assert_eq!(kinds(&letters), [Kind::Confirmed, Kind::AlreadyHere]);
    assert!(letters[1].calendar_text().is_none());
    assert!(letters[1].plain().contains("your seat is yours. Nothing has changed."));
    assert_ne!(letters[0].own_page(), letters[1].own_page());
    for letter in &letters {
        dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
    }
}

#[tokio::test]
async fn a_double_click_is_one_reply() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    let ada = dais.guest("Ada");
    let answers = join_all((0..5).map(|_| ada.replies(&event))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    dais.wait(TimeDelta::seconds(60));
    ada.replies(&event).await.leads_to();
    dais.post_round().await;
    assert_eq!(kinds(&dais.letters()), [Kind::Confirmed]);
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 1);
}

#[tokio::test]
async fn who_replies_anew_keeps_what_they_told_before_and_clicks_twice_as_well() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let ada = dais.guest("Ada").typing("organization", "Example House");
    ada.typing("access", "A seat near the door").replies(&event).await.leads_to();
    dais.own_page_of("Ada").await.presses("cancel").await.leads_to();
    dais.wait(TimeDelta::minutes(30));
    let anew = dais.guest("Ada");
    join_all((0..3).map(|_| anew.replies(&event))).await;
    dais.post_round().await;
    let letters = kinds(&dais.letters());
    assert_eq!(letters, [Kind::Confirmed, Kind::GivenUp, Kind::Confirmed]);
    let told = "SELECT organization || ': ' || access FROM rsvp";
    assert_eq!(dais.texts(told).await, ["Example House: A seat near the door"]);
}

#[tokio::test]
async fn a_repeat_of_somebody_who_waits_or_asked_says_how_they_stand() {
    let dais = Dais::start().await;
    let full = dais.publishes(a_briefing().with_seats(1)).await;
    dais.guest("Ada").replies(&full).await.leads_to();
    let ben = dais.guest("Ben");
    ben.replies(&full).await.leads_to();
    dais.wait(TimeDelta::minutes(5));
    ben.replies(&full).await.leads_to();
    let letter = dais.last_letter_to("ben@example.org").await;
    assert_eq!(letter.kind(), Kind::Waiting);
    assert!(letter.lines().contains(&"You are number 1 in line.".to_owned()));

    let asking = dais.publishes(a_briefing().named("asking").with("rsvp.mode", "approval")).await;
    dais.guest("Cleo").replies(&asking).await.leads_to();
    dais.wait(TimeDelta::minutes(5));
    dais.guest("Cleo").replies(&asking).await.leads_to();
    let letter = dais.last_letter_to("cleo@example.org").await;
    assert_eq!(letter.kind(), Kind::Requested);
    assert!(letter.calendar_text().is_none());
}

#[tokio::test]
async fn an_address_gets_three_letters_in_ten_minutes_and_the_answer_does_not_tell() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let mut bodies = vec![];
    for office in ["first", "second", "third", "fourth", "fifth"] {
        let answer = dais.guest("Ada").typing("organization", office).replies(&event).await;
        bodies.push((answer.leads_to(), answer.body));
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    dais.post_round().await;
    assert_eq!(kinds(&dais.letters()), [Kind::Confirmed, Kind::AlreadyHere, Kind::AlreadyHere]);

    dais.wait(TimeDelta::minutes(11));
    assert_eq!(dais.post_round().await, 0, "what was not written stays unwritten");
    dais.guest("Ada").typing("organization", "sixth").replies(&event).await.leads_to();
    assert_eq!(dais.post_round().await, 1);
}

#[tokio::test]
async fn a_first_letter_beyond_the_limit_is_late_but_not_lost() {
    let dais = Dais::start().await;
    for slug in ["one", "two", "three", "four"] {
        let event = dais.publishes(a_briefing().named(slug)).await;
        dais.guest("Ada").replies(&event).await.leads_to();
    }
    assert_eq!(dais.post_round().await, 3);
    dais.wait(TimeDelta::minutes(11));
    assert_eq!(dais.post_round().await, 1);
    assert_eq!(kinds(&dais.letters()), [Kind::Confirmed; 4]);
}

#[tokio::test]
async fn somebody_elses_limit_is_their_own() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for office in ["first", "second", "third", "fourth"] {
        dais.guest("Ada").typing("organization", office).replies(&event).await.leads_to();
    }
    dais.guest("Ben").replies(&event).await.leads_to();
    assert_eq!(dais.post_round().await, 4);
    assert_eq!(dais.letters_to("ben@example.org").len(), 1);
}

async fn knocks(dais: &Dais, times: usize, forwarded: &str) -> Vec<u16> {
    let nowhere = Event { slug: "nowhere".into() };
    let guest = dais.guest("Ada").through_a_proxy_for(forwarded);
    let mut statuses = vec![];
    for _ in 0..times {
        statuses.push(guest.replies(&nowhere).await.status);
    }
    statuses
}

#[tokio::test]
async fn one_client_may_send_three_hundred_replies_a_minute() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    assert!(knocks(&dais, 300, "198.51.100.7").await.iter().all(|status| *status == 404));
    let answer = dais.guest("Ada").replies(&event).await;
    assert_eq!((answer.status, answer.header("retry-after").as_str()), (429, "60"));
    let forged = dais.guest("Ada").through_a_proxy_for("203.0.113.99").replies(&event).await;
    assert_eq!(forged.status, 429, "nobody is believed about whom they speak for");
    assert_eq!(dais.get(&event.path()).await.status, 200, "looking is not limited");
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 0);

    dais.wait(TimeDelta::seconds(61));
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_counts_by_itself() {
    let dais = Dais::with(&[("DAIS_TRUSTED_PROXIES", "127.0.0.1, 192.0.2.0/24")]).await;
    let event = dais.publishes(a_briefing()).await;
    assert!(knocks(&dais, 300, "198.51.100.7").await.iter().all(|status| *status == 404));
    for (forwarded, status) in [
        ("198.51.100.7", 429),
        ("203.0.113.99, 198.51.100.7", 429),
        ("198.51.100.7, 192.0.2.9", 429),
        ("198.51.100.8", 303),
    ] {
        let answer = dais.guest("Ada").through_a_proxy_for(forwarded).replies(&event).await;
        assert_eq!(answer.status, status, "{forwarded}");
    }
    dais.post_round().await;
}
