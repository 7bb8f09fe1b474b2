//! `/r/{token}/cancel`: what giving up means, and the button that does it.

use domain::rsvp::{self, OwnRsvp, Standing};
use leptos::prelude::*;

use super::standing::contact;
use super::{own_path, step_head, whose};
use crate::context::{desk, param};
use crate::pages::event::noun;
use crate::pages::shown;
use crate::ui::head::private_head;

/// `/r/{token}/cancel`
#[component]
pub fn CancelPage() -> impl IntoView {
    let (desk, token) = (desk(), param("token"));
    let pass = token.clone();
    shown(async move { rsvp::of_pass(&desk, &pass).await }, move |own| sheet(&own, &token))
}

fn sheet(own: &OwnRsvp, token: &str) -> AnyView {
    let (title, button) = words(own);
    let inside = if own.may_change {
        view! {
            {means(own).into_iter().map(|words| view! { <p dir="auto">{words}</p> }).collect_view()}
            <form class="own-buttons" method="post" action=format!("/r/{token}/cancel")>
                <button type="submit" name="send" class="button">
                    {button}
                </button>
                <a class="button button-plain" href=own_path(token)>
                    "Leave it as it is"
                </a>
            </form>
        }
        .into_any()
    } else {
        not_here(own, token)
    };
    view! {
        {private_head(&format!("{title} {}", own.briefing.title), "en")}
        <main id="main" class="page own">{step_head(own, token, title)} <section>{inside}</section></main>
    }
    .into_any()
}

/// Whoever still has something is told since when it cannot be given up here, and whom to write to.
fn not_here(own: &OwnRsvp, token: &str) -> AnyView {
    let has = own.standing.is_alive();
    let until = own.changes_until.as_ref().filter(|_| has && own.is_too_late);
    let words = match until {
        Some(until) => format!(
            "This was possible here until {until}. If you cannot come, please write to the hosts."
        ),
        None if has => format!(
            "This {} is no longer coming up, so nothing needs giving up.",
            noun(&own.briefing)
        ),
        None => "There is nothing to give up here any more.".to_owned(),
    };
    let contact = until.and_then(|_| contact(own));
    view! {
        <p>{words}</p>
        {contact}
        <p>
            <a href=own_path(token)>"See how you stand"</a>
        </p>
    }
    .into_any()
}

fn words(own: &OwnRsvp) -> (&'static str, &'static str) {
    match own.standing {
        Standing::Waiting => ("Leave the waiting list?", "Leave the waiting list"),
        Standing::Offered => ("Pass the offer on?", "Pass it on"),
        Standing::Asked => ("Cancel your request?", "Cancel my request"),
        _ if own.online && own.party > 1 => ("Give up your places?", "Give up my places"),
        _ if own.online => ("Give up your place?", "Give up my place"),
        _ if own.party > 1 => ("Give up your seats?", "Give up my seats"),
        _ => ("Give up your seat?", "Give up my seat"),
    }
}

/// What it means, a sentence each.
fn means(own: &OwnRsvp) -> Vec<String> {
    let what = match own.standing {
        Standing::Waiting if own.party > 1 => format!("You no longer wait for {}.", whose(own)),
        Standing::Waiting => "You lose your place in line.".to_owned(),
        Standing::Offered => format!("The offer of {} goes to whoever is next.", whose(own)),
        Standing::Asked => "The hosts no longer see your request.".to_owned(),
        _ => format!("You give up {}. Somebody else can have that.", whose(own)),
    };
    let undo = if own.may_come_back {
        "You can take this back on the same page. Within an hour you keep your turn; after that you come after everybody who waits then, unless something is still free."
    } else {
        "Replies are closed, so this cannot be taken back here."
    };
    vec![what, undo.to_owned(), "A letter tells you that it is done.".to_owned()]
}
