//! `dais mail check`: whether letters will arrive, as far as one can tell without sending one.
//!
//! It asks DNS what the sender's domain says about its mail (SPF, DKIM, DMARC), and the relay whether it
//! takes letters from here. What is missing is told with the record to publish, so that whoever looks
//! after the domain can copy it.

mod dns;
mod records;
mod relay;

use std::fmt;
use std::net::SocketAddr;

use anyhow::Result;

use crate::config::Config;
use crate::postman::{SmtpRoute, domain_of};
use crate::seal::Seal;
use dns::Dns;

/// How one thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to do.
    Fine,
    /// Worth knowing, and no fault.
    Note,
    /// Letters will be lost, or taken for fraud.
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its short name.
    pub what: &'static str,
    /// How it stands.
    pub verdict: Verdict,
    /// The same in sentences.
    pub words: String,
    /// The TXT record to publish: where, and what.
    pub publish: Option<(String, String)>,
}

/// All that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report(pub Vec<Item>);

impl Item {
    fn new(what: &'static str, verdict: Verdict, words: impl Into<String>) -> Self {
        Self { what, verdict, words: words.into(), publish: None }
    }

    fn publishing(self, name: impl Into<String>, record: impl Into<String>) -> Self {
        Self { publish: Some((name.into(), record.into())), ..self }
    }
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_fine(&self) -> bool {
        self.0.iter().all(|item| item.verdict != Verdict::Wrong)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Item { what, verdict, words, publish } in &self.0 {
            let verdict = match verdict {
                Verdict::Fine => "ok",
                Verdict::Note => "note",
                Verdict::Wrong => "wrong",
            };
            writeln!(f, "{verdict:<6} {what:<7} {words}")?;
            if let Some((name, record)) = publish {
                writeln!(f, "               Publish as a TXT record at {name}:")?;
                writeln!(f, "               {}", in_strings(record))?;
            }
        }
        let end = if self.is_fine() { "Nothing is wrong." } else { "Something is wrong." };
        f.write_str(end)
    }
}

/// As a zone file has it: one string holds at most 255 bytes (RFC 1035 §3.3).
fn in_strings(record: &str) -> String {
    let strings = record.as_bytes().chunks(255);
    let strings: Vec<String> =
        strings.map(|bytes| format!("\"{}\"", String::from_utf8_lossy(bytes))).collect();
    strings.join(" ")
}

/// Looks at everything. `sender` is whom letters come from, `Name <address>` or an address; `resolver`
/// is asked in place of the system's own.
///
/// # Errors
/// The resolver cannot be set up. What DNS or the relay do not answer is part of the report.
pub async fn check(
    config: &Config,
    sender: &str,
    ways: (Option<SmtpRoute>, Option<Seal>),
    resolver: Option<SocketAddr>,
) -> Result<Report> {
    let (route, seal) = ways;
    let relay = relay::relay(route.as_ref(), sender).await;
    let domain = domain_of(sender).filter(|domain| domain.contains('.'));
    let Some(domain) = domain else {
        let words = format!(
            "Letters come from {sender}, which nobody elsewhere can answer. Set DAIS_MAIL_FROM, or the \
             sender on the settings page."
        );
        return Ok(Report(vec![relay, Item::new("Sender", Verdict::Wrong, words)]));
    };
    let dns = Dns::new(resolver)?;
    let host = config.smtp_url.as_ref().and_then(|url| url.host_str());
    let from = Item::new("Sender", Verdict::Fine, format!("Letters come from {sender}."));
    let spf = records::spf(&domain, host, &dns.texts(&domain).await);
    let dkim = match &seal {
        Some(seal) => records::dkim(&domain, seal, &dns.texts(&seal.name()).await),
        None => records::no_seal(),
    };
    let dmarc = dmarc(&dns, &domain, seal.as_ref()).await;
    Ok(Report(vec![relay, from, spf, dkim, dmarc]))
}

/// RFC 7489 §6.6.3: what the domain itself does not say, one above it may.
async fn dmarc(dns: &Dns, domain: &str, seal: Option<&Seal>) -> Item {
    let mut asked = domain;
    loop {
        let found = dns.texts(&format!("_dmarc.{asked}")).await;
        let nothing = found.as_ref().is_ok_and(|texts| records::policies(texts).is_empty());
        match asked.split_once('.') {
            Some((_, above)) if nothing && above.contains('.') => asked = above,
            _ => return records::dmarc(domain, seal, &found),
        }
    }
}
