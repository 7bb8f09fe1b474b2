//! What guests change about their own RSVP, looked at before it counts.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::harness::{Dais, Event, Kind, Letter, Paper, a_briefing};

const STANDING: &str =
    "SELECT replace(name, ' Example', '') || ' ' || standing FROM rsvp ORDER BY turn, id";

fn with_parties() -> Paper {
    a_briefing().with("rsvp.largest_party", 4)
}

/// Two in the room, one online.
fn in_both() -> Paper {
    let paper = with_parties().with("place.mode", "hybrid").with_seats(2);
    paper.with("rsvp.online_seats", 1).with("online.url", "https://stream.example.org/x")
}

async fn replies(dais: &Dais, event: &Event, name: &str, typed: &[(&str, &str)]) {
    let guest = dais.guest(name);
    let guest = typed.iter().fold(guest, |guest, (field, text)| guest.typing(field, text));
    guest.replies(event).await.leads_to();
    dais.post_round().await;
}

async fn kinds_to(dais: &Dais, name: &str) -> Vec<Kind> {
    dais.post_round().await;
    dais.letters_to(&format!("{name}@example.org")).iter().map(Letter::kind).collect()
}

#[tokio::test]
async fn details_alone_need_no_letter_and_nothing_different_needs_no_look() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties()).await;
    replies(&dais, &event, "Ada", &[]).await;
    let own = dais.own_page_of("Ada").await;
    let before = dais.tables().await;
    let back = own.looks_at(&[("name", " Ada  Example ")]).await.leads_to();
    let page = dais.get(&back).await.page_with(200);
    page.says("Nothing was different, so everything stays as it is.");
    assert_eq!(dais.tables().await, before);

    let review = own.looks_at(&[("title", "Fellow"), ("access", "A ramp\r\nplease")]).await;
    let review = review.page_with(200);
    review.says("No letter goes out for this.");
    assert!(review.all("form.sheet input[name=access]").len() == 1);
    own.changes(&[("title", "Fellow"), ("access", "A ramp\r\nplease")]).await;
    assert_eq!(own.opens().await.value("access").trim(), "A ramp\nplease");
    assert_eq!(dais.post_round().await, 0);
}

#[tokio::test]
async fn going_back_to_edit_loses_nothing_that_was_typed() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties()).await;
    replies(&dais, &event, "Ada", &[("guest-1", "Ben Example")]).await;
    let own = dais.own_page_of("Ada").await;
    let typed = [("guest-1", "Bea Example"), ("guest-3", "<Cleo>"), ("access", "</textarea>&")];
    let review = own.looks_at(&typed).await.page_with(200);
    review.tells("You bring Now: Ben Example Then: Bea Example, <Cleo>");
    review.tells("Seats Now: 2 Then: 3");
    let before = dais.tables().await;
    let form = review.form("form.sheet");
    let page = dais.fills(&form, &[("step", "edit")]).await.page_with(200);
    for (name, text) in typed {
        assert_eq!(page.value(name).trim(), text);
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn whom_a_guest_leaves_out_frees_a_seat_for_who_waits() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties().with_seats(2)).await;
    replies(&dais, &event, "Ada", &[("guest-1", "Abe Example")]).await;
    replies(&dais, &event, "Ben", &[]).await;
    let invitation = dais.letters_to("ada@example.org")[0].calendar();
    let own = dais.own_page_of("Ada").await;
    let review = own.looks_at(&[("guest-1", "")]).await.page_with(200);
    review.says("You give back 1 seat.");
    let form = review.form("form.sheet");
    let answers = join_all((0..3).map(|_| dais.fills(&form, &[("step", "save")]))).await;
    assert!(answers.iter().all(|answer| answer.status == 303), "the same button, three times");
    assert_eq!(dais.texts(STANDING).await, ["Ada seated", "Ben offered"]);
    assert_eq!(kinds_to(&dais, "ada").await, [Kind::Confirmed, Kind::Changed]);
    let entry = dais.last_letter_to("ada@example.org").await.calendar();
    assert_eq!((entry.method.as_str(), entry.value("UID")), ("REQUEST", invitation.value("UID")));
    assert!(entry.sequence() > invitation.sequence());
    assert_eq!(
        dais.number("SELECT CAST(sum(party) AS BIGINT) FROM rsvp WHERE standing = 'seated'").await,
        1
    );
}

#[tokio::test]
async fn a_guest_brings_more_as_long_as_seats_are_free_and_nobody_waits_for_them() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties().with_seats(3)).await;
    replies(&dais, &event, "Ada", &[]).await;
    let own = dais.own_page_of("Ada").await;
    let review = own.looks_at(&[("guest-2", "Abe Example")]).await.page_with(200);
    review.says("1 more seat is free: it is added.");
    own.changes(&[("guest-2", "Abe Example")]).await.says("Your seats are reserved");

    let typed = [("guest-2", "Bea Example"), ("guest-3", "Bob Example")];
    let page = own.looks_at(&typed).await.page_with(422);
    assert_eq!(page.problem_beside("guest-3"), "No seat is free for Bob Example.");
    assert_eq!(page.value("guest-2"), "Bea Example");
    assert!(page.all("[aria-invalid]").len() == 1);
    page.tells("Nothing was changed yet, and everything you typed is still there.");

    // Two wait for the one seat that is free: it is not for Ada.
    replies(&dais, &event, "Ben", &[("guest-1", "Bert Example")]).await;
    let page = own.looks_at(&[("guest-2", "Bea Example")]).await.page_with(422);
    assert_eq!(page.problem_beside("guest-2"), "No seat is free for Bea Example.");
    assert_eq!(dais.texts(STANDING).await, ["Ada seated", "Ben waiting"]);
}

#[tokio::test]
async fn a_seat_that_went_since_the_look_is_not_given_twice() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties().with_seats(3)).await;
    replies(&dais, &event, "Ada", &[]).await;
    let own = dais.own_page_of("Ada").await;
    let typed = [("guest-1", "Abe Example"), ("title", "Fellow")];
    let review = own.looks_at(&typed).await.page_with(200);
    replies(&dais, &event, "Ben", &[("guest-1", "Bea Example")]).await;
    let page = dais.fills(&review.form("form.sheet"), &[("step", "save")]).await.page_with(422);
    assert_eq!(page.problem_beside("guest-1"), "No seat is free for Abe Example.");
    assert_eq!(page.value("title"), "Fellow");
    assert_eq!(
        dais.number("SELECT CAST(sum(party) AS BIGINT) FROM rsvp WHERE standing = 'seated'").await,
        3
    );

    // What has become something else is looked at again.
    let review = own.looks_at(&[("title", "Fellow")]).await.page_with(200);
    own.changes(&[("title", "Member")]).await;
    let again = dais.fills(&review.form("form.sheet"), &[("step", "save")]).await.page_with(200);
    again.says("Please look once more");
    again.tells("Job title Now: Member Then: Fellow");
    dais.fills(&again.form("form.sheet"), &[("step", "save")]).await.leads_to();
    assert_eq!(own.opens().await.value("title"), "Fellow");
}

#[tokio::test]
async fn a_party_has_no_more_than_the_event_allows_and_keeps_what_it_had() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties().with_seats(9)).await;
    let three = [("guest-1", "A One"), ("guest-2", "A Two"), ("guest-3", "A Three")];
    replies(&dais, &event, "Ada", &three).await;
    let own = dais.own_page_of("Ada").await;
    let names = own.opens().await.form("form.sheet").names;
    assert!(names.contains(&"guest-3".to_owned()) && !names.contains(&"guest-4".to_owned()));
    let page = own.looks_at(&[("guest-4", "A Four")]).await.page_with(422);
    page.tells("One reply takes up to 4 seats, yours among them.");

    // Smaller parties and fewer seats from now on: nobody loses a seat, and fewer is possible.
    let paper = a_briefing().with("rsvp.largest_party", 2).with_seats(2);
    dais.imports(&paper, true).await.expect("imported");
    own.changes(&[("guest-3", "")]).await.says("3 seats: yours, A One’s and A Two’s.");
    dais.post_round().await;
}

#[tokio::test]
async fn who_waits_keeps_the_turn_with_fewer_and_goes_to_the_end_with_more() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties().with_seats(3)).await;
    let three = [("guest-1", "A One"), ("guest-2", "A Two")];
    replies(&dais, &event, "Ada", &three).await;
    replies(&dais, &event, "Ben", &three).await;
    replies(&dais, &event, "Cleo", &[]).await;
    let own = dais.own_page_of("Ben").await;
    let review = own.looks_at(&[("guest-2", "")]).await.page_with(200);
    review.says("You keep your place in the waiting list.");
    own.changes(&[("guest-2", "")]).await.tells("You are number 1 in line.");

    let review = own.looks_at(&[("guest-2", "B Two")]).await.page_with(200);
    review.tells("A party that grows goes to the end of the waiting list");
    own.changes(&[("guest-2", "B Two")]).await.tells("You are number 2 in line.");
    let page = own.looks_at(&[("guest-3", "B Three")]).await.page_with(422);
    assert_eq!(page.problem_beside("guest-3"), "There is no more than 3 seats in all.");
    assert_eq!(dais.texts(STANDING).await, ["Ada seated", "Cleo waiting", "Ben waiting"]);
    dais.wait(TimeDelta::minutes(20));
    dais.post_round().await;
}

#[tokio::test]
async fn a_seat_moves_between_the_room_and_online_only_to_a_free_one() {
    let dais = Dais::start().await;
    let event = dais.publishes(in_both()).await;
    replies(&dais, &event, "Ada", &[("attending", "room")]).await;
    replies(&dais, &event, "Ben", &[("attending", "room")]).await;
    replies(&dais, &event, "Cleo", &[("attending", "room")]).await;
    let own = dais.own_page_of("Ada").await;
    let review = own.looks_at(&[("attending", "online")]).await.page_with(200);
    review.says("A place is free online: you move there and give back 1 seat in the room.");
    let page = own.changes(&[("attending", "online")]).await;
    page.says("You take part online");
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::Changed);
    assert!(letter.calendar().sequence() > 0);
    assert_eq!(dais.texts(STANDING).await, ["Ada seated", "Ben seated", "Cleo offered"]);

    // Online is full now.
    let ben = dais.own_page_of("Ben").await;
    let page = ben.looks_at(&[("attending", "online")]).await.page_with(422);
    page.tells("Not enough is free online just now. You keep what you have in the room.");
    let chosen = page.one("input[name=attending][value=online]");
    assert!(chosen.attr("checked").is_some());
    let cleo = dais.own_page_of("Cleo").await;
    let page = cleo.looks_at(&[("attending", "online")]).await.page_with(422);
    page.tells("You keep the offer in the room.");
    assert_eq!(dais.texts(STANDING).await, ["Ada seated", "Ben seated", "Cleo offered"]);
}

#[tokio::test]
async fn who_waits_moves_to_a_free_seat_or_to_the_end_of_the_other_line() {
    let dais = Dais::start().await;
    let event = dais.publishes(in_both()).await;
    for name in ["Ada", "Ben", "Cleo", "Dan"] {
        replies(&dais, &event, name, &[("attending", "room")]).await;
    }
    let cleo = dais.own_page_of("Cleo").await;
    let review = cleo.looks_at(&[("attending", "online")]).await.page_with(200);
    review.says("A place is free online: it is yours at once.");
    cleo.changes(&[("attending", "online")]).await.says("You take part online");
    let letter = dais.last_letter_to("cleo@example.org").await;
    assert_eq!((letter.kind(), letter.calendar().method.as_str()), (Kind::Confirmed, "REQUEST"));

    replies(&dais, &event, "Eve", &[("attending", "online")]).await;
    let dan = dais.own_page_of("Dan").await;
    dan.opens().await.tells("You are number 1 in line.");
    dan.changes(&[("attending", "online")]).await.tells("You are number 2 in line.");
    dais.own_page_of("Eve").await.opens().await.tells("You are number 1 in line.");
    dais.post_round().await;
}

#[tokio::test]
async fn two_on_one_address_cannot_become_one() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("rsvp.shared_addresses", true)).await;
    replies(&dais, &event, "Ada", &[]).await;
    replies(&dais, &event, "Ada", &[("name", "Ben Example")]).await;
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 2);
    let own = dais.own_page_of("Ada").await;
    let page = own.looks_at(&[("name", "ADA  example")]).await.page_with(422);
    let why = "Somebody with this name and your address has replied to this event.";
    assert_eq!(page.problem_beside("name"), why);
    own.changes(&[("name", "Bert Example")]).await;
    replies(&dais, &event, "Ada", &[("name", "Ben Example")]).await;
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 3);
    dais.wait(TimeDelta::minutes(20));
    dais.post_round().await;
}
