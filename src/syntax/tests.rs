//! Broken files, with what each mistake must be called.

use super::*;
use std::collections::BTreeMap;

/// Reads the built-in project with some files replaced; gives `check @ text under the span`.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect();
    let (project, diagnostics) = read(&World::memory(files), &Wanted::Made);
    let mut found: Vec<String> = diagnostics
        .iter()
        .map(|d| format!("{} @ {}", d.check.name, project.sources.slice(d.span).unwrap_or("-").lines().next().unwrap_or("")))
        .collect();
    found.sort();
    found
}

const HEAD: &str = r#"
[project]
name = "Test"
[[make]]
content = "page"
formats = ["flyer-letter"]
orgs = "all"
"#;

#[test]
fn eight_mistakes_of_one_file_are_all_found_in_one_run() {
    let page = r#"
title = "Page"
language = "en"
audience = "everyone"

[text.headline]
ful = "Words"

[list.rules]
headng = "Rules"
items = "one"

[quote.definition]
says = 12
by = "Somebody"

[stat.cases]
label = "cases"
values = { 2015 = "seven", 2022 = 106 }
source = "Somebody"
as_of = "2022-12-31"
review_by = 2027-01-31

[qr.report]
label = "Report"

[txet.lead]
full = "Words"
"#;
    let found = found(&[("handbill.toml", HEAD), ("content/page.toml", page)]);
    assert_eq!(
        found,
        [
            "bad-date @ \"2022-12-31\"",
            "bad-value @ \"everyone\"",
            "missing-key @ headline",
            "missing-key @ report",
            "unknown-key @ ful",
            "unknown-key @ headng",
            "unknown-key @ txet",
            "wrong-type @ \"one\"",
            "wrong-type @ \"seven\"",
            "wrong-type @ 12",
        ]
    );
}

#[test]
fn the_samples_are_read_without_a_complaint() {
    let page = include_str!("../../content/who-helps.toml");
    let head = HEAD.replace("page", "who-helps");
    assert_eq!(found(&[("handbill.toml", &head), ("content/who-helps.toml", page)]), Vec::<String>::new());
}

#[test]
fn every_built_in_file_is_read_without_a_complaint() {
    let files = crate::world::builtin_files().iter().map(|file| (file.path.to_string(), file.bytes().to_vec())).collect();
    let (project, diagnostics) = read(&World::memory(files), &Wanted::Everything);
    let messages: Vec<String> =
        diagnostics.iter().map(|d| crate::diag::render(d, &project.sources, crate::diag::Format::Short, false)).collect();
    assert_eq!(messages, Vec::<String>::new());
    assert!(!project.themes.is_empty() && !project.formats.is_empty() && !project.orgs.is_empty());
}

#[test]
fn only_the_first_syntax_error_of_a_file_is_shown() {
    assert_eq!(found(&[("handbill.toml", "[project\nname = \n x = = 2")]).len(), 1);
}
