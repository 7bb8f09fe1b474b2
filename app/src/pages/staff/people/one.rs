//! One of the people: another role, the invitation again, goodbye.
//!
//! Removing asks back by a part of the page that has to be opened first, which needs no script.

use domain::staff::{Person, Staff};
use domain::time::{Zone, moment};
use leptos::prelude::*;

use super::deeds::RoleForm;
use super::{PATH, called, of_page, path_of, roles};
use crate::context::{Sent, desk, param, query, sent, site, staff};
use crate::pages::shown;
use crate::ui::field::Choice;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

/// `/staff/people/{id}`
#[component]
pub fn OnePerson() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let (sent, done) = (sent::<RoleForm>(), query("done").and_then(|done| told(&done)));
    let (id, me) = (param("id"), staff.clone());
    shown(async move { of_page(desk, me, &id).await }, move |person| {
        sheet(&person, &staff, zone, sent, done)
    })
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "role" => Some("The role is changed. This person has to sign in again."),
        "again" => Some("The invitation is on its way once more; earlier links are void."),
        _ => None,
    }
}

fn sheet(
    person: &Person,
    staff: &Staff,
    zone: Zone,
    sent: Option<Sent<RoleForm>>,
    done: Option<&'static str>,
) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let why = problem.as_ref().and_then(|problem| problem.with("role"));
    let typed = sent.and_then(|sent| sent.typed).map(|typed| typed.role);
    let own = person.id == staff.id();
    view! {
        {private_head(called(person), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
            <header class="staff-head">
                <p class="crumbs">
                    <a href=PATH>"People"</a>
                </p>
                <h1>{called(person).to_owned()}</h1>
                <p class="lead-small">{person.email.clone()}</p>
            </header>
            {facts(person, zone)}
            {role(person, own, typed, why)}
            {(!own).then(|| invitation(person))}
            {removal(person, own)}
        </main>
    }
    .into_any()
}

fn facts(person: &Person, zone: Zone) -> AnyView {
    let seen = person.seen.map_or_else(|| "Not yet".to_owned(), |seen| moment(seen, zone));
    view! {
        <dl class="details">
            <dt>"Here since"</dt>
            <dd>{moment(person.since, zone)}</dd>
            <dt>"Last here"</dt>
            <dd>{seen}</dd>
        </dl>
    }
    .into_any()
}

fn role(person: &Person, own: bool, typed: Option<String>, why: Option<String>) -> AnyView {
    let chosen = typed.unwrap_or_else(|| person.role.to_string());
    let words = match (person.last_owner, own) {
        (true, _) => "Somebody has to be owner, and nobody else is.",
        (false, true) => "You will have to sign in again.",
        (false, false) => "This person is signed out at once and has to sign in again.",
    };
    view! {
        <section class="panel" aria-labelledby="role-head">
            <h2 id="role-head">"What this person may do"</h2>
            <form method="post" action=format!("{}/role", path_of(person.id)) novalidate>
                <Choice name="role" legend="Role" choices=roles() chosen why required=true/>
                <p class="fine">{words}</p>
                <div class="actions">
                    <button type="submit" class="button">
                        "Change the role"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn invitation(person: &Person) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="again">
            <h2 id="again">"The invitation"</h2>
            <p>"Lost, or too old? A new mail brings a new link, and earlier links are void."</p>
            <div class="actions">
                <form method="post" action=format!("{}/invite", path_of(person.id))>
                    <button type="submit" class="button button-plain">
                        "Send the invitation again"
                    </button>
                </form>
            </div>
        </section>
    }
    .into_any()
}

fn removal(person: &Person, own: bool) -> AnyView {
    if person.last_owner {
        return ().into_any();
    }
    let (words, button) = if own {
        ("You are signed out everywhere and cannot come back by yourself.", "Remove yourself")
    } else {
        (
            "They are signed out everywhere and their links are void. What they did stays in the journal. You can invite them again.",
            "Remove this person",
        )
    };
    view! {
        <section class="panel danger-zone" aria-labelledby="remove">
            <h2 id="remove">{button}</h2>
            <details>
                <summary>"Are you sure?"</summary>
                <p>{words}</p>
                <div class="actions">
                    <form method="post" action=format!("{}/remove", path_of(person.id))>
                        <button type="submit" class="button button-danger">
                            {button}
                        </button>
                    </form>
                </div>
            </details>
        </section>
    }
    .into_any()
}
