//! The people who work here: who they are, inviting, another role, saying goodbye. For owners.

mod deeds;
mod invitation;
mod one;

use domain::error::Result;
use domain::staff::{self, Person, Role};
use domain::time::{Zone, moment};
use leptos::prelude::*;

use crate::context::{desk, query, sent, site, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};
use crate::ui::table;

pub use deeds::{change_role, invite, invite_again, remove};
pub use invitation::InvitationForm;
pub use one::OnePerson;

const PATH: &str = "/staff/people";

/// `/staff/people`
#[component]
pub fn People() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let (sent, done) = (sent::<InvitationForm>(), query("done").and_then(|done| told(&done)));
    let me = staff.id();
    let reading = async move { staff::people(&desk, &staff.owner()?).await };
    shown(reading, move |people| {
        let problem = sent.as_ref().map(|sent| sent.problem.clone());
        let rows = people.iter().map(|person| row(person, me, zone)).collect_view();
        view! {
            {private_head("People", "en")}
            <main id="main" class="staff">
                {problem.map(|problem| view! { <NotTaken problem/> })}
                {done.map(|words| view! { <Done words/> })}
                <header class="staff-head">
                    <h1>"People"</h1>
                    <p class="lead-small">{counted(people.len())}</p>
                    <div class="actions">
                        <a class="button" href="#invite">
                            "Invite somebody"
                        </a>
                    </div>
                </header>
                {table(rows.into_any())}
                {invitation::form(sent)}
            </main>
        }
        .into_any()
    })
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "invited" => Some("The invitation is on its way."),
        "removed" => Some("This person was removed and is signed out everywhere."),
        _ => None,
    }
}

fn counted(people: usize) -> String {
    match people {
        1 => "You alone, so far.".to_owned(),
        many => format!("{many} people work here."),
    }
}

fn table(rows: AnyView) -> AnyView {
    table::with_heads(
        "People who work here",
        &["Name", "E-mail", "Role", "Since", "Last here"],
        rows,
    )
}

fn row(person: &Person, me: i64, zone: Zone) -> AnyView {
    let you = (person.id == me).then(|| view! { " " <span class="tag tag-good">"You"</span> });
    let seen = person.seen.map_or_else(
        || view! { <span class="tag tag-waiting">"Not yet"</span> }.into_any(),
        |seen| moment(seen, zone).into_any(),
    );
    view! {
        <tr>
            <td>
                <a href=path_of(person.id)>{called(person).to_owned()}</a>
                {you}
            </td>
            <td data-label="E-mail">{person.email.clone()}</td>
            <td data-label="Role">{role_word(person.role)}</td>
            <td data-label="Since">{moment(person.since, zone)}</td>
            <td data-label="Last here">{seen}</td>
        </tr>
    }
    .into_any()
}

/// The name, or the address of who has not told one.
fn called(person: &Person) -> &str {
    if person.name.is_empty() { &person.email } else { &person.name }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Editor => "Editor",
    }
}

/// Each role with what it may do, for radio buttons.
fn roles() -> Vec<(&'static str, String)> {
    vec![
        ("editor", "Editor: events, their RSVPs and letters".to_owned()),
        ("owner", "Owner: settings and people as well".to_owned()),
    ]
}

fn path_of(id: i64) -> String {
    format!("{PATH}/{id}")
}

/// The person that a page is about.
async fn of_page(
    desk: domain::desk::Desk,
    staff: domain::staff::Staff,
    id: &str,
) -> Result<Person> {
    let id = id.parse().map_err(|_| domain::error::Error::NotFound)?;
    staff::person(&desk, &staff.owner()?, id).await
}
