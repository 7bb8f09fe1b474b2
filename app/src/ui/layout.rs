//! The frame around every page: whose site it is, where else to go.
//!
//! The frame is in English whatever the page's language, and says so to screen readers.

use domain::staff::{Role, Staff};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::context::{WaitingProposals, site};

/// The letterhead: the public one, or on the pages for staff their own with its rail.
pub fn masthead() -> AnyView {
    let here = use_location().pathname.get_untracked();
    match use_context::<Staff>().filter(|_| here.starts_with("/staff")) {
        Some(staff) => for_staff(&staff, &here),
        None => public(&here),
    }
}

fn public(here: &str) -> AnyView {
    let current = (here == "/events").then_some("page");
    let site = site();
    view! {
        <header class="masthead" lang="en">
            <a class="masthead-name" href="/">
                {logo(site.logo)}
                {site.name}
            </a>
            <nav aria-label="Main">
                <a href="/events" aria-current=current>
                    "Events"
                </a>
            </nav>
        </header>
    }
    .into_any()
}

fn logo(path: Option<String>) -> Option<AnyView> {
    path.map(|path| view! { <img class="masthead-logo" src=path alt=""/> }.into_any())
}

const FOR_ALL: [(&str, &str); 4] = [
    ("/staff", "Events"),
    ("/staff/speakers", "Speakers"),
    ("/staff/letters", "Letters"),
    ("/staff/journal", "Journal"),
];
const FOR_OWNERS: [(&str, &str); 2] =
    [("/staff/people", "People"), ("/staff/settings", "Settings")];

fn for_staff(staff: &Staff, here: &str) -> AnyView {
    let (site, owner) = (site(), staff.role == Role::Owner);
    let parts = FOR_ALL.iter().chain(FOR_OWNERS.iter().filter(|_| owner));
    let parts = parts.map(|(path, words)| {
        let current = (part_of(here) == *path).then_some("page");
        view! { <a href=*path aria-current=current>{*words}</a> }
    });
    let proposals = proposals(here);
    view! {
        <header class="masthead staff-masthead" lang="en">
            <a class="masthead-name" href="/staff">
                {logo(site.logo)}
                {site.name}
            </a>
            <a href="/staff/me">{staff.called().to_owned()}</a>
        </header>
        <nav class="staff-nav" aria-label="Staff" lang="en">
            {parts.collect_view()}
            {proposals}
        </nav>
    }
    .into_any()
}

/// What speakers propose, while something waits.
fn proposals(here: &str) -> Option<AnyView> {
    let WaitingProposals(waiting) = use_context().unwrap_or_default();
    let is_here = here == PROPOSALS;
    let current = is_here.then_some("page");
    let number = (waiting > 0).then(|| format!(" ({waiting})"));
    let link = view! {
        <a href=PROPOSALS aria-current=current>
            "Proposals"
            {number}
        </a>
    };
    (waiting > 0 || is_here).then(|| link.into_any())
}

const PROPOSALS: &str = "/staff/proposals";

/// The part of the staff pages that an address belongs to: events and RSVPs to the first.
fn part_of(here: &str) -> &str {
    let others = FOR_ALL[1..].iter().chain(&FOR_OWNERS).map(|(path, _)| *path);
    let own = others.chain(["/staff/me", PROPOSALS]).find(|path| here.starts_with(path));
    own.unwrap_or("/staff")
}

/// The foot of every page; staff have theirs in the rail.
pub fn foot() -> AnyView {
    let here = use_location().pathname.get_untracked();
    if use_context::<Staff>().is_some() && here.starts_with("/staff") {
        return ().into_any();
    }
    view! {
        <footer class="foot" lang="en">
            <p class="foot-name">{site().name}</p>
            <nav aria-label="More">
                <a href="/events">"All events"</a>
                <a href="/events.ics">"Calendar feed"</a>
                <a href="/privacy">"Privacy"</a>
                <a href="/accessibility">"Accessibility"</a>
            </nav>
        </footer>
    }
    .into_any()
}
