//! A job on its way through the workers: what is asked, and what has become of it.

use super::{BuildRequest, Fate};
use crate::deliver::Delivery;
use crate::deliver::manifest::{Omission, Output};
use crate::diag::Diagnostic;
use crate::plan::Job;

/// A job and what is to become of it.
pub(super) struct Order {
    pub job: Job,
    pub key: String,
    pub way: OrderStep,
    /// Path of the picture that networks show for its page; only for a site whose address is known.
    pub picture: Option<String>,
}

/// What is to be done with a job.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum OrderStep {
    Make,
    /// It lies there as it would be made.
    Keep,
    /// A reason of its own.
    Refuse(Option<Box<Diagnostic>>),
    /// A mistake that has been told: its words.
    Stopped(String),
}

/// What is to become of a job that no mistake stops.
pub(super) fn way(delivery: &Delivery, job: &Job, key: &str, request: &BuildRequest) -> OrderStep {
    if request.force {
        return OrderStep::Make;
    }
    if delivery.is_there(&job.output, key, request.png, &request.words.endings().collect::<Vec<_>>()) {
        let look_again = request.strict && delivery.earlier(&job.output).is_some_and(|o| !o.warnings.is_empty());
        return if look_again { OrderStep::Make } else { OrderStep::Keep };
    }
    match delivery.foreign(&job.output).or_else(|| delivery.changed(&job.output)) {
        Some(diagnostic) => OrderStep::Refuse(Some(Box::new(diagnostic))),
        None => OrderStep::Make,
    }
}

/// What a worker hands over: small facts, no bytes.
pub(super) struct Done {
    pub fate: Fate,
    pub found: Vec<Diagnostic>,
    /// What stopped it, where that was told before.
    pub why: Option<String>,
    pub output: Option<Output>,
    /// `output` is word for word what the manifest has of it.
    pub is_as_before: bool,
    /// What the product of a `check` does without; of one that is made `output` says it.
    pub left_out: Vec<Omission>,
}

impl Done {
    /// An end of which nothing has to be told.
    pub fn of(fate: Fate) -> Done {
        Done { fate, found: Vec::new(), why: None, output: None, is_as_before: false, left_out: Vec::new() }
    }
}
