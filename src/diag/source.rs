//! The files read, and places in them.

use std::fmt;
use std::ops::{Deref, Range};

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(u32);

/// A stretch of bytes of one file. Small and `Copy`, so that everything can carry its origin to the end.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// A value and where it was written.
#[derive(Clone, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    pub span: Span,
}

/// Line and column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Every file read, with its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    files: Vec<Source>,
}

#[derive(Clone, PartialEq)]
struct Source {
    path: String,
    text: String,
}

impl Span {
    /// No place in any file.
    pub const NONE: Span = Span { file: FileId(u32::MAX), start: 0, end: 0 };

    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }
    pub fn is_none(self) -> bool {
        self.file == Span::NONE.file
    }
    /// The bytes it covers, cut down to what the text has and to whole characters.
    pub fn within(self, text: &str) -> Range<usize> {
        let start = text.floor_char_boundary(self.start as usize);
        start..text.ceil_char_boundary(self.end as usize).max(start)
    }
}

impl Sources {
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(Source { path: path.into(), text: text.into() });
        FileId((self.files.len() - 1) as u32)
    }
    /// Every file in the order it was read: id, path, text.
    pub fn all(&self) -> impl Iterator<Item = (FileId, &str, &str)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(i as u32), f.path.as_str(), f.text.as_str()))
    }
    /// Path as the user would write it, with forward slashes. `None` for [`Span::NONE`].
    pub fn path(&self, file: FileId) -> Option<&str> {
        self.files.get(file.0 as usize).map(|f| f.path.as_str())
    }
    pub fn text(&self, file: FileId) -> Option<&str> {
        self.files.get(file.0 as usize).map(|f| f.text.as_str())
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

impl<T> At<T> {
    pub fn new(value: T, span: Span) -> At<T> {
        At { value, span }
    }
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
