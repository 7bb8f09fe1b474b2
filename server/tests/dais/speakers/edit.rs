//! What is known of a speaker, changed by staff, and the events that follow.

use super::{enters, event, speaker, with_ada};
use crate::harness::{Dais, Form};

/// The form with boxes of one name ticked or not.
fn following(form: &Form, events: &[i64], typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = form.filled(typed);
    fields.retain(|(name, _)| name != "follow");
    fields.extend(events.iter().map(|id| ("follow".to_owned(), id.to_string())));
    fields
}

#[tokio::test]
async fn events_that_are_ticked_print_the_new_name() {
    let dais = Dais::start().await;
    let past = dais
        .publishes(
            with_ada("past")
                .with("time.starts", "2027-03-20T14:00")
                .with("time.ends", "2027-03-20T15:00"),
        )
        .await;
    let one = dais.publishes(with_ada("one")).await;
    let two = dais.publishes(with_ada("two")).await;
    let (owner, ada) = (dais.owner().await, speaker(&dais, "Ada Example").await);
    let path = format!("/staff/speakers/{ada}");
    let form = owner.get(&path).await.page_with(200).form("form.editor");
    let coming = [event(&dais, &one).await, event(&dais, &two).await];
    let ticked: Vec<_> = form.fields.iter().filter(|(name, _)| name == "follow").collect();
    assert_eq!(ticked.len(), 2, "both that are to come, by themselves: {ticked:?}");
    let typed = [("name", "Ada Beth Example"), ("honorific", "Dr."), ("titles", "President")];
    let fields = following(&form, &[coming[0], event(&dais, &past).await], &typed);
    assert_eq!(owner.post(&path, &fields).await.leads_to(), format!("{path}?done=saved"));
    let page = dais.get(&one.path()).await.page_with(200);
    page.tells("Dr. Ada Beth Example");
    page.tells("President");
    // In the session too.
    page.does_not_tell("Ada Example");
    for other in [&two, &past] {
        let page = dais.get(&other.path()).await.page_with(200);
        page.tells("Ada Example");
        page.does_not_tell("President");
    }
    assert_eq!(dais.number("SELECT count(*) FROM speaker").await, 1);
    dais.leaves_letters();
}

#[tokio::test]
async fn who_saves_second_sees_both_versions() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let ada = enters(&owner, &[("name", "Ada Example"), ("titles", "Director")]).await;
    let path = format!("/staff/speakers/{ada}");
    let form = owner.get(&path).await.page_with(200).form("form.editor");
    owner.fills(&form, &[("titles", "President")]).await.leads_to();
    let page =
        editor.fills(&form, &[("titles", "Chair"), ("spoken", "AH-da")]).await.page_with(409);
    page.tells("Olga Owner saved another version");
    page.tells("President");
    assert_eq!(page.value("titles"), "Chair");
    assert_eq!(page.value("spoken"), "AH-da");
    let titles = "SELECT CAST(titles AS text) FROM speaker";
    assert_eq!(dais.texts(titles).await, [r#"["President"]"#]);
    editor.fills(&page.form("form.editor"), &[]).await.leads_to();
    assert_eq!(dais.texts(titles).await, [r#"["Chair"]"#]);
}

#[tokio::test]
async fn what_cannot_be_kept_comes_back_whole() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let typed =
        [("name", " "), ("zone", "Mars/Olympus"), ("biography", "A life."), ("spoken", "x\u{7}y")];
    let page = owner.post("/staff/speakers", &typed).await.page_with(422);
    for field in ["name", "zone", "spoken"] {
        assert!(!page.problem_beside(field).is_empty(), "{field}");
    }
    assert_eq!(page.value("biography").trim(), "A life.");
    assert_eq!(dais.number("SELECT count(*) FROM speaker").await, 0);
    let ada = enters(&owner, &[("name", "Ada"), ("zone", "Europe/Berlin")]).await;
    let page = owner.get(&format!("/staff/speakers/{ada}")).await.page_with(200);
    assert_eq!(page.value("zone"), "Europe/Berlin");
    let form = page.form("form.editor");
    owner.fills(&form, &[("zone", "")]).await.leads_to();
    assert_eq!(dais.number("SELECT count(*) FROM speaker WHERE zone IS NULL").await, 1);
}
