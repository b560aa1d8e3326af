//! What to type where two products would be written to one file.

use super::Job;

/// The placeholders of `output` in which two jobs differ, each with whether they do.
fn placeholders(a: &Job, b: &Job) -> [(&'static str, bool); 9] {
    [
        ("content", a.content != b.content || a.event != b.event),
        ("org", a.org != b.org),
        ("format", a.format != b.format),
        ("theme", a.theme != b.theme),
        ("lang", a.language != b.language),
        ("purpose", a.purpose != b.purpose),
        ("scheme", a.scheme != b.scheme),
        ("condition", a.condition != b.condition),
        ("standard", a.standard != b.standard),
    ]
}

/// What tells two jobs apart, made from the pattern in use, which was `typed` on the command line or stands in the project.
pub(super) fn told_apart(pattern: &str, typed: bool, a: &Job, b: &Job) -> String {
    let Some((name, _)) = placeholders(a, b).into_iter().find(|(_, differs)| *differs) else {
        return "ask for it once, or give them contents of different names".to_string();
    };
    let before = pattern.strip_suffix(".pdf").unwrap_or(pattern);
    match typed {
        true if !pattern.contains('{') => {
            format!("for a folder type `--out {before}/`; for one pattern of names `--out '{before}-{{{name}}}.pdf'`")
        }
        true => format!("type `--out '{before}-{{{name}}}.pdf'`"),
        false => format!("write `output = \"{before}-{{{name}}}.pdf\"` under `[defaults]`"),
    }
}
