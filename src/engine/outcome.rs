//! What came of a run, and the exit code that says so.

use super::tally::Tally;
use crate::deliver::manifest::{Omission, Output};
use crate::diag::{Diagnostic, Severity};
use crate::plan::Job;
use std::collections::{BTreeMap, BTreeSet};

/// One product and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// What was asked for.
    pub job: Job,
    /// What became of it.
    pub fate: Fate,
    /// The first thing that stopped it; only where it is refused.
    pub why: Option<String>,
    /// What the manifest says of it; `None` where there is no good file.
    pub output: Option<Output>,
    /// What it does without, where it passed a `check`; of one that was made `output` says it.
    pub left_out: Vec<Omission>,
}

/// What has become of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Written.
    Made,
    /// The file is there with these bytes.
    Unchanged,
    /// Not made, because of a mistake.
    Refused,
    /// A dry run would make it.
    WouldMake,
    /// `check` found nothing that stops it.
    Passed,
    /// The run ended before.
    NotReached,
}

impl Fate {
    /// As lists and JSON print it.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Made => "made",
            Fate::Unchanged => "unchanged",
            Fate::Refused => "refused",
            Fate::WouldMake => "would-make",
            Fate::Passed => "passed",
            Fate::NotReached => "not-reached",
        }
    }
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Products written now.
    pub made: usize,
    /// Products whose file is there with these bytes.
    pub unchanged: usize,
    /// Products that a mistake stops.
    pub refused: usize,
    /// Products that a dry run would make.
    pub would_make: usize,
    /// Products that `check` has nothing against.
    pub passed: usize,
    /// Products that the run ended before.
    pub not_reached: usize,
    /// Diagnostics told that stop something.
    pub errors: usize,
    /// Diagnostics told that `--strict` stops for.
    pub warnings: usize,
    /// The same and the notes, by check.
    pub tally: Tally,
    /// Unchanged products that had warnings when they were made.
    pub warned_before: usize,
    /// Products that do without blocks because their format has no place or no room for them.
    pub without: usize,
    /// Their formats, and the blocks that each does without.
    pub without_what: BTreeMap<String, BTreeSet<String>>,
    /// Files on disk that are not what the project says today.
    pub stale: Vec<String>,
    /// Somebody ended it: what was written is whole, the rest is not reached.
    pub interrupted: bool,
    /// Path of the contact sheet or of the site, where one was asked for.
    pub gallery: Option<String>,
    /// The request or the disk, not the content, is at fault.
    pub unusable: bool,
}

impl Outcome {
    pub(super) fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => {}
        }
    }

    pub(super) fn add(&mut self, product: &Product) {
        let left_out = product.output.as_ref().map_or(&product.left_out, |output| &output.left_out);
        let left = left_out.iter().filter(|left| matches!(left.why.as_str(), "format" | "room"));
        let left: BTreeSet<String> = left.map(Omission::named).collect();
        if !left.is_empty() {
            self.without += 1;
            self.without_what.entry(product.job.format.clone()).or_default().extend(left);
        }
        match product.fate {
            Fate::Made => self.made += 1,
            Fate::Unchanged => {
                self.unchanged += 1;
                self.warned_before += usize::from(product.output.as_ref().is_some_and(|o| !o.warnings.is_empty()));
            }
            Fate::Refused => self.refused += 1,
            Fate::WouldMake => self.would_make += 1,
            Fate::Passed => self.passed += 1,
            Fate::NotReached => self.not_reached += 1,
        }
    }

    /// 0: done. 1: problems were found, and everything else was made. 2: wrong usage, an unreadable project or a disk
    /// that refuses. 130: interrupted. `strict` counts warnings as problems.
    pub fn exit_code(&self, strict: bool) -> u8 {
        match self {
            _ if self.interrupted => 130,
            _ if self.unusable => 2,
            _ if self.errors > 0 || self.refused > 0 => 1,
            _ if strict && self.warnings > 0 => 1,
            _ => 0,
        }
    }

    /// `12 made, 3 unchanged, 1 refused (2 errors, 1 warning)`.
    pub fn summary(&self) -> String {
        let nothing_else = Outcome { unchanged: 0, warned_before: 0, without: 0, without_what: BTreeMap::new(), ..self.clone() }
            == Outcome::default();
        if self.unchanged > 0 && nothing_else {
            return format!("everything is up to date ({})", many(self.unchanged, "product"));
        }
        let fates = [
            (self.made, "made"),
            (self.would_make, "to be made"),
            (self.passed, "passed"),
            (self.unchanged, "unchanged"),
            (self.refused, "refused"),
            (self.not_reached, "not reached"),
        ];
        let fates: Vec<String> = fates.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let found = [(self.errors, "error"), (self.warnings, "warning")];
        let found: Vec<String> = found.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| many(n, what)).collect();
        match (fates.is_empty(), found.is_empty()) {
            (true, true) => "nothing to do".to_string(),
            (true, false) => format!("nothing made ({})", found.join(", ")),
            (false, true) => fates.join(", "),
            (false, false) => format!("{} ({})", fates.join(", "), found.join(", ")),
        }
    }
}

/// `1 error`, `2 errors`.
pub fn many(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_says_who_must_act() {
        let done = Outcome { made: 3, ..Outcome::default() };
        assert_eq!(done.exit_code(true), 0);
        let warned = Outcome { warnings: 1, ..done.clone() };
        assert_eq!((warned.exit_code(false), warned.exit_code(true)), (0, 1));
        let refused = Outcome { refused: 1, errors: 2, ..done.clone() };
        assert_eq!(refused.exit_code(false), 1);
        assert_eq!(Outcome { unusable: true, ..refused.clone() }.exit_code(false), 2);
        assert_eq!(Outcome { interrupted: true, unusable: true, ..refused }.exit_code(false), 130);
    }

    #[test]
    fn the_summary_counts_in_words() {
        let outcome = Outcome { made: 12, unchanged: 3, refused: 1, errors: 2, warnings: 1, ..Outcome::default() };
        assert_eq!(outcome.summary(), "12 made, 3 unchanged, 1 refused (2 errors, 1 warning)");
        assert_eq!(Outcome { unchanged: 24, ..Outcome::default() }.summary(), "everything is up to date (24 products)");
        assert_eq!(Outcome { errors: 1, ..Outcome::default() }.summary(), "nothing made (1 error)");
        assert_eq!(Outcome::default().summary(), "nothing to do");
    }
}
