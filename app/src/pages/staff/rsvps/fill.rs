//! How full a half is: a bar, and in words what a bar cannot show.

use domain::rsvp::Taken;
use leptos::prelude::*;

/// The bar of a half that has seats, and a sentence where some are on offer or over the limit.
/// `place` says which half where there are both: ` in the room`.
pub fn fill(taken: Taken, limit: Option<i64>, place: &str) -> AnyView {
    let all = taken.confirmed + taken.offered;
    let bar = limit.filter(|limit| *limit > 0).map(|limit| {
        let label = format!("{all} of {limit} seats taken{place}");
        view! {
            <progress
                class="fill"
                max=limit.to_string()
                value=all.min(limit).to_string()
                aria-label=label
            ></progress>
        }
    });
    let words = words(taken, limit, place).map(|words| {
        let class = if over(taken, limit) > 0 { "fill-words fill-over" } else { "fill-words" };
        view! { <p class=class>{words}</p> }
    });
    view! { {bar} {words} }.into_any()
}

/// Seats over the limit.
pub fn over(taken: Taken, limit: Option<i64>) -> i64 {
    limit.map_or(0, |limit| (taken.confirmed + taken.offered - limit).max(0))
}

fn words(taken: Taken, limit: Option<i64>, place: &str) -> Option<String> {
    let Taken { confirmed, offered } = taken;
    let offers = (offered > 0).then(|| format!("{confirmed} taken, {offered} on offer"));
    match (limit, over(taken, limit)) {
        (Some(limit), over @ 1..) => {
            let all = confirmed + offered;
            let offers = offers.map(|offers| format!(" ({offers})")).unwrap_or_default();
            Some(format!("{all} of {limit} seats{place} — {over} over the limit{offers}."))
        }
        _ => offers.map(|offers| format!("{offers}{place}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_a_bar_is_not_enough() {
        let taken = |confirmed, offered| Taken { confirmed, offered };
        let told = |taken, limit| words(taken, limit, "").unwrap_or_default();
        assert_eq!(told(taken(38, 0), Some(40)), "");
        assert_eq!(told(taken(38, 2), Some(40)), "38 taken, 2 on offer.");
        assert_eq!(told(taken(45, 0), Some(40)), "45 of 40 seats — 5 over the limit.");
        assert_eq!(
            told(taken(44, 1), Some(40)),
            "45 of 40 seats — 5 over the limit (44 taken, 1 on offer)."
        );
        assert_eq!(told(taken(3, 0), Some(0)), "3 of 0 seats — 3 over the limit.");
        assert_eq!(told(taken(3, 0), None), "");
    }
}
