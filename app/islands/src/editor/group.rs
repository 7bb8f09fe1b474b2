//! A group of rows while the server moves, adds or takes away one of them.
//!
//! It is closed for that long: what would be typed into it meanwhile, the answer would overwrite.
//! The rest of the form stays open, and who has gone on there keeps the focus.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use super::desk::parsed;

/// One closed group.
pub struct Group(Element);

impl Group {
    /// Closes the group that the button stands in.
    pub fn close(button: &Element) -> Option<Self> {
        let group = button.closest("fieldset.group").ok()??;
        group.set_attribute("inert", "").ok()?;
        Some(Self(group))
    }

    /// Opens it again as it was, with the focus on the button that was pressed.
    pub fn open(&self, button: &HtmlElement) {
        let left = self.was_left();
        // An element of the page always lets go of an attribute.
        let _ = self.0.remove_attribute("inert");
        if !left {
            let _ = button.focus();
        }
    }

    /// Puts the answer's group in its place; the focus goes where the answer wants it.
    pub fn swap(&self, page: &str) -> Option<()> {
        let fresh = parsed(page)?.get_element_by_id(&self.0.id())?;
        let left = self.was_left();
        self.0.replace_with_with_node_1(&fresh).ok()?;
        let wanted = fresh.query_selector("[autofocus]").ok()?;
        if let Some(wanted) = wanted.and_then(|wanted| wanted.dyn_into::<HtmlElement>().ok())
            && !left
        {
            // A control that cannot take the focus is still there.
            let _ = wanted.focus();
        }
        Some(())
    }

    /// Whether somebody has gone on elsewhere in the form.
    fn was_left(&self) -> bool {
        let focused = document().query_selector("#editor :focus").ok().flatten();
        focused.is_some_and(|focused| !self.0.contains(Some(&focused)))
    }
}
