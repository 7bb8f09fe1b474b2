//! The same button pressed twice, words that nobody saw yet, addresses with a twist.

use reqwest::Method;

use crate::by_hand::{goes_on, guests, looks, page_of};
use crate::harness::{Dais, a_briefing};

#[tokio::test]
async fn the_same_mail_is_sent_again_once_however_often_the_button_is_pressed() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    let staff = dais.owner().await;
    let page = page_of(&dais, "Ada").await;
    let looked = looks(&staff, &page, "send-again", &[]).await.page_with(200);

    let presses = (0..6).map(|_| goes_on(&staff, &looked, &[("step", "tell")]));
    let answers = futures_util::future::join_all(presses).await;

    let done = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!((done, dais.post_round().await), (1, 1));
    assert!(answers.iter().all(|answer| matches!(answer.status, 303 | 409)));
}

#[tokio::test]
async fn a_note_is_seen_in_the_mail_before_it_goes() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    let staff = dais.owner().await;
    let page = page_of(&dais, "Ada").await;
    let looked = looks(&staff, &page, "cancel", &[]).await.page_with(200);

    let note = [("note", "The room is smaller than we thought."), ("step", "tell")];
    let again = goes_on(&staff, &looked, &note).await.page_with(409);
    again.tells("The room is smaller than we thought.");
    assert_eq!(dais.post_round().await, 0);

    goes_on(&staff, &again, &[("step", "tell")]).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    assert!(letter.lines().contains(&"The room is smaller than we thought.".to_owned()));
}

#[tokio::test]
async fn a_note_that_nobody_gets_stands_in_nobodys_way() {
    let dais = Dais::start().await;
    guests(&dais, a_briefing(), &["Ada"]).await;
    let staff = dais.owner().await;
    let page = page_of(&dais, "Ada").await;
    let looked = looks(&staff, &page, "cancel", &[]).await.page_with(200);

    goes_on(&staff, &looked, &[("note", "Never mind."), ("step", "quiet")]).await.leads_to();
    assert_eq!(dais.post_round().await, 0);
}

#[tokio::test]
async fn who_comes_back_to_a_forms_address_finds_its_page() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada"]).await;
    let staff = dais.owner().await;
    let rsvp = page_of(&dais, "Ada").await;
    let mail = format!("/staff/events/{id}/mail");
    for (form, page) in [
        (format!("{rsvp}/correct"), rsvp.clone()),
        (format!("/staff/events/{id}/preview"), format!("/staff/events/{id}")),
        (format!("{mail}/changes"), mail.clone()),
        (format!("{mail}/changes/mute"), mail.clone()),
        (format!("{mail}/after"), mail.clone()),
        (format!("{mail}/reminders/usual"), format!("{mail}/reminders")),
        ("/staff/settings/logo".to_owned(), "/staff/settings".to_owned()),
        ("/staff/sign-out".to_owned(), "/staff/me".to_owned()),
    ] {
        assert_eq!(staff.get(&form).await.leads_to(), page);
        assert_eq!(staff.get(&page).await.status, 200);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_in_our_words() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let twice = [("name", "Ada"), ("name", "Ben"), ("email", "ada@example.org")];
    let answer = dais.post(&event.path(), &twice).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().starts_with("This could not be read."), "{}", answer.text());
    let answer = crate::harness::Answer::to(dais.request(Method::GET, "/logo/%ff")).await;
    assert!(!answer.text().contains("UTF-8"), "{}", answer.text());
}
