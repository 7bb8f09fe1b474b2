//! Facts as lines: what other people wrote must not add lines, links or hidden direction marks to
//! a letter of ours.

/// One line: control characters become spaces, marks that turn the direction of what follows are
/// dropped, and a web address loses its scheme, since the only links in a letter are our own.
pub(super) fn line(raw: &str) -> String {
    let spaced: String = raw.chars().filter(|&c| !turns_text(c)).map(spaced).collect();
    without_schemes(spaced).split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// [`line`], or nothing when there is nothing to say.
pub(super) fn some_line(raw: &str) -> Option<String> {
    Some(line(raw)).filter(|line| !line.is_empty())
}

/// Each as a [`line`], without the empty ones.
pub(super) fn lines<S: AsRef<str>>(raw: impl IntoIterator<Item = S>) -> Vec<String> {
    raw.into_iter().filter_map(|raw| some_line(raw.as_ref())).collect()
}

/// Tidies what a template left: no spaces at the end of a line, one empty line between paragraphs.
pub(super) fn paragraphs(rendered: &str) -> String {
    let mut tidy = String::with_capacity(rendered.len());
    for line in rendered.trim_start().lines().map(str::trim_end) {
        if !(line.is_empty() && tidy.ends_with("\n\n")) {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}

fn spaced(c: char) -> char {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }
}

/// The embeddings, overrides and isolates of Unicode Standard Annex 9; the plain marks that
/// right-to-left names need stay.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn without_schemes(mut text: String) -> String {
    while let Some(at) = text.find("://") {
        let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let start = text[..at].trim_end_matches(scheme).len();
        text.replace_range(start..at + 3, "");
    }
    text
}
