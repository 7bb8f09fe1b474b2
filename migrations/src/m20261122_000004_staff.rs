//! Staff: who may work here, how they sign in, what they set, what they write before it counts.
//!
//! The outbox is rebuilt rather than altered: its letters no longer all belong to an RSVP, and
//! SQLite cannot take a NOT NULL away.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_null, pk_auto, string, string_null, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null,
};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [site(), staff(), sign_in(), wrong_code(), staff_session(), preview()] {
            manager.create_table(table.take()).await?;
        }
        for mut table in [edition(), scratch()] {
            manager.create_table(table.take()).await?;
        }
        for (name, table, columns) in [
            ("wrong_code_by_address", "wrong_code", ["address_hash", "at"]),
            ("edition_by_event", "edition", ["event_id", "revision"]),
            ("staff_session_by_staff", "staff_session", ["staff_id", "ended_at"]),
        ] {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(column);
            }
            manager.create_index(index.take()).await?;
        }
        let once = Index::create()
            .unique()
            .name("scratch_once")
            .table("scratch")
            .col("event_id")
            .col("staff_id")
            .take();
        manager.create_index(once).await?;
        widen(manager).await?;
        rebuild_letters(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [
            "scratch",
            "edition",
            "preview",
            "staff_session",
            "wrong_code",
            "sign_in",
            "staff",
            "site",
        ] {
            manager.drop_table(Table::drop().table(name).take()).await?;
        }
        Ok(())
    }
}

/// New facts about what was there before.
async fn widen(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (table, mut column) in [
        ("event", timestamp_with_time_zone_null("deleted_at")),
        ("rsvp", string("found_by").text().default("").take()),
        ("journal", big_integer_null("staff_id")),
        ("journal", big_integer_null("other_id")),
        ("journal", big_integer_null("number")),
    ] {
        let alter = Table::alter().table(table).add_column(column.take()).take();
        manager.alter_table(alter).await?;
    }
    let by_event = Index::create().name("journal_by_event").table("journal").col("event_id").take();
    manager.create_index(by_event).await?;
    let by_rsvp = Index::create().name("journal_by_rsvp").table("journal").col("rsvp_id").take();
    manager.create_index(by_rsvp).await?;
    let fill = "UPDATE rsvp SET found_by = lower(name || ' ' || coalesce(organization, '') || ' ' || email)";
    manager.get_connection().execute_unprepared(fill).await?;
    Ok(())
}

async fn rebuild_letters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for index in ["letter_once", "letter_due", "letter_to"] {
        db.execute_unprepared(&format!("DROP INDEX {index}")).await?;
    }
    db.execute_unprepared("ALTER TABLE letter RENAME TO letter_before").await?;
    manager.create_table(letter()).await?;
    let columns = "id, rsvp_id, kind, occurrence, recipient, message_id, calendar, sequence, \
        written_at, due_at, claimed_until, attempts, done_at, outcome, answer";
    let copy = format!("INSERT INTO letter ({columns}) SELECT {columns} FROM letter_before");
    db.execute_unprepared(&copy).await?;
    manager.drop_table(Table::drop().table("letter_before").take()).await?;
    if db.get_database_backend() == DbBackend::Postgres {
        let next = "SELECT setval(pg_get_serial_sequence('letter', 'id'), \
            (SELECT coalesce(max(id), 0) + 1 FROM letter), false)";
        db.execute_unprepared(next).await?;
    }
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
    manager.create_index(index("letter_to", "recipient")).await?;
    let by_outcome = Index::create()
        .name("letter_by_outcome")
        .table("letter")
        .col("outcome")
        .col("done_at")
        .take();
    manager.create_index(by_outcome).await
}

fn index(name: &'static str, first: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table("letter").col(first).col("due_at").take()
}

/// The constraint's names are new, because PostgreSQL keeps those of the old table until it is gone.
fn letter() -> TableCreateStatement {
    Table::create()
        .table("letter")
        .col(pk_auto("id").big_integer())
        .col(big_integer_null("rsvp_id"))
        .col(string("kind").text())
        .col(big_integer("occurrence"))
        .col(string("recipient").text())
        .col(string("message_id").text())
        .col(text_null("calendar"))
        .col(big_integer("sequence"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone("written_at"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("claimed_until"))
        .col(big_integer("attempts").default(0))
        .col(timestamp_with_time_zone_null("done_at"))
        .col(text_null("outcome"))
        .col(text_null("answer"))
        .index(Index::create().unique().name("letter_message_id_once").col("message_id"))
        .foreign_key(
            ForeignKey::create().name("letter_of_rsvp").from("letter", "rsvp_id").to("rsvp", "id"),
        )
        .take()
}

fn site() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("site").col(big_integer("id").primary_key());
    for fact in ["name", "zone", "about", "privacy", "sender", "logo_name"] {
        table.col(text_null(fact));
    }
    table
        .col(binary_null("logo"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(big_integer("revision").default(0))
        .take()
}

fn staff() -> TableCreateStatement {
    Table::create()
        .table("staff")
        .col(pk_auto("id").big_integer())
        .col(string("email").text().unique_key())
        .col(string("name").text())
        .col(string("role").text())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("removed_at"))
        .take()
}

fn sign_in() -> TableCreateStatement {
    Table::create()
        .table("sign_in")
        .col(pk_auto("id").big_integer())
        .col(big_integer_null("staff_id"))
        .col(string("hash").text().unique_key())
        .col(string_null("code_hash").text())
        .col(string("purpose").text())
        .col(timestamp_with_time_zone("minted_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(ForeignKey::create().from("sign_in", "staff_id").to("staff", "id"))
        .take()
}

fn wrong_code() -> TableCreateStatement {
    Table::create()
        .table("wrong_code")
        .col(pk_auto("id").big_integer())
        .col(string("address_hash").text())
        .col(timestamp_with_time_zone("at"))
        .take()
}

fn staff_session() -> TableCreateStatement {
    Table::create()
        .table("staff_session")
        .col(pk_auto("id").big_integer())
        .col(big_integer("staff_id"))
        .col(string("hash").text().unique_key())
        .col(string("browser").text())
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("seen_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(ForeignKey::create().from("staff_session", "staff_id").to("staff", "id"))
        .take()
}

fn preview() -> TableCreateStatement {
    Table::create()
        .table("preview")
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(string("hash").text().unique_key())
        .col(big_integer_null("staff_id"))
        .col(timestamp_with_time_zone("minted_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(ForeignKey::create().from("preview", "event_id").to("event", "id"))
        .take()
}

/// What an event said at each revision.
fn edition() -> TableCreateStatement {
    Table::create()
        .table("edition")
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(big_integer("revision"))
        .col(string("document").text())
        .col(big_integer_null("staff_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(ForeignKey::create().from("edition", "event_id").to("event", "id"))
        .take()
}

/// What somebody typed and has not saved.
fn scratch() -> TableCreateStatement {
    Table::create()
        .table("scratch")
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(big_integer("staff_id"))
        .col(big_integer("revision"))
        .col(string("form").text())
        .col(timestamp_with_time_zone("saved_at"))
        .foreign_key(ForeignKey::create().from("scratch", "event_id").to("event", "id"))
        .foreign_key(ForeignKey::create().from("scratch", "staff_id").to("staff", "id"))
        .take()
}
