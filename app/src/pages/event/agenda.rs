//! The parts of an event in their order: the time on one side, what happens on the other.

use domain::briefing::{Briefing, PublicSession};
use leptos::either::Either;
use leptos::prelude::*;

use crate::markdown;
use crate::ui::place;

/// Nothing for an event without sessions.
pub fn agenda(briefing: &Briefing) -> Option<AnyView> {
    if briefing.sessions.is_empty() {
        return None;
    }
    let days = by_day(briefing).into_iter().map(|(day, sessions)| {
        let under_day = day.is_some();
        let sessions = sessions.into_iter().map(|one| session(one, under_day)).collect_view();
        view! {
            {day.map(|day| view! { <h3 class="agenda-day">{day}</h3> })}
            <ol class="agenda">{sessions}</ol>
        }
    });
    Some(
        view! {
            <section aria-labelledby="agenda">
                <h2 id="agenda" lang="en">
                    "Agenda"
                </h2>
                {days.collect_view()}
            </section>
        }
        .into_any(),
    )
}

/// The sessions under their days; a day that is the event's only one needs no heading.
fn by_day(briefing: &Briefing) -> Vec<(Option<String>, Vec<&PublicSession>)> {
    let only = briefing.when.day.as_ref().filter(|_| briefing.when.last_day.is_none());
    let mut days: Vec<(Option<String>, Vec<&PublicSession>)> = Vec::new();
    let mut last = only;
    for session in &briefing.sessions {
        let day = session.when.day.as_ref().filter(|day| last != Some(day));
        last = day.or(last);
        match days.last_mut() {
            Some((_, sessions)) if day.is_none() => sessions.push(session),
            _ => days.push((day.cloned(), vec![session])),
        }
    }
    days
}

/// The title is a heading below the day's, or in its place.
fn session(session: &PublicSession, under_day: bool) -> AnyView {
    let kind = kind(session);
    let title = session.title.clone().or_else(|| kind.clone());
    let kind = kind.filter(|_| session.title.is_some());
    view! {
        <li class="slot">
            <div class="slot-when">{hours(session)}</div>
            <div class="slot-what">
                {kind.map(|kind| view! { <p class="role">{kind}</p> })}
                {title
                    .map(|title| {
                        if under_day {
                            Either::Left(view! { <h4 class="slot-title" dir="auto">{title}</h4> })
                        } else {
                            Either::Right(view! { <h3 class="slot-title" dir="auto">{title}</h3> })
                        }
                    })}
                {people(session)}
                {session
                    .room
                    .as_deref()
                    .map(|room| view! { <p class="slot-room">{place::room(room)}</p> })}
                {session
                    .description
                    .as_deref()
                    .map(|text| markdown::html(text, 4))
                    .map(|html| view! { <div class="prose" dir="auto" inner_html=html></div> })}
                {session.opens.clone().map(opens)}
            </div>
        </li>
    }
    .into_any()
}

/// The kind, unless the title says it already: `Panel: What the law can reach`.
fn kind(session: &PublicSession) -> Option<String> {
    let label = match session.kind.as_ref()? {
        word if word.as_str() == "q_and_a" => "Questions".to_owned(),
        word => word.label(),
    };
    let said = session
        .title
        .as_ref()
        .is_some_and(|title| title.to_lowercase().starts_with(&label.to_lowercase()));
    (!said).then_some(label)
}

fn hours(session: &PublicSession) -> AnyView {
    let when = &session.when;
    let all_day = when.all_day.then(|| view! { <span>"All day"</span> });
    let hours = when.hours.clone().map(|hours| {
        view! { <time datetime=when.machine.clone()>{hours}</time> }
    });
    let last = when.last_hours.clone().map(|hours| view! { <span>{hours}</span> });
    view! { {all_day} {hours} {last} }.into_any()
}

fn people(session: &PublicSession) -> AnyView {
    // The moderator is named once.
    let speakers: Vec<String> = session
        .speakers
        .iter()
        .filter(|name| session.moderator.as_ref() != Some(name))
        .cloned()
        .collect();
    let speakers = (!speakers.is_empty()).then(|| {
        let names =
            speakers.into_iter().map(|name| view! { <li dir="auto">{name}</li> }).collect_view();
        view! { <ul class="slot-people">{names}</ul> }
    });
    let moderator = session.moderator.clone().map(|name| {
        view! {
            <p>
                <span class="fine" lang="en">
                    "Moderator "
                </span>
                <span dir="auto">{name}</span>
            </p>
        }
    });
    view! { {speakers} {moderator} }.into_any()
}

fn opens(moment: String) -> AnyView {
    view! {
        <p class="fine">
            <span lang="en">"Opens "</span>
            <span>{moment}</span>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::word::Word;

    use super::*;

    fn titled(title: &str, kind: &str) -> PublicSession {
        PublicSession {
            title: Some(title.to_owned()),
            kind: Some(Word::new(kind)),
            when: domain::briefing::When::default(),
            opens: None,
            room: None,
            moderator: None,
            speakers: Vec::new(),
            description: None,
        }
    }

    #[test]
    fn the_kind_is_not_said_twice() {
        assert_eq!(kind(&titled("Panel: What the law can reach", "panel")), None);
        assert_eq!(kind(&titled("Opening", "keynote")).as_deref(), Some("Keynote"));
    }
}
