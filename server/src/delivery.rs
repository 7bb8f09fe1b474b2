//! The postman's round: take what is due, send it, write down what became of it.
//!
//! Several processes may each run one. A round is one public step, so that a test drains the queue
//! without sleeping.

use std::time::{Duration, Instant};

use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::outbox::{self, Claimed, Letter, Outcome, Pen};
use tokio::sync::watch;

use crate::postman::{self, Outgoing, Postman};

/// Letters that one round takes.
const HANDFUL: u64 = 10;
/// A letter that lay in hand for longer needs its lease renewed before it is sent, and a fresh look
/// at what it is about.
const IN_HAND: Duration = Duration::from_secs(5);
/// For how long letters make room for a crowd that replies, before some more of them go.
const STAND_ASIDE: Duration = Duration::from_secs(1);
/// How long to sleep when no bell rings: letters of other processes ring none.
const SLEEP: Duration = Duration::from_secs(2);

/// Sends what is due and says how many letters it took; zero means rest.
///
/// # Errors
/// The database fails; leases then run out by themselves.
pub async fn round(desk: &Desk, postman: &mut Postman) -> Result<usize> {
    round_until(desk, postman, || false).await
}

/// The same, but told to stop it sends no further letter: those it holds go when their lease is over.
async fn round_until(
    desk: &Desk,
    postman: &mut Postman,
    told_to_stop: impl Fn() -> bool,
) -> Result<usize> {
    let letters = outbox::claim(desk, HANDFUL).await?;
    let taken = letters.len();
    if letters.is_empty() {
        return Ok(0);
    }
    let (since, mut pen) = (Instant::now(), Pen::fresh(desk).await?);
    for mut letter in letters {
        if told_to_stop() {
            break;
        }
        if since.elapsed() > IN_HAND {
            if !outbox::renew(desk, &mut letter).await? {
                continue;
            }
            pen = Pen::fresh(desk).await?;
        }
        let outcome = send(&mut pen, postman, &letter).await?;
        if let Outcome::Later(why) | Outcome::Never(why) = &outcome {
            tracing::warn!(letter = letter.id(), why, "letter {} was not sent", letter.id());
        }
        outbox::settle(desk, &letter, outcome).await?;
    }
    Ok(taken)
}

async fn send(pen: &mut Pen, postman: &mut Postman, claimed: &Claimed) -> Result<Outcome> {
    let letter = match pen.write(claimed).await {
        Ok(letter) => letter,
        Err(Error::NotFound) => return Ok(Outcome::Never("what it is about is gone".to_owned())),
        Err(error @ Error::Busy) => return Err(error),
        Err(error) => {
            let cause = &error as &dyn std::error::Error;
            tracing::error!(
                letter = claimed.id(),
                cause,
                "letter {} cannot be written",
                claimed.id()
            );
            return Ok(Outcome::Never("it could not be written; the log tells why".to_owned()));
        }
    };
    Ok(match postman.send(&envelope(letter)).await {
        postman::Outcome::Sent => Outcome::Sent,
        postman::Outcome::Later { why } => Outcome::Later(why),
        postman::Outcome::Never { why } => Outcome::Never(why),
    })
}

fn envelope(letter: Letter) -> Outgoing {
    Outgoing {
        id: letter.id,
        message_id: letter.message_id,
        date: letter.date,
        from: letter.from,
        to: letter.to,
        reply_to: letter.reply_to,
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        calendar: letter.calendar,
        unsubscribe: letter.unsubscribe,
    }
}

/// Delivers until told to stop; then the letter in hand is finished and the rest keeps its lease.
pub async fn deliver(desk: Desk, mut postman: Postman, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        desk.until_no_crowd(STAND_ASIDE).await;
        let rest = match round_until(&desk, &mut postman, || *stop.borrow()).await {
            Ok(0) => SLEEP,
            Ok(_) => continue,
            Err(error) => {
                let cause = &error as &dyn std::error::Error;
                tracing::error!(cause, "the outbox cannot be read just now");
                SLEEP * 2
            }
        };
        tokio::select! {
            () = desk.until_rung(rest) => {}
            _ = stop.changed() => {}
        }
    }
    postman.rest().await;
}
