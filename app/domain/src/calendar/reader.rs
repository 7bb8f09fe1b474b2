//! Reads calendar files back, for the tests. It knows nothing of how they are written nor of any
//! table of zones: an instant comes from the file's own VTIMEZONE alone, as in a calendar that has
//! nothing else.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};

/// One content line, taken apart.
pub(super) struct Property {
    pub name: String,
    pub params: String,
    pub value: String,
}

/// A component with its lines and those inside it.
#[derive(Default)]
pub(super) struct Component {
    pub name: String,
    pub lines: Vec<Property>,
    pub parts: Vec<Component>,
}

impl Component {
    /// The VCALENDAR, after a look at the shape of every line.
    pub fn read(text: &str) -> Self {
        assert!(text.ends_with("\r\n"), "the last line ends like the others");
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= 75, "too long: {line}");
            assert!(!line.contains(char::is_control), "a control character: {line:?}");
        }
        let text = text.replace("\r\n ", "");
        let mut open = vec![Self::default()];
        for line in text.split_terminator("\r\n").map(property) {
            match line.name.as_str() {
                "BEGIN" => open.push(Self { name: line.value, ..Self::default() }),
                "END" => {
                    let done = open.pop().expect("something to end");
                    assert_eq!(done.name, line.value);
                    open.last_mut().expect("a place for it").parts.push(done);
                }
                _ => open.last_mut().expect("a component").lines.push(line),
            }
        }
        open.remove(0).parts.remove(0)
    }

    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        self.parts.iter().filter(|part| part.name == name).collect()
    }

    pub fn find(&self, name: &str) -> Option<&Property> {
        let mut lines = self.lines.iter().filter(|line| line.name == name);
        let line = lines.next();
        assert!(lines.next().is_none(), "{name} stands twice");
        line
    }

    pub fn value(&self, name: &str) -> &str {
        self.find(name).map_or("", |line| &line.value)
    }

    /// The instant of a property of the `nth` event.
    pub fn instant(&self, nth: usize, name: &str) -> DateTime<Utc> {
        let line = self.all("VEVENT")[nth].find(name).expect(name);
        if let Some(local) = line.value.strip_suffix('Z') {
            assert_eq!(line.params, "");
            return naive(local).and_utc();
        }
        let id = line.params.strip_prefix("TZID=").expect("a zone");
        let mut zones = self.all("VTIMEZONE").into_iter().filter(|zone| zone.value("TZID") == id);
        let zone = zones.next().expect(id);
        assert!(zones.next().is_none(), "{id} is described twice");
        (naive(&line.value) - zone.offset(naive(&line.value))).and_utc()
    }

    /// Of all changes up to a local time, the last one counts.
    fn offset(&self, local: NaiveDateTime) -> TimeDelta {
        let onsets = self.parts.iter().flat_map(|part| {
            let to = offset(part.value("TZOFFSETTO"));
            part.onsets(local.year()).into_iter().map(move |onset| (onset, to))
        });
        let past = onsets.filter(|(onset, _)| *onset <= local);
        past.max_by_key(|(onset, _)| *onset).expect("an observance before the event").1
    }

    fn onsets(&self, last_year: i32) -> Vec<NaiveDateTime> {
        let first = naive(self.value("DTSTART"));
        let Some(rule) = self.find("RRULE") else { return vec![first] };
        let part = |key: &str| {
            rule.value.split(';').find_map(|part| part.strip_prefix(key)?.strip_prefix('='))
        };
        assert_eq!(part("FREQ"), Some("YEARLY"));
        let month = part("BYMONTH").expect("a month").parse().expect("a number");
        let (week, weekday) =
            part("BYDAY").expect("a day").split_at(part("BYDAY").expect("a day").len() - 2);
        let until = part("UNTIL").map(|until| naive(until.strip_suffix('Z').expect("UTC")));
        let from = offset(self.value("TZOFFSETFROM"));
        let dates = (first.year()..=last_year).map(|year| day(year, month, week, weekday));
        let onsets: Vec<_> = dates
            .map(|date| date.and_time(first.time()))
            .filter(|onset| until.is_none_or(|until| *onset - from <= until))
            .collect();
        assert!(onsets.is_empty() || onsets[0] == first, "DTSTART is the rule's first onset");
        onsets
    }
}

fn property(line: &str) -> Property {
    let mut quoted = false;
    let colon = line.find(|sign| {
        quoted ^= sign == '"';
        sign == ':' && !quoted
    });
    let (head, value) = line.split_at(colon.expect("a value"));
    let (name, params) = head.split_once(';').unwrap_or((head, ""));
    Property { name: name.into(), params: params.into(), value: value[1..].into() }
}

fn naive(raw: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(raw, "%Y%m%dT%H%M%S").expect(raw)
}

fn offset(raw: &str) -> TimeDelta {
    let number = |at: usize| raw.get(at..at + 2).map_or(0, |two| two.parse().expect(raw));
    let seconds: i64 = number(1) * 3600 + number(3) * 60 + number(5);
    TimeDelta::seconds(if raw.starts_with('-') { -seconds } else { seconds })
}

fn day(year: i32, month: u32, week: &str, weekday: &str) -> NaiveDate {
    let weekday: Weekday = match weekday {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        _ => Weekday::Sun,
    };
    let days = NaiveDate::from_ymd_opt(year, month, 1).expect("a month").iter_days();
    let mut days: Vec<_> = days.take_while(|day| day.month() == month).collect();
    days.retain(|day| day.weekday() == weekday);
    match week {
        "-1" => days[days.len() - 1],
        nth => days[nth.parse::<usize>().expect(nth) - 1],
    }
}
