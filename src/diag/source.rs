//! The files read, and places in them.

use super::cells::{column_name, record};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A file of [`Sources`], in the order in which they were read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(u32);

/// A stretch of bytes of one file. Small and `Copy`, so that everything can carry its origin to the end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file among the [`Sources`] of the project.
    pub file: FileId,
    /// First byte, from 0.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

/// A value and where it was written.
#[derive(Clone, PartialEq, Eq)]
pub struct At<T> {
    /// What was written there, as it was understood.
    pub value: T,
    /// The bytes it was read from; [`Span::NONE`] for a value that nobody wrote.
    pub span: Span,
}

/// Line and column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line breaks before it, and 1.
    pub line: usize,
    /// Characters before it on its line, and 1: not bytes, and not the width they are shown in.
    pub column: usize,
}

/// Every file read, with its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    files: Vec<Source>,
}

/// A file that was read.
#[derive(Clone, PartialEq)]
struct Source {
    path: String,
    text: Text,
    /// Where the text is that of a table.
    table: Option<Table>,
    /// Hash of the file's bytes, where the text is not the file itself.
    hash: Option<blake3::Hash>,
}

/// A text of one reading, or one that many readings share, as of a long table.
#[derive(Clone, PartialEq)]
enum Text {
    Own(String),
    Shared(Arc<str>),
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Own(text) => text,
            Text::Shared(text) => text,
        }
    }
}

/// How a text is cut into rows and cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Between cells: a comma, a semicolon or a tab.
    pub delimiter: char,
    /// Of a book with several.
    pub sheet: Option<String>,
    /// The words over each column; empty where the table has none.
    pub headers: Vec<String>,
    /// What each column fills; nothing where it is passed over.
    pub keys: Vec<Option<String>>,
    /// What each column makes together with others, such as an address.
    pub joined: Vec<Option<String>>,
    /// The column map that says so; `None` where the columns are called as the keys are.
    pub map: Option<String>,
    /// Where each record begins, and its number as a spreadsheet counts it.
    pub rows: Arc<[(u32, u32)]>,
}

/// A cell as people find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellName {
    /// Name of the sheet, of a book with several.
    pub sheet: Option<String>,
    /// `C12`
    pub name: String,
    /// The words over its column; empty where there are none.
    pub header: String,
    /// What the cell holds; empty for a row as a whole.
    pub text: String,
}

impl Span {
    /// No place in any file.
    pub const NONE: Span = Span { file: FileId(u32::MAX), start: 0, end: 0 };

    /// Bytes from `start` up to `end`, which is not among them.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }
    /// Whether it points at no file.
    pub fn is_none(self) -> bool {
        self.file == Span::NONE.file
    }
    /// Whether the two have a byte in common; an empty one counts as its first.
    pub fn touches(self, other: Span) -> bool {
        let end = |span: Span| span.end.max(span.start + 1);
        self.file == other.file && self.start < end(other) && other.start < end(self)
    }
    /// The bytes it covers, cut down to what the text has and to whole characters.
    pub fn within(self, text: &str) -> Range<usize> {
        let start = text.floor_char_boundary(self.start as usize);
        start..text.ceil_char_boundary(self.end as usize).max(start)
    }
}

impl Sources {
    /// Takes in a file that was read.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(Source { path: path.into(), text: Text::Own(text.into()), table: None, hash: None });
        FileId((self.files.len() - 1) as u32)
    }
    /// Takes in a file that is a table: its text, which others may have too, and the hash of the file it was read from.
    pub fn add_table(&mut self, path: &str, text: Arc<str>, table: Table, hash: blake3::Hash) -> FileId {
        self.files.push(Source { path: path.to_string(), text: Text::Shared(text), table: Some(table), hash: Some(hash) });
        FileId((self.files.len() - 1) as u32)
    }
    /// The rows and columns of a file that is a table.
    pub fn table(&self, file: FileId) -> Option<&Table> {
        self.files.get(file.0 as usize)?.table.as_ref()
    }
    /// Hash of the bytes of a file whose text is not the file itself.
    pub fn hash(&self, file: FileId) -> Option<blake3::Hash> {
        self.files.get(file.0 as usize)?.hash
    }
    /// Takes words out of a text for good, so that no message can show them. Places stay where they are.
    pub fn redact(&mut self, span: Span) {
        let Some(source) = self.files.get_mut(span.file.0 as usize) else { return };
        let range = span.within(&source.text);
        let kept = |c: char| matches!(c, '\n' | '\r' | '"');
        let dots: String = source.text[range.clone()]
            .chars()
            .flat_map(|c| std::iter::repeat_n(if kept(c) { c } else { '*' }, if kept(c) { 1 } else { c.len_utf8() }))
            .collect();
        let mut text = match std::mem::replace(&mut source.text, Text::Own(String::new())) {
            Text::Own(text) => text,
            Text::Shared(text) => text.to_string(),
        };
        text.replace_range(range, &dots);
        source.text = Text::Own(text);
    }
    /// The cell that a place lies in, where its file is a table.
    pub fn cell(&self, span: Span) -> Option<CellName> {
        let source = self.files.get(span.file.0 as usize)?;
        let table = source.table.as_ref()?;
        let row = table.rows.partition_point(|(start, _)| *start <= span.start).checked_sub(1)?;
        let (start, number) = *table.rows.get(row)?;
        let (cells, _) = record(&source.text, start as usize, table.delimiter);
        let column = cells.iter().rposition(|cell| cell.range.start <= span.start as usize)?;
        // A place of several cells is the row.
        let whole = span.end as usize > cells[column].range.end;
        Some(CellName {
            sheet: table.sheet.clone(),
            name: if whole { number.to_string() } else { format!("{}{number}", column_name(column)) },
            header: table.headers.get(column).filter(|_| !whole).cloned().unwrap_or_default(),
            text: if whole { String::new() } else { cells[column].text.to_string() },
        })
    }
    /// Every file in the order it was read: id, path, text.
    pub fn all(&self) -> impl Iterator<Item = (FileId, &str, &str)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(i as u32), f.path.as_str(), &*f.text))
    }
    /// Path as the user would write it, with forward slashes. `None` for [`Span::NONE`].
    pub fn path(&self, file: FileId) -> Option<&str> {
        self.files.get(file.0 as usize).map(|f| f.path.as_str())
    }
    /// The text of a file, as it was read.
    pub fn text(&self, file: FileId) -> Option<&str> {
        self.files.get(file.0 as usize).map(|f| &*f.text)
    }
    /// The bytes a span covers, cut down to what the file really has.
    pub fn slice(&self, span: Span) -> Option<&str> {
        let text = self.text(span.file)?;
        Some(&text[span.within(text)])
    }
    /// Where a span begins. `None` for a file that was not read.
    pub fn position(&self, span: Span) -> Option<Position> {
        let text = self.text(span.file)?;
        let before = &text[..span.within(text).start];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Some(Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 })
    }
}

impl CellName {
    /// `cell C12 of sheet "Partners", column "phone": "406"`
    pub fn words(&self) -> String {
        let sheet = self.sheet.as_ref().map_or(String::new(), |sheet| format!(" of sheet `{sheet}`"));
        if self.name.starts_with(|c: char| c.is_ascii_digit()) {
            return format!("row {}{sheet}", self.name);
        }
        let header = if self.header.is_empty() { String::new() } else { format!(", column `{}`", self.header) };
        let text = if self.text.is_empty() { "empty".to_string() } else { format!("`{}`", self.text) };
        format!("cell {}{sheet}{header}: {text}", self.name)
    }
}

/// What is said, and not where: a line moved in a file is the same value.
impl<T: Hash> Hash for At<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

/// A place says nothing: see [`At`].
impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl<T> At<T> {
    /// A value, and where it was written.
    pub fn new(value: T, span: Span) -> At<T> {
        At { value, span }
    }
    /// Another value from the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> At<U> {
        At { value: f(self.value), span: self.span }
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for At<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_none() {
            true => f.write_str("-"),
            false => write!(f, "{}:{}..{}", self.file.0, self.start, self.end),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.path, self.text.len())
    }
}
