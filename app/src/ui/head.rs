//! What a page says about itself: to the browser's tab, to search engines, to a shared link.

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Html, Link, Meta, Title};

use crate::context::{desk, site};

/// The head of a page that everybody may see. Each page has exactly one head.
///
/// `title` is empty for the front page, which bears the site's name; `language` is the BCP 47 tag
/// of the language that most of the page's texts are in.
pub fn head(title: &str, path: &str, about: Option<&str>, language: &str) -> AnyView {
    head_now("", title, path, about, language)
}

/// The same with a word on how things stand now, for the tab alone: a link that is shared leads to
/// the page as it will be then.
pub fn head_now(
    now: &str,
    title: &str,
    path: &str,
    about: Option<&str>,
    language: &str,
) -> AnyView {
    let desk = desk();
    let site = site().name;
    let address = desk.link(path);
    let shared = if title.is_empty() { site.clone() } else { title.to_owned() };
    let about = about.map(shortened).map(|about| {
        view! {
            <Meta name="description" content=about.clone()/>
            <Meta property="og:description" content=about/>
        }
    });
    at_once(view! {
        <Html attr:lang=language.to_owned()/>
        <Title text=tab(&format!("{now}{title}"), &site)/>
        <Link rel="canonical" href=address.clone()/>
        <Meta property="og:type" content="website"/>
        <Meta property="og:site_name" content=site/>
        <Meta property="og:title" content=shared/>
        <Meta property="og:url" content=address/>
        {about}
    })
}

/// The head of a page for one person, or of one that leads nowhere: not kept, not found by search.
pub fn private_head(title: &str, language: &str) -> AnyView {
    expect_context::<ResponseOptions>()
        .insert_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    at_once(view! {
        <Html attr:lang=language.to_owned()/>
        <Title text=tab(title, &site().name)/>
        <Meta name="robots" content="noindex"/>
    })
}

/// Writes to the document's head now: when a page's view is written out, another thread may do it,
/// which does not know the request, and Leptos would then leave all of this out.
fn at_once(tags: impl RenderHtml) -> AnyView {
    // They stand in the head and leave nothing where they are written.
    let _ = tags.to_html();
    ().into_any()
}

/// Lets the browser fetch the islands' code while it still reads the page. For pages with islands.
#[component]
pub fn Islands() -> impl IntoView {
    at_once(view! { <Link rel="modulepreload" href=desk().files.islands.clone()/> })
}

/// The title as mark-up: unlike everything else, Leptos writes it into the page as it is.
fn tab(title: &str, site: &str) -> String {
    let whole = if title.is_empty() { site.to_owned() } else { format!("{title} – {site}") };
    whole.replace('&', "&amp;").replace('<', "&lt;")
}

/// What search engines and shared links show of a description.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_the_head() {
        assert_eq!(tab("</title><script>", "R & D"), "&lt;/title>&lt;script> – R &amp; D");
    }

    #[test]
    fn a_long_description_ends_with_a_whole_word() {
        let short = shortened(&"word ".repeat(80));
        assert!(short.ends_with("word…") && short.chars().count() <= 201);
        assert_eq!(shortened("short"), "short");
    }
}
