//! Writing: what is refused, what is shown before anything is sent, and to whom it goes.

use crate::harness::{Dais, Kind, a_briefing};

use super::{Mailing, addressed, errands, guests, number};

#[tokio::test]
async fn a_letter_goes_to_exactly_those_of_the_list_and_each_is_alone_in_theirs() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(3)).await;
    guests(&dais, &event, &["Ada", "Ben", "Cleo", "Dan", "Eve"]).await;
    dais.own_page_of("Cleo").await.presses("cancel").await.leads_to();
    dais.post_round().await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let list = staff.get(&format!("/staff/events/{id}/rsvps?state=confirmed")).await;
    let write =
        list.page_with(200).all(".staff-head .actions a")[1].attr("href").map(str::to_owned);
    let query = write.expect("a link").split_once('?').map(|(_, query)| format!("?{query}"));
    let mailing = Mailing::written(&staff, id, &query.expect("the list's question"), &[]).await;
    assert_eq!(mailing.people().await, ["Ada Example", "Ben Example"]);
    let page = mailing.page().await;
    page.tells("2 letters.");
    page.tells("Dear Ada Example, see");
    page.tells("their-own-link");
    let ben = page.all("#person option")[1].attr("value").expect("a number").to_owned();
    let chosen = staff.get(&format!("{}?person={ben}", mailing.path)).await.page_with(200);
    chosen.tells("Dear Ben Example, see");
    let before = dais.letters().len();
    mailing.sends().await;
    errands(&dais).await;
    dais.post_round().await;

    assert_eq!(addressed(&dais).await, ["ada@example.org", "ben@example.org"]);
    let letters = &dais.letters()[before..];
    assert_eq!(letters.len(), 2);
    for letter in letters {
        let to = letter.to();
        for other in ["ada", "ben", "cleo", "dan", "eve"] {
            let address = format!("{other}@example.org");
            assert!(
                to == address || !letter.raw().contains(&address),
                "{address} in {to}'s letter"
            );
        }
        assert_eq!(letter.header("Reply-To"), "\"Wren Calloway\" <desk@example.org>");
        let subject = letter.subject();
        assert!(subject.starts_with("Bring a photo ID: Hours in"), "{subject}");
        assert!(letter.subject().chars().count() < 60, "{}", letter.subject());
        assert!(!letter.has_header("List-Unsubscribe") && letter.calendar_text().is_none());
        assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
        dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
    }
    let page = mailing.page().await;
    page.tells("Sent 2");
    let journal = "SELECT deed FROM journal WHERE deed LIKE '%to a group' ORDER BY id";
    assert_eq!(
        dais.texts(journal).await,
        ["began a letter to a group", "sent a letter to a group"]
    );
    assert_eq!(dais.number("SELECT number FROM journal WHERE deed LIKE 'sent a l%'").await, 2);
}

#[tokio::test]
async fn what_could_not_be_sent_is_refused_and_stays_as_typed() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let id = number(&dais, &event).await;
    let staff = dais.editor().await;
    let new = format!("/staff/events/{id}/mail/new");
    let form = staff.get(&new).await.page_with(200).form("form[action$='/mail/new']");
    for (field, typed, says) in [
        ("body", "Dear {nickname}", "{nickname} cannot be used here"),
        ("body", "", "Write what the letter should say"),
        ("body", "See [this](javascript:x)", "leads nowhere from a mail"),
        ("subject", "", "in a few words"),
        ("subject", "{", "without its other half"),
    ] {
        let whole = [("subject", "Hello"), ("body", "Dear {name}"), ("category", "press")];
        let typed: Vec<_> = whole
            .into_iter()
            .map(|(name, value)| (name, if name == field { typed } else { value }))
            .collect();
        let page = staff.fills(&form, &typed).await.page_with(422);
        assert!(page.problem_beside(field).contains(says), "{}", page.problem_beside(field));
        for (name, value) in typed {
            assert_eq!(page.value(name).trim(), value, "{name}");
        }
    }
    // No browser sends these; taken for “Everybody”, they would reach people whom nobody chose.
    for field in ["state", "part", "again", "came"] {
        let typed = [("subject", "Hello"), ("body", "Dear {name}"), (field, "bogus")];
        let page = staff.fills(&form, &typed).await.page_with(422);
        assert_eq!(page.problem_beside(field), "Please choose one of the answers.");
        assert_eq!(page.value("body").trim(), "Dear {name}");
    }
    assert_eq!(dais.number("SELECT count(*) FROM mailing").await, 0);

    let announced = [("subject", "News"), ("body", "See {rsvp_link}"), ("announcement", "on")];
    let page = staff.fills(&form, &announced).await.page_with(422);
    assert!(page.problem_beside("body").contains("{rsvp_link} cannot be used here"));
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let (editor, owner) = (dais.editor().await, dais.owner().await);
    let mailing = Mailing::written(&editor, number(&dais, &event).await, "", &[]).await;
    let form = mailing.page().await.form("form:has([name=body])");
    owner.fills(&form, &[("body", "Hers")]).await.leads_to();
    let page = editor.fills(&form, &[("body", "His")]).await.page_with(409);
    page.tells("Somebody else has changed this letter");
    assert_eq!(page.value("body").trim(), "His");
    editor.fills(&form, &[("body", "Hers")]).await.leads_to();
    assert_eq!(dais.texts("SELECT body FROM mailing").await, ["Hers"]);
}

#[tokio::test]
async fn an_address_gets_one_letter_and_those_left_out_are_named() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("rsvp.shared_addresses", true)).await;
    for name in ["Ada Example", "Ben Example"] {
        let guest = dais.guest("office").typing("name", name);
        guest.replies(&event).await.leads_to();
    }
    guests(&dais, &event, &["Cleo", "Dan"]).await;
    dais.own_page_of("Dan").await.presses("cancel").await.leads_to();
    dais.post_round().await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, number(&dais, &event).await, "", &[]).await;
    assert_eq!(mailing.people().await, ["Ada Example", "Cleo Example"]);
    let page = mailing.page().await;
    page.tells("Left out: 2");
    page.tells("Ben Example : Another RSVP of this address gets it");
    page.tells("Dan Example : Their RSVP has ended");
    mailing.sends().await;
    errands(&dais).await;
    dais.post_round().await;
    assert_eq!(addressed(&dais).await, ["cleo@example.org", "office@example.org"]);

    let ended = Mailing::written(
        &staff,
        number(&dais, &event).await,
        "?state=cancelled",
        &[("body", "Sorry, {name}.")],
    )
    .await;
    assert_eq!(ended.people().await, ["Dan Example"]);
    ended.sends().await;
    errands(&dais).await;
    let letter = dais.last_letter_to("dan@example.org").await;
    assert!(letter.plain().contains("Sorry, Dan Example."), "{}", letter.plain());
}

#[tokio::test]
async fn who_replied_for_a_guest_gets_a_copy_that_is_counted() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let ada = dais.guest("Ada").typing("scheduler-name", "Sol Example");
    ada.typing("scheduler-email", "sol@example.org").replies(&event).await.leads_to();
    dais.own_page_of("Ada").await.allows_copies().await;
    dais.post_round().await;
    let staff = dais.editor().await;
    let id = number(&dais, &event).await;
    let mailing = Mailing::written(&staff, id, "", &[]).await;
    mailing.page().await.tells("2 letters.");
    mailing.sends().await;
    errands(&dais).await;
    let copy = dais.last_letter_to("sol@example.org").await;
    assert!(copy.plain().contains("This is a copy for you: you replied on behalf of Ada Example."));
    assert!(!copy.raw().contains("ada@example.org"));

    let announcement = [("body", "News"), ("announcement", "on")];
    Mailing::written(&staff, id, "", &announcement).await.page().await.tells("One letter.");
}

#[tokio::test]
async fn a_test_copy_goes_to_ones_own_address_and_opens_nothing() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let staff = dais.editor().await;
    let mailing = Mailing::written(&staff, number(&dais, &event).await, "", &[]).await;
    let tokens = dais.number("SELECT count(*) FROM token").await;
    let before = dais.letters().len();
    assert!(mailing.presses("test").await.leads_to().ends_with("done=test"));
    dais.post_round().await;
    let letters = &dais.letters()[before..];
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to(), "editor@example.org");
    assert!(letters[0].subject().starts_with("[Test] Bring a photo ID"));
    assert!(letters[0].plain().contains("Dear Edda Editor, see"));
    assert!(letters[0].own_page().ends_with("/r/their-own-link"));
    assert!(!letters[0].raw().contains("ada@example.org"));
    assert_eq!(dais.number("SELECT count(*) FROM token").await, tokens);
    mailing.page().await.tells("One letter.");
    for _ in 0..9 {
        mailing.presses("test").await.leads_to();
    }
    assert_eq!(mailing.presses("test").await.status, 409);
    dais.post_round().await;
    assert!(
        dais.letters_to("ada@example.org").iter().all(|letter| letter.kind() == Kind::Confirmed)
    );
}

#[tokio::test]
async fn words_that_come_too_late_for_a_letter_are_kept_and_become_a_new_draft() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let (editor, owner) = (dais.editor().await, dais.owner().await);
    let mailing = Mailing::written(&editor, number(&dais, &event).await, "", &[]).await;
    let form = mailing.page().await.form("form:has([name=body])");
    let theirs = Mailing { staff: &owner, path: mailing.path.clone() };
    theirs.sends().await;
    let typed = [("subject", "Mine <1>"), ("body", "My own words</textarea>")];
    let page = editor.fills(&form, &typed).await.page_with(409);
    page.tells("What you typed was not saved");
    for (name, value) in typed {
        assert_eq!(page.value(name).trim(), value);
    }
    assert!(page.one("[name=body]").attr("readonly").is_some());
    let copy = page.form("#unsaved form");
    editor.fills(&copy, &[]).await.leads_to();
    let kept = dais.texts("SELECT subject || ': ' || body FROM mailing ORDER BY id").await;
    assert_eq!(kept[1], "Mine <1>: My own words</textarea>");
    mailing.page().await.does_not_tell("What you typed was not saved");
}
