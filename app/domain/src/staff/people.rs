//! The people who work here, as owners see and change them.
//!
//! A change of role and a removal end the person's sessions in the same transaction: what somebody may
//! no longer do, they can no longer do at once, in every process.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::appointing::{appoint, leaves_an_owner};
use super::{COLUMN, Entity, Member, Owner, Role, member};
use crate::address::MailAddress;
use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::outbox::{self, Kind};
use crate::{journal, sign_in, staff_session, text};

/// A member of staff as owners see them.
#[derive(Clone)]
pub struct Person {
    /// Their number.
    pub id: i64,
    /// Their name; empty until they told it.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When they were last here, to a few minutes; never for who has not signed in yet.
    pub seen: Option<DateTime<Utc>>,
    /// Nobody else is owner: they can neither go nor change.
    pub last_owner: bool,
}

/// Somebody to be invited, as typed.
#[derive(Clone, Default)]
pub struct Invitation {
    /// Mail address.
    pub email: String,
    /// Name, which may be empty.
    pub name: String,
    /// `owner` or `editor`.
    pub role: String,
}

/// Everybody who works here, in the order of their coming.
pub async fn people(desk: &Desk, _: &Owner) -> Result<Vec<Person>> {
    let staff = Entity::find().filter(COLUMN.removed_at.is_null()).order_by_asc(COLUMN.id);
    let staff = staff.all(desk.read()).await?;
    let owners = staff.iter().filter(|member| member.role == Role::Owner).count();
    let mut seen = last_seen(desk).await?;
    let shown = |member: Member| Person {
        last_owner: member.role == Role::Owner && owners == 1,
        seen: seen.remove(&member.id),
        id: member.id,
        name: member.name,
        email: member.email,
        role: member.role,
        since: member.created_at,
    };
    Ok(staff.into_iter().map(shown).collect())
}

/// One of them.
///
/// # Errors
/// `NotFound` for who does not work here.
pub async fn person(desk: &Desk, owner: &Owner, id: i64) -> Result<Person> {
    let people = people(desk, owner).await?;
    people.into_iter().find(|person| person.id == id).ok_or(Error::NotFound)
}

async fn last_seen(desk: &Desk) -> Result<HashMap<i64, DateTime<Utc>>> {
    let seen: Vec<(i64, DateTime<Utc>)> = staff_session::Entity::find()
        .select_only()
        .column(staff_session::Column::StaffId)
        .column_as(staff_session::Column::SeenAt.max(), "seen")
        .group_by(staff_session::Column::StaffId)
        .into_tuple()
        .all(desk.read())
        .await?;
    Ok(seen.into_iter().collect())
}

/// Makes somebody staff and writes to them.
///
/// # Errors
/// `Invalid` with a slip per field; also for who works here already. `NotNow` after a few letters.
pub async fn invite(desk: &Desk, owner: &Owner, typed: &Invitation) -> Result<()> {
    let (address, name, role) = read(typed)?;
    let txn = desk.begin().await?;
    let now = desk.now();
    if super::by_address(&txn, address.as_str()).await?.is_some() {
        return Err(Error::invalid("email", "This person works here already: see the list."));
    }
    let member = appoint(&txn, &address, name.as_deref(), role, now).await?.member;
    write_to(desk, &txn, owner, &address).await?;
    journal::by(owner.staff(), "invited").other(member.id).write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Queues the letter, unless the address had enough of them lately.
async fn write_to<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    owner: &Owner,
    address: &MailAddress,
) -> Result<()> {
    // Counting and writing belong together.
    sign_in::in_turn(txn, address).await?;
    if sign_in::had_enough(txn, address, Kind::Invited, desk.now()).await? {
        return Err(Error::NotNow(
            "Three invitations went to this address already. Please wait ten minutes before the next one.",
        ));
    }
    outbox::post_invitation(desk, txn, address.as_str(), owner.staff().called()).await
}

fn read(typed: &Invitation) -> Result<(MailAddress, Option<String>, Role)> {
    let role =
        typed.role.parse().map_err(|_| Slip::new("role", "Please choose what this person may do."));
    let name = match typed.name.trim() {
        "" => Ok(None),
        name => text::person_name(name).map(Some),
    };
    let address = match typed.email.trim() {
        "" => Err(Slip::new("email", "Please write the e-mail address of whom you invite.")),
        address => MailAddress::parse(address),
    };
    match (address, name, role) {
        (Ok(address), Ok(name), Ok(role)) => Ok((address, name, role)),
        (address, name, role) => {
            let slips = [address.err(), name.err(), role.err()];
            Err(Error::Invalid(slips.into_iter().flatten().collect()))
        }
    }
}

/// Sends the invitation once more. The links of earlier ones are void from now on.
///
/// # Errors
/// `NotFound` for who does not work here. `NotNow` after a few letters.
pub async fn invite_again(desk: &Desk, owner: &Owner, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let member = member(&txn, id).await?;
    let address = MailAddress::parse(&member.email).map_err(|slip| Error::Invalid(vec![slip]))?;
    write_to(desk, &txn, owner, &address).await?;
    sign_in::void_all(&txn, id, now).await?;
    journal::by(owner.staff(), "invited").other(id).write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Gives somebody another role and signs them out. The same role again changes nothing.
///
/// # Errors
/// `NotFound` for who does not work here; `Invalid` for the last owner.
pub async fn change_role(desk: &Desk, owner: &Owner, id: i64, role: Role) -> Result<()> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let member = member(&txn, id).await?;
    if member.role == role {
        return Ok(());
    }
    if member.role == Role::Owner {
        leaves_an_owner(&txn, id).await?;
    }
    let mut row = member.into_active_model();
    row.role = Set(role);
    row.update(&txn).await?;
    staff_session::end_all(&txn, id, now).await?;
    journal::by(owner.staff(), "changed the role").other(id).write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// Lets somebody work here no more: their sessions and links end with it.
///
/// # Errors
/// `NotFound` for who does not work here; `Invalid` for the last owner.
pub async fn remove(desk: &Desk, owner: &Owner, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let member = member(&txn, id).await?;
    if member.role == Role::Owner {
        leaves_an_owner(&txn, id).await?;
    }
    let mut row = member.into_active_model();
    row.removed_at = Set(Some(now));
    row.update(&txn).await?;
    staff_session::end_all(&txn, id, now).await?;
    sign_in::void_all(&txn, id, now).await?;
    journal::by(owner.staff(), "removed").other(id).write(&txn, now).await?;
    Ok(txn.commit().await?)
}
