//! Dais from outside: real HTTP against a real server on a real database, real mails read by a
//! program that did not write them.
//!
//! One program for all, because linking is what takes time. `DAIS_TEST_DATABASE=postgres://…` runs
//! the same tests on PostgreSQL.

mod any_document;
mod big_crowd;
mod by_hand;
mod copies;
mod crash;
mod csv;
mod delivery;
mod documents;
mod editor;
mod forms;
mod harness;
mod headers;
mod hostile;
mod journal;
mod kept_seats;
mod letters;
mod letters_page;
mod life;
mod line_by_hand;
mod line_jobs;
mod line_model;
mod line_random;
mod line_told;
mod lists;
mod mine;
mod offer_letters;
mod offers;
mod origin;
mod own_changes;
mod own_hand_over;
mod own_leaving;
mod own_page;
mod pages;
mod parties;
mod parties_by_hand;
mod people;
mod postman;
mod preview;
mod program;
mod repeats;
mod reply;
mod roles;
mod rsvp_list;
mod seats;
mod seats_by_hand;
mod secrets;
mod sessions;
mod settings;
mod sign_in;
mod smtp;
mod staff_events;
mod twice;
mod upgrade;
