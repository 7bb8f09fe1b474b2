//! Dais falls over and is started again.

use chrono::{DateTime, Utc};
use dais::postman::Postman;
use dais::{config::Config, serve::Server};
use domain::desk::Desk;
use tokio::task::JoinHandle;

use super::Dais;

/// A server for these settings, and its work.
pub(super) async fn serve(
    settings: &[(String, String)],
    clock: DateTime<Utc>,
) -> (Desk, JoinHandle<()>) {
    let config = Config::read("", settings.iter().cloned(), Some(clock)).expect("settings");
    let server = Server::bind(&config).await.expect("a server");
    let desk = server.desk().clone();
    let work = tokio::spawn(async {
        // It ends with its test.
        let _ = dais::serve::pages_only(server, std::future::pending()).await;
    });
    (desk, work)
}

impl Dais {
    /// Nothing that was under way is finished, and another process opens the same data at another
    /// address. The clock goes on.
    pub async fn restarts(&mut self) {
        self.work.abort();
        let (desk, work) = serve(&self.settings, self.now()).await;
        (self.desk, self.work) = (desk, work);
        self.postman(Postman::Files(self.mail_folder())).await;
    }
}
