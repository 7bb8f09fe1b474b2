//! The journal as staff read it.

use crate::harness::{Dais, Page, a_briefing};

/// The rows of the table, each as its cells' words.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let cells = |row: scraper::ElementRef<'_>| {
        let cell = scraper::Selector::parse("td").expect("a selector");
        let words = |cell: scraper::ElementRef<'_>| {
            cell.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
        };
        row.select(&cell).map(words).collect()
    };
    page.all("tbody tr").into_iter().map(cells).collect()
}

fn choices(page: &Page, name: &str) -> Vec<(String, String)> {
    let options = page.all(&format!("select[name={name}] option"));
    let pair = |option: scraper::ElementRef<'_>| {
        (option.attr("value").unwrap_or_default().to_owned(), option.text().collect())
    };
    options.into_iter().map(pair).collect()
}

#[tokio::test]
async fn everybody_of_staff_reads_who_did_what() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.wait(chrono::TimeDelta::minutes(3));
    dais.guest("Ada").replies(&event).await.leads_to();
    let owner = dais.owner().await;
    owner.post::<&str, &str>("/staff/letters/1/stop", &[]).await.leads_to();

    let editor = dais.editor().await;
    let page = editor.get("/staff/journal").await.page_with(200);
    let told = rows(&page);
    let line = |who: &str, what: &str| {
        let found = told.iter().position(|row| row[1] == who && row[2] == what);
        found.unwrap_or_else(|| panic!("no {who} {what} in {told:?}"))
    };
    let (imported, replied, stopped) = (
        line("Command line", "imported"),
        line("A guest", "replied · an RSVP"),
        line("Olga Owner", "stopped a letter · an RSVP"),
    );
    assert!(stopped < replied && replied < imported, "the newest first: {told:?}");
    assert_eq!(told[imported][0], "Thu, Apr 1, 10:00 am ET");
    assert_eq!(told[replied][0], "Thu, Apr 1, 10:03 am ET");
    assert_eq!(told[replied][3], "Hours in the Field");
    assert!(!page.all("tbody a[href='/staff/rsvps/1']").is_empty());
    assert!(!page.all("tbody a[href='/staff/events/1']").is_empty());
    page.does_not_tell("Ada");
    page.does_not_tell("ada@");
}

#[tokio::test]
async fn the_journal_narrows_to_an_event_and_to_a_person() {
    let dais = Dais::start().await;
    let first = dais.publishes(a_briefing()).await;
    let second = a_briefing().with("slug", "second").with("title", "The second");
    let second = dais.publishes(second).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    for (guest, event) in [("Ada", &first), ("Ben", &second)] {
        dais.guest(guest).replies(event).await.leads_to();
    }
    owner.post::<&str, &str>("/staff/letters/1/stop", &[]).await.leads_to();
    editor.post::<&str, &str>("/staff/letters/2/stop", &[]).await.leads_to();

    let all = owner.get("/staff/journal").await.page_with(200);
    assert!(choices(&all, "event").contains(&("2".into(), "The second".into())));
    let people = choices(&all, "who");
    let number = |name: &str| {
        let known = people.iter().find(|(_, words)| words == name);
        known.unwrap_or_else(|| panic!("no {name} in {people:?}")).0.clone()
    };
    let editor_number = number("Edda Editor");

    let narrowed = async |query: &str| {
        let page = owner.get(&format!("/staff/journal?{query}")).await.page_with(200);
        rows(&page).into_iter().map(|row| [row[1].clone(), row[2].clone()]).collect::<Vec<_>>()
    };
    let of_second = narrowed("event=2").await;
    assert_eq!(
        of_second,
        [
            ["Edda Editor", "stopped a letter · an RSVP"],
            ["A guest", "replied · an RSVP"],
            ["Command line", "imported"],
        ]
    );
    let by_editor = narrowed(&format!("event=2&who={editor_number}")).await;
    assert_eq!(by_editor, [["Edda Editor", "stopped a letter · an RSVP"]]);
    assert_eq!(narrowed(&format!("event=1&who={editor_number}")).await.len(), 0);
    assert_eq!(narrowed("who=guest").await.len(), 2);
    let by_command = narrowed("who=command+line").await;
    assert!(by_command.iter().filter(|row| row[1] == "imported").count() == 2);
    assert!(by_command.iter().all(|row| row[0] == "Command line"), "{by_command:?}");
    let everything = narrowed("").await;
    for odd in ["who=x", "event=x", "event=&who=", "page=x", "page=-1"] {
        assert_eq!(narrowed(odd).await, everything, "{odd}");
    }

    let chosen = owner.get(&format!("/staff/journal?event=2&who={editor_number}")).await;
    let chosen = chosen.page_with(200);
    assert_eq!(chosen.one("select[name=event] option[selected]").attr("value"), Some("2"));
    assert_eq!(
        chosen.one("select[name=who] option[selected]").attr("value"),
        Some(editor_number.as_str())
    );
    owner
        .get("/staff/journal?event=77")
        .await
        .page_with(200)
        .tells("Nobody has done anything that");
}

#[tokio::test]
async fn a_long_journal_stands_on_several_pages() {
    let dais = Dais::start().await;
    dais.publishes(a_briefing()).await;
    dais.tampers(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) \
         INSERT INTO journal (at, who, deed, event_id, number) SELECT at, 'postman', \
         'exported the list', 1, i FROM journal, n WHERE deed = 'imported'",
    )
    .await;
    let owner = dais.owner().await;
    let path = "/staff/journal?who=postman&event=1";
    for (page, rows_there, first) in [(1, 100, 250), (2, 100, 150), (3, 50, 50), (9, 50, 50)] {
        let shown = owner.get(&format!("{path}&page={page}")).await.page_with(200);
        let told = rows(&shown);
        assert_eq!(told.len(), rows_there, "page {page}");
        assert_eq!(told[0][2], format!("exported the list, {first} RSVPs"));
        shown.tells("250 entries, the newest first.");
    }
    let second = owner.get(&format!("{path}&page=2")).await.page_with(200);
    let links: Vec<_> =
        second.all("nav.pager a").iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(
        links,
        ["/staff/journal?event=1&who=postman", "/staff/journal?event=1&who=postman&page=3",]
    );
}

#[tokio::test]
async fn titles_and_names_are_text_and_deleted_events_are_told_as_such() {
    let dais = Dais::start().await;
    let title = "</option><script>alert(1)</script>";
    let event = dais.publishes(a_briefing().with("title", title)).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
    let owner = dais.owner().await;
    dais.tampers("UPDATE staff SET name = '<i>Olga</i>'").await;
    let page = owner.get("/staff/journal").await.page_with(200);
    assert!(page.all("main script, main i, option script").is_empty());
    let titles = page.all("td a[href='/staff/events/1']");
    assert!(titles.len() == 2 && titles.iter().all(|link| link.text().eq([title])));
    assert!(choices(&page, "who").iter().any(|(_, name)| name == "<i>Olga</i>"));

    dais.tampers("UPDATE event SET deleted_at = changed_at").await;
    let page = owner.get("/staff/journal").await.page_with(200);
    let titles = page.all("td a[href='/staff/events/1']");
    assert!(titles.len() == 2 && titles.iter().all(|link| link.text().eq([title])));
    assert!(page.all("td a[href^='/staff/rsvps/']").is_empty(), "its RSVPs are not there");
    page.tells(&format!("{title} (deleted)"));
}

#[tokio::test]
async fn reading_the_journal_writes_nothing() {
    let dais = Dais::start().await;
    dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    let before = dais.tables().await;
    for path in ["/staff/journal", "/staff/journal?event=1", "/staff/letters"] {
        owner.get(path).await.page_with(200);
    }
    assert!(dais.tables().await == before, "something was written");
}
