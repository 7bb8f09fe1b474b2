//! The document around each page.
//!
//! Written by hand instead of with Leptos' hydration tags: the start of the islands is a file, so
//! the pages hold no script of their own. `lang` is set by the page, whose texts have a language.

use domain::staff::Staff;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use crate::app::App;
use crate::context::desk;

/// The whole document for a request.
pub fn shell() -> impl IntoView {
    provide_meta_context();
    // Otherwise Leptos would write what pages read into them.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let files = desk().files;
    let staff_pages = use_context::<Staff>().is_some();
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171e28"/>
                <meta name="format-detection" content="telephone=no"/>
                <link rel="stylesheet" href=files.style.clone()/>
                {staff_pages.then(|| view! { <link rel="stylesheet" href=files.staff_style.clone()/> })}
                <link rel="icon" href="/site/favicon.svg" type="image/svg+xml"/>
                <script
                    type="module"
                    src=files.start.clone()
                    data-islands=files.islands.clone()
                    data-wasm=files.wasm.clone()
                ></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
