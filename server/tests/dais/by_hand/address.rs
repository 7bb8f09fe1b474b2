//! Another address for somebody: what the old one hears, and what it can do no more.

use super::*;

#[tokio::test]
async fn another_address_ends_the_old_links_and_takes_the_old_letters_out_of_the_queue() {
    let dais = Dais::start().await;
    let (event, _) = guests(&dais, a_briefing(), &["Ada"]).await;
    let first = dais.letters_to("ada@example.org").remove(0);
    dais.wait(TimeDelta::minutes(11));
    dais.guest("Ada").replies(&event).await.leads_to();
    let staff = dais.owner().await;
    let path = page_of(&dais, "Ada").await;

    let typed = [("email", "Ada.Other@Example.org")];
    let looked = looks(&staff, &path, "correct", &typed).await.page_with(200);
    looked.tells("E-mail ada@example.org ada.other@example.org");
    looked.tells("The links in all earlier mails stop working");
    looked.tells("it takes the entry out of its calendar");
    goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();

    assert_eq!(dais.get(&first.own_page()).await.status, 404);
    dais.post_round().await;
    let old = dais.letters_to("ada@example.org");
    assert_eq!(old.len(), 2, "the queued one was stopped");
    let letter = dais.letters_to("ada.other@example.org").pop().expect("a letter");
    let (gone, entry) = (old[1].calendar(), letter.calendar());
    assert_eq!((gone.method.as_str(), gone.value("UID")), ("CANCEL", entry.value("UID")));
    assert_eq!(gone.value("ATTENDEE"), "mailto:ada@example.org");
    assert!(first.calendar().sequence() < gone.sequence() && gone.sequence() < entry.sequence());
    assert_eq!(old[1].subject(), "RSVP removed: Hours in the… · Tue, Apr 20 · Longworth 1300");
    for secret in ["Ada", "/r/", "ada.other"] {
        assert!(!old[1].plain().contains(secret) && !old[1].html().contains(secret), "{secret}");
    }
    dais.get(&letter.own_page()).await.page_with(200).says("Your seat is reserved");
    assert_eq!(letter.calendar().value("ATTENDEE"), "mailto:ada.other@example.org");
    assert!(letter.calendar().sequence() > first.calendar().sequence());
    let page = staff.get(&path).await.page_with(200);
    page.tells("Stopped by a later change of the RSVP");
    page.tells("Replied before to ada@example.org");
}

#[tokio::test]
async fn an_address_that_is_on_the_list_leads_to_its_rsvp() {
    let dais = Dais::start().await;
    let (_, id) = guests(&dais, a_briefing(), &["Ada", "Ben"]).await;
    let staff = dais.owner().await;
    let (ada, ben) = (page_of(&dais, "Ada").await, page_of(&dais, "Ben").await);
    let before = dais.tables().await;
    let new = format!("/staff/events/{id}/rsvps/new");
    let typed =
        [("email", "BEN@example.org"), ("name", "Somebody <i>Else"), ("access", "</textarea>x")];
    for (path, deed) in [(&ada, "correct"), (&new, "new")] {
        let page = looks(&staff, path, deed, &typed).await.page_with(422);
        let beside = page.problem_beside("email");
        assert_eq!(beside, "Somebody with this address is on the list already.");
        assert!(!page.all(&format!("a[href='{ben}']")).is_empty());
        assert_eq!(page.value("name"), "Somebody <i>Else");
        assert_eq!(page.value("access").trim(), "</textarea>x");
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn an_old_address_that_has_no_entry_hears_nothing() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    let staff = dais.owner().await;
    for name in ["Ada", "Ben"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    // Ada's letter has not left; Ben waits and has no entry.
    let moves = async |name: &str| {
        let typed = format!("{name}.other@example.org");
        let path = page_of(&dais, name).await;
        let looked = looks(&staff, &path, "correct", &[("email", &typed)]).await.page_with(200);
        looked.does_not_tell("out of its calendar");
        goes_on(&staff, &looked, &[("step", "tell")]).await.leads_to();
    };
    moves("Ada").await;
    dais.post_round().await;
    assert!(dais.letters_to("ada@example.org").is_empty());
    moves("Ben").await;
    dais.post_round().await;
    assert_eq!(dais.letters_to("ben@example.org").len(), 1);
}
