//! The agenda as everybody sees it: with one session, with thirty, over days, at once, without hours.

use serde_json::{Value, json};

use crate::harness::{Dais, Page, a_briefing};

async fn shown(dais: &Dais, time: Value, sessions: Value) -> Page {
    let names = ["Ada Example", "Ben Example", "Ben Example"];
    let speakers = names.map(|name| json!({ "name": name, "roles": ["panelist"] }));
    let paper = a_briefing().with("time", time).with("speakers", json!(speakers));
    let event = dais.publishes(paper.with("sessions", sessions)).await;
    dais.get(&event.path()).await.page_with(200)
}

fn two_days() -> Value {
    json!({
        "zone": "America/New_York",
        "starts": "2027-05-11T09:00", "ends": "2027-05-12T17:00",
    })
}

fn words(page: &Page, css: &str) -> Vec<String> {
    let all = page.all(css).into_iter();
    all.map(|one| one.text().collect::<String>().trim().to_owned()).collect()
}

#[tokio::test]
async fn days_are_headings_where_there_are_several() {
    let dais = Dais::start().await;
    let sessions = json!([
        { "title": "Opening", "starts": "2027-05-11T09:00", "ends": "2027-05-11T09:30" },
        { "kind": "lunch", "starts": "2027-05-11T12:00", "ends": "2027-05-11T13:00" },
        { "title": "The night", "starts": "2027-05-11T22:00", "ends": "2027-05-12T02:00" },
        { "title": "Closing", "starts": "2027-05-12T16:00", "ends": "2027-05-12T17:00" },
    ]);
    let page = shown(&dais, two_days(), sessions).await;
    let headings = ["Tuesday, May 11, 2027", "Wednesday, May 12, 2027"];
    assert_eq!(words(&page, "h3.day-title"), headings);
    assert_eq!(words(&page, ".day-ways a"), ["Tue, May 11", "Wed, May 12"]);
    for way in page.all(".day-ways a") {
        page.one(way.attr("href").expect("a way"));
    }
    for text in
        headings.into_iter().chain(["9:00 – 9:30 am ET", "4:00 – 5:00 pm ET", "10:00 pm ET"])
    {
        page.says(text);
    }
    page.says("until 2:00 am ET");
    assert_eq!(words(&page, ".slot-break .slot-what"), ["Lunch"]);
    assert_eq!(words(&page, "h4.slot-title"), ["Opening", "The night", "Closing"]);
}

#[tokio::test]
async fn what_happens_at_once_shares_its_hours_and_says_where() {
    let dais = Dais::start().await;
    let at = |title: &str, room: Option<&str>, starts: &str| {
        json!({
            "title": title, "room": room, "speakers": ["Ada Example", "Ben Example"],
            "starts": format!("2027-05-11T{starts}"), "ends": "2027-05-11T11:00",
        })
    };
    let sessions = json!([
        at("Law", None, "10:00"),
        at("Trade", Some("2172"), "10:00"),
        at("Late", None, "10:30")
    ]);
    let page = shown(&dais, two_days(), sessions).await;
    assert_eq!(words(&page, ".slot-beside h4"), ["Law", "Trade"]);
    let room = a_briefing().0["place"]["room"].as_str().expect("a room").to_owned();
    let rooms = words(&page, ".slot-beside .slot-room");
    assert!(rooms[0].ends_with(&room) && rooms[1] == "Room 2172", "{rooms:?}");
    assert_eq!(words(&page, ".slot-when time"), ["10:00 – 11:00 am ET", "10:30 – 11:00 am ET"]);
}

#[tokio::test]
async fn names_lead_to_the_line_up_unless_two_bear_them() {
    let dais = Dais::start().await;
    let session = json!([{
        "title": "Panel", "moderator": "Ada Example",
        "speakers": ["Ada Example", "Ben Example", "Somebody Else"],
    }]);
    let page = shown(&dais, two_days(), session).await;
    let links = page.all(".slots a");
    let links: Vec<_> = links.iter().map(|link| link.attr("href").expect("a way")).collect();
    assert_eq!(links, ["#speaker-1"], "once, as the moderator");
    assert!(words(&page, "#speaker-1")[0].contains("Ada Example"));
    assert_eq!(words(&page, ".slot-people li"), ["Ben Example", "Somebody Else"]);
}

#[tokio::test]
async fn little_is_shown_as_little() {
    let dais = Dais::start().await;
    let hour = json!({ "zone": "America/New_York", "starts": "2027-05-11T09:00" });
    let sessions = json!([
        { "starts": "2027-05-11T09:00" }, { "title": "Without an hour" }, { "kind": "panel" }, {},
        { "kind": "break", "title": "Coffee in the foyer", "ends": "2027-05-11T09:00" },
    ]);
    let page = shown(&dais, hour, sessions).await;
    assert_eq!(words(&page, "h3.slot-title"), ["Without an hour", "Panel"]);
    assert!(page.all(".day-title, .day-ways").is_empty(), "it is the event’s only day");
    page.says("Coffee in the foyer");
    page.says("until 9:00 am ET");
}

#[tokio::test]
async fn thirty_sessions_leave_the_form_within_reach() {
    let dais = Dais::start().await;
    let long = "Who picks what we eat, and for how much. ".repeat(12);
    let sessions: Vec<Value> = (0..30)
        .map(|turn| {
            let (day, hour) = (11 + turn / 15, 8 + turn % 15 / 2);
            json!({
                "title": format!("Session {turn}"), "description": long,
                "speakers": ["Ada Example"],
                "starts": format!("2027-05-{day}T{hour:02}:00"),
                "ends": format!("2027-05-{day}T{hour:02}:45"),
            })
        })
        .collect();
    let page = shown(&dais, two_days(), json!(sessions)).await;
    assert_eq!(page.all(".slots details:not([open])").len(), 30, "long texts are folded");
    for turn in 0..30 {
        page.says(&format!("Session {turn}"));
    }
    let ways = page.all("main a[href]");
    let to_form = ways.iter().position(|way| way.attr("href") == Some("#rsvp"));
    let to_agenda = ways.iter().position(|way| way.attr("href") == Some("#speaker-1"));
    assert!(to_form < to_agenda && to_form.is_some(), "it comes before the agenda");
    page.one("#rsvp form");
}
