//! Documents that nobody wrote, with null wherever it may stand, go in and come out the same.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::harness::{Dais, Paper};

/// A key that may be absent or null, too.
type Entry = (&'static str, BoxedStrategy<Option<Value>>);

fn maybe(key: &'static str, value: impl Strategy<Value = Value> + 'static) -> Entry {
    let some = value.prop_map(Some);
    (key, prop_oneof![1 => Just(None), 1 => Just(Some(Value::Null)), 3 => some].boxed())
}

fn object(entries: Vec<Entry>) -> BoxedStrategy<Value> {
    let (keys, values): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    let object = move |values: Vec<Option<Value>>| {
        let pairs =
            keys.iter().zip(values).filter_map(|(key, value)| Some(((*key).to_owned(), value?)));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    values.prop_map(object).boxed()
}

fn list(of: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    let element = prop_oneof![4 => of.boxed(), 1 => Just(Value::Null)];
    prop::collection::vec(element, 0..4).prop_map(Value::Array).boxed()
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<Value> {
    select(texts).prop_map(Value::from).boxed()
}

/// One line of anything that is no control character.
fn line() -> BoxedStrategy<Value> {
    let odd = select(vec![
        '"', '\'', '\\', '<', '&', ';', ',', ':', '“', 'ß', '字', '🌾', '\u{200f}', ' ',
    ]);
    let letter = prop_oneof![any::<char>().prop_filter("printable", |c| !c.is_control()), odd];
    prop::collection::vec(letter, 0..12)
        .prop_map(|text| Value::from(String::from_iter(text)))
        .boxed()
}

fn lines() -> BoxedStrategy<Value> {
    (line(), line())
        .prop_map(|(a, b)| {
            json!(format!("{}\n\n{}", a.as_str().unwrap_or(""), b.as_str().unwrap_or("")))
        })
        .boxed()
}

/// From four in the morning on: before, clocks change in some zone or other.
fn wall() -> BoxedStrategy<Value> {
    (1990..2090, 1..=12, 1..=28, 4..=23, 0..=59)
        .prop_map(|(y, m, d, h, min)| json!(format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}")))
        .boxed()
}

fn date() -> BoxedStrategy<Value> {
    (1990..2090, 1..=12, 1..=28).prop_map(|(y, m, d)| json!(format!("{y}-{m:02}-{d:02}"))).boxed()
}

fn link() -> BoxedStrategy<Value> {
    one_of(&["https://example.org", "http://example.org/a?b=c&d=%20#e", ""])
}

fn email() -> BoxedStrategy<Value> {
    one_of(&["desk@example.org", "O'Brien+x@Example.ORG", ""])
}

fn seats() -> BoxedStrategy<Value> {
    prop_oneof![Just(0_i64), 1..500_i64, Just(i64::MAX)].prop_map(Value::from).boxed()
}

fn flag() -> BoxedStrategy<Value> {
    any::<bool>().prop_map(Value::from).boxed()
}

fn document() -> BoxedStrategy<Value> {
    let zone = one_of(&["America/New_York", "Asia/Kathmandu", "UTC", "Europe/Berlin", ""]);
    let time = object(vec![
        maybe("zone", zone),
        maybe("starts", wall()),
        maybe("ends", wall()),
        maybe("date", date()),
        maybe("end_date", date()),
        maybe("doors", wall()),
        maybe("all_day", flag()),
    ]);
    let place = object(vec![
        maybe("mode", one_of(&["in_person", "online", "hybrid"])),
        maybe("building", line()),
        maybe("room", line()),
        maybe("address", lines()),
        maybe("country", line()),
        maybe("arrival", lines()),
    ]);
    let online =
        object(vec![maybe("url", link()), maybe("reveal", line()), maybe("note", lines())]);
    let host = object(vec![
        maybe("name", line()),
        maybe("relation", line()),
        maybe("url", link()),
        maybe("about", lines()),
    ]);
    let speaker = object(vec![
        maybe("name", line()),
        maybe("placeholder", line()),
        maybe("protected", flag()),
        maybe("roles", list(line())),
        maybe("titles", list(line())),
        maybe("organisations", list(line())),
        maybe("state", line()),
        maybe("email", email()),
        maybe("biography", lines()),
    ]);
    let session = object(vec![
        maybe("title", line()),
        maybe("kind", line()),
        maybe("starts", wall()),
        maybe("ends", wall()),
        maybe("opens", wall()),
        maybe("room", line()),
        maybe("moderator", line()),
        maybe("speakers", list(line())),
        maybe("description", lines()),
    ]);
    let contact = object(vec![maybe("name", line()), maybe("email", email())]);
    let block = object(vec![
        maybe("category", prop_oneof![line(), one_of(&["press", "public"])]),
        maybe("seats", (0..=1_000_000).prop_map(Value::from)),
        maybe("released", wall()),
    ]);
    let rsvp = object(vec![
        maybe("mode", one_of(&["open", "approval", "invitation", "none", "closed"])),
        maybe("opens", wall()),
        maybe("closes", wall()),
        maybe("seats", seats()),
        maybe("online_seats", seats()),
        maybe("largest_party", (1..=10).prop_map(Value::from)),
        maybe("smaller_pass", flag()),
        maybe("shared_addresses", flag()),
        maybe("changes_until", wall()),
        maybe("blocks", list(block)),
        maybe("contact", contact),
    ]);
    let notice = object(vec![maybe("kind", line()), maybe("text", lines())]);
    object(vec![
        maybe("kind", line()),
        maybe("language", line()),
        maybe("subtitle", line()),
        maybe("occasion", line()),
        maybe("state", one_of(&["draft", "published", "cancelled", "postponed", ""])),
        maybe("reason", lines()),
        maybe("replacement", one_of(&["another", ""])),
        maybe("publish_at", wall()),
        maybe("time", time),
        maybe("place", place),
        maybe("online", online),
        maybe("hosts", list(host)),
        maybe("speakers", list(speaker)),
        maybe("sessions", list(session)),
        maybe("description", lines()),
        maybe("rsvp", rsvp),
        maybe("notices", list(notice)),
        maybe("tags", list(line())),
    ])
}

/// Imports, exports, and opens whatever pages there are.
async fn check(dais: &Dais, document: Value) -> Result<(), TestCaseError> {
    let moment = dais.desk.now().timestamp();
    let mut paper = Paper(document).with("schema", "dais.event/1").with("title", "Any");
    // Each on its own, and nobody in two of them: a name beside the address of somebody protected, or
    // over them in a line-up, does not come back.
    let speakers = paper.0.get_mut("speakers").and_then(Value::as_array_mut);
    for (place, speaker) in speakers.into_iter().flatten().enumerate() {
        if let Some(email) = speaker["email"].as_str().filter(|email| !email.is_empty()) {
            speaker["email"] = json!(format!("{moment}-{place}-{email}"));
        }
    }
    let paper = paper.named(&format!("any-{moment}"));
    dais.wait(TimeDelta::seconds(1));
    let slug = dais.imports(&paper, false).await.map_err(TestCaseError::fail)?;
    let out = domain::event::export(&dais.desk, &slug).await.expect("an event");
    let out: Value = serde_json::from_str(&out.write()).expect("JSON");
    prop_assert_eq!(out, paper.pruned());
    let own = ["", ".ics", "/replied"].map(|end| format!("/events/{slug}{end}"));
    for path in own.iter().map(String::as_str).chain(["/events", "/events.ics"]) {
        let status = dais.get(path).await.status;
        prop_assert!(matches!(status, 200 | 404), "{} {}", path, status);
    }
    Ok(())
}

#[test]
fn any_document_comes_back_as_it_went_in_and_has_a_page() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let dais = runtime.block_on(Dais::start());
    // No file of failures: a failing case is printed whole.
    let config = Config { cases: 96, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config)
        .run(&document(), |document| runtime.block_on(check(&dais, document)));
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
