//! How a speaker is reached stands on one page, and each look at it in the journal.

use super::{enters, speaker, with_ada};
use crate::harness::Dais;

const LOOKS: &str =
    "SELECT count(*) FROM journal WHERE deed = 'looked at the contact of a speaker'";

#[tokio::test]
async fn each_look_is_entered() {
    let dais = Dais::start().await;
    dais.publishes(with_ada("one")).await;
    let (owner, ada) = (dais.owner().await, speaker(&dais, "Ada Example").await);
    let path = format!("/staff/speakers/{ada}");
    for page in ["/staff/speakers", &*path, &*format!("{path}/add"), "/staff/journal"] {
        let page = owner.get(page).await;
        assert!(!page.text().contains("ada@example.org"), "{}", page.text());
    }
    assert_eq!(dais.number(LOOKS).await, 0);
    // The event's document told the address.
    let page = owner.get(&format!("{path}/contact")).await.page_with(200);
    assert_eq!(page.value("email"), "ada@example.org");
    assert_eq!(dais.number(LOOKS).await, 1);
    let journal = owner.get("/staff/journal").await.page_with(200);
    journal.tells("looked at the contact of a speaker : Ada Example");
    owner.get(&format!("{path}/contact")).await.page_with(200);
    assert_eq!(dais.number(LOOKS).await, 2);
    dais.leaves_letters();
}

#[tokio::test]
async fn a_contact_is_kept_and_never_overwritten_unseen() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let ada = enters(&owner, &[("name", "Ada Example")]).await;
    let path = format!("/staff/speakers/{ada}/contact");
    let form = owner.get(&path).await.page_with(200).form("form.editor");
    let wrong = [("email", "ada@"), ("notes", "Call first.")];
    let page = owner.fills(&form, &wrong).await.page_with(422);
    assert!(!page.problem_beside("email").is_empty());
    assert_eq!(page.value("notes").trim(), "Call first.");
    let right = [("email", "Ada@Example.org"), ("assistant_email", "ben@example.org")];
    owner.fills(&form, &right).await.leads_to();
    let emails = "SELECT email FROM speaker_contact";
    assert_eq!(dais.texts(emails).await, ["ada@example.org"]);

    let page = editor.fills(&form, &[("email", "else@example.org")]).await.page_with(409);
    assert_eq!(page.value("email"), "else@example.org");
    assert_eq!(
        page.words(".clash tbody tr:first-child"),
        "E-mail ada@example.org else@example.org"
    );
    assert!(page.words(".clash").contains("Their e-mail ben@example.org Nothing"));
    assert_eq!(dais.texts(emails).await, ["ada@example.org"]);
    editor.fills(&page.form("form.editor"), &[]).await.leads_to();
    assert_eq!(dais.texts(emails).await, ["else@example.org"]);
}
