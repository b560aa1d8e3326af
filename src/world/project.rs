//! A project's folder laid over the files that are compiled into the program.

use super::builtin::{BuiltinFile, Bytes, builtin_file, builtin_files};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::{fs, io};

/// A file larger than this is refused: nothing a sheet needs is.
const LARGEST: u64 = 64 << 20;

/// Where files come from.
#[derive(Clone, Debug)]
pub struct World {
    root: PathBuf,
    /// In place of the disk, for tests.
    memory: Option<BTreeMap<String, Arc<[u8]>>>,
    /// Folders that were listed.
    listed: Arc<Mutex<BTreeMap<String, Arc<[Listed]>>>>,
    /// Folders that were asked for a file, and whether a symbolic link is on the way to them.
    linked: Arc<Mutex<BTreeMap<PathBuf, bool>>>,
    /// What was worked out of files that are asked for again and again.
    worked_out: Arc<Mutex<BTreeMap<String, WorkedOut>>>,
}

/// Of whatever kind: who asks knows.
type WorkedOut = Arc<dyn Any + Send + Sync>;

/// A file and where it was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is in it: that of the project, where both have one.
    pub bytes: Bytes,
    /// The project has none of its own, or a copy.
    pub builtin: bool,
}

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Without its folder.
    pub name: String,
    /// The project has no file of this name.
    pub builtin: bool,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum ReadError {
    /// Neither in the project nor built in.
    Missing,
    /// An absolute path, or one that leaves the project.
    Outside,
    /// A symbolic link that leaves the project.
    Link,
    /// Over 64 MiB: no picture, table or font of a flyer is.
    TooLarge,
    /// The system would not, and why.
    System(io::Error),
}

impl World {
    /// A project's folder.
    pub fn open(root: impl Into<PathBuf>) -> World {
        World { root: root.into(), memory: None, listed: Arc::default(), linked: Arc::default(), worked_out: Arc::default() }
    }

    /// The built-in files alone.
    pub fn builtin() -> World {
        World::memory(BTreeMap::new())
    }

    /// These files over the built-in ones.
    pub fn memory(files: BTreeMap<String, Vec<u8>>) -> World {
        let files = files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
        World {
            root: PathBuf::new(),
            memory: Some(files),
            listed: Arc::default(),
            linked: Arc::default(),
            worked_out: Arc::default(),
        }
    }

    /// The same place looked at anew: files may have come and gone since its folders were listed.
    pub fn anew(&self) -> World {
        World { listed: Arc::default(), linked: Arc::default(), worked_out: Arc::default(), ..self.clone() }
    }

    /// What `make` works out of a file, once for all who ask this world for it by the same key: a long table is read a chunk at
    /// a time, and taken apart once.
    ///
    /// # Errors
    /// Those of `make`, which is asked again the next time.
    pub fn once<T: Send + Sync + 'static, E>(&self, key: &str, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(known) = self.kept(key) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        self.keep(key, Arc::clone(&made));
        Ok(made)
    }

    /// What was last kept under a key, where it is of this kind.
    pub fn kept<T: Send + Sync + 'static>(&self, key: &str) -> Option<Arc<T>> {
        let known = self.worked_out.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        known.and_then(|known| known.downcast().ok())
    }

    /// Keeps what was worked out for whoever asks this world for it next, in place of what was kept under this key before.
    pub fn keep<T: Send + Sync + 'static>(&self, key: &str, made: Arc<T>) {
        let made: WorkedOut = made;
        self.worked_out.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_string(), made);
    }

    /// The folder of the project.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file of the project; where it has none of that name, the built-in one.
    pub fn read(&self, path: &str) -> Result<Found, ReadError> {
        let built = builtin_file(path).map(BuiltinFile::lazy);
        if let Some(bytes) = built.clone().filter(|bytes| self.is_copy(path, bytes)) {
            return Ok(Found { bytes, builtin: true });
        }
        match self.read_own(path) {
            Ok(bytes) => Ok(Found { bytes: Bytes::Read(bytes), builtin: false }),
            Err(ReadError::Missing) => Ok(Found { bytes: built.ok_or(ReadError::Missing)?, builtin: true }),
            Err(error) => Err(error),
        }
    }

    /// Whether the project's own file is the built-in one. Looked at piece by piece: megabytes that are in the program
    /// already need no room a second time.
    fn is_copy(&self, path: &str, built: &Bytes) -> bool {
        if let Some(files) = &self.memory {
            return files.get(path).is_some_and(|own| **own == *built.as_slice());
        }
        let same = || -> io::Result<bool> {
            let Some(mut file) = self.open_as_long(path, built.length())? else { return Ok(false) };
            if let Bytes::Packed(packed) = built {
                let mut own = Vec::with_capacity(built.length());
                file.read_to_end(&mut own)?;
                return Ok(packed.is(&own));
            }
            let mut piece = [0; 16 << 10];
            for wanted in built.as_slice().chunks(piece.len()) {
                let own = &mut piece[..wanted.len()];
                file.read_exact(own)?;
                if own != wanted {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        same().unwrap_or(false)
    }

    /// Whether the project has a copy of a built-in font, told by its length and its first 4 KiB: an OpenType file
    /// begins with the checksums of all its tables. Spares reading megabytes that are in the program already.
    pub fn has_builtin_font(&self, path: &str) -> bool {
        let Some(built) = builtin_file(path).map(BuiltinFile::lazy) else { return false };
        if self.memory.is_some() {
            return self.read_own(path).is_ok_and(|own| *own == *built.as_slice());
        }
        let head = built.head(4096);
        let same = || -> io::Result<bool> {
            let Some(mut file) = self.open_as_long(path, built.length())? else { return Ok(false) };
            let mut own = vec![0; head.len()];
            file.read_exact(&mut own)?;
            Ok(own == head)
        };
        same().unwrap_or(false)
    }

    /// Opens a file of the project that has this length. Nothing else is opened: a pipe would wait for its other end.
    fn open_as_long(&self, path: &str, length: usize) -> io::Result<Option<fs::File>> {
        let full = self.root.join(path);
        let facts = fs::metadata(&full)?;
        if self.leads_out(&full) {
            return Ok(None);
        }
        match facts.is_file() && facts.len() == length as u64 {
            true => fs::File::open(full).map(Some),
            false => Ok(None),
        }
    }

    /// A file of the project itself.
    pub fn read_own(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        match &self.memory {
            Some(files) if is_inside(path) => files.get(path).cloned().ok_or(ReadError::Missing),
            Some(_) => Err(ReadError::Outside),
            None => self.read_disk(path).map(Arc::from),
        }
    }

    /// The bytes of a file that nobody else asks for: they are held once.
    pub fn take(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.memory.is_none() && builtin_file(path).is_none() {
            true => self.read_disk(path),
            false => self.read(path).map(|found| found.bytes.as_slice().to_vec()),
        }
    }

    fn read_disk(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if !is_inside(path) {
            return Err(ReadError::Outside);
        }
        let full = self.root.join(path);
        let own = fs::symlink_metadata(&full).map_err(ReadError::from)?;
        let is_link = own.is_symlink();
        let facts = if is_link { fs::metadata(&full).map_err(ReadError::from)? } else { own };
        if facts.len() > LARGEST {
            return Err(ReadError::TooLarge);
        }
        if !facts.is_file() {
            return Err(ReadError::Missing);
        }
        if (is_link || self.is_behind_link(&full)) && !super::disk::stays_inside(&self.root, &full) {
            return Err(ReadError::Link);
        }
        fs::read(&full).map_err(ReadError::from)
    }

    /// Where a file of the project lies, for writing: inside its folder, also when links are followed.
    ///
    /// # Errors
    /// [`ReadError::Outside`] where the path leaves the project; [`ReadError::Missing`] where there is no folder.
    pub fn place(&self, path: &str) -> Result<PathBuf, ReadError> {
        let inside = Path::new(path).components().all(|c| matches!(c, Component::Normal(_)));
        if !inside || path.is_empty() || path.contains(['\\', '\0', ':']) || self.memory.is_some() {
            return Err(ReadError::Outside);
        }
        let folder = if self.root.as_os_str().is_empty() { Path::new(".") } else { &self.root };
        let root = folder.canonicalize().map_err(ReadError::from)?;
        let full = root.join(path);
        // The nearest folder that is there decides: new ones are made below it.
        let there = full.ancestors().skip(1).find(|folder| folder.exists()).ok_or(ReadError::Missing)?;
        let followed = there.canonicalize().map_err(ReadError::from)?;
        let is_link = full.symlink_metadata().is_ok_and(|facts| facts.file_type().is_symlink());
        if !followed.starts_with(&root) || is_link {
            return Err(ReadError::Outside);
        }
        Ok(full)
    }

    /// Whether a symbolic link on the way leads out of the project. Links are rare, and asked for one by one.
    fn leads_out(&self, full: &Path) -> bool {
        let is_link = fs::symlink_metadata(full).is_ok_and(|facts| facts.is_symlink());
        (is_link || self.is_behind_link(full)) && !super::disk::stays_inside(&self.root, full)
    }

    /// Whether a folder on the way to a file is a symbolic link. Of each folder that is looked at once, as it is listed once.
    fn is_behind_link(&self, full: &Path) -> bool {
        let Some(folder) = full.parent() else { return false };
        let mut known = self.linked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(linked) = known.get(folder) {
            return *linked;
        }
        let below = folder.strip_prefix(&self.root).unwrap_or(folder);
        let mut place = self.root.clone();
        let linked = below.components().any(|part| {
            place.push(part);
            fs::symlink_metadata(&place).is_ok_and(|facts| facts.is_symlink())
        });
        known.insert(folder.to_path_buf(), linked);
        linked
    }

    /// A file that was named on the command line, wherever it lies.
    /// `-` is standard input, which is read once.
    pub fn read_given(path: &Path) -> Result<Bytes, ReadError> {
        match path == Path::new("-") {
            true => read_input(),
            false => World::take_given(path).map(|bytes| Bytes::Read(bytes.into())),
        }
    }

    /// The same where nobody else asks for its bytes.
    pub fn take_given(path: &Path) -> Result<Vec<u8>, ReadError> {
        if path == Path::new("-") {
            return read_input().map(|bytes| bytes.as_slice().to_vec());
        }
        let facts = fs::metadata(path).map_err(ReadError::from)?;
        if facts.len() > LARGEST {
            return Err(ReadError::TooLarge);
        }
        if !facts.is_file() {
            return Err(ReadError::Missing);
        }
        fs::read(path).map_err(ReadError::from)
    }

    /// The files of a folder, sorted; a project's file hides the built-in one of the same name.
    pub fn list(&self, folder: &str) -> Vec<Listed> {
        let own = self.list_own(folder);
        let names: BTreeSet<&String> = own.iter().map(|l| &l.name).collect();
        let mut all: Vec<Listed> = builtin_files()
            .iter()
            .filter_map(|file| file.path.strip_prefix(folder)?.strip_prefix('/'))
            .filter(|name| !name.contains('/') && !names.contains(&name.to_string()))
            .map(|name| Listed { name: name.to_string(), builtin: true })
            .collect();
        all.extend(own.iter().cloned());
        all.sort();
        all
    }

    /// The folders of a folder, the project's own and the built-in ones, sorted.
    pub fn folders(&self, folder: &str) -> BTreeSet<String> {
        let built = builtin_files().iter().filter_map(|file| inner_folder(folder, file.path));
        built.chain(self.own_folders(folder)).collect()
    }

    /// The folders of a folder of the project itself, sorted.
    pub fn own_folders(&self, folder: &str) -> BTreeSet<String> {
        match &self.memory {
            Some(files) => files.keys().filter_map(|path| inner_folder(folder, path)).collect(),
            None => {
                let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
                let folders = entries.filter(|entry| entry.path().is_dir());
                let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
                names.filter(|name| !name.starts_with('.')).collect()
            }
        }
    }

    /// The files of a folder of the project itself, sorted. A folder is listed once: a batch of organizations asks for it
    /// with every chunk.
    pub fn list_own(&self, folder: &str) -> Arc<[Listed]> {
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(listed.entry(folder.to_string()).or_insert_with(|| self.list_anew(folder).into()))
    }

    fn list_anew(&self, folder: &str) -> Vec<Listed> {
        let mut names: Vec<String> = match &self.memory {
            Some(files) => {
                let inside = files.keys().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'));
                inside.filter(|name| !name.contains('/')).map(str::to_string).collect()
            }
            None => {
                let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
                entries.filter(is_file).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
            }
        };
        names.sort();
        names.into_iter().map(|name| Listed { name, builtin: false }).collect()
    }
}

impl World {
    /// What lies in a folder of the project and is neither a file nor a folder: pipes, devices, links that lead nowhere.
    pub fn strange_own(&self, folder: &str) -> Vec<String> {
        if self.memory.is_some() {
            return Vec::new();
        }
        let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let strange = entries.filter(|entry| !is_file(entry) && !entry.path().is_dir());
        let mut names: Vec<String> = strange.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// Whether an entry is a file, or leads to one. The folder says so of most; only a link has to be followed.
fn is_file(entry: &fs::DirEntry) -> bool {
    match entry.file_type() {
        Ok(kind) if !kind.is_symlink() => kind.is_file(),
        Ok(_) | Err(_) => entry.path().is_file(),
    }
}

/// Whether a path stays in its folder.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir))
}

/// Standard input, kept: a batch reads its table again for each part.
fn read_input() -> Result<Bytes, ReadError> {
    static INPUT: OnceLock<Arc<[u8]>> = OnceLock::new();
    if INPUT.get().is_none() {
        let mut bytes = Vec::new();
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(ReadError::from)?;
        if bytes.len() as u64 > LARGEST {
            return Err(ReadError::TooLarge);
        }
        let _ = INPUT.set(bytes.into());
    }
    INPUT.get().map(|bytes| Bytes::Read(bytes.clone())).ok_or(ReadError::Missing)
}

/// The folder inside a folder that a path leads through.
fn inner_folder(folder: &str, path: &str) -> Option<String> {
    Some(path.strip_prefix(folder)?.strip_prefix('/')?.split_once('/')?.0.to_string())
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> ReadError {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing,
            _ => ReadError::System(error),
        }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadError::Missing => f.write_str("is not there"),
            ReadError::Outside => f.write_str("lies outside the project"),
            ReadError::Link => f.write_str("is a symbolic link that leads out of the project; copy the file into it"),
            ReadError::TooLarge => f.write_str("is larger than 64 MiB"),
            ReadError::System(error) => write!(f, "cannot be read: {error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_worked_out_once_until_it_is_looked_at_anew() {
        let world = World::builtin();
        let times = std::cell::Cell::new(0);
        let ask = |world: &World, key: &str| {
            let made = world.once(key, || {
                times.set(times.get() + 1);
                if times.get() == 1 { Err("not yet") } else { Ok(times.get()) }
            });
            made.map(|made| *made)
        };
        assert_eq!(ask(&world, "a"), Err("not yet"));
        assert_eq!([ask(&world, "a"), ask(&world.clone(), "a")], [Ok(2), Ok(2)]);
        assert_eq!([ask(&world, "b"), ask(&world.anew(), "a"), ask(&world, "a")], [Ok(3), Ok(4), Ok(2)]);
    }
}
