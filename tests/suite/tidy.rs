//! House rules that a program can check. `ARCHITECTURE.md` gives the reasons.

use crate::harness::source::{self, Rust, rust_files};
use std::collections::BTreeSet;

/// Which modules each module may use: the floors of ARCHITECTURE.md, edge by edge. To add one, ask first whether the
/// value between two stages is missing a field.
const MAY_USE: &[(&str, &[&str])] = &[
    ("geom", &[]),
    ("color", &["geom", "diag"]),
    ("diag", &["geom"]),
    ("hashes", &[]),
    ("registry", &[]),
    ("world", &["diag"]),
    ("model", &["geom", "color", "diag", "registry"]),
    ("syntax", &["geom", "color", "diag", "model", "world", "registry", "hashes"]),
    ("document", &["geom", "diag", "model"]),
    ("display", &["geom", "color", "diag", "model"]),
    ("plan", &["diag", "model", "registry"]),
    ("bind", &["diag", "model", "plan"]),
    ("resolve", &["geom", "diag", "model", "document", "bind", "qr", "registry", "hashes"]),
    ("proofread", &["diag", "model", "plan", "resolve", "qr", "registry", "hashes"]),
    ("text", &["registry", "geom", "color", "diag", "model", "display"]),
    ("qr", &["geom", "color", "diag", "model", "display", "registry"]),
    ("picture", &["geom", "color", "diag", "model", "display", "hashes"]),
    ("compose", &["geom", "color", "diag", "model", "document", "display", "plan", "bind", "text", "qr", "picture", "registry"]),
    ("layout", &["geom", "color", "diag", "model", "display", "compose", "text"]),
    ("press", &["geom", "color", "model", "display"]),
    ("impose", &["geom", "color", "diag", "model", "display"]),
    // Codes are read back from the finished bytes, through the exporter's own viewer.
    ("check", &["geom", "color", "diag", "model", "document", "display", "plan", "text", "qr", "picture", "export", "registry"]),
    ("export", &["geom", "color", "diag", "model", "display"]),
    ("deliver", &["diag", "model", "plan", "bind", "world", "registry"]),
    (
        "product",
        &[
            "registry", "geom", "color", "diag", "model", "document", "display", "plan", "bind", "resolve", "text", "picture",
            "compose", "layout", "press", "impose", "check", "export", "deliver",
        ],
    ),
    (
        "engine",
        &[
            "geom",
            "color",
            "diag",
            "model",
            "syntax",
            "world",
            "document",
            "display",
            "plan",
            "resolve",
            "text",
            "qr",
            "picture",
            "compose",
            "layout",
            "press",
            "impose",
            "check",
            "export",
            "deliver",
            "bind",
            "product",
            "proofread",
            "hashes",
        ],
    ),
    (
        "cli",
        &[
            "geom", "color", "diag", "model", "syntax", "world", "document", "display", "plan", "deliver", "check", "product",
            "engine", "export", "serve",
        ],
    ),
    (
        "serve",
        &[
            "registry", "geom", "color", "diag", "model", "world", "display", "plan", "bind", "resolve", "deliver", "product",
            "engine",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

/// What belongs to the system: only `world` may say it.
const SYSTEM: &[&str] = &[
    "std::fs",
    "std::env",
    "std::time",
    "std::process",
    "std::net",
    "fs::",
    "env::",
    "SystemTime",
    "Instant::",
    "File::",
    "Zoned::now",
    "Timestamp::now",
    "tempfile::",
    "include_bytes!",
];

/// Where `cli` and `main` may speak to the system all the same: exit codes, and how long a build has run for its bar.
const SYSTEM_EXCEPTIONS: &[(&str, &str)] = &[
    ("cli", "std::process::ExitCode"),
    ("main", "std::process::ExitCode"),
    ("cli", "std::process::exit"),
    ("cli", "std::time::Duration"),
    // An address to listen on, and one picture that is always there.
    ("cli", "std::net::IpAddr"),
    ("serve", "std::net"),
    ("serve", "include_bytes!"),
];

/// Longer than this a file holds more than one idea.
const LONGEST: usize = 500;

#[test]
fn modules_use_only_what_stands_below_them() {
    let mut wrong = Vec::new();
    for file in rust_files() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(module, _)| *module == file.module()) else {
            wrong.push(format!("{}: module `{}` has no row in MAY_USE and in ARCHITECTURE.md", file.path, file.module()));
            continue;
        };
        for (line, used) in uses(&file) {
            if used != file.module() && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}:{line}: `{}` may not use `{used}`", file.path, file.module()));
            }
        }
    }
    none(&wrong);
}

/// Modules that a file names through `crate::`, with the line; `use crate::{a, b::c}` counts as both.
fn uses(file: &Rust) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in file.code() {
        for (at, mark) in line.match_indices("crate::") {
            let rest = &line[at + mark.len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or("").split(',').collect(),
                None => vec![rest],
            };
            for name in names {
                let name: String = name.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                found.extend((!name.is_empty()).then_some((number, name)));
            }
        }
    }
    found
}

#[test]
fn every_module_has_its_row_in_the_architecture() {
    let page = source::text("ARCHITECTURE.md");
    let modules: BTreeSet<String> = rust_files().iter().map(|f| f.module().to_string()).collect();
    let wrong: Vec<String> = modules
        .iter()
        .filter(|m| !["lib", "main"].contains(&m.as_str()) && !page.contains(&format!("\n| `{m}` |")))
        .map(|m| format!("ARCHITECTURE.md has no row for `{m}`"))
        .collect();
    none(&wrong);
}

#[test]
fn only_world_touches_the_system() {
    let mut wrong = Vec::new();
    for file in rust_files().iter().filter(|f| f.module() != "world") {
        for (number, line) in file.code() {
            let line = SYSTEM_EXCEPTIONS
                .iter()
                .filter(|(module, _)| *module == file.module())
                .fold(line.to_string(), |line, (_, words)| line.replace(words, ""));
            let compiled_in = ["env!(", "option_env!("];
            let line = compiled_in.iter().fold(line, |line, words| line.replace(words, ""));
            for word in SYSTEM.iter().filter(|w| names(&line, w)) {
                wrong.push(format!("{}:{number}: `{word}` belongs to world/", file.path));
            }
        }
    }
    none(&wrong);
}

/// Whether a line says a path, and not another one that ends alike.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[test]
fn only_export_pdf_knows_the_back_end() {
    let mut wrong = Vec::new();
    for file in rust_files().iter().filter(|f| !f.path.starts_with("src/export/pdf")) {
        for (number, line) in file.code() {
            for word in ["printpdf", "lopdf", "subsetter::"].iter().filter(|w| line.contains(*w)) {
                wrong.push(format!("{}:{number}: `{word}` belongs to export/pdf/", file.path));
            }
        }
    }
    none(&wrong);
}

#[test]
fn every_file_says_what_it_is() {
    let wrong: Vec<String> =
        rust_files().iter().filter(|f| !f.text.starts_with("//!")).map(|f| format!("{} begins without `//!`", f.path)).collect();
    none(&wrong);
}

#[test]
fn nothing_is_left_unfinished() {
    let mut wrong = Vec::new();
    for file in rust_files() {
        for (number, line) in file.code() {
            for word in ["todo!", "unimplemented!", "dbg!("].iter().filter(|w| line.contains(*w)) {
                wrong.push(format!("{}:{number}: `{word}`", file.path));
            }
        }
    }
    none(&wrong);
}

/// A Debug print is for us: it changes with a name of a type, and shows people the insides of ours. Dumps alone are made of them.
#[test]
fn only_dumps_print_debug() {
    let mut wrong = Vec::new();
    for file in rust_files().into_iter().filter(|f| !f.path.ends_with("/dump.rs")) {
        let mut in_debug = false;
        for (number, line) in file.code() {
            in_debug = line.contains("Debug for ") || (in_debug && line != "}");
            if !in_debug && (line.contains(":?}") || line.contains(":#?}")) {
                wrong.push(format!("{}:{number}: a Debug print; write `Display`, or `quoted` for words of a file", file.path));
            }
        }
    }
    none(&wrong);
}

#[test]
fn files_hold_one_idea() {
    let mut wrong = Vec::new();
    for file in rust_files() {
        let lines = file.text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{} has {lines} lines, more than {LONGEST}: split it", file.path));
        }
    }
    none(&wrong);
}

#[test]
fn the_program_starts_thin() {
    let lines = source::text("src/main.rs").lines().count();
    assert!(lines < 40, "src/main.rs has {lines} lines: everything else is the library's");
}

#[test]
fn every_dependency_has_its_reason() {
    let cargo: toml::Table = source::text("Cargo.toml").parse().expect("cargo reads it as well");
    let page = source::text("docs/dependencies.md");
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let names: Vec<&String> = tables.iter().filter_map(|t| cargo.get(*t)?.as_table()).flat_map(toml::Table::keys).collect();
    assert!(names.len() > 20, "Cargo.toml was not understood");
    let mut wrong: Vec<String> = names
        .iter()
        .filter(|n| !page.contains(&format!("\n| `{n}` |")))
        .map(|n| format!("docs/dependencies.md has no row for `{n}`"))
        .collect();
    for row in page.lines().filter_map(|l| l.strip_prefix("| `")) {
        let name = row.split('`').next().unwrap_or_default();
        // What is kept beside the code is named by its path.
        let is_there = name.contains('/') && source::root().join(name).is_file();
        if !is_there && !names.iter().any(|n| *n == name) {
            wrong.push(format!("docs/dependencies.md names `{name}`, which Cargo.toml does not, and no file is"));
        }
    }
    none(&wrong);
}

#[test]
fn every_check_is_used_and_has_its_page() {
    let files = rust_files();
    let elsewhere: Vec<&Rust> = files.iter().filter(|f| f.path != "src/diag/checks.rs").collect();
    let table = files.iter().find(|f| f.path == "src/diag/checks.rs").expect("the table of checks");
    let ids: Vec<&str> = table
        .text
        .lines()
        .filter_map(|l| l.strip_prefix("    ")?.split_once(" \""))
        .map(|(id, _)| id)
        .filter(|id| id.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit()))
        .collect();
    assert_eq!(ids.len(), handbill::diag::checks::ALL.len(), "the table of checks was not understood");
    let used = |id: &str| elsewhere.iter().any(|f| f.code().any(|(_, line)| whole_word(line, id)));
    let mut wrong: Vec<String> =
        ids.iter().filter(|id| !used(id)).map(|id| format!("src/diag/checks.rs: nothing reports `{id}`")).collect();
    for check in handbill::diag::checks::ALL {
        if check.page.len() < 20 || check.title.is_empty() || check.title.ends_with('.') {
            wrong.push(format!("`{}` wants a title without full stop and a page that helps", check.name));
        }
    }
    none(&wrong);
}

fn whole_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part))
}

/// Words that reach paper live in `content/`: a sentence of the example in `src/` has slipped in.
/// The words of `cli` reach terminals only.
#[test]
fn no_words_of_the_example_live_in_the_program() {
    let mut wrong = Vec::new();
    for file in rust_files().iter().filter(|f| f.module() != "cli") {
        for (number, line) in file.code() {
            let line = line.to_lowercase();
            for word in ["trafficking", "montana", "hotline for", "victim support"].iter().filter(|w| line.contains(*w)) {
                wrong.push(format!("{}:{number}: `{word}` belongs to content/", file.path));
            }
        }
    }
    // Nor in tests, remarks and examples of commands; `signs` alone are marks of writing.
    for file in rust_files() {
        for (number, line) in (1..).zip(file.text.lines()) {
            let line = line.to_lowercase();
            let subject = ["traffick", "montana", "know the signs", "know-the-signs", "warning signs", "list.signs", "\"signs"];
            for word in subject.iter().filter(|word| line.contains(*word)) {
                wrong.push(format!("{}:{number}: `{word}` is the example's subject", file.path));
            }
        }
    }
    none(&wrong);
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
