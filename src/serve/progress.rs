//! What is being made: how far it is, and what came of each product.

use super::makers::locked;
use crate::engine::Fate;
use crate::plan::Job;
use crate::world::Stopwatch;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};

/// What is being made, or was made last.
#[derive(Default)]
pub struct Making {
    progress: Mutex<Progress>,
    stop: AtomicBool,
}

/// A run of the page, as the page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    pub running: bool,
    /// Something was made since the page was opened.
    pub begun: bool,
    pub total: usize,
    /// When it began.
    pub since: Option<Stopwatch>,
    pub rows: Vec<Row>,
    /// Why nothing could be made at all.
    pub unusable: Option<String>,
}

/// One product of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub job: Job,
    pub fate: Fate,
    pub bytes: usize,
    pub warnings: usize,
    /// The first thing that stopped it.
    pub why: Option<String>,
    /// It was words of a starter that nobody has changed.
    pub is_made_up: bool,
}

impl Progress {
    /// Seconds until all is made, as fast as it went so far; nothing before that can be told.
    pub fn seconds_left(&self) -> Option<u64> {
        let (done, gone) = (self.rows.len() as u64, self.since.as_ref()?.seconds());
        let to_do = (self.total as u64).checked_sub(done).filter(|left| *left > 0)?;
        (self.running && done > 0 && gone >= PATIENCE).then(|| gone * to_do / done)
    }
}

/// Seconds that anybody waits without asking.
const PATIENCE: u64 = 2;

impl Making {
    /// As it is at this moment.
    pub fn progress(&self) -> Progress {
        locked(&self.progress).clone()
    }

    /// To be changed by who makes.
    pub fn held(&self) -> MutexGuard<'_, Progress> {
        locked(&self.progress)
    }

    /// What ends it when it is set.
    pub fn stopped(&self) -> &AtomicBool {
        &self.stop
    }

    /// Before a run: an earlier stop is forgotten.
    pub fn go(&self) {
        self.stop.store(false, Ordering::SeqCst);
    }

    /// What is begun is finished, nothing more is begun.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}
