//! The search itself: what is let out on purpose is found, in a page, a calendar, a letter and the log. Else
//! the tests beside this one could be content with anything.

use reqwest::Method;
use serde_json::json;

use super::{asks, found, said};
use crate::harness::{Dais, a_briefing, until};

#[tokio::test]
async fn a_mark_that_is_let_out_is_found_wherever_it_is() {
    let dais = Dais::start().await;
    let open =
        json!([{ "name": "Ada Zqxwvkopen", "roles": ["keynote"], "biography": "Zqxwvk story" }]);
    let paper = a_briefing().with("title", "Zqxwvk hour").with("speakers", open);
    let event = dais.publishes(paper).await;
    dais.guest("Gus").replies(&event).await.leads_to();
    dais.post_round().await;
    let own = dais.own_page_of("Gus").await.path;
    for path in [event.path(), format!("{}.ics", event.path()), "/events.ics".to_owned(), own] {
        let answer = asks(&dais, "", Method::GET, &path).await;
        assert!(found(&said(&answer)).is_some(), "{path}");
    }
    let letter = dais.letters_to("gus@example.org").pop().expect("a letter");
    let calendar = letter.calendar_text().expect("a calendar part");
    for part in [letter.subject(), letter.plain(), letter.html(), calendar] {
        assert!(found(&part).is_some(), "{part}");
    }
    let mut serving = dais.program().with("DAIS_LOG", "trace").serves().await;
    let path = format!("{}/events/zqxwvk-hour?q=zqxwvk", serving.address);
    reqwest::Client::new().get(path).header("Host", "zqxwvk.example.org").send().await.expect("it");
    until("it wrote something", async || serving.log().len() > 500).await;
    let log = serving.log();
    serving.kill();
    assert!(found(&format!("{log} zqxwvk")).is_some());
    assert!(found(&log).is_none(), "not even of addresses anything stands in the log");
}
