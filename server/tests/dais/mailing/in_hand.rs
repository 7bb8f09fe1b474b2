//! A stop reaches what a postman has in hand: what the relay takes from him just then is sent, and the
//! rest stays here. A letter that waits does not follow who has handed over.

use chrono::TimeDelta;
use domain::outbox::{self, Claimed, Lane, Outcome};

use crate::harness::{Colleague, Dais, a_briefing};

use super::{Mailing, errands, guests, number, outcomes};

async fn in_hand<'a>(dais: &Dais, staff: &'a Colleague<'a>, id: i64) -> (Mailing<'a>, Claimed) {
    let mailing = Mailing::written(staff, id, "", &[]).await;
    mailing.sends().await;
    errands(dais).await;
    let claimed = outbox::claim(&dais.desk, Lane::Any, 1).await.expect("letters").pop();
    (mailing, claimed.expect("a letter"))
}

async fn settles(dais: &Dais, letter: &Claimed, outcome: Outcome) {
    outbox::settle(&dais.desk, letter, outcome).await.expect("settled");
}

fn busy() -> Outcome {
    Outcome::Later("the mail relay put off the recipient (451)".to_owned())
}

async fn deed(staff: &Colleague<'_>, mailing: &Mailing<'_>, id: i64, deed: &str) {
    if deed == "stop" {
        assert!(mailing.presses("stop").await.leads_to().ends_with("done=stopped"));
        return;
    }
    let form = [("reason", "Votes")];
    staff.post(&format!("/staff/events/{id}/{deed}"), &form).await.leads_to();
}

#[tokio::test]
async fn what_is_put_off_stays_here_and_says_by_what_it_was_stopped() {
    for (what, by) in [
        ("stop", "Edda Editor"),
        ("cancel", "the cancellation of the event"),
        ("delete", "the deletion of the event"),
    ] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        guests(&dais, &event, &["Ada"]).await;
        let id = number(&dais, &event).await;
        let staff = dais.editor().await;
        let (mailing, letter) = in_hand(&dais, &staff, id).await;
        deed(&staff, &mailing, id, what).await;
        assert_eq!(dais.texts("SELECT state FROM mailing").await, ["stopped"], "{what}");
        assert_eq!(outcomes(&dais).await, ["open"], "{what}: nobody can know yet");
        settles(&dais, &letter, busy()).await;
        assert_eq!(outcomes(&dais).await, ["stopped"], "{what}");
        let told = dais.texts("SELECT answer FROM letter WHERE kind = 'group'").await;
        assert_eq!(told, [by]);
        dais.wait(TimeDelta::minutes(2));
        dais.post_round().await;
        assert_eq!(outcomes(&dais).await, ["stopped"], "{what}");
    }
}

#[tokio::test]
async fn what_the_relay_takes_just_then_is_sent() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let staff = dais.editor().await;
    let (mailing, letter) = in_hand(&dais, &staff, number(&dais, &event).await).await;
    mailing.presses("stop").await.leads_to();
    mailing.page().await.tells("nothing more goes out but what is being handed over");
    settles(&dais, &letter, Outcome::Sent).await;
    assert_eq!(outcomes(&dais).await, ["sent"]);
    mailing.page().await.tells("Sent 1 On the way 0 Refused 0 Stopped 0");
}

#[tokio::test]
async fn of_a_postman_who_vanished_it_is_told_who_stopped_it() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada"]).await;
    let staff = dais.editor().await;
    let (mailing, _) = in_hand(&dais, &staff, number(&dais, &event).await).await;
    mailing.presses("stop").await.leads_to();
    dais.wait(TimeDelta::seconds(61));
    assert_eq!(dais.post_round().await, 0);
    let told = dais.texts("SELECT outcome || ' ' || answer FROM letter WHERE kind = 'group'").await;
    assert_eq!(told, ["stopped Edda Editor"]);
}

#[tokio::test]
async fn it_does_not_follow_who_has_handed_over() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    guests(&dais, &event, &["Ada", "Ben"]).await;
    let own = dais.own_page_of("Ada").await;
    let staff = dais.editor().await;
    let id = number(&dais, &event).await;
    Mailing::written(&staff, id, "", &[]).await.sends().await;
    errands(&dais).await;
    let page = dais.get(&format!("{}/hand-over", own.path)).await.page_with(200);
    let cora = [("name", "Cora Example"), ("email", "cora@example.org")];
    let review = dais.fills(&page.form("form.sheet"), &cora).await.page_with(200);
    dais.fills(&review.form("form.own-buttons"), &[("step", "do")]).await.leads_to();
    dais.post_round().await;
    assert_eq!(outcomes(&dais).await, ["stopped", "sent"]);
    let to_ada = dais.letters_to("ada@example.org");
    assert!(to_ada.iter().all(|letter| !letter.subject().starts_with("Bring")));
}
