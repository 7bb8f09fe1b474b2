//! The controls for those whom a guest brings, the same in every form.

use serde::Deserialize;

/// A control for each, with its label. No party takes more seats than one more than these.
pub const COMPANIONS: [(&str, &str); 9] = [
    ("guest-1", "Guest 1"),
    ("guest-2", "Guest 2"),
    ("guest-3", "Guest 3"),
    ("guest-4", "Guest 4"),
    ("guest-5", "Guest 5"),
    ("guest-6", "Guest 6"),
    ("guest-7", "Guest 7"),
    ("guest-8", "Guest 8"),
    ("guest-9", "Guest 9"),
];

/// What was typed into them, as a part of a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Companions {
    #[serde(rename = "guest-1")]
    first: String,
    #[serde(rename = "guest-2")]
    second: String,
    #[serde(rename = "guest-3")]
    third: String,
    #[serde(rename = "guest-4")]
    fourth: String,
    #[serde(rename = "guest-5")]
    fifth: String,
    #[serde(rename = "guest-6")]
    sixth: String,
    #[serde(rename = "guest-7")]
    seventh: String,
    #[serde(rename = "guest-8")]
    eighth: String,
    #[serde(rename = "guest-9")]
    ninth: String,
}

impl Companions {
    /// These names, each in its control.
    pub fn of(names: &[String]) -> Self {
        let name = |number: usize| names.get(number).cloned().unwrap_or_default();
        Self {
            first: name(0),
            second: name(1),
            third: name(2),
            fourth: name(3),
            fifth: name(4),
            sixth: name(5),
            seventh: name(6),
            eighth: name(7),
            ninth: name(8),
        }
    }

    /// The names, each at its place; empty ones are nobody.
    pub fn names(&self) -> [&String; 9] {
        [
            &self.first,
            &self.second,
            &self.third,
            &self.fourth,
            &self.fifth,
            &self.sixth,
            &self.seventh,
            &self.eighth,
            &self.ninth,
        ]
    }
}
