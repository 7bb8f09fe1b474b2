//! What is kept of whom, and for how long: first in the coalition's own words, then what the program
//! does, and no more than that.

use leptos::prelude::*;

use crate::context::site;
use crate::markdown;
use crate::ui::head::head;

/// `/privacy`
#[component]
pub fn Privacy() -> impl IntoView {
    let own = site().privacy;
    let site = site().name;
    let about = format!("What {site} keeps when you reply to an invitation.");
    view! {
        {head("Privacy", "/privacy", Some(&about), "en")}
        <main id="main" class="page page-text">
            <h1>"Privacy"</h1>
            <p class="lead">
                "You can read everything here without telling anybody who you are. Only when you reply to an event, or work here, is something about you kept: what is written below, and no more."
            </p>
            {own.map(|text| in_own_words(&text, &site))}
            <h2>"What is kept when you reply"</h2>
            <ul>
                <li>"Your name and mail address, so that the hosts can expect you and write to you."</li>
                <li>
                    "What you chose to add: your office or organisation, job title, in what capacity you come, whether you come to the room or take part online, and what you need to take part."
                </li>
                <li>
                    "The names of those who come with you, and, if somebody replies for you, the name and mail address of that person. They get a receipt, and copies of what we write to you only if you allow that on your RSVP page, or the organisers entered them for you."
                </li>
                <li>"When you replied and when you changed your reply, and the letters that were sent to you because of it."</li>
                <li>"Whether you came, where the organisers wrote it down."</li>
                <li>
                    "That your address wants no announcements, if you declined them: otherwise nobody could know it the next time."
                </li>
                <li>"What the organisers did with it, such as a correction that you asked for: who did what, and when."</li>
                <li>
                    "How long the form was open in your browser, and whether a field that people never see was filled in: signs of a reply made by a program. They never refuse anybody."
                </li>
            </ul>
            <p>
                "What you need to take part may say something about your health. Tell only what the hosts have to know to make it possible."
            </p>
            <h2>"What it is used for"</h2>
            <p>
                "To hold your place, to know who is coming, to arrange what you need, and to write to you about this event. The organisers may also send you announcements, such as one of their next event: each has a link by which you decline all further ones. It is used for nothing else, and it is not sold or given away."
            </p>
            <h2>"Who sees it"</h2>
            <p>
                {format!("The people who organise the event for {site}, and those who run this server for them. ")}
                "No other guest, and nobody who opens the public pages. The page that follows your reply is the same for everybody, so that nobody can find out whether an address is on the list. Letters travel through the mail services of the sender and of your own address."
            </p>
            <h2>"See it, change it, take it back"</h2>
            <p>
                "Each letter has a link to your own page, where you can correct what you wrote and give up your place. Giving up frees the place; your reply is then kept as given up. To have it erased, write to the contact named on the event's page, who is also the one to ask for how long replies to that event are kept. This program does not erase them by itself."
            </p>
            <h2>"No tracking, and cookies only for signing in"</h2>
            <p>
                "Reading and replying set no cookies. These pages load nothing from other companies, and count no visitors by person. To keep the forms usable under floods of requests, the server holds the network addresses that they are sent from in its working memory for a short while."
            </p>
            <h2>"If you work here"</h2>
            <p>
                "Staff sign in with a link or a code from a mail. That sets two cookies, both needed for it and for nothing else: one remembers for twenty minutes the address you typed, one that you are signed in, for fourteen days at most. What is kept of you:"
            </p>
            <ul>
                <li>"Your name and mail address, what you may do here, and since when."</li>
                <li>
                    "Your sessions: the kind of browser, when you signed in and when you were last here. You see them on your own page and can end each of them."
                </li>
                <li>"The letters that were sent to you, and wrong codes typed for an address, as a number that does not tell the address."</li>
                <li>"A journal of what you did and when, which other staff can read. It stays when you leave."</li>
            </ul>
        </main>
    }
}

/// What the coalition adds, before what the program tells of itself.
fn in_own_words(text: &str, site: &str) -> AnyView {
    view! {
        <h2>{format!("From {site}")}</h2>
        <div class="prose" dir="auto" inner_html=markdown::html(text, 2)></div>
        <p class="lead">"And this is what the program behind these pages does."</p>
    }
    .into_any()
}
