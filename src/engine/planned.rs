//! What a project asks for, and what is wrong with it before anything is made: one look for `build`, `check` and the page in
//! the browser.

use super::allow::{self, Allowed};
use crate::check;
use crate::compose;
use crate::deliver::pattern;
use crate::diag::Diagnostic;
use crate::model::Project;
use crate::plan::{self, Job, Request};
use crate::{proofread, resolve};

/// See [`planned`].
pub(super) struct Planned {
    /// All that is asked for, sorted by output path.
    pub jobs: Vec<Job>,
    /// What planning, proofreading and the look at the project as a whole have found.
    pub found: Vec<Diagnostic>,
    /// What of it the project lets be; it is a note in `found`.
    pub allowed: Vec<Allowed>,
}

/// Plans a project and reads its words. What holds organizations against each other waits where only a chunk of them is there.
pub(super) fn planned(project: &Project, request: &Request) -> Planned {
    let (jobs, mut found) = plan::plan(project, request);
    found.extend(compose::unplaced(project));
    found.extend(resolve::links(project));
    found.extend(check::marks::marks(project, &jobs));
    if request.output.is_none() {
        found.extend(pattern::without_ending(&project.defaults.output.value, project.defaults.output.span));
    }
    found.extend(proofread::proofread(project, &jobs, request.as_of.unwrap_or(request.today)));
    if !project.is_chunk {
        found.extend(resolve::across(project));
        found.extend(proofread::side_by_side(project));
    }
    let allowed = allow::apply(project, request, &mut found);
    Planned { jobs, found, allowed }
}
