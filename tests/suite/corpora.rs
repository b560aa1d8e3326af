//! What fuzzing keeps: every file of `fuzz/corpus/` goes through the entry point of its target, and none may panic.

#[path = "../../fuzz/entry.rs"]
mod entry;

use std::path::Path;

/// Gives each file of a target's corpus to its entry point.
fn run(target: &str, entry: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = std::fs::read_dir(&folder).expect("a target has a corpus");
    let mut paths: Vec<_> = files.map(|file| file.expect("the folder can be read").path()).collect();
    paths.sort();
    assert!(paths.len() > 4, "{} has seeds", folder.display());
    for path in paths {
        println!("{}", path.display());
        entry(&std::fs::read(&path).expect("a seed can be read"));
    }
}

#[test]
fn tables() {
    run("table", entry::table);
}

#[test]
fn projects() {
    run("project", entry::project);
}

#[test]
fn drawings() {
    run("svg", entry::svg);
}

#[test]
fn contents_of_pages() {
    run("content", entry::content);
}

#[test]
fn whole_pdfs() {
    run("pdf", entry::pdf);
}
