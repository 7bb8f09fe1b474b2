//! What changes about an event is told once, to whom it matters, with old and new.

mod calendars;
mod kept;
mod knows;
mod mode;
mod panel;
mod when;

use domain::errand;

use crate::harness::{Dais, Letter};

/// Everything is done that is due now.
pub async fn rounds(dais: &Dais) {
    while errand::round(&dais.desk).await.expect("a round") > 0 {}
}

/// What Ada and the others were written since, by name.
pub async fn written(dais: &Dais, name: &str) -> Vec<Letter> {
    dais.post_round().await;
    dais.letters_to(&format!("{name}@example.org"))
}

/// The lines that tell old and new.
pub fn told(letter: &Letter) -> Vec<String> {
    let is_told = |line: &String| line.contains(", before: ") || line.contains(", now: ");
    letter.lines().into_iter().filter(is_told).collect()
}
