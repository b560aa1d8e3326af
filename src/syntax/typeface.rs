//! Font files from anywhere to single faces that a project may carry: what each calls itself, whether it may be embedded,
//! and its bytes cut out of a collection.

use skrifa::raw::{FileRef, FontRef, TableProvider, types::Tag};
use skrifa::{MetadataProvider, string::StringId};

/// One face of a font file.
#[derive(Clone, Debug, PartialEq)]
pub struct Typeface {
    /// Its typographic family, in English where the file has it.
    pub family: String,
    /// 100 to 900.
    pub weight: u16,
    /// Bit 0 of `fsSelection`.
    pub italic: bool,
    /// All letters equally wide: for programs, not for sheets.
    pub monospaced: bool,
    /// What the file says of its licence, in one line; empty where it says nothing.
    pub licence: String,
    /// A file of its own: OpenType, one face.
    pub bytes: Vec<u8>,
    /// Ending of that file: `ttf` or `otf`.
    pub ending: &'static str,
}

/// Why a font file, or a face of it, is not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Unfit {
    /// Neither TrueType nor OpenType, or too broken to be used; why.
    NoFont(String),
    /// `fsType` forbids embedding.
    Restricted {
        /// Its family.
        family: String,
        /// `OS/2.fsType` as the file has it.
        fs_type: u16,
    },
    /// A variable font: a PDF cannot carry it cut down.
    Variable {
        /// Its family.
        family: String,
    },
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unfit::NoFont(why) => write!(f, "no OpenType or TrueType font: {why}"),
            Unfit::Restricted { family, fs_type } => {
                write!(f, "`{family}` forbids embedding (fsType {fs_type:#06x}), and a PDF carries the fonts it shows")
            }
            Unfit::Variable { family } => {
                write!(f, "`{family}` is a variable font; take the static files, one for each weight")
            }
        }
    }
}

/// All faces of a font file.
pub fn faces(bytes: &[u8]) -> Result<Vec<Typeface>, Unfit> {
    match FileRef::new(bytes).map_err(|e| Unfit::NoFont(e.to_string()))? {
        FileRef::Font(font) => Ok(vec![face(&font, bytes.to_vec())?]),
        FileRef::Collection(collection) => {
            let faces = collection.iter().map(|font| {
                let font = font.map_err(|e| Unfit::NoFont(e.to_string()))?;
                let alone = alone(&font).ok_or_else(|| Unfit::NoFont("a table reaches over its end".to_string()))?;
                face(&font, alone)
            });
            faces.collect()
        }
    }
}

/// Embedding forbidden, and bitmaps only (OpenType 1.9, `OS/2`, fsType).
const RESTRICTED: u16 = 0x0002;
const BITMAPS_ONLY: u16 = 0x0200;

fn face(font: &FontRef<'_>, bytes: Vec<u8>) -> Result<Typeface, Unfit> {
    let name = |id: StringId| font.localized_strings(id).english_or_first().map(|s| s.to_string());
    let family = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME)).unwrap_or_default();
    if family.is_empty() || font.cmap().is_err() {
        return Err(Unfit::NoFont("it has no name or no characters".to_string()));
    }
    let os2 = font.os2().map_err(|e| Unfit::NoFont(format!("`{family}`: {e}")))?;
    let fs_type = os2.fs_type();
    if fs_type & RESTRICTED != 0 || fs_type & BITMAPS_ONLY != 0 {
        return Err(Unfit::Restricted { family, fs_type });
    }
    if font.fvar().is_ok() {
        return Err(Unfit::Variable { family });
    }
    let licence = name(StringId::LICENSE_DESCRIPTION).or_else(|| name(StringId::LICENSE_URL)).unwrap_or_default();
    let mono = font.post().is_ok_and(|p| p.is_fixed_pitch() != 0) || family.contains("Mono");
    let ending = if font.table_data(Tag::new(b"glyf")).is_some() { "ttf" } else { "otf" };
    Ok(Typeface {
        weight: os2.us_weight_class().clamp(100, 900),
        italic: os2.fs_selection().bits() & 1 != 0,
        monospaced: mono,
        licence: first_sentence(&licence),
        family,
        bytes,
        ending,
    })
}

/// One face of a collection as a file of its own: its table directory anew, the tables as they are.
fn alone(font: &FontRef<'_>) -> Option<Vec<u8>> {
    let directory = font.table_directory.table_records();
    let count = u16::try_from(directory.len()).ok()?;
    let head = 12 + 16 * directory.len();
    let mut file = Vec::new();
    file.extend(font.table_directory.sfnt_version().to_be_bytes());
    file.extend(count.to_be_bytes());
    // Search range, entry selector and range shift (OpenType 1.9, table directory).
    let selector = (15 - count.max(1).leading_zeros()) as u16;
    let range = 16_u16 << selector;
    file.extend([range, selector, (count * 16).saturating_sub(range)].into_iter().flat_map(u16::to_be_bytes));
    file.resize(head, 0);
    for (i, record) in directory.iter().enumerate() {
        let data = font.table_data(record.tag())?;
        let offset = u32::try_from(file.len()).ok()?;
        let length = u32::try_from(data.len()).ok()?;
        let row = [record.tag().to_be_bytes(), record.checksum().to_be_bytes(), offset.to_be_bytes(), length.to_be_bytes()];
        file[12 + 16 * i..28 + 16 * i].copy_from_slice(&row.concat());
        file.extend(data.as_bytes());
        file.resize(file.len().next_multiple_of(4), 0);
    }
    Some(file)
}

/// The first sentence of a licence names it; the rest disclaims.
fn first_sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.find(". ").unwrap_or(text.len());
    text[..end].chars().take(160).collect()
}
