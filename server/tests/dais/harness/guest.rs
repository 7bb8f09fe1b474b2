//! A guest at the reply form.

use reqwest::header::HeaderMap;

use super::{Answer, Dais, Event};

#[must_use]
pub struct Guest<'a> {
    dais: &'a Dais,
    fields: Vec<(String, String)>,
    headers: HeaderMap,
}

impl<'a> Guest<'a> {
    /// `Ada` is Ada Example with the address `ada@example.org`.
    pub fn new(dais: &'a Dais, name: &str) -> Self {
        let fields = vec![
            ("name".to_owned(), format!("{name} Example")),
            ("email".to_owned(), format!("{}@example.org", name.to_lowercase())),
        ];
        Self { dais, fields, headers: HeaderMap::new() }
    }

    /// Types this into a field.
    pub fn typing(mut self, field: &str, text: &str) -> Self {
        self.fields.retain(|(name, _)| name != field);
        self.fields.push((field.to_owned(), text.to_owned()));
        self
    }

    /// In place of what the browser says otherwise.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.parse().expect("a header's value"));
        self
    }

    /// Through a proxy that says so.
    pub fn through_a_proxy_for(self, address: &str) -> Self {
        self.with_header("x-forwarded-for", address)
    }

    pub async fn replies(&self, event: &Event) -> Answer {
        let request = self.dais.posting_to(&event.path()).headers(self.headers.clone());
        Answer::to(request.form(&self.fields)).await
    }
}
