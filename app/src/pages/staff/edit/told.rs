//! What the editor says before the form: what was not saved and why, what somebody else did, what
//! was left behind, what is odd.

use domain::error::Slip;
use domain::event::State;
use domain::event::edit::{Clashed, Scratch};
use domain::event::form::{Clash, label};
use domain::time::moment;
use leptos::prelude::*;

use crate::context::site;
use crate::problem::Problem;
use crate::ui::notice::NotTaken;

/// Why the form was not saved. It takes the focus.
pub fn not_saved(problem: &Problem) -> AnyView {
    let Problem::Invalid(slips) = problem else {
        return view! { <NotTaken problem=problem.clone() done="saved"/> }.into_any();
    };
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="not-taken" tabindex="-1" autofocus>
            <h2 id="not-taken">"Please look at this again"</h2>
            <p>"Nothing was saved yet, and everything you typed is still there."</p>
            {list(slips)}
        </div>
    }
    .into_any()
}

/// What is odd about an event that was saved; nothing that stands in the way.
pub fn oddities(slips: &[Slip]) -> Option<AnyView> {
    if slips.is_empty() {
        return None;
    }
    let notice = view! {
        <div class="notice" role="group" aria-labelledby="odd">
            <h2 id="odd">"Please check"</h2>
            {list(slips)}
        </div>
    };
    Some(notice.into_any())
}

fn list(slips: &[Slip]) -> AnyView {
    let lines = slips.iter().map(|slip| {
        let words = format!("{}: {}", label(&slip.field), slip.why);
        view! {
            <li>
                <a href=format!("#{}", slip.field)>{words}</a>
            </li>
        }
    });
    view! { <ul>{lines.collect_view()}</ul> }.into_any()
}

/// What this person typed earlier and did not save, which is what the form shows.
pub fn left_behind(id: i64, left: &Scratch) -> AnyView {
    let when = moment(left.saved_at, site().zone);
    view! {
        <div class="notice" role="group" aria-labelledby="left">
            <h2 id="left">"You have not saved this yet"</h2>
            <p>
                {format!("You typed what is in the form below on {when}. Save it, or go back to what is saved.")}
            </p>
            <form method="post" action=format!("/staff/events/{id}/edit/discard")>
                <button type="submit" class="button-quiet">
                    "Go back to what is saved"
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// What somebody else saved meanwhile, and what that means for the form below.
pub fn clash(clashed: &Clashed) -> AnyView {
    let when = moment(clashed.at, site().zone);
    let (heading, who) = match (&clashed.by, clashed.by_oneself) {
        (_, true) => ("You saved this in another window", "You".to_owned()),
        (Some(name), false) => ("Somebody else saved meanwhile", name.clone()),
        (None, false) => ("This was imported meanwhile", "The command line".to_owned()),
    };
    let taken = taken(&clashed.merged.taken).map(|words| view! { <p>{words}</p> });
    let state = clashed.state.map(state).map(|words| view! { <p>{words}</p> });
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="clash" tabindex="-1" autofocus>
            <h2 id="clash">{heading}</h2>
            <p>
                {format!("{who} saved this event on {when}. What you typed was not saved yet, and nothing of it is lost.")}
            </p>
            {taken}
            {state}
            {table(&clashed.merged.clashes)}
        </div>
    }
    .into_any()
}

/// `Their changes to When and Room are in the form below.`
fn taken(labels: &[&str]) -> Option<String> {
    let (last, others) = labels.split_last()?;
    let all = match others {
        [] => (*last).to_owned(),
        _ => format!("{} and {last}", others.join(", ")),
    };
    Some(format!("Their changes to {all} are in the form below. Look them over and save."))
}

fn state(state: State) -> &'static str {
    match state {
        State::Draft => "It is a draft now.",
        State::Published => "It is published now: what you save is public at once.",
        State::Cancelled => "It is cancelled now.",
        State::Postponed => "It is postponed now.",
    }
}

fn table(clashes: &[Clash]) -> Option<AnyView> {
    if clashes.is_empty() {
        return None;
    }
    let rows = clashes.iter().map(|clash| {
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("#{}", clash.field)>{clash.label}</a>
                </th>
                <td data-label="Theirs" dir="auto">
                    {clash.theirs.clone()}
                </td>
                <td data-label="Yours" dir="auto">
                    {clash.mine.clone()}
                </td>
            </tr>
        }
    });
    let table = view! {
        <p>
            "Both of you changed these. The form has yours: save it to keep yours, or put theirs in first."
        </p>
        <div class="table-frame">
            <table class="table clash">
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">"Theirs"</th>
                        <th scope="col">"Yours"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}

#[cfg(test)]
mod tests {
    use super::taken;

    #[test]
    fn what_was_taken_reads_as_a_sentence() {
        assert_eq!(taken(&[]), None);
        let one = taken(&["Room"]).expect("words");
        assert!(one.starts_with("Their changes to Room are in"), "{one}");
        let three = taken(&["Title", "Room", "Hosts"]).expect("words");
        assert!(three.contains("to Title, Room and Hosts are"), "{three}");
    }
}
