//! The seal on a letter: a DKIM signature (RFC 6376) by a key of the sender's domain.
//!
//! lettre has a signer, but that brings the `rsa` crate, whose timing may tell the key
//! (RUSTSEC-2023-0071), and recurses once for each letter of the headers. This one signs the bytes
//! that leave, with *ring*, which is here for TLS already.

mod canonical;
mod key;

use std::fmt;
use std::path::Path;
use std::sync::Once;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::digest::{SHA256, digest};

use key::Key;

/// What is signed, where it is there (RFC 6376 §5.4.1).
const SIGNED: [&str; 13] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "precedence",
    "list-unsubscribe",
    "list-unsubscribe-post",
];

/// These are signed once more than they are there, so that nobody can add another that a mail program
/// would show instead (RFC 6376 §8.15).
const ALONE: [&str; 4] = ["from", "to", "subject", "date"];

/// RFC 5322 §2.1.1 recommends at most 78 for a line.
const LINE: usize = 72;

/// A key with the name under which the world finds its other half.
pub struct Seal {
    domain: String,
    selector: String,
    key: Key,
    warned: Once,
}

impl Seal {
    /// Takes a private key in PEM: RSA of 2048 to 4096 bits, or Ed25519.
    ///
    /// # Errors
    /// What is wrong with it, or with the names, in words that tell nothing of the key.
    pub fn new(pem: &[u8], selector: &str, domain: &str) -> Result<Self> {
        let named = |name: &str| {
            let fine = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let label = |label: &str| (1..=63).contains(&label.len()) && label.chars().all(fine);
            name.split('.').all(label)
        };
        ensure!(
            named(selector),
            "DAIS_DKIM_SELECTOR is no name that DNS can hold, such as dais2026"
        );
        ensure!(
            named(domain) && domain.contains('.'),
            "DAIS_DKIM_DOMAIN is no domain, such as example.org"
        );
        Ok(Self {
            domain: domain.to_ascii_lowercase(),
            selector: selector.to_ascii_lowercase(),
            key: Key::read(pem)?,
            warned: Once::new(),
        })
    }

    /// The same from a file, which only its owner should be able to read: others are warned of.
    ///
    /// # Errors
    /// As [`Seal::new`], or the file cannot be read.
    pub fn from_file(file: &Path, selector: &str, domain: &str) -> Result<Self> {
        let pem = std::fs::read(file).context("the file cannot be read")?;
        warn_of_readers(file)?;
        Self::new(&pem, selector, domain)
    }

    /// The domain that vouches.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Where the record has to stand in DNS.
    pub fn name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// What has to stand there.
    pub fn record(&self) -> String {
        format!("v=DKIM1; k={}; p={}", self.key.kind(), BASE64.encode(self.key.public()))
    }

    /// Whether it vouches for senders of this domain (RFC 7489 §3.1.1, as far as one can tell without a
    /// list of all registries): it is the same, above it or below it.
    pub fn fits(&self, sender: &str) -> bool {
        let (own, sender) = (&self.domain, sender.to_ascii_lowercase());
        let below = |name: &str, of: &str| {
            name.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        below(&sender, own) || below(own, &sender)
    }

    /// The message with its signature in front, or as it was where the seal is another domain's: that
    /// would help nobody, and a mistake in the settings is no reason to keep letters.
    pub fn sealed(&self, message: Vec<u8>, sender: &str) -> Vec<u8> {
        if !self.fits(sender) {
            self.warned.call_once(|| {
                tracing::warn!(
                    "letters go out unsigned: the sender's domain is {sender}, the DKIM key's {}",
                    self.domain
                );
            });
            return message;
        }
        let mut sealed = self.signature(&message).into_bytes();
        sealed.extend(message);
        sealed
    }

    /// The whole header with its line break.
    fn signature(&self, message: &[u8]) -> String {
        let (headers, body) = canonical::parts(message);
        let fields = canonical::fields(&headers);
        let mut names = vec![];
        let mut signed = String::new();
        for name in SIGNED {
            // The last one of a name is signed first.
            for (_, value) in fields.iter().rev().filter(|(known, _)| known == name) {
                names.push(name);
                signed.extend([name, ":", value, "\r\n"]);
            }
            if ALONE.contains(&name) {
                names.push(name);
            }
        }
        let body = BASE64.encode(digest(&SHA256, &canonical::body(body)));
        let unsigned = format!(
            "v=1; a={}-sha256; c=relaxed/relaxed; d={};\r\n\ts={}; bh={body};\r\n\th={};\r\n\tb=",
            self.key.kind(),
            self.domain,
            self.selector,
            folded(&names),
        );
        signed.extend(["dkim-signature:", &canonical::relaxed(&unsigned)]);
        let signature = BASE64.encode(self.key.sign(signed.as_bytes()));
        format!("DKIM-Signature: {unsigned}{}\r\n", in_lines(&signature))
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seal").field("name", &self.name()).finish_non_exhaustive()
    }
}

/// The names with colons, some to a line. A line may be folded before a name (RFC 6376 §3.5, `h=`).
fn folded(names: &[&str]) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for (place, name) in names.iter().enumerate() {
        let colon = if place == 0 { "" } else { ":" };
        let full = lines.last().is_some_and(|line| line.len() + name.len() >= LINE);
        if let Some(line) = lines.last_mut() {
            line.push_str(colon);
        }
        if full {
            lines.push((*name).to_owned());
        } else if let Some(line) = lines.last_mut() {
            line.push_str(name);
        }
    }
    lines.join("\r\n\t ")
}

fn in_lines(signature: &str) -> String {
    let lines: Vec<&str> = (0..signature.len())
        .step_by(LINE)
        .map(|start| &signature[start..signature.len().min(start + LINE)])
        .collect();
    lines.join("\r\n\t ")
}

fn warn_of_readers(file: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata().context("the file cannot be looked at")?.permissions().mode();
        if mode & 0o077 != 0 {
            tracing::warn!(
                "others on this machine can read the DKIM key in {}: chmod 600 keeps it private",
                file.display()
            );
        }
    }
    Ok(())
}
