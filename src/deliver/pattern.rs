//! Output patterns such as `out/{purpose}/{org}/{content}-{format}-{lang}.pdf`: where they may lead, and which folder
//! their files have in common. `plan` fills them in.

use crate::diag::{Diagnostic, Span, checks};

/// What a pattern may name.
pub const PLACEHOLDERS: [&str; 9] = ["content", "org", "format", "lang", "purpose", "theme", "scheme", "condition", "standard"];

/// The folder that every file of a pattern lies in, with a slash at its end, or nothing for the project itself:
/// everything before the first placeholder, back to a slash.
pub fn common_folder(pattern: &str) -> &str {
    let fixed = pattern.find('{').map_or(pattern, |i| &pattern[..i]);
    fixed.rfind('/').map_or("", |i| &fixed[..=i])
}

/// Refuses a pattern that leads out of the project or names something unknown. `typed`: given on the command line,
/// where an absolute path is the user's own decision.
pub fn check(pattern: &str, span: Span, typed: bool) -> Result<(), Diagnostic> {
    let key = if typed { "`--out`" } else { "`output`" };
    let refuse = |message: String, help: String| Err(Diagnostic::error(&checks::OUTPUT_PATTERN, span, message).help(help));
    if pattern.trim().is_empty() || pattern.ends_with('/') {
        let help = "for example `out/{purpose}/{org}/{content}-{format}-{lang}.pdf`".to_string();
        return refuse(format!("{key} names no file"), help);
    }
    if is_absolute(pattern) && !typed {
        return refuse(
            format!("{key} leaves the project: `{pattern}` is an absolute path"),
            "write a path inside the project, or give the absolute one with `--out`".to_string(),
        );
    }
    if pattern.split(['/', '\\']).any(|part| part == "..") {
        return refuse(format!("{key} leaves the project: `..` in `{pattern}`"), "write a path without `..`".to_string());
    }
    if let Some(unknown) = placeholders(pattern).into_iter().find(|name| !PLACEHOLDERS.contains(name)) {
        let all: Vec<String> = PLACEHOLDERS.iter().map(|p| format!("`{{{p}}}`")).collect();
        return refuse(format!("{key} has the unknown placeholder `{{{unknown}}}`"), format!("there is: {}", all.join(", ")));
    }
    Ok(())
}

/// What is said of a pattern in a file that does not end in `.pdf`.
pub fn without_ending(pattern: &str, span: Span) -> Option<Diagnostic> {
    let message = format!("`output` does not end in `.pdf`, which is added: `{pattern}.pdf`");
    (!pattern.ends_with(".pdf"))
        .then(|| Diagnostic::warning(&checks::OUTPUT_PATTERN, span, message).help(format!("write `{pattern}.pdf`")))
}

/// Whether a path begins at the root, on Unix or on Windows.
pub fn is_absolute(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    path.starts_with('/') || path.starts_with('\\') || drive
}

/// The names between braces; where a brace never closes, the whole pattern, which is no name.
fn placeholders(pattern: &str) -> Vec<&str> {
    pattern.split('{').skip(1).map(|rest| rest.split_once('}').map_or(pattern, |(name, _)| name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_folder_ends_before_the_first_placeholder() {
        assert_eq!(common_folder("out/{purpose}/{org}/{content}.pdf"), "out/");
        assert_eq!(common_folder("print/2026/card-{org}.pdf"), "print/2026/");
        assert_eq!(common_folder("{org}.pdf"), "");
        assert_eq!(common_folder("out/flyer.pdf"), "out/");
        assert_eq!(common_folder("/srv/{org}.pdf"), "/srv/");
    }

    fn refused(pattern: &str, typed: bool) -> bool {
        check(pattern, Span::NONE, typed).is_err()
    }

    #[test]
    fn patterns_stay_inside_the_project() {
        assert!(!refused("out/{org}.pdf", false));
        assert!(refused("/tmp/{org}.pdf", false));
        assert!(!refused("/tmp/{org}.pdf", true));
        assert!(refused("C:/tmp/{org}.pdf", false));
        assert!(refused("../{org}.pdf", false));
        assert!(refused("../{org}.pdf", true));
        assert!(refused("out/../../{org}.pdf", true));
        assert!(!refused("out/a..b/{org}.pdf", false));
    }

    #[test]
    fn patterns_name_known_things() {
        assert!(refused("out/{organization}.pdf", true));
        assert!(refused("out/{org", true));
        assert!(refused("out/", true));
        assert!(refused("", true));
    }
}
