//! The languages of letters. A language is a folder of templates, a file that names the folder, and a
//! line below; what a folder lacks is taken from the folders that its file names after it.

use askama::Template as _;

use super::{Facts, Kind, Phrase, typed};
use crate::change::News;

/// Declares the languages: name, module, BCP 47 tag, the file that names its folders.
macro_rules! languages {
    ($($(#[$only:meta])* $name:ident, $module:ident, $tag:literal, $config:literal;)*) => {
        /// A language that letters can be written in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Language {
            $($(#[$only])* #[doc = $tag] $name,)*
        }

        impl Language {
            /// All there are, with their tags.
            const ALL: &[(Self, &str)] = &[$($(#[$only])* (Self::$name, $tag),)*];

            /// The letter's own subject, without title, day and room.
            pub(super) fn subject(self, letter: Letter<'_>) -> Result<String, askama::Error> {
                match self { $($(#[$only])* Self::$name => $module::Subject::from(letter).render(),)* }
            }

            /// The plain part.
            pub(super) fn text(self, letter: Letter<'_>) -> Result<String, askama::Error> {
                match self { $($(#[$only])* Self::$name => $module::Text::from(letter).render(),)* }
            }

            /// The HTML part.
            pub(super) fn html(self, letter: Letter<'_>) -> Result<String, askama::Error> {
                match self { $($(#[$only])* Self::$name => $module::Html::from(letter).render(),)* }
            }

            /// A few words, which stand in a line.
            pub(super) fn phrase(
                self,
                phrase: Phrase<'_>,
                facts: &Facts,
            ) -> Result<String, askama::Error> {
                match self {
                    $($(#[$only])* Self::$name => $module::Phrases { phrase, facts }.render(),)*
                }
            }

            /// A letter's own words as staff would type them; of a changed event, with these news.
            pub(super) fn standard(self, kind: Kind, news: News) -> Result<String, askama::Error> {
                match self {
                    $($(#[$only])* Self::$name => $module::Standard { kind, news }.render(),)*
                }
            }

            /// What is different about an event, for the plain part and the HTML part.
            pub(super) fn changes(self, facts: &Facts) -> Result<(String, String), askama::Error> {
                match self {
                    $($(#[$only])* Self::$name => Ok((
                        $module::ChangesText { facts }.render()?,
                        $module::ChangesHtml { facts }.render()?,
                    )),)*
                }
            }
        }

        $($(#[$only])* mod $module {
            use askama::Template;

            use super::super::{Facts, Kind, Phrase, typed};
            use super::Letter;
            use crate::change::News;
            use crate::rsvp::Standing;

            #[derive(Template)]
            #[template(path = "subject.txt", config = $config)]
            pub struct Subject<'a> {
                kind: Kind,
                facts: &'a Facts,
            }

            impl<'a> From<Letter<'a>> for Subject<'a> {
                fn from(letter: Letter<'a>) -> Self {
                    Self { kind: letter.kind, facts: letter.facts }
                }
            }

            #[derive(Template)]
            #[template(path = "letter.txt", config = $config)]
            pub struct Text<'a> {
                kind: Kind,
                facts: &'a Facts,
                typed: Option<&'a typed::Body>,
            }

            impl<'a> From<Letter<'a>> for Text<'a> {
                fn from(letter: Letter<'a>) -> Self {
                    Self { kind: letter.kind, facts: letter.facts, typed: letter.typed }
                }
            }

            #[derive(Template)]
            #[template(path = "letter.html", config = $config)]
            pub struct Html<'a> {
                kind: Kind,
                facts: &'a Facts,
                typed: Option<&'a typed::Body>,
                subject: &'a str,
            }

            impl<'a> From<Letter<'a>> for Html<'a> {
                fn from(letter: Letter<'a>) -> Self {
                    let Letter { kind, facts, typed, subject } = letter;
                    Self { kind, facts, typed, subject }
                }
            }

            #[derive(Template)]
            #[template(path = "phrases.txt", config = $config)]
            pub struct Phrases<'a> {
                pub phrase: Phrase<'a>,
                pub facts: &'a Facts,
            }

            #[derive(Template)]
            #[template(path = "typed/standard.txt", config = $config)]
            pub struct Standard {
                pub kind: Kind,
                pub news: News,
            }

            #[derive(Template)]
            #[template(path = "typed/changes.txt", config = $config)]
            pub struct ChangesText<'a> {
                pub facts: &'a Facts,
            }

            #[derive(Template)]
            #[template(path = "typed/changes.html", config = $config)]
            pub struct ChangesHtml<'a> {
                pub facts: &'a Facts,
            }
        })*
    };
}

languages! {
    English, en, "en", "templates/en.toml";
    #[cfg(test)] Mirrored, mirrored, "x-mirrored", "tests/letters/mirrored.toml";
}

/// What a letter is written from.
#[derive(Clone, Copy)]
pub(super) struct Letter<'a> {
    pub kind: Kind,
    pub facts: &'a Facts,
    /// Words of staff in place of the letter's own.
    pub typed: Option<&'a typed::Body>,
    /// The finished subject, for the HTML part.
    pub subject: &'a str,
}

#[expect(
    clippy::derivable_impls,
    reason = "the list's macro would give the attribute to the module as well"
)]
impl Default for Language {
    fn default() -> Self {
        Self::English
    }
}

impl Language {
    /// The language of a BCP 47 tag (RFC 5646) as far as letters know it: `en-GB` is English, and so is
    /// everything that has no folder.
    pub fn of(tag: &str) -> Self {
        let is = |known: &str| {
            let rest = tag.get(..known.len()).filter(|start| start.eq_ignore_ascii_case(known));
            rest.is_some() && matches!(tag.as_bytes().get(known.len()), None | Some(b'-'))
        };
        let known = Self::ALL.iter().find(|(_, known)| is(known));
        known.map_or_else(Self::default, |(language, _)| *language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::{Typed, write, write_typed};
    use crate::rsvp::Standing;

    fn facts() -> Facts {
        Facts {
            language: Language::Mirrored,
            title: "Hours in the Field".into(),
            guest: Some("Ada Example".into()),
            seats: 2,
            rsvp_link: "https://dais.example.org/r/s3cr3t".into(),
            ..Facts::default()
        }
    }

    #[test]
    fn a_tag_finds_its_language_and_everything_else_is_english() {
        for (tag, language) in [
            ("en", Language::English),
            ("EN-gb", Language::English),
            ("x-mirrored", Language::Mirrored),
            ("x-mirrored-2", Language::Mirrored),
            ("x-mirroredness", Language::English),
            ("es", Language::English),
            ("é", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }

    #[test]
    fn a_folder_is_a_language_and_what_it_lacks_is_english() {
        let words = write(Kind::Confirmed, &facts()).expect("words");
        assert!(words.subject.starts_with("demrifnoC: Hours"), "{}", words.subject);
        assert!(words.text.starts_with("Hello Ada Example,\n\ndemrifnoc era staes ruoY\n"));
        assert!(words.text.contains("See, change or cancel your RSVP:"), "{}", words.text);
        let english = Facts { language: Language::English, ..facts() };
        let words = write(Kind::Confirmed, &english).expect("words");
        assert!(words.subject.starts_with("Confirmed: ") && words.text.contains("Your seats are"));
        let typed = Typed { subject: String::new(), body: "{seats} {standing}".into() };
        let standing = Some(Standing::Seated);
        let facts = Facts { standing, ..facts() };
        let words = write_typed(Kind::Confirmed, &facts, Some(&typed)).expect("words");
        assert!(words.text.contains("\n2 staes demrifnoc era staes ruoY\n"), "{}", words.text);
    }
}
