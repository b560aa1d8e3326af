//! `handbill explain`: the manual page of a check, or of a key that people write.

use super::{DONE, manual, stderr::Stderr, stdout::Stdout};
use crate::diag::{Check, Diagnostic, Span, checks, near};

/// Say what a check looks for, why, and what to do; or what a key of a file means
#[derive(clap::Args)]
#[command(after_help = "`handbill list checks` names all checks, `handbill help files` all keys.\n\nExamples:\n  \
    handbill explain text-overflow\n  handbill explain event.start\n  handbill explain bleed")]
pub struct Args {
    /// A check, such as `text-overflow`, or a key, such as `event.start`
    #[arg(value_name = "CHECK|KEY")]
    name: String,
}

/// Columns of a page.
const MEASURE: usize = 80;

/// The page on stdout; 2 where nothing has that name.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let Some(check) = checks::ALL.iter().find(|c| c.name == args.name) else {
        return key(&args.name, stderr);
    };
    let mut out = Stdout::default();
    match stderr.json {
        true => out.line(&json(check).to_string()),
        false => out.line(&page(check)),
    }
    out.exit(DONE)
}

/// What the reference says about a key.
fn key(name: &str, stderr: &Stderr) -> u8 {
    let found = manual::about(name);
    if found.is_empty() {
        return stderr.refuse(&unknown(name));
    }
    let mut out = Stdout::default();
    if stderr.json {
        for entry in &found {
            let object =
                serde_json::json!({ "name": name, "section": entry.section, "keys": entry.keys, "page": entry.cells.join("\n") });
            out.line(&object.to_string());
        }
    } else {
        let pages: Vec<String> = found.iter().map(|entry| wrap(&manual::page(entry), MEASURE)).collect();
        out.line(&pages.join("\n\n\n"));
    }
    out.exit(DONE)
}

/// A check as an object: also for `list checks --json`.
pub fn json(check: &Check) -> serde_json::Value {
    serde_json::json!({ "name": check.name, "title": check.title, "page": check.page })
}

fn page(check: &Check) -> String {
    format!("{}\n{}\n\n{}", check.name, check.title, wrap(check.page, MEASURE))
}

fn unknown(name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no check and no key `{name}`"));
    let last = name.rsplit('.').next().unwrap_or(name);
    let of_owner = || {
        let (owner, last) = name.rsplit_once('.')?;
        near(last, manual::keys().filter(|key| !manual::about(&format!("{owner}.{key}")).is_empty()))
    };
    let of_keys = || of_owner().or_else(|| near(last, manual::keys()));
    // No check has a dot in its name.
    let of_checks = near(name, checks::ALL.iter().map(|c| c.name)).filter(|_| !name.contains('.'));
    match of_checks.or_else(of_keys) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`handbill list checks` names all checks, `handbill help files` all keys"),
    }
}

/// Breaks paragraphs at spaces.
fn wrap(text: &str, width: usize) -> String {
    let wrapped = text.lines().map(|paragraph| {
        let mut lines = vec![String::new()];
        for word in paragraph.split_whitespace() {
            let line = lines.last_mut().expect("there is always a line");
            if line.is_empty() {
                line.push_str(word);
            } else if line.chars().count() + 1 + word.chars().count() <= width {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(word.to_string());
            }
        }
        lines.join("\n")
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_wrapped_at_spaces() {
        assert_eq!(wrap("one two three\n\nfour", 8), "one two\nthree\n\nfour");
        assert_eq!(wrap("unbreakable", 4), "unbreakable");
    }

    #[test]
    fn a_slip_gets_a_hint() {
        assert_eq!(unknown("text-overflw").help, ["did you mean `text-overflow`?"]);
    }
}
