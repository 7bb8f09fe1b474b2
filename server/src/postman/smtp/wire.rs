//! The bytes' way to the relay.
//!
//! lettre writes a letter's content and the dot that ends it one after the other. A system left to
//! itself keeps the dot back until the relay has acknowledged the content, and the relay's system takes
//! its time for that (Nagle's algorithm and delayed acknowledgements, RFC 896 and RFC 1122 §4.2.3.2):
//! 40 ms for each letter, whoever the relay is. So the connection is made here, without that delay.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll};
use std::time::Duration;

use anyhow::{Context as _, Result};
use lettre::transport::smtp::client::AsyncTokioStream;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A connection to the first of the host's addresses that answers, each given this long.
pub(super) async fn connect(address: (&str, u16), patience: Duration) -> io::Result<TcpStream> {
    let mut last = io::Error::from(ErrorKind::NotFound);
    for address in lookup_host(address).await? {
        match timeout(patience, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Ok(Err(error)) => last = error,
            Err(_) => last = ErrorKind::TimedOut.into(),
        }
    }
    Err(last)
}

/// The same with TLS from the start (RFC 8314 §3.3).
pub(super) async fn encrypted(
    address: (&str, u16),
    tls: Arc<ClientConfig>,
    patience: Duration,
) -> io::Result<Encrypted> {
    let wrong = |_| io::Error::from(ErrorKind::NotFound);
    let name = ServerName::try_from(address.0.to_owned()).map_err(wrong)?;
    let stream = connect(address, patience).await?;
    let greeted = timeout(patience, TlsConnector::from(tls).connect(name, stream)).await;
    Ok(Encrypted(greeted.map_err(|_| io::Error::from(ErrorKind::TimedOut))??))
}

/// TLS that trusts the usual authorities, and those in this PEM besides.
pub(super) fn trusting(pem: Option<&[u8]>) -> Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for own in CertificateDer::pem_slice_iter(pem.unwrap_or_default()) {
        let own = own.context("the certificates to trust are no PEM")?;
        roots.add(own).context("a certificate to trust cannot be used")?;
    }
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("TLS with the mail relay cannot be set up")?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(tls))
}

/// A connection inside TLS.
pub(super) struct Encrypted(TlsStream<TcpStream>);

impl fmt::Debug for Encrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encrypted")
    }
}

impl AsyncTokioStream for Encrypted {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, into)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, from)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
