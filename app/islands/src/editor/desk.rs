//! The page's parts that the editor touches: the form, the line that says how it is kept, the
//! picture of the public page.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Document, Element, HtmlElement, HtmlFormElement};
use web_sys::{DomParser, HtmlDocument, HtmlIFrameElement, HtmlInputElement, SupportedType};

/// The form and what stands around it.
pub struct Desk {
    /// The form.
    pub form: HtmlFormElement,
    line: Element,
    picture: HtmlIFrameElement,
}

impl Desk {
    /// The desk that the element stands on.
    pub fn around(inside: &Element) -> Option<Self> {
        let desk = inside.closest(".desk").ok()??;
        let part = |css: &str| desk.query_selector(css).ok()?;
        Some(Self {
            form: part("#editor")?.dyn_into().ok()?,
            line: part(".editor-status")?,
            picture: part(".look-page")?.dyn_into().ok()?,
        })
    }

    /// Where the form is sent.
    pub fn address(&self) -> String {
        self.form.get_attribute("action").unwrap_or_default()
    }

    /// Where what is typed is sent.
    pub fn look_address(&self) -> String {
        let button = self.form.query_selector("[formaction]").ok().flatten();
        button.and_then(|button| button.get_attribute("formaction")).unwrap_or_default()
    }

    /// The form goes on from this revision.
    pub fn set_revision(&self, revision: &str) {
        self.set("revision", revision);
    }

    /// Rows of the line-up go on as who they have become: `0=12,2=14`.
    pub fn set_people(&self, people: &str) {
        for (row, who) in people.split(',').filter_map(|one| one.split_once('=')) {
            self.set(&format!("speakers[{row}].who"), who);
        }
    }

    fn set(&self, name: &str, value: &str) {
        let field = self.form.query_selector(&format!("[name='{name}']")).ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value(value);
        }
    }

    /// Says so, unless it says so already: a line that is written again is read aloud again.
    pub fn say(&self, words: &str) {
        if self.line.text_content().as_deref() != Some(words) {
            self.line.set_text_content(Some(words));
        }
    }

    /// Sends the form as the button does by itself.
    pub fn submit(&self, button: &HtmlElement) {
        if self.form.request_submit_with_submitter(Some(button)).is_err() {
            button.click();
        }
    }

    /// Whether there is a picture in sight that was never drawn.
    pub fn awaits_picture(&self) -> bool {
        let drawn = || self.document().is_some_and(|inside| has_style(&inside));
        self.picture.offset_width() > 0 && !drawn()
    }

    /// Puts the page into the picture. Its styles stay from the first time on, so that it neither
    /// flickers nor scrolls.
    pub fn draw(&self, page: &str) {
        if self.picture.offset_width() > 0 {
            let _ = self.drawn(page);
        }
    }

    fn drawn(&self, page: &str) -> Option<()> {
        let (fresh, inside) = (parsed(page)?, self.document()?);
        if !has_style(&inside) {
            // A frame begins without a doctype, and old rules of layout would hold in it.
            let bare = inside.unchecked_ref::<HtmlDocument>();
            bare.open().ok()?;
            bare.write_1("<!DOCTYPE html>").ok()?;
            bare.close().ok()?;
            let style = fresh.query_selector("link[rel=stylesheet]").ok()??;
            inside.head()?.set_inner_html(&style.outer_html());
        }
        let scrolled = inside.scrolling_element().map_or(0, |root| root.scroll_top());
        let (root, body) = (inside.document_element()?, inside.body()?);
        let language = fresh.document_element()?.get_attribute("lang").unwrap_or_default();
        root.set_attribute("lang", &language).ok()?;
        // It is to be looked at: no link in it leads anywhere, but keys scroll it.
        root.set_attribute("tabindex", "0").ok()?;
        body.set_attribute("inert", "").ok()?;
        body.set_inner_html(&fresh.body()?.inner_html());
        inside.scrolling_element()?.set_scroll_top(scrolled);
        Some(())
    }

    fn document(&self) -> Option<Document> {
        self.picture.content_document()
    }
}

fn has_style(document: &Document) -> bool {
    document.query_selector("link").ok().flatten().is_some()
}

/// A page as a document of its own.
pub fn parsed(page: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(page, SupportedType::TextHtml).ok()
}
