//! Where something happens, as written.

use domain::briefing::{Mode, Place};

/// The room for people: a bare number gets the word before it, everything else stays as written.
///
/// `2172` and `SVC 212` read as numbers of rooms; `Gold Room`, `Hart 216` and `2nd floor` say
/// themselves what they are.
pub fn room(written: &str) -> String {
    let numbered = written.contains(|c: char| c.is_ascii_digit());
    let worded = written.to_lowercase().starts_with("room")
        || written.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_lowercase));
    if numbered && !worded { format!("Room {written}") } else { written.to_owned() }
}

/// The address with the country, unless it is the one where nobody would write it.
pub fn address(place: &Place) -> Option<String> {
    let country = place.country.as_deref().filter(|code| !code.eq_ignore_ascii_case("US"));
    let parts: Vec<&str> = [place.address.as_deref(), country].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Room and building on one line, for lists.
pub fn line(place: &Place) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(place.room.as_deref().map(room));
    parts.extend(place.building.clone());
    match place.mode {
        Mode::Online => parts.push("Online".to_owned()),
        Mode::Hybrid => parts.push("and online".to_owned()),
        Mode::InPerson => (),
    }
    (!parts.is_empty()).then(|| parts.join(", ").replace(", and online", " and online"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_called_a_room() {
        for (written, shown) in [
            ("2172", "Room 2172"),
            ("SVC 212", "Room SVC 212"),
            ("B-340", "Room B-340"),
            ("2247b", "Room 2247b"),
        ] {
            assert_eq!(room(written), shown);
        }
    }

    #[test]
    fn a_name_stays_as_written() {
        for written in [
            "Gold Room",
            "Room 2172",
            "ROOM 9",
            "Hart 216",
            "Caucus Hall 2",
            "2nd floor",
            "Salle 3",
        ] {
            assert_eq!(room(written), written);
        }
    }

    #[test]
    fn a_country_is_named_to_those_abroad() {
        let at = |address: Option<&str>, country: &str| Place {
            address: address.map(Into::into),
            country: Some(country.into()),
            ..Place::default()
        };
        let washington = Some("Washington, DC 20515");
        assert_eq!(address(&at(washington, "US")).as_deref(), washington);
        assert_eq!(address(&at(None, "US")), None);
        assert_eq!(address(&at(Some("Genève"), "CH")).as_deref(), Some("Genève, CH"));
    }

    #[test]
    fn a_list_says_how_to_take_part() {
        let place = Place { mode: Mode::Hybrid, room: Some("SVC 212".into()), ..Place::default() };
        assert_eq!(line(&place).as_deref(), Some("Room SVC 212 and online"));
        assert_eq!(line(&Place::default()), None);
    }
}
