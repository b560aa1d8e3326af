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

/// The line that tells two jobs apart, made from the pattern in use; nothing where no placeholder does.
pub(super) fn told_apart(pattern: &str, a: &Job, b: &Job) -> Option<String> {
    let (name, _) = placeholders(a, b).into_iter().find(|(_, differs)| *differs)?;
    let (before, ending) = pattern.rsplit_once('.')?;
    Some(format!("output = \"{before}-{{{name}}}.{ending}\""))
}
