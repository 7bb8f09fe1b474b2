//! Bodies that no browser sends: refused politely, whole or not at all.

use reqwest::Method;

use crate::harness::{Answer, Dais, a_briefing};

async fn posts(dais: &Dais, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    Answer::to(dais.posting_to(path).header("Content-Type", kind).body(body)).await
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn only_a_form_is_taken_for_a_form() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let before = dais.tables().await;
    let json = r#"{"name":"Ada Example","email":"ada@example.org"}"#;
    let multipart = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--b--\r\n";
    for (kind, body) in [
        ("text/plain", json),
        ("text/plain", "name=Ada+Example&email=ada@example.org"),
        ("application/json", json),
        ("multipart/form-data; boundary=b", multipart),
        ("multipart/form-data", multipart),
        ("", "name=Ada+Example&email=ada@example.org"),
    ] {
        assert_eq!(posts(&dais, &event.path(), kind, body).await.status, 415, "{kind}");
    }
    let bare = dais.posting_to(&event.path()).body("name=Ada+Example&email=ada@example.org");
    assert_eq!(Answer::to(bare).await.status, 415);
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn broken_forms_are_refused_politely() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let before = dais.tables().await;
    let good = "name=Ada+Example&email=ada@example.org";
    for (body, status) in [
        ("", 422),
        ("%", 422),
        ("name=%&email=%zz", 422),
        ("=&&=&;", 422),
        ("name=%00&email=ada@example.org", 422),
        ("name=Ada%0d%0aBcc:%20eve@example.org&email=ada@example.org", 422),
        ("name=Ada&email=ada@example.org%0a", 303),
        (&format!("{good}&name=Eve"), 422),
        (&format!("{good}&email=eve@example.org"), 422),
        ("name[]=Ada&email[x]=ada@example.org", 422),
        (&format!("{good}&access={}", "x".repeat(60_000)), 422),
        (&format!("{good}&access={}", "x".repeat(100_000)), 413),
    ] {
        let answer = posts(&dais, &event.path(), FORM, body.to_owned()).await;
        assert_eq!(answer.status, status, "{}: {}", &body[..body.len().min(60)], answer.text());
        if status == 303 {
            continue;
        }
        assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE name <> 'Ada'").await, 0, "{body}");
    }
    let invalid =
        posts(&dais, &event.path(), FORM, &b"name=\xff\xfe&email=ada\xff@example.org"[..]).await;
    assert_eq!(invalid.status, 422);
    assert_eq!(dais.tables().await["rsvp"].len(), before["rsvp"].len() + 1);
    dais.post_round().await;
}

#[tokio::test]
async fn fields_that_nobody_asked_for_are_left_alone() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let body = "name=Ada+Example&email=ada@example.org&standing=seated&id=7&event_id=9&turn=0";
    assert_eq!(posts(&dais, &event.path(), FORM, body).await.status, 303);
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE id < 3 AND turn = 1").await, 1);
    dais.post_round().await;
}

#[tokio::test]
async fn a_body_without_a_stated_length_is_bounded_too() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let host = dais.desk.public_url.authority().to_owned();
    let path = event.path();
    let answer = tokio::task::spawn_blocking(move || {
        use std::io::{Read as _, Write as _};
        let mut line = std::net::TcpStream::connect(&host).expect("a connection");
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM}\r\n\
             Transfer-Encoding: chunked\r\n\r\n"
        );
        line.write_all(head.as_bytes()).expect("sent");
        let chunk = format!("4000\r\n{}\r\n", "a".repeat(0x4000));
        // The server may stop listening before the end, which is the point.
        for _ in 0..64 {
            if line.write_all(chunk.as_bytes()).is_err() {
                break;
            }
        }
        let mut answer = [0; 12];
        line.read_exact(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    });
    assert_eq!(answer.await.expect("no panic"), "HTTP/1.1 413");
    assert_eq!(
        dais.request(Method::GET, "/health").send().await.expect("an answer").status().as_u16(),
        200
    );
}

#[tokio::test]
async fn a_button_is_pressed_by_a_form_only() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    let own_page = dais.letters()[0].own_page();
    let before = dais.tables().await;
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=b"] {
        for deed in ["", "/take", "/pass", "/cancel", "/undo", "/hand-over"] {
            let answer = posts(&dais, &format!("{own_page}{deed}"), kind, "{}").await;
            assert_eq!(answer.status, 415, "{deed} {kind}");
        }
    }
    assert_eq!(dais.tables().await, before);
}
