//! The bytes between relay and postman, in the clear or over TLS with a certificate of our own.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring, pki_types::PrivateKeyDer};

pub enum Wire {
    Plain(TcpStream),
    Encrypted(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Read for Wire {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(into),
            Self::Encrypted(stream) => stream.read(into),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(from),
            Self::Encrypted(stream) => stream.write(from),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Encrypted(stream) => stream.flush(),
        }
    }
}

pub fn encrypt(tls: &Arc<ServerConfig>, wire: Wire) -> io::Result<Wire> {
    let Wire::Plain(stream) = wire else { return Err(io::ErrorKind::AlreadyExists.into()) };
    let tls = ServerConnection::new(Arc::clone(tls)).map_err(io::Error::other)?;
    Ok(Wire::Encrypted(Box::new(StreamOwned::new(tls, stream))))
}

pub fn identity() -> (ServerConfig, String) {
    let names = ["localhost".to_owned(), "0.0.0.0".to_owned()];
    let own = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(own.signing_key.serialize_der().into());
    let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .expect("key and certificate match");
    (tls, own.cert.pem())
}
