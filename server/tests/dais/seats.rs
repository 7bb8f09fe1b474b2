//! Who gets a seat and who waits, also when everybody comes at once.

use futures_util::future::join_all;

use crate::harness::{Dais, Kind, Letter, a_briefing};

fn kinds(letters: &[Letter]) -> Vec<Kind> {
    letters.iter().map(Letter::kind).collect()
}

/// The numbers that the letters of the waiting list tell.
fn places_in_line(letters: &[Letter]) -> Vec<usize> {
    let lines = letters.iter().flat_map(Letter::lines);
    let places = lines.filter_map(|line| {
        line.strip_prefix("You are number ")?.strip_suffix(" in line.")?.parse().ok()
    });
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places
}

#[tokio::test]
async fn the_last_seat_goes_to_one_of_twenty_guests_and_the_others_stand_in_line() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    let guests: Vec<_> = (0..20).map(|number| dais.guest(&format!("Guest{number}"))).collect();

    let answers = join_all(guests.iter().map(|guest| guest.replies(&event))).await;

    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(dais.post_round().await, 20);
    let letters = dais.letters();
    let confirmed = letters.iter().filter(|letter| letter.kind() == Kind::Confirmed).count();
    assert_eq!((confirmed, letters.len()), (1, 20));
    assert_eq!(places_in_line(&letters), (1..=19).collect::<Vec<_>>());
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 1);
}

#[tokio::test]
async fn who_replies_first_sits_and_who_comes_later_waits_in_order() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2)).await;
    for name in ["Ada", "Ben", "Cleo", "Dan"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let letters = dais.letters();
    assert_eq!(kinds(&letters), [Kind::Confirmed, Kind::Confirmed, Kind::Waiting, Kind::Waiting]);
    assert!(letters[2].lines().contains(&"You are number 1 in line.".to_owned()));
    assert!(letters[3].lines().contains(&"You are number 2 in line.".to_owned()));
    let page = dais.get(&event.path()).await.page_with(200);
    page.tells("The room is full: new replies join the waiting list");
    page.tells("Join the waiting list");
    let replied = dais.get(&format!("{}/replied", event.path())).await.page_with(200);
    replied.says("The room is full: new replies join the waiting list.");
}

#[tokio::test]
async fn no_seats_close_the_form_and_no_number_leaves_it_open_to_all() {
    let dais = Dais::start().await;
    let none = dais.publishes(a_briefing().named("no-seats").with_seats(0)).await;
    assert_eq!(dais.guest("Ada").replies(&none).await.status, 409);
    dais.get(&none.path()).await.page_with(200).says("Replies are closed");

    let all = dais.publishes(a_briefing()).await;
    let guests: Vec<_> = (0..30).map(|number| dais.guest(&format!("Guest{number}"))).collect();
    join_all(guests.iter().map(|guest| guest.replies(&all))).await;
    assert_eq!(dais.post_round().await, 30);
    assert!(dais.letters().iter().all(|letter| letter.kind() == Kind::Confirmed));
}

#[tokio::test]
async fn the_room_and_the_places_online_fill_up_by_themselves() {
    let dais = Dais::start().await;
    let paper = a_briefing().with_seats(1).with("rsvp.online_seats", 2);
    let paper =
        paper.with("place.mode", "hybrid").with("online.url", "https://stream.example.org/x");
    let event = dais.publishes(paper.with("online.reveal", "confirmed")).await;
    for (name, attending) in
        [("Ada", "room"), ("Ben", "room"), ("Cleo", "online"), ("Dan", "online"), ("Eve", "online")]
    {
        dais.guest(name).typing("attending", attending).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let letters = dais.letters();
    let expected =
        [Kind::Confirmed, Kind::Waiting, Kind::Confirmed, Kind::Confirmed, Kind::Waiting];
    assert_eq!(kinds(&letters), expected);
    assert_eq!(places_in_line(&letters), [1, 1]);
    assert!(letters[2].plain().contains("You are taking part online."));
    assert!(letters[0].plain().contains("Room 1300"));
    assert!(!letters[2].plain().contains("Room 1300"));

    let seated = dais.get(&letters[2].own_page()).await.page_with(200);
    assert!(!seated.all("a[href='https://stream.example.org/x']").is_empty());
    let waiting = dais.get(&letters[4].own_page()).await;
    assert!(!waiting.text().contains("stream.example.org"));
    assert!(!dais.get(&event.path()).await.text().contains("stream.example.org"));
}

#[tokio::test]
async fn an_event_online_counts_its_places_online() {
    let dais = Dais::start().await;
    let paper = a_briefing().with("place.mode", "online").with("rsvp.online_seats", 1);
    let event = dais.publishes(paper).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let full = "All places are taken: new replies join the waiting list";
    dais.get(&event.path()).await.page_with(200).says(full);
    dais.get(&format!("{}/replied", event.path())).await.page_with(200).tells(full);
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.post_round().await;
    assert_eq!(kinds(&dais.letters()), [Kind::Confirmed, Kind::Waiting]);
}

#[tokio::test]
async fn where_hosts_decide_a_reply_is_a_request_without_calendar_entry() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("rsvp.mode", "approval").with_seats(1)).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.post_round().await;
    let letters = dais.letters();
    assert_eq!(kinds(&letters), [Kind::Requested, Kind::Requested]);
    for letter in &letters {
        assert!(letter.calendar_text().is_none());
        assert!(!letter.subject().to_lowercase().contains("waiting"));
        dais.get(&letter.own_page()).await.page_with(200).says("The hosts have your request");
        let file = dais.get(&format!("{}.ics", letter.own_page())).await;
        assert_eq!(file.status, 404);
    }
}
