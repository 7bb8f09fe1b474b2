//! Who seems to be a Member of Congress, by how they write their name or what they do.
//!
//! No form asks for it, so this is a guess, and it errs on the side of silence: the title must stand
//! where a Member's own does. A legislative assistant to a senator, a senator's scheduler, a state
//! senator and a sales representative are none; whoever replies for a Member types the Member's name.

/// What stands before a Member's name.
const BEFORE_A_NAME: [&str; 13] = [
    "rep",
    "sen",
    "representative",
    "senator",
    "congressman",
    "congresswoman",
    "congressmember",
    "congressperson",
    "delegate",
    "resident commissioner",
    "us representative",
    "us senator",
    "member of congress",
];

/// What a Member writes as a job title, alone or before what they stand for.
const TITLES: [&str; 17] = [
    "member of congress",
    "congressman",
    "congresswoman",
    "congressmember",
    "congressperson",
    "senator",
    "us senator",
    "united states senator",
    "us representative",
    "united states representative",
    "representative",
    "delegate",
    "resident commissioner",
    "member us house of representatives",
    "member of the us house of representatives",
    "member of the house of representatives",
    "member of the us senate",
];

/// What may stand between a title and a state or district: "Senator for Ohio", "Delegate, Guam".
const LINKS: [&str; 3] = ["for", "from", "of"];

/// Words of somebody who works for a Member, or is none any more or not yet.
const OTHERS: [&str; 22] = [
    "office",
    "staff",
    "staffer",
    "assistant",
    "aide",
    "scheduler",
    "director",
    "counsel",
    "chief",
    "intern",
    "fellow",
    "correspondent",
    "secretary",
    "advisor",
    "adviser",
    "to",
    "former",
    "ex",
    "state",
    "candidate",
    "student",
    "youth",
];

/// Whether this name or this job title is that of a Member of Congress, as far as one can tell.
pub fn seems_to_be_a_member(name: &str, job_title: Option<&str>) -> bool {
    let title = job_title.map(words).unwrap_or_default();
    if title.iter().any(|word| OTHERS.contains(&word.as_str())) {
        return false;
    }
    has_a_members_name(name) || is_a_members_title(&title)
}

/// "Rep. Ada Example": the title, then a name.
fn has_a_members_name(name: &str) -> bool {
    let own = words(name);
    let belongs_to = name.contains("'s ") || name.contains("’s ");
    if belongs_to || own.iter().any(|word| OTHERS.contains(&word.as_str()) || word == "for") {
        return false;
    }
    let Some(names) = behind_one_of(&BEFORE_A_NAME, &own) else { return false };
    // "Sen" is a name as well: without a full stop behind it, it needs two more.
    let is_short = matches!(own.first().map(String::as_str), Some("rep" | "sen"));
    let is_dotted = name.split_whitespace().next().is_some_and(|word| word.ends_with('.'));
    names.len() >= if is_short && !is_dotted { 2 } else { 1 }
}

/// "Senator", "U.S. Senator for Ohio", "Representative (CA-12)". A representative of anything else is
/// that of whoever sends them.
fn is_a_members_title(title: &[String]) -> bool {
    let Some(rest) = behind_one_of(&TITLES, title) else { return false };
    let seat = match rest {
        [link, seat @ ..] if LINKS.contains(&link.as_str()) => seat,
        seat => seat,
    };
    rest.is_empty() || seat.first().is_some_and(|word| is_a_code(word)) || is_a_place(seat)
}

/// What stands behind the longest of these titles that the words begin with.
fn behind_one_of<'a>(titles: &[&str], words: &'a [String]) -> Option<&'a [String]> {
    let begins = |title: &&&str| {
        let mut own = words.iter();
        title.split(' ').all(|word| own.next().is_some_and(|own| own == word))
    };
    let longest = titles.iter().filter(begins).max_by_key(|title| title.len())?;
    words.get(longest.split(' ').count()..)
}

/// A district or a party and state: "ca-12", "d-ny".
fn is_a_code(word: &str) -> bool {
    word.split_once('-').is_some_and(|(before, behind)| {
        matches!(before.len(), 1 | 2) && matches!(behind.len(), 1 | 2)
    })
}

/// A state or territory of the United States, with a district behind it as they come.
fn is_a_place(words: &[String]) -> bool {
    let text = words.join(" ");
    let of_a_district = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word, "district" | "congressional" | "at-large" | "d" | "r" | "i")
    };
    PLACES.iter().any(|place| {
        let rest = text.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            && text[place.len()..].split_whitespace().all(of_a_district)
    })
}

const PLACES: [&str; 57] = [
    "alabama",
    "alaska",
    "american samoa",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "district of columbia",
    "florida",
    "georgia",
    "guam",
    "hawaii",
    "idaho",
    "illinois",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "louisiana",
    "maine",
    "maryland",
    "massachusetts",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "north carolina",
    "north dakota",
    "northern mariana islands",
    "ohio",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "puerto rico",
    "rhode island",
    "south carolina",
    "south dakota",
    "tennessee",
    "texas",
    "utah",
    "us virgin islands",
    "vermont",
    "virgin islands",
    "virginia",
    "washington",
    "west virginia",
    "wisconsin",
    "wyoming",
];

/// In small letters, without stops, brackets and commas: "U.S." is "us".
fn words(text: &str) -> Vec<String> {
    let kept = text.chars().filter(|c| *c != '.').map(|c| match c {
        '(' | ')' | ',' | ';' | ':' | '/' | '–' | '—' => ' ',
        c => c,
    });
    let plain: String = kept.collect();
    plain.to_lowercase().split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::seems_to_be_a_member;

    #[test]
    fn a_members_own_title_is_recognised() {
        for name in [
            "Rep. Ada Example",
            "rep ada example",
            "Sen. Example",
            "Senator Ada Example",
            "Congresswoman Ada Example",
            "Congressman Ben O'Hara-Example",
            "Delegate Ada Example",
            "Resident Commissioner Ada Example",
            "U.S. Senator Ada Example",
        ] {
            assert!(seems_to_be_a_member(name, None), "{name}");
        }
        for title in [
            "Member of Congress",
            "MEMBER OF CONGRESS (NY-10)",
            "Senator",
            "U.S. Senator for Ohio",
            "United States Senator, New Mexico",
            "Representative",
            "Representative (CA-12)",
            "Congresswoman, D-NY",
            "Delegate, Guam",
            "Member, U.S. House of Representatives",
            "Resident Commissioner of Puerto Rico",
            "Representative, New York 10th District",
        ] {
            assert!(seems_to_be_a_member("Ada Example", Some(title)), "{title}");
        }
    }

    #[test]
    fn who_works_for_a_member_is_none() {
        for title in [
            "Legislative Assistant to Senator Example",
            "Senator Example’s scheduler",
            "Chief of Staff, Senator Example",
            "State Senator",
            "Former Member of Congress",
            "Senator's office",
            "Sales Representative",
            "Representative of the Red Cross",
            "Representative, Oxfam",
            "Representative, UN",
            "Representative, Washington Post",
            "Delegate of the Holy See",
            "Senate staff",
            "Congressional Correspondent",
            "Representative for Ohio's farmers’ office",
            "",
        ] {
            assert!(!seems_to_be_a_member("Ada Example", Some(title)), "{title}");
        }
        for name in [
            "Ada Example",
            "Sen Example",
            "Senna Example",
            "Representative",
            "Office of Rep. Example",
            "Rep. Example's office",
            "Staff for Sen. Example",
            "Reprobate Example",
        ] {
            assert!(!seems_to_be_a_member(name, None), "{name}");
        }
        assert!(!seems_to_be_a_member("Rep. Ada Example", Some("Scheduler")));
    }
}
