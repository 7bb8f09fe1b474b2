//! The form of the texts: what the coalition is called, says of itself, and writes from.

use domain::site::{Draft, Kept, LONGEST_NAME, LONGEST_SENDER};
use domain::time::Zone;
use leptos::prelude::*;
use serde::Deserialize;

use super::{Clashed, PATH};
use crate::context::{Sent, desk, site};
use crate::ui::control::Asked;
use crate::ui::field::lines;
use crate::ui::zone::zone;

/// The form's `id`: the buttons beside it send its fields along.
pub const FORM: &str = "settings";

/// The form's fields as sent. A browser may leave any of them out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    revision: String,
    name: String,
    zone: String,
    about: String,
    privacy: String,
    sender: String,
}

impl SettingsForm {
    /// The revision that it was filled from; one that never was if it does not say.
    pub fn revision(&self) -> i64 {
        self.revision.parse().unwrap_or(-1)
    }

    /// Nothing of it was sent.
    pub fn is_bare(&self) -> bool {
        *self == Self::default()
    }

    /// It says what is kept, but for the space around it.
    pub fn says(&self, kept: &Kept, zone: Zone) -> bool {
        let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let texts = |form: &Self| {
            [&form.name, &form.zone, &form.about, &form.privacy, &form.sender]
                .map(|text| plain(text))
        };
        texts(self) == texts(&Self::stored(kept, zone))
    }

    /// A field by its control's name.
    pub fn field(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "revision" => Some(&mut self.revision),
            "name" => Some(&mut self.name),
            "zone" => Some(&mut self.zone),
            "about" => Some(&mut self.about),
            "privacy" => Some(&mut self.privacy),
            "sender" => Some(&mut self.sender),
            _ => None,
        }
    }

    /// The form as the page first shows it; `zone` holds while none is set.
    fn stored(kept: &Kept, zone: Zone) -> Self {
        let Draft { name, zone: own, about, privacy, sender } = kept.draft.clone();
        let zone = if own.is_empty() { zone.to_string() } else { own };
        Self { revision: kept.revision.to_string(), name, zone, about, privacy, sender }
    }
}

impl From<SettingsForm> for Draft {
    fn from(form: SettingsForm) -> Self {
        let SettingsForm { name, zone, about, privacy, sender, .. } = form;
        Self { name, zone, about, privacy, sender }
    }
}

/// The form with what is kept, or with what was typed if it comes back.
pub fn form(
    kept: &Kept,
    refused: Option<Sent<SettingsForm>>,
    clashed: Option<Clashed>,
    unsaved: Option<SettingsForm>,
) -> AnyView {
    let problem = refused.as_ref().map(|sent| sent.problem.clone());
    let typed = match (clashed, refused.and_then(|sent| sent.typed)) {
        // Sent once more, it goes over what the other saved: both versions were shown.
        (Some(Clashed { typed, overtaken }), _) => {
            SettingsForm { revision: overtaken.revision.to_string(), ..typed }
        }
        (None, Some(typed)) => typed,
        (None, None) => unsaved.unwrap_or_else(|| SettingsForm::stored(kept, site().zone)),
    };
    let asked = |name: &str, label, help, value: &str| Asked {
        name: name.to_owned(),
        label,
        help,
        value: value.to_owned(),
        why: problem.as_ref().and_then(|problem| problem.with(name)),
        focus: false,
    };
    let name = asked(
        "name",
        "Your coalition’s name",
        "Stands at the head of every page and in every letter.",
        &typed.name,
    );
    let zone_of = asked("zone", "Time zone", "New events begin with it.", &typed.zone);
    let about = asked(
        "about",
        "About you",
        "A few paragraphs for the front page. Markdown works: **bold**, lists, links.",
        &typed.about,
    );
    let privacy = asked(
        "privacy",
        "Your privacy text",
        "Stands first on the privacy page, before what this program does by itself: who you are, how to reach you, how long you keep replies. Markdown works.",
        &typed.privacy,
    );
    let sender = asked(
        "sender",
        "Sender of letters",
        "An address, or a name and an address: Example Coalition <briefings@example.org>. Somebody should read what is sent there.",
        &typed.sender,
    );
    view! {
        <form class="editor" id=FORM method="post" action=PATH novalidate>
            <input type="hidden" name="revision" value=typed.revision/>
            <fieldset class="group" id="coalition">
                <legend>"The coalition"</legend>
                {name_line(&name)}
                {zone(&zone_of)}
                {lines(&about, 6)}
            </fieldset>
            <fieldset class="group" id="letters">
                <legend>"Letters"</legend>
                {sender_line(&sender)}
            </fieldset>
            <fieldset class="group" id="data">
                <legend>"Privacy"</legend>
                {lines(&privacy, 8)}
            </fieldset>
            <div class="editor-bar">
                <button type="submit" class="button">
                    "Save the settings"
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn name_line(asked: &Asked) -> AnyView {
    let control = view! {
        <input
            id=asked.name.clone()
            name=asked.name.clone()
            type="text"
            autocomplete="organization"
            maxlength=LONGEST_NAME.to_string()
            placeholder=desk().site_name.to_string()
            required
            value=asked.value.clone()
            aria-invalid=asked.invalid()
            aria-describedby=asked.described()
        />
    };
    asked.around(false, control.into_any())
}

fn sender_line(asked: &Asked) -> AnyView {
    let described = asked.described().unwrap_or_default();
    let control = view! {
        <input
            id=asked.name.clone()
            name=asked.name.clone()
            type="text"
            inputmode="email"
            autocomplete="off"
            spellcheck="false"
            autocapitalize="none"
            maxlength=LONGEST_SENDER.to_string()
            value=asked.value.clone()
            aria-invalid=asked.invalid()
            aria-describedby=format!("{described} sender-else")
        />
        <p class="fine" id="sender-else">
            "Left empty, letters come from "
            {desk().mail_from.to_string()} ", as the server is set up."
        </p>
    };
    asked.around(false, control.into_any())
}
