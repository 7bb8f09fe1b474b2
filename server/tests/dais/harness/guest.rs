//! A guest at the reply form.

use reqwest::header::HeaderMap;

use super::{Answer, Dais, Event, Page};

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

/// A guest's own page, by the link of their newest letter.
pub struct OwnPage<'a> {
    dais: &'a Dais,
    pub path: String,
}

impl Dais {
    /// The page of `Ada`, who has the address `ada@example.org`.
    pub async fn own_page_of(&self, name: &str) -> OwnPage<'_> {
        let address = format!("{}@example.org", name.to_lowercase());
        OwnPage { dais: self, path: self.last_letter_to(&address).await.own_page() }
    }
}

impl OwnPage<'_> {
    pub async fn opens(&self) -> Page {
        self.dais.get(&self.path).await.page_with(200)
    }

    /// Sends the button at this part of the page's address, whether the page shows it or not.
    pub async fn presses(&self, deed: &str) -> Answer {
        self.dais.post(&format!("{}/{deed}", self.path), &[("send", "")]).await
    }

    /// Lets who replied on behalf of the guest have copies.
    pub async fn allows_copies(&self) {
        let path = format!("{}/copies", self.path);
        assert!(self.dais.post(&path, &[("allow", "yes")]).await.leads_to().ends_with("copies"));
    }

    /// Types this over what the form holds and asks what it would come to.
    pub async fn looks_at(&self, typed: &[(&str, &str)]) -> Answer {
        let form = self.opens().await.form("form.sheet");
        self.dais.fills(&form, typed).await
    }

    /// The same, and saves it.
    pub async fn changes(&self, typed: &[(&str, &str)]) -> Page {
        let review = self.looks_at(typed).await.page_with(200);
        let saved = self.dais.fills(&review.form("form.sheet"), &[("step", "save")]).await;
        self.dais.get(&saved.leads_to()).await.page_with(200)
    }
}
