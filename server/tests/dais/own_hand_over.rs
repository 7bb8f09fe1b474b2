//! Handing an RSVP over to a colleague, whoever the colleague is.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::harness::{Answer, Dais, Event, Kind, Letter, Page, Paper, a_briefing};

/// Everybody by their turn; whose seats come from whom is told by their names.
const STANDING: &str =
    "SELECT replace(name, ' Example', '') || ' ' || standing FROM rsvp ORDER BY turn, id";

const CORA: [(&str, &str); 2] = [("name", "Cora Example"), ("email", "cora@example.org")];

async fn with_guests(paper: Paper, names: &[&str]) -> (Dais, Event) {
    let dais = Dais::start().await;
    let event = dais.publishes(paper).await;
    for name in names {
        dais.guest(name).replies(&event).await.leads_to();
    }
    dais.post_round().await;
    (dais, event)
}

/// What the form says of these words.
async fn looks(dais: &Dais, own: &str, typed: &[(&str, &str)]) -> Answer {
    let page = dais.get(&format!("{own}/hand-over")).await.page_with(200);
    dais.fills(&page.form("form.sheet"), typed).await
}

async fn does(dais: &Dais, review: &Page) -> Answer {
    dais.fills(&review.form("form.own-buttons"), &[("step", "do")]).await
}

/// Hands over and is led to the page that is everybody's.
async fn hands_over(dais: &Dais, own: &str, typed: &[(&str, &str)]) {
    let review = looks(dais, own, typed).await.page_with(200);
    assert_eq!(does(dais, &review).await.leads_to(), "/r/handed-over");
}

async fn kinds_to(dais: &Dais, name: &str) -> Vec<Kind> {
    dais.post_round().await;
    dais.letters_to(&format!("{name}@example.org")).iter().map(Letter::kind).collect()
}

#[tokio::test]
async fn a_colleague_gets_the_seat_with_a_link_of_their_own_and_the_old_one_dies() {
    let (dais, event) = with_guests(a_briefing().with_seats(1), &[]).await;
    let ada = dais.guest("Ada").typing("organization", "Example House");
    ada.typing("category", "press").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    let invitation = dais.last_letter_to("ada@example.org").await.calendar();
    let before = dais.tables().await;
    let page = own.opens().await;
    let link = page.one("a[href$='/hand-over']").attr("href").expect("a link").to_owned();
    let page = dais.get(&link).await.page_with(200);
    assert_eq!(page.value("organization"), "Example House");
    let review = looks(&dais, &own.path, &CORA).await;
    assert_eq!(review.header("cache-control"), "no-store");
    let review = review.page_with(200);
    review.says("Cora Example <cora@example.org> gets what you have here, unless they have as much already:");
    assert_eq!(dais.tables().await, before, "looking changes nothing");

    let answer = does(&dais, &review).await;
    assert_eq!(answer.leads_to(), "/r/handed-over");
    let done = dais.get("/r/handed-over").await;
    assert_eq!(done.header("cache-control"), "no-store");
    done.page_with(200).says("Done: it is handed over");

    for path in [own.path.clone(), format!("{}.ics", own.path), format!("{}/cancel", own.path)] {
        assert_eq!(dais.get(&path).await.status, 404, "{path}");
    }
    let before = dais.tables().await;
    for deed in ["cancel", "undo", "take", "pass"] {
        assert_eq!(own.presses(deed).await.status, 404, "{deed}");
    }
    // The answer was lost, and the form comes once more.
    assert_eq!(does(&dais, &review).await.leads_to(), "/r/handed-over");
    let other = [("name", "Eve Example"), ("step", "do")];
    let form = review.form("form.own-buttons");
    assert_eq!(dais.fills(&form, &other).await.status, 404, "another form");
    assert_eq!(dais.tables().await, before);

    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::HandedOver);
    let entry = letter.calendar();
    assert_eq!((entry.method.as_str(), entry.value("UID")), ("CANCEL", invitation.value("UID")));
    assert!(entry.sequence() > invitation.sequence());
    assert!(!letter.plain().contains("/r/"), "no link to what is dead");
    let letter = dais.last_letter_to("cora@example.org").await;
    assert_eq!(letter.kind(), Kind::Confirmed);
    assert_eq!(letter.calendar().method, "REQUEST");
    assert_ne!(letter.calendar().value("UID"), invitation.value("UID"));
    dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Cora seated"]);
    assert_eq!(dais.texts("SELECT category FROM rsvp").await, ["press", "press"]);
    let cora = "SELECT id FROM rsvp WHERE name LIKE 'Cora%'";
    let handed = "SELECT handed_to FROM rsvp WHERE name LIKE 'Ada%'";
    assert_eq!(dais.number(handed).await, dais.number(cora).await);
}

#[tokio::test]
async fn the_whole_party_and_the_turn_go_along() {
    let paper = a_briefing().with_seats(2).with("rsvp.largest_party", 3);
    let (dais, event) = with_guests(paper, &["Ada"]).await;
    let ben = dais.guest("Ben").typing("guest-1", "Bea Example");
    let ben = ben.typing("scheduler-name", "Sam Example");
    ben.typing("scheduler-email", "sam@example.org").replies(&event).await.leads_to();
    dais.guest("Dan").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ben").await;
    let review = looks(&dais, &own.path, &CORA).await.page_with(200);
    review.says("Your place in the waiting list, for 2 seats: yours and Bea Example’s.");
    does(&dais, &review).await.leads_to();
    let expected = ["Ada seated", "Ben given_up", "Cora waiting", "Dan waiting"];
    assert_eq!(dais.texts(STANDING).await, expected);
    let cora = dais.own_page_of("Cora").await.opens().await;
    cora.tells("You are number 1 in line.");
    assert_eq!(cora.value("guest-1"), "Bea Example");
    // The office that replied for Ben has no part in what is Cora's.
    let schedulers =
        "SELECT count(*) FROM rsvp WHERE name LIKE 'Cora%' AND scheduler_email IS NOT NULL";
    assert_eq!(dais.number(schedulers).await, 0);
    let letter = dais.last_letter_to("ben@example.org").await;
    assert!(letter.calendar_text().is_none(), "there was no entry");
    dais.wait(TimeDelta::minutes(20));
    dais.post_round().await;
}

#[tokio::test]
async fn an_offer_is_handed_over_as_it_stands() {
    let (dais, _) = with_guests(a_briefing().with_seats(1), &["Ada", "Ben"]).await;
    dais.own_page_of("Ada").await.presses("cancel").await.leads_to();
    let own = dais.own_page_of("Ben").await;
    let until = "SELECT offered_until FROM rsvp WHERE standing = 'offered'";
    dais.wait(TimeDelta::hours(2));
    let before = format!("{:?}", dais.texts(&format!("SELECT CAST(({until}) AS TEXT)")).await);
    hands_over(&dais, &own.path, &CORA).await;
    let after = format!("{:?}", dais.texts(&format!("SELECT CAST(({until}) AS TEXT)")).await);
    assert_eq!(before, after);
    assert_eq!(kinds_to(&dais, "cora").await, [Kind::Offered]);
    dais.own_page_of("Cora").await.presses("take").await.leads_to();
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Ben given_up", "Cora seated"]);
    dais.post_round().await;
}

#[tokio::test]
async fn a_colleague_who_was_there_before_comes_back_or_moves_up() {
    let (dais, event) = with_guests(a_briefing().with_seats(2), &["Ada", "Ben", "Cora"]).await;
    // Cora waits, and gets Ada's seat; what she told about herself stays.
    let typed = [("name", "cora  EXAMPLE"), ("email", "Cora@Example.org"), ("title", "Typist")];
    hands_over(&dais, &dais.own_page_of("Ada").await.path, &typed).await;
    assert_eq!(kinds_to(&dais, "cora").await, [Kind::Waiting, Kind::Confirmed]);
    let kept = "SELECT name || coalesce(job_title, '') FROM rsvp WHERE email = 'cora@example.org'";
    assert_eq!(dais.texts(kept).await, ["Cora Example"]);
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 2);

    // Cora gave hers up, and gets Ben's.
    let entry = dais.last_letter_to("cora@example.org").await.calendar();
    let cora = dais.own_page_of("Cora").await;
    cora.presses("cancel").await.leads_to();
    let cancelled = dais.last_letter_to("cora@example.org").await.calendar();
    dais.wait(TimeDelta::minutes(30));
    hands_over(&dais, &dais.own_page_of("Ben").await.path, &CORA).await;
    let letter = dais.last_letter_to("cora@example.org").await;
    assert_eq!(letter.kind(), Kind::Confirmed);
    assert_eq!(letter.calendar().value("UID"), entry.value("UID"));
    assert!(letter.calendar().sequence() > cancelled.sequence());
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 1);
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 3);

    // And back to who was there first.
    dais.wait(TimeDelta::minutes(30));
    let ada = [("name", "Ada Example"), ("email", "ada@example.org")];
    hands_over(&dais, &dais.own_page_of("Cora").await.path, &ada).await;
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.kind(), Kind::Confirmed);
    dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
    dais.guest("Dan").replies(&event).await.leads_to();
    dais.wait(TimeDelta::minutes(30));
    dais.post_round().await;
}

#[tokio::test]
async fn what_a_colleague_cannot_use_is_free_for_the_line() {
    let (dais, _) = with_guests(a_briefing().with_seats(2), &["Ada", "Cora", "Ben"]).await;
    // Cora sits already.
    let own = dais.own_page_of("Ada").await;
    hands_over(&dais, &own.path, &CORA).await;
    let standing = dais.texts(STANDING).await;
    assert_eq!(standing, ["Ada given_up", "Cora seated", "Ben offered"]);
    assert_eq!(kinds_to(&dais, "cora").await, [Kind::Confirmed], "nothing new for Cora");
    assert_eq!(kinds_to(&dais, "ada").await, [Kind::Confirmed, Kind::HandedOver]);
    assert_eq!(dais.get(&own.path).await.status, 404);
}

#[tokio::test]
async fn whom_the_hosts_cancelled_gets_nothing_by_it_and_nobody_is_told() {
    let (dais, _) = with_guests(a_briefing().with_seats(2), &["Ada", "Cora"]).await;
    let cancelled = "UPDATE rsvp SET standing = 'cancelled', given_up_from = 'seated'";
    dais.tampers(&format!("{cancelled} WHERE name LIKE 'Cora%'")).await;
    let own = dais.own_page_of("Ada").await;
    let review = looks(&dais, &own.path, &CORA).await.text();
    let stranger = [("name", "Dora Example"), ("email", "dora@example.org")];
    let other = looks(&dais, &own.path, &stranger).await.text();
    // The fingerprint aside, which is of what was typed.
    let seen = |page: &str| Page::read(page).value("seen");
    let review = review.replace(&seen(&review), "").replace("Cora", "Dora");
    let review = review.replace("cora@", "dora@");
    assert_eq!(review, other.replace(&seen(&other), ""), "the same answer for everybody");
    hands_over(&dais, &own.path, &CORA).await;
    assert_eq!(kinds_to(&dais, "cora").await, [Kind::Confirmed]);
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Cora cancelled"]);
}

#[tokio::test]
async fn slips_stand_beside_their_fields_and_nothing_typed_is_lost() {
    let (dais, _) = with_guests(a_briefing(), &["Ada"]).await;
    let own = dais.own_page_of("Ada").await;
    let before = dais.tables().await;
    let page = looks(&dais, &own.path, &[("title", "<b>Fellow")]).await.page_with(422);
    assert_eq!(page.problem_beside("name"), "Please tell us your colleague’s name.");
    assert_eq!(page.problem_beside("email"), "Please tell us your colleague’s address.");
    assert_eq!(page.value("title"), "<b>Fellow");
    let own_address = [("name", "Cora Example"), ("email", "ADA@example.org")];
    let page = looks(&dais, &own.path, &own_address).await.page_with(422);
    let why = "This is your own address. Please give your colleague’s.";
    assert_eq!(page.problem_beside("email"), why);
    let review = looks(&dais, &own.path, &CORA).await.page_with(200);
    let form = review.form("form.own-buttons");
    let page = dais.fills(&form, &[("step", "edit")]).await.page_with(200);
    assert_eq!((page.value("name"), page.value("email")), (CORA[0].1.into(), CORA[1].1.into()));
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn on_one_address_it_goes_to_another_name() {
    let paper = a_briefing().with("rsvp.shared_addresses", true);
    let (dais, _) = with_guests(paper, &["Ada"]).await;
    let own = dais.own_page_of("Ada").await;
    let page = looks(&dais, &own.path, &[("name", "ada example"), ("email", "ada@example.org")]);
    let page = page.await.page_with(422);
    assert_eq!(page.problem_beside("name"), "This is your own name and address.");
    hands_over(&dais, &own.path, &[("name", "Cora Example"), ("email", "ada@example.org")]).await;
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Cora seated"]);
    dais.post_round().await;
}

#[tokio::test]
async fn where_hosts_decide_and_where_there_is_nothing_nobody_hands_over() {
    for (paper, gives_up) in
        [(a_briefing().with("rsvp.mode", "approval"), false), (a_briefing(), true)]
    {
        let (dais, _) = with_guests(paper, &["Ada"]).await;
        let own = dais.own_page_of("Ada").await;
        if gives_up {
            own.presses("cancel").await.leads_to();
            dais.post_round().await;
        }
        assert!(own.opens().await.all("a[href$='/hand-over']").is_empty());
        let page = dais.get(&format!("{}/hand-over", own.path)).await.page_with(200);
        page.tells("This RSVP cannot be handed over just now.");
        let before = dais.tables().await;
        for step in ["", "do"] {
            let typed = [CORA[0], CORA[1], ("step", step)];
            let answer = dais.post(&format!("{}/hand-over", own.path), &typed).await;
            assert_eq!(answer.status, 409, "{step}");
        }
        assert_eq!(dais.tables().await, before);
    }
}

#[tokio::test]
async fn pressed_by_two_at_once_it_goes_to_one_colleague() {
    let (dais, _) = with_guests(a_briefing().with_seats(1), &["Ada"]).await;
    let own = dais.own_page_of("Ada").await;
    let colleagues = ["Ben", "Cora", "Dan"].map(|name| {
        [("name", format!("{name} Example")), ("email", format!("{name}@example.org"))]
    });
    let mut forms = vec![];
    for typed in &colleagues {
        let typed: Vec<_> = typed.iter().map(|(field, text)| (*field, text.as_str())).collect();
        let review = looks(&dais, &own.path, &typed).await.page_with(200);
        forms.push(review.form("form.own-buttons"));
    }
    let answers = join_all(forms.iter().map(|form| dais.fills(form, &[("step", "do")]))).await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404, 404]);
    assert_eq!(dais.number("SELECT count(*) FROM rsvp WHERE standing = 'seated'").await, 1);
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 2);
    dais.post_round().await;
}

#[tokio::test]
async fn a_single_seat_takes_nothing_from_a_party_that_waits() {
    let (dais, event) =
        with_guests(a_briefing().with("rsvp.largest_party", 3).with_seats(3), &["Ada"]).await;
    let cora = dais.guest("Cora").typing("guest-1", "Ben Example");
    cora.typing("guest-2", "Dan Example").replies(&event).await.leads_to();
    let own = dais.own_page_of("Ada").await;
    hands_over(&dais, &own.path, &CORA).await;
    assert_eq!(dais.texts(STANDING).await, ["Ada given_up", "Cora offered"], "by the line");
    let cora = dais.rows("SELECT party, companions FROM rsvp WHERE name LIKE 'Cora%'").await;
    assert_eq!(cora[0].try_get_by_index::<i64>(0).expect("a number"), 3);
    assert_eq!(kinds_to(&dais, "cora").await, [Kind::Waiting, Kind::Offered]);
}
