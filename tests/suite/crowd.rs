//! The organizations that the benches measure: what they time must be what people would print.

#[path = "../../benches/crowd/mod.rs"]
mod generator;

use crate::harness::judge;
use crate::harness::project::Project;
use std::collections::BTreeSet;

/// So many that each script has its turn.
const SAMPLE: usize = 60;

#[test]
fn a_sample_of_the_crowd_is_made_in_twenty_scripts() {
    let scripts: BTreeSet<&str> = generator::printable().iter().map(|script| script.name).collect();
    assert_eq!(scripts.len(), 20, "{scripts:?}");
    assert_eq!(generator::unprintable(), ["Han", "Hangul", "Kana"], "the built-in fonts do not hold these");

    let project = Project::empty();
    generator::write(project.path(), SAMPLE);
    let ran = project.run(&["build", "--message-format", "short"]).expect(0);
    assert_eq!(ran.stdout.lines().count(), SAMPLE, "{}", ran.stderr);
    // The photograph is what the other programs get too.
    let warnings = ran.stderr.lines().filter(|l| l.contains("warning[") && !l.contains("warning[low-resolution]"));
    assert_eq!(warnings.count(), 0, "{}", ran.stderr);
    let reader = judge::judge("pdffonts");
    let mut families = BTreeSet::new();
    for path in ran.stdout.lines().filter(|_| reader.is_some()) {
        families.extend(judge::fonts(&project.path().join(path)).into_iter().map(|row| format!("{row:?}")));
    }
    let all = families.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    for family in [
        "Arabic",
        "Hebrew",
        "Bengali",
        "Tamil",
        "Telugu",
        "Gujarati",
        "Gurmukhi",
        "Thai",
        "Lao",
        "Khmer",
        "Myanmar",
        "Ethiopic",
        "Georgian",
        "Armenian",
        "Cherokee",
        "CanadianAboriginal",
    ] {
        assert!(reader.is_none() || all.contains(family), "no name was set in {family}: {all}");
    }

    // A name that needs a font of one's own says which.
    project.write(
        "content/orgs/han.toml",
        "name = \"晨光求助中心\"\nphone = \"(406) 555-0134\"\nweb = \"https://han.example.org/\"\n",
    );
    let ran = project.run(&["build", "--org", "han"]).expect(1);
    assert!(ran.stderr.contains("error[missing-glyph]") && ran.stderr.contains("handbill fonts add"), "{}", ran.stderr);
}
