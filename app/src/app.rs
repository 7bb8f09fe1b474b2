//! Which page stands at which address.
//!
//! `SsrMode::Async` throughout: a page's status depends on what it reads, so nothing is sent before
//! everything is read.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::pages::{self, trouble::NotHere};
use crate::ui::layout::{Foot, Masthead};

/// The whole site; also walked once at start, without a request, for its list of addresses.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <a class="skip" href="#main">"Skip to content"</a>
        <Router>
            <Masthead/>
            <FlatRoutes fallback=NotHere>
                <Route path=path!("/") view=pages::front::Front ssr=SsrMode::Async/>
                <Route path=path!("/events") view=pages::events::Events ssr=SsrMode::Async/>
                <Route path=path!("/events/:slug") view=pages::event::EventPage ssr=SsrMode::Async/>
                <Route
                    path=path!("/events/:slug/replied")
                    view=pages::replied::Replied
                    ssr=SsrMode::Async
                />
                <Route path=path!("/r/:token") view=pages::rsvp::RsvpPage ssr=SsrMode::Async/>
                <Route path=path!("/privacy") view=pages::privacy::Privacy ssr=SsrMode::Async/>
                <Route
                    path=path!("/accessibility")
                    view=pages::accessibility::Accessibility
                    ssr=SsrMode::Async
                />
            </FlatRoutes>
            <Foot/>
        </Router>
    }
}
