//! RSVPs, the magic links that open them, and the journal of what was done.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, pk_auto, string, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rsvp()).await?;
        // One RSVP per event and person; `who` tells people apart who share one address.
        let once = Index::create()
            .unique()
            .name("rsvp_once")
            .table("rsvp")
            .col("event_id")
            .col("email")
            .col("who")
            .take();
        manager.create_index(once).await?;
        let in_line = Index::create()
            .name("rsvp_in_line")
            .table("rsvp")
            .col("event_id")
            .col("standing")
            .col("online")
            .col("turn")
            .take();
        manager.create_index(in_line).await?;
        let in_turn =
            Index::create().name("rsvp_in_turn").table("rsvp").col("event_id").col("turn").take();
        manager.create_index(in_turn).await?;
        manager.create_table(token()).await?;
        manager.create_table(journal()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["journal", "token", "rsvp"] {
            manager.drop_table(Table::drop().table(name).take()).await?;
        }
        Ok(())
    }
}

fn rsvp() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("rsvp").col(pk_auto("id").big_integer()).col(big_integer("event_id"));
    for fact in ["email", "who", "name", "standing", "uid"] {
        table.col(string(fact).text());
    }
    for fact in ["organization", "job_title", "category", "access", "marks", "given_up_from"] {
        table.col(text_null(fact));
    }
    table
        .col(boolean("online"))
        .col(big_integer("turn"))
        .col(big_integer("sequence"))
        .col(big_integer("occurrence"))
        .col(timestamp_with_time_zone("replied_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .foreign_key(ForeignKey::create().from("rsvp", "event_id").to("event", "id"))
        .take()
}

fn token() -> TableCreateStatement {
    Table::create()
        .table("token")
        .col(pk_auto("id").big_integer())
        .col(string("hash").text().unique_key())
        .col(big_integer("rsvp_id"))
        .col(timestamp_with_time_zone("minted_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(ForeignKey::create().from("token", "rsvp_id").to("rsvp", "id"))
        .take()
}

fn journal() -> TableCreateStatement {
    Table::create()
        .table("journal")
        .col(pk_auto("id").big_integer())
        .col(timestamp_with_time_zone("at"))
        .col(string("who").text())
        .col(string("deed").text())
        .col(big_integer_null("event_id"))
        .col(big_integer_null("rsvp_id"))
        .take()
}
