//! Writing: files whole or not at all, and the few questions delivery asks of a folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

/// How our own temporary files are called, so that those of a killed run can be told from anybody else's.
const TEMPORARY: (&str, &str) = (".handbill-", ".tmp");

/// Writes a file under a temporary name in its own folder, then renames it: readers see the old file or the whole
/// new one, also after a kill. Makes the folders it needs.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole_by(path, &|sink| sink.write_all(bytes))
}

/// What writes a file bit by bit. It may be asked twice.
pub type Writing<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;

/// The same for a file that is written bit by bit, unless it lies there so already. Whether it was written.
pub fn write_if_new(path: &Path, write: Writing<'_>) -> io::Result<bool> {
    if says(path, write) {
        return Ok(false);
    }
    write_whole_by(path, write).map(|()| true)
}

fn write_whole_by(path: &Path, write: Writing<'_>) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(TEMPORARY.0).suffix(TEMPORARY.1).tempfile_in(folder)?;
    let mut sink = BufWriter::new(file.as_file_mut());
    write(&mut sink)?;
    sink.flush()?;
    drop(sink);
    readable_by_all(file.as_file())?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Whether a file says what would be written. One that cannot be read does not.
fn says(path: &Path, write: Writing<'_>) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut sink = BufWriter::new(Beside { file, piece: Vec::new() });
    write(&mut sink).and_then(|()| sink.flush()).is_ok() && matches!(sink.get_mut().file.read(&mut [0]), Ok(0))
}

/// Holds what is written against a file; an error at the first difference.
struct Beside {
    file: File,
    piece: Vec<u8>,
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.resize(bytes.len(), 0);
        self.file.read_exact(&mut self.piece)?;
        match self.piece == bytes {
            true => Ok(bytes.len()),
            false => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `tempfile` makes files for their owner alone; a product is for whoever may read the folder.
#[cfg(unix)]
fn readable_by_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &File) -> io::Result<()> {
    Ok(())
}

/// The bytes of a file; `None` where there is none.
pub fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(e),
    }
}

/// A file to be read bit by bit; `None` where there is none.
pub fn open_if_there(path: &Path) -> io::Result<Option<impl io::BufRead + io::Seek + use<>>> {
    match File::open(path) {
        Ok(file) => Ok(Some(BufReader::new(file))),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(e),
    }
}

/// The files of a folder, sorted; `None` where it is no folder.
pub fn files_of(folder: &Path) -> Option<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).ok()?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    Some(files)
}

/// How many bytes a file has; `None` where there is none.
pub fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|facts| facts.len())
}

/// Whether a place lies in a folder when every symbolic link on the way is followed. What is not there yet lies where its
/// nearest folder lies.
pub fn stays_inside(root: &Path, place: &Path) -> bool {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let Ok(root) = root.canonicalize() else { return true };
    let nearest = place.ancestors().find_map(|folder| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        folder.canonicalize().ok()
    });
    nearest.is_none_or(|nearest| nearest.starts_with(&root))
}

/// Whether something lies at a path, a link that leads nowhere too.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether a folder holds nothing, or is not there at all. A file in its place is an error.
pub fn is_empty_or_absent(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(e) => Err(e),
    }
}

/// The nearest folder up from here that holds a file of this name, as a path from here: empty, `..`, `../..`.
pub fn find_up(name: &str) -> Option<PathBuf> {
    let depth = Path::new(".").canonicalize().ok()?.components().count();
    let mut folder = PathBuf::new();
    for _ in 0..depth {
        if folder.join(name).is_file() {
            return Some(folder);
        }
        folder.push("..");
    }
    None
}

/// How a folder is reached from the root of its repository, the nearest folder up from it with a `.git`: with a slash at
/// its end, or nothing where it is the root or lies in no repository.
pub fn inside_repository(folder: &Path) -> String {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(full) = here.canonicalize() else { return String::new() };
    let Some(root) = full.ancestors().find(|place| place.join(".git").exists()) else { return String::new() };
    let inside = full.strip_prefix(root).unwrap_or(Path::new(""));
    inside.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}

/// Takes a file away; one that is gone already is an error of `NotFound`.
pub fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Removes what a killed run has left in a folder; how many files. Only names of our own pattern.
pub fn sweep(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let ours = entries.flatten().filter(|e| e.file_name().to_str().is_some_and(is_temporary));
    ours.filter(|e| fs::remove_file(e.path()).is_ok()).count()
}

fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1)
}

/// A folder that this run alone writes into, until dropped.
pub struct Lock(#[expect(dead_code, reason = "held for its drop")] Option<File>);

/// Takes a folder for this run; `None` when another run has it. `share`: beside others that share it. Systems that
/// cannot lock a folder do not.
pub fn lock(folder: &Path, share: bool) -> io::Result<Option<Lock>> {
    fs::create_dir_all(folder)?;
    let Ok(handle) = File::open(folder) else { return Ok(Some(Lock(None))) };
    match if share { handle.try_lock_shared() } else { handle.try_lock() } {
        Err(TryLockError::WouldBlock) => Ok(None),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(Lock(Some(handle)))),
    }
}

/// A file that lines are added to, until dropped. A kill cuts off the last line at the most.
pub struct Journal(File);

impl Journal {
    /// An empty one for this run alone; `None` when another run has it.
    pub fn open(path: &Path) -> io::Result<Option<Journal>> {
        let file = File::options().create(true).truncate(false).append(true).open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        file.set_len(0)?;
        Ok(Some(Journal(file)))
    }

    /// One line more, in one write.
    pub fn append(&mut self, line: &[u8]) -> io::Result<()> {
        self.0.write_all(line)
    }
}

/// The names in a folder, sorted; none where there is no folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_whole_into_new_folders() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a/b/c.pdf");
        write_whole(&path, b"one").expect("written");
        write_whole(&path, b"two").expect("written over");
        assert_eq!(read_if_there(&path).expect("read"), Some(b"two".to_vec()));
        assert_eq!(fs::read_dir(dir.path().join("a/b")).expect("listed").count(), 1);
    }

    #[test]
    fn what_lies_there_already_is_not_written_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.json");
        let long = "0123456789".repeat(3_000);
        for (text, new) in [("one", true), ("one", false), ("on", true), ("one", true), (long.as_str(), true), (&long, false)] {
            let wrote = write_if_new(&path, &|sink| sink.write_all(text.as_bytes())).expect("written");
            assert_eq!((wrote, fs::read_to_string(&path).expect("read").as_str()), (new, text));
        }
    }

    #[test]
    fn only_our_own_temporaries_are_swept() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in [".handbill-x1.tmp", ".handbill.tmp", "notes.tmp", ".handbill-x"] {
            fs::write(dir.path().join(name), "x").expect("written");
        }
        assert_eq!(sweep(dir.path()), 1);
        assert!(!is_there(&dir.path().join(".handbill-x1.tmp")));
        assert!(is_there(&dir.path().join("notes.tmp")));
    }

    #[test]
    fn a_folder_is_locked_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = lock(dir.path(), false).expect("locked");
        assert!(first.is_some());
        assert!(lock(dir.path(), false).expect("asked").is_none());
        assert!(lock(dir.path(), true).expect("asked").is_none());
        drop(first);
        let shared = lock(dir.path(), true).expect("asked");
        assert!(shared.is_some() && lock(dir.path(), true).expect("asked").is_some());
        assert!(lock(dir.path(), false).expect("asked").is_none());
    }
}
