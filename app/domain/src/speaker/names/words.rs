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
        let is_letter = sign.is_alphanumeric();
        match spans.last_mut().filter(|_| open && is_letter) {
            Some(span) => {
                span.end = end;
                span.word.push_str(&plain(sign));
            }
            None if is_letter => spans.push(Span { start: at, end, word: plain(sign) }),
            None => {}
        }
        open = is_letter;
    }
    spans
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
    let latin = slug::slugify(sign.to_string());
    if latin.is_empty() { sign.to_lowercase().collect() } else { latin }
}

pub(super) fn words(text: &str) -> Vec<String> {
    spans(text).into_iter().map(|span| span.word).collect()
}
