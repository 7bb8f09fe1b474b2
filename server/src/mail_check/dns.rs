//! Asking DNS for texts.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use hickory_resolver::{Resolver, TokioResolver};

/// For one question to one server.
const PATIENCE: Duration = Duration::from_secs(5);

/// The texts at a name, or why they are not known, in words.
pub(super) type Found = Result<Vec<String>, String>;

pub(super) struct Dns(TokioResolver);

impl Dns {
    /// Asks this server, or the system's own.
    pub(super) fn new(server: Option<SocketAddr>) -> Result<Self> {
        let builder = match server {
            Some(server) => {
                let at = |mut way: ConnectionConfig| {
                    way.port = server.port();
                    way
                };
                let ways = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(at).into();
                let server = NameServerConfig::new(server.ip(), true, ways);
                let config = ResolverConfig::from_name_servers(vec![server]);
                Resolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
            None => Resolver::builder_tokio().context("this machine names no DNS server")?,
        };
        let mut options = ResolverOpts::default();
        (options.timeout, options.attempts) = (PATIENCE, 2);
        Ok(Self(builder.with_options(options).build().context("DNS cannot be asked")?))
    }

    /// Every TXT record at a name, its strings joined (RFC 7208 §3.3, RFC 6376 §3.6.2.2).
    pub(super) async fn texts(&self, name: &str) -> Found {
        match self.0.txt_lookup(format!("{name}.")).await {
            Ok(found) => Ok(found
                .answers()
                .iter()
                .filter_map(|record| match &record.data {
                    RData::TXT(text) => Some(text.txt_data.concat()),
                    _ => None,
                })
                .map(|text| String::from_utf8_lossy(&text).into_owned())
                .collect()),
            Err(none) if none.is_no_records_found() => Ok(vec![]),
            Err(_) => Err(format!("DNS gave no answer about {name}. Please try again later.")),
        }
    }
}
