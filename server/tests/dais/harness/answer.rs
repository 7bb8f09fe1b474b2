//! An answer of the server, read to its end.

use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;

use super::Page;

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// Sends the request.
    pub async fn to(request: RequestBuilder) -> Self {
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.bytes().await.expect("a whole answer").to_vec();
        Self { status, headers, body }
    }

    /// A header that occurs at most once; empty if it is not there.
    pub fn header(&self, name: &str) -> String {
        let mut values = self.headers.get_all(name).iter();
        let first = values.next().map(|value| value.to_str().expect("readable").to_owned());
        assert!(values.next().is_none(), "{name} stands twice");
        first.unwrap_or_default()
    }

    /// Where a 303 leads.
    #[track_caller]
    pub fn leads_to(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.text());
        self.header("location")
    }

    #[track_caller]
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    #[track_caller]
    pub fn page(&self) -> Page {
        Page::read(&self.text())
    }

    /// The page, if its status is this one.
    #[track_caller]
    pub fn page_with(&self, status: u16) -> Page {
        assert_eq!(self.status, status, "{}", self.text());
        self.page()
    }
}
