//! Events travel as documents, in and out, with nothing lost and nothing half taken.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{Dais, Paper, a_briefing, founding_briefing, supply_chains_forum};

/// A document with every key that there is.
fn everything() -> Paper {
    Paper(json!({
        "schema": "dais.event/1", "slug": "everything", "kind": "field_visit", "language": "en-US",
        "title": "Everything & More “Quoted”", "subtitle": "A line", "occasion": "A day",
        "state": "postponed", "reason": "The House is not in session.",
        "replacement": "another-day",
        "publish_at": "2027-03-01T08:00",
        "time": {
            "zone": "Europe/Berlin", "starts": "2027-05-11T09:00", "ends": "2027-05-12T17:30",
            "date": "2027-05-11", "end_date": "2027-05-12", "doors": "2027-05-11T08:30",
            "all_day": true,
        },
        "place": {
            "mode": "hybrid", "building": "A house", "room": "SVC 212", "address": "Street 1\nTown",
            "country": "DE", "arrival": "By the north door.\n\nBring a card.",
        },
        "online": {
            "url": "https://stream.example.org/a?b=c", "reveal": "public", "note": "Captions",
        },
        "hosts": [{
            "name": "Example Coalition", "relation": "made_up_relation",
            "url": "https://coalition.example.org", "about": "Who **they** are.",
        }],
        "speakers": [{
            "name": "Ada Example", "placeholder": "Somebody of note", "protected": true,
            "roles": ["keynote", "guest_lecturer"], "titles": ["Director", "Fellow"],
            "organisations": ["One", "Two"], "state": "tentative", "email": "ada@example.org",
            "stand_in": "Ben Example", "biography": "Long *story*.",
        }],
        "sessions": [{
            "title": "Opening", "kind": "keynote", "starts": "2027-05-11T09:00",
            "ends": "2027-05-11T09:30", "opens": "2027-05-01T12:00", "room": "7",
            "moderator": "Ada Example", "speakers": ["Ada Example"], "description": "What is said.",
        }],
        "description": "# Why\n\nBecause.",
        "rsvp": {
            "mode": "approval", "opens": "2027-04-01T09:00", "closes": "2027-05-10T12:00",
            "seats": 120, "online_seats": 0, "largest_party": 4, "smaller_pass": true,
            "shared_addresses": true, "changes_until": "2027-05-10T18:00",
            "blocks": [
                { "category": "press", "seats": 10, "released": "2027-05-09T09:00" },
                { "category": "made_up", "seats": 0 },
            ],
            "contact": { "name": "Desk", "email": "Desk@Example.org" },
        },
        "notices": [{ "kind": "food", "text": "Coffee." }],
        "tags": ["one", "two words"],
    }))
}

async fn exported(dais: &Dais, slug: &str) -> Value {
    let document = domain::event::export(&dais.desk, slug).await.expect("an event");
    serde_json::from_str(&document.write()).expect("JSON")
}

#[tokio::test]
async fn a_document_comes_back_as_it_went_in() {
    let dais = Dais::start().await;
    for paper in [founding_briefing(), supply_chains_forum(), a_briefing(), everything()] {
        let slug = dais.imports(&paper, false).await.expect("a good document");
        let out = exported(&dais, &slug).await;
        assert_eq!(out, paper.pruned());
        dais.imports(&Paper(out.clone()), false).await.expect("what was exported");
        assert_eq!(exported(&dais, &slug).await, out);
    }
}

#[tokio::test]
async fn the_schema_file_is_the_programs_and_knows_every_key() {
    let kept = include_str!("../../../app/domain/dais.event.1.schema.json");
    let dais = Dais::start().await;
    let said = dais.program().runs(&["event", "schema"]).await;
    assert_eq!(
        (said.code, said.out.trim()),
        (Some(0), kept.trim()),
        "write it anew: dais event schema"
    );

    let schema: Value = serde_json::from_str(kept).expect("JSON");
    assert_eq!(schema["required"], json!(["schema", "title"]));
    let mut known = BTreeSet::new();
    keys_of_schema(&schema, &schema, "", &mut known);
    let mut used = BTreeSet::new();
    keys_of_document(&everything().0, "", &mut used);
    assert_eq!(known, used, "the document above has every key");
}

/// Paths of all keys, elements of lists as `[]`.
fn keys_of_document(value: &Value, path: &str, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                keys.insert(format!("{path}{key}"));
                keys_of_document(value, &format!("{path}{key}."), keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys_of_document(item, path, keys)),
        _ => {}
    }
}

fn keys_of_schema(schema: &Value, whole: &Value, path: &str, keys: &mut BTreeSet<String>) {
    if let Some(Value::String(reference)) = schema.get("$ref") {
        let target = whole.pointer(reference.trim_start_matches('#')).expect("a definition");
        keys_of_schema(target, whole, path, keys);
    }
    for choice in schema.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
        keys_of_schema(choice, whole, path, keys);
    }
    if let Some(items) = schema.get("items") {
        keys_of_schema(items, whole, path, keys);
    }
    if let Some(Value::Object(properties)) = schema.get("properties") {
        assert_eq!(schema["additionalProperties"], json!(false), "{path}: other keys are refused");
        for (key, value) in properties {
            keys.insert(format!("{path}{key}"));
            keys_of_schema(value, whole, &format!("{path}{key}."), keys);
        }
    }
}

#[tokio::test]
async fn a_title_is_enough() {
    let dais = Dais::start().await;
    let paper = Paper(json!({ "schema": "dais.event/1", "title": "Über Ernten & Rechte!" }));
    let first = dais.imports(&paper, true).await.expect("a good document");
    assert_eq!(first, "uber-ernten-rechte");
    let second = dais.imports(&paper, true).await.expect("another event of that title");
    assert_eq!(second, "uber-ernten-rechte-2");
    dais.get("/events/uber-ernten-rechte").await.page_with(200).says("Über Ernten & Rechte!");
    let strange = Paper(json!({ "schema": "dais.event/1", "title": "???" }));
    assert_eq!(dais.imports(&strange, true).await.expect("a slug all the same"), "event");
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_with_its_path_and_leaves_nothing_behind() {
    let dais = Dais::start().await;
    dais.publishes(a_briefing()).await;
    let before = dais.tables().await;
    let speaker = |key: &str, value: Value| (format!("speakers.0.{key}"), value);
    let mut cases: Vec<(String, Value)> = [
        ("colour", json!("red")),
        ("hosts.0.nmae", json!("x")),
        ("time.start", json!("2027-04-20T14:00")),
        ("schema", json!("dais.event/2")),
        ("schema", Value::Null),
        ("title", json!("  ")),
        ("title", Value::Null),
        ("title", json!(7)),
        ("title", json!("two\nlines")),
        ("slug", json!("Not A Slug")),
        ("slug", json!("../etc")),
        ("state", json!("secret")),
        ("time.zone", json!("America/Gotham")),
        ("time.starts", json!("2027-03-14T02:30")),
        ("time.starts", json!("2027-04-20T14:00Z")),
        ("time.starts", json!("tomorrow")),
        ("time.date", json!("2027-02-30")),
        ("time.all_day", json!("yes")),
        ("place.mode", json!("somewhere")),
        ("place.room", json!("13\u{0}00")),
        ("online.url", json!("javascript:alert(1)")),
        ("hosts.0.url", json!("ftp://example.org")),
        ("rsvp.seats", json!(-1)),
        ("rsvp.online_seats", json!(-5)),
        ("rsvp.seats", json!("many")),
        ("rsvp.mode", json!("maybe")),
        ("rsvp.largest_party", json!(0)),
        ("rsvp.largest_party", json!(11)),
        ("rsvp.changes_until", json!("2027-03-14T02:30")),
        ("rsvp.blocks", json!({ "category": "press" })),
        ("rsvp.contact.email", json!("desk at example.org")),
        ("description", json!("bell\u{7}")),
        ("tags", json!("one")),
    ]
    .map(|(path, value)| (path.to_owned(), value))
    .to_vec();
    cases.push(speaker("email", json!("x@")));
    let block = |key: &str, value: Value| (format!("rsvp.blocks.0.{key}"), value);
    cases.push(block("seats", json!(-1)));
    cases.push(block("seats", json!(1_000_001)));
    cases.push(block("category", json!("a\u{0}b")));
    cases.push(block("released", json!("2027-03-14T02:30")));
    cases.push(block("colour", json!("red")));
    cases.push(speaker("biography", json!("\u{1b}[31m")));
    for (path, value) in cases {
        let paper = a_briefing()
            .with("speakers", json!([{ "name": "Ada" }]))
            .with("rsvp.blocks", json!([{}]))
            .with("title", "Changed");
        let told = dais.imports(&paper.with(&path, value.clone()), true).await.expect_err(&path);
        let place = path.replace(".0", "[0]");
        // An unknown key is named by the object that it stands in.
        let (object, key) = place.rsplit_once('.').unwrap_or(("the document", &place));
        let with_path = told.contains(&place) || (told.contains(object) && told.contains(key));
        assert!(with_path, "{path} = {value}: {told}");
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn every_problem_is_told_at_once() {
    let dais = Dais::start().await;
    let paper =
        a_briefing().with("rsvp.seats", -1).with("time.zone", "Nowhere").with("state", "odd");
    let told = dais.imports(&paper, true).await.expect_err("three problems");
    for path in ["rsvp.seats: ", "time.zone: ", "state: "] {
        assert!(told.contains(path), "{told}");
    }
}

#[tokio::test]
async fn a_document_again_replaces_all_but_what_guests_did() {
    let dais = Dais::start().await;
    let event = dais
        .publishes(everything().with("state", "published").with("publish_at", Value::Null))
        .await;
    dais.publishes(founding_briefing()).await;
    let tables = dais.tables().await;
    let event_id = dais.number("SELECT id FROM event WHERE slug = 'everything'").await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    let kept = dais.tables().await;

    let bare = a_briefing().named("everything").with("hosts", json!([{ "name": "Another host" }]));
    let bare = bare.with("title", "Another title");
    let slug = dais.imports(&bare, true).await.expect("the same event");
    assert_eq!((slug.as_str(), exported(&dais, "everything").await), ("everything", bare.pruned()));
    let now = dais.tables().await;
    for table in ["rsvp", "token", "letter"] {
        assert_eq!(now[table], kept[table], "{table}");
    }
    assert_eq!(dais.number("SELECT id FROM event WHERE slug = 'everything'").await, event_id);
    assert_eq!(tables["event"].len(), now["event"].len());
    dais.get(&letter.own_page()).await.page_with(200).tells("Another title");
    let page = dais.get(&event.path()).await.page_with(200);
    page.says("Another host");
    page.does_not_tell("Example Coalition");
}

#[tokio::test]
async fn a_draft_is_published_by_word_and_what_is_called_off_stays_so() {
    let dais = Dais::start().await;
    for (state, publish, kept, status) in [
        (Value::Null, false, None, 404),
        (json!("draft"), false, Some("draft"), 404),
        (json!("draft"), true, Some("published"), 200),
        (Value::Null, true, Some("published"), 200),
        (json!("cancelled"), true, Some("cancelled"), 200),
    ] {
        let paper = a_briefing().with("state", state.clone());
        let slug = dais.imports(&paper, publish).await.expect("a good document");
        let state_now = exported(&dais, &slug).await["state"].as_str().map(str::to_owned);
        assert_eq!(state_now.as_deref(), kept, "{state} {publish}");
        assert_eq!(
            dais.get("/events/hours-in-the-field").await.status,
            status,
            "{state} {publish}"
        );
    }
}

#[tokio::test]
async fn odd_seats_are_told_with_their_path_and_taken() {
    let paper = a_briefing()
        .with_seats(8)
        .with("rsvp.largest_party", 9)
        .with("rsvp.changes_until", "2027-04-20T15:31")
        .with(
            "rsvp.blocks",
            json!([
                { "category": "press", "seats": 8, "released": "2027-04-20T14:00" },
                { "category": "advocate", "seats": 1 },
                { "seats": 0 },
            ]),
        );
    let odd = |paper: &Paper| {
        let document = domain::document::Document::read(&paper.json()).expect("a document");
        let found = domain::document_check::look_over(&document);
        assert_eq!(found.problems, Vec::<String>::new());
        let paths =
            found.oddities.iter().map(|odd| odd.split(": ").next().unwrap_or("").to_owned());
        paths.collect::<BTreeSet<_>>()
    };
    let paths = [
        "rsvp.largest_party",
        "rsvp.changes_until",
        "rsvp.blocks[0].released",
        "rsvp.blocks[1].seats",
        "rsvp.blocks[2].category",
        "rsvp.blocks[2].seats",
    ];
    assert_eq!(odd(&paper), paths.map(str::to_owned).into());
    let boundless = paper.with("rsvp.seats", Value::Null);
    assert!(odd(&boundless).contains("rsvp.blocks[0].seats"), "there is no limit");
    let fine = a_briefing()
        .with_seats(8)
        .with("rsvp.largest_party", 8)
        .with("rsvp.changes_until", "2027-04-20T15:30")
        .with(
            "rsvp.blocks",
            json!([{ "category": "x", "seats": 8, "released": "2027-04-20T13:59" }]),
        );
    assert_eq!(odd(&fine), BTreeSet::new());
}
