//! The pages, one file or folder each.

pub mod accessibility;
pub mod event;
pub mod events;
pub mod front;
pub mod privacy;
pub mod replied;
pub mod rsvp;
pub mod trouble;

use domain::error::Error;
use leptos::prelude::*;

use trouble::Trouble;

/// Reads, then shows; what cannot be read is a page too, with its own status.
fn shown<T: 'static>(
    reading: impl Future<Output = Result<T, Error>> + Send + 'static,
    show: impl FnOnce(T) -> AnyView + Send + 'static,
) -> impl IntoView {
    Suspend::new(async move {
        match reading.await {
            Ok(found) => show(found),
            Err(error) => view! { <Trouble problem=error.into()/> }.into_any(),
        }
    })
}
