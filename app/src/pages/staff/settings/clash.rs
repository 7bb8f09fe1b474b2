//! What is shown to who saves second: what the other saved, beside what was typed.

use domain::site::{Clash, Overtaken};
use domain::time::{Zone, moment};
use leptos::prelude::*;

use super::SettingsForm;
use crate::ui::table;

/// A form that was filled from settings that have changed since.
#[derive(Clone)]
pub struct Clashed {
    /// The form, as typed.
    pub typed: SettingsForm,
    /// What somebody else saved.
    pub overtaken: Overtaken,
}

/// Both versions of each field that differs.
pub fn told(overtaken: &Overtaken, zone: Zone) -> AnyView {
    let by = overtaken.by.clone().unwrap_or_else(|| "Somebody else".to_owned());
    let rows = overtaken.clashes.iter().map(row).collect_view();
    view! {
        <div
            class="notice notice-wrong"
            role="group"
            aria-labelledby="not-taken"
            tabindex="-1"
            autofocus
            lang="en"
        >
            <h2 id="not-taken">"The settings changed while you were typing"</h2>
            <p>
                {format!("{by} saved another version on {}. ", moment(overtaken.at, zone))}
                "Nothing of yours was saved yet, and everything you typed is still below. Look at both versions, change yours where you like, and save it again: it then takes the place of the other."
            </p>
            <p>
                <a href=super::PATH>"Leave mine and see what is saved"</a>
            </p>
        </div>
        {table::of_versions("Where the two versions differ", &["What", "Saved", "Yours"], rows)}
    }
    .into_any()
}

fn row(clash: &Clash) -> AnyView {
    view! {
        <tr>
            <td>
                <a href=format!("#{}", clash.field)>{words(clash.field)}</a>
            </td>
            <td data-label="Saved">{shown(&clash.theirs)}</td>
            <td data-label="Yours">{shown(&clash.yours)}</td>
        </tr>
    }
    .into_any()
}

/// Empty cells vanish on a phone, and what was taken out is a version too.
fn shown(text: &str) -> AnyView {
    match text {
        "" => view! { <em>"Nothing"</em> }.into_any(),
        text => text.to_owned().into_any(),
    }
}

fn words(field: &str) -> &'static str {
    match field {
        "name" => "Name",
        "zone" => "Time zone",
        "about" => "About you",
        "privacy" => "Privacy text",
        _ => "Sender of letters",
    }
}
