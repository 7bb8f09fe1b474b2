//! Events in the staff's lists: where each stands, what deleting takes away, what a file holds.

use serde_json::json;

use crate::harness::{Dais, Paper, a_briefing, read_calendar};
use crate::life::{NOTHING, deeds, draft, id, revision, step};

#[tokio::test]
async fn a_deleted_event_is_nowhere_and_comes_back_whole() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    for name in ["Ada", "Ben"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let letters = dais.letters();
    let (ada, ben) = (letters[0].own_page(), letters[1].own_page());
    let owner = dais.owner().await;
    let path = format!("/staff/events/{}", id(&dais, &event.slug).await);
    let made = owner.post(&format!("{path}/preview"), &NOTHING).await.page_with(200);
    let preview = made.words("output.secret").replace(&dais.address(""), "");
    let there = [event.path(), format!("{}.ics", event.path()), ada.clone(), ben.clone(), preview];
    let mut before = Vec::new();
    for address in &there {
        let answer = dais.get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        before.push(answer.page().all_words());
    }
    let rsvps = dais.tables().await["rsvp"].clone();
    let document = owner.get(&format!("{path}/document")).await.text();

    let page = owner.get(&format!("{path}/delete")).await.page_with(200);
    page.says("2 people have replied. This step tells nobody by mail, and leaves the entries that came by mail in their calendars. If it was to take place, cancel it first.");
    let back = owner.fills(&page.form("main form"), &[]).await.leads_to();
    let list = owner.get(&back).await.page_with(200);
    list.tells("The event is deleted.");
    for address in there.iter().chain([&format!("{}/replied", event.path())]) {
        assert_eq!(dais.get(address).await.status, 404, "{address}");
    }
    // Calendars that follow a guest's own entry would keep it for ever if there was nothing at all.
    let own_entry = async || {
        let file = dais.get(&format!("{ada}.ics")).await;
        read_calendar(&file.text()).remove(0).value("STATUS")
    };
    assert_eq!(own_entry().await, "CANCELLED");
    for address in ["/", "/events", "/events.ics"] {
        assert!(!dais.get(address).await.text().contains("Hours in the Field"), "{address}");
    }
    let kept = dais.tables().await;
    assert_eq!(dais.guest("Cleo").replies(&event).await.status, 404);
    for deed in ["", "/cancel", "/undo"] {
        let answer = dais.post(&format!("{ada}{deed}"), &[("name", "Ada Other")]).await;
        assert_eq!(answer.status, 404, "{deed}");
    }
    for address in ["/edit", "/rsvps", "/rsvps/new", "/document"] {
        assert_eq!(owner.get(&format!("{path}{address}")).await.status, 404, "{address}");
    }
    assert_eq!(owner.post(&format!("{path}/preview"), &NOTHING).await.status, 404);
    assert_eq!(dais.tables().await, kept);
    owner.get(&path).await.page_with(200).says("This event is deleted");

    let back = owner.fills(&list.form("form[action$='/restore']"), &[]).await.leads_to();
    owner.get(&back).await.page_with(200).says("Restored: it is back as it was.");
    for (address, before) in there.iter().zip(before) {
        let answer = dais.get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        let is_calendar = answer.header("content-type").starts_with("text/calendar");
        assert!(is_calendar || answer.page().all_words() == before, "{address}");
    }
    assert_eq!(own_entry().await, "CONFIRMED");
    assert_eq!(dais.tables().await["rsvp"], rsvps);
    assert_eq!(owner.get(&format!("{path}/document")).await.text(), document);
    assert_eq!(dais.post_round().await, 0);
}

#[tokio::test]
async fn importing_a_deleted_event_brings_it_back() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    step(&dais, &owner, &event, "delete").await.leads_to();
    assert_eq!(dais.get(&event.path()).await.status, 404);
    let before = revision(&dais, &event.slug).await;
    dais.publishes(a_briefing().with("title", "Hours Once More")).await;
    dais.get(&event.path()).await.page_with(200).says("Hours Once More");
    assert!(revision(&dais, &event.slug).await > before);
    owner.get("/staff?tab=deleted").await.page_with(200).tells("Nothing was deleted.");
}

#[tokio::test]
async fn the_document_is_a_file_and_its_taking_is_written_down() {
    let dais = Dais::start().await;
    let paper = a_briefing().with(
        "speakers",
        json!([{ "name": "Ada Example", "email": "ada@example.org", "roles": ["keynote"] }]),
    );
    let event = draft(&dais, paper.clone()).await;
    let editor = dais.editor().await;
    let path = format!("/staff/events/{}/document", id(&dais, &event.slug).await);
    let answer = editor.get(&path).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"hours-in-the-field.event.json\""
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    let document = Paper::read(&answer.text());
    assert_eq!(document.pruned(), paper.with("state", "draft").pruned());
    assert_eq!(deeds(&dais, &event).await, ["exported the document"]);
    assert_eq!(dais.get(&path).await.status, 303, "not for strangers");
}

#[tokio::test]
async fn the_list_shows_every_event_where_it_belongs() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let page = owner.get("/staff").await.page_with(200);
    page.says("A title is enough to begin. It stays a draft that nobody else can see until you publish it, and you can show it to others by a preview link before.");
    assert_eq!(page.words("main a.button[href='/staff/events/new']"), "Write the first event");
    assert!(page.all("main table").is_empty());

    let event = dais.publishes(a_briefing().with_seats(1)).await;
    let old = json!({ "starts": "2017-06-16T13:00", "ends": "2017-06-16T14:00" });
    dais.publishes(a_briefing().named("past").with("title", "Past One").with("time", old.clone()))
        .await;
    draft(&dais, a_briefing().named("old").with("title", "Old <Draft>").with("time", old)).await;
    draft(&dais, a_briefing().named("open").with("title", "Undated").with("time", json!(null)))
        .await;
    let gone = dais.publishes(a_briefing().named("gone").with("title", "Gone One")).await;
    step(&dais, &owner, &gone, "delete").await.leads_to();
    for name in ["Ada", "Ben", "Cleo"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;

    let titles = |page: &crate::harness::Page| {
        let links = page.all("main td:first-child a");
        links.iter().map(|link| link.text().collect::<String>()).collect::<Vec<_>>()
    };
    let page = owner.get("/staff").await.page_with(200);
    assert_eq!(titles(&page), ["Old <Draft>", "Hours in the Field", "Undated"]);
    assert_eq!(page.words("nav.tabs"), "Coming 3 Past 1 Deleted 1");
    page.says("No date yet");
    page.says("1 of 1");
    page.says("2 waiting");
    page.says("Published");
    page.says("Draft");
    let id = id(&dais, &event.slug).await;
    assert_eq!(page.all(&format!("main a[href='/staff/events/{id}']")).len(), 1);
    let page = owner.get("/staff?tab=past").await.page_with(200);
    assert_eq!(titles(&page), ["Past One"]);
    page.says("Over");
    let page = owner.get("/staff?tab=deleted").await.page_with(200);
    assert_eq!(titles(&page), ["Gone One"]);
    assert_eq!(page.all("form[action$='/restore']").len(), 1);

    let page = owner.get("/staff?q=FIELD+hours").await.page_with(200);
    assert_eq!(titles(&page), ["Hours in the Field"]);
    assert_eq!(page.words("nav.tabs"), "Coming 1 Past 0 Deleted 0");
    assert_eq!(page.value("q"), "FIELD hours");
    let page = owner.get("/staff?q=%3Cb%3E%25").await.page_with(200);
    assert_eq!(page.value("q"), "<b>%");
    page.says("No event here has these words in its title.");

    let page = owner.get(&format!("/staff/events/{id}")).await.page_with(200);
    assert_eq!(page.words("dl.counts"), "Confirmed 1 of 1 Waiting 2");
    let bar = page.one("progress.fill");
    assert_eq!((bar.attr("value"), bar.attr("max")), (Some("1"), Some("1")));
}
