//! Who is who when a line-up is written anew: the document names speakers as it prints them, and rows
//! have no number there.
//!
//! Pure. Who has the same name and address is the same person; else who has the same name, else the
//! same address; and where one person is left on either side at the same place with the same roles, it
//! was their name that changed. In the place of somebody protected that counts only where titles and
//! organisations are the same as well: nobody gets into their place, and under their name, by being
//! written over them. Who stands in for somebody stays the same person while their name does.

use crate::appearance::Appearance;
use crate::document::Document;
use crate::text::said;

/// Who a line is, as far as whoever wrote it says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It is not said: it has to be found out.
    #[default]
    Unsaid,
    /// A line of its own: nobody's but of who has the same name.
    Newcomer,
    /// This person.
    Person(i64),
}

impl Claim {
    /// What a row of the form carries along: a person's number, or the word for a row of its own.
    pub fn read(text: &str) -> Self {
        match text {
            Self::NEWCOMER => Self::Newcomer,
            text => text.parse().map_or(Self::Unsaid, Self::Person),
        }
    }

    /// What stands in a row of the form that was added.
    pub const NEWCOMER: &str = "new";
}

/// The document's speakers as rows of the event, each with the person that the kept rows know.
pub(super) fn carried(kept: &[Appearance], event_id: i64, document: &Document) -> Vec<Appearance> {
    carried_as(kept, event_id, document, &[])
}

/// The same where the lines may say who they are, one after the other.
pub(super) fn carried_as(
    kept: &[Appearance],
    event_id: i64,
    document: &Document,
    claims: &[Claim],
) -> Vec<Appearance> {
    let placed = |(place, one)| Appearance::from_document(event_id, place, one);
    let mut new: Vec<Appearance> = (0..).zip(&document.speakers).map(placed).collect();
    let mut left: Vec<&Appearance> = kept.iter().filter(|one| one.speaker_id.is_some()).collect();
    for (one, claim) in new.iter_mut().zip(claims).filter(|(one, _)| is_somebody(one)) {
        let Claim::Person(id) = *claim else { continue };
        if kept.iter().any(|kept| kept.speaker_id == Some(id) && is_replaced(kept, one)) {
            continue;
        }
        if let Some(found) = left.iter().position(|kept| kept.speaker_id == Some(id)) {
            one.speaker_id = left.remove(found).speaker_id;
        } else if !kept.iter().any(|kept| kept.speaker_id == Some(id)) {
            one.speaker_id = Some(id);
        }
    }
    for (same, of_anybody) in
        [(same_both as Same, true), (same_name, true), (same_email, false), (same_place, false)]
    {
        for (place, one) in new.iter_mut().enumerate() {
            let unsaid = claims.get(place).is_none_or(|claim| *claim == Claim::Unsaid);
            if !is_somebody(one) || one.speaker_id.is_some() || !(of_anybody || unsaid) {
                continue;
            }
            if let Some(found) = left.iter().position(|kept| same(kept, one)) {
                one.speaker_id = left.remove(found).speaker_id;
            }
        }
    }
    for one in &mut new {
        one.stand_in_id = stand_in(kept, one);
    }
    new
}

fn stand_in(kept: &[Appearance], new: &Appearance) -> Option<i64> {
    let same = |kept: &&Appearance| is_same_line(kept, new) && kept.stand_in == new.stand_in;
    kept.iter().filter(same).find_map(|kept| kept.stand_in_id).filter(|_| new.stand_in.is_some())
}

/// Whether both are lines of one person, or of one place that is kept for somebody.
pub(super) fn is_same_line(kept: &Appearance, new: &Appearance) -> bool {
    kept.speaker_id == new.speaker_id
        && (kept.speaker_id.is_some() || kept.placeholder == new.placeholder)
}

/// Whether there is a person behind it.
pub(super) fn is_somebody(one: &Appearance) -> bool {
    said(one.name.as_ref()).is_some()
}

/// An address as it is compared.
pub(super) fn address(one: &Appearance) -> Option<String> {
    said(one.email.as_ref()).map(|email| email.trim().to_lowercase())
}

/// Whether a row was written over with somebody else: neither name nor address is left. Nobody gets
/// into the place of somebody protected that way.
fn is_replaced(kept: &Appearance, new: &Appearance) -> bool {
    let other_address = address(kept).zip(address(new)).is_some_and(|(old, new)| old != new);
    other_address && !same_name(kept, new) && kept.protected != Some(true)
}

type Same = fn(&Appearance, &Appearance) -> bool;

fn same_both(kept: &Appearance, new: &Appearance) -> bool {
    same_name(kept, new) && address(kept) == address(new)
}

fn same_name(kept: &Appearance, new: &Appearance) -> bool {
    kept.name == new.name
}

fn same_email(kept: &Appearance, new: &Appearance) -> bool {
    address(kept).is_some() && address(kept) == address(new)
}

fn same_place(kept: &Appearance, new: &Appearance) -> bool {
    let titles = kept.titles == new.titles;
    let organisations = kept.organisations == new.organisations;
    let same_words = match kept.protected {
        Some(true) => titles && organisations,
        _ => titles || organisations,
    };
    kept.position == new.position
        && kept.roles == new.roles
        && same_words
        && address(kept).is_none_or(|_| address(new).is_none())
}

#[cfg(test)]
mod tests {
    use super::{Claim, carried, carried_as};
    use crate::appearance::Appearance;
    use crate::document::{Document, Speaker};

    fn speaker(name: &str, email: &str) -> Speaker {
        let email = Some(email.to_owned()).filter(|email| !email.is_empty());
        Speaker { name: Some(name.to_owned()), email, ..Speaker::default() }
    }

    fn who(kept: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<Option<i64>> {
        let placed = |(place, (name, email)): (i64, &(&str, &str))| Appearance {
            speaker_id: Some(place + 1),
            ..Appearance::from_document(1, place, &speaker(name, email))
        };
        let kept: Vec<_> = (0..).zip(kept).map(placed).collect();
        let speakers = new.iter().map(|(name, email)| speaker(name, email)).collect();
        let document = Document { speakers, ..Document::default() };
        carried(&kept, 1, &document).into_iter().map(|one| one.speaker_id).collect()
    }

    #[test]
    fn people_stay_themselves_in_another_order() {
        let kept = [("Ada", "ada@example.org"), ("Ben", ""), ("Cyd", "")];
        let new = [("Cyd", ""), ("Ada", "ada@example.org"), ("Dot", "")];
        assert_eq!(who(&kept, &new), [Some(3), Some(1), None]);
    }

    #[test]
    fn a_name_that_is_put_right_is_the_same_person() {
        assert_eq!(who(&[("Aad", "a@example.org")], &[("Ada", "A@example.org")]), [Some(1)]);
        assert_eq!(
            who(&[("Ada", ""), ("Bne", "")], &[("Ada", ""), ("Ben", "")]),
            [Some(1), Some(2)]
        );
    }

    fn who_by_claims(kept: &[&str], new: &[(&str, Claim)]) -> Vec<Option<i64>> {
        let placed = |(place, name): (i64, &&str)| Appearance {
            speaker_id: Some(place + 1),
            ..Appearance::from_document(1, place, &speaker(name, ""))
        };
        let kept: Vec<_> = (0..).zip(kept).map(placed).collect();
        let speakers = new.iter().map(|(name, _)| speaker(name, "")).collect();
        let document = Document { speakers, ..Document::default() };
        let claims: Vec<Claim> = new.iter().map(|(_, claim)| *claim).collect();
        carried_as(&kept, 1, &document, &claims).into_iter().map(|one| one.speaker_id).collect()
    }

    #[test]
    fn who_is_said_is_not_found_out() {
        use Claim::{Newcomer, Person};
        let kept = ["Ann", "Ben"];
        let swapped = [("Ben", Person(1)), ("Ann", Person(2))];
        assert_eq!(who_by_claims(&kept, &swapped), [Some(1), Some(2)]);
        assert_eq!(who_by_claims(&kept, &[("Ben O.", Person(2))]), [Some(2)]);
        assert_eq!(who_by_claims(&kept, &[("Cyd", Newcomer), ("A", Person(1))]), [None, Some(1)]);
        let again = [("Ben", Newcomer), ("Ben", Person(1))];
        assert_eq!(who_by_claims(&kept, &again), [Some(2), Some(1)]);
        let twice = [("Ann", Person(1)), ("Dot", Person(1)), ("Eve", Person(9))];
        assert_eq!(who_by_claims(&kept, &twice), [Some(1), None, Some(9)]);
    }

    #[test]
    fn a_row_written_over_with_somebody_else_is_theirs() {
        let kept = Appearance {
            speaker_id: Some(1),
            ..Appearance::from_document(1, 0, &speaker("Ann", "ann@example.org"))
        };
        let then = |name: &str, email: &str| {
            let speakers = vec![speaker(name, email)];
            let document = Document { speakers, ..Document::default() };
            let claims = [Claim::Person(1)];
            carried_as(std::slice::from_ref(&kept), 1, &document, &claims)[0].speaker_id
        };
        assert_eq!(then("Zed", "zed@example.org"), None);
        assert_eq!(then("Ann", "other@example.org"), Some(1));
        assert_eq!(then("Ann Lee", "ANN@example.org"), Some(1));
        assert_eq!(then("Ann Lee", ""), Some(1));
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_their_addresses() {
        let kept = [("Ada", "a@example.org"), ("Ada", "b@example.org")];
        let new = [("Ada", "b@example.org"), ("Ada", "a@example.org")];
        assert_eq!(who(&kept, &new), [Some(2), Some(1)]);
    }

    #[test]
    fn nobody_takes_the_place_of_somebody_protected_by_being_written_over_them() {
        let says = |name: &str, title: &str, organisation: &str| Speaker {
            protected: Some(true),
            titles: vec![title.to_owned()],
            organisations: vec![organisation.to_owned()],
            ..speaker(name, "")
        };
        let kept = Appearance {
            speaker_id: Some(1),
            ..Appearance::from_document(1, 0, &says("Rosa", "Farmworker", "Fields United"))
        };
        let then = |new| {
            let document = Document { speakers: vec![new], ..Document::default() };
            carried(std::slice::from_ref(&kept), 1, &document)[0].speaker_id
        };
        assert_eq!(then(says("Ada Example", "Farmworker", "Fields United")), Some(1));
        assert_eq!(then(says("Dan Other", "Farmworker", "Barns United")), None);
        assert_eq!(then(says("Dan Other", "Editor", "Fields United")), None);
    }

    #[test]
    fn who_stands_in_stays_themselves_by_their_name() {
        let says = |stand_in: &str| Speaker {
            stand_in: Some(stand_in.to_owned()),
            ..speaker("Ada", "ada@example.org")
        };
        let kept = Appearance {
            speaker_id: Some(1),
            stand_in_id: Some(2),
            ..Appearance::from_document(1, 0, &says("Ben"))
        };
        let then = |stand_in| {
            let document = Document { speakers: vec![says(stand_in)], ..Document::default() };
            carried(std::slice::from_ref(&kept), 1, &document)[0].stand_in_id
        };
        assert_eq!((then("Ben"), then("Cyd")), (Some(2), None));
    }

    #[test]
    fn a_stand_in_for_a_name_is_nobody() {
        assert_eq!(who(&[("Ada", "")], &[("", "")]), [None]);
    }
}
