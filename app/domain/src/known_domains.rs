//! The mail domains that guests most often mistype, and a guess at what was meant.
//!
//! A hint, never a refusal: `gmial.com` might be somebody's own. The browser asks while the guest
//! types, the server asks again for those without script; both from this one list.

/// Domains that many guests use. House and Senate first: their staff are who a briefing is for.
const KNOWN: [&str; 14] = [
    "mail.house.gov",
    "house.gov",
    "senate.gov",
    "loc.gov",
    "gao.gov",
    "state.gov",
    "dol.gov",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "aol.com",
    "proton.me",
];

/// Real providers that stand one letter beside a well-known one.
const HONEST: [&str; 4] = ["ymail.com", "email.com", "gmx.com", "mail.com"];

/// The well-known domain that this address's domain seems to misspell: one slip away (a letter
/// missing, added, changed or swapped with its neighbour), or the right name with a wrong ending.
///
/// `None` for a well-known domain, its sub-domains and everything that resembles none.
pub fn meant(address: &str) -> Option<&'static str> {
    let (_, domain) = address.trim().rsplit_once('@')?;
    let domain = domain.to_ascii_lowercase();
    if HONEST.contains(&domain.as_str()) {
        return None;
    }
    if KNOWN.iter().any(|known| domain == *known || domain.ends_with(&format!(".{known}"))) {
        return None;
    }
    KNOWN.into_iter().find(|known| wrong_ending(&domain, known) || one_slip(&domain, known))
}

/// The well-known domain that is written exactly so; for words that come back in an address.
pub fn known(domain: &str) -> Option<&'static str> {
    KNOWN.into_iter().find(|known| *known == domain)
}

/// `gmail.con`, `gmail.co`, `house.com`: the first label is right and long enough to be telling.
fn wrong_ending(typed: &str, known: &str) -> bool {
    let slips = ["con", "cm", "co", "om", "comm", "gob", "go", "gov.com", "vom", "xom"];
    match (typed.split_once('.'), known.split_once('.')) {
        (Some((name, ending)), Some((known, right))) => {
            name == known && name.len() > 3 && ending != right && slips.contains(&ending)
        }
        _ => false,
    }
}

fn one_slip(typed: &str, known: &str) -> bool {
    // Short names have too many honest neighbours: `gao.gov` and `gap.gov`.
    if known.len() < 8 || typed.len().abs_diff(known.len()) > 1 || typed == known {
        return false;
    }
    let (typed, known): (Vec<char>, Vec<char>) = (typed.chars().collect(), known.chars().collect());
    let start = typed.iter().zip(&known).take_while(|(a, b)| a == b).count();
    let (typed, known) = (&typed[start..], &known[start..]);
    let same_tail = |a: usize, b: usize| typed.get(a..) == known.get(b..);
    same_tail(1, 1)
        || same_tail(1, 0)
        || same_tail(0, 1)
        || (typed.len() > 1
            && known.len() > 1
            && typed[0] == known[1]
            && typed[1] == known[0]
            && same_tail(2, 2))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_slip_is_noticed() {
        for (typed, right) in [
            ("ada@gmial.com", "gmail.com"),
            ("ada@gmai.com", "gmail.com"),
            ("ada@gmaill.com", "gmail.com"),
            ("ada@GMAIL.con", "gmail.com"),
            ("ada@gnail.com", "gmail.com"),
            ("ada@mail.huose.gov", "mail.house.gov"),
            ("ada@mail.house.gob", "mail.house.gov"),
            ("ada@sentae.gov", "senate.gov"),
            ("ada@hotmial.com", "hotmail.com"),
            ("ada@yaho.com", "yahoo.com"),
            ("ada@outlok.com", "outlook.com"),
        ] {
            assert_eq!(meant(typed), Some(right), "{typed}");
        }
    }

    #[test]
    fn honest_domains_are_left_alone() {
        for typed in [
            "ada@gmail.com",
            "ada@mail.house.gov",
            "ada@example.senate.gov",
            "ada@example.org",
            "ada@gmx.com",
            "ada@ymail.com",
            "ada@yahoo.co.uk",
            "ada@",
            "ada",
        ] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}
