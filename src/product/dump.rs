//! The value of one stage as text: the same road as `make`, left after the stage asked for.

use super::{Found, WorkerCaches, compose_and_lay_out, on_sheets, resolve};
use crate::bind::bind;
use crate::diag::Diagnostic;
use crate::model::Project;
use crate::plan::Job;

/// The stages of one job whose values can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Resolve,
    Compose,
    Layout,
    Impose,
}

/// The value of a stage as text, and what was found on the way to it.
pub fn dump(project: &Project, job: &Job, caches: &mut WorkerCaches, stage: Stage) -> (String, Vec<Diagnostic>) {
    let mut found = Found::of(job);
    let text = found.all(bind(project, job)).map(|product| {
        if stage == Stage::Impose {
            return format!("{:#?}", on_sheets(&product, caches, &mut found));
        }
        found.keep(((), caches.warm_up(&product)));
        let document = found.keep(resolve(&product));
        if stage == Stage::Resolve {
            return format!("{document:#?}");
        }
        let laid = document.as_ref().map(|d| found.keep(compose_and_lay_out(&product, d, caches))).unwrap_or_default();
        if stage == Stage::Compose { format!("{:#?}", laid.artboards) } else { format!("{:#?}", laid.faces) }
    });
    (text.unwrap_or_default(), found.diagnostics)
}
