//! Files are whole or not there: after a kill, after a refusal, beside other people's files.

use crate::harness::manifest::Manifest;
use crate::harness::paper::is_whole;
use crate::harness::project::Project;
use crate::harness::run::{TODAY, command};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

/// Enough organizations that a build takes long enough to be killed.
fn crowd(organizations: usize) -> Project {
    let project = Project::small();
    for n in 0..organizations {
        let org = format!("name = \"Group {n}\"\nphone = \"(406) 555-0134\"\nweb = \"https://group-{n}.example.org/\"\n");
        project.write(&format!("content/orgs/group-{n}.toml"), &org);
    }
    project
}

fn pdfs(project: &Project) -> Vec<PathBuf> {
    let mut files = project.files("out");
    files.retain(|p| p.extension().is_some_and(|e| e == "pdf"));
    files
}

#[test]
fn a_killed_build_leaves_only_whole_files() {
    let project = crowd(16);
    let mut caught = 0;
    for wanted in [1, 4, 9] {
        let mut build = command(project.path(), &["build", "--as-of", TODAY]);
        let mut child = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary under test starts");
        let patience = Instant::now() + Duration::from_secs(120);
        while pdfs(&project).len() < wanted && child.try_wait().expect("our own child").is_none() {
            assert!(Instant::now() < patience, "no file after two minutes");
            thread::sleep(Duration::from_millis(2));
        }
        caught += usize::from(child.try_wait().expect("our own child").is_none());
        child.kill().expect("our own child");
        child.wait().expect("our own child");
        for path in pdfs(&project) {
            assert!(is_whole(&project.read(&format!("out/{}", path.display()))), "{} is cut off", path.display());
        }
    }
    assert!(caught > 0, "every build was done before it could be killed");
    project.run(&["build"]).expect(0);
    let there: BTreeSet<PathBuf> = project.files("out").into_iter().collect();
    let products = Manifest::read(&project.path().join("out/manifest.json")).products();
    let mut listed: BTreeSet<PathBuf> =
        products.iter().map(|p| p.get("path").strip_prefix("out/").expect("the default place").into()).collect();
    listed.insert("manifest.json".into());
    assert_eq!(there, listed, "nothing is left over");
    assert_eq!(listed.len(), 2 * 18 + 1);
}

#[test]
fn other_peoples_files_are_never_replaced() {
    let project = Project::small();
    project.write("out/office/school/night-slip-en.pdf", "my own notes");
    let ran = project.run(&["build", "slip"]);
    assert_ne!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("--force"), "{}", ran.stderr);
    assert_eq!(project.text("out/office/school/night-slip-en.pdf"), "my own notes");
    assert!(is_whole(&project.read("out/office/library/night-slip-en.pdf")));
    project.run(&["build", "slip", "--force"]).expect(0);
    assert!(is_whole(&project.read("out/office/school/night-slip-en.pdf")));
}

/// A change is made again, and nothing else is.
#[test]
fn only_what_changed_is_made_again() {
    let project = Project::small();
    project.run(&["build"]).expect(0);
    project.edit("content/orgs/school.toml", "Bend School", "Bend High School");
    let ran = project.run(&["build"]).expect(0);
    let made: BTreeSet<&str> = ran.stdout.lines().collect();
    assert_eq!(made, BTreeSet::from(["out/office/school/night-slip-en.pdf", "out/office/school/night-tag-en.pdf"]));
}

/// Looking writes nothing.
#[test]
fn check_and_dry_run_write_nothing() {
    let project = Project::small();
    project.run(&["check"]).expect(0);
    let ran = project.run(&["build", "-n"]).expect(0);
    assert_eq!(ran.stdout.lines().count(), 4, "{}", ran.stdout);
    assert!(project.files("out").is_empty());
}
