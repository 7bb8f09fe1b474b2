//! A look into the database beside the running server, on SQLite and on PostgreSQL.

use std::io::Write as _;

use anyhow::Result;
use sea_orm::{ConnectionTrait as _, Database, Statement};

/// Prints the rows that a query finds; a column without value is empty.
pub async fn printed(database: &str, sql: &str) -> Result<()> {
    let db = Database::connect(database).await?;
    let query = Statement::from_string(db.get_database_backend(), sql);
    let mut text = String::new();
    for row in db.query_all_raw(query).await? {
        let columns = 0..row.column_names().len();
        let columns = columns.map(|at| row.try_get_by_index::<Option<String>>(at));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let columns: Vec<String> = columns.into_iter().map(Option::unwrap_or_default).collect();
        text.push_str(&columns.join("\t"));
        text.push('\n');
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
