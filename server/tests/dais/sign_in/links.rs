//! The link: a button, one use, a short life.

use chrono::TimeDelta;
use domain::staff::Role;
use reqwest::Method;
use tokio::join;

use super::OWNER;
use crate::harness::{Answer, Dais};

/// Presses the button of the page that a link opens.
async fn press(dais: &Dais, link: &str) -> Answer {
    let page = dais.get(link).await.page_with(200);
    let form = page.form("main form");
    assert_eq!((form.method.as_str(), form.action.as_str()), ("post", link));
    dais.fills(&form, &[]).await
}

#[tokio::test]
async fn a_mailed_link_opens_a_page_with_a_button_that_signs_in() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (link, _) = dais.asks_to_sign_in(OWNER).await;
    let page = dais.get(&link).await.page_with(200);
    page.says("Sign in to Briefings");
    page.does_not_tell(OWNER);

    let answer = press(&dais, &link).await;
    assert_eq!(answer.leads_to(), "/staff");
    let cookie = answer.sets_cookie("__Host-dais").expect("a session");
    let mut parts: Vec<_> = cookie.split("; ").skip(1).collect();
    parts.sort_unstable();
    assert_eq!(parts, ["HttpOnly", "Max-Age=1209600", "Path=/", "SameSite=Lax", "Secure"]);
    let token = answer.session_cookie().replace("__Host-dais=", "");
    assert!(token.len() == 32 && token.bytes().all(|b| b.is_ascii_hexdigit()), "{token}");

    let owner = dais.with_cookie(&answer.session_cookie());
    let me = owner.get("/staff/me").await;
    assert_eq!(me.header("cache-control"), "no-store");
    assert_eq!(me.header("vary"), "cookie");
    me.page_with(200).says(OWNER);
    let stranger = dais.get("/staff/me").await;
    assert_eq!(stranger.leads_to(), "/sign-in?next=%2Fstaff%2Fme");
}

#[tokio::test]
async fn looking_at_a_link_uses_nothing_up() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (link, _) = dais.asks_to_sign_in(OWNER).await;
    let before = dais.tables().await;
    for method in [Method::HEAD, Method::GET, Method::OPTIONS, Method::GET] {
        let answer = Answer::to(dais.request(method, &link)).await;
        assert!(answer.sets_cookie("__Host-dais").is_none());
    }
    assert_eq!(dais.tables().await, before);
    press(&dais, &link).await.session_cookie();
}

#[tokio::test]
async fn a_link_works_once_and_its_code_dies_with_it() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (link, code) = dais.asks_to_sign_in(OWNER).await;
    press(&dais, &link).await.session_cookie();
    let gone = dais.get(&link).await;
    assert_eq!(gone.status, 404);
    let again = dais.post::<&str, &str>(&link, &[]).await;
    assert!(again.sets_cookie("__Host-dais").is_none());
    let form = [("email", OWNER), ("code", code.as_str())];
    assert_eq!(dais.post("/sign-in/code", &form).await.status, 422);

    // Used, made up, misspelt: one page, looked at or pressed.
    let changed = link.replace(&link[9..10], if &link[9..10] == "0" { "1" } else { "0" });
    let made_up = format!("/sign-in/{}", "0".repeat(32));
    for other in [&link, &changed, &made_up, "/sign-in/x"] {
        assert_eq!(dais.get(other).await.text(), gone.text(), "{other}");
        let pressed = dais.post::<&str, &str>(other, &[]).await;
        assert_eq!((pressed.status, pressed.text()), (404, gone.text()), "{other}");
    }
    assert_eq!(gone.page().one("main a").attr("href"), Some("/sign-in"));
}

#[tokio::test]
async fn two_who_press_at_once_get_one_session() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (link, _) = dais.asks_to_sign_in(OWNER).await;
    let sessions = "SELECT count(*) FROM staff_session";
    let before = dais.number(sessions).await;
    let (one, two) =
        join!(dais.post::<&str, &str>(&link, &[]), dais.post::<&str, &str>(&link, &[]));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    assert_eq!(dais.number(sessions).await, before + 1);
}

#[tokio::test]
async fn links_live_as_long_as_they_travel() {
    let second = TimeDelta::seconds(1);
    for (days, minutes) in [(0, 15), (3, 0), (1, 0)] {
        let life = TimeDelta::days(days) + TimeDelta::minutes(minutes);
        for late in [false, true] {
            let dais = Dais::start().await;
            let link = match days {
                0 => {
                    dais.owner().await;
                    dais.asks_to_sign_in(OWNER).await.0
                }
                3 => invited(&dais).await,
                _ => {
                    let link = domain::staff::add(&dais.desk, OWNER, Role::Owner, None).await;
                    format!("/sign-in/{}", link.expect("a link").reveal())
                }
            };
            dais.wait(if late { life + second } else { life - TimeDelta::minutes(1) });
            let expected = if late { 404 } else { 303 };
            let answer = dais.post::<&str, &str>(&link, &[]).await;
            assert_eq!(answer.status, expected, "{life} late: {late}");
        }
    }
}

async fn invited(dais: &Dais) -> String {
    let owner = dais.owner().await;
    let form = [("email", "ben@example.org"), ("role", "editor")];
    owner.post("/staff/people", &form).await.leads_to();
    dais.last_letter_to("ben@example.org").await.way_in()
}

#[tokio::test]
async fn after_signing_in_people_stay_here() {
    let dais = Dais::start().await;
    dais.owner().await;
    for (next, page) in [
        ("/staff/people", "/staff/people"),
        ("/staff/letters?state=failed", "/staff/letters?state=failed"),
        ("https://evil.example/", "/staff"),
        ("//evil.example", "/staff"),
        ("/\\evil.example", "/staff"),
        ("/staff/../../evil", "/staff"),
        ("/staff/%2e%2E/evil", "/staff"),
        ("/staff/sign-out", "/staff"),
        ("/staff//evil.example", "/staff"),
        ("/events", "/staff"),
        ("javascript:alert(1)", "/staff"),
        ("/staff\r\nSet-Cookie: a=b", "/staff"),
        ("\"><script>", "/staff"),
    ] {
        let asked = dais.post("/sign-in", &[("email", OWNER), ("next", next)]).await;
        let code_page = asked.leads_to();
        let kept = asked.sets_cookie("__Host-dais-asked").expect("who asked");
        let kept = kept.split(';').next().expect("a pair").to_owned();
        let shown = dais.get(&code_page).await.page_with(200);
        let hidden = shown.all("input[name=next]");
        let hidden = hidden.first().map_or("/staff", |input| input.attr("value").expect("a value"));
        assert_eq!(hidden, page, "{next}");

        let letter = dais.last_letter_to(OWNER).await;
        let request = dais.posting_to(&letter.way_in()).header("Cookie", kept).form(&[("", "")]);
        assert_eq!(Answer::to(request).await.leads_to(), page, "{next}");
        // The form says what it likes, too.
        dais.wait(TimeDelta::minutes(11));
        let (_, code) = dais.asks_to_sign_in(OWNER).await;
        let form = [("email", OWNER), ("code", code.as_str()), ("next", next)];
        assert_eq!(dais.post("/sign-in/code", &form).await.leads_to(), page, "{next}");
        dais.wait(TimeDelta::minutes(11));
    }
}

#[tokio::test]
async fn forms_of_other_sites_sign_nobody_in() {
    let dais = Dais::start().await;
    dais.owner().await;
    let (link, code) = dais.asks_to_sign_in(OWNER).await;
    let before = dais.tables().await;
    for path in ["/sign-in", "/sign-in/code", link.as_str(), "/staff/sign-out", "/staff/people"] {
        for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")]
        {
            let form = [("email", OWNER), ("code", code.as_str())];
            let request = dais.request(Method::POST, path).header(name, value).form(&form);
            assert_eq!(Answer::to(request).await.status, 403, "{path} {name}");
        }
    }
    assert_eq!(dais.tables().await, before);
}
