//! The postman at the relay's door and at the folder, in fair weather and foul.

use std::{os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use chrono::{DateTime, Utc};
use dais::postman::{Outcome, Outgoing, Postman, SmtpRoute};
use url::Url;

mod message;
mod way;

use crate::smtp::{Encryption, Fault, Smtp};
use way::{elsewhere, trusted};

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
        entries: vec![],
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
    assert!(later(&outcome, "about this letter in time"), "{outcome:?}");
    assert!(!postman.is_cut_off(), "others need not wait");
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
    assert!(later(&outcome, "on its way") && !postman.is_cut_off(), "{outcome:?}");
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
