//! The life of an event in the hands of staff: published, taken back, called off, deleted, restored.

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::json;

use crate::harness::{Answer, Colleague, Dais, Event, Paper, a_briefing, read_calendar};

pub const NOTHING: [(&str, &str); 0] = [];

const STEPS: [&str; 7] =
    ["publish", "unpublish", "cancel", "postpone", "back-on", "delete", "restore"];

pub async fn id(dais: &Dais, slug: &str) -> i64 {
    dais.number(&format!("SELECT id FROM event WHERE slug = '{slug}'")).await
}

pub async fn revision(dais: &Dais, slug: &str) -> i64 {
    dais.number(&format!("SELECT revision FROM event WHERE slug = '{slug}'")).await
}

pub async fn step(dais: &Dais, staff: &Colleague<'_>, event: &Event, step: &str) -> Answer {
    let id = id(dais, &event.slug).await;
    staff.post(&format!("/staff/events/{id}/{step}"), &NOTHING).await
}

pub async fn draft(dais: &Dais, paper: Paper) -> Event {
    let paper = paper.with("state", "draft");
    Event { slug: dais.imports(&paper, false).await.expect("a draft") }
}

/// The deeds of staff to this event, in their order.
pub async fn deeds(dais: &Dais, event: &Event) -> Vec<String> {
    let id = id(dais, &event.slug).await;
    let by_staff = "who = 'staff' AND staff_id IS NOT NULL";
    let sql = format!("SELECT deed FROM journal WHERE event_id = {id} AND {by_staff} ORDER BY id");
    dais.texts(&sql).await
}

#[tokio::test]
async fn a_draft_is_published_at_once_and_taken_back() {
    let dais = Dais::start().await;
    let event = draft(&dais, a_briefing()).await;
    let editor = dais.editor().await;
    let overview = format!("/staff/events/{}", id(&dais, &event.slug).await);
    let page = editor.get(&overview).await.page_with(200);
    page.tells("Draft");
    page.tells("It is not public yet");
    page.tells("Everybody can see its page at once");
    let instants = "SELECT starts_at || ' ' || over_at || ' ' || closes_at FROM event";
    let before = dais.texts(instants).await;

    let back = editor.fills(&page.form("form[action$='/publish']"), &[]).await.leads_to();
    assert_eq!(back, format!("{overview}?done=published"));
    let page = editor.get(&back).await.page_with(200);
    page.says("Published: everybody can see it now.");
    page.says("What was done last");
    page.tells("Edda Editor published");
    assert_eq!(page.all(&format!("main a[href='{}']", event.path())).len(), 2);
    dais.get(&event.path()).await.page_with(200).says("Hours in the Field");
    assert_eq!(dais.texts(instants).await, before);

    let unpublish = page.one("main a[href$='/unpublish']").attr("href").expect("a link").to_owned();
    let page = editor.get(&unpublish).await.page_with(200);
    page.tells("Nobody has replied yet.");
    let back = editor.fills(&page.form("main form"), &[]).await.leads_to();
    editor.get(&back).await.page_with(200).says("It is a draft again: the public page is gone.");
    let nothing = dais.get("/events/nothing-here").await;
    let gone = dais.get(&event.path()).await;
    assert_eq!((gone.status, gone.body), (404, nothing.body));
    assert_eq!(dais.guest("Ada").replies(&event).await.status, 404);
    assert_eq!(deeds(&dais, &event).await, ["published", "unpublished"]);
    assert_eq!(revision(&dais, &event.slug).await, 2);
}

#[tokio::test]
async fn each_step_begins_where_it_may_and_nowhere_else() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let table = [
        (json!(null), &["publish", "delete"][..]),
        (json!("draft"), &["publish", "delete"]),
        (json!("published"), &["unpublish", "cancel", "postpone", "delete"]),
        (json!("cancelled"), &["back-on", "delete"]),
        (json!("postponed"), &["back-on", "cancel", "delete"]),
        (json!("deleted"), &["restore"]),
    ];
    for (number, (state, allowed)) in table.into_iter().enumerate() {
        for tried in STEPS {
            let is_deleted = state == "deleted";
            let paper = a_briefing().named(&format!("event-{number}-{tried}"));
            let paper = if is_deleted { paper } else { paper.with("state", state.clone()) };
            let event = Event { slug: dais.imports(&paper, false).await.expect("an event") };
            if is_deleted {
                step(&dais, &owner, &event, "delete").await.leads_to();
            }
            let before = (dais.tables().await, revision(&dais, &event.slug).await);
            let answer = step(&dais, &owner, &event, tried).await;
            if allowed.contains(&tried) {
                answer.leads_to();
                assert_eq!(revision(&dais, &event.slug).await, before.1 + 1, "{state} {tried}");
                let kept = format!(
                    "SELECT count(*) FROM edition e JOIN event v ON v.id = e.event_id AND \
                     v.revision = e.revision WHERE v.slug = '{}' AND e.staff_id IS NOT NULL",
                    event.slug
                );
                assert_eq!(dais.number(&kept).await, 1, "{state} {tried}");
            } else {
                let page = answer.page_with(409);
                page.says("This was not done");
                assert_eq!(dais.tables().await, before.0, "{state} {tried}");
            }
        }
    }
}

#[tokio::test]
async fn an_event_that_never_was_cannot_take_a_step() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    for tried in STEPS.into_iter().chain(["preview", "preview/1/revoke"]) {
        let answer = owner.post(&format!("/staff/events/4711/{tried}"), &NOTHING).await;
        assert_eq!(answer.status, 404, "{tried}");
    }
    for page in ["", "/unpublish", "/cancel", "/postpone", "/delete", "/document"] {
        assert_eq!(owner.get(&format!("/staff/events/4711{page}")).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn of_two_who_press_at_once_one_is_told_kindly() {
    let dais = Dais::start().await;
    let event = draft(&dais, a_briefing()).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    for (tried, words) in [
        ("publish", "This event is published now; somebody may have been faster."),
        ("cancel", "This event is cancelled now; somebody may have been faster."),
        ("delete", "This event was deleted. It can be restored."),
        ("restore", "This event is cancelled now; somebody may have been faster."),
    ] {
        let before = (revision(&dais, &event.slug).await, deeds(&dais, &event).await.len());
        let (one, other) =
            join(step(&dais, &owner, &event, tried), step(&dais, &editor, &event, tried)).await;
        let mut answers = [one, other];
        answers.sort_by_key(|answer| answer.status);
        answers[0].leads_to();
        answers[1].page_with(409).says(words);
        let after = (revision(&dais, &event.slug).await, deeds(&dais, &event).await.len());
        assert_eq!(after, (before.0 + 1, before.1 + 1), "{tried}");
    }
}

#[tokio::test]
async fn what_is_called_off_says_why_and_calendars_learn_it() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().named("called-off")).await;
    draft(&dais, a_briefing().named("another-day").with("title", "Another Day")).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = dais.last_letter_to("ada@example.org").await.own_page();
    let feed = format!("{}.ics", event.path());
    let public = read_calendar(&dais.get(&feed).await.text()).remove(0);
    let hers = read_calendar(&dais.get(&format!("{own}.ics")).await.text()).remove(0);
    dais.wait(TimeDelta::minutes(5));

    let editor = dais.editor().await;
    let path = format!("/staff/events/{}/cancel", id(&dais, &event.slug).await);
    let page = editor.get(&path).await.page_with(200);
    page.tells("One person has replied. Whoever has is told by mail");
    let typed = [("reason", "The House\r\nis not in session."), ("replacement", "another-day")];
    let back = editor.fills(&page.form("main form"), &typed).await.leads_to();
    editor.get(&back).await.page_with(200).tells("Cancelled: the public page says so now, and");
    assert_eq!(dais.post_round().await, 0, "nobody is written to");

    let page = dais.get(&event.path()).await.page_with(200);
    page.says("This briefing was cancelled.");
    page.tells("The House is not in session.");
    assert!(page.all("main form").is_empty());
    assert!(!page.all_words().contains("takes its place"), "a draft is nobody's business");
    assert!(page.all("a[href='/events/another-day']").is_empty());
    let mine = dais.get(&own).await.page_with(200);
    mine.says("This briefing was cancelled");
    mine.tells("The House is not in session.");
    let after = read_calendar(&dais.get(&feed).await.text()).remove(0);
    assert_eq!(after.value("STATUS"), "CANCELLED");
    assert_eq!(after.value("UID"), public.value("UID"));
    assert!(after.sequence() > public.sequence());
    let hers_now = read_calendar(&dais.get(&format!("{own}.ics")).await.text()).remove(0);
    assert_eq!(hers_now.value("STATUS"), "CANCELLED");
    assert!(
        (hers_now.sequence(), hers_now.value("DTSTAMP")) > (hers.sequence(), hers.value("DTSTAMP")),
        "RFC 5546: newer by SEQUENCE, or by DTSTAMP"
    );

    let other = Event { slug: "another-day".into() };
    step(&dais, &editor, &other, "publish").await.leads_to();
    let page = dais.get(&event.path()).await.page_with(200);
    assert_eq!(page.all("main a[href='/events/another-day']").len(), 1);

    let back = step(&dais, &editor, &event, "back-on").await.leads_to();
    editor.get(&back).await.page_with(200).tells("It is on again");
    let page = dais.get(&event.path()).await.page_with(200);
    page.does_not_tell("not in session");
    assert!(page.all("a[href='/events/another-day']").is_empty());
    assert_eq!(page.all("main form").len(), 1);
    let again = read_calendar(&dais.get(&feed).await.text()).remove(0);
    assert_eq!(again.value("STATUS"), "CONFIRMED");
    assert!(again.sequence() > after.sequence());
    dais.get(&own).await.page_with(200).says("Your seat is reserved");
    assert_eq!(deeds(&dais, &event).await, ["cancelled the event", "put the event back on"]);
}

#[tokio::test]
async fn what_is_postponed_keeps_the_date_that_was_planned() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let editor = dais.editor().await;
    let path = format!("/staff/events/{}", id(&dais, &event.slug).await);
    let page = editor.get(&format!("{path}/postpone")).await.page_with(200);
    editor.fills(&page.form("main form"), &[("reason", "Votes are called.")]).await.leads_to();
    let page = dais.get(&event.path()).await.page_with(200);
    page.says("This briefing was postponed.");
    page.says("Votes are called.");
    page.says("Was planned for");
    page.says("Tuesday, April 20, 2027");
    let entry = read_calendar(&dais.get("/events.ics").await.text()).remove(0);
    // On the day that it had it does not take place.
    assert_eq!(entry.value("STATUS"), "CANCELLED");
    assert_eq!(dais.guest("Ada").replies(&event).await.status, 409);

    // From here it can be cancelled, and the reason is there to be kept.
    let page = editor.get(&format!("{path}/cancel")).await.page_with(200);
    assert_eq!(page.value("reason").trim(), "Votes are called.");
    editor.fills(&page.form("main form"), &[]).await.leads_to();
    let page = dais.get(&event.path()).await.page_with(200);
    page.says("This briefing was cancelled.");
    page.says("Votes are called.");
    editor.get(&path).await.page_with(200).tells("Cancelled");
    assert_eq!(
        editor.get(&format!("{path}/cancel")).await.page_with(200).all("main form").len(),
        0,
        "it is cancelled already"
    );
}

#[tokio::test]
async fn a_reason_that_cannot_be_taken_comes_back_whole() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.publishes(a_briefing().named("gone")).await;
    let editor = dais.editor().await;
    let path = format!("/staff/events/{}/cancel", id(&dais, &event.slug).await);
    step(&dais, &editor, &Event { slug: "gone".into() }, "delete").await.leads_to();
    let long = "<b>x</b> ".repeat(80);
    let before = dais.tables().await;
    for (reason, replacement, wrong) in [
        (long.as_str(), "", "reason"),
        ("Bell\u{7}", "", "reason"),
        ("Fine", "hours-in-the-field", "replacement"),
        ("Fine", "gone", "replacement"),
        ("Fine", "nowhere", "replacement"),
        ("Fine", "No Slug\u{0}'", "replacement"),
    ] {
        let typed = [("reason", reason), ("replacement", replacement)];
        let page = editor.post(&path, &typed).await.page_with(422);
        let control = page.one(&format!("[name={wrong}]"));
        assert_eq!(control.attr("aria-invalid"), Some("true"), "{reason} {replacement}");
        assert_eq!(page.value("reason").trim(), reason.trim());
        assert_eq!(dais.tables().await, before);
    }
    // Somebody else cancels it meanwhile: what was typed is not lost.
    let other = dais.owner().await;
    other.post(&path, &[("reason", "First")]).await.leads_to();
    let page = editor.post(&path, &[("reason", "Second & last")]).await.page_with(409);
    page.says("This event is cancelled now; somebody may have been faster.");
    assert_eq!(page.value("reason").trim(), "Second & last");
    dais.get(&event.path()).await.page_with(200).says("First");
}

#[tokio::test]
async fn a_publication_in_the_future_waits_and_says_until_when() {
    let dais = Dais::start().await;
    let event = draft(&dais, a_briefing().with("publish_at", "2027-04-01T15:00")).await;
    let editor = dais.editor().await;
    let path = format!("/staff/events/{}", id(&dais, &event.slug).await);
    let moment = "Thursday, April 1, 2027, 3:00 pm ET";
    let page = editor.get(&path).await.page_with(200);
    page.tells(&format!("shows from {moment} on"));
    let back = step(&dais, &editor, &event, "publish").await.leads_to();
    let page = editor.get(&back).await.page_with(200);
    page.says(&format!("Scheduled for {moment}"));
    page.says(&format!("It is not public yet: it shows from {moment} on."));
    assert!(page.all(&format!("main a[href='{}']", event.path())).is_empty());
    editor.get("/staff").await.page_with(200).says(&format!("Scheduled for {moment}"));
    assert_eq!(dais.get(&event.path()).await.status, 404);
    dais.set_clock("2027-04-01T19:00:00Z");
    assert_eq!(dais.get(&event.path()).await.status, 200);
    editor.get(&path).await.page_with(200).says("Published");
}

#[tokio::test]
async fn guests_of_an_unpublished_event_keep_their_seats_and_their_pages() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("place.arrival", "By the north door.")).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let own = dais.last_letter_to("ada@example.org").await.own_page();
    let links = format!("main a[href^='{}']", event.path());
    assert_eq!(dais.get(&own).await.page_with(200).all(&links).len(), 2);
    let editor = dais.editor().await;
    let path = format!("/staff/events/{}/unpublish", id(&dais, &event.slug).await);
    let page = editor.get(&path).await.page_with(200);
    page.says("One person has replied. This step tells nobody by mail.");
    editor.fills(&page.form("main form"), &[]).await.leads_to();

    let page = dais.get(&own).await.page_with(200);
    page.says("Your seat is reserved");
    page.says("Hours in the Field");
    assert!(page.all(&links).is_empty(), "no link to a page that is not there");
    let form = page.form("form.sheet");
    let review = dais.fills(&form, &[("title", "Fellow")]).await.page_with(200);
    dais.fills(&review.form("form.sheet"), &[("step", "save")]).await.leads_to();
    assert_eq!(dais.get(&format!("{own}.ics")).await.status, 200);
    step(&dais, &editor, &event, "publish").await.leads_to();
    assert_eq!(dais.get(&own).await.page_with(200).all(&links).len(), 2);
}
