//! "Send me my RSVPs": one answer for everybody, and the links only by mail.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::harness::{Answer, Dais, Kind, Letter, a_briefing};

const PAGE: &str = "/my-rsvps";

async fn asks(dais: &Dais, address: &str) -> Answer {
    let form = dais.get(PAGE).await.page_with(200).form("form.sheet");
    assert_eq!((form.action.as_str(), form.method.as_str()), (PAGE, "post"));
    dais.fills(&form, &[("email", address)]).await
}

/// What an answer tells, but for the hour.
fn told(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter().filter(|(name, _)| *name != "date");
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().expect("readable").into()));
    (answer.status, headers.collect(), answer.text())
}

/// The paths of the own pages that a letter links to.
fn own_pages(dais: &Dais, letter: &Letter) -> Vec<String> {
    let links = letter.links().into_iter();
    let own = links.filter_map(|link| Some(link.strip_prefix(&dais.address(""))?.to_owned()));
    own.filter(|path| path.starts_with("/r/")).collect()
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_the_same_bytes() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    let mut all = vec![];
    for address in ["ada@example.org", "stranger@example.org"] {
        let mut answers = vec![];
        // The fourth letter is one too many.
        for _ in 0..4 {
            let answer = asks(&dais, address).await;
            assert_eq!(answer.leads_to(), "/my-rsvps/sent");
            answers.push(told(&answer));
            answers.push(told(&dais.get("/my-rsvps/sent").await));
        }
        all.push(answers);
    }
    assert_eq!(all[0], all[1]);
    let rows = "SELECT count(*) FROM letter WHERE kind = 'mine' AND recipient = ";
    for address in ["'ada@example.org'", "'stranger@example.org'"] {
        assert_eq!(dais.number(&format!("{rows}{address}")).await, 3, "the same work for each");
    }
    dais.post_round().await;
    assert!(dais.letters_to("stranger@example.org").is_empty());
    let letters = dais.letters_to("ada@example.org");
    assert_eq!(letters.len(), 4);
    assert_eq!(letters[3].kind(), Kind::Mine);
    dais.wait(TimeDelta::minutes(10) + TimeDelta::seconds(1));
    asks(&dais, "ada@example.org").await.leads_to();
    dais.post_round().await;
    assert_eq!(dais.letters_to("ada@example.org").len(), 5);
}

#[tokio::test]
async fn the_letter_lists_what_is_still_to_come_and_each_link_opens_its_rsvp() {
    let dais = Dais::start().await;
    let later = a_briefing().named("later").with("title", "Later Hours");
    let later = later.with("time.starts", "2027-05-20T14:00").with("time.ends", "2027-05-20T15:00");
    let later = dais.publishes(later.with_seats(1)).await;
    let first = dais.publishes(a_briefing()).await;
    let soon = a_briefing().named("soon").with("title", "Soon Over");
    let soon = soon.with("time.starts", "2027-04-02T09:00").with("time.ends", "2027-04-02T10:00");
    let soon = dais.publishes(soon).await;
    let drafted = dais.publishes(a_briefing().named("drafted").with("title", "A Draft")).await;
    dais.guest("Ben").replies(&later).await.leads_to();
    for event in [&later, &first, &soon, &drafted] {
        dais.guest("Ada").replies(event).await.leads_to();
    }
    dais.tampers("UPDATE event SET state = 'draft' WHERE slug = 'drafted'").await;
    dais.set_clock("2027-04-03T12:00:00Z");
    dais.post_round().await;

    asks(&dais, " ADA@Example.org").await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.subject(), "Your RSVPs: Briefings");
    assert!(letter.calendar_text().is_none());
    let lines = letter.lines();
    for fact in [
        "Hours in the Field",
        "Tuesday, April 20, 2027",
        "2:00 – 3:30 pm ET",
        "Room 1300",
        "Longworth House Office Building",
        "For Ada Example",
        "Seat confirmed.",
        "Later Hours",
        "On the waiting list, number 1 in line.",
    ] {
        assert!(lines.contains(&fact.to_owned()), "no “{fact}” in {lines:#?}");
    }
    let order = |fact: &str| lines.iter().position(|line| line == fact);
    assert!(order("Hours in the Field") < order("Later Hours"), "the soonest first");
    assert!(!letter.plain().contains("Soon Over") && !letter.plain().contains("A Draft"));
    let own = own_pages(&dais, &letter);
    assert_eq!(own.len(), 2);
    dais.get(&own[0]).await.page_with(200).tells("Your seat is reserved");
    let page = dais.get(&own[1]).await.page_with(200);
    page.tells("Later Hours");
    page.tells("ada@example.org");
    for link in letter.links() {
        let path = link.strip_prefix(&dais.address("")).expect("ours").to_owned();
        assert!(letter.html().contains(&path), "{path}");
    }
    let kept = dais.tables().await;
    for token in own.iter().map(|path| path.trim_start_matches("/r/")) {
        assert!(kept.values().flatten().all(|row| !row.contains(token)), "a token in clear");
    }
}

#[tokio::test]
async fn who_replied_for_others_or_shares_an_address_gets_them_all() {
    let dais = Dais::start().await;
    let paper = a_briefing().with("rsvp.shared_addresses", true);
    let event = dais.publishes(paper).await;
    for name in ["Ada", "Ben"] {
        let guest = dais.guest(name).typing("email", "office@example.org");
        guest.replies(&event).await.leads_to();
    }
    let guest = dais.guest("Cleo").typing("scheduler-name", "Olu Office");
    guest.typing("scheduler-email", "office@example.org").replies(&event).await.leads_to();
    let cleo = dais.own_page_of("Cleo").await;
    asks(&dais, "office@example.org").await.leads_to();
    let letter = dais.last_letter_to("office@example.org").await;
    assert_eq!(own_pages(&dais, &letter).len(), 2, "Cleo has not allowed it");
    cleo.allows_copies().await;
    dais.wait(TimeDelta::minutes(30));
    dais.post_round().await;
    asks(&dais, "office@example.org").await.leads_to();
    let letter = dais.last_letter_to("office@example.org").await;
    let own = own_pages(&dais, &letter);
    assert_eq!(own.len(), 3);
    for (path, name) in own.iter().zip(["Ada", "Ben", "Cleo"]) {
        assert!(letter.lines().contains(&format!("For {name} Example")), "{}", letter.plain());
        let page = dais.get(path).await.page_with(200);
        assert_eq!(page.value("name"), format!("{name} Example"));
    }
    asks(&dais, "cleo@example.org").await.leads_to();
    let letter = dais.last_letter_to("cleo@example.org").await;
    assert_eq!(own_pages(&dais, &letter).len(), 1, "nobody else's");
}

#[tokio::test]
async fn an_address_that_cannot_be_written_to_comes_back_with_a_reason() {
    let dais = Dais::start().await;
    for typed in ["", "ada", "ada@example.org, eve@example.org", "<b>ada@example.org"] {
        let answer = dais.post(PAGE, &[("email", typed)]).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        let page = answer.page_with(422);
        assert!(!page.problem_beside("email").is_empty());
        assert_eq!(page.value("email"), typed);
    }
    assert!(dais.texts("SELECT recipient FROM letter").await.is_empty());
}

#[tokio::test]
async fn what_strangers_typed_is_never_shown_and_soon_forgotten() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    let owner = dais.owner().await;
    asks(&dais, "stranger@example.org").await.leads_to();
    asks(&dais, "ada@example.org").await.leads_to();
    let shows = async |state: &str| {
        let page = owner.get(&format!("/staff/letters?state={state}")).await.page_with(200);
        page.does_not_tell("stranger@example.org");
        page.all_words().matches("Own RSVPs").count()
    };
    assert!(shows("queue").await > 0, "Ada's waits");
    let stranger = dais.number("SELECT id FROM letter WHERE recipient LIKE 'stranger%'").await;
    for deed in ["retry", "stop"] {
        let path = format!("/staff/letters/{stranger}/{deed}");
        assert_eq!(owner.post::<&str, &str>(&path, &[]).await.status, 404);
    }
    dais.post_round().await;
    for state in ["queue", "failed", "stopped"] {
        assert_eq!(shows(state).await, 0, "{state}");
    }
    let health: serde_json::Value =
        serde_json::from_str(&dais.get("/health").await.text()).expect("JSON");
    assert_eq!((&health["mail"]["to_send"], &health["mail"]["parked"]), (&0.into(), &0.into()));

    dais.wait(TimeDelta::days(1) + TimeDelta::seconds(1));
    asks(&dais, "other@example.org").await.leads_to();
    dais.post_round().await;
    let kept = dais.texts("SELECT recipient FROM letter WHERE kind = 'mine'").await;
    assert_eq!(kept, ["other@example.org"]);
}

#[tokio::test]
async fn many_who_ask_at_once_cause_three_letters_and_no_more() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    let ask = || dais.post(PAGE, &[("email", "ada@example.org")]);
    let answers = join_all((0..30).map(|_| ask())).await;
    assert!(answers.iter().all(|answer| told(answer) == told(&answers[0])));
    assert_eq!(answers[0].leads_to(), "/my-rsvps/sent");
    let refused = ask().await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "60".into()));
    dais.post_round().await;
    assert_eq!(dais.letters_to("ada@example.org").len(), 1 + 3);
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.post_round().await;
}

#[tokio::test]
async fn the_way_to_it_stands_where_people_look_for_their_link() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let link = "main a[href='/my-rsvps']";
    for (path, status) in [
        (event.path(), 200),
        (format!("{}/replied", event.path()), 200),
        ("/r/0123456789abcdef0123456789abcdef".to_owned(), 404),
        ("/r/nothing".to_owned(), 404),
        ("/nothing".to_owned(), 404),
        ("/my-rsvps/sent".to_owned(), 200),
    ] {
        let page = dais.get(&path).await.page_with(status);
        assert_eq!(page.all(link).len(), 1, "{path}");
    }
    for path in [PAGE, "/my-rsvps/sent"] {
        let answer = dais.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.page().one("meta[name=robots]").attr("content"), Some("noindex"));
    }
}
