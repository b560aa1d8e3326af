//! Sizes of type: at most five on a face, in every theme, whatever it says.

use crate::harness::judge::utf8;
use crate::harness::project::{Project, files_of};
use crate::harness::source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const MOST: usize = 5;
const THEMES: [&str; 8] = ["park", "witness", "grid", "signal", "almanac", "civic", "bold", "quiet"];

/// An example in a folder of its own that makes these contents in these formats and all themes.
fn in_all_themes(example: &str, makes: &[(&str, &str)], formats: &[&str]) -> Project {
    let project = Project::empty();
    let from = source::root().join("examples").join(example);
    for path in files_of(&from).into_iter().filter(|p| p.starts_with("content")) {
        project.write(utf8(&path), &fs::read_to_string(from.join(&path)).expect("the example is text"));
    }
    let mut order = "[project]\nname = \"Sizes\"\n[defaults]\nlanguages = [\"en\"]\npurpose = \"office\"\noutput = \"out/{theme}/{content}-{format}-{lang}.pdf\"\n".to_string();
    for theme in THEMES {
        for (content, orgs) in makes {
            order += &format!("[[make]]\ncontent = \"{content}\"\nformats = {formats:?}\norgs = {orgs}\ntheme = \"{theme}\"\n");
        }
    }
    project.write("handbill.toml", &order);
    project
}

/// The sizes of type on each face that is made.
fn sizes_of_faces(project: &Project) -> BTreeMap<String, BTreeSet<String>> {
    let dump = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    let mut faces: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut product, mut face) = ("", String::new());
    for line in dump.lines() {
        if let Some(path) = line.strip_prefix("# ") {
            product = path;
        } else if let Some(name) = line.strip_prefix("        name: ") {
            face = format!("{product} {name}");
            faces.entry(face.clone()).or_default();
        } else if let Some(size) = line.trim_start().strip_prefix("size: ").and_then(|rest| rest.strip_suffix("pt,")) {
            faces.entry(face.clone()).or_default().insert(size.to_string());
        }
    }
    faces
}

fn at_most_five(project: &Project, faces: usize) {
    let found = sizes_of_faces(project);
    assert!(found.len() >= faces, "{} faces", found.len());
    let silent: Vec<_> = found.iter().filter(|(_, sizes)| sizes.is_empty()).map(|(face, _)| face).collect();
    assert!(silent.is_empty(), "no type is counted on {silent:?}");
    let over: Vec<_> = found.iter().filter(|(_, sizes)| sizes.len() > MOST).collect();
    assert!(over.is_empty(), "{} of {} faces: {over:#?}", over.len(), found.len());
}

/// Sheets with the most kinds of words, and those whose panels are laid out one by one.
#[test]
fn the_example_has_five_sizes_a_face() {
    let formats = ["flyer-letter", "poster-11x17", "wallet-card", "rack-card", "tri-fold-letter", "pull-tab"];
    at_most_five(&in_all_themes("every-format", &[("know-the-signs", "\"all\"")], &formats), 72);
}

/// Also those whose panels are laid out one by one.
#[test]
fn any_subject_has_five_sizes_a_face() {
    let makes = [("job-fair", "[\"works\"]"), ("flu-clinic", "[\"health\"]"), ("language-class", "[\"school\"]")];
    at_most_five(&in_all_themes("topics", &makes, &["half-letter", "poster-11x17", "table-tent"]), 60);
}

/// Lists of a poster are read from two steps away, and five sizes are not had by setting copy smaller.
#[test]
fn lists_of_posters_are_large() {
    let project = in_all_themes("every-format", &[("know-the-signs", "\"all\"")], &["poster-11x17"]);
    let dump = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    let items: Vec<_> = dump
        .split("\n# ")
        .map(|product| {
            let runs = product.split("GlyphRun {").skip(1);
            let is_item = |run: &&str| run.contains("text: \"Cannot come and go freely\"");
            let item = runs.filter(is_item).find_map(|run| run.split_once("size: ")?.1.split_once("pt,")?.0.parse::<f64>().ok());
            (product.lines().next().unwrap_or_default(), item)
        })
        .collect();
    assert_eq!(items.len(), THEMES.len());
    let small: Vec<_> = items.iter().filter(|(_, item)| item.is_none_or(|size| size < 20.0)).collect();
    assert!(small.is_empty(), "items under 20 pt: {small:?}");
}
