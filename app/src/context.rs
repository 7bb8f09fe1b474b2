//! What a page may ask of the request that it is rendered for.

use domain::desk::Desk;
use domain::site::Site;
use domain::staff::Staff;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::problem::Problem;

/// A form that was not taken: what was typed and why. The page that shows it again finds it here.
#[derive(Clone, Debug)]
pub struct Sent<T> {
    /// The fields, exactly as typed; nothing for a lone button.
    pub typed: Option<T>,
    /// Why it was not taken.
    pub problem: Problem,
}

/// How many proposals of speakers wait for staff.
#[derive(Clone, Copy, Debug, Default)]
pub struct WaitingProposals(pub u64);

/// The desk of this request.
pub fn desk() -> Desk {
    expect_context()
}

/// The coalition's settings, as they are for this request.
pub fn site() -> Site {
    expect_context()
}

/// Who is signed in. The router gives staff pages to nobody else.
pub fn staff() -> Staff {
    expect_context()
}

/// A part of the page's address, empty if the route has none of that name.
pub fn param(name: &str) -> String {
    use_params_map().read_untracked().get(name).unwrap_or_default()
}

/// A value from the address's query. Never shown: only compared with known words.
pub fn query(name: &str) -> Option<String> {
    use_query_map().read_untracked().get(name)
}

/// The refused form that this page is shown again for.
pub fn sent<T: Clone + Send + Sync + 'static>() -> Option<Sent<T>> {
    use_context()
}
