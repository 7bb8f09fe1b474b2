//! Days and times of day as people type them where the browser has no control for them.
//!
//! What can be read in two ways is asked back instead of guessed: a guest sent to the wrong hour
//! costs more than a form sent twice. A day with slashes is in the order of the United States.

use chrono::{Datelike as _, NaiveDate, NaiveTime, Timelike as _};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Earlier years are slips: who types `17` into a browser's control gets the year 0017.
const FIRST_YEAR: i32 = 1900;

/// `2017-06-16`, `6/16/2017`, `June 16, 2017`, `Fri 16 Jun 2017`.
///
/// # Errors
/// A sentence that shows how to write it.
pub(crate) fn day(raw: &str) -> Result<NaiveDate, String> {
    let raw = raw.trim();
    let plain = with_hyphens(raw).or_else(|| with_slashes(raw)).map(|day| (day, None));
    let found = plain.or_else(|| in_words(&raw.to_lowercase()));
    let Some((day, weekday)) = found else {
        return Err(format!(
            "“{raw}” is no day that we can read. Please write it like June 16, 2017, or 6/16/2017."
        ));
    };
    if day.year() < FIRST_YEAR {
        return Err("Please write the year in full, as in June 16, 2017.".to_owned());
    }
    if weekday.is_some_and(|weekday| weekday != day.weekday().num_days_from_monday() as usize) {
        let right = crate::time::day(day);
        return Err(format!("Day and weekday differ: it would be {right}. Which one is meant?"));
    }
    Ok(day)
}

fn with_hyphens(raw: &str) -> Option<NaiveDate> {
    let (year, rest) = raw.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    date(year, number(month, 2)?, day)
}

fn with_slashes(raw: &str) -> Option<NaiveDate> {
    let (month, rest) = raw.split_once('/')?;
    let (day, year) = rest.split_once('/')?;
    date(year, number(month.trim(), 2)?, day.trim())
}

/// Month and day in either order, with a weekday before them or without.
fn in_words(lower: &str) -> Option<(NaiveDate, Option<usize>)> {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '.');
    let words: Vec<&str> = lower.split(apart).filter(|word| !word.is_empty()).collect();
    let weekday = words.first().and_then(|word| beginning(&WEEKDAYS, word));
    let [one, other, year] = words[usize::from(weekday.is_some())..] else { return None };
    let (month, day) = if beginning(&MONTHS, one).is_some() { (one, other) } else { (other, one) };
    let month = u32::try_from(beginning(&MONTHS, month)? + 1).ok()?;
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|tail| day.strip_suffix(tail));
    Some((date(year, month, bare.unwrap_or(day))?, weekday))
}

/// Which of the names is written, whole or by its first three letters (`Sept` and `Thurs`, too).
fn beginning(names: &[&str], word: &str) -> Option<usize> {
    names.iter().position(|name| word.len() >= 3 && name.starts_with(word))
}

fn date(year: &str, month: u32, day: &str) -> Option<NaiveDate> {
    let whole_year = Some(year).filter(|year| year.len() == 4);
    let year = i32::try_from(number(whole_year?, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, month, number(day, 2)?)
}

fn number(digits: &str, most: usize) -> Option<u32> {
    let plain = digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// `13:00`, `13.00`, `1pm`, `1:00 p.m.`, `noon`.
///
/// # Errors
/// A sentence that shows how to write it, or asks which half of the day is meant.
pub(crate) fn time(raw: &str) -> Result<NaiveTime, String> {
    let raw = raw.trim();
    // Some systems put a narrow no-break space before "pm".
    let typed: String = raw.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let Some(time) = clock(&typed) else {
        return Err(format!(
            "“{raw}” is no time that we can read. Please write it like 1:00 pm, or 13:00."
        ));
    };
    // A browser's control always sends two digits; one digit was typed by hand.
    let one_digit = typed.find([':', '.']) == Some(1) && time.hour() > 0;
    if one_digit && typed.ends_with(|c: char| c.is_ascii_digit()) {
        let digits = time.format("%-H:%M");
        return Err(format!("Is that {digits} am or {digits} pm? Please write which."));
    }
    Ok(time)
}

fn clock(typed: &str) -> Option<NaiveTime> {
    if typed == "noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    for (tails, later) in [(["am", "a.m.", "a.m"], 0), (["pm", "p.m.", "p.m"], 12)] {
        if let Some(digits) = tails.iter().find_map(|tail| typed.strip_suffix(tail)) {
            let (hour, minute, second) = parts(digits)?;
            let hour = Some(hour).filter(|hour| (1..=12).contains(hour))?;
            return NaiveTime::from_hms_opt(hour % 12 + later, minute, second);
        }
    }
    let (hour, minute, second) = parts(typed).filter(|_| typed.contains([':', '.']))?;
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Hour, minute and second, of which the hour alone may do.
fn parts(digits: &str) -> Option<(u32, u32, u32)> {
    let mut parts = digits.split([':', '.']);
    let hour = number(parts.next()?, 2)?;
    let mut sixtieths =
        || parts.next().map_or(Some(0), |two| number(two, 2).filter(|_| two.len() == 2));
    let (minute, second) = (sixtieths()?, sixtieths()?);
    parts.next().is_none().then_some((hour, minute, second))
}
