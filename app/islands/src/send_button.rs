//! The button that sends a form once, and the field that tells how long the form was open.
//!
//! A second press while the first is under way does nothing. The button is never disabled: it
//! keeps the focus, and a guest who comes back, or whose line broke, can press it again.

use std::time::Duration;

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::EventTarget;
use leptos::{ev, html, prelude::*};

/// After this a sending that led nowhere is taken for lost.
const PATIENCE: Duration = Duration::from_secs(15);

/// A form's main button; its children say what happens, in the guest's words.
#[island]
pub fn SendButton(children: Children) -> impl IntoView {
    let sending = RwSignal::new(false);
    let elapsed = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let Some(field) = elapsed.get() else { return };
        let Some(form) = field.form() else { return };
        let _ = window_event_listener(ev::submit, move |event| {
            if event.target().as_ref() != Some(form.unchecked_ref::<EventTarget>()) {
                return;
            }
            if sending.get_untracked() {
                event.prevent_default();
                return;
            }
            field.set_value(&milliseconds_open());
            sending.set(true);
            set_timeout(move || sending.set(false), PATIENCE);
        });
        let _ = window_event_listener(ev::pageshow, move |_| sending.set(false));
    });
    view! {
        <input type="hidden" name="elapsed" value="" node_ref=elapsed/>
        <button type="submit" name="send" class="button">
            <span hidden=move || sending.get()>{children()}</span>
            <span role="status">{move || sending.get().then_some("Sending…")}</span>
        </button>
    }
}

/// How long the page has been open.
fn milliseconds_open() -> String {
    let open = window().performance().map_or(0.0, |clock| clock.now());
    js_sys::Number::from(open.round())
        .to_string_with_radix(10)
        .map(String::from)
        .unwrap_or_default()
}
