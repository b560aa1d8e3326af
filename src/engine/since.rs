//! A project as a revision of its repository has it, and as it is: both built into folders for a while, to be held against
//! each other by `diff`.

use super::session::Session;
use super::{Action, BuildRequest, Fate, Product, Watch};
use crate::diag::{Diagnostic, Sources};
use crate::plan::Request;
use crate::world::World;
use crate::world::revision::{RevisionError, revision};
use crate::world::scratch::Scratch;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use thiserror::Error;

/// Both builds, until dropped.
pub struct Both {
    /// Folder of products as the revision makes them.
    pub old: PathBuf,
    /// Folder of products as the files make them now.
    pub new: PathBuf,
    /// What could not be made.
    pub refused: Vec<Refused>,
    _scratch: Scratch,
}

/// A sheet that could not be made, then or now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// At the revision; else now.
    pub was: bool,
    /// Inside the folder of products.
    pub path: String,
    /// The first thing that stopped it.
    pub why: String,
}

/// Why there are no two builds.
#[derive(Debug, Error)]
pub enum SinceError {
    /// `git` does not give the files of that revision.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// The system has no place for it.
    #[error("no folder to build in: {0}")]
    Scratch(io::Error),
    /// The revision that was asked for.
    #[error("at `{0}` there was no `handbill.toml` in this folder")]
    NoProject(String),
    /// `what was` or `the project`, and the first mistake told.
    #[error("{0} cannot be built: {1}")]
    Unusable(&'static str, String),
}

/// Builds a project as it was and as it is. What was counts its review dates from the day of its commit, unless the request
/// names a day: it was printed then.
///
/// # Errors
/// No such revision, or a project that cannot be built at all.
pub fn build_both(root: &Path, name: &str, request: &Request, stop: &AtomicBool) -> Result<Both, SinceError> {
    let then = revision(root, name)?;
    if !then.files.contains_key("handbill.toml") {
        return Err(SinceError::NoProject(name.to_string()));
    }
    let scratch = Scratch::new().map_err(SinceError::Scratch)?;
    let (old, new) = (scratch.path().join("old"), scratch.path().join("new"));
    let that_day = Request { today: then.day.parse().unwrap_or(request.today), ..request.clone() };
    let was = Session { world: World::memory(then.files), request: that_day };
    let is = Session { world: World::open(root), request: request.clone() };
    let mut refused = build(&was, &old, true, stop)?;
    refused.extend(build(&is, &new, false, stop)?);
    Ok(Both { old, new, refused, _scratch: scratch })
}

fn build(session: &Session, folder: &Path, was: bool, stop: &AtomicBool) -> Result<Vec<Refused>, SinceError> {
    let place = format!("{}/", folder.display());
    let mut seen = Seen { was, place: place.clone(), refused: Vec::new(), first: None };
    let request = BuildRequest::of(Request { output: Some(place), ..session.request.clone() }, Action::Build);
    let outcome = session.build(&request, stop, &mut seen);
    match outcome.unusable {
        true => Err(SinceError::Unusable(if was { "what was" } else { "the project" }, seen.first.unwrap_or_default())),
        false => Ok(seen.refused),
    }
}

/// Remembers what is refused, and says nothing.
struct Seen {
    was: bool,
    /// Of products.
    place: String,
    refused: Vec<Refused>,
    first: Option<String>,
}

impl Watch for Seen {
    fn found(&mut self, diagnostic: &Diagnostic, _: &Sources) {
        if diagnostic.is_error() && self.first.is_none() {
            self.first = Some(diagnostic.message.clone());
        }
    }

    fn begin(&mut self, _: usize) {}

    fn done(&mut self, product: &Product) {
        if product.fate == Fate::Refused {
            let path = product.job.output.strip_prefix(&self.place).unwrap_or(&product.job.output);
            let why = product.why.clone().unwrap_or_default();
            self.refused.push(Refused { was: self.was, path: path.to_string(), why });
        }
    }
}
