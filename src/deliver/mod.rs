//! Made files to disk, whole or not at all, and the manifest that says what they are.
//!
//! - `artifact`: the files of a product, and where each goes;
//! - `pattern`: where products may go;
//! - `key`: what a product depends on, as one hash;
//! - `manifest`: what was made; `rows`, `inputs`: the same of a large batch, in little memory;
//! - `account`: what a run has to say when it ends;
//! - `shard`: a part of a build, and the parts put together again.
//!
//! A file that this program has not made is never replaced, and a file that has become wrong is never passed off as
//! good: it stays where it is and the manifest calls it stale.

mod artifact;
pub mod clean;
pub mod gallery;
pub mod inputs;
pub mod key;
mod ledger;
pub mod manifest;
pub mod pattern;
pub mod rows;
pub mod shard;
mod site;
pub mod summary;

use crate::diag::{Diagnostic, Span, checks};
use crate::plan::Job;
use crate::world::disk;
pub use artifact::{Artifact, ArtifactKind, hash};
pub use gallery::{address, escaped};
use inputs::Inputs;
use ledger::Ledger;
use manifest::{Manifest, Output, OutputFiles, ProductState};
use rows::Rows;
use shard::Shard;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The way to the folder of products, with what earlier runs have left there.
pub struct Delivery {
    root: PathBuf,
    /// Common folder of the products, with a slash at its end; empty for the project itself.
    folder: String,
    /// What was read for the build before.
    inputs: Inputs,
    /// What its manifest says.
    earlier: Rows,
    /// Files that it made beside products.
    beside: BTreeSet<String>,
    /// What this run is going to make.
    promised: Rows,
    /// Which part of the build this is.
    shard: Option<Shard>,
    /// Held while this run writes.
    lock: Option<disk::Lock>,
    /// What this run has finished so far, for the run after a kill.
    journal: Option<Mutex<disk::Journal>>,
    /// There is a manifest of an earlier run.
    is_listed: bool,
}

impl Delivery {
    /// Looks at what is there. `root` is the project, `pattern` a checked output pattern.
    /// A shard also sees what the whole build has made before.
    ///
    /// `force`: a manifest that is damaged is passed over, as if nothing had been made.
    pub fn open(root: &Path, pattern: &str, shard: Option<Shard>, force: bool) -> Result<Delivery, Diagnostic> {
        let folder = pattern::common_folder(pattern).to_string();
        let root = root.to_path_buf();
        let mut delivery = Delivery {
            root,
            folder,
            inputs: Inputs::default(),
            earlier: Rows::default(),
            beside: BTreeSet::new(),
            promised: Rows::default(),
            shard,
            lock: None,
            journal: None,
            is_listed: false,
        };
        let whole = format!("{}{}", delivery.folder, manifest::FILE);
        let mut merged = false;
        for path in BTreeSet::from([whole, delivery.manifest_path()]) {
            delivery.inputs = Inputs::default();
            let there = disk::open_if_there(&delivery.place(&path)).map_err(|e| refused("read", &path, &e))?;
            if let Some(file) = there {
                delivery.is_listed = true;
                let ledger: Ledger = match Ledger::read(file) {
                    Ok(ledger) => ledger,
                    Err(_) if force => continue,
                    Err(why) => return Err(damaged(&path, &why)),
                };
                delivery.inputs = ledger.inputs;
                merged |= !delivery.earlier.is_empty();
                match delivery.earlier.is_empty() {
                    true => delivery.earlier = ledger.outputs,
                    false => {
                        let mut paths = ledger.outputs.paths();
                        paths
                            .try_for_each(|p| delivery.earlier.take(p, &ledger.outputs))
                            .map_err(|e| refused("read", &path, &e))?;
                    }
                }
            }
        }
        merged |= delivery.read_journal()?;
        delivery.beside = delivery.earlier.take_beside();
        if merged {
            // Rows that were replaced have nothing beside them any more.
            let outputs = delivery.earlier.paths().filter_map(|path| delivery.earlier.get(path));
            delivery.beside = outputs.flat_map(|o| o.beside().map(|(path, _)| path.to_string()).collect::<Vec<_>>()).collect();
        }
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

    /// What a run finished before it was killed, a product a line. The last line may be cut off. Whether there is any.
    fn read_journal(&mut self) -> Result<bool, Diagnostic> {
        let path = self.journal_path();
        let Some(bytes) = disk::read_if_there(&self.place(&path)).map_err(|e| refused("read", &path, &e))? else {
            return Ok(false);
        };
        let mut any = false;
        for line in bytes.split(|b| *b == b'\n') {
            if let Ok(output) = serde_json::from_slice::<Output>(line) {
                self.earlier.put(&output).map_err(|e| refused("read", &path, &e))?;
                any = true;
            }
        }
        Ok(any)
    }

    /// Notes a finished product, so that a kill from now on does not cost it.
    pub fn note(&self, output: &Output) -> Result<(), Diagnostic> {
        let Some(journal) = &self.journal else { return Ok(()) };
        let mut line = serde_json::to_vec(output).expect("plain data with text keys is always JSON");
        line.push(b'\n');
        let mut journal = journal.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        journal.append(&line).map_err(|e| refused("write", &self.journal_path(), &e))
    }

    /// What an earlier run has made there.
    pub fn earlier(&self, path: &str) -> Option<Output> {
        self.earlier.get(path)
    }

    /// What earlier runs have made beside these paths.
    pub fn others(&self, paths: &BTreeSet<&str>) -> impl Iterator<Item = Output> {
        self.earlier.paths().filter(|path| !paths.contains(path)).filter_map(|path| self.earlier.get(path))
    }

    /// Whether an earlier run has made it.
    pub fn knows(&self, path: &str) -> bool {
        self.earlier.has(path)
    }

    /// Whether the product lies there as this key would make it, with its previews where they are wanted, and its words
    /// in files of these endings.
    pub fn is_there(&self, path: &str, key: &str, png: Option<u32>, words: &[&str]) -> bool {
        let has = |files: &OutputFiles, ending: &str| files.words.iter().any(|file| file.path.ends_with(ending));
        self.earlier
            .files(path)
            .is_some_and(|files| words.iter().all(|ending| has(&files, ending)) && self.holds_all(path, &files, key, png))
    }

    fn holds_all(&self, path: &str, files: &OutputFiles, key: &str, png: Option<u32>) -> bool {
        let previews = match png {
            Some(dpi) => !files.previews.is_empty() && files.previews.iter().all(|p| p.dpi == dpi),
            None => true,
        };
        files.key == key
            && previews
            && self.holds(path, &files.blake3)
            && files.beside().all(|(path, blake3)| self.holds(path, blake3))
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
        let listed = self.manifest_path();
        let (message, help) = match self.is_listed {
            true => (
                format!("`{path}` is there already, and `handbill` has not made it"),
                format!("move it away, or replace it with `--force`; what was made is listed in `{listed}`"),
            ),
            false => (
                format!("`{path}` is there already, and `{listed}`, which would say whether `handbill` has made it, is missing"),
                "make everything anew with `--force`, or move the file away if somebody else has made it".to_string(),
            ),
        };
        Some(Diagnostic::error(&checks::DISK, Span::NONE, message).help(help))
    }

    /// Why a file that an earlier run has made must not be replaced: somebody has changed it since.
    pub fn changed(&self, path: &str) -> Option<Diagnostic> {
        let made = self.earlier.get(path).filter(|o| o.state != ProductState::Unfinished && !o.blake3.is_empty())?;
        let bytes = disk::read_if_there(&self.place(path)).ok().flatten()?;
        (hash(&bytes) != made.blake3).then(|| {
            let message = format!("`{path}` is not as `handbill` has made it: somebody has changed it since");
            let help = "move it away if the change is to be kept, or make it anew with `--force`";
            Diagnostic::error(&checks::DISK, Span::NONE, message).help(help)
        })
    }

    fn is_ours(&self, path: &str) -> bool {
        self.earlier.has(path) || self.beside.contains(path)
    }

    /// Takes the folder for this run.
    fn take(&mut self) -> Result<(), Diagnostic> {
        let folder = if self.folder.is_empty() { "./" } else { &self.folder };
        // Not even the manifest is written to where a link leads.
        match disk::lock(&self.inside(folder)?, self.shard.is_some()) {
            Ok(Some(lock)) => self.lock = Some(lock),
            Ok(None) => {
                let message = format!("another `handbill` is writing into `{folder}`");
                return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("wait until it has finished"));
            }
            Err(e) => return Err(refused("write into", folder, &e)),
        }
        Ok(())
    }

    /// Takes the folder for what this run is going to make, and clears what a killed run has left there.
    pub fn promise(&mut self, jobs: &[&Job]) -> Result<(), Diagnostic> {
        if jobs.is_empty() {
            return Ok(());
        }
        if self.lock.is_none() {
            self.take()?;
        }
        if self.shard.is_none() {
            // Other shards may be writing: what lies there is theirs.
            self.sweep(jobs);
        }
        for job in jobs {
            let output = self.earlier.get(&job.output).unwrap_or_else(|| Output::promised(job));
            let output = Output { state: ProductState::Unfinished, ..output };
            self.promised.put(&output).map_err(|e| refused("write", &self.manifest_path(), &e))?;
        }
        Ok(())
    }

    /// Promises nothing, after all.
    pub fn forget_promises(&mut self) {
        self.promised = Rows::default();
    }

    /// Writes down what was promised: from now on a kill leaves only files that the manifest knows.
    pub fn begin(&mut self, project: Option<String>) -> Result<(), Diagnostic> {
        let path = self.manifest_path();
        let mut outputs = std::mem::take(&mut self.promised);
        if self.shard.is_none() {
            let others: Vec<&str> = self.earlier.paths().filter(|path| !outputs.has(path)).collect();
            let taken = others.iter().try_for_each(|other| outputs.take(other, &self.earlier));
            taken.map_err(|e| refused("write", &path, &e))?;
        }
        let inputs = std::mem::take(&mut self.inputs);
        self.write_manifest(&Ledger {
            handbill: env!("CARGO_PKG_VERSION").to_string(),
            project,
            inputs,
            shard: self.shard.map(Shard::part),
            outputs,
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
        let place = self.inside(path)?;
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

    /// Common folder of the products, with a slash at its end; empty for the project itself.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// A file that lies there.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        disk::read_if_there(&self.place(path)).ok()?
    }

    /// Whether the file of a product is there at all.
    pub fn exists(&self, path: &str) -> bool {
        disk::is_there(&self.place(path))
    }

    /// Writes the manifest, unless it says this already.
    fn write_manifest(&self, ledger: &Ledger) -> Result<(), Diagnostic> {
        let path = self.manifest_path();
        let written = disk::write_if_new(&self.place(&path), &|sink| ledger.write(sink));
        written.map(|_| ()).map_err(|e| refused("write", &path, &e))
    }

    /// Writes the contact sheet of all that the manifest lists, or the site of all for screens with the address where it will
    /// be found, and gives its path. `force` replaces one that we have not made.
    pub fn write_index(&self, site: Option<&str>, force: bool) -> Result<String, Diagnostic> {
        let path = format!("{}{}", self.folder, gallery::FILE);
        let there = disk::read_if_there(&self.place(&path)).map_err(|e| refused("read", &path, &e))?;
        let is_ours = |bytes: &[u8]| [gallery::HEAD, site::HEAD].iter().any(|head| bytes.starts_with(head.as_bytes()));
        if there.is_some_and(|bytes| !is_ours(&bytes)) && !force {
            let message = format!("`{path}` is there already, and `handbill` has not made it");
            return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("move it away, or replace it with `--force`"));
        }
        let listed = self.manifest_path();
        let bytes = disk::read_if_there(&self.place(&listed)).map_err(|e| refused("read", &listed, &e))?.unwrap_or_default();
        let manifest = Manifest::read(&bytes).map_err(|why| damaged(&listed, &why))?;
        let read = |path: &str| String::from_utf8(disk::read_if_there(&self.place(path)).ok()??).ok();
        let page = match site {
            Some(home) => site::page(&manifest, &self.folder, home, &read),
            None => gallery::page(&manifest, &self.folder),
        };
        self.put(&path, page.as_bytes())?;
        Ok(path)
    }

    /// Where a path lies, if no symbolic link on the way leads out of the project.
    fn inside(&self, path: &str) -> Result<PathBuf, Diagnostic> {
        let place = self.place(path);
        if pattern::is_absolute(path) || disk::stays_inside(&self.root, &place) {
            return Ok(place);
        }
        let message = format!("`{path}` leads out of the project by a symbolic link");
        let help = "make the folder a folder, or name the other place with `--out`";
        Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help(help))
    }

    fn place(&self, path: &str) -> PathBuf {
        // An absolute path stays as it is.
        self.root.join(path)
    }
}

pub(crate) fn refused(verb: &str, path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(&checks::DISK, Span::NONE, format!("cannot {verb} `{path}`: {error}"))
}

pub(crate) fn damaged(path: &str, why: &dyn std::fmt::Display) -> Diagnostic {
    let message = format!("`{path}` is damaged: {why}");
    Diagnostic::error(&checks::DISK, Span::NONE, message)
        .help("run `handbill build --force`: everything is made anew, and so is the manifest")
}
