//! `handbill explain`: the manual page of a check.

use super::{DONE, stderr::Stderr, stdout::Stdout};
use crate::diag::{Check, Diagnostic, Span, checks, near};

/// Say what a check looks for, why, and what to do
#[derive(clap::Args)]
#[command(after_help = "`handbill list checks` names them all.")]
pub struct Args {
    /// Name of a check, such as `text-overflow`
    #[arg(value_name = "CHECK")]
    name: String,
}

/// Columns of a page.
const MEASURE: usize = 80;

pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let Some(check) = checks::ALL.iter().find(|c| c.name == args.name) else {
        return stderr.refuse(&unknown(&args.name));
    };
    let mut out = Stdout::default();
    match stderr.json {
        true => out.line(&json(check).to_string()),
        false => out.line(&page(check)),
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
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no check `{name}`"));
    match near(name, checks::ALL.iter().map(|c| c.name)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`handbill list checks` names them all"),
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
