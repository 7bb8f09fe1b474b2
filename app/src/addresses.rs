//! The router with a list of what is in it, so that a test can ask for every address there is: one
//! that nobody thought about fails it.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};
use domain::desk::Desk;

/// One method at one address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// As the router writes it: `/events/{slug}`.
    pub path: String,
}

/// A router in the making.
#[derive(Default)]
pub struct Addresses {
    router: Router<Desk>,
    listed: Vec<Address>,
}

impl Addresses {
    /// Something to read.
    #[must_use]
    pub fn get<H: Handler<T, Desk>, T: 'static>(mut self, path: &str, handler: H) -> Self {
        self.listed.push(Address { method: "GET", path: path.to_owned() });
        self.router = self.router.route(path, get(handler));
        self
    }

    /// Something to do.
    #[must_use]
    pub fn post<H: Handler<T, Desk>, T: 'static>(mut self, path: &str, handler: H) -> Self {
        self.listed.push(Address { method: "POST", path: path.to_owned() });
        self.router = self.router.route(path, post(handler));
        self
    }

    /// The router and what is in it.
    pub fn into_parts(self) -> (Router<Desk>, Vec<Address>) {
        (self.router, self.listed)
    }
}
