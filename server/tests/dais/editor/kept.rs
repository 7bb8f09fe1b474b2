//! What is typed before anybody presses Save.

use chrono::TimeDelta;

use super::{begins, document, form, imported, presses, revision, saves};
use crate::harness::{Answer, Colleague, Dais, Form, founding_briefing};

/// What the island sends after a pause.
async fn types(staff: &Colleague<'_>, form: &Form, typed: &[(&str, &str)], what: &str) -> Answer {
    let mut fields = form.filled(typed);
    fields.push(("do".to_owned(), what.to_owned()));
    staff.post(&form.action.replace("/edit", "/typed"), &fields).await
}

#[tokio::test]
async fn a_draft_saves_by_itself() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = begins(&editor, "A draft").await;
    let now = form(&editor, &page).await;
    let answer = types(&editor, &now, &[("place.room", "2044")], "keep").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("dais-said"), "Draft saved at 10:00 am");
    assert_eq!(answer.header("dais-revision"), "1");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(document(&dais, &page).await["place"]["room"], "2044");

    let goes_on = answer.header("dais-revision");
    let again = [("revision", goes_on.as_str()), ("place.room", "2045")];
    types(&editor, &now, &again, "keep").await;
    let entries = "SELECT count(*) FROM journal WHERE deed = 'edited the draft'";
    assert_eq!(dais.number(entries).await, 1);
    dais.wait(TimeDelta::minutes(11));
    let later = [("revision", "2"), ("place.room", "2046")];
    types(&editor, &now, &later, "keep").await;
    assert_eq!(dais.number(entries).await, 2);
    let answer = types(&editor, &now, &[("revision", "3"), ("place.room", "2046")], "keep").await;
    assert_eq!(answer.header("dais-said"), "Everything is saved");
    assert_eq!(revision(&dais, &page).await, 3);
    assert_eq!(dais.number("SELECT count(*) FROM scratch").await, 0);
}

#[tokio::test]
async fn what_is_public_changes_only_when_it_is_saved() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let now = form(&editor, &page).await;
    let before = dais.get("/events/child-labor-and-trafficking-2017").await.text();
    let answer = types(&editor, &now, &[("title", "Not for all yet")], "keep").await;
    assert_eq!(answer.header("dais-said"), "Kept, not public until you save");
    assert_eq!(answer.header("dais-revision"), "0");
    let look = answer.page_with(200);
    assert_eq!(look.words("h1"), "Not for all yet");
    look.tells("Not saved: nobody else sees this yet");
    assert_eq!(dais.get("/events/child-labor-and-trafficking-2017").await.text(), before);
    saves(&editor, &page, &[("title", "For all now")]).await;
    assert!(
        dais.get("/events/child-labor-and-trafficking-2017").await.text().contains("For all now")
    );
}

#[tokio::test]
async fn what_was_typed_is_there_after_the_window_was_closed() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let page = imported(&dais, founding_briefing()).await;
    let now = form(&editor, &page).await;
    let typed = [("title", "Left behind"), ("rsvp.seats", "man")];
    let answer = types(&editor, &now, &typed, "keep").await;
    let words = "Kept. One thing needs another look before it can be saved.";
    assert_eq!(answer.header("dais-said"), words);
    assert_eq!(answer.page_with(200).words("h1"), "Left behind");

    dais.wait(TimeDelta::hours(1));
    let back = editor.get(&page).await.page_with(200);
    back.tells("You typed what is in the form below on Thursday, April 1, 2027, 10:00 am ET");
    assert_eq!(back.value("title"), "Left behind");
    assert_eq!(back.value("rsvp.seats"), "man");
    let others = owner.get(&page).await.page_with(200);
    others.does_not_tell("You have not saved this yet");
    assert_eq!(others.value("rsvp.seats"), "80");

    let discard = back.form("form[action$='/discard']");
    let back = editor.fills(&discard, &[]).await.leads_to();
    let back = editor.get(&back).await.page_with(200);
    back.says("This is what is saved.");
    assert_eq!(back.value("rsvp.seats"), "80");
    let deeds = dais.texts("SELECT deed FROM journal ORDER BY id DESC LIMIT 1").await;
    assert_eq!(deeds, ["let go of unsaved changes"]);
}

#[tokio::test]
async fn a_form_that_was_not_saved_is_kept_too() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, founding_briefing()).await;
    let typed = [("title", "Refused"), ("rsvp.seats", "-1")];
    presses(&editor, &form(&editor, &page).await, &typed, "save").await.page_with(422);
    let back = editor.get(&page).await.page_with(200);
    assert_eq!(
        (back.value("title").as_str(), back.value("rsvp.seats").as_str()),
        ("Refused", "-1")
    );
    let mended = [("rsvp.seats", "10")];
    presses(&editor, &back.form("#editor"), &mended, "save").await.leads_to();
    editor.get(&page).await.page_with(200).does_not_tell("You have not saved this yet");
    assert_eq!(document(&dais, &page).await["title"], "Refused");
}

#[tokio::test]
async fn nobody_s_work_is_overwritten_by_typing() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let page = imported(&dais, founding_briefing().with("state", "draft")).await;
    let now = form(&editor, &page).await;
    saves(&owner, &page, &[("title", "Theirs")]).await;
    let answer = types(&editor, &now, &[("title", "Mine")], "keep").await;
    assert_eq!(
        answer.header("dais-said"),
        "Kept. Somebody else saved this event: save to compare."
    );
    assert_eq!(answer.header("dais-revision"), "0");
    assert_eq!(document(&dais, &page).await["title"], "Theirs");
    let back = editor.get(&page).await.page_with(200);
    assert_eq!(back.value("title"), "Mine");
    let answer = types(&editor, &back.form("#editor"), &[("revision", "1")], "keep").await;
    assert_eq!(answer.header("dais-said"), "Kept, not saved yet");
    let told = presses(&editor, &back.form("#editor"), &[], "save").await.page_with(409);
    assert_eq!(told.all("table.clash tbody tr").len(), 1);

    let mine = [("subtitle", "Typed on beside theirs")];
    let answer = types(&editor, &told.form("#editor"), &mine, "keep").await;
    assert_eq!(answer.header("dais-said"), "Kept, not saved yet");
    let more = presses(&editor, &told.form("#editor"), &mine, "add:hosts").await.page_with(200);
    types(&editor, &more.form("#editor"), &[], "keep").await;
    assert_eq!(document(&dais, &page).await["title"], "Theirs", "only Save overwrites");
    presses(&editor, &more.form("#editor"), &[], "save").await.leads_to();
    assert_eq!(document(&dais, &page).await["title"], "Mine");
}

#[tokio::test]
async fn the_page_beside_the_form_says_what_everybody_would_see() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = begins(&editor, "Somebody speaks").await;
    let now = form(&editor, &page).await;
    let now = presses(&editor, &now, &[], "add:speakers").await.page_with(200).form("#editor");
    let typed = [
        ("speakers[0].name", "“Luz”"),
        ("speakers[0].protected", "on"),
        ("speakers[0].organisations", "Hidden House"),
        ("speakers[0].email", "luz@example.org"),
        ("speakers[0].biography", "Hidden life"),
        ("description", "<script>alert(1)</script>\n\n*So it is*"),
    ];
    let answer = types(&editor, &now, &typed, "look").await;
    let text = answer.text();
    for hidden in ["Hidden", "luz@example.org", "<script>alert"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    let look = answer.page_with(200);
    look.says("“Luz”");
    look.says("So it is");
    assert_eq!(look.one("meta[name=robots]").attr("content"), Some("noindex"));
    assert!(
        look.all("main form:not([inert])").iter().all(|form| form.attr("method") != Some("post"))
    );
    assert_eq!(revision(&dais, &page).await, 0, "who only looks saves nothing");
    presses(&editor, &now, &typed, "save").await.leads_to();
    assert_eq!(dais.get("/look").await.status, 404);
}

#[tokio::test]
async fn a_draft_that_others_know_does_not_save_itself() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let paper = crate::harness::a_briefing();
    let event = crate::harness::Event { slug: "hours-in-the-field".into() };
    let page = imported(&dais, paper.clone()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    dais.tampers("UPDATE event SET state = 'draft'").await;
    let now = form(&editor, &page).await;
    let answer = types(&editor, &now, &[("place.room", "Else")], "keep").await;
    assert_eq!(answer.header("dais-said"), "Kept, not saved yet");
    let before = document(&dais, &page).await;
    assert_ne!(before["place"]["room"], "Else");
    let opened = editor.get(&page).await.page_with(200);
    opened.tells("A draft that guests have replied to: changes show to them when you save");

    dais.tampers("UPDATE rsvp SET standing = 'given_up'").await;
    let answer = types(&editor, &now, &[("place.room", "Else")], "keep").await;
    assert_eq!(answer.header("dais-said"), "Draft saved at 10:00 am", "nobody is concerned");

    let page = begins(&editor, "Was public once").await;
    for deed in ["publish", "unpublish"] {
        editor.post::<&str, &str>(&page.replace("edit", deed), &[]).await.leads_to();
    }
    let now = form(&editor, &page).await;
    let answer = types(&editor, &now, &[("title", "Not yet")], "keep").await;
    assert_eq!(answer.header("dais-said"), "Kept, not saved yet");
    editor.get(&page).await.page_with(200).tells("A draft that was public before");
    assert_eq!(document(&dais, &page).await["title"], "Was public once");
}
