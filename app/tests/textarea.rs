//! Leptos puts the text of a `textarea` into the page unescaped: only one file may write one.

use std::path::{Path, PathBuf};

#[test]
fn textareas_are_written_in_one_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    collect(&root.join("islands/src"), &mut files);
    let writers: Vec<_> = files
        .into_iter()
        .filter(|file| std::fs::read_to_string(file).expect("a source file").contains("<textarea"))
        .collect();
    assert_eq!(writers, [root.join("src/ui/field.rs")]);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
