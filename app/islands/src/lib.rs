//! The little that also runs in the browser.
//!
//! Every island stands in a page that works without it: it adds a hint, a word or a guard and never
//! holds the only copy of anything. None calls a server function and none has properties, so that
//! neither their client nor a JSON parser reaches the browser.

mod editor;
mod mail_field;
mod send_button;
mod your_time;

pub use editor::Editor;
pub use mail_field::{MailField, meant, question};
pub use send_button::SendButton;
pub use your_time::YourTime;
