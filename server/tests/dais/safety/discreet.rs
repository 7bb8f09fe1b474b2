//! Letters and calendar entries that name nothing in what a glance can catch.

use serde_json::json;

use crate::harness::{Dais, a_briefing};

/// Whatever of a letter shows without opening it, and all of its calendar part.
fn glance(letter: &crate::harness::Letter) -> String {
    format!("{}\n{}", letter.subject(), letter.calendar_text().unwrap_or_default())
}

#[tokio::test]
async fn a_guests_subjects_and_calendar_name_nothing() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Gus").replies(&event).await.leads_to();
    let own = dais.own_page_of("Gus").await;
    let page = dais.post(&format!("{}/discreet", own.path), &[("discreet", "yes")]).await;
    let page = dais.get(&page.leads_to()).await.page_with(200);
    page.tells("Done: subjects and your calendar entry do not name the event any more.");

    let later = json!({ "starts": "2027-04-21T10:00", "ends": "2027-04-21T11:30" });
    dais.publishes(a_briefing().with("time", later)).await;
    dais.wait(chrono::TimeDelta::hours(1));
    super::errands(&dais).await;
    let letter = dais.last_letter_to("gus@example.org").await;
    assert_eq!(letter.subject(), "Your appointment on Apr 21");
    let entry = letter.calendar();
    assert_eq!(entry.value("SUMMARY"), "Appointment");
    assert_eq!(entry.value("LOCATION"), "Room 1300, Longworth House Office Building");
    assert!(entry.all("DESCRIPTION").is_empty() && entry.all("URL").is_empty());
    for word in ["Hours", "hours-in", "Field"] {
        assert!(!glance(&letter).contains(word), "{}", glance(&letter));
    }
    assert!(letter.plain().contains("Hours in the Field"), "the letter says as much as before");
    let file = dais.get(&format!("{}.ics", own.path)).await.text();
    assert!(file.contains("SUMMARY:Appointment") && !file.contains("Field"), "{file}");

    assert_eq!(entry.parameters("ORGANIZER"), "", "whose address it is is not told");
    let form = dais.get("/my-rsvps").await.page_with(200).form("form.sheet");
    dais.fills(&form, &[("email", "gus@example.org")]).await.leads_to();
    assert_eq!(dais.last_letter_to("gus@example.org").await.subject(), "Your appointments");

    dais.post(&format!("{}/discreet", own.path), &[("discreet", "no")]).await.leads_to();
    let file = dais.get(&format!("{}.ics", own.path)).await.text();
    assert!(file.contains("SUMMARY:Hours in the Field"), "{file}");
}

#[tokio::test]
async fn staff_switch_it_and_waiting_still_shows() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.post_round().await;
    let editor = dais.editor().await;
    let answer = editor.post("/staff/rsvps/2/discreet", &[("discreet", "yes")]).await;
    editor.get(&answer.leads_to()).await.page_with(200).tells("Name the event again");
    editor.post("/staff/rsvps/2/send-again", &[("step", "look")]).await.page_with(200);
    dais.guest("Ben").replies(&event).await.leads_to();
    dais.wait(chrono::TimeDelta::minutes(11));
    dais.guest("Ben").replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ben@example.org").await;
    assert_eq!(letter.subject(), "Your appointment on Apr 20 (waiting list)");
}
