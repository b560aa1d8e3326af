//! In a shell and in an editor: standard input and output, paths of a repository, the reference, cleaning up.

use crate::harness::paper::is_whole;
use crate::harness::project::Project;
use crate::harness::run::{TODAY, command};
use std::io::Write as _;
use std::process::Stdio;

#[test]
fn one_product_goes_to_standard_output() {
    let project = Project::small();
    let mut command = command(project.path(), &["build", "slip", "--org", "library", "--out", "-", "--as-of", TODAY]);
    let output = command.output().expect("the binary under test starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(is_whole(&output.stdout), "a PDF and nothing else");
    assert!(project.files("out").is_empty() && !project.path().join("-.pdf").exists());
    project.run(&["build", "slip", "--org", "library"]).expect(0);
    assert_eq!(project.read("out/office/library/night-slip-en.pdf"), output.stdout, "the same bytes");
    let ran = project.run(&["build", "--out", "-"]).expect(2);
    assert!(ran.stderr.contains("takes one product, and 4 are asked for") && ran.stdout.is_empty(), "{ran:?}");
}

#[test]
fn a_table_comes_from_standard_input() {
    let project = Project::small();
    let mut command = command(project.path(), &["build", "slip", "--orgs", "-", "--as-of", TODAY]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary under test starts");
    let table = "id,name,phone,web\nmill,The Mill,(406) 555-0141,https://mill.example.org/\n";
    child.stdin.take().expect("a pipe").write_all(table.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "out/office/mill/night-slip-en.pdf");
}

#[test]
fn github_is_told_paths_of_the_repository() {
    let repository = Project::small();
    repository.write(".git/HEAD", "ref: refs/heads/main\n");
    let small = ["handbill.toml", "content", "assets"];
    std::fs::create_dir(repository.path().join("flyers")).expect("a temporary folder takes folders");
    for name in small {
        std::fs::rename(repository.path().join(name), repository.path().join("flyers").join(name)).expect("it is there");
    }
    repository.edit("flyers/content/night.toml", "audience = \"event\"", "audience = \"evening\"");
    for arguments in [&["-C", "flyers", "check"][..], &["-C", "flyers/../flyers", "check"]] {
        let ran = repository.run(&[arguments, &["--message-format", "github"]].concat()).expect(1);
        assert!(ran.stderr.contains("::error file=flyers/content/night.toml,line=4"), "{}", ran.stderr);
    }
}

#[test]
fn the_reference_is_in_the_program() {
    let place = Project::empty();
    let page = place.run(&["help", "files"]).expect(0).stdout;
    assert_eq!(page.trim_end(), include_str!("../../docs/files.md").trim_end());
    for (key, words) in [("event.start", "2027-01-11T18:30:00"), ("text.full", "short"), ("bleed", "past the trim")] {
        let said = place.run(&["explain", key]).expect(0).stdout;
        assert!(said.contains(words), "{key}:\n{said}");
    }
    let ran = place.run(&["explain", "event.strat"]).expect(2);
    assert!(ran.stderr.contains("did you mean `start`?"), "{}", ran.stderr);
    assert!(place.run(&["help", "build"]).expect(0).stdout.contains("--orgs"));
    assert!(place.run(&["help", "biuld"]).expect(2).stderr.contains("did you mean `build`?"));
    assert!(place.run(&["init", "--help"]).expect(0).stdout.contains("[[make]]"), "the smallest handbill.toml");
}

#[test]
fn clean_takes_only_what_nobody_makes_any_more() {
    let project = Project::small();
    project.run(&["build"]).expect(0);
    project.write("out/office/library/notes.txt", "mine");
    project.edit("handbill.toml", "[\"slip\", \"tag\"]", "[\"slip\"]");
    let changed = "out/office/school/night-tag-en.pdf";
    project.write(changed, "somebody's own");
    let gone = "out/office/library/night-tag-en.pdf";
    let dry = project.run(&["clean", "-n"]).expect(0);
    assert_eq!(dry.stdout.trim(), gone);
    assert!(project.path().join(gone).exists());
    let ran = project.run(&["clean"]).expect(0);
    assert_eq!(ran.stdout.trim(), gone);
    assert!(ran.stderr.contains(changed), "{}", ran.stderr);
    assert!(!project.path().join(gone).exists());
    for kept in [changed, "out/office/library/notes.txt", "out/office/library/night-slip-en.pdf"] {
        assert!(project.path().join(kept).exists(), "{kept}");
    }
    assert_eq!(project.run(&["clean"]).expect(0).stdout, "");
    project.edit("content/night.toml", "audience = \"event\"", "audience = \"evening\"");
    project.run(&["clean"]).expect(2);
    assert!(project.path().join("out/office/library/night-slip-en.pdf").exists(), "a mistake takes nothing away");
}

#[test]
fn a_content_and_a_format_ask_for_the_one_in_the_other() {
    let project = Project::small();
    project.write("content/day.toml", &project.text("content/night.toml"));
    let makes = project.text("handbill.toml");
    let (before, make) = makes.split_once("[[make]]").expect("an order");
    let more = make.replace("\"night\"", "\"day\"");
    project.write("handbill.toml", &format!("{before}[[make]]{make}\n[[make]]{more}"));
    let made = |names: &[&str]| {
        let said = project.run(&[&["build", "-n", "--org", "library"], names].concat()).expect(0).stdout;
        ["day-slip", "day-tag", "night-slip", "night-tag"].into_iter().filter(|name| said.contains(name)).collect::<Vec<_>>()
    };
    assert_eq!(made(&["day"]), ["day-slip", "day-tag"]);
    assert_eq!(made(&["slip"]), ["day-slip", "night-slip"]);
    assert_eq!(made(&["day", "slip"]), ["day-slip"]);
    assert_eq!(made(&["day", "night", "tag"]), ["day-tag", "night-tag"]);
}

#[test]
fn a_folder_takes_the_files_under_the_names_of_the_project() {
    let project = Project::small();
    project.run(&["build", "--org", "library", "--out", "send/"]).expect(0);
    assert!(is_whole(&project.read("send/office/library/night-slip-en.pdf")), "{:?}", project.files("send"));
    let ran = project.run(&["build", "--org", "library", "--out", "send"]).expect(2);
    assert!(ran.stderr.contains("for a folder type `--out send/`"), "{}", ran.stderr);
}
