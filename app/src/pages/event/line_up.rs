//! Who speaks: keynotes set apart, then the others, each in the document's order.

use domain::briefing::PublicSpeaker;
use domain::word::Word;
use leptos::prelude::*;

use crate::markdown;
use crate::ui::person::initials;

/// Where the page tells of the speaker in this place, from 0.
pub fn anchor(place: usize) -> String {
    format!("speaker-{}", place + 1)
}

/// Nothing when nobody is named yet.
pub fn line_up(speakers: &[PublicSpeaker]) -> Option<AnyView> {
    if speakers.is_empty() {
        return None;
    }
    let speakers = speakers.iter().enumerate();
    let (keynotes, others): (Vec<_>, Vec<_>) = speakers.partition(|(_, s)| is_keynote(s));
    let panel = (!others.is_empty())
        .then(|| view! { <ul class="panel">{others.into_iter().map(row).collect_view()}</ul> });
    Some(
        view! {
            <section aria-labelledby="line-up" class="line-up">
                <h2 id="line-up" lang="en">
                    "Speakers"
                </h2>
                {keynotes.into_iter().map(keynote).collect_view()}
                {panel}
            </section>
        }
        .into_any(),
    )
}

fn is_keynote(speaker: &PublicSpeaker) -> bool {
    speaker.roles.iter().any(|role| role.as_str().to_lowercase().starts_with("keynote"))
}

fn keynote((place, speaker): (usize, &PublicSpeaker)) -> AnyView {
    view! {
        <article class="keynote" id=anchor(place)>
            {portrait(speaker)} <div class="person-words">{words(speaker)}</div>
        </article>
    }
    .into_any()
}

fn row((place, speaker): (usize, &PublicSpeaker)) -> AnyView {
    let class = if speaker.placeholder { "person person-open" } else { "person" };
    view! {
        <li class=class id=anchor(place)>
            {portrait(speaker)} <div class="person-words">{words(speaker)}</div>
        </li>
    }
    .into_any()
}

/// No letters for those without a name, and none for those who chose not to be known by theirs.
fn portrait(speaker: &PublicSpeaker) -> AnyView {
    let letters = if speaker.placeholder || speaker.protected {
        String::new()
    } else {
        initials(&speaker.name)
    };
    view! {
        <span class="portrait" aria-hidden="true">
            {letters}
        </span>
    }
    .into_any()
}

fn words(speaker: &PublicSpeaker) -> AnyView {
    let biography = speaker.biography.as_deref().map(|text| {
        view! { <div class="prose" dir="auto" inner_html=markdown::html(text, 3)></div> }
    });
    let titles = speaker
        .titles
        .iter()
        .cloned()
        .map(|title| view! { <p class="person-title" dir="auto">{title}</p> });
    let organisations = speaker
        .organisations
        .iter()
        .cloned()
        .map(|name| view! { <p class="person-org" dir="auto">{name}</p> });
    view! {
        {roles(&speaker.roles).map(|roles| view! { <p class="role">{roles}</p> })}
        <h3 dir="auto">{speaker.name.clone()}</h3>
        {speaker.standing.clone().map(|standing| view! { <p class="tag">{standing}</p> })}
        {titles.collect_view()}
        {organisations.collect_view()}
        {biography}
    }
    .into_any()
}

/// `Moderator, panelist`.
fn roles(roles: &[Word]) -> Option<String> {
    let (first, others) = roles.split_first()?;
    Some(others.iter().fold(first.label(), |line, role| format!("{line}, {role}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_named_as_written() {
        let named =
            |written: &[&str]| roles(&written.iter().map(|w| Word::new(*w)).collect::<Vec<_>>());
        assert_eq!(named(&["panelist"]).as_deref(), Some("Panelist"));
        assert_eq!(named(&[]), None);
        assert_eq!(named(&["moderator", "panelist"]).as_deref(), Some("Moderator, panelist"));
        assert_eq!(named(&["guest_lecturer"]).as_deref(), Some("Guest lecturer"));
    }
}
