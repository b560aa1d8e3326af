//! Files that are carried along as bytes: pictures and fonts.

use crate::diag::{At, Span};
use std::fmt;
use std::sync::Arc;

/// A picture file as read. Not decoded yet.
#[derive(Clone, PartialEq)]
pub struct Asset {
    pub bytes: Arc<[u8]>,
    /// First 8 bytes of the blake3 of the bytes.
    pub hash: u64,
}

/// `fonts/fonts.toml`: which files make up each family, and which families each language may use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FontTable {
    pub fonts: Vec<FontEntry>,
    /// Families to go through when the theme's own lacks a character, in order.
    pub fallback: Vec<At<String>>,
}

/// One font file.
#[derive(Clone, Debug, PartialEq)]
pub struct FontEntry {
    pub family: String,
    pub weight: u16,
    pub italic: bool,
    pub font: Arc<Font>,
    pub origin: Span,
}

/// A font file in memory. Two are equal when their bytes are.
#[derive(Clone)]
pub struct Font {
    /// PostScript-like name without spaces: `PublicSans-ExtraBold`.
    pub name: String,
    pub family: String,
    pub weight: u16,
    pub data: FileBytes,
    /// First 8 bytes of the blake3 of the data: names the font where bytes must not depend on load order.
    pub hash: u64,
}

/// Compiled into the program, or read from the project.
#[derive(Clone)]
pub enum FileBytes {
    Built(&'static [u8]),
    Read(Arc<[u8]>),
}

impl FileBytes {
    pub fn as_slice(&self) -> &[u8] {
        match self {
            FileBytes::Built(bytes) => bytes,
            FileBytes::Read(bytes) => bytes,
        }
    }
}

impl PartialEq for FileBytes {
    fn eq(&self, other: &FileBytes) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl PartialEq for Font {
    fn eq(&self, other: &Font) -> bool {
        self.hash == other.hash
    }
}

impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes, {:016x}", self.bytes.len(), self.hash)
    }
}
