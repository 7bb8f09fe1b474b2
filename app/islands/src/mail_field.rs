//! A hint below the field for one's mail address, when its domain looks misspelt.
//!
//! The page brings the field and the line for the hint, both with what the server has to say; here
//! the hint follows what is typed, and a button puts the meant address in. It is a question and
//! never stands in the way of sending.

use std::time::Duration;

use domain::known_domains;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, FocusEvent, HtmlInputElement};
use leptos::{html, prelude::*};

/// The hint moves what is below it: not before the click that left the field has landed.
const AFTER_A_CLICK: Duration = Duration::from_millis(300);

/// Watches the mail field in its children, an `input` with an element `[data-hint]` beside it.
#[island]
pub fn MailField(children: Children) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let offered = RwSignal::new(false);
    let look = move || {
        if let Some((input, hint)) = parts(frame) {
            let meant = meant(&input.value());
            offered.set(meant.is_some());
            hint.set_text_content(meant.map(|address| question(&address)).as_deref());
        }
    };
    Effect::new(move |_| look());
    let leave = move |event: FocusEvent| {
        if !leads_to_sending(&event) {
            set_timeout(look, AFTER_A_CLICK);
        }
    };
    let accept = move |_| {
        if let Some((input, _)) = parts(frame)
            && let Some(address) = meant(&input.value())
        {
            input.set_value(&address);
            // A field that cannot take the focus is still filled in.
            let _ = input.focus();
            look();
        }
    };
    view! {
        <div class="mail" node_ref=frame on:focusout=leave>
            {children()}
            <button
                type="button"
                name="meant"
                class="button-quiet"
                hidden=move || !offered.get()
                on:click=accept
            >
                "Use this address"
            </button>
        </div>
    }
}

/// The whole address with its domain set right, if the domain looks misspelt.
pub fn meant(typed: &str) -> Option<String> {
    let domain = known_domains::meant(typed)?;
    let (person, _) = typed.trim().rsplit_once('@')?;
    Some([person, "@", domain].concat())
}

/// The hint's words.
pub fn question(address: &str) -> String {
    ["Did you mean ", address, "?"].concat()
}

/// Who presses the main button gets the server's word on it, and a button that stays in place.
fn leads_to_sending(event: &FocusEvent) -> bool {
    event
        .related_target()
        .and_then(|next| next.dyn_into::<Element>().ok())
        .is_some_and(|next| next.matches("[type=submit]").unwrap_or(false))
}

fn parts(frame: NodeRef<html::Div>) -> Option<(HtmlInputElement, Element)> {
    let frame = frame.get()?;
    let input = frame.query_selector("input").ok()??.dyn_into().ok()?;
    Some((input, frame.query_selector("[data-hint]").ok()??))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn the_person_stays_as_typed() {
        assert_eq!(meant(" Ada.L@gmial.com "), Some("Ada.L@gmail.com".to_owned()));
        assert_eq!(meant("ada@example.org"), None);
    }
}
