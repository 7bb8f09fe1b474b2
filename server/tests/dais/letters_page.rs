//! The page of all letters: what waits, what failed, trying again, stopping.

mod gone;
mod list;
mod queue;

use chrono::TimeDelta;
use dais::postman::{Postman, SmtpRoute};
use domain::outbox::{self, Outcome};

use crate::harness::{Answer, Colleague, Dais, Event, Letter, Page, a_briefing};
use crate::smtp::{Fault, Smtp};

const QUEUE: &str = "/staff/letters?state=queue";
const FAILED: &str = "/staff/letters?state=failed";
const STOPPED: &str = "/staff/letters?state=stopped";

/// Ada replied, and what became of her letter is in the relay's hands.
async fn ada_replied(dais: &Dais, faults: &[Fault]) -> (Smtp, Event) {
    let relay = Smtp::start();
    let route = SmtpRoute::parse(&relay.url().parse().expect("an address")).expect("a route");
    dais.postman(Postman::smtp(route)).await;
    relay.script(faults.iter().copied());
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    (relay, event)
}

async fn outcomes(dais: &Dais) -> Vec<String> {
    dais.texts("SELECT coalesce(outcome, 'open') FROM letter ORDER BY id").await
}

async fn journal_of_staff(dais: &Dais) -> Vec<String> {
    let about_letters = "SELECT deed FROM journal WHERE who = 'staff' AND deed LIKE '%letter%'";
    dais.texts(&format!("{about_letters} ORDER BY id")).await
}

/// Presses the only button of this deed on this page.
async fn presses(colleague: &Colleague<'_>, page: &str, deed: &str) -> Answer {
    let shown = colleague.get(page).await.page_with(200);
    colleague.fills(&shown.form(&format!("td form[action$='/{deed}']")), &[]).await
}

fn count_on(page: &Page, tab: &str) -> String {
    let tabs = page.all("nav.tabs a");
    let words: Vec<String> = tabs.iter().map(|tab| tab.text().collect::<String>()).collect();
    let own = words.iter().find_map(|words| words.strip_prefix(tab));
    own.expect("a tab").trim().to_owned()
}

#[tokio::test]
async fn a_refused_letter_is_tried_again_as_the_same_letter() {
    let dais = Dais::start().await;
    let (relay, _) = ada_replied(&dais, &[Fault::Recipient(550)]).await;
    dais.post_round().await;
    let identity = dais.texts("SELECT message_id FROM letter").await;

    let editor = dais.editor().await;
    let page = editor.get(FAILED).await.page_with(200);
    page.says("Refused for good: the mail relay refused the recipient (550)");
    page.says("ada@example.org");
    page.says("Confirmation");
    assert_eq!(page.words("td:first-child a"), "Ada Example");
    assert!(page.one("td:first-child a").attr("href").is_some_and(|to| to == "/staff/rsvps/1"));
    assert!(page.one("td a[href='/staff/events/1']").text().eq(["Hours in the Field"]));
    assert_eq!(
        (count_on(&page, "On the way"), count_on(&page, "Failed")),
        ("0".into(), "1".into())
    );

    let answer = presses(&editor, FAILED, "retry").await;
    assert_eq!(answer.leads_to(), format!("{FAILED}&done=due"));
    editor.get(&answer.leads_to()).await.page_with(200).tells("The letter goes out now.");
    let waiting = editor.get(QUEUE).await.page_with(200);
    waiting.says(
        "The mail relay refused the recipient (550); next attempt any moment now (1 attempt so far)",
    );
    waiting.tells("One letter waits, since Thursday, April 1, 2027, 10:00 am ET.");

    assert_eq!(dais.post_round().await, 1);
    assert_eq!(outcomes(&dais).await, ["sent"]);
    assert_eq!(dais.number("SELECT attempts FROM letter").await, 2, "attempts are kept");
    let received = relay.received();
    assert_eq!(received.len(), 1);
    assert_eq!([Letter::read(&received[0]).header("Message-ID")], *identity);
    editor.get(QUEUE).await.page_with(200).tells("No letter waits.");
    editor.get("/staff/letters?state=sent").await.page_with(200).says("Sent 10:00 am ET");
    assert_eq!(journal_of_staff(&dais).await, ["tried a letter again"]);
}

#[tokio::test]
async fn a_letter_that_waits_goes_out_at_once() {
    let dais = Dais::start().await;
    let (relay, _) = ada_replied(&dais, &[Fault::Recipient(451)]).await;
    dais.post_round().await;
    assert_eq!(dais.post_round().await, 0, "not before its time");

    let owner = dais.owner().await;
    owner.get(QUEUE).await.page_with(200).says(
        "The mail relay put off the recipient (451); next attempt at 10:01 am ET (1 attempt so far)",
    );
    presses(&owner, QUEUE, "retry").await.leads_to();
    assert_eq!(dais.post_round().await, 1);
    assert_eq!(relay.received().len(), 1);

    let again = owner.post::<&str, &str>("/staff/letters/1/retry", &[]).await;
    again.page_with(409).tells("This letter was sent already.");
    assert_eq!(dais.post_round().await, 0, "nothing goes twice");
}

#[tokio::test]
async fn a_stopped_letter_reaches_nobody() {
    let dais = Dais::start().await;
    let (relay, _) = ada_replied(&dais, &[]).await;
    let owner = dais.owner().await;
    let answer = presses(&owner, QUEUE, "stop").await;
    assert_eq!(answer.leads_to(), format!("{QUEUE}&done=stopped"));

    assert_eq!(dais.post_round().await, 0);
    assert!(relay.received().is_empty());
    let page = owner.get(STOPPED).await.page_with(200);
    page.says("Stopped by Olga Owner");
    assert!(page.all("td form").is_empty(), "no way back");

    owner.post::<&str, &str>("/staff/letters/1/stop", &[]).await.leads_to();
    let answer = owner.post::<&str, &str>("/staff/letters/1/retry", &[]).await;
    answer.page_with(409).tells("This letter was stopped and stays so.");
    assert_eq!(outcomes(&dais).await, ["stopped"]);
    assert_eq!(journal_of_staff(&dais).await, ["stopped a letter"], "written once");
}

#[tokio::test]
async fn what_a_postman_has_in_hand_is_left_to_him() {
    let dais = Dais::start().await;
    let (_relay, _) = ada_replied(&dais, &[]).await;
    let owner = dais.owner().await;
    let mut in_hand = outbox::claim(&dais.desk, outbox::Lane::Any, 10).await.expect("letters");
    let claimed = in_hand.pop().expect("Ada's letter");

    let page = owner.get(QUEUE).await.page_with(200);
    page.says("Being sent now");
    assert!(page.all("td form").is_empty());
    for deed in ["stop", "retry"] {
        let answer = owner.post::<&str, &str>(&format!("/staff/letters/1/{deed}"), &[]).await;
        answer.page_with(409).tells("A postman has this letter in hand just now.");
    }
    assert!(journal_of_staff(&dais).await.is_empty());

    outbox::settle(&dais.desk, &claimed, Outcome::Sent).await.expect("settled");
    let answer = owner.post::<&str, &str>("/staff/letters/1/stop", &[]).await;
    answer.page_with(409).tells("This letter was sent already.");
}

#[tokio::test]
async fn a_postman_who_vanished_keeps_no_letter() {
    let dais = Dais::start().await;
    let (_relay, _) = ada_replied(&dais, &[]).await;
    let owner = dais.owner().await;
    let claimed = outbox::claim(&dais.desk, outbox::Lane::Any, 10).await.expect("letters");
    dais.wait(TimeDelta::seconds(61));
    presses(&owner, QUEUE, "stop").await.leads_to();
    // The postman comes back after all: what staff stopped stays stopped.
    outbox::settle(&dais.desk, &claimed[0], Outcome::Later("late".into())).await.expect("settled");
    assert_eq!(outcomes(&dais).await, ["stopped"]);
}

#[tokio::test]
async fn stopping_and_claiming_at_once_leave_one_winner() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    for round in 1..=8 {
        dais.guest(&format!("Guest{round}")).replies(&event).await.leads_to();
        let path = format!("/staff/letters/{round}/stop");
        let (claimed, stopped) = tokio::join!(
            outbox::claim(&dais.desk, outbox::Lane::Any, 10),
            owner.post::<&str, &str>(&path, &[])
        );
        match claimed.expect("letters").as_slice() {
            [] => assert_eq!(stopped.status, 303),
            [letter] => {
                assert_eq!(stopped.status, 409, "{}", stopped.text());
                outbox::settle(&dais.desk, letter, Outcome::Sent).await.expect("settled");
            }
            _ => panic!("one letter at a time"),
        }
    }
    assert!(outcomes(&dais).await.iter().all(|outcome| outcome == "sent" || outcome == "stopped"));
}

#[tokio::test]
async fn two_of_staff_at_once_do_it_once() {
    let dais = Dais::start().await;
    let (relay, _) = ada_replied(&dais, &[Fault::Recipient(550)]).await;
    dais.post_round().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let (one, other) = tokio::join!(
        owner.post::<&str, &str>("/staff/letters/1/retry", &[]),
        editor.post::<&str, &str>("/staff/letters/1/retry", &[]),
    );
    assert_eq!((one.status, other.status), (303, 303));
    assert_eq!(dais.post_round().await, 1);
    assert_eq!(relay.received().len(), 1);

    dais.guest("Ben").replies(&Event { slug: "hours-in-the-field".into() }).await.leads_to();
    let (retried, stopped) = tokio::join!(
        owner.post::<&str, &str>("/staff/letters/2/retry", &[]),
        editor.post::<&str, &str>("/staff/letters/2/stop", &[]),
    );
    assert!(matches!(retried.status, 303 | 409) && stopped.status == 303);
    assert_eq!(outcomes(&dais).await, ["sent", "stopped"]);
    assert_eq!(dais.post_round().await, 0);
}

#[tokio::test]
async fn all_that_failed_go_again_but_those_that_come_too_late() {
    let dais = Dais::start().await;
    let (relay, _) = ada_replied(&dais, &[Fault::Recipient(550); 3]).await;
    let later = a_briefing().with("slug", "later").with("time.starts", "2027-05-20T14:00");
    let later = dais.publishes(later.with("time.ends", "2027-05-20T15:00")).await;
    dais.guest("Ben").replies(&later).await.leads_to();
    dais.guest("Cleo").replies(&later).await.leads_to();
    dais.post_round().await;
    assert_eq!(outcomes(&dais).await, ["refused"; 3]);

    dais.set_clock("2027-04-21T14:00:00Z");
    let owner = dais.owner().await;
    let page = owner.get(FAILED).await.page_with(200);
    page.says("The event is over: this letter would come too late.");
    assert_eq!(page.all("td form[action$='/retry']").len(), 2);
    let one = owner.post::<&str, &str>("/staff/letters/1/retry", &[]).await;
    one.page_with(409).tells("The event is over: this letter would come too late.");

    let all = page.form("form[action='/staff/letters/retry']");
    assert_eq!(owner.fills(&all, &[]).await.leads_to(), "/staff/letters?state=queue&done=all");
    assert_eq!(dais.post_round().await, 2);
    assert_eq!(outcomes(&dais).await, ["refused", "sent", "sent"]);
    assert_eq!(relay.received().len(), 2);
    assert_eq!(journal_of_staff(&dais).await, ["tried failed letters again"]);
    assert_eq!(dais.number("SELECT number FROM journal WHERE number IS NOT NULL").await, 2);

    let nothing = owner.fills(&all, &[]).await.leads_to();
    assert_eq!(nothing, "/staff/letters?state=failed&done=none");
    owner.get(&nothing).await.page_with(200).tells("None of them can go out any more.");
    assert_eq!(journal_of_staff(&dais).await.len(), 1);
}

#[tokio::test]
async fn a_letter_that_says_what_is_not_so_any_more_stays_where_it_is() {
    let dais = Dais::start().await;
    let (_relay, _) = ada_replied(&dais, &[Fault::Recipient(550)]).await;
    dais.post_round().await;
    let owner = dais.owner().await;
    for (change, back, why) in [
        ("rsvp SET standing = 'given_up'", "rsvp SET standing = 'seated'", "has changed since"),
        // Else its link would open Ada's RSVP to whoever has the old address.
        (
            "rsvp SET email = 'new@example.org'",
            "rsvp SET email = 'ada@example.org'",
            "has changed since",
        ),
        ("event SET deleted_at = changed_at", "event SET deleted_at = NULL", "is gone"),
    ] {
        dais.tampers(&format!("UPDATE {change}")).await;
        let page = owner.get(FAILED).await.page_with(200);
        page.tells(why);
        assert!(page.all("td form").is_empty(), "{change}");
        let answer = owner.post::<&str, &str>("/staff/letters/1/retry", &[]).await;
        answer.page_with(409).tells(why);
        let all = owner.post::<&str, &str>("/staff/letters/retry", &[]).await;
        assert!(all.leads_to().ends_with("done=none"), "{change}");
        dais.tampers(&format!("UPDATE {back}")).await;
    }
    assert_eq!(dais.post_round().await, 0);
    presses(&owner, FAILED, "retry").await.leads_to();
    assert_eq!(dais.post_round().await, 1);
}

#[tokio::test]
async fn who_tries_to_sign_in_in_vain_is_not_listed() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    for address in ["stranger@example.org", "owner@example.org"] {
        dais.post("/sign-in", &[("email", address)]).await.leads_to();
    }
    let stranger = "SELECT id FROM letter WHERE recipient = 'stranger@example.org'";
    let stranger = dais.number(stranger).await;
    for when in ["while it waits", "when the postman knows"] {
        for state in ["queue", "failed", "sent", "stopped"] {
            let page = owner.get(&format!("/staff/letters?state={state}&q=example")).await;
            page.page_with(200).does_not_tell("stranger@");
        }
        for deed in ["retry", "stop"] {
            let path = format!("/staff/letters/{stranger}/{deed}");
            assert_eq!(owner.post::<&str, &str>(&path, &[]).await.status, 404, "{deed} {when}");
        }
        let page = owner.get("/staff/letters").await.page_with(200);
        let counts = (count_on(&page, "On the way"), count_on(&page, "Sent"));
        if when == "while it waits" {
            assert_eq!(counts, ("1".into(), "0".into()));
            page.says("Sign-in link");
            assert_eq!(page.words("td:first-child"), "Olga Owner owner@example.org");
        } else {
            assert_eq!(counts, ("0".into(), "1".into()));
        }
        dais.post_round().await;
    }
}
