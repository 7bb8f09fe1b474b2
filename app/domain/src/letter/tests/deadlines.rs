//! Letters do not ask for what is not possible any more.

use super::*;

#[test]
fn after_the_cut_off_no_letter_asks_for_what_is_over() {
    let until = || Some("Friday, June 2, 2017, 3:00 pm ET".to_owned());
    let still = Deadlines { changes_until: until(), ..Deadlines::default() };
    let over = Deadlines { changes_are_over: true, ..still.clone() };
    let (still, over) =
        (Facts { deadlines: still, ..briefing() }, Facts { deadlines: over, ..briefing() });
    for kind in [Kind::Confirmed, Kind::Waiting, Kind::Asked, Kind::Changed(Standing::Seated)] {
        let words = written(kind, &still);
        let told = "You can change or cancel it until Friday, June 2, 2017, 3:00 pm ET.";
        assert!(has_line(&words, told) && words.html.contains(told), "{kind:?}");
        let words = written(kind, &over);
        let told = "Changes were possible until Friday, June 2, 2017, 3:00 pm ET. \
                    If you can't come, please write to the hosts.";
        assert!(has_line(&words, told), "{kind:?}: {}", words.text);
        assert!(words.html.contains("Changes were possible until Friday"), "{kind:?}");
    }
    for kind in KINDS {
        let words = written(kind, &over);
        for part in [&words.text, &words.html] {
            for asked in ["cancel it", "and cancel,", "give up your", "back on", "or change"] {
                assert!(!part.contains(asked), "{asked:?} in {kind:?}: {part}");
            }
        }
        assert!(!words.text.contains("\n\n\n"), "{kind:?}");
    }
}

#[test]
fn who_gave_up_reads_how_to_come_back_only_while_that_is_possible() {
    let seated = Kind::GivenUp(Standing::Seated);
    let open = written(seated, &briefing());
    assert!(open.text.contains("If the room has filled up by then, you join the waiting list:"));
    let deadlines = Deadlines { replies_are_over: true, ..Deadlines::default() };
    let closed = Facts { deadlines, ..briefing() };
    for kind in [seated, Kind::GivenUp(Standing::Waiting), Kind::Lapsed] {
        let words = written(kind, &closed);
        assert!(words.text.contains("lease write to the hosts."), "{kind:?}");
        assert!(
            !words.text.contains("Open your RSVP") && !words.text.contains("on your RSVP page")
        );
        assert!(has_line(&words, "Your RSVP:"), "{kind:?}");
    }
}

#[test]
fn nobody_waits_for_an_offer_that_cannot_come() {
    let deadlines = Deadlines { offers_are_over: true, ..Deadlines::default() };
    let words = written(Kind::Waiting, &Facts { deadlines, place_in_line: Some(1), ..briefing() });
    assert!(words.text.contains("RSVPs are closed now, and no seat has come free."));
    assert!(!words.text.contains("we write to you") && !words.text.contains("in line"));
    assert!(!words.html.contains("we write to you") && !words.html.contains("in line"));
}
