//! All zones there are, in the order in which somebody in Washington looks for one.

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

/// Regions of the IANA database that are places; what stands under none of them comes last.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// Zones that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneGroup {
    /// `United States`, `Europe`.
    pub name: &'static str,
    /// Each zone with its words, such as `Buenos Aires`.
    pub zones: Vec<(Zone, String)>,
}

/// Every zone once, in groups: the United States first.
pub fn zone_groups() -> Vec<ZoneGroup> {
    let own = UNITED_STATES.map(|(zone, words)| (Zone(zone), words.to_owned()));
    let mut groups = vec![ZoneGroup { name: "United States", zones: own.to_vec() }];
    for region in REGIONS {
        let zones = others().filter_map(|zone| Some((Zone(zone), place(zone, region)?)));
        groups.push(ZoneGroup { name: region, zones: zones.collect() });
    }
    let stray = others().filter(|zone| REGIONS.iter().all(|region| place(*zone, region).is_none()));
    let stray = stray.map(|zone| (Zone(zone), zone.name().to_owned()));
    groups.push(ZoneGroup { name: "Other names", zones: stray.collect() });
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
fn place(zone: Tz, region: &str) -> Option<String> {
    let place = zone.name().strip_prefix(region)?.strip_prefix('/')?;
    Some(place.replace('/', ", ").replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_there_once_and_washington_first() {
        let groups = zone_groups();
        assert_eq!(groups[0].zones[0].0, Zone::default());
        let mut names: Vec<_> = groups
            .iter()
            .flat_map(|group| &group.zones)
            .map(|(zone, _)| zone.to_string())
            .collect();
        assert!(groups.iter().all(|group| !group.zones.is_empty()));
        assert_eq!(names.len(), TZ_VARIANTS.len());
        names.sort();
        names.dedup();
        assert_eq!(names.len(), TZ_VARIANTS.len());
        let europe = groups.iter().find(|group| group.name == "Europe").expect("Europe");
        assert!(europe.zones.iter().any(|(_, words)| words == "Berlin"));
    }
}
