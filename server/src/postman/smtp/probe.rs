//! A visit to the relay without a letter.

use domain::outbox::recover;
use lettre::transport::smtp::commands::{Mail, Rset};
use lettre::transport::smtp::extension::Extension;
use tokio::time::timeout;

use super::verdict::{Refusal, Step};
use super::{Outcome, SmtpRoute};
use crate::postman::message::mailbox;

/// What a visit to the relay showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Letters cross the network inside TLS.
    pub encrypted: bool,
    /// It took our sign-in.
    pub signed_in: bool,
    /// It offers SMTPUTF8 (RFC 6531).
    pub takes_foreign_letters: bool,
    /// Why it would take no letter from our sender.
    pub refusal: Option<String>,
}

impl SmtpRoute {
    /// Visits the relay, as if there was a letter from this sender.
    ///
    /// # Errors
    /// It cannot be reached, encryption or sign-in fail; why, in words for staff.
    pub async fn probe(&self, sender: &str) -> Result<Probe, String> {
        timeout(self.patience, self.visited(sender))
            .await
            .unwrap_or_else(|_| Err(recover::SILENT.to_owned()))
    }

    async fn visited(&self, sender: &str) -> Result<Probe, String> {
        let mut wire = self.connect().await?;
        let sender = mailbox(sender).map(|mailbox| mailbox.email);
        let answer = wire.command(Mail::new(sender, vec![])).await;
        let refusal = answer.err().map(|error| match Refusal::read(Step::Sender, &error) {
            Some(refusal) => match Outcome::from(refusal) {
                Outcome::Later { why } | Outcome::Never { why } => why,
                Outcome::Sent => String::new(),
            },
            None => "the connection to the mail relay broke".to_owned(),
        });
        let probe = Probe {
            encrypted: wire.is_encrypted() || self.is_wrapped(),
            signed_in: self.signs_in(),
            takes_foreign_letters: wire.server_info().supports_feature(Extension::SmtpUtfEight),
            refusal,
        };
        // Politeness only: what is to be known is known.
        let _ = wire.command(Rset).await;
        let _ = wire.quit().await;
        Ok(probe)
    }
}
