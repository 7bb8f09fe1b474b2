//! The form's controls, each with what was typed into it and what is wrong with it.

use domain::error::Slip;
use domain::event::form::{EventForm, words_beside};
use leptos::prelude::*;

use crate::ui::control::{self, Asked, Line};
use crate::ui::{field, zone};

/// The form as it is shown.
pub struct Typing<'a> {
    /// What was typed.
    pub form: &'a EventForm,
    /// What is wrong.
    pub slips: &'a [Slip],
    /// The name of the control that takes the focus.
    pub focus: Option<&'a str>,
}

/// The name of a control and what belongs in it.
pub struct Control<N> {
    name: N,
    help: &'static str,
}

/// A control that needs no further words.
pub fn control<N: Into<String>>(name: N) -> Control<N> {
    Control { name, help: "" }
}

impl<N> Control<N> {
    /// With words on what belongs in it.
    pub fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }
}

impl Typing<'_> {
    fn asked<N: Into<String>>(&self, control: Control<N>) -> Asked {
        let name = control.name.into();
        Asked {
            label: words_beside(&name),
            help: control.help,
            value: self.form.value(&name).to_owned(),
            why: self.slips.iter().find(|slip| slip.field == name).map(|slip| slip.why.clone()),
            focus: self.focus == Some(&name),
            name,
        }
    }

    /// A line of text.
    pub fn text<N: Into<String>>(&self, control: Control<N>) -> AnyView {
        self.line(control, Line::Text)
    }

    /// A line of some kind.
    pub fn line<N: Into<String>>(&self, control: Control<N>, line: Line) -> AnyView {
        control::line(&self.asked(control), line, None)
    }

    /// A line of text with a list of what it often holds.
    pub fn offered<N: Into<String>>(&self, control: Control<N>, list: &'static str) -> AnyView {
        control::line(&self.asked(control), Line::Text, Some(list))
    }

    /// Several lines.
    pub fn lines<N: Into<String>>(&self, control: Control<N>, rows: u8) -> AnyView {
        field::lines(&self.asked(control), rows)
    }

    /// A time zone.
    pub fn zone<N: Into<String>>(&self, control: Control<N>) -> AnyView {
        zone::zone(&self.asked(control))
    }

    /// A box to tick.
    pub fn tick<N: Into<String>>(&self, control: Control<N>) -> AnyView {
        control::tick(&self.asked(control))
    }

    /// One of several. Where nothing was said, `unsaid` shows what that means and leaves it so.
    pub fn pick<N: Into<String>>(
        &self,
        control: Control<N>,
        choices: &[(&str, &str)],
        unsaid: &str,
    ) -> AnyView {
        let asked = self.asked(control);
        let choices: Vec<(String, String)> = choices
            .iter()
            .map(|(value, words)| {
                let kept = if asked.value.is_empty() && *value == unsaid { "" } else { value };
                (kept.to_owned(), (*words).to_owned())
            })
            .collect();
        control::pick(&asked, &choices)
    }
}
