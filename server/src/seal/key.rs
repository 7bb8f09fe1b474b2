//! The private key: what *ring* can sign with, and what the world is told of it.

use anyhow::{Context as _, Result, bail};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;

pub(super) enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

/// `AlgorithmIdentifier` of RSA (RFC 8017 §A.1), as DER.
const RSA: [u8; 15] =
    [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;

impl Key {
    pub(super) fn read(pem: &[u8]) -> Result<Self> {
        let key = PrivateKeyDer::from_pem_slice(pem)
            .ok()
            .context("the file holds no private key in PEM (“-----BEGIN PRIVATE KEY-----”)")?;
        let kinds = "it is none of RSA with 2048 to 4096 bits, and none of Ed25519";
        let rsa = match &key {
            PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
            PrivateKeyDer::Pkcs8(key) => {
                if let Ok(key) = Ed25519KeyPair::from_pkcs8_maybe_unchecked(key.secret_pkcs8_der())
                {
                    return Ok(Self::Ed25519(key));
                }
                RsaKeyPair::from_pkcs8(key.secret_pkcs8_der())
            }
            _ => bail!("the key cannot be used: {kinds}"),
        };
        match rsa {
            Ok(key) if key.public().modulus_len() <= 512 => Ok(Self::Rsa(Box::new(key))),
            Ok(_) => bail!("the key cannot be used: {kinds}"),
            Err(why) => bail!("the key cannot be used ({why}): {kinds}"),
        }
    }

    /// As DKIM calls it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "rsa",
            Self::Ed25519(_) => "ed25519",
        }
    }

    /// The public half: RSA as `SubjectPublicKeyInfo` (RFC 6376 §3.6.1), Ed25519 bare (RFC 8463 §4).
    pub(super) fn public(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => {
                let bits = [&[0], key.public().as_ref()].concat();
                der(SEQUENCE, &[&RSA[..], &der(BIT_STRING, &bits)].concat())
            }
            Self::Ed25519(key) => key.public_key().as_ref().to_vec(),
        }
    }

    /// Ed25519 signs the hash (RFC 8463 §3), RSA hashes by itself. Empty if the system has no
    /// randomness, which RSA wants for hiding its timing: nobody then takes it for a signature.
    pub(super) fn sign(&self, text: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                let random = SystemRandom::new();
                match key.sign(&RSA_PKCS1_SHA256, &random, text, &mut signature) {
                    Ok(()) => signature,
                    Err(_) => vec![],
                }
            }
            Self::Ed25519(key) => key.sign(digest(&SHA256, text).as_ref()).as_ref().to_vec(),
        }
    }
}

/// One DER value: its tag, its length, itself.
fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len();
    let mut der = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => der.push(short),
        Ok(short) => der.extend([0x81, short]),
        Err(_) => {
            der.push(0x82);
            der.extend(&length.to_be_bytes()[size_of::<usize>() - 2..]);
        }
    }
    der.extend(value);
    der
}

#[cfg(test)]
mod tests {
    use super::der;

    #[test]
    fn lengths_take_one_to_three_bytes() {
        assert_eq!(der(3, &[7; 2]), [3, 2, 7, 7]);
        assert_eq!(der(3, &[0; 200])[..3], [3, 0x81, 200]);
        assert_eq!(der(3, &[0; 260])[..4], [3, 0x82, 1, 4]);
    }
}
