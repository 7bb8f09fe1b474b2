//! The form of a ladder: what staff type becomes steps, or kind sentences beside the fields.

use super::{Audience, DAY, Step};
use crate::error::{Error, Result, Slip};
use crate::text;

/// Reminders that an event may have.
pub const MOST_STEPS: usize = 12;
/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 500;
/// Sixty days.
const FARTHEST: i64 = 60 * DAY;
/// Nearer a letter may come too late.
const NEAREST: i64 = 10;

/// In what a distance is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days on the calendar.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
}

impl Unit {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Days, Self::Hours, Self::Minutes];

    /// As forms have it, and people read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Minutes => "minutes",
        }
    }

    fn minutes(self) -> i64 {
        match self {
            Self::Days => DAY,
            Self::Hours => 60,
            Self::Minutes => 1,
        }
    }

    fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }
}

/// A row of the form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepForm {
    /// How many of the unit.
    pub number: String,
    /// The word of a [`Unit`].
    pub unit: String,
    /// The words of [`Audience`]s.
    pub to: Vec<String>,
    /// It asks.
    pub asks: bool,
    /// What staff add.
    pub note: String,
    /// The row is to go.
    pub remove: bool,
}

/// The form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LadderForm {
    /// Its rows. One without a number and a note says nothing.
    pub rows: Vec<StepForm>,
    /// The steps in JSON that it began with.
    pub seen: String,
}

impl StepForm {
    /// A step as the form shows it.
    pub fn of(step: &Step) -> Self {
        let unit = Unit::ALL.into_iter().find(|unit| step.minutes % unit.minutes() == 0);
        let unit = unit.unwrap_or(Unit::Minutes);
        Self {
            number: (step.minutes / unit.minutes()).to_string(),
            unit: unit.word().to_owned(),
            to: step.to.iter().map(|audience| audience.word().to_owned()).collect(),
            asks: step.asks,
            note: step.note.clone().unwrap_or_default(),
            remove: false,
        }
    }

    /// Nothing was typed into it.
    pub fn is_empty(&self) -> bool {
        self.number.trim().is_empty() && self.note.trim().is_empty() && self.to.is_empty()
    }

    fn step(&self, row: usize) -> Result<Step, Vec<Slip>> {
        let minutes = self.minutes(row);
        let to = self.audiences(row);
        let too_long = "Please keep this below 500 characters.";
        let note = text::paragraph("note", &self.note, LONGEST_NOTE, too_long);
        let note = note.map_err(|slip| Slip::new(name(row, "note"), slip.why));
        match (minutes, to, note) {
            (Ok(minutes), Ok(to), Ok(note)) => Ok(Step { minutes, to, asks: self.asks, note }),
            (minutes, to, note) => {
                Err([minutes.err(), to.err(), note.err()].into_iter().flatten().collect())
            }
        }
    }

    fn minutes(&self, row: usize) -> Result<i64, Slip> {
        let slip = |why: &str| Slip::new(name(row, "number"), why);
        let unit = Unit::read(&self.unit)
            .ok_or_else(|| Slip::new(name(row, "unit"), "Please choose days, hours or minutes."))?;
        let number: i64 = match self.number.trim().parse() {
            Ok(number) if number > 0 => number,
            _ => return Err(slip("Please write a whole number, such as 2.")),
        };
        match number.checked_mul(unit.minutes()) {
            Some(minutes) if minutes < NEAREST => {
                Err(slip("Ten minutes is the least: mail takes a while."))
            }
            Some(minutes) if minutes <= FARTHEST => Ok(minutes),
            _ => Err(slip("Sixty days is the most.")),
        }
    }

    fn audiences(&self, row: usize) -> Result<Vec<Audience>, Slip> {
        let has = |audience: &Audience| self.to.iter().any(|word| word == audience.word());
        let to: Vec<Audience> = Audience::ALL.into_iter().filter(has).collect();
        if to.is_empty() {
            return Err(Slip::new(name(row, "to"), "Please choose who gets it."));
        }
        Ok(to)
    }
}

impl LadderForm {
    /// The ladder as the form shows it.
    pub fn of(steps: &[Step]) -> Self {
        Self { rows: steps.iter().map(StepForm::of).collect(), seen: written(steps) }
    }

    /// The steps, the farthest first.
    ///
    /// # Errors
    /// `Invalid` with every slip.
    pub fn steps(&self) -> Result<Vec<Step>> {
        let rows = self.rows.iter().enumerate();
        let rows = rows.filter(|(_, row)| !row.remove && !row.is_empty());
        let (mut steps, mut slips) = (vec![], vec![]);
        for (row, typed) in rows {
            match typed.step(row) {
                Ok(step) => steps.push((row, step)),
                Err(found) => slips.extend(found),
            }
        }
        slips.extend(doubled(&steps));
        if steps.len() > MOST_STEPS {
            slips.push(Slip::new(name(0, "number"), "Twelve reminders are the most."));
        }
        if !slips.is_empty() {
            return Err(Error::Invalid(slips));
        }
        steps.sort_by_key(|(row, step)| (-step.minutes, *row));
        Ok(steps.into_iter().map(|(_, step)| step).collect())
    }
}

/// Nobody gets two letters of one rung, so two that say different things are a slip.
fn doubled(steps: &[(usize, Step)]) -> Vec<Slip> {
    let again = |nth: usize, (row, step): &(usize, Step)| {
        let mut before = steps[..nth].iter().filter(|(_, other)| other.minutes == step.minutes);
        let shared = before.any(|(_, other)| other.to.iter().any(|one| step.to.contains(one)));
        let why = "There is a reminder at this time for the same people already.";
        shared.then(|| Slip::new(name(*row, "number"), why))
    };
    steps.iter().enumerate().filter_map(|(nth, step)| again(nth, step)).collect()
}

/// What a control of a row is called.
fn name(row: usize, field: &str) -> String {
    format!("steps[{row}].{field}")
}

/// Steps as they are kept.
pub(super) fn written(steps: &[Step]) -> String {
    serde_json::to_string(steps).unwrap_or_default()
}
