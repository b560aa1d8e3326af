//! Two builds held against each other: words, numbers and codes, sheet by sheet.

use crate::harness::project::Project;
use std::path::Path;
use std::process::Command;

#[test]
fn what_has_changed_is_told_sheet_by_sheet() {
    let project = Project::small();
    let build = |out: &str| {
        let pattern = format!("{out}/{{purpose}}/{{org}}/{{content}}-{{format}}-{{lang}}.pdf");
        project.run(&["build", "--for", "office", "--as-of", "2026-11-28", "--out", &pattern]).expect(0);
    };
    build("before");
    build("same");
    let diff = |old: &str, new: &str, more: &[&str], code| project.run(&[&["diff", old, new], more].concat()).expect(code);
    assert_eq!(diff("before", "same", &[], 0).stdout, "");
    project.edit("content/orgs/school.toml", "555-0138", "555-0183");
    project.edit("content/night.toml", "short = \"Read with us\"", "short = \"Sing with us\"");
    project.edit("content/night.toml", "Read with us by lamplight", "Sing with us by lamplight");
    build("after");
    let told = diff("before", "after", &["--pictures", "pictures"], 1).stdout;
    assert!(told.contains("changed\toffice/school/night-slip-en.pdf"), "{told}");
    assert!(told.contains("words\tpage 1\t- Read\t+ Sing"), "{told}");
    assert!(told.lines().any(|line| line.starts_with("\tnumber\t") && line.contains("0138") && line.contains("0183")), "{told}");
    let page = project.text("pictures/index.html");
    let shown: Vec<&str> = page.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(shown.len() >= 8, "old and new of each: {page}");
    for name in shown {
        assert!(project.read(&format!("pictures/{name}")).starts_with(b"\x89PNG"), "{name}");
    }
    let line = diff("before", "after", &["--json"], 1).stdout;
    let first: serde_json::Value = serde_json::from_str(line.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["change"], "changed");
    std::fs::remove_file(project.path().join("after/office/school/night-slip-en.pdf")).expect("it was made");
    assert!(diff("before", "after", &[], 1).stdout.contains("gone\toffice/school/night-slip-en.pdf"));
    assert!(project.run(&["diff", "before", "nowhere"]).expect(2).stderr.contains("manifest.json"));
}

/// Runs git in a folder, without what a person has set up.
fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", folder.join("none")).env("GIT_CONFIG_NOSYSTEM", "1");
    let ran = command.args(who).args(arguments).output().expect("git is there");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_revision_is_built_and_compared() {
    let project = Project::small();
    let whole = project.path();
    git(whole, &["init", "-q"]);
    let since = |name: &str, more: &[&str]| project.run(&[&["diff", "--since", name, "--for", "office"], more].concat());
    assert!(since("HEAD", &[]).expect(2).stderr.contains("there is no revision `HEAD`"));
    git(whole, &["add", "."]);
    git(whole, &["commit", "-q", "-m", "as it was"]);
    git(whole, &["tag", "first-run"]);
    assert_eq!(since("first-run", &["--as-of", "2026-11-28"]).expect(0).stdout, "");
    project.edit("content/orgs/school.toml", "555-0138", "555-0183");
    project.edit("content/night.toml", "short = \"Read with us\"", "short = \"Sing with us\"");
    project.edit("content/night.toml", "Read with us by lamplight", "Sing with us by lamplight");
    let before = project.files("");
    let ran = since("first-run", &["--as-of", "2026-11-28", "--pictures", "pictures"]).expect(1);
    assert!(ran.stdout.contains("changed\toffice/school/night-slip-en.pdf"), "{}", ran.stdout);
    assert!(ran.stdout.contains("words\tpage 1\t- Read\t+ Sing"), "{}", ran.stdout);
    assert!(ran.stdout.lines().any(|line| line.starts_with("\tnumber\t") && line.contains("0183")), "{}", ran.stdout);
    let pictures = project.text("pictures/index.html");
    assert!(pictures.contains("001-old-1.png") && pictures.contains("001-new-1.png"), "{pictures}");
    let after: Vec<_> = project.files("").into_iter().filter(|path| !path.starts_with("pictures")).collect();
    assert_eq!(before, after, "nothing is left in the project");
    assert_eq!(since("first-run", &["--as-of", "2026-11-28", "--org", "library"]).expect(1).stdout.matches("school").count(), 0);
    project.edit("content/orgs/school.toml", "555-0183", "555-018");
    let told = since("first-run", &["--as-of", "2026-11-28"]).expect(1).stdout;
    assert!(told.contains("not made now\toffice/school/"), "{told}");
    assert!(since("--version", &[]).expect(2).stdout.is_empty(), "no option of git");
}
