//! Who sends a request, and how many forms of each kind they may send.
//!
//! A whole House office building shares an address, so the limit of replies is wide. Only proxies that the
//! settings name are believed about whom they speak for; the right-most address that is not theirs
//! counts, since everything left of it can be made up.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use domain::desk::Clock;
use ipnet::IpNet;

/// The time in which forms are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(1);

/// A form that is counted, each kind by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Counted {
    /// A reply to an event.
    Reply,
    /// Having one's links sent again.
    Mine,
    /// Anything on the way to being signed in.
    SignIn,
}

impl Counted {
    fn of(method: &Method, path: &str) -> Option<Self> {
        match path {
            _ if method != Method::POST => None,
            path if path.starts_with("/events/") => Some(Self::Reply),
            "/my-rsvps" => Some(Self::Mine),
            path if path.starts_with("/sign-in") => Some(Self::SignIn),
            _ => None,
        }
    }

    /// How many one client may send in [`WINDOW`].
    fn limit(self) -> usize {
        match self {
            Self::Reply => 300,
            Self::Mine | Self::SignIn => 30,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Reply => {
                "Many replies came from your network within a minute. \
                Please wait a minute, go back and send yours again: what you typed is still there.\n"
            }
            Self::Mine => {
                "Many people of your network asked for their links within a minute. \
                Please wait a minute, go back and try again.\n"
            }
            Self::SignIn => {
                "Many tries to sign in came from your network within a minute. \
                Please wait a minute, go back and try again.\n"
            }
        }
    }
}

/// The forms of the last minute, by kind and client.
#[derive(Clone)]
pub struct Clients {
    trusted: Arc<[IpNet]>,
    clock: Clock,
    recent: Arc<Mutex<Recent>>,
}

/// Clients beyond which those who have gone are forgotten.
const MANY: usize = 10_000;

/// When each kind of form came, by client.
struct Recent {
    times: HashMap<(Counted, IpAddr), VecDeque<DateTime<Utc>>>,
    /// How many clients make it worth while to forget those who have gone. It doubles when most are
    /// still there, so that a crowd does not have them looked through at each of its forms.
    too_many: usize,
}

impl Default for Recent {
    fn default() -> Self {
        Self { times: HashMap::new(), too_many: MANY }
    }
}

impl Recent {
    fn forget_who_has_gone(&mut self, now: DateTime<Utc>) {
        if self.times.len() > self.too_many {
            self.times.retain(|_, times| times.back().is_some_and(|last| is_recent(*last, now)));
            self.too_many = MANY.max(self.times.len() * 2);
        }
    }
}

impl Clients {
    /// Believes these networks about `X-Forwarded-For`.
    pub fn new(trusted: &[IpNet], clock: Clock) -> Self {
        Self { trusted: trusted.into(), clock, recent: Arc::default() }
    }

    /// Who sends a request that arrived from `peer`.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let trusted = |ip: &IpAddr| self.trusted.iter().any(|network| network.contains(ip));
        let mut client = peer.to_canonical();
        let values =
            headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let forwarded: Vec<&str> = values.flat_map(|value| value.split(',')).collect();
        for hop in forwarded.iter().rev() {
            if !trusted(&client) {
                break;
            }
            let Ok(ip) = hop.trim().parse::<IpAddr>() else { break };
            client = ip.to_canonical();
        }
        of_one_household(client)
    }

    /// Counts a form. False when it is one too many.
    fn may_send(&self, form: Counted, client: IpAddr) -> bool {
        let now = self.clock.now();
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.forget_who_has_gone(now);
        let times = recent.times.entry((form, client)).or_default();
        while times.front().is_some_and(|first| !is_recent(*first, now)) {
            times.pop_front();
        }
        if times.len() >= form.limit() {
            return false;
        }
        times.push_back(now);
        true
    }
}

/// Also false for what lies ahead: the clock was put back since.
fn is_recent(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    at <= now && now - at < WINDOW
}

/// An IPv6 network of one customer (RFC 6177: /64 at least) counts as one client.
fn of_one_household(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
    }
}

/// Refuses forms beyond the limit with 429.
pub async fn limit(State(clients): State<Clients>, request: Request, next: Next) -> Response {
    match Counted::of(request.method(), request.uri().path()) {
        Some(form) if !clients.may_send(form, sender(&clients, &request)) => {
            let wait = [(header::RETRY_AFTER, HeaderValue::from_static("60"))];
            (StatusCode::TOO_MANY_REQUESTS, wait, form.words()).into_response()
        }
        _ => next.run(request).await,
    }
}

fn sender(clients: &Clients, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |info| info.0.ip());
    clients.client(peer, request.headers())
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::{HeaderMap, HeaderValue};
    use chrono::TimeDelta;
    use domain::desk::Clock;

    use super::{Clients, Counted};

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn forwarded(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(
            "x-forwarded-for".parse().expect("a name"),
            HeaderValue::from_static(value),
        )])
    }

    #[test]
    fn only_named_proxies_are_believed() {
        let nobody = Clients::new(&[], Clock::default());
        assert_eq!(nobody.client(ip("192.0.2.1"), &forwarded("198.51.100.7")), ip("192.0.2.1"));

        let proxy = Clients::new(&["192.0.2.0/24".parse().expect("a network")], Clock::default());
        let client = |value| proxy.client(ip("192.0.2.1"), &forwarded(value));
        assert_eq!(client("198.51.100.7"), ip("198.51.100.7"));
        assert_eq!(client("203.0.113.9, 198.51.100.7, 192.0.2.8"), ip("198.51.100.7"));
        assert_eq!(client("203.0.113.9, nonsense"), ip("192.0.2.1"));
        assert_eq!(client("2001:db8:1:2:3::4"), ip("2001:db8:1:2::"));
    }

    #[test]
    fn the_limit_is_by_client_and_minute() {
        let clock = Clock::default();
        let clients = Clients::new(&[], clock.clone());
        for form in [Counted::Reply, Counted::Mine, Counted::SignIn] {
            let may = |client| clients.may_send(form, ip(client));
            assert!((0..form.limit()).all(|_| may("192.0.2.1")));
            assert!(!may("192.0.2.1"));
            assert!(may("192.0.2.2"));
        }
        clock.set(clock.now() + TimeDelta::seconds(61));
        assert!(clients.may_send(Counted::Reply, ip("192.0.2.1")));
    }
}
