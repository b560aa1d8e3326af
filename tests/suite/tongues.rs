//! Languages on paper: pseudo-locales, sheets from right to left, translations, several languages on one sheet.

use crate::harness::project::{Project, copy_example};
use crate::harness::run::{Ran, handbill};
use std::collections::BTreeSet;

const PSEUDO: [&str; 3] = ["en-XA", "ar-XB", "zh-XC"];

/// Words of the resolved document, as they will be set.
fn words(project: &Project, arguments: &[&str]) -> String {
    project.run(&[&["dump", "--stage", "resolve"], arguments].concat()).expect(0).stdout
}

#[test]
fn every_project_is_made_in_pseudo_locales() {
    let project = Project::small();
    for tag in PSEUDO {
        let ran = project.run(&["build", "--lang", tag]).expect(0);
        assert_eq!(ran.stdout.lines().count(), 4, "{}", ran.stdout);
        assert!(ran.stdout.contains(&format!("night-slip-{tag}.pdf")), "{}", ran.stdout);
        assert!(ran.stderr.ends_with("4 made\n"), "no word about {tag}: {}", ran.stderr);
    }
    assert_eq!(project.run(&["build"]).expect(0).stdout.lines().count(), 4, "they are made only when asked for");
    let unknown = project.run(&["build", "--lang", "en-XB"]).expect(2);
    assert!(unknown.stderr.contains("there is no language `en-XB`"), "{}", unknown.stderr);
}

#[test]
fn the_example_fits_in_pseudo_locales() {
    let project = Project::empty();
    copy_example(project.path());
    for tag in PSEUDO {
        let ran: Ran = handbill(project.path(), &["build", "--lang", tag, "--for", "office"]).expect(0);
        assert!(!ran.stderr.contains("error"), "{}", ran.stderr);
    }
}

/// A word without an accent has bypassed translation: all but names, numbers, addresses and codes.
#[test]
fn no_word_bypasses_translation() {
    let project = Project::empty();
    copy_example(project.path());
    let arguments = ["know-the-signs", "--lang", "en-XA", "--org", "no-logo-library", "--for", "office"];
    let dump = words(&project, &arguments);
    let texts: Vec<&str> = dump.lines().filter_map(|l| l.trim().strip_prefix("text: \"")?.strip_suffix("\",")).collect();
    assert!(texts.len() > 60, "the dump was not understood: {}", texts.len());
    let org = project.text("content/orgs/no-logo-library.toml");
    let names = format!("{org} {}", "HELP STOP Montana Department of Justice");
    let names: BTreeSet<&str> = names.split(|c: char| !c.is_alphanumeric()).collect();
    let plain = |word: &&str| word.chars().count() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let address = |token: &&str| token.contains(['@', '/']) || token.trim_end_matches('.').contains('.');
    let wrong: BTreeSet<&str> = texts
        .iter()
        .flat_map(|t| t.split_whitespace())
        .filter(|token| !address(token))
        .flat_map(|token| token.split(|c: char| !c.is_alphanumeric()))
        .filter(plain)
        .filter(|word| !names.contains(word))
        .collect();
    assert!(wrong.is_empty(), "no translator can reach {wrong:?}");
}
