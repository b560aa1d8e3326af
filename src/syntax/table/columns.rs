//! `assets/tables/*.toml`: what the columns of somebody's table are called, and which keys they fill.

use super::fields::{self, RowOf, Shape};
use crate::diag::{At, checks, near};
use crate::model::{EVENT_WORDS, folded};
use crate::syntax::reader::Reader;
use crate::syntax::section::Section;
use std::collections::{BTreeMap, BTreeSet};

/// A column map. Headers are folded.
#[derive(Clone, Debug, Default)]
pub(in crate::syntax) struct ColumnMap {
    /// Header to key.
    pub columns: BTreeMap<String, String>,
    /// Header to shape, where it is not the key's own.
    pub(super) shapes: BTreeMap<String, Shape>,
    /// Keys that several cells make together: key and pattern of headers.
    pub joined: Vec<(String, String)>,
    /// Headers that are passed over without a word.
    pub ignore: BTreeSet<String>,
}

/// What the words over a column can mean: what rows are, what columns are called, and which words of rows are used.
pub(super) struct Meaning<'a> {
    pub of: RowOf,
    pub map: &'a ColumnMap,
    /// Columns that a content takes its words from, `{row.NAME}`, folded.
    pub used: &'a BTreeSet<String>,
    /// Tags of the languages there are: `title.es` is the title in Spanish.
    pub languages: &'a [String],
}

/// The words over a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heading {
    /// As they stand, without the blanks round them.
    pub words: String,
    pub folded: String,
}

impl Heading {
    /// The words over a column, with what they are compared by.
    pub fn of(text: &str) -> Heading {
        // `Tel.`, `Name*` and `E-mail:` are called as they are without that sign.
        let words = super::values::trimmed(text);
        Heading { words: words.to_string(), folded: folded(words.trim_end_matches(['.', ':', '*', '?'])) }
    }
}

/// Reads a column map. `None`: it is of another kind of rows.
pub(in crate::syntax) fn map(reader: &Reader, root: Section<'_, '_>) -> Option<(RowOf, ColumnMap)> {
    root.must_text("name");
    let kinds = [("orgs", RowOf::Org), ("events", RowOf::Event), ("rows", RowOf::Any)];
    let of = root.must("of", root.choice("of", &kinds))?.value;
    let mut map = ColumnMap::default();
    for header in root.texts("ignore").unwrap_or_default() {
        map.ignore.insert(folded(&header.value));
    }
    for (header, key) in texts(reader, &root, "columns") {
        if known(reader, of, &key) {
            map.columns.insert(folded(&header), key.value);
        }
    }
    for (header, shape) in texts(reader, &root, "shapes") {
        match fields::by_name(&shape.value) {
            Some(shape) => drop(map.shapes.insert(folded(&header), shape)),
            None => {
                let all: Vec<&str> = fields::NAMES.iter().map(|(name, _)| *name).collect();
                let message = format!("there is no shape `{}`", shape.value);
                reader.error(&checks::BAD_VALUE, shape.span, message, format!("write one of: {}", all.join(", ")));
            }
        }
    }
    for (key, pattern) in texts(reader, &root, "joined") {
        if known(reader, of, &At::new(key.clone(), pattern.span)) {
            map.joined.push((key, pattern.value));
        }
    }
    root.done();
    Some((of, map))
}

fn texts(reader: &Reader, root: &Section<'_, '_>, table: &str) -> Vec<(String, At<String>)> {
    let Some(table) = root.table(table) else { return Vec::new() };
    table.entries().into_iter().filter_map(|(key, _, value)| Some((key.to_string(), reader.text(value, key)?))).collect()
}

fn known(reader: &Reader, of: RowOf, key: &At<String>) -> bool {
    if fields::shape(of, &key.value).is_some() {
        return true;
    }
    let help = match near(&key.value, fields::keys(of)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there is: {}", fields::keys(of).collect::<Vec<_>>().join(", ")),
    };
    reader.error(&checks::UNKNOWN_KEY, key.span, format!("a row has no key `{}`", key.value), help);
    false
}

impl Meaning<'_> {
    /// The key that a column fills: by the map, else its own name, else a word of the row that a content uses.
    pub fn key(&self, heading: &Heading) -> Option<String> {
        let (of, header) = (self.of, heading.folded.as_str());
        if header.is_empty() {
            return None;
        }
        let mapped = self.map.columns.get(header).cloned();
        // `logo.file` is a key as it stands; blanks and signs were folded.
        // A person's name is none of the organization's, where a map says so.
        let is_ignored = self.map.ignore.contains(header);
        let own = || fields::keys(of).find(|key| folded(key) == header && !is_ignored).map(str::to_string);
        let open = || Some(heading.words.to_lowercase()).filter(|key| fields::shape(of, key).is_some() && !is_ignored);
        let row = || (of == RowOf::Any || self.used.contains(header)).then(|| format!("row.{header}"));
        mapped.or_else(own).or_else(open).or_else(|| self.translated(&heading.words)).or_else(row)
    }

    /// `title.es`, `Title es` or `Title (es)`: the words of an event in another language.
    fn translated(&self, words: &str) -> Option<String> {
        if self.of != RowOf::Event {
            return None;
        }
        let words = words.strip_suffix(')').unwrap_or(words);
        let ends_with = |tag: &&String| {
            let at = words.len().checked_sub(tag.len()).filter(|at| *at > 1 && words.is_char_boundary(*at))?;
            let (before, end) = words.split_at(at);
            (end.eq_ignore_ascii_case(tag) && before.ends_with(['.', ' ', '(', '_', '-'])).then(|| &before[..at - 1])
        };
        // Of `zh-Hant` and `Hant` the longer one is meant.
        let tags = self.languages.iter().filter_map(|tag| Some((tag, ends_with(&tag)?)));
        let (tag, before) = tags.max_by_key(|(tag, _)| tag.len())?;
        let base = Heading::of(before.trim_end_matches([' ', '(']));
        let key = self.map.columns.get(&base.folded).cloned().unwrap_or_else(|| base.folded.clone());
        let key = EVENT_WORDS.iter().find(|word| **word == key || folded(word) == key)?;
        Some(format!("words.{tag}.{key}"))
    }

    /// Whether the words over a column mean anything here.
    pub fn knows(&self, heading: &Heading) -> bool {
        self.key(heading).is_some() || self.joined(heading).is_some() || self.map.ignore.contains(&heading.folded)
    }

    /// The key that a column makes together with others.
    pub fn joined(&self, heading: &Heading) -> Option<String> {
        let makes = |(_, pattern): &&(String, String)| parts(pattern).any(|(name, _)| folded(name) == heading.folded);
        self.map.joined.iter().find(makes).map(|(key, _)| key.clone())
    }

    /// Whether something fills a key: a column, or the parts of one.
    pub fn is_filled(&self, key: &str, headings: &[Heading]) -> bool {
        let by_parts = |(joined, pattern): &(String, String)| {
            let mut names = parts(pattern).map(|(name, _)| folded(name));
            joined == key && names.any(|name| headings.iter().any(|heading| heading.folded == name))
        };
        headings.iter().any(|heading| self.key(heading).is_some_and(|k| k == key)) || self.map.joined.iter().any(by_parts)
    }
}

/// The headers of a pattern, each with the words before it.
pub(super) fn parts(pattern: &str) -> impl Iterator<Item = (&str, &str)> {
    pattern.split('}').filter_map(|part| part.split_once('{').map(|(before, name)| (name.trim(), before)))
}

/// The columns that one text is joined of, looked up once for all rows.
pub(super) struct JoinedColumns {
    /// One for the text itself that the pattern does not name: it stands first.
    pub own: Option<usize>,
    /// Those that the pattern names, each with what stands before it.
    pub named: Vec<(String, usize)>,
}

impl JoinedColumns {
    /// Of a key and its pattern, in a table with these headings that fill these keys.
    pub fn of((key, pattern): &(String, String), headings: &[Heading], keys: &[Option<String>]) -> JoinedColumns {
        let names: Vec<(String, &str)> = parts(pattern).map(|(name, before)| (folded(name), before)).collect();
        let column = |name: &str| headings.iter().position(|heading| heading.folded == name);
        let is_named = |column: usize| names.iter().any(|(name, _)| headings[column].folded == *name);
        let own = keys.iter().position(|k| k.as_ref() == Some(key)).filter(|column| !is_named(*column));
        let named = names.iter().filter_map(|(name, before)| Some((before.to_string(), column(name)?))).collect();
        JoinedColumns { own, named }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_parts() {
        let all: Vec<_> = parts("{street}, {city} {zip}").collect();
        assert_eq!(all, [("street", ""), ("city", ", "), ("zip", " ")]);
    }

    #[test]
    fn columns_fill_keys() {
        let map = ColumnMap { columns: [("what".to_string(), "title".to_string())].into(), ..ColumnMap::default() };
        let (used, languages) = (["table".to_string()].into(), ["es".to_string(), "zh-Hant".to_string()]);
        let check = |of: RowOf, header: &str, key: Option<&str>| {
            let meaning = Meaning { of, map: &map, used: &used, languages: &languages };
            assert_eq!(meaning.key(&Heading::of(header)).as_deref(), key, "{header}");
        };
        check(RowOf::Org, "E-Mail", Some("email"));
        check(RowOf::Org, " say.text.big-print", Some("say.text.big-print"));
        check(RowOf::Org, "Table", Some("row.table"));
        check(RowOf::Org, "Chair", None);
        check(RowOf::Any, "Chair no.", Some("row.chairno"));
        check(RowOf::Event, "RSVP by", Some("rsvp_by"));
        check(RowOf::Event, "Title (es)", Some("words.es.title"));
        check(RowOf::Event, "what.zh-Hant", Some("words.zh-Hant.title"));
        check(RowOf::Event, "speaker_title_es", Some("words.es.speaker_title"));
        check(RowOf::Event, "Costes", None);
        check(RowOf::Event, "", None);
    }
}
