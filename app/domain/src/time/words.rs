//! Times as people read them. Pages and letters take their dates from here, so that the same moment
//! never reads two ways.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, SecondsFormat, Timelike, Utc};

use super::Zone;

/// `Friday, June 16, 2017`
pub fn day(date: NaiveDate) -> String {
    date.format("%A, %B %-d, %Y").to_string()
}

/// `Fri, Jun 16`
pub fn short_day(date: NaiveDate) -> String {
    date.format("%a, %b %-d").to_string()
}

/// `June 16`
pub fn month_day(date: NaiveDate) -> String {
    date.format("%B %-d").to_string()
}

/// `1:00 – 2:00 pm ET`, or `1:00 pm ET` without an end; the label is [`Zone::label`]'s.
pub fn hours(start: NaiveTime, end: Option<NaiveTime>, label: &str) -> String {
    let Some(end) = end else { return labelled(&clock(start), label) };
    let start = if half(start) == half(end) { digits(start) } else { clock(start) };
    labelled(&format!("{start} – {}", clock(end)), label)
}

/// The same from one time to another of a day, each with its label: `1:30 am CET – 3:30 am CEST`, where
/// the clocks change between them.
pub fn span((start, label): (NaiveTime, &str), (end, last_label): (NaiveTime, &str)) -> String {
    if label == last_label || last_label.is_empty() {
        return hours(start, Some(end), label);
    }
    format!("{} – {}", hours(start, None, label), hours(end, None, last_label))
}

/// `until 2:00 pm ET`
pub fn until(end: NaiveTime, label: &str) -> String {
    format!("until {}", labelled(&clock(end), label))
}

/// `Thursday, June 15, 2017, 12:00 pm ET`: day and time in one, for deadlines.
pub fn moment(at: DateTime<Utc>, zone: Zone) -> String {
    let local = zone.local(at);
    format!("{}, {}", day(local.date()), hours(local.time(), None, &zone.label(at)))
}

/// `Thu, Jun 15, 12:00 pm ET`: the same for narrow columns, with the year where it is not this one.
pub fn short_moment(at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let (there, here) = (zone.local(at), zone.local(now));
    let year =
        if there.year() == here.year() { String::new() } else { format!(" {},", there.year()) };
    let time = hours(there.time(), None, &zone.label(at));
    format!("{},{year} {time}", short_day(there.date()))
}

/// `2017-06-15T12:00:00-04:00` (RFC 3339), for `<time datetime>`.
pub fn machine(at: DateTime<Utc>, zone: Zone) -> String {
    at.with_timezone(&zone.tz()).to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn clock(time: NaiveTime) -> String {
    format!("{} {}", digits(time), half(time))
}

fn digits(time: NaiveTime) -> String {
    time.format("%-I:%M").to_string()
}

fn half(time: NaiveTime) -> &'static str {
    if time.hour12().0 { "pm" } else { "am" }
}

fn labelled(time: &str, label: &str) -> String {
    format!("{time} {label}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day")
    }

    #[test]
    fn days_read_as_announcements_write_them() {
        let date = NaiveDate::from_ymd_opt(2017, 6, 16).expect("a date");
        assert_eq!(day(date), "Friday, June 16, 2017");
        assert_eq!(short_day(date), "Fri, Jun 16");
        assert_eq!(month_day(date), "June 16");
        let date = NaiveDate::from_ymd_opt(2027, 1, 3).expect("a date");
        assert_eq!(day(date), "Sunday, January 3, 2027");
        assert_eq!(short_day(date), "Sun, Jan 3");
    }

    #[test]
    fn the_half_of_the_day_stands_once_when_both_agree() {
        assert_eq!(hours(at(13, 0), Some(at(14, 0)), "ET"), "1:00 – 2:00 pm ET");
        assert_eq!(hours(at(9, 5), Some(at(11, 59)), "ET"), "9:05 – 11:59 am ET");
        assert_eq!(hours(at(11, 30), Some(at(13, 0)), "ET"), "11:30 am – 1:00 pm ET");
        assert_eq!(hours(at(22, 0), Some(at(0, 0)), "CEST"), "10:00 pm – 12:00 am CEST");
        assert_eq!(hours(at(13, 0), None, "ET"), "1:00 pm ET");
    }

    #[test]
    fn noon_is_pm_and_midnight_is_am() {
        assert_eq!(hours(at(12, 0), None, "ET"), "12:00 pm ET");
        assert_eq!(hours(at(0, 0), None, "ET"), "12:00 am ET");
        assert_eq!(hours(at(12, 0), Some(at(13, 30)), "ET"), "12:00 – 1:30 pm ET");
        assert_eq!(until(at(14, 0), "ET"), "until 2:00 pm ET");
        assert_eq!(until(at(14, 0), ""), "until 2:00 pm");
    }

    #[test]
    fn a_moment_is_told_in_the_zone_of_the_event() {
        let noon = "2017-06-15T16:00:00Z".parse().expect("an instant");
        let home = Zone::default();
        assert_eq!(moment(noon, home), "Thursday, June 15, 2017, 12:00 pm ET");
        assert_eq!(machine(noon, home), "2017-06-15T12:00:00-04:00");
        assert_eq!(short_moment(noon, noon, home), "Thu, Jun 15, 12:00 pm ET");
        let new_year = "2018-01-01T05:00:00Z".parse().expect("an instant");
        assert_eq!(short_moment(noon, new_year, home), "Thu, Jun 15, 2017, 12:00 pm ET");
        assert_eq!(short_moment(new_year, noon, home), "Mon, Jan 1, 2018, 12:00 am ET");
        let kathmandu = "Asia/Kathmandu".parse().expect("a zone");
        assert_eq!(moment(noon, kathmandu), "Thursday, June 15, 2017, 9:45 pm UTC+5:45");
        assert_eq!(machine(noon, kathmandu), "2017-06-15T21:45:00+05:45");
        assert_eq!(machine(noon, Zone::UTC), "2017-06-15T16:00:00+00:00");
    }
}
