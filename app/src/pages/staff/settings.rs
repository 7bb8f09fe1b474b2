//! The coalition's settings: its name, zone, texts and sender; its logo; a test mail.
//!
//! Three forms, because a file cannot come back typed: what is wrong with a picture must not cost
//! the texts, and a test mail is sent with what is kept, not with what is being typed.

mod clash;
mod deeds;
mod form;
mod logo;
mod test_mail;

use domain::desk::Desk;
use domain::error::Result;
use domain::outbox::Told;
use domain::site::{self, Kept};
use domain::staff::Staff;
use leptos::prelude::*;

use crate::context::{desk, query, sent, site, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

pub use clash::Clashed;
pub use deeds::{remove_logo, save, test, upload};
pub use form::SettingsForm;
pub use logo::Upload;
pub use test_mail::Trial;

/// Where it stands.
const PATH: &str = "/staff/settings";

/// `/staff/settings`
#[component]
pub fn SettingsPage() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    shown(async move { read(&desk, &staff, zone).await }, move |(kept, last)| {
        sheet(&kept, last.as_ref())
    })
}

async fn read(
    desk: &Desk,
    staff: &Staff,
    zone: domain::time::Zone,
) -> Result<(Kept, Option<Told>)> {
    let owner = staff.owner()?;
    Ok((site::kept(desk, &owner).await?, site::last_test(desk, &owner, zone).await?))
}

fn sheet(kept: &Kept, last: Option<&Told>) -> AnyView {
    let refused = sent::<SettingsForm>();
    let clashed = use_context::<Clashed>();
    let problem = refused.as_ref().map(|sent| sent.problem.clone());
    let upload = sent::<Upload>().map(|sent| sent.problem);
    let trial = sent::<Trial>().map(|sent| sent.problem);
    view! {
        {private_head("Settings", "en")}
        <main id="main" class="staff">
            {done(query("done").as_deref())}
            {problem.map(|problem| view! { <NotTaken problem done="saved"/> })}
            {clashed.as_ref().map(|clashed| clash::told(&clashed.overtaken, site().zone))}
            <header class="staff-head">
                <h1>"Settings"</h1>
                <p class="lead-small">"They hold at once, on every page and in every letter."</p>
            </header>
            <div class="columns">
                <div>{form::form(kept, refused, clashed)}</div>
                <div>{logo::panel(upload.as_ref())} {test_mail::panel(last, trial.as_ref())}</div>
            </div>
        </main>
    }
    .into_any()
}

/// What was just done, by the word that the redirect carries.
fn done(word: Option<&str>) -> Option<AnyView> {
    let words = match word? {
        "welcome" => return Some(welcome()),
        "saved" => "Your settings are saved. They hold from now on.",
        "logo" => "The new logo stands at the head of every page.",
        "no-logo" => "The logo is gone from every page.",
        "test" => "A test mail is on its way to you. What became of it is written below.",
        _ => return None,
    };
    Some(view! { <Done words/> }.into_any())
}

fn welcome() -> AnyView {
    view! {
        <div class="notice notice-good" role="status" tabindex="-1" autofocus lang="en">
            <h2>"Welcome. This site is yours now."</h2>
            <p>"A few steps and it is ready. Everything can be changed later."</p>
            <ol class="steps">
                <li>"Write your coalition’s name, choose the time zone, and save."</li>
                <li>"Add a logo, if you have one."</li>
                <li>"Send yourself a test mail, to see that letters get through."</li>
                <li>
                    <a href="/staff/people">"Invite the people"</a>
                    " who work with you, and "
                    <a href="/staff">"write your first event"</a>
                    "."
                </li>
            </ol>
        </div>
    }
    .into_any()
}
