//! All rows of one speaker become another's.

use sea_orm::ConnectionTrait;

use crate::error::Result;

/// Tables whose rows simply change hands.
const MOVED: [&str; 8] = [
    "appearance",
    "appearance_step",
    "consent",
    "journal",
    "letter",
    "proposal",
    "speaker_link",
    "speaker_slot",
];

/// Moves them. Where both have what one can have once, that of who stays counts.
pub(super) async fn all<C: ConnectionTrait>(txn: &C, id: i64, other: i64) -> Result<()> {
    // A letter that both got under one number keeps a number that no other letter has.
    let letters = format!(
        "UPDATE letter SET occurrence = -id WHERE speaker_id = {other} AND EXISTS \
         (SELECT 1 FROM letter AS kept WHERE kept.speaker_id = {id} \
         AND kept.recipient = letter.recipient AND kept.kind = letter.kind \
         AND kept.occurrence = letter.occurrence)"
    );
    txn.execute_unprepared(&letters).await?;
    let told = format!(
        "DELETE FROM speaker_notice WHERE speaker_id = {other} AND event_id IN \
         (SELECT event_id FROM speaker_notice WHERE speaker_id = {id})"
    );
    txn.execute_unprepared(&told).await?;
    for table in MOVED.into_iter().chain(["speaker_notice"]) {
        let moved = format!("UPDATE {table} SET speaker_id = {id} WHERE speaker_id = {other}");
        txn.execute_unprepared(&moved).await?;
    }
    for table in ["appearance", "appearance_step"] {
        let moved = format!("UPDATE {table} SET stand_in_id = {id} WHERE stand_in_id = {other}");
        txn.execute_unprepared(&moved).await?;
    }
    // Nobody stands in for themselves.
    let own = format!(
        "UPDATE appearance SET stand_in_id = NULL WHERE stand_in_id = {id} AND speaker_id = {id}"
    );
    txn.execute_unprepared(&own).await?;
    Ok(())
}
