//! The postman at the relay's door and at the folder, in fair weather and foul.

use std::{os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use chrono::{DateTime, Utc};
use dais::postman::{Outcome, Outgoing, Postman, SmtpRoute};
use url::Url;

use crate::smtp::{Encryption, Fault, Smtp};

pub fn letter(id: i64) -> Outgoing {
    Outgoing {
        id,
        message_id: format!("<{id}.f00d@dais.example.org>"),
        date: "2026-11-21T14:05:09Z".parse::<DateTime<Utc>>().expect("a date"),
        from: "Coalition for Harvests <desk@example.org>".into(),
        to: "ada@example.org".into(),
        reply_to: Some((Some("Wren Calloway".into()), "wren@example.org".into())),
        subject: "Confirmed: Hours in the field".into(),
        text: "Hello,\n\nhttps://dais.example.org/r/s3cr3t\n.\n..two\n".into(),
        html: "<!doctype html><title>Confirmed</title><p>Hello</p>\n".into(),
        calendar: Some((
            "REQUEST",
            "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".into(),
        )),
        unsubscribe: None,
    }
}

fn route(url: &str) -> SmtpRoute {
    SmtpRoute::parse(&Url::parse(url).expect("a URL")).expect("a route")
}

fn postman(relay: &Smtp) -> Postman {
    Postman::smtp(route(&relay.url()))
}

fn later(outcome: &Outcome, word: &str) -> bool {
    matches!(outcome, Outcome::Later { why } if why.contains(word))
}

fn never(outcome: &Outcome, word: &str) -> bool {
    matches!(outcome, Outcome::Never { why } if why.contains(word))
}

/// The headers before the first empty line, unfolded.
fn header(letter: &str, name: &str) -> Vec<String> {
    let head = letter.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
    let of_name = |line: &str| line.strip_prefix(&format!("{name}: ")).map(str::to_owned);
    head.split("\r\n").filter_map(of_name).collect()
}

#[tokio::test]
async fn a_letter_arrives_whole() {
    let relay = Smtp::start();
    assert_eq!(postman(&relay).send(&letter(7)).await, Outcome::Sent);

    let [mail] = &relay.received()[..] else { panic!("one letter") };
    for (name, value) in [
        ("From", "\"Coalition for Harvests\" <desk@example.org>"),
        ("To", "ada@example.org"),
        ("Reply-To", "\"Wren Calloway\" <wren@example.org>"),
        ("Subject", "Confirmed: Hours in the field"),
        ("Date", "Sat, 21 Nov 2026 14:05:09 +0000"),
        ("Message-ID", "<7.f00d@dais.example.org>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("MIME-Version", "1.0"),
    ] {
        assert_eq!(header(mail, name), [value], "{name}");
    }
    assert!(header(mail, "Content-Type")[0].starts_with("multipart/alternative;"));
    let kinds: Vec<_> =
        mail.lines().filter(|line| line.starts_with("Content-Type: text/")).collect();
    assert_eq!(
        kinds,
        [
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: text/html; charset=utf-8",
            "Content-Type: text/calendar; method=REQUEST; charset=utf-8",
        ]
    );
    assert!(!mail.contains("Content-Disposition"));
    assert!(
        mail.contains("\r\n\r\nHello,\r\n\r\nhttps://dais.example.org/r/s3cr3t\r\n.\r\n..two\r\n")
    );
    assert!(mail.contains("\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"));
    let envelope = ["MAIL FROM:<desk@example.org>", "RCPT TO:<ada@example.org>"];
    assert!(relay.commands().windows(2).any(|pair| pair == envelope));
}

#[tokio::test]
async fn letters_share_a_connection() {
    let relay = Smtp::start();
    let mut postman = postman(&relay);
    relay.script([Fault::Recipient(550)]);
    assert!(never(&postman.send(&letter(1)).await, "recipient (550)"));
    assert_eq!(postman.send(&letter(2)).await, Outcome::Sent);
    assert_eq!(postman.send(&letter(3)).await, Outcome::Sent);
    assert_eq!((relay.connections(), relay.received().len()), (1, 2));

    postman.rest().await;
    assert_eq!(relay.commands().last().map(String::as_str), Some("QUIT"));
    assert_eq!(postman.send(&letter(4)).await, Outcome::Sent);
    assert_eq!(relay.connections(), 2);
}

#[tokio::test]
async fn only_an_answer_about_the_letter_is_final() {
    let relay = Smtp::start();
    for (fault, final_answer) in [
        (Fault::Sender(553), false),
        (Fault::Recipient(550), true),
        (Fault::Content(554), true),
        (Fault::Sender(530), false),
        (Fault::Recipient(451), false),
        (Fault::Recipient(421), false),
        (Fault::Content(452), false),
        (Fault::Recipient(552), false),
        (Fault::Recipient(554), false),
        (Fault::Opening(554), true),
        (Fault::Opening(503), false),
        (Fault::Opening(421), false),
        (Fault::Content(535), false),
        (Fault::Content(421), false),
        (Fault::Unwelcome, false),
        (Fault::Greeting(421), false),
        (Fault::Hello(550), false),
        (Fault::OutOfStep, false),
        (Fault::DropInContent, false),
    ] {
        relay.script([fault]);
        let outcome = postman(&relay).send(&letter(1)).await;
        assert_eq!(
            matches!(outcome, Outcome::Never { .. }),
            final_answer,
            "{fault:?}: {outcome:?}"
        );
        assert_ne!(outcome, Outcome::Sent, "{fault:?}");
    }
    assert!(relay.received().is_empty());
}

#[tokio::test]
async fn reasons_name_nobody() {
    let relay = Smtp::start();
    for fault in [Fault::Recipient(550), Fault::Content(452), Fault::DropInContent] {
        relay.script([fault]);
        let outcome = format!("{:?}", postman(&relay).send(&letter(1)).await);
        assert!(!outcome.contains('@') && !outcome.contains("scripted"), "{outcome}");
    }
}

#[tokio::test]
async fn a_letter_without_an_answer_is_tried_again_and_keeps_its_identity() {
    let relay = Smtp::start();
    relay.script([Fault::DropBeforeAnswer]);
    let mut postman = postman(&relay);
    assert!(later(&postman.send(&letter(5)).await, "confirmed"));
    assert_eq!(postman.send(&letter(5)).await, Outcome::Sent);

    let identities: Vec<_> = relay
        .received()
        .iter()
        .map(|mail| (header(mail, "Message-ID"), header(mail, "Date")))
        .collect();
    assert_eq!(identities.len(), 2);
    assert_eq!(identities[0], identities[1]);
}

#[tokio::test]
async fn a_confirmed_letter_is_sent_once_though_the_connection_ends() {
    let relay = Smtp::start();
    relay.script([Fault::DropAfterAnswer]);
    let mut postman = postman(&relay);
    assert_eq!(postman.send(&letter(1)).await, Outcome::Sent);
    assert_eq!(postman.send(&letter(2)).await, Outcome::Sent);
    assert_eq!((relay.received().len(), relay.connections()), (2, 2));
}

#[tokio::test]
async fn a_kept_connection_that_closes_is_replaced_at_once() {
    let relay = Smtp::start();
    let mut postman = postman(&relay);
    assert_eq!(postman.send(&letter(1)).await, Outcome::Sent);
    relay.script([Fault::Sender(421)]);
    assert_eq!(postman.send(&letter(2)).await, Outcome::Sent);
    assert_eq!((relay.received().len(), relay.connections()), (2, 2));
}

#[tokio::test]
async fn a_stalling_relay_costs_no_more_than_patience() {
    let relay = Smtp::start();
    let mut hasty = route(&relay.url());
    hasty.patience = Duration::from_secs(1);
    let mut postman = Postman::smtp(hasty);
    relay.script([Fault::Stall]);
    let bound = Duration::from_secs(20);
    let outcome = tokio::time::timeout(bound, postman.send(&letter(1))).await.expect("an end");
    assert!(later(&outcome, "in time"));
    assert_eq!(postman.send(&letter(2)).await, Outcome::Sent, "over a connection of its own");
    assert_eq!(relay.connections(), 2);
}

#[tokio::test]
async fn a_relay_that_never_speaks_costs_no_more_than_patience() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = silent.local_addr().expect("an address");
    let mut hasty = route(&format!("smtp://{address}"));
    hasty.patience = Duration::from_secs(1);
    assert!(later(&Postman::smtp(hasty).send(&letter(1)).await, "in time"));
    // A port that nobody listens on, and that no other test can be given meanwhile.
    let gone = route("smtp://127.0.0.1:1");
    assert!(later(&Postman::smtp(gone).send(&letter(1)).await, "cannot be reached"));
}

/// `0.0.0.0` leads to this machine and is no loopback address: a relay across a network, as far as
/// the route can tell.
fn elsewhere(relay: &Smtp) -> SmtpRoute {
    route(&format!("smtp://ada:p%40ss%26+w%C3%B6rd@0.0.0.0:{}", relay.port()))
}

fn trusted(route: SmtpRoute, relay: &Smtp) -> SmtpRoute {
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
async fn files_appear_whole_once_and_for_their_owner() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("data/mail");
    let mut postman = Postman::Files(folder.clone());
    assert_eq!(postman.send(&letter(7)).await, Outcome::Sent);
    assert_eq!(postman.send(&letter(7)).await, Outcome::Sent);

    let names: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    assert_eq!(names, ["20261121T140509-7.eml"]);
    let mode = |path: &Path| path.metadata().expect("metadata").permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join(&names[0]))), (0o700, 0o600));
    let mail = std::fs::read_to_string(folder.join(&names[0])).expect("the letter");
    assert_eq!(header(&mail, "Message-ID"), ["<7.f00d@dais.example.org>"]);

    let blocked = home.path().join("file");
    std::fs::write(&blocked, "").expect("written");
    assert!(later(&Postman::Files(blocked).send(&letter(7)).await, "mail folder"));
}

async fn as_file(letter: &Outgoing) -> Result<String, Outcome> {
    let home = tempfile::tempdir().expect("a folder");
    match Postman::Files(home.path().to_owned()).send(letter).await {
        Outcome::Sent => {
            let mut entries = std::fs::read_dir(home.path()).expect("the folder");
            let path = entries.next().expect("a letter").expect("an entry").path();
            Ok(std::fs::read_to_string(path).expect("the letter"))
        }
        outcome => Err(outcome),
    }
}

#[tokio::test]
async fn no_field_can_add_a_header_or_a_recipient() {
    let attack = "x\r\nBcc: eve@example.org\r\n\r\nbody";
    for hostile in [
        Outgoing { subject: attack.into(), ..letter(1) },
        Outgoing { message_id: attack.into(), ..letter(1) },
        Outgoing { from: format!("{attack} <desk@example.org>"), ..letter(1) },
        Outgoing { reply_to: Some((Some(attack.into()), "wren@example.org".into())), ..letter(1) },
        Outgoing { reply_to: Some((None, attack.into())), ..letter(1) },
        Outgoing { subject: "ünï\u{0}\u{1b}".repeat(100), ..letter(1) },
    ] {
        let mail = as_file(&hostile).await.expect("a letter");
        assert!(header(&mail, "Bcc").is_empty(), "{mail}");
        assert_eq!(header(&mail, "To"), ["ada@example.org"]);
        assert!(mail.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])));
    }
}

#[tokio::test]
async fn a_letter_that_cannot_be_a_mail_is_parked() {
    for to in ["", "ada", "ada@example.org\r\nBcc: eve@example.org", "a b@example.org", "@", "a@-"]
    {
        let outcome = as_file(&Outgoing { to: to.into(), ..letter(1) }).await;
        assert!(matches!(&outcome, Err(gone) if never(gone, "recipient's address")), "{to}");
    }
    let endless = Outgoing { subject: "x".repeat(1200), ..letter(1) };
    assert!(matches!(as_file(&endless).await, Err(gone) if never(&gone, "too long")));
    let senderless = Outgoing { from: "desk".into(), ..letter(1) };
    assert!(matches!(as_file(&senderless).await, Err(wait) if later(&wait, "configuration")));
}

#[tokio::test]
async fn a_letter_without_calendar_has_two_parts() {
    let mail = as_file(&Outgoing { calendar: None, ..letter(1) }).await.expect("a letter");
    assert_eq!(mail.matches("Content-Type: text/").count(), 2);
    let nameless = Outgoing { reply_to: Some((None, "wren@example.org".into())), ..letter(1) };
    assert_eq!(
        header(&as_file(&nameless).await.expect("a letter"), "Reply-To"),
        ["wren@example.org"]
    );
}

#[tokio::test]
async fn the_way_out_of_announcements_is_one_whole_line() {
    let way_out = format!("https://dais.example.org/unsubscribe/{}", "aZ09-_".repeat(30));
    let announcement = Outgoing { unsubscribe: Some(way_out.clone()), ..letter(1) };
    let mail = as_file(&announcement).await.expect("a letter");
    assert!(mail.contains(&format!("\r\nList-Unsubscribe: <{way_out}>\r\n")), "{mail}");
    assert_eq!(header(&mail, "List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
    assert!(!as_file(&letter(1)).await.expect("a letter").contains("List-Unsubscribe"));
    for crooked in
        ["https://x/\r\nBcc: eve@example.org", "https://x/ y", "https://x/>", "https://ü/"]
    {
        let crooked = Outgoing { unsubscribe: Some(crooked.into()), ..letter(1) };
        assert!(matches!(as_file(&crooked).await, Err(gone) if never(&gone, "header")));
    }
}

#[tokio::test]
async fn a_relay_that_refuses_us_says_nothing_about_letters() {
    let relay = Smtp::encrypted(Encryption::StartTls);
    for (fault, word) in [
        (Fault::Secure(454), "encryption"),
        (Fault::Secure(554), "encryption"),
        (Fault::BrokenTls, "encryption"),
        (Fault::SignIn(535), "sign-in"),
        (Fault::SignIn(454), "sign-in"),
        (Fault::Sender(530), "sign-in"),
        (Fault::Sender(550), "our sender"),
    ] {
        relay.script([fault]);
        let mut postman = Postman::smtp(trusted(elsewhere(&relay), &relay));
        let outcome = postman.send(&letter(1)).await;
        assert!(later(&outcome, word), "{fault:?}: {outcome:?}");
        assert_eq!(postman.is_cut_off(), !matches!(fault, Fault::Sender(_)), "{fault:?}");
        assert_eq!(postman.send(&letter(1)).await, Outcome::Sent, "after {fault:?}");
        assert!(!postman.is_cut_off());
    }
}

#[tokio::test]
async fn who_is_slow_to_confirm_gets_time_and_who_never_does_is_left() {
    let relay = Smtp::start();
    let mut route = route(&relay.url());
    (route.patience, route.patience_at_the_end) = (Duration::from_secs(5), Duration::from_secs(1));
    let mut postman = Postman::smtp(route);
    relay.script([Fault::Silence, Fault::Slow]);
    let outcome = postman.send(&letter(1)).await;
    assert!(later(&outcome, "on its way") && postman.is_cut_off(), "{outcome:?}");
    assert_eq!(postman.send(&letter(2)).await, Outcome::Sent);
    assert_eq!(relay.connections(), 2, "a late answer is for nobody");
}

#[tokio::test]
async fn addresses_beyond_ascii_go_where_the_relay_can_write_to_them() {
    let relay = Smtp::start();
    let mut postman = postman(&relay);
    let domain = Outgoing { to: "ada@bücher.example".into(), ..letter(1) };
    assert_eq!(postman.send(&domain).await, Outcome::Sent);
    assert!(relay.commands().contains(&"RCPT TO:<ada@xn--bcher-kva.example>".to_owned()));
    let local = Outgoing { to: "jörg@bücher.example".into(), ..letter(2) };
    let outcome = postman.send(&local).await;
    assert!(never(&outcome, "before the @"), "{outcome:?}");
    let sender = Outgoing { from: "büro@example.org".into(), ..letter(2) };
    assert!(later(&postman.send(&sender).await, "our sender"), "a setting can be mended");
    assert_eq!(postman.send(&letter(3)).await, Outcome::Sent, "the next one goes");

    postman.rest().await;
    relay.takes_foreign_letters();
    assert_eq!(postman.send(&local).await, Outcome::Sent);
    let told = ["MAIL FROM:<desk@example.org> SMTPUTF8", "RCPT TO:<jörg@xn--bcher-kva.example>"];
    assert!(relay.commands().windows(2).any(|pair| pair == told), "{:?}", relay.commands());
    let mail = relay.received().pop().expect("a letter");
    assert_eq!(header(&mail, "To"), ["jörg@xn--bcher-kva.example"]);
    let named = Outgoing { from: "Büro <desk@bücher.example>".into(), ..letter(4) };
    assert_eq!(postman.send(&named).await, Outcome::Sent);
    let mail = relay.received().pop().expect("a letter");
    assert!(header(&mail, "From")[0].is_ascii() && header(&mail, "From")[0].contains("=?utf-8?"));
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
