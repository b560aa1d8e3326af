//! Tells when files below a folder change. Several changes within a moment are told once.

use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use notify::Error;

/// Watches until dropped.
pub struct Watcher(#[expect(dead_code, reason = "held for its drop")] Debouncer<RecommendedWatcher, RecommendedCache>);

/// Changes this close together are one.
const QUIET: Duration = Duration::from_millis(80);

/// Calls `changed` with the paths below a folder that were written, made, renamed or removed. Reading is no change.
///
/// # Errors
/// The system's own words: too many folders are watched already, or there is no such folder.
pub fn watch(folder: &Path, changed: impl Fn(BTreeSet<PathBuf>) + Send + 'static) -> Result<Watcher, Error> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let root = folder.canonicalize()?;
    let below = root.clone();
    let own: Vec<(u64, u64)> = ["/dev/fd/1", "/dev/fd/2"].iter().filter_map(|path| identity(Path::new(path))).collect();
    let handler = move |result: DebounceEventResult| {
        let Ok(events) = result else { return };
        let written = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_)));
        let paths = written.flat_map(|event| event.paths.iter());
        // What this run itself says may go into a file of the project: `watch > watch.txt`.
        let paths = paths.filter(|path| own.is_empty() || !identity(path).is_some_and(|file| own.contains(&file)));
        let paths: BTreeSet<PathBuf> = paths.filter_map(|p| p.strip_prefix(&below).ok().map(Path::to_path_buf)).collect();
        if !paths.is_empty() {
            changed(paths);
        }
    };
    let mut debouncer = new_debouncer(QUIET, None, handler)?;
    debouncer.watch(&root, RecursiveMode::Recursive)?;
    Ok(Watcher(debouncer))
}

/// Which file of which disk a path is, by whatever name.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let file = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

/// Endings of the files that a project is made of. A log beside them, of this very program, is none.
const ENDINGS: [&str; 17] =
    ["toml", "csv", "tsv", "txt", "vcf", "xlsx", "ods", "svg", "png", "jpg", "jpeg", "ttf", "otf", "ttc", "otc", "icc", "icm"];

/// Whether a path below a project is one of its sources: what is made, hidden or temporary is not, nor what no project reads.
pub fn is_source(path: &Path, made: &str) -> bool {
    // A folder that is renamed takes its files along.
    let is_read = path.extension().is_none_or(|e| ENDINGS.iter().any(|ending| e.eq_ignore_ascii_case(ending)));
    let hidden = path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    let of_editor = path.to_string_lossy().ends_with('~');
    let made = made.trim_end_matches('/');
    !hidden && !of_editor && is_read && (made.is_empty() || !path.starts_with(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_project_reads_is_a_source() {
        for source in ["handbill.toml", "content/orgs", "partners.XLSX", "assets/logos/ours.svg", "fonts/Own.ttf"] {
            assert!(is_source(Path::new(source), "out/"), "{source}");
        }
        for other in ["w.log", "out/press/a.pdf", "notes.docx", ".git/index", "content/event.toml~", "flyer.pdf"] {
            assert!(!is_source(Path::new(other), "out/"), "{other}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_known_by_any_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&one, "x").expect("a file");
        std::fs::hard_link(&one, &two).expect("a second name");
        assert!(identity(&one).is_some() && identity(&one) == identity(&two));
        assert_eq!(identity(folder.path()), None, "folders are no output");
    }
}
