//! The command line. Standard output holds the result only; everything else goes to standard error.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use dais::config::Config;
use dais::mail_check::{self, Report};
use dais::{samples, serve, storage};
use domain::desk::Desk;
use domain::document::Document;
use domain::error::Error;
use domain::staff::Role;
use domain::token::Token;
use domain::{event, sign_in, site, staff};
use tracing_subscriber::EnvFilter;

/// Taking a reply is mostly small allocations that one thread makes and another frees, which the
/// system's own allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Event briefings and RSVPs.
#[derive(Parser)]
#[command(name = "dais", version, disable_help_subcommand = true)]
struct Line {
    /// The present to start from (RFC 3339), for demonstrations and tests.
    #[arg(long, global = true, value_name = "TIME")]
    clock: Option<DateTime<Utc>>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site and deliver its mail.
    Serve,
    /// Load the samples that are not there yet.
    Sample,
    /// Events as documents.
    #[command(subcommand)]
    Event(EventCommand),
    /// The people who work here.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// The letters that go out.
    #[command(subcommand)]
    Mail(MailCommand),
}

#[derive(Subcommand)]
enum MailCommand {
    /// Say whether letters will arrive: what the relay and the sender's domain lack, and what to publish.
    Check {
        /// A DNS server to ask in place of the system's.
        #[arg(long, hide = true, value_name = "ADDRESS")]
        resolver: Option<SocketAddr>,
    },
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Print a link for the first owner, good once and for a day; nothing when there is an owner.
    First,
    /// Make somebody staff, or back, or give them another role; prints a link that signs them in.
    Add {
        /// Their mail address.
        email: String,
        /// What they may do: `owner` or `editor`.
        #[arg(long)]
        role: Role,
        /// Their name; they can tell it later.
        #[arg(long)]
        name: Option<String>,
    },
}

#[derive(Subcommand)]
enum EventCommand {
    /// Write a document's event; prints its slug.
    Import {
        /// A `dais.event/1` document; `-` for standard input.
        file: PathBuf,
        /// Publish it if it is a draft.
        #[arg(long)]
        publish: bool,
    },
    /// Print an event's document.
    Export {
        /// The last part of the event's address.
        slug: String,
    },
    /// Print the JSON Schema of documents.
    Schema,
}

fn main() -> ExitCode {
    let line = Line::parse();
    match run(line) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(line: Line) -> Result<ExitCode> {
    if let Command::Event(EventCommand::Schema) = line.command {
        say(&Document::json_schema())?;
        return Ok(ExitCode::SUCCESS);
    }
    let config = Config::load(line.clock)?;
    open_log(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(obey(line.command, &config))
}

fn open_log(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(&config.log).context("DAIS_LOG cannot be read")?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    Ok(())
}

async fn obey(command: Command, config: &Config) -> Result<ExitCode> {
    if let Command::Serve = command {
        serve(config).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let desk = desk(config).await?;
    let mut code = ExitCode::SUCCESS;
    match command {
        Command::Sample => {
            for slug in Box::pin(samples::load(&desk)).await? {
                say(&slug)?;
            }
        }
        Command::Event(EventCommand::Import { file, publish }) => {
            import(&desk, &file, publish).await?;
        }
        Command::Event(EventCommand::Export { slug }) => export(&desk, &slug).await?,
        Command::Staff(StaffCommand::First) => {
            if let Some(link) = sign_in::first_link(&desk).await? {
                say_link(&desk, &link)?;
            }
        }
        Command::Staff(StaffCommand::Add { email, role, name }) => {
            let link = staff::add(&desk, &email, role, name.as_deref()).await;
            say_link(&desk, &link.map_err(in_words)?)?;
        }
        Command::Mail(MailCommand::Check { resolver }) => {
            let report = check_mail(config, &desk, resolver).await?;
            say(&report.to_string())?;
            if !report.is_fine() {
                code = ExitCode::FAILURE;
            }
        }
        Command::Serve | Command::Event(EventCommand::Schema) => {}
    }
    desk.close().await;
    Ok(code)
}

async fn check_mail(config: &Config, desk: &Desk, resolver: Option<SocketAddr>) -> Result<Report> {
    let sender = site::current(desk).await?.mailbox();
    let ways = (serve::smtp_route(config, &desk.public_url)?, serve::seal(config)?);
    mail_check::check(config, &sender, ways, resolver).await
}

async fn serve(config: &Config) -> Result<()> {
    let server = serve::Server::bind(config).await?;
    eprintln!("Dais serves at {}", server.desk().public_url);
    server.run(told_to_stop()).await
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// The desk for a command beside a running server: its links begin where that one's do.
async fn desk(config: &Config) -> Result<Desk> {
    storage::open(config, serve::public_url(config, config.listen)?).await
}

async fn import(desk: &Desk, file: &Path, publish: bool) -> Result<()> {
    let text = read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let document = Document::read(&text).map_err(anyhow::Error::msg);
    let document = document.with_context(|| format!("{} was not imported", file.display()))?;
    let imported = event::import(desk, &document, publish).await;
    let imported = imported.with_context(|| format!("{} was not imported", file.display()))?;
    for oddity in imported.oddities {
        eprintln!("please check {oddity}");
    }
    say(&imported.slug)?;
    Ok(())
}

fn read(file: &Path) -> std::io::Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(file)
}

/// The result, on standard output.
fn say(result: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{result}").context("the result could not be written")
}

fn say_link(desk: &Desk, token: &Token) -> Result<()> {
    if desk.public_url.port() == Some(0) {
        eprintln!("DAIS_LISTEN leaves the port open: put the running server's in place of 0");
    }
    say(&desk.link(&format!("/sign-in/{}", token.reveal())))
}

/// What was wrong with the words of a command.
fn in_words(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(slips) => {
            let whys: Vec<String> = slips.into_iter().map(|slip| slip.why).collect();
            anyhow::Error::msg(whys.join("\n"))
        }
        error => error.into(),
    }
}

async fn export(desk: &Desk, slug: &str) -> Result<()> {
    match event::export(desk, slug).await {
        Ok(document) => say(&document.write())?,
        Err(Error::NotFound) => bail!("there is no event “{slug}”"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
