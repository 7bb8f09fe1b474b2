//! The outbox: the only way mail leaves.
//!
//! A letter is a row written in the transaction of the change that causes it. Its Message-ID, date
//! and calendar stamps are fixed then, so that the one repeat that nobody can rule out (the relay
//! took it, the answer got lost) is recognised as the same letter. The words and the link's token
//! are made when the postman claims it: no live token rests here.

use sea_orm::entity::prelude::*;

mod by_staff;
mod claim;
mod come_back;
mod lease;
mod list;
mod mailing;
mod news;
mod of_change;
pub mod of_rsvp;
mod of_schedule;
mod posting;
mod readdressed;
pub mod recover;
pub(crate) mod reminders;
mod report;
mod settle;
mod state;
mod subject;
mod to_speakers;
mod told;
mod writing;

pub use by_staff::{retry, retry_failed, stop};
pub use claim::{Claimed, Lane, claim};
pub(crate) use come_back::come_back;
pub use lease::{Lease, put_back};
pub use list::{Counts, Letters, Row, Wanted, letters};
pub(crate) use mailing::{post_mailing, post_specimen, preview_of_mailing, stop_mailing};
pub(crate) use news::{News, known_news, post_news};
pub(crate) use of_change::{
    Change, OfChange, of_change, overtake_all_changes, overtake_changes, post_changes,
    told_revisions,
};
pub(crate) use of_schedule::{
    had_schedule, of_speakers, overtake_schedule_changes, post_schedule_changes, was_schedule_sent,
};
pub(crate) use posting::{
    Pending, about_kind, failed_to_leave, may_have_arrived, may_write_to, post, post_copy,
    post_for_staff, post_invitation, post_mine, post_sparingly, post_test_copy, post_to_staff,
    was_written_since,
};
pub(crate) use readdressed::{may_have_the_entry, post_readdressed};
pub use report::Report;
pub use settle::{Outcome, settle};
pub use state::{Queue, Waiting, is_late, is_slow, queue};
pub use subject::Hindrance;
pub(crate) use to_speakers::{
    has_unsent_to_speaker, may_be_written_to, post_schedule, stop_schedules, was_schedule_written,
};
pub use told::{Shelf, Told, told};
pub use writing::{Letter, Pen};
pub(crate) use writing::{letter_kind, own_calendar, when_told};

/// Why a letter was not sent whose event or RSVP is not there any more.
pub const GONE: &str = "what it is about is gone";

/// A letter as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The RSVP that it is about; none for letters to staff.
    pub rsvp_id: Option<i64>,
    /// The event that it is about.
    pub event_id: Option<i64>,
    /// The speaker whose schedule it brings.
    pub speaker_id: Option<i64>,
    /// The letter to a group that it is one of.
    pub mailing_id: Option<i64>,
    /// Why it is written.
    pub kind: Kind,
    /// Which one of its kind.
    pub occurrence: i64,
    /// Of letters that are due, those with less go first.
    pub urgency: i64,
    /// To whom.
    pub recipient: String,
    /// RFC 5322 §3.6.4, with brackets.
    pub message_id: String,
    /// The calendar part's METHOD, if it has one.
    pub calendar: Option<String>,
    /// The calendar part's SEQUENCE.
    pub sequence: i64,
    /// What staff add in their own words; of a receipt, whom the reply named; of a test copy, its words
    /// in JSON.
    pub note: Option<String>,
    /// What changed about the event, as it was told then and is now, in JSON; of news for staff, the
    /// facts of the moment.
    pub changes: Option<String>,
    /// It goes to who replied on behalf of the guest, or to a speaker's assistant.
    pub copy: bool,
    /// When it stops making sense, where that is before the event is over.
    pub useless_from: Option<DateTimeUtc>,
    /// Its date, and the calendar part's stamp.
    pub written_at: DateTimeUtc,
    /// Not sent before.
    pub due_at: DateTimeUtc,
    /// Some postman has it until then.
    pub claimed_until: Option<DateTimeUtc>,
    /// How often it was tried.
    pub attempts: i64,
    /// Since when nothing more happens to it.
    pub done_at: Option<DateTimeUtc>,
    /// `sent`, `refused`, `too_late`, `stopped` or `nobody` (for an address that has nothing here), once
    /// done.
    pub outcome: Option<String>,
    /// What the last failure was, in plain words without addresses; for a stopped one, who did it.
    pub answer: Option<String>,
}
pub use Model as Posted;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// Why a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Kind {
    /// A seat is theirs.
    Confirmed,
    /// They are in the waiting list.
    Waiting,
    /// The hosts will look at their request.
    Asked,
    /// They replied before.
    AlreadyHere,
    /// They gave up what they had.
    GivenUp,
    /// Staff cancelled their RSVP.
    Cancelled,
    /// Staff corrected what is known of them.
    Corrected,
    /// A seat came free for them, for a while.
    Offered,
    /// They did not take it in time.
    Lapsed,
    /// RSVPs have closed while they waited.
    LineClosed,
    /// They changed their RSVP.
    Changed,
    /// The event is not what they were told.
    EventChanged,
    /// They handed their seat to a colleague.
    HandedOver,
    /// To an address that staff corrected: the RSVP is not its own.
    Readdressed,
    /// The event is near.
    Reminder,
    /// To who speaks: the event is near.
    SpeakerReminder,
    /// To who speaks, or their assistant: the link to their schedule.
    Schedule,
    /// To who speaks, or their assistant: what changed for them.
    ScheduleChanged,
    /// What staff write to a group of guests.
    Group,
    /// To staff: a letter to guests, for looking at.
    Specimen,
    /// A reply named who sends it for another. It tells nothing that not everybody may know.
    Receipt,
    /// All RSVPs of one address, which was asked for.
    Mine,
    /// To staff: the way in that they asked for.
    SignIn,
    /// To staff: they may work here now.
    Invited,
    /// To staff: the sender's address works.
    Test,
    /// To staff: what is new among the replies.
    Digest,
    /// To staff: somebody replied who seems to be a Member of Congress.
    MemberReplied,
    /// To staff: the last free seat was given.
    RoomFull,
    /// To staff: a speaker's consent has run out, or will soon.
    ConsentOver,
    /// To staff: letters do not get out.
    MailTrouble,
    /// A letter of another version of Dais, which may run beside this one: it is left to that version.
    /// Only read, never written.
    Unknown,
}

const KINDS: [(Kind, &str); 30] = [
    (Kind::Confirmed, "confirmed"),
    (Kind::Waiting, "waiting"),
    (Kind::Asked, "asked"),
    (Kind::AlreadyHere, "already_here"),
    (Kind::GivenUp, "given_up"),
    (Kind::Cancelled, "cancelled"),
    (Kind::Corrected, "corrected"),
    (Kind::Offered, "offered"),
    (Kind::Lapsed, "lapsed"),
    (Kind::LineClosed, "line_closed"),
    (Kind::Changed, "changed"),
    (Kind::EventChanged, "event_changed"),
    (Kind::HandedOver, "handed_over"),
    (Kind::Readdressed, "readdressed"),
    (Kind::Reminder, "reminder"),
    (Kind::SpeakerReminder, "speaker_reminder"),
    (Kind::Schedule, "schedule"),
    (Kind::ScheduleChanged, "schedule_changed"),
    (Kind::Group, "group"),
    (Kind::Specimen, "specimen"),
    (Kind::Receipt, "receipt"),
    (Kind::Mine, "mine"),
    (Kind::SignIn, "sign_in"),
    (Kind::Invited, "invited"),
    (Kind::Test, "test"),
    (Kind::Digest, "digest"),
    (Kind::MemberReplied, "member_replied"),
    (Kind::RoomFull, "room_full"),
    (Kind::ConsentOver, "consent_over"),
    (Kind::MailTrouble, "mail_trouble"),
];

impl Kind {
    /// How long it can wait for others: whoever sits at a page waits for what they asked for, and a crowd's
    /// confirmations go before what is written to many at once.
    pub(crate) fn urgency(self) -> i64 {
        match self {
            Self::SignIn | Self::Invited | Self::Test | Self::Specimen | Self::Mine => 0,
            Self::EventChanged | Self::ScheduleChanged => 2,
            Self::Reminder | Self::SpeakerReminder => 3,
            Self::Group | Self::Digest => 4,
            _ => 1,
        }
    }

    /// Those that this version can write.
    pub fn known() -> impl Iterator<Item = Self> {
        KINDS.into_iter().map(|(kind, _)| kind)
    }

    /// Whether it goes to staff and not to a guest.
    pub fn is_for_staff(self) -> bool {
        matches!(self, Self::SignIn | Self::Invited | Self::Test | Self::Specimen) || self.is_news()
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name))
    }
}

impl std::str::FromStr for Kind {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = KINDS.into_iter().find(|(_, name)| *name == text);
        Ok(known.map_or(Self::Unknown, |(kind, _)| kind))
    }
}
