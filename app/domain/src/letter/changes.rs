//! What a letter about changes tells beside what every letter does.

use super::{Facts, Kind, plain};
use crate::change::{Difference, News, What};
use crate::rsvp::Standing;

/// What is not as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What comes first of it.
    pub news: News,
    /// Each fact that is different.
    pub differences: Vec<Difference>,
    /// Why it was called off, in a sentence for everybody.
    pub reason: Option<String>,
    /// Another event takes its place; the event's page leads there.
    pub is_replaced: bool,
}

impl Changes {
    pub(super) fn plain(&self) -> Self {
        let differences = self.differences.iter().map(|one| Difference {
            what: one.what,
            old: plain::line(&one.old),
            new: plain::line(&one.new),
        });
        Self {
            news: self.news,
            differences: differences.collect(),
            reason: self.reason.as_deref().and_then(plain::some_line),
            is_replaced: self.is_replaced,
        }
    }

    /// How the subject begins.
    pub(super) fn heading(&self) -> &'static str {
        match self.news {
            News::Changed => "Event changed",
            News::Cancelled => "Event cancelled",
            News::Postponed => "Event postponed",
            News::BackOn => "Event back on",
        }
    }

    /// The first sentence.
    pub(super) fn opening(&self) -> &'static str {
        match (self.news, self.differences.len()) {
            (News::Cancelled, _) => "The hosts have cancelled this event: it will not happen.",
            (News::Postponed, _) => {
                "The hosts have postponed this event: it does not happen on the day that was planned. We write to you when there is a new one."
            }
            (News::BackOn, ..=1) => "This event is on again: it happens after all, as was planned.",
            (News::BackOn, _) => "This event is on again. Not everything is as it was planned:",
            (News::Changed, _) => "Something about this event is not as you know it:",
        }
    }

    /// Old and new of each fact, but for the one that the first sentence tells.
    pub(super) fn told(&self) -> Vec<&Difference> {
        let told = self.differences.iter();
        told.filter(|one| one.what != What::State).collect()
    }

    /// Whether the news are about the event itself, and not just about a fact of it.
    pub(super) fn are_of_the_event(&self) -> bool {
        self.news != News::Changed
    }

    /// Whether the event does not take place on its day.
    pub(super) fn is_called_off(&self) -> bool {
        self.news.is_called_off()
    }
}

impl Facts {
    /// How their RSVP stands with all this.
    pub(super) fn keeps(&self, kind: Kind) -> &'static str {
        let Some(standing) = kind.standing() else { return "" };
        match (self.changes.is_called_off(), standing) {
            (true, Standing::Seated) => "You need not do anything; please don't come.",
            (true, _) => "You need not do anything.",
            (false, Standing::Seated) if self.online => "Your place online stays yours.",
            (false, Standing::Seated) => "Your seat stays yours.",
            (false, Standing::Waiting) => "You are still on the waiting list.",
            (false, Standing::Offered) => "Your offer still stands.",
            (false, Standing::Asked) => "The hosts still have your request.",
            (false, Standing::GivenUp | Standing::Cancelled | Standing::Lapsed) => "",
        }
    }

    /// What becomes of the entry in a calendar; nothing where there was none.
    pub(super) fn becomes_of_entry(&self) -> &'static str {
        let lost = self.changes.differences.iter().any(|one| one.what == What::Time);
        match (self.when.is_empty(), lost) {
            (true, false) => "",
            (true, true) => GOES,
            (false, _) if self.changes.is_called_off() => GOES,
            (false, _) => COMES,
        }
    }
}

const GOES: &str = "With this mail the entry goes out of your calendar.";
const COMES: &str = "A calendar entry comes with this mail, in place of the one that you have.";
