//! What becomes of the entry in a guest's calendar, and of the files that calendars follow.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use super::{rounds, written};
use crate::harness::{Answer, Dais, Kind, Letter, Paper, a_briefing, read_calendar};
use crate::life::step;

/// Changes are made, gathered and told; the letter that Ada gets.
async fn hears(dais: &Dais) -> Letter {
    dais.wait(TimeDelta::minutes(30));
    rounds(dais).await;
    written(dais, "ada").await.pop().expect("a letter")
}

/// What a calendar makes of a letter: method, standing, local start, place.
fn entry(letter: &Letter) -> [String; 4] {
    let entry = letter.calendar();
    let kinds = letter.content_types().join("\n");
    assert!(kinds.contains(&format!("method={}", entry.method)), "{kinds}");
    let place = entry.all("LOCATION").join("");
    [entry.method.clone(), entry.value("STATUS"), entry.value("DTSTART"), place]
}

fn words(all: [&str; 4]) -> [String; 4] {
    all.map(str::to_owned)
}

const OLD_ROOM: &str = "Room 1300, Longworth House Office Building";
const NEW_ROOM: &str = "Room B-318, Longworth House Office Building";

/// The files are kept for the reader that browsers have (`end2end/journeys/calendars.spec.ts`).
fn keep(name: &str, texts: &[String]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calendars");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), texts.concat()).expect("a file");
}

#[tokio::test]
async fn an_entry_moves_goes_and_comes_back_under_one_uid() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let mut letters = vec![written(&dais, "ada").await.remove(0)];
    let own = dais.own_page_of("Ada").await;
    let times = json!({ "starts": "2027-04-21T10:00", "ends": "2027-04-21T11:30" });
    let moved = a_briefing().with("time", times);
    dais.publishes(moved.clone()).await;
    letters.push(hears(&dais).await);
    dais.publishes(moved.with("place.room", "B-318")).await;
    letters.push(hears(&dais).await);
    own.presses("cancel").await.leads_to();
    letters.push(hears(&dais).await);
    own.presses("undo").await.leads_to();
    letters.push(hears(&dais).await);
    for deed in ["postpone", "back-on", "cancel", "back-on"] {
        step(&dais, &owner, &event, deed).await.leads_to();
        letters.push(hears(&dais).await);
    }

    let there = words(["REQUEST", "CONFIRMED", "20270421T100000", NEW_ROOM]);
    let gone = words(["CANCEL", "CANCELLED", "20270421T100000", NEW_ROOM]);
    let expected = [
        words(["REQUEST", "CONFIRMED", "20270420T140000", OLD_ROOM]),
        words(["REQUEST", "CONFIRMED", "20270421T100000", OLD_ROOM]),
        there.clone(),
        gone.clone(),
        there.clone(),
        gone.clone(),
        there.clone(),
        gone,
        there,
    ];
    let entries: Vec<_> = letters.iter().map(entry).collect();
    assert_eq!(entries, expected);
    let read: Vec<_> = letters.iter().map(Letter::calendar).collect();
    assert!(read.iter().all(|one| one.value("UID") == read[0].value("UID")));
    let sequences: Vec<i64> = read.iter().map(crate::harness::Entry::sequence).collect();
    assert!(sequences.is_sorted_by(|one, next| one < next), "{sequences:?}");
    let texts = letters.iter().map(|letter| letter.calendar_text().expect("a part"));
    keep("story.ics", &texts.collect::<Vec<_>>());

    let kinds: Vec<Kind> = letters[5..].iter().map(Letter::kind).collect();
    let (off, on) = ([Kind::EventPostponed, Kind::EventCancelled], Kind::EventBackOn);
    assert_eq!(kinds, [off[0], on, off[1], on]);
    // Who downloads theirs has the same version.
    let file = read_calendar(&dais.get(&format!("{}.ics", own.path)).await.text()).remove(0);
    assert_eq!(file.sequence(), sequences[8]);
}

#[tokio::test]
async fn a_date_that_is_lost_takes_the_entry_along() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let first = written(&dais, "ada").await.remove(0).calendar();
    dais.publishes(a_briefing().with("time", json!(null))).await;
    let letter = hears(&dais).await;
    assert_eq!(entry(&letter), words(["CANCEL", "CANCELLED", "20270420T140000", OLD_ROOM]));
    assert!(letter.calendar().sequence() > first.sequence());
    assert!(letter.lines().contains(&"With this mail the entry goes out of your calendar.".into()));
    let other = a_briefing().with("time", json!({ "date": "2027-05-04" }));
    dais.publishes(other).await;
    let again = hears(&dais).await;
    assert_eq!(entry(&again), words(["REQUEST", "CONFIRMED", "20270504", OLD_ROOM]));
    assert!(again.calendar().sequence() > letter.calendar().sequence());
}

#[tokio::test]
async fn a_letter_that_was_late_says_what_holds_when_it_leaves() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    step(&dais, &owner, &event, "cancel").await.leads_to();
    // The relay was down until now.
    let letter = written(&dais, "ada").await.remove(0);
    assert_eq!(entry(&letter)[..2], words(["CANCEL", "CANCELLED", "", ""])[..2]);
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    dais.post_round().await;
}

async fn asked(dais: &Dais, path: &str, tag: Option<&str>) -> Answer {
    let request = dais.request(Method::GET, path).header("Accept-Encoding", "gzip");
    Answer::to(match tag {
        Some(tag) => request.header("If-None-Match", tag),
        None => request,
    })
    .await
}

#[tokio::test]
async fn a_feed_is_fetched_again_only_when_it_says_something_else() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = format!("{}.ics", dais.own_page_of("Ada").await.path);
    let of_one = format!("{}.ics", event.path());
    for path in ["/events.ics", &of_one, &own] {
        let first = asked(&dais, path, None).await;
        let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 30, "{tag}");
        assert!(!first.headers.contains_key("content-encoding"), "{path}");
        assert!(first.text().contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
        dais.wait(TimeDelta::hours(1));
        let again = asked(&dais, path, Some(&format!("\"other\", {tag}"))).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.headers["etag"], tag.as_str());
        assert_eq!(again.headers["cache-control"], first.headers["cache-control"]);
        dais.publishes(a_briefing().with("place.room", "B-318")).await;
        let moved = asked(&dais, path, Some(&tag)).await;
        assert_eq!(moved.status, 200, "{path}");
        assert_ne!(moved.headers["etag"], tag.as_str());
        dais.publishes(a_briefing()).await;
    }
    assert_eq!(asked(&dais, &own, None).await.headers["cache-control"], "no-store");
    assert_eq!(asked(&dais, "/events/nothing.ics", Some("*")).await.status, 404);
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    dais.post_round().await;
}

#[tokio::test]
async fn what_was_called_off_stays_in_the_feed_and_what_is_gone_does_not() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let event = dais.publishes(a_briefing()).await;
    let mut sequence = -1;
    let mut feed = async |standing: Option<&str>| {
        let entries = read_calendar(&dais.get("/events.ics").await.text());
        let Some(standing) = standing else { return assert!(entries.is_empty()) };
        assert_eq!(entries[0].value("STATUS"), standing);
        assert!(entries[0].sequence() > sequence, "a feed's SEQUENCE never falls");
        sequence = entries[0].sequence();
    };
    feed(Some("CONFIRMED")).await;
    for (deed, standing) in [
        ("postpone", Some("CANCELLED")),
        ("back-on", Some("CONFIRMED")),
        ("cancel", Some("CANCELLED")),
        ("delete", None),
        ("restore", Some("CANCELLED")),
        ("back-on", Some("CONFIRMED")),
        ("unpublish", None),
        ("publish", Some("CONFIRMED")),
    ] {
        step(&dais, &owner, &event, deed).await.leads_to();
        feed(standing).await;
    }
}

#[tokio::test]
async fn ones_own_file_follows_until_the_seat_is_gone() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    let file = async || {
        let text = dais.get(&format!("{}.ics", own.path)).await.text();
        let entry = read_calendar(&text).remove(0);
        (entry.value("STATUS"), entry.sequence(), entry.value("UID"))
    };
    let before = file().await;
    own.presses("cancel").await.leads_to();
    let gone = file().await;
    assert_eq!((before.0.as_str(), gone.0.as_str()), ("CONFIRMED", "CANCELLED"));
    assert!(gone.1 > before.1 && gone.2 == before.2);
    dais.post_round().await;
}

fn links(answer: &crate::harness::Page) -> Vec<String> {
    let links = answer.all("details.web-calendars a");
    links.iter().map(|link| link.attr("href").expect("an address").to_owned()).collect()
}

#[tokio::test]
async fn pages_lead_to_the_usual_web_calendars_without_any_token() {
    let dais = Dais::start().await;
    let paper: Paper = a_briefing().with("place.arrival", "South door.");
    let event = dais.publishes(paper).await;
    dais.guest("Ada").typing("organization", "Office of Ada").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    let of_event = links(&dais.get(&event.path()).await.page_with(200));
    let of_own = links(&own.opens().await);
    assert_eq!(of_event.len(), 4);
    assert_eq!(of_event, of_own);
    let token = own.path.trim_start_matches("/r/");
    for link in &of_own {
        assert!(link.starts_with("https://") && link.contains("hours-in-the-field"), "{link}");
        assert!(!link.contains(token) && !link.to_lowercase().contains("ada"), "{link}");
    }
    let owner = dais.owner().await;
    step(&dais, &owner, &event, "cancel").await.leads_to();
    assert!(links(&dais.get(&event.path()).await.page_with(200)).is_empty());
    assert!(links(&own.opens().await).is_empty());
    dais.wait(TimeDelta::minutes(30));
    rounds(&dais).await;
    dais.post_round().await;
}

#[tokio::test]
async fn ones_own_file_says_that_a_day_is_lost_and_an_event_deleted() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    let path = format!("{}.ics", own.path);
    let mut known = (String::new(), -1);
    let mut shows = async |standing: &str, day: &str| {
        let entry = read_calendar(&dais.get(&path).await.text()).remove(0);
        assert_eq!(
            (entry.value("STATUS").as_str(), entry.value("DTSTART").as_str()),
            (standing, day)
        );
        assert!(known.0.is_empty() || known.0 == entry.value("UID"));
        assert!(entry.sequence() > known.1, "{standing} {day}");
        known = (entry.value("UID"), entry.sequence());
    };
    let undated = || a_briefing().with("time", json!(null));
    shows("CONFIRMED", "20270420T140000").await;
    dais.publishes(undated()).await;
    // What is changed afterwards does not hide the day that it had.
    dais.publishes(undated().with("description", "More.")).await;
    shows("CANCELLED", "20270420T140000").await;
    let file = dais.get(&path).await;
    let tag = file.headers["etag"].to_str().expect("a tag").to_owned();
    dais.wait(TimeDelta::hours(1));
    assert_eq!(asked(&dais, &path, Some(&tag)).await.status, 304);
    // Who replied since then has never had a day.
    dais.guest("Ben").replies(&event).await.leads_to();
    let other = dais.own_page_of("Ben").await;
    assert_eq!(dais.get(&format!("{}.ics", other.path)).await.status, 404);

    dais.publishes(a_briefing().with("time", json!({ "date": "2027-05-04" }))).await;
    shows("CONFIRMED", "20270504").await;
    step(&dais, &owner, &event, "delete").await.leads_to();
    shows("CANCELLED", "20270504").await;
    assert_eq!(dais.get(&own.path).await.status, 404);
    step(&dais, &owner, &event, "restore").await.leads_to();
    shows("CONFIRMED", "20270504").await;
    dais.publishes(undated()).await;
    step(&dais, &owner, &event, "delete").await.leads_to();
    shows("CANCELLED", "20270504").await;
    rounds(&dais).await;
    dais.post_round().await;
}
