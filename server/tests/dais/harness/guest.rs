//! A guest at the reply form.

use super::{Answer, Dais, Event};

#[must_use]
pub struct Guest<'a> {
    dais: &'a Dais,
    fields: Vec<(String, String)>,
    headers: Vec<(&'static str, String)>,
}

impl<'a> Guest<'a> {
    /// `Ada` is Ada Example with the address `ada@example.org`.
    pub fn new(dais: &'a Dais, name: &str) -> Self {
        let fields = vec![
            ("name".to_owned(), format!("{name} Example")),
            ("email".to_owned(), format!("{}@example.org", name.to_lowercase())),
        ];
        Self { dais, fields, headers: vec![] }
    }

    /// Types this into a field.
    pub fn typing(mut self, field: &str, text: &str) -> Self {
        self.fields.retain(|(name, _)| name != field);
        self.fields.push((field.to_owned(), text.to_owned()));
        self
    }

    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Through a proxy that says so.
    pub fn from_client(self, address: &str) -> Self {
        self.with_header("X-Forwarded-For", address)
    }

    pub async fn replies(&self, event: &Event) -> Answer {
        let mut request = self.dais.from_our_page(&event.path());
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        Answer::to(request.form(&self.fields)).await
    }
}
