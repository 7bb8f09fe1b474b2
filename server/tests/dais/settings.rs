//! The coalition's settings: what owners write holds at once, everywhere, and is never lost.

mod logo;
mod test_mail;
mod typed;

use crate::harness::{Answer, Colleague, Dais, Form, a_briefing};

const PATH: &str = "/staff/settings";
const FORM: &str = "form.editor";

const TYPED: [(&str, &str); 5] = [
    ("name", "Coalition for Harvests & Homes"),
    ("zone", "America/Chicago"),
    ("about", "We **look** after\nharvests.\n\nAnd <b onclick=x>homes</b>."),
    ("privacy", "Replies are kept for *ninety* days."),
    ("sender", "Harvest Desk <Desk@Example.org>"),
];

async fn form(owner: &Colleague<'_>) -> Form {
    owner.get(PATH).await.page_with(200).form(FORM)
}

async fn saves(owner: &Colleague<'_>, typed: &[(&str, &str)]) -> Answer {
    let form = form(owner).await;
    let typed: Vec<_> = TYPED
        .iter()
        .filter(|(name, _)| typed.iter().all(|(other, _)| other != name))
        .chain(typed)
        .copied()
        .collect();
    owner.fills(&form, &typed).await
}

#[tokio::test]
async fn settings_are_for_owners() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let before = dais.tables().await;
    for deed in ["", "/logo", "/logo/remove", "/test"] {
        let path = format!("{PATH}{deed}");
        assert_eq!(editor.post(&path, &TYPED).await.status, 404, "{path}");
        assert_eq!(dais.post(&path, &TYPED).await.status, 401, "{path}");
    }
    assert_eq!(editor.get(PATH).await.status, 404);
    assert!(dais.get(PATH).await.leads_to().starts_with("/sign-in"));
    assert_eq!(dais.tables().await, before);
    assert_eq!(dais.number("SELECT count(*) FROM site").await, 0);
}

#[tokio::test]
async fn what_is_not_set_is_what_the_program_was_started_with() {
    let given = [("DAIS_SITE_NAME", "Fair Fields"), ("DAIS_MAIL_FROM", "fields@example.org")];
    let dais = Dais::with(&given).await;
    let owner = dais.owner().await;
    let page = owner.get(PATH).await.page_with(200);
    assert_eq!((page.value("name"), page.value("sender")), (String::new(), String::new()));
    assert_eq!(page.one("#name").attr("placeholder"), Some("Fair Fields"));
    assert_eq!(page.words("#zone option[selected]"), "Eastern time – Washington, New York");
    assert!(page.words("#sender-else").contains("fields@example.org"));
    page.does_not_tell("Welcome");
    let welcome = owner.get("/staff/settings?done=welcome").await.page_with(200);
    welcome.tells("Welcome. This site is yours now.");
}

#[tokio::test]
async fn a_change_holds_at_once_on_every_page_in_every_letter_and_calendar() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let owner = dais.owner().await;
    dais.guest("Ada").replies(&event).await.leads_to();
    assert_eq!(saves(&owner, &[]).await.leads_to(), "/staff/settings?done=saved");

    let front = dais.get("/").await.page_with(200);
    assert_eq!(front.words("h1"), "Coalition for Harvests & Homes");
    assert_eq!(front.words(".hero strong"), "look");
    assert_eq!(
        front.one("meta[name=description]").attr("content"),
        Some("We look after harvests.")
    );
    assert!(front.all("[onclick]").is_empty());
    let privacy = dais.get("/privacy").await.page_with(200);
    privacy.says("From Coalition for Harvests & Homes");
    privacy.tells("Replies are kept for ninety days.");
    for path in [event.path(), "/events".into(), "/accessibility".into()] {
        let page = dais.get(&path).await.page_with(200);
        assert_eq!(page.words(".masthead-name"), "Coalition for Harvests & Homes", "{path}");
    }

    // Queued before, written after.
    let letter = dais.last_letter_to("ada@example.org").await;
    assert_eq!(letter.header("From"), "\"Harvest Desk\" <desk@example.org>");
    assert!(letter.plain().contains("Coalition for Harvests & Homes"));
    let entry = letter.calendar();
    assert_eq!(entry.value("ORGANIZER"), "mailto:desk@example.org");
    assert!(entry.parameters("ORGANIZER").contains("Coalition for Harvests & Homes"));
    let feed = dais.get("/events.ics").await.text();
    assert!(feed.contains("mailto:desk@example.org"), "{feed}");

    let site = domain::site::current(&dais.desk).await.expect("the site");
    assert_eq!(site.zone.to_string(), "America/Chicago");
    let page = owner.get("/staff/settings?done=saved").await.page_with(200);
    page.says("Your settings are saved. They hold from now on.");
    assert_eq!(page.value("sender"), "Harvest Desk <desk@example.org>");
    assert_eq!(page.words("#zone option[selected]"), "Central time – Chicago");
    assert_eq!(page.value("about").trim(), TYPED[2].1);
    assert_eq!(deeds(&dais).await, ["changed the settings"]);
}

#[tokio::test]
async fn what_was_set_can_be_taken_back() {
    let dais = Dais::with(&[("DAIS_MAIL_FROM", "fields@example.org")]).await;
    let owner = dais.owner().await;
    saves(&owner, &[]).await.leads_to();
    saves(&owner, &[("about", ""), ("privacy", " \r\n "), ("sender", "")]).await.leads_to();
    let site = domain::site::current(&dais.desk).await.expect("the site");
    assert_eq!((site.about, site.privacy), (None, None));
    assert_eq!(site.sender, "fields@example.org");
    assert!(dais.get("/").await.page().all(".hero .prose").is_empty());
    dais.get("/privacy").await.page().does_not_tell("From Coalition");
}

#[tokio::test]
async fn a_wrong_form_changes_nothing_and_comes_back_whole() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    saves(&owner, &[]).await.leads_to();
    let before = dais.tables().await;
    let long = "ä".repeat(5_001);
    for (field, typed, why) in [
        ("name", " – ", "Please write the name that your coalition goes by."),
        ("name", &*"x".repeat(121), "That name is too long: please use 120 letters at most."),
        ("about", &long, "Please keep the text about you to 5,000 characters."),
        ("privacy", "a\u{1}b", "Please use plain text here"),
        ("sender", "Harvest Desk", "Please write an address, or a name and an address"),
        ("sender", "a@example.org,b@example.org", "This address has more than one @."),
        ("sender", "desk@localhost", "Please check the part after the @"),
    ] {
        let hostile = ("privacy", "</textarea><script>alert(1)</script>");
        let typed: Vec<_> = match field {
            "privacy" => vec![(field, typed)],
            _ => vec![hostile, (field, typed)],
        };
        let page = saves(&owner, &typed).await.page_with(422);
        let beside = page.problem_beside(field);
        assert!(beside.starts_with(why), "{field}: {beside}");
        for (name, value) in typed {
            assert_eq!(page.value(name).trim(), value.trim(), "{name}");
        }
        assert_eq!(page.words("#zone option[selected]"), "Central time – Chicago");
    }
    let page = saves(&owner, &[("zone", "Mars/Olympus")]).await.page_with(422);
    page.tells("Please choose a time zone from the list.");
    assert_eq!(page.one("#zone").attr("aria-invalid"), Some("true"));
    assert_eq!(page.words("#zone option[selected]"), "Mars/Olympus");
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn the_longest_texts_of_any_alphabet_are_taken() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let (about, privacy) = ("ж".repeat(5_000), "字".repeat(20_000));
    saves(&owner, &[("about", &about), ("privacy", &privacy)]).await.leads_to();
    let site = domain::site::current(&dais.desk).await.expect("the site");
    assert_eq!((site.about, site.privacy), (Some(about), Some(privacy)));
}

#[tokio::test]
async fn who_saves_second_sees_both_versions_before_anything_is_overwritten() {
    let dais = Dais::start().await;
    let (olga, otto) = (dais.owner().await, second_owner(&dais).await);
    saves(&olga, &[]).await.leads_to();
    let (first, second) = (form(&olga).await, form(&otto).await);
    let zone = ("zone", "America/Chicago");
    olga.fills(&first, &[("name", "Olga’s Harvests"), zone]).await.leads_to();
    let before = dais.tables().await;

    let typed = [("name", "Otto’s Homes"), ("about", "By Otto"), zone];
    let page = otto.fills(&second, &typed).await.page_with(409);
    assert_eq!(dais.tables().await, before);
    page.tells("Olga Owner saved another version on");
    assert_eq!(page.words(".clash tbody tr:first-child"), "Name Olga’s Harvests Otto’s Homes");
    assert_eq!(page.all(".clash tbody tr").len(), 2, "only what differs");
    assert_eq!(
        (page.value("name"), page.value("about").trim()),
        ("Otto’s Homes".into(), "By Otto")
    );

    let again = page.form(FORM);
    otto.fills(&again, &[zone]).await.leads_to();
    let site = domain::site::current(&dais.desk).await.expect("the site");
    assert_eq!((site.name.as_str(), site.about.as_deref()), ("Otto’s Homes", Some("By Otto")));
    let late = otto.fills(&second, &[("name", "Otto"), zone]).await.page_with(409);
    late.tells("You saved another version on");
    assert_eq!(deeds(&dais).await, ["changed the settings"; 3]);
}

#[tokio::test]
async fn two_at_once_cannot_both_win() {
    let dais = Dais::start().await;
    let (olga, otto) = (dais.owner().await, second_owner(&dais).await);
    let (first, second) = (form(&olga).await, form(&otto).await);
    let zone = ("zone", "America/Chicago");
    let (one, two) = futures_util::future::join(
        olga.fills(&first, &[("name", "Olga’s Harvests"), zone]),
        otto.fills(&second, &[("name", "Otto’s Homes"), zone]),
    )
    .await;
    let mut answers = [one.status, two.status];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    assert_eq!(dais.number("SELECT revision FROM site").await, 1);
}

#[tokio::test]
async fn the_same_form_twice_is_one_change() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let form = form(&owner).await;
    for _ in 0..3 {
        assert_eq!(owner.fills(&form, &TYPED).await.leads_to(), "/staff/settings?done=saved");
    }
    assert_eq!(deeds(&dais).await, ["changed the settings"]);
    // A form without its revision is as good as one that is overtaken.
    let bare = owner.post(PATH, &[("name", "Bare"), ("zone", "UTC")]).await;
    bare.page_with(409).tells("The settings changed while you were typing");
}

async fn second_owner(dais: &Dais) -> Colleague<'_> {
    dais.signed_in("otto@example.org", "Otto Owner", domain::staff::Role::Owner).await
}

/// What the journal holds of the settings.
async fn deeds(dais: &Dais) -> Vec<String> {
    let all = dais.texts("SELECT deed FROM journal WHERE who = 'staff' ORDER BY id").await;
    let ours =
        |deed: &String| ["settings", "logo", "test mail"].iter().any(|part| deed.contains(part));
    all.into_iter().filter(ours).collect()
}
