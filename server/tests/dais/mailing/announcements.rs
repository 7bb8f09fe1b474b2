//! Announcements, and who wants none.

use reqwest::Method;

use crate::harness::{Answer, Dais, Event, Letter, a_briefing};

use super::{Mailing, addressed, errands, guests, number, outcomes};

const ANNOUNCEMENT: [(&str, &str); 3] =
    [("subject", "Our next briefing"), ("body", "Come in May."), ("announcement", "on")];

/// Ada and Ben, and an announcement that both have got.
async fn announced(dais: &Dais) -> (Event, Letter) {
    let event = dais.publishes(a_briefing()).await;
    guests(dais, &event, &["Ada", "Ben"]).await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, number(dais, &event).await, "", &ANNOUNCEMENT).await;
    mailing.sends().await;
    errands(dais).await;
    let letter = dais.last_letter_to("ada@example.org").await;
    (event, letter)
}

/// The path behind the letter's header.
fn way_out(dais: &Dais, letter: &Letter) -> String {
    let header = letter.header("List-Unsubscribe");
    let link = header.strip_prefix('<').and_then(|link| link.strip_suffix('>')).expect("brackets");
    let path = link.strip_prefix(&dais.address("")).expect("a link of ours").to_owned();
    assert!(path.starts_with("/u/") && path.len() == "/u/".len() + 32, "{path}");
    path
}

#[tokio::test]
async fn an_announcement_can_be_declined_with_one_click_and_confirmations_still_come() {
    let dais = Dais::start().await;
    let (event, letter) = announced(&dais).await;
    let path = way_out(&dais, &letter);
    let line = letter.raw();
    let line = line.lines().find(|line| line.starts_with("List-Unsubscribe:")).expect("a header");
    assert!(line.ends_with('>') && line.contains(&path), "not folded: {line}");
    assert_eq!(letter.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(letter.links().iter().any(|link| link.ends_with(&path)), "the footer has it, too");
    assert!(letter.html().contains(&path));
    assert!(!letter.plain().contains("/r/"), "no link to one's own RSVP");
    let ben = dais.letters_to("ben@example.org").pop().expect("a letter");
    assert_ne!(way_out(&dais, &ben), path);
    let hash = dais.texts("SELECT hash FROM unsubscribe").await;
    assert!(hash.iter().all(|hash| hash.len() == 64 && !path.contains(hash)));

    let before = dais.tables().await;
    dais.get(&path).await.page_with(200).says("I want no more announcements");
    assert_eq!(dais.get("/u/00000000000000000000000000000000").await.status, 404);
    assert!(dais.tables().await == before, "looking changes nothing");

    for _ in 0..2 {
        // As a mail service does: no cookie, no Origin, nothing of a browser.
        let form = dais.request(Method::POST, &path).form(&[("List-Unsubscribe", "One-Click")]);
        let answer = Answer::to(form).await;
        assert_eq!((answer.status, answer.header("location")), (200, String::new()));
        assert_eq!(answer.header("set-cookie"), "");
    }
    assert_eq!(dais.texts("SELECT email FROM opt_out").await, ["ada@example.org"]);
    let journal = "SELECT deed FROM journal WHERE who = 'guest' AND deed LIKE '%announcements%'";
    assert_eq!(dais.texts(journal).await, ["declined announcements"]);

    let staff = dais.editor().await;
    let id = number(&dais, &event).await;
    let rsvp = dais.number("SELECT id FROM rsvp WHERE email = 'ada@example.org'").await;
    staff
        .get(&format!("/staff/rsvps/{rsvp}"))
        .await
        .page_with(200)
        .tells("Announcements Wants none");
    let next = Mailing::written(&staff, id, "", &ANNOUNCEMENT).await;
    assert_eq!(next.people().await, ["Ben Example"]);
    next.page().await.tells("Ada Example : Wants no announcements");
    let own = Mailing::written(&staff, id, "", &[]).await;
    assert_eq!(own.people().await, ["Ada Example", "Ben Example"], "what is about their own RSVP");
    let own_page = dais.letters_to("ada@example.org")[0].own_page();
    dais.post(&format!("{own_page}/cancel"), &[("send", "")]).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    assert!(
        letter.subject().starts_with("RSVP cancelled") && !letter.has_header("List-Unsubscribe")
    );
}

#[tokio::test]
async fn the_form_in_parts_is_taken_too_and_a_dead_link_is_told() {
    let dais = Dais::start().await;
    let (_, letter) = announced(&dais).await;
    let path = way_out(&dais, &letter);
    let body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    let parts = |path: &str| {
        let request = dais.request(Method::POST, path);
        request.header("Content-Type", "multipart/form-data; boundary=x").body(body)
    };
    assert_eq!(Answer::to(parts("/u/ffffffffffffffffffffffffffffffff")).await.status, 404);
    assert_eq!(Answer::to(parts("/u/x")).await.status, 404);
    assert_eq!(Answer::to(parts(&path)).await.status, 200);
    assert_eq!(dais.number("SELECT count(*) FROM opt_out").await, 1);
    assert_eq!(Answer::to(parts("/my-rsvps")).await.status, 415);
}

#[tokio::test]
async fn people_press_a_button_and_can_take_it_back() {
    let dais = Dais::start().await;
    let (_, letter) = announced(&dais).await;
    let path = way_out(&dais, &letter);
    let page = dais.get(&path).await.page_with(200);
    let form = page.form("form.sheet");
    let out = dais.fills(&form, &[("want", "no")]).await.leads_to();
    let page = dais.get(&out).await.page_with(200);
    page.says("Done: no more announcements go to this address.");
    let back = dais.fills(&page.form("form.sheet"), &[("want", "yes")]).await.leads_to();
    dais.get(&back).await.page_with(200).says("Done: announcements go to this address again.");
    assert_eq!(dais.number("SELECT count(*) FROM opt_out").await, 0);
    let foreign = dais.request(Method::POST, &path).header("Sec-Fetch-Site", "cross-site");
    assert_eq!(Answer::to(foreign.form(&[("want", "no")])).await.status, 403);
}

#[tokio::test]
async fn who_declines_before_it_leaves_gets_none() {
    let dais = Dais::start().await;
    let (event, letter) = announced(&dais).await;
    let staff = dais.editor().await;
    let id = number(&dais, &event).await;
    let next = Mailing::written(&staff, id, "", &ANNOUNCEMENT).await;
    next.sends().await;
    errands(&dais).await;
    dais.request(Method::POST, &way_out(&dais, &letter)).send().await.expect("an answer");
    dais.post_round().await;
    assert_eq!(outcomes(&dais).await, ["sent", "stopped", "sent", "sent"]);
    assert_eq!(addressed(&dais).await.len(), 4);
    next.page().await.tells("Sent 1 On the way 0 Refused 0 Stopped 1");
}
