//! Letters whose event staff deleted, and restored.

use super::outcomes;
use crate::harness::{Dais, a_briefing};

#[tokio::test]
async fn letters_that_found_their_event_deleted_go_once_it_is_back() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    for name in ["Ada", "Ben"] {
        dais.guest(name).replies(&event).await.leads_to();
    }
    let owner = dais.owner().await;
    owner.post::<&str, &str>("/staff/events/1/delete", &[]).await.leads_to();
    dais.post_round().await;
    assert_eq!(outcomes(&dais).await, ["refused"; 2]);
    assert!(dais.letters().is_empty());
    // What became of Ben meanwhile makes his letter untrue.
    dais.tampers("UPDATE rsvp SET standing = 'cancelled' WHERE id = 2").await;

    owner.post::<&str, &str>("/staff/events/1/restore", &[]).await.leads_to();
    assert_eq!(outcomes(&dais).await, ["open", "refused"]);
    dais.post_round().await;
    assert_eq!(outcomes(&dais).await, ["sent", "refused"]);
    assert_eq!(dais.letters_to("ada@example.org").len(), 1);

    owner.post::<&str, &str>("/staff/events/1/delete", &[]).await.leads_to();
    owner.post::<&str, &str>("/staff/events/1/restore", &[]).await.leads_to();
    dais.post_round().await;
    assert_eq!(outcomes(&dais).await, ["sent", "refused"], "what was sent is not sent again");
}
