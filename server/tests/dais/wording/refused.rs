//! Words that are refused: those that would say something else than they seem to, and none at all.

use super::{page_of, presses, saves};
use crate::by_hand::guests;
use crate::harness::{Dais, a_briefing};

#[tokio::test]
async fn a_confirmation_never_begins_with_the_waiting_list() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    for (field, typed) in [
        ("subject", "No waiting today"),
        ("subject", "Your wait\u{ad}ing list"),
        ("subject", "WAIT\u{200b}ING"),
        ("body", "You are on the waiting list now {rsvp_link}"),
        ("body", "# {title}\n\nYou are on the **Wait**ing list."),
        ("body", "You are on the wait&shy;ing list."),
        ("body", "{when}\n\n- You are on the [w\u{2060}aiting\u{200d} list](https://example.org)"),
        ("body", "## Waiting list\n\n{when}"),
    ] {
        for step in ["save", "preview", "test"] {
            let refused = presses(&staff, &path, step, &[(field, typed)]).await.page_with(422);
            let why = refused.problem_beside(field);
            assert!(why.contains("the word “waiting”"), "{typed}: {why}");
            assert_eq!(refused.value(field), typed);
        }
    }
    let below = "Your seat is confirmed.\n\nColleagues can still join the waiting list.";
    saves(&staff, &path, &[("body", below)]).await;
    let waits = "You are on the waiting list.";
    saves(&staff, &page_of(id, "waiting"), &[("body", waits), ("subject", "Still waiting")]).await;
    let hidden = [("subject", "Still wait\u{ad}ing")];
    let refused = presses(&staff, &page_of(id, "waiting"), "save", &hidden).await.page_with(422);
    assert!(refused.problem_beside("subject").contains("Keep the word"), "programs look for it");
}

#[tokio::test]
async fn all_that_cannot_be_filled_is_named_at_once() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    let body = "Dear {nmae},\n\n- [your seat]({rsvp_lnk}), **{}**\n\n> {nmae} {name} { a";
    let refused = presses(&staff, &path, "save", &[("body", body)]).await.page_with(422);
    let why = refused.problem_beside("body");
    let all = "{nmae}, {rsvp_lnk} and {} cannot be used here. These can: {name}, {title}";
    assert!(why.starts_with(all), "{why}");
    let subject = [("subject", "{nmae} in {room}")];
    let refused = presses(&staff, &path, "save", &subject).await.page_with(422);
    let why = refused.problem_beside("subject");
    assert!(why.starts_with("{nmae} and {room} cannot be used here."), "{why}");
}

#[tokio::test]
async fn what_nobody_can_see_is_no_letter_and_html_no_link() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let (staff, path) = (dais.editor().await, page_of(id, "confirmed"));
    for (field, typed, expected) in [
        ("body", "\u{200b}\u{2060}\n\n\u{ad} \u{3164}", "Write what the letter should say."),
        ("body", "---", "Write what the letter should say."),
        ("subject", "\u{200b}", "Nobody can see these characters."),
        ("body", "See <a href=\"http://x.example\">x</a>", "[words](https://…)"),
        ("body", "<div>\n<A\nHREF='https://x.example'>x</A>\n</div>", "[words](https://…)"),
    ] {
        let refused = presses(&staff, &path, "save", &[(field, typed)]).await.page_with(422);
        let why = refused.problem_beside(field);
        assert!(why.contains(expected), "{typed}: {why}");
    }
    saves(&staff, &path, &[("body", "Come by <b>noon</b>, `<a href>` and <abbr>.")]).await;
}
