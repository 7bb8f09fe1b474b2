//! The words of a text as they are compared: without case, accents and what nobody sees.

/// A word of a text: where it stands, and in small letters.
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
    pub word: String,
}

pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        if is_unseen(sign) {
            if let Some(span) = spans.last_mut().filter(|_| open) {
                span.end = end;
            }
            continue;
        }
        let (is_letter, alone) = (sign.is_alphanumeric(), is_without_spaces(sign));
        match spans.last_mut().filter(|_| open && is_letter && !alone) {
            Some(span) => {
                span.end = end;
                span.word.push_str(&plain(sign));
            }
            None if is_letter => spans.push(Span { start: at, end, word: plain(sign) }),
            None => {}
        }
        open = is_letter && !alone;
    }
    spans
}

/// Whether it belongs to a script that puts no spaces between words, or joins particles to names: there each
/// sign counts as a word. Thai, Lao, Burmese, Khmer, Korean, Japanese, Chinese.
fn is_without_spaces(sign: char) -> bool {
    matches!(sign, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Accents written as signs of their own, and what breaks words or joins them without being seen.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A letter without its accents, as a small one of the Latin alphabet where there is one.
fn plain(sign: char) -> String {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase().to_string();
    }
    if is_without_spaces(sign) {
        return sign.to_string();
    }
    let latin = slug::slugify(sign.to_string());
    if latin.is_empty() { sign.to_lowercase().collect() } else { latin }
}

pub(super) fn words(text: &str) -> Vec<String> {
    spans(text).into_iter().map(|span| span.word).collect()
}
