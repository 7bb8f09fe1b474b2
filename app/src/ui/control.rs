//! Controls whose names are made at run time, for forms whose rows come and go.
//!
//! Each shows what was typed exactly as typed. A browser empties a date control that holds no date,
//! so such a value gets a plain line instead.

use leptos::prelude::*;

use crate::ui::field::reason;

/// What every control is told.
#[derive(Clone, Default)]
pub struct Asked {
    /// The control's name, which is its `id` as well.
    pub name: String,
    /// What is asked for.
    pub label: &'static str,
    /// What belongs in it; nothing if empty.
    pub help: &'static str,
    /// What was typed before, kept.
    pub value: String,
    /// What is wrong with it.
    pub why: Option<String>,
    /// It takes the focus when the page is shown.
    pub focus: bool,
}

impl Asked {
    /// The ids of the texts that belong to it.
    pub fn described(&self) -> Option<String> {
        let help = (!self.help.is_empty()).then(|| format!("{}-help", self.name));
        let why = self.why.as_ref().map(|_| format!("{}-why", self.name));
        let ids: Vec<String> = help.into_iter().chain(why).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// `true` for what is wrong, as `aria-invalid` wants it.
    pub fn invalid(&self) -> Option<&'static str> {
        self.why.as_ref().map(|_| "true")
    }

    /// Label, help and problem around a control.
    pub fn around(&self, short: bool, control: AnyView) -> AnyView {
        let help = (!self.help.is_empty()).then(|| {
            view! {
                <p class="fine" id=format!("{}-help", self.name)>
                    {self.help}
                </p>
            }
        });
        view! {
            <div class="field" class:short=short class=("field-wrong", self.why.is_some())>
                <label for=self.name.clone()>{self.label}</label>
                {help}
                {reason(&self.name, self.why.clone())}
                {control}
            </div>
        }
        .into_any()
    }
}

/// What a line is for, which decides on the keyboard that a phone shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Any text.
    Text,
    /// An address of a page.
    Link,
    /// A mail address.
    Mail,
    /// A whole number.
    Number,
    /// A calendar day.
    Day,
    /// A time of day.
    Clock,
}

impl Line {
    /// A browser's own control for days and times, where it can hold what is in it.
    fn kind(self, value: &str) -> &'static str {
        match self {
            Self::Day if value.is_empty() || is_day(value) => "date",
            Self::Clock if value.is_empty() || is_clock(value) => "time",
            _ => "text",
        }
    }

    fn keyboard(self) -> Option<&'static str> {
        match self {
            Self::Link => Some("url"),
            Self::Mail => Some("email"),
            Self::Number => Some("numeric"),
            Self::Text | Self::Day | Self::Clock => None,
        }
    }
}

/// A control of one line. `list` names a `datalist` of what it often holds.
pub fn line(asked: &Asked, line: Line, list: Option<&'static str>) -> AnyView {
    let kind = line.kind(&asked.value);
    let plain = !matches!(line, Line::Text);
    // Without it a browser would not show the seconds, and send none.
    let step = (kind == "time" && asked.value.len() > "13:00".len()).then_some("1");
    let control = view! {
        <input
            id=asked.name.clone()
            name=asked.name.clone()
            type=kind
            inputmode=line.keyboard()
            list=list
            step=step
            autocomplete="off"
            spellcheck=plain.then_some("false")
            autocapitalize=plain.then_some("none")
            value=asked.value.clone()
            aria-invalid=asked.invalid()
            aria-describedby=asked.described()
            autofocus=asked.focus
        />
    };
    asked.around(matches!(line, Line::Number | Line::Day | Line::Clock), control.into_any())
}

/// One of several from a list. A value that is not among them stays and can be chosen again.
pub fn pick(asked: &Asked, choices: &[(String, String)]) -> AnyView {
    let chosen = asked.value.clone();
    let known = choices.iter().any(|(value, _)| *value == chosen);
    let own = (!known).then(|| (chosen.clone(), domain::word::Word::new(&chosen).label()));
    let options = choices.iter().cloned().chain(own).map(|(value, words)| {
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {words}
            </option>
        }
    });
    let control = view! {
        <select
            id=asked.name.clone()
            name=asked.name.clone()
            autocomplete="off"
            aria-invalid=asked.invalid()
            aria-describedby=asked.described()
            autofocus=asked.focus
        >
            {options.collect_view()}
        </select>
    };
    asked.around(false, control.into_any())
}

/// A box to tick.
pub fn tick(asked: &Asked) -> AnyView {
    let help = (!asked.help.is_empty()).then(|| {
        view! {
            <p class="fine" id=format!("{}-help", asked.name)>
                {asked.help}
            </p>
        }
    });
    view! {
        <div class="field" class=("field-wrong", asked.why.is_some())>
            {reason(&asked.name, asked.why.clone())}
            <label class="choice">
                <input
                    type="checkbox"
                    id=asked.name.clone()
                    name=asked.name.clone()
                    value="on"
                    autocomplete="off"
                    checked=asked.value == "on"
                    aria-invalid=asked.invalid()
                    aria-describedby=asked.described()
                    autofocus=asked.focus
                />
                <span>{asked.label}</span>
            </label>
            {help}
        </div>
    }
    .into_any()
}

/// `2017-06-16`, the only form that a date control takes.
fn is_day(value: &str) -> bool {
    let number = |part: std::ops::Range<usize>| value[part].parse().unwrap_or(0);
    value.len() == 10
        && fits(value, "0000-00-00")
        && (1..=days_of(number(0..4), number(5..7))).contains(&number(8..10))
}

/// How many days a month has; none where there is no such month or year.
fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        _ if year == 0 => 0,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// `13:00` or `13:00:00`. What no clock shows, as `25:99`, a browser's control does not show either.
fn is_clock(value: &str) -> bool {
    let below = |part: &str, end: u32| part.parse().is_ok_and(|number: u32| number < end);
    let mut parts = value.split(':').zip([24, 60, 60]);
    [5, 8].contains(&value.len())
        && fits(value, "00:00:00")
        && parts.all(|(part, end)| below(part, end))
}

fn fits(value: &str, shape: &str) -> bool {
    let fits = |(typed, place): (u8, u8)| match place {
        b'0' => typed.is_ascii_digit(),
        _ => typed == place,
    };
    value.bytes().zip(shape.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_date_control_cannot_hold_stays_as_typed() {
        assert_eq!(Line::Day.kind("2017-06-16"), "date");
        assert_eq!(Line::Day.kind(""), "date");
        assert_eq!(Line::Day.kind("6/16/2017"), "text");
        assert_eq!(Line::Clock.kind("13:00:30"), "time");
        assert_eq!(Line::Clock.kind("1pm"), "text");
        for odd in ["13:0", "25:99", "24:00", "12:60", "12:00:60", "12:00:", "1é:00"] {
            assert_eq!(Line::Clock.kind(odd), "text", "{odd}");
        }
        for odd in ["2017-02-29", "2017-13-01", "2017-06-00", "2017-06-31", "0000-01-01"] {
            assert_eq!(Line::Day.kind(odd), "text", "{odd}");
        }
        assert_eq!(Line::Day.kind("2016-02-29"), "date");
        assert_eq!(Line::Clock.kind("23:59"), "time");
    }

    #[test]
    fn a_value_that_nobody_offers_stays_chosen() {
        let asked = Asked { name: "state".into(), value: "on_standby".into(), ..Asked::default() };
        let choices = [("confirmed".to_owned(), "Confirmed".to_owned())];
        let page = Owner::new().with(|| pick(&asked, &choices).to_html());
        assert!(page.contains("On standby"), "{page}");
        assert!(page.contains("value=\"on_standby\" selected"), "{page}");
    }
}
