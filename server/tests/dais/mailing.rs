//! Letters to groups: exactly those of the list, each by itself, never twice, and no further than staff
//! want.

mod after;
mod announcements;
mod in_hand;
mod sending;
mod withdrawn;
mod written;

use crate::harness::{Answer, Colleague, Dais, Event, Page};

/// The number of an event.
pub async fn number(dais: &Dais, event: &Event) -> i64 {
    dais.number(&format!("SELECT id FROM event WHERE slug = '{}'", event.slug)).await
}

/// Every errand that is due is done.
pub async fn errands(dais: &Dais) {
    while domain::errand::round(&dais.desk).await.expect("a round") > 0 {}
}

/// Letters of groups, as they stand: `sent`, `stopped`, `open`.
pub async fn outcomes(dais: &Dais) -> Vec<String> {
    let sql =
        "SELECT coalesce(outcome, 'open') FROM letter WHERE kind = 'group' ORDER BY recipient";
    dais.texts(sql).await
}

/// To whom letters of groups were written.
pub async fn addressed(dais: &Dais) -> Vec<String> {
    dais.texts("SELECT recipient FROM letter WHERE kind = 'group' ORDER BY recipient").await
}

/// A letter to a group in the hands of staff.
pub struct Mailing<'a> {
    pub staff: &'a Colleague<'a>,
    pub path: String,
}

impl<'a> Mailing<'a> {
    /// Writes one on the page for it; the form holds whom the address asks for.
    pub async fn written(
        staff: &'a Colleague<'a>,
        event_id: i64,
        query: &str,
        typed: &[(&str, &str)],
    ) -> Self {
        let page = staff.get(&format!("/staff/events/{event_id}/mail/new{query}")).await;
        let form = page.page_with(200).form("form[action$='/mail/new']");
        let words = [("subject", "Bring a photo ID"), ("body", "Dear {name}, see {rsvp_link}")];
        let words = words.into_iter().filter(|(name, _)| typed.iter().all(|(one, _)| one != name));
        let typed: Vec<_> = words.chain(typed.iter().copied()).collect();
        let to = staff.fills(&form, &typed).await.leads_to();
        let path = to.split('?').next().expect("a path").to_owned();
        Self { staff, path }
    }

    pub async fn page(&self) -> Page {
        self.staff.get(&self.path).await.page_with(200)
    }

    /// Presses the button at this part of the address, as the page has its form.
    pub async fn presses(&self, deed: &str) -> Answer {
        let form = self.page().await.form(&format!("form[action$='/{deed}']"));
        self.staff.fills(&form, &[]).await
    }

    /// The same, whether the page shows the button or not.
    pub async fn forces(&self, deed: &str) -> Answer {
        self.staff.post(&format!("{}/{deed}", self.path), &[("seen", "")]).await
    }

    pub async fn sends(&self) {
        assert!(self.presses("send").await.leads_to().ends_with("done=sent"));
    }

    /// Names of those who get it, as the page lists them.
    pub async fn people(&self) -> Vec<String> {
        let page = self.page().await;
        let names = page.all("#people table tbody td:first-child a");
        names.iter().map(|name| name.text().collect::<String>().trim().to_owned()).collect()
    }
}

/// Guests by name, who have all replied and read their letters.
pub async fn guests(dais: &Dais, event: &Event, names: &[&str]) {
    for name in names {
        dais.guest(name).replies(event).await.leads_to();
    }
    dais.post_round().await;
}

/// RSVPs straight into the table: `guest1@example.org` and so on.
pub async fn crowd(dais: &Dais, event_id: i64, number: i64) {
    let rows: Vec<String> = (1..=number)
        .map(|n| {
            format!(
                "({event_id}, 'guest{n}@example.org', '', 'Guest {n}', 'seated', 'uid{event_id}-{n}', \
                 false, {n}, 0, 0, '2027-04-01T14:00:00+00:00', '2027-04-01T14:00:00+00:00', 'guest {n}')"
            )
        })
        .collect();
    for rows in rows.chunks(1_000) {
        let columns = "event_id, email, who, name, standing, uid, online, turn, sequence, occurrence, \
            replied_at, changed_at, found_by";
        dais.tampers(&format!("INSERT INTO rsvp ({columns}) VALUES {}", rows.join(", "))).await;
    }
}
