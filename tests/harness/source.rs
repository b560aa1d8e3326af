//! The repository's own files, for the tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the repository.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// A Rust file of `src/`.
pub struct Rust {
    /// From the repository, with forward slashes: `src/qr/encode.rs`.
    pub path: String,
    pub text: String,
}

impl Rust {
    /// The module it belongs to: `qr`; `lib` and `main` are modules of their own.
    pub fn module(&self) -> &str {
        let inner = self.path.strip_prefix("src/").expect("all lie in src/");
        inner.split(['/', '.']).next().expect("a split has a first part")
    }

    /// Its lines with numbers from 1, without comments and without the unit tests at its end.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.path.ends_with("tests.rs") || self.path.contains("/tests/");
        let numbered = (1..).zip(self.text.lines()).filter(move |_| !tests);
        numbered
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]" || self.keeps_on(line))
            .map(|(n, line)| (n, uncommented(line)))
    }

    /// Whether more than tests comes after `#[cfg(test)]`: `mod tests;` among the other modules.
    fn keeps_on(&self, line: &str) -> bool {
        let after = self.text.split_once(line).map_or("", |(_, after)| after).trim_start();
        after.starts_with("mod tests;")
    }
}

/// A line up to its comment. A `//` in a text counts as one too, which at worst hides the rest of that line.
fn uncommented(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// Every Rust file of `src/`, sorted.
pub fn rust_files() -> Vec<Rust> {
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.sort();
    let name = |p: &Path| p.strip_prefix(root()).expect("found below it").to_string_lossy().replace('\\', "/");
    let files = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "rs"));
    files.map(|p| Rust { path: name(p), text: fs::read_to_string(p).expect("was just listed") }).collect()
}

/// Every file below a folder.
pub fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
        match entry.path().is_dir() {
            true => walk(&entry.path(), found),
            false => found.push(entry.path()),
        }
    }
}
