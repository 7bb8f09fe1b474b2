//! The command line: results on standard output, everything else on standard error.

use crate::harness::{BEGINNING, Dais, Paper, a_briefing, founding_briefing, supply_chains_forum};

fn file(dais: &Dais, name: &str, paper: &Paper) -> String {
    let path = dais.folder.path().join(name);
    std::fs::write(&path, paper.json()).expect("written");
    path.display().to_string()
}

#[tokio::test]
async fn import_prints_the_slug_and_the_running_server_shows_the_event() {
    let dais = Dais::start().await;
    assert_eq!(dais.get("/events/supply-chains-forum").await.status, 404);
    let path = file(&dais, "forum.json", &supply_chains_forum());
    let done = dais.program().runs(&["event", "import", &path, "--publish"]).await;
    assert_eq!((done.code, done.out.as_str()), (Some(0), "supply-chains-forum\n"), "{}", done.err);
    let page = dais.get("/events/supply-chains-forum").await.page_with(200);
    page.says("Clean Supply Chains: Two Days on the Hill");

    let out = dais.program().runs(&["event", "export", "supply-chains-forum"]).await;
    let out: serde_json::Value = serde_json::from_str(&out.out).expect("nothing but JSON");
    assert_eq!(out, supply_chains_forum().with("state", "published").pruned());
}

#[tokio::test]
async fn an_oddity_is_a_warning_and_a_problem_is_a_refusal() {
    let dais = Dais::start().await;
    let odd = a_briefing().with("time.ends", "2027-04-20T13:00");
    let done = dais.program().runs(&["event", "import", &file(&dais, "odd.json", &odd)]).await;
    assert_eq!((done.code, done.out.as_str()), (Some(0), "hours-in-the-field\n"));
    assert!(done.err.contains("time.ends"), "{}", done.err);

    for (name, paper, told) in [
        ("bad.json", a_briefing().with("rsvp.seats", -1), "rsvp.seats"),
        ("unknown.json", a_briefing().with("colour", "red"), "colour"),
    ] {
        let done = dais.program().runs(&["event", "import", &file(&dais, name, &paper)]).await;
        assert_eq!((done.code, done.out.as_str()), (Some(1), ""), "{name}");
        assert!(done.err.contains(told) && done.err.contains(name), "{}", done.err);
    }
    let gone = dais.program().runs(&["event", "import", "no-such-file.json"]).await;
    assert_eq!((gone.code, gone.out.as_str()), (Some(1), ""));
    let gone = dais.program().runs(&["event", "export", "no-such-event"]).await;
    assert_eq!((gone.code, gone.out.as_str()), (Some(1), ""));
    assert!(gone.err.contains("no-such-event"));
}

#[tokio::test]
async fn wrong_usage_is_told_apart_from_failure() {
    let dais = Dais::start().await;
    for words in [
        &["dance"][..],
        &[],
        &["event", "import"],
        &["serve", "--colour"],
        &["serve", "--clock", "noon"],
    ] {
        let done = dais.program().runs(words).await;
        assert_eq!((done.code, done.out.as_str()), (Some(2), ""), "{words:?}: {}", done.err);
        assert!(!done.err.is_empty());
    }
    let help = dais.program().runs(&["--help"]).await;
    assert!(help.code == Some(0) && help.out.contains("import") | help.out.contains("serve"));
}

#[tokio::test]
async fn samples_load_once() {
    let dais = Dais::start().await;
    let first = dais.program().runs(&["sample"]).await;
    assert_eq!(first.code, Some(0), "{}", first.err);
    let before = dais.tables().await;
    let again = dais.program().runs(&["sample"]).await;
    assert_eq!((again.code, &again.out), (Some(0), &first.out));
    assert_eq!(dais.tables().await, before);

    let slugs: Vec<_> = first.out.lines().collect();
    assert_eq!(slugs[0], founding_briefing().0["slug"]);
    let founding = dais.get(&format!("/events/{}", slugs[0])).await.page_with(200);
    founding.says("This briefing is over.");
    let coming = dais.get(&format!("/events/{}", slugs[1])).await.page_with(200);
    assert_eq!(coming.all("form input[name=email]").len(), 1, "its RSVPs are open");
}

#[tokio::test]
async fn settings_that_contradict_themselves_stop_the_start() {
    let dais = Dais::start().await;
    let smtp =
        [("DAIS_SMTP_URL", "smtps://relay.example.org"), ("DAIS_MAIL_FROM", "desk@example.org")];
    let https = ("DAIS_PUBLIC_URL", "https://briefings.example.org");
    let with = |settings: &[(&str, &str)]| {
        settings.iter().fold(dais.program().without("DAIS_CLOCK"), |program, (name, value)| {
            program.with(name, value)
        })
    };
    let no_mail = with(&[https]).runs(&["serve"]).await;
    assert!(no_mail.code == Some(1) && no_mail.err.contains("DAIS_SMTP_URL"), "{no_mail:?}");
    let clocked = with(&[https, smtp[0], smtp[1]]).runs(&["serve", "--clock", BEGINNING]).await;
    assert!(clocked.code == Some(1) && clocked.err.contains("clock"), "{clocked:?}");
    let open = with(&[("DAIS_PUBLIC_URL", "http://briefings.example.org")]).runs(&["serve"]).await;
    assert!(open.code == Some(1) && open.err.contains("https"), "{open:?}");

    let stray = with(&[("DAIS_LISEN", "x")]).runs(&["sample"]).await;
    assert!(stray.code == Some(0) && stray.err.contains("DAIS_LISEN"), "{stray:?}");

    std::fs::write(dais.folder.path().join("dais.toml"), "lisen = '127.0.0.1:1'").expect("written");
    let misspelt = with(&[]).runs(&["serve"]).await;
    assert!(misspelt.code == Some(1) && misspelt.err.contains("lisen"), "{misspelt:?}");
}

#[tokio::test]
async fn the_clock_of_a_command_is_the_one_it_is_given() {
    let dais = Dais::start().await;
    let done = dais.program().runs(&["--clock", "2031-01-01T00:00:00Z", "sample"]).await;
    assert_eq!(done.code, Some(0), "{}", done.err);
    let slug = done.out.lines().nth(1).expect("a coming briefing").to_owned();
    let out = dais.program().runs(&["event", "export", &slug]).await.out;
    assert!(
        out.contains("\"starts\": \"2031-02-04T14:00\"")
            || out.contains("\"starts\": \"2031-01-28T14:00\""),
        "{out}"
    );
}

#[tokio::test]
async fn the_data_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().expect("a folder");
    let database = crate::harness::Database::fresh(home.path()).await;
    let data = home.path().join("new/data");
    let program = crate::harness::Program::on(home.path(), &database);
    let done = program.with("DAIS_DATA", &data.display().to_string()).runs(&["sample"]).await;
    assert_eq!(done.code, Some(0), "{}", done.err);
    let mode = data.metadata().expect("made").permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
}
