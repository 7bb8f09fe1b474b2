//! Who invites, as a sentence: each relation in its own words, each name as written.
//!
//! Relations that no announcement had before are shown with their own word, never dropped.

use domain::briefing::PublicHost;
use leptos::prelude::*;

/// Names that English puts "the" before.
const WITH_ARTICLE: [&str; 12] = [
    "Bureau",
    "Committee",
    "Congressional",
    "Delegation",
    "Department",
    "Embassy",
    "House",
    "Ministry",
    "Office",
    "Permanent",
    "Senate",
    "Subcommittee",
];

/// A name with the words that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    before: String,
    name: String,
    url: Option<String>,
}

/// The sentences on who invites.
pub fn hosts(hosts: &[PublicHost]) -> AnyView {
    sentences(hosts)
        .into_iter()
        .map(|pieces| view! { <p class="hosts">{pieces.into_iter().map(shown).collect_view()}</p> })
        .collect_view()
        .into_any()
}

fn shown(piece: Piece) -> AnyView {
    let Piece { before, name, url } = piece;
    match url {
        Some(url) => {
            view! { {before} <a class="host" dir="auto" href=url rel="noopener">{name}</a> }
                .into_any()
        }
        None => view! { {before} <b class="host" dir="auto">{name}</b> }.into_any(),
    }
}

fn sentences(hosts: &[PublicHost]) -> Vec<Vec<Piece>> {
    let of = |wanted: &[&str]| -> Vec<&PublicHost> {
        hosts.iter().filter(|host| wanted.contains(&relation(host))).collect()
    };
    let honorary = of(&["honorary_co_host"]);
    let honour = if honorary.len() == 1 { "Honorary co-host:" } else { "Honorary co-hosts:" };
    let mut all = vec![
        clauses(&[
            ("hosted by", of(&["host"]), false),
            ("co-hosted by", of(&["co_host"]), false),
            ("sponsored by", of(&["sponsor_office"]), true),
            ("in cooperation with", of(&["in_cooperation_with"]), true),
        ]),
        clauses(&[(honour, honorary, false)]),
    ];
    all.extend(hosts.iter().filter(|host| unknown(host)).map(|host| {
        let label = host.relation.as_ref().map(|word| format!("{}:", word.label()));
        clauses(&[(label.as_deref().unwrap_or_default(), vec![host], false)])
    }));
    all.retain(|sentence| !sentence.is_empty());
    all
}

fn relation(host: &PublicHost) -> &str {
    host.relation.as_ref().map_or("host", |word| word.as_str())
}

fn unknown(host: &PublicHost) -> bool {
    !["host", "co_host", "sponsor_office", "in_cooperation_with", "honorary_co_host"]
        .contains(&relation(host))
}

/// One sentence; the flag says whether names may need an article.
fn clauses(parts: &[(&str, Vec<&PublicHost>, bool)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (lead, hosts, article) in parts {
        for (at, host) in hosts.iter().enumerate() {
            let mut before = match at {
                0 if pieces.is_empty() => format!("{} ", capital(lead)),
                0 => format!(", {lead} "),
                _ if at + 1 == hosts.len() => " and ".to_owned(),
                _ => ", ".to_owned(),
            };
            if *article && WITH_ARTICLE.contains(&first_word(&host.name)) {
                before.push_str("the ");
            }
            pieces.push(Piece { before, name: host.name.clone(), url: host.url.clone() });
        }
    }
    pieces
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use domain::word::Word;

    use super::*;

    fn read(hosts: &[(&str, Option<&str>)]) -> Vec<String> {
        let hosts: Vec<PublicHost> = hosts
            .iter()
            .map(|(name, relation)| PublicHost {
                name: (*name).to_owned(),
                relation: relation.map(Word::new),
                url: None,
                about: None,
            })
            .collect();
        sentences(&hosts)
            .iter()
            .map(|pieces| pieces.iter().flat_map(|p| [p.before.as_str(), &p.name]).collect())
            .collect()
    }

    #[test]
    fn hosts_and_those_beside_them() {
        assert_eq!(
            read(&[
                ("Alpha", Some("host")),
                ("Beta & Sons", None),
                ("Congressional Caucus on Tides", Some("in_cooperation_with")),
                ("Gamma", Some("co_host")),
            ]),
            [
                "Hosted by Alpha and Beta & Sons, co-hosted by Gamma, in cooperation with the Congressional Caucus on Tides"
            ]
        );
    }

    #[test]
    fn offices_and_honours() {
        assert_eq!(
            read(&[
                ("Alpha", Some("host")),
                ("Office of Representative Example", Some("sponsor_office")),
                ("Senator Example", Some("honorary_co_host")),
            ]),
            [
                "Hosted by Alpha, sponsored by the Office of Representative Example",
                "Honorary co-host: Senator Example"
            ]
        );
    }

    #[test]
    fn a_new_relation_keeps_its_word() {
        assert_eq!(read(&[("Alpha", Some("media_partner"))]), ["Media partner: Alpha"]);
        assert_eq!(read(&[("Alpha", Some("in_cooperation_with"))]), ["In cooperation with Alpha"]);
        assert!(read(&[]).is_empty());
    }
}
