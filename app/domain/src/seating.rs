//! Who gets a free seat: the rules, pure, over seats that were counted under the event's lock.
//!
//! The room and online are two halves with a limit each and one order of turns. A seat is taken by
//! whoever sits and by whoever holds an offer. Blocks are seats in the room that only one category
//! may have until they are released; what others may have is what is free without them. The line is
//! strict: once a party does not fit, nobody behind it is offered a seat that it could have had,
//! unless staff let smaller parties pass.

use std::collections::HashSet;

/// One half, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Half {
    /// Seats; none is unlimited.
    pub limit: Option<i64>,
    /// Seats of those who sit or hold an offer. Where there is no limit it is not counted.
    pub taken: i64,
    /// Somebody waits. Where there is no limit it is not asked.
    pub someone_waits: bool,
}

/// A block that is not released yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// For whom.
    pub category: String,
    /// Seats of it that its own have not taken.
    pub left: i64,
    /// Somebody of the category waits for the room.
    pub someone_waits: bool,
}

/// How full an event is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seating {
    /// In the room.
    pub room: Half,
    /// Online.
    pub online: Half,
    /// Blocks in the room that are not released yet.
    pub kept: Vec<Kept>,
    /// Smaller parties may pass larger ones that do not fit.
    pub smaller_pass: bool,
}

/// Who asks for seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party<'a> {
    /// Online, not in the room.
    pub online: bool,
    /// How many seats.
    pub seats: i64,
    /// What they come as.
    pub category: Option<&'a str>,
}

impl Seating {
    /// One half.
    pub fn half(&self, online: bool) -> &Half {
        if online { &self.online } else { &self.room }
    }

    /// Seats that nobody has; none is unlimited. Below zero when the limit was lowered.
    pub fn free(&self, online: bool) -> Option<i64> {
        let half = self.half(online);
        half.limit.map(|limit| limit - half.taken)
    }

    /// Seats that somebody of this category could have, whoever waits; none is unlimited.
    pub fn within_reach(&self, online: bool, category: Option<&str>) -> Option<i64> {
        let others = self.holds(online).filter(|(kept, _)| Some(&*kept.category) != category);
        let others: i64 = others.map(|(_, seats)| seats).sum();
        self.free(online).map(|free| (free - others).max(0))
    }

    /// The blocks with the seats that each holds by now. Where more are kept than are free, earlier
    /// blocks come first: otherwise each would keep the others from theirs.
    fn holds(&self, online: bool) -> impl Iterator<Item = (&Kept, i64)> {
        let mut free = self.free(online).unwrap_or_default().max(0);
        let kept = self.kept.iter().filter(move |_| !online);
        kept.map(move |kept| {
            let held = kept.left.min(free);
            free -= held;
            (kept, held)
        })
    }

    /// The category's own block, with the seats that it holds.
    fn own(&self, party: Party) -> Option<(&Kept, i64)> {
        self.holds(party.online).find(|(kept, _)| Some(&*kept.category) == party.category)
    }

    /// Whether enough seats are free for this party, whoever waits.
    pub fn has_room_for(&self, party: Party) -> bool {
        self.within_reach(party.online, party.category).is_none_or(|seats| party.seats <= seats)
    }

    /// Whether a party that comes now gets its seats at once.
    ///
    /// Who waits comes first. Only seats of its own block are out of the others' reach, and where
    /// smaller ones may pass, those who wait do not fit into what is free.
    pub fn takes(&self, party: Party) -> bool {
        let half = self.half(party.online);
        let own = self.own(party);
        let own = own.is_some_and(|(own, held)| !own.someone_waits && party.seats <= held);
        let comes_next = half.limit.is_none() || !half.someone_waits || self.smaller_pass || own;
        comes_next && self.has_room_for(party)
    }

    /// Counts seats as free that this party has. Its block may have less left than it seems then:
    /// for weighing one change, not for going on.
    pub fn take_back(&mut self, party: Party) {
        let half = if party.online { &mut self.online } else { &mut self.room };
        half.taken -= party.seats;
    }

    /// Counts seats that were just given.
    pub fn give(&mut self, party: Party) {
        if !party.online
            && let Some(own) =
                self.kept.iter_mut().find(|kept| Some(&*kept.category) == party.category)
        {
            own.left = (own.left - party.seats).max(0);
        }
        let half = if party.online { &mut self.online } else { &mut self.room };
        half.taken += party.seats;
    }

    /// Counts a party that joined the line.
    pub fn joins(&mut self, party: Party) {
        if !party.online
            && let Some(own) =
                self.kept.iter_mut().find(|kept| Some(&*kept.category) == party.category)
        {
            own.someone_waits = true;
        }
        let half = if party.online { &mut self.online } else { &mut self.room };
        half.someone_waits = true;
    }
}

/// What the line comes to for one who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Their seats are free, and it is their turn.
    Offer,
    /// Nothing is free for them.
    NothingFree,
    /// What is free is kept for other categories.
    KeptForOthers,
    /// Fewer are free than they need: how many.
    TooFew(i64),
    /// A larger party before them waits for the seats that are free.
    BehindLarger,
    /// They are more than the half has seats.
    TooMany,
}

/// A walk along the line of one half, in its order.
pub struct Walk {
    seating: Seating,
    online: bool,
    stopped: bool,
    stopped_for: HashSet<String>,
}

impl Walk {
    /// From the line's beginning.
    pub fn new(seating: Seating, online: bool) -> Self {
        Self { seating, online, stopped: false, stopped_for: HashSet::new() }
    }

    /// The next in line. Who is offered seats takes them out of the others' reach.
    pub fn next(&mut self, seats: i64, category: Option<&str>) -> Verdict {
        let party = Party { online: self.online, seats, category };
        let limit = self.seating.half(self.online).limit;
        if limit.is_some_and(|limit| limit > 0 && seats > limit) {
            return Verdict::TooMany;
        }
        if !self.seating.has_room_for(party) {
            self.stop(category);
            return match self.seating.within_reach(self.online, category) {
                Some(free) if free > 0 => Verdict::TooFew(free),
                _ if self.seating.free(self.online).is_some_and(|free| free > 0) => {
                    Verdict::KeptForOthers
                }
                _ => Verdict::NothingFree,
            };
        }
        if self.stopped && !self.seating.smaller_pass && !self.has_own(party) {
            self.stop(category);
            return Verdict::BehindLarger;
        }
        self.seating.give(party);
        Verdict::Offer
    }

    /// Whether anybody further back could still be offered something.
    pub fn goes_on(&self) -> bool {
        let Some(free) = self.seating.free(self.online) else { return true };
        let blocks = self.seating.kept.iter().any(|kept| kept.left > 0 && !self.online);
        free > 0 && (!self.stopped || self.seating.smaller_pass || blocks)
    }

    /// How full it is by now.
    pub fn into_seating(self) -> Seating {
        self.seating
    }

    fn stop(&mut self, category: Option<&str>) {
        self.stopped = true;
        self.stopped_for.extend(category.map(str::to_owned));
    }

    fn has_own(&self, party: Party) -> bool {
        let free_of_others = !party.category.is_some_and(|own| self.stopped_for.contains(own));
        free_of_others && self.seating.own(party).is_some_and(|(_, held)| party.seats <= held)
    }
}

#[cfg(test)]
mod tests;
