//! The way to the relay: encrypted and signed in where it leaves the machine, or not gone at all.

use dais::postman::{Outcome, Postman, SmtpRoute};
use url::Url;

use super::{later, letter, route};
use crate::smtp::{Encryption, Smtp};

/// `0.0.0.0` leads to this machine and is no loopback address: a relay across a network, as far as
/// the route can tell.
pub fn elsewhere(relay: &Smtp) -> SmtpRoute {
    route(&format!("smtp://ada:p%40ss%26+w%C3%B6rd@0.0.0.0:{}", relay.port()))
}

pub fn trusted(route: SmtpRoute, relay: &Smtp) -> SmtpRoute {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), relay.certificate()).expect("written");
    route.trusting(file.path()).expect("a certificate")
}

#[tokio::test]
async fn across_a_network_letters_travel_encrypted_and_signed_in() {
    let relay = Smtp::encrypted(Encryption::StartTls);
    let mut postman = Postman::smtp(trusted(elsewhere(&relay), &relay));
    assert_eq!(postman.send(&letter(1)).await, Outcome::Sent);
    let commands = relay.commands();
    let at = |wanted: &str| commands.iter().position(|command| command.starts_with(wanted));
    // NUL ada NUL p@ss&+wörd, RFC 4616.
    assert!(at("STARTTLS") < at("AUTH PLAIN AGFkYQBwQHNzJit3w7ZyZA=="));
    assert!(at("AUTH") < at("MAIL"));

    let wrapped = Smtp::encrypted(Encryption::FromTheStart);
    let route = trusted(route(&format!("smtps://localhost:{}", wrapped.port())), &wrapped);
    assert_eq!(Postman::smtp(route).send(&letter(1)).await, Outcome::Sent);
}

#[tokio::test]
async fn nothing_leaves_without_encryption_that_can_be_trusted() {
    let plain = Smtp::start();
    let outcome = Postman::smtp(elsewhere(&plain)).send(&letter(1)).await;
    assert!(later(&outcome, "STARTTLS"), "{outcome:?}");

    let foreign = Smtp::encrypted(Encryption::StartTls);
    let outcome = Postman::smtp(elsewhere(&foreign)).send(&letter(1)).await;
    assert!(later(&outcome, "certificate"), "{outcome:?}");

    let wrapped = Smtp::encrypted(Encryption::FromTheStart);
    let route = route(&format!("smtps://localhost:{}", wrapped.port()));
    let outcome = Postman::smtp(route).send(&letter(1)).await;
    assert!(later(&outcome, "certificate"), "{outcome:?}");

    for relay in [plain, foreign, wrapped] {
        let said = relay.commands();
        assert!(
            !said.iter().any(|command| command.starts_with("MAIL") || command.starts_with("AUTH"))
        );
    }
}

#[test]
fn a_route_says_what_is_wrong_with_it_and_hides_the_password() {
    for wrong in [
        "http://relay.example.org",
        "smtp:///",
        "smtp://relay.example.org/inbox",
        "smtp://relay.example.org?tls=none",
        "smtp://ada@relay.example.org",
    ] {
        assert!(SmtpRoute::parse(&Url::parse(wrong).expect("a URL")).is_err(), "{wrong}");
    }
    let shown = format!("{:?}", route("smtps://ada:s3same@relay.example.org"));
    assert!(shown.contains("relay.example.org") && shown.contains("465"));
    assert!(!shown.contains("ada") && !shown.contains("s3same"));
}

#[tokio::test]
async fn what_is_wrong_with_the_way_there_is_told_in_plain_words() {
    let plain = Smtp::start();
    let bare = Postman::smtp(elsewhere(&plain)).send(&letter(1)).await;
    assert!(later(&bare, "failed: it offers no encryption"), "{bare:?}");
    let wrapped = Smtp::encrypted(Encryption::FromTheStart);
    let of_host = |relay: &Smtp, host: &str| route(&format!("smtps://{host}:{}", relay.port()));
    let foreign = Postman::smtp(of_host(&wrapped, "localhost")).send(&letter(1)).await;
    assert!(later(&foreign, "its certificate comes from nobody whom we trust"), "{foreign:?}");
    let misnamed = trusted(of_host(&wrapped, "127.0.0.1"), &wrapped);
    let misnamed = Postman::smtp(misnamed).send(&letter(1)).await;
    assert!(later(&misnamed, "its certificate is for another name"), "{misnamed:?}");
    let wrong_port = Postman::smtp(of_host(&plain, "localhost")).send(&letter(1)).await;
    assert!(later(&wrong_port, "it does not answer with TLS"), "{wrong_port:?}");
    for outcome in [bare, foreign, misnamed, wrong_port] {
        let words = format!("{outcome:?}");
        assert!(!words.contains("rror") && !words.contains("peer"), "{words}");
    }
}
