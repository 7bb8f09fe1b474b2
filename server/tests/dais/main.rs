//! Dais from outside: real HTTP against a real server on a real database, real mails read by a
//! program that did not write them.
//!
//! One program for all, because linking is what takes time. `DAIS_TEST_DATABASE=postgres://…` runs
//! the same tests on PostgreSQL.

mod harness;
mod own_page;
mod postman;
mod repeats;
mod reply;
mod seats;
mod smtp;
