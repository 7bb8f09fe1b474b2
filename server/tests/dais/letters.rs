//! The letters as their readers' programs see them.

use crate::harness::{Dais, Kind, Letter, Paper, a_briefing, founding_briefing};

const FROM: &str = "Coalition for Harvests <briefings@example.org>";

async fn letter_about(paper: Paper, name: &str) -> (Dais, Letter) {
    let dais = Dais::with(&[("DAIS_MAIL_FROM", FROM)]).await;
    dais.set_clock("2017-06-01T12:00:00Z");
    let event = dais.publishes(paper).await;
    dais.guest(name).replies(&event).await.leads_to();
    let letter = dais.last_letter_to(&format!("{}@example.org", name.to_lowercase())).await;
    (dais, letter)
}

#[tokio::test]
async fn a_confirmation_holds_every_fact_on_a_line_of_its_own() {
    let (dais, letter) = letter_about(founding_briefing(), "Ada").await;
    let lines = letter.lines();
    for fact in [
        "US Policy and its Impact on Child Labor and Trafficking",
        "Friday, June 16, 2017",
        "1:00 – 2:00 pm ET",
        "Room 2172",
        "Rayburn House Office Building",
        "Independence Avenue SW, Washington, DC 20515",
        "Your seat is confirmed. We look forward to seeing you.",
        "rsvp@example.org",
    ] {
        assert!(lines.iter().any(|line| line == fact), "no line “{fact}” in {lines:#?}");
    }
    assert!(lines.iter().any(|line| line.starts_with("Hosted by Child Labor Coalition")));
    let opening = lines.iter().position(|line| line.contains("confirmed")).expect("an opening");
    assert!(!lines[..=opening].concat().to_lowercase().contains("waiting"));

    let addresses = letter.links();
    assert_eq!(addresses.len(), 3, "{addresses:?}");
    assert!(addresses.iter().all(|link| link.starts_with(dais.desk.public_url.as_str())));
    assert_eq!(letter.plain().matches("http").count(), 3, "each link is alone on its line");
    for link in addresses {
        assert_eq!(dais.get(&link[dais.address("").len()..]).await.status, 200, "{link}");
    }
}

#[tokio::test]
async fn the_envelope_says_who_writes_who_answers_and_that_it_is_a_machine() {
    let (dais, letter) = letter_about(founding_briefing(), "Ada").await;
    assert_eq!(letter.to(), "ada@example.org");
    assert!(letter.header("From").contains("<briefings@example.org>"));
    assert!(letter.header("Reply-To").contains("<rsvp@example.org>"));
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    assert!(!letter.subject().to_lowercase().contains("waiting"));
    assert!(letter.subject().starts_with("Confirmed: "), "{}", letter.subject());
    assert!(letter.subject().contains("Fri, Jun 16"), "{}", letter.subject());
    let kept = dais.texts("SELECT message_id FROM letter").await;
    assert_eq!(letter.header("Message-ID"), kept[0]);
    assert!(
        letter.header("Date").starts_with("Thu, 01 Jun 2017 12:00:"),
        "{}",
        letter.header("Date")
    );
    assert_eq!(
        letter.content_types(),
        [
            "multipart/alternative",
            "text/plain; charset=utf-8",
            "text/html; charset=utf-8",
            "text/calendar; method=REQUEST; charset=utf-8",
        ]
    );
    assert!(
        letter.raw().contains("Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n")
    );
    assert!(letter.raw().lines().all(|line| line.len() <= 998));
}

#[tokio::test]
async fn the_calendar_entry_is_an_accepted_invitation_at_the_right_instant() {
    let (_dais, letter) = letter_about(founding_briefing(), "Ada").await;
    let entry = letter.calendar();
    assert_eq!(entry.method, "REQUEST");
    assert_eq!(entry.all("ATTENDEE"), ["mailto:ada@example.org"]);
    assert!(entry.parameters("ATTENDEE").contains("PARTSTAT=ACCEPTED"));
    assert_eq!(entry.value("ORGANIZER"), "mailto:briefings@example.org");
    assert_eq!(entry.value("DTSTART"), "20170616T130000");
    assert_eq!(entry.parameters("DTSTART"), "TZID=America/New_York");
    assert_eq!(entry.value("DTEND"), "20170616T140000");
    assert_eq!((entry.sequence(), entry.value("STATUS")), (0, "CONFIRMED".into()));
    assert_eq!(entry.value("SUMMARY"), "US Policy and its Impact on Child Labor and Trafficking");
    assert!(entry.value("LOCATION").contains("2172"));
    assert_eq!(entry.beside, ["VTIMEZONE"]);

    let text = letter.calendar_text().expect("a calendar").replace("\r\n", "\n");
    let summer = text.split("BEGIN:DAYLIGHT").nth(1).expect("summer time");
    let summer = summer.split("END:DAYLIGHT").next().expect("its end");
    for line in ["TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"]
    {
        assert!(summer.contains(line), "no {line} in {summer}");
    }
    assert!(summer.contains("\nDTSTART:201"), "it began before the event: {summer}");
    assert!(text.contains("\nTZID:America/New_York\n"));
    assert_eq!(text.lines().filter(|line| line.len() > 75).count(), 0);
}

#[tokio::test]
async fn each_rsvp_has_an_entry_of_its_own_and_the_feed_another() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.post_round().await;
    let mut ids: Vec<_> = dais.letters().iter().map(|l| l.calendar().value("UID")).collect();
    let feed = dais.get("/events/hours-in-the-field.ics").await.text();
    ids.push(crate::harness::read_calendar(&feed)[0].value("UID"));
    let again = dais.get("/events/hours-in-the-field.ics").await.text();
    assert_eq!(feed, again, "the same feed gives the same bytes");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[tokio::test]
async fn a_letter_from_the_waiting_list_says_so_and_brings_no_entry() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ben@example.org").await;
    assert!(letter.subject().to_lowercase().contains("waiting"));
    assert!(letter.calendar_text().is_none());
    assert_eq!(letter.content_types().len(), 3);
    assert!(letter.lines().contains(&"You are number 1 in line.".to_owned()));
}

#[tokio::test]
async fn an_event_without_a_date_is_confirmed_without_an_entry() {
    let (dais, letter) =
        letter_about(a_briefing().with("time", serde_json::Value::Null), "Ada").await;
    assert_eq!(letter.kind(), Kind::Confirmed);
    assert!(letter.calendar_text().is_none());
    assert!(letter.lines().contains(&"The date is not set yet.".to_owned()));
    assert!(!letter.plain().contains("calendar entry"));
    assert_eq!(dais.get(&format!("{}.ics", letter.own_page())).await.status, 404);
}

#[tokio::test]
async fn an_event_of_whole_days_is_an_entry_of_whole_days() {
    let time =
        serde_json::json!({ "date": "2027-05-11", "end_date": "2027-05-12", "all_day": true });
    let (_dais, letter) = letter_about(a_briefing().with("time", time), "Ada").await;
    let entry = letter.calendar();
    assert_eq!(entry.parameters("DTSTART"), "VALUE=DATE");
    assert_eq!(
        (entry.value("DTSTART"), entry.value("DTEND")),
        ("20270511".into(), "20270513".into())
    );
    assert!(letter.lines().contains(&"Tuesday, May 11, 2027".to_owned()));
    assert!(!letter.plain().contains("12:00 am"), "no midnight is invented");
}

#[tokio::test]
async fn other_zones_keep_their_wall_time() {
    let paper = a_briefing().with("time.zone", "Asia/Kathmandu");
    let (_dais, letter) = letter_about(paper, "Ada").await;
    assert_eq!(letter.calendar().parameters("DTSTART"), "TZID=Asia/Kathmandu");
    assert_eq!(letter.calendar().value("DTSTART"), "20270420T140000");
    assert!(letter.calendar_text().expect("a calendar").contains("TZOFFSETTO:+0545"));
    assert!(letter.lines().contains(&"2:00 – 3:30 pm UTC+5:45".to_owned()));
}

#[tokio::test]
async fn nothing_that_a_guest_typed_becomes_a_link_or_markup_in_a_letter() {
    for name in [
        "Win at https://evil.example now",
        "<a href=https://evil.example>Ada</a>",
        "evil.example",
        "{{ facts.rsvp_link }}",
    ] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        dais.guest("Ada").typing("name", name).replies(&event).await.leads_to();
        let letter = dais.last_letter_to("ada@example.org").await;
        assert!(letter.lines().contains(&"Hello,".to_owned()), "{name}");
        assert!(!letter.plain().contains("evil") && !letter.html().contains("evil"), "{name}");
        assert_eq!(letter.links().len(), 3);
    }
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Zoe").typing("name", "Zoë O'Neill-Ōkawa").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("zoe@example.org").await;
    assert_eq!(letter.lines()[0], "Hello Zoë O'Neill-Ōkawa,");
}

#[tokio::test]
async fn each_letter_knows_one_guest_only() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2)).await;
    let names = ["Ada", "Ben", "Cleo"];
    for name in names {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let letters = dais.letters();
    let mut pages: Vec<_> = letters.iter().map(Letter::own_page).collect();
    for (letter, own) in letters.iter().zip(names) {
        for other in names.iter().filter(|name| **name != own) {
            let raw = letter.raw().to_lowercase();
            assert!(!raw.contains(&format!("{}@", other.to_lowercase())), "{own} sees {other}");
        }
    }
    pages.dedup();
    assert_eq!(pages.len(), 3);
}
