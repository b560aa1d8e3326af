//! `handbill schema`: JSON schemas of the files that people write, for editors and validators.

use super::{DONE, manual, stderr::Stderr, stdout::Stdout};
use crate::diag::{Diagnostic, Span, checks, hint};
use crate::syntax::schema::{FileKind, KINDS};
use crate::world::{builtin_file, disk};
use std::borrow::Cow;
use std::path::PathBuf;

/// Write the JSON schemas of the files, for an editor that completes keys and marks mistakes
///
/// Without a kind it lists the kinds there are. taplo, Tombi and the VS Code extensions on top of them read the first line
/// `#:schema PATH` of a TOML file; `handbill init` and `handbill new` write it, and the schemas into `.handbill/schema/`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill schema                            the kinds of files\n  \
    handbill schema content                    the schema of content/NAME.toml\n  \
    handbill schema --out .handbill/schema     all of them, as files")]
pub struct Args {
    /// A kind of file; without it all
    #[arg(value_name = "KIND")]
    kind: Option<String>,
    /// Write each schema into this folder as KIND.json
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make them anew by watching the functions that read the files: how those that are built in are made
    #[arg(long, hide = true)]
    derive: bool,
}

/// Where a project keeps them.
pub const FOLDER: &str = ".handbill/schema";

/// One schema on stdout, or all of them into a folder; 2 where no kind of file has that name.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let wanted: Vec<&FileKind> = match &args.kind {
        None => KINDS.iter().collect(),
        Some(name) => match KINDS.iter().find(|kind| kind.name == name.as_str()) {
            Some(kind) => vec![kind],
            None => return stderr.refuse(&unknown(name)),
        },
    };
    let mut out = Stdout::default();
    if let Some(folder) = &args.out {
        for kind in wanted {
            let path = stderr.directory().join(folder).join(format!("{}.json", kind.name));
            if let Err(e) = disk::write_whole(&path, text(args, kind).as_bytes()) {
                let message = format!("cannot write `{}`: {e}", path.display());
                return stderr.refuse(&Diagnostic::error(&checks::DISK, Span::NONE, message));
            }
            out.line(&path.display().to_string());
        }
    } else if args.kind.is_some() {
        wanted.iter().for_each(|kind| out.line(text(args, kind).trim_end()));
    } else {
        for kind in wanted {
            match stderr.json {
                true => out.line(&serde_json::json!({ "type": "schema", "name": kind.name, "path": kind.path }).to_string()),
                false => out.line(&format!("{:<14}{}", kind.name, kind.path)),
            }
        }
    }
    out.exit(DONE)
}

fn unknown(name: &str) -> Diagnostic {
    let message = format!("there is no kind of file `{name}`");
    Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message).help(hint(name, KINDS.iter().map(|kind| kind.name), ""))
}

fn text(args: &Args, kind: &FileKind) -> Cow<'static, str> {
    match args.derive {
        true => Cow::Owned(derived(kind)),
        false => Cow::Borrowed(built_in(kind)),
    }
}

fn derived(kind: &FileKind) -> String {
    let schema = kind.schema(&|path| about(kind, path));
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// A schema as it was when the program was built.
fn built_in(kind: &FileKind) -> &'static str {
    let path = format!("assets/schemas/{}.json", kind.name);
    builtin_file(&path).and_then(|file| std::str::from_utf8(file.bytes()).ok()).unwrap_or_default()
}

/// All schemas as files of a project, by their paths inside it.
pub fn files() -> impl Iterator<Item = (String, &'static str)> {
    KINDS.iter().map(file_of)
}

/// The schema that a file of a project is held against.
pub fn of(path: &str) -> Option<(String, &'static str)> {
    FileKind::of(path).map(file_of)
}

fn file_of(kind: &FileKind) -> (String, &'static str) {
    (format!("{FOLDER}/{}.json", kind.name), built_in(kind))
}

/// The text of a file with the line that leads an editor to its schema.
pub fn directed(path: &str, text: &str) -> String {
    let Some(kind) = FileKind::of(path) else { return text.to_string() };
    if text.starts_with("#:schema ") {
        return text.to_string();
    }
    let up = "../".repeat(path.matches('/').count());
    format!("#:schema {up}{FOLDER}/{}.json\n{text}", kind.name)
}

/// What the reference says about a key of a kind of file.
fn about(kind: &FileKind, path: &[String]) -> Option<String> {
    let (key, owners) = path.split_last()?;
    let owner = owners.iter().rev().find(|owner| *owner != "*");
    let sections: &[&str] = match kind.name {
        "content" => &["`content/NAME.toml`", "Events", "Roles"],
        "translation" => &["`content/NAME.LANG.toml`", "`content/NAME.toml`"],
        _ => &[kind.path],
    };
    let is_here = |section: &str| sections.iter().any(|here| section.trim_start_matches('`').starts_with(here.trim_matches('`')));
    let of_owner = owner.map(|owner| manual::about(&format!("{owner}.{key}"))).unwrap_or_default();
    let found = of_owner.into_iter().chain(manual::about(key)).find(|entry| is_here(entry.section))?;
    let words = match found.cells.as_slice() {
        [words] => (*words).to_string(),
        [words, left_out] => format!("{words}\n\nIf left out: {left_out}"),
        _ => return None,
    };
    Some(words.replace("\\|", "|").replace("\\*", "*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_for_editors_leads_to_the_schema() {
        let check = |path: &str, line: &str| assert_eq!(directed(path, "x = 1\n"), format!("{line}x = 1\n"), "{path}");
        check("handbill.toml", "#:schema .handbill/schema/handbill.json\n");
        check("content/a.toml", "#:schema ../.handbill/schema/content.json\n");
        check("content/a.es.toml", "#:schema ../.handbill/schema/translation.json\n");
        check("content/orgs/a.toml", "#:schema ../../.handbill/schema/organization.json\n");
        check("content/orgs/notes.txt", "");
        check("assets/art/a.svg", "");
    }
}
