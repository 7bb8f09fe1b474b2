//! Documents to publish, and a way to say how one differs.

use serde_json::{Value, json};

/// A `dais.event/1` document in the making.
#[derive(Clone, Debug)]
pub struct Paper(pub Value);

/// A briefing to come, on April 20, 2027, from 2:00 to 3:30 pm in Washington, with seats for all.
pub fn a_briefing() -> Paper {
    Paper(json!({
        "schema": "dais.event/1",
        "slug": "hours-in-the-field",
        "kind": "briefing",
        "title": "Hours in the Field",
        "state": "published",
        "time": { "starts": "2027-04-20T14:00", "ends": "2027-04-20T15:30" },
        "place": { "building": "Longworth House Office Building", "room": "1300" },
        "hosts": [{ "name": "Coalition for Harvests", "relation": "host" }],
        "rsvp": { "contact": { "name": "Wren Calloway", "email": "desk@example.org" } },
    }))
}

/// The founding briefing of 2017.
pub fn founding_briefing() -> Paper {
    Paper::read(include_str!("../../samples/briefing.event.json"))
}

/// A draft of two days in May 2027, in the room and online, by approval.
pub fn supply_chains_forum() -> Paper {
    Paper::read(include_str!("../../samples/forum.event.json"))
}

impl Paper {
    pub fn read(json: &str) -> Self {
        Self(serde_json::from_str(json).expect("JSON"))
    }

    pub fn json(&self) -> String {
        self.0.to_string()
    }

    /// Sets what stands at `path`, such as `rsvp.seats`; objects on the way are made.
    #[must_use]
    pub fn with(mut self, path: &str, value: impl Into<Value>) -> Self {
        let mut place = &mut self.0;
        for key in path.split('.') {
            if !place.is_array() && !place.is_object() {
                *place = json!({});
            }
            place = match key.parse::<usize>() {
                Ok(index) => &mut place[index],
                Err(_) => &mut place[key],
            };
        }
        *place = value.into();
        self
    }

    #[must_use]
    pub fn named(self, slug: &str) -> Self {
        self.with("slug", slug)
    }

    #[must_use]
    pub fn with_seats(self, seats: i64) -> Self {
        self.with("rsvp.seats", seats)
    }

    /// The same without null, empty and false, as export writes it.
    pub fn pruned(&self) -> Value {
        let mut value = self.0.clone();
        prune(&mut value);
        value
    }
}

fn prune(value: &mut Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => {
            items.retain_mut(prune);
            !items.is_empty()
        }
        Value::Object(entries) => {
            entries.retain(|_, value| prune(value));
            !entries.is_empty()
        }
        _ => true,
    }
}
