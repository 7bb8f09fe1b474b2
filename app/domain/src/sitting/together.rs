//! Together: what arrives while the same is under way waits, and is then done all at once.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::desk::Desk;
use crate::error::{Error, Result};

/// Jobs that one commit carries at most, so that the first of them does not wait long.
const MOST: usize = 128;

/// What is done together with others like it.
pub(crate) trait Job: Send + Sized + 'static {
    /// Those at the same place are done together, one lot after the other.
    type Place: Clone + Eq + Hash + Send + Sync + 'static;

    /// Does them in one commit. An error is that of all: nothing came of any.
    fn together(
        desk: &Desk,
        place: &Self::Place,
        jobs: &mut [Self],
    ) -> impl Future<Output = Result<()>> + Send;

    /// Tells who asked what came of it.
    fn answer(self);

    /// Tells who asked that nothing came of it.
    fn fail(self, why: Error);
}

/// The places at which jobs are waiting or being done.
pub(crate) struct Together<J: Job>(Arc<Mutex<HashMap<J::Place, VecDeque<J>>>>);

impl<J: Job> Default for Together<J> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<J: Job> Clone for Together<J> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<J: Job> Together<J> {
    /// Has a job done at this place and gives its answer.
    ///
    /// # Errors
    /// The job's own, or that of all; `Busy` when too many wait.
    pub async fn done<T>(
        &self,
        desk: &Desk,
        place: J::Place,
        job: impl FnOnce(Answer<T>) -> J,
    ) -> Result<T> {
        let turn = desk.queue()?;
        let (tell, told) = oneshot::channel();
        self.join(desk, place, job(Answer { done: None, tell, _turn: turn }));
        told.await.unwrap_or_else(|_| Err(Error::broken("a sitting fell over")))
    }

    fn join(&self, desk: &Desk, place: J::Place, job: J) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = waiting.get_mut(&place) {
            queue.push_back(job);
        } else {
            waiting.insert(place.clone(), VecDeque::from([job]));
            tokio::spawn(self.clone().work(desk.clone(), place));
        }
    }

    /// One lot after the other until nobody waits.
    async fn work(self, desk: Desk, place: J::Place) {
        while let Some(jobs) = self.next(&place) {
            // A job that panics takes its lot with it and not those after it.
            match tokio::spawn(lot(desk.clone(), place.clone(), jobs)).await {
                Ok(true) => {}
                Ok(false) => self.turn_away(&place),
                Err(_) => tracing::error!("a sitting fell over"),
            }
        }
    }

    /// Whoever waits while the database takes nothing has waited long enough.
    fn turn_away(&self, place: &J::Place) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = waiting.get_mut(place).map(take).unwrap_or_default();
        for job in queue {
            job.fail(Error::Busy);
        }
    }

    fn next(&self, place: &J::Place) -> Option<Vec<J>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = waiting.get_mut(place)?;
        if queue.is_empty() {
            waiting.remove(place);
            return None;
        }
        Some(queue.drain(..queue.len().min(MOST)).collect())
    }
}

/// Whether the database took it.
async fn lot<J: Job>(desk: Desk, place: J::Place, mut jobs: Vec<J>) -> bool {
    let done = J::together(&desk, &place, &mut jobs).await.map_err(Arc::new);
    let took = !matches!(done.as_ref().map_err(|cause| &**cause), Err(Error::Busy));
    for job in jobs {
        match &done {
            Ok(()) => job.answer(),
            Err(cause) => job.fail(alike(cause)),
        }
    }
    took
}

/// The same trouble for each whose deed was lost with the others.
fn alike(cause: &Arc<Error>) -> Error {
    match &**cause {
        Error::Busy => Error::Busy,
        Error::NotFound => Error::NotFound,
        _ => Error::broken(Arc::clone(cause)),
    }
}

/// What came of a job, on its way to who waits for it.
pub(crate) struct Answer<T> {
    done: Option<Result<T>>,
    tell: oneshot::Sender<Result<T>>,
    _turn: OwnedSemaphorePermit,
}

impl<T> Answer<T> {
    /// This is what came of it, if the commit succeeds.
    pub fn becomes(&mut self, done: Result<T>) {
        self.done = Some(done);
    }

    /// Tells it, after the commit.
    pub fn tell(self) {
        if let Some(done) = self.done {
            // Whoever does not wait any more has gone away; the deed is done all the same.
            let _ = self.tell.send(done);
        }
    }

    /// Tells that nothing came of it.
    pub fn fail(self, why: Error) {
        let _ = self.tell.send(Err(why));
    }
}
