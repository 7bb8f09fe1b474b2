//! Letters that another version of Dais wrote, which may run beside this one.

use chrono::TimeDelta;

use super::{health, outcome, with_relay};

#[tokio::test]
async fn what_another_version_left_behind_long_ago_is_no_trouble_with_mail() {
    let (dais, _relay, event) = with_relay().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.tampers("UPDATE letter SET kind = 'nonsense', attempts = 1").await;
    dais.wait(TimeDelta::minutes(2));
    assert_eq!(health(&dais).await["mail"]["state"], "late", "its version should have sent it");
    let page = dais.guest("Ben").replies(&event).await.leads_to();
    dais.get(&page).await.page_with(200).does_not_tell("Mail is slow just now");
    dais.wait(TimeDelta::days(6));
    dais.post_round().await;
    let health = health(&dais).await;
    assert_eq!((&health["mail"]["state"], &health["mail"]["to_send"]), (&"ok".into(), &0.into()));

    let editor = dais.editor().await;
    let page = editor.get("/staff/letters?state=queue").await.page_with(200);
    page.tells("One is a letter of another version of Dais, which alone can send it.");
    page.tells("Waits for the version of Dais that wrote it");
    page.does_not_tell("Can go now");
    assert!(page.all("form[action$='/retry']").is_empty());
    let answer = editor.post::<&str, &str>("/staff/letters/1/retry", &[]).await;
    answer.page_with(409).tells("a letter of another version of Dais");
    editor.post::<&str, &str>("/staff/letters/1/stop", &[]).await.leads_to();
    assert_eq!(outcome(&dais).await, ["stopped", "sent"]);
}
