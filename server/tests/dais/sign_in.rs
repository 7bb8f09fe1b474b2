//! Signing in by mailed link, by typed code, by a link of the command line.

mod codes;
mod command_line;
mod first_owner;
mod links;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;

use crate::harness::{Answer, Dais, a_briefing};

const OWNER: &str = "owner@example.org";

/// What an answer tells, with the address that it is about taken out.
fn told(answer: &Answer, address: &str) -> (u16, Vec<(String, String)>, String) {
    let encoded = address.replace('@', "%40");
    let same = |text: &str| text.replace(address, "(address)").replace(&encoded, "(address)");
    let headers = answer.headers.iter().filter(|(name, _)| *name != "date");
    let headers =
        headers.map(|(name, value)| (name.to_string(), same(value.to_str().expect("readable"))));
    (answer.status, headers.collect(), same(&answer.text()))
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_the_same_answers() {
    let dais = Dais::start().await;
    dais.signed_in(OWNER, "Olga Owner", domain::staff::Role::Owner).await;
    let mut all = vec![];
    for address in [OWNER, "other@example.org"] {
        let mut answers = vec![];
        // The fourth letter is one too many.
        for _ in 0..4 {
            let answer = dais.post("/sign-in", &[("email", address)]).await;
            assert_eq!(answer.leads_to(), "/sign-in/code");
            let kept = answer.sets_cookie("__Host-dais-asked").expect("who asked");
            let kept = kept.split(';').next().expect("a pair").to_owned();
            let next = dais.request(Method::GET, "/sign-in/code").header("Cookie", kept);
            answers.push(told(&answer, address));
            answers.push(told(&Answer::to(next).await, address));
        }
        dais.post_round().await;
        for _ in 0..7 {
            let form = [("email", address), ("code", "12 34 56")];
            answers.push(told(&dais.post("/sign-in/code", &form).await, address));
        }
        let statuses: Vec<_> = answers[8..].iter().map(|(status, ..)| *status).collect();
        assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429]);
        all.push(answers);
        dais.wait(TimeDelta::minutes(2));
    }
    assert_eq!(all[0], all[1]);

    assert_eq!(dais.letters_to(OWNER).len(), 3);
    assert_eq!(dais.letters().len(), 3, "nothing goes to who is not staff");
    let health: serde_json::Value =
        serde_json::from_str(&dais.get("/health").await.text()).expect("JSON");
    assert_eq!((&health["mail"]["to_send"], &health["mail"]["parked"]), (&0.into(), &0.into()));
}

#[tokio::test]
async fn fifty_askers_at_once_cause_three_letters() {
    let dais = Dais::with(&[("DAIS_TRUSTED_PROXIES", "127.0.0.1")]).await;
    dais.owner().await;
    let ask = async |number: usize| {
        let request = dais.posting_to("/sign-in").form(&[("email", OWNER)]);
        Answer::to(request.header("X-Forwarded-For", format!("203.0.113.{number}"))).await
    };
    let answers = join_all((0..50).map(ask)).await;
    assert!(answers.iter().all(|answer| told(answer, OWNER) == told(&answers[0], OWNER)));
    dais.post_round().await;
    assert_eq!(dais.letters_to(OWNER).len(), 3);
    dais.wait(TimeDelta::minutes(10) + TimeDelta::seconds(1));
    dais.asks_to_sign_in(OWNER).await;
    assert_eq!(dais.letters_to(OWNER).len(), 4);
}

#[tokio::test]
async fn addresses_that_strangers_typed_are_forgotten() {
    let dais = Dais::start().await;
    dais.post("/sign-in", &[("email", "stranger@example.org")]).await.leads_to();
    dais.post_round().await;
    dais.wait(TimeDelta::days(1) + TimeDelta::seconds(1));
    dais.post("/sign-in", &[("email", "other@example.org")]).await.leads_to();
    dais.post_round().await;
    let kept = dais.texts("SELECT recipient FROM letter").await;
    assert_eq!(kept, ["other@example.org"]);
}

#[tokio::test]
async fn an_address_that_cannot_be_written_to_comes_back_with_a_reason() {
    let dais = Dais::start().await;
    for typed in ["", "ada", "ada@example.org, eve@example.org"] {
        let page = dais.post("/sign-in", &[("email", typed)]).await.page_with(422);
        assert!(!page.problem_beside("email").is_empty());
        assert_eq!(page.value("email"), typed);
    }
    assert!(dais.texts("SELECT recipient FROM letter").await.is_empty());
}

#[tokio::test]
async fn letters_that_a_stranger_causes_keep_no_owner_out() {
    let dais = Dais::start().await;
    dais.owner().await;
    let event = dais.publishes(a_briefing()).await;
    for _ in 0..5 {
        dais.guest("Owner").replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let (link, _) = dais.asks_to_sign_in(OWNER).await;
    dais.post::<&str, &str>(&link, &[]).await.session_cookie();
    dais.leaves_letters();
}

#[tokio::test]
async fn the_letter_has_link_and_code_once_and_nothing_of_events() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (link, code) = dais.asks_to_sign_in(OWNER).await;
    let letters = dais.letters_to(OWNER);
    let letter = letters.last().expect("a letter");
    assert_eq!(letter.subject(), "Sign in to Briefings");
    assert_eq!(letter.links(), [dais.address(&link)]);
    assert!(letter.calendar_text().is_none());
    for text in [letter.plain(), letter.html()] {
        assert_eq!(text.matches(&link).count(), 1, "{text}");
        assert_eq!(text.matches(&code).count(), 1, "{text}");
        for word in ["RSVP", "seat", "waiting", "event", "cancel", "guest"] {
            assert!(!text.to_lowercase().contains(word), "{word} in {text}");
        }
    }
    assert!(!letter.subject().contains(&code));
}

#[tokio::test]
async fn ways_in_are_not_kept_in_clear() {
    let dais = Dais::with(&[]).await;
    let owner = dais.owner().await;
    let (link, code) = dais.asks_to_sign_in(OWNER).await;
    let session = owner.cookie.split('=').nth(1).expect("a value").to_owned();
    let link = link.rsplit('/').next().expect("a token").to_owned();
    let tables = dais.tables().await;
    for (table, rows) in &tables {
        for row in rows {
            for secret in [&link, &session] {
                assert!(!row.contains(secret.as_str()), "{table}: {row}");
            }
            assert!(
                table == "letter"
                    || !row.split('|').any(|cell| cell.contains(&code) && cell.len() < 20),
                "{table}: {row}"
            );
        }
    }
}

#[tokio::test]
async fn one_client_may_try_thirty_times_a_minute() {
    let dais = Dais::start().await;
    let ask = async |number: usize| {
        let form = [("email", format!("a{number}@example.org"))];
        let request = dais.posting_to("/sign-in").form(&form);
        // Nobody named the proxy that this would be from.
        Answer::to(request.header("X-Forwarded-For", format!("198.51.100.{number}"))).await
    };
    let answers = join_all((0..31).map(ask)).await;
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].header("retry-after"), "60");
    assert_eq!(dais.post("/sign-in/code", &[("code", "123456")]).await.status, 429);
    assert_eq!(dais.post::<&str, &str>("/sign-in/x", &[]).await.status, 429);
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.wait(TimeDelta::seconds(61));
    dais.post("/sign-in", &[("email", OWNER)]).await.leads_to();
    dais.leaves_letters();
}

#[tokio::test]
async fn pages_on_the_way_in_are_kept_nowhere() {
    let dais = Dais::start().await;
    for path in ["/sign-in", "/sign-in/code", "/sign-in/nothing", "/signed-out"] {
        let answer = dais.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.page().one("meta[name=robots]").attr("content"), Some("noindex"));
        assert!(answer.sets_cookie("__Host-dais").is_none());
    }
}
