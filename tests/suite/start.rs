//! The first minutes: what somebody types who has nothing but the program.

use crate::harness::judge;
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
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.run(&["completions", shell]).expect(0).stdout;
        assert!(script.contains("build") && script.contains("as-of"), "{shell}");
        place.write(shell, &script);
    }
    for shell in ["bash", "zsh", "fish"] {
        if let Some(program) = judge::guest(shell) {
            judge::ask(program, &["-n", &place.path().join(shell).display().to_string()]).expect(0);
        }
    }
}

/// What the Tab key gives in bash, in a folder of a project.
#[test]
fn names_of_the_project_are_completed() {
    let Some(bash) = judge::guest("bash") else { return };
    let project = Project::small();
    project.write("complete.bash", &project.run(&["completions", "bash"]).expect(0).stdout);
    let typed = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let (at, last, before) = (words.len() - 1, words[words.len() - 1], words[words.len() - 2]);
        let words = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
        let script = format!(
            "source complete.bash; COMP_WORDS=({words}); COMP_CWORD={at}; COMP_WORDS[0]={}; \
             _handbill_names \"${{COMP_WORDS[0]}}\" '{last}' '{before}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            env!("CARGO_BIN_EXE_handbill")
        );
        let mut command = std::process::Command::new(bash);
        let output = command.current_dir(project.path()).args(["--norc", "-c", &script]).output().expect("bash starts");
        String::from_utf8_lossy(&output.stdout).split_whitespace().map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(typed("handbill build sl"), ["slip"]);
    assert_eq!(typed("handbill build --org "), ["library", "school"]);
    assert!(typed("handbill show wallet").contains(&"wallet-card-iso".to_string()), "built-in formats too");
    assert_eq!(typed("handbill new theme ours --from ci"), ["civic"]);
    assert_eq!(typed("handbill build --for p"), ["press"], "what the generated script knows");
    assert_eq!(typed("handbill build --dry"), ["--dry-run"]);
    assert_eq!(typed("handbill sch"), ["schema"]);
    let ran = project.run(&["complete", "3", "--", "handbill", "build", "--org", ""]).expect(0);
    assert_eq!(ran.stdout, "library\nschool\n");
}

#[test]
fn every_command_has_a_manual_page() {
    let place = Project::empty();
    let ran = place.run(&["man", "--out", "pages"]).expect(0);
    let pages = place.files("pages");
    assert_eq!(ran.stdout.lines().count(), pages.len());
    let commands = place.run(&["complete", "2", "--", "handbill", "help", ""]).expect(0).stdout;
    assert!(commands.lines().count() > 20, "{commands}");
    for command in commands.lines() {
        let page = place.text(&format!("pages/handbill-{command}.1"));
        assert!(page.contains(".TH ") && page.contains(".SH DESCRIPTION"), "{command}");
        assert_eq!(place.run(&["man", command]).expect(0).stdout, page, "{command}");
    }
    if let Some(man) = judge::guest("man") {
        for page in pages {
            let page = place.path().join("pages").join(page).display().to_string();
            let ran = judge::ask(man, &["--warnings", "-E", "UTF-8", "-l", &page]).expect(0);
            assert!(ran.stderr.trim().is_empty(), "{page}: {}", ran.stderr);
        }
    }
    assert!(place.run(&["man", "biuld"]).expect(2).stderr.contains("did you mean `build`?"));
}

/// What is given is looked at when it is given, not when the first sheet is refused.
#[test]
fn init_looks_at_what_it_is_given() {
    let place = Project::empty();
    let init = |folder: &str, option: &str, value: &str| place.run(&["init", folder, "--from", "event", option, value]);
    for (option, value, said) in
        [("--phone", "555-0137", "--phone"), ("--name", " ", "names nobody"), ("--web", "http://example.org", "--web")]
    {
        let ran = init("refused", option, value).expect(2);
        assert!(ran.stderr.contains(said), "{option}: {}", ran.stderr);
        assert!(!place.path().join("refused").exists(), "{option}");
    }
    init("fine", "--web", "example.org").expect(0);
    assert!(place.text("fine/content/orgs/ours.toml").contains("\"https://example.org\""));
}

/// Another look is the first thing that anybody tries.
#[test]
fn a_theme_can_be_tried_from_the_command_line() {
    let place = Project::empty();
    place.run(&["init", "fair", "--from", "event"]).expect(0);
    let fair = place.path().join("fair");
    let made = |theme: &str| {
        let arguments = ["build", "-n", "flyer-letter", "--theme", theme, "--out", "out/{theme}/{org}-{format}-{lang}.pdf"];
        handbill(&fair, &arguments)
    };
    let bold = made("bold").expect(0);
    assert!(bold.stdout.contains("out/bold/"), "{}", bold.stdout);
    let slip = made("bald").expect(2);
    assert_eq!(slip.stderr.matches("there is no theme `bald`").count(), 1, "{}", slip.stderr);
    assert!(slip.stderr.contains("did you mean `bold`?"), "{}", slip.stderr);
}
