//! What is kept of a reply, for whom and for how long: what the program does, and no more.

use leptos::prelude::*;

use crate::context::desk;
use crate::ui::head::head;

/// `/privacy`
#[component]
pub fn Privacy() -> impl IntoView {
    let site = desk().site.name.clone();
    let about = format!("What {site} keeps when you reply to an invitation.");
    view! {
        {head("Privacy", "/privacy", Some(&about), "en")}
        <main id="main" class="page page-text">
            <h1>"Privacy"</h1>
            <p class="lead">
                "You can read everything here without telling anybody who you are. Only when you reply to an event is something about you kept, and only what you typed."
            </p>
            <h2>"What is kept when you reply"</h2>
            <ul>
                <li>"Your name and mail address, so that the hosts can expect you and write to you."</li>
                <li>
                    "What you chose to add: your office or organisation, job title, in what capacity you come, whether you come to the room or take part online, and what you need to take part."
                </li>
                <li>"When you replied and when you changed your reply, and the letters that were sent to you because of it."</li>
                <li>
                    "How long the form was open in your browser, and whether a field that people never see was filled in: signs of a reply made by a program. They never refuse anybody."
                </li>
            </ul>
            <p>
                "What you need to take part may say something about your health. Tell only what the hosts have to know to make it possible."
            </p>
            <h2>"What it is used for"</h2>
            <p>
                "To hold your place, to know who is coming, to arrange what you need, and to write to you about this event. Not for anything else, and it is not sold or given away."
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
            <h2>"No cookies, no tracking"</h2>
            <p>
                "These pages set no cookies, load nothing from other companies, and count no visitors by person. To keep the form usable under floods of requests, the server holds the network addresses that replies come from in its working memory for a short while."
            </p>
        </main>
    }
}
