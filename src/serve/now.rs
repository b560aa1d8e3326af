//! The project as the page shows it: what was read, which sheets it asks for, and what is broken at the moment.

use super::makers::locked;
use crate::deliver::key::Keys;
use crate::diag::{Diagnostic, Sources};
use crate::engine::session::Reading;
use crate::plan::Job;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// A state of the project. It never changes; the next one takes its place.
#[derive(Debug, Default)]
pub struct Now {
    /// Counts the states.
    pub version: u64,
    pub reading: Arc<Reading>,
    /// One for each thing to print, whoever prints it.
    pub sheets: Vec<Sheet>,
    by_id: BTreeMap<String, usize>,
    /// Files that are no TOML at the moment. `reading` is then the last good one.
    pub broken: Vec<Notice>,
    /// There is no project in the folder yet.
    pub empty: bool,
    keys: Mutex<BTreeMap<usize, String>>,
}

/// One sheet: the jobs of all its purposes, as they stand in [`Reading::jobs`].
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub id: String,
    pub jobs: Vec<usize>,
}

/// Something wrong with a file as such.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub path: String,
    pub line: usize,
    pub message: String,
    /// The line as it stands there.
    pub text: String,
}

impl Notice {
    /// With the line that it is about.
    pub fn of(diagnostic: &Diagnostic, sources: &Sources) -> Notice {
        let position = sources.position(diagnostic.span);
        let line = position.map_or(0, |position| position.line);
        let text = sources.text(diagnostic.span.file).and_then(|text| text.lines().nth(line.saturating_sub(1)));
        Notice {
            path: sources.path(diagnostic.span.file).unwrap_or_default().to_string(),
            line,
            message: diagnostic.message.clone(),
            text: text.unwrap_or_default().to_string(),
        }
    }
}

impl Now {
    /// Sorts the jobs into sheets. `broken`: what keeps files from being read; `empty`: there is no project yet.
    pub fn new(version: u64, reading: Arc<Reading>, broken: Vec<Notice>, empty: bool) -> Now {
        let sheets = sheets(&reading.jobs);
        let by_id = sheets.iter().enumerate().map(|(at, sheet)| (sheet.id.clone(), at)).collect();
        Now { version, reading, sheets, by_id, broken, empty, keys: Mutex::default() }
    }

    /// Whether there are organizations that have not been read yet: a first page waits for none of them.
    pub fn is_partial(&self) -> bool {
        self.reading.project.is_chunk
    }

    /// `None`: it was there on a page that is older than this state.
    pub fn sheet(&self, id: &str) -> Option<&Sheet> {
        self.by_id.get(id).and_then(|at| self.sheets.get(*at))
    }

    /// By its number among the jobs.
    pub fn job(&self, index: usize) -> Option<&Job> {
        self.reading.jobs.get(index)
    }

    /// The job of a sheet for a purpose, else its first.
    pub fn job_for(&self, sheet: &Sheet, purpose: &str) -> Option<usize> {
        let is = |index: &&usize| self.job(**index).is_some_and(|job| job.purpose.name() == purpose);
        sheet.jobs.iter().find(is).or(sheet.jobs.first()).copied()
    }

    /// Changes with everything that a product is made from.
    pub fn key(&self, index: usize) -> String {
        if let Some(key) = locked(&self.keys).get(&index) {
            return key.clone();
        }
        self.know(&[index]);
        locked(&self.keys).get(&index).cloned().unwrap_or_default()
    }

    /// Works out the keys of several products at once: what all share is hashed once.
    pub fn know(&self, indexes: &[usize]) {
        let mut known = locked(&self.keys);
        let missing: Vec<usize> = indexes.iter().filter(|index| !known.contains_key(index)).copied().collect();
        if missing.is_empty() {
            return;
        }
        let keys = Keys::new(&self.reading.project);
        for index in missing {
            if let Some(job) = self.reading.jobs.get(index) {
                known.insert(index, format!("{}{}", &keys.of(job)[..24], self.found_key(job)));
            }
        }
    }

    /// What was found before a product is made belongs to how it stands.
    fn found_key(&self, job: &Job) -> String {
        let mut hash = blake3::Hasher::new();
        hash.update(&[u8::from(self.reading.stopped.contains(&job.output))]);
        let about = if self.reading.found.is_empty() { Vec::new() } else { self.reading.about(job) };
        for diagnostic in about {
            // Between two words stands what no word holds.
            hash.update(diagnostic.check.name.as_bytes()).update(&[0]).update(diagnostic.message.as_bytes()).update(&[0]);
        }
        hash.finalize().to_hex()[..8].to_string()
    }
}

/// Jobs that differ in their purpose alone are one sheet.
fn sheets(jobs: &[Job]) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, job) in jobs.iter().enumerate() {
        let event = job.event.as_deref().unwrap_or_default();
        let parts = [job.content.as_str(), event, job.hands(), &job.language, &job.format, &job.theme, &job.scheme];
        let name = parts.join("\0");
        match known.get(&name) {
            Some(at) => sheets[*at].jobs.push(index),
            None => {
                known.insert(name.clone(), sheets.len());
                let id = blake3::hash(name.as_bytes()).to_hex()[..10].to_string();
                sheets.push(Sheet { id, jobs: vec![index] });
            }
        }
    }
    sheets
}
