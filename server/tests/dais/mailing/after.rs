//! Who came, and the letters after the event.

use crate::harness::{Colleague, Dais, Event, a_briefing};

use super::{Mailing, addressed, errands, guests, number};

const OVER: &str = "2027-04-20T20:00:00Z";

async fn over(dais: &Dais, names: &[&str]) -> (Event, i64) {
    let event = dais.publishes(a_briefing()).await;
    guests(dais, &event, names).await;
    let id = number(dais, &event).await;
    dais.set_clock(OVER);
    (event, id)
}

async fn marks(dais: &Dais, staff: &Colleague<'_>, id: i64, mark: &str, names: &[&str]) -> String {
    let mut form = vec![("mark".to_owned(), mark.to_owned())];
    for name in names {
        let sql = format!("SELECT id FROM rsvp WHERE name = '{name} Example'");
        form.push(("rsvp".to_owned(), dais.number(&sql).await.to_string()));
    }
    staff.post(&format!("/staff/events/{id}/rsvps/came"), &form).await.leads_to()
}

#[tokio::test]
async fn staff_mark_who_came_one_by_one_or_many_at_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada", "Ben", "Cleo", "Dan"]).await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let list = format!("/staff/events/{id}/rsvps");
    staff.get(&list).await.page_with(200).does_not_tell("Who came");
    let early = staff.post(&format!("{list}/came"), &[("mark", "rest-came")]).await.page_with(409);
    early.tells("The event has not begun");

    dais.set_clock("2027-04-20T18:30:00Z");
    let staff = dais.editor().await;
    let page = staff.get(&format!("{list}?state=confirmed")).await.page_with(200);
    page.tells("Came 0 Did not come 0 Not marked 4");
    let ada = dais.number("SELECT id FROM rsvp WHERE email = 'ada@example.org'").await.to_string();
    // Buttons outside it belong to it by an id that nothing else on the page has.
    let owner = page.all("[name=one-came]")[0].attr("form").expect("a form");
    assert_eq!(page.one(&format!("[id='{owner}']")).value().name(), "form");
    let form = page.form(&format!("form#{owner}"));
    let one = staff.post(&form.action, &form.filled(&[("one-came", &ada)])).await.leads_to();
    assert_eq!(one, format!("{list}?state=confirmed&done=marked"));
    marks(&dais, &staff, id, "missed", &["Ben", "Cleo"]).await;
    assert!(marks(&dais, &staff, id, "missed", &["Ben"]).await.ends_with("done=nobody"));
    assert!(marks(&dais, &staff, id, "came", &[]).await.ends_with("done=nobody"));
    marks(&dais, &staff, id, "unmark", &["Cleo"]).await;
    let page = staff.get(&list).await.page_with(200);
    page.tells("Came 1 Did not come 1 Not marked 2");
    marks(&dais, &staff, id, "rest-came", &[]).await;
    let page = staff.get(&format!("{list}?came=yes")).await.page_with(200);
    page.tells("Came 3 Did not come 1 Not marked 0");
    assert_eq!(page.all(".table tbody tr").len(), 3);
    let record = staff.get(&format!("/staff/rsvps/{ada}")).await.page_with(200);
    record.tells("Attendance Came");
    let numbers = "SELECT number FROM journal WHERE deed LIKE '%who came' ORDER BY id";
    let numbers = dais.rows(numbers).await;
    let numbers: Vec<i64> =
        numbers.iter().map(|row| row.try_get_by_index(0).expect("one")).collect();
    assert_eq!(numbers, [1, 1, 2]);

    let form = staff.get(&list).await.page_with(200).form("form[action$='/rsvps.csv']");
    let file = staff.fills(&form, &[]).await.text();
    assert!(file.lines().next().expect("a head").ends_with("\"Came\""), "{file}");
    assert_eq!(file.matches("\"Came\"").count(), 4);
    assert_eq!(file.matches("\"Did not come\"").count(), 1);
}

#[tokio::test]
async fn a_mark_is_for_the_events_own_guests() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().named("other")).await;
    guests(&dais, &event, &["Eve"]).await;
    let (_, id) = over(&dais, &["Ada"]).await;
    let staff = dais.editor().await;
    assert!(marks(&dais, &staff, id, "came", &["Eve"]).await.ends_with("done=nobody"));
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE came IS NOT NULL").await, 0);
}

#[tokio::test]
async fn those_who_came_and_those_who_did_not_get_a_letter_each_once_staff_say_so() {
    let dais = Dais::start().await;
    let (event, id) = over(&dais, &["Ada", "Ben", "Cleo"]).await;
    let staff = dais.editor().await;
    marks(&dais, &staff, id, "came", &["Ada"]).await;
    marks(&dais, &staff, id, "missed", &["Ben"]).await;
    let mail = format!("/staff/events/{id}/mail");
    let page = staff.get(&mail).await.page_with(200);
    page.says("Begin: Letter to those who came");
    page.says("Begin: Letter to those who did not come");
    let begins = async |kind: &str| {
        let to = staff.post(&format!("{mail}/after"), &[("kind", kind)]).await.leads_to();
        Mailing { staff: &staff, path: to.split('?').next().expect("a path").to_owned() }
    };
    let (came, missed) = (begins("came").await, begins("missed").await);
    assert_eq!(begins("came").await.path, came.path, "one for an event");
    assert_eq!(came.people().await, ["Ada Example"]);
    assert_eq!(missed.people().await, ["Ben Example"]);
    errands(&dais).await;
    assert!(addressed(&dais).await.is_empty(), "nothing goes out by itself");

    let form = missed.page().await.form("form:has([name=body])");
    staff.fills(&form, &[("came", "not-yes")]).await.leads_to();
    missed.presses("send").await.page_with(409).tells("still stands in the letter");
    let form = missed.page().await.form("form:has([name=body])");
    staff.fills(&form, &[("body", "We missed you.")]).await.leads_to();
    assert_eq!(missed.people().await, ["Ben Example", "Cleo Example"]);
    let form = came.page().await.form("form:has([name=body])");
    let body = "Thank you.\n\nThe [slides](https://example.org/slides.pdf)\n\n{event_link}";
    staff.fills(&form, &[("body", body)]).await.leads_to();
    came.sends().await;
    errands(&dais).await;
    dais.post_round().await;
    assert_eq!(addressed(&dais).await, ["ada@example.org"]);
    let letter = dais.letters_to("ada@example.org").pop().expect("a letter");
    assert!(letter.subject().starts_with("Thank you for coming"), "{}", letter.subject());
    let expected = ["https://example.org/slides.pdf".to_owned(), dais.address(&event.path())];
    for link in expected {
        assert!(letter.links().contains(&link), "{link} in {}", letter.plain());
    }
    assert!(!letter.plain().contains("/r/") && !letter.has_header("List-Unsubscribe"));
    missed.sends().await;
    errands(&dais).await;
    dais.post_round().await;
    let letter = dais.letters_to("cleo@example.org").pop().expect("a letter");
    assert!(letter.subject().starts_with("Sorry that we missed you"), "{}", letter.subject());
    assert_eq!(addressed(&dais).await.len(), 3);
}

#[tokio::test]
async fn nothing_is_offered_before_the_end() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let mail = format!("/staff/events/{id}/mail");
    staff.get(&mail).await.page_with(200).does_not_tell("Letter to those who came");
    for kind in ["came", "missed", "group", ""] {
        assert_eq!(staff.post(&format!("{mail}/after"), &[("kind", kind)]).await.status, 409);
    }
    assert_eq!(dais.number("SELECT count(*) FROM mailing").await, 0);
}

#[tokio::test]
async fn they_wait_for_staff_again_once_the_event_is_still_to_come() {
    let dais = Dais::start().await;
    let (_, id) = over(&dais, &["Ada", "Ben"]).await;
    let staff = dais.editor().await;
    marks(&dais, &staff, id, "came", &["Ada"]).await;
    marks(&dais, &staff, id, "missed", &["Ben"]).await;
    let mut begun = vec![];
    for kind in ["came", "missed"] {
        let form = [("kind", kind)];
        let to = staff.post(&format!("/staff/events/{id}/mail/after"), &form).await.leads_to();
        let one = Mailing { staff: &staff, path: to.split('?').next().expect("a path").into() };
        let form = one.page().await.form("form:has([name=body])");
        staff.fills(&form, &[("body", "The slides follow.")]).await.leads_to();
        begun.push(one);
    }
    let form = begun[0].page().await.form("form[action$='/schedule']");
    staff.fills(&form, &[("due-day", "2027-04-21"), ("due-time", "10:30")]).await.leads_to();
    begun[1].sends().await;
    errands(&dais).await;
    let time = [("time.starts", "2027-06-20T14:00"), ("time.ends", "2027-06-20T15:30")];
    let moved = time.iter().fold(a_briefing(), |paper, (name, at)| paper.with(name, *at));
    dais.imports(&moved, true).await.expect("a document");
    begun[0].page().await.tells("Draft");
    let stopped = "SELECT outcome || ' by ' || answer FROM letter WHERE kind = 'group'";
    let by = "stopped by the event’s new date, after which it is not over";
    assert_eq!(dais.texts(stopped).await, [by]);
    dais.set_clock("2027-04-21T15:00:00Z");
    errands(&dais).await;
    dais.post_round().await;
    assert_eq!(addressed(&dais).await, ["ben@example.org"], "nothing more is written");
    assert_eq!(dais.texts(stopped).await, [by]);
}
