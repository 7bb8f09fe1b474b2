//! The letter with all RSVPs of one address, from the records as they are now.

use sea_orm::entity::prelude::*;

use super::facts::{held_until, told};
use crate::briefing::Mode;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event, room_label};
use crate::letter::{self, Own, Words};
use crate::line_up;
use crate::rsvp::{self, Rsvp};
use crate::site::Site;
use crate::text::said;
use crate::token::Token;

/// The words, with the link of each RSVP that is still there.
///
/// # Errors
/// `NotFound` when none is.
pub(super) async fn mine(
    desk: &Desk,
    site: &Site,
    links: &[(i64, Token)],
    more: bool,
) -> Result<Words> {
    let mut owns = Vec::with_capacity(links.len());
    let mut discreet = false;
    let withheld = line_up::withheld(desk.read(), desk.now()).await?;
    for (id, token) in links {
        let rsvp = rsvp::Entity::find_by_id(*id).one(desk.read()).await?;
        let Some(rsvp) = rsvp.filter(|rsvp| rsvp.handed_to.is_none()) else { continue };
        let event = event::Entity::find_by_id(rsvp.event_id).one(desk.read()).await?;
        let Some(event) = event.filter(|event| event.is_public(desk.now())) else { continue };
        let event = withheld.event(event);
        discreet |= rsvp.discreet;
        owns.push(own(desk, &event, rsvp, desk.link(&format!("/r/{}", token.reveal()))).await?);
    }
    if owns.is_empty() {
        return Err(Error::NotFound);
    }
    let privacy_link = desk.link("/privacy");
    let mine = letter::Mine { owns, more, discreet, site: site.name.clone(), privacy_link };
    letter::write_mine(mine).map_err(Error::broken)
}

async fn own(desk: &Desk, event: &Event, rsvp: Rsvp, link: String) -> Result<Own> {
    let online = rsvp.online || event.mode() == Mode::Online;
    let room = said(event.room.as_ref()).map(|room| room_label(&room));
    let rooms = [room, said(event.building.as_ref()), said(event.address.as_ref())];
    let rooms = rooms.into_iter().flatten().collect();
    Ok(Own {
        title: event.title.clone(),
        when: told(&event::when::of_event(event)),
        place: if online { vec!["Online".to_owned()] } else { rooms },
        stage: event.stage(desk.now()),
        standing: rsvp.standing,
        online,
        seats: rsvp.party,
        place_in_line: rsvp::place_in_line(desk.read(), &rsvp).await?,
        offered_until: held_until(event, &rsvp),
        guest: rsvp.name,
        link,
    })
}
