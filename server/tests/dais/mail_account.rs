//! An account of every letter: two programs with three postmen each, a relay with every fault that one
//! can have, and the programs killed at every point of a letter's way.
//!
//! Each start sets the clock more than an hour ahead, past every pause and every dead postman's lease.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Client, redirect::Policy};
use sea_orm::{ConnectionTrait as _, Statement};

use crate::harness::{BEGINNING, Database, Letter, Program, Serving, a_briefing, at, until};
use crate::smtp::{Encryption, Fault, Point, Smtp};

/// Guests who reply after each start.
const GUESTS: usize = 12;

/// So many looks in a row nothing more comes before everything is taken for done.
const STILL: usize = 50;

/// What goes wrong after each start; at the end of it the relay stands still and everything is killed.
/// Refusals for good come first, while no letter can have arrived in vain.
fn phases() -> Vec<(Vec<Fault>, Point)> {
    use Fault::{
        BrokenTls, Content, DropAfterAnswer, DropBeforeAnswer, DropInContent, Greeting, Hello,
        Opening, OutOfStep, Recipient, Secure, Sender, SignIn, Silence, Slow, Stall, Unwelcome,
    };
    vec![
        (vec![Unwelcome, Recipient(550), Content(554), Recipient(553)], Point::Sender),
        (vec![Greeting(421), Sender(550), Sender(451), Recipient(452)], Point::Recipient),
        (vec![Hello(554), Opening(451), Opening(503), Recipient(421)], Point::Opening),
        (vec![Secure(454), Content(451), DropInContent, Slow], Point::InContent),
        (vec![BrokenTls, DropBeforeAnswer, DropAfterAnswer, Stall], Point::BeforeAnswer),
        (vec![SignIn(535), DropBeforeAnswer, OutOfStep, Silence], Point::AfterAnswer),
    ]
}

/// Letters that the relay may keep without our hearing of it.
fn in_the_dark(faults: &[Fault], point: Point) -> usize {
    let dark = |fault: &&Fault| matches!(fault, Fault::DropBeforeAnswer | Fault::Silence);
    // What was written before the kill still comes: in the middle of the content all of it was.
    let halted = matches!(point, Point::InContent | Point::BeforeAnswer | Point::AfterAnswer);
    faults.iter().filter(dark).count() + usize::from(halted)
}

struct House {
    folder: tempfile::TempDir,
    database: Database,
    relay: Smtp,
    clock: DateTime<Utc>,
    client: Client,
    guests: usize,
}

impl House {
    async fn build() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::fresh(folder.path()).await;
        let relay = Smtp::encrypted(Encryption::StartTls);
        std::fs::write(folder.path().join("ca.pem"), relay.certificate()).expect("written");
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { folder, database, relay, clock: at(BEGINNING), client, guests: 0 }
    }

    fn program(&self) -> Program {
        let relay = format!("smtp://ada:s3same@0.0.0.0:{}", self.relay.port());
        Program::on(self.folder.path(), &self.database)
            .with("DAIS_CLOCK", &self.clock.to_rfc3339())
            .with("DAIS_LOG", "off")
            .with("DAIS_TRUSTED_PROXIES", "127.0.0.1")
            .with("DAIS_SMTP_URL", &relay)
            .with("DAIS_SMTP_ROOT", "ca.pem")
            .with("DAIS_MAIL_FROM", "desk@example.org")
            .with("DAIS_POSTMEN", "3")
    }

    async fn publishes(&self) {
        let file = self.folder.path().join("event.json");
        std::fs::write(&file, a_briefing().named("hours").json()).expect("written");
        let file = file.to_str().expect("a path");
        let done = self.program().runs(&["event", "import", file, "--publish"]).await;
        assert_eq!(done.code, Some(0), "{}", done.err);
    }

    /// Two programs, more than an hour later.
    async fn opens(&mut self) -> [Serving; 2] {
        self.clock += TimeDelta::minutes(70);
        let program = self.program();
        let (first, second) = tokio::join!(program.serves(), program.serves());
        [first, second]
    }

    async fn more_guests_reply(&mut self, at: [&str; 2]) {
        for _ in 0..GUESTS {
            self.guests += 1;
            let guest = self.guests;
            let email = format!("g{guest}@example.org");
            let form = [("name", format!("Guest {guest}")), ("email", email)];
            let address = format!("{}/events/hours", at[guest % 2]);
            let request = self.client.post(address).form(&form);
            let request = request.header("X-Forwarded-For", format!("198.51.100.{guest}"));
            let answer = request.header("Sec-Fetch-Site", "same-origin").send().await;
            assert_eq!(answer.expect("an answer").status().as_u16(), 303);
        }
    }

    /// Message-IDs of these letters.
    async fn letters(&self, whose: &str) -> BTreeSet<String> {
        let connection = self.database.connection().await;
        let sql = format!("SELECT message_id FROM letter WHERE {whose}");
        let question = Statement::from_string(connection.get_database_backend(), sql);
        let rows = connection.query_all_raw(question).await.expect("rows");
        connection.close().await.expect("closed");
        rows.iter().map(|row| row.try_get("", "message_id").expect("a text")).collect()
    }

    /// The relay's copies of each letter.
    fn kept(&self) -> BTreeMap<String, Vec<Letter>> {
        let mut kept: BTreeMap<String, Vec<Letter>> = BTreeMap::new();
        for raw in self.relay.received() {
            let letter = Letter::read(&raw);
            let identity = letter.header("Message-ID");
            kept.entry(identity).or_default().push(letter);
        }
        kept
    }

    /// What the relay keeps without our knowing it.
    async fn unknown(&self) -> BTreeSet<String> {
        let open = self.letters("done_at IS NULL").await;
        self.kept().into_keys().filter(|identity| open.contains(identity)).collect()
    }

    /// One phase, from the start to the kill; which letters may come twice because of it.
    async fn goes_through(
        &mut self,
        faults: &[Fault],
        point: Point,
        known: &BTreeSet<String>,
    ) -> BTreeSet<String> {
        let halts = self.relay.halts();
        self.relay.script(faults.iter().copied().chain([Fault::Halt(point)]));
        let mut programs = self.opens().await;
        let addresses = programs.each_ref().map(|serving| serving.address.clone());
        self.more_guests_reply(addresses.each_ref().map(String::as_str)).await;
        let (mut seen, mut still_for) = (usize::MAX, 0);
        let dark = in_the_dark(faults, point);
        until("the relay stands still, and everything else is done", async || {
            let waits = "done_at IS NULL AND attempts = 0 AND claimed_until IS NULL";
            let kept = self.relay.received().len();
            let is_still = std::mem::replace(&mut seen, kept) == kept;
            still_for = if is_still { still_for + 1 } else { 0 };
            still_for > STILL
                && self.relay.halts() > halts
                && self.relay.faults_left() == 0
                && self.letters(waits).await.is_empty()
                && self.unknown().await.difference(known).count() <= dark
        })
        .await;
        programs.iter_mut().for_each(Serving::kill);
        self.relay.release();
        until("all connections are over", async || self.relay.clients() == 0).await;
        self.unknown().await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_letter_is_accounted_for() {
    let mut house = House::build().await;
    house.publishes().await;
    let (mut ambiguous, mut most) = (BTreeSet::new(), 0);
    for (faults, point) in phases() {
        let unknown = house.goes_through(&faults, point, &ambiguous).await;
        ambiguous.extend(unknown);
        most += in_the_dark(&faults, point);
    }
    assert!(ambiguous.len() <= most, "{ambiguous:?}");
    let open = "done_at IS NULL";
    for _ in 0..8 {
        let programs = house.opens().await;
        until("what is due is done", async || {
            let waits = "done_at IS NULL AND (attempts = 0 OR claimed_until IS NOT NULL)";
            house.letters(waits).await.is_empty()
        })
        .await;
        drop(programs);
        if house.letters(open).await.is_empty() {
            break;
        }
    }

    let (kept, sent) = (house.kept(), house.letters("outcome = 'sent'").await);
    let refused = house.letters("outcome = 'refused'").await;
    assert_eq!(refused.len(), 3, "two recipients and one letter");
    assert_eq!(sent.len() + refused.len(), house.guests, "nothing is open, nothing is lost");
    let accepted: BTreeSet<String> = kept.keys().cloned().collect();
    assert_eq!(accepted, sent, "what was sent arrived, and nothing else");
    let to: BTreeSet<String> = kept.values().flatten().map(Letter::to).collect();
    assert_eq!(to.len(), sent.len(), "one letter for each guest");
    for (identity, copies) in kept.iter().filter(|(_, copies)| copies.len() > 1) {
        assert!(ambiguous.contains(identity), "{identity} came {} times", copies.len());
        let entries: Vec<_> = copies.iter().map(Letter::calendar).collect();
        for (letter, entry) in copies.iter().zip(&entries) {
            assert_eq!(letter.header("Date"), copies[0].header("Date"));
            for name in ["UID", "SEQUENCE", "DTSTAMP"] {
                assert_eq!(entry.value(name), entries[0].value(name), "{identity}: {name}");
            }
        }
    }
    assert!(kept.values().any(|copies| copies.len() > 1), "the dark moment was met");
}
