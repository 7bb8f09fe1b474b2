//! The editor of an event, as a browser without script uses it.

mod agenda;
mod clash;
mod kept;
mod people;
mod seats;

use domain::document::Document;
use serde_json::Value;

use crate::harness::{Answer, Colleague, Dais, Form, Page, Paper, a_briefing, founding_briefing};

const FORM: &str = "#editor";

/// The editor of a new draft with this title.
async fn begins(staff: &Colleague<'_>, title: &str) -> String {
    let page = staff.get("/staff/events/new").await.page_with(200);
    let back = staff.fills(&page.form("main form"), &[("title", title)]).await.leads_to();
    back.strip_suffix("?done=began").expect("the editor").to_owned()
}

/// The editor of an event that this document makes.
async fn imported(dais: &Dais, paper: Paper) -> String {
    let slug = dais.imports(&paper, false).await.expect("an event");
    let id = dais.number(&format!("SELECT id FROM event WHERE slug = '{slug}'")).await;
    format!("/staff/events/{id}/edit")
}

async fn form(staff: &Colleague<'_>, editor: &str) -> Form {
    staff.get(editor).await.page_with(200).form(FORM)
}

/// Types into the form and presses a button of it.
async fn presses(staff: &Colleague<'_>, form: &Form, typed: &[(&str, &str)], what: &str) -> Answer {
    let mut fields = form.filled(typed);
    fields.push(("do".to_owned(), what.to_owned()));
    staff.post(&form.action, &fields).await
}

async fn saves(staff: &Colleague<'_>, editor: &str, typed: &[(&str, &str)]) -> Page {
    let answer = presses(staff, &form(staff, editor).await, typed, "save").await;
    staff.get(&answer.leads_to()).await.page_with(200)
}

async fn document(dais: &Dais, editor: &str) -> Value {
    let id = editor.split('/').nth(3).expect("a number");
    let slug = dais.texts(&format!("SELECT slug FROM event WHERE id = {id}")).await.remove(0);
    let document = domain::event::export(&dais.desk, &slug).await.expect("the document");
    serde_json::from_str(&document.write()).expect("JSON")
}

async fn revision(dais: &Dais, editor: &str) -> i64 {
    let id = editor.split('/').nth(3).expect("a number");
    dais.number(&format!("SELECT revision FROM event WHERE id = {id}")).await
}

#[tokio::test]
async fn the_founding_briefing_is_written_through_the_form() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let paper = founding_briefing();
    let page = begins(&editor, paper.0["title"].as_str().expect("a title")).await;
    let mut now = form(&editor, &page).await;
    for order in [["add:hosts"; 4], ["add:speakers"; 4]].concat() {
        now = presses(&editor, &now, &[], order).await.page_with(200).form(FORM);
    }
    let said = |pointer: &str| paper.0.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let mut typed: Vec<(String, String)> = Vec::new();
    let mut fill = |name: String, text: &str| typed.push((name, text.to_owned()));
    for name in ["slug", "kind", "subtitle", "occasion", "description"] {
        fill(name.to_owned(), said(&format!("/{name}")));
    }
    for name in ["place.building", "place.room", "place.address", "place.country"] {
        fill(name.to_owned(), said(&format!("/{}", name.replace('.', "/"))));
    }
    for index in 0..4 {
        for key in ["name", "relation", "about"] {
            fill(format!("hosts[{index}].{key}"), said(&format!("/hosts/{index}/{key}")));
        }
        for key in ["name", "state", "biography"] {
            fill(format!("speakers[{index}].{key}"), said(&format!("/speakers/{index}/{key}")));
        }
        let title = said(&format!("/speakers/{index}/titles/0"));
        fill(format!("speakers[{index}].titles"), title);
        let organisation = said(&format!("/speakers/{index}/organisations/0"));
        fill(format!("speakers[{index}].organisations"), organisation);
        let role = said(&format!("/speakers/{index}/roles/0"));
        fill(format!("speakers[{index}].roles.{role}"), "on");
    }
    fill("tags".into(), "child labor, trafficking");
    fill("time.first_day".into(), "June 16, 2017");
    fill("time.start".into(), "1 pm");
    fill("time.end".into(), "14:00");
    fill("rsvp.seats".into(), "80");
    fill("rsvp.contact.name".into(), said("/rsvp/contact/name"));
    fill("rsvp.contact.email".into(), said("/rsvp/contact/email"));
    let typed: Vec<_> = typed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let answer = presses(&editor, &now, &typed, "save").await;
    assert_eq!(answer.leads_to(), format!("{page}?done=saved"));
    assert_eq!(document(&dais, &page).await, paper.with("state", "draft").pruned());
    let journal = "SELECT deed FROM journal WHERE staff_id IS NOT NULL AND event_id IS NOT NULL";
    assert_eq!(dais.texts(&format!("{journal} ORDER BY id")).await, ["began", "edited"]);
}

#[tokio::test]
async fn every_document_goes_through_unchanged() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    for paper in [founding_briefing(), crate::harness::supply_chains_forum()] {
        let editor = imported(&dais, paper).await;
        let now = form(&owner, &editor).await;
        let before = dais.tables().await;
        presses(&owner, &now, &[], "save").await.leads_to();
        assert_eq!(dais.tables().await, before, "an unchanged form writes nothing");
    }
}

#[tokio::test]
async fn a_new_event_needs_a_title() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    for wrong in ["", "  ", "a\u{0}b"] {
        let answer = editor.post("/staff/events", &[("title", wrong)]).await;
        assert!(!answer.page_with(422).problem_beside("title").is_empty());
    }
    assert_eq!(dais.number("SELECT count(*) FROM event").await, 0);
    let (one, other) = (begins(&editor, "Same").await, begins(&editor, "Same").await);
    assert_ne!(document(&dais, &one).await["slug"], document(&dais, &other).await["slug"]);
    assert_eq!(dais.get("/events/same").await.status, 404, "a draft is nobody's");
}

#[tokio::test]
async fn a_refused_form_comes_back_whole() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let before = document(&dais, &page).await;
    let hostile = "</textarea><script>alert(1)</script>\n\"'&amp;";
    let typed = [
        ("title", ""),
        ("description", hostile),
        ("subtitle", "\"><img src=x onerror=alert(1)>"),
        ("hosts[1].url", "javascript:alert(1)"),
        ("speakers[2].email", "nobody"),
        ("speakers[2].biography", hostile),
        ("rsvp.seats", "many"),
        ("time.start", "25:99"),
        ("time.end", "half past"),
        ("time.zone", "America/Nowhere"),
        ("place.mode", "flying"),
        ("kind", "<b>"),
    ];
    let answer = presses(&editor, &form(&editor, &page).await, &typed, "save").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!answer.text().contains("<script>alert") && !answer.text().contains("<img src=x"));
    let back = answer.page_with(422);
    for name in
        ["title", "hosts[1].url", "speakers[2].email", "rsvp.seats", "time.end", "time.zone"]
    {
        assert!(back.problem_beside(name).len() > 10, "{name}");
        assert_eq!(back.all(&format!("main .notice-wrong a[href='#{name}']")).len(), 1, "{name}");
        assert_eq!(back.all(&format!("[id='{name}']")).len(), 1, "{name}");
    }
    for name in ["time.start", "time.end"] {
        assert_eq!(back.one(&format!("[id='{name}']")).attr("type"), Some("text"), "{name}");
    }
    assert!(back.words("[id='place.mode-why']").contains("choose one"));
    back.tells("Host 2: Website: Please write the whole address");
    back.tells("Please give the event a title.");
    for (name, text) in typed.iter().filter(|(name, _)| *name != "place.mode") {
        assert_eq!(back.value(name).trim_start_matches('\n'), *text, "{name}");
    }
    assert_eq!(back.value("speakers[3].name"), "Kevin Willcutts");
    assert_eq!(document(&dais, &page).await, before);
}

#[tokio::test]
async fn odd_times_are_explained() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = begins(&editor, "Odd times").await;
    let gap = [("time.first_day", "2027-03-14"), ("time.start", "02:30")];
    let answer = presses(&editor, &form(&editor, &page).await, &gap, "save").await;
    let why = answer.page_with(422).problem_beside("time.start");
    assert!(why.contains("put forward") && why.contains("2:30 am"), "{why}");

    let twice = [("time.first_day", "2027-11-07"), ("time.start", "01:30"), ("time.end", "01:00")];
    let back = saves(&editor, &page, &twice).await;
    back.tells("Please check");
    back.tells("The first one is taken.");
    back.tells("End:");
    let hour = [("time.first_day", ""), ("time.start", "13:00"), ("time.end", "")];
    let answer = presses(&editor, &form(&editor, &page).await, &hour, "save").await;
    assert!(answer.page_with(422).problem_beside("time.first_day").starts_with("Which day?"));
}

#[tokio::test]
async fn rows_are_added_and_moved_by_buttons() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let before = document(&dais, &page).await;
    let names = |page: &Page| -> Vec<String> {
        let rows = page.all("#hosts .row-card").len();
        (0..rows).map(|row| page.value(&format!("hosts[{row}].name"))).collect()
    };
    let opened = editor.get(&page).await.page_with(200);
    let first = opened.all("#editor button[type=submit]")[0];
    assert_eq!(first.attr("value"), Some("save"), "the Enter key saves");
    let was = names(&opened);

    let typed = [("title", "Typed before")];
    let moved = presses(&editor, &opened.form(FORM), &typed, "up:hosts[2]").await.page_with(200);
    assert_eq!(names(&moved), [0, 2, 1, 3].map(|row| was[row].clone()));
    assert_eq!(moved.value("title"), "Typed before");
    assert_eq!(moved.one("[autofocus]").attr("value"), Some("up:hosts[1]"));
    let top = presses(&editor, &moved.form(FORM), &[], "up:hosts[1]").await.page_with(200);
    assert_eq!(top.one("[autofocus]").attr("value"), Some("down:hosts[0]"), "there is no Up");
    let low = presses(&editor, &moved.form(FORM), &[], "down:hosts[2]").await.page_with(200);
    assert_eq!(low.one("[autofocus]").attr("value"), Some("up:hosts[3]"), "there is no Down");
    let down = presses(&editor, &moved.form(FORM), &[], "down:hosts[0]").await.page_with(200);
    assert_eq!(down.one("[autofocus]").attr("value"), Some("down:hosts[1]"));

    let gone = presses(&editor, &moved.form(FORM), &[], "remove:hosts[0]").await.page_with(200);
    assert_eq!(names(&gone), [2, 1, 3].map(|row| was[row].clone()));
    let more = presses(&editor, &gone.form(FORM), &[], "add:hosts").await.page_with(200);
    assert_eq!(more.one("[autofocus]").attr("id"), Some("hosts[3].name"));
    assert_eq!(more.value("hosts[3].name"), "");
    let nonsense = presses(&editor, &more.form(FORM), &[], "up:hosts[99]").await.page_with(200);
    assert_eq!(names(&nonsense), names(&more));
    assert_eq!(document(&dais, &page).await, before, "no button but Save saves");

    presses(&editor, &more.form(FORM), &[], "save").await.leads_to();
    let after = document(&dais, &page).await;
    assert_eq!(after["title"], "Typed before");
    assert_eq!(after["hosts"].as_array().expect("hosts").len(), 3, "an empty row is no host");
    assert_eq!(after["hosts"][0], before["hosts"][2]);
}

#[tokio::test]
async fn the_address_can_change_and_belongs_to_one_event() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    dais.imports(&a_briefing().named("taken"), false).await.expect("an event");
    dais.imports(&a_briefing().named("gone"), false).await.expect("an event");
    dais.tampers("UPDATE event SET deleted_at = changed_at WHERE slug = 'gone'").await;
    let page = imported(&dais, a_briefing()).await;
    for (typed, why) in [
        (("slug", "taken"), "Another event has this address."),
        (("slug", "gone"), "A deleted event has this address."),
        (("slug", "Not A Slug"), "small letters"),
        (("replacement", "gone"), "There is no other event"),
        (("replacement", "hours-in-the-field"), "There is no other event"),
    ] {
        let answer = presses(&editor, &form(&editor, &page).await, &[typed], "save").await;
        let told = answer.page_with(422).problem_beside(typed.0);
        assert!(told.contains(why), "{typed:?}: {told}");
    }
    let typed = [("slug", "new-address"), ("replacement", "taken")];
    saves(&editor, &page, &typed).await;
    assert_eq!(dais.get("/events/hours-in-the-field").await.status, 404);
    assert_eq!(dais.get("/events/new-address").await.status, 200);
    saves(&editor, &page, &[("slug", ""), ("replacement", "")]).await;
    assert_eq!(document(&dais, &page).await["slug"], "hours-in-the-field");
}

#[tokio::test]
async fn fewer_seats_than_guests_take_nobody_s_seat() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, a_briefing()).await;
    let event = crate::harness::Event { slug: "hours-in-the-field".into() };
    for name in ["Ada", "Ben"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    let back = saves(&editor, &page, &[("rsvp.seats", "1")]).await;
    back.tells("2 seats are taken: nobody loses one, and no new one is given.");
    dais.post_round().await;
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 2);
}

#[tokio::test]
async fn a_long_form_is_taken() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let long = "ä".repeat(20_000);
    let typed: Vec<(String, &str)> =
        (0..4).map(|row| (format!("speakers[{row}].biography"), long.as_str())).collect();
    let typed: Vec<_> = typed.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    saves(&editor, &page, &typed).await;
    let json = document(&dais, &page).await.to_string();
    assert_eq!(json.matches('ä').count(), 80_000);
    assert!(Document::read(&json).is_ok());
}

#[tokio::test]
async fn strangers_and_deleted_events_have_no_editor() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, a_briefing()).await;
    let now = form(&editor, &page).await;
    assert_eq!(dais.get(&page).await.status, 303);
    let kept = dais.post(&page, &now.filled(&[("title", "Typed")])).await.page_with(401);
    assert_eq!(kept.value("title"), "Typed");
    dais.tampers("UPDATE event SET deleted_at = changed_at").await;
    let before = dais.tables().await;
    let nowhere = "/staff/events/999/edit".to_owned();
    for path in [&page, &nowhere, "/staff/events/x/edit"] {
        assert_eq!(editor.get(path).await.status, 404, "{path}");
    }
    let nowhere = [nowhere.clone(), nowhere.replace("/edit", "/typed")];
    for path in nowhere.into_iter().chain([format!("{page}/discard")]) {
        assert_eq!(editor.post(&path, &now.filled(&[])).await.status, 404, "{path}");
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn a_list_too_long_comes_back_whole() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let mut long = form(&editor, &page).await;
    let before = document(&dais, &page).await;
    long.fields.extend((0..1001).map(|row| (format!("notices[{row}].text"), format!("N{row}"))));
    let told = presses(&editor, &long, &[], "save").await.page_with(422);
    told.tells("Please keep this list to 1000 rows.");
    let there = |page: &Page| {
        let rows = page.all("#notices .row-card").len();
        (rows, page.value("title"), page.value(&format!("notices[{}].text", rows - 1)))
    };
    let title = before["title"].as_str().expect("a title").to_owned();
    assert_eq!(there(&told), (1001, title.clone(), "N1000".to_owned()));
    assert_eq!(there(&editor.get(&page).await.page_with(200)).0, 1001, "it is kept");
    assert_eq!(document(&dais, &page).await, before);

    let fits = presses(&editor, &long, &[], "remove:notices[0]").await.page_with(200);
    assert_eq!(there(&fits), (1000, title, "N1000".to_owned()));
    let full = presses(&editor, &fits.form(FORM), &[], "add:notices").await.page_with(422);
    full.tells("Notices: Please keep this list to 1000 rows.");
    presses(&editor, &fits.form(FORM), &[], "save").await.leads_to();
}

#[tokio::test]
async fn what_is_no_form_of_ours_wipes_nothing_out() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = begins(&editor, "Stays").await;
    let before = dais.tables().await;
    for fields in [vec![], vec![("do", "save"), ("revision", "0")]] {
        assert_eq!(editor.post(&page, &fields).await.leads_to(), page);
        assert_eq!(editor.post(&page.replace("/edit", "/typed"), &fields).await.status, 422);
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn the_stream_can_be_for_the_confirmed_in_so_many_words() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    saves(&editor, &page, &[("online.reveal", "confirmed")]).await;
    assert_eq!(document(&dais, &page).await["online"]["reveal"], "confirmed");
    let back = editor.get(&page).await.page_with(200);
    assert_eq!(back.value("online.reveal"), "confirmed");
    assert_eq!(back.all("[name='online.reveal'] option[value='confirmed']").len(), 1);
    saves(&editor, &page, &[("online.reveal", "")]).await;
    assert!(document(&dais, &page).await["online"]["reveal"].is_null());
}
