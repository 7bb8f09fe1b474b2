//! Opening the storage: the data folder, the connections, and the tables brought up to date.
//!
//! An upgrade migrates by itself, in one transaction that holds the one lock, so that of several
//! processes that start together one migrates, the others wait, and a killed one leaves nothing half
//! done.

use std::path::Path;

use anyhow::{Context as _, Result};
use domain::desk::{Clock, Desk, Given, Storage};
use migrations::Migrator;
use sea_orm::{ConnectionTrait as _, DbBackend};
use url::Url;

use crate::config::Config;
use crate::site;

/// Any number will do, as long as no other program on the same PostgreSQL uses it.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7210953320)";

/// The desk over these settings. `public_url` is where links begin.
///
/// # Errors
/// What stands in the way, in words.
pub async fn open(config: &Config, public_url: Url) -> Result<Desk> {
    private_folder(&config.data)
        .with_context(|| format!("the data folder {} cannot be used", config.data.display()))?;
    if let Storage::File(path) = &config.storage {
        private_file(path).with_context(|| format!("{} cannot be used", path.display()))?;
    }
    let clock = config.clock.map_or_else(Clock::default, Clock::starting_at);
    let given = Given {
        mail_from: config.mail_from.clone(),
        site_name: config.site_name.clone(),
        mail_folder: config.smtp_url.is_none().then(|| config.data.join("mail")),
        files: site::files(),
    };
    let desk = Desk::open(&config.storage, clock, public_url, given).await;
    let desk = desk
        .with_context(|| format!("the database cannot be reached ({})", named(&config.storage)))?;
    migrate(&desk)
        .await
        .context("the database could not be brought up to date; nothing was changed")?;
    Ok(desk)
}

fn named(storage: &Storage) -> String {
    match storage {
        Storage::File(path) => path.display().to_string(),
        Storage::Postgres(url) => {
            format!("PostgreSQL at {}", url.host_str().unwrap_or("its socket"))
        }
    }
}

async fn migrate(desk: &Desk) -> Result<()> {
    use migrations::MigratorTrait as _;
    let txn = desk.begin().await?;
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_unprepared(LOCK).await?;
    }
    Migrator::up(&txn, None).await?;
    Ok(txn.commit().await?)
}

/// Makes the folder, open to its owner only: it holds the guest list.
fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes the database's file before SQLite does, which gives its companions the same permissions.
fn private_file(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
