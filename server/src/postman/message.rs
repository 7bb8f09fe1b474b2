//! A letter as an RFC 5322 message: plain text, HTML and the calendar as alternatives of each other,
//! which is how mail clients find an invitation (RFC 6047).
//!
//! lettre panics on some input, such as a line break in a name. Names are cleaned here, and what
//! panics all the same costs that letter and not the postman.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentDisposition, ContentType, HeaderName, HeaderValue},
    },
};

use super::{Outcome, Outgoing};

/// RFC 5322 §2.1.1, without the line break.
const LONGEST_LINE: usize = 998;

/// With the header's name it fits one line.
const LONGEST_LINK: usize = 900;

/// Encoded, a longer name would not fit one header line.
const LONGEST_NAME: usize = 120;

/// The message, or why there is none.
pub(super) fn composed(letter: &Outgoing) -> Result<Message, Outcome> {
    let message = catch_unwind(AssertUnwindSafe(|| compose(letter)))
        .unwrap_or_else(|_| Err(Outcome::never("the letter cannot be written as a mail")))?;
    if message.formatted().split(|&byte| byte == b'\n').any(|line| line.len() > LONGEST_LINE + 1) {
        return Err(Outcome::never("a line of the letter is too long for mail"));
    }
    Ok(message)
}

fn compose(letter: &Outgoing) -> Result<Message, Outcome> {
    // A wrong sender is a wrong setting: the letters can wait until it is mended.
    let from = mailbox(&letter.from)
        .ok_or_else(|| Outcome::later("the sender in the configuration is not a mail address"))?;
    let to = address(&letter.to)
        .ok_or_else(|| Outcome::never("the recipient's address is not one that mail can reach"))?;
    let mut headers = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(one_line(&letter.subject))
        .date(letter.date.into())
        .message_id(Some(one_line(&letter.message_id)))
        // RFC 3834 §5, and the same said to Exchange: no answers by machines. What could not be delivered
        // it shall tell, and so not `All`, which covers reports of that (MS-OXCMAIL).
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "OOF, AutoReply"));
    if let Some(contact) = answers_to(letter) {
        headers = headers.reply_to(contact);
    }
    if let Some(address) = &letter.unsubscribe {
        let link = link(address).ok_or_else(|| Outcome::never("the letter has a faulty header"))?;
        headers = headers
            .raw_header(unfolded("List-Unsubscribe", link))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    headers.multipart(parts(letter)?).map_err(|_| Outcome::never("the letter has a faulty header"))
}

fn parts(letter: &Outgoing) -> Result<MultiPart, Outcome> {
    let parts = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    let Some((method, calendar)) = &letter.calendar else { return Ok(parts) };
    let parts = parts
        .singlepart(SinglePart::builder().header(of_calendar(method, "")?).body(calendar.clone()));
    if letter.entries.is_empty() {
        return Ok(parts);
    }
    let mut mixed = MultiPart::mixed().multipart(parts);
    for ((method, calendar), number) in letter.entries.iter().zip(2..) {
        let name = format!("{}-{number}.ics", method.to_lowercase());
        let kind = of_calendar(method, &format!("; name={name}"))?;
        let file = SinglePart::builder().header(kind).header(ContentDisposition::attachment(&name));
        mixed = mixed.singlepart(file.body(calendar.clone()));
    }
    Ok(mixed)
}

/// A part takes one method, and a method one entry (RFC 5546 §3.2.2): who has several gets files besides
/// the part that mail clients read by themselves.
fn of_calendar(method: &str, more: &str) -> Result<ContentType, Outcome> {
    ContentType::parse(&format!("text/calendar; method={method}; charset=utf-8{more}"))
        .map_err(|_| Outcome::never("the calendar has an unknown method"))
}

/// A contact whose address is unusable costs the header, not the guest's letter.
fn answers_to(letter: &Outgoing) -> Option<Mailbox> {
    let (name, email) = letter.reply_to.as_ref()?;
    Some(Mailbox::new(name.as_deref().and_then(display_name), address(email)?))
}

/// The domain of a mailbox, as `Name <address>` or an address.
pub fn domain_of(mailbox_of: &str) -> Option<String> {
    Some(mailbox(mailbox_of)?.email.domain().to_owned())
}

pub(super) fn mailbox(raw: &str) -> Option<Mailbox> {
    let raw = raw.trim();
    match raw.strip_suffix('>').and_then(|raw| raw.rsplit_once('<')) {
        Some((name, email)) => {
            let name = name.trim().trim_matches('"');
            Some(Mailbox::new(display_name(name), address(email)?))
        }
        None => Some(Mailbox::new(None, address(raw)?)),
    }
}

/// The domain becomes ASCII (RFC 5890), which every relay can take. What stands before the @ stays as it
/// is: only some relays can write to it (RFC 6531).
fn address(raw: &str) -> Option<Address> {
    if raw.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let (user, domain) = raw.rsplit_once('@')?;
    Address::new(user, idna::domain_to_ascii_strict(domain).ok()?).ok()
}

fn display_name(raw: &str) -> Option<String> {
    let name = one_line(raw).trim().to_owned();
    (1..=LONGEST_NAME).contains(&name.len()).then_some(name)
}

fn one_line(raw: &str) -> String {
    raw.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The address between brackets, if a header can hold it whole.
fn link(address: &str) -> Option<String> {
    let fits = address.len() <= LONGEST_LINK
        && address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,".contains(&byte));
    fits.then(|| format!("<{address}>"))
}

/// As it stands: a link that is folded is no link to many a reader.
fn unfolded(name: &'static str, value: String) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value)
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
