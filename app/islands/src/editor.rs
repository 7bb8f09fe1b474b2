//! What makes the editor of an event pleasant: rows without a reload, the page beside the form,
//! nothing lost.
//!
//! The form works whole without it, and all knowledge stays on the server: a row's button is sent as
//! the form would send it and its part of the answer put in place; what is typed is sent after a
//! pause, and the answer is the public page made of it. There is never more than one request under
//! way, so that no answer is older than what it overwrites; a button pressed meanwhile waits for it.

mod desk;
mod request;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement};
use leptos::{ev, html, prelude::*};

use desk::Desk;
use request::{Failure, send};

/// People pause that long between thoughts, not between letters.
const PAUSE: Duration = Duration::from_millis(1500);
/// A line that broke is tried again after this.
const AGAIN: Duration = Duration::from_secs(5);

/// Watches over the form `#editor` of the page that it stands in.
#[island]
pub fn Editor() -> impl IntoView {
    let here = NodeRef::<html::Span>::new();
    Effect::new(move |_| {
        if let Some(desk) = here.get().and_then(|here| Desk::around(&here)) {
            watch(&Rc::new(Watch {
                desk,
                typed: Cell::new(0),
                kept: Cell::new(0),
                busy: Cell::new(false),
                failed: Cell::new(false),
                waiting: RefCell::new(None),
            }));
        }
    });
    view! { <span hidden node_ref=here></span> }
}

struct Watch {
    desk: Desk,
    /// How many times something was typed.
    typed: Cell<u32>,
    /// Of those, how many the server has.
    kept: Cell<u32>,
    busy: Cell<bool>,
    failed: Cell<bool>,
    /// The button that was pressed while a request was under way.
    waiting: RefCell<Option<HtmlElement>>,
}

fn watch(this: &Rc<Watch>) {
    let own = Rc::clone(this);
    let _ = window_event_listener(ev::input, move |event| {
        if is_inside(&event) {
            own.changed();
        }
    });
    let own = Rc::clone(this);
    let _ = window_event_listener(ev::click, move |event| own.pressed(&event));
    let own = Rc::clone(this);
    let _ = window_event_listener(ev::resize, move |_| own.look());
    let own = Rc::clone(this);
    let _ = window_event_listener(ev::beforeunload, move |event| {
        if own.failed.get() && own.is_behind() {
            event.prevent_default();
        }
    });
    this.look();
}

fn is_inside(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("#editor").ok().flatten().is_some())
}

impl Watch {
    fn is_behind(&self) -> bool {
        self.kept.get() != self.typed.get()
    }

    fn changed(self: &Rc<Self>) {
        self.typed.set(self.typed.get() + 1);
        self.keep_after(PAUSE);
    }

    /// Unless more is typed until then.
    fn keep_after(self: &Rc<Self>, pause: Duration) {
        let (own, upto) = (Rc::clone(self), self.typed.get());
        let due = move || {
            if own.typed.get() == upto && own.is_behind() {
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
        if self.busy.replace(true) {
            return;
        }
        let (own, upto) = (Rc::clone(self), self.typed.get());
        spawn_local(async move {
            match send(&own.desk.look_address(), &own.desk.form, what).await {
                Ok(answer) => {
                    own.failed.set(false);
                    own.kept.set(upto);
                    own.desk.draw(&answer.page);
                    if let Some(revision) = answer.revision {
                        own.desk.set_revision(&revision);
                    }
                    if what == "keep" {
                        own.desk.say(&answer.said);
                    }
                }
                Err(failure) if what == "keep" => {
                    own.failed.set(true);
                    own.desk.say(failure.words());
                }
                Err(_) => {}
            }
            own.rest();
        });
    }

    /// A request has ended: what waited for it goes on.
    fn rest(self: &Rc<Self>) {
        self.busy.set(false);
        if let Some(button) = self.waiting.take() {
            button.click();
        } else if self.is_behind() {
            self.keep_after(if self.failed.get() { AGAIN } else { PAUSE });
        }
    }

    fn pressed(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("#editor button[name=do]").ok()?);
        let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        let order = button.get_attribute("value").unwrap_or_default();
        if order == "look" {
            return;
        }
        if self.busy.get() {
            event.prevent_default();
            *self.waiting.borrow_mut() = Some(button);
        } else if order == "save" {
            // The server keeps what it does not save.
            self.failed.set(false);
        } else {
            event.prevent_default();
            self.obey(button, order);
        }
    }

    /// Adds, moves or takes away a row. Where that fails the form is sent as it would be without us.
    fn obey(self: &Rc<Self>, button: HtmlElement, order: String) {
        self.busy.set(true);
        let own = Rc::clone(self);
        spawn_local(async move {
            let answer = send(&own.desk.address(), &own.desk.form, &order).await;
            let done = answer.ok().and_then(|answer| Desk::swap(&button, &answer.page));
            own.rest();
            match done {
                Some(()) => own.changed(),
                None => own.desk.submit(&button),
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
