//! The test mail, and what the page tells of the last one.

use chrono::TimeDelta;
use dais::postman::{Postman, SmtpRoute};

use super::{PATH, deeds};
use crate::harness::{Answer, Colleague, Dais};
use crate::smtp::{Fault, Smtp};

async fn asks(owner: &Colleague<'_>) -> Answer {
    let form = super::form(owner).await;
    owner.post("/staff/settings/test", &form.filled(&[])).await
}

async fn told(owner: &Colleague<'_>) -> String {
    owner.get(PATH).await.page_with(200).words("#test-mail .details dd")
}

fn by_smtp(url: &str) -> Postman {
    Postman::smtp(SmtpRoute::parse(&url.parse().expect("an address")).expect("a route"))
}

#[tokio::test]
async fn it_goes_to_who_asked_and_the_page_tells_how_it_is_doing() {
    let dais = Dais::with(&[("DAIS_MAIL_FROM", "Fields <fields@example.org>")]).await;
    let owner = dais.owner().await;
    assert!(owner.get(PATH).await.page().all("#test-mail .details").is_empty());
    let done = asks(&owner).await.leads_to();
    owner.get(&done).await.page_with(200).tells("A test mail is on its way to you.");
    assert_eq!(told(&owner).await, "Waits for its turn.");
    let letter = dais.last_letter_to("owner@example.org").await;
    assert!(letter.subject().starts_with("Test mail of "), "{}", letter.subject());
    assert_eq!(letter.header("From"), "Fields <fields@example.org>");
    assert_eq!(letter.content_types().len(), 3, "no calendar");
    assert!(told(&owner).await.starts_with("Sent 10:00 am ET"), "{}", told(&owner).await);
    assert_eq!(deeds(&dais).await, ["sent a test mail"]);
}

#[tokio::test]
async fn a_failure_is_told_in_words() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    dais.postman(by_smtp("smtp://127.0.0.1:1")).await;
    asks(&owner).await.leads_to();
    dais.post_round().await;
    let words = told(&owner).await;
    assert!(words.contains("next attempt at 10:01 am ET (1 attempt so far)."), "{words}");

    let relay = Smtp::start();
    relay.script([Fault::Recipient(550)]);
    dais.postman(by_smtp(&relay.url())).await;
    dais.wait(TimeDelta::minutes(2));
    dais.post_round().await;
    let words = told(&owner).await;
    assert!(words.starts_with("Refused for good: "), "{words}");
}

#[tokio::test]
async fn three_in_ten_minutes_are_enough() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    for _ in 0..3 {
        asks(&owner).await.leads_to();
    }
    let page = asks(&owner).await.page_with(429);
    assert!(page.words("#test-why").starts_with("Three test mails are on their way"));
    assert_eq!(dais.post_round().await, 3);
    dais.wait(TimeDelta::minutes(11));
    asks(&owner).await.leads_to();
    assert_eq!(dais.post_round().await, 1);
    assert_eq!(dais.letters_to("owner@example.org").len(), 4);
}
