//! What the records of a domain mean for letters from here.

use std::collections::HashMap;

use super::dns::Found;
use super::{Item, Verdict};
use crate::seal::Seal;

/// RFC 7208 §4.6.4: a record that asks for more is void.
const LOOKUPS: usize = 10;

/// Who may send for the domain (RFC 7208).
pub(super) fn spf(domain: &str, relay: Option<&str>, found: &Found) -> Item {
    let texts = match found {
        Ok(texts) => texts,
        Err(why) => return Item::new("SPF", Verdict::Wrong, why),
    };
    let is_record = |text: &&String| {
        let first = text.split(' ').next().unwrap_or_default();
        first.eq_ignore_ascii_case("v=spf1")
    };
    let records: Vec<&String> = texts.iter().filter(is_record).collect();
    let relay = relay.unwrap_or("your relay");
    let [record] = records[..] else {
        return if records.is_empty() {
            let words = format!(
                "{domain} does not say who may send its mail. Ask whoever runs {relay} for the word that \
                 stands for it, mostly an include, and put it in place of the dots."
            );
            let item = Item::new("SPF", Verdict::Wrong, words);
            item.publishing(domain, "v=spf1 include:... -all")
        } else {
            let words = format!(
                "{domain} has {} SPF records, and more than one count as none. Join them to one.",
                records.len()
            );
            Item::new("SPF", Verdict::Wrong, words)
        };
    };
    if let Some(why) = covers_nobody(record) {
        let words = format!(
            "{domain} says “{record}”, {why}. Ask whoever runs {relay} for the word that stands for it, mostly \
             an include, and put it in place of the dots."
        );
        let item = Item::new("SPF", Verdict::Wrong, words);
        return item.publishing(domain, "v=spf1 include:... -all");
    }
    let (verdict, words) = judged(record);
    let words = format!(
        "{domain} says “{record}”. {words} Whoever runs {relay} can tell whether that covers it."
    );
    Item::new("SPF", verdict, words)
}

fn terms(record: &str) -> Vec<String> {
    record.split_whitespace().skip(1).map(str::to_ascii_lowercase).collect()
}

/// Why no sender can pass, where none is named (RFC 7208 §5): there is nothing but what becomes of all
/// others, or of some.
fn covers_nobody(record: &str) -> Option<&'static str> {
    let terms = terms(record);
    let names_somebody = |term: &String| {
        let positive = term.strip_prefix('+').unwrap_or(term);
        let name = positive.split([':', '=', '/']).next().unwrap_or_default();
        let all = ["include", "a", "mx", "ip4", "ip6", "ptr", "exists", "redirect", "all"];
        all.contains(&name)
    };
    if terms.iter().any(names_somebody) {
        return None;
    }
    Some(if terms.iter().any(|term| term == "-all") {
        "and so nobody at all may send in its name"
    } else {
        "and names nobody who may send in its name"
    })
}

fn judged(record: &str) -> (Verdict, String) {
    let terms = terms(record);
    let asks = |term: &&String| {
        let name = term.trim_start_matches(['+', '-', '~', '?']);
        let name = name.split([':', '=', '/']).next().unwrap_or_default();
        matches!(name, "include" | "a" | "mx" | "ptr" | "exists" | "redirect")
    };
    let lookups = terms.iter().filter(asks).count();
    if lookups > LOOKUPS {
        let words = format!("It asks for {lookups} other names; more than {LOOKUPS} make it void.");
        return (Verdict::Wrong, words);
    }
    if terms.iter().any(|term| term == "all" || term == "+all") {
        let words = "It lets everybody send in its name: end it with -all or ~all.";
        return (Verdict::Wrong, words.to_owned());
    }
    let ends = |term: &String| matches!(term.as_str(), "-all" | "~all");
    if terms.iter().any(ends) || terms.iter().any(|term| term.starts_with("redirect=")) {
        return (Verdict::Fine, String::new());
    }
    if terms.iter().any(|term| term == "?all") {
        let words = "It ends with ?all, which says nothing of anybody else: -all or ~all would.";
        return (Verdict::Note, words.to_owned());
    }
    (Verdict::Note, "It does not end with -all or ~all, and so forbids nobody anything.".to_owned())
}

/// Nothing is signed here.
pub(super) fn no_seal() -> Item {
    let words = "Letters are not signed here, so the relay has to do it: ask whoever runs it. To sign here, \
        make a key (openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem), set \
        DAIS_DKIM_KEY to the file and DAIS_DKIM_SELECTOR to a name such as dais1, and check again.";
    Item::new("DKIM", Verdict::Note, words)
}

/// Whether the world can check our signature (RFC 6376 §3.6.1).
pub(super) fn dkim(domain: &str, seal: &Seal, found: &Found) -> Item {
    let name = seal.name();
    if !seal.fits(domain) {
        let words = format!(
            "The key is of {}, the sender of {domain}: letters go out unsigned. Set DAIS_DKIM_DOMAIN, or \
             a sender of that domain.",
            seal.domain()
        );
        return Item::new("DKIM", Verdict::Wrong, words);
    }
    let texts = match found {
        Ok(texts) => texts,
        Err(why) => return Item::new("DKIM", Verdict::Wrong, why),
    };
    let expected = tags(&seal.record());
    let records: Vec<_> = texts.iter().map(|text| tags(text)).collect();
    let key = |record: &HashMap<String, String>| record.get("p").cloned();
    let wrong = |words: String| {
        Item::new("DKIM", Verdict::Wrong, words).publishing(name.clone(), seal.record())
    };
    let [record] = &records[..] else {
        return wrong(if records.is_empty() {
            format!("The key’s public half is not published at {name}.")
        } else {
            format!("There are {} records at {name}, where one belongs.", records.len())
        });
    };
    let kind = record.get("k").map_or("rsa", String::as_str);
    if key(record).is_none_or(|key| key.is_empty()) {
        return wrong(format!("The record at {name} holds no key."));
    }
    if key(record) != key(&expected) || Some(kind) != expected.get("k").map(String::as_str) {
        return wrong(format!("The record at {name} is that of another key."));
    }
    if !allows(record) {
        return wrong(format!(
            "The record at {name} allows no signatures like ours (v=, h= or s=)."
        ));
    }
    if kind == "ed25519" {
        let words = format!(
            "Letters are signed, and the public half is published at {name}. Many mail houses cannot check \
             Ed25519 yet and take such letters for unsigned: a key of RSA is understood everywhere."
        );
        return Item::new("DKIM", Verdict::Note, words);
    }
    if record.get("t").is_some_and(|flags| flags.split(':').any(|flag| flag == "y")) {
        let words = format!(
            "Letters are signed, but the record at {name} says that this is only a test (t=y), and so \
             nobody counts it."
        );
        return Item::new("DKIM", Verdict::Note, words);
    }
    let words = format!("Letters are signed, and the public half is published at {name}.");
    Item::new("DKIM", Verdict::Fine, words)
}

/// RFC 6376 §3.6.1: the version, the hashes and the services that a record names are all there are.
fn allows(record: &HashMap<String, String>) -> bool {
    let among = |tag: &str, ours: &[&str]| {
        record.get(tag).is_none_or(|named| named.split(':').any(|one| ours.contains(&one)))
    };
    among("v", &["DKIM1"]) && among("h", &["sha256"]) && among("s", &["*", "email"])
}

/// Those of these texts that are policies of DMARC.
pub(super) fn policies(texts: &[String]) -> Vec<&String> {
    let is_policy =
        |text: &&String| text.split(';').next().is_some_and(|first| is_dmarc(first.trim()));
    texts.iter().filter(is_policy).collect()
}

fn is_dmarc(first: &str) -> bool {
    let first = first.split_once('=');
    first.is_some_and(|(name, value)| name.trim() == "v" && value.trim() == "DMARC1")
}

/// What others shall do with letters that only pretend to be the domain's (RFC 7489 §6.3).
pub(super) fn dmarc(domain: &str, seal: Option<&Seal>, found: &Found) -> Item {
    let texts = match found {
        Ok(texts) => texts,
        Err(why) => return Item::new("DMARC", Verdict::Wrong, why),
    };
    let start = || {
        let record = format!("v=DMARC1; p=none; rua=mailto:postmaster@{domain}");
        (format!("_dmarc.{domain}"), record)
    };
    let wrong = |words: String| {
        let (name, record) = start();
        Item::new("DMARC", Verdict::Wrong, words).publishing(name, record)
    };
    let policies = policies(texts);
    let [policy] = policies[..] else {
        return wrong(if policies.is_empty() {
            format!(
                "{domain} does not say what to do with mail that only pretends to be its own; large mail \
                 houses want that. Begin with reports alone, to an address that somebody reads, and say \
                 p=quarantine once they show nothing of yours."
            )
        } else {
            format!("There are {} policies, and more than one count as none.", policies.len())
        });
    };
    let tags = tags(policy);
    let asked = tags.get("p").map(|policy| policy.to_ascii_lowercase()).unwrap_or_default();
    if !matches!(asked.as_str(), "none" | "quarantine" | "reject") {
        return wrong(format!(
            "The policy “{policy}” asks for nothing that others understand (p=)."
        ));
    }
    let strict = tags.get("adkim").is_some_and(|mode| mode == "s");
    if let Some(seal) = seal.filter(|seal| strict && seal.domain() != domain) {
        let words = format!(
            "The policy wants signatures of {domain} itself (adkim=s); ours are of {}.",
            seal.domain()
        );
        return Item::new("DMARC", Verdict::Wrong, words);
    }
    Item::new("DMARC", Verdict::Fine, format!("The policy is “{policy}”."))
}

/// `name=value; …` (RFC 6376 §3.2). White space in a key means nothing.
fn tags(record: &str) -> HashMap<String, String> {
    let tags = record.split(';').filter_map(|tag| tag.split_once('='));
    tags.map(|(name, value)| {
        let value = value.chars().filter(|c| !c.is_whitespace()).collect();
        (name.trim().to_owned(), value)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{dmarc, spf};
    use crate::mail_check::Verdict::{self, Fine, Note, Wrong};

    fn texts(records: &[&str]) -> Vec<String> {
        records.iter().map(|&record| record.to_owned()).collect()
    }

    #[test]
    fn spf_is_one_record_that_ends_somewhere() {
        let judge = |records: &[&str]| -> Verdict {
            spf("example.org", Some("relay.example.net"), &Ok(texts(records))).verdict
        };
        assert_eq!(judge(&["v=spf1 include:relay.example.net -all", "other"]), Fine);
        assert_eq!(judge(&["V=SPF1 mx ~all"]), Fine);
        assert_eq!(judge(&["v=spf1 redirect=_spf.example.net"]), Fine);
        assert_eq!(judge(&["v=spf1 mx ?all"]), Note);
        assert_eq!(judge(&["v=spf1 mx +all"]), Wrong);
        assert_eq!(judge(&["v=spf1 -all", "v=spf1 mx -all"]), Wrong);
        assert_eq!(judge(&["v=spf10 -all"]), Wrong);
        for nobody in
            ["-all", "~all", "?all", "", "exp=why.example.org -all", "-ip4:192.0.2.1 ~all"]
        {
            assert_eq!(judge(&[&format!("v=spf1 {nobody}")]), Wrong, "{nobody}");
        }
        assert_eq!(judge(&["v=spf1 all"]), Wrong);
        assert_eq!(judge(&["v=spf1 +ip4:192.0.2.1 -all"]), Fine);
        let open = spf("example.org", None, &Ok(texts(&["v=spf1 mx ?all"]))).words;
        assert!(open.contains("?all, which says nothing"), "{open}");
        let many = format!("v=spf1 {}-all", "include:a.example ".repeat(11));
        assert_eq!(judge(&[&many]), Wrong);
        assert_eq!(spf("example.org", None, &Err("DNS".to_owned())).verdict, Wrong);
    }

    #[test]
    fn dmarc_asks_for_something() {
        let judge = |records: &[&str]| dmarc("example.org", None, &Ok(texts(records))).verdict;
        assert_eq!(judge(&["v=DMARC1; p=none; rua=mailto:a@example.org"]), Fine);
        assert_eq!(judge(&["v = DMARC1;p = reject"]), Fine);
        assert_eq!(judge(&["v=DMARC1; p=maybe"]), Wrong);
        assert_eq!(judge(&["v=DMARC1; p=none", "v=DMARC1; p=none"]), Wrong);
        assert_eq!(judge(&["p=none; v=DMARC1"]), Wrong);
    }
}
