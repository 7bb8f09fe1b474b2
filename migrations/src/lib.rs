//! The database's shape, step by step.
//!
//! A step is never edited once it has landed: expand first, contract in a later release, so that an
//! old and a new process can work side by side during an upgrade. Names are strings on purpose:
//! entities change, history does not.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261121_000001_events;
mod m20261121_000002_rsvps;
mod m20261121_000003_letters;
mod m20261122_000004_staff;
mod m20261122_000005_seats;
mod m20261122_000006_copies;
mod m20261122_000007_mail;
mod m20261122_000008_choice;
mod m20261122_000009_speakers;

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_events::Migration),
            Box::new(m20261121_000002_rsvps::Migration),
            Box::new(m20261121_000003_letters::Migration),
            Box::new(m20261122_000004_staff::Migration),
            Box::new(m20261122_000005_seats::Migration),
            Box::new(m20261122_000006_copies::Migration),
            Box::new(m20261122_000007_mail::Migration),
            Box::new(m20261122_000008_choice::Migration),
            Box::new(m20261122_000009_speakers::Migration),
        ]
    }
}
