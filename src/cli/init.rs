//! `handbill init`: the built-in example as a project of one's own.

use super::{DONE, stderr::Stderr, stdout::Stdout};
use crate::diag::{Diagnostic, Span, checks};
use crate::world::{builtin_files, disk};
use std::path::{Path, PathBuf};

/// Begin a project: the built-in example in a new folder
///
/// Writes the order sheet, the words, four organizations and their logos. Formats, themes and fonts are built in and
/// need no copy; a file of the same name in the project takes their place.
#[derive(clap::Args)]
pub struct Args {
    /// A new or empty folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What a project holds of the built-in files; all others are found without being copied.
const COPIED: [&str; 4] = ["handbill.toml", "content/", "assets/logos/", "assets/art/"];
const LEFT_OUT: &str = "content/languages/";
const IGNORED: &str = "# Made by `handbill build`\n/out/\n";

pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    // With -C the new folder is named from there, as with `git -C`.
    let folder = stderr.directory().join(&args.folder);
    match write(&folder) {
        Ok(count) => {
            let mut out = Stdout::default();
            if stderr.json {
                let folder = folder.display().to_string();
                out.line(&serde_json::json!({ "type": "project", "folder": folder, "files": count }).to_string());
            }
            stderr.say(&next_steps(&folder, count));
            out.exit(DONE)
        }
        Err(diagnostic) => stderr.refuse(&diagnostic),
    }
}

/// Writes the example; how many files.
fn write(folder: &Path) -> Result<usize, Diagnostic> {
    let refused = |verb: &str, path: &Path, error: std::io::Error| {
        Diagnostic::error(&checks::DISK, Span::NONE, format!("cannot {verb} `{}`: {error}", path.display()))
    };
    if !disk::is_empty_or_absent(folder).map_err(|e| refused("look into", folder, e))? {
        let message = format!("`{}` is not empty", folder.display());
        return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("name a new folder: `handbill init DIR`"));
    }
    let example = builtin_files().iter().filter(|(path, _)| is_copied(path)).map(|(path, bytes)| (*path, *bytes));
    let ignored = std::iter::once((".gitignore", IGNORED.as_bytes()));
    let mut count = 0;
    for (path, bytes) in example.chain(ignored) {
        let place = folder.join(path);
        disk::write_whole(&place, bytes).map_err(|e| refused("write", &place, e))?;
        count += 1;
    }
    Ok(count)
}

fn is_copied(path: &str) -> bool {
    COPIED.iter().any(|kept| path == *kept || (kept.ends_with('/') && path.starts_with(kept))) && !path.starts_with(LEFT_OUT)
}

fn next_steps(folder: &Path, count: usize) -> String {
    let folder = folder.display();
    format!(
        "Wrote {count} files into {folder}\n\n\
         Next:\n  \
         cd {folder}\n  \
         handbill build              make everything handbill.toml asks for\n  \
         handbill list products      what that is\n\n\
         Then change the words in content/, and write your organization into content/orgs/NAME.toml"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_holds_words_and_logos_only() {
        assert!(is_copied("handbill.toml") && is_copied("content/orgs/a.toml") && is_copied("assets/logos/a.svg"));
        assert!(!is_copied("content/languages/en.toml") && !is_copied("fonts/fonts.toml"));
        assert!(!is_copied("assets/themes/civic.toml") && !is_copied("assets/formats/flyer-letter.toml"));
    }

    #[test]
    fn a_folder_with_something_in_it_is_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let new = dir.path().join("demo");
        let count = write(&new).expect("an absent folder takes the example");
        assert!(count > 1 && new.join("handbill.toml").exists() && new.join(".gitignore").exists());
        let refused = write(&new).expect_err("it is not empty now");
        assert_eq!(refused.check, &checks::DISK);
    }
}
