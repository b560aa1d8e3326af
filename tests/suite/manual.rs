//! `docs/files.md` tells the truth: its examples are one project that can be made, and it names every key there is.

use crate::harness::project::Project;
use crate::harness::source::{self, rust_files};
use std::collections::BTreeSet;

const LAMP: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path fill="#245c3a" d="M5 3h10l3 9H2z"/><path fill="#a33b1f" d="M9 12h2v6H9z"/></svg>"##;

/// TOML blocks whose first line names their file.
fn examples(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
    blocks
        .map(|(block, _)| {
            let name = block.lines().next().and_then(|l| l.strip_prefix("# ")).expect("an example names its file");
            (name.to_string(), block.to_string())
        })
        .collect()
}

#[test]
fn the_examples_of_the_manual_are_made() {
    let project = Project::empty();
    let examples = examples(&source::text("docs/files.md"));
    assert!(examples.len() >= 9, "every kind of file has its example");
    for (path, text) in examples {
        project.write(&path, &text);
    }
    project.write("assets/lamp.svg", LAMP);
    let ran = project.run(&["build"]).expect(0);
    assert_eq!(ran.stdout.lines().count(), 5, "{}\n{}", ran.stdout, ran.stderr);
    let twice = "\n[[make]]\ncontent = \"night\"\nformats = [\"slip\"]\norgs = \"all\"\nscheme = \"slips-2up-letter\"\nlanguages = \"fr\"\n";
    project.write("handbill.toml", &project.text("handbill.toml").replace("[[make]]", &format!("{twice}[[make]]")));
    // There is no French content: the language file is read, and the words are missed.
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("missing-translation") && !ran.stderr.contains("languages/fr.toml"), "{}", ran.stderr);
}

/// Keys that the readers ask for, by their own calls.
fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let asks = [
        "text(\"",
        "texts(\"",
        "must(\"",
        "table(\"",
        "length(\"",
        "sides(\"",
        "pair(\"",
        "flag(\"",
        "date(\"",
        "whole(\"",
        "choice(\"",
        "number(\"",
        "number_in(\"",
        "get(\"",
        "size(&s, \"",
        "size(s, \"",
        "tracks(&s, \"",
        "one_or_more(&s, \"",
        "or(\"",
    ];
    for file in rust_files().iter().filter(|f| f.path.starts_with("src/syntax/") && !f.path.ends_with("reader.rs")) {
        for (_, line) in file.code() {
            for ask in asks {
                for (at, _) in line.match_indices(ask) {
                    let key: String = line[at + ask.len()..].chars().take_while(|c| *c != '"').collect();
                    let is_key = key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                    keys.extend(is_key.then_some(key));
                }
            }
        }
    }
    keys
}

#[test]
fn the_manual_names_every_key() {
    let page = source::text("docs/files.md");
    let words: BTreeSet<&str> = page.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let keys = keys();
    assert!(keys.len() > 90, "the readers were not understood: {keys:?}");
    let missing: Vec<&String> = keys.iter().filter(|k| !words.contains(k.as_str())).collect();
    assert!(missing.is_empty(), "docs/files.md does not name {missing:?}");
}
