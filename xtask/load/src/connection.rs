//! One connection that is kept open, and as much of HTTP/1.1 as the answers to a form need.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;

/// What the server said to one form.
pub struct Answer {
    pub status: u16,
    /// When to come again, on a 503.
    pub retry_after: Option<Duration>,
}

pub struct Connection {
    address: SocketAddr,
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        Ok(Self { address, stream: connected(address).await?, read: Vec::with_capacity(4096) })
    }

    /// Sends a whole request and waits for the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.write(request).await?;
        self.read.clear();
        let head = loop {
            if let Some(end) = self.read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end + 4;
            }
            self.read_more().await?;
        };
        let heading = Head::of(&self.read[..head])?;
        match heading.length {
            Some(length) => {
                while self.read.len() < head + length {
                    self.read_more().await?;
                }
            }
            // Its end is not announced, so the next answer cannot be told from it.
            None => self.again().await?,
        }
        Ok(heading.answer)
    }

    /// Starts over after whatever happened to this one.
    pub async fn again(&mut self) -> io::Result<()> {
        self.stream = connected(self.address).await?;
        Ok(())
    }

    async fn write(&mut self, mut request: &[u8]) -> io::Result<()> {
        while !request.is_empty() {
            match self.stream.try_write(request) {
                Ok(written) => request = &request[written..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.stream.writable().await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn read_more(&mut self) -> io::Result<()> {
        loop {
            self.stream.readable().await?;
            match self.stream.try_read_buf(&mut self.read) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
}

async fn connected(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

struct Head {
    answer: Answer,
    length: Option<usize>,
}

impl Head {
    fn of(head: &[u8]) -> io::Result<Self> {
        let head = std::str::from_utf8(head).map_err(|_| ErrorKind::InvalidData)?;
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let status = status.ok_or(ErrorKind::InvalidData)?;
        let (mut length, mut retry_after) = (None, None);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok();
            } else if name.eq_ignore_ascii_case("retry-after") {
                retry_after = value.trim().parse().ok().map(Duration::from_secs);
            }
        }
        Ok(Self { answer: Answer { status, retry_after }, length })
    }
}

#[cfg(test)]
mod checks {
    use std::time::Duration;

    use super::Head;

    #[test]
    fn a_head_tells_status_length_and_when_to_come_again() {
        let head = Head::of(b"HTTP/1.1 503 Busy\r\nContent-Length: 12\r\nretry-after: 3\r\n\r\n");
        let head = head.expect("a head");
        assert_eq!((head.answer.status, head.length), (503, Some(12)));
        assert_eq!(head.answer.retry_after, Some(Duration::from_secs(3)));
        let open = Head::of(b"HTTP/1.1 303 See Other\r\nTransfer-Encoding: chunked\r\n\r\n");
        assert_eq!(open.expect("a head").length, None);
        assert!(Head::of(b"nonsense\r\n\r\n").is_err());
    }
}
