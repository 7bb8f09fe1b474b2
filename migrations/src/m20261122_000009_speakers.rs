//! Speakers as people: who they are apart from the events at which they appear, how they are reached,
//! what they consented to, the links to their schedule, what they propose, and what they were told.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, json, pk_auto, string, string_uniq, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 9] = [
    "speaker",
    "speaker_contact",
    "consent",
    "speaker_link",
    "proposal",
    "appearance_step",
    "speaker_notice",
    "speaker_slot",
    "speaker_apart",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            speaker(),
            speaker_contact(),
            consent(),
            speaker_link(),
            proposal(),
            appearance_step(),
            speaker_notice(),
            speaker_slot(),
            speaker_apart(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for (table, mut column) in [
            ("appearance", big_integer_null("speaker_id")),
            ("appearance", text_null("stand_in")),
            ("appearance", big_integer_null("stand_in_id")),
            ("letter", big_integer_null("speaker_id")),
            ("journal", big_integer_null("speaker_id")),
            ("event", boolean("links_by_hand").default(false).take()),
            ("rsvp", boolean("discreet").default(false).take()),
        ] {
            let alter = Table::alter().table(table).add_column(column.take()).take();
            manager.alter_table(alter).await?;
        }
        for sql in INDICES.into_iter().chain([FILLED]) {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in ["letter_once_to_speaker", "appearance_of_speaker", "appearance_by_stand_in"] {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        for (table, column) in [
            ("rsvp", "discreet"),
            ("event", "links_by_hand"),
            ("journal", "speaker_id"),
            ("letter", "speaker_id"),
            ("appearance", "stand_in_id"),
            ("appearance", "stand_in"),
            ("appearance", "speaker_id"),
        ] {
            let alter = Table::alter().table(table).drop_column(column).take();
            manager.alter_table(alter).await?;
        }
        for name in TABLES.into_iter().rev() {
            manager.drop_table(Table::drop().table(name).take()).await?;
        }
        Ok(())
    }
}

const INDICES: [&str; 10] = [
    "CREATE INDEX appearance_of_speaker ON appearance (speaker_id)",
    "CREATE INDEX appearance_by_stand_in ON appearance (stand_in_id)",
    "CREATE INDEX consent_of_speaker ON consent (speaker_id)",
    "CREATE INDEX speaker_link_of_speaker ON speaker_link (speaker_id)",
    "CREATE INDEX proposal_of_speaker ON proposal (speaker_id)",
    "CREATE INDEX proposal_open ON proposal (at) WHERE decided_at IS NULL",
    "CREATE INDEX appearance_step_of_event ON appearance_step (event_id, speaker_id)",
    "CREATE INDEX speaker_notice_of_event ON speaker_notice (event_id)",
    "CREATE INDEX speaker_slot_of_event ON speaker_slot (event_id, speaker_id)",
    // The same letter cannot be queued twice for a speaker either, whatever event it is about.
    "CREATE UNIQUE INDEX letter_once_to_speaker ON letter (speaker_id, recipient, kind, occurrence) \
     WHERE speaker_id IS NOT NULL AND event_id IS NULL",
];

/// Line-ups that were written before get their people one by one, soon.
const FILLED: &str = "INSERT INTO errand (kind, subject, due_at) \
     SELECT 'line_up', id, created_at FROM event";

fn of_speaker(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "speaker_id")
        .to("speaker", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// Who somebody is, as far as outputs may come to know.
fn speaker() -> TableCreateStatement {
    Table::create()
        .table("speaker")
        .col(pk_auto("id").big_integer())
        .col(string("name").text())
        .col(text_null("honorific"))
        .col(text_null("suffix"))
        .col(text_null("spoken"))
        .col(text_null("zone"))
        .col(json("titles"))
        .col(json("organisations"))
        .col(text_null("biography"))
        .col(boolean("protected").default(false))
        .col(boolean("minor").default(false))
        .col(boolean("discreet").default(false))
        .col(json("allows"))
        .col(big_integer("revision").default(0))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .take()
}

/// How staff reach somebody, and what only staff may know. Never in an output.
fn speaker_contact() -> TableCreateStatement {
    Table::create()
        .table("speaker_contact")
        .col(big_integer("speaker_id").primary_key())
        .col(text_null("email"))
        .col(text_null("phone"))
        .col(text_null("assistant_name"))
        .col(text_null("assistant_email"))
        .col(text_null("agreed"))
        .col(text_null("notes"))
        .foreign_key(&mut of_speaker("speaker_contact"))
        .take()
}

/// What somebody agreed to, until when, and since when no longer.
fn consent() -> TableCreateStatement {
    Table::create()
        .table("consent")
        .col(pk_auto("id").big_integer())
        .col(big_integer("speaker_id"))
        .col(json("scope"))
        .col(string("given_on").text())
        .col(string("expires_on").text())
        .col(boolean("by_guardian").default(false))
        .col(text_null("note"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .col(big_integer_null("staff_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut of_speaker("consent"))
        .take()
}

/// Links to a speaker's schedule, hashed.
fn speaker_link() -> TableCreateStatement {
    Table::create()
        .table("speaker_link")
        .col(pk_auto("id").big_integer())
        .col(big_integer("speaker_id"))
        .col(string_uniq("hash").text())
        .col(boolean("assistant").default(false))
        .col(timestamp_with_time_zone("minted_at"))
        .col(timestamp_with_time_zone_null("opened_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut of_speaker("speaker_link"))
        .take()
}

/// What a speaker would change, until staff decide.
fn proposal() -> TableCreateStatement {
    Table::create()
        .table("proposal")
        .col(pk_auto("id").big_integer())
        .col(big_integer("speaker_id"))
        .col(big_integer_null("event_id"))
        .col(string("field").text())
        .col(text_null("was"))
        .col(text_null("proposed"))
        .col(boolean("assistant").default(false))
        .col(timestamp_with_time_zone("at"))
        .col(text_null("verdict"))
        .col(text_null("reply"))
        .col(big_integer_null("decided_by"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .foreign_key(&mut of_speaker("proposal"))
        .take()
}

/// How an appearance came to stand as it does.
fn appearance_step() -> TableCreateStatement {
    Table::create()
        .table("appearance_step")
        .col(pk_auto("id").big_integer())
        .col(big_integer("event_id"))
        .col(big_integer("speaker_id"))
        .col(text_null("was"))
        .col(text_null("state"))
        .col(text_null("stand_in"))
        .col(big_integer_null("stand_in_id"))
        .col(big_integer_null("staff_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut of_speaker("appearance_step"))
        .take()
}

/// What a speaker was last told of their part in an event.
fn speaker_notice() -> TableCreateStatement {
    Table::create()
        .table("speaker_notice")
        .col(big_integer("speaker_id"))
        .col(big_integer("event_id"))
        .col(text_null("told"))
        .col(timestamp_with_time_zone_null("told_at"))
        .col(timestamp_with_time_zone_null("began_at"))
        .col(timestamp_with_time_zone_null("due_at"))
        .col(text_null("note"))
        .primary_key(Index::create().col("speaker_id").col("event_id"))
        .foreign_key(&mut of_speaker("speaker_notice"))
        .take()
}

/// What a speaker's calendar shows of an event: an entry for each part of theirs, kept when it is off.
fn speaker_slot() -> TableCreateStatement {
    Table::create()
        .table("speaker_slot")
        .col(pk_auto("id").big_integer())
        .col(big_integer("speaker_id"))
        .col(big_integer("event_id"))
        .col(string_uniq("uid").text())
        .col(big_integer("sequence").default(0))
        .col(text_null("session"))
        .col(string("facts").text())
        .col(string("span").text())
        .col(boolean("shown").default(false))
        .col(boolean("gone").default(false))
        .col(big_integer_null("mailed"))
        .col(timestamp_with_time_zone("changed_at"))
        .foreign_key(&mut of_speaker("speaker_slot"))
        .take()
}

/// Two who look like one, of whom staff know that they are two; the lower number first.
fn speaker_apart() -> TableCreateStatement {
    let mut other = ForeignKey::create()
        .from("speaker_apart", "other_id")
        .to("speaker", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take();
    Table::create()
        .table("speaker_apart")
        .col(big_integer("speaker_id"))
        .col(big_integer("other_id"))
        .primary_key(Index::create().col("speaker_id").col("other_id"))
        .foreign_key(&mut of_speaker("speaker_apart"))
        .foreign_key(&mut other)
        .take()
}
