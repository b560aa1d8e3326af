//! What a run has found, a line a check: how many organizations, the first of them, and what to type to see all of it.
//! A batch of a thousand does not say a thousand times that a picture is coarse.

use super::select::Select;
use super::stderr::Stderr;
use super::untaken::Untaken;
use crate::diag::{Check, Diagnostic, Severity, checks, near};
use crate::engine::{Group, Tally};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many findings of one check are said one by one.
const ERRORS: usize = 20;
const WARNINGS: usize = 5;
const NOTES: usize = 2;

/// Which findings a person wants to hear one by one.
#[derive(clap::Args, Default)]
pub struct Shown {
    /// Say everything that this check finds, one by one, also in a batch; may be repeated. `all`: of every check
    ///
    /// For people, only the first findings of each check are said one by one; the rest is counted, and named at the end
    /// by check. `--message-format short`, `json` and `github` always say all.
    #[arg(long, value_name = "CHECK", value_parser = name, help_heading = "Output")]
    show: Vec<String>,
}

const ALL: &str = "all";

fn name(text: &str) -> Result<String, Untaken> {
    let names = checks::ALL.iter().map(|check| check.name);
    if text == ALL || names.clone().any(|name| name == text) {
        return Ok(text.to_string());
    }
    Err(near(text, names).map_or(Untaken::Check, |name| Untaken::NearCheck(name.to_string())))
}

/// Counts what has been said, and holds back what would be the same again.
pub struct Digest<'a> {
    shown: &'a Shown,
    /// The products that were asked for, as they are typed again.
    again: String,
    /// Everything is said.
    talkative: bool,
    said: BTreeMap<(Severity, &'static str), usize>,
    held_back: bool,
}

impl<'a> Digest<'a> {
    /// For programs nothing is held back, and with `--quiet` no error.
    pub fn new(shown: &'a Shown, select: &Select, stderr: &Stderr) -> Digest<'a> {
        let again = format!("{}{}", stderr.typed(), select.typed());
        Digest { talkative: stderr.quiet || !stderr.is_for_people(), ..Digest::of(shown, again) }
    }

    fn of(shown: &'a Shown, again: String) -> Digest<'a> {
        Digest { shown, again, talkative: false, said: BTreeMap::new(), held_back: false }
    }

    /// Whether to say this one by itself.
    pub fn says(&mut self, diagnostic: &Diagnostic) -> bool {
        let said = self.said.entry((diagnostic.severity, diagnostic.check.name)).or_default();
        *said += 1;
        let most = match diagnostic.severity {
            Severity::Error => ERRORS,
            Severity::Warning => WARNINGS,
            Severity::Note => NOTES,
        };
        let says = *said <= most || self.talkative || self.is_shown(diagnostic.check);
        self.held_back |= !says;
        says
    }

    fn is_shown(&self, check: &Check) -> bool {
        self.shown.show.iter().any(|name| name == ALL || name == check.name)
    }

    /// The table, where something was held back or the run is a `batch`.
    pub fn lines(&self, tally: &Tally, batch: bool) -> Vec<String> {
        if self.talkative || !(self.held_back || batch) || tally.groups().next().is_none() {
            return Vec::new();
        }
        let rows: Vec<[String; 3]> = tally
            .groups()
            .map(|(severity, check, group)| {
                let see = format!("handbill check{} --show {check}", self.again);
                [format!("{}[{check}]", severity.name()), whom(group), see]
            })
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let (first, second) = (width(0), width(1));
        let line = |[check, whom, see]: &[String; 3]| format!("  {check:first$}  {whom:second$}  {see}");
        std::iter::once("What was found, by check, and how to see all of it:".to_string()).chain(rows.iter().map(line)).collect()
    }
}

/// `412 organizations: anh-duong, casa-nandu, hanbit ...`
fn whom(group: &Group) -> String {
    let findings = group.findings;
    let some: Vec<&str> = group.first.iter().map(String::as_str).collect();
    let rest = if group.organizations() > some.len() { " ..." } else { "" };
    match group.organizations() {
        0 => format!("{findings} time{}", if findings == 1 { "" } else { "s" }),
        n => format!("{n} organization{}: {}{rest}", if n == 1 { "" } else { "s" }, some.join(", ")),
    }
}

/// The same for a machine.
pub fn json(tally: &Tally) -> Value {
    let row = |(severity, check, group): (Severity, &str, &Group)| {
        json!({
            "check": check,
            "severity": severity.name(),
            "findings": group.findings,
            "organizations": group.organizations(),
            "first": group.first,
        })
    };
    tally.groups().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    #[test]
    fn what_repeats_itself_is_held_back_unless_asked_for() {
        let told = |shown: &Shown, talkative: bool, make: fn() -> Diagnostic| {
            let mut digest = Digest { talkative, ..Digest::of(shown, String::new()) };
            (0..50).filter(|_| digest.says(&make())).count()
        };
        let warning = || Diagnostic::warning(&checks::LONG_NAME, Span::NONE, "long");
        let error = || Diagnostic::error(&checks::TEXT_OVERFLOW, Span::NONE, "too much");
        let asked = |name: &str| Shown { show: vec![name.to_string()] };
        assert_eq!(told(&Shown::default(), false, warning), WARNINGS);
        let note = || Diagnostic::note(&checks::BRAND_COLOR, Span::NONE, "pale");
        assert_eq!(told(&Shown::default(), false, note), NOTES);
        assert_eq!(told(&Shown::default(), false, error), ERRORS);
        assert_eq!(told(&asked("long-name"), false, warning), 50);
        assert_eq!(told(&asked("long-name"), false, error), ERRORS);
        assert_eq!(told(&asked("all"), false, error), 50);
        assert_eq!(told(&Shown::default(), true, warning), 50);
    }

    #[test]
    fn a_check_is_known_by_its_name() {
        assert_eq!(name("long-name"), Ok("long-name".to_string()));
        assert_eq!(name("long-nam"), Err(Untaken::NearCheck("long-name".to_string())));
        assert_eq!(name("all"), Ok("all".to_string()));
    }
}
