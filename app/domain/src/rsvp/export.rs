//! The list as a file for spreadsheets (RFC 4180).
//!
//! Spreadsheets run what looks like a formula, also when a guest typed it as their name. Such a cell
//! gets an apostrophe in front, which tells them that it is text; nothing is taken away, so that
//! `+1 202 555 0100` stays a telephone number.

use std::collections::HashMap;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use sea_orm::QueryOrder as _;

use super::list::{Wanted, brief, of_event, places};
use super::{COLUMN, Rsvp, came, category_in_words};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::journal;
use crate::staff::Staff;

/// Spreadsheets take a file for UTF-8 that begins with this.
const MARK: &str = "\u{feff}";

const COLUMNS: [&str; 15] = [
    "Name",
    "E-mail",
    "Organisation",
    "Job title",
    "Category",
    "Attending",
    "State",
    "Place in line",
    "Replied",
    "Changed",
    "Seats",
    "Companions",
    "Replied by",
    "Offered until",
    "Came",
];

/// A file for spreadsheets.
pub struct Sheet {
    /// What it is called: `hours-in-the-field-rsvps.csv`.
    pub name: String,
    /// What is in it.
    pub text: String,
}

crate::private::private!(Sheet);

/// The RSVPs of a tab that fit the question, in the order in which they came, and with what people
/// need to take part only when that is asked for.
///
/// # Errors
/// `Forbidden` for who signed in too long ago; `NotFound`, also for a deleted event.
pub async fn export(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    wanted: &Wanted,
    with_needs: bool,
) -> Result<Sheet> {
    if !staff.is_fresh(desk.now()) {
        return Err(Error::Forbidden);
    }
    let txn = desk.begin().await?;
    let event = event::for_staff(&txn, staff, event_id).await?;
    let found = of_event(&event, wanted.tab, wanted.condition());
    let rsvps = found.order_by_asc(COLUMN.turn).all(&txn).await?;
    let places = places(&txn, &event, None).await?;
    let number = i64::try_from(rsvps.len()).unwrap_or(i64::MAX);
    let entry = journal::by(staff, "exported the list").event(event.id).number(number);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    let text = written(&event, &rsvps, &places, with_needs).map_err(Error::broken)?;
    Ok(Sheet { name: format!("{}-rsvps.csv", event.slug), text })
}

fn written(
    event: &Event,
    rsvps: &[Rsvp],
    places: &HashMap<i64, i64>,
    with_needs: bool,
) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    // All cells in quotes: where a semicolon parts the cells, one inside a name must not begin another.
    let mut sheet = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(vec![]);
    let needs = with_needs.then_some("Needs");
    sheet.write_record(COLUMNS.into_iter().chain(needs))?;
    for rsvp in rsvps {
        let needs = with_needs.then(|| rsvp.access.clone().unwrap_or_default());
        let cells = cells(event, rsvp, places.get(&rsvp.id)).into_iter().chain(needs);
        sheet.write_record(cells.map(harmless))?;
    }
    Ok(format!("{MARK}{}", String::from_utf8(sheet.into_inner()?)?))
}

fn cells(event: &Event, rsvp: &Rsvp, place: Option<&i64>) -> [String; 15] {
    let told = |fact: &Option<String>| fact.clone().unwrap_or_default();
    let at = |moment| brief(moment, event.zone());
    let scheduler = rsvp.scheduler_name.as_ref().zip(rsvp.scheduler_email.as_ref());
    [
        rsvp.name.clone(),
        rsvp.email.clone(),
        told(&rsvp.organization),
        told(&rsvp.job_title),
        rsvp.category.as_deref().map(category_in_words).unwrap_or_default(),
        if rsvp.online { "Online" } else { "Room" }.to_owned(),
        rsvp.standing.words().to_owned(),
        place.map(i64::to_string).unwrap_or_default(),
        at(rsvp.replied_at),
        at(rsvp.changed_at),
        rsvp.party.to_string(),
        rsvp.companions.0.join("; "),
        scheduler.map(|(name, email)| format!("{name} <{email}>")).unwrap_or_default(),
        rsvp.offered_until.map(at).unwrap_or_default(),
        rsvp.came.map(|_| came::words(rsvp)).unwrap_or_default().to_owned(),
    ]
}

/// The cell, as text where a spreadsheet would take it for a formula. Some look past leading spaces,
/// and some take the wide forms of East Asian keyboards for the plain ones.
fn harmless(cell: String) -> String {
    const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let begins_oddly = cell.starts_with(['\t', '\r', '\n', '\0']);
    let formula = cell.trim_start().trim_start_matches(char::is_control).starts_with(FORMULA);
    if begins_oddly || formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for hostile in [
            "=1+1",
            "+1 202 555 0100",
            "-2",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "  =x",
            "\u{a0}=x",
            "＝x",
            "\n=x",
            "\0=x",
        ] {
            assert_eq!(harmless(hostile.to_owned()), format!("'{hostile}"));
        }
        for plain in ["Ada", "", "a=b", "1-2", " Ada", "'tis", "5 + 5"] {
            assert_eq!(harmless(plain.to_owned()), plain);
        }
    }
}
