//! The headers of every answer, and pages that are the same for everybody.

use reqwest::Method;

use crate::harness::{Answer, Dais, Page, a_briefing};

/// One answer of each kind that a browser can get, with what it is.
async fn all_kinds(dais: &Dais) -> Vec<(String, Answer)> {
    let event = dais.publishes(a_briefing()).await;
    let page = dais.get(&event.path()).await;
    let style = page.page().one("link[rel=stylesheet]").attr("href").expect("a style").to_owned();
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = dais.last_letter_to("ada@example.org").await.own_page();
    let mut answers = vec![];
    for path in [
        "/",
        "/events",
        "/events/hours-in-the-field",
        "/events/hours-in-the-field/replied",
        "/privacy",
        "/accessibility",
        "/health",
        "/events.ics",
        "/events/hours-in-the-field.ics",
        "/.well-known/security.txt",
        "/site/favicon.svg",
        &style,
        "/nothing",
        "/events/nothing",
        "/events/nothing.ics",
        "/site/nothing.css",
        "/site/site.json",
        "/r/0123",
        &own,
        &format!("{own}.ics"),
        "/r/0123.ics",
    ] {
        answers.push((path.to_owned(), dais.get(path).await));
    }
    let closed = dais.publishes(a_briefing().named("closed").with_seats(0)).await;
    let big = "x".repeat(70_000);
    for (what, answer) in [
        ("taken", dais.guest("Ben").replies(&event).await),
        ("invalid", dais.guest("").typing("name", "").replies(&event).await),
        ("refused", dais.guest("Ben").replies(&closed).await),
        (
            "foreign",
            dais.guest("Ben").with_header("sec-fetch-site", "cross-site").replies(&event).await,
        ),
        ("too large", dais.guest("Ben").typing("access", &big).replies(&event).await),
        ("own, invalid", dais.post(&own, &[("name", "")]).await),
    ] {
        answers.push((what.to_owned(), answer));
    }
    let text = dais.posting_to(&event.path()).header("Content-Type", "text/plain").body("name=Ada");
    answers.push(("another content type".to_owned(), Answer::to(text).await));
    for (method, path) in [
        (Method::PUT, "/"),
        (Method::DELETE, "/events/x"),
        (Method::POST, "/events"),
        (Method::TRACE, "/"),
        (Method::OPTIONS, "/"),
    ] {
        let request = dais.request(method.clone(), path).header("Sec-Fetch-Site", "same-origin");
        answers.push((format!("{method} {path}"), Answer::to(request).await));
    }
    dais.post_round().await;
    answers
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let dais = Dais::start().await;
    let answers = all_kinds(&dais).await;
    let mut statuses: Vec<_> = answers.iter().map(|(_, answer)| answer.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    for status in [200, 303, 403, 404, 405, 409, 413, 415, 422] {
        assert!(statuses.contains(&status), "{status} is among {statuses:?}");
    }
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
    for (what, answer) in &answers {
        let policy = answer.header("content-security-policy");
        for rule in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        ] {
            assert!(policy.split("; ").any(|known| known == rule), "{what}: {rule} in {policy}");
        }
        assert!(!policy.contains("unsafe-inline"));
        let transport = answer.header("strict-transport-security");
        assert!(transport.contains("includeSubDomains"), "{what}: {transport}");
        let age = transport.split(['=', ';']).nth(1).and_then(|age| age.trim().parse::<u64>().ok());
        assert!(age >= Some(31_536_000), "{what}: {transport}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{what}");
        assert!(!answer.header("cache-control").is_empty(), "{what}");
        for name in ["set-cookie", "access-control-allow-origin", "server", "x-powered-by"] {
            assert!(answer.headers.get(name).is_none(), "{what}: {name}");
        }
        let kind = answer.header("content-type");
        assert!(answer.body.is_empty() || !kind.is_empty(), "{what} has a type");
        let named = !kind.starts_with("text/") || kind.ends_with("charset=utf-8");
        assert!(named, "{what}: {kind}");
        if what.starts_with("/r/") || what.starts_with("own") {
            assert_eq!(answer.header("cache-control"), "no-store", "{what}");
        }
    }
}

#[tokio::test]
async fn no_page_holds_a_script_or_a_style_of_its_own() {
    let dais = Dais::start().await;
    let mut pages = 0;
    for (what, answer) in all_kinds(&dais).await {
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        pages += 1;
        let page: Page = answer.page();
        for script in page.all("script") {
            assert!(script.attr("src").is_some_and(|src| src.starts_with("/site/")), "{what}");
            assert_eq!(script.text().collect::<String>(), "", "{what}");
        }
        assert!(page.all("style, [style], base, iframe, object, embed").is_empty(), "{what}");
        for element in page.all("*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{what}: {name}");
                let foreign =
                    value.starts_with("http") && !value.starts_with(dais.desk.public_url.as_str());
                assert!(
                    !(foreign && matches!(name, "src" | "srcset" | "action")),
                    "{what}: {value}"
                );
            }
        }
    }
    assert!(pages >= 12, "{pages}");
}

#[tokio::test]
async fn public_pages_are_the_same_for_everybody_and_set_no_cookie() {
    let dais = Dais::start().await;
    dais.publishes(a_briefing()).await;
    let plain = dais.get("/").await.text();
    assert!(plain.contains("Hours in the Field"));
    for path in [
        "/",
        "/events",
        "/events/hours-in-the-field",
        "/events/hours-in-the-field/replied",
        "/privacy",
        "/nothing",
        "/events.ics",
        "/.well-known/security.txt",
    ] {
        let ours = dais.get(path).await;
        let other = dais
            .request(Method::GET, path)
            .header("Accept", "*/*")
            .header("Accept-Language", "es")
            .header("Cookie", "session=1; theme=dark")
            .header("User-Agent", "Scanner/1.0")
            .header("Sec-Fetch-Site", "cross-site")
            .header("Origin", "https://evil.example")
            .header("Host", "evil.example")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("Forwarded", "host=evil.example");
        let other = Answer::to(other).await;
        assert_eq!(other.status, ours.status, "{path}");
        assert!(other.body == ours.body, "{path} differs: {} {}", ours.text(), other.text());
        let all = format!("{:?}", other.headers);
        assert!(
            !all.contains("evil") && other.headers.get("set-cookie").is_none(),
            "{path}: {all}"
        );
    }
}

#[tokio::test]
async fn a_foreign_host_changes_no_link_in_a_letter() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let guest = dais.guest("Ada").with_header("host", "evil.example");
    let guest = guest
        .with_header("x-forwarded-host", "evil.example")
        .with_header("x-forwarded-proto", "https");
    let answer = guest.replies(&event).await;
    assert_eq!(answer.leads_to(), "/events/hours-in-the-field/replied");
    let letter = dais.last_letter_to("ada@example.org").await;
    assert!(!letter.raw().contains("evil.example"));
    assert!(letter.links().iter().all(|link| link.starts_with(dais.desk.public_url.as_str())));
}

#[tokio::test]
async fn files_with_a_hash_in_their_name_are_kept_for_good() {
    let dais = Dais::start().await;
    let page = dais.get("/").await.page();
    let style = page.one("link[rel=stylesheet]").attr("href").expect("a style").to_owned();
    let answer = dais.get(&style).await;
    if answer.status == 404 {
        // A program that was built without its site still serves its pages.
        return;
    }
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(answer.header("cache-control").contains("immutable"));
    let packed = dais.request(Method::GET, &style).header("Accept-Encoding", "gzip, br");
    assert_eq!(Answer::to(packed).await.header("content-encoding"), "br");
}
