//! Writing a claimed letter: the words and the calendar part, from the records as they are now.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

mod calendar;
mod changes;
mod facts;
mod mailing;
mod mine;
mod news;
mod reminder;
mod schedule;
mod schedule_changed;
mod typed;

pub(crate) use calendar::own_calendar;
pub(crate) use facts::told as when_told;
pub(super) use typed::TestCopy;

use super::claim::{Claimed, Pass};
use super::{COLUMN, Kind, Posted};
use crate::briefing::Briefing;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::letter::{self, Facts, StaffLetter, Typed, Words};
use crate::line_up::{self, Withheld};
use crate::mailing::Mailing;
use crate::rsvp::{self, Rsvp, Standing};
use crate::site::{self, Site};
use crate::staff;
use crate::token::Token;
use crate::wording::{self, Occasion};

/// A letter ready for its envelope. It has no `Debug`: it holds an address and a live link.
pub struct Letter {
    /// Row number, for names of files.
    pub id: i64,
    /// RFC 5322 §3.6.4, with brackets.
    pub message_id: String,
    /// Its date.
    pub date: DateTimeUtc,
    /// From whom, `Name <address>` or an address.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Who answers.
    pub reply_to: Option<(Option<String>, String)>,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The calendar part with its METHOD.
    pub calendar: Option<(&'static str, String)>,
    /// Further entries, which come as files.
    pub entries: Vec<(&'static str, String)>,
    /// Where one POST ends letters of its sort (RFC 8058); only announcements have it.
    pub unsubscribe: Option<String>,
}

/// What letters are written with, one after the other. It remembers the events that they are about,
/// so it is to be a fresh one every few seconds.
pub struct Pen {
    desk: Desk,
    site: Site,
    events: HashMap<i64, (Event, Briefing)>,
    /// Words of staff for the letters of these events.
    wordings: HashMap<i64, Vec<(Occasion, Typed)>>,
    /// Words that are being tried out, for every letter.
    tried: Option<Typed>,
    mailings: HashMap<i64, Mailing>,
    /// Names that no words of staff may say any more.
    withheld: Withheld,
}

impl Pen {
    /// A fresh one.
    pub async fn fresh(desk: &Desk) -> Result<Self> {
        let site = site::current(desk).await?;
        Ok(Self {
            withheld: line_up::withheld(desk.read(), desk.now()).await?,
            desk: desk.clone(),
            site,
            events: HashMap::new(),
            wordings: HashMap::new(),
            tried: None,
            mailings: HashMap::new(),
        })
    }

    /// Writes a claimed letter.
    ///
    /// # Errors
    /// `NotFound` when its records are gone, so that it can be parked.
    pub async fn write(&mut self, claimed: &Claimed) -> Result<Letter> {
        let posted = &claimed.letter;
        match (&claimed.pass, posted.rsvp_id) {
            (pass, Some(id)) if posted.kind == Kind::Group => {
                let rsvp = self.rsvp(id).await?;
                let own_page = match pass {
                    Pass::Rsvp(token) => format!("/r/{}", token.reveal()),
                    _ => "/my-rsvps".to_owned(),
                };
                let way_out = claimed.way_out.as_ref();
                let way_out = way_out.map(|token| format!("/u/{}", token.reveal()));
                self.of_mailing(posted, &rsvp, &own_page, way_out).await
            }
            (Pass::Nothing, None)
                if posted.kind == Kind::Specimen && posted.mailing_id.is_none() =>
            {
                let member = staff::by_address(self.desk.read(), &posted.recipient).await?;
                let member = member.ok_or(Error::NotFound)?;
                self.test_copy(posted, &member.name).await
            }
            (Pass::Nothing, None) if posted.kind == Kind::Specimen => {
                self.test_of_mailing(posted).await
            }
            (Pass::Rsvp(token), Some(id)) => {
                let rsvp = self.rsvp(id).await?;
                self.about(posted, &rsvp, &format!("/r/{}", token.reveal())).await
            }
            (Pass::Nothing, Some(id)) if posted.kind == Kind::Receipt => {
                self.receipt(posted, id).await
            }
            (Pass::Nothing, Some(id)) if posted.kind == Kind::Readdressed => {
                self.readdressed(posted, id).await
            }
            // Handed over: its links are dead, and so the letter brings none.
            (Pass::Nothing, Some(id)) => {
                let rsvp = self.rsvp(id).await?;
                self.about(posted, &rsvp, "/my-rsvps").await
            }
            (Pass::Mine { links, more }, None) => {
                let words = mine::mine(&self.desk, &self.site, links, *more).await?;
                Ok(sealed(&self.site, posted, words))
            }
            (Pass::Schedule(token), None) if posted.kind == Kind::Schedule => {
                let words = schedule::schedule(&self.desk, &self.site, posted, token).await?;
                Ok(sealed(&self.site, posted, words))
            }
            (pass, None) if posted.kind == Kind::ScheduleChanged => {
                let told = Box::pin(schedule_changed::told(&self.desk, &self.site, posted, pass));
                let (words, mut entries) = told.await?;
                let calendar = (!entries.is_empty()).then(|| entries.remove(0));
                Ok(Letter { calendar, entries, ..sealed(&self.site, posted, words) })
            }
            (pass, None) if posted.kind == Kind::SpeakerReminder => {
                let schedule = match pass {
                    Pass::Schedule(token) => Some(format!("/s/{}", token.reveal())),
                    _ => None,
                };
                Box::pin(self.speakers_reminder(posted, schedule)).await
            }
            (Pass::Nothing, None) if posted.kind.is_news() => {
                let words = news::news(&self.desk, &self.site, posted).await?;
                Ok(sealed(&self.site, posted, words))
            }
            (Pass::SignIn(..) | Pass::Nothing, None) => {
                for_staff(&self.desk, &self.site, claimed).await
            }
            _ => Err(Error::NotFound),
        }
    }

    /// The letter about an RSVP as it would go out now; `own_page` is the path of the guest's own page.
    pub(super) async fn about(
        &mut self,
        posted: &Posted,
        rsvp: &Rsvp,
        own_page: &str,
    ) -> Result<Letter> {
        let gone = changes::of_deleted(&self.desk, posted, rsvp.event_id).await?;
        if gone.is_none() {
            self.read(rsvp.event_id).await?;
        }
        let (event, briefing) = gone.as_ref().map_or_else(|| self.event(rsvp), Ok)?;
        // Their own page shows nothing any more, but that of all their RSVPs does.
        let own_page = if gone.is_some() { "/my-rsvps" } else { own_page };
        let (desk, site) = (&self.desk, &self.site);
        let mut facts = facts::facts(desk, site, rsvp, (event, briefing), own_page).await?;
        let note = posted.note.clone();
        facts.note = note.map(|note| self.withheld.told(rsvp.event_id, note));
        facts.copy = posted.copy;
        if posted.kind == Kind::Reminder && self.tried.is_some() {
            reminder::example(desk, event, Some(rsvp), &mut facts).await?;
        } else if posted.kind == Kind::Reminder {
            let reminding = reminder::remind(desk, posted, (event, rsvp), own_page, &mut facts);
            Box::pin(reminding).await?;
        }
        if posted.kind == Kind::EventChanged {
            let differences = changes::differences(&self.desk, posted, event);
            let differences = Box::pin(differences).await?;
            changes::tell(differences, (event, briefing), &mut facts);
        }
        if posted.kind == Kind::Waiting && follows_an_offer(desk, posted).await? {
            facts.before = letter::Before::Offer;
        }
        let words = letter::write_typed(kind(posted, rsvp)?, &facts, self.typed(posted));
        let words = words.map_err(Error::broken)?;
        Ok(Letter {
            reply_to: facts.contact.map(|contact| (contact.name, contact.email)),
            calendar: calendar::calendar_part(desk, site, posted, rsvp, event).await?,
            ..sealed(site, posted, words)
        })
    }

    /// The receipt for who says to have replied on behalf of somebody. Nothing in it comes from the
    /// RSVP but which event it is about.
    async fn receipt(&mut self, posted: &Posted, rsvp_id: i64) -> Result<Letter> {
        let rsvp = self.rsvp(rsvp_id).await?;
        self.read(rsvp.event_id).await?;
        let (_, briefing) = self.event(&rsvp)?;
        let of_event = facts::of_event(&self.desk, &self.site, briefing, false);
        let facts = Facts { guest: posted.note.clone(), ..of_event };
        let words = letter::write(letter::Kind::Receipt, &facts).map_err(Error::broken)?;
        let reply_to = facts.contact.map(|contact| (contact.name, contact.email));
        Ok(Letter { reply_to, ..sealed(&self.site, posted, words) })
    }

    /// The reminder for who speaks; `schedule` is the path of their page.
    async fn speakers_reminder(
        &mut self,
        posted: &Posted,
        schedule: Option<String>,
    ) -> Result<Letter> {
        let event_id = posted.event_id.ok_or(Error::NotFound)?;
        self.read(event_id).await?;
        let about = self.events.get(&event_id).ok_or(Error::NotFound)?;
        let about = (&about.0, &about.1);
        let facts = reminder::to_speaker(&self.desk, &self.site, posted, about).await?;
        let schedule_link = schedule.map(|path| self.desk.link(&path));
        let facts = Facts { schedule_link, ..facts };
        let words = letter::write(letter::Kind::SpeakerReminder, &facts).map_err(Error::broken)?;
        let reply_to = facts.contact.map(|contact| (contact.name, contact.email));
        Ok(Letter { reply_to, ..sealed(&self.site, posted, words) })
    }

    /// To an address that an RSVP had by mistake: nothing in it is the guest's but the entry's UID.
    async fn readdressed(&mut self, posted: &Posted, rsvp_id: i64) -> Result<Letter> {
        let rsvp = self.rsvp(rsvp_id).await?;
        self.read(rsvp.event_id).await?;
        let (event, briefing) = self.event(&rsvp)?;
        let of_event = facts::of_event(&self.desk, &self.site, briefing, rsvp.online);
        let facts = Facts { discreet: rsvp.discreet, ..of_event };
        let words = letter::write(letter::Kind::Readdressed, &facts).map_err(Error::broken)?;
        Ok(Letter {
            calendar: calendar::calendar_part(&self.desk, &self.site, posted, &rsvp, event).await?,
            reply_to: facts.contact.map(|contact| (contact.name, contact.email)),
            ..sealed(&self.site, posted, words)
        })
    }

    async fn rsvp(&self, id: i64) -> Result<Rsvp> {
        let rsvp = rsvp::Entity::find_by_id(id).one(self.desk.read()).await?;
        rsvp.ok_or(Error::NotFound)
    }

    async fn read(&mut self, event_id: i64) -> Result<()> {
        if let Entry::Vacant(unknown) = self.events.entry(event_id) {
            unknown.insert(event::own_briefing(&self.desk, event_id).await?);
            let words = wording::of_event(self.desk.read(), event_id).await?.into_iter();
            let told = |(occasion, typed)| (occasion, self.withheld.typed(event_id, typed));
            self.wordings.insert(event_id, words.map(told).collect());
        }
        Ok(())
    }

    fn event(&self, rsvp: &Rsvp) -> Result<&(Event, Briefing)> {
        self.events.get(&rsvp.event_id).ok_or(Error::NotFound)
    }
}

/// Whether the letter before it about this RSVP brought an offer.
async fn follows_an_offer(desk: &Desk, posted: &Posted) -> Result<bool> {
    if posted.occurrence == 0 {
        return Ok(false);
    }
    let before: Option<Kind> = super::Entity::find()
        .filter(COLUMN.rsvp_id.eq(posted.rsvp_id))
        .filter(COLUMN.copy.eq(false))
        .filter(COLUMN.id.lt(posted.id))
        .filter(COLUMN.outcome.eq("sent"))
        .order_by_desc(COLUMN.id)
        .select_only()
        .column(super::Column::Kind)
        .into_tuple()
        .one(desk.read())
        .await?;
    Ok(before == Some(Kind::Offered))
}

/// The words with the outbox row's envelope; nobody else answers, and no calendar part.
fn sealed(site: &Site, posted: &Posted, words: Words) -> Letter {
    Letter {
        id: posted.id,
        message_id: posted.message_id.clone(),
        date: posted.written_at,
        from: site.mailbox(),
        to: posted.recipient.clone(),
        reply_to: None,
        subject: words.subject,
        text: words.text,
        html: words.html,
        calendar: None,
        entries: vec![],
        unsubscribe: None,
    }
}

async fn for_staff(desk: &Desk, site: &Site, claimed: &Claimed) -> Result<Letter> {
    let posted = &claimed.letter;
    let member = staff::by_address(desk.read(), &posted.recipient).await?;
    let member = member.ok_or(Error::NotFound)?;
    let told = match (&claimed.pass, posted.kind) {
        (Pass::SignIn(token, Some(code)), Kind::SignIn) => {
            StaffLetter::SignIn { link: way_in(desk, token), code: code.clone() }
        }
        (Pass::SignIn(token, _), _) => StaffLetter::Invited {
            link: way_in(desk, token),
            role: member.role,
            name: member.name,
            inviter: posted.note.clone().unwrap_or_else(|| site.name.clone()),
        },
        _ => StaffLetter::Test,
    };
    let words = letter::write_to_staff(&told, &site.name, &desk.link("/sign-in"));
    let words = words.map_err(Error::broken)?;
    Ok(sealed(site, posted, words))
}

fn way_in(desk: &Desk, token: &Token) -> String {
    desk.link(&format!("/sign-in/{}", token.reveal()))
}

fn kind(posted: &Posted, rsvp: &Rsvp) -> Result<letter::Kind> {
    let from = rsvp.given_up_from.unwrap_or(Standing::Seated);
    letter_kind(posted.kind, rsvp.standing, from)
}

/// The words of a letter about an RSVP that stands like this; `from`: how one stood that was given up.
///
/// # Errors
/// `NotFound` for letters that are about none.
pub(crate) fn letter_kind(kind: Kind, standing: Standing, from: Standing) -> Result<letter::Kind> {
    Ok(match kind {
        Kind::Confirmed => letter::Kind::Confirmed,
        Kind::Waiting => letter::Kind::Waiting,
        Kind::Asked => letter::Kind::Asked,
        Kind::AlreadyHere => letter::Kind::AlreadyHere(standing),
        Kind::GivenUp => letter::Kind::GivenUp(from),
        Kind::Cancelled => letter::Kind::Cancelled(from),
        Kind::Corrected => letter::Kind::Corrected(standing),
        Kind::Offered => letter::Kind::Offered,
        Kind::Lapsed => letter::Kind::Lapsed,
        Kind::LineClosed => letter::Kind::LineClosed,
        Kind::Changed => letter::Kind::Changed(standing),
        Kind::EventChanged => letter::Kind::EventChanged(standing),
        Kind::HandedOver => letter::Kind::HandedOver(from),
        Kind::Reminder => letter::Kind::Reminder(standing),
        Kind::Readdressed => letter::Kind::Readdressed,
        Kind::Receipt => letter::Kind::Receipt,
        Kind::Group
        | Kind::Specimen
        | Kind::SpeakerReminder
        | Kind::Schedule
        | Kind::ScheduleChanged
        | Kind::Mine
        | Kind::SignIn
        | Kind::Invited
        | Kind::Test
        | Kind::Digest
        | Kind::MemberReplied
        | Kind::RoomFull
        | Kind::ConsentOver
        | Kind::MailTrouble
        | Kind::Unknown => return Err(Error::NotFound),
    })
}
