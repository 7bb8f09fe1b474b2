//! The list of an event's RSVPs: who is on it, in which order, and how they are found.

use crate::harness::{Colleague, Dais, Event, Page, a_briefing};

async fn list_of(dais: &Dais, event: &Event) -> String {
    let id = dais.number(&format!("SELECT id FROM event WHERE slug = '{}'", event.slug)).await;
    format!("/staff/events/{id}/rsvps")
}

/// The names in the table, in order.
fn names(page: &Page) -> Vec<String> {
    let links = page.all("tbody a[href^='/staff/rsvps/']");
    links.iter().map(|link| link.text().collect::<String>()).collect()
}

async fn found(staff: &Colleague<'_>, list: &str, query: &str) -> Vec<String> {
    names(&staff.get(&format!("{list}?{query}")).await.page_with(200))
}

/// Rows as replies would leave them, without the replies.
async fn crowd(dais: &Dais, event: i64, number: i64) {
    let rows: Vec<String> = (1..=number)
        .map(|n| {
            let standing = if n <= number / 2 { "seated" } else { "waiting" };
            format!(
                "({event}, 'guest{n}@example.org', '', 'Guest {n}', '{standing}', 'uid{n}', {}, {n}, 0, 0, \
                 '2027-04-01 14:00:00+00:00', '2027-04-01 14:00:00+00:00', 'guest {n}  guest{n}@example.org')",
                if dais.database.is_file() { "0" } else { "false" },
            )
        })
        .collect();
    for rows in rows.chunks(5_000) {
        let columns = "event_id, email, who, name, standing, uid, online, turn, sequence, occurrence, \
            replied_at, changed_at, found_by";
        dais.tampers(&format!("INSERT INTO rsvp ({columns}) VALUES {}", rows.join(", "))).await;
    }
}

#[tokio::test]
async fn tabs_count_and_the_line_keeps_its_order() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(2)).await;
    for name in ["Ada", "Ben", "Cleo", "Dan", "Eve"] {
        dais.guest(name).typing("access", "A quiet corner").replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let give_up = dais.letters_to("cleo@example.org")[0].own_page();
    dais.post::<&str, &str>(&format!("{give_up}/cancel"), &[]).await.leads_to();
    dais.post_round().await;
    let (staff, list) = (dais.editor().await, list_of(&dais, &event).await);

    let page = staff.get(&list).await.page_with(200);
    assert_eq!(page.words("nav.tabs"), "All 5 Confirmed 2 Waiting 2 Asked 0 Cancelled 1");
    page.tells("Confirmed 2 of 2");
    assert_eq!(page.one("progress").attr("max"), Some("2"));
    let expected = ["Eve", "Dan", "Cleo", "Ben", "Ada"].map(|name| format!("{name} Example"));
    assert_eq!(names(&page), expected);
    page.tells("ada@example.org");
    page.says("needs something");
    page.does_not_tell("A quiet corner");

    let waiting = staff.get(&format!("{list}?state=waiting")).await.page_with(200);
    assert_eq!(names(&waiting), ["Dan Example", "Eve Example"]);
    waiting.says("Waiting, number 1");
    waiting.says("Waiting, number 2");
    assert_eq!(found(&staff, &list, "state=waiting&q=eve").await, ["Eve Example"]);
    staff.get(&format!("{list}?q=eve")).await.page_with(200).says("Waiting, number 2");
    let cancelled = staff.get(&format!("{list}?state=cancelled")).await.page_with(200);
    cancelled.says("Cancelled by the guest");
    assert_eq!(found(&staff, &list, "state=nonsense&page=x").await.len(), 5);
}

#[tokio::test]
async fn a_search_finds_names_organisations_and_domains_and_takes_signs_as_they_are() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for (name, organization, email) in [
        ("Élodie Garçon", "100% Harvest", "elodie@mail.example.org"),
        ("Ben O’Brien", "Harvest_Now", "ben@example.com"),
        ("Cleo Example", r"Back\slash", "cleo@example.org"),
    ] {
        let guest = dais.guest("x").typing("name", name).typing("organization", organization);
        guest.typing("email", email).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    let (staff, list) = (dais.owner().await, list_of(&dais, &event).await);
    for (asked, expected) in [
        ("ÉLODIE", vec!["Élodie Garçon"]),
        ("gar%C3%A7on+harvest", vec!["Élodie Garçon"]),
        ("harvest+ben", vec!["Ben O’Brien"]),
        ("example.com", vec!["Ben O’Brien"]),
        ("%40mail.example.org", vec!["Élodie Garçon"]),
        ("example.org", vec!["Cleo Example", "Élodie Garçon"]),
        ("%25", vec!["Élodie Garçon"]),
        ("_", vec!["Ben O’Brien"]),
        ("%5C", vec!["Cleo Example"]),
        ("'+OR+1=1+--", vec![]),
        ("%00", vec!["Cleo Example", "Ben O’Brien", "Élodie Garçon"]),
    ] {
        assert_eq!(found(&staff, &list, &format!("q={asked}")).await, expected, "{asked}");
    }
    let page = staff.get(&format!("{list}?q=%3Cscript%3Ex")).await.page_with(200);
    page.tells("Nobody fits this search.");
    assert_eq!(page.one("#q").attr("value"), Some("<script>x"));
    assert!(page.words("nav.tabs").starts_with("All 0"));
    page.tells("Confirmed 3");
    let other = dais.publishes(a_briefing().named("another")).await;
    let empty = staff.get(&list_of(&dais, &other).await).await.page_with(200);
    empty.tells("Nobody has replied yet.");
}

#[tokio::test]
async fn a_long_list_comes_a_hundred_at_a_time_and_at_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(25_000)).await;
    let (staff, list) = (dais.owner().await, list_of(&dais, &event).await);
    let id = list.split('/').nth(3).and_then(|id| id.parse().ok()).expect("a number");
    crowd(&dais, id, 50_000).await;
    let started = std::time::Instant::now();
    let page = staff.get(&list).await.page_with(200);
    let first = started.elapsed();
    assert_eq!(names(&page).len(), 100);
    page.says("Page 1 of 500");
    assert_eq!(
        page.words("nav.tabs"),
        "All 50000 Confirmed 25000 Waiting 25000 Asked 0 Cancelled 0"
    );
    let started = std::time::Instant::now();
    let waiting = staff.get(&format!("{list}?state=waiting&page=250")).await.page_with(200);
    let line = started.elapsed();
    assert_eq!(names(&waiting)[99], "Guest 50000");
    waiting.says("Waiting, number 25000");
    let started = std::time::Instant::now();
    let some = staff.get(&format!("{list}?q=guest49999%40")).await.page_with(200);
    let search = started.elapsed();
    assert_eq!(names(&some), ["Guest 49999"]);
    // Generous: other tests share the machine, and a list without its indexes takes many times this.
    for (what, time) in [("first page", first), ("end of the line", line), ("search", search)] {
        assert!(time.as_secs() < 5, "{what}: {time:?}");
        eprintln!("50,000 RSVPs, {what}: {time:?}");
    }
}
