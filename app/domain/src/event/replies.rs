//! Whether an event takes replies, changes and offers at a moment, and what a reply gets.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

use super::Model;
use crate::briefing::{Mode, Stage};
use crate::error::{Error, Refusal};
use crate::rsvp::Standing;
use crate::seating::{Party, Seating};

/// The largest party that staff can allow.
pub const LARGEST_PARTY: i64 = 10;

/// How long an offer stands when the event is far.
const LONGEST_OFFER: TimeDelta = TimeDelta::hours(24);
/// How long it stands at least, while RSVPs are open for so long.
const SHORTEST_OFFER: TimeDelta = TimeDelta::minutes(30);

impl Model {
    /// Refuses replies that the event cannot take at this moment, whoever sends them.
    pub fn takes_replies(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.stage(now) {
            Stage::Cancelled => Err(Refusal::Cancelled),
            Stage::Postponed => Err(Refusal::Postponed),
            Stage::Over => Err(Refusal::Over),
            Stage::Coming | Stage::UnderWay => self.form_is_open(now),
        }
    }

    fn form_is_open(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.rsvp_mode.as_deref() {
            Some("none" | "invitation") => return Err(Refusal::NoForm),
            Some("closed") => return Err(Refusal::Closed),
            _ => {}
        }
        if self.opens_at.is_some_and(|opens| now < opens) {
            return Err(Refusal::NotYet);
        }
        let closed = self.closes_at.is_some_and(|closes| closes <= now);
        if closed || self.has_no_seats() { Err(Refusal::Closed) } else { Ok(()) }
    }

    /// A limit of 0 closes what it limits; all of them close the event.
    fn has_no_seats(&self) -> bool {
        match self.mode() {
            Mode::InPerson => self.limit(false) == Some(0),
            Mode::Online => self.limit(true) == Some(0),
            Mode::Hybrid => self.limit(false) == Some(0) && self.limit(true) == Some(0),
        }
    }

    /// Seats in the room, or places online; none is unlimited.
    pub fn limit(&self, online: bool) -> Option<i64> {
        match (online, self.mode()) {
            (true, Mode::Online) => self.online_seats.or(self.seats),
            (true, _) => self.online_seats,
            (false, _) => self.seats,
        }
    }

    /// What a new reply gets: a seat, a place in the waiting list, or the hosts' attention.
    ///
    /// Who waits comes before who replies now, so a free seat is not given past the waiting list.
    ///
    /// # Errors
    /// The half that was asked for (room or online) has a limit of 0.
    pub fn admit(&self, party: Party, seating: &Seating) -> Result<Standing, Refusal> {
        if self.limit(party.online) == Some(0) {
            return Err(Refusal::Closed);
        }
        if self.is_by_approval() {
            return Ok(Standing::Asked);
        }
        Ok(if seating.takes(party) { Standing::Seated } else { Standing::Waiting })
    }

    /// Refuses what could never be seated: a party larger than its half could only wait for ever.
    ///
    /// # Errors
    /// `Refused` when the half has no seats at all; `Invalid` on `party` when it has fewer.
    pub fn could_seat(&self, party: Party) -> Result<(), Error> {
        let Some(limit) = self.limit(party.online) else { return Ok(()) };
        if limit == 0 {
            return Err(Error::Refused(Refusal::Closed));
        }
        if party.seats <= limit {
            return Ok(());
        }
        let place = if party.online { "online" } else { "in the room" };
        let why = match (limit, party.online) {
            (1, false) => format!("There is only one seat {place} in all."),
            (1, true) => format!("There is only one place {place} in all."),
            (_, false) => format!("There are only {limit} seats {place} in all."),
            (_, true) => format!("There are only {limit} places {place} in all."),
        };
        Err(Error::invalid("party", why))
    }

    /// Whether the hosts look at each reply before it counts.
    pub fn is_by_approval(&self) -> bool {
        self.rsvp_mode.as_deref() == Some("approval")
    }

    /// The most seats that one reply may take, its sender's own among them.
    pub fn largest_party(&self) -> i64 {
        self.largest_party.unwrap_or(1).clamp(1, LARGEST_PARTY)
    }

    /// The most seats that anybody could have here: those of its larger half.
    pub fn most_seats(&self) -> i64 {
        let limits = self.halves().iter().map(|online| self.limit(*online).unwrap_or(i64::MAX));
        limits.max().unwrap_or(i64::MAX)
    }

    /// Whether somebody of one address may reply beside somebody else of it.
    pub fn shares_addresses(&self) -> bool {
        self.shared_addresses == Some(true)
    }

    /// When nothing is offered any more: once replies close or the event starts. An event whose hour
    /// nobody knows does not start before it is over.
    pub fn offers_end(&self) -> Option<DateTime<Utc>> {
        let starts_at = self.starts_at.filter(|_| self.has_an_hour());
        [self.closes_at, starts_at].into_iter().flatten().min()
    }

    fn has_an_hour(&self) -> bool {
        self.starts.is_some() && !self.is_all_day()
    }

    /// The room (`false`) and online (`true`), those of the two that it has.
    pub fn halves(&self) -> &'static [bool] {
        match self.mode() {
            Mode::InPerson => &[false],
            Mode::Online => &[true],
            Mode::Hybrid => &[false, true],
        }
    }

    /// Refuses to offer seats when that makes no sense.
    ///
    /// # Errors
    /// Why the waiting list stands still.
    pub fn may_offer(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.stage(now) {
            Stage::Cancelled => Err(Refusal::Cancelled),
            Stage::Postponed => Err(Refusal::Postponed),
            Stage::Over => Err(Refusal::Over),
            Stage::UnderWay if self.has_an_hour() => Err(Refusal::Over),
            _ if !self.is_public(now) => Err(Refusal::NotYet),
            _ if self.rsvp_mode.as_deref() == Some("closed") => Err(Refusal::Closed),
            _ if self.rsvp_mode.as_deref() == Some("none") => Err(Refusal::NoForm),
            _ if self.offers_end().is_some_and(|end| end <= now) => Err(Refusal::Closed),
            _ => Ok(()),
        }
    }

    /// Whether seats may be offered now or later: a date that is not set yet, or an event that is not
    /// public just now, only delays it.
    pub fn may_come_to_offer(&self, now: DateTime<Utc>) -> bool {
        matches!(self.may_offer(now), Ok(()) | Err(Refusal::NotYet | Refusal::Postponed))
    }

    /// Until when an offer that is made now can be taken: a day, less as the end comes near, and
    /// never beyond it. A whole minute, as people are told it.
    pub fn offered_until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let end = self.offers_end();
        let share = end.map_or(LONGEST_OFFER, |end| (end - now) / 4);
        let until = now + share.clamp(SHORTEST_OFFER, LONGEST_OFFER);
        let until = until.duration_trunc(TimeDelta::minutes(1)).unwrap_or(until);
        end.map_or(until, |end| until.min(end))
    }

    /// Refuses guests' changes of their own reply once the staff's cut-off has passed, or the event.
    ///
    /// # Errors
    /// Why not.
    pub fn takes_changes(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.changes_until_at.is_some_and(|until| until <= now) {
            return Err(Refusal::TooLate);
        }
        match self.stage(now) {
            Stage::Coming | Stage::UnderWay | Stage::Postponed => Ok(()),
            Stage::Cancelled => Err(Refusal::Cancelled),
            Stage::Over => Err(Refusal::Over),
        }
    }

    /// Whether guests choose between the room and online: a half with a limit of 0 is none.
    pub fn offers_choice(&self) -> bool {
        let open = |online| self.limit(online) != Some(0);
        self.mode() == Mode::Hybrid && open(false) && open(true)
    }

    /// Whether a reply is for the room or for online; an event of one kind leaves no choice.
    pub fn is_online_reply(&self, attending: &str) -> bool {
        match self.mode() {
            Mode::InPerson => false,
            Mode::Online => true,
            Mode::Hybrid if !self.offers_choice() => self.limit(false) == Some(0),
            Mode::Hybrid => attending == "online",
        }
    }
}
