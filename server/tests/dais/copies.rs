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

/// The same, and Ada has allowed Dana copies.
async fn ada_allowed(dais: &Dais) -> Event {
    let event = ada_replied(dais).await;
    dais.own_page_of("Ada").await.allows_copies().await;
    dais.post_round().await;
    event
}

/// A letter's words with headers and parts, but for what is of this one letter.
fn told(letter: &Letter) -> (String, Vec<String>, String, String) {
    (letter.subject(), letter.content_types(), letter.plain(), letter.html())
}

async fn both(dais: &Dais) -> (Letter, Letter) {
    dais.post_round().await;
    let last = |address: &str| dais.letters_to(address).pop().expect("a letter");
    (last(ADA), last(DANA))
}

#[tokio::test]
async fn nobody_learns_from_a_receipt_who_is_on_the_list() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2)).await;
    let spied = "spied@example.org";
    let asks = async |number: &str, address: &str| {
        let eve = format!("eve{number}@example.org");
        let guest = dais.guest("Vera").typing("name", "Anybody Example").typing("email", address);
        let guest = guest.typing("scheduler-name", "Eve Example");
        let answer = guest.typing("scheduler-email", &eve).replies(&event).await;
        let mut letters = {
            dais.post_round().await;
            dais.letters_to(&eve)
        };
        assert_eq!(letters.len(), 1, "{number}");
        assert_eq!((answer.status, answer.leads_to()), (303, format!("{}/replied", event.path())));
        letters.remove(0)
    };
    dais.guest("Vera").typing("email", spied).replies(&event).await.leads_to();
    dais.wait(TimeDelta::minutes(30));
    let known = asks("0", spied).await;
    let same_click = asks("1", spied).await;
    let unknown = asks("2", "nora@example.org").await;
    let who_waits = asks("3", "wanda@example.org").await;
    dais.tampers("UPDATE rsvp SET standing = 'cancelled' WHERE email LIKE 'nora%'").await;
    let cancelled = asks("4", "nora@example.org").await;
    dais.tampers("UPDATE rsvp SET standing = 'given_up' WHERE email LIKE 'nora%'").await;
    let gave_up = asks("5", "nora@example.org").await;
    for letter in [&same_click, &unknown, &who_waits, &cancelled, &gave_up] {
        assert_eq!(told(letter), told(&known));
    }
    assert_eq!(known.kind(), Kind::Receipt);
    let lines = known.lines();
    assert_eq!(lines[..3], ["Hello,", "", "You replied on behalf of Anybody Example to:"]);
    assert!(!known.plain().contains("/r/") && !known.html().contains("/r/"));
    assert!(known.calendar_text().is_none());
    assert!(!known.plain().contains("spied") && !known.plain().contains("Vera"));
}

#[tokio::test]
async fn the_guest_decides_on_copies_and_their_end() {
    let dais = Dais::start().await;
    ada_replied(&dais).await;
    let (own, receipt) = both(&dais).await;
    assert_eq!((own.kind(), receipt.kind()), (Kind::Confirmed, Kind::Receipt));
    let asks = "Dana Example replied on your behalf and asks for copies of your mails. \
        You can allow that on your RSVP page.";
    assert!(own.lines().contains(&asks.to_owned()), "{}", own.plain());
    let page = dais.own_page_of("Ada").await;
    let shown = page.opens().await;
    shown.tells("Dana Example (dana@example.org) replied on your behalf.");
    let button = shown.one("form[action$='/copies'] button");
    assert_eq!(button.attr("value"), Some("yes"));
    shown.tells("Send copies to Dana Example");

    page.allows_copies().await;
    page.allows_copies().await;
    page.opens().await.tells("Stop the copies");
    assert_eq!(dais.post_round().await, 1, "only the copy, and only once");
    let copy = dais.last_letter_to(DANA).await;
    assert_eq!((copy.kind(), copy.calendar().method.as_str()), (Kind::Confirmed, "REQUEST"));
    dais.get(&copy.own_page()).await.page_with(200);

    let stopped = dais.post(&format!("{}/copies", page.path), &[("allow", "no")]).await.leads_to();
    dais.get(&stopped).await.page_with(200).tells("no more copies of your mails go out");
    assert_eq!(dais.get(&copy.own_page()).await.status, 404);
    page.opens().await.tells("Send copies to Dana Example");
    page.presses("cancel").await.leads_to();
    assert_eq!(dais.post_round().await, 1, "the guest's own");
    assert_eq!(dais.last_letter_to(ADA).await.kind(), Kind::GivenUp);
    let deeds = "SELECT deed FROM journal WHERE deed LIKE '%copies' ORDER BY id";
    assert_eq!(dais.texts(deeds).await, ["allowed copies", "stopped copies"]);
}

#[tokio::test]
async fn copies_that_wait_are_stopped_with_the_others() {
    let dais = Dais::start().await;
    ada_replied(&dais).await;
    let page = dais.own_page_of("Ada").await;
    page.allows_copies().await;
    dais.post(&format!("{}/copies", page.path), &[("allow", "")]).await.leads_to();
    assert_eq!(dais.post_round().await, 0);
    assert_eq!(dais.letters_to(DANA).len(), 1, "the receipt");
    dais.guest("Ben").replies(&dais.publishes(a_briefing().named("other")).await).await.leads_to();
    let ben = dais.own_page_of("Ben").await;
    ben.opens().await.does_not_tell("Copies");
    let answer = dais.post(&format!("{}/copies", ben.path), &[("allow", "yes")]).await;
    answer.page_with(409).tells("Nobody replied on your behalf.");
}

#[tokio::test]
async fn who_replies_for_somebody_gets_copies_with_links_of_their_own() {
    let dais = Dais::start().await;
    ada_allowed(&dais).await;
    dais.own_page_of("Ada").await.changes(&[("name", "Ada Exemplary")]).await;
    dais.own_page_of("Ada").await.changes(&[("name", "Ada Example")]).await;
    dais.wait(TimeDelta::minutes(30));
    let (own, copy) = both(&dais).await;
    assert_eq!(
        own.lines()[..3],
        ["Hello Ada Example,", "", "Dana Example replied on your behalf."]
    );
    assert_eq!(
        copy.lines()[..3],
        ["This is a copy for you: you replied on behalf of Ada Example.", "", "Hello Ada Example,"]
    );
    assert!(!copy.plain().contains("on your behalf"));
    assert_eq!((own.kind(), copy.kind()), (Kind::Changed, Kind::Changed));
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
    let (own, receipt) = both(&dais).await;
    assert!(own.plain().contains("\nSomebody replied on your behalf and asks for copies"));
    assert_eq!(receipt.lines()[2], "You replied on behalf of somebody to:");
    dais.own_page_of("Ada").await.allows_copies().await;
    let (_, copy) = both(&dais).await;
    assert_eq!(copy.lines()[0], "This is a copy for you: you replied on behalf of somebody else.");
    for letter in [own, receipt, copy] {
        assert!(!letter.plain().contains("evil") && !letter.html().contains("evil"));
    }
}

#[tokio::test]
async fn every_later_letter_is_copied_too() {
    let dais = Dais::start().await;
    let event = ada_allowed(&dais).await;
    dais.wait(TimeDelta::minutes(30));
    dais.guest("Ada").replies(&event).await.leads_to();
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
    assert_eq!(dais.letters().len(), 7, "with the receipt");
}

#[tokio::test]
async fn staff_tell_copies_apart_and_try_each_again_by_itself() {
    let dais = Dais::start().await;
    let relay = Smtp::start();
    let route = SmtpRoute::parse(&relay.url().parse().expect("an address")).expect("a route");
    dais.postman(Postman::smtp(route)).await;
    let event = ada_replied(&dais).await;
    dais.post_round().await;
    let own = relay.received().iter().map(|raw| Letter::read(raw)).find(|one| one.to() == ADA);
    let path = format!("{}/copies", own.expect("Ada's").own_page());
    dais.post(&path, &[("allow", "yes")]).await.leads_to();
    dais.post_round().await;
    let before = relay.received().len();
    relay.script([Fault::Recipient(550), Fault::Recipient(550)]);
    dais.wait(TimeDelta::minutes(30));
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;

    let owner = dais.owner().await;
    let page = owner.get("/staff/letters?state=failed").await.page_with(200);
    page.says(DANA);
    page.tells("Replied before, copy");
    assert_eq!(page.all("tbody tr").len(), 2);
    let record = owner.get("/staff/rsvps/1").await.page_with(200);
    record.tells("Replied before, copy");
    record.tells("Receipt for who replied on behalf");

    let copy = dais.number("SELECT max(id) FROM letter WHERE recipient LIKE 'dana%'").await;
    owner.post::<&str, &str>(&format!("/staff/letters/{copy}/retry"), &[]).await.leads_to();
    assert_eq!(dais.post_round().await, 1);
    let received = relay.received();
    assert_eq!(received.len(), before + 1);
    assert_eq!(Letter::read(&received[before]).to(), DANA);

    // The copy goes to whom it is for, and to nobody who was it once.
    dais.tampers("UPDATE rsvp SET scheduler_email = 'cleo@example.org'").await;
    dais.tampers("UPDATE letter SET outcome = 'refused'").await;
    let answer = owner.post::<&str, &str>(&format!("/staff/letters/{copy}/retry"), &[]).await;
    answer.page_with(409).tells("The RSVP has changed since");
    dais.leaves_letters();
}

#[tokio::test]
async fn copies_to_one_address_are_few_and_hold_up_nothing_of_its_own() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for number in 0..30 {
        let guest = dais.guest("Ada").typing("email", &format!("member{number}@example.org"));
        let guest = guest.typing("scheduler-name", "Sam Example");
        guest.typing("scheduler-email", "sam@example.org").replies(&event).await.leads_to();
    }
    let copies = "SELECT count(*) FROM letter WHERE recipient = 'sam@example.org'";
    assert_eq!(dais.number(copies).await, 12);
    dais.guest("Sam").replies(&event).await.leads_to();
    dais.post_round().await;
    let came: Vec<Kind> = dais.letters_to("sam@example.org").iter().map(Letter::kind).collect();
    assert_eq!(came.iter().filter(|kind| **kind == Kind::Confirmed).count(), 1, "{came:?}");
    dais.leaves_letters();
}

#[tokio::test]
async fn who_replies_for_many_gets_a_copy_about_each() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for number in 0..15 {
        let guest = dais.guest(&format!("Guest{number}")).typing("scheduler-name", "Dana Example");
        guest.typing("scheduler-email", DANA).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    for number in 0..15 {
        dais.own_page_of(&format!("Guest{number}")).await.allows_copies().await;
    }
    dais.wait(TimeDelta::hours(1));
    dais.post_round().await;
    let copies = dais.letters_to(DANA);
    let copies = copies.iter().filter(|letter| letter.kind() == Kind::Confirmed).count();
    assert_eq!(copies, 15);
}

#[tokio::test]
async fn one_reply_sent_many_times_brings_one_receipt() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let same = (0..6).map(async |_| ada(&dais).replies(&event).await.leads_to());
    futures_util::future::join_all(same).await;
    dais.post_round().await;
    dais.wait(TimeDelta::hours(1));
    dais.post_round().await;
    assert_eq!((dais.letters_to(ADA).len(), dais.letters_to(DANA).len()), (1, 1));
}

#[tokio::test]
async fn who_replied_before_has_no_part_in_a_reply_that_comes_after() {
    let dais = Dais::start().await;
    let event = ada_allowed(&dais).await;
    let (own, copy) = both(&dais).await;
    dais.post(&format!("{}/cancel", own.own_page()), &[("send", "")]).await.leads_to();
    dais.get(&copy.own_page()).await.page_with(200);
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    assert_eq!(dais.get(&copy.own_page()).await.status, 404);
    let deed = dais.post(&format!("{}/cancel", copy.own_page()), &[("send", "")]).await;
    assert_eq!(deed.status, 404);
    dais.own_page_of("Ada").await.opens().await.does_not_tell("Dana");
}
