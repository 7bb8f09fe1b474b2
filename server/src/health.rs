//! What the program says of itself: health for whoever watches it, metrics, where to report a hole.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::{SecondsFormat, TimeDelta};
use domain::desk::Desk;
use domain::outbox;
use serde_json::json;

/// `GET /health`: 200 while pages are served; trouble with mail stands in the body.
pub async fn health(State(desk): State<Desk>) -> Response {
    let (Ok(database), Ok(queue)) = (desk.durability().await, outbox::queue(&desk).await) else {
        let body = json!({ "status": "unavailable", "database": "cannot be reached" });
        return (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response();
    };
    let slow = outbox::is_slow(&desk).await;
    let body = json!({
        "status": "ok",
        "database": database,
        "mail": {
            "state": if slow { "late" } else { "ok" },
            "to_send": queue.to_send,
            "oldest_seconds": queue.oldest_seconds,
            "parked": queue.parked,
        },
    });
    Json(body).into_response()
}

/// `GET /metrics` on an address of its own, in Prometheus' text format.
pub async fn metrics(State(desk): State<Desk>) -> Response {
    let Ok(queue) = outbox::queue(&desk).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let mut text = String::new();
    for (name, what, value) in [
        ("dais_letters_to_send", "Letters in the outbox that are still to be sent.", queue.to_send),
        ("dais_letters_parked", "Letters that were refused or became too late.", queue.parked),
        (
            "dais_letters_oldest_seconds",
            "Age of the oldest letter that is still to be sent.",
            queue.oldest_seconds.unsigned_abs(),
        ),
    ] {
        let _ = writeln!(text, "# HELP {name} {what}\n# TYPE {name} gauge\n{name} {value}");
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
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
