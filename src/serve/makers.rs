//! Threads that make products for the page. What somebody waits for goes before what is made in advance.

use crate::diag::At;
use crate::model::{Condition, LineEnds, Project, Typography};
use crate::product::WorkerCaches;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Work of one product: it gets the tools of its thread.
type Work = Box<dyn FnOnce(&mut Tools) + Send>;

/// What a thread keeps from product to product, as long as fonts and printing conditions stay.
#[derive(Default)]
pub struct Tools {
    caches: Option<(Inputs, WorkerCaches)>,
}

impl Tools {
    /// What the thread keeps between products; thrown away when fonts or conditions have changed.
    pub fn caches(&mut self, project: &Project) -> &mut WorkerCaches {
        let inputs = Inputs::of(project);
        if self.caches.as_ref().is_some_and(|(of, _)| *of != inputs) {
            self.caches = None;
        }
        &mut self.caches.get_or_insert_with(|| (inputs, WorkerCaches::new(project, None))).1
    }
}

/// What caches are made from: the fonts and the printing conditions of a project.
#[derive(PartialEq)]
struct Inputs {
    /// The hash of each font.
    fonts: Vec<u64>,
    fallback: Vec<At<String>>,
    languages: BTreeMap<String, Typography>,
    lines: BTreeMap<String, LineEnds>,
    /// By name: the hash of the profile, and the most ink that the condition allows.
    conditions: BTreeMap<String, (blake3::Hash, f64)>,
}

impl Inputs {
    fn of(project: &Project) -> Inputs {
        let condition = |condition: &Condition| (blake3::hash(condition.icc.as_slice()), condition.maximum_ink);
        Inputs {
            fonts: project.fonts.fonts.iter().map(|entry| entry.font.hash).collect(),
            fallback: project.fonts.fallback.clone(),
            languages: project.fonts.languages.clone(),
            lines: project.fonts.lines.clone(),
            conditions: project.conditions.iter().map(|(name, of)| (name.clone(), condition(of))).collect(),
        }
    }
}

/// What waits for a thread.
#[derive(Default)]
struct Queues {
    urgent: VecDeque<Work>,
    idle: VecDeque<Work>,
    closed: bool,
}

/// The threads, until dropped.
pub struct Makers {
    shared: Arc<(Mutex<Queues>, Condvar)>,
}

impl Makers {
    /// One thread for whoever waits, one for the rest.
    pub fn start() -> Makers {
        let shared = Arc::new((Mutex::new(Queues::default()), Condvar::new()));
        for idle_too in [false, true] {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || work(&shared, idle_too));
        }
        Makers { shared }
    }

    /// Has something made, before all that nobody waits for.
    pub fn urgent<T: Send + 'static>(&self, work: impl FnOnce(&mut Tools) -> T + Send + 'static) -> oneshot::Receiver<T> {
        let (reply, receiver) = oneshot::channel();
        let work = Box::new(move |tools: &mut Tools| drop(reply.send(work(tools))));
        self.add(|queues| queues.urgent.push_back(work));
        receiver
    }

    /// Has something made when there is time.
    pub fn idle(&self, work: impl FnOnce(&mut Tools) + Send + 'static) {
        self.add(|queues| queues.idle.push_back(Box::new(work)));
    }

    /// The same, before all else that nobody waits for: it is on somebody's screen.
    pub fn idle_first(&self, work: impl FnOnce(&mut Tools) + Send + 'static) {
        self.add(|queues| queues.idle.push_front(Box::new(work)));
    }

    fn add(&self, put: impl FnOnce(&mut Queues)) {
        put(&mut locked(&self.shared.0));
        self.shared.1.notify_all();
    }
}

impl Drop for Makers {
    fn drop(&mut self) {
        self.add(|queues| queues.closed = true);
    }
}

fn work(shared: &(Mutex<Queues>, Condvar), idle_too: bool) {
    let mut tools = Tools::default();
    loop {
        let mut queues = locked(&shared.0);
        let next = loop {
            if queues.closed {
                return;
            }
            if let Some(work) = queues.urgent.pop_front() {
                break work;
            }
            if idle_too && let Some(work) = queues.idle.pop_front() {
                break work;
            }
            queues = shared.1.wait(queues).unwrap_or_else(PoisonError::into_inner);
        };
        drop(queues);
        // Whatever a product does to its maker, the next one gets fresh tools.
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| next(&mut tools))).is_err() {
            tools = Tools::default();
        }
    }
}

/// Nothing that is kept behind a lock here is left half done by a panic.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
