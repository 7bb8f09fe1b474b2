//! The postman's round: take what is due, send it, write down what became of it.
//!
//! Several postmen go their rounds in each of several processes. A round is one public step, so that
//! a test drains the queue without sleeping.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::time::{Duration, Instant};

use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::outbox::{self, Claimed, Lane, Lease, Letter, Outcome, Pen};
use futures_util::FutureExt as _;
use tokio::sync::watch;

use crate::postman::{self, Outgoing, Postman};

/// Letters that one round takes at most.
const HANDFUL: u64 = 10;
/// For how long letters are held that are not being sent: meanwhile others may be written that should
/// go before them, and what they are about may change.
const IN_HAND: Duration = Duration::from_secs(2);
/// How often a letter that is being sent is held on to. It is ours for a minute each time.
const HOLD_ON: Duration = Duration::from_secs(20);
/// For how long letters make room for a crowd that replies, before some more of them go.
const STAND_ASIDE: Duration = Duration::from_secs(1);
/// How long to sleep when no bell rings: letters of other processes ring none.
const SLEEP: Duration = Duration::from_secs(2);
/// How long to leave a relay alone that was not there; twice as long each time, up to a minute.
const LEAVE_ALONE: Duration = Duration::from_secs(5);
const LONGEST_ALONE: Duration = Duration::from_mins(1);
/// A connection that nobody needed for so long is closed.
const IDLE: Duration = Duration::from_mins(1);
/// How often it is tried to write down what became of a letter, once a second.
const WRITING_DOWN: u32 = 30;

/// What a round did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Walk {
    /// Letters that were tried.
    tried: usize,
    /// Some were given back, because the others took long.
    slow: bool,
}

/// Sends what is due and says how many letters it tried; zero means rest.
///
/// # Errors
/// The database fails; leases then run out by themselves.
pub async fn round(desk: &Desk, postman: &mut Postman) -> Result<usize> {
    Ok(walk(desk, postman, (Lane::Any, HANDFUL), || false).await?.tried)
}

/// One round. Told to stop it sends no further letter and gives back those it holds, as it does when
/// the relay is not there or takes its time.
async fn walk(
    desk: &Desk,
    postman: &mut Postman,
    (lane, most): (Lane, u64),
    told_to_stop: impl Fn() -> bool,
) -> Result<Walk> {
    let letters = outbox::claim(desk, lane, most).await?;
    let mut walk = Walk { tried: 0, slow: false };
    if letters.is_empty() {
        return Ok(walk);
    }
    let (since, mut pen) = (Instant::now(), Pen::fresh(desk).await?);
    let mut waiting = &letters[..];
    while let [letter, others @ ..] = waiting {
        walk.slow = since.elapsed() > IN_HAND;
        if walk.slow || told_to_stop() {
            break;
        }
        waiting = others;
        let attempt = tried(desk, &mut pen, postman, letter);
        let outcome = holding(desk, attempt, &mut waiting).await?;
        walk.tried += 1;
        if let Outcome::Later(why) | Outcome::Never(why) = &outcome {
            tracing::warn!(letter = letter.id(), why, "letter {} was not sent", letter.id());
        }
        let got_through = outcome == Outcome::Sent;
        write_down(desk, letter, outcome).await?;
        let is_back = got_through && postman.is_back();
        if postman.is_cut_off() || is_back && others_waited(desk).await {
            break;
        }
    }
    outbox::put_back(desk, waiting).await?;
    Ok(walk)
}

/// Does what may take long. Where it does, letters that wait behind it are given back meanwhile.
async fn holding<T>(desk: &Desk, work: impl Future<Output = T>, waiting: &mut &[Claimed]) -> T {
    let mut work = pin!(work);
    if let Ok(done) = tokio::time::timeout(IN_HAND, &mut work).await {
        return done;
    }
    // Nothing may break off the work: a letter is on its way.
    if let Err(error) = outbox::put_back(desk, std::mem::take(waiting)).await {
        report(&error);
    }
    work.await
}

/// The relay is back: those that waited for it alone go now, before others that are younger.
async fn others_waited(desk: &Desk) -> bool {
    outbox::recover::recover(desk).await.map_or_else(
        |error| {
            report(&error);
            false
        },
        |letters| letters > 0,
    )
}

/// One attempt, whatever it brings: a letter that makes us fall over is put off, and the others go on.
async fn tried(
    desk: &Desk,
    pen: &mut Pen,
    postman: &mut Postman,
    letter: &Claimed,
) -> Result<Outcome> {
    let attempt = AssertUnwindSafe(Box::pin(send(pen, postman, letter))).catch_unwind();
    held(desk, letter.lease(), attempt).await.unwrap_or_else(|_| {
        tracing::error!(letter = letter.id(), "letter {} made the postman stumble", letter.id());
        Ok(Outcome::Later("it could not be written; the log tells why".to_owned()))
    })
}

/// Does what may take long while the letter stays ours.
async fn held<T>(desk: &Desk, mut lease: Lease, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(HOLD_ON) => {
                if !lease.renew(desk).await.unwrap_or_default() {
                    tracing::warn!("a letter that is being sent could not be held on to");
                }
            }
        }
    }
}

async fn send(pen: &mut Pen, postman: &mut Postman, claimed: &Claimed) -> Result<Outcome> {
    let letter = match pen.write(claimed).await {
        Ok(letter) => letter,
        Err(Error::NotFound) => return Ok(Outcome::Never(outbox::GONE.to_owned())),
        Err(error @ Error::Busy) => return Err(error),
        Err(error) => {
            let cause = &error as &dyn std::error::Error;
            let id = claimed.id();
            tracing::error!(letter = id, cause, "letter {id} cannot be written");
            // A fault of ours, which the next version may not have.
            return Ok(Outcome::Later("it could not be written; the log tells why".to_owned()));
        }
    };
    Ok(match postman.send(&envelope(letter)).await {
        postman::Outcome::Sent => Outcome::Sent,
        postman::Outcome::Later { why } => Outcome::Later(why),
        postman::Outcome::Never { why } => Outcome::Never(why),
    })
}

/// What became of a letter is worth some patience with the database: a letter that was sent and is not
/// known to be would go again.
async fn write_down(desk: &Desk, letter: &Claimed, outcome: Outcome) -> Result<()> {
    for _ in 0..WRITING_DOWN {
        match outbox::settle(desk, letter, outcome.clone()).await {
            Err(Error::Busy) => tokio::time::sleep(Duration::from_secs(1)).await,
            settled => return settled,
        }
    }
    outbox::settle(desk, letter, outcome).await
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
        entries: letter.entries,
        unsubscribe: letter.unsubscribe,
    }
}

/// Delivers until told to stop; then the letter in hand is finished and the rest given back.
pub async fn deliver(
    desk: Desk,
    lane: Lane,
    mut postman: Postman,
    mut stop: watch::Receiver<bool>,
) {
    let mut bell = desk.bell();
    let (mut most, mut alone, mut idle_since) = (HANDFUL, LEAVE_ALONE, None);
    while !*stop.borrow() {
        desk.until_no_crowd(STAND_ASIDE).await;
        match walk(&desk, &mut postman, (lane, most), || *stop.borrow()).await {
            Ok(_) if postman.is_cut_off() => {
                until_stopped(&mut stop, alone).await;
                alone = (alone * 2).min(LONGEST_ALONE);
            }
            Ok(Walk { tried: 0, slow: false }) => {
                if idle_since.get_or_insert_with(Instant::now).elapsed() > IDLE {
                    postman.rest().await;
                }
                tokio::select! {
                    () = bell.until_rung(SLEEP) => {}
                    _ = stop.changed() => {}
                }
            }
            Ok(walk) => {
                // Of a relay that takes its time no more is taken than goes at once.
                most = if walk.slow { walk.tried.max(1) as u64 } else { HANDFUL.min(most * 2) };
                (alone, idle_since) = (LEAVE_ALONE, None);
            }
            Err(error) => {
                report(&error);
                until_stopped(&mut stop, SLEEP * 2).await;
            }
        }
    }
    postman.rest().await;
}

fn report(error: &Error) {
    let cause = error as &dyn std::error::Error;
    tracing::error!(cause, "the outbox cannot be read just now");
}

async fn until_stopped(stop: &mut watch::Receiver<bool>, patience: Duration) {
    let _ = tokio::time::timeout(patience, stop.changed()).await;
}
