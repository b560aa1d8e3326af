//! A part of a build: which jobs are its own, what its manifest is called, and the parts put together again.

use super::manifest::{self, Input, Manifest, Output, Part, ProductState};
use super::{damaged, refused};
use crate::diag::{Diagnostic, Span, checks};
use crate::world::disk;
use std::collections::BTreeMap;
use std::path::Path;

/// One of several parts of a build, made anywhere and at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    pub index: u32,
    /// How many parts there are, 1 to [`MOST`].
    pub of: u32,
}

/// More parts than this are a mistake.
const MOST: u32 = 10_000;

/// Why a text names no part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShardError {
    /// What was typed: no two numbers with a slash between.
    #[error("a part and their number is wanted, such as `3/8`, not `{0}`")]
    NoFraction(String),
    /// No part, too many, or one beyond the last. Holds how many parts were typed, no fewer than 1 and no more than [`MOST`].
    #[error("parts are counted from 1: `1/{0}` to `{0}/{0}`, at most {MOST}")]
    NoPart(u32),
}

impl Shard {
    /// Reads `3/8`: the third of eight.
    ///
    /// # Errors
    /// It is no such fraction, or there is no such part.
    pub fn parse(text: &str) -> Result<Shard, ShardError> {
        let wanted = || ShardError::NoFraction(text.to_string());
        let (index, of) = text.split_once('/').ok_or_else(wanted)?;
        let (index, of): (u32, u32) = (index.parse().map_err(|_| wanted())?, of.parse().map_err(|_| wanted())?);
        if of == 0 || of > MOST || index == 0 || index > of {
            return Err(ShardError::NoPart(of.clamp(1, MOST)));
        }
        Ok(Shard { index, of })
    }

    /// Whether the job of this number, in the order of all jobs, belongs to this part. Every job belongs to one.
    pub fn has(self, job: usize) -> bool {
        job % self.of as usize == self.index as usize - 1
    }

    /// Name of its manifest.
    pub fn manifest(self) -> String {
        format!("manifest.{}-of-{}.json", self.index, self.of)
    }

    pub(super) fn part(self) -> Part {
        Part { index: self.index, of: self.of, everything: false }
    }
}

/// What came of putting parts together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Path of the manifest.
    pub path: String,
    /// How many were joined.
    pub parts: usize,
    /// How many the manifest lists, those of earlier builds with them.
    pub products: usize,
    /// Paths of files from earlier builds that no part has made: they must not be printed.
    pub stale: Vec<String>,
}

/// Joins the manifests of all parts that lie in a folder below `root` into `manifest.json`, and removes them. Refuses
/// parts that are missing, that are of different projects, or that both made a file.
pub fn merge(root: &Path, folder: &str) -> Result<Merged, Vec<Diagnostic>> {
    let place = root.join(if folder.is_empty() { "./" } else { folder });
    let lock = disk::lock(&place, false).map_err(|e| vec![refused("write into", folder, &e)])?;
    if lock.is_none() {
        let message = format!("another `handbill` is writing into `{folder}`");
        return Err(vec![Diagnostic::error(&checks::DISK, Span::NONE, message).help("wait until all shards have finished")]);
    }
    let parts = parts(root, folder).map_err(|d| vec![d])?;
    let mut wrong = incomplete(&parts, folder);
    let mut whole = Manifest::default();
    let mut inputs: BTreeMap<String, (Input, u32)> = BTreeMap::new();
    let mut outputs: BTreeMap<String, Output> = BTreeMap::new();
    for (part, manifest) in &parts {
        for input in &manifest.inputs {
            let (known, of) = inputs.entry(input.path.clone()).or_insert_with(|| (input.clone(), part.index));
            if known != input {
                wrong.push(different(&input.path, *of, part.index));
            }
        }
        if !whole.handbill.is_empty() && (&whole.handbill, &whole.project) != (&manifest.handbill, &manifest.project) {
            wrong.push(different("handbill.toml", 1, part.index));
        }
        whole.handbill.clone_from(&manifest.handbill);
        whole.project.clone_from(&manifest.project);
        for output in &manifest.outputs {
            if outputs.insert(output.path.clone(), output.clone()).is_some() {
                let message = format!("two shards have made `{}`", output.path);
                wrong.push(Diagnostic::error(&checks::SHARDS, Span::NONE, message).help("build all shards again"));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let path = format!("{folder}{}", manifest::FILE);
    let everything = parts.iter().all(|(part, _)| part.everything);
    let mut stale = Vec::new();
    for other in earlier(root, &path).map_err(|d| vec![d])? {
        if outputs.contains_key(&other.path) || !disk::is_there(&root.join(&other.path)) {
            continue;
        }
        let state = if everything { ProductState::Stale } else { other.state };
        if state == ProductState::Stale {
            stale.push(other.path.clone());
        }
        outputs.insert(other.path.clone(), Output { state, ..other });
    }
    whole.inputs = inputs.into_values().map(|(input, _)| input).collect();
    let products = outputs.len();
    whole.outputs = outputs.into_values().collect();
    disk::write_whole(&root.join(&path), &whole.write()).map_err(|e| vec![refused("write", &path, &e)])?;
    for (part, _) in &parts {
        let name = format!("{folder}{}", Shard { index: part.index, of: part.of }.manifest());
        disk::remove(&root.join(&name)).map_err(|e| vec![refused("remove", &name, &e)])?;
    }
    let folders = whole.outputs.iter().map(|o| o.path.rfind('/').map_or("./", |i| &o.path[..=i]));
    for made in folders.collect::<std::collections::BTreeSet<_>>() {
        disk::sweep(&root.join(made));
    }
    Ok(Merged { path, parts: parts.len(), products, stale })
}

/// The manifests of parts in a folder, by their numbers.
fn parts(root: &Path, folder: &str) -> Result<Vec<(Part, Manifest)>, Diagnostic> {
    let mut parts = Vec::new();
    let place = root.join(if folder.is_empty() { "./" } else { folder });
    for name in disk::names(&place) {
        let middle = name.strip_prefix("manifest.").and_then(|n| n.strip_suffix(".json"));
        let Some(shard) = middle.and_then(|m| Shard::parse(&m.replace("-of-", "/")).ok()) else { continue };
        let path = format!("{folder}{name}");
        let bytes = disk::read_if_there(&root.join(&path)).map_err(|e| refused("read", &path, &e))?.unwrap_or_default();
        let manifest = Manifest::read(&bytes).map_err(|why| damaged(&path, &why))?;
        let part = manifest.shard.clone().unwrap_or_else(|| shard.part());
        parts.push((part, manifest));
    }
    parts.sort_by_key(|(part, _)| (part.of, part.index));
    Ok(parts)
}

/// What of the outputs that no part has made was known before.
fn earlier(root: &Path, path: &str) -> Result<Vec<Output>, Diagnostic> {
    match disk::read_if_there(&root.join(path)).map_err(|e| refused("read", path, &e))? {
        Some(bytes) => Ok(Manifest::read(&bytes).map_err(|why| damaged(path, &why))?.outputs),
        None => Ok(Vec::new()),
    }
}

/// Parts that are not there, or that have not come back.
fn incomplete(parts: &[(Part, Manifest)], folder: &str) -> Vec<Diagnostic> {
    let refuse = |message: String, help: String| Diagnostic::error(&checks::SHARDS, Span::NONE, message).help(help);
    let Some((first, _)) = parts.first() else {
        let place = if folder.is_empty() { "the project's folder" } else { folder };
        return vec![refuse(
            format!("there is no manifest of a shard in {place}"),
            "build with `--shard 1/2` and `--shard 2/2` first".into(),
        )];
    };
    let mut wrong = Vec::new();
    if let Some((other, _)) = parts.iter().find(|(part, _)| part.of != first.of) {
        let message = format!("there are shards of {} and shards of {}", first.of, other.of);
        return vec![refuse(message, "delete the manifests of the build that is not wanted".into())];
    }
    for index in (1..=first.of).filter(|i| !parts.iter().any(|(part, _)| part.index == *i)) {
        wrong.push(refuse(
            format!("shard {index} of {} is missing", first.of),
            format!("run `handbill build --shard {index}/{}`", first.of),
        ));
    }
    for (part, manifest) in parts {
        if manifest.outputs.iter().any(|o| o.state == ProductState::Unfinished) {
            let message = format!("shard {} of {} has not come back", part.index, part.of);
            wrong.push(refuse(message, format!("run `handbill build --shard {}/{}` again", part.index, part.of)));
        }
    }
    wrong
}

fn different(path: &str, one: u32, other: u32) -> Diagnostic {
    let message = format!("`{path}` was not the same for shard {one} and shard {other}");
    Diagnostic::error(&checks::SHARDS, Span::NONE, message)
        .help("build all shards again from the same project with the same program")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_from_one() {
        assert_eq!(Shard::parse("3/8"), Ok(Shard { index: 3, of: 8 }));
        for wrong in ["0/8", "9/8", "1/0", "3", "a/b", "1/99999", "-1/2"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_job_belongs_to_one_part() {
        for of in 1..6 {
            for job in 0..20 {
                let owners = (1..=of).filter(|index| Shard { index: *index, of }.has(job)).count();
                assert_eq!(owners, 1, "job {job} of {of} shards");
            }
        }
    }
}
