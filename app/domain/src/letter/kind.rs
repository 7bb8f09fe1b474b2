//! Why a letter is written, and what follows from that for every part of it.

use crate::rsvp::Standing;

/// Why a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A seat is theirs.
    Confirmed,
    /// The room is full; they are on the waiting list.
    Waiting,
    /// The hosts decide on each request, and have this one.
    Asked,
    /// They replied before; nothing has changed.
    AlreadyHere(Standing),
    /// Staff cancelled their RSVP, which stood like this.
    Cancelled(Standing),
    /// Staff corrected what is known of them.
    Corrected(Standing),
    /// They gave up what stood like this.
    GivenUp(Standing),
    /// A seat came free for them, for a while.
    Offered,
    /// They did not take it in time.
    Lapsed,
    /// RSVPs have closed while they waited.
    LineClosed,
    /// They changed their RSVP, which stands like this now.
    Changed(Standing),
    /// They handed what stood like this to a colleague.
    HandedOver(Standing),
    /// They say to have replied on behalf of somebody. It tells only what everybody may know.
    Receipt,
}

impl Kind {
    /// How the RSVP stands, where the letter says it.
    pub(super) fn standing(self) -> Option<Standing> {
        match self {
            Self::Confirmed => Some(Standing::Seated),
            Self::Waiting | Self::LineClosed => Some(Standing::Waiting),
            Self::Asked => Some(Standing::Asked),
            Self::Offered => Some(Standing::Offered),
            Self::Lapsed => Some(Standing::Lapsed),
            Self::AlreadyHere(now) | Self::Corrected(now) | Self::Changed(now) => Some(now),
            Self::GivenUp(_) | Self::Cancelled(_) | Self::HandedOver(_) | Self::Receipt => None,
        }
    }

    /// Whether its reader has a seat.
    pub(super) fn is_seated(self) -> bool {
        self.standing() == Some(Standing::Seated)
    }

    /// Whether a seat is held for its reader for a while.
    pub(super) fn is_offered(self) -> bool {
        self.standing() == Some(Standing::Offered)
    }

    /// Whether its reader says to have replied for somebody, who has not allowed copies yet.
    pub(super) fn is_receipt(self) -> bool {
        self == Self::Receipt
    }

    /// Whether it brings the link to the reader's own RSVP.
    pub(super) fn has_own_link(self) -> bool {
        !matches!(self, Self::HandedOver(_) | Self::Receipt)
    }

    /// Whether its reader has nothing left that could be cancelled.
    pub(super) fn is_farewell(self) -> bool {
        match self {
            Self::GivenUp(_) | Self::Cancelled(_) | Self::HandedOver(_) | Self::Lapsed => true,
            Self::AlreadyHere(standing) => !standing.is_alive(),
            _ => false,
        }
    }
}
