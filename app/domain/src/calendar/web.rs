//! Links that open a new entry in the usual web calendars, filled in.
//!
//! None of these services documents its parameters for good; what stands here is what they have taken
//! for years (collected at InteractionDesignFoundation/add-event-to-calendar-docs). Everybody sees these
//! addresses, so they hold what the public page says, its own address, and nothing else.

use chrono::{NaiveDate, SecondsFormat};
use url::form_urlencoded::byte_serialize;

use super::{Span, local, utc};
use crate::time::Zone;

/// When and where something takes place, as the public may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The zone of `span`.
    pub zone: Zone,
    /// When.
    pub span: Span,
    /// Where.
    pub place: Option<String>,
}

/// Name and address for each of the calendars; `page` is the public page's address.
pub fn links(title: &str, planned: &Planned, page: &str) -> [(&'static str, String); 4] {
    [
        ("Google", google(title, planned, page)),
        ("Outlook.com", outlook("live.com", title, planned, page)),
        ("Office 365", outlook("office.com", title, planned, page)),
        ("Yahoo", yahoo(title, planned, page)),
    ]
}

/// Local times with their zone, so that the entry follows a rule that changes. An end is always asked
/// for: without one it is the start, as in a file without DTEND.
fn google(title: &str, planned: &Planned, page: &str) -> String {
    let (dates, zone) = match planned.span {
        Span::Timed { starts, ends } => {
            let ends = ends.filter(|ends| *ends > starts).unwrap_or(starts);
            let dates = format!("{}/{}", local(starts.naive()), local(ends.naive()));
            (dates, Some(planned.zone.to_string()))
        }
        Span::Days { first, last } => (format!("{}/{}", day(first), day(after(first, last))), None),
    };
    let mut pairs =
        vec![("action", "TEMPLATE".to_owned()), ("text", title.to_owned()), ("dates", dates)];
    pairs.extend(zone.map(|zone| ("ctz", zone)));
    pairs.push(("details", page.to_owned()));
    pairs.extend(planned.place.clone().map(|place| ("location", place)));
    address("https://calendar.google.com/calendar/render", &pairs)
}

/// Instants, which it shows in its reader's own zone.
fn outlook(host: &str, title: &str, planned: &Planned, page: &str) -> String {
    let (starts, ends, all_day) = match planned.span {
        Span::Timed { starts, ends } => {
            let ends = ends.filter(|ends| *ends > starts).unwrap_or(starts);
            let at = |wall| planned.zone.nearest_instant(wall);
            let told = |wall| at(wall).to_rfc3339_opts(SecondsFormat::Secs, true);
            (told(starts), told(ends), None)
        }
        Span::Days { first, last } => {
            (first.to_string(), after(first, last).to_string(), Some("true".to_owned()))
        }
    };
    let mut pairs = vec![
        ("path", "/calendar/action/compose".to_owned()),
        ("rru", "addevent".to_owned()),
        ("subject", title.to_owned()),
        ("startdt", starts),
        ("enddt", ends),
    ];
    pairs.extend(all_day.map(|all_day| ("allday", all_day)));
    pairs.push(("body", page.to_owned()));
    pairs.extend(planned.place.clone().map(|place| ("location", place)));
    address(&format!("https://outlook.{host}/calendar/0/deeplink/compose"), &pairs)
}

/// Instants, too; its days include the last one.
fn yahoo(title: &str, planned: &Planned, page: &str) -> String {
    let mut pairs = vec![("v", "60".to_owned()), ("title", title.to_owned())];
    match planned.span {
        Span::Timed { starts, ends } => {
            let at = |wall| utc(planned.zone.nearest_instant(wall));
            pairs.push(("st", at(starts)));
            pairs.push(("et", at(ends.filter(|ends| *ends > starts).unwrap_or(starts))));
        }
        Span::Days { first, last } => {
            pairs.push(("st", day(first)));
            pairs.push(("et", day(last.max(first))));
            pairs.push(("dur", "allday".to_owned()));
        }
    }
    pairs.push(("desc", page.to_owned()));
    pairs.extend(planned.place.clone().map(|place| ("in_loc", place)));
    address("https://calendar.yahoo.com/", &pairs)
}

fn day(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// The day after the last one.
fn after(first: NaiveDate, last: NaiveDate) -> NaiveDate {
    let last = last.max(first);
    last.succ_opt().unwrap_or(last)
}

/// Spaces as `%20`: Outlook shows a plus sign as one.
fn address(base: &str, pairs: &[(&str, String)]) -> String {
    let encoded =
        |text: &str| byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    format!("{base}?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use url::Url;

    use super::*;

    const PAGE: &str = "https://dais.example.org/events/hours";

    fn timed(zone: &str, starts: &str, ends: Option<&str>) -> Planned {
        let wall = |raw: &str| raw.parse().expect("a wall time");
        let span = Span::Timed { starts: wall(starts), ends: ends.map(wall) };
        let place = Some("Room 7, Example & Sons".to_owned());
        Planned { zone: zone.parse().expect("a zone"), span, place }
    }

    fn days(first: &str, last: &str) -> Planned {
        let day = |raw: &str| raw.parse().expect("a day");
        let span = Span::Days { first: day(first), last: day(last) };
        Planned { zone: Zone::default(), span, place: None }
    }

    /// The parameters of each link, as the service reads them.
    fn read(planned: &Planned) -> Vec<HashMap<String, String>> {
        let links = links("Hours: “50% + more”", planned, PAGE);
        let pairs = links.iter().map(|(_, link)| {
            assert!(!link.contains('+') && !link.contains(' '), "{link}");
            Url::parse(link).expect("an address").query_pairs().into_owned().collect()
        });
        pairs.collect()
    }

    fn pair<'a>(link: &'a HashMap<String, String>, names: [&str; 2]) -> [&'a str; 2] {
        names.map(|name| link.get(name).map_or("", String::as_str))
    }

    #[test]
    fn each_calendar_is_told_title_place_page_and_the_same_instants() {
        let summer = timed("Europe/Berlin", "2027-07-01T09:00", Some("2027-07-01T10:30"));
        let [google, live, office, yahoo] = &read(&summer)[..] else { panic!("four") };
        assert_eq!(google["dates"], "20270701T090000/20270701T103000");
        assert_eq!(google["ctz"], "Europe/Berlin");
        assert_eq!(live, office);
        let instants = ["2027-07-01T07:00:00Z", "2027-07-01T08:30:00Z"];
        assert_eq!(pair(live, ["startdt", "enddt"]), instants);
        assert_eq!(pair(yahoo, ["st", "et"]), ["20270701T070000Z", "20270701T083000Z"]);
        for (link, [title, place, text]) in [
            (google, ["text", "location", "details"]),
            (live, ["subject", "location", "body"]),
            (yahoo, ["title", "in_loc", "desc"]),
        ] {
            assert_eq!(link[title], "Hours: “50% + more”");
            assert_eq!(link[place], "Room 7, Example & Sons");
            assert_eq!(link[text], PAGE);
        }
    }

    #[test]
    fn whole_days_end_where_each_service_counts_their_end() {
        let [google, live, _, yahoo] = &read(&days("2026-11-29", "2026-11-30"))[..] else {
            panic!("four")
        };
        assert_eq!(google["dates"], "20261129/20261201");
        assert!(!google.contains_key("ctz"));
        assert_eq!(pair(live, ["startdt", "enddt"]), ["2026-11-29", "2026-12-01"]);
        assert_eq!(live["allday"], "true");
        assert_eq!(pair(yahoo, ["st", "et"]), ["20261129", "20261130"]);
        assert_eq!(yahoo["dur"], "allday");
    }

    #[test]
    fn no_end_is_invented() {
        for ends in [None, Some("2027-07-01T09:00"), Some("2027-06-30T09:00")] {
            let [google, live, _, yahoo] = &read(&timed("UTC", "2027-07-01T09:00", ends))[..]
            else {
                panic!("four")
            };
            assert_eq!(google["dates"], "20270701T090000/20270701T090000");
            assert_eq!(live["startdt"], live["enddt"]);
            assert_eq!(yahoo["st"], yahoo["et"]);
        }
    }
}
