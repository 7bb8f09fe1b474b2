//! What speakers propose: public only once staff have taken it over.

use serde_json::json;

use super::{marisol, with_sessions};
use crate::harness::{Colleague, Dais, Page, Paper, a_briefing};

fn invited() -> Paper {
    let mut she = marisol();
    she["state"] = json!("invited");
    with_sessions().with("speakers.0", she)
}

/// The only proposal on the page of staff: its row number and the form that takes it over.
async fn waiting(staff: &Colleague<'_>) -> (Page, String, String) {
    let page = staff.get("/staff/proposals").await.page_with(200);
    let form = page.form("form[action$='/take']");
    let seen = form.fields[0].1.clone();
    let id =
        form.action.trim_start_matches("/staff/proposals/").trim_end_matches("/take").to_owned();
    (page, id, seen)
}

async fn public(dais: &Dais) -> Page {
    dais.get("/events/hours-in-the-field").await.page_with(200)
}

#[tokio::test]
async fn an_answer_counts_once_staff_have_taken_it_over() {
    let dais = Dais::start().await;
    let path = dais.has_schedule(invited()).await;
    let letter = dais.schedules_to("marisol@example.org").remove(0);
    assert!(letter.plain().contains("would like to know whether you come"));
    let page = dais.get(&path).await.page_with(200);
    let form = page.form("form.agenda-answer");
    let answered = dais.fills(&form, &[("answer", "yes")]).await;
    assert_eq!(answered.leads_to(), format!("{path}?done=answered"));
    public(&dais).await.tells("Invited");
    let page = dais.get(&path).await.page_with(200);
    page.tells("Your answer, that you come Waiting for the hosts");
    assert!(page.all("form.agenda-answer").is_empty());

    let editor = dais.editor().await;
    editor.get("/staff").await.page_with(200).tells("Proposals (1)");
    let (_, id, seen) = waiting(&editor).await;
    let take = format!("/staff/proposals/{id}/take");
    assert_eq!(
        editor.post(&take, &[("seen", &seen)]).await.leads_to(),
        "/staff/proposals?done=taken"
    );
    public(&dais).await.does_not_tell("Invited");
    dais.get(&path).await.page_with(200).tells("Your answer, that you come Taken over");
    editor.get("/staff").await.page_with(200).does_not_tell("Proposals (");
    // A second press does nothing.
    assert_eq!(editor.post(&take, &[("seen", &seen)]).await.status, 409);
    let deeds = dais.texts("SELECT deed FROM journal WHERE speaker_id IS NOT NULL").await;
    assert!(deeds.contains(&"answered an invitation".into()), "{deeds:?}");
    assert!(deeds.contains(&"took over a speaker’s proposal".into()), "{deeds:?}");
    dais.leaves_letters();
}

#[tokio::test]
async fn words_are_proposed_looked_at_and_not_written_over_others() {
    let dais = Dais::start().await;
    let path = dais.has_schedule(with_sessions()).await;
    let event = dais.number("SELECT id FROM event").await;
    let words = format!("{path}/words/{event}");
    let form = dais.get(&words).await.page_with(200).form("form");
    let same = dais.fills(&form, &[]).await;
    assert_eq!(same.leads_to(), format!("{path}?done=same"));
    let typed = [("titles", "Professor of Soil"), ("biography", "Digs.")];
    assert_eq!(dais.fills(&form, &typed).await.leads_to(), format!("{path}?done=proposed"));
    public(&dais).await.does_not_tell("Professor of Soil");
    assert_eq!(dais.get(&words).await.page_with(200).value("titles").trim(), "Professor of Soil");

    let editor = dais.editor().await;
    let page = editor.get("/staff/proposals").await.page_with(200);
    assert_eq!(page.all("section.proposal").len(), 2);
    let comes = page.all("section.proposal ins")[0].text().collect::<String>();
    assert_eq!(comes.split_whitespace().collect::<Vec<_>>(), ["comes:", "of", "Soil"]);
    let of = async |field: &str| {
        let sql = format!("SELECT id FROM proposal WHERE field = '{field}'");
        dais.number(&sql).await
    };
    let (titles, biography) = (of("titles").await, of("biography").await);
    let seen_of = |page: &Page, id: i64| {
        let form = page.form(&format!("form[action='/staff/proposals/{id}/take']"));
        form.fields[0].1.clone()
    };
    let seen = seen_of(&page, titles);
    // Meanwhile staff write something else.
    dais.publishes(with_sessions().with("speakers.0.titles", json!(["Dean"]))).await;
    let take = format!("/staff/proposals/{titles}/take");
    let late = editor.post(&take, &[("seen", &seen)]).await.page_with(409);
    late.tells("Changed meanwhile");
    public(&dais).await.tells("Dean");
    let seen = seen_of(&late, titles);
    editor.post(&take, &[("seen", &seen)]).await.leads_to();
    public(&dais).await.tells("Professor of Soil");

    let leave = format!("/staff/proposals/{biography}/leave");
    let reply = [(format!("reply-{biography}"), "A little longer, please.".to_owned())];
    assert_eq!(editor.post(&leave, &reply).await.leads_to(), "/staff/proposals?done=left");
    let page = dais.get(&path).await.page_with(200);
    page.tells("Biography Not taken over");
    page.tells("A little longer, please.");
    public(&dais).await.does_not_tell("Digs.");
    dais.leaves_letters();
}

#[tokio::test]
async fn words_for_all_events_reach_the_coming_ones_that_said_the_same() {
    let dais = Dais::start().await;
    let mut other = marisol();
    other["titles"] = json!(["Guest lecturer"]);
    let own_title = a_briefing().named("own-title").with("speakers", json!([other]));
    dais.publishes(own_title).await;
    dais.publishes(
        a_briefing()
            .named("over")
            .with("speakers", json!([marisol()]))
            .with("time", json!({ "starts": "2027-03-01T10:00", "ends": "2027-03-01T11:00" })),
    )
    .await;
    let path = dais.has_schedule(with_sessions()).await;
    dais.tampers("UPDATE speaker SET titles = '[\"Professor\"]' WHERE name = 'Marisol Ibarra'")
        .await;
    let form = dais.get(&format!("{path}/words")).await.page_with(200).form("form");
    dais.fills(&form, &[("titles", "Professor of Soil")]).await.leads_to();
    let editor = dais.editor().await;
    let (page, id, seen) = waiting(&editor).await;
    page.tells("Coming events that follow: Hours in the Field");
    editor.post(&format!("/staff/proposals/{id}/take"), &[("seen", &seen)]).await.leads_to();
    let said = async |slug: &str| dais.get(&format!("/events/{slug}")).await.text();
    assert!(said("hours-in-the-field").await.contains("Professor of Soil"));
    assert!(said("own-title").await.contains("Guest lecturer"));
    assert!(!said("over").await.contains("Professor of Soil"));
    dais.leaves_letters();
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_a_proposal_can_be_taken_back() {
    let dais = Dais::start().await;
    let path = dais.has_schedule(with_sessions()).await;
    let long = "x".repeat(5_001);
    let refused =
        dais.post(&format!("{path}/words"), &[("titles", "Dean"), ("biography", &long)]).await;
    let page = refused.page_with(422);
    assert_eq!(page.problem_beside("biography"), "Please keep it below 5,000 characters.");
    assert_eq!(page.value("titles").trim(), "Dean");
    assert_eq!(dais.number("SELECT count(*) FROM proposal").await, 0);
    dais.post(&format!("{path}/words"), &[("titles", "Dean"), ("organisations", "Example State")])
        .await
        .leads_to();
    let page = dais.get(&path).await.page_with(200);
    let form = page.form("form[action$='/withdraw']");
    // Nobody takes back another's.
    let luz = super::way(&dais.schedules_to("luz@example.org")[0]);
    let id = form.fields[0].1.clone();
    assert_eq!(dais.post(&format!("{luz}/withdraw"), &[("proposal", &id)]).await.status, 409);
    assert_eq!(dais.fills(&form, &[]).await.leads_to(), format!("{path}?done=withdrawn"));
    assert_eq!(dais.number("SELECT count(*) FROM proposal").await, 0);
    // Nor does anybody answer for an event that is not theirs.
    assert_eq!(
        dais.post(&format!("{path}/answer"), &[("event", "999"), ("answer", "no")]).await.status,
        404
    );
}
