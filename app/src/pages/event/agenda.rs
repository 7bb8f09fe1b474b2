//! The parts of an event in their order: the time on one side, what happens on the other.
//!
//! Days are headings where there are several; parts that share their hours share one line of the
//! agenda and stand beside one another.

mod people;
mod slot;

use domain::briefing::{Briefing, PublicSession, Replies};
use leptos::prelude::*;

use people::Named;
use slot::{MANY, slot};

/// A day's sessions, under its heading if it has one.
struct Day<'a> {
    /// `Friday, June 16, 2017`, and `Fri, Jun 16`.
    heading: Option<(String, String)>,
    sessions: Vec<&'a PublicSession>,
}

/// Nothing for an event without sessions.
pub fn agenda(briefing: &Briefing) -> Option<AnyView> {
    if briefing.sessions.is_empty() {
        return None;
    }
    let named = Named::of(&briefing.line_up);
    let days = by_day(briefing);
    let ways = ways(&days);
    let days = days.into_iter().enumerate().map(|(index, day)| {
        let under_day = day.heading.is_some();
        let slots = at_once(&day.sessions);
        let slots = slots.into_iter().map(|beside| slot(briefing, &beside, under_day, &named));
        let heading = day.heading.map(|(heading, _)| {
            view! { <h3 class="day-title" id=anchor(index)>{heading}</h3> }
        });
        view! {
            {heading}
            <ol class="slots">{slots.collect_view()}</ol>
        }
    });
    Some(
        view! {
            <section aria-labelledby="agenda">
                <h2 id="agenda" lang="en">
                    "Agenda"
                </h2>
                {ways}
                {days.collect_view()}
                {back(briefing)}
            </section>
        }
        .into_any(),
    )
}

/// The sessions under their days; a day that is the event's only one needs no heading.
fn by_day(briefing: &Briefing) -> Vec<Day<'_>> {
    let only = briefing.when.day.as_ref().filter(|_| briefing.when.last_day.is_none());
    let mut days: Vec<Day<'_>> = Vec::new();
    let mut last = only;
    for session in &briefing.sessions {
        let day = session.when.day.as_ref().filter(|day| last != Some(day));
        last = day.or(last);
        match days.last_mut() {
            Some(same) if day.is_none() => same.sessions.push(session),
            _ => {
                let short = session.when.short_day.clone().unwrap_or_default();
                let heading = day.cloned().map(|day| (day, short));
                days.push(Day { heading, sessions: vec![session] });
            }
        }
    }
    days
}

/// Neighbours with the same hours belong together.
fn at_once<'a>(sessions: &[&'a PublicSession]) -> Vec<Vec<&'a PublicSession>> {
    let mut slots: Vec<Vec<&PublicSession>> = Vec::new();
    for session in sessions {
        match slots.last_mut() {
            Some(slot) if session.when.hours.is_some() && slot[0].when == session.when => {
                slot.push(session);
            }
            _ => slots.push(vec![session]),
        }
    }
    slots
}

/// From the top to each day of a long agenda.
fn ways(days: &[Day<'_>]) -> Option<AnyView> {
    let headings = days.iter().enumerate();
    let ways: Vec<_> = headings
        .filter_map(|(index, day)| Some((anchor(index), day.heading.as_ref()?.1.clone())))
        .map(|(to, day)| view! { <li><a href=format!("#{to}")>{day}</a></li> })
        .collect();
    let ways = (ways.len() > 1).then(|| {
        view! {
            <nav aria-label="Days of the agenda">
                <ul class="day-ways">{ways.collect_view()}</ul>
            </nav>
        }
    });
    ways.map(IntoAny::into_any)
}

/// Below a long agenda the form beside it is out of sight, and on a wide screen there is no bar.
fn back(briefing: &Briefing) -> Option<AnyView> {
    let open = matches!(briefing.replies, Replies::Open(_));
    let back = view! {
        <p class="to-rsvp" lang="en">
            <a href="#rsvp">"To the RSVP form"</a>
        </p>
    };
    (open && briefing.sessions.len() > MANY).then(|| back.into_any())
}

fn anchor(index: usize) -> String {
    format!("day-{}", index + 1)
}

#[cfg(test)]
mod tests {
    use domain::briefing::When;

    use super::*;

    fn at(hours: Option<&str>) -> PublicSession {
        PublicSession {
            title: None,
            kind: None,
            when: When { hours: hours.map(str::to_owned), ..When::default() },
            opens: None,
            room: None,
            moderator: None,
            speakers: Vec::new(),
            description: None,
        }
    }

    #[test]
    fn what_happens_at_once_stands_together() {
        let sessions =
            [Some("1:00 pm ET"), Some("1:00 pm ET"), Some("2:00 pm ET"), None, None].map(at);
        let sessions: Vec<_> = sessions.iter().collect();
        let beside: Vec<usize> = at_once(&sessions).iter().map(Vec::len).collect();
        assert_eq!(beside, [2, 1, 1, 1]);
    }
}
