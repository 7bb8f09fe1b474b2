//! The outbox: the only way mail leaves.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, pk_auto, string, text_null, timestamp_with_time_zone,
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
        manager.create_table(letter()).await?;
        // The same letter cannot be queued twice.
        let once = Index::create()
            .unique()
            .name("letter_once")
            .table("letter")
            .col("rsvp_id")
            .col("kind")
            .col("occurrence")
            .take();
        manager.create_index(once).await?;
        manager.create_index(index("letter_due", "done_at")).await?;
        manager.create_index(index("letter_to", "recipient")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("letter").take()).await
    }
}

fn index(name: &'static str, first: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table("letter").col(first).col("due_at").take()
}

fn letter() -> TableCreateStatement {
    Table::create()
        .table("letter")
        .col(pk_auto("id").big_integer())
        .col(big_integer("rsvp_id"))
        .col(string("kind").text())
        .col(big_integer("occurrence"))
        .col(string("recipient").text())
        .col(string("message_id").text().unique_key())
        .col(text_null("calendar"))
        .col(big_integer("sequence"))
        .col(timestamp_with_time_zone("written_at"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("claimed_until"))
        .col(big_integer("attempts").default(0))
        .col(timestamp_with_time_zone_null("done_at"))
        .col(text_null("outcome"))
        .col(text_null("answer"))
        .foreign_key(ForeignKey::create().from("letter", "rsvp_id").to("rsvp", "id"))
        .take()
}
