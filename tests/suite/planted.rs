//! Four projects as people write them, in which nothing is wrong, and single mistakes planted in them: each is named, at its place.

use crate::harness::project::{Project, files_of};
use crate::harness::source::root;
use std::collections::BTreeMap;
use std::fs;

fn planted(name: &str) -> Project {
    let project = Project::empty();
    let from = root().join("tests/planted").join(name);
    for file in files_of(&from) {
        let text = fs::read_to_string(from.join(&file)).expect("a text");
        project.write(file.to_str().expect("a path in UTF-8"), &text);
    }
    project
}

/// Errors and warnings, each with its file.
fn said(project: &Project) -> Vec<String> {
    let ran = project.run(&["check", "--message-format", "short", "--as-of", "2026-11-28"]);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran.stderr.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).map(str::to_string).collect()
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("tests/planted").join(file)).expect("a list");
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| row.split('\t').map(str::to_string).collect()).collect()
}

#[test]
fn nothing_is_said_of_the_projects() {
    for name in ["clinic", "fair", "films", "shelter"] {
        assert_eq!(said(&planted(name)), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn each_mistake_is_named() {
    let mut projects: BTreeMap<String, Project> = BTreeMap::new();
    let mut silent = Vec::new();
    for row in rows("mistakes.txt") {
        let [check, name, file, right, wrong] = &row[..] else { panic!("{row:?} has not five parts") };
        let project = projects.entry(name.clone()).or_insert_with(|| planted(name));
        let whole = project.text(file);
        assert!(whole.contains(right), "{file} has no {right:?}");
        project.write(file, &whole.replacen(right, wrong, 1));
        let found = said(project);
        project.write(file, &whole);
        if !found.iter().any(|line| line.contains(&format!("[{check}]"))) {
            silent.push((wrong.clone(), found));
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn what_is_meant_so_is_let_be() {
    let project = planted("shelter");
    let (file, right) = ("content/help.toml", "Something has changed? Write to office@lantern.example.org.");
    let whole = project.text(file);
    for row in rows("meant.txt") {
        project.write(file, &whole.replacen(right, &row[0], 1));
        assert_eq!(said(&project), Vec::<String>::new(), "{row:?}");
    }
}
