//! The letter that lists all RSVPs of one address, which somebody asked for on a page.
//!
//! Anybody can ask for anybody's, so it greets nobody and says that nothing needs doing.

use askama::Template;

use super::greeting::greetable;
use super::subject::fitted_name;
use super::{Words, plain};
use crate::briefing::Stage;
use crate::rsvp::Standing;

/// What the letter tells. It holds live links, so it has no `Debug`.
pub struct Mine {
    /// The RSVPs, the soonest event first.
    pub owns: Vec<Own>,
    /// There are more, which this letter has no room for.
    pub more: bool,
    /// The subject tells nothing: somebody asked for that at one of them.
    pub discreet: bool,
    /// The name the coalition goes by.
    pub site: String,
    /// How personal data is treated.
    pub privacy_link: String,
}

/// One RSVP in it.
pub struct Own {
    /// The event's title.
    pub title: String,
    /// The event happens, and when: a fact each. Empty while it has no date.
    pub when: Vec<String>,
    /// Room, building and address, a fact each; `Online` for who takes part so.
    pub place: Vec<String>,
    /// Where the event stands in its life.
    pub stage: Stage,
    /// Whose RSVP it is, as typed.
    pub guest: String,
    /// Where it stands.
    pub standing: Standing,
    /// For a place online.
    pub online: bool,
    /// Seats of the party.
    pub seats: i64,
    /// The place in the waiting list, counted from one.
    pub place_in_line: Option<i64>,
    /// Until when an offered seat is held, in words.
    pub offered_until: Option<String>,
    /// The RSVP's own page.
    pub link: String,
}

#[derive(Template)]
#[template(path = "mine/letter.txt")]
struct Text<'a> {
    mine: &'a Mine,
}

#[derive(Template)]
#[template(path = "mine/letter.html")]
struct Html<'a> {
    mine: &'a Mine,
    subject: &'a str,
}

/// Writes the letter.
pub fn write_mine(mine: Mine) -> Result<Words, askama::Error> {
    let mine = &mine.plain();
    let subject = if mine.discreet {
        "Your appointments".to_owned()
    } else {
        fitted_name("Your RSVPs: ", &mine.site, "")
    };
    let text = plain::paragraphs(&Text { mine }.render()?);
    let html = plain::paragraphs(&Html { mine, subject: &subject }.render()?);
    Ok(Words { subject, text, html })
}

impl Mine {
    fn plain(self) -> Self {
        let owns = self.owns.into_iter().map(Own::plain).collect();
        Self { owns, site: plain::line(&self.site), ..self }
    }
}

impl Own {
    fn plain(self) -> Self {
        let guest = self.guest.trim();
        Self {
            title: plain::line(&self.title),
            when: plain::lines(&self.when),
            place: plain::lines(&self.place),
            guest: if greetable(guest) { plain::line(guest) } else { String::new() },
            ..self
        }
    }

    fn calls_off(&self) -> Option<&'static str> {
        match self.stage {
            Stage::Cancelled => Some("This event was cancelled."),
            Stage::Postponed => Some("This event was postponed."),
            Stage::Coming | Stage::UnderWay | Stage::Over => None,
        }
    }

    /// How it stands, in a sentence that fits the guest and who replied for them.
    fn stands(&self) -> String {
        let seats = self.seats();
        match (self.standing, &self.offered_until, self.place_in_line) {
            (Standing::Seated, ..) => format!("{seats} confirmed."),
            (Standing::Offered, Some(until), _) => {
                format!("{seats} held until {until}: open the link to take it, or to pass it on.")
            }
            (Standing::Offered, None, _) => format!("{seats} on offer: open the link to take it."),
            (Standing::Waiting, _, Some(place)) => {
                format!("On the waiting list, number {place} in line.")
            }
            (Standing::Waiting, ..) => "On the waiting list.".to_owned(),
            (Standing::Asked, ..) => "Requested: the hosts have not decided yet.".to_owned(),
            (Standing::GivenUp, ..) => "Cancelled.".to_owned(),
            (Standing::Cancelled, ..) => "Cancelled by the hosts.".to_owned(),
            (Standing::Lapsed, ..) => "The offer ran out.".to_owned(),
        }
    }

    fn seats(&self) -> String {
        match (self.online, self.seats) {
            (false, ..=1) => "Seat".to_owned(),
            (true, ..=1) => "Place".to_owned(),
            (false, seats) => format!("{seats} seats"),
            (true, seats) => format!("{seats} places"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mine, Own, write_mine};
    use crate::briefing::Stage;
    use crate::rsvp::Standing;

    fn own(guest: &str, standing: Standing) -> Own {
        Own {
            title: "Hours in the Field".into(),
            when: vec!["Tuesday, April 20, 2027".into()],
            place: vec!["Room 1300".into()],
            stage: Stage::Coming,
            guest: guest.into(),
            standing,
            online: false,
            seats: 1,
            place_in_line: (standing == Standing::Waiting).then_some(4),
            offered_until: None,
            link: format!("https://dais.example.org/r/{standing}"),
        }
    }

    #[test]
    fn the_list_of_ones_rsvps_has_a_link_for_each_and_says_how_it_stands() {
        let owns = Standing::ALL.map(|standing| own("Ada Example", standing));
        let evil = Own {
            title: "https://evil.example\nx".into(),
            link: "https://dais.example.org/r/8".into(),
            ..own("evil.com", Standing::Seated)
        };
        let mine = Mine {
            owns: owns.into_iter().chain([evil]).collect(),
            more: true,
            discreet: false,
            site: "Coalition for Harvests ".repeat(9),
            privacy_link: "https://dais.example.org/privacy".into(),
        };
        let words = write_mine(mine).expect("the templates render");
        assert!(words.subject.starts_with("Your RSVPs: Coalition for Harvests"));
        assert!(words.subject.chars().count() < 60, "{}", words.subject);
        let links: Vec<_> = words.text.lines().filter(|line| line.contains("://")).collect();
        assert_eq!(links.len(), 9);
        assert!(
            links.iter().all(|link| link.starts_with("https://dais.example.org/")),
            "{links:?}"
        );
        assert_eq!(words.html.matches("href=").count(), 9);
        for line in ["Seat confirmed.", "On the waiting list, number 4 in line.", "For Ada Example"]
        {
            assert!(words.text.lines().any(|one| one == line), "{line} in {}", words.text);
        }
        assert!(
            !words.text.contains("evil.com") && !words.text.contains("\n\n\n"),
            "{}",
            words.text
        );
    }
}
