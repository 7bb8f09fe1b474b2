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
    /// The event is not what they were told; their RSVP stands like this.
    EventChanged(Standing),
    /// They handed what stood like this to a colleague.
    HandedOver(Standing),
    /// The event is near; they stand like this.
    Reminder(Standing),
    /// The event at which they speak is near.
    SpeakerReminder,
    /// What staff write to a group about their RSVPs.
    Group,
    /// What staff write to a group about something else.
    Announcement,
    /// Staff corrected the address: the RSVP is not its reader's.
    Readdressed,
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
            Self::AlreadyHere(now)
            | Self::Corrected(now)
            | Self::Changed(now)
            | Self::EventChanged(now)
            | Self::Reminder(now) => Some(now),
            Self::GivenUp(_)
            | Self::Cancelled(_)
            | Self::HandedOver(_)
            | Self::SpeakerReminder
            | Self::Group
            | Self::Announcement
            | Self::Readdressed
            | Self::Receipt => None,
        }
    }

    /// Whether its reader has a seat.
    pub(super) fn is_seated(self) -> bool {
        self.standing() == Some(Standing::Seated)
    }

    /// Whether it tells what is different about the event.
    pub(super) fn is_of_change(self) -> bool {
        matches!(self, Self::EventChanged(_))
    }

    /// Whether a seat is held for its reader for a while.
    pub(super) fn is_offered(self) -> bool {
        self.standing() == Some(Standing::Offered)
    }

    /// Whether its reader says to have replied for somebody, who has not allowed copies yet.
    pub(super) fn is_receipt(self) -> bool {
        self == Self::Receipt
    }

    /// How the RSVP stands by what the letter says, where it says one thing only.
    pub(super) fn leaves(self) -> Option<Standing> {
        match self {
            Self::GivenUp(_) => Some(Standing::GivenUp),
            Self::Cancelled(_) => Some(Standing::Cancelled),
            other => other.standing(),
        }
    }

    /// Whether it brings the link to the reader's own RSVP.
    pub(super) fn has_own_link(self) -> bool {
        !matches!(
            self,
            Self::HandedOver(_)
                | Self::Readdressed
                | Self::Receipt
                | Self::SpeakerReminder
                | Self::Announcement
        )
    }

    /// Whether it is not about its reader's own RSVP.
    pub(super) fn is_announcement(self) -> bool {
        self == Self::Announcement
    }

    /// Whether the hosts have not decided about its reader.
    pub(super) fn is_asked(self) -> bool {
        self.standing() == Some(Standing::Asked)
    }

    /// Whether its reader speaks at the event, and need not have an RSVP.
    pub(super) fn is_for_speaker(self) -> bool {
        self == Self::SpeakerReminder
    }

    /// Whether its reader has nothing left that could be cancelled.
    pub(super) fn is_farewell(self) -> bool {
        match self {
            Self::GivenUp(_)
            | Self::Cancelled(_)
            | Self::HandedOver(_)
            | Self::Lapsed
            | Self::Readdressed => true,
            Self::AlreadyHere(standing) => !standing.is_alive(),
            _ => false,
        }
    }
}
