//! The first minutes: what somebody types who has nothing but the program.

use crate::harness::paper::is_whole;
use crate::harness::project::{Project, files_of};
use crate::harness::run::handbill;

#[test]
fn init_then_build_works_from_the_binary_alone() {
    let place = Project::empty();
    place.run(&["init", "demo"]).expect(0);
    let demo = place.path().join("demo");
    let ran = handbill(&demo, &["build", "flyer-letter", "wallet-card", "--for", "office"]).expect(0);
    assert!(ran.stdout.lines().count() >= 8, "{}", ran.stdout);
    for path in ran.stdout.lines() {
        assert!(is_whole(&place.read(&format!("demo/{path}"))), "{path}");
    }
    assert!(!files_of(&demo.join("content")).is_empty(), "words to change");
    place.run(&["init", "demo"]).expect(2);
}

#[test]
fn every_check_explains_itself() {
    let place = Project::empty();
    let all = place.run(&["list", "checks"]).expect(0);
    for check in handbill::diag::checks::ALL {
        assert!(all.stdout.contains(check.name), "`list checks` leaves out {}", check.name);
    }
    let one = place.run(&["explain", "text-overflow"]).expect(0);
    assert!(one.stdout.contains("short"), "{}", one.stdout);
    let none = place.run(&["explain", "text-overfow"]).expect(2);
    assert!(none.stderr.contains("text-overflow"), "did you mean: {}", none.stderr);
}

#[test]
fn lists_name_what_there_is() {
    let project = Project::small();
    let orgs = project.run(&["list", "orgs"]).expect(0).stdout;
    assert!(orgs.contains("library") && orgs.contains("school") && !orgs.contains("montana"), "{orgs}");
    let formats = project.run(&["list", "formats"]).expect(0).stdout;
    for name in ["slip", "tag", "flyer-letter", "wallet-card"] {
        assert!(formats.contains(name), "no {name} in\n{formats}");
    }
    let slip = project.run(&["show", "slip"]).expect(0).stdout;
    assert!(slip.contains("5.5"), "{slip}");
}

#[test]
fn a_dump_shows_a_stages_value() {
    let project = Project::small();
    for stage in ["resolve", "compose", "layout"] {
        let ran = project.run(&["dump", "--stage", stage, "slip", "--org", "library"]).expect(0);
        assert!(ran.stdout.contains("lamplight"), "{stage}:\n{}", ran.stdout.chars().take(2000).collect::<String>());
    }
}

#[test]
fn shells_are_completed() {
    let place = Project::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.run(&["completions", shell]).expect(0).stdout;
        assert!(script.contains("build") && script.contains("as-of"), "{shell}");
    }
}
