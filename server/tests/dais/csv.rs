//! The list as a file that spreadsheets read and do not run.

use chrono::TimeDelta;

use crate::harness::{Answer, Colleague, Dais, Event, a_briefing};

async fn list_of(dais: &Dais, event: &Event) -> String {
    let id = dais.number(&format!("SELECT id FROM event WHERE slug = '{}'", event.slug)).await;
    format!("/staff/events/{id}/rsvps")
}

async fn downloads(staff: &Colleague<'_>, page: &str, typed: &[(&str, &str)]) -> Answer {
    let form = staff.get(page).await.page_with(200).form("form[action$='/rsvps.csv']");
    staff.fills(&form, typed).await
}

/// The rows by another program's reading, the head first.
fn rows(file: &Answer) -> Vec<Vec<String>> {
    assert_eq!(file.status, 200, "{}", file.text());
    let text = file.text();
    let text = text.strip_prefix('\u{feff}').expect("the mark that tells UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row of the same length"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn the_file_holds_what_the_list_shows() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    dais.guest("Ada").typing("category", "press").replies(&event).await.leads_to();
    let ben = dais.guest("Ben").typing("access", "A ramp,\n\"wide\"").typing("title", "Fellow");
    ben.replies(&event).await.leads_to();
    dais.post_round().await;
    let (staff, list) = (dais.editor().await, list_of(&dais, &event).await);

    let file = downloads(&staff, &list, &[]).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8; header=present");
    let name = "attachment; filename=\"hours-in-the-field-rsvps.csv\"";
    assert_eq!(file.header("content-disposition"), name);
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(file.header("content-encoding"), "");
    let expected: [[&str; 15]; 3] = [
        [
            "Name",
            "E-mail",
            "Organisation",
            "Job title",
            "Category",
            "Attending",
            "State",
            "Place in line",
            "Replied",
            "Changed",
            "Seats",
            "Companions",
            "Replied by",
            "Offered until",
            "Came",
        ],
        [
            "Ada Example",
            "ada@example.org",
            "",
            "",
            "Press",
            "Room",
            "Confirmed",
            "",
            "Apr 1, 2027, 10:00 am ET",
            "Apr 1, 2027, 10:00 am ET",
            "1",
            "",
            "",
            "",
            "",
        ],
        [
            "Ben Example",
            "ben@example.org",
            "",
            "Fellow",
            "",
            "Room",
            "Waiting list",
            "1",
            "Apr 1, 2027, 10:00 am ET",
            "Apr 1, 2027, 10:00 am ET",
            "1",
            "",
            "",
            "",
            "",
        ],
    ];
    assert_eq!(rows(&file), expected);
    let text = file.text();
    assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());

    let with_needs = rows(&downloads(&staff, &list, &[("needs", "on")]).await);
    assert_eq!(with_needs[0][15], "Needs");
    assert_eq!(with_needs[2][15], "A ramp,\n\"wide\"");
    let waiting =
        rows(&downloads(&staff, &format!("{list}?state=waiting&q=example.org"), &[]).await);
    assert_eq!(waiting.len(), 2);
    let nobody = rows(&downloads(&staff, &format!("{list}?q=nobody"), &[]).await);
    assert_eq!(nobody.len(), 1);
    let journal = "SELECT number FROM journal WHERE deed = 'exported the list' ORDER BY id";
    let numbers: Vec<i64> = dais
        .rows(journal)
        .await
        .iter()
        .map(|row| row.try_get_by_index(0).expect("a number"))
        .collect();
    assert_eq!(numbers, [2, 2, 1, 0]);
}

#[tokio::test]
async fn nothing_in_it_is_a_formula_and_nothing_is_lost() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let hostile = [
        "=HYPERLINK(\"http://evil.example\",\"x\")",
        "+1 202 555 0100",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "＝1+1",
        "a;b,\"c\"",
    ];
    for (number, text) in hostile.iter().enumerate() {
        let guest = dais.guest(&format!("Guest{number}")).typing("organization", text);
        guest
            .typing("title", text)
            .typing("access", &format!(" \t{text}"))
            .replies(&event)
            .await
            .leads_to();
    }
    dais.post_round().await;
    let (staff, list) = (dais.owner().await, list_of(&dais, &event).await);
    let rows = rows(&downloads(&staff, &list, &[("needs", "on")]).await);
    for (row, text) in rows[1..].iter().zip(hostile) {
        let quoted = if text.starts_with('a') { text.to_owned() } else { format!("'{text}") };
        assert_eq!((&row[2], &row[3], &row[15]), (&quoted, &quoted, &quoted));
    }
    assert!(rows.iter().any(|row| row[2] == "'+1 202 555 0100"));
}

#[tokio::test]
async fn a_screen_that_was_left_open_gives_no_file() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    let (staff, list) = (dais.owner().await, list_of(&dais, &event).await);
    dais.wait(TimeDelta::minutes(61));
    let asked = format!("{list}?state=confirmed&q=ada");
    let answer = downloads(&staff, &asked, &[]).await;
    let page = answer.page_with(403);
    page.says("Please sign in once more");
    let next: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
    assert_eq!(
        page.one("#main a[href^='/sign-in']").attr("href"),
        Some(format!("/sign-in?next={next}").as_str())
    );
    assert_eq!(
        dais.number("SELECT count(*) FROM journal WHERE deed = 'exported the list'").await,
        0
    );

    assert_eq!(dais.get(&format!("{list}.csv")).await.status, 303, "for staff, and no GET");
    assert_eq!(dais.post(&format!("{list}.csv"), &[("state", "")]).await.status, 401);
    let fresh = dais.owner().await;
    assert_eq!(rows(&downloads(&fresh, &asked, &[]).await).len(), 2);
    dais.tampers("UPDATE event SET deleted_at = created_at").await;
    assert_eq!(fresh.post(&format!("{list}.csv"), &[("state", "")]).await.status, 404);
}
