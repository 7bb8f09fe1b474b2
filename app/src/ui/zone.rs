//! The choice of a time zone: the United States first, then places of the world.

use domain::time::zone_groups;
use leptos::prelude::*;

use crate::ui::control::Asked;

/// The control. A value outside of the list, be it a zone or none, stays and is shown as it is.
pub fn zone(asked: &Asked) -> AnyView {
    control(asked, "Not said: Eastern time", false)
}

/// The same where none may be known, and that can be chosen again.
pub fn zone_or_none(asked: &Asked) -> AnyView {
    control(asked, "Not known", true)
}

fn control(asked: &Asked, unsaid: &str, may_be_none: bool) -> AnyView {
    let groups = zone_groups();
    let known = groups.iter().flat_map(|group| &group.zones);
    let known = known.into_iter().any(|(zone, _)| zone.to_string() == asked.value);
    let words = if asked.value.is_empty() { unsaid } else { &asked.value };
    let own = (!known).then(|| option(asked.value.clone(), words.to_owned(), true));
    let none = (may_be_none && !asked.value.is_empty())
        .then(|| option(String::new(), unsaid.to_owned(), false));
    let groups = groups.into_iter().map(|group| {
        let zones = group.zones.into_iter().map(|(zone, words)| {
            let value = zone.to_string();
            let chosen = value == asked.value;
            option(value, words, chosen)
        });
        view! { <optgroup label=group.name>{zones.collect_view()}</optgroup> }
    });
    let control = view! {
        <select
            id=asked.name.clone()
            name=asked.name.clone()
            autocomplete="off"
            aria-invalid=asked.invalid()
            aria-describedby=asked.described()
            autofocus=asked.focus
        >
            {none}
            {own}
            {groups.collect_view()}
        </select>
    };
    asked.around(false, control.into_any())
}

fn option(value: String, words: String, chosen: bool) -> AnyView {
    view! {
        <option value=value selected=chosen>
            {words}
        </option>
    }
    .into_any()
}
