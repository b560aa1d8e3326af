//! Every command of README.md is run, in its order, in a copy of the repository's example.

use crate::harness::project::{Project, copy_example};
use crate::harness::run::{TODAY, command, finish};
use crate::harness::source;
use std::path::PathBuf;

/// Lines of the ```` ```console ```` blocks, without the prompt. Output is not compared: it would age.
fn commands(page: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.trim() {
            "```console" => inside = true,
            "```" => inside = false,
            line if inside => commands.extend(line.strip_prefix("$ ").map(str::to_string)),
            _ => {}
        }
    }
    commands
}

#[test]
fn every_command_of_the_readme_runs() {
    let page = source::text("README.md");
    let commands = commands(&page);
    assert!(commands.iter().any(|c| c.contains("build")), "README.md shows no build in a ```console block");
    let project = Project::empty();
    copy_example(project.path());
    let mut folder = project.path().to_path_buf();
    for line in commands {
        for part in line.split(" && ") {
            folder = run(part.trim(), folder);
        }
    }
}

/// Runs one command; the folder it leaves us in.
fn run(line: &str, folder: PathBuf) -> PathBuf {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let arguments = match words.as_slice() {
        ["cd", to] => return folder.join(to),
        ["handbill", rest @ ..] => rest,
        ["cargo", "run", "--release", "--", rest @ ..] => rest,
        // These would run this suite, or build what is being tested.
        ["cargo", "test" | "install", ..] | ["git", "clone", ..] => return folder,
        _ => panic!("README.md: no test knows how to run `{line}`"),
    };
    let mut all = arguments.to_vec();
    if all.first().is_some_and(|first| ["build", "check"].contains(first)) && !all.contains(&"--as-of") {
        all.extend(["--as-of", TODAY]);
    }
    finish(command(&folder, &all).output().expect("the binary under test starts")).expect(0);
    folder
}

/// Words of a command line; `'...'` is one word, and a comment after ` # ` is none.
fn words(line: &str) -> Vec<String> {
    let line = line.split(" # ").next().unwrap_or(line);
    let mut words = Vec::new();
    for (quoted, part) in line.split('\'').enumerate().map(|(i, part)| (i % 2 == 1, part)) {
        match quoted {
            true => words.push(part.to_string()),
            false => words.extend(part.split_whitespace().map(str::to_string)),
        }
    }
    words
}
