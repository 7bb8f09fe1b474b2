//! What must not get out does not, by whatever door.

use serde_json::json;

use crate::harness::{Dais, supply_chains_forum, until};

/// In each field that nobody outside may see. No two are alike, so that a leak names its door.
const CANARIES: [&str; 6] = [
    "canary-organisation",
    "canary-biography",
    "canary-protected@example.org",
    "canary-panelist@example.org",
    "canary-dropped",
    "canary.stream.example.org",
];

fn paper() -> crate::harness::Paper {
    supply_chains_forum()
        .with("state", "published")
        .with("speakers.0.email", CANARIES[3])
        .with("speakers.2.organisations", json!([CANARIES[0]]))
        .with("speakers.2.biography", CANARIES[1])
        .with("speakers.2.email", CANARIES[2])
        .with("online.url", format!("https://{}/", CANARIES[5]))
}

fn with_a_dropped_speaker(mut paper: crate::harness::Paper) -> crate::harness::Paper {
    paper.0["speakers"][1] =
        json!({ "name": CANARIES[4], "state": "dropped", "roles": ["panelist"] });
    paper.0["sessions"][1]["speakers"] = json!(["“Rosa”", CANARIES[4]]);
    paper
}

fn check(what: &str, text: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} in {what}");
    }
}

#[tokio::test]
async fn protected_speakers_and_addresses_stay_inside() {
    let dais = Dais::start().await;
    let paper = with_a_dropped_speaker(paper());
    let file = dais.folder.path().join("forum.json");
    std::fs::write(&file, paper.json()).expect("written");
    let program = dais.program().with("DAIS_LOG", "trace");
    let done = program.runs(&["event", "import", file.to_str().expect("a path")]).await;
    assert_eq!(done.code, Some(0), "{}", done.err);
    check("the command's output", &format!("{}{}", done.out, done.err));

    let event = crate::harness::Event { slug: "supply-chains-forum".into() };
    dais.guest("Ada").replies(&event).await.leads_to();
    let invalid = dais.guest("Ada").typing("email", "no").replies(&event).await;
    check("the form again", &invalid.text());
    let letter = dais.last_letter_to("ada@example.org").await;
    check("the letter", &format!("{}{}{}", letter.raw(), letter.plain(), letter.html()));
    let own = letter.own_page();
    for path in [
        "/",
        "/events",
        "/events/supply-chains-forum",
        "/events/supply-chains-forum.ics",
        "/events.ics",
        "/events/supply-chains-forum/replied",
        "/health",
        "/privacy",
        &own,
        &format!("{own}.ics"),
    ] {
        check(path, &dais.get(path).await.text());
    }
    dais.get("/events/supply-chains-forum").await.page_with(200).says("“Rosa”");
}

#[tokio::test]
async fn the_log_knows_no_guest_and_no_link() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    dais.publishes(crate::harness::a_briefing()).await;
    let mut serving = dais.program().with("DAIS_LOG", "trace").serves().await;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let typed =
        [("name", "Canary Name"), ("email", "canary@example.org"), ("access", "canary need")];
    let reply = client.post(format!("{}/events/hours-in-the-field", serving.address)).form(&typed);
    assert_eq!(reply.send().await.expect("an answer").status().as_u16(), 303);
    until("the letter is there", async || !dais.letters().is_empty()).await;
    let letter = dais.letters_to("canary@example.org").remove(0);
    let own = letter.own_page();
    for path in [own.clone(), format!("{own}.ics"), "/r/0123".into()] {
        client.get(format!("{}{path}", serving.address)).send().await.expect("an answer");
    }
    let undone = client.post(format!("{}{own}/cancel", serving.address)).send().await;
    assert_eq!(undone.expect("an answer").status().as_u16(), 303);
    let log = serving.log().to_lowercase();
    serving.kill();
    assert!(log.len() > 500, "it traces");
    let token = own.trim_start_matches("/r/");
    for secret in ["canary", token, &letter.header("Message-ID")[1..33]] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} in the log");
    }
}
