//! Deeds: whatever changes an event's RSVPs but for replies. Those of one event share its sittings.

use std::pin::Pin;

use super::Sitting;
use super::together::{Answer, Job};
use crate::desk::Desk;
use crate::error::{Error, Result};

/// What a deed does, while it does it.
pub(crate) type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Does a deed at this event, in one commit with others that arrive together.
///
/// # Errors
/// The deed's own; `Busy` when too many wait; `NotFound` without the event.
pub(crate) async fn at<T, D>(desk: &Desk, event_id: i64, deed: D) -> Result<T>
where
    T: Send + 'static,
    D: for<'a> FnOnce(&'a mut Sitting) -> Doing<'a, T> + Send + 'static,
{
    let deed = |answer| AnyDeed(Box::new(One { deed: Some(deed), answer }));
    desk.deeds.done(desk, event_id, deed).await
}

/// A deed that waits for its sitting.
pub(crate) struct AnyDeed(Box<dyn Deed>);

/// A deed, whatever it answers.
trait Deed: Send {
    /// Does it. An error says only that it failed: the deed's own goes to who asked for it.
    fn run<'a>(&'a mut self, sitting: &'a mut Sitting) -> Doing<'a, ()>;
    fn answer(self: Box<Self>);
    fn fail(self: Box<Self>, why: Error);
}

impl Job for AnyDeed {
    type Place = i64;

    async fn together(desk: &Desk, event_id: &i64, deeds: &mut [Self]) -> Result<()> {
        let mut sitting = Sitting::open(desk, *event_id).await?;
        for deed in deeds {
            let _ = sitting.apart(async |sitting| deed.0.run(sitting).await).await?;
        }
        sitting.commit().await
    }

    fn answer(self) {
        self.0.answer();
    }

    fn fail(self, why: Error) {
        self.0.fail(why);
    }
}

struct One<T, D> {
    deed: Option<D>,
    answer: Answer<T>,
}

impl<T, D> Deed for One<T, D>
where
    T: Send + 'static,
    D: for<'a> FnOnce(&'a mut Sitting) -> Doing<'a, T> + Send + 'static,
{
    fn run<'a>(&'a mut self, sitting: &'a mut Sitting) -> Doing<'a, ()> {
        Box::pin(async move {
            let Some(deed) = self.deed.take() else { return Ok(()) };
            let done = deed(sitting).await;
            let stands = if done.is_ok() { Ok(()) } else { Err(Error::Busy) };
            self.answer.becomes(done);
            stands
        })
    }

    fn answer(self: Box<Self>) {
        self.answer.tell();
    }

    fn fail(self: Box<Self>, why: Error) {
        self.answer.fail(why);
    }
}
