//! Whose fault a refusal is.
//!
//! Only what is about this very letter is final: a mailbox that is not there, content that nobody
//! takes. A relay that does not know our sign-in, our sender or our machine says so with the same
//! first digit; those letters wait until somebody has mended the setting. Where the relay adds an
//! enhanced code (RFC 3463), it decides; else the plain one does, at the step that it answers.

use std::fmt;

use lettre::transport::smtp::Error;

use crate::postman::Outcome;

/// What of the letter the relay answered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// MAIL: from whom.
    Sender,
    /// RCPT: to whom.
    Recipient,
    /// DATA: whether it would take a letter at all.
    Opening,
    /// The letter itself.
    Content,
}

/// An answer that is no yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub step: Step,
    /// Three digits.
    pub code: u16,
    /// RFC 3463: class, subject, detail.
    pub detail: Option<[u16; 3]>,
}

/// What a refusal is about.
#[derive(Debug, PartialEq, Eq)]
enum About {
    /// The letter: no attempt will do better.
    Letter,
    /// Nothing lasting.
    Moment,
    /// Our sign-in.
    SignIn,
    /// Our sender's address.
    Sender,
    /// Us in another way: our machine, our rights, our quota; or the relay's own state.
    House,
}

impl Refusal {
    /// Reads an answer to this step; nothing if the relay gave none.
    pub fn read(step: Step, error: &Error) -> Option<Self> {
        let code = error.status()?.into();
        let words = std::error::Error::source(error).map(ToString::to_string);
        Some(Self { step, code, detail: words.as_deref().and_then(enhanced) })
    }

    fn about(&self) -> About {
        let lasting = self.code >= 500 && self.detail.is_none_or(|[class, ..]| class == 5);
        match (self.code, self.detail.map(|[_, subject, detail]| (subject, detail))) {
            // RFC 4954 §6: these tell us to sign in, or that our sign-in is not enough.
            (530 | 534 | 535 | 538, _) => About::SignIn,
            _ if !lasting => About::Moment,
            _ if self.step == Step::Sender => About::Sender,
            // RFC 3463 §3.2: the sender's address.
            (_, Some((1, 7 | 8))) => About::Sender,
            // Too large for the system; the subject is the system's state otherwise.
            (_, Some((3, 4))) => About::Letter,
            // Its state, the way there, the protocol.
            (_, Some((3..=5, _))) => About::House,
            // The rights of who sends: at RCPT mostly "relay access denied".
            (_, Some((7, _))) if self.step != Step::Content => About::House,
            (_, Some((1 | 2 | 6 | 7, _))) => About::Letter,
            (code, _) if is_about_the_letter(self.step, code) => About::Letter,
            _ => About::House,
        }
    }
}

/// RFC 5321 §4.2.2, where nothing more is told. 552 at RCPT means too many recipients (§4.5.3.1.10),
/// and 554 there that we may not send through this relay.
fn is_about_the_letter(step: Step, code: u16) -> bool {
    match step {
        Step::Sender => false,
        Step::Recipient => matches!(code, 501 | 550 | 551 | 553 | 556),
        Step::Opening => matches!(code, 550 | 552 | 554),
        Step::Content => code >= 541 && code != 555,
    }
}

/// `5.1.1` at the beginning of the relay's words.
fn enhanced(words: &str) -> Option<[u16; 3]> {
    let mut parts = words.split_whitespace().next()?.split('.').map(|part| part.parse().ok());
    let code = [parts.next()??, parts.next()??, parts.next()??];
    (parts.next().is_none() && matches!(code[0], 2 | 4 | 5)).then_some(code)
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.detail {
            Some([class, subject, detail]) => {
                write!(f, "({} {class}.{subject}.{detail})", self.code)
            }
            None => write!(f, "({})", self.code),
        }
    }
}

impl From<Refusal> for Outcome {
    fn from(refusal: Refusal) -> Self {
        let part = match refusal.step {
            Step::Sender => "the sender",
            Step::Recipient => "the recipient",
            Step::Opening | Step::Content => "the letter",
        };
        match refusal.about() {
            About::Letter => Self::never(format!("the mail relay refused {part} {refusal}")),
            About::Moment => Self::later(format!("the mail relay put off {part} {refusal}")),
            About::SignIn => Self::later(format!("the mail relay wants another sign-in {refusal}")),
            About::Sender => Self::later(format!(
                "the mail relay takes no letters from our sender’s address {refusal}"
            )),
            About::House => {
                Self::later(format!("the mail relay does not take {part} from us {refusal}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Refusal, Step, enhanced};

    fn about(step: Step, code: u16, words: &str) -> About {
        Refusal { step, code, detail: enhanced(words) }.about()
    }

    #[test]
    fn only_what_is_about_the_letter_is_final() {
        use About::{House, Letter, Moment, Sender, SignIn};
        use Step::{Content, Opening, Recipient};
        for (step, code, words, expected) in [
            (Recipient, 550, "5.1.1 no such user", Letter),
            (Recipient, 550, "no such user", Letter),
            (Recipient, 550, "5.2.1 mailbox disabled", Letter),
            (Recipient, 556, "", Letter),
            (Recipient, 553, "name not allowed", Letter),
            (Recipient, 552, "too many recipients", House),
            (Recipient, 554, "5.7.1 relay access denied", House),
            (Recipient, 550, "5.7.1 client host is blocked", House),
            (Recipient, 554, "transaction failed", House),
            (Recipient, 550, "5.1.8 bad sender", Sender),
            (Recipient, 550, "5.4.5 daily limit exceeded", House),
            (Recipient, 503, "out of step", House),
            (Recipient, 452, "4.2.2 mailbox full", Moment),
            (Recipient, 550, "4.7.1 greylisted", Moment),
            (Recipient, 450, "", Moment),
            (Recipient, 421, "", Moment),
            (Step::Sender, 550, "5.1.0 sender rejected", Sender),
            (Step::Sender, 554, "", Sender),
            (Step::Sender, 451, "", Moment),
            (Step::Sender, 530, "5.7.0 sign in first", SignIn),
            (Content, 535, "", SignIn),
            (Opening, 554, "", Letter),
            (Opening, 503, "", House),
            (Opening, 554, "5.5.1 no valid recipients", House),
            (Content, 554, "", Letter),
            (Content, 552, "5.3.4 too big", Letter),
            (Content, 550, "5.7.1 it looks like spam", Letter),
            (Content, 554, "5.6.0 faulty", Letter),
            (Content, 550, "5.4.5 quota", House),
            (Content, 521, "", House),
            (Content, 503, "", House),
            (Content, 452, "4.3.1 disk full", Moment),
            (Content, 554, "5.3.0 our disk", House),
        ] {
            assert_eq!(about(step, code, words), expected, "{step:?} {code} {words}");
        }
    }

    #[test]
    fn enhanced_codes_are_three_numbers() {
        assert_eq!(enhanced("5.1.1 <ada@example.org> unknown"), Some([5, 1, 1]));
        for other in ["", "no", "5.1", "192.0.2.1 is blocked", "5.1.1.1 x", "3.1.1 x", "5.x.1"] {
            assert_eq!(enhanced(other), None, "{other}");
        }
    }
}
