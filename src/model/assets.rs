//! Files that are carried along as bytes: pictures and fonts.

use crate::diag::{At, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// A picture file as read. Not decoded yet. Two are equal when their bytes are.
#[derive(Clone)]
pub struct Asset {
    /// The blake3 of the bytes.
    pub digest: blake3::Hash,
    /// Its first 8 bytes.
    pub hash: u64,
    held: Held,
}

/// Where the bytes of a picture are.
#[derive(Clone)]
enum Held {
    Whole(Arc<[u8]>),
    /// In their file, of which this is the beginning: a thousand organizations have a thousand logos.
    InFile {
        head: Arc<[u8]>,
        again: ReadAgain,
    },
}

/// Reads a file once more; `None` where it is gone.
pub type ReadAgain = Arc<dyn Fn() -> Option<Arc<[u8]>> + Send + Sync>;

/// So much of a file is kept where the rest is not: it tells what kind of picture it is and mostly how large.
const HEAD: usize = 4096;

impl Asset {
    /// A file that is held in memory.
    pub fn whole(bytes: Arc<[u8]>) -> Asset {
        let digest = blake3::hash(&bytes);
        Asset { digest, hash: first_eight(digest), held: Held::Whole(bytes) }
    }

    /// A file that is read again by whoever needs it.
    pub fn in_file(bytes: &[u8], again: ReadAgain) -> Asset {
        let digest = blake3::hash(bytes);
        let head = bytes[..bytes.len().min(HEAD)].into();
        Asset { digest, hash: first_eight(digest), held: Held::InFile { head, again } }
    }

    /// The whole file, as it lies in the project. `None`: it has changed since the project was read.
    pub fn bytes(&self) -> Option<Arc<[u8]>> {
        match &self.held {
            Held::Whole(bytes) => Some(Arc::clone(bytes)),
            Held::InFile { again, .. } => again().filter(|bytes| blake3::hash(bytes) == self.digest),
        }
    }

    /// Its beginning: 4 KiB of it at least, or all there is.
    pub fn head(&self) -> &[u8] {
        match &self.held {
            Held::Whole(bytes) => bytes,
            Held::InFile { head, .. } => head,
        }
    }
}

fn first_eight(digest: blake3::Hash) -> u64 {
    u64::from_le_bytes(*digest.as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

impl PartialEq for Asset {
    fn eq(&self, other: &Asset) -> bool {
        self.digest == other.digest
    }
}

/// `fonts/fonts.toml`: which files make up each family, and which families each language may use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FontTable {
    /// `[[font]]` of the program and of the project, one file each.
    pub fonts: Vec<FontEntry>,
    /// Families to go through when the theme's own lacks a character, in order: for languages without a stack.
    pub fallback: Vec<At<String>>,
    /// How each language is set, by BCP 47 tag.
    pub languages: BTreeMap<String, Typography>,
    /// What stays on one line in each language, by BCP 47 tag.
    pub lines: BTreeMap<String, LineEnds>,
    /// Where fonts that are not built in are to be had.
    pub sources: Vec<FontSource>,
}

/// How text of one language is set: `[language.TAG]` of `fonts/fonts.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Typography {
    /// Families to go through, in order, after the theme's own.
    pub stack: Vec<At<String>>,
    /// The stack's first family comes before the theme's for everything but Latin letters, figures, and what is kept:
    /// Chinese and Latin quotation marks share their code points.
    pub own_punctuation: bool,
    /// Least distance of baselines over type size, in copy and in headlines.
    pub line: f64,
    /// The same of headlines; 0 asks for nothing beyond the theme's distance.
    pub headline_line: f64,
    /// Marks rise over capitals: boxes are measured from the ink.
    pub tall: bool,
    /// Copy is not set smaller than the format's smallest copy times this.
    pub floor: f64,
    /// How the ends of words are found, where lines may end.
    pub breaking: Breaking,
    /// Put between its letters and Latin letters or figures, in ems.
    pub latin_space: f64,
}

impl Default for Typography {
    fn default() -> Typography {
        Typography {
            stack: Vec::new(),
            own_punctuation: false,
            line: 0.0,
            headline_line: 0.0,
            tall: false,
            floor: 1.0,
            breaking: Breaking::Dictionary,
            latin_space: 0.0,
        }
    }
}

/// What stays on one line in a language: `[lines.TAG]` of `fonts/fonts.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineEnds {
    /// Small words that belong to the next one: articles, prepositions. In small letters.
    pub with_next: BTreeSet<String>,
    /// Words that are written with spaces inside. In small letters.
    pub words: BTreeSet<String>,
    /// Words of a script without spaces are looked up where headlines break.
    pub dictionary: bool,
    /// What a part of a compound ends in, where a very long word parts best. In small letters.
    pub parts: BTreeSet<String>,
}

/// How words are told apart where lines are broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breaking {
    /// By UAX #14, with dictionaries for scripts without spaces.
    #[default]
    Dictionary,
    /// By a neural model, for scripts without spaces that the dictionary cuts wrongly.
    Model,
    /// At spaces only, also between syllables that UAX #14 would part.
    Spaces,
}

/// Where a family that is not built in is to be had: `[[source]]` of `fonts/fonts.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct FontSource {
    /// ISO 15924 code of the script.
    pub script: String,
    /// Languages it is for, by BCP 47 tag; empty for all.
    pub languages: Vec<String>,
    /// Family that has the letters; the message about a missing character names it.
    pub family: String,
    /// What to install on Debian, and where the files lie then; quoted as it stands.
    pub debian: String,
    /// The same on macOS.
    pub macos: String,
    /// The same on Windows.
    pub windows: String,
}

impl FontTable {
    /// How a language is set: its own row, or that of the tag with its last part cut off, and so on.
    pub fn typography(&self, language: &str) -> Option<&Typography> {
        shorter_tags(language).find_map(|tag| self.languages.get(tag))
    }

    /// What stays on one line in a language.
    pub fn line_ends(&self, language: &str) -> Option<&LineEnds> {
        shorter_tags(language).find_map(|tag| self.lines.get(tag))
    }

    /// Families for a language after the theme's own, in order.
    pub fn stack(&self, language: &str) -> &[At<String>] {
        self.typography(language).map_or(self.fallback.as_slice(), |t| t.stack.as_slice())
    }

    /// Where to get a font for a script and a language: the most exact row.
    pub fn source(&self, script: &str, language: &str) -> Option<&FontSource> {
        let of_script = || self.sources.iter().filter(|s| s.script == script);
        shorter_tags(language)
            .find_map(|tag| of_script().find(|s| s.languages.iter().any(|l| l == tag)))
            .or_else(|| of_script().next())
    }
}

/// `zh-Hant-TW`, `zh-Hant`, `zh`.
fn shorter_tags(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(shorter, _)| shorter))
}

/// One font file.
#[derive(Clone, Debug, PartialEq)]
pub struct FontEntry {
    /// The name that themes and stacks ask for.
    pub family: String,
    /// 100 to 900: the weight by which styles find the file, whatever the file says of itself.
    pub weight: u16,
    /// Slanted letters, for `*emphasis*`.
    pub italic: bool,
    /// The file itself, shared by all that set type in it.
    pub font: Arc<Font>,
    /// `file`, where a mistake in the font is told.
    pub origin: Span,
}

/// A font file in memory. Two are equal when their bytes are.
#[derive(Clone)]
pub struct Font {
    /// PostScript-like name without spaces: `PublicSans-ExtraBold`.
    pub name: String,
    /// Family as `fonts/fonts.toml` calls it, whatever the file says of itself.
    pub family: String,
    /// 100 to 900, as `fonts/fonts.toml` states it.
    pub weight: u16,
    /// The whole file.
    pub data: FileBytes,
    /// First 8 bytes of the blake3 of the data: names the font where bytes must not depend on load order.
    pub hash: u64,
}

/// Compiled into the program, or read from the project.
#[derive(Clone)]
pub enum FileBytes {
    /// Lies in the program as it is.
    Built(&'static [u8]),
    /// The same, unpacked when it is first asked for.
    Packed(&'static LazyLock<Box<[u8]>>),
    /// Read from a file of the project.
    Read(Arc<[u8]>),
}

impl FileBytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            FileBytes::Built(bytes) => bytes,
            FileBytes::Packed(bytes) => bytes,
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
        write!(f, "{:016x}", self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_changed_is_not_taken_for_the_one_that_was_read() {
        let read: Arc<[u8]> = vec![7; 3 * HEAD].into();
        let again = |now: Option<Arc<[u8]>>| Asset::in_file(&read, Arc::new(move || now.clone()));
        let same = again(Some(Arc::clone(&read)));
        assert_eq!((same.bytes(), same.head()), (Some(Arc::clone(&read)), &read[..HEAD]));
        assert_eq!(same, Asset::whole(Arc::clone(&read)));
        let mut other = read.to_vec();
        other[2 * HEAD] = 8;
        assert_eq!(again(Some(other.into())).bytes(), None);
        assert_eq!(again(None).bytes(), None);
    }
}
