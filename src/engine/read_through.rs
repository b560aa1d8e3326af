//! What is found in the words of a project before a sheet is made: the same for a build, and for the page that shows the sheets.

use crate::check;
use crate::compose;
use crate::diag::Diagnostic;
use crate::model::Project;
use crate::plan::{Job, Request};
use crate::proofread;
use crate::resolve;

/// Blocks without a place, links, marks, and everything that a proofreader finds. Organizations are held against each other where
/// all of them were read.
pub(super) fn words_of(project: &Project, jobs: &[Job], request: &Request) -> Vec<Diagnostic> {
    let mut found = compose::unplaced(project);
    found.extend(resolve::links(project));
    found.extend(check::marks::marks(project, jobs));
    found.extend(proofread::proofread(project, jobs, request.as_of.unwrap_or(request.today)));
    if !project.is_chunk {
        found.extend(resolve::across(project));
        found.extend(proofread::side_by_side(project));
    }
    found
}
