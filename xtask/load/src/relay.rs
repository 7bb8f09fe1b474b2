//! A mail relay that takes every letter and keeps none: what a relay costs at least.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Result, bail};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How many letters came, and how many bytes they had.
#[derive(Default)]
struct Taken {
    letters: AtomicUsize,
    bytes: AtomicUsize,
}

/// Prints its port and takes letters for good. `XTAKEN` is answered with how many and how large.
pub async fn open() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    io::stdout().flush()?;
    let taken = Arc::new(Taken::default());
    loop {
        let (stream, _) = listener.accept().await?;
        let taken = Arc::clone(&taken);
        // A client that goes away ends its connection, not the relay.
        tokio::spawn(async move { drop(session(stream, &taken).await) });
    }
}

async fn session(stream: TcpStream, taken: &Taken) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut wire = BufReader::new(stream);
    wire.get_mut().write_all(b"220 relay\r\n").await?;
    let mut line = Vec::new();
    while read(&mut wire, &mut line).await? > 0 {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match &verb[..] {
            b"DATA" => {
                wire.get_mut().write_all(b"354 go on\r\n").await?;
                let bytes = content(&mut wire, &mut line).await?;
                taken.letters.fetch_add(1, Ordering::Relaxed);
                taken.bytes.fetch_add(bytes, Ordering::Relaxed);
                "250 taken\r\n".to_owned()
            }
            b"XTAK" => {
                let of = |number: &AtomicUsize| number.load(Ordering::Relaxed);
                format!("250 {} {}\r\n", of(&taken.letters), of(&taken.bytes))
            }
            b"QUIT" => return wire.get_mut().write_all(b"221 bye\r\n").await,
            _ => "250 ok\r\n".to_owned(),
        };
        wire.get_mut().write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

async fn content(wire: &mut BufReader<TcpStream>, line: &mut Vec<u8>) -> io::Result<usize> {
    let mut bytes = 0;
    while read(wire, line).await? > 0 && line != b".\r\n" {
        bytes += line.len();
    }
    Ok(bytes)
}

async fn read(wire: &mut BufReader<TcpStream>, line: &mut Vec<u8>) -> io::Result<usize> {
    line.clear();
    wire.read_until(b'\n', line).await
}

/// Prints how many letters of this size a second a client brings that has nothing else to do.
pub async fn measured(
    address: SocketAddr,
    connections: usize,
    letters: usize,
    bytes: usize,
) -> Result<()> {
    let line = "A line of a letter, as long as most lines of letters are here.\r\n";
    let mut content = line.repeat(bytes / line.len() + 1);
    content.push_str(".\r\n");
    let (content, each) = (Arc::new(content), letters / connections);
    let start = Instant::now();
    let clients: Vec<_> = (0..connections)
        .map(|_| tokio::spawn(bring(address, each, Arc::clone(&content))))
        .collect();
    for client in clients {
        client.await??;
    }
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52")]
    let rate = (each * connections) as f64 / start.elapsed().as_secs_f64();
    println!("{rate:.0}");
    Ok(())
}

async fn bring(address: SocketAddr, letters: usize, content: Arc<String>) -> Result<()> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut wire = BufReader::new(stream);
    let mut line = Vec::new();
    read(&mut wire, &mut line).await?;
    say(&mut wire, "EHLO bench\r\n", &mut line).await?;
    for _ in 0..letters {
        for words in ["MAIL FROM:<a@example.org>\r\n", "RCPT TO:<b@example.org>\r\n", "DATA\r\n"] {
            say(&mut wire, words, &mut line).await?;
        }
        say(&mut wire, &content, &mut line).await?;
    }
    Ok(())
}

async fn say(wire: &mut BufReader<TcpStream>, words: &str, line: &mut Vec<u8>) -> Result<()> {
    wire.get_mut().write_all(words.as_bytes()).await?;
    read(wire, line).await?;
    if !matches!(line.first(), Some(b'2' | b'3')) {
        bail!("the relay said {}", String::from_utf8_lossy(line));
    }
    Ok(())
}
