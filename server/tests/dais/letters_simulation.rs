//! A hundred events on a clock of their own, with everything that happens to events and to Dais, and a
//! plain model of who is to be written what: everybody's mailbox has exactly the letters that it says,
//! with these words and these entries for calendars, after every round of the postman.
//!
//! The model knows nothing of Dais but the rules: what a person knows of an event are three facts, and
//! when they are to be told of something, what they know is not what is. Its zones keep one offset all
//! the while, so that it reckons with plain hours.

mod dice;
mod facts;
mod mailbox;
mod person;
mod talk;
mod world;

use world::World;

/// So many things happen one after the other, each with a jump of the clock before it.
const STEPS: usize = 100;

/// The seed that `DAIS_TEST_SEED` asks for, or this one.
#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of Dais")]
fn seed(usual: u64) -> u64 {
    let asked = std::env::var("DAIS_TEST_SEED").ok();
    asked.map_or(usual, |seed| seed.parse().expect("DAIS_TEST_SEED is a number"))
}

#[tokio::test]
async fn everybody_is_written_what_the_rules_say_of_a_hundred_events() {
    let mut world = World::begin(seed(20_270_401)).await;
    world.fills().await;
    for _ in 0..STEPS {
        world.step().await;
    }
    world.ends().await;
}
