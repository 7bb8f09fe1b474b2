//! What is known of an RSVP, fact by fact.

use domain::rsvp::Record;
use leptos::prelude::*;

/// The facts that there are.
pub fn known(record: &Record) -> AnyView {
    let facts = about(record).into_iter().chain(history(record));
    let facts =
        facts.filter_map(|(what, fact)| fact.map(|fact| view! { <dt>{what}</dt> <dd>{fact}</dd> }));
    view! {
        <section class="panel" aria-labelledby="known">
            <h2 id="known">"What is known"</h2>
            <dl class="details">{facts.collect_view()}</dl>
        </section>
    }
    .into_any()
}

type Fact = (&'static str, Option<AnyView>);

fn about(record: &Record) -> Vec<Fact> {
    let kept = &record.kept;
    let seats = (record.party > 1).then(|| view! { {record.party} }.into_any());
    let companions = kept.companions.join(", ");
    let scheduler = (!kept.scheduler_email.is_empty()).then(|| {
        let name = view! { <span dir="auto">{kept.scheduler_name.clone()}</span> };
        let copies = if record.copies {
            "(gets copies of their letters)"
        } else {
            "(gets no copies: the guest has not allowed them)"
        };
        view! { {name} " " {mail(&kept.scheduler_email)} " " {copies} }.into_any()
    });
    vec![
        ("E-mail", Some(mail(&kept.email))),
        ("Office or organisation", said(&kept.organization)),
        ("Job title", said(&kept.job_title)),
        ("Comes as", record.category.as_deref().and_then(said)),
        ("Takes part", said(if record.online { "Online" } else { "In the room" })),
        ("Seats", seats),
        ("Comes with", said(&companions)),
        ("Needs", said(&kept.access)),
        ("Replied for them", scheduler),
        ("Announcements", record.announcements.and_then(said)),
        ("Attendance", record.came.and_then(said)),
    ]
}

fn history(record: &Record) -> Vec<Fact> {
    let was = record.given_up_from.filter(|_| !record.standing.is_alive());
    vec![
        ("Handed over to", record.handed_to.as_ref().map(colleague)),
        ("Handed over by", record.handed_by.as_ref().map(colleague)),
        ("Before that", was.and_then(|was| said(was.words()))),
        ("Replied", said(&record.replied)),
        ("Said again that they come", record.reconfirmed.as_deref().and_then(said)),
        ("Last changed", said(&record.changed)),
        ("Looks odd", said(&record.oddities.join(". "))),
    ]
}

fn said(text: &str) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <span dir="auto">{text.to_owned()}</span> }.into_any())
}

fn mail(address: &str) -> AnyView {
    view! { <a href=format!("mailto:{address}")>{address.to_owned()}</a> }.into_any()
}

fn colleague((id, name): &(i64, String)) -> AnyView {
    view! {
        <a href=format!("/staff/rsvps/{id}") dir="auto">
            {name.clone()}
        </a>
    }
    .into_any()
}
