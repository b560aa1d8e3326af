//! Sheets to a PDF file: printpdf makes the document, its fonts and its pages; one pass over its objects with lopdf adds what
//! it has not (content, boxes, forms, spot colours, overprint, output intent, XMP) and mends what it gets wrong.
//!
//! No type of either crate leaves this folder. The 13 defects of printpdf 0.12.8 that we stay clear of are listed,
//! each with a test, in `tests`.
//!
//! - `attached`: files that lie in a file;
//! - `cache`: what is the same in file after file, kept finished;
//! - `pdf_facts`: the way back, from any finished file to plain values;
//! - `emit`: display items to content streams;
//! - `file`: objects to bytes;
//! - `fonts`: glyphs used, subsets, widths;
//! - `inks`: colours as content names them;
//! - `predict`: pixels as differences from their neighbours;
//! - `module_grid`: rectangles on a grid, as QR codes are;
//! - `separations`: a finished file as its printing plates;
//! - `finish`: the pass over the objects;
//! - `shared`: what many files hold alike, kept out of lopdf's document;
//! - `intent`: output intents;
//! - `spoken`: numbers as they are heard;
//! - `tags`: the structure tree and the links of screen files;
//! - `xmp`: the metadata packet.

mod attached;
mod cache;
mod emit;
mod file;
mod finish;
mod fonts;
mod inks;
mod intent;
mod module_grid;
mod objects;
pub mod pdf_facts;
mod predict;
mod said;
mod screen_colors;
mod separations;
mod shared;
mod spoken;
mod subset;
mod tags;
#[cfg(test)]
mod tests;
mod touch;
mod xmp;

use crate::display::Sheets;
use crate::model::{Accessibility, Condition, Purpose, Standard};
use std::sync::Arc;

pub use super::error::Refusal;
pub use cache::PdfCache;
pub use said::said;
pub use screen_colors::on_screen;
pub use separations::{Separator, separations};

/// What a file is for.
#[derive(Clone, Debug)]
pub struct Target {
    /// Who prints it: decides colours, boxes, tags.
    pub purpose: Purpose,
    /// Press only: the printing condition. With it the file follows the standard.
    pub intent: Option<Intent>,
    /// Which of both PDF/X standards; looked at only with an `intent`.
    pub standard: Standard,
    /// Screen only: which edition of the standards the file follows.
    pub accessibility: Accessibility,
    /// Screen only: files that lie in it.
    pub attached: Vec<Attached>,
}

impl Target {
    /// A file for an office printer, which promises nothing.
    pub fn office() -> Target {
        let (intent, standard, accessibility) = (None, Standard::X4, Accessibility::Ua1);
        Target { purpose: Purpose::Office, intent, standard, accessibility, attached: Vec::new() }
    }
}

/// A file that lies in another (ISO 32000-2, 14.13).
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// As readers list it: `night.ics`.
    pub name: String,
    /// Its MIME type.
    pub kind: &'static str,
    /// What it is to the file: `Source` or `Supplement`.
    pub relation: &'static str,
    /// What is in it: text in UTF-8.
    pub words: String,
}

/// An output intent: ISO 15930-7, 6.2.2.
#[derive(Clone, Debug)]
pub struct Intent {
    /// The profile, already compressed with zlib: once a process.
    pub icc_zlib: Arc<[u8]>,
    /// `CGATS TR 006`
    pub identifier: String,
    /// What people call the condition.
    pub name: String,
    /// `http://www.color.org`; `None` for a shop's own condition.
    pub registry: Option<String>,
}

impl Intent {
    /// The intent of a printing condition. A profile that was not compressed when the program was built is compressed
    /// here: do it once a process.
    pub fn of(condition: &Condition) -> Intent {
        let icc_zlib = condition.icc_zlib.map_or_else(|| PdfCache::default().zlib(condition.icc.as_slice()), <[u8]>::to_vec);
        Intent {
            icc_zlib: icc_zlib.into(),
            identifier: condition.identifier.value.clone(),
            name: condition.name.value.clone(),
            registry: condition.registry.as_ref().map(|r| r.value.clone()),
        }
    }
}

/// A finished file.
#[derive(Clone, Debug)]
pub struct Written {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// PostScript names of the embedded fonts, sorted.
    pub fonts: Vec<String>,
}

/// Writes a product. Refuses RGB in a press file and fonts that cannot be embedded.
pub fn write(sheets: &Sheets, target: &Target) -> Result<Written, Vec<Refusal>> {
    write_among(sheets, target, &mut PdfCache::default())
}

/// The same with what other files of a batch have in common. The bytes are those of [`write`].
pub fn write_among(sheets: &Sheets, target: &Target, cache: &mut PdfCache) -> Result<Written, Vec<Refusal>> {
    if target.purpose == Purpose::Press {
        let mut refusals = not_for_press(sheets);
        if target.standard == Standard::X1a {
            refusals.extend(transparent(sheets));
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
    }
    let fonts = fonts::collect(sheets, cache)?;
    let layered = target.purpose == Purpose::Press && target.standard == Standard::X4;
    let emitted = emit::emit(sheets, &fonts, cache, target.purpose, layered);
    Ok(finish::finish(sheets, target, &fonts, emitted, cache))
}

/// Everything drawn in RGB.
fn not_for_press(sheets: &Sheets) -> Vec<Refusal> {
    let faces = sheets.faces.iter().flat_map(|f| &f.items);
    let marks = sheets.pages.iter().flat_map(|p| &p.marks);
    let mut refusals = Vec::new();
    for item in faces.chain(marks) {
        if let Some(what) = item.draw.in_rgb() {
            let refusal = Refusal { message: format!("{what} in RGB, and a press file holds inks only"), origin: item.origin };
            if !refusals.contains(&refusal) {
                refusals.push(refusal);
            }
        }
    }
    refusals
}

/// Pictures with masks and faded drawings, where nothing transparent may be.
fn transparent(sheets: &Sheets) -> Vec<Refusal> {
    let masked = sheets.faces.iter().flat_map(|f| &f.items).filter(|item| item.draw.is_transparent());
    masked
        .map(|item| Refusal { message: "something see-through, which PDF/X-1a does not allow".to_string(), origin: item.origin })
        .collect()
}
