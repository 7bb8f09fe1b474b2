//! What else was kept with an old name in it: steps of appearances, proposals, what letters tell, what
//! speakers were told, what staff typed and did not save.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, Query};
use sea_orm::{Condition, ConnectionTrait, IntoActiveModel as _};
use url::form_urlencoded;

use crate::error::Result;
use crate::event::Event;
use crate::lines::Lines;
use crate::speaker::names::Names;
use crate::speaker::{self, Speaker};

/// One column of texts, and which of its rows are looked at.
struct Texts {
    table: &'static str,
    /// What names a row; two columns where one does not.
    keys: [&'static str; 2],
    column: &'static str,
    rows: Condition,
}

/// What becomes of a text; nothing where it stays.
type Change<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// Rewrites all of it. The events' rows are locked.
pub(super) async fn rewrite<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    events: &[Event],
    names: &Names,
) -> Result<()> {
    let ids: Vec<i64> = events.iter().map(|event| event.id).collect();
    let at_events = || Condition::all().add(Expr::col("event_id").is_in(ids.clone()));
    let theirs = || Condition::all().add(Expr::col("speaker_id").eq(speaker_id));
    // Of a receipt the note is the name of a guest.
    // Those to speakers are about several events at once.
    let letters = || {
        let theirs = Condition::any().add(at_events()).add(Expr::col("speaker_id").is_not_null());
        Condition::all().add(theirs).add(Expr::col("kind").ne("receipt"))
    };
    // Of sessions that are still there the title is the event's, which staff change.
    let gone = || at_events().add(Expr::col("gone").eq(true));
    let told = |text: &str| names.replaced_in_json(text).or_else(|| names.replaced(text));
    let form = |text: &str| in_form(names, text);
    let id = ["id", "id"];
    let both = ["speaker_id", "event_id"];
    let texts: [(&str, [&str; 2], &str, Condition, Change<'_>); 10] = [
        ("appearance_step", id, "stand_in", at_events(), &told),
        ("proposal", id, "was", theirs(), &told),
        ("proposal", id, "proposed", theirs(), &told),
        ("proposal", id, "reply", theirs(), &told),
        ("letter", id, "changes", letters(), &told),
        ("letter", id, "note", letters(), &told),
        ("speaker_notice", both, "told", at_events(), &told),
        ("speaker_notice", both, "note", at_events(), &told),
        ("speaker_slot", id, "session", gone(), &told),
        ("scratch", id, "form", at_events(), &form),
    ];
    for (table, keys, column, rows, change) in texts {
        Texts { table, keys, column, rows }.rewrite(txn, change).await?;
    }
    of_others(txn, speaker_id, names).await
}

/// What is said of others may name them as well; another of their name is somebody else.
async fn of_others<C: ConnectionTrait>(txn: &C, speaker_id: i64, names: &Names) -> Result<()> {
    let others = speaker::others(txn, speaker_id).await?;
    let names = names.without(others.iter().map(|one| one.name.as_str()));
    for other in others {
        let told = |text: &String| names.replaced(text).unwrap_or_else(|| text.clone());
        let titles = Lines(other.titles.0.iter().map(told).collect());
        let biography = other.biography.as_ref().map(told);
        if (&titles, &biography) == (&other.titles, &other.biography) {
            continue;
        }
        // A form about them that is open has the name, too: it is overtaken.
        let changed = Speaker { titles, biography, revision: other.revision + 1, ..other };
        changed.into_active_model().reset_all().update(txn).await?;
    }
    Ok(())
}

impl Texts {
    async fn rewrite<C: ConnectionTrait>(self, txn: &C, change: Change<'_>) -> Result<()> {
        let [key, other] = self.keys;
        let asked = Query::select()
            .columns([key, other, self.column])
            .from(self.table)
            .cond_where(self.rows)
            .and_where(Expr::col(self.column).is_not_null())
            .to_owned();
        for row in txn.query_all(&asked).await? {
            let numbers: (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let text: String = row.try_get_by_index(2)?;
            if let Some(rewritten) = change(&text) {
                let write = Query::update()
                    .table(self.table)
                    .value(self.column, rewritten)
                    .and_where(Expr::col(key).eq(numbers.0))
                    .and_where(Expr::col(other).eq(numbers.1))
                    .to_owned();
                txn.execute(&write).await?;
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
