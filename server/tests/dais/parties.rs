//! Several people by one reply, and one who replies for another.

use futures_util::future::join_all;
use reqwest::Method;

use crate::harness::{Answer, Dais, Paper, a_briefing};

const SEATED: &str =
    "SELECT coalesce(CAST(sum(party) AS BIGINT), 0) FROM rsvp WHERE standing = 'seated'";
const STANDING: &str = "SELECT standing FROM rsvp ORDER BY id";

fn with_parties_of(most: i64) -> Paper {
    a_briefing().with("rsvp.largest_party", most)
}

#[tokio::test]
async fn the_form_has_a_line_for_each_who_may_come_along() {
    let dais = Dais::start().await;
    for most in [1, 3, 10] {
        let event = dais.publishes(with_parties_of(most)).await;
        let page = dais.get(&event.path()).await.page_with(200);
        let form = page.form("form[method=post]");
        let guests: Vec<_> = form.names.iter().filter(|name| name.starts_with("guest-")).collect();
        let expected: Vec<_> = (1..most).map(|number| format!("guest-{number}")).collect();
        assert_eq!(guests, expected.iter().collect::<Vec<_>>());
        for name in expected {
            let line = page.one(&format!("details:not([open]) fieldset#party input[name={name}]"));
            assert_eq!((line.attr("autocomplete"), line.attr("id")), (Some("off"), Some(&*name)));
            assert_eq!(page.all(&format!("label[for={name}]")).len(), 1);
        }
        if most > 1 {
            page.tells(&format!("Bringing others? Up to {most} seats in all."));
        } else {
            page.does_not_tell("Bringing others?");
        }
        let scheduler = |name: &str, filled_by: &str| {
            let line = page.one(&format!("details:not([open]) input[name={name}]"));
            assert_eq!(line.attr("autocomplete"), Some(filled_by));
        };
        scheduler("scheduler-name", "section-scheduler name");
        scheduler("scheduler-email", "section-scheduler email");
        let required: Vec<_> = page.all("[required]").iter().map(|c| c.attr("name")).collect();
        assert_eq!(required, [Some("name"), Some("email")]);
    }
}

#[tokio::test]
async fn a_party_takes_a_seat_for_each_of_it() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties_of(3).with_seats(4)).await;
    let ada =
        dais.guest("Ada").typing("guest-1", " Ben  Example ").typing("guest-2", "Cleo Example");
    ada.replies(&event).await.leads_to();
    assert_eq!(dais.number(SEATED).await, 3);
    let companions = dais.texts("SELECT CAST(companions AS TEXT) FROM rsvp").await.remove(0);
    let companions: Vec<String> = serde_json::from_str(&companions).expect("a list");
    assert_eq!(companions, ["Ben Example", "Cleo Example"]);

    // An empty line between is nobody.
    let dan = dais.guest("Dan").typing("guest-1", " ").typing("guest-2", "Eve Example");
    dan.replies(&event).await.leads_to();
    dais.guest("Fay").replies(&event).await.leads_to();
    assert_eq!(dais.texts(STANDING).await, ["seated", "waiting", "waiting"]);
    assert_eq!(dais.number("SELECT party FROM rsvp WHERE name LIKE 'Dan%'").await, 2);
    dais.get(&event.path()).await.page_with(200).tells("new replies join the waiting list");
    dais.post_round().await;
}

#[tokio::test]
async fn one_too_many_is_refused_beside_the_field_and_nothing_typed_is_lost() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties_of(3)).await;
    let before = dais.tables().await;
    let ada = dais.guest("Ada").typing("guest-1", "Ben Example").typing("guest-2", "Cleo Example");
    let ada = ada.typing("guest-3", "Dan <Example>").typing("organization", "Example House");
    let back = ada.replies(&event).await.page_with(422);
    let why = "One reply takes up to 3 seats, yours among them.";
    assert_eq!(back.problem_beside("guest-3"), why);
    back.tells(&format!("Guest 3: {why}"));
    assert_eq!(back.all("main .notice-wrong a[href='#guest-3']").len(), 1);
    assert_eq!(back.all("details[open] input[name=guest-3]").len(), 1, "it is in sight");
    for (name, text) in [
        ("name", "Ada Example"),
        ("organization", "Example House"),
        ("guest-1", "Ben Example"),
        ("guest-2", "Cleo Example"),
        ("guest-3", "Dan <Example>"),
    ] {
        assert_eq!(back.value(name), text, "{name}");
    }
    // Whom nothing is asked of stays closed.
    assert_eq!(back.all("details:not([open]) input[name=scheduler-name]").len(), 1);

    let long = "n".repeat(121);
    let wrong = dais.guest("Ada").typing("guest-2", &long).typing("email", "ada");
    let back = wrong.replies(&event).await.page_with(422);
    assert!(back.problem_beside("guest-2").len() > 10 && back.problem_beside("email").len() > 10);
    assert_eq!(back.value("guest-2"), long);
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn where_everybody_replies_for_themselves_nobody_is_brought_along() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let before = dais.tables().await;
    for number in [1, 9] {
        let field = format!("guest-{number}");
        let answer = dais.guest("Ada").typing(&field, "Ben Example").replies(&event).await;
        let back = answer.page_with(422);
        assert_eq!(back.problem_beside(&field), "Everybody replies for themselves here.");
        assert_eq!(back.value(&field), "Ben Example");
        back.does_not_tell("Up to");
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn a_party_larger_than_the_room_is_told_so() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties_of(5).with_seats(2)).await;
    let page = dais.get(&event.path()).await.page_with(200);
    page.tells("Bringing others? Up to 2 seats in all.");
    let ada = dais.guest("Ada").typing("guest-1", "Ben Example").typing("guest-2", "Cleo Example");
    let back = ada.replies(&event).await.page_with(422);
    let why = "There are only 2 seats in the room in all.";
    assert_eq!(back.words("#party .field-why"), why);
    assert_eq!(
        back.one("details[open] #party").attr("aria-describedby"),
        Some("party-help party-why")
    );
    back.tells(&format!("Who comes with you: {why}"));
    assert_eq!(back.all("main .notice-wrong a[href='#party']").len(), 1);
    assert_eq!(back.value("guest-2"), "Cleo Example");
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 0);
}

#[tokio::test]
async fn parties_that_come_at_once_never_slip_past_the_limit() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties_of(3).with_seats(10)).await;
    let parties: Vec<_> = (0..7)
        .map(|number| {
            let leader = dais.guest(&format!("Guest{number}"));
            leader.typing("guest-1", "One Example").typing("guest-2", "Two Example")
        })
        .collect();
    let answers = join_all(parties.iter().map(|party| party.replies(&event))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(dais.number(SEATED).await, 9);
    let count = |standing: &str| format!("SELECT count(*) FROM rsvp WHERE standing = '{standing}'");
    assert_eq!(dais.number(&count("seated")).await, 3);
    assert_eq!(dais.number(&count("waiting")).await, 4);
    assert_eq!(dais.post_round().await, 7);
}

#[tokio::test]
async fn the_same_party_sent_twice_counts_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties_of(2).with_seats(10)).await;
    let ada = dais.guest("Ada").typing("guest-1", "Ben Example");
    let answers = join_all((0..5).map(|_| ada.replies(&event))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(dais.number(SEATED).await, 2);
    assert_eq!(dais.post_round().await, 1);
}

#[tokio::test]
async fn who_replies_for_another_is_kept_beside_them() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let ada = dais.guest("Ada").typing("scheduler-name", " Sam Example ");
    let ada = ada.typing("scheduler-email", "Sam@Example.org");
    ada.replies(&event).await.leads_to();
    assert_eq!(dais.texts("SELECT name FROM rsvp").await, ["Ada Example"]);
    assert_eq!(dais.texts("SELECT email FROM rsvp").await, ["ada@example.org"]);
    assert_eq!(dais.texts("SELECT scheduler_name FROM rsvp").await, ["Sam Example"]);
    assert_eq!(dais.texts("SELECT scheduler_email FROM rsvp").await, ["sam@example.org"]);
    dais.post_round().await;
    assert_eq!(dais.letters_to("ada@example.org").len(), 1);
}

#[tokio::test]
async fn half_a_scheduler_is_asked_for_the_other_half() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let before = dais.tables().await;
    for (field, text, missing) in [
        ("scheduler-name", "Sam Example", "scheduler-email"),
        ("scheduler-email", "sam@example.org", "scheduler-name"),
        ("scheduler-email", "sam at example.org", "scheduler-email"),
    ] {
        let back = dais.guest("Ada").typing(field, text).replies(&event).await.page_with(422);
        assert!(back.problem_beside(missing).len() > 10, "{field} = {text}");
        assert_eq!(back.value(field), text);
        assert_eq!(back.all(&format!("details[open] input[name={missing}]")).len(), 1);
        let link = back.words(&format!("main .notice-wrong a[href='#{missing}']"));
        assert!(link.starts_with("Your "), "{link}");
    }
    let sam = dais.guest("Ada").typing("scheduler-name", "Sam Example");
    let asked = sam.replies(&event).await.page_with(422).problem_beside("scheduler-email");
    assert_eq!(asked, "Please tell us where your copy goes.");
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn a_name_that_comes_twice_in_one_form_is_refused() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_parties_of(3)).await;
    let before = dais.tables().await;
    let good = "name=Ada+Example&email=ada@example.org";
    for more in ["guest-1=Ben&guest-1=Eve", "scheduler-email=a@b.org&scheduler-email=c@d.org"] {
        let body = format!("{good}&{more}");
        let form = "application/x-www-form-urlencoded";
        let request = dais.request(Method::POST, &event.path()).header("Content-Type", form);
        let request = request.header("Sec-Fetch-Site", "same-origin").body(body);
        assert_eq!(Answer::to(request).await.status, 422, "{more}");
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn several_people_of_one_address_reply_where_staff_allow_it() {
    for shared in [false, true] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing().with("rsvp.shared_addresses", shared)).await;
        for name in ["Ada", "Ben", "ada"] {
            let guest = dais.guest(name).typing("email", "office@example.org");
            guest.replies(&event).await.leads_to();
        }
        let expected = if shared { 2 } else { 1 };
        assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, expected, "shared: {shared}");
        dais.post_round().await;
    }
}
