//! Mail that follows an event: whose letters are more urgent, reminders, change letters, group letters,
//! wording, what nobody wants to get, and the errands that send them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, boolean_null, pk_auto, string, text_null,
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
        let tables =
            [errand(), ladder(), change_notice(), wording(), mailing(), opt_out(), unsubscribe()];
        for table in tables {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in INDICES.into_iter().chain(FILLED) {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in
            ["unsubscribe", "opt_out", "mailing", "wording", "change_notice", "ladder", "errand"]
        {
            manager.drop_table(Table::drop().table(name).take()).await?;
        }
        Ok(())
    }
}

const INDICES: [&str; 8] = [
    "CREATE INDEX errand_due ON errand (due_at)",
    // SQLite would rather use this one, and sort all that is due for each postman.
    "DROP INDEX letter_due",
    "CREATE INDEX letter_by_urgency ON letter (urgency, due_at, id) WHERE done_at IS NULL",
    "CREATE INDEX letter_of_event ON letter (event_id, id)",
    "CREATE INDEX mailing_of_event ON mailing (event_id, id)",
    "CREATE UNIQUE INDEX wording_once ON wording (event_id, kind)",
    // One letter of a group for an address, however many RSVPs it has.
    "CREATE UNIQUE INDEX letter_once_in_mailing ON letter (mailing_id, recipient) \
     WHERE mailing_id IS NOT NULL AND rsvp_id IS NOT NULL",
    // The same letter cannot be queued twice for who has no RSVP either: speakers, staff.
    "CREATE UNIQUE INDEX letter_once_at_address ON letter (recipient, event_id, kind, occurrence) \
     WHERE rsvp_id IS NULL AND event_id IS NOT NULL",
];

/// What was there before: letters belong to their RSVP's event, guests know what their event says now,
/// and every event's ladder is looked at once.
const FILLED: [&str; 5] = [
    "UPDATE letter SET event_id = (SELECT event_id FROM rsvp WHERE rsvp.id = letter.rsvp_id)",
    "UPDATE letter SET urgency = 0 WHERE rsvp_id IS NULL",
    "UPDATE rsvp SET seen_revision = (SELECT revision FROM event WHERE event.id = rsvp.event_id)",
    "INSERT INTO change_notice (event_id, told_revision) SELECT id, revision FROM event",
    "INSERT INTO errand (kind, subject, due_at) SELECT 'ladder', id, created_at FROM event",
];

/// New facts about what was there before.
async fn widen(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (table, mut column) in [
        ("letter", big_integer_null("event_id")),
        ("letter", big_integer("urgency").default(1).take()),
        ("letter", big_integer_null("mailing_id")),
        ("letter", text_null("changes")),
        ("rsvp", big_integer("seen_revision").default(0).take()),
        ("rsvp", timestamp_with_time_zone_null("reconfirmed_at")),
        ("rsvp", boolean_null("came")),
        ("event", big_integer("moves").default(0).take()),
        ("staff", text_null("digest")),
        ("staff", timestamp_with_time_zone_null("digested_at")),
        ("staff", boolean("alerts").default(false).take()),
    ] {
        let alter = Table::alter().table(table).add_column(column.take()).take();
        manager.alter_table(alter).await?;
    }
    Ok(())
}

fn of_event(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "event_id")
        .to("event", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// What is to be done at a moment, by whichever process comes first.
fn errand() -> TableCreateStatement {
    Table::create()
        .table("errand")
        .col(string("kind").text())
        .col(big_integer("subject"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("claimed_until"))
        .col(timestamp_with_time_zone_null("looked_at"))
        .primary_key(Index::create().col("kind").col("subject"))
        .take()
}

/// The reminders of an event, where staff changed them, and since when it begins when it does.
fn ladder() -> TableCreateStatement {
    Table::create()
        .table("ladder")
        .col(big_integer("event_id").primary_key())
        .col(text_null("steps"))
        .col(timestamp_with_time_zone_null("begins_at"))
        .col(timestamp_with_time_zone_null("since"))
        .foreign_key(&mut of_event("ladder"))
        .take()
}

/// Which revision of an event its guests were told, and the letters that are being gathered.
fn change_notice() -> TableCreateStatement {
    Table::create()
        .table("change_notice")
        .col(big_integer("event_id").primary_key())
        .col(big_integer("told_revision"))
        .col(big_integer_null("minutes"))
        .col(timestamp_with_time_zone_null("began_at"))
        .col(text_null("note"))
        .foreign_key(&mut of_event("change_notice"))
        .take()
}

/// The words of staff for one kind of letter of an event.
fn wording() -> TableCreateStatement {
    Table::create()
        .table("wording")
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(string("kind").text())
        .col(text_null("subject"))
        .col(string("body").text())
        .col(big_integer_null("staff_id"))
        .col(timestamp_with_time_zone("changed_at"))
        .foreign_key(&mut of_event("wording"))
        .take()
}

/// A letter of staff to a group of guests.
fn mailing() -> TableCreateStatement {
    Table::create()
        .table("mailing")
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(string("kind").text())
        .col(string("subject").text())
        .col(string("body").text())
        .col(string("question").text())
        .col(boolean("announcement").default(false))
        .col(string("state").text())
        .col(timestamp_with_time_zone_null("due_at"))
        .col(big_integer("reached").default(0))
        .col(big_integer("revision").default(0))
        .col(big_integer_null("staff_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .foreign_key(&mut of_event("mailing"))
        .take()
}

/// Addresses that want no announcements.
fn opt_out() -> TableCreateStatement {
    Table::create()
        .table("opt_out")
        .col(string("email").text().primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(big_integer_null("mailing_id"))
        .take()
}

/// Links by which announcements are declined, hashed.
fn unsubscribe() -> TableCreateStatement {
    Table::create()
        .table("unsubscribe")
        .col(string("hash").text().primary_key())
        .col(string("email").text())
        .col(big_integer_null("mailing_id"))
        .col(timestamp_with_time_zone("minted_at"))
        .take()
}
