//! Which page stands at which address.
//!
//! `SsrMode::Async` throughout: a page's status depends on what it reads, so nothing is sent before
//! everything is read. Each route forgets its type at once: a tuple of so many would have a name of
//! megabytes in every debug build.

use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::{FlatRoutes, FlatRoutesProps, RouteChildren, Router};
use leptos_router::{NestedRoute, SsrMode, path};

use crate::pages::{self, trouble::NotHere};
use crate::ui::layout::{foot, masthead};

/// The whole site; also walked once at start, without a request, for its list of addresses.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <a class="skip" href="#main">"Skip to content"</a>
        <Router>
            {move || masthead()}
            {found()}
            {move || foot()}
        </Router>
    }
}

/// The page at the request's address.
fn found() -> impl IntoView {
    let routes = || StaticVec::from(routes());
    let children = RouteChildren::to_children(routes);
    FlatRoutes(FlatRoutesProps::builder().fallback(NotHere).children(children).build())
}

macro_rules! page {
    ($path:tt, $view:path) => {
        NestedRoute::new(path!($path), $view).ssr_mode(SsrMode::Async).into_any_nested_route()
    };
}

/// Tried in this order.
fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page!("/", pages::front::Front),
        page!("/events", pages::events::Events),
        page!("/events/:slug", pages::event::EventPage),
        page!("/events/:slug/replied", pages::replied::Replied),
        page!("/r/handed-over", pages::rsvp::HandedOver),
        page!("/r/:token", pages::rsvp::RsvpPage),
        page!("/r/:token/cancel", pages::rsvp::CancelPage),
        page!("/r/:token/coming", pages::rsvp::ComingPage),
        page!("/r/:token/hand-over", pages::rsvp::HandOverPage),
        page!("/s/:token", pages::schedule::SchedulePage),
        page!("/s/:token/words", pages::schedule::WordsPage),
        page!("/s/:token/words/:event", pages::schedule::WordsOfEventPage),
        page!("/p/:token", pages::preview::PreviewPage),
        page!("/my-rsvps", pages::mine::MyRsvps),
        page!("/my-rsvps/sent", pages::mine::MyRsvpsSent),
        page!("/u/:token", pages::unsubscribe::UnsubscribePage),
        page!("/privacy", pages::privacy::Privacy),
        page!("/accessibility", pages::accessibility::Accessibility),
        page!("/sign-in", pages::sign_in::SignIn),
        page!("/sign-in/code", pages::sign_in::CodePage),
        page!("/sign-in/:token", pages::sign_in::LinkPage),
        page!("/staff/events/new", pages::staff::new_event::NewEvent),
        page!("/staff/events/:id/edit", pages::staff::edit::EditPage),
        page!("/look", pages::staff::edit::Look),
        page!("/signed-out", pages::staff::signed_out::SignedOut),
        page!("/staff/events/:id/stand-in/:place", pages::staff::event::stand_in::StandInPage),
        page!("/staff/events/:id/rsvps/new", pages::staff::rsvps::AddPage),
        page!("/staff/events/:id/rsvps", pages::staff::rsvps::RsvpsPage),
        page!("/staff/events/:id/mail", pages::staff::mail::MailPage),
        page!("/staff/events/:id/mail/reminders", pages::staff::mail::LadderPage),
        page!("/staff/events/:id/mail/wording", pages::staff::mail::WordingPage),
        page!("/staff/events/:id/mail/wording/:kind", pages::staff::mail::WordsPage),
        page!("/staff/events/:id/mail/new", pages::staff::mail::NewGroupPage),
        page!("/staff/rsvps/:id", pages::staff::rsvp::RsvpPage),
        page!("/staff/speakers/:id/safety", pages::staff::safety::SafetyPage),
        page!("/staff/speakers/:id/protect", pages::staff::safety::ProtectPage),
        page!("/staff/speakers/:id/consents", pages::staff::safety::ConsentsPage),
        page!("/staff/speakers/:id/consents/:number", pages::staff::safety::WithdrawPage),
        page!("/staff/letters", pages::staff::letters::LettersPage),
        page!("/staff/proposals", pages::staff::proposals::ProposalsPage),
        page!("/staff/journal", pages::staff::journal::JournalPage),
        page!("/staff/me", pages::staff::me::Me),
        page!("/staff/speakers", pages::staff::speakers::SpeakersPage),
        page!("/staff/speakers/new", pages::staff::speakers::NewPage),
        page!("/staff/speakers/:id", pages::staff::speakers::SpeakerPage),
        page!("/staff/speakers/:id/contact", pages::staff::speakers::ContactPage),
        page!("/staff/speakers/:id/add", pages::staff::speakers::AddPage),
        page!("/staff/speakers/:id/merge/:other", pages::staff::speakers::PairPage),
        page!("/staff/people", pages::staff::people::People),
        page!("/staff/people/:id", pages::staff::people::OnePerson),
        page!("/staff/settings", pages::staff::settings::SettingsPage),
        page!("/staff", pages::staff::events::StaffEvents),
        page!("/staff/events/:id", pages::staff::event::StaffEvent),
        page!("/staff/events/:id/unpublish", pages::staff::event::UnpublishPage),
        page!("/staff/events/:id/cancel", pages::staff::event::CancelPage),
        page!("/staff/events/:id/postpone", pages::staff::event::PostponePage),
        page!("/staff/events/:id/delete", pages::staff::event::DeletePage),
        page!("/staff/events/:id/mail/:mailing", pages::staff::mail::GroupPage),
    ]
}
