//! What people see, rendered on the server only.
//!
//! A page reads through `domain`, then shows; a form posts to its page's own path, and its handler
//! stands beside the page. Times, names and places arrive as words and are never formatted here.

mod app;
mod context;
mod markdown;
mod pages;
mod problem;
mod render;
mod shell;
mod ui;

use axum::Router;
use axum::routing::{get, post};
use domain::desk::Desk;
use leptos::prelude::provide_context;
use leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context;

/// Every page and every form of the public site. What is not here is shown as not found.
pub fn routes(desk: Desk) -> Router {
    let context = {
        let desk = desk.clone();
        move || provide_context(desk.clone())
    };
    let (pages, _) =
        generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context);
    let mut router = Router::new();
    for page in pages {
        router = router.route(page.path(), get(render::page));
    }
    router
        .route("/events/{slug}", post(pages::event::reply))
        .route("/r/{token}", post(pages::rsvp::correct))
        .route("/r/{token}/cancel", post(pages::rsvp::cancel))
        .route("/r/{token}/undo", post(pages::rsvp::undo))
        // Only for reading: a form sent to a slip of an address must not seem to be taken.
        .fallback_service(get(render::page).with_state(desk.clone()))
        .with_state(desk)
}
