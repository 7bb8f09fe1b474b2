//! The way from one page of a long list to the next.

use domain::leaf::Leaf;
use leptos::prelude::*;

/// Links to the pages before and after this one; nothing where there is only one.
///
/// `query` is what the address asks for besides the page.
pub fn pager(path: &str, query: &[(&str, &str)], leaf: Leaf) -> Option<AnyView> {
    if leaf.of == 1 {
        return None;
    }
    let before = (leaf.number > 1).then(|| {
        let href = address(path, query, leaf.number - 1);
        view! { <a rel="prev" href=href>"Previous page"</a> }
    });
    let after = (leaf.number < leaf.of).then(|| {
        let href = address(path, query, leaf.number + 1);
        view! { <a rel="next" href=href>"Next page"</a> }
    });
    Some(
        view! {
            <nav class="pager" aria-label="Pages">
                {before}
                <span>{format!("Page {} of {}", leaf.number, leaf.of)}</span>
                {after}
            </nav>
        }
        .into_any(),
    )
}

/// The path with everything of the query that says something, and the page unless it is the first.
pub fn address(path: &str, query: &[(&str, &str)], page: u64) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    pairs.extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()));
    if page > 1 {
        pairs.append_pair("page", &page.to_string());
    }
    // The one sign besides letters and digits that the encoding leaves as it is and a way back to
    // a page may not hold.
    let pairs = pairs.finish().replace('*', "%2A");
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{pairs}") }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_carries_what_was_asked_for_and_nothing_else() {
        let query = [("state", "failed"), ("q", "a&b=<c>"), ("who", "")];
        assert_eq!(
            address("/staff/letters", &query, 1),
            "/staff/letters?state=failed&q=a%26b%3D%3Cc%3E"
        );
        assert_eq!(address("/staff/journal", &[], 2), "/staff/journal?page=2");
        assert_eq!(address("/staff/journal", &[], 1), "/staff/journal");
    }
}
