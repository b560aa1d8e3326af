//! `handbill diff`: what has changed between two builds.

use super::build::stop_on_interrupt;
use super::select::{Select, purposes};
use super::stderr::Stderr;
use super::stdout::Stdout;
use super::{DONE, PROBLEMS, UNUSABLE};
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::diff::{Change, DiffError, Difference, diff, pictures};
use crate::engine::many;
use crate::engine::since::{Both, Refused, SinceError, build_both};
use crate::model::Purpose;
use crate::world::disk;
use jiff::civil::Date;
use std::io;
use std::path::{Path, PathBuf};

/// Say which words, numbers and codes have changed between two builds, sheet by sheet
///
/// OLD and NEW are folders of finished builds, each with its `manifest.json`, or two PDFs. With `--since` the project is
/// built twice, as a revision of its git repository has it and as it is now, and both are thrown away afterwards. Words are
/// read from the files themselves. Exit code 1 where something differs, 0 where nothing does.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    cp -r out before && handbill build && handbill diff before out\n  \
    handbill diff before out --pictures changed\n  \
    handbill diff before/flyer.pdf out/flyer.pdf\n  \
    handbill diff --since HEAD~3 --pictures changed\n  \
    handbill diff --since october-run --for press")]
pub struct Args {
    /// The folder of the earlier build, or a PDF
    #[arg(value_name = "OLD", required_unless_present = "since")]
    old: Option<PathBuf>,
    /// The folder of the later build, or a PDF
    #[arg(value_name = "NEW", required_unless_present = "since")]
    new: Option<PathBuf>,
    /// Against the project as it was: a commit, a tag or a branch of its git repository, such as `HEAD~3`
    #[arg(long, value_name = "REV", conflicts_with_all = ["old", "new"])]
    since: Option<String>,
    /// With `--since`, only for this organization; may be repeated
    #[arg(long, value_name = "NAME", requires = "since")]
    org: Vec<String>,
    /// With `--since`, who prints it: office, press or screen; may be repeated
    #[arg(long = "for", value_name = "PURPOSE", value_parser = purposes(), requires = "since")]
    purpose: Vec<Purpose>,
    /// With `--since`, what counts as today for both [default: for what was, the day of its commit]
    #[arg(long, value_name = "DATE", requires = "since")]
    as_of: Option<Date>,
    /// Write `index.html` into this folder, with pictures of both for each sheet that differs
    #[arg(long, value_name = "DIR")]
    pictures: Option<PathBuf>,
}

/// 0 when all sheets are the same, 1 when one differs or cannot be made, 2 when there are no two builds.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let refuse = |message: String| {
        stderr.refuse(&Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, message));
        UNUSABLE
    };
    // Both builds of `--since` stand until the pictures are drawn.
    let both = match args.since.as_ref().map(|name| since(args, name, stderr)).transpose() {
        Ok(both) => both,
        Err(why) => return refuse(why.to_string()),
    };
    let (old, new) = match (&both, &args.old, &args.new) {
        (Some(both), ..) => (both.old.as_path(), both.new.as_path()),
        (None, Some(old), Some(new)) => (old.as_path(), new.as_path()),
        _ => return UNUSABLE,
    };
    let (mut found, same) = match diff(old, new) {
        Ok(found) => found,
        Err(why) => return refuse(why.to_string()),
    };
    let refused = both.as_ref().map(|both| both.refused.as_slice()).unwrap_or_default();
    // What could not be made is neither new nor gone.
    found.retain(|difference| difference.change == Change::Changed || !refused.iter().any(|r| r.path == difference.path));
    let mut out = Stdout::default();
    for difference in &found {
        match stderr.json {
            true => out.line(&object(difference).to_string()),
            false => lines(difference).iter().for_each(|line| out.line(line)),
        }
    }
    for Refused { was, path, why } in refused {
        let when = if *was { "not made then" } else { "not made now" };
        match stderr.json {
            true => out.line(&serde_json::json!({ "path": path, "change": when, "why": why }).to_string()),
            false => out.line(&format!("{when}\t{path}\t{why}")),
        }
    }
    if let Some(folder) = &args.pictures
        && let Err(why) = write(folder, &found)
    {
        return refuse(why.to_string());
    }
    let refused = if refused.is_empty() { String::new() } else { format!(", {} not made", refused.len()) };
    stderr.say(&format!("{} changed, {same} the same{refused}", many(found.len(), "sheet")));
    out.exit(if found.is_empty() && refused.is_empty() { DONE } else { PROBLEMS })
}

/// The project as it was, and as it is.
fn since(args: &Args, name: &str, stderr: &Stderr) -> Result<Both, SinceError> {
    let select = Select { org: args.org.clone(), purpose: args.purpose.clone(), as_of: args.as_of, ..Select::default() };
    let request = select.request(None);
    build_both(&stderr.root(), name, &request, stop_on_interrupt())
}

/// Why the pictures of both builds are not there.
#[derive(Debug, thiserror::Error)]
enum WriteError {
    #[error(transparent)]
    Draw(#[from] DiffError),
    #[error("cannot write `{path}`: {why}", path = .0.display(), why = .1)]
    Disk(PathBuf, io::Error),
}

fn write(folder: &Path, found: &[Difference]) -> Result<(), WriteError> {
    for (name, bytes) in pictures(found)? {
        let path = folder.join(name);
        disk::write_whole(&path, &bytes).map_err(|e| WriteError::Disk(path.clone(), e))?;
    }
    Ok(())
}

fn lines(difference: &Difference) -> Vec<String> {
    let mut all = vec![format!("{}\t{}", difference.change.name(), difference.path)];
    for words in &difference.words {
        let what = if words.is_number() { "number" } else { "words" };
        all.push(format!("\t{what}\tpage {}\t- {}\t+ {}", words.page, words.before, words.after));
    }
    let (gone, new) = &difference.codes;
    all.extend(gone.iter().map(|code| format!("\tcode\t\t- {code}")));
    all.extend(new.iter().map(|code| format!("\tcode\t\t+ {code}")));
    if all.len() == 1 && difference.change.name() == "changed" {
        all.push("\tlooks\t\tthe words and codes are the same".to_string());
    }
    all
}

fn object(difference: &Difference) -> serde_json::Value {
    let words: Vec<_> = difference
        .words
        .iter()
        .map(|w| serde_json::json!({ "page": w.page, "before": w.before, "after": w.after, "number": w.is_number() }))
        .collect();
    serde_json::json!({
        "path": difference.path, "change": difference.change.name(), "words": words,
        "codes_gone": difference.codes.0, "codes_new": difference.codes.1,
    })
}
