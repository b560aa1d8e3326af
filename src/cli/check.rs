//! `handbill check`: everything that `build` does, without a file; or what a finished PDF holds.

use super::build::{Manner, make};
use super::progress::Progress;
use super::select::Select;
use super::stderr::Stderr;
use super::stdout::Stdout;
use super::{DONE, PROBLEMS, UNUSABLE, inspection};
use crate::diag::{Diagnostic, Sources, Span, checks};
use crate::engine::{self, Action, BuildRequest, inspect};
use crate::plan;
use crate::syntax::Wanted;
use crate::world::disk;
use std::path::Path;

/// Look for mistakes without writing anything
///
/// Walks every product through all stages up to preflight, QR codes read back included, and says everything it finds.
/// Exit codes are those of `build`.
///
/// With the name of a PDF, made by anybody, it looks at that: boxes, fonts, colours, pictures, fine lines, small type,
/// overprint, ink, layers, the standard it claims (or `--standard`), clause by clause, and the QR codes on its pages:
/// `handbill check flyer.pdf`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    select: Select,
    #[command(flatten)]
    manner: Manner,
    /// Open what was made again, in place of making it: hashes, boxes and QR codes against the manifest
    #[arg(long)]
    built: bool,
    /// Most ink that a PDF may lay down, all inks together, in percent
    #[arg(long, value_name = "PERCENT", default_value = "300", value_parser = clap::value_parser!(u32).range(50..=500))]
    max_ink: u32,
}

/// 0 when nothing was found, 1 with mistakes; `--strict` counts warnings too.
pub fn run(args: &Args, stderr: Stderr) -> u8 {
    let is_pdf = |name: &String| Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    if args.select.names.iter().any(is_pdf) {
        return files(args, &stderr);
    }
    if args.built {
        return built(args, &stderr);
    }
    let request = BuildRequest {
        strict: args.manner.strict,
        fail_fast: args.manner.fail_fast,
        threads: args.manner.jobs.map(std::num::NonZeroUsize::get),
        ..BuildRequest::of(args.select.request(None), Action::Check)
    };
    make(&request, (&args.select, &args.manner.shown), stderr)
}

/// What was made, opened again.
fn built(args: &Args, stderr: &Stderr) -> u8 {
    let (world, project, _) = match stderr.read_given(Wanted::Made, &args.select.given()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let (jobs, planned) = plan::plan(&project, &args.select.request(None));
    if let Some(diagnostic) = planned.iter().find(|d| d.is_error() && d.span.is_none()) {
        return stderr.refuse(diagnostic);
    }
    match engine::built::check(world.root(), &project.defaults.output.value, &jobs, asks_for_all(&args.select)) {
        Ok(looked) => {
            looked.found.iter().for_each(|d| stderr.tell(d, &Sources::default()));
            let mut out = Stdout::default();
            let differ = looked.found.len();
            if stderr.json {
                let summary =
                    serde_json::json!({ "type": "summary", "files": looked.files, "codes": looked.codes, "differ": differ });
                out.line(&summary.to_string());
            }
            stderr.say(&format!("{} files opened, {} codes read, {differ} differ", looked.files, looked.codes));
            out.exit(if looked.found.is_empty() { DONE } else { PROBLEMS })
        }
        Err(diagnostic) => stderr.refuse(&diagnostic),
    }
}

/// Whether nothing narrows what is looked at.
fn asks_for_all(select: &Select) -> bool {
    let lists = [&select.names, &select.org, &select.lang];
    lists.iter().all(|list| list.is_empty())
        && select.purpose.is_empty()
        && select.theme.is_none()
        && select.orgs.is_none()
        && select.events.is_none()
}

/// Finished files looked at, one after the other.
fn files(args: &Args, stderr: &Stderr) -> u8 {
    let mut out = Stdout::default();
    let mut code = DONE;
    for name in &args.select.names {
        let read = disk::read_if_there(&stderr.directory().join(name)).map_err(|e| e.to_string());
        let bytes = read.and_then(|bytes| bytes.ok_or_else(|| "there is no such file".to_string()));
        let unreadable = |why: String| Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, format!("`{name}`: {why}"));
        let maximum_ink = f64::from(args.max_ink) / 100.0;
        let progress = Progress::new(stderr);
        let seen = bytes.map_err(unreadable).and_then(|bytes| {
            let look = &mut |done: usize, all: usize| progress.at(done, all, name);
            inspect::inspect(&bytes, args.select.standard, maximum_ink, look).map_err(|d| unreadable(d.message))
        });
        progress.end();
        match seen {
            Ok(seen) => {
                inspection::lines(name, &seen, stderr.json).iter().for_each(|line| out.line(line));
                for diagnostic in &seen.found {
                    let message = format!("{name}: {}", diagnostic.message);
                    stderr.tell(&Diagnostic { message, ..diagnostic.clone() }, &Sources::default());
                    let counts = diagnostic.is_error() || args.manner.strict;
                    code = code.max(if counts { PROBLEMS } else { DONE });
                }
            }
            Err(diagnostic) => {
                stderr.refuse(&diagnostic);
                code = UNUSABLE;
            }
        }
    }
    out.exit(code)
}
