//! What else was kept with an old name in it: steps of appearances, proposals, what letters tell and are
//! to tell, what speakers were told, what staff typed and did not save, and what they noted.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, Query};
use sea_orm::{Condition, ConnectionTrait, IntoActiveModel as _};
use url::form_urlencoded;

use super::Found;
use crate::error::Result;
use crate::speaker::names::Names;
use crate::speaker::{self, Speaker};

/// Some columns of texts of a table, and which of its rows are looked at.
struct Texts<'a> {
    table: &'static str,
    /// What names a row; two columns where one does not.
    keys: [&'static str; 2],
    columns: &'a [&'static str],
    rows: Condition,
}

/// What becomes of a text; nothing where it stays.
type Change<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

const ID: [&str; 2] = ["id", "id"];
const BOTH: [&str; 2] = ["speaker_id", "event_id"];
const OF_EVENT: [&str; 2] = ["event_id", "event_id"];
const OF_SPEAKER: [&str; 2] = ["speaker_id", "speaker_id"];

/// Rewrites all of it: at the events of theirs, whose rows are locked, and of their own whatever name they
/// had, elsewhere what is no other's name.
pub(super) async fn rewrite<C: ConnectionTrait>(
    txn: &C,
    (speaker_id, now): (i64, DateTime<Utc>),
    events: &BTreeSet<i64>,
    Found { names, of_nobody_else, elsewhere }: &Found,
) -> Result<()> {
    let at_events = || Condition::all().add(Expr::col("event_id").is_in(events.iter().copied()));
    let theirs = || Condition::all().add(Expr::col("speaker_id").eq(speaker_id));
    of_events(txn, at_events, names).await?;
    for (rows, names) in [(at_events(), names), (everywhere(), elsewhere)] {
        of_staff(txn, &rows, names, now).await?;
    }
    for (rows, names) in [(theirs(), names), (everywhere(), of_nobody_else)] {
        of_people(txn, &rows, names).await?;
    }
    of_site(txn, elsewhere).await?;
    of_others(txn, speaker_id, of_nobody_else).await
}

fn everywhere() -> Condition {
    Condition::all().add(Expr::cust("1 = 1"))
}

/// What is kept of the events of theirs, and of what speakers hear.
async fn of_events<C: ConnectionTrait>(
    txn: &C,
    at_events: impl Fn() -> Condition,
    names: &Names,
) -> Result<()> {
    // Those to speakers are about several events at once.
    let letters = Condition::any().add(at_events()).add(Expr::col("speaker_id").is_not_null());
    // Of a receipt the note is the name of a guest.
    let letters = Condition::all().add(letters).add(Expr::col("kind").ne("receipt"));
    // Of sessions that are still there the title is the event's, which is rewritten with it.
    let gone = at_events().add(Expr::col("gone").eq(true));
    let told = |text: &str| names.replaced_in_json(text).or_else(|| names.replaced(text));
    for texts in [
        Texts { table: "appearance_step", keys: ID, columns: &["stand_in"], rows: at_events() },
        Texts { table: "letter", keys: ID, columns: &["changes", "note"], rows: letters },
        Texts {
            table: "speaker_notice",
            keys: BOTH,
            columns: &["told", "note"],
            rows: at_events(),
        },
        Texts { table: "speaker_slot", keys: ID, columns: &["session"], rows: gone },
    ] {
        texts.rewrite(txn, &told, None).await?;
    }
    Ok(())
}

/// What staff typed and did not save, and wrote for letters. A form with such words that is open has the name, too: it is overtaken.
async fn of_staff<C: ConnectionTrait>(
    txn: &C,
    rows: &Condition,
    names: &Names,
    now: DateTime<Utc>,
) -> Result<()> {
    let counted = ("revision", Expr::col("revision").add(1));
    let dated = ("changed_at", Expr::value(now));
    let texts: [(&str, [&str; 2], &[&str], _); 3] = [
        ("change_notice", OF_EVENT, &["note"], None),
        ("mailing", ID, &["subject", "body"], Some(counted)),
        ("wording", ID, &["subject", "body"], Some(dated)),
    ];
    for (table, keys, columns, version) in texts {
        let texts = Texts { table, keys, columns, rows: rows.clone() };
        texts.rewrite(txn, &|text| names.replaced(text), version).await?;
    }
    let texts = Texts { table: "scratch", keys: ID, columns: &["form"], rows: rows.clone() };
    texts.rewrite(txn, &|form| in_form(names, form), None).await
}

/// What people propose, and what staff noted of them.
async fn of_people<C: ConnectionTrait>(txn: &C, rows: &Condition, names: &Names) -> Result<()> {
    let texts: [(&str, [&str; 2], &[&str]); 3] = [
        ("proposal", ID, &["was", "proposed", "reply"]),
        ("speaker_contact", OF_SPEAKER, &["agreed", "notes", "assistant_name"]),
        ("consent", ID, &["note"]),
    ];
    for (table, keys, columns) in texts {
        let texts = Texts { table, keys, columns, rows: rows.clone() };
        texts.rewrite(txn, &|text| names.replaced(text), None).await?;
    }
    Ok(())
}

/// What staff say of themselves.
async fn of_site<C: ConnectionTrait>(txn: &C, names: &Names) -> Result<()> {
    let counted = ("revision", Expr::col("revision").add(1));
    let columns = &["about", "privacy"];
    let texts = Texts { table: "site", keys: ID, columns, rows: everywhere() };
    texts.rewrite(txn, &|text| names.replaced(text), Some(counted)).await
}

/// What is said of others may name them as well.
async fn of_others<C: ConnectionTrait>(txn: &C, speaker_id: i64, names: &Names) -> Result<()> {
    for other in speaker::others(txn, speaker_id).await? {
        let said = super::said_of(&other, names);
        if said == other {
            continue;
        }
        // A form about them that is open has the name, too: it is overtaken.
        let changed = Speaker { revision: other.revision + 1, ..said };
        changed.into_active_model().reset_all().update(txn).await?;
    }
    Ok(())
}

impl Texts<'_> {
    /// `version` is a column, and what it says of a row with another text.
    async fn rewrite<C: ConnectionTrait>(
        self,
        txn: &C,
        change: Change<'_>,
        version: Option<(&'static str, Expr)>,
    ) -> Result<()> {
        let [key, other] = self.keys;
        for &column in self.columns {
            let asked = Query::select()
                .columns([key, other, column])
                .from(self.table)
                .cond_where(self.rows.clone())
                .and_where(Expr::col(column).is_not_null())
                .to_owned();
            for row in txn.query_all(&asked).await? {
                let numbers: (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                let text: String = row.try_get_by_index(2)?;
                if let Some(rewritten) = change(&text) {
                    let write = Query::update()
                        .table(self.table)
                        .value(column, rewritten)
                        .values(version.clone())
                        .and_where(Expr::col(key).eq(numbers.0))
                        .and_where(Expr::col(other).eq(numbers.1))
                        .to_owned();
                    txn.execute(&write).await?;
                }
            }
        }
        Ok(())
    }
}

/// A form as a browser sends it.
fn in_form(names: &Names, form: &str) -> Option<String> {
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    if pairs.iter().all(|(_, value)| names.replaced(value).is_none()) {
        return None;
    }
    let rewritten = pairs.into_iter().map(|(name, value)| {
        let value = names.replaced(&value).unwrap_or(value);
        (name, value)
    });
    Some(form_urlencoded::Serializer::new(String::new()).extend_pairs(rewritten).finish())
}
