//! The machine around the application: configuration, storage, HTTP layers, delivery.
//!
//! `main.rs` is the command line; everything that a test wants to start stands here.

mod bodies;
mod calendars;
pub mod clients;
pub mod config;
pub mod delivery;
pub mod headers;
pub mod health;
pub mod mail_check;
pub mod origin;
pub mod postman;
pub mod rounds;
pub mod samples;
pub mod seal;
pub mod serve;
pub mod site;
pub mod storage;
