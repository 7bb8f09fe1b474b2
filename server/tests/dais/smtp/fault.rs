//! What can go wrong between a relay and a postman.

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 554 instead of a greeting.
    Unwelcome,
    /// This answer instead of a greeting.
    Greeting(u16),
    /// This answer to EHLO.
    Hello(u16),
    /// This answer to STARTTLS.
    Secure(u16),
    /// Nonsense where TLS should begin.
    BrokenTls,
    /// This answer to AUTH.
    SignIn(u16),
    /// It stands still, at this point of a letter, until it is released.
    Halt(Point),
    /// This answer to MAIL.
    Sender(u16),
    /// This answer to RCPT.
    Recipient(u16),
    /// This answer to DATA.
    Opening(u16),
    /// Each answer comes a little late.
    Slow,
    /// This answer after the content.
    Content(u16),
    /// No answer to RCPT, ever.
    Stall,
    /// 250 to DATA, where only 354 invites content.
    OutOfStep,
    /// The connection closes after the first line of content.
    DropInContent,
    /// The letter is kept, and the connection closes without an answer.
    DropBeforeAnswer,
    /// The letter is kept, and no answer ever comes.
    Silence,
    /// The letter is kept and confirmed, then the connection closes.
    DropAfterAnswer,
}

/// A point of a letter's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    Sender,
    Recipient,
    Opening,
    InContent,
    BeforeAnswer,
    AfterAnswer,
}

impl Fault {
    pub fn is_before_letters(self) -> bool {
        use Fault::{BrokenTls, Greeting, Hello, Secure, SignIn, Unwelcome};
        matches!(self, Unwelcome | Greeting(_) | Hello(_) | Secure(_) | BrokenTls | SignIn(_))
    }
}
