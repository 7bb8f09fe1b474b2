//! The table: every address and whom it is for.

use Whom::{Everybody, Nobody, Owners, Staff};

/// Whom an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Guests and passers-by, too.
    Everybody,
    /// Every member of staff.
    Staff,
    /// Owners; it is not there for other staff.
    Owners,
    /// Files that do not exist in these tests.
    Nobody,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Owner,
    Editor,
    SignedOut,
}

/// What they get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gets {
    /// 200.
    Shown,
    /// A form's handler looked at it: 200, 303, 409 or 422.
    Taken,
    /// 404.
    Nothing,
    /// The way to the sign-in page for who reads; for who sends a form 401 and the form kept.
    SignInFirst,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub whom: Whom,
}

impl Row {
    pub fn gives(self, role: Role) -> Gets {
        let in_reach = if self.method == "GET" { Gets::Shown } else { Gets::Taken };
        match (self.whom, role) {
            (Nobody, _) | (Owners, Role::Editor) => Gets::Nothing,
            (Everybody, _) | (Staff, Role::Owner | Role::Editor) | (Owners, Role::Owner) => {
                in_reach
            }
            (Staff | Owners, Role::SignedOut) => Gets::SignInFirst,
        }
    }
}

const fn get(path: &'static str, whom: Whom) -> Row {
    Row { method: "GET", path, whom }
}

const fn post(path: &'static str, whom: Whom) -> Row {
    Row { method: "POST", path, whom }
}

pub const MATRIX: &[Row] = &[
    get("/", Everybody),
    get("/accessibility", Everybody),
    get("/privacy", Everybody),
    get("/health", Everybody),
    get("/.well-known/security.txt", Everybody),
    get("/site/{name}", Nobody),
    get("/logo/{name}", Nobody),
    get("/events", Everybody),
    get("/events.ics", Everybody),
    get("/events/{slug}", Everybody),
    get("/events/{slug}.ics", Everybody),
    get("/events/{slug}/replied", Everybody),
    post("/events/{slug}", Everybody),
    get("/p/{token}", Everybody),
    get("/r/{token}", Everybody),
    get("/r/{token}.ics", Everybody),
    get("/r/handed-over", Everybody),
    get("/r/{token}/cancel", Everybody),
    get("/r/{token}/coming", Everybody),
    get("/r/{token}/hand-over", Everybody),
    post("/r/{token}", Everybody),
    post("/r/{token}/take", Everybody),
    post("/r/{token}/pass", Everybody),
    post("/r/{token}/cancel", Everybody),
    post("/r/{token}/coming", Everybody),
    post("/r/{token}/undo", Everybody),
    post("/r/{token}/hand-over", Everybody),
    post("/r/{token}/copies", Everybody),
    post("/r/{token}/discreet", Everybody),
    get("/s/{token}", Everybody),
    get("/s/{token}.ics", Everybody),
    get("/s/{token}/words", Everybody),
    get("/s/{token}/words/{event}", Everybody),
    post("/s/{token}/answer", Everybody),
    post("/s/{token}/withdraw", Everybody),
    post("/s/{token}/words", Everybody),
    post("/s/{token}/words/{event}", Everybody),
    get("/my-rsvps", Everybody),
    get("/my-rsvps/sent", Everybody),
    post("/my-rsvps", Everybody),
    get("/u/{token}", Everybody),
    post("/u/{token}", Everybody),
    get("/sign-in", Everybody),
    get("/sign-in/code", Everybody),
    get("/sign-in/{token}", Everybody),
    post("/sign-in", Everybody),
    post("/sign-in/code", Everybody),
    post("/sign-in/{token}", Everybody),
    get("/staff", Staff),
    get("/staff/events/new", Staff),
    post("/staff/events", Staff),
    get("/staff/events/{id}", Staff),
    get("/staff/events/{id}/edit", Staff),
    post("/staff/events/{id}/edit", Staff),
    post("/staff/events/{id}/edit/discard", Staff),
    post("/staff/events/{id}/typed", Staff),
    get("/staff/events/{id}/document", Staff),
    post("/staff/events/{id}/publish", Staff),
    post("/staff/events/{id}/links", Staff),
    get("/staff/events/{id}/unpublish", Staff),
    post("/staff/events/{id}/unpublish", Staff),
    get("/staff/events/{id}/cancel", Staff),
    post("/staff/events/{id}/cancel", Staff),
    get("/staff/events/{id}/postpone", Staff),
    post("/staff/events/{id}/postpone", Staff),
    post("/staff/events/{id}/back-on", Staff),
    get("/staff/events/{id}/delete", Staff),
    post("/staff/events/{id}/delete", Staff),
    post("/staff/events/{id}/restore", Staff),
    post("/staff/events/{id}/preview", Staff),
    post("/staff/events/{id}/preview/{number}/revoke", Staff),
    get("/staff/events/{id}/mail", Staff),
    get("/staff/events/{id}/mail/reminders", Staff),
    post("/staff/events/{id}/mail/reminders", Staff),
    post("/staff/events/{id}/mail/reminders/usual", Staff),
    get("/staff/events/{id}/mail/wording", Staff),
    get("/staff/events/{id}/mail/wording/{kind}", Staff),
    post("/staff/events/{id}/mail/wording/{kind}", Staff),
    get("/staff/events/{id}/mail/new", Staff),
    post("/staff/events/{id}/mail/new", Staff),
    post("/staff/events/{id}/mail/after", Staff),
    get("/staff/events/{id}/mail/{mailing}", Staff),
    post("/staff/events/{id}/mail/{mailing}", Staff),
    post("/staff/events/{id}/mail/{mailing}/test", Staff),
    post("/staff/events/{id}/mail/{mailing}/send", Staff),
    post("/staff/events/{id}/mail/{mailing}/schedule", Staff),
    post("/staff/events/{id}/mail/{mailing}/take-back", Staff),
    post("/staff/events/{id}/mail/{mailing}/stop", Staff),
    post("/staff/events/{id}/mail/{mailing}/copy", Staff),
    post("/staff/events/{id}/mail/{mailing}/discard", Staff),
    post("/staff/events/{id}/mail/changes", Staff),
    post("/staff/events/{id}/mail/changes/gathering", Staff),
    post("/staff/events/{id}/mail/changes/mute", Staff),
    post("/staff/events/{id}/mail/speakers", Staff),
    post("/staff/events/{id}/mail/speakers/mute", Staff),
    get("/staff/events/{id}/rsvps", Staff),
    post("/staff/events/{id}/rsvps.csv", Staff),
    post("/staff/events/{id}/rsvps/came", Staff),
    get("/staff/events/{id}/rsvps/new", Staff),
    post("/staff/events/{id}/rsvps/new", Staff),
    get("/staff/rsvps/{id}", Staff),
    post("/staff/rsvps/{id}/correct", Staff),
    post("/staff/rsvps/{id}/admit", Staff),
    post("/staff/rsvps/{id}/move", Staff),
    post("/staff/rsvps/{id}/withdraw", Staff),
    post("/staff/rsvps/{id}/cancel", Staff),
    post("/staff/rsvps/{id}/bring-back", Staff),
    post("/staff/rsvps/{id}/send-again", Staff),
    post("/staff/rsvps/{id}/discreet", Staff),
    get("/staff/speakers/{id}/safety", Staff),
    post("/staff/speakers/{id}/safety", Staff),
    post("/staff/speakers/{id}/unprotect", Staff),
    get("/staff/speakers/{id}/protect", Staff),
    post("/staff/speakers/{id}/protect", Staff),
    get("/staff/speakers/{id}/consents", Staff),
    post("/staff/speakers/{id}/consents", Staff),
    get("/staff/speakers/{id}/consents/{number}", Staff),
    post("/staff/speakers/{id}/consents/{number}", Staff),
    get("/staff/speakers", Staff),
    post("/staff/speakers", Staff),
    get("/staff/speakers/new", Staff),
    get("/staff/speakers/{id}", Staff),
    post("/staff/speakers/{id}", Staff),
    get("/staff/speakers/{id}/contact", Staff),
    post("/staff/speakers/{id}/contact", Staff),
    get("/staff/speakers/{id}/add", Staff),
    post("/staff/speakers/{id}/add", Staff),
    post("/staff/speakers/{id}/state", Staff),
    get("/staff/speakers/{id}/merge/{other}", Staff),
    post("/staff/speakers/{id}/merge/{other}", Staff),
    post("/staff/speakers/{id}/apart/{other}", Staff),
    post("/staff/events/{id}/line-up/state", Staff),
    get("/staff/events/{id}/stand-in/{place}", Staff),
    post("/staff/events/{id}/stand-in/{place}", Staff),
    post("/staff/events/{id}/line-up/place", Staff),
    post("/staff/events/{id}/line-up/name", Staff),
    get("/staff/letters", Staff),
    post("/staff/letters/retry", Staff),
    post("/staff/letters/{id}/retry", Staff),
    post("/staff/letters/{id}/stop", Staff),
    get("/staff/proposals", Staff),
    post("/staff/proposals/{id}/take", Staff),
    post("/staff/proposals/{id}/leave", Staff),
    post("/staff/speakers/{id}/schedule", Staff),
    post("/staff/speakers/{id}/links/revoke", Staff),
    get("/staff/journal", Staff),
    get("/staff/me", Staff),
    post("/staff/me", Staff),
    post("/staff/me/mail", Staff),
    post("/staff/me/sessions/end", Staff),
    post("/staff/me/sessions/{id}/end", Staff),
    post("/staff/sign-out", Staff),
    get("/staff/people", Owners),
    post("/staff/people", Owners),
    get("/staff/people/{id}", Owners),
    post("/staff/people/{id}/role", Owners),
    post("/staff/people/{id}/invite", Owners),
    post("/staff/people/{id}/remove", Owners),
    get("/staff/settings", Owners),
    post("/staff/settings", Owners),
    post("/staff/settings/logo", Owners),
    post("/staff/settings/logo/remove", Owners),
    post("/staff/settings/test", Owners),
];
