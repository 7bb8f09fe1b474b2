//! The way to a relay, as `DAIS_SMTP_URL` tells it.
//!
//! Letters and the sign-in cross a network only inside TLS with a checked certificate; there is no
//! setting to do without. A relay on this machine itself is spoken to plainly.

use std::{error::Error as _, fmt, fs, io, net::IpAddr, path::Path, sync::Arc, time::Duration};

use anyhow::{Context as _, Result, bail, ensure};
use domain::outbox::recover;
use lettre::address::Envelope;
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, AsyncTokioStream, Certificate, CertificateStore, TlsParameters},
    extension::ClientId,
};
use rustls::ClientConfig;
use url::{Url, form_urlencoded};

use super::wire;
use crate::seal::Seal;

/// For the connection itself; greeting and sign-in come under the patience of the whole send.
const CONNECTING: Duration = Duration::from_secs(15);

/// Less than the minute that a claimed letter is ours for.
const PATIENCE: Duration = Duration::from_secs(50);

/// RFC 5321 §4.5.3.2.6: a relay may need that long to take a letter over.
const PATIENCE_AT_THE_END: Duration = Duration::from_mins(10);

/// Where the relay is and how to speak to it. `Debug` shows no credentials.
#[derive(Clone)]
pub struct SmtpRoute {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    tls: TlsParameters,
    wrapping: Arc<ClientConfig>,
    hello: ClientId,
    seal: Option<Arc<Seal>>,
    /// How long everything may take until the relay waits for the letter itself.
    pub patience: Duration,
    /// How long sending it and waiting for the relay's word may take.
    pub patience_at_the_end: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    /// Plain, for a relay on this machine.
    Loopback,
    StartTls,
    FromTheStart,
}

impl SmtpRoute {
    /// Reads `smtp://[user:password@]host[:port]` (STARTTLS, unless the host is loopback; port 587)
    /// or `smtps://…` (TLS from the start; port 465).
    pub fn parse(url: &Url) -> Result<Self> {
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.context("the mail relay's address names no host")?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let (security, port) = match url.scheme() {
            "smtps" => (Security::FromTheStart, 465),
            "smtp" if is_loopback(&host) => (Security::Loopback, 587),
            "smtp" => (Security::StartTls, 587),
            _ => bail!("a mail relay's address begins with smtp:// or smtps://"),
        };
        let ends = matches!(url.path(), "" | "/") && url.query().or(url.fragment()).is_none();
        ensure!(ends, "the mail relay's address ends after host and port");
        Ok(Self {
            port: url.port().unwrap_or(port),
            security,
            credentials: credentials(url)?,
            tls: tls(&host, None)?,
            wrapping: wire::trusting(None)?,
            hello: ClientId::default(),
            seal: None,
            host,
            patience: PATIENCE,
            patience_at_the_end: PATIENCE_AT_THE_END,
        })
    }

    /// Also trusts the certificates in this PEM file: the relay of an organisation of its own.
    pub fn trusting(mut self, roots: &Path) -> Result<Self> {
        let pem = fs::read(roots).context("the certificates to trust cannot be read")?;
        let roots = Certificate::from_pem(&pem).context("the certificates to trust are no PEM")?;
        self.tls = tls(&self.host, Some(roots))?;
        self.wrapping = wire::trusting(Some(&pem))?;
        Ok(self)
    }

    /// The name given in EHLO: this machine's own, as the world knows it (RFC 5321 §4.1.1.1).
    #[must_use]
    pub fn greeting_as(mut self, name: &str) -> Self {
        self.hello = ClientId::Domain(name.to_owned());
        self
    }

    /// Where the relay is.
    pub fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn signs_in(&self) -> bool {
        self.credentials.is_some()
    }

    /// Signs what goes this way.
    #[must_use]
    pub fn sealing_with(mut self, seal: Seal) -> Self {
        self.seal = Some(Arc::new(seal));
        self
    }

    /// The message as it leaves.
    pub(in crate::postman) fn sealed(&self, message: Vec<u8>, envelope: &Envelope) -> Vec<u8> {
        match (&self.seal, envelope.from()) {
            (Some(seal), Some(sender)) => seal.sealed(message, sender.domain()),
            _ => message,
        }
    }

    /// A connection that is ready for letters, or why there is none, in words for staff.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, String> {
        let reached = self.reach().await;
        let reached =
            reached.map_err(|error| format!("{}: {}", recover::UNREACHABLE, in_words(&error)))?;
        let mut line = AsyncSmtpConnection::connect_with_transport(reached, &self.hello)
            .await
            .map_err(|error| match error.status().map(u16::from) {
                Some(400..500) => told(recover::BUSY, &error),
                Some(_) => told(recover::UNWELCOME, &error),
                None => told(recover::UNREACHABLE, &error),
            })?;
        if self.security == Security::StartTls {
            // Fails where none is offered: never without.
            line.starttls(self.tls.clone(), &self.hello)
                .await
                .map_err(|error| told(recover::UNENCRYPTED, &error))?;
        }
        if let Some(credentials) = &self.credentials {
            line.auth(DEFAULT_MECHANISMS, credentials)
                .await
                .map_err(|error| told(recover::NO_SIGN_IN, &error))?;
        }
        Ok(line)
    }
}

impl SmtpRoute {
    async fn reach(&self) -> io::Result<Box<dyn AsyncTokioStream>> {
        let address = (self.host.as_str(), self.port);
        Ok(match self.security {
            Security::FromTheStart => {
                Box::new(wire::encrypted(address, Arc::clone(&self.wrapping), CONNECTING).await?)
            }
            Security::StartTls | Security::Loopback => {
                Box::new(wire::connect(address, CONNECTING).await?)
            }
        })
    }

    /// Whether nothing is said before TLS.
    pub(super) fn is_wrapped(&self) -> bool {
        self.security == Security::FromTheStart
    }
}

impl fmt::Debug for SmtpRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpRoute")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

fn tls(host: &str, roots: Option<Certificate>) -> Result<TlsParameters> {
    let tls =
        TlsParameters::builder(host.to_owned()).certificate_store(CertificateStore::WebpkiRoots);
    match roots {
        Some(roots) => tls.add_root_certificate(roots).build(),
        None => tls.build(),
    }
    .context("TLS with the mail relay cannot be set up")
}

fn credentials(url: &Url) -> Result<Option<Credentials>> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (user, Some(password)) if !user.is_empty() => {
            Ok(Some(Credentials::new(decoded(user), decoded(password))))
        }
        _ => bail!("the mail relay's address takes a user with a password, or neither"),
    }
}

/// Undoes the percent-encoding. A form's two special characters have no meaning in an address.
fn decoded(raw: &str) -> String {
    let value = raw.replace('+', "%2B").replace('&', "%26");
    form_urlencoded::parse(format!("v={value}").as_bytes())
        .map(|(_, value)| value.into_owned())
        .collect()
}

/// A refusal by its code: the relay's own words may quote a sign-in. Other causes name only hosts
/// and certificates.
fn told(what: &str, error: &Error) -> String {
    let cause = error.source().filter(|_| !error.is_response());
    match (error.status(), cause) {
        // RFC 5321 §3.8: it closes, whatever it was asked.
        (Some(code), _) if u16::from(code) == 421 => format!("{} ({code})", recover::BUSY),
        (Some(code), _) => format!("{what} ({code})"),
        (None, Some(cause)) => format!("{what}: {}", in_words(cause)),
        (None, None) => what.to_owned(),
    }
}

/// What the system says, without its numbers.
fn in_words(cause: &(dyn std::error::Error + 'static)) -> String {
    use std::io::ErrorKind;
    match cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind) {
        Some(ErrorKind::ConnectionRefused) => "nothing answers at its address".to_owned(),
        Some(ErrorKind::TimedOut) => "it takes too long to answer".to_owned(),
        Some(ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof) => "it hung up".to_owned(),
        Some(ErrorKind::NotFound) => "its name is not known".to_owned(),
        Some(ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable) => {
            "there is no way to it from here".to_owned()
        }
        _ => {
            let words = cause.to_string();
            match about_tls(&words) {
                Some(told) => told.to_owned(),
                None => words.split(" (os error").next().unwrap_or_default().to_owned(),
            }
        }
    }
}

/// What TLS found wrong, as far as one can do something about it, from what rustls and lettre say.
fn about_tls(words: &str) -> Option<&'static str> {
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    Some(if has(&["peer certificate"]) {
        about_certificate(words)
    } else if has(&["STARTTLS is not supported"]) {
        "it offers no encryption (STARTTLS)"
    } else if has(&["InvalidContentType", "corrupt message"]) {
        "it does not answer with TLS at this port"
    } else if has(&["received fatal alert", "peer is incompatible", "peer misbehaved"]) {
        "it and we know no way of encryption that both hold to be safe"
    } else if has(&["handshake eof", "close_notify", "unexpected end of file"]) {
        "it hung up"
    } else if has(&["failed to lookup address"]) {
        "its name is not known"
    } else {
        return None;
    })
}

fn about_certificate(words: &str) -> &'static str {
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["not valid yet", "NotValidYet"]) {
        "its certificate is not valid yet, by our clock"
    } else if has(&["expired", "Expired"]) {
        "its certificate has expired"
    } else if has(&["not valid for", "NotValidForName"]) {
        "its certificate is for another name"
    } else if has(&["UnknownIssuer", "unknown issuer"]) {
        "its certificate comes from nobody whom we trust"
    } else if has(&["CaUsedAsEndEntity"]) {
        "its certificate is made for an authority, as self-signed ones often are, and not for a relay"
    } else if has(&["Revoked", "revoked"]) {
        "its certificate was revoked"
    } else {
        "its certificate is not one that we can trust"
    }
}
