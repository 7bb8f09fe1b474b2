//! A database for one test alone: a file in its folder, or one created on the PostgreSQL server
//! that `DAIS_TEST_DATABASE` names, dropped with the test.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use url::Url;

pub enum Database {
    File(PathBuf),
    Postgres { server: Url, own: Url },
}

impl Database {
    pub async fn fresh(folder: &Path) -> Self {
        let Some(server) = server() else { return Self::File(folder.join("dais.db")) };
        let name = format!("dais_{}", domain::token::random_id());
        let mut own = server.clone();
        own.set_path(&name);
        let connection = connection(server.as_str()).await;
        let create = format!("CREATE DATABASE {name}");
        connection.execute_unprepared(&create).await.expect("a new database");
        connection.close().await.expect("closed");
        Self::Postgres { server, own }
    }

    /// What tells Dais of it. A file needs no word: it is where Dais looks.
    pub fn settings(&self) -> Vec<(String, String)> {
        match self {
            Self::File(_) => vec![],
            Self::Postgres { own, .. } => vec![("DAIS_DATABASE_URL".to_owned(), own.to_string())],
        }
    }

    pub fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// One number, asked over a connection of its own, also while the test's runtime stands still.
    pub fn number(&self, sql: &str) -> i64 {
        apart(async {
            let connection = connection(&self.address()).await;
            let question = Statement::from_string(connection.get_database_backend(), sql);
            let row = connection.query_one_raw(question).await.expect("an answer");
            let number = row.expect("a row").try_get::<i64>("", "n").expect("a number");
            connection.close().await.expect("closed");
            number
        })
    }

    /// A connection of one's own, behind Dais' back.
    pub async fn connection(&self) -> DatabaseConnection {
        if let Self::File(path) = self {
            return connection(&format!("sqlite:{}?mode=rwc", path.display())).await;
        }
        connection(&self.address()).await
    }

    fn address(&self) -> String {
        match self {
            Self::File(path) => format!("sqlite:{}", path.display()),
            Self::Postgres { own, .. } => own.to_string(),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { server, own } = self else { return };
        let drop = format!("DROP DATABASE {} WITH (FORCE)", own.path().trim_matches('/'));
        apart(async {
            let connection = connection(server.as_str()).await;
            // What stays behind goes with the server, and this may run while a test fails.
            let _ = connection.execute_unprepared(&drop).await;
            let _ = connection.close().await;
        });
    }
}

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of Dais")]
fn server() -> Option<Url> {
    let address = std::env::var("DAIS_TEST_DATABASE").ok().filter(|address| !address.is_empty())?;
    Some(address.parse().expect("DAIS_TEST_DATABASE is an address"))
}

async fn connection(address: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(address);
    options.max_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await.expect("the database");
    debug_assert!(connection.get_database_backend() != DbBackend::MySql);
    connection
}

/// On a thread of its own: `drop` cannot wait on the test's runtime.
fn apart<T: Send>(work: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            runtime.enable_all().build().expect("a runtime").block_on(work)
        });
        worker.join().expect("the work is done")
    })
}
