use proptest::prelude::*;

use super::{Half, Kept, Party, Seating, Verdict, Walk};

fn room(limit: i64, taken: i64, someone_waits: bool) -> Seating {
    let room = Half { limit: Some(limit), taken, someone_waits };
    Seating { room, ..Seating::default() }
}

fn for_the_room(seats: i64, category: Option<&str>) -> Party<'_> {
    Party { online: false, seats, category }
}

fn keeping(left: i64, category: &str, room: Seating) -> Seating {
    let mut seating = room;
    seating.kept.push(Kept { category: category.into(), left, someone_waits: false });
    seating
}

fn walked(seating: &Seating, line: &[(i64, Option<&str>)]) -> Vec<Verdict> {
    let mut walk = Walk::new(seating.clone(), false);
    line.iter().map(|(seats, category)| walk.next(*seats, *category)).collect()
}

#[test]
fn a_party_gets_all_its_seats_or_waits() {
    assert!(room(10, 7, false).takes(for_the_room(3, None)));
    assert!(!room(10, 8, false).takes(for_the_room(3, None)));
    assert!(!room(10, 12, false).takes(for_the_room(1, None)));
    assert!(!room(0, 0, false).takes(for_the_room(1, None)));
    assert!(Seating::default().takes(for_the_room(9, None)));
}

#[test]
fn who_comes_now_stands_behind_who_waits() {
    assert!(!room(10, 5, true).takes(for_the_room(1, None)));
    let pass = Seating { smaller_pass: true, ..room(10, 9, true) };
    assert!(pass.takes(for_the_room(1, None)));
    assert!(!pass.takes(for_the_room(2, None)));
}

#[test]
fn kept_seats_are_for_their_category_alone() {
    let seating = keeping(3, "press", room(10, 6, false));
    assert!(seating.takes(for_the_room(1, Some("public"))));
    assert!(!seating.takes(for_the_room(2, Some("public"))));
    assert!(seating.takes(for_the_room(4, Some("press"))));
    assert!(!seating.takes(for_the_room(5, Some("press"))));
    let someone_waits = keeping(3, "press", room(10, 6, true));
    assert!(someone_waits.takes(for_the_room(3, Some("press"))));
    assert!(!someone_waits.takes(for_the_room(4, Some("press"))), "the fourth is not of its block");
    assert_eq!(seating.within_reach(true, Some("public")), None, "online there is no limit");
}

#[test]
fn where_more_is_kept_than_is_free_earlier_blocks_come_first() {
    let block = |category: &str| Kept { category: category.into(), left: 4, someone_waits: false };
    let seating = Seating { kept: vec![block("press"), block("public")], ..room(4, 0, false) };
    assert!(seating.takes(for_the_room(4, Some("press"))));
    assert!(!seating.takes(for_the_room(1, Some("public"))));
    assert!(!seating.takes(for_the_room(1, None)));
}

#[test]
fn the_line_is_strict_unless_smaller_ones_may_pass() {
    let two_free = room(10, 8, true);
    let line = [(3, None), (1, None), (2, None)];
    let strict = [Verdict::TooFew(2), Verdict::BehindLarger, Verdict::BehindLarger];
    assert_eq!(walked(&two_free, &line), strict);
    let passing = Seating { smaller_pass: true, ..two_free };
    let passed = [Verdict::TooFew(2), Verdict::Offer, Verdict::TooFew(1)];
    assert_eq!(walked(&passing, &line), passed);
}

#[test]
fn a_party_that_never_fits_does_not_hold_up_the_others() {
    let line = [(6, None), (2, None)];
    assert_eq!(walked(&room(5, 3, true), &line), [Verdict::TooMany, Verdict::Offer]);
}

#[test]
fn a_block_is_offered_past_those_whom_it_is_not_for() {
    let seating = keeping(2, "press", room(10, 8, true));
    let line = [(1, None), (1, Some("press")), (2, Some("press")), (1, Some("press"))];
    let verdicts =
        [Verdict::KeptForOthers, Verdict::Offer, Verdict::TooFew(1), Verdict::BehindLarger];
    assert_eq!(walked(&seating, &line), verdicts);
}

prop_compose! {
    fn a_room()(
        limit in 0..12_i64,
        taken in 0..14_i64,
        smaller_pass: bool,
        blocks in proptest::collection::vec(0..4_i64, 0..3),
    ) -> Seating {
        let kept = blocks.into_iter().enumerate().map(|(number, left)| Kept {
            category: format!("c{number}"),
            left,
            someone_waits: true,
        });
        Seating { kept: kept.collect(), smaller_pass, ..room(limit, taken, true) }
    }
}

fn a_line() -> impl Strategy<Value = Vec<(i64, Option<String>)>> {
    let category = proptest::option::of((0..4_u8).prop_map(|number| format!("c{number}")));
    proptest::collection::vec((1..5_i64, category), 0..12)
}

proptest! {
    #[test]
    fn offers_never_go_over_the_limit_nor_into_another_s_block(
        seating in a_room(),
        line in a_line(),
    ) {
        let mut walk = Walk::new(seating.clone(), false);
        let mut given = Vec::new();
        for (seats, category) in &line {
            if walk.next(*seats, category.as_deref()) == Verdict::Offer {
                given.push((*seats, category.clone()));
            }
        }
        let limit = seating.room.limit.expect("a limit");
        let all: i64 = given.iter().map(|(seats, _)| seats).sum();
        prop_assert!(all == 0 || seating.room.taken + all <= limit);
        let has_block =
            |category: &String| seating.kept.iter().any(|kept| kept.category == *category);
        let others = given.iter().filter(|(_, own)| !own.as_ref().is_some_and(has_block));
        let others: i64 = others.map(|(seats, _)| seats).sum();
        prop_assert!(others <= seating.within_reach(false, None).expect("a limit"));
    }

    #[test]
    fn a_walk_that_stops_early_misses_nobody(seating in a_room(), line in a_line()) {
        let mut walk = Walk::new(seating, false);
        let mut stopped = false;
        for (seats, category) in &line {
            stopped |= !walk.goes_on();
            let verdict = walk.next(*seats, category.as_deref());
            prop_assert!(!(stopped && verdict == Verdict::Offer));
        }
    }

    #[test]
    fn without_blocks_and_passing_a_strict_line_is_served_from_its_head(
        limit in 0..12_i64,
        taken in 0..14_i64,
        line in proptest::collection::vec(1..5_i64, 0..12),
    ) {
        let parties: Vec<(i64, Option<&str>)> = line.iter().map(|seats| (*seats, None)).collect();
        let verdicts = walked(&room(limit, taken, true), &parties);
        let fitting: Vec<&Verdict> =
            verdicts.iter().filter(|verdict| **verdict != Verdict::TooMany).collect();
        let served = fitting.iter().take_while(|verdict| ***verdict == Verdict::Offer).count();
        prop_assert!(fitting[served..].iter().all(|verdict| **verdict != Verdict::Offer));
    }
}
