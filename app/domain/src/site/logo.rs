//! The coalition's logo: kept as a row, served from an address that changes with the picture, so
//! that browsers may keep it for good.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use super::settings::locked;
use super::{COLUMN, Column, Entity, picture};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::journal;
use crate::staff::Owner;

/// The control of the form that sends a logo.
pub const LOGO_FIELD: &str = "logo";

/// The largest picture takes 130 MB of memory while it is drawn: one at a time.
static EASEL: Semaphore = Semaphore::const_new(1);

/// Takes this file as the logo, whatever its name says it is.
///
/// # Errors
/// `Invalid` for what is no PNG or JPEG picture of a reasonable size.
pub async fn put_logo(desk: &Desk, owner: &Owner, file: Vec<u8>) -> Result<()> {
    let png = redrawn(file).await.map_err(|why| Error::invalid(LOGO_FIELD, why))?;
    let name = name(&png);
    let txn = desk.begin().await?;
    let row = locked(desk, &txn).await?;
    if row.logo_name.as_ref() == Some(&name) {
        return Ok(());
    }
    let now = desk.now();
    let mut row = row.into_active_model();
    row.logo_name = Set(Some(name));
    row.logo = Set(Some(png));
    row.changed_at = Set(now);
    row.update(&txn).await?;
    journal::by(owner.staff(), "changed the logo").write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// Takes the logo away. Doing it again changes nothing.
pub async fn remove_logo(desk: &Desk, owner: &Owner) -> Result<()> {
    let txn = desk.begin().await?;
    let row = locked(desk, &txn).await?;
    if row.logo_name.is_none() {
        return Ok(());
    }
    let now = desk.now();
    let mut row = row.into_active_model();
    row.logo_name = Set(None);
    row.logo = Set(None);
    row.changed_at = Set(now);
    row.update(&txn).await?;
    journal::by(owner.staff(), "removed the logo").write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// The logo of this name, as PNG.
///
/// # Errors
/// `NotFound` for every other name than the present logo's.
pub async fn logo(desk: &Desk, name: &str) -> Result<Vec<u8>> {
    // PostgreSQL takes no NUL, not even in a question.
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') {
        return Err(Error::NotFound);
    }
    let named = Entity::find().filter(COLUMN.logo_name.eq(name));
    let picture: Option<Option<Vec<u8>>> =
        named.select_only().column(Column::Logo).into_tuple().one(desk.read()).await?;
    picture.flatten().ok_or(Error::NotFound)
}

/// Off the threads that serve: drawing takes long.
async fn redrawn(file: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    let turn = EASEL.acquire().await;
    let drawing = tokio::task::spawn_blocking(move || picture::redrawn(&file));
    let drawn = drawing.await;
    drop(turn);
    // A decoder that panics costs the picture, not the server.
    drawn.unwrap_or(Err("This file cannot be read as a picture. Please try another one."))
}

fn name(png: &[u8]) -> String {
    let mut start = [0; 8];
    start.copy_from_slice(&Sha256::digest(png)[..8]);
    format!("{:016x}.png", u64::from_be_bytes(start))
}
