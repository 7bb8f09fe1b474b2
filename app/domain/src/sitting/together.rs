//! Together: deeds at one event that arrive at the same time share a sitting, each in its savepoint.

use std::collections::{HashMap, VecDeque};
use std::mem::take;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::Sitting;
use crate::desk::Desk;
use crate::error::{Error, Result};

/// Deeds that one commit carries at most, so that the first of them does not wait long.
const MOST: usize = 128;

/// What a deed does, while it does it.
pub(crate) type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// The events at which deeds are waiting or being done.
#[derive(Clone, Default)]
pub(crate) struct Sittings(Arc<Mutex<HashMap<i64, Queue>>>);

type Queue = VecDeque<Box<dyn Job>>;

/// Does a deed at this event, in one commit with others that arrive together.
///
/// # Errors
/// The deed's own; `Busy` when too many wait; `NotFound` without the event.
pub(crate) async fn at<T, D>(desk: &Desk, event_id: i64, deed: D) -> Result<T>
where
    T: Send + 'static,
    D: for<'a> FnOnce(&'a mut Sitting) -> Doing<'a, T> + Send + 'static,
{
    join(desk, event_id, deed, false).await
}

/// The same for a reply, whose letters and journal entry are written down with the others' at the
/// end: it uses [`Sitting::post`] and [`Sitting::note`] for all of them.
///
/// # Errors
/// As [`at`].
pub(crate) async fn reply_at<T, D>(desk: &Desk, event_id: i64, deed: D) -> Result<T>
where
    T: Send + 'static,
    D: for<'a> FnOnce(&'a mut Sitting) -> Doing<'a, T> + Send + 'static,
{
    join(desk, event_id, deed, true).await
}

async fn join<T, D>(desk: &Desk, event_id: i64, deed: D, is_reply: bool) -> Result<T>
where
    T: Send + 'static,
    D: for<'a> FnOnce(&'a mut Sitting) -> Doing<'a, T> + Send + 'static,
{
    let place = desk.queue()?;
    let (answer, answered) = oneshot::channel();
    let job = One { deed: Some(deed), done: None, answer, is_reply, _place: place };
    desk.sittings.join(desk, event_id, Box::new(job));
    answered.await.unwrap_or_else(|_| Err(Error::broken("a sitting fell over")))
}

impl Sittings {
    fn join(&self, desk: &Desk, event_id: i64, job: Box<dyn Job>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = waiting.get_mut(&event_id) {
            queue.push_back(job);
        } else {
            waiting.insert(event_id, VecDeque::from([job]));
            tokio::spawn(self.clone().hold(desk.clone(), event_id));
        }
    }

    /// One sitting after the other until nobody waits.
    async fn hold(self, desk: Desk, event_id: i64) {
        while let Some(jobs) = self.next(event_id) {
            // A deed that panics takes its sitting with it and not those after it.
            match tokio::spawn(together(desk.clone(), event_id, jobs)).await {
                Ok(true) => {}
                Ok(false) => self.turn_away(event_id),
                Err(_) => tracing::error!(event_id, "a sitting of event {event_id} fell over"),
            }
        }
    }

    /// Whoever waits while the database takes nothing has waited long enough.
    fn turn_away(&self, event_id: i64) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = waiting.get_mut(&event_id).map(take).unwrap_or_default();
        for job in queue {
            job.fail(Error::Busy);
        }
    }

    fn next(&self, event_id: i64) -> Option<Vec<Box<dyn Job>>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = waiting.get_mut(&event_id)?;
        if queue.is_empty() {
            waiting.remove(&event_id);
            return None;
        }
        Some(queue.drain(..queue.len().min(MOST)).collect())
    }
}

/// Whether the database took it.
async fn together(desk: Desk, event_id: i64, mut jobs: Vec<Box<dyn Job>>) -> bool {
    let sat = sit(&desk, event_id, &mut jobs).await.map_err(Arc::new);
    let took = !matches!(sat.as_ref().map_err(|cause| &**cause), Err(Error::Busy));
    for job in jobs {
        match &sat {
            Ok(()) => job.answer(),
            Err(cause) => job.fail(alike(cause)),
        }
    }
    took
}

async fn sit(desk: &Desk, event_id: i64, jobs: &mut [Box<dyn Job>]) -> Result<()> {
    let mut sitting = Sitting::open(desk, event_id).await?;
    for job in jobs {
        if !job.is_reply() {
            sitting.write_down().await?;
        }
        let _ = sitting.apart(async |sitting| job.run(sitting).await).await?;
    }
    sitting.commit().await
}

/// The same trouble for each whose deed was lost with the others.
fn alike(cause: &Arc<Error>) -> Error {
    match &**cause {
        Error::Busy => Error::Busy,
        Error::NotFound => Error::NotFound,
        _ => Error::broken(Arc::clone(cause)),
    }
}

/// A deed that waits for its sitting, whatever it answers.
trait Job: Send {
    /// Does it. An error says only that it failed: the deed's own goes to who asked for it.
    fn run<'a>(&'a mut self, sitting: &'a mut Sitting) -> Doing<'a, ()>;
    /// It only replies.
    fn is_reply(&self) -> bool;
    /// Tells who asked what came of it.
    fn answer(self: Box<Self>);
    /// Tells who asked that nothing came of it.
    fn fail(self: Box<Self>, why: Error);
}

struct One<T, D> {
    deed: Option<D>,
    done: Option<Result<T>>,
    answer: oneshot::Sender<Result<T>>,
    is_reply: bool,
    _place: OwnedSemaphorePermit,
}

impl<T, D> Job for One<T, D>
where
    T: Send + 'static,
    D: for<'a> FnOnce(&'a mut Sitting) -> Doing<'a, T> + Send + 'static,
{
    fn run<'a>(&'a mut self, sitting: &'a mut Sitting) -> Doing<'a, ()> {
        Box::pin(async move {
            let Some(deed) = self.deed.take() else { return Ok(()) };
            let done = deed(sitting).await;
            let stands = if done.is_ok() { Ok(()) } else { Err(Error::Busy) };
            self.done = Some(done);
            stands
        })
    }

    fn is_reply(&self) -> bool {
        self.is_reply
    }

    fn answer(self: Box<Self>) {
        if let Some(done) = self.done {
            // Whoever does not wait any more has gone away; the deed is done all the same.
            let _ = self.answer.send(done);
        }
    }

    fn fail(self: Box<Self>, why: Error) {
        let _ = self.answer.send(Err(why));
    }
}
