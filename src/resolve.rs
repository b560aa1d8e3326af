//! From a job to its words: the organization's own words put in, placeholders filled, markup read, translations
//! taken, numbers and addresses checked.

use crate::diag::Diagnostic;
use crate::document::Document;
use crate::model::Project;
use crate::plan::Job;

/// The words of one product. `None` when a mistake makes it worthless to go on; the diagnostics say why.
pub fn resolve(project: &Project, job: &Job) -> (Option<Document>, Vec<Diagnostic>) {
    let _ = (project, job);
    todo!()
}
