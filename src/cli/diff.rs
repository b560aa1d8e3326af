//! `handbill diff`: what has changed between two builds.

use super::stderr::Stderr;
use super::stdout::Stdout;
use super::{DONE, PROBLEMS, UNUSABLE};
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::diff::{DiffError, Difference, diff, pictures};
use crate::engine::many;
use crate::world::disk;
use std::io;
use std::path::{Path, PathBuf};

/// Say which words, numbers and codes have changed between two builds, sheet by sheet
///
/// OLD and NEW are folders of finished builds, each with its `manifest.json`, or two PDFs. Words are read from the files
/// themselves. Exit code 1 where something differs, 0 where nothing does.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    cp -r out before && handbill build && handbill diff before out\n  \
    handbill diff before out --pictures changed\n  \
    handbill diff before/flyer.pdf out/flyer.pdf")]
pub struct Args {
    /// The folder of the earlier build, or a PDF
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The folder of the later build, or a PDF
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Write `index.html` into this folder, with pictures of both for each sheet that differs
    #[arg(long, value_name = "DIR")]
    pictures: Option<PathBuf>,
}

pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let refuse = |message: String| {
        stderr.refuse(&Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, message));
        UNUSABLE
    };
    let (found, same) = match diff(&args.old, &args.new) {
        Ok(found) => found,
        Err(why) => return refuse(why.to_string()),
    };
    let mut out = Stdout::default();
    for difference in &found {
        match stderr.json {
            true => out.line(&object(difference).to_string()),
            false => lines(difference).iter().for_each(|line| out.line(line)),
        }
    }
    if let Some(folder) = &args.pictures
        && let Err(why) = write(folder, &found)
    {
        return refuse(why.to_string());
    }
    stderr.say(&format!("{} changed, {same} the same", many(found.len(), "sheet")));
    out.exit(if found.is_empty() { DONE } else { PROBLEMS })
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
