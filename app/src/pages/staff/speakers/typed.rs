//! A form as it was sent: boxes of one name may be ticked several times, and a browser may leave any
//! field out.

/// The fields, exactly as typed.
#[derive(Clone, Default)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// What a control holds; nothing if it was not sent.
    pub fn value(&self, name: &str) -> &str {
        let sent = self.0.iter().find(|(known, _)| known == name);
        sent.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// What all controls of this name hold.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box is ticked.
    pub fn is_on(&self, name: &str) -> bool {
        self.value(name) == "on"
    }

    /// The row numbers that were ticked.
    pub fn numbers(&self, name: &str) -> Vec<i64> {
        self.all(name).filter_map(|number| number.parse().ok()).collect()
    }
}

/// What was typed is nobody's but the page's.
impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(private)")
    }
}
