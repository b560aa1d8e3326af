//! Placeholders: `{a.b}`, `{a | b | literal}`, `{a?}`. No loops, no conditions.

use super::isolate::{ISOLATE, runs_back};
use super::{Context, event, facts, organization, row};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{BlockName, Body, Contact, Direction, Kind};

/// Words with every placeholder filled, as they are set in a paragraph of the block's language.
pub(super) fn fill_words(context: &Context<'_>, text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    filled(context, text, span, Some(context.language.direction), diagnostics)
}

/// The text with every placeholder filled. `None` when an optional one (`{a?}`) is absent: the caller leaves the
/// line out. `{{` and `}}` stand for the braces themselves.
pub(super) fn fill(context: &Context<'_>, text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    filled(context, text, span, None, diagnostics)
}

fn filled(
    context: &Context<'_>,
    text: &str,
    span: Span,
    isolate: Option<Direction>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut absent = false;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with("{{") || from.starts_with("}}") {
            out.push_str(&from[..1]);
            rest = &from[2..];
            continue;
        }
        let end = from.find('}').filter(|_| from.starts_with('{'));
        let Some(end) = end else {
            let message = "a brace without its partner";
            diagnostics.push(Diagnostic::error(&checks::PLACEHOLDER, span, message).help("to print a brace, write `{{` or `}}`"));
            return Some(out);
        };
        match value(context, &from[1..end], span, diagnostics) {
            Value::Text(value) if isolate == Some(Direction::RightToLeft) || isolate.is_some() && runs_back(&value) => {
                out.extend([ISOLATE.0].into_iter().chain(value.chars()).chain([ISOLATE.1]));
            }
            Value::Text(value) => out.push_str(&value),
            Value::Absent => absent = true,
            Value::Wrong => {}
        }
        rest = &from[end + 1..];
    }
    out.push_str(rest);
    (!absent).then_some(out)
}

/// What a placeholder comes to.
enum Value {
    Text(String),
    /// Optional and not there.
    Absent,
    /// Reported.
    Wrong,
}

fn value(context: &Context<'_>, inside: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let (inside, optional) = match inside.trim().strip_suffix('?') {
        Some(rest) => (rest, true),
        None => (inside, false),
    };
    let mut last = Err(Unknown { what: inside.trim().to_string(), near: None });
    for alternative in inside.split('|').map(str::trim) {
        match looked_up(context, alternative, diagnostics) {
            Some(Ok(Some(value))) => return Value::Text(value),
            Some(Ok(None)) => last = Ok(()),
            Some(Err(unknown)) => last = Err(unknown),
            // `{phone}` alone would print the word `phone`.
            None if !inside.contains('|') && is_word(alternative) => {
                last = Err(Unknown { what: alternative.to_string(), near: near_path(context, alternative) });
            }
            // Not a path: the words themselves.
            None if !alternative.is_empty() && inside.contains('|') => return Value::Text(alternative.to_string()),
            None => {}
        }
    }
    match last {
        Ok(()) if optional => Value::Absent,
        Ok(()) => {
            let path = inside.trim();
            let help = format!("write `{{{path}?}}` to leave the line out where it is absent, or give it another value with `|`");
            let cell = path.split('|').find_map(|path| row::place(context, path.trim().strip_prefix("row.")?));
            let diagnostic = match cell {
                Some(cell) => {
                    let message = format!("this cell is empty, and `{{{path}}}` prints it");
                    Diagnostic::error(&checks::PLACEHOLDER, cell, message).also(span, "here")
                }
                None => {
                    let message = format!("`{{{path}}}` is absent for `{}`", context.org.name.value);
                    Diagnostic::error(&checks::PLACEHOLDER, span, message)
                }
            };
            diagnostics.push(diagnostic.help(help));
            Value::Wrong
        }
        Err(unknown) => {
            let message = format!("nothing is called `{}`", unknown.what);
            let mut diagnostic = Diagnostic::error(&checks::PLACEHOLDER, span, message);
            if let Some(near) = unknown.near {
                diagnostic = diagnostic.help(format!("did you mean `{{{near}}}`?"));
            } else {
                let help = format!(
                    "a placeholder is `{{org.name}}`, `{{STAT.KEY}}` or `{{contact.NAME.phone}}`; to print braces, write `{{{{{}}}}}`",
                    unknown.what
                );
                diagnostic = diagnostic.help(help);
            }
            diagnostics.push(diagnostic);
            Value::Wrong
        }
    }
}

/// A word that could be a key.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}

/// A key without what it belongs to: `{phone}` for `{org.phone}`.
fn near_path(context: &Context<'_>, word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if let Some(key) = near(&word, organization::KEYS.into_iter()) {
        return Some(format!("org.{key}"));
    }
    let event = context.content.blocks.iter().find(|block| block.name.kind == Kind::Event)?;
    near(&word, ["title", "when", "venue", "address"].into_iter()).map(|key| format!("{}.{key}", event.name))
}

/// A path that leads nowhere, and the one that was most likely meant.
struct Unknown {
    what: String,
    near: Option<String>,
}

/// The value of a path: `Ok(None)` when it exists but is empty for this organization. `None` when the words are no
/// path at all but a literal.
fn looked_up(context: &Context<'_>, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Result<Option<String>, Unknown>> {
    if path == "copy" {
        let unknown = || Unknown { what: "copy".to_string(), near: None };
        return Some(context.copy.map(|number| Some(number.to_string())).ok_or_else(unknown));
    }
    let of_row = path.starts_with("row.");
    let is_path = path.contains('.')
        && path.starts_with(|c: char| c.is_ascii_lowercase())
        && path.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c) || of_row && c.is_alphanumeric());
    if !is_path {
        return None;
    }
    if let Some(column) = path.strip_prefix("row.") {
        return Some(row::value(context, column).map_err(|near| {
            let what = format!("row.{column}");
            Unknown { what, near: near.map(|near| format!("row.{near}")) }
        }));
    }
    let (root, rest) = path.split_once('.')?;
    if root == "org" {
        return Some(org_value(context, rest));
    }
    if let Some(kind) = Kind::from_name(root) {
        let Some((name, key)) = rest.split_once('.') else {
            // `{event.when}` for `{event.main.when}`.
            let block = context.content.blocks.iter().find(|block| block.name.kind == kind);
            return Some(Err(Unknown { what: path.to_string(), near: block.map(|block| format!("{}.{rest}", block.name)) }));
        };
        return Some(block_value(context, &BlockName::new(kind, name), key, path, diagnostics));
    }
    Some(block_value(context, &BlockName::new(Kind::Stat, root), rest, path, diagnostics))
}

fn org_value(context: &Context<'_>, key: &str) -> Result<Option<String>, Unknown> {
    organization::value(context, key).ok_or_else(|| {
        let near = near(key, organization::KEYS.into_iter()).map(|k| format!("org.{k}"));
        Unknown { what: format!("org.{key}"), near }
    })
}

fn block_value(
    context: &Context<'_>,
    name: &BlockName,
    key: &str,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<String>, Unknown> {
    let Some(block) = context.content.blocks.iter().find(|b| b.name == *name) else {
        let names: Vec<String> = context.content.blocks.iter().map(|b| b.name.to_string()).collect();
        let near = near(&name.to_string(), names.iter().map(String::as_str)).map(|n| format!("{n}.{key}"));
        return Err(Unknown { what: path.to_string(), near });
    };
    match &block.body {
        Body::Stat(stat) => match facts::stat_value(context, stat, key) {
            Some(value) => Ok(Some(value)),
            None => Err(Unknown { what: path.to_string(), near: None }),
        },
        Body::Event(event) => event::value(context, event, key).ok_or_else(|| Unknown { what: path.to_string(), near: None }),
        Body::Contact(contact) => match contact_field(contact, key) {
            Some(None) => Ok(None),
            // A contact's own fields may hold placeholders of the organization, and of other contacts.
            Some(Some(field)) => Ok(within(context, path, field, diagnostics)),
            None => Err(Unknown { what: path.to_string(), near: None }),
        },
        _ => Err(Unknown { what: path.to_string(), near: None }),
    }
}

/// Fields inside each other are followed to here.
const DEEPEST: usize = 6;
/// Letters that fields inside each other may come to.
const LONGEST: usize = 20_000;

/// A field that is filled itself. One that comes back to itself has no value.
fn within(context: &Context<'_>, path: &str, field: &At<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let chain = {
        let open = context.filling.borrow();
        (open.iter().any(|known| known == path) || open.len() >= DEEPEST).then(|| format!("{} -> {path}", open.join(" -> ")))
    };
    if let Some(chain) = chain {
        let message = format!("`{path}` is made of itself: {chain}");
        let diagnostic =
            Diagnostic::error(&checks::PLACEHOLDER, field.span, message).help("write the value itself in one of them");
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
        return Some(String::new());
    }
    context.filling.borrow_mut().push(path.to_string());
    let filled = fill(context, &field.value, field.span, diagnostics);
    context.filling.borrow_mut().pop();
    filled.map(|text| if text.len() > LONGEST { String::new() } else { text })
}

fn contact_field<'c>(contact: &'c Contact, key: &str) -> Option<Option<&'c At<String>>> {
    Some(match key {
        "name" => Some(&contact.name),
        "phone" => contact.phone.as_ref(),
        "email" => contact.email.as_ref(),
        "web" => contact.web.as_ref(),
        "hours" => contact.hours.as_ref(),
        _ => return None,
    })
}
