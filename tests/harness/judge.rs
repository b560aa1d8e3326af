//! Judges from outside: other people's programs that look at our files.
//!
//! Where one is not installed, its test says so and passes; under `HANDBILL_JUDGES=require` it fails.

use super::run::{Ran, finish};
use super::source;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A judge by the name of its program; `None`, with a notice, where it is not installed.
#[must_use]
pub fn judge(program: &'static str) -> Option<&'static str> {
    let paths = env::var_os("PATH").unwrap_or_default();
    let there = env::split_paths(&paths).any(|folder| folder.join(program).is_file());
    there_or_skipped(there, program).then_some(program)
}

/// A program that not every machine has, and that nobody has to install for us.
#[must_use]
pub fn guest(program: &'static str) -> Option<&'static str> {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths).any(|folder| folder.join(program).is_file()).then_some(program)
}

/// Python with the modules that read codes; named by `HANDBILL_PYTHON`, else `python3`.
#[must_use]
pub fn python() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let python = env::var_os("HANDBILL_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from);
        let probe = Command::new(&python)
            .args(["-c", "import zxingcpp, pyzbar.pyzbar, pypdfium2, pikepdf, PIL, numpy, page, outloud, jsonschema"])
            .output();
        probe.is_ok_and(|p| p.status.success()).then_some(python)
    });
    there_or_skipped(
        found.is_some(),
        "Python with zxing-cpp, pyzbar, pypdfium2, pikepdf, pillow, numpy, page-validation, outloud, jsonschema (HANDBILL_PYTHON)",
    );
    found.as_deref()
}

/// The independent checkers; their folder is named by `HANDBILL_ACCEPT`, else `../shared/accept` beside the repository.
#[must_use]
pub fn accept() -> Option<PathBuf> {
    let folder = env::var_os("HANDBILL_ACCEPT").map_or_else(|| source::root().join("../shared/accept"), PathBuf::from);
    // They stand beside the repository, not in it: a clone alone cannot have them, so they are not required.
    if !folder.join("check_boxes.py").is_file() {
        eprintln!("skipped: no checkers in {} (HANDBILL_ACCEPT)", folder.display());
        return None;
    }
    Some(folder)
}

/// Whether a judge that is not installed fails the test that asks for it.
pub fn required() -> bool {
    env::var_os("HANDBILL_JUDGES").is_some_and(|v| v == "require")
}

fn there_or_skipped(there: bool, what: &str) -> bool {
    assert!(there || !required(), "{what} is not installed, and HANDBILL_JUDGES=require wants it");
    if !there {
        eprintln!("skipped: {what} is not installed");
    }
    there
}

/// Runs a judge.
pub fn ask(program: impl AsRef<Path>, arguments: &[&str]) -> Ran {
    let program = program.as_ref();
    finish(Command::new(program).args(arguments).output().unwrap_or_else(|e| panic!("{}: {e}", program.display())))
}

/// Runs a checker on a file; its findings, none where it passes.
pub fn check(accept: &Path, python: &Path, script: &str, file: &Path, arguments: &[&str]) -> Vec<String> {
    let script = accept.join(script);
    let mut all = vec![utf8(&script), utf8(file)];
    all.extend(arguments);
    let ran = ask(python, &all);
    match ran.code {
        Some(0) => Vec::new(),
        Some(1) => ran.stdout.lines().map(|l| format!("{}: {l}", file.display())).collect(),
        _ => vec![format!("{} could not look at {}: {}", script.display(), file.display(), ran.stderr)],
    }
}

pub fn utf8(path: &Path) -> &str {
    path.to_str().expect("the suite's own paths are UTF-8")
}

/// A font as `pdffonts` sees it.
#[derive(Debug)]
pub struct FontRow {
    pub name: String,
    pub embedded: bool,
    pub subset: bool,
    pub unicode: bool,
}

/// Fonts of a file by poppler.
pub fn fonts(pdf: &Path) -> Vec<FontRow> {
    let ran = ask("pdffonts", &[utf8(pdf)]).expect(0);
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        // name, type (several words), encoding, emb, sub, uni, object, generation
        let at = words.len().checked_sub(5).expect("five columns at the end");
        let yes = |i: usize| words[at + i] == "yes";
        FontRow { name: words[0].to_string(), embedded: yes(0), subset: yes(1), unicode: yes(2) }
    };
    ran.stdout.lines().skip(2).map(row).collect()
}

/// Boxes of each page by poppler, in points: left, bottom, right, top.
#[derive(Debug, Default, Clone)]
pub struct Boxes {
    pub media: [f64; 4],
    pub bleed: [f64; 4],
    pub trim: [f64; 4],
}

pub fn boxes(pdf: &Path) -> Vec<Boxes> {
    let ran = ask("pdfinfo", &["-box", "-f", "1", "-l", "99", utf8(pdf)]).expect(0);
    let mut pages: Vec<Boxes> = Vec::new();
    for line in ran.stdout.lines().filter(|l| l.starts_with("Page ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (Ok(page), Some(name)) = (words[1].parse::<usize>(), words.get(2)) else { continue };
        let Some(values) = words.get(3..7) else { continue };
        let numbers: Vec<f64> = values.iter().filter_map(|w| w.parse().ok()).collect();
        let Ok(rect) = <[f64; 4]>::try_from(numbers) else { continue };
        pages.resize(pages.len().max(page), Boxes::default());
        match *name {
            "MediaBox:" => pages[page - 1].media = rect,
            "BleedBox:" => pages[page - 1].bleed = rect,
            "TrimBox:" => pages[page - 1].trim = rect,
            _ => {}
        }
    }
    pages
}

/// The text of a file by poppler, in the order of its content, white space folded.
pub fn text(pdf: &Path) -> String {
    let ran = ask("pdftotext", &["-raw", utf8(pdf), "-"]).expect(0);
    fold(&ran.stdout)
}

/// The words of each page, as [`text`] has them.
pub fn pages(pdf: &Path) -> Vec<String> {
    let ran = ask("pdftotext", &["-raw", utf8(pdf), "-"]).expect(0);
    ran.stdout.split('\u{c}').map(fold).filter(|page| !page.is_empty()).collect()
}

/// The words of each line, as [`text`] has them.
pub fn lines(pdf: &Path) -> Vec<String> {
    let ran = ask("pdftotext", &["-raw", utf8(pdf), "-"]).expect(0);
    ran.stdout.split(['\n', '\u{c}']).map(fold).filter(|line| !line.is_empty()).collect()
}

/// White space to single blanks; no-break spaces and hyphens to plain ones; soft hyphens away.
pub fn fold(text: &str) -> String {
    let plain = text.replace('\u{ad}', "").replace('\u{2011}', "-").replace('\u{a0}', " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
