//! A JSON schema for each kind of file that people write, made by watching the very functions that read them: they are
//! given files made up of the keys they have asked for before, until they ask for nothing new.

mod json;
mod sample;
pub(in crate::syntax) mod trace;

use super::reader::Reader;
use super::section::Section;
use super::{content, fonts, format, language, law, org, paper, policy, preset, project, table, theme, translation};
use crate::diag::{FileId, Span};
use crate::model::FileBytes;
use serde_json::Value;
use toml::de::DeTable;
use trace::{Node, Trace};

/// A kind of file.
pub struct FileKind {
    /// As its schema is called: `organization`.
    pub name: &'static str,
    /// Where files of this kind lie: `content/orgs/NAME.toml`.
    pub path: &'static str,
    read: fn(&Reader, Section<'_, '_>),
}

/// Every kind of file that people write.
pub const KINDS: [FileKind; 15] = [
    FileKind { name: "handbill", path: "handbill.toml", read: |r, s| drop(project::head(r, s)) },
    FileKind { name: "content", path: "content/NAME.toml", read: |r, s| drop(content::content(r, s)) },
    FileKind { name: "translation", path: "content/NAME.LANG.toml", read: |r, s| drop(translation::translation(r, s)) },
    FileKind { name: "organization", path: "content/orgs/NAME.toml", read: |r, s| drop(org::org(r, s)) },
    FileKind { name: "language", path: "content/languages/TAG.toml", read: |_, s| drop(language::language(s, "en")) },
    FileKind { name: "law", path: "content/laws/NAME.toml", read: |r, s| drop(law::law(r, s)) },
    FileKind { name: "test-sheet", path: "content/sheets/test-sheet.toml", read: |_, s| drop(paper::test_sheet(s)) },
    FileKind { name: "theme", path: "assets/themes/NAME.toml", read: |r, s| drop(theme::theme(r, s)) },
    FileKind { name: "format", path: "assets/formats/NAME.toml", read: |_, s| drop(format::format(s)) },
    FileKind { name: "scheme", path: "assets/schemes/NAME.toml", read: |_, s| drop(paper::scheme(s)) },
    FileKind { name: "preset", path: "assets/presets/NAME.toml", read: |r, s| drop(preset::preset(r, s)) },
    FileKind { name: "policy", path: "assets/policies/NAME.toml", read: |r, s| drop(policy::policy(r, s)) },
    FileKind { name: "table", path: "assets/tables/NAME.toml", read: |r, s| drop(table::column_map(r, s)) },
    FileKind {
        name: "condition",
        path: "assets/conditions/NAME/condition.toml",
        read: |_, s| drop(paper::condition(s, FileBytes::Built(&[]), None)),
    },
    FileKind { name: "fonts", path: "fonts/fonts.toml", read: |_, s| drop(fonts::fonts(s)) },
];

impl FileKind {
    /// The kind of a file of a project by its path inside it. `None`: nothing of that name is read.
    pub fn of(path: &str) -> Option<&'static FileKind> {
        let parts: Vec<&str> = path.split('/').collect();
        let name = match parts.as_slice() {
            ["handbill.toml"] => "handbill",
            ["content", file] if file.trim_end_matches(".toml").contains('.') => "translation",
            ["content", _] => "content",
            ["content", "orgs", _] => "organization",
            ["content", "languages", _] => "language",
            ["content", "laws", _] => "law",
            ["content", "sheets", _] => "test-sheet",
            ["assets", "themes", _] => "theme",
            ["assets", "formats", _] => "format",
            ["assets", "schemes", _] => "scheme",
            ["assets", "presets", _] => "preset",
            ["assets", "policies", _] => "policy",
            ["assets", "tables", _] => "table",
            ["assets", "conditions", _, "condition.toml"] => "condition",
            ["fonts", "fonts.toml"] => "fonts",
            _ => return None,
        };
        KINDS.iter().find(|kind| kind.name == name && path.ends_with(".toml"))
    }

    /// The schema, in draft 7 of JSON Schema. `about` says what a key means, by its path: `["text", "*", "full"]`.
    pub fn schema(&self, about: &dyn Fn(&[String]) -> Option<String>) -> Value {
        json::schema(self, &explore(self.read, 0), about)
    }
}

/// So many files in a row must have asked for nothing new.
const QUIET: usize = 1_200;
/// And no more than this are tried.
const MOST: u64 = 20_000;

fn explore(read: fn(&Reader, Section<'_, '_>), first: u64) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    let (mut known, mut quiet) = (0, 0);
    for number in first..first + MOST {
        let file = sample::sample(&mut nodes, number);
        let Ok(table) = DeTable::parse(&file.text) else {
            debug_assert!(false, "a sample is no TOML: {}", file.text);
            break;
        };
        let reader = Reader::watched(Span::NONE.file, Trace::new(std::mem::take(&mut nodes), file.values, file.names));
        read(&reader, reader.section(table.get_ref(), whole(Span::NONE.file, &file.text), "file.toml"));
        nodes = reader.into_trace().map(Trace::into_nodes).unwrap_or_default();
        note_lists(&mut nodes);
        let now = trace::known(&nodes);
        quiet = if now > known { 0 } else { quiet + 1 };
        known = now;
        if quiet == QUIET {
            break;
        }
    }
    nodes
}

/// Lists of tables are walked by hand: what is read of their items tells that they are lists.
fn note_lists(nodes: &mut [Node]) {
    for at in 0..nodes.len() {
        if nodes[at].items.is_some_and(|items| !nodes[items].forms.is_empty()) {
            nodes[at].forms.extend([trace::Form::List]);
        }
    }
}

fn whole(file: FileId, text: &str) -> Span {
    Span::new(file, 0, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(kind: &str) -> Value {
        KINDS.iter().find(|k| k.name == kind).expect("a kind").schema(&|_| None)
    }

    #[test]
    fn what_the_reader_asks_for_is_in_the_schema() {
        let content = schema("content").to_string();
        for word in ["allow_tracking", "statutory", "full", "review_by", "wifi", "hidden", "rsvp_by", "if_room"] {
            assert!(content.contains(&format!("\"{word}\"")), "{word}");
        }
        let theme = schema("theme").to_string();
        for word in ["lockup", "panels", "behind", "serves", "tabular", "part"] {
            assert!(theme.contains(&format!("\"{word}\"")), "{word}");
        }
    }

    /// Other files made up on the way lead to the same end: nothing was missed.
    #[test]
    fn the_same_schema_by_another_way() {
        for name in ["handbill", "content", "law", "scheme", "theme", "translation"] {
            let kind = KINDS.iter().find(|k| k.name == name).expect("a kind");
            let other = json::schema(kind, &explore(kind.read, 7_000_000), &|_| None);
            assert_eq!(kind.schema(&|_| None).to_string(), other.to_string(), "{name}");
        }
    }

    #[test]
    fn every_kind_refuses_a_key_that_is_not_read() {
        for kind in &KINDS {
            let schema = kind.schema(&|_| None);
            assert_eq!(schema["additionalProperties"], Value::Bool(false), "{}", kind.name);
            assert!(schema["properties"].as_object().is_some_and(|all| !all.is_empty()), "{}", kind.name);
        }
    }
}
