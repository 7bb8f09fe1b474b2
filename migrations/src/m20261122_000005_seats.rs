//! Seats: parties, offers, blocks, several people on one address, and each event's waiting line.
//!
//! The index over the line covers what counting needs, so that seats are summed without reading rows.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, boolean_null, json, pk_auto, string, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        widen(manager).await?;
        manager.create_table(block()).await?;
        let in_order = Index::create()
            .unique()
            .name("block_in_order")
            .table("block")
            .col("event_id")
            .col("position")
            .take();
        manager.create_index(in_order).await?;
        manager.create_table(line()).await?;
        let due = Index::create().name("line_due").table("line").col("due_at").take();
        manager.create_index(due).await?;
        // Every event that was there before is looked at once.
        let db = manager.get_connection();
        db.execute_unprepared(
            "INSERT INTO line (event_id, due_at) SELECT id, created_at FROM event",
        )
        .await?;
        index_anew(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["line", "block"] {
            manager.drop_table(Table::drop().table(name).take()).await?;
        }
        Ok(())
    }
}

/// New facts about what was there before.
async fn widen(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (table, mut column) in [
        ("event", big_integer_null("largest_party")),
        ("event", boolean_null("smaller_pass")),
        ("event", boolean_null("shared_addresses")),
        ("event", text_null("changes_until")),
        ("event", timestamp_with_time_zone_null("changes_until_at")),
        ("rsvp", big_integer("party").default(1).take()),
        ("rsvp", json("companions").default("[]").take()),
        ("rsvp", timestamp_with_time_zone_null("offered_at")),
        ("rsvp", timestamp_with_time_zone_null("offered_until")),
        ("rsvp", timestamp_with_time_zone_null("given_up_at")),
        ("rsvp", text_null("scheduler_name")),
        ("rsvp", text_null("scheduler_email")),
        ("rsvp", big_integer_null("handed_to")),
        ("rsvp", big_integer_null("handed_by")),
        ("letter", boolean("copy").default(false).take()),
        ("letter", timestamp_with_time_zone_null("useless_from")),
    ] {
        let alter = Table::alter().table(table).add_column(column.take()).take();
        manager.alter_table(alter).await?;
    }
    Ok(())
}

async fn index_anew(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for index in ["rsvp_in_line", "letter_once"] {
        db.execute_unprepared(&format!("DROP INDEX {index}")).await?;
    }
    for (name, table, columns, unique) in [
        (
            "rsvp_in_line",
            "rsvp",
            &["event_id", "standing", "online", "turn", "category", "party"][..],
            false,
        ),
        ("rsvp_of_scheduler", "rsvp", &["scheduler_email"][..], false),
        ("rsvp_of_address", "rsvp", &["email"][..], false),
        ("letter_once", "letter", &["rsvp_id", "kind", "occurrence", "copy"][..], true),
    ] {
        let mut index = Index::create();
        index.name(name).table(table);
        for column in columns {
            index.col(*column);
        }
        if unique {
            index.unique();
        }
        manager.create_index(index.take()).await?;
    }
    Ok(())
}

/// Seats kept for a category until an hour.
fn block() -> TableCreateStatement {
    Table::create()
        .table("block")
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(big_integer("position"))
        .col(string("category").text())
        .col(big_integer_null("seats"))
        .col(text_null("released"))
        .col(timestamp_with_time_zone_null("released_at"))
        .foreign_key(
            ForeignKey::create()
                .from("block", "event_id")
                .to("event", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// When each event's waiting line is looked at next, and by whom.
fn line() -> TableCreateStatement {
    Table::create()
        .table("line")
        .col(big_integer("event_id").primary_key())
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("claimed_until"))
        .col(timestamp_with_time_zone_null("closed_for"))
        .foreign_key(
            ForeignKey::create()
                .from("line", "event_id")
                .to("event", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
