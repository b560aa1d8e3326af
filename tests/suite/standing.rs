//! The program stays standing: whatever the machine, the clock or somebody's files are like, a run ends, says what it could
//! not do, and leaves no half file.

use crate::harness::project::Project;
use crate::harness::run::command;
use std::fs;

fn build(project: &Project, more: &[&str]) -> (Option<i32>, String) {
    let ran = project.run(&[&["build", "--message-format", "short"], more].concat());
    (ran.code, ran.stderr)
}

#[test]
fn contacts_that_name_each_other_are_named() {
    let project = Project::small();
    let content = project.text("content/night.toml");
    let ring = "\n[contact.one]\nname = \"One\"\nphone = \"{contact.two.phone}\"\n\n[contact.two]\nname = \"Two\"\nphone = \"{contact.one.phone}\"\n\n\
                [text.ring]\nfull = \"Call {contact.one.phone}.\"\n";
    project.write("content/night.toml", &format!("{content}{ring}"));
    let (code, said) = build(&project, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("is made of itself"), "{said}");
}

#[test]
fn what_is_longer_than_paper_is_refused_at_once() {
    for (lines, words) in [
        (format!("\n[text.long]\nfull = \"{}\"\n", "word ".repeat(5_000)), "25000 letters"),
        (format!("\n[list.long]\nitems = [{}]\n", "\"a\",".repeat(5_000)), "5000 items"),
        (format!("\n# {}\n", "x".repeat(5 << 20)), "5 MB"),
    ] {
        let project = Project::small();
        let content = project.text("content/night.toml");
        project.write("content/night.toml", &format!("{content}{lines}"));
        let (code, said) = build(&project, &[]);
        assert!(
            code.is_some_and(|code| code != 0) && said.contains("error[too-long]") && said.contains(words),
            "{code:?} {said:.300}"
        );
    }
}

/// A pipe in place of a file has no end to wait for, and a line of 50,000 letters is not quoted whole.
#[test]
fn pipes_are_no_files_and_quotes_are_short() {
    let project = Project::small();
    let pipe = project.path().join("content/orgs/pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    let (code, said) = build(&project, &["--dry-run"]);
    assert!(code == Some(1) && said.contains("`content/orgs/pipe.toml` is no file"), "{said}");
    fs::remove_file(&pipe).expect("a pipe");
    let content = project.text("content/night.toml");
    project.write("content/night.toml", &format!("{content}\n[text.open]\nfull = \"{}\n", "word ".repeat(10_000)));
    for format in ["human", "short", "json", "github"] {
        let ran = project.run(&["check", "--message-format", format]);
        let said = ran.stderr + &ran.stdout;
        assert!(said.contains("is not closed") && said.len() < 3_000, "{format}: {} bytes", said.len());
    }
}

#[test]
fn changed_files_and_damaged_manifests_are_not_lost_without_a_word() {
    let project = Project::small();
    assert_eq!(build(&project, &["tag", "--for", "office"]).0, Some(0));
    let made = "out/office/library/night-tag-en.pdf";
    let whole = project.read(made);
    project.write(made, "somebody's own notes");
    let (code, said) = build(&project, &["tag", "--for", "office"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("changed it since") && project.text(made).contains("own notes"), "{said}");
    assert_eq!(build(&project, &["tag", "--for", "office", "--force"]).0, Some(0));
    assert_eq!(project.read(made), whole);
    project.write("out/manifest.json", "{ \"handbill\": ");
    let (code, said) = build(&project, &["tag", "--for", "office"]);
    assert!(code == Some(2) && said.contains("damaged"), "{said}");
    assert_eq!(build(&project, &["tag", "--for", "office", "--force"]).0, Some(0));
    assert_eq!(build(&project, &["tag", "--for", "office"]).0, Some(0));
}

#[test]
fn names_that_some_system_keeps_for_itself_are_refused() {
    for name in ["con", "nul", "com1"] {
        let project = Project::small();
        let org = project.text("content/orgs/school.toml");
        project.write(&format!("content/orgs/{name}.toml"), &org.replace("Bend", "Other"));
        let (code, said) = build(&project, &["tag", "--for", "office"]);
        assert!(code == Some(1) && said.contains("error[output-pattern]"), "{name}: {code:?} {said}");
        assert!(!project.path().join(format!("out/office/{name}")).exists());
    }
}

#[test]
fn a_bad_source_date_is_said() {
    let project = Project::small();
    for (value, told) in [("yesterday", true), ("-5", true), ("99999999999999999", true), ("1700000000", false)] {
        let mut command = command(project.path(), &["build", "tag", "--for", "office", "-n"]);
        let ran = command.env("SOURCE_DATE_EPOCH", value).output().expect("the program runs");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(said.contains("SOURCE_DATE_EPOCH"), told, "{value}: {said}");
    }
}

#[test]
fn files_with_the_line_ends_of_windows_are_text() {
    let (plain, windows) = (Project::small(), Project::small());
    let folders = ["content", "assets"]
        .iter()
        .flat_map(|f| windows.files(f).into_iter().map(move |file| format!("{f}/{}", file.display())));
    let files: Vec<String> = folders.filter(|file| file.ends_with(".toml")).chain(["handbill.toml".to_string()]).collect();
    for file in &files {
        let text = windows.text(file);
        windows.write(file, &text.replace('\n', "\r\n"));
    }
    let made = "out/office/library/night-tag-en.pdf";
    for project in [&plain, &windows] {
        let (code, said) = build(project, &["tag", "--for", "office"]);
        assert_eq!(code, Some(0), "{said}");
    }
    assert_eq!(plain.read(made), windows.read(made));
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_followed() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().expect("a folder");
    let project = Project::small();
    let org = project.text("content/orgs/school.toml");
    fs::write(elsewhere.path().join("other.toml"), org).expect("written");
    symlink(elsewhere.path().join("other.toml"), project.path().join("content/orgs/other.toml")).expect("linked");
    let (code, said) = build(&project, &["tag", "--for", "office"]);
    assert!(code.is_some_and(|code| code != 0) && said.contains("leads out of the project"), "{code:?} {said}");
    fs::remove_file(project.path().join("content/orgs/other.toml")).expect("removed");
    if project.path().join("out").exists() {
        fs::remove_dir_all(project.path().join("out")).expect("removed");
    }
    symlink(elsewhere.path(), project.path().join("out")).expect("linked");
    let (code, said) = build(&project, &["tag", "--for", "office"]);
    assert!(code == Some(2) && said.contains("leads out of the project"), "{code:?} {said}");
    let left: Vec<_> = fs::read_dir(elsewhere.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left, ["other.toml"], "nothing is written there");
}

/// A limit on the size of files is a full disk, and not the end of the program.
#[cfg(unix)]
#[test]
fn a_limit_on_files_is_a_full_disk() {
    let project = Project::small();
    let program = env!("CARGO_BIN_EXE_handbill");
    let line = format!("ulimit -f 8; exec '{program}' build tag --for office --message-format short");
    let ran = std::process::Command::new("bash").args(["-c", &line]).current_dir(project.path()).output().expect("bash runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("error[disk]"), "{said}");
}

/// What nobody sees on paper changes no file: remarks, blank lines, the name of a logo's file. The digits of the slug tell words
/// apart, not typing.
#[test]
fn remarks_and_names_of_logos_change_no_file() {
    let with_logo = |name: &str| {
        let project = Project::small();
        let org = project.text("content/orgs/school.toml");
        project.write("content/orgs/school.toml", &format!("{org}\n[logo]\nfile = \"assets/logos/{name}\"\nalt = \"Bend\"\n"));
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><path fill='#063' d='M0 0h40v20h-40z'/></svg>";
        project.write(&format!("assets/logos/{name}"), svg);
        project
    };
    let made = |project: &Project| {
        let (code, said) = build(project, &["--org", "school", "--for", "press", "--for", "office", "--for", "screen"]);
        assert_eq!(code, Some(0), "{said}");
        project.files("out").into_iter().filter(|file| file.extension().is_some_and(|e| e == "pdf")).collect::<Vec<_>>()
    };
    let (plain, remarked, renamed) = (with_logo("a.svg"), with_logo("a.svg"), with_logo("our mark, 2nd.svg"));
    for file in ["content/orgs/school.toml", "handbill.toml", "assets/formats/tag.toml"] {
        let text = plain.text(file);
        remarked.write(file, &format!("# Read by Ann\n\n{}\n# end\n", text.replace('\n', "  # checked\n")));
    }
    // Inside of texts of several lines a remark is none.
    for file in ["content/night.toml", "assets/themes/leaf.toml"] {
        remarked.write(file, &format!("# Read by Ann\n\n{}\n# end\n", plain.text(file)));
    }
    let files = made(&plain);
    assert!(files.len() >= 6, "{files:?}");
    for other in [&remarked, &renamed] {
        assert_eq!(made(other), files);
        for file in &files {
            let path = format!("out/{}", file.display());
            assert!(plain.read(&path) == other.read(&path), "{path} differs");
        }
    }
    plain.edit("content/orgs/school.toml", "Bend School", "Bent School");
    let before = renamed.read("out/press/school/night-slip-en.pdf");
    made(&plain);
    assert!(plain.read("out/press/school/night-slip-en.pdf") != before);
}

#[test]
fn a_missing_manifest_says_what_to_do_and_does_not_stand_in_the_way() {
    let project = Project::small();
    assert_eq!(build(&project, &["tag", "--for", "office"]).0, Some(0));
    fs::remove_file(project.path().join("out/manifest.json")).expect("it was made");
    let (code, said) = build(&project, &["tag", "--for", "office"]);
    assert!(code == Some(2) && said.contains("`out/manifest.json`") && said.contains("is missing"), "{code:?} {said}");
    assert_eq!(build(&project, &["tag", "--for", "office", "--force"]).0, Some(0));
    let (code, said) = build(&project, &["tag", "--for", "office"]);
    assert!(code == Some(0) && said.contains("up to date"), "{code:?} {said}");
}

/// The clock of a computer whose battery is flat. It is set with a few lines of C, laid over those of the system.
#[cfg(target_os = "linux")]
#[test]
fn a_wrong_clock_is_said_and_nothing_hangs() {
    const CLOCK: &str = "#define _GNU_SOURCE\n#include <time.h>\n#include <stdlib.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n\
        int clock_gettime(clockid_t id, struct timespec *t) { int r = syscall(SYS_clock_gettime, id, t);\n\
        if (id == CLOCK_REALTIME) t->tv_sec = atoll(getenv(\"SECONDS_NOW\")); return r; }\n";
    let project = Project::small();
    project.write("clock.c", CLOCK);
    let compiled = std::process::Command::new("cc")
        .args(["-shared", "-fPIC", "-o", "clock.so", "clock.c"])
        .current_dir(project.path())
        .status()
        .expect("whoever compiles Rust has a linker");
    assert!(compiled.success());
    let clock = project.path().join("clock.so");
    for (seconds, told) in
        [("-1000000000", "before 1970"), ("9000000000000000000", "after 9999"), ("0", ""), ("253000000000", "")]
    {
        let mut command = command(project.path(), &["build", "tag", "--for", "press", "--force", "--message-format", "short"]);
        let ran = command.env("LD_PRELOAD", &clock).env("SECONDS_NOW", seconds).output().expect("the program runs");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        match told {
            "" => assert!(ran.status.code() == Some(0) && !said.contains("clock"), "{seconds}: {said}"),
            told => {
                assert_eq!(ran.status.code(), Some(2), "{seconds}: {said}");
                assert!(said.contains("error[wrong-clock]") && said.contains(told), "{seconds}: {said}");
                assert!(!project.path().join("out").exists(), "{seconds}: nothing is begun");
            }
        }
    }
}
