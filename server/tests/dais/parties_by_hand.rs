//! Parties by hand: companions and who replied for them, in forms, reviews, lists and files.

use crate::by_hand::{deeds, does, goes_on, guests, looks, number, page_of, standing};
use crate::harness::{Colleague, Dais, Kind, a_briefing};

/// Adds a party and tells it; the RSVP's page.
async fn adds(staff: &Colleague<'_>, id: i64, name: &str, typed: &[(&str, &str)]) -> String {
    let new = format!("/staff/events/{id}/rsvps/new");
    let email = format!("{}@example.org", name.to_lowercase());
    let name = format!("{name} Example");
    let own = [("name", name.as_str()), ("email", email.as_str())];
    let looked = looks(staff, &new, "new", &[&own, typed].concat()).await.page_with(200);
    let done = goes_on(staff, &looked, &[("step", "tell")]).await.leads_to();
    done.split('?').next().expect("a page").to_owned()
}

#[tokio::test]
async fn staff_add_a_party_and_each_of_it_takes_a_seat() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(4), &["Ada"]).await;
    let staff = dais.editor().await;
    let new = format!("/staff/events/{id}/rsvps/new");
    let party = [
        ("name", "Ben Example"),
        ("email", "ben@example.org"),
        ("guest-1", "Cleo Example"),
        ("guest-4", " Dan  Example "),
        ("scheduler-name", "Sam Scheduler"),
        ("scheduler-email", "Sam@Example.org"),
    ];
    let looked = looks(&staff, &new, "new", &party).await.page_with(200);
    looked.tells("Comes with Cleo Example, Dan Example");
    looked.tells("Replied for them Sam Scheduler <sam@example.org>");
    looked.tells("Copy to Sam Scheduler <sam@example.org>");
    looked.tells("State Confirmed");
    let back = goes_on(&staff, &looked, &[("step", "edit")]).await.page_with(200);
    assert_eq!(
        (back.value("guest-1"), back.value("guest-4")),
        ("Cleo Example".into(), " Dan  Example ".into())
    );
    assert_eq!(back.value("scheduler-name"), "Sam Scheduler");
    assert_eq!(back.all("details.more[open]").len(), 2);

    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    dais.post_round().await;
    let list = format!("/staff/events/{id}/rsvps");
    let page = staff.get(&list).await.page_with(200);
    page.tells("Confirmed 4 of 4");
    assert_eq!(page.words("nav.tabs"), "All 2 Confirmed 2 Waiting 0 Asked 0 Cancelled 0");
    page.tells("3 seats, with Cleo Example and Dan Example");
    for asked in ["cleo", "sam@example.org", "dan+scheduler"] {
        let found = staff.get(&format!("{list}?q={asked}")).await.page_with(200);
        assert_eq!(found.all("tbody tr").len(), 1, "{asked}");
    }
    let record = staff.get(&page_of(&dais, "Ben").await).await.page_with(200);
    record.tells("Seats 3 Comes with Cleo Example, Dan Example");
    record.tells("Replied for them Sam Scheduler sam@example.org (gets copies of their letters)");
    assert_eq!(record.value("guest-2"), "Dan Example");

    let file = staff.post(&format!("{list}.csv"), &[("state", "")]).await.text();
    assert!(
        file.contains(
            "\"3\",\"Cleo Example; Dan Example\",\"Sam Scheduler <sam@example.org>\",\"\""
        ),
        "{file}"
    );
}

#[tokio::test]
async fn a_party_never_slips_past_the_limit_by_hand_but_with_the_tick() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(3), &["Ada"]).await;
    let staff = dais.owner().await;
    let new = format!("/staff/events/{id}/rsvps/new");
    let party = [
        ("name", "Ben Example"),
        ("email", "ben@example.org"),
        ("guest-1", "Cleo Example"),
        ("guest-2", "Dan Example"),
    ];
    let page = looks(&staff, &new, "new", &party).await.page_with(422);
    assert_eq!(
        page.words("#place-why"),
        "No 3 seats are free in the room: the limit is 3. Please choose."
    );
    assert_eq!(page.value("guest-2"), "Dan Example");
    let over = [("place", "over"), ("step", "look")];
    let looked = staff.fills(&page.form("form.panel"), &over).await.page_with(200);
    looked.tells("Over the limit: this makes 4 of 3 seats in the room.");
    goes_on(&staff, &looked, &[("step", "quiet")]).await.leads_to();
    let list = staff.get(&format!("/staff/events/{id}/rsvps")).await.page_with(200);
    list.tells("4 of 3 seats — 1 over the limit.");

    let nowhere = [("scheduler-name", "Sam"), ("scheduler-email", "nowhere")];
    let wrong = [party.as_slice(), &nowhere].concat();
    let page = looks(&staff, &new, "new", &wrong).await.page_with(422);
    assert!(!page.problem_beside("scheduler-email").is_empty());
    assert_eq!(page.value("scheduler-email"), "nowhere");
    let nameless = [party.as_slice(), &[("scheduler-email", "sam@example.org")]].concat();
    let page = looks(&staff, &new, "new", &nameless).await.page_with(422);
    let why = page.problem_beside("scheduler-name");
    assert_eq!(why, "Please fill in the name of who replied for them.");
}

#[tokio::test]
async fn a_seated_party_grows_only_into_free_seats_and_gives_back_what_it_drops() {
    let dais = Dais::start().await;
    let (event, id) = guests(&dais, a_briefing().with_seats(3), &["Ada"]).await;
    let staff = dais.owner().await;
    let ben = adds(&staff, id, "Ben", &[("guest-1", "Cleo Example")]).await;
    dais.guest("Eve").replies(&event).await.leads_to();
    dais.post_round().await;
    assert_eq!(standing(&dais, "Eve").await, "waiting");

    let more = [("guest-2", "Dan Example")];
    let page = looks(&staff, &ben, "correct", &more).await.page_with(422);
    assert_eq!(
        page.words("#correct-place-why"),
        "No 3 seats are free in the room: the limit is 3. Tick the box to go over the limit."
    );
    assert_eq!(page.value("guest-2"), "Dan Example");
    let over = [("guest-2", "Dan Example"), ("place", "over")];
    let looked = looks(&staff, &ben, "correct", &over).await.page_with(200);
    looked.tells("Comes with Cleo Example Cleo Example, Dan Example");
    looked.tells("this makes 4 of 3 seats");
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    assert_eq!(dais.last_letter_to("ben@example.org").await.kind(), Kind::Corrected);

    does(&staff, &ben, "correct", &[("guest-1", ""), ("guest-2", "")]).await;
    dais.post_round().await;
    assert_eq!(standing(&dais, "Eve").await, "offered", "the seats that were given back");
    let alone = "SELECT count(*) FROM rsvp WHERE email = 'ben@example.org' AND party = 1";
    assert_eq!(number(&dais, alone).await, 1);
    assert_eq!(deeds(&dais).await, ["added by hand", "corrected", "corrected"]);
}

#[tokio::test]
async fn who_waits_as_a_party_is_told_what_it_waits_for() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(2), &["Ada"]).await;
    let staff = dais.owner().await;
    let line = [("place", "line"), ("guest-1", "Ben Example")];
    let cleo = adds(&staff, id, "Cleo", &line).await;
    let eve = adds(&staff, id, "Eve", &[("place", "line")]).await;
    let trio =
        [line.as_slice(), &[("guest-2", "Fay Example"), ("guest-3", "Gus Example")]].concat();
    let dan = adds(&staff, id, "Dan", &trio).await;
    dais.post_round().await;
    for (page, why) in [
        (cleo, "Needs more seats together than are free: 1."),
        (eve, "A larger party before them waits for the free seats."),
        (dan, "Needs more seats than there are in all."),
    ] {
        staff.get(&page).await.page_with(200).tells(why);
        let list = staff.get(&format!("/staff/events/{id}/rsvps")).await.page_with(200);
        list.tells(why);
        list.tells("Waiting 3 for 7 seats");
    }
}

#[tokio::test]
async fn people_of_one_address_are_corrected_by_name() {
    let dais = Dais::start().await;
    let paper = a_briefing().with("rsvp.shared_addresses", true);
    let (event, _) = guests(&dais, paper, &["Ada"]).await;
    dais.guest("Ben").typing("email", "ada@example.org").replies(&event).await.leads_to();
    dais.post_round().await;
    let staff = dais.owner().await;
    let path = page_of(&dais, "Ada").await;
    let page = looks(&staff, &path, "correct", &[("name", "BEN  example")]).await.page_with(422);
    assert!(page.problem_beside("email").contains("on the list already"));
    does(&staff, &path, "correct", &[("name", "Ada Other")]).await;
    dais.post_round().await;
    let known = dais.texts("SELECT who FROM rsvp ORDER BY id").await;
    assert_eq!(known, ["ada other", "ben example"]);
}

#[tokio::test]
async fn a_place_that_was_handed_over_leads_to_who_has_it() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing().with_seats(2), &["Ada", "Ben"]).await;
    let (ada, ben) = (page_of(&dais, "Ada").await, page_of(&dais, "Ben").await);
    let row = |page: &str| page.rsplit('/').next().expect("a number").to_owned();
    dais.tampers(&format!(
        "UPDATE rsvp SET standing = 'given_up', given_up_from = 'seated', handed_to = {}, \
         given_up_at = '2027-04-01 14:00:00+00:00' WHERE id = {}",
        row(&ben),
        row(&ada)
    ))
    .await;
    dais.tampers(&format!("UPDATE rsvp SET handed_by = {} WHERE id = {}", row(&ada), row(&ben)))
        .await;
    let staff = dais.owner().await;
    let page = staff.get(&ada).await.page_with(200);
    page.tells("Handed over to Ben Example");
    page.tells("Handed over to a colleague Apr 1, 2027, 10:00 am ET.");
    assert!(!page.all(&format!(".details a[href='{ben}']")).is_empty());
    staff.get(&ben).await.page_with(200).tells("Handed over by Ada Example");
    let list = staff.get(&format!("/staff/events/{id}/rsvps?state=cancelled")).await;
    list.page_with(200).tells("Handed over to a colleague");

    let looked = looks(&staff, &ada, "bring-back", &[]).await.page_with(200);
    looked.tells("Their place was handed over to a colleague, who keeps it");
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    dais.post_round().await;
    staff.get(&ada).await.page_with(200).does_not_tell("Handed over to");
    let seated = "SELECT count(*) FROM rsvp WHERE standing = 'seated'";
    assert_eq!(number(&dais, seated).await, 2);
}

#[tokio::test]
async fn who_replied_for_somebody_loses_the_links_when_staff_name_another() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &[]).await;
    let staff = dais.owner().await;
    let sam = [("scheduler-name", "Sam Scheduler"), ("scheduler-email", "sam@example.org")];
    let ada = adds(&staff, id, "Ada", &sam).await;
    let first = dais.last_letter_to("ada@example.org").await;
    let other = [("scheduler-name", "Tess Example"), ("scheduler-email", "tess@example.org")];
    let looked = looks(&staff, &ada, "correct", &other).await.page_with(200);
    looked.tells("The links in all earlier mails stop working");
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    dais.post_round().await;
    assert_eq!(dais.get(&first.own_page()).await.status, 404);
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(dais.get(&letter.own_page()).await.status, 200);
}
