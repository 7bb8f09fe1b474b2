//! The desk: what every deed works with. Database, clock, address, and the bell that wakes the postman.
//!
//! Time comes from here, so that tests and demonstrations can set it. SQLite gets one connection
//! for writing beside a pool for reading: writers queue fairly in here instead of fighting over the
//! file's lock, and a page is read while they do. PostgreSQL gets two pools as well, so that replies
//! waiting for one event's lock leave connections for pages.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use sea_orm::sqlx::Connection as _;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use url::Url;

use crate::error::{Error, Result};
use crate::rsvp::Asked;
use crate::sitting::{AnyDeed, Together};

/// Replies that may wait for their turn at once; beyond it the answer is "busy".
const QUEUE: usize = 4_000;

/// That many replies that wait at once are a crowd.
const CROWD: usize = 16;
/// Between two looks whether a crowd is still there.
const LOOK: Duration = Duration::from_millis(20);

/// Where the records are.
#[derive(Clone, Debug)]
pub enum Storage {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL address.
    Postgres(Url),
}

/// What every deed works with. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    write: DatabaseConnection,
    read: DatabaseConnection,
    clock: Clock,
    /// Where people reach the site: the beginning of every link.
    pub public_url: Arc<Url>,
    /// The sender of letters while staff have set none, `Name <address>` or an address.
    pub mail_from: Arc<str>,
    /// The name the coalition goes by while staff have set none.
    pub site_name: Arc<str>,
    /// The folder where letters become files; nothing where they go to a relay.
    pub mail_folder: Option<Arc<Path>>,
    /// Addresses of styles and scripts.
    pub files: Arc<SiteFiles>,
    bell: watch::Sender<()>,
    queue: Arc<Semaphore>,
    /// By the event's number.
    pub(crate) deeds: Together<AnyDeed>,
    /// By the event's slug.
    pub(crate) replies: Together<Asked>,
}

/// What the program was started with, for everything that staff have not set themselves.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The sender of letters.
    pub mail_from: String,
    /// The name the coalition goes by.
    pub site_name: String,
    /// The folder where letters become files; nothing where they go to a relay.
    pub mail_folder: Option<PathBuf>,
    /// Addresses of styles and scripts.
    pub files: SiteFiles,
}

/// Addresses of the site's own files, with the hash of what is in them.
#[derive(Clone, Debug, Default)]
pub struct SiteFiles {
    /// The stylesheet.
    pub style: String,
    /// What staff pages add to it.
    pub staff_style: String,
    /// The script that starts the islands.
    pub start: String,
    /// The islands' JavaScript.
    pub islands: String,
    /// The islands' WebAssembly.
    pub wasm: String,
}

/// What the program takes for the present.
#[derive(Clone, Default)]
pub struct Clock {
    /// Milliseconds ahead of the machine's clock.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Starts at this moment and runs on.
    pub fn starting_at(moment: DateTime<Utc>) -> Self {
        let clock = Self::default();
        clock.set(moment);
        clock
    }

    /// Jumps to this moment and runs on.
    pub fn set(&self, moment: DateTime<Utc>) {
        // Both in whole milliseconds: a rounded difference could fall short of the moment.
        let ahead = moment.timestamp_millis() - machine_time().timestamp_millis();
        self.ahead.store(ahead, Ordering::SeqCst);
    }

    /// The present, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        let ahead = TimeDelta::milliseconds(self.ahead.load(Ordering::SeqCst));
        (machine_time() + ahead).trunc_subsecs(3)
    }
}

/// One postman's ear for committed letters. What was rung since it listened last is not lost.
pub struct Bell(watch::Receiver<()>);

impl Bell {
    /// Waits until a letter was committed here, or until `patience` is over: other processes on the
    /// same storage ring no bell.
    pub async fn until_rung(&mut self, patience: Duration) {
        let _ = tokio::time::timeout(patience, self.0.changed()).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

impl Desk {
    /// Opens the storage. The tables must be there: whoever opens it migrates first.
    ///
    /// # Errors
    /// The storage cannot be reached.
    pub async fn open(
        storage: &Storage,
        clock: Clock,
        public_url: Url,
        given: Given,
    ) -> Result<Self, DbErr> {
        let (write, read) = match storage {
            Storage::File(path) => (sqlite(path, 1, false).await?, sqlite(path, 4, true).await?),
            Storage::Postgres(url) => (postgres(url).await?, postgres(url).await?),
        };
        Ok(Self {
            write,
            read,
            clock,
            public_url: Arc::new(public_url),
            mail_from: given.mail_from.into(),
            site_name: given.site_name.into(),
            mail_folder: given.mail_folder.map(Into::into),
            files: Arc::new(given.files),
            bell: watch::Sender::default(),
            queue: Arc::new(Semaphore::new(QUEUE)),
            deeds: Together::default(),
            replies: Together::default(),
        })
    }

    /// The present.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The clock, for setting it in tests.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// For reading outside of transactions.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For a change that is one statement.
    pub(crate) fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Begins a change.
    ///
    /// SQLite takes its write lock now: a transaction that reads first and writes later is refused
    /// at once when another has written in between, whatever the busy timeout says.
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// A place in the bounded queue of replies.
    ///
    /// # Errors
    /// [`Error::Busy`] beyond the bound.
    pub(crate) fn queue(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Error::Busy)
    }

    /// Waits until a crowd of replies has passed, or until `patience` is over: what nobody waits for at
    /// a page can make room for those who do.
    pub async fn until_no_crowd(&self, patience: Duration) {
        let passed = async {
            while self.queue.available_permits() + CROWD <= QUEUE {
                tokio::time::sleep(LOOK).await;
            }
        };
        let _ = tokio::time::timeout(patience, passed).await;
    }

    /// Tells every postman here that a letter was committed.
    pub(crate) fn ring(&self) {
        self.bell.send_replace(());
    }

    /// What a postman listens to.
    pub fn bell(&self) -> Bell {
        Bell(self.bell.subscribe())
    }

    /// An address under the public one.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }

    /// The host that Message-IDs and calendar UIDs end in.
    pub(crate) fn host(&self) -> &str {
        self.public_url.host_str().unwrap_or("localhost")
    }

    /// How durable the storage is, as it says itself: `sqlite, journal wal, synchronous full`.
    pub async fn durability(&self) -> Result<String> {
        let ask = async |sql: &str, column: &str| -> Result<Option<String>> {
            let row = self
                .write
                .query_one_raw(Statement::from_string(self.write.get_database_backend(), sql))
                .await?;
            Ok(row.and_then(|row| {
                row.try_get::<String>("", column)
                    .ok()
                    .or_else(|| row.try_get::<i64>("", column).ok().map(|n| n.to_string()))
            }))
        };
        if self.write.get_database_backend() == DbBackend::Sqlite {
            let journal = ask("PRAGMA journal_mode", "journal_mode").await?.unwrap_or_default();
            let synchronous = ask("PRAGMA synchronous", "synchronous").await?.unwrap_or_default();
            let synchronous = if synchronous == "2" { "full" } else { &synchronous };
            Ok(format!("sqlite, journal {journal}, synchronous {synchronous}"))
        } else {
            let commit =
                ask("SHOW synchronous_commit", "synchronous_commit").await?.unwrap_or_default();
            Ok(format!("postgresql, synchronous_commit {commit}"))
        }
    }

    /// Lets go of the storage.
    pub async fn close(self) {
        let _ = self.write.close().await;
        let _ = self.read.close().await;
    }
}

async fn sqlite(
    path: &std::path::Path,
    connections: u32,
    for_reading: bool,
) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options.test_before_acquire(false);
    // A full disk makes SQLite end a transaction by itself. sqlx believes that it goes on, and would
    // keep whatever follows in it and commit none: such a connection is not used again.
    options.map_sqlx_sqlite_before_acquire(|connection, _| {
        let is_lost = connection.is_in_transaction();
        Box::pin(async move { Ok(!is_lost) })
    });
    let path = path.to_owned();
    options.map_sqlx_sqlite_opts(move |_| {
        let options = sea_orm::sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(!for_reading)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        if for_reading {
            options.pragma("query_only", "ON")
        } else {
            // In kB: what a crowd adds to stays in memory and is not read again for each.
            options.pragma("cache_size", "-32000")
        }
    });
    Database::connect(options).await
}

async fn postgres(url: &Url) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(with_tls(url).as_str());
    options.max_connections(12).min_connections(1).sqlx_logging(false);
    options.acquire_timeout(Duration::from_secs(30));
    // As long as SQLite waits for its lock.
    options.map_sqlx_postgres_opts(|options| options.options([("lock_timeout", "5s")]));
    Database::connect(options).await
}

/// A remote database is reached over TLS unless its address says otherwise.
fn with_tls(url: &Url) -> Url {
    let mut url = url.clone();
    let host = url.host_str().unwrap_or("localhost").to_owned();
    let loopback = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
    if !loopback && !host.is_empty() && !url.query_pairs().any(|(key, _)| key == "sslmode") {
        url.query_pairs_mut().append_pair("sslmode", "require");
    }
    url
}
