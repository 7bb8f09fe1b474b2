//! What is being typed outlives the buttons beside the form.

use image::ImageFormat;

use super::logo::{BOUNDARY, REMOVE, UPLOAD, form_with, logo_of, picture, sends};
use super::{PATH, deeds, form, saves};
use crate::harness::{Answer, Colleague, Dais, Page};

const TEST: &str = "/staff/settings/test";
const STILL: &str = "What you typed below is still here and not saved yet.";

/// Typed and not saved.
const ANEW: [(&str, &str); 5] = [
    ("name", "Harvests “& Homes”"),
    ("zone", "Asia/Tokyo"),
    ("about", "One\r\n\r\n</textarea>Two"),
    ("privacy", "Ninety-one days."),
    ("sender", "no address at all"),
];

/// The form's fields and a file, as a browser sends them: the file's button stands after the form.
async fn uploads(owner: &Colleague<'_>, fields: &[(String, String)], file: &[u8]) -> Answer {
    let parts = fields.iter().map(|(name, value)| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    });
    let body = [parts.collect::<String>().into_bytes(), form_with("logo", file)].concat();
    sends(owner, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
}

#[track_caller]
fn holds_what_was_typed(page: &Page, revision: &str) {
    page.tells(STILL);
    assert_eq!(page.value("revision"), revision);
    for (name, value) in ANEW {
        assert_eq!(page.value(name).trim(), value.replace("\r\n", "\n"), "{name}");
    }
}

#[tokio::test]
async fn the_buttons_belong_to_the_form_and_saving_comes_first() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    super::logo::uploads(&owner, &picture(40, 40, 9, ImageFormat::Png)).await.leads_to();
    let page = owner.get(PATH).await.page_with(200);
    let id = page.one(super::FORM).attr("id").expect("an id");
    let buttons = page.all("main button");
    let said = |name: &'static str| {
        buttons.iter().map(move |button| button.attr(name)).collect::<Vec<_>>()
    };
    assert_eq!(said("formaction"), [None, Some(REMOVE), Some(UPLOAD), Some(TEST)]);
    assert_eq!(said("formenctype"), [None, None, Some("multipart/form-data"), None]);
    assert_eq!(said("form"), [None, Some(id), Some(id), Some(id)]);
    assert_eq!(page.words(".editor button"), "Save the settings");
    assert_eq!(page.one("#logo").attr("form"), Some(id));
    assert_eq!(page.all("main form").len(), 1);
}

#[tokio::test]
async fn a_test_mail_or_a_logo_costs_nothing_that_is_typed() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    saves(&owner, &[]).await.leads_to();
    let form = form(&owner).await;
    let typed = form.filled(&ANEW);

    let page = owner.post(TEST, &typed).await.page_with(200);
    page.tells("A test mail is on its way to you.");
    holds_what_was_typed(&page, "1");
    let file = picture(40, 40, 9, ImageFormat::Png);
    let page = uploads(&owner, &typed, &file).await.page_with(200);
    page.tells("The new logo stands at the head of every page.");
    holds_what_was_typed(&page, "1");
    logo_of(&dais).await;
    let page = owner.post(REMOVE, &typed).await.page_with(200);
    page.tells("The logo is gone from every page.");
    holds_what_was_typed(&page, "1");

    let site = domain::site::current(&dais.desk).await.expect("the site");
    assert_eq!(site.name, "Coalition for Harvests & Homes", "nothing was saved on the way");
    let done = ["changed the settings", "sent a test mail", "changed the logo", "removed the logo"];
    assert_eq!(deeds(&dais).await, done);
    let again = page.form(super::FORM);
    owner.fills(&again, &[("sender", "desk@example.org")]).await.leads_to();
    let site = domain::site::current(&dais.desk).await.expect("the site");
    assert_eq!(site.name, "Harvests “& Homes”");
    assert_eq!(dais.post_round().await, 1);
}

#[tokio::test]
async fn what_is_refused_costs_nothing_either() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let typed = form(&owner).await.filled(&ANEW);
    for file in [b"".to_vec(), b"<svg/>".to_vec(), vec![0; 2 * 1024 * 1024 + 1], vec![0; 4 << 20]] {
        let page = uploads(&owner, &typed, &file).await.page_with(422);
        page.problem_beside("logo");
        holds_what_was_typed(&page, "0");
    }
    for _ in 0..3 {
        owner.post(TEST, &typed).await.page_with(200);
    }
    let page = owner.post(TEST, &typed).await.page_with(429);
    assert!(page.words("#test-why").starts_with("Three test mails are on their way"));
    holds_what_was_typed(&page, "0");
    assert_eq!(dais.number("SELECT count(*) FROM site WHERE name IS NOT NULL").await, 0);
    assert_eq!(dais.post_round().await, 3);
}

#[tokio::test]
async fn a_form_that_says_what_is_kept_has_nothing_to_bring_back() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let fresh = form(&owner).await.filled(&[]);
    assert_eq!(owner.post(TEST, &fresh).await.leads_to(), "/staff/settings?done=test");
    saves(&owner, &[]).await.leads_to();
    // Browsers send line breaks as two characters.
    let about = super::TYPED[2].1.replace('\n', "\r\n");
    let kept = form(&owner).await.filled(&[("about", &about)]);
    let file = picture(40, 40, 9, ImageFormat::Png);
    assert_eq!(uploads(&owner, &kept, &file).await.leads_to(), "/staff/settings?done=logo");
    assert_eq!(owner.post(REMOVE, &kept).await.leads_to(), "/staff/settings?done=no-logo");
    assert_eq!(owner.post(TEST, &kept).await.leads_to(), "/staff/settings?done=test");
    assert_eq!(dais.post_round().await, 2);
}

#[tokio::test]
async fn who_types_while_another_saves_still_sees_both_versions() {
    let dais = Dais::start().await;
    let (olga, otto) = (dais.owner().await, super::second_owner(&dais).await);
    let typed = form(&otto).await.filled(&[("name", "Otto’s Homes")]);
    saves(&olga, &[]).await.leads_to();
    let page = otto.post(TEST, &typed).await.page_with(200);
    assert_eq!(page.value("name"), "Otto’s Homes");
    let page = otto.fills(&page.form(super::FORM), &[]).await.page_with(409);
    page.tells("Olga Owner saved another version on");
    assert_eq!(dais.post_round().await, 1);
}

#[tokio::test]
async fn a_refused_field_is_called_what_the_form_calls_it() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let page = saves(&owner, &[("name", "")]).await.page_with(422);
    page.tells("Your coalition’s name: Please write the name");
    let page = owner.post("/staff/events", &[("title", "")]).await.page_with(422);
    page.tells("Title: Please give the event a title.");
    page.does_not_tell("Job title");
}
