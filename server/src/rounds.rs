//! Rounds: what the program does by itself from time to time, beside delivering letters.
//!
//! Every process may go them; what is done is done under a lock, whoever comes first.

use std::time::Duration;

use domain::desk::Desk;
use domain::error::Result;
use domain::{errand, line};
use tokio::sync::watch;

/// How often to look: what is changed shows in its consequences within about that.
const PAUSE: Duration = Duration::from_secs(1);

/// Looks after the waiting lines and does errands until told to stop.
pub async fn go(desk: Desk, stop: watch::Receiver<bool>) {
    let lines = |desk: Desk| async move { line::round(&desk).await };
    let errands = |desk: Desk| async move { errand::round(&desk).await };
    tokio::join!(
        tend("the waiting lines", &desk, stop.clone(), lines),
        tend("errands", &desk, stop, errands),
    );
}

async fn tend<Done: Future<Output = Result<usize>>>(
    what: &str,
    desk: &Desk,
    mut stop: watch::Receiver<bool>,
    round: impl Fn(Desk) -> Done,
) {
    while !*stop.borrow() {
        let rest = match round(desk.clone()).await {
            Ok(0) => PAUSE,
            Ok(_) => continue,
            Err(error) => {
                let cause = &error as &dyn std::error::Error;
                tracing::error!(cause, "{what} cannot be looked at just now");
                PAUSE * 4
            }
        };
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            _ = stop.changed() => {}
        }
    }
}
