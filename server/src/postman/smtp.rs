//! Letters over SMTP, one connection at a time, kept open between letters.
//!
//! lettre bounds only the connecting, so every step is bounded here, and a connection on which the
//! time ran out is never used again: its late answer would be taken for the next letter's. The
//! commands are given one by one, because what an answer means hangs on the command. Until the
//! letter's content is on its way a lost connection can be replaced at once. Afterwards the letter may
//! have arrived: the relay gets the time that RFC 5321 gives it, since who asks again too early sends
//! the same letter again and again to a relay that is only slow; and only the fixed Message-ID makes
//! another attempt harmless.

mod probe;
mod route;
mod verdict;
mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use domain::outbox::recover;
use lettre::{
    Address,
    address::Envelope,
    transport::smtp::{
        Error,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt, Rset},
        extension::{Extension, MailParameter},
        response::{Response, Severity},
    },
};
use tokio::time::timeout;

pub use probe::Probe;
pub use route::SmtpRoute;
use verdict::{Refusal, Step};

use super::Outcome;

/// How long a connection that was kept may take to show that it is alive, or to take leave.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

/// A connection that was silent for longer shows first that it is alive.
const FRESH: Duration = Duration::from_secs(5);

/// A relay and, while there are letters, the connection to it.
pub struct Relay {
    route: SmtpRoute,
    line: Option<Line>,
    cut_off: bool,
    /// It has answered to the letter that was brought last: what it is silent about then is that letter.
    has_listened: bool,
    /// Since some letter last got through, it may have been away. All who bring letters there know.
    was_away: Arc<AtomicBool>,
}

/// A connection between two letters.
struct Line {
    wire: AsyncSmtpConnection,
    /// The last letter was taken and left nothing behind.
    clean: bool,
    used: Instant,
}

/// Why the relay did not take a letter.
enum Trouble {
    /// It answered.
    Refused(Refusal),
    /// There is no telling what it thinks.
    Lost,
    /// It cannot write to this address.
    Foreign,
    /// It cannot write from our own.
    ForeignSender,
}

impl Relay {
    /// Nothing is connected yet.
    pub fn new(route: SmtpRoute) -> Self {
        // Nobody knows what was before this program started.
        let was_away = Arc::new(AtomicBool::new(true));
        Self { route, line: None, cut_off: false, has_listened: false, was_away }
    }

    /// Another connection to the same relay, for another postman.
    pub(super) fn another(&self) -> Self {
        let was_away = Arc::clone(&self.was_away);
        Self { was_away, ..Self::new(self.route.clone()) }
    }

    /// Where letters are brought.
    pub fn route(&self) -> &SmtpRoute {
        &self.route
    }

    /// Whether the last attempt failed for a cause that has nothing to do with its letter: the relay was
    /// not there, took no sign-in, or was silent before it knew of the letter.
    pub(super) fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// Whether the relay is back: the last letter got through, the first since it may have been away. Tells
    /// it once.
    pub(super) fn is_back(&self) -> bool {
        !self.cut_off && self.was_away.swap(false, Ordering::Relaxed)
    }

    fn cut_off(&mut self) {
        self.cut_off = true;
        self.was_away.store(true, Ordering::Relaxed);
    }

    /// One attempt. When patience ends the connection is dropped.
    pub(super) async fn deliver(&mut self, envelope: &Envelope, message: &[u8]) -> Outcome {
        (self.cut_off, self.has_listened) = (false, false);
        let patience = self.route.patience;
        let Ok(ready) = timeout(patience, self.announced(envelope)).await else {
            if self.has_listened {
                return Outcome::later(recover::MUTE);
            }
            self.cut_off();
            return Outcome::later(recover::SILENT);
        };
        let mut wire = match ready {
            Ok(wire) => wire,
            Err(outcome) => return outcome,
        };
        match timeout(self.route.patience_at_the_end, wire.message(message)).await {
            Ok(Ok(answer)) if is_done(&answer) => {
                self.keep(wire, true);
                Outcome::Sent
            }
            Ok(Err(error)) => match Refusal::read(Step::Content, &error) {
                Some(refusal) => self.refused(wire, refusal),
                None => unconfirmed("the connection broke before the mail relay confirmed it"),
            },
            Ok(Ok(_)) => unconfirmed("the mail relay answered it with something else"),
            Err(_) => Outcome::later(recover::UNCONFIRMED),
        }
    }

    /// Says QUIT on an open connection.
    pub(super) async fn hang_up(&mut self) {
        if let Some(mut line) = self.line.take() {
            // Politeness only: the letters are with the relay already.
            let _ = timeout(SIGN_OF_LIFE, line.wire.quit()).await;
        }
    }

    /// A connection on which the relay waits for the letter's content.
    async fn announced(&mut self, envelope: &Envelope) -> Result<AsyncSmtpConnection, Outcome> {
        if let Some(mut line) = self.line.take()
            && line.is_ready().await
        {
            match announce(&mut line.wire, envelope, &mut self.has_listened).await {
                Ok(()) => return Ok(line.wire),
                Err(trouble) if trouble.is_only_the_connection() => {}
                Err(trouble) => return Err(self.settled(line.wire, &trouble)),
            }
        }
        let mut wire = self.route.connect().await.map_err(|why| {
            self.cut_off();
            Outcome::Later { why }
        })?;
        match announce(&mut wire, envelope, &mut self.has_listened).await {
            Ok(()) => Ok(wire),
            Err(trouble) => Err(self.settled(wire, &trouble)),
        }
    }

    fn settled(&mut self, wire: AsyncSmtpConnection, trouble: &Trouble) -> Outcome {
        match trouble {
            Trouble::Refused(refusal) => self.refused(wire, *refusal),
            Trouble::Lost => Outcome::later("the connection to the mail relay broke"),
            Trouble::ForeignSender => {
                self.keep(wire, false);
                Outcome::later(
                    "the mail relay cannot write from our sender’s address: it has other letters than a–z \
                     before the @",
                )
            }
            Trouble::Foreign => {
                self.keep(wire, false);
                Outcome::never(
                    "the mail relay cannot write to an address with other letters than a–z before the @",
                )
            }
        }
    }

    fn refused(&mut self, wire: AsyncSmtpConnection, refusal: Refusal) -> Outcome {
        // RFC 5321 §3.8: after 421 the relay closes the connection.
        if refusal.code != 421 {
            self.keep(wire, false);
        }
        refusal.into()
    }

    fn keep(&mut self, wire: AsyncSmtpConnection, clean: bool) {
        self.line = Some(Line { wire, clean, used: Instant::now() });
    }
}

impl Line {
    /// RSET forgets what a refused letter left behind and shows that the relay still listens.
    async fn is_ready(&mut self) -> bool {
        if self.clean && self.used.elapsed() < FRESH {
            return true;
        }
        let answer = timeout(SIGN_OF_LIFE, self.wire.command(Rset)).await;
        answer.is_ok_and(|answer| answer.is_ok_and(|response| is_done(&response)))
    }
}

/// Tells from whom and to whom, and asks whether the letter may come.
async fn announce(
    wire: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    has_listened: &mut bool,
) -> Result<(), Trouble> {
    *has_listened = false;
    let options = options(wire, envelope)?;
    let answer = wire.command(Mail::new(envelope.from().cloned(), options)).await;
    accepted(Step::Sender, answer, is_done)?;
    *has_listened = true;
    for recipient in envelope.to() {
        let answer = wire.command(Rcpt::new(recipient.clone(), vec![])).await;
        accepted(Step::Recipient, answer, is_done)?;
    }
    // Only 354 invites content. lettre takes any positive answer, also one that is out of step.
    accepted(Step::Opening, wire.command(Data).await, |answer| answer.has_code(354))
}

/// RFC 6531: an address beyond ASCII needs a relay that says it can.
fn options(wire: &AsyncSmtpConnection, envelope: &Envelope) -> Result<Vec<MailParameter>, Trouble> {
    let foreign = |address: &Address| !AsRef::<str>::as_ref(address).is_ascii();
    if !envelope.from().into_iter().chain(envelope.to()).any(foreign) {
        return Ok(vec![]);
    }
    if wire.server_info().supports_feature(Extension::SmtpUtfEight) {
        return Ok(vec![MailParameter::SmtpUtfEight]);
    }
    Err(if envelope.from().is_some_and(foreign) {
        Trouble::ForeignSender
    } else {
        Trouble::Foreign
    })
}

fn accepted(
    step: Step,
    answer: Result<Response, Error>,
    expected: impl Fn(&Response) -> bool,
) -> Result<(), Trouble> {
    match answer {
        Ok(response) if expected(&response) => Ok(()),
        Ok(_) => Err(Trouble::Lost),
        Err(error) => Err(Refusal::read(step, &error).map_or(Trouble::Lost, Trouble::Refused)),
    }
}

fn is_done(response: &Response) -> bool {
    response.code().severity == Severity::PositiveCompletion
}

/// The one moment in which nobody can know whether the letter arrived.
fn unconfirmed(what: &str) -> Outcome {
    Outcome::later(format!("the letter was on its way: {what}"))
}

impl Trouble {
    /// The connection is closed, or about to be (421), and this letter certainly not taken.
    fn is_only_the_connection(&self) -> bool {
        matches!(self, Self::Lost | Self::Refused(Refusal { code: 421, .. }))
    }
}
