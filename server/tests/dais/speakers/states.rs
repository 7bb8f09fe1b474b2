//! Appearances: added, their states by one press, kept places, and what everybody sees of it.

use serde_json::json;

use super::{enters, event, speaker, with, with_ada};
use crate::harness::{Colleague, Dais, Event, Page};

async fn presses(owner: &Colleague<'_>, id: i64, state: &str, stand_in: &str) -> String {
    let page = owner.get(&format!("/staff/speakers/{id}")).await.page_with(200);
    let form = page.form(".cards > li > form");
    let answer = owner.fills(&form, &[("state", state), ("stand_in", stand_in)]).await;
    answer.leads_to()
}

async fn public(dais: &Dais, event: &Event) -> Page {
    dais.get(&event.path()).await.page_with(200)
}

#[tokio::test]
async fn the_public_wording_follows_the_state() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada("one")).await;
    let (owner, ada) = (dais.owner().await, speaker(&dais, "Ada Example").await);
    for (state, stand_in, words) in [
        ("invited", "", Some("Invited")),
        ("surrogate", "Ben Example", Some("Represented by Ben Example")),
        ("video", "", Some("Remarks by video")),
        ("tentative", "", Some("Invited")),
        ("confirmed", "", None),
    ] {
        let to = presses(&owner, ada, state, stand_in).await;
        assert_eq!(to, format!("/staff/speakers/{ada}?done=stands"));
        let page = public(&dais, &event).await;
        page.tells("Ada Example");
        for known in ["Invited", "Represented", "Remarks by video", "Ben Example"] {
            match words {
                Some(words) if words.contains(known) => page.tells(words),
                _ => page.does_not_tell(known),
            }
        }
    }
    for state in ["declined", "dropped"] {
        presses(&owner, ada, state, "").await;
        public(&dais, &event).await.does_not_tell("Ada Example");
        let page = owner.get(&format!("/staff/speakers/{ada}")).await.page_with(200);
        page.says("Not shown");
    }
    presses(&owner, ada, "confirmed", "").await;
    public(&dais, &event).await.tells("Ada Example");
    dais.leaves_letters();
}

#[tokio::test]
async fn the_history_says_who_changed_what() {
    let dais = Dais::start().await;
    dais.publishes(with_ada("one")).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let ada = speaker(&dais, "Ada Example").await;
    presses(&owner, ada, "invited", "").await;
    presses(&editor, ada, "surrogate", "Ben Example").await;
    presses(&editor, ada, "surrogate", "Ben Example").await;
    let page = owner.get(&format!("/staff/speakers/{ada}")).await.page_with(200);
    let history: Vec<String> = page
        .all(".cards .timeline li > span")
        .iter()
        .map(|step| step.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        history,
        [
            "Represented by Ben Example · Edda Editor",
            "Invited · Olga Owner",
            "Nothing said · not by staff",
        ]
    );
    let journal = owner.get("/staff/journal").await.page_with(200);
    journal.tells("marked in the line-up as invited : Ada Example");
    dais.leaves_letters();
}

#[tokio::test]
async fn the_events_own_page_has_the_same_buttons() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_ada("one")).await;
    let (owner, id) = (dais.owner().await, event(&dais, &event_).await);
    let page = owner.get(&format!("/staff/events/{id}")).await.page_with(200);
    let form = page.form(".cards > li > form");
    assert_eq!(form.action, format!("/staff/events/{id}/line-up/state"));
    let to = owner.fills(&form, &[("state", "video")]).await.leads_to();
    assert_eq!(to, format!("/staff/events/{id}?done=stands#line-up"));
    public(&dais, &event_).await.tells("Remarks by video");
    let page = owner.get(&format!("/staff/events/{id}")).await.page_with(200);
    page.says("Remarks by video");
    dais.leaves_letters();
}

#[tokio::test]
async fn somebody_known_is_added_with_what_they_are_there() {
    let dais = Dais::start().await;
    let one = dais.publishes(with_ada("one")).await;
    let two = dais.publishes(with("two", json!([]))).await;
    let (owner, ada) = (dais.owner().await, speaker(&dais, "Ada Example").await);
    let add = format!("/staff/speakers/{ada}/add");
    let page = owner.get(&add).await.page_with(200);
    // Where they are already is not offered.
    assert_eq!(page.all("#event option").len(), 1);
    assert_eq!(page.value("titles"), "Director");
    let form = page.form("form.editor");
    let typed = [
        ("roles", "keynote"),
        ("more_roles", "guest lecturer, host"),
        ("titles", "Director\nProfessor"),
        ("organisations", "Institute\nUniversity"),
        ("state", "invited"),
    ];
    owner.fills(&form, &typed).await.leads_to();
    let page = public(&dais, &two).await;
    for words in ["Ada Example", "Invited", "Keynote", "guest lecturer", "Professor", "University"]
    {
        page.tells(words);
    }
    assert_eq!(dais.number("SELECT count(*) FROM speaker").await, 1);
    let again = [("event", &*event(&dais, &two).await.to_string()), ("roles", "host")];
    owner.post(&add, &again).await.page_with(409).tells("in the line-up of this event already");
    public(&dais, &one).await.does_not_tell("Professor");
    // A save in the editor keeps who it is.
    let two = event(&dais, &two).await;
    let edit = format!("/staff/events/{two}/edit");
    let form = owner.get(&edit).await.page_with(200).form("#editor");
    let typed = [("subtitle", "With a subtitle"), ("do", "save")];
    owner.fills(&form, &typed).await.leads_to();
    let links =
        format!("SELECT count(*) FROM appearance WHERE event_id = {two} AND speaker_id = {ada}");
    assert_eq!(dais.number(&links).await, 1);
    dais.leaves_letters();
}

#[tokio::test]
async fn a_place_is_kept_until_somebody_has_it() {
    let dais = Dais::start().await;
    let paper = with("one", json!([{ "name": "Ben Example" }])).with(
        "sessions",
        json!([{ "title": "Panel", "speakers": ["Representative of the Ministry"] }]),
    );
    let event_ = dais.publishes(paper).await;
    let (owner, id) = (dais.owner().await, event(&dais, &event_).await);
    let path = format!("/staff/events/{id}");
    let place = format!("{path}/line-up/place");
    let nothing = owner.post(&place, &[("placeholder", " "), ("roles", "panelist")]).await;
    let page = nothing.page_with(422);
    assert!(!page.problem_beside("placeholder").is_empty());
    let typed = [
        ("placeholder", "Representative of the Ministry"),
        ("roles", "panelist"),
        ("state", "invited"),
    ];
    owner.post(&place, &typed).await.leads_to();
    public(&dais, &event_).await.tells("Representative of the Ministry");

    let ada = enters(&owner, &[("name", "Ada Example"), ("titles", "Director")]).await;
    let page = owner.get(&path).await.page_with(200);
    let form = page.form("form[action$='/line-up/name']");
    let missing = owner.fills(&form, &[("known", ""), ("name", "")]).await;
    missing.page_with(422).tells("Please write a name to print.");
    let namesake = owner.fills(&form, &[("name", "ben  example")]).await.page_with(422);
    namesake.tells("Somebody of this name is in the line-up already");
    assert_eq!(namesake.value("name"), "ben  example");
    owner.fills(&form, &[("known", &ada.to_string())]).await.leads_to();
    let page = public(&dais, &event_).await;
    page.does_not_tell("Representative of the Ministry");
    page.tells("Ada Example");
    page.tells("Director");
    let page = owner.get(&format!("/staff/speakers/{ada}")).await.page_with(200);
    page.tells("In: Panel");
    // How the place stood is part of their history.
    let step = format!("SELECT was FROM appearance_step WHERE speaker_id = {ada}");
    assert_eq!(dais.texts(&step).await, ["invited"]);
    // A page that was opened before does nothing to somebody else.
    owner.fills(&form, &[("name", "Cy Example")]).await.page_with(409);
    dais.leaves_letters();
}
