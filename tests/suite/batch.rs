//! What a long run says: a few of many equal findings, all of them by check at the end, and nothing that a pipe cannot
//! use.

use crate::harness::project::Project;
use crate::harness::run::{TODAY, command};
use handbill::diag::{Diagnostic, Sources};
use handbill::engine::{self, Action, BuildRequest, Product, Watch};
use handbill::plan::Request;
use handbill::syntax::{self, Given, Wanted};
use handbill::world::World;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

/// Organizations whose names are too long for a sheet, each worth a warning of its own.
fn long_names(organizations: usize) -> Project {
    let project = Project::small();
    for n in 0..organizations {
        let name = format!(
            "Association number {n} of friends and neighbours of the library, the park, the school, the clinic, the old mill and the new bridge"
        );
        let org = format!(
            "name = \"{}\"\nshort = \"Friends {n}\"\nphone = \"(406) 555-01{n:02}\"\nweb = \"https://friends-{n}.example.org/\"\n",
            name.trim()
        );
        project.write(&format!("content/orgs/friends-{n:02}.toml"), &org);
    }
    project
}

#[test]
fn equal_warnings_are_counted_by_check() {
    let project = long_names(12);
    let ran = project.run(&["check"]).expect(0);
    assert_eq!(ran.stderr.matches("warning[long-name]: ").count(), 5, "{}", ran.stderr);
    let row = "  warning[long-name]  12 organizations: friends-00, friends-01, friends-02 ...  \
               handbill check --as-of 2026-11-23 --show long-name\n";
    assert!(ran.stderr.contains(row), "{}", ran.stderr);

    let asked = project.run(&["check", "--show", "long-name"]).expect(0);
    assert_eq!(asked.stderr.matches("warning[long-name]: ").count(), 12, "{}", asked.stderr);
    assert!(!asked.stderr.contains("12 organizations"), "nothing was held back: {}", asked.stderr);
    let short = project.run(&["check", "--message-format", "short"]).expect(0);
    assert_eq!(short.stderr.matches("warning[long-name]").count(), 12, "{}", short.stderr);
    let quiet = project.run(&["check", "--quiet"]).expect(0);
    assert_eq!(quiet.stderr, "");

    let json = project.run(&["check", "--json"]).expect(0).stdout;
    let summary = json.lines().last().expect("the summary");
    let group = r#""checks":[{"check":"long-name","severity":"warning","findings":12,"organizations":12,"first":["friends-00","friends-01","friends-02"]}"#;
    assert!(summary.contains(group), "{summary}");
    project.run(&["check", "--strict"]).expect(1);
    let wrong = project.run(&["check", "--show", "long-nam"]).expect(2);
    assert!(wrong.stderr.contains("did you mean `long-name`?"), "{}", wrong.stderr);
}

/// A mistake of one organization says itself, and the exit code with it; a batch is told of by check also then.
#[test]
fn a_batch_ends_with_its_findings_by_check() {
    let project = Project::small();
    for n in 0..70 {
        let email = if n == 33 { "[email protected]" } else { "desk@example.org" };
        let org = format!(
            "name = \"Group {n}\"\nphone = \"(307) 555-01{n:02}\"\nemail = \"{email}\"\nweb = \"https://group-{n}.example.org/\"\n"
        );
        project.write(&format!("content/orgs/group-{n:02}.toml"), &org);
    }
    let ran = project.run(&["build", "slip"]).expect(1);
    assert_eq!(ran.stdout.lines().count(), 71, "{}", ran.stderr);
    let row =
        "  error[placeholder-email]  1 organization: group-33  handbill check slip --as-of 2026-11-23 --show placeholder-email\n";
    assert!(ran.stderr.contains(row), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("71 made, 1 refused (1 error)\n"), "{}", ran.stderr);
    // No bar on a pipe: no carriage return, no escape.
    assert!(!ran.stderr.contains(['\r', '\u{1b}']), "{:?}", ran.stderr);
}

/// Hears that everything is made, and nothing else.
struct Content;

impl Watch for Content {
    fn found(&mut self, diagnostic: &Diagnostic, _: &Sources) {
        assert!(!diagnostic.is_error(), "{diagnostic:?}");
    }
    fn begin(&mut self, _: usize) {}
    fn done(&mut self, _: &Product) {}
}

/// A build as it would be on a day, without `--as-of`: everything made, by path.
fn made_on(today: Date) -> BTreeMap<String, Vec<u8>> {
    let project = Project::small();
    // Every place that a date could slip into: slug and ticket of press files, an event and its calendar file.
    project.edit("handbill.toml", "purpose = \"office\"", "purpose = [\"office\", \"press\", \"screen\"]");
    let event = "\n[event.main]\ntitle = \"Night\"\nstart = 2041-01-11T18:30:00\n";
    let content = project.text("content/night.toml");
    project.write("content/night.toml", &content.replacen("\n[", &format!("{event}\n["), 1));
    let world = World::open(project.path());
    let (read, found) = syntax::read(&world, &Wanted::Made);
    let request = BuildRequest { png: Some(36), gallery: true, ..BuildRequest::of(Request::everything(today), Action::Build) };
    let again = |chunk| syntax::read_chunk(&world, &Wanted::Made, &Given::default(), chunk);
    let outcome = engine::build((read, found), &again, world.root(), &request, &AtomicBool::new(false), &mut Content);
    assert_eq!((outcome.refused, outcome.errors), (0, 0), "{outcome:?}");
    let files = project.files("out");
    files.iter().map(|p| (p.display().to_string(), project.read(&format!("out/{}", p.display())))).collect()
}

/// The clock decides whether something is due or over; it reaches no file.
#[test]
fn another_day_gives_the_same_bytes() {
    let one = made_on(date(2026, 11, 23));
    let other = made_on(date(2027, 6, 30));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(one.keys().any(|name| name.ends_with(".ics")) && one.contains_key("index.html"), "{:?}", one.keys());
    for (path, bytes) in &one {
        assert!(other[path] == *bytes, "{path} differs");
    }
}

/// Ctrl-C ends a run between two files: exit 130, whole files, a manifest that knows them, and the next run makes the
/// rest.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_whole_files() {
    let project = long_names(30);
    let mut build = command(project.path(), &["build", "-j1", "--as-of", TODAY]);
    let mut child = build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary under test starts");
    let made = || project.files("out").iter().filter(|path| path.extension().is_some_and(|e| e == "pdf")).count();
    while (!project.path().join("out").is_dir() || made() < 5) && child.try_wait().expect("our own child").is_none() {
        thread::sleep(Duration::from_millis(1));
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("a shell's tool").success());
    let ended = child.wait_with_output().expect("our own child");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted: every file that was written is whole") && said.contains("not reached"), "{said}");
    let before = made();
    assert!((5..64).contains(&before), "{before} files");
    project.run(&["check", "--built"]).expect(1);
    let rest = project.run(&["build"]).expect(0).stdout.lines().count();
    assert_eq!(before + rest, 64, "nothing is made twice");
    project.run(&["check", "--built"]).expect(0);
}

/// Press files were made on another day than those of the office: they are looked at too.
#[test]
fn all_that_was_made_is_opened_again() {
    let project = Project::small();
    project.run(&["build", "slip", "--org", "library", "--for", "press", "--for", "office"]).expect(0);
    let ran = project.run(&["check", "--built", "slip", "--org", "library", "--for", "office"]).expect(0);
    assert!(ran.stderr.contains("0 differ"), "{}", ran.stderr);
    let is_press = |path: &std::path::PathBuf| path.starts_with("press") && path.extension().is_some_and(|e| e == "pdf");
    let press = project.files("out").into_iter().find(is_press).expect("a press file");
    project.write(&format!("out/{}", press.display()), "another file");
    let ran = project.run(&["check", "--built"]).expect(1);
    assert!(ran.stderr.contains("has other bytes than were written"), "{}", ran.stderr);
    assert!(ran.stderr.contains("build --for press"), "{}", ran.stderr);
}
