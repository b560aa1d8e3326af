//! `handbill lang`: how far the translations are.

use super::stdout::{Stdout, is_terminal, table};
use super::{PROBLEMS, stderr::Stderr};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::engine::translation_status::{self, StateKind, TranslationState};
use crate::model::{Class, TranslationStatus};
use crate::syntax::Wanted;
use serde_json::{Value, json};

/// Say how far the translations are: missing, stale, not reviewed, reviewed by whom
///
/// A table of contents and languages. With the name of a content or a language it also lists, block by block, what is
/// missing, what nobody has reviewed and what differs from the source. Begin a translation with `handbill new lang es`.
#[derive(clap::Args)]
pub struct Args {
    /// Contents or languages to tell of in full [default: the table of all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// A line for each content and language; 1 where a file of words could not be read.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (world, mut project, found) = match stderr.read(Wanted::Everything) {
        Ok(read) => read,
        Err(code) => return code,
    };
    // What of the translations was not understood is not in the table.
    let unread =
        found.iter().filter(|d| d.is_error() && project.sources.path(d.span.file).is_some_and(|p| p.starts_with("content/")));
    let code = unread.map(|d| stderr.tell(d, &project.sources)).count().min(1) as u8 * PROBLEMS;
    // What the program has built in beside is nobody's to translate here.
    let own = world.list_own("content");
    let made: Vec<String> = project.makes.iter().map(|m| m.content.value.clone()).collect();
    project.contents.retain(|name, _| made.contains(name) || own.iter().any(|l| l.name == format!("{name}.toml")));
    let states = translation_status::states(&project);
    for name in &args.names {
        let names = || states.iter().flat_map(|s| [s.content.as_str(), s.language.as_str()]);
        if !names().any(|n| n == name) {
            let diagnostic =
                Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no content or language `{name}`"));
            return stderr.refuse(&match near(name, names()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("begin a translation with `handbill new lang {name}`")),
            });
        }
    }
    let asked =
        |s: &&TranslationState| args.names.is_empty() || args.names.contains(&s.content) || args.names.contains(&s.language);
    let states: Vec<&TranslationState> = states.iter().filter(asked).collect();
    let mut out = Stdout::default();
    if stderr.json {
        states.iter().for_each(|state| out.line(&object(state).to_string()));
        return out.exit(code);
    }
    table(&matrix(&states), is_terminal()).iter().for_each(|line| out.line(line));
    if !args.names.is_empty() {
        table(&details(&states), is_terminal()).iter().for_each(|line| out.line(line));
        for fault in states.iter().flat_map(|s| &s.faults) {
            stderr.tell(fault, &project.sources);
        }
    }
    out.exit(code)
}

/// A row for each content, a column for each language.
fn matrix(states: &[&TranslationState]) -> Vec<Vec<String>> {
    let mut languages: Vec<&str> = states.iter().map(|s| s.language.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut contents: Vec<&str> = states.iter().map(|s| s.content.as_str()).collect();
    contents.dedup();
    let head = std::iter::once("content").chain(languages.iter().copied()).map(str::to_string).collect();
    let cell = |content: &str, language: &str| {
        states.iter().find(|s| s.content == content && s.language == language).map(|s| words(s)).unwrap_or_default()
    };
    let row = |content: &&str| {
        std::iter::once((*content).to_string()).chain(languages.iter().map(|language| cell(content, language))).collect()
    };
    std::iter::once(head).chain(contents.iter().map(row)).collect()
}

/// `draft, stale, 3 missing`
fn words(state: &TranslationState) -> String {
    match state.kind {
        StateKind::Source => return "source".to_string(),
        StateKind::Absent => return "-".to_string(),
        StateKind::Translation => {}
    }
    let mut words = vec![status(state)];
    words.extend(state.stale.then(|| "stale".to_string()));
    let count = |n: usize, what: &str| (n > 0).then(|| format!("{n} {what}"));
    words.extend(count(state.missing.len(), "missing"));
    words.extend(count(state.faults.len(), "wrong"));
    words.join(", ")
}

fn status(state: &TranslationState) -> String {
    let review = &state.review;
    let on = review.reviewed_on.as_ref().map(|d| format!(" {}", d.value)).unwrap_or_default();
    let open = state.unreviewed.len();
    match (&review.reviewed_by, review.status.as_ref().map(|s| s.value)) {
        _ if review.is_official() => "official".to_string(),
        (Some(by), Some(status)) if review.is_reviewed() && (open == 0 || state.stale) => {
            format!("{} by {}{on}", status.name(), by.value)
        }
        (_, Some(TranslationStatus::Draft) | None) => "draft".to_string(),
        _ => format!("{open} not reviewed"),
    }
}

fn details(states: &[&TranslationState]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for state in states {
        let mut row = |block: &str, class: Class, what: String| {
            rows.push(vec![state.content.clone(), state.language.clone(), block.to_string(), class.name().to_string(), what]);
        };
        for missing in &state.missing {
            let keys = if missing.keys.is_empty() { "all".to_string() } else { missing.keys.join(" ") };
            row(&missing.block, missing.class, format!("missing: {keys}"));
        }
        for (block, class) in &state.unreviewed {
            row(block, *class, "not reviewed".to_string());
        }
    }
    rows
}

fn object(state: &TranslationState) -> Value {
    let review = &state.review;
    let text = |field: &Option<crate::diag::At<String>>| field.as_ref().map(|f| f.value.clone());
    json!({
        "type": "translation",
        "content": state.content,
        "language": state.language,
        "state": match state.kind {
            StateKind::Source => "source",
            StateKind::Absent => "absent",
            StateKind::Translation => review.status.as_ref().map_or("draft", |s| s.value.name()),
        },
        "stale": state.stale,
        "source": state.source,
        "missing": state.missing.iter().map(|m| json!({ "block": m.block, "class": m.class.name(), "keys": m.keys })).collect::<Vec<_>>(),
        "unreviewed": state.unreviewed.iter().map(|(block, class)| json!({ "block": block, "class": class.name() })).collect::<Vec<_>>(),
        "wrong": state.faults.iter().map(|d| d.message.clone()).collect::<Vec<_>>(),
        "by": text(&review.by),
        "origin": review.origin.as_ref().map(|o| o.value.name()),
        "source_url": text(&review.source_url),
        "reviewed_by": text(&review.reviewed_by),
        "qualification": text(&review.qualification),
        "reviewed_on": review.reviewed_on.as_ref().map(|d| d.value.to_string()),
    })
}
