//! Seats that staff give, take and move: by the rules, over the limit, and two colleagues at once.

use chrono::TimeDelta;

use crate::by_hand::{deeds, does, goes_on, guests, looks, number, page_of, standing};
use crate::harness::{Dais, Kind, a_briefing};

#[tokio::test]
async fn cancelling_frees_the_seat_and_the_guest_learns_whom_to_ask() {
    let dais = Dais::start().await;
    let (event, _) = guests(&dais, a_briefing().with_seats(1), &["Ada"]).await;
    let first = dais.letters_to("ada@example.org").remove(0);
    let (staff, path) = (dais.owner().await, page_of(&dais, "Ada").await);
    does(&staff, &path, "cancel", &[]).await;

    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.subject().split(':').next(), Some("RSVP cancelled"));
    assert!(letter.plain().contains("The hosts have cancelled your RSVP"));
    let entry = letter.calendar();
    assert_eq!((entry.method.as_str(), entry.value("STATUS").as_str()), ("CANCEL", "CANCELLED"));
    assert!(entry.sequence() > first.calendar().sequence());

    for own in [first.own_page(), letter.own_page()] {
        let page = dais.get(&own).await.page_with(200);
        page.says("The hosts cancelled your RSVP");
        assert!(!page.all("#main a[href='mailto:desk@example.org']").is_empty());
        assert!(page.all("#main form").is_empty(), "nothing to change, nothing to take back");
        let before = dais.tables().await;
        for deed in ["", "/cancel", "/undo"] {
            dais.post(&format!("{own}{deed}"), &[("name", "Eve")]).await;
        }
        assert_eq!(dais.tables().await, before);
        let file = dais.get(&format!("{own}.ics")).await;
        assert!(file.text().contains("STATUS:CANCELLED"));
    }

    dais.wait(TimeDelta::minutes(11));
    dais.guest("Ada").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    assert!(letter.plain().contains("the hosts cancelled your RSVP. It is still cancelled."));
    assert_eq!(standing(&dais, "Ada").await, "cancelled");
    dais.guest("Ben").replies(&event).await.leads_to();
    assert_eq!(dais.last_letter_to("ben@example.org").await.kind(), Kind::Confirmed);
}

#[tokio::test]
async fn who_is_brought_back_sits_while_a_seat_is_free_and_waits_otherwise() {
    let dais = Dais::start().await;
    let (event, _) = guests(&dais, a_briefing().with_seats(1), &["Ada"]).await;
    let (staff, path) = (dais.owner().await, page_of(&dais, "Ada").await);
    does(&staff, &path, "cancel", &[]).await;
    let gone = dais.last_letter_to("ada@example.org").await.calendar();
    does(&staff, &path, "bring-back", &[]).await;
    let back = dais.last_letter_to("ada@example.org").await;
    assert_eq!(back.kind(), Kind::Confirmed);
    assert!(back.calendar().sequence() > gone.sequence());

    does(&staff, &path, "cancel", &[]).await;
    dais.guest("Ben").replies(&event).await.leads_to();
    does(&staff, &path, "bring-back", &[]).await;
    assert_eq!(dais.last_letter_to("ada@example.org").await.kind(), Kind::Waiting);
    does(&staff, &path, "cancel", &[]).await;
    does(&staff, &path, "bring-back", &[("place", "over")]).await;
    let page = staff.get(&path).await.page_with(200);
    page.says("Confirmed");
    assert_eq!(dais.last_letter_to("ada@example.org").await.kind(), Kind::Confirmed);
    assert_eq!(number(&dais, "SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 2);
}

#[tokio::test]
async fn a_request_is_confirmed_or_declined() {
    let dais = Dais::start().await;
    let paper = a_briefing().with("rsvp.mode", "approval");
    guests(&dais, paper, &["Ada", "Ben"]).await;
    let staff = dais.editor().await;
    does(&staff, &page_of(&dais, "Ada").await, "admit", &[]).await;
    does(&staff, &page_of(&dais, "Ben").await, "cancel", &[]).await;
    let ada = dais.last_letter_to("ada@example.org").await;
    assert_eq!((ada.kind(), ada.calendar().method.as_str()), (Kind::Confirmed, "REQUEST"));
    let ben = dais.last_letter_to("ben@example.org").await;
    assert_eq!(ben.subject().split(':').next(), Some("Request declined"));
    assert!(ben.plain().contains("cannot give you a seat") && ben.calendar_text().is_none());
    dais.get(&ben.own_page()).await.page_with(200).says("The hosts declined your request");
}

#[tokio::test]
async fn a_seat_over_the_limit_takes_a_tick() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    let (staff, path) = (dais.owner().await, page_of(&dais, "Ben").await);
    let page = looks(&staff, &path, "admit", &[]).await.page_with(422);
    assert_eq!(
        page.words("#decide-place-why"),
        "No seat is free in the room: the limit is 1. Tick the box to go over the limit."
    );
    let looked = looks(&staff, &path, "admit", &[("place", "over")]).await.page_with(200);
    looked.tells("Over the limit: this makes 2 of 1 seats in the room.");
    goes_on(&staff, &looked, &[("step", "quiet")]).await.leads_to();
    assert_eq!(standing(&dais, "Ben").await, "seated");

    let new = format!("/staff/events/{id}/rsvps/new");
    let typed = [("name", "Cleo Example"), ("email", "cleo@example.org")];
    let page = looks(&staff, &new, "new", &typed).await.page_with(422);
    assert_eq!(
        page.words("#place-why"),
        "No seat is free in the room: the limit is 1. Please choose."
    );
    let typed = [typed.as_slice(), &[("place", "over")]].concat();
    let looked = looks(&staff, &new, "new", &typed).await.page_with(200);
    looked.tells("this makes 3 of 1 seats in the room");
    goes_on(&staff, &looked, &[("step", "quiet")]).await.leads_to();
    assert_eq!(standing(&dais, "Cleo").await, "seated");
}

#[tokio::test]
async fn two_colleagues_give_the_last_seat_once() {
    let dais = Dais::start().await;
    let paper = a_briefing().with_seats(1);
    let (event, _) = guests(&dais, paper.clone(), &["Ada", "Ben", "Cleo"]).await;
    // Once RSVPs are closed nothing is offered: staff give the seats.
    dais.publishes(paper.with("rsvp.mode", "closed")).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let (ben, cleo) = (page_of(&dais, "Ben").await, page_of(&dais, "Cleo").await);
    does(&owner, &page_of(&dais, "Ada").await, "cancel", &[]).await;
    let first = looks(&owner, &ben, "admit", &[]).await.page_with(200);
    let second = looks(&editor, &cleo, "admit", &[]).await.page_with(200);

    let tell = [("step", "tell")];
    let (one, other) =
        tokio::join!(goes_on(&owner, &first, &tell), goes_on(&editor, &second, &tell));

    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(number(&dais, "SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 1);
    dais.post_round().await;
    let confirmed = dais.letters().iter().filter(|letter| letter.kind() == Kind::Confirmed).count();
    assert_eq!(confirmed, 2, "Ada's and the one for the last seat");
    assert_eq!(dais.get(&event.path()).await.status, 200);
}

#[tokio::test]
async fn the_same_button_pressed_by_two_does_it_once() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let path = page_of(&dais, "Ada").await;
    let looked = looks(&owner, &path, "cancel", &[]).await.page_with(200);
    let tell = [("step", "tell")];
    let answers = tokio::join!(goes_on(&owner, &looked, &tell), goes_on(&editor, &looked, &tell));
    let mut statuses = [answers.0.status, answers.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let late = if answers.0.status == 409 { answers.0 } else { answers.1 };
    late.page().says("This RSVP is cancelled already.");
    assert_eq!(dais.post_round().await, 2, "Ada's, and the offer to Ben");
    assert_eq!(deeds(&dais).await, ["cancelled by hand"]);
}

#[tokio::test]
async fn what_changed_since_it_was_looked_at_is_shown_before_anything_is_done() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing().with_seats(2), &["Ada"]).await;
    let staff = dais.owner().await;
    let new = format!("/staff/events/{id}/rsvps/new");
    let typed = [("name", "Cleo Example"), ("email", "cleo@example.org"), ("place", "line")];
    let looked = looks(&staff, &new, "new", &typed).await.page_with(200);
    looked.tells("State Confirmed");
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.post_round().await;

    let page = goes_on(&staff, &looked, &[("step", "tell")]).await.page_with(409);
    page.says("Please look once more");
    page.tells("State Waiting list");
    assert_eq!(dais.post_round().await, 0);
    goes_on(&staff, &page, &[("step", "tell")]).await.leads_to();
    assert_eq!(dais.last_letter_to("cleo@example.org").await.kind(), Kind::Waiting);

    let blind = [
        ("step", "tell"),
        ("name", "Eve Example"),
        ("email", "eve@example.org"),
        ("place", "line"),
    ];
    assert_eq!(staff.post(&new, &blind).await.status, 409, "nothing is done that nobody looked at");
    assert_eq!(number(&dais, "SELECT count(*) FROM rsvp").await, 3);
}

#[tokio::test]
async fn between_the_room_and_online_a_seat_moves_to_a_seat() {
    let dais = Dais::start().await;
    let paper =
        a_briefing().with_seats(1).with("rsvp.online_seats", 1).with("place.mode", "hybrid");
    let event = dais.publishes(paper.with("online.url", "https://stream.example.org/x")).await;
    for (name, attending) in [("Ada", "room"), ("Ben", "room"), ("Cleo", "online")] {
        dais.guest(name).typing("attending", attending).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let first = dais.letters_to("ada@example.org").remove(0);
    let staff = dais.owner().await;
    let (ada, cleo) = (page_of(&dais, "Ada").await, page_of(&dais, "Cleo").await);

    let online = [("attending", "online")];
    let page = looks(&staff, &ada, "correct", &online).await.page_with(422);
    assert!(
        page.words("#correct-place-why").starts_with("No place is free online: the limit is 1.")
    );
    does(&staff, &cleo, "cancel", &[]).await;
    does(&staff, &ada, "correct", &online).await;
    let letter = dais.last_letter_to("ada@example.org").await;
    assert!(letter.plain().contains("Your place is confirmed: you are taking part online."));
    assert!(!letter.plain().contains("Room 1300"));
    assert_eq!(letter.calendar().value("LOCATION"), "Online");
    assert!(letter.calendar().sequence() > first.calendar().sequence());

    assert_eq!(standing(&dais, "Ben").await, "offered", "the seat that Ada left");
    does(&staff, &page_of(&dais, "Ben").await, "correct", &online).await;
    assert_eq!(dais.last_letter_to("ben@example.org").await.kind(), Kind::Waiting);
    does(
        &staff,
        &page_of(&dais, "Ben").await,
        "correct",
        &[("attending", "room"), ("title", "Fellow")],
    )
    .await;
    assert_eq!(dais.last_letter_to("ben@example.org").await.kind(), Kind::Confirmed);
    let deeds = deeds(&dais).await;
    assert_eq!(deeds, ["cancelled by hand", "moved", "moved", "corrected", "moved"]);
}

#[tokio::test]
async fn staff_add_to_drafts_and_to_closed_lists_as_well() {
    let dais = Dais::start().await;
    let staff = dais.editor().await;
    let closed = a_briefing().named("closed").with("rsvp.mode", "closed");
    let draft = a_briefing().named("draft").with("state", "draft");
    for (paper, slug) in [(closed, "closed"), (draft, "draft")] {
        dais.imports(&paper, false).await.expect("a document");
        let id = number(&dais, &format!("SELECT id FROM event WHERE slug = '{slug}'")).await;
        let new = format!("/staff/events/{id}/rsvps/new");
        let email = format!("{slug}@example.org");
        let typed = [("name", "Ada Example"), ("email", email.as_str()), ("access", "A ramp")];
        let looked = looks(&staff, &new, "new", &typed).await.page_with(200);
        if slug == "draft" {
            looked.tells("The event’s page is not public yet");
        }
        goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
        let letter = dais.last_letter_to(&email).await;
        assert_eq!(letter.kind(), Kind::Confirmed);
        dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
    }
    assert_eq!(deeds(&dais).await, ["added by hand", "added by hand"]);
}
