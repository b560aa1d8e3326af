//! Threads that make products for the page. What somebody waits for goes before what is made in advance.

use crate::model::Project;
use crate::product::WorkerCaches;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Work of one product: it gets the tools of its thread.
type Work = Box<dyn FnOnce(&mut Tools) + Send>;

/// What a thread keeps from product to product, as long as fonts and printing conditions stay.
#[derive(Default)]
pub struct Tools {
    caches: Option<(u64, WorkerCaches)>,
}

impl Tools {
    pub fn caches(&mut self, project: &Project) -> &mut WorkerCaches {
        let mark = mark(project);
        if self.caches.as_ref().is_some_and(|(of, _)| *of != mark) {
            self.caches = None;
        }
        &mut self.caches.get_or_insert_with(|| (mark, WorkerCaches::new(project, None))).1
    }
}

/// Changes with the fonts and the printing conditions of a project.
fn mark(project: &Project) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for entry in &project.fonts.fonts {
        hasher.update(&entry.font.hash.to_le_bytes());
    }
    hasher.update(format!("{:?}{:?}", project.fonts.fallback, project.fonts.languages).as_bytes());
    for (name, condition) in &project.conditions {
        hasher.update(name.as_bytes());
        let icc = condition.icc.as_slice();
        hasher.update(&icc.len().to_le_bytes());
        hasher.update(&icc[..icc.len().min(128)]);
        hasher.update(&condition.maximum_ink.to_le_bytes());
    }
    u64::from_le_bytes(*hasher.finalize().as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

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
