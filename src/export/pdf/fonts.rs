//! The fonts of a file: which glyphs it shows, cut down to those, with their widths and the text each stands for.

use super::cache::PdfCache;
use super::shared::{Plain, Shared};
use super::subset::{EmbeddedFont, Fonts, Part, Subset, SubsetGlyph};
use super::{Refusal, file};
use crate::diag::Span;
use crate::display::{Font, GlyphRun, Sheets};
use crate::export::{ExportError, FontFault};
use lopdf::{Document, Object, ObjectId, Stream};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};
use rustc_hash::FxHashMap;
use skrifa::raw::{FontRef, TableProvider};
use std::collections::BTreeMap;
use std::sync::Arc;
use subsetter::GlyphRemapper;

/// What a dot or mark that stands for no text of its own is read as. A glyph without any text would come out as a stray
/// sign in pdfium and mupdf; poppler takes a space for the end of a word, and marks come last in their run.
pub(super) const MARK: &str = " ";

/// Cuts every font down to the glyphs that the sheets show.
pub(super) fn collect(sheets: &Sheets, cache: &mut PdfCache) -> Result<Fonts, Vec<Refusal>> {
    let mut used: BTreeMap<u64, Used<'_>> = BTreeMap::new();
    let faces = sheets.faces.iter().flat_map(|f| &f.items);
    let marks = sheets.pages.iter().flat_map(|p| &p.marks);
    for item in faces.chain(marks) {
        for run in item.draw.runs() {
            let used = used.entry(run.font.hash).or_insert_with(|| Used {
                font: Arc::clone(&run.font),
                glyphs: FxHashMap::default(),
                shown: 0,
                origin: item.origin,
            });
            used.take(run);
        }
    }
    let shown: usize = used.values().map(|used| used.shown).sum();
    let mut by_hash = BTreeMap::new();
    let mut refusals = Vec::new();
    for (hash, mut used) in used {
        if shown >= LONG && used.glyphs.len() >= NAMES {
            used.round_up(cache);
        }
        let origin = used.origin;
        let cut = Cut::to(used);
        let key = cut.key();
        let known = cache.subset(&key);
        match known.map_or_else(|| cut.subset(key, cache).map(Arc::new), Ok) {
            Ok(subset) => {
                cache.keep_subset(&subset);
                by_hash.insert(hash, subset);
            }
            Err(why) => refusals.push(Refusal { message: why.to_string(), origin }),
        }
    }
    if refusals.is_empty() { Ok(Fonts { by_hash }) } else { Err(refusals) }
}

/// A font that shows so many glyphs sets names and addresses, which are others in the next file, not headlines alone.
const NAMES: usize = 18;
/// Letters of a sheet of copy, above those of a card: on a card some kilobytes more would be a third of the file.
const LONG: usize = 900;

/// What the sheets show of one font.
struct Used<'a> {
    font: Arc<Font>,
    /// Glyph, its first text, and whether it has that text together with others.
    glyphs: FxHashMap<u16, (&'a str, bool)>,
    /// How many letters are shown, each as often as it is.
    shown: usize,
    origin: Span,
}

impl<'a> Used<'a> {
    fn take(&mut self, run: &'a GlyphRun) {
        self.shown += run.glyphs.len();
        for (i, glyph) in run.glyphs.iter().enumerate() {
            let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
            let shared = run.glyphs.get(i + 1).is_some_and(|next| next.text.is_empty());
            let (first, is_shared) = self.glyphs.entry(glyph.id).or_default();
            if first.is_empty() || (*is_shared && !shared && !text.is_empty()) {
                *first = text;
                *is_shared = shared;
            }
        }
    }

    /// A font that sets names is cut to a fixed repertoire and what is used beside it: so the subset does not depend on
    /// which letters a name happens to have, and files of many organizations share it.
    fn round_up(&mut self, cache: &mut PdfCache) {
        for (glyph, text) in cache.repertoire(&self.font) {
            self.glyphs.entry(*glyph).or_insert((text, false));
        }
    }
}

/// A font and the glyphs that it is cut down to.
struct Cut<'a> {
    font: Arc<Font>,
    /// With their texts, by number.
    glyphs: Vec<(u16, &'a str)>,
}

impl<'a> Cut<'a> {
    fn to(used: Used<'a>) -> Cut<'a> {
        let mut glyphs: Vec<(u16, &str)> = used.glyphs.into_iter().map(|(glyph, (text, _))| (glyph, text)).collect();
        glyphs.sort_unstable_by_key(|(glyph, _)| *glyph);
        Cut { font: used.font, glyphs }
    }

    fn key(&self) -> [u8; 32] {
        let mut bytes = self.font.hash.to_le_bytes().to_vec();
        for (glyph, text) in &self.glyphs {
            bytes.extend(glyph.to_le_bytes());
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        *blake3::hash(&bytes).as_bytes()
    }

    fn subset(&self, key: [u8; 32], cache: &mut PdfCache) -> Result<Subset, ExportError> {
        let name = &self.font.name;
        let data = self.font.data.as_slice();
        let mut remapper = GlyphRemapper::new();
        for (id, _) in &self.glyphs {
            remapper.remap(*id);
        }
        let because = |fault| ExportError::Font { font: name.clone(), fault };
        let bytes = subsetter::subset(data, 0, &remapper).map_err(|e| because(FontFault::Subset(e.to_string())))?;
        let parsed = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or_else(|| because(FontFault::NotEmbeddable))?;
        let widths = widths(data).ok_or_else(|| because(FontFault::NoWidths))?;
        let glyphs: Vec<(u16, SubsetGlyph)> = self
            .glyphs
            .iter()
            .map(|(old, text)| {
                let text = if text.is_empty() { MARK } else { text };
                let id = remapper.get(*old).expect("every glyph was put into the remapper");
                (*old, SubsetGlyph { id, width: widths(*old), text: text.to_string() })
            })
            .collect();
        let full_name = format!("{}+{name}", self.tag());
        let printed = EmbeddedFont::new(&full_name, PdfFont::new(parsed), &glyphs, cache);
        let printed = printed.ok_or_else(|| because(FontFault::NotEmbeddable))?;
        Ok(Subset { name: full_name, printed, glyphs: glyphs.into_iter().collect(), key })
    }

    /// Six capitals that tell subsets apart (ISO 32000-1, 9.6.4): from the font and the glyphs in it.
    fn tag(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.font.hash.to_le_bytes());
        for (id, _) in &self.glyphs {
            hasher.update(&id.to_le_bytes());
        }
        hasher.finalize().as_bytes()[..6].iter().map(|b| char::from(b'A' + b % 26)).collect()
    }
}

impl EmbeddedFont {
    /// Prints a page that shows every glyph, from which printpdf takes which there are and what they stand for, and
    /// keeps the font.
    fn new(name: &str, font: PdfFont, glyphs: &[(u16, SubsetGlyph)], cache: &mut PdfCache) -> Option<EmbeddedFont> {
        let id = FontId(name.to_string());
        let codes = glyphs.iter().map(|(_, glyph)| Codepoint::with_cid(glyph.id, 0.0, glyph.text.clone())).collect();
        let page = vec![
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(1.0) },
            Op::ShowText { items: vec![TextItem::GlyphIds(codes)] },
            Op::EndTextSection,
        ];
        let mut pdf = PdfDocument::new("");
        pdf.resources.fonts.map.insert(id, font);
        pdf.with_pages(vec![PdfPage::new(Mm(10.0), Mm(10.0), page)]);
        let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
        let mut doc = pdf.to_lopdf_document(&options, &mut Vec::new());
        let page = doc.page_iter().next()?;
        let fonts =
            doc.get_dict_in_dict(doc.get_dict_in_dict(doc.get_dictionary(page).ok()?, b"Resources").ok()?, b"Font").ok()?;
        let root = fonts.get(name.as_bytes()).ok()?.as_reference().ok()?;
        let mut objects = BTreeMap::new();
        let mut wanted = vec![root];
        while let Some(id) = wanted.pop() {
            let Some(mut object) = doc.objects.remove(&id) else { continue };
            references(&mut object, &mut |id| wanted.push(*id));
            let part = match object {
                Object::Stream(Stream { mut dict, content, allows_compression, .. }) => {
                    let bytes = content.into();
                    let bytes = if allows_compression { cache.packed(&mut dict, bytes) } else { bytes };
                    Part::Stream(dict, bytes)
                }
                Object::Dictionary(mut dict) => {
                    if let Some(widths) = dict.remove(b"W") {
                        let at = doc.new_object_id();
                        dict.set("W", Object::Reference(at));
                        let mut written = Vec::new();
                        file::write(&widths, &mut written);
                        objects.insert(at, Part::Widths(Arc::new(Plain { object: widths, written })));
                    }
                    Part::Object(Object::Dictionary(dict))
                }
                other => Part::Object(other),
            };
            objects.insert(id, part);
        }
        Some(EmbeddedFont { objects, root })
    }

    /// Puts the font into a file and says under which number.
    pub fn add_to(&self, doc: &mut Document, shared: &mut Shared) -> ObjectId {
        let ids: BTreeMap<ObjectId, ObjectId> = self.objects.keys().map(|id| (*id, doc.new_object_id())).collect();
        for (id, part) in &self.objects {
            let mut object = match part {
                Part::Object(object) => object.clone(),
                Part::Stream(dict, bytes) => shared.stream(dict.clone(), bytes).into(),
                Part::Widths(widths) => shared.plain(widths),
            };
            references(&mut object, &mut |id| *id = ids.get(id).copied().unwrap_or(*id));
            doc.set_object(ids[id], object);
        }
        ids[&self.root]
    }
}

/// Every reference in an object.
fn references(object: &mut Object, visit: &mut dyn FnMut(&mut ObjectId)) {
    match object {
        Object::Reference(id) => visit(id),
        Object::Array(array) => array.iter_mut().for_each(|o| references(o, visit)),
        Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, o)| references(o, visit)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, o)| references(o, visit)),
        _ => {}
    }
}

/// Advance widths as printpdf writes them into `/W`: whole thousandths of an em, cut, not rounded. Our kerning is
/// counted against these, so that positions are exact whatever the font's own units.
fn widths(data: &[u8]) -> Option<impl Fn(u16) -> i64> {
    let font = FontRef::new(data).ok()?;
    let units = f32::from(font.head().ok()?.units_per_em());
    let hmtx = font.hmtx().ok()?;
    Some(move |glyph: u16| {
        let advance = hmtx.advance(skrifa::GlyphId::new(u32::from(glyph))).unwrap_or(0);
        (f32::from(advance) * 1000.0 / units) as i64
    })
}
