//! One line of the agenda: its hours, and what happens in them.

use domain::briefing::{Briefing, PublicSession};
use leptos::either::Either;
use leptos::prelude::*;

use super::people::{Named, people};
use crate::markdown;
use crate::ui::place;

/// Sessions with nothing to hear: one quiet line each.
const BREAKS: [&str; 7] =
    ["break", "coffee", "coffee_break", "lunch", "lunch_break", "recess", "intermission"];

/// A text of more characters is folded where it stands among many.
const LONG: usize = 320;
/// An agenda of more sessions is looked through rather than read.
pub const MANY: usize = 6;

/// Sessions that happen at the same hours.
pub fn slot(
    briefing: &Briefing,
    beside: &[&PublicSession],
    under_day: bool,
    named: &Named,
) -> AnyView {
    let one = |session: &PublicSession, room: Option<&str>| {
        what(briefing, session, room, (under_day, named))
    };
    let (class, inside) = match beside {
        [session] if is_break(session) => ("slot slot-break", quiet(session)),
        [session] => {
            let inside = one(session, session.room.as_deref());
            ("slot", view! { <div class="slot-what">{inside}</div> }.into_any())
        }
        several => {
            // Where one is elsewhere, each says where it is, also in the event's own room.
            let event = briefing.place.room.clone();
            let event = event.filter(|_| several.iter().any(|session| session.room.is_some()));
            let room = |session: &&PublicSession| session.room.clone().or_else(|| event.clone());
            let several = several.iter().map(|session| {
                view! { <li class="slot-what">{one(session, room(session).as_deref())}</li> }
            });
            let several = view! { <ul class="slot-beside">{several.collect_view()}</ul> };
            ("slot", several.into_any())
        }
    };
    let hours = beside.first().map(|session| hours(session));
    view! {
        <li class=class>
            <div class="slot-when">{hours}</div>
            {inside}
        </li>
    }
    .into_any()
}

/// Nobody speaks in it and there is nothing more to say of it.
fn is_break(session: &PublicSession) -> bool {
    let says_so =
        session.kind.as_ref().is_some_and(|kind| BREAKS.contains(&&*kind.as_str().to_lowercase()));
    let empty = session.description.is_none() && session.opens.is_none();
    says_so && empty && session.speakers.is_empty() && session.moderator.is_none()
}

/// A break's name and room on one line. It is no heading: nobody looks for it among the sessions.
fn quiet(session: &PublicSession) -> AnyView {
    let title = session.title.clone().or_else(|| kind(session));
    let room = session.room.as_deref().map(place::room);
    view! {
        <div class="slot-what">
            {title.map(|title| view! { <p dir="auto">{title}</p> })}
            {room.map(|room| view! { <p class="slot-room">{room}</p> })}
        </div>
    }
    .into_any()
}

/// The title is a heading below the day's, or in its place.
fn what(
    briefing: &Briefing,
    session: &PublicSession,
    room: Option<&str>,
    (under_day, named): (bool, &Named),
) -> AnyView {
    let kind = kind(session);
    let title = session.title.clone().or_else(|| kind.clone());
    let kind = kind.filter(|_| session.title.is_some());
    let heading = title.clone().map(|title| {
        if under_day {
            Either::Left(view! { <h4 class="slot-title" dir="auto">{title}</h4> })
        } else {
            Either::Right(view! { <h3 class="slot-title" dir="auto">{title}</h3> })
        }
    });
    let folds = briefing.sessions.len() > MANY;
    view! {
        {kind.map(|kind| view! { <p class="role">{kind}</p> })}
        {heading}
        {room.map(|room| view! { <p class="slot-room">{place::room(room)}</p> })}
        {people(session, named)}
        {session.description.as_deref().map(|text| description(text, title, folds))}
        {session.opens.clone().map(opens)}
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
    let last_day = when.last_day.clone().map(|day| view! { <span>{day}</span> });
    view! { {all_day} {hours} {last} {last_day} }.into_any()
}

/// What a session is about, in Markdown.
fn description(text: &str, title: Option<String>, folds: bool) -> AnyView {
    let html = markdown::html(text, 4);
    if !folds || text.chars().count() <= LONG {
        return view! { <div class="prose" dir="auto" inner_html=html></div> }.into_any();
    }
    let whose = title.map(|title| view! { <span class="apart" dir="auto">{title}</span> });
    view! {
        <details class="slot-more">
            <summary>
                <span lang="en">"What it is about"</span>
                " "
                {whose}
            </summary>
            <div class="prose" dir="auto" inner_html=html></div>
        </details>
    }
    .into_any()
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

    #[test]
    fn a_break_with_somebody_to_hear_is_a_session() {
        let lunch = titled("Lunch in the foyer", "Lunch");
        assert!(is_break(&lunch) && !is_break(&titled("Lunch", "talk")));
        assert!(!is_break(&PublicSession { speakers: vec!["Rosa".to_owned()], ..lunch }));
    }
}
