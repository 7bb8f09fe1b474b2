//! Letters over SMTP, one connection at a time, kept open between letters.
//!
//! lettre bounds only the connecting, so a whole send is bounded here, and a connection on which
//! the time ran out is never used again: its late answer would be taken for the next letter's. The
//! commands are given one by one, because what an answer means hangs on the command: until the
//! letter's content is on its way a lost connection can be replaced at once, afterwards the letter
//! may have arrived, and only its fixed Message-ID makes another attempt harmless.

mod route;

use std::time::Duration;

use lettre::{
    address::Envelope,
    transport::smtp::{
        Error,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt, Rset},
        response::{Response, Severity},
    },
};
use tokio::time::timeout;

pub use route::SmtpRoute;

use super::Outcome;

/// How long a connection that was kept may take to show that it is alive, or to take leave.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

/// A relay and, while there are letters, the connection to it.
pub struct Relay {
    route: SmtpRoute,
    line: Option<AsyncSmtpConnection>,
}

/// Why the relay did not take a letter.
enum Trouble {
    /// It answered, with this code, to this part of the letter.
    Refused { part: &'static str, code: u16 },
    /// There is no telling what it thinks.
    Lost { content_sent: bool },
}

impl Relay {
    /// Nothing is connected yet.
    pub fn new(route: SmtpRoute) -> Self {
        Self { route, line: None }
    }

    /// Where letters are brought.
    pub fn route(&self) -> &SmtpRoute {
        &self.route
    }

    /// One attempt. When patience ends it is dropped, and the connection it holds with it.
    pub(super) async fn deliver(&mut self, envelope: &Envelope, message: &[u8]) -> Outcome {
        timeout(self.route.patience, self.attempt(envelope, message))
            .await
            .unwrap_or_else(|_| Outcome::later("the mail relay did not answer in time"))
    }

    /// Says QUIT on an open connection.
    pub(super) async fn hang_up(&mut self) {
        if let Some(mut line) = self.line.take() {
            // Politeness only: the letters are with the relay already.
            let _ = timeout(SIGN_OF_LIFE, line.quit()).await;
        }
    }

    async fn attempt(&mut self, envelope: &Envelope, message: &[u8]) -> Outcome {
        if let Some(mut line) = self.line.take()
            && is_ready(&mut line).await
        {
            let result = hand_over(&mut line, envelope, message).await;
            if !matches!(&result, Err(trouble) if trouble.is_only_the_connection()) {
                return self.settled(line, result);
            }
        }
        match self.route.connect().await {
            Ok(mut line) => {
                let result = hand_over(&mut line, envelope, message).await;
                self.settled(line, result)
            }
            Err(why) => Outcome::Later { why },
        }
    }

    fn settled(&mut self, line: AsyncSmtpConnection, result: Result<(), Trouble>) -> Outcome {
        match result {
            Ok(()) => {
                self.line = Some(line);
                Outcome::Sent
            }
            Err(trouble) => {
                if matches!(trouble, Trouble::Refused { .. }) {
                    self.line = Some(line);
                }
                trouble.into()
            }
        }
    }
}

/// RSET forgets what a refused letter left behind and shows that the relay still listens.
async fn is_ready(line: &mut AsyncSmtpConnection) -> bool {
    let answer = timeout(SIGN_OF_LIFE, line.command(Rset)).await;
    answer.is_ok_and(|answer| answer.is_ok_and(|response| is_done(&response)))
}

async fn hand_over(
    line: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    message: &[u8],
) -> Result<(), Trouble> {
    let answer = line.command(Mail::new(envelope.from().cloned(), vec![])).await;
    accepted("the sender", false, answer, is_done)?;
    for recipient in envelope.to() {
        let answer = line.command(Rcpt::new(recipient.clone(), vec![])).await;
        accepted("the recipient", false, answer, is_done)?;
    }
    // Only 354 invites content. lettre takes any positive answer, also one that is out of step.
    accepted("the letter", false, line.command(Data).await, |answer| answer.has_code(354))?;
    accepted("the letter", true, line.message(message).await, is_done)
}

fn accepted(
    part: &'static str,
    content_sent: bool,
    answer: Result<Response, Error>,
    expected: impl Fn(&Response) -> bool,
) -> Result<(), Trouble> {
    match answer {
        Ok(response) if expected(&response) => Ok(()),
        Ok(_) => Err(Trouble::Lost { content_sent }),
        Err(error) => Err(match error.status() {
            Some(code) => Trouble::Refused { part, code: code.into() },
            None => Trouble::Lost { content_sent },
        }),
    }
}

fn is_done(response: &Response) -> bool {
    response.code().severity == Severity::PositiveCompletion
}

impl Trouble {
    /// The connection is closed, or about to be (421), and this letter certainly not taken.
    fn is_only_the_connection(&self) -> bool {
        matches!(self, Self::Lost { content_sent: false } | Self::Refused { code: 421, .. })
    }
}

impl From<Trouble> for Outcome {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            // RFC 4954 §6: these tell us to sign in, or that our sign-in is not enough.
            Trouble::Refused { code: code @ (530 | 534 | 535 | 538), .. } => {
                Self::later(format!("the mail relay wants another sign-in ({code})"))
            }
            Trouble::Refused { part, code: code @ 500.. } => {
                Self::never(format!("the mail relay refused {part} ({code})"))
            }
            Trouble::Refused { part, code } => {
                Self::later(format!("the mail relay put off {part} ({code})"))
            }
            Trouble::Lost { content_sent: false } => {
                Self::later("the connection to the mail relay broke")
            }
            Trouble::Lost { content_sent: true } => {
                Self::later("the connection broke before the mail relay confirmed the letter")
            }
        }
    }
}
