//! What the program says of itself: health for whoever watches it, metrics, where to report a hole.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::{SecondsFormat, TimeDelta};
use domain::desk::Desk;
use domain::outbox::{self, Queue, Waiting};
use serde_json::json;

/// `GET /health`: 200 while pages are served; trouble with mail stands in the body.
pub async fn health(State(desk): State<Desk>) -> Response {
    let (Ok(database), Ok(queue)) = (desk.durability().await, outbox::queue(&desk).await) else {
        let body = json!({ "status": "unavailable", "database": "cannot be reached" });
        return (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response();
    };
    let late = outbox::is_late(&desk).await;
    let waiting: serde_json::Map<_, _> = queue
        .waiting
        .iter()
        .map(|w| (w.called.to_owned(), json!({ "due": w.due, "later": w.later })))
        .collect();
    let body = json!({
        "status": "ok",
        "database": database,
        "mail": {
            "state": if late { "late" } else { "ok" },
            "to_send": queue.to_send,
            "oldest_seconds": queue.oldest_seconds,
            "parked": queue.parked,
            "waiting": waiting,
        },
    });
    Json(body).into_response()
}

/// `GET /metrics` on an address of its own, in Prometheus' text format.
pub async fn metrics(State(desk): State<Desk>) -> Response {
    let Ok(queue) = outbox::queue(&desk).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], of_letters(&queue))
        .into_response()
}

fn of_letters(queue: &Queue) -> String {
    let mut text = String::new();
    let mut one = |name: &str, what: &str, value: u64| {
        gauge(&mut text, name, what, [(String::new(), value)]);
    };
    one("dais_letters_to_send", "Letters in the outbox that are still to be sent.", queue.to_send);
    one("dais_letters_parked", "Letters that were refused or became too late.", queue.parked);
    one(
        "dais_letters_oldest_seconds",
        "Age of the oldest letter that is still to be sent.",
        queue.oldest_seconds.unsigned_abs(),
    );
    let by_urgency = |of: fn(&Waiting) -> u64| {
        queue.waiting.each_ref().map(|w| (format!("{{urgency=\"{}\"}}", w.called), of(w)))
    };
    for (name, what, values) in [
        (
            "dais_letters_due",
            "Letters that can go now, by urgency.",
            by_urgency(|waiting| waiting.due),
        ),
        (
            "dais_letters_later",
            "Letters whose time or next attempt is still to come, by urgency.",
            by_urgency(|waiting| waiting.later),
        ),
        (
            "dais_letters_oldest_due_seconds",
            "For how long the first of the letters that can go now has been due, by urgency.",
            by_urgency(|waiting| waiting.oldest_due_seconds.unsigned_abs()),
        ),
        (
            "dais_letters_failed_attempts",
            "Attempts in vain at letters that are still to be sent, by urgency.",
            by_urgency(|waiting| waiting.failed_attempts),
        ),
    ] {
        gauge(&mut text, name, what, values);
    }
    let done = [
        ("sent", queue.sent),
        ("refused", queue.refused),
        ("too_late", queue.too_late),
        ("stopped", queue.stopped),
    ];
    let done = done.map(|(outcome, letters)| (format!("{{outcome=\"{outcome}\"}}"), letters));
    gauge(
        &mut text,
        "dais_letters_done",
        "Letters that are done with, by what became of them.",
        done,
    );
    text
}

fn gauge(
    text: &mut String,
    name: &str,
    what: &str,
    values: impl IntoIterator<Item = (String, u64)>,
) {
    let _ = writeln!(text, "# HELP {name} {what}\n# TYPE {name} gauge");
    for (of, value) in values {
        let _ = writeln!(text, "{name}{of} {value}");
    }
}

/// `GET /.well-known/security.txt` (RFC 9116).
pub async fn security(State(desk): State<Desk>) -> Response {
    let expires = (desk.now() + TimeDelta::days(180)).to_rfc3339_opts(SecondsFormat::Secs, true);
    let text = format!(
        "Contact: {}\nExpires: {expires}\nCanonical: {}\nPreferred-Languages: en\n",
        desk.link("/privacy"),
        desk.link("/.well-known/security.txt"),
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
