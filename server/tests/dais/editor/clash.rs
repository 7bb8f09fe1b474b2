//! Two people edit one event: nothing is overwritten unseen.

use super::{document, form, imported, presses, revision, saves};
use crate::harness::{Colleague, Dais, Form, Page, founding_briefing};

/// Both opened the form; the first one saved. What the second one's save is answered with.
async fn second(staff: [&Colleague<'_>; 2], editor: &str, typed: [&[(&str, &str)]; 2]) -> Page {
    let forms: [Form; 2] = [form(staff[0], editor).await, form(staff[1], editor).await];
    presses(staff[0], &forms[0], typed[0], "save").await.leads_to();
    presses(staff[1], &forms[1], typed[1], "save").await.page_with(409)
}

#[tokio::test]
async fn different_fields_come_together_in_the_form() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    for (staff, name) in [([&owner, &editor], "Olga Owner"), ([&editor, &owner], "Edda Editor")] {
        let page = imported(&dais, founding_briefing()).await;
        let before = document(&dais, &page).await;
        let theirs = [("place.room", "2044"), ("hosts[0].about", "Established long ago.")];
        let mine = [("title", "Another title"), ("speakers[1].name", "Ana B. Flores")];
        let told = second(staff, &page, [&theirs, &mine]).await;
        told.tells(&format!("{name} saved this event on"));
        told.tells("Their changes to Room and Hosts are in the form below.");
        assert!(told.all("table.clash").is_empty());
        assert_eq!(told.value("place.room"), "2044");
        assert_eq!(told.value("title"), "Another title");
        let between = document(&dais, &page).await;
        assert_eq!(between["title"], before["title"], "nothing was written");

        presses(staff[1], &told.form("#editor"), &[], "save").await.leads_to();
        let after = document(&dais, &page).await;
        assert_eq!(
            (&after["title"], &after["place"]["room"]),
            (&"Another title".into(), &"2044".into())
        );
        assert_eq!(after["speakers"][1]["name"], "Ana B. Flores");
        assert_eq!(after["hosts"][0]["about"], "Established long ago.");
    }
}

#[tokio::test]
async fn the_same_field_is_shown_in_both_versions() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    for staff in [[&owner, &editor], [&editor, &owner]] {
        let page = imported(&dais, founding_briefing()).await;
        let theirs = [("time.start", "15:00"), ("time.end", "16:00"), ("speakers[0].name", "A")];
        let mine = [("time.start", "17:00"), ("time.end", "18:00"), ("speakers[0].name", "B")];
        let told = second(staff, &page, [&theirs, &mine]).await;
        assert_eq!(told.all("table.clash tbody tr").len(), 3);
        let table = told.words("table.clash");
        assert!(
            table.contains("2017-06-16, 15:00") && table.contains("2017-06-16, 17:00"),
            "{table}"
        );
        assert!(table.contains("1. Name: A") && table.contains("1. Name: B"), "{table}");
        assert_eq!(told.value("time.start"), "17:00");
        assert_eq!(document(&dais, &page).await["time"]["starts"], "2017-06-16T15:00");

        presses(staff[1], &told.form("#editor"), &[], "save").await.leads_to();
        assert_eq!(document(&dais, &page).await["time"]["starts"], "2017-06-16T17:00");
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_is_saved_once() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let (now, before) = (form(&editor, &page).await, revision(&dais, &page).await);
    let typed = [("title", "Another title")];
    for _ in 0..2 {
        presses(&editor, &now, &typed, "save").await.leads_to();
    }
    assert_eq!(revision(&dais, &page).await, before + 1);
}

#[tokio::test]
async fn who_edits_a_draft_hears_that_it_was_published() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let page = imported(&dais, founding_briefing().with("state", "draft")).await;
    let now = form(&editor, &page).await;
    let publish = page.replace("/edit", "/publish");
    owner.post::<&str, &str>(&publish, &[]).await.leads_to();
    let typed = [("title", "Not yet for everybody")];
    let told = presses(&editor, &now, &typed, "save").await.page_with(409);
    told.tells("It is published now: what you save is public at once.");
    presses(&editor, &told.form("#editor"), &[], "save").await.leads_to();
    assert_eq!(document(&dais, &page).await["title"], "Not yet for everybody");
}

#[tokio::test]
async fn what_is_so_old_that_nobody_knows_it_is_compared_whole() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let mut now = form(&editor, &page).await;
    now.fields.retain(|(name, _)| name != "revision");
    saves(&editor, &page, &[("place.room", "2044")]).await;
    let told = presses(&editor, &now, &[("title", "Mine")], "save").await.page_with(409);
    assert_eq!(told.all("table.clash tbody tr").len(), 2);
    told.tells("You saved this in another window");
    assert_eq!(document(&dais, &page).await["place"]["room"], "2044");
}

#[tokio::test]
async fn theirs_is_taken_by_a_button() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let page = imported(&dais, founding_briefing()).await;
    let theirs = [("time.start", "15:00"), ("title", "Theirs"), ("speakers[0].name", "A")];
    let mine = [
        ("time.start", "17:00"),
        ("title", "Mine"),
        ("speakers[0].name", "B"),
        ("place.room", "Typed by me"),
    ];
    let told = second([&owner, &editor], &page, [&theirs, &mine]).await;
    told.tells("take theirs into it first");
    let buttons = told.all("table.clash button[form=editor][name=do]");
    let orders: Vec<_> = buttons.iter().map(|button| button.attr("value").expect("one")).collect();
    assert_eq!(orders, ["theirs:title", "theirs:time.first_day", "theirs:speakers[0].name"]);
    let (of_time, of_list) = (orders[1].to_owned(), orders[2].to_owned());

    let more = [("subtitle", "Typed since")];
    let took = presses(&editor, &told.form("#editor"), &more, &of_time).await.page_with(200);
    assert_eq!(
        (took.value("time.start").as_str(), took.value("title").as_str()),
        ("15:00", "Mine")
    );
    assert_eq!(took.all("table.clash tbody tr").len(), 2, "the others can still be taken");
    let took = presses(&editor, &took.form("#editor"), &[], &of_list).await.page_with(200);
    assert_eq!(took.value("speakers[0].name"), "A");
    assert_eq!(took.value("place.room"), "Typed by me");
    assert_eq!(document(&dais, &page).await["title"], "Theirs", "nothing was written");
    presses(&editor, &took.form("#editor"), &[], "save").await.leads_to();
    let after = document(&dais, &page).await;
    assert_eq!((&after["title"], &after["subtitle"]), (&"Mine".into(), &"Typed since".into()));
    assert_eq!(after["time"]["starts"], "2017-06-16T15:00");
    assert_eq!(after["speakers"][0]["name"], "A");
}

#[tokio::test]
async fn the_last_clash_leaves_no_table_behind() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let both = [[("title", "There")], [("title", "Here")]];
    let told = second([&editor, &editor], &page, [&both[0], &both[1]]).await;
    told.tells("Saved in another window");
    for words in ["Theirs", "theirs", "Both of you"] {
        told.does_not_tell(words);
    }
    let took = presses(&editor, &told.form("#editor"), &[], "theirs:title").await.page_with(200);
    assert_eq!(took.value("title"), "There");
    assert!(took.all("table.clash").is_empty());
    presses(&editor, &took.form("#editor"), &[], "save").await.leads_to();
}

#[tokio::test]
async fn what_was_typed_outlives_the_event() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let page = imported(&dais, founding_briefing()).await;
    let now = form(&editor, &page).await;
    let event = page.replace("/edit", "");
    owner.post::<&str, &str>(&format!("{event}/delete"), &[]).await.leads_to();
    for (path, typed) in
        [(page.replace("/edit", "/typed"), "Kept by itself"), (page.clone(), "Kept")]
    {
        let told = editor.post(&path, &now.filled(&[("title", typed)])).await.page_with(409);
        told.tells("Olga Owner deleted “");
        assert_eq!(told.all(&format!("main a[href='{event}']")).len(), 1);
    }
    assert_eq!(editor.get(&page).await.status, 404);
    editor.post::<&str, &str>(&format!("{event}/restore"), &[]).await.leads_to();
    let back = editor.get(&page).await.page_with(200);
    back.tells("You have not saved this yet");
    assert_eq!(back.value("title"), "Kept");
    presses(&editor, &back.form("#editor"), &[], "save").await.leads_to();
    assert_eq!(document(&dais, &page).await["title"], "Kept");
}
