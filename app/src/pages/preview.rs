//! An event's page by a secret link, before everybody may see it.
//!
//! The public page's own rendering, so that what is approved here is what is published. Opening the
//! link changes nothing.

use domain::event::preview::{self, Previewed};
use leptos::prelude::*;

use crate::context::{desk, param};
use crate::pages::event::{path, preview_sheet};
use crate::pages::shown;

/// `/p/{token}`
#[component]
pub fn PreviewPage() -> impl IntoView {
    let (desk, pass) = (desk(), param("token"));
    shown(async move { preview::of_pass(&desk, &pass).await }, |previewed| {
        preview_sheet(&previewed.briefing, ribbon(&previewed))
    })
}

fn ribbon(previewed: &Previewed) -> AnyView {
    if previewed.is_public {
        let page = path(&previewed.briefing);
        return view! {
            <b>"This is public now. "</b>
            <a href=page>"See the public page"</a>
        }
        .into_any();
    }
    let when = previewed.shows_from.clone().map(|from| format!(" It will be on {from}."));
    view! {
        <b>"Preview: not public yet."</b>
        {when}
    }
    .into_any()
}
