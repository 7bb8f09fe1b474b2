//! Forms of other sites are refused before anything happens, and looking never changes anything.

use reqwest::Method;

use crate::harness::{Answer, Dais, Event, a_briefing};

async fn with_a_guest() -> (Dais, Event, String) {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = dais.last_letter_to("ada@example.org").await.own_page();
    (dais, event, own)
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_and_changes_nothing() {
    let (dais, event, own) = with_a_guest().await;
    let ours = dais.desk.public_url.origin().ascii_serialization();
    let other_port = "http://127.0.0.1:1";
    let before = dais.tables().await;
    let foreign: [&[(&str, &str)]; 10] = [
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", &ours)],
        &[("Sec-Fetch-Site", "")],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
        &[("Origin", other_port)],
        &[("Origin", "http://127.0.0.1.evil.example")],
        &[("Cookie", "session=1")],
        &[("Origin", "https://evil.example"), ("Host", "evil.example")],
    ];
    for path in [
        event.path(),
        own.clone(),
        format!("{own}/cancel"),
        format!("{own}/undo"),
        format!("{own}/take"),
        format!("{own}/pass"),
        format!("{own}/hand-over"),
        format!("{own}/copies"),
        "/".into(),
        "/nothing".into(),
    ] {
        for headers in foreign {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                let mut request = dais.request(method.clone(), &path);
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let form = [("name", "Eve Example"), ("email", "eve@example.org")];
                let answer = Answer::to(request.form(&form)).await;
                assert_eq!(answer.status, 403, "{method} {path} {headers:?}");
            }
        }
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn forms_of_our_own_pages_are_taken_from_every_browser() {
    let (dais, event, own) = with_a_guest().await;
    let ours = dais.desk.public_url.origin().ascii_serialization();
    let home: [&[(&str, &str)]; 5] = [
        &[("Sec-Fetch-Site", "same-origin")],
        &[("Sec-Fetch-Site", "none")],
        &[("Origin", &ours)],
        &[("Origin", &ours), ("Cookie", "session=1")],
        &[],
    ];
    for (number, headers) in home.into_iter().enumerate() {
        for path in [event.path(), own.clone(), format!("{own}/cancel"), format!("{own}/undo")] {
            let mut request = dais.request(Method::POST, &path);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let email = format!("guest{number}@example.org");
            let answer =
                Answer::to(request.form(&[("name", "Guest Example"), ("email", &email)])).await;
            // A change is shown before it counts.
            let taken = if path == own { 200 } else { 303 };
            assert_eq!(answer.status, taken, "{path} {headers:?}");
        }
    }
    dais.leaves_letters();
}

#[tokio::test]
async fn looking_changes_nothing() {
    let (dais, event, own) = with_a_guest().await;
    let before = dais.tables().await;
    let paths = [
        "/",
        "/events",
        "/privacy",
        "/accessibility",
        "/health",
        "/events.ics",
        "/.well-known/security.txt",
        "/nothing",
        "/metrics",
        "/staff",
        "/sign-in",
        "/site/favicon.svg",
        &event.path(),
        &format!("{}.ics", event.path()),
        &format!("{}/replied", event.path()),
        &format!("{}?name=Eve&email=eve@example.org", event.path()),
        &own,
        &format!("{own}.ics"),
        &format!("{own}?name=Eve"),
        &format!("{own}/cancel"),
        &format!("{own}/undo"),
        &format!("{own}?done=cancelled"),
    ];
    for path in paths {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE] {
            let request = dais.request(method.clone(), path).header("Cookie", "session=1");
            let answer = Answer::to(request.header("Sec-Fetch-Site", "cross-site")).await;
            assert!(answer.status < 500, "{method} {path}: {}", answer.status);
            if method == Method::HEAD {
                assert!(answer.body.is_empty());
            }
            if method == Method::TRACE {
                assert!(!answer.text().contains("session=1"), "{path} echoes");
            }
        }
    }
    assert_eq!(dais.tables().await, before);
    assert_eq!(dais.post_round().await, 0);
}
