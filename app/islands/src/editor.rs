//! What makes the editor of an event pleasant: rows without a reload, the page beside the form,
//! nothing lost.
//!
//! The form works whole without it, and all knowledge stays on the server: a row's button is sent as
//! the form would send it and its part of the answer put in place; what is typed is sent after a
//! pause, and the answer is the public page made of it. There is never more than one request under
//! way, so that no answer is older than what it overwrites; a button pressed meanwhile waits for it.
//! Only who leaves the page cannot wait: what they typed last is sent beside it and outlives the page.

mod desk;
mod group;
mod request;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement};
use leptos::{html, prelude::*};

use desk::Desk;
use group::Group;
use request::{Failure, outlives, send};

/// People pause that long between thoughts, not between letters.
const PAUSE: Duration = Duration::from_millis(1500);
/// Who types on without a pause loses no more than this to a machine that breaks.
const LIMIT: Duration = Duration::from_secs(4);
/// A line that broke is tried again after this.
const AGAIN: Duration = Duration::from_secs(5);
/// Who is still here so long after a form was sent will not leave with it.
const STAYED: Duration = Duration::from_secs(20);
const NOT_SENT: &str = "Not sent: no connection. Everything you typed is still here.";

/// Watches over the form `#editor` of the page that it stands in.
#[island]
pub fn Editor() -> impl IntoView {
    let here = NodeRef::<html::Span>::new();
    Effect::new(move |_| {
        if let Some(desk) = here.get().and_then(|here| Desk::around(&here)) {
            watch(&Rc::new(Watch::over(desk)));
        }
    });
    view! { <span hidden node_ref=here></span> }
}

struct Watch {
    desk: Desk,
    /// How many times something was typed.
    typed: Cell<u32>,
    /// Of those, how many are on their way to the server.
    sent: Cell<u32>,
    /// Of those, how many the server has.
    kept: Cell<u32>,
    busy: Cell<bool>,
    /// The form was sent as it is sent without us, and the page is about to go.
    leaving: Cell<bool>,
    /// The longest wait for a pause runs.
    limited: Cell<bool>,
    failed: Cell<bool>,
    /// No connection, as far as is known.
    down: Cell<bool>,
    /// The button that was pressed while a request was under way.
    waiting: RefCell<Option<HtmlElement>>,
}

fn watch(this: &Rc<Watch>) {
    on(this, "input", |own, event| {
        if is_on(event, "#editor").is_some() {
            own.changed();
        }
    });
    on(this, "click", Watch::pressed);
    on(this, "resize", |own, _| own.look());
    on(this, "offline", |own, _| own.down.set(true));
    on(this, "beforeunload", |own, event| {
        if !own.leave() {
            event.prevent_default();
        }
    });
    on(this, "pagehide", |own, _| {
        own.leave();
    });
    // A phone ends what is out of sight without a further word.
    on(this, "visibilitychange", |own, _| {
        if document().hidden() {
            own.leave();
        }
    });
    this.look();
}

/// Untyped, so that the code for listening is in the browser once.
fn on(this: &Rc<Watch>, event: &str, heard: fn(&Rc<Watch>, &Event)) {
    let own = Rc::clone(this);
    let _ = window_event_listener_untyped(event, move |event| heard(&own, &event));
}

fn is_on(event: &Event, css: &str) -> Option<HtmlElement> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(css).ok()??.dyn_into().ok()
}

impl Watch {
    fn over(desk: Desk) -> Self {
        Self {
            desk,
            typed: Cell::default(),
            sent: Cell::default(),
            kept: Cell::default(),
            busy: Cell::default(),
            leaving: Cell::default(),
            limited: Cell::default(),
            failed: Cell::default(),
            down: Cell::default(),
            waiting: RefCell::default(),
        }
    }

    fn is_behind(&self) -> bool {
        self.kept.get() != self.typed.get()
    }

    fn is_sent(&self) -> bool {
        self.sent.get() == self.typed.get()
    }

    fn changed(self: &Rc<Self>) {
        self.typed.set(self.typed.get() + 1);
        self.keep_after(PAUSE, false);
        if !self.limited.replace(true) {
            self.keep_after(LIMIT, true);
        }
    }

    /// Unless more is typed until then, or whatever is typed until then.
    fn keep_after(self: &Rc<Self>, pause: Duration, whatever: bool) {
        let (own, upto) = (Rc::clone(self), self.typed.get());
        let due = move || {
            if whatever {
                own.limited.set(false);
            }
            if own.is_behind() && (whatever || own.typed.get() == upto) {
                own.send_typed("keep");
            }
        };
        set_timeout(due, pause);
    }

    /// The first picture, before anything is typed.
    fn look(self: &Rc<Self>) {
        if self.desk.awaits_picture() {
            self.send_typed("look");
        }
    }

    fn send_typed(self: &Rc<Self>, what: &'static str) {
        if !self.busy.replace(true) {
            self.send_now(what, false);
        }
    }

    /// Beside another request nothing follows from the answer: it may be older than the other's.
    fn send_now(self: &Rc<Self>, what: &'static str, beside: bool) {
        let (own, upto) = (Rc::clone(self), self.typed.get());
        self.sent.set(upto);
        spawn_local(async move {
            let answer = send(&own.desk.look_address(), &own.desk.form, what).await;
            match answer {
                _ if beside => return,
                Ok(answer) => {
                    own.failed.set(false);
                    own.down.set(false);
                    own.kept.set(upto);
                    own.desk.draw(&answer.page);
                    if let Some(revision) = answer.revision {
                        own.desk.set_revision(&revision);
                        own.desk.set_people(&answer.people);
                    }
                    if what == "keep" {
                        own.desk.say(&answer.said);
                    }
                }
                Err(failure) => {
                    own.sent.set(own.kept.get());
                    own.down.set(matches!(failure, Failure::Line));
                    if what == "keep" {
                        own.failed.set(true);
                        own.desk.say(failure.words());
                    }
                }
            }
            own.rest();
        });
    }

    /// A request has ended: what waited for it goes on.
    fn rest(self: &Rc<Self>) {
        self.busy.set(false);
        let waiting = self.waiting.take();
        if let Some(button) = waiting {
            if !self.down.get() {
                return button.click();
            }
            self.desk.say(NOT_SENT);
        }
        if self.is_behind() {
            self.keep_after(if self.failed.get() { AGAIN } else { PAUSE }, false);
        }
    }

    /// Sends what nobody has yet; whether all of it will be kept, as far as that can be known.
    fn leave(self: &Rc<Self>) -> bool {
        if !self.is_behind() || (self.leaving.get() && self.is_sent()) {
            return true;
        }
        let beside = self.busy.get() && !self.is_sent();
        if beside {
            // The other may save what this was not based on: this only keeps.
            self.send_now("look", true);
        } else {
            self.send_typed("keep");
        }
        !self.failed.get() && outlives(&self.desk.form, beside)
    }

    /// The form goes as it would without us, and takes all that is typed along.
    fn let_go(self: &Rc<Self>) {
        self.busy.set(true);
        self.leaving.set(true);
        self.sent.set(self.typed.get());
        let own = Rc::clone(self);
        let stayed = move || {
            if own.leaving.replace(false) {
                own.rest();
            }
        };
        set_timeout(stayed, STAYED);
    }

    fn pressed(self: &Rc<Self>, event: &Event) {
        if is_on(event, "[action$='/discard'] button").is_some() {
            return self.let_go();
        }
        let Some(button) = is_on(event, "#editor button[name=do]") else {
            return;
        };
        let order = button.get_attribute("value").unwrap_or_default();
        let saves = order == "save";
        if order == "look" || (saves && self.leaving.get()) {
            return;
        }
        if self.busy.get() || (saves && self.down.get()) {
            event.prevent_default();
            *self.waiting.borrow_mut() = Some(button);
            // An attempt: the browser would put its own page in the place of the form.
            self.send_typed("keep");
        } else if saves {
            // The server keeps what it does not save.
            self.let_go();
        } else {
            event.prevent_default();
            self.obey(button, order);
        }
    }

    /// Adds, moves or takes away a row. Where the server does not, the form is sent as it would be
    /// without us.
    fn obey(self: &Rc<Self>, button: HtmlElement, order: String) {
        self.busy.set(true);
        self.sent.set(self.typed.get());
        let own = Rc::clone(self);
        spawn_local(async move {
            let group = Group::close(&button);
            let answer = send(&own.desk.address(), &own.desk.form, &order).await;
            own.down.set(matches!(answer, Err(Failure::Line)));
            let swapped = match (&group, answer) {
                (Some(group), Ok(answer)) => group.swap(&answer.page),
                _ => None,
            };
            if swapped.is_some() {
                own.rest();
                return own.changed();
            }
            if let Some(group) = group {
                group.open(&button);
            }
            if own.down.get() {
                own.sent.set(own.kept.get());
                *own.waiting.borrow_mut() = Some(button);
                own.rest();
            } else {
                own.let_go();
                own.desk.submit(&button);
            }
        });
    }
}

impl Failure {
    fn words(&self) -> &'static str {
        match self {
            Self::Line => "Not kept: no connection. Trying again.",
            Self::SignedOut => "Not kept: you are signed out. Press Save to sign in again.",
            Self::Server => "Not kept just now. Trying again.",
        }
    }
}
