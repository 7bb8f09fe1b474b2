//! Events and what belongs to them: hosts, appearances, sessions, notices.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean_null, json, pk_auto, string, text_null,
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
        manager.create_table(event()).await?;
        let by_day = Index::create().name("event_by_start").table("event").col("starts_at").take();
        manager.create_index(by_day).await?;
        for (name, mut part) in [
            ("host", host()),
            ("appearance", appearance()),
            ("session", session()),
            ("notice", notice()),
        ] {
            manager.create_table(part_of_event(name, &mut part)).await?;
            let in_order = Index::create()
                .unique()
                .name(format!("{name}_in_order"))
                .table(name)
                .col("event_id")
                .col("position")
                .take();
            manager.create_index(in_order).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["notice", "session", "appearance", "host", "event"] {
            manager.drop_table(Table::drop().table(name).take()).await?;
        }
        Ok(())
    }
}

fn event() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("event").col(pk_auto("id").big_integer()).col(string("slug").text().unique_key());
    for fact in [
        "kind",
        "language",
        "subtitle",
        "occasion",
        "state",
        "reason",
        "replacement",
        "publish_at",
        "zone",
        "starts",
        "ends",
        "date",
        "end_date",
        "doors",
        "mode",
        "building",
        "room",
        "address",
        "country",
        "arrival",
        "online_url",
        "online_reveal",
        "online_note",
        "description",
        "rsvp_mode",
        "opens",
        "closes",
        "contact_name",
        "contact_email",
    ] {
        table.col(text_null(fact));
    }
    table
        .col(string("title").text())
        .col(boolean_null("all_day"))
        .col(big_integer_null("seats"))
        .col(big_integer_null("online_seats"))
        .col(json("tags"))
        .col(timestamp_with_time_zone_null("visible_from"))
        .col(timestamp_with_time_zone_null("starts_at"))
        .col(timestamp_with_time_zone_null("over_at"))
        .col(timestamp_with_time_zone_null("opens_at"))
        .col(timestamp_with_time_zone_null("closes_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(big_integer("revision").default(0))
        .take()
}

fn host() -> TableCreateStatement {
    lines(&["name", "relation", "url", "about"]).take()
}

fn appearance() -> TableCreateStatement {
    lines(&["name", "placeholder", "state", "email", "biography"])
        .col(boolean_null("protected"))
        .col(json("roles"))
        .col(json("titles"))
        .col(json("organisations"))
        .take()
}

fn session() -> TableCreateStatement {
    lines(&["title", "kind", "starts", "ends", "opens", "room", "moderator", "description"])
        .col(json("speakers"))
        .take()
}

fn notice() -> TableCreateStatement {
    lines(&["kind", "text"]).take()
}

fn lines(facts: &[&'static str]) -> TableCreateStatement {
    let mut table = Table::create();
    for fact in facts {
        table.col(text_null(*fact));
    }
    table
}

fn part_of_event(name: &'static str, table: &mut TableCreateStatement) -> TableCreateStatement {
    table
        .table(name)
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(big_integer("position"))
        .foreign_key(
            ForeignKey::create()
                .from(name, "event_id")
                .to("event", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
