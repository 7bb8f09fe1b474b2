//! Dais from outside: real HTTP against a real server on a real database, real mails read by a
//! program that did not write them.
//!
//! One program for all, because linking is what takes time. `DAIS_TEST_DATABASE=postgres://…` runs
//! the same tests on PostgreSQL.

mod any_document;
mod crash;
mod delivery;
mod documents;
mod forms;
mod harness;
mod headers;
mod hostile;
mod letters;
mod lists;
mod origin;
mod own_page;
mod pages;
mod postman;
mod program;
mod repeats;
mod reply;
mod seats;
mod secrets;
mod smtp;
