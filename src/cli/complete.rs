//! `handbill complete`: what the scripts of `handbill completions` ask for while somebody types: names of the project.

use super::{Cli, DONE, manual, stderr::Stderr, stdout::Stdout};
use crate::diag::checks;
use crate::engine::starter;
use crate::model::Project;
use crate::syntax::schema::KINDS;
use crate::syntax::{self, Wanted};
use crate::world::World;
use clap::{Command, CommandFactory};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Print the names that can stand at a word of a command line; nothing where the shell knows better
#[derive(clap::Args)]
pub struct Args {
    /// The number of the word, counted from the name of the program
    at: usize,
    /// All words of the line
    #[arg(last = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

/// A name a line, sorted. Always 0: whoever types has no use for messages.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let mut out = Stdout::default();
    let Some(names) = wanted(&args.words, args.at) else { return DONE };
    let words = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    let root = folder(&args.words).map_or_else(|| stderr.root(), PathBuf::from);
    let found: BTreeSet<String> = names.iter().flat_map(|kind| of(*kind, &root)).filter(|name| words(name)).collect();
    found.iter().for_each(|name| out.line(name));
    out.exit(DONE)
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// Contents, formats and presets that handbill.toml makes.
    Made,
    Contents,
    Orgs,
    Languages,
    Formats,
    Themes,
    Schemes,
    Conditions,
    Tables,
    Laws,
    Starters,
    Checks,
    Keys,
    Commands,
    FileKinds,
}

/// The project that the line names with `-C`.
fn folder(words: &[String]) -> Option<&str> {
    let at = words.iter().position(|word| word == "-C")?;
    words.get(at + 1).map(String::as_str)
}

/// What may stand at a word. `None`: options, files, or what the shell's script knows.
fn wanted(words: &[String], at: usize) -> Option<&'static [Names]> {
    if words.get(at).is_some_and(|word| word.starts_with('-')) {
        return None;
    }
    let mut command = Cli::command();
    command.build();
    let (mut path, mut option, mut values) = (Vec::new(), None, 0);
    for word in words.get(1..at)? {
        if option.take().is_some() {
            continue;
        }
        if word.starts_with('-') {
            option = takes_value(&command, word).then(|| word.clone());
        } else if let Some(inner) = command.find_subcommand(word).cloned() {
            path.push(inner.get_name().to_string());
            command = inner;
        } else {
            values += 1;
        }
    }
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match option {
        Some(option) => of_option(&path, &option),
        None => of_place(&path, values),
    }
}

/// Whether the word after an option is its value.
fn takes_value(command: &Command, word: &str) -> bool {
    if word.contains('=') {
        return false;
    }
    let arguments = command.get_arguments().find(|argument| match word.strip_prefix("--") {
        Some(long) => argument.get_long() == Some(long),
        None => word.len() == 2 && argument.get_short() == word.chars().nth(1),
    });
    // Values that must be joined by `=`, as of `--png=72`, are no words of their own.
    arguments.is_some_and(|argument| argument.get_action().takes_values() && !argument.is_require_equals_set())
}

fn of_option(path: &[&str], option: &str) -> Option<&'static [Names]> {
    Some(match (option, path) {
        ("--org", _) => &[Names::Orgs],
        ("--lang" | "--language", _) => &[Names::Languages],
        ("--theme", _) => &[Names::Themes],
        ("--condition", _) => &[Names::Conditions],
        ("--columns", _) => &[Names::Tables],
        ("--with", _) => &[Names::Formats, Names::Schemes],
        ("--content", _) => &[Names::Contents],
        ("--from", ["init"]) => &[Names::Starters],
        ("--from", ["new", "content"]) => &[Names::Starters, Names::Contents],
        ("--from", ["new", "theme"]) => &[Names::Themes],
        ("--from", ["new", "format"]) => &[Names::Formats],
        ("--from", ["new", "scheme"]) => &[Names::Schemes],
        _ => return None,
    })
}

/// What stands without an option; `before` others stand before it.
fn of_place(path: &[&str], before: usize) -> Option<&'static [Names]> {
    Some(match (path, before) {
        (["build" | "check" | "watch" | "dump" | "clean" | "pack"], _) | (["law"], 1..) => &[Names::Made],
        (["show"], 0) => &[Names::Formats, Names::Schemes, Names::Contents],
        (["lang"], _) => &[Names::Languages, Names::Contents],
        (["impact"], 0) => &[Names::Orgs, Names::Contents, Names::Formats, Names::Themes, Names::Languages],
        (["law"], 0) => &[Names::Laws],
        (["new", "lang"], 0) => &[Names::Languages],
        (["explain"], 0) => &[Names::Checks, Names::Keys],
        (["help" | "man"], 0) => &[Names::Commands],
        (["schema"], 0) => &[Names::FileKinds],
        _ => return None,
    })
}

fn of(names: Names, root: &std::path::Path) -> Vec<String> {
    let project = |wanted: Wanted| syntax::read(&World::open(root.to_path_buf()), &wanted).0;
    let all = || project(Wanted::Everything);
    let toml_files = |folder: &str| {
        let listed = World::open(root.to_path_buf()).list(folder);
        listed.iter().filter_map(|l| l.name.strip_suffix(".toml").map(str::to_string)).collect()
    };
    match names {
        Names::Made => made(&project(Wanted::Made)),
        Names::Contents => {
            all().there_are.remove("content").unwrap_or_default().into_iter().filter(|n| !n.contains('.')).collect()
        }
        Names::Orgs => project(Wanted::Made).orgs.into_keys().collect(),
        Names::Languages => toml_files("content/languages"),
        Names::Formats => toml_files("assets/formats"),
        Names::Themes => toml_files("assets/themes"),
        Names::Schemes => toml_files("assets/schemes"),
        Names::Tables => toml_files("assets/tables"),
        Names::Laws => toml_files("content/laws"),
        Names::Conditions => World::open(root.to_path_buf()).folders("assets/conditions").into_iter().collect(),
        Names::Starters => starter::all().into_iter().map(|starter| starter.name.to_string()).collect(),
        Names::Checks => checks::ALL.iter().map(|check| check.name.to_string()).collect(),
        Names::Keys => manual::keys().map(str::to_string).collect(),
        Names::Commands => {
            let command = Cli::command();
            command.get_subcommands().filter(|c| !c.is_hide_set()).map(|c| c.get_name().to_string()).collect()
        }
        Names::FileKinds => KINDS.iter().map(|kind| kind.name.to_string()).collect(),
    }
}

/// Contents, formats and presets that the project makes.
fn made(project: &Project) -> Vec<String> {
    let of_makes = project.makes.iter().flat_map(|make| std::iter::once(&make.content).chain(&make.formats));
    let of_presets = project.presets.values().flat_map(|preset| preset.content.iter().chain(&preset.formats));
    of_makes.chain(of_presets).map(|name| name.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_the_place() {
        let check = |line: &str, want: Option<&[Names]>| {
            let words: Vec<String> = line.split(' ').map(str::to_string).collect();
            assert_eq!(wanted(&words, words.len() - 1), want, "{line}");
        };
        check("handbill build ", Some(&[Names::Made]));
        check("handbill build --strict fl", Some(&[Names::Made]));
        check("handbill -C demo build --org ", Some(&[Names::Orgs]));
        check("handbill build --org ox ", Some(&[Names::Made]));
        check("handbill build --orgs ", None);
        check("handbill build --png ", Some(&[Names::Made]));
        check("handbill build --fo", None);
        check("handbill new theme ours --from ", Some(&[Names::Themes]));
        check("handbill init x --from ", Some(&[Names::Starters]));
        check("handbill law us-mt ", Some(&[Names::Made]));
        check("handbill ", None);
        check("handbill -C ", None);
    }
}
