//! A new program on the database of an older one: nothing that guests were told is lost.

use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, DatabaseConnection};

use crate::harness::{BEGINNING, Database, Program, letters_in, until};

/// So many steps had the first version.
const FIRST: u32 = 3;

async fn an_old_database(database: &Database) {
    let old = database.connection().await;
    Migrator::up(&old, Some(FIRST)).await.expect("the first steps");
    let event = "INSERT INTO event (id, slug, title, state, starts, starts_at, tags, created_at, changed_at) \
         VALUES (7, 'tides', 'Tides', 'published', '2027-05-04T14:00', 'NOW', '[]', 'NOW', 'NOW')";
    let rsvp = "INSERT INTO rsvp (id, event_id, email, who, name, standing, uid, organization, online, \
         turn, sequence, occurrence, replied_at, changed_at) VALUES (3, 7, 'ada@example.org', '', \
         'Ada Example', 'seated', 'u@example.org', 'Office of Tides', FALSE, 1, 0, 0, 'NOW', 'NOW')";
    for sql in [event, rsvp, &letter(5, true), &letter(9, false)] {
        old.execute_unprepared(&sql.replace("NOW", BEGINNING)).await.expect(sql);
    }
    old.close().await.expect("closed");
}

/// A letter of the old shape, sent or still waiting.
fn letter(id: i64, sent: bool) -> String {
    let done = if sent { "'sent', 'NOW'" } else { "NULL, NULL" };
    format!(
        "INSERT INTO letter (id, rsvp_id, kind, occurrence, recipient, message_id, calendar, \
         sequence, written_at, due_at, attempts, outcome, done_at) VALUES ({id}, 3, 'confirmed', \
         {id}, 'ada@example.org', '<m{id}@example.org>', 'REQUEST', 0, 'NOW', 'NOW', 0, {done})"
    )
}

async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let question = sea_orm::Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(question).await.expect("an answer").expect("a row");
    row.try_get_by_index(0).expect("a number")
}

#[tokio::test]
async fn letters_of_an_older_version_still_go_out_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = Database::fresh(folder.path()).await;
    an_old_database(&database).await;

    let serving = Program::on(folder.path(), &database).serves().await;
    let mail = folder.path().join("mail");
    until("the letter that waited is there", async || !letters_in(&mail).is_empty()).await;
    drop(serving);

    let letters = letters_in(&mail);
    assert_eq!(letters.len(), 1, "the one that was sent stays sent");
    assert_eq!(letters[0].header("Message-ID"), "<m9@example.org>");
    let new = database.connection().await;
    assert_eq!(number(&new, "SELECT count(*) FROM letter").await, 2);
    let found = "SELECT count(*) FROM rsvp \
        WHERE found_by = 'ada example office of tides ada@example.org'";
    assert_eq!(number(&new, found).await, 1);
    new.close().await.expect("closed");
}

/// The fifth step brought some of the sixth's columns for a while.
#[tokio::test]
async fn whoever_has_the_columns_of_a_step_already_keeps_them() {
    for has_them in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::fresh(folder.path()).await;
        let old = database.connection().await;
        Migrator::up(&old, Some(5)).await.expect("the first five steps");
        let allowed = "ALTER TABLE rsvp ADD COLUMN scheduler_allowed_at TIMESTAMP WITH TIME ZONE";
        let copy = "ALTER TABLE token ADD COLUMN copy BOOLEAN NOT NULL DEFAULT FALSE";
        for sql in [allowed, copy].iter().filter(|_| has_them) {
            old.execute_unprepared(sql).await.expect(sql);
        }
        for _ in 0..2 {
            Migrator::up(&old, None).await.expect("the rest");
        }
        for column in
            ["rsvp WHERE scheduler_allowed_at", "token WHERE copy", "line WHERE looked_at"]
        {
            assert_eq!(number(&old, &format!("SELECT count(*) FROM {column} IS NULL")).await, 0);
        }
        old.close().await.expect("closed");
    }
}
