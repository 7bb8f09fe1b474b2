//! Alerts: a Member replied, the room is full, mail does not get out. Once each, to who wants them.

use chrono::TimeDelta;
use dais::postman::{Postman, SmtpRoute};

use crate::by_hand::{goes_on, looks, page_of};
use crate::harness::{Colleague, Dais, Event, Guest, Letter, a_briefing};
use crate::smtp::{Fault, Smtp};

const OWNER: &str = "owner@example.org";

/// The owner, who wants alerts.
async fn listening(dais: &Dais) -> Colleague<'_> {
    let owner = dais.owner().await;
    let page = owner.get("/staff/me").await.page_with(200);
    let form = page.form("form[action='/staff/me/mail']");
    owner.fills(&form, &[("alerts", "on")]).await.leads_to();
    owner
}

async fn errands(dais: &Dais) {
    while domain::errand::round(&dais.desk).await.expect("a round") > 0 {}
}

async fn alerts(dais: &Dais) -> Vec<Letter> {
    dais.post_round().await;
    dais.letters_to(OWNER)
}

async fn replies(guest: Guest<'_>, event: &Event) {
    guest.replies(event).await.leads_to();
}

#[tokio::test]
async fn a_members_reply_is_told_without_a_name() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.editor().await;
    let _owner = listening(&dais).await;
    replies(dais.guest("Ben").typing("title", "Legislative Assistant to Sen. Example"), &event)
        .await;
    assert!(alerts(&dais).await.is_empty());

    replies(dais.guest("Ada").typing("name", "Rep. Ada Example"), &event).await;
    let letters = alerts(&dais).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject(), "A Member? New reply: Hours in the Field");
    assert_eq!(letters[0].links(), [dais.address("/staff/rsvps/2"), dais.address("/staff/me")]);
    for secret in ["Ada", "ada@", "Rep.", "/r/"] {
        assert!(!letters[0].raw().contains(secret), "{secret} in {}", letters[0].raw());
    }
    assert!(dais.letters_to("editor@example.org").is_empty(), "who did not ask");

    // Again, gone and back: it is known already.
    let own = dais.letters_to("ada@example.org").remove(0).own_page();
    dais.post::<&str, &str>(&format!("{own}/cancel"), &[]).await.leads_to();
    dais.wait(TimeDelta::minutes(11));
    replies(dais.guest("Ada").typing("name", "Rep. Ada Example"), &event).await;
    assert_eq!(alerts(&dais).await.len(), 1);
    let title = "U.S. Senator for Ohio";
    replies(dais.guest("Cleo").typing("title", title), &event).await;
    assert_eq!(alerts(&dais).await.len(), 2);
    dais.wait(TimeDelta::hours(1));
    dais.post_round().await;
}

#[tokio::test]
async fn a_member_who_is_handed_a_seat_is_told_of() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let _owner = listening(&dais).await;
    replies(dais.guest("Ada"), &event).await;
    let own = dais.own_page_of("Ada").await.path;
    let typed = [("name", "Senator Ben Example"), ("email", "ben@example.org")];
    let page = dais.get(&format!("{own}/hand-over")).await.page_with(200);
    let review = dais.fills(&page.form("form.sheet"), &typed).await.page_with(200);
    let done = dais.fills(&review.form("form.own-buttons"), &[("step", "do")]).await;
    assert_eq!(done.leads_to(), "/r/handed-over");
    let letters = alerts(&dais).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].links()[0], dais.address("/staff/rsvps/2"));
}

#[tokio::test]
async fn whoever_types_titles_into_forms_fills_nobodys_mailbox() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let _owner = listening(&dais).await;
    for number in 0..15 {
        let guest = dais.guest(&format!("Guest{number}")).typing("title", "Senator");
        replies(guest, &event).await;
    }
    assert_eq!(alerts(&dais).await.len(), 10);
    dais.wait(TimeDelta::hours(2));
    replies(dais.guest("Ada").typing("title", "Senator"), &event).await;
    assert_eq!(alerts(&dais).await.len(), 11);
}

#[tokio::test]
async fn a_room_that_fills_up_is_told_once_a_day() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2)).await;
    let _owner = listening(&dais).await;
    replies(dais.guest("Ada"), &event).await;
    assert!(alerts(&dais).await.is_empty(), "a seat is free");
    replies(dais.guest("Ben"), &event).await;
    let letters = alerts(&dais).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject(), "The room is full: Hours in the Field");
    assert!(letters[0].plain().contains("was taken at 10:00 am ET"), "{}", letters[0].plain());
    let links = [dais.address("/staff/events/1/rsvps"), dais.address("/staff/me")];
    assert_eq!(letters[0].links(), links);
    replies(dais.guest("Cleo"), &event).await;
    assert_eq!(alerts(&dais).await.len(), 1, "it was full before");

    // A seat that goes straight to who waits was never free.
    dais.wait(TimeDelta::days(1));
    let own = dais.letters_to("ada@example.org").remove(0).own_page();
    dais.post::<&str, &str>(&format!("{own}/cancel"), &[]).await.leads_to();
    assert_eq!(alerts(&dais).await.len(), 1);
    let own = dais.letters_to("cleo@example.org").pop().expect("an offer").own_page();
    dais.post::<&str, &str>(&format!("{own}/take"), &[]).await.leads_to();
    assert_eq!(alerts(&dais).await.len(), 1);

    // One that was free and is taken fills it anew, and once more on the same day is not told.
    for count in [2, 2] {
        let own = dais.letters_to("cleo@example.org").pop().expect("a letter").own_page();
        dais.post::<&str, &str>(&format!("{own}/cancel"), &[]).await.leads_to();
        dais.post_round().await;
        dais.wait(TimeDelta::minutes(11));
        replies(dais.guest("Cleo"), &event).await;
        assert_eq!(alerts(&dais).await.len(), count);
    }
}

#[tokio::test]
async fn a_crowd_that_fills_the_room_makes_one_alert() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(5)).await;
    let _owner = listening(&dais).await;
    let guests: Vec<_> = (0..12).map(|number| dais.guest(&format!("Guest{number}"))).collect();
    let replying = guests.iter().map(|guest| guest.replies(&event));
    for answer in futures_util::future::join_all(replying).await {
        answer.leads_to();
    }
    assert_eq!(alerts(&dais).await.len(), 1);
}

#[tokio::test]
async fn the_last_seat_may_be_given_by_staff() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2).with("rsvp.mode", "approval")).await;
    let owner = listening(&dais).await;
    for name in ["Ada", "Ben"] {
        replies(dais.guest(name), &event).await;
    }
    assert!(alerts(&dais).await.is_empty());
    for (name, told) in [("Ada", 0), ("Ben", 1)] {
        let looked = looks(&owner, &page_of(&dais, name).await, "admit", &[]).await.page_with(200);
        goes_on(&owner, &looked, &[("step", "tell")]).await.leads_to();
        assert_eq!(alerts(&dais).await.len(), told, "{name}");
    }
}

#[tokio::test]
async fn letters_that_are_refused_in_numbers_are_told_once_a_day() {
    let dais = Dais::start().await;
    let relay = Smtp::start();
    let route = SmtpRoute::parse(&relay.url().parse().expect("an address")).expect("a route");
    dais.postman(Postman::smtp(route)).await;
    let event = dais.publishes(a_briefing()).await;
    let _owner = listening(&dais).await;
    let refused = async |from: usize, until: usize| {
        for number in from..until {
            relay.script([Fault::Recipient(550)]);
            replies(dais.guest(&format!("Guest{number}")), &event).await;
            dais.post_round().await;
        }
        dais.wait(TimeDelta::minutes(6));
        errands(&dais).await;
        dais.post_round().await;
        relay.received().len()
    };
    assert_eq!(refused(0, 4).await, 0);
    assert_eq!(refused(4, 5).await, 1);
    let letter = Letter::read(&relay.received()[0]);
    assert_eq!(letter.subject(), "5 letters to guests were refused");
    assert_eq!(letter.links()[0], dais.address("/staff/letters?state=failed"));
    assert_eq!(refused(5, 12).await, 1, "once a day");
    dais.wait(TimeDelta::days(1));
    assert_eq!(refused(12, 16).await, 1, "those of yesterday were told");
    assert_eq!(refused(16, 17).await, 2);
}

#[tokio::test]
async fn a_relay_that_takes_nothing_is_told_of_when_it_does_again() {
    let dais = Dais::start().await;
    let relay = Smtp::start();
    let route = SmtpRoute::parse(&relay.url().parse().expect("an address")).expect("a route");
    dais.postman(Postman::smtp(route)).await;
    let event = dais.publishes(a_briefing()).await;
    let _owner = listening(&dais).await;
    errands(&dais).await;
    relay.script([Fault::Unwelcome; 3]);
    replies(dais.guest("Ada"), &event).await;
    dais.post_round().await;
    let told = "SELECT count(*) FROM letter WHERE kind = 'mail_trouble'";
    for (minutes, letters) in [(5, 0), (6, 0), (6, 1), (30, 1)] {
        dais.wait(TimeDelta::minutes(minutes));
        errands(&dais).await;
        assert_eq!(dais.number(told).await, letters);
    }
    dais.wait(TimeDelta::hours(2));
    dais.post_round().await;
    dais.wait(TimeDelta::hours(2));
    dais.post_round().await;
    let letters: Vec<Letter> = relay.received().iter().map(|raw| Letter::read(raw)).collect();
    let alert = letters.iter().find(|letter| letter.to() == OWNER).expect("an alert");
    assert_eq!(alert.subject(), "Mail to guests was held up");
    assert!(alert.plain().contains("one letter waited"), "{}", alert.plain());
}

#[tokio::test]
async fn where_nobody_wants_alerts_nothing_is_written_or_watched() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    let owner = listening(&dais).await;
    owner.post("/staff/me/mail", &[("digest", "")]).await.leads_to();
    errands(&dais).await;
    replies(dais.guest("Ada").typing("title", "Senator"), &event).await;
    assert!(alerts(&dais).await.is_empty());
    let rests = "SELECT count(*) FROM errand WHERE kind = 'watch' AND due_at > '2100-01-01'";
    assert_eq!(dais.number(rests).await, 1);
}
