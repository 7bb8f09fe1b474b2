//! The start of an event on the visitor's own clock, when that clock differs from the event's.
//!
//! The browser knows its zone and has the words, so no zone table and no formatting reach wasm.

use js_sys::{Date, Object, Reflect};
use leptos::web_sys::Element;
use leptos::{html, prelude::*};

/// `2:00 am on Saturday, June 17 where you are`, or nothing.
///
/// The start is the `datetime` of the `time` in the same description, RFC 3339 with the event's
/// offset.
#[island]
pub fn YourTime() -> impl IntoView {
    let line = NodeRef::<html::Span>::new();
    Effect::new(move |_| {
        if let Some(line) = line.get() {
            line.set_text_content(start(&line).as_deref().and_then(here).as_deref());
        }
    });
    view! { <span class="your-time" node_ref=line></span> }
}

fn start(line: &Element) -> Option<String> {
    line.closest("dd").ok()??.query_selector("time").ok()??.get_attribute("datetime")
}

/// The words, unless the visitor's clock shows the same as the event's at that moment.
fn here(starts: &str) -> Option<String> {
    let date = Date::new(&starts.into());
    let theirs = offset(starts)?;
    // JavaScript counts the offset from local time to UTC, RFC 3339 the other way.
    if (date.get_timezone_offset() + f64::from(theirs)).abs() < 0.5 {
        return None;
    }
    let time = date.to_locale_time_string_with_options(
        "en-US",
        &style(&[("hour", "numeric"), ("minute", "2-digit")]),
    );
    let day = date.to_locale_date_string(
        "en-US",
        &style(&[("weekday", "long"), ("month", "long"), ("day", "numeric")]),
    );
    let time = String::from(time).to_lowercase();
    Some([&time, " on ", &String::from(day), " where you are"].concat())
}

/// Options for `Intl.DateTimeFormat`.
fn style(parts: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in parts {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

/// Minutes east of UTC, from the end of an RFC 3339 time (§5.6).
fn offset(time: &str) -> Option<i32> {
    if time.ends_with('Z') {
        return Some(0);
    }
    let (sign, clock) = time.get(time.len().checked_sub(6)?..)?.split_at_checked(1)?;
    let (hours, minutes) = clock.split_once(':')?;
    let east = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    match sign {
        "+" => Some(east),
        "-" => Some(-east),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn offsets_count_eastwards() {
        assert_eq!(offset("2017-06-16T13:00:00-04:00"), Some(-240));
        assert_eq!(offset("2017-06-16T13:00:00+05:45"), Some(345));
        assert_eq!(offset("2017-06-16T13:00:00Z"), Some(0));
        assert_eq!(offset("2017-06-16"), None);
        assert_eq!(offset("ünlucky"), None);
    }
}
