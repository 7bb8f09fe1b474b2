//! The zones that are offered, in the order in which somebody in Washington looks for one: places
//! by the name they have today. A zone by another name can be stored, but nobody looks for it.

use chrono_tz::{America, Pacific, TZ_VARIANTS, Tz};

use super::Zone;

/// Where most events take place, by the names that people there use.
const UNITED_STATES: [(Tz, &str); 10] = [
    (America::New_York, "Eastern time – Washington, New York"),
    (America::Chicago, "Central time – Chicago"),
    (America::Denver, "Mountain time – Denver"),
    (America::Phoenix, "Mountain time, no summer time – Phoenix"),
    (America::Los_Angeles, "Pacific time – Los Angeles"),
    (America::Anchorage, "Alaska time – Anchorage"),
    (Pacific::Honolulu, "Hawaii time – Honolulu"),
    (America::Puerto_Rico, "Atlantic time – Puerto Rico"),
    (Pacific::Guam, "Chamorro time – Guam"),
    (Pacific::Pago_Pago, "Samoa time – Pago Pago"),
];

/// Regions of the IANA database that are places, each with the names below it that are not offered:
/// former names, former spellings and former zones (the file `backward` of the database, without the
/// places that people live in by that name, such as Bratislava).
const REGIONS: [(&str, &str); 9] = [
    ("Africa", "Asmera Timbuktu"),
    (
        "America",
        "Argentina/ComodRivadavia Atka Buenos_Aires Catamarca Coral_Harbour Cordoba \
         Ensenada Fort_Wayne Godthab Indianapolis Jujuy Knox_IN Louisville Mendoza Montreal \
         Nipigon Pangnirtung Porto_Acre Rainy_River Rosario Santa_Isabel Shiprock \
         Thunder_Bay Virgin Yellowknife",
    ),
    ("Antarctica", "South_Pole"),
    (
        "Asia",
        "Ashkhabad Calcutta Choibalsan Chongqing Chungking Dacca Harbin Istanbul Kashgar \
         Katmandu Macao Rangoon Saigon Tel_Aviv Thimbu Ujung_Pandang Ulan_Bator",
    ),
    ("Atlantic", "Faeroe Jan_Mayen"),
    (
        "Australia",
        "ACT Canberra Currie LHI NSW North Queensland South Tasmania Victoria West \
         Yancowinna",
    ),
    ("Europe", "Belfast Kiev Nicosia Tiraspol Uzhgorod Zaporozhye"),
    ("Indian", ""),
    ("Pacific", "Enderbury Johnston Ponape Samoa Truk Yap"),
];

/// Places whose names the database writes in its own way.
const SPELLINGS: [(&str, &str); 23] = [
    ("Argentina/Cordoba", "Argentina, Córdoba"),
    ("Argentina/Tucuman", "Argentina, Tucumán"),
    ("Asuncion", "Asunción"),
    ("Belem", "Belém"),
    ("Bogota", "Bogotá"),
    ("Cancun", "Cancún"),
    ("Chisinau", "Chișinău"),
    ("Christmas", "Christmas Island"),
    ("Ciudad_Juarez", "Ciudad Juárez"),
    ("Cocos", "Cocos Islands"),
    ("Curacao", "Curaçao"),
    ("DumontDUrville", "Dumont d’Urville"),
    ("Galapagos", "Galápagos"),
    ("Ho_Chi_Minh", "Ho Chi Minh City"),
    ("Lome", "Lomé"),
    ("Mahe", "Mahé"),
    ("Ndjamena", "N’Djamena"),
    ("Noumea", "Nouméa"),
    ("Reunion", "Réunion"),
    ("Sao_Paulo", "São Paulo"),
    ("Sao_Tome", "São Tomé"),
    ("St_Barthelemy", "St Barthélemy"),
    ("St_Johns", "St John’s"),
];

/// Zones that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneGroup {
    /// `United States`, `Europe`.
    pub name: &'static str,
    /// Each zone with its words, such as `Buenos Aires`.
    pub zones: Vec<(Zone, String)>,
}

/// Every place once, in groups: the United States first, and UTC last.
pub fn zone_groups() -> Vec<ZoneGroup> {
    let own = UNITED_STATES.map(|(zone, words)| (Zone(zone), words.to_owned()));
    let mut groups = vec![ZoneGroup { name: "United States", zones: own.to_vec() }];
    for (region, former) in REGIONS {
        let zones = others().filter_map(|zone| Some((Zone(zone), place(zone, region, former)?)));
        groups.push(ZoneGroup { name: region, zones: zones.collect() });
    }
    let utc = vec![(Zone::UTC, "UTC – the same everywhere".to_owned())];
    groups.push(ZoneGroup { name: "No place", zones: utc });
    groups
}

/// The names of all zones in the same order.
pub fn zones() -> impl Iterator<Item = &'static str> {
    let zones = zone_groups().into_iter().flat_map(|group| group.zones);
    zones.map(|(zone, _)| zone.0.name())
}

fn others() -> impl Iterator<Item = Tz> {
    let listed = |zone: &Tz| UNITED_STATES.iter().any(|(own, _)| own == zone);
    TZ_VARIANTS.iter().copied().filter(move |zone| !listed(zone))
}

/// `Argentina, Buenos Aires` for `America/Argentina/Buenos_Aires` in `America`.
fn place(zone: Tz, region: &str, former: &str) -> Option<String> {
    let name = zone.name().strip_prefix(region)?.strip_prefix('/')?;
    if former.split(' ').any(|former| former == name) {
        return None;
    }
    let spelled = SPELLINGS.iter().find(|(known, _)| *known == name);
    let spelled = spelled.map(|(_, words)| (*words).to_owned());
    Some(spelled.unwrap_or_else(|| name.replace('/', ", ").replace('_', " ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_there_once_and_washington_first() {
        let groups = zone_groups();
        assert_eq!(groups[0].zones[0].0, Zone::default());
        assert!(groups.iter().all(|group| !group.zones.is_empty()));
        let mut names: Vec<_> = zones().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        for place in ["Europe/Berlin", "Europe/Kyiv", "Africa/Asmara", "Europe/Bratislava", "UTC"] {
            assert!(names.contains(&place), "{place}");
        }
        for former in [
            "Europe/Kiev",
            "Africa/Asmera",
            "Australia/North",
            "Australia/LHI",
            "Asia/Calcutta",
            "Etc/GMT+5",
            "EST5EDT",
            "W-SU",
            "Zulu",
            "Brazil/Acre",
            "US/Eastern",
        ] {
            assert!(!names.contains(&former), "{former}");
            assert!(former.parse::<Tz>().is_ok(), "{former} can still be stored");
        }
    }

    #[test]
    fn former_names_and_spellings_are_of_zones_that_there_are() {
        for (region, former) in REGIONS {
            for name in former.split(' ').filter(|name| !name.is_empty()) {
                assert!(format!("{region}/{name}").parse::<Tz>().is_ok(), "{region}/{name}");
            }
        }
        let groups = zone_groups();
        let words: Vec<_> = groups.iter().flat_map(|group| &group.zones).collect();
        for (_, spelled) in SPELLINGS {
            assert!(words.iter().any(|(_, words)| words == spelled), "{spelled}");
        }
        assert!(words.iter().any(|(_, words)| words == "Argentina, Buenos Aires"));
    }
}
