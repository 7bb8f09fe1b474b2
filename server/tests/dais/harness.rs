//! A running Dais for one test, and the words in which tests tell their stories.
//!
//! The pages are served in the test's own process; the postman goes his rounds only when the test
//! sends him. A harness that is dropped with letters still to be sent fails its test, because a
//! letter that nobody looked at is a letter that nobody tested.

mod answer;
mod database;
mod documents;
mod guest;
mod letter;
mod page;
mod program;
mod restart;
mod staff;
mod tables;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use dais::delivery;
use dais::postman::Postman;
use domain::desk::Desk;
use domain::document::Document;
use reqwest::{Client, Method, RequestBuilder, redirect::Policy};
use tempfile::TempDir;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

pub use answer::Answer;
pub use database::Database;
pub use documents::{Paper, a_briefing, founding_briefing, supply_chains_forum};
pub use guest::Guest;
pub use letter::{Entry, Kind, Letter, in_folder as letters_in, read_calendar};
pub use page::{Form, Page};
pub use program::{Finished, Program, Serving};
pub use staff::Colleague;
pub use tables::Tables;

/// When every test begins: a Thursday, 10:00 am in Washington, nineteen days before [`a_briefing`].
pub const BEGINNING: &str = "2027-04-01T14:00:00Z";

/// An instant as RFC 3339 writes it.
pub fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().expect("an instant")
}

/// Waits until something is so, and fails when that takes beyond all patience.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let patience = std::time::Instant::now() + Duration::from_mins(2);
    while !is_so().await {
        assert!(std::time::Instant::now() < patience, "still not: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A server with a database and a mail folder of its own.
pub struct Dais {
    pub desk: Desk,
    pub folder: TempDir,
    pub database: Database,
    client: Client,
    settings: Vec<(String, String)>,
    work: JoinHandle<()>,
    postman: Mutex<Postman>,
    letters_may_stay: AtomicBool,
}

/// The address of an event's page.
#[derive(Clone)]
pub struct Event {
    pub slug: String,
}

impl Event {
    pub fn path(&self) -> String {
        format!("/events/{}", self.slug)
    }
}

impl Dais {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With settings as the environment would give them.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::fresh(folder.path()).await;
        let own = database.settings().into_iter().chain([
            ("DAIS_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
            ("DAIS_DATA".to_owned(), folder.path().display().to_string()),
        ]);
        let given = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let settings: Vec<_> = own.chain(given).collect();
        let (desk, work) = restart::serve(&settings, at(BEGINNING)).await;
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        let postman = Mutex::new(Postman::Files(folder.path().join("mail")));
        let letters_may_stay = AtomicBool::new(false);
        Self { desk, folder, database, client, settings, work, postman, letters_may_stay }
    }

    /// Imports a document as `dais event import --publish` does.
    pub async fn publishes(&self, paper: Paper) -> Event {
        Event { slug: self.imports(&paper, true).await.expect("a publishable document") }
    }

    /// Imports a document as it is; the slug, or what is wrong with it.
    pub async fn imports(&self, paper: &Paper, publish: bool) -> Result<String, String> {
        let document = Document::read(&paper.json())?;
        let imported = domain::event::import(&self.desk, &document, publish).await;
        imported.map(|imported| imported.slug).map_err(|error| error.to_string())
    }

    pub fn guest(&self, name: &str) -> Guest<'_> {
        Guest::new(self, name)
    }

    /// The time that Dais has.
    pub fn now(&self) -> DateTime<Utc> {
        self.desk.now()
    }

    pub fn set_clock(&self, moment: &str) {
        self.desk.clock().set(at(moment));
    }

    pub fn wait(&self, time: TimeDelta) {
        self.desk.clock().set(self.desk.now() + time);
    }

    /// An address at this server.
    pub fn address(&self, path: &str) -> String {
        self.desk.link(path)
    }

    /// A request without any header of a browser.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.address(path))
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::GET, path).header("Accept", "text/html")).await
    }

    /// A form, posted as a browser does from our own page.
    pub async fn post<K: AsRef<str>, V: AsRef<str>>(&self, path: &str, form: &[(K, V)]) -> Answer {
        let pairs: Vec<_> = form.iter().map(|(k, v)| (k.as_ref(), v.as_ref())).collect();
        Answer::to(self.posting_to(path).form(&pairs)).await
    }

    /// A POST with the headers that browsers give a form of our own pages.
    pub fn posting_to(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
            .header("Accept", "text/html")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Origin", self.desk.public_url.origin().ascii_serialization())
    }

    /// Fills in the form that a page shows and sends it, everything else as the page has it.
    pub async fn fills(&self, form: &Form, typed: &[(&str, &str)]) -> Answer {
        self.post(&form.action, &form.filled(typed)).await
    }

    /// The postman goes his rounds until nothing is due; says how many letters he took.
    pub async fn post_round(&self) -> usize {
        let mut postman = self.postman.lock().await;
        let mut taken = 0;
        loop {
            match Box::pin(delivery::round(&self.desk, &mut postman)).await.expect("a round") {
                0 => return taken,
                letters => taken += letters,
            }
            assert!(taken < 1_000, "the postman comes to no rest");
        }
    }

    /// Another postman from here on.
    pub async fn postman(&self, postman: Postman) {
        *self.postman.lock().await = postman;
    }

    /// Every letter delivered so far, the oldest first.
    pub fn letters(&self) -> Vec<Letter> {
        letter::in_folder(&self.mail_folder())
    }

    pub fn letters_to(&self, address: &str) -> Vec<Letter> {
        self.letters().into_iter().filter(|letter| letter.to() == address).collect()
    }

    /// Delivers what is due and returns the newest letter to this address.
    pub async fn last_letter_to(&self, address: &str) -> Letter {
        self.post_round().await;
        self.letters_to(address).pop().expect("a letter")
    }

    pub fn mail_folder(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// This test is about letters that stay.
    pub fn leaves_letters(&self) {
        self.letters_may_stay.store(true, Ordering::SeqCst);
    }
}

impl Drop for Dais {
    fn drop(&mut self) {
        if std::thread::panicking() || self.letters_may_stay.load(Ordering::SeqCst) {
            return;
        }
        let unsent = self.database.number("SELECT count(*) AS n FROM letter WHERE done_at IS NULL");
        assert_eq!(unsent, 0, "letters that nobody sent");
    }
}
