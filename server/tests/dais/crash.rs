//! The program killed in the middle of its busiest minute, and started again.
//!
//! Each new start sets the clock a minute and a half ahead: far enough for a dead postman's lease
//! to end, near enough for a repeated form to count as the same click.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::stream::{self, StreamExt as _};
use reqwest::{Client, redirect::Policy};
use tokio::sync::watch;

use crate::harness::{
    BEGINNING, Dais, Database, Kind, Letter, Program, Serving, a_briefing, at, letters_in, until,
};

const GUESTS: usize = 200;
const SEATS: usize = 50;
/// How many answers have come when the program is killed, in round after round.
const KILLS: [usize; 10] = [0, 1, 7, 25, 49, 51, 90, 130, 170, 195];

struct House {
    program: Program,
    folder: tempfile::TempDir,
    database: Database,
    clock: DateTime<Utc>,
    client: Client,
}

impl House {
    async fn build() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::fresh(folder.path()).await;
        let program = Program::on(folder.path(), &database)
            .with("DAIS_TRUSTED_PROXIES", "127.0.0.1")
            .with("DAIS_LOG", "warn");
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { program, folder, database, clock: at(BEGINNING), client }
    }

    /// Starts the program with its clock ahead of the last time.
    async fn opens(&mut self) -> Serving {
        self.clock += TimeDelta::seconds(90);
        let program =
            std::mem::replace(&mut self.program, Program::on(self.folder.path(), &self.database));
        self.program = program.with("DAIS_CLOCK", &self.clock.to_rfc3339());
        self.program.serves().await
    }

    async fn publishes(&self, slug: &str) {
        let paper = a_briefing().named(slug).with_seats(i64::try_from(SEATS).expect("few"));
        let file = self.folder.path().join(format!("{slug}.json"));
        std::fs::write(&file, paper.json()).expect("written");
        let done = self
            .program
            .runs(&["event", "import", file.to_str().expect("a path"), "--publish"])
            .await;
        assert_eq!((done.code, done.out.trim()), (Some(0), slug), "{}", done.err);
    }

    /// One guest's form; the status, if an answer came.
    async fn replies(&self, address: &str, slug: &str, guest: usize) -> Option<u16> {
        let form =
            [("name", format!("Guest {slug}")), ("email", format!("g{guest}.{slug}@example.org"))];
        let request = self.client.post(format!("{address}/events/{slug}")).form(&form);
        let request = request.header("X-Forwarded-For", format!("198.51.100.{guest}"));
        let answer = request.header("Sec-Fetch-Site", "same-origin").send().await;
        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// All these guests at once; who has no answer yet. `answered` counts the others as they come.
    async fn all_reply(
        &self,
        address: &str,
        slug: &str,
        guests: &[usize],
        answered: &watch::Sender<usize>,
    ) -> Vec<usize> {
        let replies = stream::iter(guests.iter().copied()).map(async |guest| {
            let status = self.replies(address, slug, guest).await;
            assert!(matches!(status, None | Some(303)), "{status:?}");
            answered.send_modify(|answers| *answers += usize::from(status.is_some()));
            (guest, status.is_some())
        });
        let answers: Vec<_> = replies.buffer_unordered(GUESTS).collect().await;
        answers.into_iter().filter(|(_, answered)| !answered).map(|(guest, _)| guest).collect()
    }

    async fn queue_is_empty(&self, address: &str) {
        let health = async || {
            let answer = self.client.get(format!("{address}/health")).send().await.expect("health");
            let body = answer.bytes().await.expect("a body");
            serde_json::from_slice::<serde_json::Value>(&body).expect("JSON")
        };
        until("the queue is empty", async || health().await["mail"]["to_send"] == 0).await;
        assert_eq!(health().await["mail"]["parked"], 0);
    }

    fn letters(&self, slug: &str) -> Vec<Letter> {
        let ending = format!(".{slug}@example.org");
        let letters = letters_in(&self.folder.path().join("mail"));
        letters.into_iter().filter(|letter| letter.to().ends_with(&ending)).collect()
    }
}

fn place(letter: &Letter) -> Option<usize> {
    let lines = letter.lines();
    let mut places = lines.iter().filter_map(|line| {
        line.strip_prefix("You are number ")?.strip_suffix(" in line.")?.parse().ok()
    });
    places.next()
}

fn what_must_hold(house: &House, slug: &str) {
    let letters = house.letters(slug);
    let mut to: Vec<_> = letters.iter().map(Letter::to).collect();
    to.sort();
    assert_eq!(to.len(), GUESTS, "{slug}: a letter for everybody");
    to.dedup();
    assert_eq!(to.len(), GUESTS, "{slug}: and one only");
    let confirmed = letters.iter().filter(|letter| letter.kind() == Kind::Confirmed).count();
    assert_eq!(confirmed, SEATS, "{slug}");
    let mut places: Vec<_> = letters.iter().filter_map(place).collect();
    places.sort_unstable();
    assert_eq!(places, (1..=GUESTS - SEATS).collect::<Vec<_>>(), "{slug}");

    let of_event =
        format!("FROM rsvp WHERE event_id = (SELECT id FROM event WHERE slug = '{slug}')");
    let count =
        |rest: &str| house.database.number(&format!("SELECT count(*) AS n {of_event} {rest}"));
    let expected = |number: usize| i64::try_from(number).expect("few");
    assert_eq!(count(""), expected(GUESTS), "{slug}");
    assert_eq!(count("AND standing = 'seated'"), expected(SEATS), "{slug}");
}

/// An RSVP, its letter and its entry in the journal are there together or not at all.
fn nothing_is_half_written(house: &House) {
    let halves = "SELECT count(*) AS n FROM rsvp WHERE id NOT IN (SELECT rsvp_id FROM letter) \
        OR id NOT IN (SELECT rsvp_id FROM journal WHERE rsvp_id IS NOT NULL)";
    assert_eq!(house.database.number(halves), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_guests_for_fifty_seats_and_the_program_killed_ten_times() {
    let mut house = House::build().await;
    let everybody: Vec<usize> = (0..GUESTS).collect();
    let mut serving = house.opens().await;
    for (round, kill_after) in KILLS.into_iter().enumerate() {
        let slug = format!("round-{round}");
        house.publishes(&slug).await;
        let (answered, mut answers) = watch::channel(0);
        let address = serving.address.clone();
        let replies = house.all_reply(&address, &slug, &everybody, &answered);
        let killer = async {
            answers.wait_for(|answers| *answers >= kill_after).await.expect("answers");
            serving.kill();
        };
        let (unanswered, ()) = tokio::join!(replies, killer);
        serving = house.opens().await;
        nothing_is_half_written(&house);
        let address = serving.address.clone();
        let left = house.all_reply(&address, &slug, &unanswered, &watch::Sender::new(0)).await;
        assert_eq!(left, Vec::<usize>::new(), "{slug}: everybody has an answer now");
        house.queue_is_empty(&address).await;
        what_must_hold(&house, &slug);
    }
}

#[tokio::test]
async fn two_programs_start_at_once_on_a_new_database() {
    let house = House::build().await;
    let (first, second) = tokio::join!(house.program.serves(), house.program.serves());
    for serving in [&first, &second] {
        let answer = house.client.get(format!("{}/health", serving.address)).send().await;
        assert_eq!(answer.expect("an answer").status().as_u16(), 200, "{}", serving.log());
    }
    house.publishes("shared").await;
    let statuses = [
        house.replies(&first.address, "shared", 1).await,
        house.replies(&second.address, "shared", 2).await,
    ];
    assert_eq!(statuses, [Some(303); 2]);
    house.queue_is_empty(&first.address).await;
    assert_eq!(house.letters("shared").len(), 2);
}

/// As it does by itself when the disk is full.
#[tokio::test]
async fn whoever_is_answered_is_kept_after_sqlite_ended_a_transaction_by_itself() {
    let dais = Dais::start().await;
    if !dais.database.is_file() {
        return;
    }
    let event = dais.publishes(a_briefing()).await;
    let ends = "BEGIN SELECT raise(rollback, 'the disk is full'); END";
    let when = "BEFORE INSERT ON rsvp WHEN NEW.name = 'Eve Example'";
    dais.tampers(&format!("CREATE TRIGGER full {when} {ends}")).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(dais.guest("Eve").replies(&event).await.status, 500);
    assert_eq!(dais.guest("").replies(&event).await.status, 422);
    dais.guest("Ben").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    own.presses("cancel").await.leads_to();
    dais.guest("Cleo").replies(&event).await.leads_to();

    // Who reads sees what was committed.
    let kept = "SELECT replace(name, ' Example', '') || ' ' || standing FROM rsvp ORDER BY turn";
    assert_eq!(dais.texts(kept).await, ["Ada given_up", "Ben seated", "Cleo seated"]);
    dais.post_round().await;
}
