//! Whether the relay takes letters from here.

use domain::outbox::recover;

use super::{Item, Verdict};
use crate::postman::{Probe, SmtpRoute, domain_of};

pub(super) async fn relay(route: Option<&SmtpRoute>, sender: &str) -> Item {
    let Some(route) = route else {
        let words =
            "No relay is set (DAIS_SMTP_URL): letters are written into files and reach nobody.";
        return Item::new("Relay", Verdict::Wrong, words);
    };
    let (verdict, words) = match route.probe(sender).await {
        Err(why) => (Verdict::Wrong, advice(&why)),
        Ok(probe) => told(&probe, sender),
    };
    Item::new("Relay", verdict, format!("{}: {words}", route.host()))
}

fn told(probe: &Probe, sender: &str) -> (Verdict, String) {
    let encrypted = if probe.encrypted {
        "letters reach it encrypted, and its certificate is good"
    } else {
        "it is on this machine, where letters need no encryption"
    };
    let signed_in = if probe.signed_in {
        "it takes our sign-in"
    } else {
        "it asks for no sign-in and has to know this machine"
    };
    let beyond = if probe.takes_foreign_letters {
        "it can write to addresses with accents before the @"
    } else {
        "it cannot write to addresses with accents before the @"
    };
    let all = format!("{encrypted}; {signed_in}; {beyond}");
    match &probe.refusal {
        None => (Verdict::Fine, format!("{all}.")),
        Some(why) => {
            let of = domain_of(sender).unwrap_or_default();
            let hint = if why.contains("put off") {
                "It is busy: try again later, or ask whoever runs it.".to_owned()
            } else {
                format!("Ask whoever runs it to let us send for {of}.")
            };
            (Verdict::Wrong, format!("{all}; but {why}. {hint}"))
        }
    }
}

/// What whoever looks after it can do.
fn advice(why: &str) -> String {
    let hint = if why.starts_with(recover::BUSY) {
        " It was reached and says so itself: try again later, or ask whoever runs it."
    } else if why.starts_with(recover::UNWELCOME) {
        " It was reached and wants nothing from this machine: ask whoever runs it to let us send."
    } else if why.contains("certificate") {
        about_certificate(why)
    } else if why.contains("STARTTLS") || why.contains("encryption") {
        " Letters never travel bare: the relay has to offer STARTTLS, or TLS from the start (smtps://)."
    } else if why.contains("sign-in") {
        " Look at user and password in DAIS_SMTP_URL."
    } else {
        " Look at host and port in DAIS_SMTP_URL, and at firewalls between here and there."
    };
    format!("{why}.{hint}")
}

fn about_certificate(why: &str) -> &'static str {
    if why.ends_with("has expired") {
        " Whoever runs it has to renew it."
    } else if why.contains("not valid yet") {
        " Look at the clock of this machine; else whoever runs it has to put one in place that holds now."
    } else if why.ends_with("for another name") {
        " Name the relay in DAIS_SMTP_URL as its certificate does."
    } else if why.contains("nobody whom we trust") {
        " It has to come from an authority that everybody trusts; DAIS_SMTP_ROOT can name one of your own."
    } else {
        " Whoever runs it has to put another one in place."
    }
}
