//! Takes away what was made before and is asked for no more. Nothing that the manifest does not list, and nothing that
//! somebody has changed.

use super::manifest::{self, Manifest};
use super::{damaged, hash, pattern, refused};
use crate::diag::{Diagnostic, Span, checks};
use crate::world::disk;
use std::collections::BTreeSet;
use std::path::Path;

/// What came of it: paths as the manifest has them.
#[derive(Debug, Default, PartialEq)]
pub struct Cleaned {
    /// Files that were removed; in a dry run, that would be.
    pub taken: Vec<String>,
    /// Not as they were made: they stay.
    pub changed: Vec<String>,
}

/// Takes away all products of the manifest but those wanted; says only which, where it is `dry`.
pub fn clean(root: &Path, pattern: &str, wanted: &BTreeSet<&str>, dry: bool) -> Result<Cleaned, Diagnostic> {
    let folder = pattern::common_folder(pattern);
    let path = format!("{folder}{}", manifest::FILE);
    let mut cleaned = Cleaned::default();
    let Some(bytes) = disk::read_if_there(&root.join(&path)).map_err(|e| refused("read", &path, &e))? else {
        return Ok(cleaned);
    };
    let Some(_lock) = disk::lock(&root.join(folder), false).map_err(|e| refused("lock", folder, &e))? else {
        let message = format!("another run is writing into `{folder}`");
        return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("wait for it to end"));
    };
    let mut manifest = Manifest::read(&bytes).map_err(|why| damaged(&path, &why))?;
    let (kept, gone): (Vec<_>, Vec<_>) = manifest.outputs.into_iter().partition(|o| wanted.contains(o.path.as_str()));
    manifest.outputs = kept;
    let shared: BTreeSet<String> =
        manifest.outputs.iter().flat_map(|o| o.beside().map(|(p, _)| p.to_string()).collect::<Vec<_>>()).collect();
    for output in gone {
        let all = std::iter::once((output.path.as_str(), output.blake3.as_str())).chain(output.beside());
        for (path, blake3) in all.filter(|(path, _)| !shared.contains(*path)) {
            let place = root.join(path);
            match disk::read_if_there(&place).map_err(|e| refused("read", path, &e))? {
                None => {}
                Some(bytes) if hash(&bytes) != blake3 => cleaned.changed.push(path.to_string()),
                Some(_) => {
                    if !dry {
                        disk::remove(&place).map_err(|e| refused("remove", path, &e))?;
                    }
                    cleaned.taken.push(path.to_string());
                }
            }
        }
    }
    if !dry {
        disk::write_whole(&root.join(&path), &manifest.write()).map_err(|e| refused("write", &path, &e))?;
    }
    Ok(cleaned)
}
