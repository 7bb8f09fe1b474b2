//! The six-digit code: works once, and guessing it is slow while nobody is locked out.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;

use super::OWNER;
use crate::harness::{Answer, Dais};

async fn types(dais: &Dais, code: &str) -> Answer {
    dais.post("/sign-in/code", &[("email", OWNER), ("code", code)]).await
}

/// Six digits that are not these.
fn another(code: &str) -> String {
    let first = if code.starts_with('1') { '2' } else { '1' };
    format!("{first}{}", &code[1..])
}

#[tokio::test]
async fn a_code_is_typed_where_it_was_asked_for() {
    let dais = Dais::start().await;
    dais.owner().await;
    let page = dais.get("/sign-in").await.page_with(200);
    let form = page.form("main form");
    assert!(form.names.contains(&"email".to_owned()));
    let asked = dais.fills(&form, &[("email", " Owner@Example.org ")]).await;
    let kept = asked.sets_cookie("__Host-dais-asked").expect("who asked");
    for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=1200"] {
        assert!(kept.split("; ").any(|known| known == part), "{kept}");
    }
    let code = dais.last_letter_to(OWNER).await.code();

    let cookie = kept.split(';').next().expect("a pair");
    let request = dais.request(Method::GET, &asked.leads_to()).header("Cookie", cookie);
    let page = Answer::to(request).await.page_with(200);
    page.tells(OWNER);
    let field = page.one("input[name=code]");
    assert_eq!(field.attr("inputmode"), Some("numeric"));
    assert_eq!(field.attr("autocomplete"), Some("one-time-code"));
    assert!(field.attr("pattern").is_none());
    assert!(page.all("input[name=email]").is_empty());

    let form = page.form("main form");
    let typed = format!(" {}-{} ", &code[..3], &code[3..]);
    let request = dais.posting_to(&form.action).header("Cookie", cookie);
    let answer = Answer::to(request.form(&form.filled(&[("code", &typed)]))).await;
    assert_eq!(answer.leads_to(), "/staff");
    dais.with_cookie(&answer.session_cookie()).get("/staff/me").await.page_with(200);
    assert_eq!(
        answer.sets_cookie("__Host-dais-asked").map(|set| set.contains("Max-Age=0")),
        Some(true)
    );
}

#[tokio::test]
async fn without_the_cookie_the_address_is_asked_for() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (_, code) = dais.asks_to_sign_in(OWNER).await;
    let page = dais.get("/sign-in/code").await.page_with(200);
    let form = page.form("main form");
    let refused = dais.fills(&form, &[("code", &code)]).await.page_with(422);
    assert!(!refused.problem_beside("email").is_empty());
    assert_eq!(refused.value("code"), code);
    dais.fills(&form, &[("code", &code), ("email", OWNER)]).await.session_cookie();
}

#[tokio::test]
async fn a_code_works_once_and_its_link_dies_with_it() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (link, code) = dais.asks_to_sign_in(OWNER).await;
    types(&dais, &code).await.session_cookie();
    let page = types(&dais, &code).await.page_with(422);
    page.says("You are not signed in yet");
    page.does_not_tell("Nothing was sent");
    assert_eq!(dais.post::<&str, &str>(&link, &[]).await.status, 404);
}

#[tokio::test]
async fn only_the_newest_code_counts_and_not_for_long() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (old_link, old) = dais.asks_to_sign_in(OWNER).await;
    let (_, new) = dais.asks_to_sign_in(OWNER).await;
    assert_eq!(types(&dais, &old).await.status, 422);
    dais.wait(TimeDelta::minutes(15) + TimeDelta::seconds(1));
    assert_eq!(types(&dais, &new).await.status, 422);
    assert_eq!(dais.get(&old_link).await.status, 404);

    let (old_link, _) = dais.asks_to_sign_in(OWNER).await;
    let (_, new) = dais.asks_to_sign_in(OWNER).await;
    types(&dais, &new).await.session_cookie();
    dais.post::<&str, &str>(&old_link, &[]).await.session_cookie();
}

#[tokio::test]
async fn a_wrong_code_is_told_kindly_and_kept() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (_, code) = dais.asks_to_sign_in(OWNER).await;
    let wrong = another(&code);
    let page = types(&dais, &wrong).await.page_with(422);
    assert!(page.problem_beside("code").contains("newest mail"));
    assert_eq!(page.value("code"), wrong);
    // What can be no code is not counted as a guess.
    for typed in ["", "12", "abcdef", "1234567", "<script>"] {
        let page = types(&dais, typed).await.page_with(422);
        assert_eq!(page.value("code"), typed);
    }
    assert_eq!(dais.number("SELECT count(*) FROM wrong_code").await, 1);
    types(&dais, &code).await.session_cookie();
}

#[tokio::test]
async fn a_hundred_wrong_codes_are_slowed_and_lock_nobody_out() {
    let dais = Dais::with(&[("DAIS_TRUSTED_PROXIES", "127.0.0.1")]).await;
    dais.owner().await;
    let (link, code) = dais.asks_to_sign_in(OWNER).await;
    let wrong = another(&code);
    let guess = async |number: usize, typed: &str| {
        let form = [("email", OWNER), ("code", typed)];
        let request = dais.posting_to("/sign-in/code").form(&form);
        // Each from another corner of the world.
        Answer::to(request.header("X-Forwarded-For", format!("203.0.113.{number}"))).await
    };
    let answers = join_all((0..100).map(|number| guess(number, &wrong))).await;
    let wrong_ones = answers.iter().filter(|answer| answer.status == 422).count();
    let slowed: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!((wrong_ones, slowed.len()), (5, 95));
    let wait: i64 = slowed[0].header("retry-after").parse().expect("seconds");
    assert!((1..=15 * 60 + 1).contains(&wait), "{wait}");
    let page = slowed[0].page();
    page.tells("The link in the mail works");
    assert_eq!((page.value("code"), page.value("email")), (wrong.clone(), OWNER.to_owned()));

    // The right code is not looked at, its link works at once.
    assert_eq!(guess(101, &code).await.status, 429);
    dais.post::<&str, &str>(&link, &[]).await.session_cookie();

    dais.wait(TimeDelta::minutes(15) + TimeDelta::seconds(1));
    let (_, code) = dais.asks_to_sign_in(OWNER).await;
    guess(102, &code).await.session_cookie();
    let failed = "SELECT count(*) FROM journal WHERE deed = 'sign-in failed' AND who = 'stranger'";
    assert_eq!(dais.number(failed).await, 5);
}

#[tokio::test]
async fn guesses_at_one_address_slow_no_other() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (_, code) = dais.asks_to_sign_in(OWNER).await;
    for _ in 0..6 {
        dais.post("/sign-in/code", &[("email", "other@example.org"), ("code", "123456")]).await;
    }
    types(&dais, &code).await.session_cookie();
    let kept = dais.texts("SELECT address_hash FROM wrong_code").await;
    assert!(kept.len() == 5 && kept.iter().all(|hash| hash.len() == 64 && !hash.contains('@')));
}
