//! How staff reach a speaker, and what only staff may know. No output reads this, it prints as a word,
//! and each look of staff at it leaves a journal entry.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _};

use crate::error::Result;

/// A speaker's contact as kept.
#[sea_orm::model]
#[derive(Clone, Default, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "speaker_contact")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub speaker_id: i64,
    /// Their own address.
    pub email: Option<String>,
    /// Their telephone.
    pub phone: Option<String>,
    /// Who else is written to: an assistant or scheduler.
    pub assistant_name: Option<String>,
    /// The assistant's address.
    pub assistant_email: Option<String>,
    /// How they want to be reached, in words.
    pub agreed: Option<String>,
    /// What staff must know.
    pub notes: Option<String>,
}
pub use Model as SpeakerContact;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// The contact of a speaker; an empty one where nothing is known.
pub(crate) async fn of<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<SpeakerContact> {
    let found = Entity::find_by_id(speaker_id).one(db).await?;
    Ok(found.unwrap_or(Model { speaker_id, ..Model::default() }))
}

/// Where a speaker is reached and, if that is another address, their assistant, who comes with `true`.
pub(crate) async fn addresses<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
) -> Result<Vec<(String, bool)>> {
    let contact = of(db, speaker_id).await?;
    let own = contact.email.map(|address| (address, false));
    let theirs = contact.assistant_email.map(|address| (address, true));
    let theirs = theirs.filter(|theirs| own.as_ref().is_none_or(|own| own.0 != theirs.0));
    Ok(own.into_iter().chain(theirs).collect())
}

/// Writes a contact in the place of what was known.
pub(crate) async fn keep<C: ConnectionTrait>(txn: &C, contact: SpeakerContact) -> Result<()> {
    Entity::delete_by_id(contact.speaker_id).exec(txn).await?;
    Entity::insert(contact.into_active_model().reset_all()).exec_without_returning(txn).await?;
    Ok(())
}
