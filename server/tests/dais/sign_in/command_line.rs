//! `dais staff` beside a running server.

use crate::harness::Dais;

/// The path of the one link on standard output.
#[track_caller]
fn path(out: &str) -> String {
    let link = out.strip_suffix('\n').expect("a line");
    assert!(!link.contains(char::is_whitespace), "{out}");
    let (_, token) = link.split_once("/sign-in/").expect("a link");
    format!("/sign-in/{token}")
}

#[tokio::test]
async fn the_first_owners_link_is_printed_until_there_is_an_owner() {
    let dais = Dais::start().await;
    let first = dais.program().runs(&["staff", "first"]).await;
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(first.out.starts_with("http://127.0.0.1:3000/sign-in/"), "{}", first.out);
    let form = [("name", "Olga Owner"), ("email", "owner@example.org")];
    dais.post(&path(&first.out), &form).await.session_cookie();

    let none = dais.program().runs(&["staff", "first"]).await;
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""), "{}", none.err);
}

#[tokio::test]
async fn links_begin_where_the_server_is_reached() {
    let dais = Dais::start().await;
    for (name, value, begins) in [
        ("DAIS_LISTEN", "127.0.0.1:4321", "http://127.0.0.1:4321/sign-in/"),
        ("DAIS_LISTEN", "0.0.0.0:4321", "http://127.0.0.1:4321/sign-in/"),
        ("DAIS_PUBLIC_URL", "http://localhost:8080", "http://localhost:8080/sign-in/"),
    ] {
        let done = dais.program().with(name, value).runs(&["staff", "first"]).await;
        assert!(done.out.starts_with(begins), "{value}: {} {}", done.out, done.err);
    }
}

#[tokio::test]
async fn staff_are_added_promoted_and_let_in() {
    let dais = Dais::start().await;
    let add = async |words: &[&str]| {
        let words: Vec<_> = ["staff", "add"].iter().chain(words).copied().collect();
        dais.program().runs(&words).await
    };
    let done = add(&["Ada@Example.org", "--role", "editor", "--name", "Ada Example"]).await;
    assert_eq!(done.code, Some(0), "{}", done.err);
    let answer = dais.post::<&str, &str>(&path(&done.out), &[]).await;
    let ada = dais.with_cookie(&answer.session_cookie());
    ada.get("/staff/me").await.page_with(200).says("Ada Example");
    assert_eq!(ada.get("/staff/people").await.status, 404);

    // Another role: signed out, and the name stays.
    let done = add(&["ada@example.org", "--role", "owner"]).await;
    assert!(ada.get("/staff/me").await.leads_to().starts_with("/sign-in"));
    let answer = dais.post::<&str, &str>(&path(&done.out), &[]).await;
    let ada = dais.with_cookie(&answer.session_cookie());
    ada.get("/staff/people").await.page_with(200).says("Ada Example");

    // The same role again: a link and nothing else.
    let done = add(&["ada@example.org", "--role", "owner"]).await;
    assert_eq!(done.code, Some(0));
    ada.get("/staff/people").await.page_with(200);

    let refused = add(&["ada@example.org", "--role", "editor"]).await;
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(refused.err.contains("owner"), "{}", refused.err);
    for words in
        [&["ada@", "--role", "editor"][..], &["eve@example.org", "--role", "owner", "--name", ""]]
    {
        let refused = add(words).await;
        assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""), "{words:?}");
        assert!(refused.err.contains('.'), "{}", refused.err);
    }
    for words in [&["eve@example.org"][..], &["eve@example.org", "--role", "king"], &[]] {
        assert_eq!(add(words).await.code, Some(2), "{words:?}");
    }
    assert_eq!(dais.texts("SELECT email FROM staff").await, ["ada@example.org"]);
    let link = "printed a sign-in link";
    let journal = "SELECT deed FROM journal WHERE who = 'command line' ORDER BY id";
    assert_eq!(dais.texts(journal).await, ["added", link, "changed the role", link, link]);
}
