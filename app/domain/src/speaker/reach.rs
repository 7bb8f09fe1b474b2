//! How a speaker is reached, in the hands of staff. Looking is a deed: it is entered in the journal
//! before anything is shown.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use sea_orm::ConnectionTrait;

use super::contact::{self, SpeakerContact};
use super::{by_id, edit};
use crate::address::MailAddress;
use crate::agenda;
use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::journal;
use crate::staff::Staff;
use crate::text::{self, LONGEST_LINE};

/// What staff must know, at most, in characters.
pub const LONGEST_NOTES: usize = 4_000;

/// A contact as the form has it.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Reach {
    /// Their own address.
    pub email: String,
    /// Their telephone.
    pub phone: String,
    /// Who else is written to.
    pub assistant_name: String,
    /// The assistant's address.
    pub assistant_email: String,
    /// How they want to be reached.
    pub agreed: String,
    /// What staff must know.
    pub notes: String,
}

/// A contact that somebody looks at.
pub struct Looked {
    /// The speaker's name as printed.
    pub name: String,
    /// How they are reached.
    pub reach: Reach,
    /// What the form sends back, so that nothing is overwritten unseen.
    pub seen: String,
}

crate::private::private!(Reach, Looked);

/// Shows how a speaker is reached, and enters that in the journal.
///
/// # Errors
/// `NotFound`.
pub async fn look(desk: &Desk, staff: &Staff, id: i64) -> Result<Looked> {
    let txn = desk.begin().await?;
    let speaker = by_id(&txn, id).await?;
    let entry = journal::by(staff, "looked at the contact of a speaker").speaker(id);
    entry.write(&txn, desk.now()).await?;
    let reach = Reach::of(contact::of(&txn, id).await?);
    txn.commit().await?;
    let seen = reach.fingerprint();
    Ok(Looked { name: speaker.printed(), reach, seen })
}

/// Writes how a speaker is reached. `seen` is what [`look`] gave.
///
/// # Errors
/// `Invalid` with a slip per field; `NotNow` when somebody else changed it meanwhile; `NotFound`.
pub async fn keep(desk: &Desk, staff: &Staff, id: i64, seen: &str, typed: &Reach) -> Result<()> {
    let reach = typed.checked()?;
    let txn = desk.begin().await?;
    edit::locked(&txn, id).await?;
    let kept = Reach::of(contact::of(&txn, id).await?);
    if kept == reach {
        return Ok(());
    }
    if kept.fingerprint() != seen {
        return Err(Error::NotNow(
            "Somebody else has changed this contact since you opened it. Both versions stand below; save again to put yours in its place.",
        ));
    }
    write(&txn, id, reach).await?;
    // Whoever could not be written to when an event was published gets the link to their schedule now.
    agenda::wanted(&txn, id, desk.now()).await?;
    let entry = journal::by(staff, "changed the contact of a speaker").speaker(id);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok(())
}

pub(super) async fn write<C: ConnectionTrait>(txn: &C, id: i64, reach: Reach) -> Result<()> {
    let set = |text: String| Some(text).filter(|text| !text.is_empty());
    let row = SpeakerContact {
        speaker_id: id,
        email: set(reach.email),
        phone: set(reach.phone),
        assistant_name: set(reach.assistant_name),
        assistant_email: set(reach.assistant_email),
        agreed: set(reach.agreed),
        notes: set(reach.notes),
    };
    contact::keep(txn, row).await
}

impl Reach {
    pub(super) fn of(contact: SpeakerContact) -> Self {
        Self {
            email: contact.email.unwrap_or_default(),
            phone: contact.phone.unwrap_or_default(),
            assistant_name: contact.assistant_name.unwrap_or_default(),
            assistant_email: contact.assistant_email.unwrap_or_default(),
            agreed: contact.agreed.unwrap_or_default(),
            notes: contact.notes.unwrap_or_default(),
        }
    }

    /// Tells one contact from another; it stands on the page that shows the contact itself.
    fn fingerprint(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }

    fn checked(&self) -> Result<Self> {
        let mut slips = vec![];
        let mut checked = |read: Result<Option<String>, Slip>| match read {
            Ok(text) => text.unwrap_or_default(),
            Err(slip) => {
                slips.push(slip);
                String::new()
            }
        };
        let long = "That is too long: please use 200 letters at most.";
        let words = "Please keep this to 4,000 characters.";
        let line = |field, raw: &str| text::line(field, raw, LONGEST_LINE, long);
        let reach = Self {
            email: checked(address("email", &self.email)),
            phone: checked(line("phone", &self.phone)),
            assistant_name: checked(line("assistant_name", &self.assistant_name)),
            assistant_email: checked(address("assistant_email", &self.assistant_email)),
            agreed: checked(text::paragraph("agreed", &self.agreed, LONGEST_NOTES, words)),
            notes: checked(text::paragraph("notes", &self.notes, LONGEST_NOTES, words)),
        };
        if slips.is_empty() { Ok(reach) } else { Err(Error::Invalid(slips)) }
    }
}

fn address(field: &'static str, raw: &str) -> Result<Option<String>, Slip> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    let parsed = MailAddress::parse(raw.trim());
    let parsed = parsed.map_err(|_| Slip::new(field, "That does not look like a mail address."))?;
    Ok(Some(parsed.as_str().to_owned()))
}
