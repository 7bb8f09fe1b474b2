//! What people see, rendered on the server only.
//!
//! A page reads through `domain`, then shows; a form posts to its page's own path, and its handler
//! stands beside the page. Times, names and places arrive as words and are never formatted here.

mod addresses;
mod app;
mod context;
mod guard;
mod markdown;
mod pages;
mod problem;
mod render;
mod shell;
mod ui;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use domain::desk::Desk;
use leptos::prelude::provide_context;
use leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context;

pub use addresses::{Address, Addresses};

/// Pages that are only shown in place of others and stand at no address of their own.
const IN_PLACE: [&str; 2] = ["/signed-out", "/look"];

/// Every page and every form of the site, and the list of their addresses. What is not here is shown
/// as not found.
pub fn routes(desk: Desk) -> (Router, Vec<Address>) {
    let context = {
        let desk = desk.clone();
        move || {
            provide_context(desk.clone());
            provide_context(domain::site::Site::default());
        }
    };
    let (pages, _) =
        generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context);
    let mut addresses = Addresses::default();
    for page in pages {
        if !IN_PLACE.contains(&page.path()) {
            addresses = addresses.get(page.path(), render::page);
        }
    }
    let (router, listed) = pages::forms(addresses).into_parts();
    let router = router
        // Only for reading: a form sent to a slip of an address must not seem to be taken.
        .fallback_service(get(render::page).with_state(desk.clone()))
        .method_not_allowed_fallback(addresses::only_for_forms)
        .layer(from_fn_with_state(desk.clone(), guard::staff_only))
        .with_state(desk);
    (router, listed)
}
