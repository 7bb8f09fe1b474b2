//! `dais mail check`, beside a DNS server and a relay that say what they are told.

use crate::dns::Dns;
use crate::harness::{Dais, Finished, Program};
use crate::smtp::{Encryption, Fault, Smtp};

struct Place {
    dais: Dais,
    relay: Smtp,
    dns: Dns,
}

const SPF: (&str, &str) = ("example.org", "v=spf1 include:relay.example.net -all");
const DMARC: (&str, &str) = ("_dmarc.example.org", "v=DMARC1; p=none; rua=mailto:a@example.org");

impl Place {
    async fn with(records: &[(&str, &str)], relay: Smtp) -> Self {
        let dais = Dais::start().await;
        std::fs::write(dais.folder.path().join("ca.pem"), relay.certificate()).expect("written");
        std::fs::write(dais.folder.path().join("dkim.pem"), include_bytes!("seal/rsa.pem"))
            .expect("written");
        Self { dais, relay, dns: Dns::knowing(records) }
    }

    /// The program with a relay across a network and a key.
    fn program(&self) -> Program {
        let relay = format!("smtp://ada:s3same@0.0.0.0:{}", self.relay.port());
        let program = self.dais.program().with("DAIS_SMTP_URL", &relay);
        program
            .with("DAIS_SMTP_ROOT", "ca.pem")
            .with("DAIS_MAIL_FROM", "Harvests <desk@example.org>")
            .with("DAIS_DKIM_KEY", "dkim.pem")
            .with("DAIS_DKIM_SELECTOR", "dais1")
    }

    async fn checks(&self, program: Program) -> Finished {
        let dns = self.dns.address.to_string();
        program.runs(&["mail", "check", "--resolver", &dns]).await
    }
}

/// The verdict and the words about one thing.
fn about<'a>(report: &'a Finished, what: &str) -> (&'a str, &'a str) {
    let line = report.out.lines().find(|line| line[6..].trim_start().starts_with(what));
    let line = line.unwrap_or_else(|| panic!("nothing about {what}: {report:?}"));
    (line[..6].trim(), line[6..].trim_start()[what.len()..].trim_start())
}

/// The record that stands on a line of its own, put together.
fn to_publish(report: &Finished, name: &str) -> String {
    let mut lines = report.out.lines();
    let found = lines.find(|line| line.contains(&format!("TXT record at {name}:")));
    found.unwrap_or_else(|| panic!("nothing for {name}: {report:?}"));
    lines.next().expect("a record").trim().replace("\" \"", "").replace('"', "")
}

#[tokio::test]
async fn what_is_to_be_published_is_told_and_then_all_is_well() {
    let place = Place::with(&[SPF], Smtp::encrypted(Encryption::StartTls)).await;
    let report = place.checks(place.program()).await;
    assert_eq!(report.code, Some(1), "{report:?}");
    assert!(about(&report, "Relay").1.contains("encrypted"), "{report:?}");
    assert_eq!(about(&report, "Relay").0, "ok");
    assert_eq!(about(&report, "SPF").0, "ok");
    assert_eq!((about(&report, "DKIM").0, about(&report, "DMARC").0), ("wrong", "wrong"));
    assert!(!report.out.contains("s3same"));

    for name in ["dais1._domainkey.example.org", "_dmarc.example.org"] {
        place.dns.publish(name, &to_publish(&report, name));
    }
    let report = place.checks(place.program()).await;
    assert_eq!(
        (report.code, report.out.ends_with("Nothing is wrong.\n")),
        (Some(0), true),
        "{report:?}"
    );
    assert!(place.relay.received().is_empty(), "no letter is sent for it");
}

#[tokio::test]
async fn each_fault_of_the_records_is_told() {
    let other = "v=DKIM1; k=rsa; p=MIIBIjANBg";
    let name = "dais1._domainkey.example.org";
    let records = [(name, other), ("example.org", "v=spf1 mx +all"), DMARC];
    let place = Place::with(&records, Smtp::encrypted(Encryption::StartTls)).await;
    let report = place.checks(place.program()).await;
    assert!(about(&report, "DKIM").1.contains("another key"), "{report:?}");
    assert!(about(&report, "SPF").1.contains("everybody"), "{report:?}");
    assert_eq!(about(&report, "DMARC").0, "ok");

    let foreign = place.program().with("DAIS_DKIM_DOMAIN", "example.net");
    assert!(about(&place.checks(foreign).await, "DKIM").1.contains("unsigned"));
    let below = place.program().with("DAIS_MAIL_FROM", "desk@mail.example.org");
    let report = place.checks(below.with("DAIS_DKIM_DOMAIN", "example.org")).await;
    assert_eq!(about(&report, "DMARC").0, "ok", "the domain above speaks for it: {report:?}");
    let bare = place.program().without("DAIS_DKIM_KEY").without("DAIS_DKIM_SELECTOR");
    assert_eq!(about(&place.checks(bare).await, "DKIM").0, "note");
    let homeless = place.program().with("DAIS_MAIL_FROM", "dais@localhost");
    let report = place.checks(homeless.with("DAIS_DKIM_DOMAIN", "example.org")).await;
    assert_eq!((report.code, about(&report, "Sender").0), (Some(1), "wrong"));
}

#[tokio::test]
async fn each_fault_of_the_relay_is_told() {
    let place = Place::with(&[SPF, DMARC], Smtp::encrypted(Encryption::StartTls)).await;
    for (fault, word) in [
        (Fault::Sender(553), "sender"),
        (Fault::SignIn(535), "sign-in"),
        (Fault::Secure(454), "encryption"),
        (Fault::Unwelcome, "turns us away (554). It was reached"),
        (Fault::Greeting(421), "busy just now (421). It was reached"),
        (Fault::Greeting(450), "busy just now (450). It was reached"),
        (Fault::Sender(451), "It is busy"),
    ] {
        place.relay.script([fault]);
        let report = place.checks(place.program()).await;
        let (verdict, words) = about(&report, "Relay");
        assert_eq!((report.code, verdict), (Some(1), "wrong"), "{fault:?}");
        assert!(words.contains(word), "{fault:?}: {words}");
    }
    let stranger = place.program().without("DAIS_SMTP_ROOT");
    let report = place.checks(stranger).await;
    assert!(about(&report, "Relay").1.contains("certificate"), "{report:?}");
    let gone = place.program().with("DAIS_SMTP_URL", "smtp://127.0.0.1:1");
    assert!(about(&place.checks(gone).await, "Relay").1.contains("cannot be reached"));
    let none = place.program().without("DAIS_SMTP_URL").without("DAIS_SMTP_ROOT");
    assert!(about(&place.checks(none).await, "Relay").1.contains("DAIS_SMTP_URL"));
}

#[tokio::test]
async fn a_key_that_cannot_be_used_stops_the_start_and_one_that_others_can_read_warns() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(&[], Smtp::encrypted(Encryption::StartTls)).await;
    let key = place.dais.folder.path().join("dkim.pem");
    let mode = |mode| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode));
    mode(0o644).expect("set");
    assert!(place.checks(place.program()).await.err.contains("chmod 600"));
    mode(0o600).expect("set");
    assert!(!place.checks(place.program()).await.err.contains("chmod 600"));
    std::fs::write(&key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
        .expect("written");
    let stopped = place.program().runs(&["serve"]).await;
    assert_eq!(stopped.code, Some(1));
    assert!(stopped.err.contains("DAIS_DKIM_KEY"), "{stopped:?}");
    let nameless = place.program().without("DAIS_DKIM_SELECTOR").runs(&["serve"]).await;
    assert!(nameless.err.contains("DAIS_DKIM_SELECTOR"), "{nameless:?}");
}

#[tokio::test]
async fn records_that_let_nobody_through_and_keys_that_few_can_read_are_told() {
    let nobody = [("example.org", "v=spf1 -all"), DMARC];
    let place = Place::with(&nobody, Smtp::encrypted(Encryption::StartTls)).await;
    let key = place.dais.folder.path().join("dkim.pem");
    std::fs::write(&key, include_bytes!("seal/ed25519.pem")).expect("written");
    let report = place.checks(place.program()).await;
    let (verdict, words) = about(&report, "SPF");
    assert_eq!((report.code, verdict), (Some(1), "wrong"), "{report:?}");
    assert!(words.contains("nobody at all may send"), "{words}");
    assert_eq!(to_publish(&report, "example.org"), "v=spf1 include:... -all");

    let name = "dais1._domainkey.example.org";
    place.dns.publish(name, &to_publish(&report, name));
    let report = place.checks(place.program()).await;
    let (verdict, words) = about(&report, "DKIM");
    assert_eq!(verdict, "note", "{report:?}");
    assert!(words.contains("Ed25519"), "{words}");
}
