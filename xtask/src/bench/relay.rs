//! The load generator's mail relay.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Stdio},
};

use anyhow::{Context, Result};

use super::load::Generator;
use crate::tools::printed;

/// A running relay; it ends when dropped.
pub struct Relay {
    generator: Generator,
    child: Child,
    address: SocketAddr,
}

impl Relay {
    /// On a free port.
    pub fn open(generator: Generator) -> Result<Self> {
        let mut child = generator.command().arg("relay").stdout(Stdio::piped()).spawn()?;
        let mut port = String::new();
        BufReader::new(child.stdout.take().context("no output")?).read_line(&mut port)?;
        let port: u16 = port.trim().parse().context("the relay did not start")?;
        Ok(Self { generator, child, address: SocketAddr::from(([127, 0, 0, 1], port)) })
    }

    /// For `DAIS_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// How many letters came, and how many bytes they had.
    pub fn taken(&self) -> Result<(usize, usize)> {
        let mut wire = BufReader::new(TcpStream::connect(self.address)?);
        wire.get_mut().write_all(b"XTAKEN\r\n")?;
        let mut lines = wire.lines();
        let told = lines.nth(1).context("the relay hung up")??;
        let mut numbers = told.split(' ').skip(1).map(str::parse);
        let mut number = || numbers.next().context("no number")?.context("no number");
        Ok((number()?, number()?))
    }

    /// Letters of this size a second from a client that has nothing else to do.
    pub fn own_rate(&self, connections: usize, bytes: usize) -> Result<f64> {
        let mut client = self.generator.command();
        client.arg("letters").arg(self.address.to_string());
        client.args([connections.to_string(), "20000".to_owned(), bytes.to_string()]);
        Ok(printed(&mut client)?.parse()?)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        // It may be gone already, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
