//! The parts that pages share.

pub mod code_field;
pub mod companions;
pub mod control;
pub mod facts;
pub mod field;
pub mod head;
pub mod hosts;
pub mod layout;
pub mod list;
pub mod notice;
pub mod pager;
pub mod person;
pub mod place;
pub mod table;
pub mod time;
pub mod zone;
