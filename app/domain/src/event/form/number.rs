//! Whole numbers as people type them.

use super::typed::Typed;
use crate::error::Slip;

/// What stands in a control; nothing typed says nothing. What is no whole number slips with `why`.
pub(super) fn number(
    typed: &Typed,
    name: &'static str,
    kept: Option<i64>,
    why: &'static str,
    slips: &mut Vec<Slip>,
) -> Option<i64> {
    if typed.is_unchanged(&[name]) {
        return kept;
    }
    let raw = Some(typed.get(name)).filter(|raw| !raw.is_empty())?;
    let number = raw.parse().ok().filter(|_| raw.bytes().all(|b| b.is_ascii_digit()));
    if number.is_none() {
        slips.push(Slip::new(name, why));
    }
    number
}
