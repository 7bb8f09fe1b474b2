//! A letter as a mail: what its fields can and cannot put into it.

use dais::postman::{Outcome, Outgoing, Postman};

use super::{header, later, letter, never};

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
