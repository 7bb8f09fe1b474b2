//! What one person has at one event: pure questions over the event and its rows.

use chrono::{DateTime, Utc};

use crate::appearance::Appearance;
use crate::event::{Event, State};
use crate::line_up::LineUp;
use crate::session::Session;

/// Whom a session names.
fn names(session: &Session) -> impl Iterator<Item = &str> {
    session.moderator.iter().chain(&session.speakers.0).map(String::as_str)
}

/// An event with all that concerns one of its speakers.
pub(crate) struct Part {
    /// The event.
    pub event: Event,
    /// Everybody in it.
    pub line_up: LineUp,
    /// All its sessions.
    pub sessions: Vec<Session>,
    speaker_id: i64,
}

impl Part {
    /// What this person has at the event.
    pub fn new(speaker_id: i64, (event, line_up, sessions): (Event, LineUp, Vec<Session>)) -> Self {
        Self { event, line_up, sessions, speaker_id }
    }

    /// The person's lines in the line-up, and those of whom they stand in for; seldom more than one.
    pub fn own(&self) -> impl Iterator<Item = &Appearance> {
        let id = Some(self.speaker_id);
        let theirs =
            move |one: &&Appearance| one.speaker_id == id || self.line_up.spoken_by(one) == id;
        self.line_up.appearances().iter().filter(theirs)
    }

    /// The first of them by which they come, their own before another's; else the first.
    pub fn appearance(&self) -> Option<&Appearance> {
        let mut comes: Vec<&Appearance> = self.own().filter(|one| self.comes_by(one)).collect();
        comes.sort_by_key(|one| self.is_of_another(one));
        comes.first().copied().or_else(|| self.own().next())
    }

    /// Somebody else's line, besides one of their own by which they come.
    pub fn besides(&self) -> Option<&Appearance> {
        self.appearance().filter(|one| !self.is_of_another(one) && self.comes_by(one))?;
        self.own().find(|one| self.is_of_another(one))
    }

    /// Whether they will not come, as far as the hosts know: somebody else speaks for them, too.
    pub fn is_out(&self) -> bool {
        !self.own().any(|one| self.comes_by(one))
    }

    fn comes_by(&self, one: &Appearance) -> bool {
        self.is_of_another(one) || !(one.is_out() || one.is_represented())
    }

    /// Whether a line of theirs is somebody else's, for whom they stand in.
    pub fn is_of_another(&self, one: &Appearance) -> bool {
        one.speaker_id != Some(self.speaker_id)
    }

    /// Whether the hosts wait for their answer.
    pub fn is_asked(&self, now: DateTime<Utc>) -> bool {
        self.may_decline(now) && self.appearance().is_some_and(Appearance::is_asked)
    }

    /// Whether they come by a line of their own and may still say that they do not.
    pub fn may_decline(&self, now: DateTime<Utc>) -> bool {
        let own = self.appearance().filter(|one| !self.is_of_another(one) && self.comes_by(one));
        own.is_some() && self.event.state != Some(State::Cancelled) && !self.is_past(now)
    }

    /// Whether a name in a session is theirs: one by which they come, as far as there is one.
    pub fn is_own_name(&self, name: &str) -> bool {
        self.lines().any(|one| one.name.as_deref() == Some(name))
    }

    /// Their lines by which they come; all of who will not.
    fn lines(&self) -> impl Iterator<Item = &Appearance> {
        let is_out = self.is_out();
        self.own().filter(move |one| is_out || self.comes_by(one))
    }

    /// The sessions that name them, the earliest first, those without a time last.
    pub fn own_sessions(&self) -> impl Iterator<Item = &Session> {
        let names = |session: &&Session| names(session).any(|name| self.is_own_name(name));
        let mut own: Vec<&Session> = self.sessions.iter().filter(names).collect();
        own.sort_by_key(|session| (session.starts.is_none(), session.starts));
        own.into_iter()
    }

    /// In whose place they are in a session, unless they are in it themselves.
    pub fn in_place_of(&self, session: &Session) -> Option<&Appearance> {
        let named =
            |one: &&Appearance| names(session).any(|name| one.name.as_deref() == Some(name));
        let lines: Vec<&Appearance> = self.lines().filter(named).collect();
        let is_theirs = lines.iter().any(|one| !self.is_of_another(one));
        lines.first().copied().filter(|_| !is_theirs)
    }

    /// When a session is over: at its end; without one, with its local day.
    pub fn over_at(&self, session: &Session) -> Option<DateTime<Utc>> {
        let zone = self.event.zone();
        let starts = session.starts?;
        let ends = session.ends.filter(|ends| *ends > starts);
        let end_of_day = || zone.end_of_day(starts.date());
        Some(ends.map_or_else(end_of_day, |ends| zone.nearest_instant(ends)))
    }

    /// Whether nothing of it is left to come for them.
    pub fn is_past(&self, now: DateTime<Utc>) -> bool {
        if self.event.over_at.is_some_and(|over| over <= now) {
            return true;
        }
        let mut ends = self.own_sessions().map(|session| self.over_at(session)).peekable();
        ends.peek().is_some() && ends.all(|end| end.is_some_and(|end| end <= now))
    }

    /// When they are wanted next; nothing where no time is known.
    pub fn begins(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let zone = self.event.zone();
        let to_come = self
            .own_sessions()
            .filter(|session| self.over_at(session).is_some_and(|over| over > now));
        let first = to_come.filter_map(|session| session.starts).min();
        first.map(|starts| zone.nearest_instant(starts)).or(self.event.starts_at)
    }
}
