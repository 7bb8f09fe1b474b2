//! Signed letters, checked by a verifier that shares no code with the signer, over the records that the
//! signer asks to publish.

use dais::postman::{Outcome, Outgoing, Postman, SmtpRoute};
use dais::seal::Seal;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator};

use crate::dns::Dns;
use crate::postman::letter;
use crate::smtp::Smtp;

const KEYS: [(&str, &[u8]); 3] = [
    ("RSA", include_bytes!("seal/rsa.pem")),
    ("RSA in the older form", include_bytes!("seal/rsa_pkcs1.pem")),
    ("Ed25519", include_bytes!("seal/ed25519.pem")),
];

fn seal(pem: &[u8], domain: &str) -> Seal {
    Seal::new(pem, "dais1", domain).expect("a key")
}

/// The letter as the relay got it.
async fn on_its_way(seal: Seal, letter: &Outgoing) -> String {
    let relay = Smtp::start();
    relay.takes_foreign_letters();
    let route = SmtpRoute::parse(&relay.url().parse().expect("an address")).expect("a route");
    let sent = Postman::smtp(route.sealing_with(seal)).send(letter).await;
    assert_eq!(sent, Outcome::Sent);
    relay.received().remove(0)
}

/// What the verifier says of each signature.
async fn verdicts(mail: &str, dns: &Dns) -> Vec<DkimResult> {
    let mut way = ConnectionConfig::udp();
    way.port = dns.address.port();
    let server = NameServerConfig::new(dns.address.ip(), true, vec![way]);
    let config = ResolverConfig::from_name_servers(vec![server]);
    let verifier = MessageAuthenticator::new(config, ResolverOpts::default()).expect("a verifier");
    let message = AuthenticatedMessage::parse(mail.as_bytes()).expect("a message");
    let outputs = verifier.verify_dkim(&message).await;
    outputs.iter().map(|output| output.result().clone()).collect()
}

fn letters() -> Vec<Outgoing> {
    let long = format!("{}\r\n", "A line as long as mail can hold it. ".repeat(25));
    let announced = "https://dais.example.org/unsubscribe/0123456789abcdef0123456789abcdef";
    vec![
        letter(1),
        Outgoing { calendar: None, reply_to: None, ..letter(2) },
        Outgoing {
            subject: "Bestätigt: Stunden auf dem Feld · Дом, 日本 ".repeat(4), ..letter(3)
        },
        Outgoing { text: "Grüße,\n\n  \t zwei  Leerzeichen \n\n\n".to_owned(), ..letter(4) },
        Outgoing { text: long.repeat(20), html: long.clone(), ..letter(5) },
        Outgoing { text: String::new(), html: String::new(), calendar: None, ..letter(6) },
        Outgoing { unsubscribe: Some(announced.to_owned()), ..letter(7) },
        Outgoing { from: "\"Büro, für Ernte\" <desk@example.org>".to_owned(), ..letter(8) },
        Outgoing { to: "jörg@bücher.example".to_owned(), ..letter(9) },
        Outgoing { text: "From here\n.\n..dots\nFrom there\n".to_owned(), ..letter(10) },
    ]
}

#[tokio::test]
async fn every_letter_is_signed_so_that_others_can_tell() {
    for (name, pem) in KEYS {
        let published = seal(pem, "example.org");
        let dns = Dns::knowing(&[(&published.name(), &published.record())]);
        for letter in letters() {
            let mail = on_its_way(seal(pem, "example.org"), &letter).await;
            assert_eq!(verdicts(&mail, &dns).await, [DkimResult::Pass], "{name}: {mail}");
        }
    }
}

#[tokio::test]
async fn what_is_changed_on_the_way_is_found_out() {
    let (_, pem) = KEYS[0];
    let published = seal(pem, "example.org");
    let dns = Dns::knowing(&[(&published.name(), &published.record())]);
    let announced = "https://dais.example.org/u/1";
    let announcement = Outgoing { unsubscribe: Some(announced.to_owned()), ..letter(1) };
    let mail = on_its_way(seal(pem, "example.org"), &announcement).await;
    for (from, to) in [
        ("Confirmed: Hours", "Cancelled: Hours"),
        ("s3cr3t", "s3cret"),
        ("METHOD:REQUEST\r\nEND", "METHOD:CANCEL\r\nEND"),
        ("To: ada@", "To: eve@"),
        ("dais.example.org/u/1", "dais.example.org/u/2"),
        ("From: ", "From: eve@example.org\r\nFrom: "),
        ("Subject: ", "Subject: Another\r\nSubject: "),
    ] {
        let changed = mail.replacen(from, to, 1);
        assert_ne!(changed, mail, "{from}");
        let verdicts = verdicts(&changed, &dns).await;
        assert!(!verdicts.contains(&DkimResult::Pass), "{from} → {to}: {verdicts:?}");
    }
    // White space may change.
    let changed = mail.replacen("Subject: ", "Subject:   ", 1).replacen("Hello,", "Hello,  ", 1);
    assert_eq!(verdicts(&changed, &dns).await, [DkimResult::Pass]);
}

#[tokio::test]
async fn a_seal_of_another_domain_is_not_used() {
    let (_, pem) = KEYS[2];
    for (domain, signs) in [
        ("example.org", true),
        ("EXAMPLE.org", true),
        ("mail.example.org", true),
        ("example.net", false),
        ("ample.org", false),
    ] {
        let mail = on_its_way(seal(pem, domain), &letter(1)).await;
        assert_eq!(mail.starts_with("DKIM-Signature:"), signs, "{domain}");
    }
}

#[test]
fn a_key_that_cannot_be_used_is_refused_with_a_reason() {
    let short = include_bytes!("seal/short.pem");
    let other = include_bytes!("seal/ec.pem");
    for (pem, word) in [(&short[..], "2048"), (&other[..], "Ed25519"), (b"no key", "PEM")] {
        let why = Seal::new(pem, "dais1", "example.org").expect_err("a reason").to_string();
        assert!(why.contains(word), "{why}");
    }
    for (selector, domain) in [("", "example.org"), ("a b", "example.org"), ("dais1", "localhost")]
    {
        assert!(Seal::new(KEYS[0].1, selector, domain).is_err(), "{selector} {domain}");
    }
}
