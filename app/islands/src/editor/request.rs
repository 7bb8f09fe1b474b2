//! The form on its way to the server, as a browser sends it.

use js_sys::{Object, Promise, Reflect};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{FormData, HtmlFormElement, RequestInit, Response, UrlSearchParams};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

/// After so many milliseconds a request is taken for lost.
const PATIENCE: u32 = 20_000;
/// Browsers let requests outlive their page up to 64 KiB, all of them together (Fetch, 4.6).
const LIGHT: u32 = 60_000;

/// A page that the server answered with.
pub struct Answer {
    /// The whole document.
    pub page: String,
    /// The revision that the form goes on from.
    pub revision: Option<String>,
    /// Who rows of the line-up have become: `0=12,2=14`.
    pub people: String,
    /// How what was typed is kept.
    pub said: String,
}

/// Why there is none.
pub enum Failure {
    /// Nothing came back.
    Line,
    /// The session has ended.
    SignedOut,
    /// The server did not take it.
    Server,
}

/// Posts the form with this in the place of a pressed button.
pub async fn send(address: &str, form: &HtmlFormElement, what: &str) -> Result<Answer, Failure> {
    let response = posted(address, form, what).await.map_err(|_| Failure::Line)?;
    match response.status() {
        200 => {}
        401 => return Err(Failure::SignedOut),
        _ => return Err(Failure::Server),
    }
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let (revision, said) = (header("dais-revision"), header("dais-said").unwrap_or_default());
    let people = header("dais-people").unwrap_or_default();
    let page = page(&response).await.map_err(|_| Failure::Line)?;
    Ok(Answer { page, revision, people, said })
}

/// Whether the form still arrives when its page goes, `beside` another request if need be.
pub fn outlives(form: &HtmlFormElement, beside: bool) -> bool {
    let most = if beside { LIGHT / 2 } else { LIGHT };
    body(form, "keep").is_ok_and(|body| length(&body) < most)
}

fn length(body: &UrlSearchParams) -> u32 {
    body.unchecked_ref::<Object>().to_string().length()
}

fn body(form: &HtmlFormElement, what: &str) -> Result<UrlSearchParams, JsValue> {
    let typed = FormData::new_with_form(form)?;
    typed.set_with_str("do", what)?;
    // The constructor takes whatever yields pairs.
    UrlSearchParams::new_with_str_sequence_sequence(&typed)
}

async fn posted(address: &str, form: &HtmlFormElement, what: &str) -> Result<Response, JsValue> {
    let body = body(form, what)?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&body);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    Reflect::set(&request, &"keepalive".into(), &(length(&body) < LIGHT).into())?;
    let response = awaited(window().fetch_with_str_and_init(address, &request)).await?;
    response.dyn_into()
}

async fn page(response: &Response) -> Result<String, JsValue> {
    Ok(awaited(response.text()?).await?.as_string().unwrap_or_default())
}

async fn awaited(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}
