//! Findings that the project lets be: `[[allow]]` of handbill.toml and `--allow-expired`. They become notes, with the reason,
//! and the manifest records them. What protects somebody, or what the law words, is never allowed.

use crate::deliver::manifest::Remark;
use crate::diag::{Check, Diagnostic, Severity, Span, checks};
use crate::model::{BlockName, Project};
use crate::plan::Request;

/// Errors that somebody may let be: they are about words, and a sheet can be printed all the same. Of warnings, all may.
const ERRORS: [&Check; 11] = [
    &checks::EXPIRED,
    &checks::ARITHMETIC,
    &checks::BARE_STATISTIC,
    &checks::MIXED_METRICS,
    &checks::DIRECTION_WORD,
    &checks::SUPERSEDED,
    &checks::SAME_BLOCK,
    &checks::MISSING_CAVEAT,
    &checks::MISSING_COMPANION,
    &checks::MISSING_PART,
    &checks::FORBIDDEN_PART,
];

/// A finding that is let be, and the file it is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Allowed {
    pub file: String,
    pub remark: Remark,
}

/// Turns what is allowed into notes.
pub(super) fn apply(project: &Project, request: &Request, found: &mut [Diagnostic]) -> Vec<Allowed> {
    if project.allowed.is_empty() && request.allow_expired.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for diagnostic in found.iter_mut().filter(|d| d.severity > Severity::Note) {
        let Some(because) = reason(project, request, diagnostic) else { continue };
        if diagnostic.is_error() && !ERRORS.contains(&diagnostic.check) {
            diagnostic.help.push(format!("`{}` of this kind cannot be allowed: mend it", diagnostic.check.name));
            continue;
        }
        diagnostic.severity = Severity::Note;
        diagnostic.help = vec![format!("allowed: {because}")];
        let sources = &project.sources;
        let file = sources.path(diagnostic.span.file).unwrap_or_default().to_string();
        let at = sources.position(diagnostic.span).map_or_else(String::new, |at| format!("{file}:{}:{}", at.line, at.column));
        let message = format!("{} (allowed: {because})", diagnostic.message);
        all.push(Allowed { file, remark: Remark { check: diagnostic.check.name.to_string(), message, at } });
    }
    all
}

fn reason(project: &Project, request: &Request, diagnostic: &Diagnostic) -> Option<String> {
    let is_here = |name: &str| is_at(project, diagnostic.span, name);
    let typed = request.allow_expired.iter().find(|name| diagnostic.check == &checks::EXPIRED && is_here(name));
    let stated = project.allowed.iter().find(|allowance| {
        allowance.check.value == diagnostic.check.name && allowance.at.as_ref().is_none_or(|at| is_here(&at.value))
    });
    typed.map(|name| format!("--allow-expired {name}")).or_else(|| stated.map(|allowance| allowance.because.value.clone()))
}

/// Whether a name is that of the place: a file, `night`, `orgs/ox`, `contact.desk`, or `desk` alone.
fn is_at(project: &Project, span: Span, name: &str) -> bool {
    let Some(path) = project.sources.path(span.file) else { return false };
    let short = path.strip_prefix("content/").unwrap_or(path);
    let stem = short.strip_suffix(".toml").unwrap_or(short);
    let of_block = |block: BlockName| block.to_string() == name || block.name == name;
    name == path || name == short || name == stem || block_at(project, span).is_some_and(of_block)
}

/// The block that a place of a content or a translation is in.
fn block_at(project: &Project, span: Span) -> Option<BlockName> {
    let of_contents = project.contents.values().flat_map(|c| &c.blocks).map(|b| (b.origin, &b.name));
    let of_translations = project.translations.values().flat_map(|t| &t.blocks).map(|(name, words)| (words.origin, name));
    let before = of_contents.chain(of_translations).filter(|(o, _)| o.file == span.file && o.start <= span.start);
    before.max_by_key(|(origin, _)| origin.start).map(|(_, name)| name.clone())
}
