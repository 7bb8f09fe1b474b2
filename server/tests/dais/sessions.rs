//! Sessions: new at each sign-in, ended by themselves, by their owner and by others.

use chrono::TimeDelta;
use domain::staff::Role;
use reqwest::header::USER_AGENT;

use crate::harness::{Answer, Colleague, Dais};

const OWNER: &str = "owner@example.org";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

async fn is_in(colleague: &Colleague<'_>) -> bool {
    let answer = colleague.get("/staff/me").await;
    if answer.status == 200 {
        return true;
    }
    assert_eq!(answer.leads_to(), "/sign-in?next=%2Fstaff%2Fme");
    false
}

/// Signs in once more from a browser that sends this cookie along.
async fn again<'a>(dais: &'a Dais, cookie: &str) -> Colleague<'a> {
    let link = domain::staff::add(&dais.desk, OWNER, Role::Owner, None).await.expect("a link");
    let request = dais.posting_to(&format!("/sign-in/{}", link.reveal()));
    let request = request.header("Cookie", cookie).header(USER_AGENT, FIREFOX).form(&[("", "")]);
    dais.with_cookie(&Answer::to(request).await.session_cookie())
}

#[tokio::test]
async fn each_sign_in_is_a_new_session_in_place_of_the_browsers_old_one() {
    let dais = Dais::start().await;
    let fixed = "__Host-dais=0123456789abcdef0123456789abcdef";
    let first = again(&dais, fixed).await;
    assert_ne!(first.cookie, fixed);
    assert!(!is_in(&dais.with_cookie(fixed)).await);
    let second = again(&dais, &first.cookie).await;
    assert_ne!(first.cookie, second.cookie);
    assert!(!is_in(&first).await);
    assert!(is_in(&second).await);
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    dais.wait(TimeDelta::hours(12) - TimeDelta::minutes(1));
    assert!(is_in(&owner).await, "it was used within twelve hours");
    dais.wait(TimeDelta::hours(12) - TimeDelta::minutes(1));
    assert!(is_in(&owner).await, "and again");
    dais.wait(TimeDelta::hours(12) + TimeDelta::seconds(1));
    assert!(!is_in(&owner).await);
    dais.wait(-TimeDelta::days(1));
    assert!(is_in(&owner).await, "a clock that was put back ends nothing");
}

#[tokio::test]
async fn no_session_is_longer_than_fourteen_days() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    for _ in 0..28 {
        dais.wait(TimeDelta::hours(12) - TimeDelta::minutes(1));
        assert!(is_in(&owner).await);
    }
    dais.wait(TimeDelta::minutes(29));
    assert!(!is_in(&owner).await);
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_in_the_browser() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let form = owner.get("/staff/me").await.page().form("form[action='/staff/sign-out']");
    let answer = owner.fills(&form, &[]).await;
    assert_eq!(answer.leads_to(), "/sign-in?done=out");
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"cookies\", \"storage\"");
    let cookie = answer.sets_cookie("__Host-dais").expect("a cookie");
    assert!(cookie.starts_with("__Host-dais=;") && cookie.contains("Max-Age=0"), "{cookie}");
    assert!(!is_in(&owner).await, "the old cookie again");
    dais.get("/sign-in?done=out").await.page_with(200).says("You are signed out.");
}

#[tokio::test]
async fn own_sessions_are_listed_and_ended() {
    let dais = Dais::start().await;
    let other = again(&dais, "").await;
    let third = again(&dais, "").await;
    let owner = dais.owner().await;
    dais.editor().await;
    let page = owner.get("/staff/me").await.page_with(200);
    assert_eq!(page.all("tbody tr").len(), 3, "one's own and nobody else's");
    page.says("Firefox on Linux");
    assert_eq!(page.all(".tag-good").len(), 1);

    // The newest sign-in of those listed after this one is the third.
    let form = page.form("tr:nth-child(2) form");
    assert_eq!(owner.fills(&form, &[]).await.leads_to(), "/staff/me?done=ended");
    assert_eq!((is_in(&other).await, is_in(&third).await), (true, false));
    assert_eq!(owner.fills(&form, &[]).await.status, 404, "it has ended already");

    let form = owner.get("/staff/me").await.page().form("form[action='/staff/me/sessions/end']");
    assert_eq!(owner.fills(&form, &[]).await.leads_to(), "/staff/me?done=others");
    assert_eq!((is_in(&other).await, is_in(&owner).await), (false, true));
    assert!(owner.get("/staff/me").await.page().all("form[action*=sessions]").is_empty());
}

#[tokio::test]
async fn nobody_ends_anothers_session() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let editor = dais.editor().await;
    let of_owner = dais.number("SELECT id FROM staff_session ORDER BY id LIMIT 1").await;
    for id in [of_owner, 0, 999] {
        let path = format!("/staff/me/sessions/{id}/end");
        assert_eq!(editor.post::<&str, &str>(&path, &[]).await.status, 404);
    }
    editor.post::<&str, &str>("/staff/me/sessions/end", &[]).await.leads_to();
    assert!(is_in(&owner).await);
}

#[tokio::test]
async fn one_changes_ones_own_name() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let form = editor.get("/staff/me").await.page().form("form[action='/staff/me']");
    let page = editor.fills(&form, &[("name", " ")]).await.page_with(422);
    assert!(!page.problem_beside("name").is_empty());
    let done = editor.fills(&form, &[("name", "Edda <b>Editor</b> & Co")]).await;
    let page = editor.get(&done.leads_to()).await.page_with(200);
    page.says("Your name is saved.");
    assert_eq!(page.value("name"), "Edda <b>Editor</b> & Co");
    assert_eq!(page.words("h1"), "Edda <b>Editor</b> & Co");
}

#[tokio::test]
async fn what_people_do_about_signing_in_is_written_down() {
    let dais = Dais::start().await;
    let first = dais.owner().await;
    let owner = dais.owner().await;
    dais.post("/sign-in/code", &[("email", OWNER), ("code", "123456")]).await;
    owner.post::<&str, &str>("/staff/me/sessions/end", &[]).await.leads_to();
    owner.post::<&str, &str>("/staff/sign-out", &[]).await.leads_to();
    drop(first);
    let journal = "SELECT who || ': ' || deed FROM journal ORDER BY id";
    assert_eq!(
        dais.texts(journal).await,
        [
            "command line: added",
            "command line: printed a sign-in link",
            "staff: signed in",
            "command line: printed a sign-in link",
            "staff: signed in",
            "stranger: sign-in failed",
            "staff: ended all other sessions",
            "staff: signed out",
        ]
    );
}
