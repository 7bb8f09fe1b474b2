//! How many people there are of each standing, and the same in words.

use std::fmt;

use crate::rsvp::Standing;

/// How many stand where, in the order in which they were counted. As text:
/// `12 confirmed, 3 on the waiting list`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(Vec<(Standing, usize)>);

impl Counts {
    /// Of these.
    pub(super) fn of(all: impl IntoIterator<Item = Standing>) -> Self {
        let mut counts = Self::default();
        all.into_iter().for_each(|standing| counts.add(standing));
        counts
    }

    /// One more.
    pub(super) fn add(&mut self, standing: Standing) {
        match self.0.iter_mut().find(|(known, _)| *known == standing) {
            Some((_, number)) => *number += 1,
            None => self.0.push((standing, 1)),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, (standing, number)) in self.0.iter().enumerate() {
            let comma = if nth == 0 { "" } else { ", " };
            write!(f, "{comma}{number} {}", words(*standing))?;
        }
        Ok(())
    }
}

/// How somebody stands, behind a number.
fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::Seated => "confirmed",
        Standing::Waiting => "on the waiting list",
        Standing::Offered => "with an offer",
        Standing::Asked => "not decided",
        Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => "cancelled",
    }
}
