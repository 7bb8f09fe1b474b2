//! The running server: routes and layers, the postman beside them, an orderly end.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::{Address, Addresses};
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::desk::Desk;
use domain::outbox::Lane;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, Predicate, predicate::DefaultPredicate};
use tower_http::timeout::TimeoutLayer;
use url::Url;

use crate::clients::{self, Clients};
use crate::config::Config;
use crate::postman::{Postman, SmtpRoute, domain_of};
use crate::seal::Seal;
use crate::{bodies, calendars, delivery, headers, health, origin, rounds, site, storage};

/// The longest answer takes; waiting for the database has its own, shorter bound.
const PATIENCE: Duration = Duration::from_secs(45);

/// How long requests under way may take once the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long the letters may take that are being sent then.
const LAST_LETTERS: Duration = Duration::from_mins(1);

/// A server that is bound and not yet serving.
pub struct Server {
    listener: TcpListener,
    metrics: Option<TcpListener>,
    app: Router,
    desk: Desk,
    postman: Postman,
    lanes: usize,
}

impl Server {
    /// Binds, opens the storage, brings it up to date.
    ///
    /// # Errors
    /// What stands in the way, in words.
    pub async fn bind(config: &Config) -> Result<Self> {
        let listener = TcpListener::bind(config.listen).await;
        let listener = listener.with_context(|| format!("cannot listen on {}", config.listen))?;
        let metrics = match config.metrics_listen {
            Some(address) => Some(
                TcpListener::bind(address)
                    .await
                    .with_context(|| format!("cannot listen on {address}"))?,
            ),
            None => None,
        };
        let public_url = public_url(config, listener.local_addr()?)?;
        let postman = match smtp_route(config, &public_url)? {
            Some(route) => Postman::smtp(route),
            None => Postman::Files(config.data.join("mail")),
        };
        let desk = storage::open(config, public_url).await?;
        tracing::info!(durability = desk.durability().await?, "the storage is open");
        let lanes = config.postmen.get().into();
        Ok(Self { app: app(&desk, config), listener, metrics, desk, postman, lanes })
    }

    /// The desk that it works on.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Serves until `stop` completes, then finishes what is under way.
    ///
    /// # Errors
    /// The listener fails.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<()> {
        let (end, ended) = watch::channel(false);
        let mut at_the_door = JoinSet::new();
        for number in 0..self.lanes {
            let (desk, postman) = (self.desk.clone(), self.postman.another());
            let lane = lane(number, self.lanes);
            at_the_door.spawn(supervised(desk, lane, postman, ended.clone()));
        }
        let lines = tokio::spawn(kept(self.desk.clone(), ended.clone()));
        if let Some(listener) = self.metrics {
            let metrics = Router::new().route("/metrics", get(health::metrics));
            tokio::spawn(
                axum::serve(listener, metrics.with_state(self.desk.clone())).into_future(),
            );
        }
        let service = self.app.into_make_service_with_connect_info::<SocketAddr>();
        let stop = async move {
            stop.await;
            let _ = end.send(true);
        };
        let serving = axum::serve(self.listener, service).with_graceful_shutdown(stop);
        tokio::select! {
            served = serving.into_future() => served?,
            () = grace_is_over(ended) => {}
        }
        let last_letters = tokio::time::timeout(LAST_LETTERS, at_the_door.join_all());
        let _ = tokio::join!(last_letters, lines);
        self.desk.close().await;
        Ok(())
    }
}

/// A client that never finishes its request must not hold up an upgrade.
async fn grace_is_over(mut ended: watch::Receiver<bool>) {
    let _ = ended.wait_for(|ended| *ended).await;
    tokio::time::sleep(GRACE).await;
}

/// Serves alone, without a postman, for tests that go their rounds themselves.
///
/// # Errors
/// The listener fails.
pub async fn pages_only(
    server: Server,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let service = server.app.into_make_service_with_connect_info::<SocketAddr>();
    Ok(axum::serve(server.listener, service).with_graceful_shutdown(stop).await?)
}

/// One of several postmen never takes what is written to many at once: somebody may wait for a letter
/// while the others are busy with that.
fn lane(number: usize, of: usize) -> Lane {
    if number == 0 && of > 1 { Lane::Quick } else { Lane::Any }
}

/// A postman that panics is a defect, but no reason to leave letters lying.
async fn supervised(desk: Desk, lane: Lane, postman: Postman, stop: watch::Receiver<bool>) {
    let mut postman = Some(postman);
    while let Some(ready) = postman.take() {
        let again = ready.another();
        let round = tokio::spawn(delivery::deliver(desk.clone(), lane, ready, stop.clone()));
        if round.await.is_err() {
            tracing::error!("the postman fell over and starts again");
            tokio::time::sleep(Duration::from_secs(1)).await;
            postman = Some(again);
        }
    }
}

/// The same for the other rounds.
async fn kept(desk: Desk, stop: watch::Receiver<bool>) {
    while tokio::spawn(rounds::go(desk.clone(), stop.clone())).await.is_err() {
        tracing::error!("a round fell over and starts again");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Where links begin: where the settings say, else at the address listened on.
///
/// # Errors
/// The address makes no URL.
pub fn public_url(config: &Config, bound: SocketAddr) -> Result<Url> {
    if let Some(url) = &config.public_url {
        return Ok(url.clone());
    }
    let host = if bound.ip().is_unspecified() { "127.0.0.1".parse()? } else { bound.ip() };
    Ok(format!("http://{}", SocketAddr::new(host, bound.port())).parse()?)
}

/// The way to the relay, if letters go to one.
///
/// # Errors
/// A setting cannot be used.
pub fn smtp_route(config: &Config, public_url: &Url) -> Result<Option<SmtpRoute>> {
    let Some(url) = &config.smtp_url else { return Ok(None) };
    let mut route = SmtpRoute::parse(url).context("DAIS_SMTP_URL cannot be used")?;
    if let Some(root) = &config.smtp_root {
        route = route.trusting(root).context("DAIS_SMTP_ROOT cannot be used")?;
    }
    if let Some(host) = public_url.host_str() {
        route = route.greeting_as(host);
    }
    if let Some(seal) = seal(config)? {
        route = route.sealing_with(seal);
    }
    Ok(Some(route))
}

/// What letters are signed with.
///
/// # Errors
/// The key cannot be used: letters that everybody expects to be signed must not go out bare.
pub fn seal(config: &Config) -> Result<Option<Seal>> {
    let Some(dkim) = &config.dkim else { return Ok(None) };
    let domain = match &dkim.domain {
        Some(domain) => domain.clone(),
        None => {
            domain_of(&config.mail_from).context("DAIS_DKIM_DOMAIN must tell whose key it is")?
        }
    };
    let seal = Seal::from_file(&dkim.key, &dkim.selector, &domain);
    Ok(Some(seal.with_context(|| format!("DAIS_DKIM_KEY, {}", dkim.key.display()))?))
}

fn app(desk: &Desk, config: &Config) -> Router {
    let clients = Clients::new(&config.trusted_proxies, desk.clock().clone());
    let (routes, _) = routes(desk);
    routes
        .layer(from_fn_with_state(desk.clone(), calendars::of_pages))
        .layer(from_fn_with_state(clients, clients::limit))
        .layer(from_fn(origin::forms_only))
        .layer(from_fn_with_state(desk.public_url.clone(), origin::check))
        .layer(from_fn(bodies::limit))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(map_response(in_our_words))
        .layer(CatchPanicLayer::custom(|_| failed()))
        .layer(from_fn(headers::add))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_public)))
}

/// What the framework says of a request that it cannot read is for programmers: a field that comes
/// twice, a number that is none.
async fn in_our_words(mut answer: Response) -> Response {
    // Also where time ran out, which says nothing by itself.
    if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().entry(RETRY_AFTER).or_insert(HeaderValue::from_static("5"));
    }
    let unread =
        matches!(answer.status(), StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !unread || !kind.is_some_and(|kind| kind.starts_with("text/plain")) {
        return answer;
    }
    let words = "This could not be read. Please go back, load the page anew and try once more.\n";
    (answer.status(), words).into_response()
}

/// Every page, form and file, and the list of their addresses.
fn routes(desk: &Desk) -> (Router, Vec<Address>) {
    let (pages, mut listed) = app::routes(desk.clone());
    let files = Addresses::default()
        .get("/health", health::health)
        .get("/.well-known/security.txt", health::security)
        .get("/events.ics", calendars::of_all)
        .get("/site/{name}", site::file);
    let (files, of_files) = files.into_parts();
    listed.extend(of_files.into_iter().chain(calendars::addresses()));
    (pages.merge(files.with_state(desk.clone())), listed)
}

/// Every address that people and programs can reach, for a test that asks who may. Metrics are not
/// among them: they have a port of their own.
pub fn addresses(desk: &Desk) -> Vec<Address> {
    routes(desk).1
}

/// Personal pages are not compressed: their size would tell what is in them (BREACH). Neither is what a
/// strong tag stands for.
fn is_public(
    _: StatusCode,
    _: axum::http::Version,
    headers: &axum::http::HeaderMap,
    _: &axum::http::Extensions,
) -> bool {
    let personal = headers.get(CACHE_CONTROL).is_some_and(|value| value == "no-store");
    !personal && !calendars::is_calendar(headers)
}

pub(crate) fn failed() -> Response {
    let words = "Something of ours failed. Please try again in a moment.\n";
    (StatusCode::INTERNAL_SERVER_ERROR, words).into_response()
}
