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
    let handler = move |result: DebounceEventResult| {
        let Ok(events) = result else { return };
        let written = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_)));
        let paths = written.flat_map(|event| event.paths.iter());
        let paths: BTreeSet<PathBuf> = paths.filter_map(|p| p.strip_prefix(&below).ok().map(Path::to_path_buf)).collect();
        if !paths.is_empty() {
            changed(paths);
        }
    };
    let mut debouncer = new_debouncer(QUIET, None, handler)?;
    debouncer.watch(&root, RecursiveMode::Recursive)?;
    Ok(Watcher(debouncer))
}

/// Whether a path below a project is one of its sources: what is made, hidden or temporary is not.
pub fn is_source(path: &Path, made: &str) -> bool {
    let hidden = path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    let of_editor = path.to_string_lossy().ends_with('~');
    let made = made.trim_end_matches('/');
    !hidden && !of_editor && (made.is_empty() || !path.starts_with(made))
}
