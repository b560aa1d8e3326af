//! Made files to disk, whole or not at all, and the manifest that says what they are.
//!
//! - `pattern`: where products may go;
//! - `key`: what a product depends on, as one hash;
//! - `manifest`: what was made;
//! - `shard`: a part of a build, and the parts put together again.
//!
//! A file that this program has not made is never replaced, and a file that has become wrong is never passed off as
//! good: it stays where it is and the manifest calls it stale.

pub mod gallery;
pub mod key;
pub mod manifest;
pub mod pattern;
pub mod shard;

use crate::diag::{Diagnostic, Span, checks};
use crate::plan::Job;
use crate::world::disk;
use manifest::{Input, Manifest, Output, State};
use shard::Shard;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The way to the folder of products, with what earlier runs have left there.
pub struct Delivery {
    root: PathBuf,
    /// Common folder of the products, with a slash at its end; empty for the project itself.
    folder: String,
    /// What was read for the build before.
    inputs: Vec<Input>,
    /// What its manifest says, by path.
    earlier: BTreeMap<String, Output>,
    /// Which part of the build this is.
    shard: Option<Shard>,
    /// Held while this run writes.
    lock: Option<disk::Lock>,
    /// What this run has finished so far, for the run after a kill.
    journal: Option<Mutex<disk::Journal>>,
}

impl Delivery {
    /// Looks at what is there. `root` is the project, `pattern` a checked output pattern.
    /// A shard also sees what the whole build has made before.
    pub fn open(root: &Path, pattern: &str, shard: Option<Shard>) -> Result<Delivery, Diagnostic> {
        let folder = pattern::common_folder(pattern).to_string();
        let root = root.to_path_buf();
        let mut delivery =
            Delivery { root, folder, inputs: Vec::new(), earlier: BTreeMap::new(), shard, lock: None, journal: None };
        let whole = format!("{}{}", delivery.folder, manifest::FILE);
        for path in BTreeSet::from([whole, delivery.manifest_path()]) {
            delivery.inputs.clear();
            let there = disk::read_if_there(&delivery.place(&path)).map_err(|e| refused("read", &path, &e))?;
            if let Some(bytes) = there {
                let mut manifest = Manifest::read(&bytes).map_err(|why| damaged(&path, &why))?;
                delivery.inputs = std::mem::take(&mut manifest.inputs);
                delivery.earlier.extend(manifest.by_path());
            }
        }
        delivery.read_journal()?;
        Ok(delivery)
    }

    /// Path of the manifest, as paths of products are written.
    pub fn manifest_path(&self) -> String {
        match self.shard {
            None => format!("{}{}", self.folder, manifest::FILE),
            Some(shard) => format!("{}{}", self.folder, shard.manifest()),
        }
    }

    fn journal_path(&self) -> String {
        format!("{}.part", self.manifest_path())
    }

    /// What a run finished before it was killed, a product a line. The last line may be cut off.
    fn read_journal(&mut self) -> Result<(), Diagnostic> {
        let path = self.journal_path();
        let Some(bytes) = disk::read_if_there(&self.place(&path)).map_err(|e| refused("read", &path, &e))? else {
            return Ok(());
        };
        for line in bytes.split(|b| *b == b'\n') {
            if let Ok(output) = serde_json::from_slice::<Output>(line) {
                self.earlier.insert(output.path.clone(), output);
            }
        }
        Ok(())
    }

    /// Notes a finished product, so that a kill from now on does not cost it.
    pub fn note(&self, output: &Output) -> Result<(), Diagnostic> {
        let Some(journal) = &self.journal else { return Ok(()) };
        let mut line = serde_json::to_vec(output).expect("plain data with text keys is always JSON");
        line.push(b'\n');
        let mut journal = journal.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        journal.append(&line).map_err(|e| refused("write", &self.journal_path(), &e))
    }

    pub fn earlier(&self, path: &str) -> Option<&Output> {
        self.earlier.get(path)
    }

    /// Whether the product lies there as this key would make it, with its previews where they are wanted.
    pub fn is_there(&self, path: &str, key: &str, png: Option<u32>) -> bool {
        let Some(output) = self.earlier.get(path) else { return false };
        let previews = match png {
            Some(dpi) => !output.previews.is_empty() && output.previews.iter().all(|p| p.dpi == dpi),
            None => true,
        };
        output.key == key
            && previews
            && self.holds(&output.path, &output.blake3)
            && output.beside().all(|(path, blake3)| self.holds(path, blake3))
    }

    /// Whether a file has these bytes, by their hash.
    fn holds(&self, path: &str, blake3: &str) -> bool {
        disk::read_if_there(&self.place(path)).ok().flatten().is_some_and(|bytes| hash(&bytes) == blake3)
    }

    /// Why a file must not be written: it is there, and no earlier run has made it.
    pub fn foreign(&self, path: &str) -> Option<Diagnostic> {
        if self.is_ours(path) || !disk::is_there(&self.place(path)) {
            return None;
        }
        let message = format!("`{path}` is there already, and `handbill` has not made it");
        Some(
            Diagnostic::error(&checks::DISK, Span::NONE, message).help(format!(
                "move it away, or replace it with `--force`; what was made is listed in `{}`",
                self.manifest_path()
            )),
        )
    }

    fn is_ours(&self, path: &str) -> bool {
        self.earlier.contains_key(path) || self.earlier.values().any(|o| o.beside().any(|(beside, _)| beside == path))
    }

    /// Takes the folder for this run, clears what a killed run has left, and promises the products: from now on a
    /// kill leaves only files that the manifest knows.
    pub fn begin(&mut self, project: Option<String>, jobs: &[&Job]) -> Result<(), Diagnostic> {
        let folder = if self.folder.is_empty() { "./" } else { &self.folder };
        let share = self.shard.is_some();
        match disk::lock(&self.place(folder), share) {
            Ok(Some(lock)) => self.lock = Some(lock),
            Ok(None) => {
                let message = format!("another `handbill` is writing into `{folder}`");
                return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("wait until it has finished"));
            }
            Err(e) => return Err(refused("write into", folder, &e)),
        }
        if !share {
            // Other shards may be writing: what lies there is theirs.
            self.sweep(jobs);
        }
        let mine: BTreeSet<&str> = jobs.iter().map(|job| job.output.as_str()).collect();
        let kept = self.earlier.iter().filter(|(path, _)| !share || mine.contains(path.as_str()));
        let mut outputs: BTreeMap<String, Output> = kept.map(|(path, output)| (path.clone(), output.clone())).collect();
        for job in jobs {
            outputs.entry(job.output.clone()).or_insert_with(|| Output::promised(job)).state = State::Unfinished;
        }
        let inputs = std::mem::take(&mut self.inputs);
        self.write_manifest(&Manifest {
            handbill: env!("CARGO_PKG_VERSION").to_string(),
            project,
            inputs,
            shard: self.shard.map(Shard::part),
            outputs: outputs.into_values().collect(),
        })?;
        let path = self.journal_path();
        match disk::Journal::open(&self.place(&path)) {
            Ok(Some(journal)) => self.journal = Some(Mutex::new(journal)),
            Ok(None) => {
                let message = format!("another `handbill` is making this shard: `{path}` is in use");
                return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("wait until it has finished"));
            }
            Err(e) => return Err(refused("write", &path, &e)),
        }
        Ok(())
    }

    fn sweep(&self, jobs: &[&Job]) {
        let parent = |path: &str| path.rfind('/').map_or(String::new(), |i| path[..=i].to_string());
        let mut folders: BTreeSet<String> = jobs.iter().map(|job| parent(&job.output)).collect();
        folders.insert(self.folder.clone());
        for folder in folders {
            disk::sweep(&self.place(if folder.is_empty() { "./" } else { &folder }));
        }
    }

    /// Writes a file, unless it has these very bytes already; whether it did.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<bool, Diagnostic> {
        let place = self.place(path);
        if disk::read_if_there(&place).ok().flatten().is_some_and(|there| there == bytes) {
            return Ok(false);
        }
        disk::write_whole(&place, bytes).map_err(|e| refused("write", path, &e))?;
        Ok(true)
    }

    /// Removes a preview or a calendar file of an earlier run that shows what is no longer so, if nobody has touched it
    /// since.
    pub fn drop_beside(&self, path: &str, blake3: &str) {
        if self.holds(path, blake3) {
            // Left lying it does no harm: the manifest no longer lists it.
            let _ = disk::remove(&self.place(path));
        }
    }

    /// Whether the file of a product is there at all.
    pub fn exists(&self, path: &str) -> bool {
        disk::is_there(&self.place(path))
    }

    /// Writes the manifest of a run that has come back, and ends its journal.
    pub fn end(&mut self, manifest: &Manifest) -> Result<(), Diagnostic> {
        self.write_manifest(manifest)?;
        self.journal = None;
        let path = self.journal_path();
        if disk::is_there(&self.place(&path)) {
            disk::remove(&self.place(&path)).map_err(|e| refused("remove", &path, &e))?;
        }
        Ok(())
    }

    /// Writes the manifest, unless it says this already.
    fn write_manifest(&self, manifest: &Manifest) -> Result<(), Diagnostic> {
        let path = self.manifest_path();
        let written = disk::write_if_new(&self.place(&path), &|sink| manifest.write_to(sink));
        written.map(|_| ()).map_err(|e| refused("write", &path, &e))
    }

    /// Writes the contact sheet of a manifest and gives its path. `force` replaces one that we have not made.
    pub fn write_gallery(&self, manifest: &Manifest, force: bool) -> Result<String, Diagnostic> {
        let path = format!("{}{}", self.folder, gallery::FILE);
        let there = disk::read_if_there(&self.place(&path)).map_err(|e| refused("read", &path, &e))?;
        if there.is_some_and(|bytes| !bytes.starts_with(gallery::HEAD.as_bytes())) && !force {
            let message = format!("`{path}` is there already, and `handbill` has not made it");
            return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("move it away, or replace it with `--force`"));
        }
        self.put(&path, gallery::page(manifest, &self.folder).as_bytes())?;
        Ok(path)
    }

    /// What a manifest keeps of earlier runs: outputs that this run was not asked for.
    pub fn others<'a>(&'a self, asked: &'a BTreeSet<String>) -> impl Iterator<Item = &'a Output> {
        self.earlier.values().filter(move |o| self.shard.is_none() && !asked.contains(&o.path))
    }

    fn place(&self, path: &str) -> PathBuf {
        // An absolute path stays as it is.
        self.root.join(path)
    }
}

/// The hash by which the manifest knows bytes.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Where the PNG of a page goes: `card-en.pdf` to `card-en-1.png`.
pub fn preview_path(pdf: &str, page: usize) -> String {
    format!("{}-{}.png", pdf.strip_suffix(".pdf").unwrap_or(pdf), page + 1)
}

pub(crate) fn refused(verb: &str, path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(&checks::DISK, Span::NONE, format!("cannot {verb} `{path}`: {error}"))
}

pub(crate) fn damaged(path: &str, why: &str) -> Diagnostic {
    let message = format!("`{path}` is damaged: {why}");
    Diagnostic::error(&checks::DISK, Span::NONE, message).help("delete it and run `handbill build --force`")
}
