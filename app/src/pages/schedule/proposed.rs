//! What a speaker is asked, what they have proposed, and what became of it.

use domain::agenda::Item;
use domain::proposal::{Field, OwnProposal, Verdict};
use leptos::prelude::*;

use super::stands;

/// The invitation with its two answers; where one was given, how that stands.
pub(super) fn question(item: &Item, path: &str) -> Option<AnyView> {
    let answered = item.proposals.iter().find(|one| one.field == Field::Answer);
    let waits = answered.filter(|one| one.verdict.is_none());
    if let Some(waits) = waits {
        return Some(one(waits, path));
    }
    if !item.is_asked {
        return None;
    }
    let event = item.event_id.to_string();
    let form = view! {
        <form method="post" action=format!("{path}/answer") class="agenda-answer">
            <p>"The hosts would like to know whether you come."</p>
            <input type="hidden" name="event" value=event/>
            <p class="actions">
                <button type="submit" name="answer" value="yes" class="button">
                    "Accept"
                </button>
                <button type="submit" name="answer" value="no" class="button button-plain">
                    "Decline"
                </button>
            </p>
        </form>
    };
    Some(form.into_any())
}

/// What else was proposed for an event, and the way to propose more.
pub(super) fn foot(item: &Item, path: &str) -> AnyView {
    let texts: Vec<OwnProposal> =
        item.proposals.iter().filter(|one| !is_open_answer(one)).cloned().collect();
    let words = view! {
        <p class="agenda-words">
            <a href=format!("{path}/words/{}", item.event_id)>"What the page says of you"</a>
        </p>
    };
    // What stands there is said of whom they stand in for.
    let words = (!item.is_stand_in).then_some(words);
    view! { {list(&texts, path)} {words} {cannot_come(item, path)} }.into_any()
}

/// The way to say no after a yes, where the question does not stand open above.
fn cannot_come(item: &Item, path: &str) -> Option<AnyView> {
    let waits = item.proposals.iter().any(is_open_answer);
    let event = item.event_id.to_string();
    let form = || {
        view! {
            <details class="agenda-words">
                <summary>"You cannot come after all?"</summary>
                <form method="post" action=format!("{path}/answer")>
                    <p>"The hosts read it and confirm it. Until then nothing is public."</p>
                    <input type="hidden" name="event" value=event/>
                    <p class="actions">
                        <button type="submit" name="answer" value="no" class="button button-plain">
                            "I cannot come"
                        </button>
                    </p>
                </form>
            </details>
        }
        .into_any()
    };
    (item.may_decline && !item.is_asked && !waits).then(form)
}

fn is_open_answer(one: &OwnProposal) -> bool {
    one.field == Field::Answer && one.verdict.is_none()
}

/// Proposals with how each stands.
pub(super) fn list(proposals: &[OwnProposal], path: &str) -> Option<AnyView> {
    let lines = proposals.iter().map(|proposal| one(proposal, path)).collect_view();
    (!proposals.is_empty()).then(|| lines.into_any())
}

fn one(proposal: &OwnProposal, path: &str) -> AnyView {
    let what = match (proposal.field, proposal.proposed.as_deref()) {
        (Field::Answer, Some("confirmed")) => "Your answer, that you come",
        (Field::Answer, _) => "Your answer, that you cannot come",
        (field, _) => field.words(),
    };
    let tone = match proposal.verdict {
        None => "tag",
        Some(Verdict::Taken) => "tag tag-good",
        Some(Verdict::NotTaken) => "tag tag-wrong",
    };
    let reply = proposal.reply.clone();
    let waits = proposal.verdict.is_none();
    let id = proposal.id.to_string();
    view! {
        <div class="agenda-proposal">
            <p>
                {what} " " <span class=tone>{stands(proposal.verdict)}</span>
            </p>
            {reply.map(|reply| view! { <p dir="auto">{reply}</p> })}
            {waits
                .then(|| {
                    view! {
                        <form method="post" action=format!("{path}/withdraw")>
                            <input type="hidden" name="proposal" value=id/>
                            <button type="submit" class="button-quiet">
                                "Take it back"
                            </button>
                        </form>
                    }
                })}
        </div>
    }
    .into_any()
}
