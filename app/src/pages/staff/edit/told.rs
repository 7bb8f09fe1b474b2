//! What the editor says before the form: what was not saved and why, what somebody else did, what
//! was left behind, what is odd.

use domain::error::Slip;
use domain::event::State;
use domain::event::edit::{Clashed, Gone, Scratch};
use domain::event::form::{Clash, label};
use domain::time::moment;
use leptos::prelude::*;

use crate::context::site;
use crate::problem::Problem;
use crate::ui::head::private_head;
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
            {list(slips, "")}
        </div>
    }
    .into_any()
}

/// A name was typed over one that a protected speaker chose.
pub fn name_was_kept() -> AnyView {
    view! {
        <div class="notice" role="group" aria-labelledby="kept-name">
            <h2 id="kept-name">"A protected speaker keeps the chosen name"</h2>
            <p>
                "What was typed over it here was not taken. The name is changed on their own page, among the "
                <a href="/staff/speakers">"speakers"</a>
                ". If you mean somebody else: remove the speaker here and add another one."
            </p>
        </div>
    }
    .into_any()
}

/// What is odd about an event; nothing that stands in the way. `editor` is the form's address, where it
/// stands on another page.
pub fn oddities(slips: &[Slip], editor: &str) -> Option<AnyView> {
    if slips.is_empty() {
        return None;
    }
    let notice = view! {
        <div class="notice" role="group" aria-labelledby="odd">
            <h2 id="odd">"Please check"</h2>
            {folded(slips, editor)}
        </div>
    };
    Some(notice.into_any())
}

/// More oddities than this are folded: on other pages there is more to see than what to check.
const SHOWN: usize = 5;

/// The first ones, and the others for who asks for them.
fn folded(slips: &[Slip], editor: &str) -> AnyView {
    if slips.len() <= SHOWN + 1 {
        return list(slips, editor);
    }
    let (shown, others) = slips.split_at(SHOWN);
    view! {
        {list(shown, editor)}
        <details class="more">
            <summary>{format!("{} more to check", others.len())}</summary>
            {list(others, editor)}
        </details>
    }
    .into_any()
}

fn list(slips: &[Slip], editor: &str) -> AnyView {
    let lines = slips.iter().map(|slip| {
        let words = format!("{}: {}", label(&slip.field), slip.why);
        view! {
            <li>
                <a href=format!("{editor}#{}", slip.field)>{words}</a>
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
    let taken = taken(&clashed.merged.taken, clashed.by_oneself);
    let taken = taken.map(|words| view! { <p>{words}</p> });
    let state = clashed.state.map(state).map(|words| view! { <p>{words}</p> });
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="clash" tabindex="-1" autofocus>
            <h2 id="clash">{heading}</h2>
            <p>
                {format!("{who} saved this event on {when}. What you typed was not saved yet, and nothing of it is lost.")}
            </p>
            {taken}
            {state}
            {table(clashed)}
        </div>
    }
    .into_any()
}

/// What they saved is in the form; what still differs can be chosen too.
pub fn took(left: Option<&Clashed>) -> AnyView {
    view! {
        <div class="notice" role="group" aria-labelledby="took" tabindex="-1" autofocus>
            <h2 id="took">"It is in the form now"</h2>
            <p>"Nothing is saved yet, and everything else is as you typed it. Look it over and save."</p>
            {left.map(table)}
        </div>
    }
    .into_any()
}

/// The page in place of the form of an event that somebody deleted meanwhile.
pub fn gone(gone: &Gone) -> AnyView {
    let who = gone.by.clone().unwrap_or_else(|| "Somebody".to_owned());
    let when = moment(gone.at, site().zone);
    view! {
        {private_head("This event was deleted", "en")}
        <main id="main" class="staff">
            <h1>"This event was deleted meanwhile"</h1>
            <div class="notice notice-wrong" role="group" tabindex="-1" autofocus>
                <p>
                    {format!("{who} deleted “{}” on {when}, so what you typed was not saved.", gone.title)}
                </p>
                <p>
                    "It is kept: once the event is restored, it is in the form again, and you can save it."
                </p>
            </div>
            <p>
                <a class="button button-plain" href=format!("/staff/events/{}", gone.id)>
                    "To the event, where it can be restored"
                </a>
            </p>
        </main>
    }
    .into_any()
}

/// `Their changes to When and Room are in the form below.`
fn taken(labels: &[&str], by_oneself: bool) -> Option<String> {
    let (last, others) = labels.split_last()?;
    let all = match others {
        [] => (*last).to_owned(),
        _ => format!("{} and {last}", others.join(", ")),
    };
    let whose = if by_oneself { "The other window’s" } else { "Their" };
    Some(format!("{whose} changes to {all} are in the form below. Look them over and save."))
}

fn state(state: State) -> &'static str {
    match state {
        State::Draft => "It is a draft now.",
        State::Published => "It is published now: what you save is public at once.",
        State::Cancelled => "It is cancelled now.",
        State::Postponed => "It is postponed now.",
    }
}

/// The words of the table of what both changed.
struct Words {
    lead: &'static str,
    theirs: &'static str,
    mine: &'static str,
    take: &'static str,
}

const OF_TWO: Words = Words {
    lead: "Both of you changed these. The form has yours: save it to keep yours, or take theirs into it first.",
    theirs: "Theirs",
    mine: "Yours",
    take: "Take theirs",
};
const OF_TWO_WINDOWS: Words = Words {
    lead: "These were changed in both windows. The form has what you typed here: save it to keep that, or take what was saved into it first.",
    theirs: "Saved in another window",
    mine: "Typed here",
    take: "Take what was saved",
};

fn table(clashed: &Clashed) -> Option<AnyView> {
    let both = &clashed.merged.clashes;
    if both.is_empty() {
        return None;
    }
    let words = if clashed.by_oneself { &OF_TWO_WINDOWS } else { &OF_TWO };
    let rows = both.iter().map(|clash| row(clash, words)).collect_view();
    let table = view! {
        <p>{words.lead}</p>
        <div class="table-frame">
            <table class="table clash">
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">{words.theirs}</th>
                        <th scope="col">{words.mine}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}

/// One thing that both changed, with a button of the form below.
fn row(clash: &Clash, words: &'static Words) -> AnyView {
    view! {
        <tr>
            <th scope="row">
                <a href=format!("#{}", clash.field)>{clash.label}</a>
            </th>
            <td data-label=words.theirs>
                <div dir="auto">{clash.theirs.clone()}</div>
                <button
                    type="submit"
                    form="editor"
                    name="do"
                    value=format!("theirs:{}", clash.field)
                    class="button-quiet"
                >
                    {words.take}
                    <span class="apart">{format!(" for {}", clash.label)}</span>
                </button>
            </td>
            <td data-label=words.mine dir="auto">
                {clash.mine.clone()}
            </td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::taken;

    #[test]
    fn what_was_taken_reads_as_a_sentence() {
        assert_eq!(taken(&[], false), None);
        let one = taken(&["Room"], false).expect("words");
        assert!(one.starts_with("Their changes to Room are in"), "{one}");
        let three = taken(&["Title", "Room", "Hosts"], true).expect("words");
        assert!(three.contains("to Title, Room and Hosts are"), "{three}");
    }
}
