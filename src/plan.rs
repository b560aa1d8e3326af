//! What is to be made: from a project and a request to a list of jobs, one for each file that will be written.

use crate::diag::{At, Diagnostic, Span};
use crate::model::{Name, Project, Purpose};
use jiff::civil::Date;

/// What was asked for on the command line. Empty lists mean "as `handbill.toml` says".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Contents or formats to make: `handbill build wallet-card`.
    pub names: Vec<String>,
    pub orgs: Vec<Name>,
    pub languages: Vec<String>,
    pub purposes: Vec<Purpose>,
    /// In place of the project's `output` pattern.
    pub output: Option<String>,
    /// `--as-of`: what counts as today for expiry; also the date written into files.
    pub as_of: Option<Date>,
}

/// One product: one content for one organization in one language and format, for one purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub content: Name,
    pub org: Name,
    pub language: String,
    pub format: Name,
    pub theme: Name,
    pub scheme: Name,
    pub purpose: Purpose,
    pub condition: Name,
    pub quantity: Option<u32>,
    /// Where the PDF goes, inside the project, with forward slashes.
    pub output: String,
    /// Date written into the file: `--as-of`, else the newest date the content states. No clock.
    pub date: Date,
    /// The `[[make]]` that asks for it.
    pub origin: Span,
}

/// Works out every job of a request, sorted by output path. Names that do not exist and clashes are reported;
/// everything else is still planned.
pub fn plan(project: &Project, request: &Request) -> (Vec<Job>, Vec<Diagnostic>) {
    let _ = (project, request, At::<()>::new);
    todo!()
}
