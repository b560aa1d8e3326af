//! A finished PDF taken apart, ours or a stranger's: its boxes, fonts, colours, pictures and promises as plain values.
//! Judges nothing; the standards and rules over it are in `check`.
//!
//! - `objects`: catalog, metadata, output intents, fonts, page boxes;
//! - `open`: bytes to objects, damaged files mended;
//! - `filters`: streams unpacked; `operations`: content read operator by operator;
//! - `content`: every content stream walked with its graphics state: pages, forms, patterns, masks, glyph procedures;
//!   `outlines`: how thick what is filled is; `pictures`: what pictures are made of; `layers`: which are not shown;
//!   `resources`: small readings of what content names;
//! - `definitions`: what is defined more than once;
//! - `decode_limits`: how much there is to draw;
//! - `spaces`: colour spaces.

mod content;
mod decode_limits;
mod definitions;
pub(super) mod filters;
mod graphics_state;
mod layers;
mod matrices;
mod objects;
pub(super) mod open;
pub(super) mod operations;
mod outlines;
pub(super) mod overprint;
mod painting;
mod parts;
mod pen;
pub(super) mod pictures;
pub(super) mod reader;
mod resources;
mod spaces;
mod state;
#[cfg(test)]
mod tests;
mod type_runs;

use crate::export::ExportError;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use decode_limits::decode_limits;
pub use spaces::Space;

/// Everything a PDF says and shows, page by page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PdfFacts {
    /// The larger one of header and catalog.
    pub version: (u32, u32),
    /// `%PDF-` stands at byte 0.
    pub header_first: bool,
    /// The second line is a comment of four bytes over 127.
    pub marked_binary: bool,
    /// It has locks, also where it opens without a password.
    pub encrypted: bool,
    /// What they allow; `None` where it has none.
    pub encryption: Option<Encryption>,
    /// What had to be mended before it could be read, in words.
    pub mended: Option<String>,
    /// The trailer has two identifiers of at least eight bytes.
    pub identified: bool,
    /// Texts and names of the Info dictionary.
    pub info: BTreeMap<String, String>,
    /// The metadata of the catalog; `None` where it has none.
    pub xmp: Option<Xmp>,
    /// Output intents of subtype `GTS_PDFX`.
    pub intents: Vec<OutputIntent>,
    /// Things a press must not find: `OpenAction`, `JavaScript`, ...
    pub forbidden: BTreeSet<String>,
    /// Something runs when the file is opened: JavaScript, or a program.
    pub scripts: bool,
    /// Of the catalog (`OCProperties`); `None`: nothing can be switched.
    pub layers: Option<Layers>,
    /// Filters of all streams.
    pub filters: BTreeSet<String>,
    /// Every font that its pages name, used or not, sorted.
    pub fonts: Vec<FontFacts>,
    /// In the order of the file.
    pub pages: Vec<PageParts>,
    /// Spot inks whose name stands for two colours.
    pub inks_defined_twice: BTreeSet<String>,
    /// The profile of the output intent serves an ICC-based space as well.
    pub intent_profile_twice: bool,
    /// What could not be understood.
    pub unreadable: Vec<String>,
}

/// What the locks of an encrypted file allow (7.6.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encryption {
    /// It may be printed at all (bit 3).
    pub may_print: bool,
    /// Not only as a coarse picture.
    pub may_print_fine: bool,
}

/// The metadata packet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Xmp {
    /// Its text as it stands.
    pub text: String,
    /// The stream has a filter.
    pub filtered: bool,
    /// It is XML.
    pub well_formed: bool,
}

/// The printing condition a file says it is made for (ISO 32000-1, 14.11.5).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutputIntent {
    /// `OutputConditionIdentifier`; empty where it is missing.
    pub identifier: String,
    /// `RegistryName`, an address.
    pub registry: Option<String>,
    /// `Info`: the condition in words.
    pub info: Option<String>,
    /// `DestOutputProfile`; `None` where it is only named.
    pub profile: Option<IntentProfile>,
}

/// An embedded profile by its header (ICC.1:2022, 7.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntentProfile {
    /// `/N` of the stream.
    pub components: i64,
    /// Size of the profile as it lies there, unpacked.
    pub bytes: usize,
    /// Size that the header states.
    pub stated: usize,
    /// `acsp` stands at byte 36, as in every profile.
    pub signed: bool,
    /// `prtr`
    pub class: String,
    /// `CMYK`
    pub space: String,
    /// Major version of the ICC's format: 2 or 4.
    pub version: u8,
}

/// Optional content (ISO 32000-1, 8.11).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// A configuration has no name.
    pub unnamed: bool,
    /// A configuration switches layers by itself (`AS`).
    pub automatic: bool,
}

/// A font, and whether it came along.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FontFacts {
    /// `BaseFont`; in a subset with its six letters and a plus.
    pub name: String,
    /// Its outlines lie in the file.
    pub embedded: bool,
    /// Says which characters its glyphs are: words can be copied and read aloud.
    pub to_unicode: bool,
    /// Drawn by procedures in the file itself.
    pub type3: bool,
    /// Something is shown in it.
    pub shown: bool,
}

/// One page. Rectangles are in points, `[left, bottom, right, top]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageParts {
    /// MediaBox: the whole sheet.
    pub media: Option<[f64; 4]>,
    /// CropBox: what a screen shows.
    pub crop: Option<[f64; 4]>,
    /// BleedBox: how far art reaches.
    pub bleed: Option<[f64; 4]>,
    /// TrimBox: the finished size.
    pub trim: Option<[f64; 4]>,
    /// ArtBox: what matters on the page; another word for the trim in PDF/X.
    pub art: Option<[f64; 4]>,
    /// Points of paper in a unit of the page; everything else is in points of paper already.
    pub user_unit: f64,
    /// Degrees that it is turned by when shown (`Rotate`).
    pub rotated: i64,
    /// In the order of the page.
    pub annotations: Vec<Annotation>,
    /// Some of its content could not be read.
    pub unread: bool,
    /// Has actions of its own.
    pub acts: bool,
    /// Transparency groups: where, and the colour space they blend in.
    pub groups: Vec<(String, Option<Space>)>,
    /// Something is painted through which what is under it shows.
    pub see_through: bool,
    /// Other transparency that its resources hold, used or not, in words.
    pub transparency: BTreeSet<String>,
    /// Things of graphics states that a press must not find, in words.
    pub states: BTreeSet<String>,
    /// Every way of painting that occurs, with the first place it does.
    pub paints: BTreeMap<Paint, [f64; 2]>,
    /// In drawing order; the same one in the same place counts once.
    pub pictures: Vec<Picture>,
    /// Colour spaces that are named and not defined.
    pub undefined: BTreeSet<String>,
    /// Operators that no version of the reference knows, and graphics states saved and never restored or the other way
    /// round, in words.
    pub operators: BTreeSet<String>,
    /// Something would be painted if its layer were not switched off.
    pub hides: bool,
    /// Short level and upright lines outside of the trim, `[left, bottom, right, top]`: marks, mostly.
    pub marks: Vec<[f64; 4]>,
    /// The box for a letter that a font does not have is shown.
    pub blank_glyphs: bool,
    /// Lines of type that run across the trim: the side, and their size in hundredths of a point.
    pub cut_type: BTreeMap<String, i32>,
    /// Lines of type inside the trim and near to it: the side, their size and how far off they are, in hundredths of a point.
    pub near_type: BTreeMap<String, (i32, i32)>,
}

/// Something that lies over a page: a link, a note, a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// `Subtype`: `Link`, `Widget`, `Text`.
    pub kind: String,
    /// Where it lies, in units of the page: `[left, bottom, right, top]`.
    pub rect: [f64; 4],
    /// A click does something: it has an action, or actions of its own.
    pub acts: bool,
    /// It is printed: its flag says so, and it is no link.
    pub prints: bool,
}

/// One way of painting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paint {
    /// An area, a line, type or a shading.
    pub what: Painted,
    /// The colour space in force.
    pub space: Space,
    /// Components in thousandths; empty for patterns.
    pub amounts: Vec<i32>,
    /// It leaves what is under it on the other plates.
    pub overprint: bool,
    /// Zero components leave what is under them (`OPM` 1).
    pub nonzero: bool,
}

/// What was painted, as far as its size matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Painted {
    /// A filled area, or a stencil.
    Area,
    /// A filled area as thin as a line, how thick it is on average in thousandths of a point as it comes out on paper, and
    /// whether it is as thick everywhere.
    Sliver(i32, bool),
    /// A line, its width in thousandths of a point as it comes out on paper.
    Line(i32),
    /// Type, its size in hundredths of a point as it comes out on paper.
    Type(i32),
    /// A gradient (8.7.4.5).
    Shading,
}

/// A picture of a page in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Pixels of a row; 0 where nothing says.
    pub width: i64,
    /// Rows; 0 where nothing says.
    pub height: i64,
    /// Bits a component.
    pub bits: i64,
    /// `None` for a stencil.
    pub space: Option<Space>,
    /// It has an `SMask` of its own.
    pub soft_mask: bool,
    /// The soft mask lets something through.
    pub see_through: bool,
    /// The last one of its stream: `DCTDecode`, `FlateDecode`. `None`: pixels as they are.
    pub filter: Option<String>,
    /// The lesser of both ways.
    pub ppi: f64,
    /// How much finer it comes out one way than the other: 1 where its pixels are squares.
    pub stretched: f64,
    /// Lower left corner of the square it covers.
    pub at: [f64; 2],
    /// `Alternates`, `OPI` and the like.
    pub forbidden: Vec<String>,
}

impl PdfFacts {
    /// Takes a file apart. Damage that hides everything is an error; other damage is noted in
    /// [`PdfFacts::unreadable`].
    pub fn of(pdf: &[u8]) -> Result<PdfFacts, ExportError> {
        // The parser is another's, and files come from anywhere.
        let parts = catch_unwind(AssertUnwindSafe(|| objects::take_apart(pdf)));
        parts.unwrap_or(Err(ExportError::ReaderGaveUp))
    }

    /// A file that had to be mended, written anew.
    pub fn mended_file(pdf: &[u8]) -> Option<Vec<u8>> {
        catch_unwind(AssertUnwindSafe(|| {
            let mut doc = open::open(pdf).ok()?.doc;
            let mut bytes = Vec::new();
            doc.save_to(&mut bytes).ok()?;
            Some(bytes)
        }))
        .ok()
        .flatten()
    }

    /// What the file claims to be: `PDF/X-4`, `PDF/X-1a:2003`, ...
    pub fn claim(&self) -> Option<String> {
        let xmp = self.tag("pdfxid:GTS_PDFXVersion").or_else(|| self.tag("pdfx:GTS_PDFXVersion"));
        let info = self.info.get("GTS_PDFXVersion").cloned();
        xmp.or(info).filter(|claim| !claim.is_empty())
    }

    /// The text of a property of the metadata packet.
    pub fn tag(&self, name: &str) -> Option<String> {
        let text = &self.xmp.as_ref()?.text;
        let attribute = format!("{name}=\"");
        if let Some(at) = text.find(&attribute) {
            return text[at + attribute.len()..].split('"').next().map(str::to_string);
        }
        let open = format!("<{name}");
        let from = text.find(&open)? + open.len();
        let inside = text[from..].find('>').map(|at| from + at + 1)?;
        let end = text[inside..].find(&format!("</{name}>")).map(|at| inside + at)?;
        let mut plain = String::new();
        let mut in_tag = false;
        for c in text[inside..end].chars() {
            match c {
                '<' => in_tag = true,
                '>' => in_tag = false,
                c if !in_tag => plain.push(c),
                _ => {}
            }
        }
        Some(plain.trim().to_string())
    }

    /// Names of all spot inks, sorted.
    pub fn spots(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let paints = self.pages.iter().flat_map(|page| page.paints.keys().map(|paint| &paint.space));
        let pictures = self.pages.iter().flat_map(|page| page.pictures.iter().filter_map(|p| p.space.as_ref()));
        paints.chain(pictures).for_each(|space| space.spots(&mut all));
        all
    }
}
