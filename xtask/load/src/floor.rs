//! What the disk gives to a program that commits one row at a time and nothing else: the rate to
//! measure replies against, since each promises the same as such a commit.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database};

const TABLE: &str = "CREATE TABLE line (id integer PRIMARY KEY, words text NOT NULL)";

/// Brings the log to the size at which it is written over from its beginning, as that of a program
/// in use is: while it still grows, each flush writes the file's length as well.
const LOG: &str = "INSERT INTO line (words) \
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 2000) \
    SELECT hex(randomblob(1500)) FROM number; \
    PRAGMA wal_checkpoint(RESTART)";

/// Rows that are handed over together and committed one by one.
const BATCH: usize = 20;

/// Prints how many single-row transactions a second are committed, with the settings under which
/// the program keeps its records: a write-ahead log, flushed at each commit.
pub async fn measured(file: &Path, seconds: u64) -> Result<()> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false).test_before_acquire(false);
    let file = file.to_owned();
    options.map_sqlx_sqlite_opts(move |_| {
        SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
    });
    let db = Database::connect(options).await?;
    db.execute_unprepared(&format!("{TABLE}; {LOG}")).await?;
    // Each statement commits by itself. Many go over at once, so that no time is lost between them.
    let inserts = "INSERT INTO line (words) VALUES ('Guest of the house');".repeat(BATCH);
    let (start, mut commits) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(seconds) {
        db.execute_unprepared(&inserts).await?;
        commits += BATCH;
    }
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52")]
    let rate = commits as f64 / start.elapsed().as_secs_f64();
    println!("{rate:.0}");
    db.close().await?;
    Ok(())
}
