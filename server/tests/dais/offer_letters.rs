//! What letters say of offers, of parties, and of what a colleague handed over.

use chrono::TimeDelta;

use crate::harness::{Dais, Kind, a_briefing};

/// Ada had the only seat and gave it up; Ben, for whom Dana replied, is next.
async fn with_an_offer(dais: &Dais) {
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    dais.guest("Ada").replies(&event).await.leads_to();
    let ben = dais.guest("Ben").typing("scheduler-name", "Dana Example");
    ben.typing("scheduler-email", "dana@example.org").replies(&event).await.leads_to();
    dais.own_page_of("Ben").await.allows_copies().await;
    let page = dais.last_letter_to("ada@example.org").await.own_page();
    dais.post::<&str, &str>(&format!("{page}/cancel"), &[]).await.leads_to();
}

#[tokio::test]
async fn an_offer_tells_both_until_when_and_brings_no_entry() {
    let dais = Dais::start().await;
    with_an_offer(&dais).await;
    let letters = [
        dais.last_letter_to("ben@example.org").await,
        dais.last_letter_to("dana@example.org").await,
    ];
    for letter in &letters {
        assert_eq!(letter.kind(), Kind::Offered);
        assert!(letter.calendar_text().is_none());
        for line in [
            "A seat has come free, and it is yours if you take it.",
            "We hold it for you until Friday, April 2, 2027, 10:00 am ET.",
        ] {
            assert!(letter.lines().contains(&line.to_owned()), "{}", letter.plain());
        }
        assert!(!letter.plain().to_lowercase().contains("waiting"));
        dais.get(&letter.own_page()).await.page_with(200);
    }
    assert!(letters[1].lines()[0].starts_with("This is a copy for you:"));
}

#[tokio::test]
async fn an_offer_goes_out_at_once_and_never_after_its_end() {
    let dais = Dais::start().await;
    with_an_offer(&dais).await;
    // However many letters the address had.
    let held_up = "SELECT count(*) FROM letter WHERE kind = 'offered' AND due_at > written_at";
    assert_eq!(dais.number(held_up).await, 0);
    dais.wait(TimeDelta::hours(24) + TimeDelta::seconds(1));
    dais.post_round().await;
    let offers = "SELECT outcome FROM letter WHERE kind = 'offered'";
    assert_eq!(dais.texts(offers).await, ["too_late", "too_late"]);
    let kinds = dais.letters_to("ben@example.org").into_iter().map(|letter| letter.kind());
    assert_eq!(kinds.collect::<Vec<_>>(), [Kind::Waiting]);

    let owner = dais.owner().await;
    let page = owner.get("/staff/letters?state=failed").await.page_with(200);
    page.tells("Too late: what it offers has run out");
    page.tells("Seat offered, copy");
    let id = dais.number("SELECT min(id) FROM letter WHERE kind = 'offered'").await;
    let again = owner.post::<&str, &str>(&format!("/staff/letters/{id}/retry"), &[]).await;
    again.page_with(409).tells("The offer has ended: this letter would come too late.");
}

#[tokio::test]
async fn a_party_reads_whose_its_seats_are() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("rsvp.largest_party", 4)).await;
    let ada = dais.guest("Ada").typing("guest-1", "Ben Example").typing("guest-2", "Cleo O’Neill");
    ada.replies(&event).await.leads_to();
    let letter = dais.last_letter_to("ada@example.org").await;
    let lines = letter.lines();
    assert!(
        lines.contains(&"3 seats: yours, Ben Example and Cleo O’Neill".to_owned()),
        "{lines:#?}"
    );
    assert!(lines.iter().any(|line| line.starts_with("Your seats are confirmed.")));
    let dan = dais.guest("Dan").typing("guest-1", "Go to evil.example");
    dan.replies(&event).await.leads_to();
    let letter = dais.last_letter_to("dan@example.org").await;
    assert!(letter.lines().contains(&"2 seats".to_owned()), "{}", letter.plain());
    assert!(!letter.plain().contains("evil") && !letter.html().contains("evil"));
}

#[tokio::test]
async fn who_has_a_seat_from_a_colleague_reads_whose() {
    for (name, line) in [
        ("Ada Example", "Ada Example handed their seat to you."),
        ("Go to evil.example", "A colleague handed their seat to you."),
    ] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        dais.guest("Ada").typing("name", name).replies(&event).await.leads_to();
        dais.guest("Cora").replies(&event).await.leads_to();
        dais.tampers("UPDATE rsvp SET handed_by = 1 WHERE email LIKE 'cora%'").await;
        let letter = dais.last_letter_to("cora@example.org").await;
        assert!(letter.lines().contains(&line.to_owned()), "{}", letter.plain());
        let letter = dais.last_letter_to("ada@example.org").await;
        assert!(!letter.plain().contains("handed"));
    }
}
