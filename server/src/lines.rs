//! The round over the waiting lines: offers that have run out, seats that came free by a clock or by
//! a change of the event, RSVPs that have closed.
//!
//! Every process may go it; what a line is due is done under its event's lock, whoever comes first.

use std::time::Duration;

use domain::desk::Desk;
use domain::line;
use tokio::sync::watch;

/// How often to look: a change of an event shows in its line within about that.
const PAUSE: Duration = Duration::from_secs(1);

/// Looks after the lines until told to stop.
pub async fn tend(desk: Desk, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let rest = match line::round(&desk).await {
            Ok(0) => PAUSE,
            Ok(_) => continue,
            Err(error) => {
                let cause = &error as &dyn std::error::Error;
                tracing::error!(cause, "the waiting lines cannot be looked at just now");
                PAUSE * 4
            }
        };
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            _ = stop.changed() => {}
        }
    }
}
