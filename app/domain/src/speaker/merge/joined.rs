//! One place in a line-up of two, where both entries of one person were in it.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::document::Speaker;
use crate::error::Result;
use crate::event::{self, edit};
use crate::staff::Staff;
use crate::word::Word;

/// Leaves one place of this person in the line-up of each event. The caller has locked them.
pub(super) async fn keep_one<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    (id, events): (i64, &[i64]),
    now: DateTime<Utc>,
) -> Result<()> {
    for event_id in events {
        let event = event::locked_or_deleted(txn, *event_id).await?;
        edit::amend(txn, staff, &event, now, |draft| {
            join(draft, id);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// The first place by which they come takes in what the others say, and their sessions.
fn join(draft: &mut edit::Draft, id: i64) {
    let all = 0..draft.line_up.len();
    let mut places: Vec<usize> =
        all.filter(|place| draft.line_up[*place].person == Some(id)).collect();
    let comes = |place: &usize| !is_out(&draft.line_up[*place].speaker);
    let kept = places.iter().copied().find(comes).or_else(|| places.first().copied());
    let Some(kept) = kept else { return };
    places.retain(|place| *place != kept);
    let name = draft.line_up[kept].speaker.name.clone().unwrap_or_default();
    for place in &places {
        draft.rename(*place, &name);
        let other = draft.line_up[*place].speaker.clone();
        take_in(&mut draft.line_up[kept].speaker, other);
    }
    for session in &mut draft.document.sessions {
        let mut met = false;
        session.speakers.retain(|one| *one != name || !std::mem::replace(&mut met, true));
    }
    for place in places.into_iter().rev() {
        draft.line_up.remove(place);
    }
}

fn is_out(speaker: &Speaker) -> bool {
    matches!(speaker.state.as_ref().map(Word::as_str), Some("declined" | "dropped"))
}

fn take_in(kept: &mut Speaker, other: Speaker) {
    add(&mut kept.roles, other.roles);
    add(&mut kept.titles, other.titles);
    add(&mut kept.organisations, other.organisations);
    kept.email = kept.email.take().or(other.email);
    kept.biography = kept.biography.take().or(other.biography);
    if other.protected == Some(true) {
        kept.protected = Some(true);
    }
}

fn add<T: PartialEq>(kept: &mut Vec<T>, others: Vec<T>) {
    for one in others {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
}
