//! The reply form and what becomes of what people type into it.

use crate::harness::{Dais, Kind, a_briefing, supply_chains_forum};

#[tokio::test]
async fn the_form_is_one_that_browsers_and_scripts_can_fill_in() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let page = dais.get(&event.path()).await.page_with(200);

    let form = page.form("form[method=post]");
    assert_eq!(form.action, event.path());
    for name in ["name", "email", "organization", "title", "category", "access", "website"] {
        assert!(form.names.iter().any(|known| known == name), "no {name}: {:?}", form.names);
    }
    for (name, filled_by) in [
        ("name", "name"),
        ("email", "email"),
        ("organization", "organization"),
        ("title", "organization-title"),
    ] {
        let control = page.one(&format!("form input[name={name}]"));
        assert_eq!(control.attr("autocomplete"), Some(filled_by));
    }
    let required: Vec<_> = page.all("[required]").iter().map(|c| c.attr("name")).collect();
    assert_eq!(required, [Some("name"), Some("email")]);
    let controls = "input, textarea, select, button";
    assert!(page.all(controls).iter().all(|control| control.attr("name").is_some()));
    let inside = "form input, form textarea, form select, form button";
    assert_eq!(page.all(controls).len(), page.all(inside).len());
    assert_eq!(page.all("label[for=name], label[for=email]").len(), 2);
}

#[tokio::test]
async fn a_reply_is_taken_and_causes_one_letter_to_the_guest() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let page = dais.get(&event.path()).await.page_with(200);

    let typed = [
        ("name", "  Ada   Example "),
        ("email", "Ada@Example.org"),
        ("access", "A ramp,\r\nplease"),
    ];
    let answer = dais.fills(&page.form("form[method=post]"), &typed).await;

    assert_eq!(answer.leads_to(), "/events/hours-in-the-field/replied");
    assert!(answer.headers.get("set-cookie").is_none());
    assert_eq!(dais.post_round().await, 1);
    let letters = dais.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].to(), letters[0].kind()), ("ada@example.org".into(), Kind::Confirmed));
    assert_eq!(dais.texts("SELECT name FROM rsvp").await, ["Ada Example"]);
    assert_eq!(dais.texts("SELECT access FROM rsvp").await, ["A ramp,\nplease"]);
}

#[tokio::test]
async fn the_answer_is_the_same_for_a_known_and_an_unknown_address() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let mut answers = vec![];
    for (name, organization) in [("Ada", ""), ("Ada", "Example House"), ("Ben", "")] {
        let answer = dais.guest(name).typing("organization", organization).replies(&event).await;
        let page = dais.get(&answer.leads_to()).await;
        page.page_with(200).does_not_tell("Ada");
        page.page().does_not_tell("1300");
        page.page().does_not_tell("Longworth");
        assert!(!page.text().contains("/r/"));
        answers.push((answer.leads_to(), answer.body, page.body));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    dais.post_round().await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_all_that_was_typed_is_kept() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let long = "n".repeat(201);
    let answer = dais
        .guest("Ada")
        .typing("name", " ")
        .typing("email", "ada@example")
        .typing("organization", "Example & Sons \"Ltd\" <office>")
        .typing("title", &long)
        .typing("category", "press")
        .typing("access", "\nA ramp </textarea>, please")
        .replies(&event)
        .await;

    let page = answer.page_with(422);
    assert_eq!(page.problem_beside("name"), "Please tell us your name.");
    assert!(page.problem_beside("email").contains("example.org"));
    assert!(page.problem_beside("title").contains("200"));
    assert_eq!(page.value("email"), "ada@example");
    assert_eq!(page.value("organization"), "Example & Sons \"Ltd\" <office>");
    assert_eq!(page.value("title"), long);
    assert_eq!(page.value("access").trim_end(), "\nA ramp </textarea>, please");
    assert_eq!(page.one("input[name=category][checked]").attr("value"), Some("press"));
    assert!(page.one("input[name=organization]").attr("aria-invalid").is_none());
    page.says("Hours in the Field");
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 0);

    let mended = [("name", "Ada Example"), ("email", "ada@example.org"), ("title", "Fellow")];
    dais.fills(&page.form("form[method=post]"), &mended).await.leads_to();
    assert_eq!(
        dais.texts("SELECT organization FROM rsvp").await,
        ["Example & Sons \"Ltd\" <office>"]
    );
    assert_eq!(dais.texts("SELECT category FROM rsvp").await, ["press"]);
    dais.post_round().await;
}

#[tokio::test]
async fn a_missing_field_is_a_problem_of_the_guest_not_of_ours() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let page = dais.post(&event.path(), &[("name", "Ada Example")]).await.page_with(422);
    assert!(page.problem_beside("email").contains("e-mail address"));
    dais.post(&event.path(), &[] as &[(&str, &str)]).await.page_with(422).problem_beside("name");
}

#[tokio::test]
async fn the_form_opens_exactly_at_its_moment() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("rsvp.opens", "2027-04-05T09:00")).await;

    let page = dais.get(&event.path()).await.page_with(200);
    page.tells("Replies open on Monday, April 5, 2027, 9:00 am ET");
    assert!(page.all("form").is_empty());
    dais.set_clock("2027-04-05T12:59:30Z");
    assert_eq!(dais.guest("Ada").replies(&event).await.status, 409);
    dais.set_clock("2027-04-05T13:00:00Z");
    dais.guest("Ada").replies(&event).await.leads_to();
    dais.post_round().await;
}

#[tokio::test]
async fn the_form_closes_at_the_start_unless_something_else_is_said() {
    let dais = Dais::start().await;
    let at_start = dais.publishes(a_briefing()).await;
    let said = a_briefing().named("closes-early").with("rsvp.closes", "2027-04-19T12:00");
    let said = dais.publishes(said).await;
    let day_only =
        a_briefing().named("some-day").with("time", serde_json::json!({ "date": "2027-04-20" }));
    let day_only = dais.publishes(day_only).await;
    dais.get(&said.path()).await.page_with(200).says("Monday, April 19, 2027, 12:00 pm ET");

    for (event, last, closed) in [
        (said, "2027-04-19T15:59:30Z", "2027-04-19T16:00:00Z"),
        (at_start, "2027-04-20T17:59:30Z", "2027-04-20T18:00:00Z"),
        (day_only, "2027-04-21T03:59:30Z", "2027-04-21T04:00:00Z"),
    ] {
        dais.set_clock(last);
        dais.guest("Ada").replies(&event).await.leads_to();
        dais.set_clock(closed);
        let answer = dais.guest("Ben").replies(&event).await;
        assert_eq!(answer.status, 409, "{}", event.slug);
        assert_eq!(answer.page().all("form input[name=email]").len(), 0);
    }
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 3);
    dais.post_round().await;
}

#[tokio::test]
async fn an_event_that_takes_no_replies_says_so_and_writes_nothing() {
    let dais = Dais::start().await;
    for (slug, key, value, told) in [
        ("called-off", "state", "cancelled", "It was cancelled."),
        ("put-off", "state", "postponed", "It was postponed; there is no new date yet."),
        ("over", "time.starts", "2027-03-01T10:00", "It is over."),
        ("shut", "rsvp.mode", "closed", "Replies have closed."),
        ("by-invitation", "rsvp.mode", "invitation", "No reply is needed here."),
        ("just-come", "rsvp.mode", "none", "No reply is needed here."),
    ] {
        let mut paper = a_briefing().named(slug).with(key, value);
        if slug == "over" {
            paper = paper.with("time.ends", "2027-03-01T11:00");
        }
        let event = dais.publishes(paper).await;
        let page = dais.guest("Ada").replies(&event).await.page_with(409);
        page.says(told);
        page.says("Hours in the Field");
    }
    let draft = dais.imports(&supply_chains_forum(), false).await.expect("a draft");
    let nothing =
        dais.guest("Ada").replies(&crate::harness::Event { slug: "nothing".into() }).await;
    let draft = dais.guest("Ada").replies(&crate::harness::Event { slug: draft }).await;
    assert_eq!((draft.status, nothing.status), (404, 404));
    assert_eq!(draft.body, nothing.body);
    assert_eq!(dais.number("SELECT count(*) FROM rsvp").await, 0);
}

#[tokio::test]
async fn a_misspelt_mail_domain_gets_a_hint_and_no_refusal() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let answer = dais.guest("Ada").typing("email", "ada@gmial.com").replies(&event).await;
    assert_eq!(answer.leads_to(), "/events/hours-in-the-field/replied?meant=gmail.com");
    dais.get(&answer.leads_to()).await.page_with(200).tells("Did you mean gmail.com?");

    let plain = dais.get("/events/hours-in-the-field/replied").await;
    for made_up in ["evil.example", "gmail.com.evil.example", "<script>", ""] {
        let url = format!("/events/hours-in-the-field/replied?meant={made_up}");
        assert_eq!(dais.get(&url).await.body, plain.body, "{made_up}");
    }
    assert_eq!(dais.last_letter_to("ada@gmial.com").await.kind(), Kind::Confirmed);
}

#[tokio::test]
async fn what_looks_like_a_machine_is_marked_and_taken() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.guest("Ada").typing("website", "https://example.org").replies(&event).await.leads_to();
    dais.guest("Ben").typing("elapsed", "300").replies(&event).await.leads_to();
    dais.guest("Cleo").typing("elapsed", "30000").replies(&event).await.leads_to();
    assert_eq!(dais.post_round().await, 3);
    let marks = dais.texts("SELECT coalesce(marks, '-') FROM rsvp ORDER BY email").await;
    assert_eq!(marks, ["honeypot", "hurried", "-"]);
}
