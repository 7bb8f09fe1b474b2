//! The story's longer texts: what it is about, how to get in, what to know, who the hosts are.

use domain::briefing::{Briefing, PublicHost, PublicNotice};
use domain::word::Word;
use leptos::prelude::*;

use crate::markdown;
use crate::pages::event::noun;

/// The sections that there is something to say in.
pub fn about(briefing: &Briefing) -> AnyView {
    view! {
        {description(briefing)}
        {arrival(briefing)}
        {notices(&briefing.notices)}
        {hosts(&briefing.hosts)}
        {tags(&briefing.tags)}
    }
    .into_any()
}

fn description(briefing: &Briefing) -> Option<AnyView> {
    let text = briefing.description.as_deref()?;
    Some(
        view! {
            <section aria-labelledby="about">
                <h2 id="about" lang="en">
                    {format!("About this {}", last_word(&noun(briefing)))}
                </h2>
                <div class="prose" dir="auto" inner_html=markdown::html(text, 2)></div>
            </section>
        }
        .into_any(),
    )
}

/// `briefing` for a `congressional briefing`: the heading need not say all of it again.
fn last_word(noun: &str) -> &str {
    noun.rsplit(' ').next().unwrap_or(noun)
}

fn arrival(briefing: &Briefing) -> Option<AnyView> {
    let text = briefing.place.arrival.as_deref()?;
    Some(
        view! {
            <section aria-labelledby="arrive">
                <h2 id="arrive" lang="en">
                    "Getting in"
                </h2>
                <div class="prose" dir="auto" inner_html=markdown::html(text, 2)></div>
            </section>
        }
        .into_any(),
    )
}

fn notices(notices: &[PublicNotice]) -> Option<AnyView> {
    if notices.is_empty() {
        return None;
    }
    let lines = notices.iter().map(|notice| {
        let kind = notice.kind.as_ref().map_or_else(|| "Please note".to_owned(), Word::label);
        view! {
            <div>
                <dt>{kind}</dt>
                <dd dir="auto">{notice.text.clone()}</dd>
            </div>
        }
    });
    Some(
        view! {
            <section aria-labelledby="know">
                <h2 id="know" lang="en">
                    "Good to know"
                </h2>
                <dl class="notices">{lines.collect_view()}</dl>
            </section>
        }
        .into_any(),
    )
}

fn hosts(hosts: &[PublicHost]) -> Option<AnyView> {
    let told: Vec<_> =
        hosts.iter().filter_map(|host| Some((host.name.clone(), host.about.clone()?))).collect();
    if told.is_empty() {
        return None;
    }
    let title = if told.len() == 1 { "About the host" } else { "About the hosts" };
    let several = told.len() > 1 || hosts.len() > 1;
    let texts = told.into_iter().map(|(name, about)| {
        view! {
            <div>
                {several.then(|| view! { <h3 dir="auto">{name}</h3> })}
                <div class="prose" dir="auto" inner_html=markdown::html(&about, 3)></div>
            </div>
        }
    });
    Some(
        view! {
            <section aria-labelledby="hosts" class="about-hosts">
                <h2 id="hosts" lang="en">
                    {title}
                </h2>
                {texts.collect_view()}
            </section>
        }
        .into_any(),
    )
}

fn tags(tags: &[String]) -> Option<AnyView> {
    if tags.is_empty() {
        return None;
    }
    let tags = tags.iter().cloned().map(|tag| view! { <li>{tag}</li> }).collect_view();
    Some(
        view! {
            <ul class="tags" aria-label="Subjects">
                {tags}
            </ul>
        }
        .into_any(),
    )
}
