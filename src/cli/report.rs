//! What a run says while it goes and when it ends: results on stdout, talk on stderr.
//!
//! On a terminal products stand under their folder; on a pipe each made file is a line; with `--json` each product is
//! an object and the last object is the summary. What many products share is said a few times and then counted by check.

use super::digest::{self, Digest};
use super::progress::Progress;
use super::stderr::{Stderr, from_here};
use super::stdout::{self, Stdout};
use crate::deliver::manifest::Output;
use crate::diag::{Diagnostic, Sources};
use crate::engine::{Fate, Outcome, Product, Watch};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::stdout;
use std::path::Path;

/// More products than this are counted by folder instead of listed.
const LISTED: usize = 60;
/// So many stale files are named; the manifest has them all.
const NAMED: usize = 10;
/// So many formats and blocks stand in one line.
const SHOWN: usize = 3;

/// What is told while a build or a check runs.
pub struct Report<'a> {
    stderr: &'a Stderr,
    root: &'a Path,
    out: Stdout,
    results: Results,
    progress: Progress,
    digest: Digest<'a>,
    /// Products that will be listed.
    total: usize,
    /// The folder that results are under now, and how many have come.
    group: Option<(String, usize)>,
}

/// In which form products are listed on stdout.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Results {
    People { color: bool },
    Paths,
    Json,
    None,
}

/// `poster-11x17: list.fares, steps.board; and 2 more formats`.
fn without_what(formats: &BTreeMap<String, BTreeSet<String>>) -> String {
    let named = formats.iter().take(SHOWN).map(|(format, blocks)| {
        let shown: Vec<&str> = blocks.iter().take(SHOWN).map(String::as_str).collect();
        let more = blocks.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{format}: {}{more}", shown.join(", "))
    });
    let mut all: Vec<String> = named.collect();
    match formats.len().saturating_sub(SHOWN) {
        0 => {}
        1 => all.push("and 1 more format".to_string()),
        n => all.push(format!("and {n} more formats")),
    }
    all.join("; ")
}

impl<'a> Report<'a> {
    /// Chooses the form of results by the options and by whether somebody looks on. Paths are told from `root`.
    pub fn new(stderr: &'a Stderr, root: &'a Path, digest: Digest<'a>) -> Report<'a> {
        let results = match () {
            () if stderr.json => Results::Json,
            () if !stdout::is_terminal() => Results::Paths,
            () if stderr.quiet => Results::None,
            () => Results::People { color: stderr.colors_of(&stdout()) },
        };
        let progress = Progress::new(stderr);
        Report { stderr, root, out: Stdout::default(), results, progress, digest, total: 0, group: None }
    }

    /// Says how it ended; the exit code.
    pub fn end(mut self, outcome: &Outcome, strict: bool) -> u8 {
        self.progress.end();
        self.end_group();
        let code = outcome.exit_code(strict);
        if self.results == Results::Json {
            self.out.line(&summary(outcome, code).to_string());
        }
        self.stale(&outcome.stale);
        if let Some(path) = outcome.gallery.as_ref().filter(|_| self.results != Results::Json) {
            self.out.line(&from_here(self.root, path));
        }
        if outcome.warned_before > 0 {
            let (n, have) = (outcome.warned_before, if outcome.warned_before == 1 { "has" } else { "have" });
            self.stderr.say(&format!("{n} of the unchanged {have} warnings: `handbill check` says them again"));
        }
        if outcome.without > 0 {
            let products = if outcome.without == 1 { "1 product does" } else { &format!("{} products do", outcome.without) };
            let what = without_what(&outcome.without_what);
            let why = "`handbill show NAME --account` says why";
            self.stderr.say(&format!("{products} without blocks that the format has no room for ({what}): {why}"));
        }
        if outcome.interrupted {
            self.stderr.say("interrupted: every file that was written is whole");
        }
        self.digest.lines(&outcome.tally, self.total > LISTED).iter().for_each(|line| self.stderr.say(line));
        self.stderr.say(&outcome.summary());
        self.out.exit(code)
    }

    fn stale(&self, stale: &[String]) {
        if stale.is_empty() {
            return;
        }
        self.stderr.say("Stale, not what the project says today, do not print:");
        for path in stale.iter().take(NAMED) {
            self.stderr.say(&format!("  {}", from_here(self.root, path)));
        }
        if stale.len() > NAMED {
            self.stderr.say(&format!("  and {} more: `\"state\": \"stale\"` in manifest.json", stale.len() - NAMED));
        }
    }

    /// A product for eyes: under its folder, or counted there where there are many.
    fn person(&mut self, product: &Product, color: bool) {
        if matches!(product.fate, Fate::Unchanged | Fate::Passed | Fate::NotReached) {
            return;
        }
        let path = from_here(self.root, &product.job.output);
        let (folder, name) = path.rsplit_once('/').map_or((".", path.as_str()), |(folder, name)| (folder, name));
        if self.group.as_ref().is_none_or(|(open, _)| open != folder) {
            self.end_group();
            self.group = Some((folder.to_string(), 0));
            if self.total <= LISTED {
                let heading = paint(&format!("{folder}/"), BOLD, color);
                self.print(&heading);
            }
        }
        if let Some((_, count)) = &mut self.group {
            *count += usize::from(product.fate != Fate::Refused);
        }
        if self.total <= LISTED {
            let line = format!("  {name}{}", remark(product, color));
            self.print(&line);
        }
    }

    /// Ends a folder whose products are only counted.
    fn end_group(&mut self) {
        if let Some((folder, count)) = self.group.take()
            && self.total > LISTED
        {
            self.print(&format!("{count:6}  {folder}/"));
        }
    }

    fn print(&mut self, line: &str) {
        let Report { progress, out, .. } = self;
        progress.aside(|| out.line(line));
    }
}

impl Watch for Report<'_> {
    fn found(&mut self, diagnostic: &Diagnostic, sources: &Sources) {
        if self.digest.says(diagnostic) {
            self.progress.aside(|| self.stderr.tell(diagnostic, sources));
        }
    }

    fn begin(&mut self, products: usize) {
        self.total = products;
        self.progress.begin(products);
    }

    fn done(&mut self, product: &Product) {
        match self.results {
            Results::Json => self.print(&object(product, self.root).to_string()),
            Results::Paths if matches!(product.fate, Fate::Made | Fate::WouldMake) => {
                for path in paths(product) {
                    self.print(&from_here(self.root, path));
                }
            }
            Results::Paths | Results::None => {}
            Results::People { color } => self.person(product, color),
        }
        if !matches!(product.fate, Fate::Unchanged | Fate::NotReached) {
            self.progress.step(product.job.hands());
        }
    }
}

/// The PDF and the files beside it.
fn paths(product: &Product) -> impl Iterator<Item = &str> {
    let beside = product.output.iter().flat_map(|o| o.beside().map(|(path, _)| path));
    std::iter::once(product.job.output.as_str()).chain(beside)
}

const BOLD: &str = "1";
const RED: &str = "31";
const DIM: &str = "2";

fn paint(text: &str, style: &str, color: bool) -> String {
    if color { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_string() }
}

/// What is worth knowing behind a file's name.
fn remark(product: &Product, color: bool) -> String {
    match (product.fate, &product.output) {
        (Fate::Refused, _) => format!("  {}", paint("refused", RED, color)),
        (Fate::Made, Some(output)) => format!("  {}", paint(&facts(output), DIM, color)),
        _ => String::new(),
    }
}

/// `2 pages, 46 KB`
fn facts(output: &Output) -> String {
    let pages = output.pages.len();
    let size = size(output.bytes);
    let previews = match output.previews.len() {
        0 => String::new(),
        n => format!(", {n} PNG"),
    };
    format!("{pages} page{}, {size}{previews}", if pages == 1 { "" } else { "s" })
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", (bytes + 500) / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// One product as an object.
fn object(product: &Product, root: &Path) -> Value {
    let job = &product.job;
    let mut object = json!({
        "type": "product",
        "fate": product.fate.name(),
        "path": job.output,
        "file": from_here(root, &job.output),
        "content": job.content,
        "org": job.hands(),
        "language": job.language,
        "format": job.format,
        "purpose": job.purpose.name(),
    });
    if let (Some(output), Some(object)) = (&product.output, object.as_object_mut()) {
        object.insert("bytes".to_string(), output.bytes.into());
        object.insert("blake3".to_string(), output.blake3.clone().into());
        object.insert("pages".to_string(), output.pages.len().into());
        let previews: Vec<&str> = output.previews.iter().map(|p| p.path.as_str()).collect();
        object.insert("previews".to_string(), previews.into());
        let words: Vec<&str> = output.words.iter().map(|file| file.path.as_str()).collect();
        object.insert("words".to_string(), words.into());
        object.insert("calendar".to_string(), output.calendar.as_ref().map(|c| c.path.clone()).into());
        object.insert("warnings".to_string(), output.warnings.len().into());
    }
    object
}

fn summary(outcome: &Outcome, code: u8) -> Value {
    json!({
        "type": "summary",
        "made": outcome.made,
        "would_make": outcome.would_make,
        "passed": outcome.passed,
        "unchanged": outcome.unchanged,
        "refused": outcome.refused,
        "not_reached": outcome.not_reached,
        "errors": outcome.errors,
        "warnings": outcome.warnings,
        "checks": digest::json(&outcome.tally),
        "stale": outcome.stale,
        "interrupted": outcome.interrupted,
        "exit": code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_for_people() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(46_400), "46 KB");
        assert_eq!(size(1_250_000), "1.2 MB");
    }

    #[test]
    fn colours_are_left_out_when_nobody_wants_them() {
        assert_eq!(paint("refused", RED, false), "refused");
        assert_eq!(paint("refused", RED, true), "\x1b[31mrefused\x1b[0m");
    }
}
