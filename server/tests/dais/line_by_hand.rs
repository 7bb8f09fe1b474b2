//! The waiting line as staff see it and change it: why, moves, offers given and taken back.

use chrono::TimeDelta;

use crate::by_hand::{deeds, does, goes_on, guests, looks, number, page_of, standing};
use crate::harness::{Colleague, Dais, Kind, Page, a_briefing};

/// Names of those who wait or have an offer, as the list has them.
async fn line(staff: &Colleague<'_>, id: i64) -> Vec<String> {
    let page = staff.get(&format!("/staff/events/{id}/rsvps?state=waiting")).await.page_with(200);
    let links = page.all("tbody a[href^='/staff/rsvps/']");
    links.iter().map(|link| link.text().collect::<String>().replace(" Example", "")).collect()
}

/// What the list says of how this guest stands.
fn state(page: &Page, name: &str) -> String {
    let rows = page.all("tbody tr");
    let words = |row: &scraper::ElementRef<'_>| {
        row.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(words).find(|row| row.starts_with(name)).expect("a row")
}

#[tokio::test]
async fn the_list_and_the_record_say_why_somebody_has_no_offer_or_until_when_one_stands() {
    let dais = Dais::start().await;
    let paper = a_briefing().with_seats(1);
    let (event, id) = guests(&dais, paper, &["Ada", "Ben", "Cleo"]).await;
    let (staff, list) = (dais.editor().await, format!("/staff/events/{id}/rsvps?state=waiting"));
    let page = staff.get(&list).await.page_with(200);
    assert!(state(&page, "Ben").contains("Waiting, number 1 No seat is free."));
    let record = staff.get(&page_of(&dais, "Cleo").await).await.page_with(200);
    record.tells("Waiting, number 2 No seat is free.");

    does(&staff, &page_of(&dais, "Ada").await, "cancel", &[]).await;
    dais.post_round().await;
    let offered = "Offered Apr 1, 2027, 10:00 am ET, until Apr 2, 2027, 10:00 am ET.";
    let page = staff.get(&list).await.page_with(200);
    assert_eq!(line(&staff, id).await, ["Ben", "Cleo"]);
    assert_eq!(page.words("nav.tabs"), "All 3 Confirmed 0 Waiting 2 Asked 0 Cancelled 1");
    assert!(state(&page, "Ben").contains(&format!("Seat offered {offered}")));
    assert!(state(&page, "Cleo").contains("Waiting, number 1 No seat is free."));
    page.tells("0 taken, 1 on offer.");
    page.tells("On offer 1");
    assert_eq!(page.one("progress").attr("value"), Some("1"));
    staff.get(&page_of(&dais, "Ben").await).await.page_with(200).tells(offered);
    let overview = staff.get(&format!("/staff/events/{id}")).await.page_with(200);
    assert_eq!(overview.words("dl.counts"), "Confirmed 0 of 1 On offer 1 Waiting 1 Cancelled 1");
    overview.tells("0 taken, 1 on offer.");
    staff.get("/staff").await.page_with(200).tells("0 of 1 1 on offer 1 waiting");

    dais.wait(TimeDelta::hours(25));
    domain::line::round(&dais.desk).await.expect("a round");
    dais.post_round().await;
    let staff = dais.editor().await;
    let page = staff.get(&format!("/staff/events/{id}/rsvps?state=cancelled")).await;
    let ran_out = "Offer ran out The offer ran out Apr 2, 2027, 11:00 am ET.";
    assert!(state(&page.page_with(200), "Ben").contains(ran_out));
    let journal = staff.get("/staff/journal?who=waiting%20list").await.page_with(200);
    journal.tells("Somebody waiting let an offer run out · an RSVP");
    journal.tells("Somebody waiting was offered a seat · an RSVP");
    assert_eq!(dais.get(&event.path()).await.status, 200);
}

#[tokio::test]
async fn staff_move_who_waits_and_everybody_else_keeps_the_order() {
    let dais = Dais::start().await;
    let names = ["Ada", "Ben", "Cleo", "Dan", "Eve"];
    let (_, id) = guests(&dais, a_briefing().with_seats(1), &names).await;
    let (staff, eve) = (dais.owner().await, page_of(&dais, "Eve").await);
    let before = dais.tables().await;
    let looked = looks(&staff, &eve, "move", &[("place-in-line", "2")]).await.page_with(200);
    looked.tells("Place in line Number 4 Number 2");
    looked.tells("No mail goes out");
    assert!(looked.all(".mail-preview").is_empty());
    assert_eq!(dais.tables().await, before, "looking changes nothing");

    goes_on(&staff, &looked, &[("step", "quiet")]).await.leads_to();
    assert_eq!(line(&staff, id).await, ["Ben", "Eve", "Cleo", "Dan"]);
    let again = goes_on(&staff, &looked, &[("step", "quiet")]).await;
    assert_eq!(again.status, 422, "the same button pressed twice is one move");
    assert_eq!(again.page().problem_beside("place-in-line"), "They stand there already.");

    let ben = page_of(&dais, "Ben").await;
    for (to, order) in [
        ("4", ["Eve", "Cleo", "Dan", "Ben"]),
        ("1", ["Ben", "Eve", "Cleo", "Dan"]),
        (" 3 ", ["Eve", "Cleo", "Ben", "Dan"]),
    ] {
        let looked = looks(&staff, &ben, "move", &[("place-in-line", to)]).await.page_with(200);
        goes_on(&staff, &looked, &[("step", "quiet")]).await.leads_to();
        assert_eq!(line(&staff, id).await, order);
    }
    for wrong in ["", "0", "5", "-1", "second", "99999999999999999999"] {
        let page = looks(&staff, &ben, "move", &[("place-in-line", wrong)]).await.page_with(422);
        let why = page.problem_beside("place-in-line");
        assert_eq!(why, "Please write a whole number from 1 to 4.", "{wrong}");
        assert_eq!(page.value("place-in-line"), wrong);
    }
    assert_eq!(deeds(&dais).await, ["moved in line"; 4]);
    let ada = page_of(&dais, "Ada").await;
    assert!(staff.get(&ada).await.page_with(200).all("form[action$='/move']").is_empty());
    let page = staff.post(&format!("{ada}/move"), &[("place-in-line", "1")]).await.page_with(409);
    page.says("Only who waits has a place in line.");

    does(&staff, &ada, "cancel", &[]).await;
    dais.post_round().await;
    assert_eq!(
        standing(&dais, "Eve").await,
        "offered",
        "the seat goes by the line as staff left it"
    );
}

#[tokio::test]
async fn a_move_between_looking_and_doing_is_shown_once_more() {
    let dais = Dais::start().await;
    let names = ["Ada", "Ben", "Cleo", "Dan"];
    let (_, id) = guests(&dais, a_briefing().with_seats(1), &names).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let (cleo, dan) = (page_of(&dais, "Cleo").await, page_of(&dais, "Dan").await);
    let first = [("place-in-line", "1")];
    let slow = looks(&owner, &cleo, "move", &first).await.page_with(200);
    let quick = looks(&editor, &dan, "move", &first).await.page_with(200);
    goes_on(&editor, &quick, &[("step", "quiet")]).await.leads_to();
    let page = goes_on(&owner, &slow, &[("step", "quiet")]).await.page_with(409);
    page.tells("Place in line Number 3 Number 1");
    goes_on(&owner, &page, &[("step", "quiet")]).await.leads_to();
    assert_eq!(line(&owner, id).await, ["Cleo", "Dan", "Ben"]);
}

#[tokio::test]
async fn an_offer_is_taken_back_and_goes_to_who_comes_next() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben", "Cleo"]).await;
    let (staff, ben) = (dais.owner().await, page_of(&dais, "Ben").await);
    does(&staff, &page_of(&dais, "Ada").await, "cancel", &[]).await;
    let offer = dais.last_letter_to("ben@example.org").await;
    assert_eq!(offer.kind(), Kind::Offered);

    let page = looks(&staff, &ben, "withdraw", &[]).await.page_with(422);
    let why = page.problem_beside("place-in-line");
    assert!(why.starts_with("The seat would be offered to them again at once."), "{why}");
    let looked = looks(&staff, &ben, "withdraw", &[("place-in-line", "2")]).await.page_with(200);
    looked.tells("State Seat offered Waiting list");
    looked.tells("Place in line nothing Number 2");
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    assert_eq!(standing(&dais, "Ben").await, "waiting");
    assert_eq!(standing(&dais, "Cleo").await, "offered");
    let letter = dais.last_letter_to("ben@example.org").await;
    assert_eq!(letter.kind(), Kind::Waiting);
    assert!(letter.lines().contains(&"You are number 1 in line.".to_owned()));
    let held = "SELECT count(*) FROM rsvp WHERE offered_until IS NOT NULL";
    assert_eq!(number(&dais, held).await, 1);
    assert_eq!(deeds(&dais).await, ["cancelled by hand", "withdrew the offer"]);
    let page = staff.post(&format!("{ben}/withdraw"), &[("step", "look")]).await.page_with(409);
    page.says("This RSVP has no offer that could be taken back.");
    assert_eq!(line(&staff, id).await, ["Cleo", "Ben"]);
}

#[tokio::test]
async fn staff_take_an_offer_for_its_holder_and_admit_past_the_line() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben", "Cleo"]).await;
    let (staff, ben) = (dais.owner().await, page_of(&dais, "Ben").await);
    does(&staff, &page_of(&dais, "Ada").await, "cancel", &[]).await;
    let record = staff.get(&ben).await.page_with(200);
    assert!(record.all("#decide-place").is_empty(), "the seat is held for them: no tick");
    does(&staff, &ben, "admit", &[]).await;
    assert_eq!(dais.last_letter_to("ben@example.org").await.kind(), Kind::Confirmed);
    assert_eq!(number(&dais, "SELECT count(*) FROM rsvp WHERE offered_until IS NOT NULL").await, 0);

    let cleo = page_of(&dais, "Cleo").await;
    let looked = looks(&staff, &cleo, "admit", &[("place", "over")]).await.page_with(200);
    looked.tells("Over the limit: this makes 2 of 1 seats in the room.");
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    dais.post_round().await;
    for page in [format!("/staff/events/{id}/rsvps"), format!("/staff/events/{id}")] {
        let page = staff.get(&page).await.page_with(200);
        page.tells("Confirmed 2 of 1");
        page.tells("2 of 1 seats — 1 over the limit.");
        assert_eq!(page.one("progress").attr("value"), Some("1"));
    }
    staff.get("/staff").await.page_with(200).tells("2 of 1 (1 over)");
}

#[tokio::test]
async fn an_offer_that_staff_cancelled_is_back_in_front_and_one_that_ran_out_is_not() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(1), &["Ada", "Ben", "Cleo"]).await;
    let (staff, ben) = (dais.owner().await, page_of(&dais, "Ben").await);
    does(&staff, &page_of(&dais, "Ada").await, "cancel", &[]).await;
    does(&staff, &ben, "cancel", &[]).await;
    assert_eq!(standing(&dais, "Cleo").await, "offered");
    does(&staff, &ben, "bring-back", &[]).await;
    dais.post_round().await;
    dais.wait(TimeDelta::hours(25));
    domain::line::round(&dais.desk).await.expect("a round");
    assert_eq!(standing(&dais, "Ben").await, "offered");
    let (staff, cleo) = (dais.owner().await, page_of(&dais, "Cleo").await);
    staff.get(&cleo).await.page_with(200).tells("Before that Seat offered");
    does(&staff, &cleo, "bring-back", &[]).await;
    assert_eq!(line(&staff, id).await, ["Ben", "Cleo"]);
    let given_up = "SELECT count(*) FROM rsvp WHERE given_up_at IS NOT NULL";
    assert_eq!(number(&dais, given_up).await, 1, "Ada's alone");
    dais.post_round().await;
}

#[tokio::test]
async fn the_room_and_online_are_two_lines() {
    let dais = Dais::start().await;
    let paper =
        a_briefing().with_seats(1).with("rsvp.online_seats", 1).with("place.mode", "hybrid");
    let event = dais.publishes(paper.with("online.url", "https://stream.example.org/x")).await;
    for (name, attending) in [
        ("Ada", "room"),
        ("Ben", "online"),
        ("Cleo", "online"),
        ("Dan", "room"),
        ("Eve", "online"),
        ("Fay", "room"),
    ] {
        dais.guest(name).typing("attending", attending).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let id = number(&dais, "SELECT id FROM event").await;
    let staff = dais.owner().await;
    assert_eq!(line(&staff, id).await, ["Dan", "Fay", "Cleo", "Eve"]);
    let fay = page_of(&dais, "Fay").await;
    let page = looks(&staff, &fay, "move", &[("place-in-line", "3")]).await.page_with(422);
    assert_eq!(page.problem_beside("place-in-line"), "Please write a whole number from 1 to 2.");
    let looked = looks(&staff, &fay, "move", &[("place-in-line", "1")]).await.page_with(200);
    goes_on(&staff, &looked, &[("step", "quiet")]).await.leads_to();
    assert_eq!(line(&staff, id).await, ["Fay", "Dan", "Cleo", "Eve"]);

    for name in ["Fay", "Cleo"] {
        does(&staff, &page_of(&dais, name).await, "cancel", &[]).await;
    }
    let dan = page_of(&dais, "Dan").await;
    assert!(staff.get(&dan).await.page_with(200).all("form[action$='/move']").is_empty());
    let page = staff.post(&format!("{dan}/move"), &[("place-in-line", "1")]).await.page_with(409);
    page.says("Nobody else waits: there is no other place in line.");
    dais.post_round().await;
}

#[tokio::test]
async fn a_limit_below_what_is_taken_is_told_and_nobody_is_offered_a_seat() {
    let dais = Dais::start().await;
    let paper = a_briefing().with_seats(3);
    let (_, id) = guests(&dais, paper.clone(), &["Ada", "Ben", "Cleo", "Dan"]).await;
    dais.publishes(paper.with_seats(1)).await;
    domain::line::round(&dais.desk).await.expect("a round");
    let staff = dais.editor().await;
    for page in [format!("/staff/events/{id}/rsvps"), format!("/staff/events/{id}")] {
        staff.get(&page).await.page_with(200).tells("3 of 1 seats — 2 over the limit.");
    }
    staff.get("/staff").await.page_with(200).tells("3 of 1 (2 over) 1 waiting");
    does(&staff, &page_of(&dais, "Ada").await, "cancel", &[]).await;
    assert_eq!(standing(&dais, "Dan").await, "waiting");
    let record = staff.get(&page_of(&dais, "Dan").await).await.page_with(200);
    record.tells("Waiting, number 1 No seat is free.");
    dais.post_round().await;
}
