//! Settings: defaults, over them `dais.toml`, over that the environment.
//!
//! The only place that reads the environment. A key that the file misspells stops the start,
//! because a setting that silently does not hold is worse than none; a stray variable only warns,
//! since the environment belongs to others as well.

use std::net::SocketAddr;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use domain::desk::Storage;
use ipnet::IpNet;
use serde::Deserialize;
use url::Url;

/// Settings as written, in the file's names. The variable of `listen` is `DAIS_LISTEN`, and so on.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    listen: Option<SocketAddr>,
    data: Option<PathBuf>,
    public_url: Option<Url>,
    database_url: Option<Url>,
    smtp_url: Option<Url>,
    smtp_root: Option<PathBuf>,
    mail_from: Option<String>,
    postmen: Option<NonZeroU8>,
    dkim_key: Option<PathBuf>,
    dkim_selector: Option<String>,
    dkim_domain: Option<String>,
    trusted_proxies: Vec<IpNet>,
    metrics_listen: Option<SocketAddr>,
    log: Option<String>,
    clock: Option<DateTime<Utc>>,
    site_name: Option<String>,
}

const NAMES: [&str; 16] = [
    "listen",
    "data",
    "public_url",
    "database_url",
    "smtp_url",
    "smtp_root",
    "mail_from",
    "postmen",
    "dkim_key",
    "dkim_selector",
    "dkim_domain",
    "trusted_proxies",
    "metrics_listen",
    "log",
    "clock",
    "site_name",
];

/// Settings that hold together.
#[derive(Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The data folder.
    pub data: PathBuf,
    /// Where people reach the site; if nothing is set, the address listened on.
    pub public_url: Option<Url>,
    /// Where the records are.
    pub storage: Storage,
    /// The relay; files in the data folder if absent.
    pub smtp_url: Option<Url>,
    /// A private certificate authority that the relay's certificate may come from.
    pub smtp_root: Option<PathBuf>,
    /// The sender of every letter.
    pub mail_from: String,
    /// How many letters may be on their way at once, each over a connection of its own.
    pub postmen: NonZeroU8,
    /// What letters are signed with, if with anything.
    pub dkim: Option<Dkim>,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Where metrics are served, apart from the site.
    pub metrics_listen: Option<SocketAddr>,
    /// What is logged, in tracing's filter syntax.
    pub log: String,
    /// When time starts; the machine's time if absent.
    pub clock: Option<DateTime<Utc>>,
    /// The name the coalition goes by.
    pub site_name: String,
    /// What deserves a warning once the log is open.
    pub warnings: Vec<String>,
}

/// A DKIM key and its name.
#[derive(Clone)]
pub struct Dkim {
    /// The private key, in PEM.
    pub key: PathBuf,
    /// Which of the domain's keys it is.
    pub selector: String,
    /// Whose key it is; the sender's domain if absent.
    pub domain: Option<String>,
}

impl Config {
    /// Reads `dais.toml` in the working directory, if there is one, and the environment.
    ///
    /// # Errors
    /// A setting that cannot be read, or settings that contradict each other, in words.
    pub fn load(clock: Option<DateTime<Utc>>) -> Result<Self> {
        let file = match std::fs::read_to_string("dais.toml") {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).context("dais.toml cannot be read"),
        };
        Self::read(&file, std::env::vars(), clock)
    }

    /// The same from given texts.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn read(
        file: &str,
        environment: impl Iterator<Item = (String, String)>,
        clock: Option<DateTime<Utc>>,
    ) -> Result<Self> {
        let file: toml::Table = file
            .parse()
            .map_err(|error: toml::de::Error| anyhow::anyhow!("dais.toml: {}", error.message()))?;
        let mut table = toml::Table::new();
        for (name, value) in file {
            let value = in_its_type(&name, value);
            alone(&name, &value).map_err(|why| anyhow::anyhow!("dais.toml: {why}"))?;
            table.insert(name, value);
        }
        let mut warnings = vec![];
        for (variable, value) in environment.filter(|(_, value)| !value.is_empty()) {
            let Some(name) = variable.strip_prefix("DAIS_").map(str::to_lowercase) else {
                continue;
            };
            if NAMES.contains(&name.as_str()) {
                let value = in_its_type(&name, toml::Value::String(value));
                alone(&name, &value).map_err(|why| anyhow::anyhow!("{variable}: {why}"))?;
                table.insert(name, value);
            } else if !OTHERS.contains(&variable.as_str()) {
                warnings.push(format!("{variable} is not a setting of Dais and is ignored"));
            }
        }
        settled(Written::deserialize(table)?, clock, warnings)
    }
}

/// One for what somebody waits for, one for everything.
const POSTMEN: NonZeroU8 = NonZeroU8::new(2).expect("two");

/// Variables that the project's own tests set.
const OTHERS: [&str; 4] =
    ["DAIS_TEST_DATABASE", "DAIS_TEST_PG_FSYNC", "DAIS_CHROMIUM", "DAIS_PROGRAM"];

/// Reads one setting by itself, so that a slip is told by its name. What stands in an address is not
/// repeated: it may hold a password.
fn alone(name: &str, value: &toml::Value) -> Result<(), String> {
    let read = Written::deserialize(toml::Table::from_iter([(name.to_owned(), value.clone())]));
    match read {
        Ok(_) => Ok(()),
        Err(_) if name.ends_with("_url") => Err(format!("{name} is not a whole address")),
        Err(error) if NAMES.contains(&name) => Err(format!("{name}: {}", error.message())),
        Err(error) => Err(error.message().to_owned()),
    }
}

/// A variable is a text also where a number is meant. Networks may be one text with commas, and a lone
/// address is a network of one.
fn in_its_type(name: &str, value: toml::Value) -> toml::Value {
    if name == "postmen"
        && let Some(number) = value.as_str().and_then(|text| text.trim().parse().ok())
    {
        return toml::Value::Integer(number);
    }
    if name != "trusted_proxies" {
        return value;
    }
    let texts: Vec<String> = match value {
        toml::Value::String(text) => text.split(',').map(str::to_owned).collect(),
        toml::Value::Array(items) => {
            items.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
        }
        other => return other,
    };
    let networks = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    networks.map(as_network).map(toml::Value::String).collect::<Vec<_>>().into()
}

fn as_network(text: &str) -> String {
    let address = text.parse::<std::net::IpAddr>();
    address.map_or_else(|_| text.to_owned(), |ip| IpNet::from(ip).to_string())
}

fn settled(
    written: Written,
    clock: Option<DateTime<Utc>>,
    warnings: Vec<String>,
) -> Result<Config> {
    let clock = clock.or(written.clock);
    let data = written.data.unwrap_or_else(|| "data".into());
    if let Some(url) = &written.public_url {
        check_public_url(url, written.smtp_url.is_some(), clock.is_some())?;
    }
    if let Some(from) = &written.mail_from
        && (from.contains(char::is_control) || from.parse::<lettre::message::Mailbox>().is_err())
    {
        bail!("DAIS_MAIL_FROM is no mailbox: write desk@example.org or Name <desk@example.org>");
    }
    if written.smtp_url.is_some() && written.mail_from.is_none() {
        bail!("DAIS_SMTP_URL is set, so DAIS_MAIL_FROM must tell whom letters come from");
    }
    let dkim = match (written.dkim_key, written.dkim_selector) {
        (Some(key), Some(selector)) => Some(Dkim { key, selector, domain: written.dkim_domain }),
        (Some(_), None) => bail!(
            "DAIS_DKIM_KEY is set, so DAIS_DKIM_SELECTOR must tell under which name its public half is published"
        ),
        (None, _) => None,
    };
    Ok(Config {
        listen: written.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
        storage: storage(written.database_url, &data)?,
        data,
        public_url: written.public_url,
        smtp_url: written.smtp_url,
        smtp_root: written.smtp_root,
        mail_from: written.mail_from.unwrap_or_else(|| "dais@localhost".to_owned()),
        postmen: written.postmen.unwrap_or(POSTMEN),
        dkim,
        trusted_proxies: written.trusted_proxies,
        metrics_listen: written.metrics_listen,
        log: written.log.unwrap_or_else(|| "info,sqlx=warn,sea_orm_migration=warn".to_owned()),
        clock,
        site_name: written.site_name.unwrap_or_else(|| "Briefings".to_owned()),
        warnings,
    })
}

fn check_public_url(url: &Url, smtp: bool, clock: bool) -> Result<()> {
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        bail!("DAIS_PUBLIC_URL ends after the host: https://briefings.example.org");
    }
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" if !smtp => bail!(
            "DAIS_PUBLIC_URL is public, so DAIS_SMTP_URL must be set: guests wait for letters"
        ),
        "https" if clock => {
            bail!("a set clock is for demonstrations; it is refused while DAIS_PUBLIC_URL is https")
        }
        "https" => Ok(()),
        "http" if loopback => Ok(()),
        _ => {
            bail!("DAIS_PUBLIC_URL must begin with https:// (http:// only on this machine itself)")
        }
    }
}

fn storage(url: Option<Url>, data: &Path) -> Result<Storage> {
    let Some(url) = url else { return Ok(Storage::File(data.join("dais.db"))) };
    match url.scheme() {
        "postgres" => Ok(Storage::Postgres(url)),
        "postgresql" => {
            let text = url.as_str().replacen("postgresql", "postgres", 1);
            Ok(Storage::Postgres(text.parse().context("DAIS_DATABASE_URL cannot be read")?))
        }
        "sqlite" => {
            let path = url.as_str().trim_start_matches("sqlite:").trim_start_matches("//");
            Ok(Storage::File(path.split('?').next().unwrap_or(path).into()))
        }
        other => bail!(
            "DAIS_DATABASE_URL begins with {other}: write postgres://…, or leave it out for SQLite in the data folder"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    fn read(file: &str, variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Config::read(file, variables, None)
    }

    fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
        match read(file, variables) {
            Ok(_) => panic!("was taken: {file} {variables:?}"),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config =
            read("listen = '127.0.0.1:1'", &[("DAIS_LISTEN", "127.0.0.1:2")]).expect("settings");
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.data, std::path::PathBuf::from("data"));
    }

    #[test]
    fn a_slip_in_the_file_stops_and_a_stray_variable_warns() {
        assert!(refusal("data = 1", &[]).contains("data"));
        assert!(!refusal("smtp_url = 'smtp//dais:secret@relay'", &[]).contains("secret"));
        assert!(refusal("", &[("DAIS_MAIL_FROM", "not an address")]).contains("DAIS_MAIL_FROM"));
        assert!(refusal("", &[("DAIS_PUBLIC_URL", "http://127.0.0.1/sub?q")]).contains("host"));
        assert!(refusal("lisen = '127.0.0.1:1'", &[]).contains("lisen"));
        assert!(refusal("", &[("DAIS_LISTEN", "here")]).starts_with("DAIS_LISTEN"));
        assert_eq!(read("", &[("DAIS_LISEN", "x")]).expect("settings").warnings.len(), 1);
    }

    #[test]
    fn a_public_address_is_https_with_a_relay_and_real_time() {
        let smtp = ("DAIS_SMTP_URL", "smtps://relay.example.org");
        let from = ("DAIS_MAIL_FROM", "desk@example.org");
        let https = ("DAIS_PUBLIC_URL", "https://example.org");
        assert!(read("", &[https, smtp, from]).is_ok());
        assert!(refusal("", &[https]).contains("DAIS_SMTP_URL"));
        assert!(refusal("", &[smtp]).contains("DAIS_MAIL_FROM"));
        assert!(
            refusal("", &[https, smtp, from, ("DAIS_CLOCK", "2017-06-01T12:00:00Z")])
                .contains("clock")
        );
        assert!(refusal("", &[("DAIS_PUBLIC_URL", "http://example.org")]).contains("https"));
        for url in ["http://127.0.0.1:3000", "http://localhost", "http://[::1]:80/"] {
            assert!(read("", &[("DAIS_PUBLIC_URL", url)]).is_ok(), "{url}");
        }
    }

    #[test]
    fn networks_are_a_list() {
        let config =
            read("", &[("DAIS_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1")]).expect("settings");
        assert_eq!(config.trusted_proxies.len(), 2);
        let config = read("trusted_proxies = ['127.0.0.1']", &[]).expect("settings");
        assert_eq!(config.trusted_proxies.len(), 1);
    }
}
