//! What nobody types by accident: never a failure of ours, never markup of theirs, never a word
//! to the database.

use crate::harness::{Dais, Page, a_briefing, read_calendar};

const VALUES: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "'; DROP TABLE rsvp; --",
    "\" OR \"\"=\"",
    "%' OR 1=1 --",
    "${7*7}{{7*7}}<%= 7*7 %>",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\u{202e}gpj.exe",
    "a&amp;b&lt;c",
];

fn no_markup_of_theirs(page: &Page, scripts: usize, what: &str) {
    assert_eq!(page.all("script").len(), scripts, "{what}");
    assert!(page.all("[onload], [onmouseover], [onerror], [onclick]").is_empty(), "{what}");
    assert!(page.all("a[href^='javascript'], a[href^='data']").is_empty(), "{what}");
    assert_eq!(page.all("title").len(), 1, "{what}");
}

#[tokio::test]
async fn hostile_texts_are_texts() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let scripts = dais.get(&event.path()).await.page().all("script").len();
    for (number, value) in VALUES.into_iter().enumerate() {
        let guest = dais.guest("Ada").typing("name", value).typing("organization", value);
        let guest = guest.typing("title", value).typing("access", value).typing("website", value);
        let guest =
            guest.typing("category", value).typing("attending", value).typing("elapsed", value);
        let page = guest.typing("email", value).replies(&event).await.page_with(422);
        no_markup_of_theirs(&page, scripts, value);
        for field in ["name", "organization", "title", "email"] {
            assert_eq!(page.value(field), value, "{field}");
        }
        assert_eq!(page.value("access").trim_start_matches('\n'), value);

        let guest = dais.guest("Ada").typing("name", value).typing("organization", value);
        let guest =
            guest.typing("access", value).typing("email", &format!("guest{number}@example.org"));
        guest.replies(&event).await.leads_to();
        let letter = dais.last_letter_to(&format!("guest{number}@example.org")).await;
        no_markup_of_theirs(&Page::read(&letter.html()), 0, value);
        let own = dais.get(&letter.own_page()).await.page_with(200);
        no_markup_of_theirs(&own, scripts, value);
        // What turns the text around it is not kept in a line.
        let line = value.replace('\u{202e}', "");
        assert_eq!((own.value("name"), own.value("organization")), (line.clone(), line));
        assert_eq!(own.value("access").trim_start_matches('\n'), value);
    }
    let kept = i64::try_from(VALUES.len()).expect("few");
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, kept);
}

#[tokio::test]
async fn hostile_documents_make_harmless_pages() {
    let dais = Dais::start().await;
    let scripts = dais.get("/").await.page().all("script").len();
    for value in VALUES {
        let mut paper = a_briefing();
        for path in [
            "title",
            "subtitle",
            "occasion",
            "reason",
            "description",
            "kind",
            "language",
            "place.building",
            "place.room",
            "place.address",
            "place.arrival",
            "online.note",
            "hosts.0.name",
            "hosts.0.about",
            "hosts.0.relation",
            "rsvp.contact.name",
        ] {
            paper = paper.with(path, value);
        }
        let speaker = serde_json::json!({
            "name": value, "roles": [value], "titles": [value], "organisations": [value],
            "biography": value, "state": value,
        });
        let session = serde_json::json!({
            "title": value, "kind": value, "room": value, "moderator": value,
            "speakers": [value], "description": value,
        });
        paper.0["speakers"] = [speaker].into();
        paper.0["sessions"] = [session].into();
        paper.0["notices"] = serde_json::json!([{ "kind": value, "text": value }]);
        paper.0["tags"] = [value].into();
        let event = dais.publishes(paper).await;
        for path in
            [event.path(), "/events".into(), "/".into(), format!("{}/replied", event.path())]
        {
            let page = dais.get(&path).await.page_with(200);
            no_markup_of_theirs(&page, scripts, &format!("{path}: {value}"));
        }
        let page = dais.get(&event.path()).await.page();
        assert_eq!(page.one("h1").text().collect::<String>(), value);
        let file = dais.get(&format!("{}.ics", event.path())).await.text();
        assert_eq!(read_calendar(&file).len(), 1);
        dais.guest("Ada").replies(&event).await.leads_to();
        dais.wait(chrono::TimeDelta::minutes(11));
    }
    dais.post_round().await;
    for letter in dais.letters() {
        no_markup_of_theirs(&Page::read(&letter.html()), 0, &letter.subject());
        assert_eq!(letter.links().len(), 3, "{}", letter.plain());
        letter.to();
    }
}

#[tokio::test]
async fn hostile_paths_lead_nowhere() {
    let dais = Dais::start().await;
    dais.publishes(a_briefing()).await;
    let long = "a".repeat(8_000);
    for path in [
        "/events/%3Cscript%3Ealert(1)%3C/script%3E",
        "/events/'%20OR%20'1'='1",
        "/events/%00",
        "/events/%ff%fe",
        "/events/%00.ics",
        "/events/%ff.ics",
        "/events/hours-in-the-field%00",
        "/events/HOURS-IN-THE-FIELD",
        "/events/..%2f..%2fetc%2fpasswd",
        "/site/..%2f..%2fCargo.toml",
        "/site/%2e%2e%2fsite.json",
        "/site/site.json",
        "/site/",
        "/site",
        "/r/",
        "/r/%00",
        "/r/%ff",
        "/r/%27",
        "/.ics",
        "/r/.ics",
        "/events/.ics",
        "/events//",
        "/events/%25",
        "/%",
        "/%zz",
        "/events/%e2%80%ae",
        "/events/nothing/replied",
        "/.env",
        "/.git/config",
        "/metrics",
        "/debug",
        "//evil.example",
        "/\\evil.example",
        &format!("/events/{long}"),
        "/events/x?__path=/&__err=aGVsbG8",
    ] {
        let answer = dais.get(path).await;
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.header("content-security-policy").is_empty(), "{path}");
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(
            !text.contains("<script>alert") && !text.contains("sqlx") && !text.contains("panicked"),
            "{path}"
        );
        if answer.header("content-type").starts_with("text/html") {
            assert!(!text.contains("evil.example"), "{path}");
        }
    }
}
