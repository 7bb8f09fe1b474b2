//! Copies for who replies on behalf of a guest.

use chrono::TimeDelta;
use dais::postman::{Postman, SmtpRoute};

use crate::harness::{Dais, Event, Guest, Kind, Letter, a_briefing};
use crate::smtp::{Fault, Smtp};

const ADA: &str = "ada@example.org";
const DANA: &str = "dana@example.org";

/// Ada, for whom Dana replies.
fn ada(dais: &Dais) -> Guest<'_> {
    dais.guest("Ada").typing("scheduler-name", "Dana Example").typing("scheduler-email", DANA)
}

async fn ada_replied(dais: &Dais) -> Event {
    let event = dais.publishes(a_briefing()).await;
    ada(dais).replies(&event).await.leads_to();
    event
}

async fn both(dais: &Dais) -> (Letter, Letter) {
    dais.post_round().await;
    let last = |address: &str| dais.letters_to(address).pop().expect("a letter");
    (last(ADA), last(DANA))
}

#[tokio::test]
async fn who_replies_for_somebody_gets_a_copy_with_a_link_of_its_own() {
    let dais = Dais::start().await;
    ada_replied(&dais).await;
    let (own, copy) = both(&dais).await;
    assert_eq!(dais.letters().len(), 2);
    assert_eq!(
        own.lines()[..3],
        ["Hello Ada Example,", "", "Dana Example replied on your behalf."]
    );
    assert_eq!(
        copy.lines()[..3],
        ["This is a copy for you: you replied on behalf of Ada Example.", "", "Hello Ada Example,"]
    );
    assert!(!copy.plain().contains("on your behalf"));
    assert_eq!((own.kind(), copy.kind()), (Kind::Confirmed, Kind::Confirmed));
    assert_ne!(own.header("Message-ID"), copy.header("Message-ID"));
    assert_ne!(own.own_page(), copy.own_page());
    for letter in [&own, &copy] {
        let page = dais.get(&letter.own_page()).await.page_with(200);
        assert_eq!(page.value("name"), "Ada Example");
        let entry = letter.calendar();
        assert_eq!(entry.method, "REQUEST");
        assert_eq!(entry.all("ATTENDEE"), [format!("mailto:{}", letter.to())]);
    }
    assert_eq!(own.calendar().value("UID"), copy.calendar().value("UID"));
}

#[tokio::test]
async fn one_address_for_both_gets_one_letter() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let guest = ada(&dais).typing("scheduler-email", " ADA@example.org");
    guest.replies(&event).await.leads_to();
    assert_eq!(dais.post_round().await, 1);
    assert!(dais.letters_to(ADA)[0].plain().contains("Dana Example replied on your behalf."));
}

#[tokio::test]
async fn a_name_that_could_be_anything_is_not_repeated() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let guest = ada(&dais).typing("name", "Win at evil.example");
    guest.typing("scheduler-name", "Go to evil.example").replies(&event).await.leads_to();
    let (own, copy) = both(&dais).await;
    assert!(own.lines().contains(&"Somebody of your office replied on your behalf.".to_owned()));
    assert_eq!(copy.lines()[0], "This is a copy for you: you replied on behalf of somebody else.");
    for letter in [own, copy] {
        assert!(!letter.plain().contains("evil") && !letter.html().contains("evil"));
    }
}

#[tokio::test]
async fn every_later_letter_is_copied_too() {
    let dais = Dais::start().await;
    let event = ada_replied(&dais).await;
    dais.wait(TimeDelta::minutes(30));
    ada(&dais).replies(&event).await.leads_to();
    let (own, copy) = both(&dais).await;
    assert_eq!((own.kind(), copy.kind()), (Kind::AlreadyHere, Kind::AlreadyHere));

    let page = own.own_page();
    dais.post::<&str, &str>(&format!("{page}/cancel"), &[]).await.leads_to();
    let (own, copy) = both(&dais).await;
    assert_eq!((own.kind(), copy.kind()), (Kind::GivenUp, Kind::GivenUp));
    for letter in [own, copy] {
        assert_eq!(letter.calendar().method, "CANCEL");
        assert_eq!(letter.calendar().all("ATTENDEE"), [format!("mailto:{}", letter.to())]);
    }
    assert_eq!(dais.letters().len(), 6);
}

#[tokio::test]
async fn staff_tell_copies_apart_and_try_each_again_by_itself() {
    let dais = Dais::start().await;
    let relay = Smtp::start();
    let route = SmtpRoute::parse(&relay.url().parse().expect("an address")).expect("a route");
    dais.postman(Postman::smtp(route)).await;
    relay.script([Fault::Recipient(550), Fault::Recipient(550)]);
    ada_replied(&dais).await;
    dais.post_round().await;

    let owner = dais.owner().await;
    let page = owner.get("/staff/letters?state=failed").await.page_with(200);
    page.says(DANA);
    page.tells("Confirmation, copy");
    assert_eq!(page.all("tbody tr").len(), 2);
    let record = owner.get("/staff/rsvps/1").await.page_with(200);
    record.tells("Confirmation, copy");

    let copy = dais.number("SELECT id FROM letter WHERE recipient LIKE 'dana%'").await;
    owner.post::<&str, &str>(&format!("/staff/letters/{copy}/retry"), &[]).await.leads_to();
    assert_eq!(dais.post_round().await, 1);
    let received = relay.received();
    assert_eq!(received.len(), 1);
    assert_eq!(Letter::read(&received[0]).to(), DANA);

    // The copy goes to whom it is for, and to nobody who was it once.
    dais.tampers("UPDATE rsvp SET scheduler_email = 'cleo@example.org'").await;
    dais.tampers("UPDATE letter SET outcome = 'refused'").await;
    let answer = owner.post::<&str, &str>(&format!("/staff/letters/{copy}/retry"), &[]).await;
    answer.page_with(409).tells("The RSVP has changed since");
    dais.leaves_letters();
}
