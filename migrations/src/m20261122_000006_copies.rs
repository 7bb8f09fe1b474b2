//! Copies only for whom the guest allows, links that are copies', and when a line was looked at last.
//!
//! For a while the step before brought these columns itself, so a database may have them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, timestamp_with_time_zone_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, mut column) in [
            ("rsvp", "scheduler_allowed_at", timestamp_with_time_zone_null("scheduler_allowed_at")),
            ("token", "copy", boolean("copy").default(false).take()),
            ("line", "looked_at", timestamp_with_time_zone_null("looked_at")),
        ] {
            if !manager.has_column(table, name).await? {
                let alter = Table::alter().table(table).add_column(column.take()).take();
                manager.alter_table(alter).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}
