//! `handbill check`: everything that `build` does, without a file; or what a finished PDF holds.

use super::build::{Manner, make};
use super::select::Select;
use super::stdout::Stdout;
use super::talk::Talk;
use super::{DONE, UNUSABLE};
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::{Action, BuildRequest, inspect};
use crate::world::disk;
use std::path::Path;

/// Look for mistakes without writing anything
///
/// Walks every product through all stages up to preflight, QR codes read back included, and says everything it finds.
/// Exit codes are those of `build`. With the name of a PDF, made by anybody, it lists the QR codes that a reader finds
/// on its pages: `handbill check flyer.pdf`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    select: Select,
    #[command(flatten)]
    manner: Manner,
}

pub fn run(args: &Args, talk: Talk) -> u8 {
    let is_pdf = |name: &String| Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    if args.select.names.iter().any(is_pdf) {
        return files(&args.select.names, &talk);
    }
    let request = BuildRequest {
        plan: args.select.request(None),
        action: Action::Check,
        png: None,
        force: false,
        strict: args.manner.strict,
        fail_fast: args.manner.fail_fast,
        threads: args.manner.jobs.map(std::num::NonZeroUsize::get),
    };
    make(&request, talk)
}

/// The codes of finished files, a line each: file, page, how often, what it says.
fn files(names: &[String], talk: &Talk) -> u8 {
    let mut out = Stdout::default();
    let mut code = DONE;
    for name in names {
        let read = disk::read_if_there(&talk.directory().join(name)).map_err(|e| e.to_string());
        let bytes = read.and_then(|bytes| bytes.ok_or_else(|| "there is no such file".to_string()));
        let unreadable = |why: String| Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, format!("`{name}`: {why}"));
        match bytes.map_err(unreadable).and_then(|bytes| inspect::codes(&bytes).map_err(|d| unreadable(d.message))) {
            Ok(codes) => {
                for found in &codes {
                    out.line(&line(name, found, talk.json));
                }
                if codes.is_empty() {
                    talk.say(&format!("{name}: no QR code found"));
                }
            }
            Err(diagnostic) => {
                talk.refuse(&diagnostic);
                code = UNUSABLE;
            }
        }
    }
    out.exit(code)
}

fn line(file: &str, found: &inspect::FoundCode, json: bool) -> String {
    let inspect::FoundCode { page, text, times } = found;
    match json {
        true => serde_json::json!({ "type": "code", "file": file, "page": page, "payload": text, "times": times }).to_string(),
        false => format!("{file}\tpage {page}\t{times} x\t{}", text.escape_debug()),
    }
}
