//! Somebody who replies, and what they know.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::facts::{Facts, Zone};
use super::mailbox::Arrived;

/// Rung and day of the event.
pub type Which = (i64, i32);

/// A letter that has not left.
struct Waiting {
    /// A postman whose clock was put back before that leaves it.
    written: DateTime<Utc>,
    what: What,
}

enum What {
    Confirmed,
    GivenUp,
    Reminder(Which),
    /// A change of the event, with what they knew when it was written, and what they know if it never
    /// leaves.
    Change {
        knew: Facts,
        told: Facts,
        before: Facts,
    },
}

pub struct Person {
    pub name: String,
    pub address: String,
    pub seated: bool,
    /// When they replied, and when a letter last confirmed their seat.
    pub replied: Option<DateTime<Utc>>,
    pub confirmed: Option<DateTime<Utc>>,
    /// What they read when they replied or came back, or what a letter told them, or what staff had
    /// pass as known.
    pub knows: Facts,
    waiting: Vec<Waiting>,
    /// Reminders that were written, whatever became of them.
    reminded: BTreeSet<Which>,
    pub had: Vec<Which>,
}

impl Person {
    pub fn new(letter: char, talk: usize, event: Facts) -> Self {
        Self {
            name: format!("{letter}"),
            address: format!("{}{talk}@example.org", letter.to_lowercase()),
            seated: false,
            replied: None,
            confirmed: None,
            knows: event,
            waiting: vec![],
            reminded: BTreeSet::new(),
            had: vec![],
        }
    }

    /// They reply, or come back: they see the event as it is.
    pub fn takes_seat(&mut self, event: Facts, now: DateTime<Utc>) {
        (self.seated, self.knows, self.confirmed) = (true, event, Some(now));
        self.replied.get_or_insert(now);
        self.turns(What::Confirmed, now);
    }

    pub fn gives_up(&mut self, now: DateTime<Utc>) {
        self.seated = false;
        self.turns(What::GivenUp, now);
    }

    /// Whatever was on its way to them told of something else.
    fn turns(&mut self, what: What, written: DateTime<Utc>) {
        self.waiting = vec![Waiting { written, what }];
    }

    /// Whether they would have to be told of it.
    pub fn is_untold(&self, event: Facts) -> bool {
        self.seated && event.is_news_to(self.knows)
    }

    pub fn is_told(&mut self, event: Facts, written: DateTime<Utc>) {
        let told = event.told_to(self.knows);
        let what = What::Change { knew: self.knows, told, before: self.knows };
        self.waiting.push(Waiting { written, what });
        self.knows = told;
    }

    /// Whatever becomes of letters that tell something else.
    pub fn passes_for_knowing(&mut self, event: Facts) {
        self.knows = event;
        for letter in &mut self.waiting {
            if let What::Change { before, .. } = &mut letter.what {
                *before = event;
            }
        }
    }

    /// A letter that did not leave and is not true any more told them nothing.
    pub fn unhears(&mut self, is_true: impl Fn(Facts) -> bool) {
        let knows = &mut self.knows;
        self.waiting.retain(|letter| match letter.what {
            What::Change { before, .. } if !is_true(*knows) => {
                *knows = before;
                false
            }
            _ => true,
        });
    }

    /// Each rung and day once.
    pub fn is_reminded(&mut self, which: Which, written: DateTime<Utc>) {
        if self.reminded.insert(which) {
            self.waiting.push(Waiting { written, what: What::Reminder(which) });
        }
    }

    /// Reminders that did not leave are taken back when they are not right, and may come anew.
    pub fn keeps_reminders(&mut self, is_right: impl Fn(Which) -> bool) {
        let reminded = &mut self.reminded;
        self.waiting.retain(|letter| match letter.what {
            What::Reminder(which) if !is_right(which) => {
                reminded.remove(&which);
                false
            }
            _ => true,
        });
    }

    /// The postman comes; what he takes along arrives.
    pub fn gets_post(
        &mut self,
        event: Facts,
        zone: &Zone,
        (begins, over): (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
    ) -> Vec<Arrived> {
        let letters = std::mem::take(&mut self.waiting).into_iter();
        let (due, later): (Vec<_>, Vec<_>) = letters.partition(|letter| letter.written <= now);
        self.waiting = later;
        let mut arrived = vec![];
        for Waiting { written, what } in due {
            let begun = matches!(what, What::Reminder(_)) && begins <= now;
            if begun || over <= now && over > written {
                continue;
            }
            let letter = match what {
                What::Confirmed => Arrived::of_kind("Confirmed"),
                What::GivenUp => Arrived::of_kind("GivenUp"),
                What::Change { knew, told, .. } => told.told(knew, zone),
                What::Reminder(which) => {
                    self.had.push(which);
                    Arrived::of_kind("Reminder")
                }
            };
            arrived.push(event.shown_in(letter, zone));
        }
        arrived
    }
}
