//! The samples: what a new coalition sees before it has written anything.
//!
//! They are documents like everybody's. Loading them again changes nothing, also after somebody
//! edited them.

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Weekday};
use domain::desk::Desk;
use domain::document::{Document, Time};
use domain::event;
use domain::time::{WallTime, Zone};

/// The founding briefing, over since 2017.
const FOUNDING: &str = include_str!("../samples/founding.event.json");
/// A briefing to come; its day is set when it is loaded.
const COMING: &str = include_str!("../samples/coming.event.json");

/// Loads the samples that are not there and says their slugs.
///
/// # Errors
/// A sample cannot be written.
pub async fn load(desk: &Desk) -> Result<Vec<String>> {
    let founding = Document::read(FOUNDING).map_err(anyhow::Error::msg)?;
    let coming = Document::read(COMING).map_err(anyhow::Error::msg)?;
    let today = Zone::default().local(desk.now()).date();
    let mut slugs = vec![];
    for document in [founding, a_month_ahead(coming, today)] {
        let slug = document.slug.clone().context("a sample has a slug")?;
        if matches!(event::export(desk, &slug).await, Err(domain::error::Error::NotFound)) {
            event::import(desk, &document, true).await?;
        }
        slugs.push(slug);
    }
    Ok(slugs)
}

/// Sets the day: the first Tuesday at least four weeks ahead, when the House usually sits.
fn a_month_ahead(mut document: Document, today: NaiveDate) -> Document {
    let earliest = today + Days::new(28);
    let day = earliest.iter_days().find(|day| day.weekday() == Weekday::Tue).unwrap_or(earliest);
    let at = |hour, minute| {
        NaiveTime::from_hms_opt(hour, minute, 0).map(|time| WallTime::from(day.and_time(time)))
    };
    document.time = Some(Time {
        starts: at(14, 0),
        ends: at(15, 30),
        doors: at(13, 30),
        ..document.time.unwrap_or_default()
    });
    let sessions =
        [((14, 0), (14, 10)), ((14, 10), (14, 30)), ((14, 30), (15, 10)), ((15, 10), (15, 30))];
    for (session, (starts, ends)) in document.sessions.iter_mut().zip(sessions) {
        session.starts = at(starts.0, starts.1);
        session.ends = at(ends.0, ends.1);
    }
    document
}

#[cfg(test)]
mod tests {
    use domain::document::Document;
    use domain::document_check::look_over;

    use super::{COMING, FOUNDING, a_month_ahead};

    #[test]
    fn the_samples_are_whole() {
        let today = "2026-11-21".parse().expect("a day");
        for text in [FOUNDING, COMING] {
            let document = Document::read(text).expect("a document");
            let found = look_over(&a_month_ahead(document, today));
            assert_eq!(found.problems, Vec::<String>::new());
            assert_eq!(found.oddities, Vec::<String>::new());
        }
    }
}
