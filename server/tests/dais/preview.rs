//! Preview links: a draft for whoever has the link, and for nobody else.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Answer, Colleague, Dais, Page, a_briefing, supply_chains_forum};

const NOTHING: [(&str, &str); 0] = [];

async fn overview(dais: &Dais, slug: &str) -> String {
    let id = dais.number(&format!("SELECT id FROM event WHERE slug = '{slug}'")).await;
    format!("/staff/events/{id}")
}

async fn a_draft(dais: &Dais) -> String {
    let paper = a_briefing().with("state", "draft").with("place.arrival", "By the north door.");
    let slug = dais.imports(&paper, false).await.expect("a draft");
    overview(dais, &slug).await
}

/// The path of a new link.
async fn link(dais: &Dais, staff: &Colleague<'_>, event: &str) -> String {
    let page = staff.get(event).await.page_with(200);
    let answer = staff.fills(&page.form("form[action$='/preview']"), &[]).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.page_with(200);
    page.says("Copy this link now: it is not shown again.");
    let link = page.words("output.secret");
    let path = link.strip_prefix(&dais.address("")).expect("a link of ours").to_owned();
    let token = path.strip_prefix("/p/").expect("a preview");
    assert_eq!(token.len(), 32);
    path
}

async fn nothing(dais: &Dais) -> Answer {
    let answer = dais.get("/p/00000000000000000000000000000000").await;
    assert_eq!(answer.status, 404);
    answer
}

#[tokio::test]
async fn a_link_shows_the_page_as_it_will_be() {
    let dais = Dais::start().await;
    let event = a_draft(&dais).await;
    let editor = dais.editor().await;
    let path = link(&dais, &editor, &event).await;
    let answer = dais.get(&path).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.headers.get("set-cookie").is_none());
    let page = answer.page_with(200);
    assert_eq!(page.words("p.ribbon"), "Preview: not public yet.");
    assert_eq!(page.one("meta[name=robots]").attr("content"), Some("noindex"));
    assert!(page.all("link[rel=canonical]").is_empty());
    for fact in ["Hours in the Field", "Tuesday, April 20, 2027", "2:00 – 3:30 pm ET", "Room 1300"]
    {
        page.says(fact);
    }
    page.says("This is a preview, so the form takes no replies here.");
    cannot_be_sent(&page);
    leads_somewhere(&dais, &page).await;
    editor.post(&format!("{event}/publish"), &NOTHING).await.leads_to();
    let page = dais.get(&path).await.page_with(200);
    assert_eq!(page.words("p.ribbon"), "This is public now. See the public page");
    cannot_be_sent(&page);
    leads_somewhere(&dais, &page).await;
    // But for what belongs to a preview, it is the page that everybody sees.
    let public = dais.get("/events/hours-in-the-field").await.page_with(200);
    for part in ["header.event-head", "div.event-story"] {
        assert_eq!(page.words(part), public.words(part));
    }
    let facts = public.words("dl.facts");
    assert!(facts.contains("For your visit Add to calendar") && facts.ends_with("Getting in"));
    assert!(page.words("dl.facts").ends_with("For your visit Getting in"));
}

/// Every control stands inside what is disabled, and no form has an address.
fn cannot_be_sent(page: &Page) {
    let controls = page.all("main :is(input, textarea, select, button)").len();
    assert!(controls > 6);
    assert_eq!(
        page.all("main fieldset[disabled] :is(input, textarea, select, button)").len(),
        controls
    );
    assert!(page.all("form[action], form[method], [formaction]").is_empty());
}

async fn leads_somewhere(dais: &Dais, page: &Page) {
    for link in page.all("main a[href]") {
        let address = link.attr("href").expect("an address");
        if let Some(part) = address.strip_prefix('#') {
            page.one(&format!("[id='{part}']"));
        } else if address.starts_with('/') {
            assert_eq!(dais.get(address).await.status, 200, "{address}");
        }
    }
}

#[tokio::test]
async fn a_draft_with_a_link_stays_hidden_from_strangers() {
    let dais = Dais::start().await;
    let event = a_draft(&dais).await;
    let owner = dais.owner().await;
    let path = link(&dais, &owner, &event).await;
    dais.get(&path).await.page_with(200);
    let unknown = dais.get("/events/nothing-here").await;
    let hidden = dais.get("/events/hours-in-the-field").await;
    assert_eq!((hidden.status, hidden.body), (404, unknown.body));
    assert_eq!(dais.get("/events/hours-in-the-field.ics").await.status, 404);
    for address in ["/", "/events", "/events.ics"] {
        assert!(!dais.get(address).await.text().contains("Hours in the Field"), "{address}");
    }
}

#[tokio::test]
async fn the_link_is_shown_once_and_kept_as_a_hash() {
    let dais = Dais::start().await;
    let event = a_draft(&dais).await;
    let owner = dais.owner().await;
    let path = link(&dais, &owner, &event).await;
    let token = path.trim_start_matches("/p/").to_owned();
    let kept = format!("{:?}", dais.tables().await);
    assert!(kept.contains("made a preview link") && !kept.contains(&token));
    for address in [&event, "/staff", "/staff/journal", "/staff/letters", &format!("{event}/edit")]
    {
        let page = owner.get(address).await;
        assert_eq!(page.status, 200, "{address}");
        assert!(!page.text().contains(&token), "{address}");
    }
    let page = owner.get(&event).await.page_with(200);
    page.tells("Made by Olga Owner on Thursday, April 1, 2027");
    assert!(page.all("output").is_empty());
    // The page that it opens does not pass it on.
    assert!(!dais.get(&path).await.text().contains(&token));
}

#[tokio::test]
async fn opening_a_link_changes_nothing() {
    let dais = Dais::start().await;
    let event = a_draft(&dais).await;
    let owner = dais.owner().await;
    let path = link(&dais, &owner, &event).await;
    let before = dais.tables().await;
    for _ in 0..2 {
        assert_eq!(dais.get(&path).await.status, 200);
        assert_eq!(Answer::to(dais.request(Method::HEAD, &path)).await.status, 200);
        let typed = [("name", "Ada Example"), ("email", "ada@example.org")];
        assert_eq!(dais.post(&path, &typed).await.status, 405);
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn several_links_live_side_by_side_and_each_is_revoked_by_itself() {
    let dais = Dais::start().await;
    let event = a_draft(&dais).await;
    let other = dais.publishes(a_briefing().named("other")).await;
    let other = overview(&dais, &other.slug).await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let first = link(&dais, &owner, &event).await;
    let second = link(&dais, &editor, &event).await;
    let page = owner.get(&event).await.page_with(200);
    let forms = page.all("form[action$='/revoke']");
    assert_eq!(forms.len(), 2);
    // The newest stands first.
    let action = forms[1].attr("action").expect("an address").to_owned();

    // Another event's number, and one that there never was.
    let number = action.trim_start_matches(&event).to_owned();
    for wrong in [format!("{other}{number}"), format!("{event}/preview/4711/revoke")] {
        assert_eq!(owner.post(&wrong, &NOTHING).await.status, 404, "{wrong}");
    }
    assert_eq!(dais.get(&first).await.status, 200);

    for _ in 0..2 {
        let back = editor.post(&action, &NOTHING).await.leads_to();
        let page = editor.get(&back).await.page_with(200);
        page.tells("Revoked: that preview link opens nothing any more.");
        assert_eq!(page.all("form[action$='/revoke']").len(), 1);
    }
    let gone = dais.get(&first).await;
    assert_eq!((gone.status, gone.body), (404, nothing(&dais).await.body));
    assert_eq!(dais.get(&second).await.status, 200);
    let written = "SELECT count(*) FROM journal WHERE deed = 'revoked a preview link'";
    assert_eq!(dais.number(written).await, 1);
}

#[tokio::test]
async fn a_link_that_opens_nothing_looks_the_same_whatever_the_reason() {
    let dais = Dais::start().await;
    let event = a_draft(&dais).await;
    let owner = dais.owner().await;
    let path = link(&dais, &owner, &event).await;
    let token = path.trim_start_matches("/p/");
    let turned: String = token.chars().map(|c| if c == '0' { '1' } else { '0' }).collect();
    let nothing = nothing(&dais).await;
    for wrong in [&turned, &token[..31], &format!("{token}0"), "x", "%00", "..%2f"] {
        let answer = dais.get(&format!("/p/{wrong}")).await;
        assert_eq!((answer.status, &answer.body), (404, &nothing.body), "{wrong}");
        assert_eq!(answer.header("cache-control"), "no-store", "{wrong}");
    }
    // A guest's link is no preview, and a preview opens no RSVP.
    assert_eq!(dais.get(&format!("/r/{token}")).await.status, 404);
    owner.post(&format!("{event}/delete"), &NOTHING).await.leads_to();
    let deleted = dais.get(&path).await;
    assert_eq!((deleted.status, deleted.body), (404, nothing.body));
    owner.post(&format!("{event}/restore"), &NOTHING).await.leads_to();
    dais.get(&path).await.page_with(200).says("Hours in the Field");
}

#[tokio::test]
async fn a_preview_says_no_more_than_the_public_page_will() {
    const CANARIES: [&str; 5] = [
        "canary-organisation",
        "canary-biography",
        "canary-protected@example.org",
        "canary-dropped",
        "canary.stream.example.org",
    ];
    let dais = Dais::start().await;
    let mut paper = supply_chains_forum()
        .with("speakers.2.organisations", json!([CANARIES[0]]))
        .with("speakers.2.biography", CANARIES[1])
        .with("speakers.2.email", CANARIES[2])
        .with("online.url", format!("https://{}/", CANARIES[4]));
    paper.0["speakers"][1] = json!({ "name": CANARIES[3], "state": "dropped" });
    let slug = dais.imports(&paper, false).await.expect("a draft");
    let owner = dais.owner().await;
    let path = link(&dais, &owner, &overview(&dais, &slug).await).await;
    let page = dais.get(&path).await;
    assert_eq!(page.status, 200);
    page.page().says("“Rosa”");
    for canary in CANARIES {
        assert!(!page.text().contains(canary), "{canary}");
    }
}

#[tokio::test]
async fn what_waits_for_its_moment_says_so() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("publish_at", "2027-04-02T09:00")).await;
    let owner = dais.owner().await;
    let path = link(&dais, &owner, &overview(&dais, &event.slug).await).await;
    let ribbon = "Preview: not public yet. It will be on Friday, April 2, 2027, 9:00 am ET.";
    assert_eq!(dais.get(&path).await.page_with(200).words("p.ribbon"), ribbon);
    dais.set_clock("2027-04-02T13:00:00Z");
    let page = dais.get(&path).await.page_with(200);
    page.tells("This is public now.");
}
