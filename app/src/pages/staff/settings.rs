//! The coalition's settings: its name, zone, texts and sender; its logo; a test mail.
//!
//! One form with four buttons: only "Save" keeps the texts. The others change the logo or send a
//! test mail with what is kept, and bring the texts back as they are being typed.

mod aside;
mod clash;
mod deeds;
mod form;
mod logo;
mod parts;
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

use aside::{Aside, Deed};

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
    let aside = use_context::<Aside>();
    let aside = aside.as_ref();
    let (logo_problem, test_problem) =
        (aside.and_then(Aside::logo_problem), aside.and_then(Aside::test_problem));
    view! {
        {private_head("Settings", "en")}
        <main id="main" class="staff">
            {done(query("done").as_deref())}
            {aside.and_then(Aside::told)}
            {problem.map(|problem| view! { <NotTaken problem done="saved"/> })}
            {clashed.as_ref().map(|clashed| clash::told(&clashed.overtaken, site().zone))}
            <header class="staff-head">
                <h1>"Settings"</h1>
                <p class="lead-small">"They hold at once, on every page and in every letter."</p>
            </header>
            <div class="columns">
                <div>{form::form(kept, refused, clashed, aside.and_then(Aside::typed))}</div>
                <div>{logo::panel(logo_problem)} {test_mail::panel(last, test_problem)}</div>
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
        "logo" => aside::words(Deed::Logo),
        "no-logo" => aside::words(Deed::NoLogo),
        "test" => aside::words(Deed::Test),
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
