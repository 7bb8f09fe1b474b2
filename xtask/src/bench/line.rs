//! Whether a line is a fair one: nobody stands before a person who had their answer before the first
//! even began to ask.

use std::time::Duration;

/// One person's way into the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When their request went out.
    pub began: Duration,
    /// When its answer was there.
    pub ended: Duration,
    /// Their place in the order that the program keeps.
    pub turn: i64,
}

/// Somebody who came later and stands before somebody who was answered by then: (who, before whom).
///
/// The order is looked at from its end with the earliest answer so far in hand, so ten thousand
/// people take no longer than sorting them does.
pub fn overtaking(arrivals: &[Arrival]) -> Option<(Arrival, Arrival)> {
    let mut line = arrivals.to_vec();
    line.sort_by_key(|arrival| std::cmp::Reverse(arrival.turn));
    let mut earliest: Option<Arrival> = None;
    for arrival in line {
        if let Some(behind) = earliest.filter(|behind| behind.ended < arrival.began) {
            return Some((arrival, behind));
        }
        if earliest.is_none_or(|behind| arrival.ended < behind.ended) {
            earliest = Some(arrival);
        }
    }
    None
}

#[cfg(test)]
mod checks {
    use std::time::Duration;

    use super::{Arrival, overtaking};

    fn arrival(began: u64, ended: u64, turn: i64) -> Arrival {
        let (began, ended) = (Duration::from_millis(began), Duration::from_millis(ended));
        Arrival { began, ended, turn }
    }

    #[test]
    fn who_asks_at_the_same_time_may_stand_either_way() {
        assert_eq!(overtaking(&[arrival(0, 10, 2), arrival(10, 12, 1)]), None);
        assert_eq!(overtaking(&[arrival(0, 10, 1), arrival(11, 12, 2)]), None);
        assert_eq!(overtaking(&[]), None);
    }

    #[test]
    fn who_comes_after_an_answer_stands_behind_it() {
        let (early, late) = (arrival(0, 10, 2), arrival(11, 12, 1));
        assert_eq!(overtaking(&[early, arrival(0, 30, 3), late]), Some((late, early)));
    }

    /// The definition itself, pair by pair.
    fn any_pair(arrivals: &[Arrival]) -> bool {
        arrivals.iter().any(|a| arrivals.iter().any(|b| a.ended < b.began && b.turn < a.turn))
    }

    #[test]
    fn it_finds_what_comparing_all_pairs_finds() {
        let mut state = 1_u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            (state >> 33) % bound
        };
        let mut found = [0; 2];
        for _ in 0..2000 {
            let line: Vec<Arrival> = (1..=6)
                .map(|turn| {
                    let began = below(40) + 10 * u64::try_from(turn).expect("few");
                    arrival(began, began + 1 + below(40), turn)
                })
                .collect();
            assert_eq!(overtaking(&line).is_some(), any_pair(&line), "{line:?}");
            found[usize::from(any_pair(&line))] += 1;
        }
        assert!(found.iter().all(|cases| *cases > 100), "{found:?}");
    }
}
