//! A fresh start: nobody can sign in but the holder of the one printed link.

use chrono::TimeDelta;
use tokio::join;

use super::OWNER;
use crate::harness::{Answer, Dais};

async fn first_link(dais: &Dais) -> Option<String> {
    let link = domain::sign_in::first_link(&dais.desk).await.expect("no failure");
    link.map(|link| format!("/sign-in/{}", link.reveal()))
}

const OLGA: [(&str, &str); 2] = [("name", "Olga Owner"), ("email", "Owner@Example.org")];

#[tokio::test]
async fn nobody_is_there_by_default() {
    let dais = Dais::start().await;
    for table in ["staff", "staff_session", "sign_in"] {
        assert_eq!(dais.number(&format!("SELECT count(*) FROM {table}")).await, 0);
    }
    for address in ["admin@example.org", "owner@example.org", "dais@localhost.localdomain"] {
        dais.post("/sign-in", &[("email", address)]).await.leads_to();
        for code in ["000000", "123456"] {
            let form = [("email", address), ("code", code)];
            assert_eq!(dais.post("/sign-in/code", &form).await.status, 422);
        }
    }
    dais.post_round().await;
    assert!(dais.letters().is_empty());
    let link = format!("/sign-in/{}", "0".repeat(32));
    assert_eq!(dais.post(&link, &OLGA).await.status, 404);
    for cookie in ["__Host-dais=", "__Host-dais=0", "__Host-dais=00000000000000000000000000000000"]
    {
        let nobody = dais.with_cookie(cookie);
        assert!(nobody.get("/staff").await.leads_to().starts_with("/sign-in"));
    }
}

#[tokio::test]
async fn the_first_owner_tells_who_they_are_and_sets_up_the_site() {
    let dais = Dais::start().await;
    let link = first_link(&dais).await.expect("a link");
    let page = dais.get(&link).await.page_with(200);
    let form = page.form("main form");
    let nothing = dais.fills(&form, &[("name", ""), ("email", "")]).await.page_with(422);
    assert!(nothing.problem_beside("email").contains("links for signing in go there"));
    for (typed, wrong) in [
        ([("name", ""), ("email", "")], vec!["name", "email"]),
        ([("name", "Olga Owner"), ("email", "olga@")], vec!["email"]),
    ] {
        let page = dais.fills(&form, &typed).await.page_with(422);
        for field in wrong {
            assert!(!page.problem_beside(field).is_empty());
        }
        assert_eq!(
            (page.value("name"), page.value("email")),
            (typed[0].1.into(), typed[1].1.into())
        );
    }
    assert_eq!(dais.number("SELECT count(*) FROM staff").await, 0);

    let answer = dais.fills(&form, &OLGA).await;
    assert_eq!(answer.leads_to(), "/staff/settings?done=welcome");
    let owner = dais.with_cookie(&answer.session_cookie());
    let page = owner.get("/staff/people").await.page_with(200);
    page.says("Olga Owner");
    page.says(OWNER);
    assert_eq!(dais.texts("SELECT role FROM staff").await, ["owner"]);

    // The link is gone, and nobody gets another.
    assert_eq!(dais.get(&link).await.status, 404);
    assert_eq!(dais.post(&link, &OLGA).await.status, 404);
    assert_eq!(first_link(&dais).await, None);
}

#[tokio::test]
async fn one_link_for_the_first_owner_counts_at_a_time() {
    let dais = Dais::start().await;
    let old = first_link(&dais).await.expect("a link");
    let new = first_link(&dais).await.expect("a link");
    assert_eq!(dais.get(&old).await.status, 404);
    assert_eq!(dais.post(&old, &OLGA).await.status, 404);
    dais.wait(TimeDelta::hours(24) + TimeDelta::seconds(1));
    assert_eq!(dais.get(&new).await.status, 404);
    assert_eq!(dais.post(&new, &OLGA).await.status, 404);
    assert_eq!(dais.number("SELECT count(*) FROM staff").await, 0);
}

#[tokio::test]
async fn an_owner_by_another_way_makes_the_first_link_void() {
    let dais = Dais::start().await;
    let link = first_link(&dais).await.expect("a link");
    dais.editor().await;
    assert_eq!(dais.get(&link).await.status, 200, "an editor is no owner");
    dais.owner().await;
    let eve = [("name", "Eve Example"), ("email", "eve@example.org")];
    assert_eq!(dais.get(&link).await.status, 404);
    assert_eq!(dais.post(&link, &eve).await.status, 404);
    assert_eq!(dais.number("SELECT count(*) FROM staff").await, 2);
}

#[tokio::test]
async fn two_cannot_both_be_first() {
    let dais = Dais::start().await;
    let link = first_link(&dais).await.expect("a link");
    let eve = [("name", "Eve Example"), ("email", "eve@example.org")];
    let (one, two): (Answer, Answer) = join!(dais.post(&link, &OLGA), dais.post(&link, &eve));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    assert_eq!(dais.number("SELECT count(*) FROM staff").await, 1);
}
