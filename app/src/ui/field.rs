//! Form controls: the label above, help below it, the problem between label and control.
//!
//! The only place that may write a `textarea`: Leptos puts its text into the page as it is, so it
//! is escaped here by hand.

use leptos::prelude::*;

use crate::ui::control::Asked;

/// The longest address that RFC 5321 §4.5.3.1.3 lets through.
pub const LONGEST_MAIL: usize = 254;

/// A labelled control of one line. Its `id` is its name.
#[component]
pub fn TextField(
    /// The control's name.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What was typed before, kept.
    value: String,
    /// What is wrong with it.
    why: Option<String>,
    /// The browser's name for what is asked for (HTML, "autofill field").
    autocomplete: &'static str,
    /// The most characters that it takes.
    longest: usize,
    /// Nothing can be sent without it.
    #[prop(optional)]
    required: bool,
    /// The kind of line, for a phone's keyboard.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let wrong = why.is_some();
    let plain = kind != "text";
    view! {
        <div class="field" class=("field-wrong", wrong)>
            <label for=name>{label} {(!required).then(optional)}</label>
            {reason(name, why)}
            <input
                id=name
                name=name
                type=kind
                autocomplete=autocomplete
                spellcheck=plain.then_some("false")
                autocapitalize=plain.then_some("none")
                maxlength=longest.to_string()
                required=required
                value=value
                aria-invalid=wrong.then_some("true")
                aria-describedby=wrong.then(|| format!("{name}-why"))
            />
        </div>
    }
}

/// The labelled control for one's mail address, with a line for a hint.
#[component]
pub fn MailInput(
    /// What was typed before, kept.
    value: String,
    /// What is wrong with it.
    why: Option<String>,
    /// A question about it.
    hint: Option<String>,
) -> impl IntoView {
    let wrong = why.is_some();
    view! {
        <div class="field" class=("field-wrong", wrong)>
            <label for="email">"E-mail"</label>
            {reason("email", why)}
            <input
                id="email"
                name="email"
                type="email"
                autocomplete="email"
                spellcheck="false"
                autocapitalize="none"
                maxlength=LONGEST_MAIL.to_string()
                required
                value=value
                aria-invalid=wrong.then_some("true")
                aria-describedby=if wrong { "email-why email-hint" } else { "email-hint" }
            />
            <p class="field-hint" id="email-hint" aria-live="polite" data-hint>
                {hint}
            </p>
        </div>
    }
}

/// A labelled control of several lines, never required.
#[component]
pub fn TextArea(
    /// The control's name.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// Who reads it, or what belongs in it.
    help: &'static str,
    /// What was typed before, kept.
    value: String,
    /// What is wrong with it.
    why: Option<String>,
    /// The most characters that it takes.
    longest: usize,
) -> impl IntoView {
    let wrong = why.is_some();
    let described = if wrong { format!("{name}-help {name}-why") } else { format!("{name}-help") };
    view! {
        <div class="field" class=("field-wrong", wrong)>
            <label for=name>{label} {optional()}</label>
            <p class="fine" id=format!("{name}-help")>
                {help}
            </p>
            {reason(name, why)}
            <textarea
                id=name
                name=name
                rows="3"
                maxlength=longest.to_string()
                aria-invalid=wrong.then_some("true")
                aria-describedby=described
            >
                {escaped(value)}
            </textarea>
        </div>
    }
}

/// A control of several lines whose name is made at run time.
pub fn lines(asked: &Asked, rows: u8) -> AnyView {
    area(asked, rows, false)
}

/// The same for words that can be read, copied and sent, but not changed.
pub fn lines_to_read(asked: &Asked, rows: u8) -> AnyView {
    area(asked, rows, true)
}

fn area(asked: &Asked, rows: u8, readonly: bool) -> AnyView {
    let control = view! {
        <textarea
            id=asked.name.clone()
            name=asked.name.clone()
            rows=rows.to_string()
            autocomplete="off"
            aria-invalid=asked.invalid()
            aria-describedby=asked.described()
            autofocus=asked.focus
            readonly=readonly
        >
            {escaped(asked.value.clone())}
        </textarea>
    };
    asked.around(false, control.into_any())
}

/// One of several, as radio buttons.
#[component]
pub fn Choice(
    /// The controls' name.
    name: &'static str,
    /// What is asked for.
    legend: &'static str,
    /// Each value with its words.
    choices: Vec<(&'static str, String)>,
    /// The value chosen before, if any.
    chosen: String,
    /// What is wrong with it.
    why: Option<String>,
    /// Nothing can be sent without it.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let wrong = why.is_some();
    let described = wrong.then(|| format!("{name}-why"));
    let choices = choices
        .into_iter()
        .map(move |(value, words)| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name=name
                        value=value
                        required=required
                        checked=chosen == value
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset
            class="field"
            id=name
            class=("field-wrong", wrong)
            aria-describedby=described
        >
            <legend>{legend} {(!required).then(optional)}</legend>
            {reason(name, why)}
            {choices}
        </fieldset>
    }
}

/// The space belongs to the words: a screen reader would join them otherwise.
fn optional() -> impl IntoView {
    view! { <span class="optional">" (optional)"</span> }
}

/// What is wrong with a control.
pub fn reason(name: &str, why: Option<String>) -> Option<AnyView> {
    let reason = why.map(|why| {
        view! {
            <p class="field-why" id=format!("{name}-why")>
                {why}
            </p>
        }
    });
    reason.map(IntoAny::into_any)
}

/// A parser drops the first line break of a `textarea`, so there is always one to drop.
fn escaped(text: String) -> String {
    if text.is_empty() {
        return text;
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("\n{text}")
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::*;

    #[test]
    fn typed_text_stays_inside_its_box() {
        let typed = "a & b</textarea><script>alert(1)</script>".to_owned();
        let page = Owner::new().with(|| {
            view! { <TextArea name="access" label="Access" help="" value=typed why=None longest=500/> }
                .to_html()
        });
        let inside = "a & b</textarea><script>alert(1)</script>";
        let asked = Asked { value: inside.to_owned(), ..Asked::default() };
        let other = Owner::new().with(|| lines(&asked, 3).to_html());
        assert!(!other.contains("<script>"), "{other}");
        assert!(page.contains(
            ">\na &amp; b&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>"
        ));
    }
}
