//! People: invited, given another role, removed; and the last owner, who stays.

use chrono::TimeDelta;
use domain::staff::Role;
use reqwest::Method;
use tokio::join;

use crate::harness::{Answer, Colleague, Dais};

const BEN: &str = "ben@example.org";

async fn invites(owner: &Colleague<'_>, email: &str, role: &str) -> Answer {
    let form = owner.get("/staff/people").await.page_with(200).form("#invite form");
    owner.fills(&form, &[("email", email), ("role", role)]).await
}

/// The page of somebody in the list.
async fn page_of(owner: &Colleague<'_>, name: &str) -> String {
    let page = owner.get("/staff/people").await.page_with(200);
    let links = page.all("tbody a");
    let link = links.iter().find(|link| link.text().collect::<String>() == name);
    link.expect("somebody of this name").attr("href").expect("an address").to_owned()
}

async fn gives(owner: &Colleague<'_>, page: &str, role: &str) -> Answer {
    let form = owner.get(page).await.page_with(200).form("form[action$='/role']");
    owner.fills(&form, &[("role", role)]).await
}

async fn removes(owner: &Colleague<'_>, page: &str) -> Answer {
    let form = owner.get(page).await.page_with(200).form("details form[action$='/remove']");
    owner.fills(&form, &[]).await
}

async fn is_in(colleague: &Colleague<'_>) -> bool {
    colleague.get("/staff/me").await.status == 200
}

#[tokio::test]
async fn who_is_invited_gets_a_mail_and_comes_in() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    assert_eq!(
        invites(&owner, " Ben@Example.org", "editor").await.leads_to(),
        "/staff/people?done=invited"
    );
    let page = owner.get("/staff/people?done=invited").await.page_with(200);
    page.says("The invitation is on its way.");
    page.says("Not yet");

    let letter = dais.last_letter_to(BEN).await;
    assert_eq!(letter.subject(), "Olga Owner invites you to work on events");
    for text in [letter.plain(), letter.html()] {
        assert!(text.contains("Olga Owner invites you"), "{text}");
        assert!(text.contains("the events of Briefings as an editor"), "{text}");
    }
    let answer = dais.post::<&str, &str>(&letter.way_in(), &[]).await;
    let ben = dais.with_cookie(&answer.session_cookie());
    ben.get("/staff/me").await.page_with(200).says(BEN);
    owner.get("/staff/people").await.page_with(200).does_not_tell("Not yet");

    // Later by mail, like everybody.
    let (link, _) = dais.asks_to_sign_in(BEN).await;
    dais.post::<&str, &str>(&link, &[]).await.session_cookie();
}

#[tokio::test]
async fn an_invitation_that_cannot_be_sent_comes_back_whole() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let form = [("email", "ben@"), ("name", "Ben\u{7}"), ("role", "king")];
    let page = owner.post("/staff/people", &form).await.page_with(422);
    assert_eq!(page.value("email"), "ben@");
    for field in ["email", "name"] {
        assert!(!page.problem_beside(field).is_empty());
    }
    assert!(!page.words("#role-why").is_empty());
    let page = invites(&owner, "OWNER@example.org", "editor").await.page_with(422);
    assert!(page.problem_beside("email").contains("already"));
    assert_eq!(dais.texts("SELECT role FROM staff").await, ["owner"]);
}

#[tokio::test]
async fn a_new_invitation_makes_earlier_links_void() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    invites(&owner, BEN, "editor").await.leads_to();
    let old = dais.last_letter_to(BEN).await.way_in();
    let page = page_of(&owner, BEN).await;
    let form = owner.get(&page).await.page().form("form[action$='/invite']");
    owner.fills(&form, &[]).await.leads_to();
    let new = dais.last_letter_to(BEN).await.way_in();
    assert_eq!(dais.post::<&str, &str>(&old, &[]).await.status, 404);
    dais.post::<&str, &str>(&new, &[]).await.session_cookie();
}

#[tokio::test]
async fn an_address_gets_three_invitations_in_ten_minutes() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    invites(&owner, BEN, "editor").await.leads_to();
    let page = page_of(&owner, BEN).await;
    let again = format!("{page}/invite");
    for _ in 0..2 {
        owner.post::<&str, &str>(&again, &[]).await.leads_to();
    }
    let last = dais.last_letter_to(BEN).await.way_in();
    let refused = owner.post::<&str, &str>(&again, &[]).await.page_with(409);
    refused.tells("Three invitations went to this address already");
    removes(&owner, &page).await.leads_to();
    let refused = invites(&owner, BEN, "editor").await.page_with(409);
    refused.tells("wait ten minutes");
    assert_eq!(refused.value("email"), BEN);
    dais.post_round().await;
    assert_eq!(dais.letters_to(BEN).len(), 3);
    assert_eq!(dais.get(&last).await.status, 404, "removed");

    dais.wait(TimeDelta::minutes(10) + TimeDelta::seconds(1));
    invites(&owner, BEN, "editor").await.leads_to();
    let link = dais.last_letter_to(BEN).await.way_in();
    dais.post::<&str, &str>(&link, &[]).await.session_cookie();
}

#[tokio::test]
async fn who_has_no_name_invites_by_address() {
    let dais = Dais::start().await;
    let link = domain::staff::add(&dais.desk, "o@example.org", Role::Owner, None).await;
    let link = format!("/sign-in/{}", link.expect("a link").reveal());
    let answer = dais.post::<&str, &str>(&link, &[]).await;
    let owner = dais.with_cookie(&answer.session_cookie());
    invites(&owner, BEN, "owner").await.leads_to();
    let letter = dais.last_letter_to(BEN).await;
    assert_eq!(letter.subject(), "o@example.org invites you to work on events");
    assert!(letter.plain().contains("as an owner"), "{}", letter.plain());
}

#[tokio::test]
async fn another_role_ends_every_session_at_once() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let (one, two) = (dais.editor().await, dais.editor().await);
    let page = page_of(&owner, "Edda Editor").await;
    gives(&owner, &page, "editor").await.leads_to();
    assert!(is_in(&one).await, "the same role changes nothing");
    gives(&owner, &page, "owner").await.leads_to();
    assert_eq!((is_in(&one).await, is_in(&two).await, is_in(&owner).await), (false, false, true));
    assert_eq!(owner.post(&format!("{page}/role"), &[("role", "king")]).await.status, 422);
}

#[tokio::test]
async fn who_is_removed_is_out_at_once_and_can_come_back() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let editor = dais.editor().await;
    let (link, code) = dais.asks_to_sign_in("editor@example.org").await;
    let page = page_of(&owner, "Edda Editor").await;
    assert_eq!(removes(&owner, &page).await.leads_to(), "/staff/people?done=removed");
    assert!(!is_in(&editor).await);
    assert_eq!(dais.post::<&str, &str>(&link, &[]).await.status, 404);
    let form = [("email", "editor@example.org"), ("code", code.as_str())];
    assert_eq!(dais.post("/sign-in/code", &form).await.status, 422);
    assert_eq!(owner.get(&page).await.status, 404);
    dais.post("/sign-in", &[("email", "editor@example.org")]).await.leads_to();
    let before = dais.letters().len();
    dais.post_round().await;
    assert_eq!(dais.letters().len(), before);

    invites(&owner, "editor@example.org", "editor").await.leads_to();
    let link = dais.last_letter_to("editor@example.org").await.way_in();
    dais.post::<&str, &str>(&link, &[]).await.session_cookie();
    assert!(!is_in(&editor).await, "the old session stays dead");
}

#[tokio::test]
async fn the_last_owner_stays_owner() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    dais.editor().await;
    let page = page_of(&owner, "Olga Owner").await;
    let refused = gives(&owner, &page, "editor").await.page_with(422);
    refused.tells("Somebody has to be owner");
    assert!(owner.get(&page).await.page().all("form[action$='/remove']").is_empty());
    let refused = owner.post::<&str, &str>(&format!("{page}/remove"), &[]).await;
    refused.page_with(422).tells("Somebody has to be owner");
    assert!(is_in(&owner).await);

    // With another owner, one may go.
    let editors = page_of(&owner, "Edda Editor").await;
    gives(&owner, &editors, "owner").await.leads_to();
    gives(&owner, &page, "editor").await.leads_to();
    assert!(!is_in(&owner).await);
    assert_eq!(dais.texts("SELECT role FROM staff ORDER BY id").await, ["editor", "owner"]);
}

#[tokio::test]
async fn two_owners_cannot_both_leave_at_once() {
    let dais = Dais::start().await;
    let one = dais.owner().await;
    let two = dais.signed_in("two@example.org", "Two Owner", Role::Owner).await;
    let (first, second) = (page_of(&one, "Olga Owner").await, page_of(&one, "Two Owner").await);
    let (a, b) = (format!("{second}/remove"), format!("{first}/role"));
    let editor = [("role", "editor")];
    join!(one.post::<&str, &str>(&a, &[]), two.post(&b, &editor));
    let owners = "SELECT count(*) FROM staff WHERE role = 'owner' AND removed_at IS NULL";
    assert_eq!(dais.number(owners).await, 1);
}

#[tokio::test]
async fn people_are_nothing_to_editors() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let editor = dais.editor().await;
    let page = page_of(&owner, "Olga Owner").await;
    let before = dais.tables().await;
    assert_eq!(editor.get("/staff/people").await.status, 404);
    assert_eq!(editor.get(&page).await.status, 404);
    let form = [("email", "eve@example.org"), ("role", "owner")];
    for deed in ["", "/role", "/invite", "/remove"] {
        let path =
            if deed.is_empty() { "/staff/people".to_owned() } else { format!("{page}{deed}") };
        assert_eq!(editor.post(&path, &form).await.status, 404, "{path}");
        assert_eq!(dais.post(&path, &form).await.status, 401, "{path}");
        let foreign = owner.request(Method::POST, &path).header("Sec-Fetch-Site", "cross-site");
        assert_eq!(Answer::to(foreign.form(&form)).await.status, 403, "{path}");
    }
    assert_eq!(dais.tables().await, before);
    for nobody in ["0", "999", "x", "-1", "99999999999999999999"] {
        assert_eq!(owner.get(&format!("/staff/people/{nobody}")).await.status, 404, "{nobody}");
    }
}

#[tokio::test]
async fn what_owners_do_to_people_is_written_down() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    invites(&owner, BEN, "editor").await.leads_to();
    dais.post_round().await;
    let page = page_of(&owner, BEN).await;
    gives(&owner, &page, "owner").await.leads_to();
    removes(&owner, &page).await.leads_to();
    let journal = "SELECT deed FROM journal WHERE staff_id = 1 AND other_id = 2 ORDER BY id";
    assert_eq!(dais.texts(journal).await, ["invited", "changed the role", "removed"]);
}
