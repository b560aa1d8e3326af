//! The project while somebody works on it: what it says now, changes written to its files, taken back and told to all who
//! look. Every write goes through this page: one value or one new file, whole or not at all, and never over what somebody
//! else has written meanwhile.

use super::change::{Edit, Refused, Told};
use super::history::{FileChange, History, Step};
use super::looks::Looks;
use super::makers::locked;
use super::now::{Notice, Now};
use super::progress::Making;
use super::toml_text::{self, Value};
use super::{Options, fields};
use crate::deliver::key::ORDER_SHEET;
use crate::deliver::pattern::common_folder;
use crate::engine::session::{Reading, Session};
use crate::world::{ReadError, disk, watch};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::broadcast;

/// All that requests share.
pub struct Studio {
    pub session: Session,
    pub options: Options,
    pub looks: Arc<Looks>,
    pub making: Making,
    /// A table that somebody has dropped, until it is taken in: its name and bytes.
    pub table: Mutex<Option<(String, Vec<u8>)>>,
    now: RwLock<Arc<Now>>,
    /// Held while the project is read: what was read last is what is shown.
    reading: Mutex<()>,
    history: Mutex<History>,
    /// Hashes of what we have written, by path: those changes are no news.
    written: Mutex<BTreeMap<String, blake3::Hash>>,
    told: broadcast::Sender<Told>,
}

impl Studio {
    /// Reads the project, or as much of a large one as a first page shows.
    pub fn open(session: Session, options: Options) -> Studio {
        let (told, _) = broadcast::channel(256);
        let studio = Studio {
            session,
            options,
            looks: Arc::new(Looks::start(told.clone())),
            making: Making::default(),
            table: Mutex::default(),
            now: RwLock::default(),
            reading: Mutex::default(),
            history: Mutex::default(),
            written: Mutex::default(),
            told,
        };
        studio.read_with(Session::read_beginning);
        studio
    }

    /// Reads the organizations that the first page did not wait for, unless somebody else has read them meanwhile.
    pub fn read_rest(&self) {
        let reading = locked(&self.reading);
        if self.now().is_partial() {
            self.replace(Session::read);
        }
        drop(reading);
    }

    /// The state that was read last.
    pub fn now(&self) -> Arc<Now> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What happens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Told> {
        self.told.subscribe()
    }

    /// To all pages that are open.
    pub fn tell(&self, told: Told) {
        // Nobody may be looking.
        let _ = self.told.send(told);
    }

    /// Reads the project again. Where a file is no TOML the last good state stays, with the mistake.
    pub fn read_again(&self) {
        self.read_with(Session::read);
    }

    fn read_with(&self, read: fn(&Session) -> Reading) {
        let reading = locked(&self.reading);
        self.replace(read);
        drop(reading);
    }

    fn replace(&self, read: fn(&Session) -> Reading) {
        let before = self.now();
        let version = before.version + 1;
        let empty = !disk::is_there(&self.session.world.root().join(ORDER_SHEET));
        let now = if empty {
            Now::new(version, Arc::default(), Vec::new(), true)
        } else {
            let reading = read(&self.session);
            let first = before.reading.jobs.is_empty() || before.is_partial();
            if reading.is_broken() {
                let errors = reading.found.iter().filter(|d| d.is_error());
                let broken = errors.map(|d| Notice::of(d, &reading.project.sources)).collect();
                let shown = if first { Arc::new(reading) } else { Arc::clone(&before.reading) };
                Now::new(version, shown, broken, false)
            } else {
                Now::new(version, Arc::new(reading), Vec::new(), false)
            }
        };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
        self.tell(Told::Changed(version));
    }

    /// Files were changed by somebody: read again, unless it was us.
    pub fn changed_outside(&self, paths: &BTreeSet<PathBuf>) {
        let made = common_folder(&self.now().reading.project.defaults.output.value).to_string();
        let made = if made.is_empty() { "out/".to_string() } else { made };
        let written = locked(&self.written).clone();
        let news = paths.iter().filter(|path| watch::is_source(path, &made)).any(|path| {
            let name = path.to_string_lossy().replace('\\', "/");
            let ours = written.get(&name);
            let there = disk::read_if_there(&self.session.world.root().join(path));
            ours.is_none_or(|ours| !matches!(&there, Ok(Some(bytes)) if blake3::hash(bytes) == *ours))
        });
        if news {
            self.read_again();
        }
    }

    /// The text of a file of the project; where it has none of that name, the built-in one.
    pub fn text(&self, path: &str) -> Option<String> {
        let found = self.session.world.read(path).ok()?;
        String::from_utf8(found.bytes.as_slice().to_vec()).ok()
    }

    fn own(&self, path: &str) -> Result<Option<Vec<u8>>, Refused> {
        match self.session.world.read_own(path) {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(ReadError::Missing) => Ok(None),
            Err(error) => Err(Refused::Not(format!("`{path}` {error}"))),
        }
    }

    /// Changes one value of one file.
    pub fn edit(&self, edit: &Edit) -> Result<(), Refused> {
        if self.options.read_only {
            return Err(Refused::ReadOnly);
        }
        let now = self.now();
        fields::may_change(&now, &edit.file, &edit.path)?;
        let mut history = locked(&self.history);
        let before = self.own(&edit.file)?;
        let text = match &before {
            Some(bytes) => String::from_utf8(bytes.clone()).map_err(|_| Refused::Broken("not UTF-8".to_string()))?,
            None => self.text(&edit.file).ok_or(Refused::NoField)?,
        };
        let bom = text.starts_with('\u{feff}');
        let plain = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let stands = toml_text::get(plain, &edit.path);
        if !same(stands.as_ref(), edit.value.as_ref()) && !same(stands.as_ref(), edit.was.as_ref()) && !edit.over {
            // A file that is broken has no values: that is said in its own words.
            toml_text::set(plain, &edit.path, edit.value.as_ref()).map_err(Refused::from)?;
            return Err(Refused::Changed(stands));
        }
        let changed = toml_text::set(plain, &edit.path, edit.value.as_ref()).map_err(Refused::from)?;
        if changed == plain {
            return Ok(());
        }
        let after = if bom { format!("\u{feff}{changed}") } else { changed };
        let change = FileChange { path: edit.file.clone(), before, after: Some(after.into_bytes()) };
        self.write(std::slice::from_ref(&change))?;
        history.add(Step { of: format!("{}\0{}", edit.file, edit.path.join(".")), files: vec![change] });
        drop(history);
        self.read_again();
        Ok(())
    }

    /// Writes new files, or files as a whole, as one step.
    pub fn put(&self, files: Vec<(String, Vec<u8>)>) -> Result<(), Refused> {
        if self.options.read_only {
            return Err(Refused::ReadOnly);
        }
        let mut history = locked(&self.history);
        let mut changes = Vec::new();
        for (path, bytes) in files {
            changes.push(FileChange { before: self.own(&path)?, path, after: Some(bytes) });
        }
        self.write(&changes)?;
        history.add(Step { of: String::new(), files: changes });
        drop(history);
        self.read_again();
        Ok(())
    }

    /// Takes the last change back; `forward`: does the one that was taken back again. Whether there was one.
    pub fn undo(&self, forward: bool) -> Result<bool, Refused> {
        if self.options.read_only {
            return Err(Refused::ReadOnly);
        }
        let mut history = locked(&self.history);
        let Some(step) = (if forward { history.next() } else { history.last() }) else { return Ok(false) };
        let turned =
            |file: &FileChange| FileChange { path: file.path.clone(), before: file.after.clone(), after: file.before.clone() };
        let changes: Vec<FileChange> = if forward { step.files.clone() } else { step.files.iter().map(turned).collect() };
        for change in &changes {
            if self.own(&change.path)? != change.before {
                return Err(Refused::Changed(None));
            }
        }
        self.write(&changes)?;
        if forward {
            history.redid();
        } else {
            history.undid();
        }
        drop(history);
        self.read_again();
        Ok(true)
    }

    /// The next change begins a step of its own.
    pub fn seal(&self) {
        locked(&self.history).seal();
    }

    /// Whether there is something to take back, and something to do again.
    pub fn can_undo(&self) -> (bool, bool) {
        let history = locked(&self.history);
        (history.last().is_some(), history.next().is_some())
    }

    /// Files as they were found and as they are, of all that was changed and is not as before.
    pub fn changes(&self) -> Vec<FileChange> {
        let found = locked(&self.history).found().clone();
        let changed = found.into_iter().map(|(path, before)| {
            let after = self.own(&path).unwrap_or_default();
            FileChange { path, before, after }
        });
        changed.filter(|file| file.before != file.after).collect()
    }

    /// Writes each file whole. What stands there must still be what the change began from.
    fn write(&self, changes: &[FileChange]) -> Result<(), Refused> {
        for change in changes {
            let place = self.session.world.place(&change.path).map_err(|e| Refused::Not(format!("`{}` {e}", change.path)))?;
            if self.own(&change.path)? != change.before {
                return Err(Refused::Changed(None));
            }
            let wrote = match &change.after {
                Some(bytes) => {
                    locked(&self.written).insert(change.path.clone(), blake3::hash(bytes));
                    disk::write_whole(&place, bytes)
                }
                None => disk::remove(&place),
            };
            wrote.map_err(|error| Refused::Not(format!("cannot write `{}`: {error}", change.path)))?;
        }
        Ok(())
    }
}

/// The same words, however their lines are wrapped; nothing and an empty text are alike.
fn same(a: Option<&Value>, b: Option<&Value>) -> bool {
    let empty = |value: Option<&Value>| value.is_none_or(Value::is_empty);
    match (a, b) {
        (Some(Value::Text(a)), Some(Value::Text(b))) => a.split_whitespace().eq(b.split_whitespace()),
        (Some(Value::Bare(a)), Some(Value::Text(b) | Value::Bare(b))) => a.trim() == b.trim(),
        (Some(a), Some(b)) if a == b => true,
        _ => empty(a) && empty(b),
    }
}
