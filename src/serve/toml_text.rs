//! One value of a TOML text changed, and nothing else: comments, order, blanks and the spelling of all other values stay
//! byte for byte. `toml_edit` says where a value stands and whether the new text is right; what is put in is spelt here, as
//! the value before was.

use super::toml_words::{literal, rewrapped};
use std::ops::Range;
use toml_edit::{Document, Item, TableLike, Value as Toml};

/// A value that a field of the page holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Items(Vec<String>),
    /// A date, a number, true or false, as TOML writes it.
    Bare(String),
}

/// Why a text cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no TOML at the moment; the reader's own words.
    #[error("the file is no TOML: {0}")]
    Broken(String),
    /// What stands there is no such value, or is not one.
    #[error("{0}")]
    Shape(String),
}

impl Value {
    /// Nothing would be printed of it.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) | Value::Bare(text) => text.trim().is_empty(),
            Value::Items(items) => items.is_empty(),
        }
    }
}

/// The value at a path, such as `text`, `headline`, `full`.
pub fn get(source: &str, path: &[String]) -> Option<Value> {
    let document = Document::parse(source).ok()?;
    value_of(find(document.as_item(), path)?)
}

/// The path of the value that stands at a place of a text.
pub fn at(source: &str, place: usize) -> Option<Vec<String>> {
    fn inside(table: &dyn TableLike, place: usize, path: &[String]) -> Option<Vec<String>> {
        table.iter().find_map(|(key, item)| {
            let path = [path, &[key.to_string()]].concat();
            match item.as_table_like() {
                Some(inner) => inside(inner, place, &path),
                None => item.span().is_some_and(|span| span.start <= place && place < span.end).then_some(path),
            }
        })
    }
    inside(Document::parse(source).ok()?.as_table(), place, &[])
}

/// Every text of a file and every line of its lists, with its path.
pub fn texts(source: &str) -> Vec<(Vec<String>, String)> {
    fn walk(table: &dyn TableLike, path: &[String], found: &mut Vec<(Vec<String>, String)>) {
        for (key, item) in table.iter() {
            let path = [path, &[key.to_string()]].concat();
            match (item.as_table_like(), value_of(item)) {
                (Some(inner), _) => walk(inner, &path, found),
                (None, Some(Value::Text(text))) => found.push((path, text)),
                (None, Some(Value::Items(items))) => found.extend(items.into_iter().map(|item| (path.clone(), item))),
                (None, Some(Value::Bare(_)) | None) => {}
            }
        }
    }
    let mut found = Vec::new();
    if let Ok(document) = Document::parse(source) {
        walk(document.as_table(), &[], &mut found);
    }
    found
}

/// All keys that stand directly in a table.
pub fn keys(source: &str, path: &[String]) -> Vec<String> {
    let Ok(document) = Document::parse(source) else { return Vec::new() };
    let table = find(document.as_item(), path).and_then(Item::as_table_like);
    table.map(|table| table.iter().map(|(key, _)| key.to_string()).collect()).unwrap_or_default()
}

/// The same text with one value changed, added or, where there is none, taken out.
///
/// # Errors
/// The text is no TOML, or something else stands at the path.
pub fn set(source: &str, path: &[String], value: Option<&Value>) -> Result<String, Refusal> {
    let document = Document::parse(source).map_err(|e| Refusal::Broken(e.message().to_string()))?;
    let before = find(document.as_item(), path);
    let changed = match (before, value) {
        (None, None) => source.to_string(),
        (Some(item), None) => without(source, &document, path, item)?,
        (Some(item), Some(value)) => replaced(source, item, value)?,
        (None, Some(value)) => added(source, &document, path, value)?,
    };
    check(&changed, path, value)?;
    Ok(changed)
}

/// Whether the new text says what it has to.
fn check(changed: &str, path: &[String], value: Option<&Value>) -> Result<(), Refusal> {
    let document = Document::parse(changed).map_err(|e| Refusal::Shape(e.message().to_string()))?;
    let now = find(document.as_item(), path).and_then(value_of);
    let same = match (&now, value) {
        (None, None) => true,
        (Some(Value::Text(now)), Some(Value::Text(asked))) => same_words(now, asked),
        (Some(Value::Bare(now)), Some(Value::Bare(asked))) => now == asked.trim(),
        (Some(Value::Items(now)), Some(Value::Items(asked))) => now == asked,
        _ => false,
    };
    match same {
        true => Ok(()),
        false => Err(Refusal::Shape(format!("`{}` cannot be written here", path.join(".")))),
    }
}

/// The same but for how lines are wrapped.
fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

fn find<'d>(root: &'d Item, path: &[String]) -> Option<&'d Item> {
    path.iter().try_fold(root, |item, key| item.as_table_like()?.get(key)).filter(|item| !item.is_none())
}

fn value_of(item: &Item) -> Option<Value> {
    Some(match item.as_value()? {
        Toml::String(text) => Value::Text(text.value().clone()),
        Toml::Array(array) => {
            Value::Items(array.iter().map(|item| item.as_str().map(str::to_string)).collect::<Option<Vec<_>>>()?)
        }
        Toml::Integer(n) => Value::Bare(n.value().to_string()),
        Toml::Float(n) => Value::Bare(n.value().to_string()),
        Toml::Boolean(b) => Value::Bare(b.value().to_string()),
        Toml::Datetime(d) => Value::Bare(d.value().to_string()),
        Toml::InlineTable(_) => return None,
    })
}

fn span(item: &Item, source: &str) -> Result<Range<usize>, Refusal> {
    item.span().filter(|span| source.get(span.clone()).is_some()).ok_or_else(|| Refusal::Shape("no place is known for it".into()))
}

fn replaced(source: &str, item: &Item, value: &Value) -> Result<String, Refusal> {
    let place = span(item, source)?;
    let spelling = &source[place.clone()];
    let new = match (item.as_value(), value) {
        (Some(Toml::String(old)), Value::Text(text)) => literal(&rewrapped(old.value(), text), Some(spelling)),
        (Some(Toml::Array(old)), Value::Items(items)) => {
            let cells: Option<Vec<Cell<'_>>> = old.iter().map(|item| Some((item.as_str()?, item.span()?))).collect();
            let cells = cells.ok_or_else(|| Refusal::Shape("the list holds other things than words".into()))?;
            list(source, &place, &cells, items)
        }
        (Some(Toml::String(_) | Toml::Array(_) | Toml::InlineTable(_)) | None, _) => {
            return Err(Refusal::Shape("another kind of value stands there".into()));
        }
        (Some(_), Value::Bare(text)) => text.trim().to_string(),
        (Some(_), Value::Text(text)) => literal(text, None),
        (Some(_), Value::Items(_)) => return Err(Refusal::Shape("another kind of value stands there".into())),
    };
    Ok(spliced(source, place, &new))
}

fn spliced(source: &str, place: Range<usize>, new: &str) -> String {
    let mut text = source.to_string();
    text.replace_range(place, new);
    text
}

/// An item of a list: its words, and where they stand.
type Cell<'s> = (&'s str, Range<usize>);

/// The text of a list with other items: those that stay keep their lines with what stands on them.
fn list(source: &str, place: &Range<usize>, cells: &[Cell<'_>], items: &[String]) -> String {
    let spelt = |item: &str, like: Option<&str>| literal(item, like);
    if cells.is_empty() || items.is_empty() {
        let all: Vec<String> = items.iter().map(|item| spelt(item, None)).collect();
        return format!("[{}]", all.join(", "));
    }
    let body = &source[place.clone()];
    if cells.len() == items.len() && !is_shuffled(cells, items) {
        let mut text = body.to_string();
        for ((old, at), new) in cells.iter().zip(items).rev().filter(|((old, _), new)| old != new) {
            let literal = spelt(&rewrapped(old, new), Some(&source[at.clone()]));
            text.replace_range(at.start - place.start..at.end - place.start, &literal);
        }
        return text;
    }
    let lines = one_a_line(source, place, cells);
    let Some(lines) = lines else {
        let all: Vec<String> = items.iter().map(|item| spelt(item, None)).collect();
        return format!("[{}]", all.join(", "));
    };
    let indent: String = source[lines[0].clone()].chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    let ending = if body.contains("\r\n") { "\r\n" } else { "\n" };
    let mut left: Vec<(&str, &Range<usize>)> = cells.iter().zip(&lines).map(|((word, _), line)| (*word, line)).collect();
    let mut text = source[place.start..lines[0].start].to_string();
    for item in items {
        match left.iter().position(|(word, _)| word == item) {
            Some(at) => text.push_str(&with_comma(source, left.remove(at).1, cells)),
            None => text.push_str(&format!("{indent}{},{ending}", spelt(item, None))),
        }
    }
    text.push_str(&source[lines.last().map_or(place.start, |line| line.end)..place.end]);
    text
}

/// Whether the items are the old ones in another order.
fn is_shuffled(cells: &[Cell<'_>], items: &[String]) -> bool {
    let mut old: Vec<&str> = cells.iter().map(|(word, _)| *word).collect();
    let mut new: Vec<&str> = items.iter().map(String::as_str).collect();
    let moved = old != new;
    old.sort_unstable();
    new.sort_unstable();
    moved && old == new
}

/// The whole lines of the items, where each has its own.
fn one_a_line(source: &str, place: &Range<usize>, cells: &[Cell<'_>]) -> Option<Vec<Range<usize>>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for (_, at) in cells {
        let start = source[..at.start].rfind('\n')? + 1;
        let end = at.end + source[at.end..place.end].find('\n')? + 1;
        let first = lines.last().map_or(place.start, |line| line.end);
        if start < first || source[start..at.start].trim() != "" {
            return None;
        }
        // A comment on lines of its own goes with the item below it, but for what stands above the first.
        let from = if lines.is_empty() { start } else { first };
        lines.push(from..end);
    }
    Some(lines)
}

/// The lines of an item, with a comma after it: the last one of a list may lack it.
fn with_comma(source: &str, line: &Range<usize>, cells: &[Cell<'_>]) -> String {
    let Some((_, at)) = cells.iter().find(|(_, at)| line.contains(&at.start)) else { return source[line.clone()].to_string() };
    let after = &source[at.end..line.end];
    let comma = if after.trim_start().starts_with(',') { "" } else { "," };
    format!("{}{comma}{after}", &source[line.start..at.end])
}

/// Without a key and its lines.
fn without(source: &str, document: &Document<&str>, path: &[String], item: &Item) -> Result<String, Refusal> {
    let place = span(item, source)?;
    let start = source[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = source[place.end..].find('\n').map_or(source.len(), |at| place.end + at + 1);
    let shape = || Refusal::Shape("it stands on a line with other things".into());
    let (key, table) = path.split_last().ok_or_else(shape)?;
    // `key =` before it and at most a comment after it: the lines are its own.
    let head = source[start..place.start].trim_start();
    let own = head.starts_with(key.as_str()) || head.starts_with(['"', '\'']) || head.starts_with(&path.join("."));
    let dotted = table.last().is_some_and(|last| head.starts_with(last.as_str()));
    let after = source[place.end..end].trim();
    if item.as_value().is_none() || !(own || dotted) || !(after.is_empty() || after.starts_with('#')) {
        return Err(shape());
    }
    let _ = document;
    Ok(spliced(source, start..end, ""))
}

/// With a key that was not there: in its table below the last key, else in a table at the end.
fn added(source: &str, document: &Document<&str>, path: &[String], value: &Value) -> Result<String, Refusal> {
    let (key, table) = path.split_last().ok_or_else(|| Refusal::Shape("no key is named".into()))?;
    let spelt = spelt(value);
    let ending = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let found = find(document.as_item(), table);
    let own = found.and_then(Item::as_table).filter(|t| table.is_empty() || (!t.is_implicit() && !t.is_dotted()));
    if let Some(own) = own {
        let last = own.iter().filter(|(_, item)| item.is_value()).filter_map(|(_, item)| item.span()).max_by_key(|s| s.end);
        let line = |last: &Range<usize>| format!("{}{spelt}{ending}", aligned(source, last, key));
        return Ok(match (last, own.span()) {
            (Some(last), _) => after_line(source, last.end, &line(&last), ending),
            (None, Some(header)) if !table.is_empty() => {
                after_line(source, header.end, &format!("{} = {spelt}{ending}", bare(key)), ending)
            }
            (None, _) => format!("{} = {spelt}{ending}{source}", bare(key)),
        });
    }
    if found.is_some_and(|item| item.as_table_like().is_some_and(TableLike::is_dotted) || item.is_inline_table()) {
        return Err(Refusal::Shape(format!("`{}` is written on one line: a key is added in the file", table.join("."))));
    }
    let name: Vec<String> = table.iter().map(|part| bare(part)).collect();
    let gap = if source.is_empty() { "" } else { ending };
    let closed = if source.is_empty() || source.ends_with('\n') { "" } else { ending };
    Ok(format!("{source}{closed}{gap}[{}]{ending}{} = {spelt}{ending}", name.join("."), bare(key)))
}

fn spelt(value: &Value) -> String {
    match value {
        Value::Text(text) => literal(text, None),
        Value::Bare(text) => text.trim().to_string(),
        Value::Items(items) => format!("[{}]", items.iter().map(|item| literal(item, None)).collect::<Vec<_>>().join(", ")),
    }
}

fn after_line(source: &str, at: usize, line: &str, ending: &str) -> String {
    match source[at..].find('\n') {
        Some(end) => spliced(source, at + end + 1..at + end + 1, line),
        None => format!("{source}{ending}{line}"),
    }
}

/// A key with its `=` under that of the key before it.
fn aligned(source: &str, before: &Range<usize>, key: &str) -> String {
    let start = source[..before.start].rfind('\n').map_or(0, |at| at + 1);
    let column = source[start..before.start].find('=').unwrap_or_default();
    let key = bare(key);
    format!("{key:<width$} = ", width = column.saturating_sub(1).min(24))
}

/// A key as TOML writes it.
fn bare(key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if plain { key.to_string() } else { literal(key, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Head.\ntitle    = \"A\"   # why\n\n[text.lead]\nfull = \"\"\"\nOne two\nthree **four**.\n\nFive.\"\"\"\nshort = 'It''s'\n";

    fn path(text: &str) -> Vec<String> {
        text.split('.').map(str::to_string).collect()
    }

    fn text(words: &str) -> Value {
        Value::Text(words.to_string())
    }

    /// The lines that differ: before and after.
    #[track_caller]
    fn changed(source: &str, at: &str, value: Option<Value>) -> (Vec<String>, Vec<String>) {
        let new = set(source, &path(at), value.as_ref()).expect("it can be changed");
        let lines = |text: &str| text.split_inclusive('\n').map(str::to_string).collect::<Vec<_>>();
        let (mut old, mut new) = (lines(source), lines(&new));
        while old.first().is_some_and(|l| new.first() == Some(l)) {
            old.remove(0);
            new.remove(0);
        }
        while old.last().is_some_and(|l| new.last() == Some(l)) {
            old.pop();
            new.pop();
        }
        (old, new)
    }

    const SMALL: &str = "# Head.\r\ntitle    = \"A\"   # why\r\n[list.a]\r\nitems = [\r\n  \"one\", # first\r\n  'two',\r\n  \"three\"\r\n]\r\n[qr.a]\nlink=\"x\"\n";

    #[test]
    fn a_changed_word_is_one_changed_line() {
        let (old, new) = changed(SMALL, "title", Some(text("B \"c\"")));
        assert_eq!(
            (old, new),
            (vec!["title    = \"A\"   # why\r\n".into()], vec!["title    = \"B \\\"c\\\"\"   # why\r\n".into()])
        );
        let long = FILE.replace("'It''s'", "'Its'");
        let (old, new) = changed(&long, "text.lead.full", Some(text("One two three **five**.\n\nFive.")));
        assert_eq!((old.len(), new), (1, vec!["three **five**.\n".to_string()]));
    }

    #[test]
    fn items_keep_their_lines_and_comments() {
        let items = |words: &[&str]| Some(Value::Items(words.iter().map(|w| (*w).to_string()).collect()));
        assert_eq!(changed(SMALL, "list.a.items", items(&["one", "2", "three"])).1, ["  '2',\r\n"]);
        assert_eq!(changed(SMALL, "list.a.items", items(&["one", "three"])).0.len(), 2, "the last gets its comma");
        let (_, new) = changed(SMALL, "list.a.items", items(&["two", "one", "three"]));
        assert!(new.concat().contains("  'two',\r\n  \"one\", # first\r\n"), "{new:?}");
        assert_eq!(changed(SMALL, "list.a.items", items(&["one", "two", "new", "three"])).1[0], "  \"new\",\r\n");
    }

    #[test]
    fn a_place_of_the_text_is_a_value() {
        let found = |words: &str| at(SMALL, SMALL.find(words).expect("it is there")).map(|path| path.join("."));
        assert_eq!(found("two").as_deref(), Some("list.a.items"));
        assert_eq!(found("\"A\"").as_deref(), Some("title"));
        assert_eq!(found("# Head"), None);
        let inline = "a = { b = 'c', d = 1 }\n";
        assert_eq!(at(inline, inline.find('1').expect("it is there")), Some(path("a.d")));
    }

    #[test]
    fn keys_come_and_go_with_their_lines() {
        assert_eq!(changed(SMALL, "qr.a.label", Some(text("y"))).1, ["label = \"y\"\r\n"]);
        assert_eq!(changed(SMALL, "language", Some(text("en"))).1, ["language = \"en\"\r\n"]);
        assert_eq!(changed(SMALL, "qr.a.link", None), (vec!["link=\"x\"\n".to_string()], Vec::new()));
        assert!(changed(SMALL, "note.b.full", Some(text("z"))).1.concat().contains("[note.b]\r\nfull = \"z\""));
    }

    #[test]
    fn what_is_no_such_value_is_refused() {
        assert!(matches!(set("a = [", &path("a"), Some(&text("b"))), Err(Refusal::Broken(_))));
        assert!(matches!(set("[a]\nb = 1\n", &path("a"), Some(&text("b"))), Err(Refusal::Shape(_))));
        assert!(matches!(set("a = { b = \"c\" }\n", &path("a.d"), Some(&text("e"))), Err(Refusal::Shape(_))));
        assert!(matches!(set("a = 2026-01-01\n", &path("a"), Some(&Value::Bare("x = 1".into()))), Err(Refusal::Shape(_))));
    }

    #[test]
    fn dates_and_numbers_stay_what_they_are() {
        let changed = set("on = 2026-01-01 # day\n", &path("on"), Some(&Value::Bare("2026-02-03".into())));
        assert_eq!(changed.as_deref(), Ok("on = 2026-02-03 # day\n"));
    }
}
