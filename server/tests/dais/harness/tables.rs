//! What stands in the tables, whatever the database.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Statement};

use super::Dais;

/// Every table with its rows, each as one text.
pub type Tables = BTreeMap<String, Vec<String>>;

impl Dais {
    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let db = self.desk.read();
        let question = Statement::from_string(db.get_database_backend(), sql);
        db.query_all_raw(question).await.expect("rows")
    }

    pub async fn number(&self, sql: &str) -> i64 {
        self.rows(sql).await[0].try_get_by_index(0).expect("a number")
    }

    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.rows(sql).await;
        rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    }

    /// Changes rows behind Dais' back.
    pub async fn tampers(&self, sql: &str) {
        let txn = self.desk.begin().await.expect("a transaction");
        txn.execute_unprepared(sql).await.expect("a change");
        txn.commit().await.expect("a commit");
    }

    /// Everything that is kept.
    pub async fn tables(&self) -> Tables {
        let mut tables = Tables::new();
        for name in self.table_names().await {
            let row = self.row_as_text(&name).await;
            let rows = self.texts(&format!("SELECT {row} FROM {name} AS r ORDER BY 1")).await;
            tables.insert(name, rows);
        }
        assert!(tables.len() > 6, "the tables were found: {tables:?}");
        tables
    }

    async fn table_names(&self) -> Vec<String> {
        self.texts(match self.desk.read().get_database_backend() {
            DbBackend::Postgres => {
                "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
            }
            _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        })
        .await
    }

    async fn row_as_text(&self, table: &str) -> String {
        if self.desk.read().get_database_backend() == DbBackend::Postgres {
            return "r::text".to_owned();
        }
        let columns = self.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
        let quoted: Vec<_> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        quoted.join(" || '|' || ")
    }
}
