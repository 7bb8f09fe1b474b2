//! The stylesheet: the files of `style/` one after the other, unchanged.
//!
//! Each file wraps itself in its cascade layer, so this order settles only what the layers leave
//! open. Nothing is minified: compressed, it would save a few hundred bytes.

use std::{fs, path::Path};

use anyhow::{Context, Result};

const ORDER: [&str; 10] = [
    "tokens.css",
    "base.css",
    "parts.css",
    "form.css",
    "pages.css",
    "event.css",
    "rsvp.css",
    "schedule.css",
    "letterhead.css",
    "print.css",
];

/// What only the pages for staff need.
const FOR_STAFF: [&str; 6] =
    ["staff.css", "lists.css", "table.css", "records.css", "editor.css", "mail.css"];

/// Declares the layers' order; it may be missing when `tokens.css` does so.
const LAYERS: &str = "layers.css";

pub fn joined(folder: &Path) -> Result<String> {
    let mut sheet = fs::read_to_string(folder.join(LAYERS)).unwrap_or_default();
    append(&mut sheet, folder, &ORDER)?;
    Ok(sheet)
}

/// The sheet that the pages for staff load after the other.
pub fn for_staff(folder: &Path) -> Result<String> {
    let mut sheet = String::new();
    append(&mut sheet, folder, &FOR_STAFF)?;
    Ok(sheet)
}

fn append(sheet: &mut String, folder: &Path, names: &[&str]) -> Result<()> {
    for name in names {
        let file = folder.join(name);
        let part = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        sheet.push_str(&part);
        if !sheet.ends_with('\n') {
            sheet.push('\n');
        }
    }
    Ok(())
}

#[cfg(test)]
mod checks {
    use std::fs;

    use super::{ORDER, joined};
    use crate::tools::scratch;

    #[test]
    fn parts_stand_in_order_and_none_may_be_missing() {
        let folder = scratch("styles");
        for name in ORDER.iter().rev() {
            fs::write(folder.join(name), format!("/* {name} */")).expect("a file");
        }
        let sheet = joined(&folder).expect("all parts");
        let places: Vec<_> = ORDER.iter().map(|name| sheet.find(name)).collect();
        assert!(places.is_sorted() && places[0].is_some(), "{sheet}");

        fs::remove_file(folder.join("pages.css")).expect("removed");
        let error = joined(&folder).expect_err("a part is missing");
        assert!(format!("{error:#}").contains("pages.css"), "{error:#}");
    }
}
