//! The little that also runs in the browser.
//!
//! Every island stands in a page that works without it: it adds a hint, a word or a guard and never
//! holds the only copy of anything. None calls the server and none has properties, so that neither
//! the client of server functions nor a JSON parser reaches the browser.

mod mail_field;
mod send_button;
mod your_time;

pub use mail_field::{MailField, meant, question};
pub use send_button::SendButton;
pub use your_time::YourTime;
