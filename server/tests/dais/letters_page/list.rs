//! Finding letters: words, pages, what strangers typed, nothing at all.

use super::{QUEUE, count_on};
use crate::harness::{Dais, a_briefing};

#[tokio::test]
async fn letters_are_found_by_the_words_of_name_organisation_and_address() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let ada = dais.guest("Ada").typing("organization", "Harvest 100% Union");
    ada.typing("email", "a_da@fields.example.org").replies(&event).await.leads_to();
    dais.guest("Ben").replies(&event).await.leads_to();
    let owner = dais.owner().await;
    for (words, found) in [
        ("", 2),
        ("ADA", 1),
        ("harvest fields.", 1),
        ("harvest ben", 0),
        ("example.org", 2),
        ("100%25", 1),
        ("%25", 1),
        ("_", 1),
        ("%5C", 0),
        ("%00ben", 1),
        ("'", 0),
    ] {
        let page = owner.get(&format!("{QUEUE}&q={words}")).await.page_with(200);
        assert_eq!(page.all("tbody tr").len(), found, "{words}");
        assert_eq!(count_on(&page, "On the way"), found.to_string(), "tabs count what fits");
    }
    owner
        .get(&format!("{QUEUE}&q=nobody"))
        .await
        .page_with(200)
        .says("No letter here fits this search.");
    dais.post_round().await;
}

#[tokio::test]
async fn many_letters_stand_on_several_pages() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    dais.tampers(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 249) \
         INSERT INTO letter (rsvp_id, kind, occurrence, recipient, message_id, sequence, \
         written_at, due_at, attempts, done_at, outcome) SELECT rsvp_id, kind, 1000 + i, \
         recipient, '<' || i || '@example.org>', 0, written_at, due_at, 1, due_at, 'sent' \
         FROM letter, n",
    )
    .await;
    let owner = dais.owner().await;
    let sent = "/staff/letters?state=sent&q=ada";
    for (page, rows, links) in [(1, 100, 1), (2, 100, 2), (3, 50, 1), (99, 50, 1), (0, 100, 1)] {
        let shown = owner.get(&format!("{sent}&page={page}")).await.page_with(200);
        assert_eq!(shown.all("tbody tr").len(), rows, "page {page}");
        assert_eq!(shown.all("nav.pager a").len(), links, "page {page}");
    }
    let second = owner.get(&format!("{sent}&page=2")).await.page_with(200);
    assert_eq!(second.words("nav.pager span"), "Page 2 of 3");
    let next = second.one("nav.pager a[rel=next]").attr("href").expect("a link").to_owned();
    assert_eq!(next, format!("{sent}&page=3"));
    assert_eq!(count_on(&second, "Sent"), "250");
}

#[tokio::test]
async fn what_strangers_type_is_text_here() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("title", "<b>Bold</b> & brave")).await;
    let name = "Eve\"><script>alert(1)</script>";
    dais.guest("Eve").typing("name", name).replies(&event).await.leads_to();
    let owner = dais.owner().await;
    let page = owner.get(&format!("{QUEUE}&q=%22%3E%3Cscript%3E")).await.page_with(200);
    assert_eq!(page.words("td:first-child a"), name);
    page.says("<b>Bold</b> & brave");
    assert_eq!(page.value("q"), "\"><script>");
    assert!(page.all("main script, main b b, tbody b").is_empty());

    // Back to the very list, whatever was searched for.
    let form = page.form("td form[action$='/stop']");
    let to = owner.fills(&form, &[]).await.leads_to();
    assert_eq!(to, format!("{QUEUE}&q=%22%3E%3Cscript%3E&done=stopped"));
    for foreign in ["https://evil.example", "//evil.example", "/events", "/staff\\evil"] {
        let answer = owner.fills(&form, &[("next", foreign)]).await;
        assert_eq!(answer.leads_to(), "/staff?done=stopped", "{foreign}");
    }
    for nothing in ["x", "99999", "-1", "99999999999999999999", "%00"] {
        let path = format!("/staff/letters/{nothing}/stop");
        assert_eq!(owner.post::<&str, &str>(&path, &[]).await.status, 404, "{nothing}");
    }
    for odd in
        ["state=x", "state=queue&page=-1", "page=99999999999999999999999", "q=%00%0a", "done=x"]
    {
        assert_eq!(owner.get(&format!("/staff/letters?{odd}")).await.status, 200, "{odd}");
    }
}

#[tokio::test]
async fn an_empty_outbox_says_so() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    for (state, words) in [
        ("queue", "Every letter that was written has left."),
        ("failed", "No letter has failed."),
        ("sent", "No letter was sent yet."),
        ("stopped", "No letter was stopped."),
    ] {
        let page = owner.get(&format!("/staff/letters?state={state}")).await.page_with(200);
        page.says(words);
        page.says("No letter waits.");
        assert!(page.all("table, form[action='/staff/letters/retry']").is_empty());
    }
}
