//! Many people who each send one form, over a fixed number of connections: the next form goes out
//! as soon as the answer to the last has come (a closed loop).
//!
//! What is told of each form is about the attempt that was answered: whoever was put off with a
//! 503 was not in line yet, comes again when told to, and counts from then.

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio::task::JoinSet;

use crate::connection::{Answer, Connection};

/// Nobody comes again sooner.
const SOON: Duration = Duration::from_secs(1);

/// A form as it will be sent.
pub struct Form {
    path: String,
    body: String,
}

/// Reads a path, a tab and a body from each line.
pub fn forms(file: &Path) -> Result<Vec<Form>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let form = |line: &str| {
        let (path, body) = line.split_once('\t').context("a line without a tab")?;
        Ok(Form { path: path.to_owned(), body: body.to_owned() })
    };
    text.lines().map(form).collect()
}

/// What became of a form.
struct Sent {
    form: usize,
    /// Of the attempt that was answered, since the start.
    began: Duration,
    ended: Duration,
    /// Zero: no answer.
    status: u16,
    /// How often it was answered with a 503 before.
    put_off: u32,
}

/// What the connections share.
struct Crowd {
    address: SocketAddr,
    forms: Vec<Form>,
    next: AtomicUsize,
    start: Instant,
    /// No form goes out later than this after the start.
    closing: Duration,
}

/// Sends the forms in their order until all are answered or the time is over, and prints for each
/// one sent: its line from 0, microseconds of beginning and end, status, how often it was put off.
pub async fn all(
    address: SocketAddr,
    connections: usize,
    seconds: u64,
    forms: Vec<Form>,
) -> Result<()> {
    let mut open = vec![];
    for _ in 0..connections {
        open.push(Connection::open(address).await.context("the server cannot be reached")?);
    }
    let closing = Duration::from_secs(seconds);
    let next = AtomicUsize::new(0);
    let crowd = Arc::new(Crowd { address, forms, next, start: Instant::now(), closing });
    let mut lines = JoinSet::new();
    for connection in open {
        lines.spawn(one_by_one(connection, Arc::clone(&crowd)));
    }
    let mut sent = vec![];
    while let Some(line) = lines.join_next().await {
        sent.extend(line??);
    }
    told(&sent)
}

async fn one_by_one(mut connection: Connection, crowd: Arc<Crowd>) -> Result<Vec<Sent>> {
    let mut all = vec![];
    while crowd.start.elapsed() < crowd.closing {
        let form = crowd.next.fetch_add(1, Ordering::Relaxed);
        if form >= crowd.forms.len() {
            break;
        }
        all.push(crowd.sends(form, &mut connection).await?);
    }
    Ok(all)
}

impl Crowd {
    async fn sends(&self, form: usize, connection: &mut Connection) -> Result<Sent> {
        let request = self.request(form);
        let mut put_off = 0;
        loop {
            let began = self.start.elapsed();
            let answer = connection.ask(&request).await;
            let ended = self.start.elapsed();
            let Ok(answer) = answer else {
                connection.again().await.context("the server is gone")?;
                return Ok(Sent { form, began, ended, status: 0, put_off });
            };
            match answer {
                Answer { status: 503, retry_after: Some(wait) } => {
                    put_off += 1;
                    tokio::time::sleep(wait.max(SOON)).await;
                }
                // A 503 that names no time is not the one of a full queue.
                Answer { status, .. } => {
                    return Ok(Sent { form, began, ended, status, put_off });
                }
            }
        }
    }

    /// What a browser sends, without what the server does not look at. Everybody comes from an
    /// address of their own, as at a proxy's.
    fn request(&self, form: usize) -> Vec<u8> {
        let Form { path, body } = &self.forms[form];
        let [_, b, c, d] = u32::try_from(form).unwrap_or(u32::MAX).to_be_bytes();
        format!(
            "POST {path} HTTP/1.1\r\n\
            Host: {address}\r\n\
            Content-Type: application/x-www-form-urlencoded\r\n\
            Content-Length: {length}\r\n\
            Accept: text/html\r\n\
            Sec-Fetch-Site: same-origin\r\n\
            X-Forwarded-For: 10.{b}.{c}.{d}\r\n\r\n\
            {body}",
            address = self.address,
            length = body.len(),
        )
        .into_bytes()
    }
}

fn told(sent: &[Sent]) -> Result<()> {
    let mut text = String::new();
    for Sent { form, began, ended, status, put_off } in sent {
        let (began, ended) = (began.as_micros(), ended.as_micros());
        writeln!(text, "{form}\t{began}\t{ended}\t{status}\t{put_off}")?;
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
