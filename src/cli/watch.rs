//! `handbill watch`: builds what a saved file changes.

use super::build::{self, Manner};
use super::select::Select;
use super::stderr::Stderr;
use crate::deliver::pattern::common_folder;
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::session::Session;
use crate::engine::{Action, BuildRequest};
use crate::world::{World, watch};
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// Build again whenever a file is saved, and say what was found
///
/// For people with an editor. Makes what `handbill build` makes, then waits; only what a saved file changes is made
/// anew. Ctrl-C ends it.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill watch\n  \
    handbill watch wallet-card --for office")]
pub struct Args {
    #[command(flatten)]
    select: Select,
    #[command(flatten)]
    manner: Manner,
}

/// Builds after every change, until it is interrupted. `talk` gives each build its own stderr.
pub fn run(args: &Args, stderr: &Stderr, talk: impl Fn() -> Stderr) -> u8 {
    let root = stderr.root();
    let (send, saved) = mpsc::channel();
    let watcher = match watch::watch(&root, move |paths| drop(send.send(paths))) {
        Ok(watcher) => watcher,
        Err(why) => {
            let message = format!("cannot watch `{}`: {why}", root.display());
            return stderr.refuse(&Diagnostic::error(&checks::DISK, Span::NONE, message));
        }
    };
    let request = BuildRequest {
        strict: args.manner.strict,
        fail_fast: args.manner.fail_fast,
        threads: args.manner.jobs.map(NonZeroUsize::get),
        ..BuildRequest::of(args.select.request(None), Action::Build)
    };
    loop {
        let code = build::make(&request, (&args.select, &args.manner.shown), talk());
        if build::is_interrupted() {
            return code;
        }
        stderr.say("Waiting for a file to be saved. Ctrl-C ends it.");
        if !wait(&saved, &made_folder(&root, &request)) {
            drop(watcher);
            return code;
        }
    }
}

/// The folder of products: what the build itself writes is no news.
fn made_folder(root: &Path, request: &BuildRequest) -> String {
    let session = Session { world: World::open(root), request: request.plan.clone() };
    common_folder(&session.read().project.defaults.output.value).to_string()
}

/// Waits until a source is saved; `false` where the run is to end.
fn wait(saved: &mpsc::Receiver<BTreeSet<PathBuf>>, made: &str) -> bool {
    loop {
        match saved.recv_timeout(Duration::from_millis(200)) {
            Ok(paths) if paths.iter().any(|path| watch::is_source(path, made)) => return true,
            Ok(_) | Err(mpsc::RecvTimeoutError::Timeout) if !build::is_interrupted() => {}
            Ok(_) | Err(_) => return false,
        }
    }
}
