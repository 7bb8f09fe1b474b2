//! Writing letters to groups, in the words of staff.

use sea_orm::entity::prelude::*;

use super::{Letter, Pen, facts, sealed};
use crate::error::{Error, Result};
use crate::letter::{self, Purpose, write_typed};
use crate::mailing::{self, Mailing};
use crate::outbox::Posted;
use crate::outbox::of_rsvp::IN_PLACE_OF_A_TOKEN;
use crate::rsvp::Rsvp;
use crate::staff;

/// Where the links of one's own lead.
struct Ways {
    /// The path of the guest's own page.
    own_page: String,
    /// That of the page where announcements are declined.
    way_out: Option<String>,
    /// For whom the letter is.
    purpose: Purpose,
}

/// Words in place of what only the real letter has.
fn nowhere(mailing: &Mailing, purpose: Purpose) -> Ways {
    let way_out = mailing.announcement.then(|| format!("/u/{IN_PLACE_OF_A_TOKEN}"));
    Ways { own_page: format!("/r/{IN_PLACE_OF_A_TOKEN}"), way_out, purpose }
}

impl Pen {
    /// The letter to one of a group; `own_page` is the path of the guest's own page, `way_out` that of
    /// the page where announcements are declined.
    pub(super) async fn of_mailing(
        &mut self,
        posted: &Posted,
        rsvp: &Rsvp,
        own_page: &str,
        way_out: Option<String>,
    ) -> Result<Letter> {
        let mailing = self.mailing(posted).await?;
        let own_page = own_page.to_owned();
        let ways = Ways { own_page, way_out, purpose: Purpose::Reading };
        self.written_to_group(posted, &mailing, rsvp, ways).await
    }

    /// The same for looking at, with words in place of the links that only the real letter has.
    pub(crate) async fn specimen_of(
        &mut self,
        posted: &Posted,
        mailing: &Mailing,
        rsvp: &Rsvp,
    ) -> Result<Letter> {
        self.written_to_group(posted, mailing, rsvp, nowhere(mailing, Purpose::Reading)).await
    }

    /// A copy for the member of staff who asked for it, as if they had a seat.
    pub(super) async fn test_of_mailing(&mut self, posted: &Posted) -> Result<Letter> {
        let member = staff::by_address(self.desk.read(), &posted.recipient).await?;
        let member = member.ok_or(Error::NotFound)?;
        let mailing = self.mailing(posted).await?;
        let guest = mailing::specimen(&self.desk, mailing.event_id, &member);
        let letter =
            self.written_to_group(posted, &mailing, &guest, nowhere(&mailing, Purpose::Trying));
        let letter = letter.await?;
        // There is nothing behind its links, and so no one-click button for them either.
        Ok(Letter { unsubscribe: None, ..letter })
    }

    async fn written_to_group(
        &mut self,
        posted: &Posted,
        mailing: &Mailing,
        rsvp: &Rsvp,
        ways: Ways,
    ) -> Result<Letter> {
        let Ways { own_page, way_out, purpose } = ways;
        self.read(rsvp.event_id).await?;
        let (event, briefing) = self.event(rsvp)?;
        let (desk, site) = (&self.desk, &self.site);
        let mut facts = facts::facts(desk, site, rsvp, (event, briefing), &own_page).await?;
        facts.purpose = purpose;
        facts.copy = posted.copy;
        let way_out = way_out.map(|path| desk.link(&path));
        facts.way_out.clone_from(&way_out);
        let kind = if mailing.is_about_their_own() {
            letter::Kind::Group
        } else {
            letter::Kind::Announcement
        };
        let typed = self.withheld.typed(mailing.event_id, mailing.typed());
        let words = write_typed(kind, &facts, Some(&typed)).map_err(Error::broken)?;
        let reply_to = facts.contact.map(|contact| (contact.name, contact.email));
        Ok(Letter { reply_to, unsubscribe: way_out, ..sealed(site, posted, words) })
    }

    async fn mailing(&mut self, posted: &Posted) -> Result<Mailing> {
        let id = posted.mailing_id.ok_or(Error::NotFound)?;
        if let Some(known) = self.mailings.get(&id) {
            return Ok(known.clone());
        }
        let found = mailing::Entity::find_by_id(id).one(self.desk.read()).await?;
        let found = found.ok_or(Error::NotFound)?;
        self.mailings.insert(id, found.clone());
        Ok(found)
    }
}
