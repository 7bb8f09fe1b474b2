//! Seats in the editor: parties, kept seats, shared addresses, until when replies can be changed.

use serde_json::{Value, json};

use super::{FORM, document, form, imported, presses, saves};
use crate::harness::{Dais, Event, a_briefing};

#[tokio::test]
async fn everything_about_seats_is_typed_and_comes_back() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, a_briefing()).await;
    let mut now = form(&editor, &page).await;
    for _ in 0..3 {
        now = presses(&editor, &now, &[], "add:rsvp.blocks").await.page_with(200).form(FORM);
    }
    let typed = [
        ("rsvp.seats", "40"),
        ("rsvp.largest_party", " 4 "),
        ("rsvp.smaller_pass", "on"),
        ("rsvp.shared_addresses", "on"),
        ("rsvp.changes_until.day", "April 19, 2027"),
        ("rsvp.changes_until.time", "6 pm"),
        ("rsvp.blocks[0].category", "congressional_staff"),
        ("rsvp.blocks[0].seats", "10"),
        ("rsvp.blocks[0].released.day", "4/18/2027"),
        ("rsvp.blocks[0].released.time", "noon"),
        ("rsvp.blocks[2].category", "press"),
        ("rsvp.blocks[2].seats", "5"),
    ];
    presses(&editor, &now, &typed, "save").await.leads_to();
    let press = json!({ "category": "press", "seats": 5 });
    let staff = json!({
        "category": "congressional_staff", "seats": 10, "released": "2027-04-18T12:00",
    });
    let mut rsvp = json!({
        "seats": 40, "largest_party": 4, "smaller_pass": true, "shared_addresses": true,
        "changes_until": "2027-04-19T18:00", "blocks": [staff, press],
        "contact": { "name": "Wren Calloway", "email": "desk@example.org" },
    });
    assert_eq!(document(&dais, &page).await["rsvp"], rsvp, "a row that was only added is none");

    let before = dais.tables().await;
    presses(&editor, &form(&editor, &page).await, &[], "save").await.leads_to();
    assert_eq!(dais.tables().await, before, "an unchanged form writes nothing");

    let now = form(&editor, &page).await;
    let moved = presses(&editor, &now, &[], "up:rsvp.blocks[1]").await.page_with(200);
    assert_eq!(moved.one("[autofocus]").attr("value"), Some("down:rsvp.blocks[0]"));
    let typed = [("rsvp.blocks[1].released.day", ""), ("rsvp.blocks[1].released.time", "")];
    presses(&editor, &moved.form(FORM), &typed, "save").await.leads_to();
    let staff = json!({ "category": "congressional_staff", "seats": 10 });
    rsvp["blocks"] = json!([press, staff]);
    assert_eq!(document(&dais, &page).await["rsvp"], rsvp);
}

#[tokio::test]
async fn slips_about_seats_stand_beside_their_controls() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, a_briefing()).await;
    let now = form(&editor, &page).await;
    let now = presses(&editor, &now, &[], "add:rsvp.blocks").await.page_with(200).form(FORM);
    for (field, text, why) in [
        ("rsvp.largest_party", "0", "a whole number from 1 to 10"),
        ("rsvp.largest_party", "11", "a whole number from 1 to 10"),
        ("rsvp.largest_party", "two", "a whole number from 1 to 10"),
        ("rsvp.largest_party", "2.5", "a whole number from 1 to 10"),
        ("rsvp.changes_until.day", "2027-04-19", "At what time?"),
        ("rsvp.changes_until.time", "18:00", "Which day?"),
        ("rsvp.blocks[0].seats", "-1", "a whole number"),
        ("rsvp.blocks[0].seats", "9999999", "up to 1,000,000"),
        ("rsvp.blocks[0].released.day", "someday", "no day that we can read"),
        ("rsvp.blocks[0].released.time", "half past", "no time that we can read"),
    ] {
        let back = presses(&editor, &now, &[(field, text)], "save").await.page_with(422);
        let beside = match (field, why) {
            ("rsvp.changes_until.day", _) => "rsvp.changes_until.time",
            ("rsvp.changes_until.time", _) => "rsvp.changes_until.day",
            _ => field,
        };
        let told = back.problem_beside(beside);
        assert!(told.contains(why), "{field} = {text}: {told}");
        assert_eq!(back.value(field), text);
        let link = format!("main .notice-wrong a[href='#{beside}']");
        assert_eq!(back.all(&link).len(), 1, "{beside}");
    }
    let named = presses(&editor, &now, &[("rsvp.blocks[0].seats", "x")], "save").await;
    named.page_with(422).tells("Kept seats 1: Seats: Please write a whole number.");
}

#[tokio::test]
async fn what_is_odd_about_seats_is_told_and_saved() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let blocks = json!([{ "category": "diplomats", "seats": 8 }, { "category": "press" }]);
    let page = imported(&dais, a_briefing().with("rsvp.blocks", blocks)).await;
    let opened = editor.get(&page).await.page_with(200);
    assert_eq!(opened.value("rsvp.blocks[0].category"), "diplomats", "as written");
    assert_eq!(opened.value("rsvp.blocks[1].seats"), "");

    let odd = |typed: &'static [(&str, &str)]| saves(&editor, &page, typed);
    let back = odd(&[("title", "Other")]).await;
    back.tells(
        "Kept seats 1: Seats: Without a limit of seats in the room there is nothing to keep.",
    );
    back.tells("Kept seats 2: Seats: Say how many seats are kept.");
    let typed = &[
        ("rsvp.seats", "7"),
        ("rsvp.largest_party", "8"),
        ("rsvp.blocks[1].category", ""),
        ("rsvp.blocks[1].seats", "1"),
        ("rsvp.blocks[1].released.day", "2027-04-20"),
        ("rsvp.blocks[1].released.time", "14:00"),
        ("rsvp.changes_until.day", "2027-04-21"),
        ("rsvp.changes_until.time", "09:00"),
    ];
    let back = odd(typed).await;
    back.tells("Please check");
    back.tells("Largest party: No party can be larger than the room.");
    back.tells("Kept seats 1: Seats: More seats are kept than the room has");
    back.tells("Kept seats 2: Kept for: Say for whom these seats are kept.");
    back.tells("Kept seats 2: For everybody from: time: By then replies are closed");
    back.tells("Guests may change their reply until: time: The event is over by then.");
    let rsvp = &document(&dais, &page).await["rsvp"];
    assert_eq!(rsvp["blocks"][0], json!({ "category": "diplomats", "seats": 8 }));
    assert_eq!((&rsvp["seats"], &rsvp["largest_party"]), (&json!(7), &json!(8)));
}

#[tokio::test]
async fn more_kept_seats_than_are_free_take_nobody_s_seat() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, a_briefing().with_seats(3)).await;
    let event = Event { slug: "hours-in-the-field".into() };
    for name in ["Ada", "Ben"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    let now = form(&editor, &page).await;
    let now = presses(&editor, &now, &[], "add:rsvp.blocks").await.page_with(200).form(FORM);
    let typed = [("rsvp.blocks[0].category", "press"), ("rsvp.blocks[0].seats", "2")];
    let answer = presses(&editor, &now, &typed, "save").await;
    let back = editor.get(&answer.leads_to()).await.page_with(200);
    back.tells("2 are still to be kept, but only 1 free: who sits already stays.");
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 2);
    dais.post_round().await;
}

#[tokio::test]
async fn two_people_who_keep_seats_see_both_lists_and_can_take_the_others() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let kept = json!([{ "category": "press", "seats": 2 }]);
    let paper = a_briefing().with_seats(9).with("rsvp.blocks", kept);
    let page = imported(&dais, paper).await;
    let (theirs, mine) = (form(&owner, &page).await, form(&editor, &page).await);
    let typed = [("rsvp.blocks[0].seats", "3"), ("rsvp.largest_party", "2")];
    presses(&owner, &theirs, &typed, "save").await.leads_to();
    let typed = [("rsvp.blocks[0].category", "advocate"), ("rsvp.smaller_pass", "on")];
    let told = presses(&editor, &mine, &typed, "save").await.page_with(409);
    told.tells("Their changes to Largest party are in the form below.");
    let table = told.words("table.clash");
    assert!(table.contains("Kept for: Press; Seats: 3"), "{table}");
    assert!(table.contains("Kept for: Advocate; Seats: 2"), "{table}");
    assert_eq!(told.value("rsvp.largest_party"), "2");

    let field = "theirs:rsvp.blocks[0].category";
    let took = presses(&editor, &told.form(FORM), &[], field).await.page_with(200);
    presses(&editor, &took.form(FORM), &[], "save").await.leads_to();
    let rsvp = &document(&dais, &page).await["rsvp"];
    assert_eq!(rsvp["blocks"], json!([{ "category": "press", "seats": 3 }]));
    assert_eq!((&rsvp["largest_party"], &rsvp["smaller_pass"]), (&json!(2), &Value::Bool(true)));
}
