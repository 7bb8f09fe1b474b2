//! The site's own files: styles, islands, icons, embedded in the program.
//!
//! Their names carry a hash of what is in them, so browsers may keep them for good. `xtask` makes
//! them; a program that was built without them still serves its pages, unstyled.

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::desk::SiteFiles;
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Embedded;

#[derive(Default, Deserialize)]
struct Names {
    style: String,
    staff_style: String,
    islands: String,
    wasm: String,
    start: String,
}

/// Where the pages find the files.
pub fn files() -> SiteFiles {
    let names = Embedded::get("site.json")
        .and_then(|file| serde_json::from_slice::<Names>(&file.data).ok())
        .unwrap_or_default();
    let path = |name: String| format!("/site/{name}");
    SiteFiles {
        style: path(names.style),
        staff_style: path(names.staff_style),
        start: path(names.start),
        islands: path(names.islands),
        wasm: path(names.wasm),
    }
}

/// `GET /site/{name}`
pub async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let takes_brotli = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().starts_with("br")));
    let Some(kind) = content_type(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let keep = if is_hashed(&name) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let head = [(CONTENT_TYPE, kind), (CACHE_CONTROL, keep), (VARY, "accept-encoding")];
    let packed = takes_brotli.then(|| Embedded::get(&format!("{name}.br"))).flatten();
    match (packed, Embedded::get(&name)) {
        (Some(packed), _) => {
            (head, [(CONTENT_ENCODING, "br")], packed.data.into_owned()).into_response()
        }
        (None, Some(plain)) => (head, plain.data.into_owned()).into_response(),
        (None, None) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Only these kinds are served: no list of names, no source map, no manifest of ours.
fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        _ => None,
    }
}

/// `style.0123456789.css`.
fn is_hashed(name: &str) -> bool {
    let hash = name.split('.').nth(1).unwrap_or_default();
    hash.len() == 10 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}
