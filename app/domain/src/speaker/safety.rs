//! What staff decide for a speaker's safety, and what follows from it just now.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _};

use super::leave::hidden;
use super::{Hidden, Scope, Speaker, by_id, known, locked};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::journal;
use crate::line_up;
use crate::lines::Lines;
use crate::private::private;
use crate::speaker::consent::Ends;
use crate::staff::Staff;

/// A speaker's safety, as staff see it.
pub struct Safety {
    /// Row number.
    pub id: i64,
    /// The name that may be public.
    pub name: String,
    /// A chosen public name and nothing else, unless it is switched on and agreed.
    pub protected: bool,
    /// Under age.
    pub minor: bool,
    /// Letters and calendar entries name no event in what a glance can catch.
    pub discreet: bool,
    /// How many times the record was written before.
    pub revision: i64,
    /// What may be shown, and why not.
    pub shows: Vec<Shows>,
    /// A consent that is over, or will be soon.
    pub ends: Option<Ends>,
}

private!(Safety);

/// One thing that may be shown or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shows {
    /// What.
    pub scope: Scope,
    /// Staff have switched it on.
    pub on: bool,
    /// Why it is not shown all the same; nothing where it is.
    pub hidden: Option<Hidden>,
}

/// What staff switch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// The revision that they saw.
    pub revision: i64,
    /// What is on. The name always is.
    pub allows: Vec<Scope>,
    /// Neutral letters and calendar entries.
    pub discreet: bool,
}

const MEANWHILE: &str =
    "Somebody else changed this speaker meanwhile. Please look at the page again, then switch.";

/// Reads it.
///
/// # Errors
/// `NotFound`.
pub async fn safety(desk: &Desk, _: &Staff, id: i64) -> Result<Safety> {
    let mut found = known(desk.read(), vec![id]).await?;
    let known = found.pop().ok_or(Error::NotFound)?;
    let now = desk.now();
    let shows = |scope| Shows {
        scope,
        on: scope == Scope::Name || known.speaker.allows.0.iter().any(|word| word == scope.word()),
        hidden: hidden(&known, scope, now),
    };
    Ok(Safety {
        id,
        shows: Scope::ALL.into_iter().map(shows).collect(),
        ends: known.consent_ends(now),
        protected: known.speaker.protected,
        minor: known.speaker.minor,
        discreet: known.speaker.discreet,
        revision: known.speaker.revision,
        name: known.speaker.name,
    })
}

/// Switches what may be shown, and whether letters are neutral. It counts at once.
///
/// # Errors
/// `NotFound`; `NotNow` when somebody wrote the record meanwhile.
pub async fn switch(desk: &Desk, staff: &Staff, id: i64, switches: &Switches) -> Result<()> {
    let txn = desk.begin().await?;
    let speaker = locked(&txn, id).await?;
    if speaker.revision != switches.revision {
        return Err(Error::NotNow(MEANWHILE));
    }
    let on = |scope: &Scope| *scope == Scope::Name || switches.allows.contains(scope);
    let allows = Scope::ALL.iter().filter(|scope| on(scope));
    let allows = Lines(allows.map(|scope| scope.word().to_owned()).collect());
    let after = Speaker { allows, discreet: switches.discreet, ..speaker.clone() };
    if after != speaker {
        keep(&txn, after, desk.now()).await?;
        let entry = journal::by(staff, "switched what may be shown of a speaker").speaker(id);
        entry.write(&txn, desk.now()).await?;
    }
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Lifts the protection. The name stays the chosen one, and what is switched off stays off.
///
/// # Errors
/// `NotFound`; `NotNow` for a minor, who stays protected.
pub async fn lift(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let speaker = locked(&txn, id).await?;
    if speaker.minor {
        return Err(Error::NotNow("Somebody under age stays protected."));
    }
    if speaker.protected {
        keep(&txn, Speaker { protected: false, ..speaker }, desk.now()).await?;
        let entry = journal::by(staff, "lifted the protection of a speaker").speaker(id);
        entry.write(&txn, desk.now()).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// Writes a speaker once more.
pub(super) async fn keep<C: ConnectionTrait>(
    txn: &C,
    speaker: Speaker,
    now: DateTime<Utc>,
) -> Result<Speaker> {
    let speaker = Speaker { revision: speaker.revision + 1, changed_at: now, ..speaker };
    Ok(speaker.into_active_model().reset_all().update(txn).await?)
}

/// Somebody at an event with whom not everything may be done.
#[derive(Clone, PartialEq, Eq)]
pub struct Limit {
    /// The speaker's number.
    pub id: i64,
    /// The name that may be public.
    pub name: String,
    /// What must not be done: `no recording`.
    pub without: Vec<&'static str>,
}

private!(Limit);

/// Those in the line-up of an event who must not be recorded, streamed or posted about, for who runs
/// it.
///
/// # Errors
/// A failure of ours.
pub async fn limits(desk: &Desk, _: &Staff, event_id: i64) -> Result<Vec<Limit>> {
    let now = desk.now();
    let line_up = line_up::of_event(desk.read(), event_id).await?;
    let here = line_up.appearances().iter().filter(|one| !one.is_out());
    let limits = here.filter_map(|one| {
        let known = line_up.speaking(one)?;
        let leave = one.leave(Some(known), now);
        let not = |(scope, words): (Scope, &'static str)| (!leave.has(scope)).then_some(words);
        let without: Vec<_> = NOT.into_iter().filter_map(not).collect();
        let (id, name) = (known.speaker.id, known.speaker.name.clone());
        (!without.is_empty()).then_some(Limit { id, name, without })
    });
    Ok(limits.collect())
}

const NOT: [(Scope, &str); 4] = [
    (Scope::Picture, "no pictures"),
    (Scope::Recording, "no recording"),
    (Scope::Stream, "no livestream"),
    (Scope::Social, "no posts"),
];

/// The public name of a speaker, for headings of staff.
///
/// # Errors
/// `NotFound`.
pub async fn name_of(desk: &Desk, _: &Staff, id: i64) -> Result<String> {
    Ok(by_id(desk.read(), id).await?.name)
}
