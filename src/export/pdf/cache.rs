//! What is the same in file after file, kept finished: subsets of fonts, pieces of content, packed streams. Memory is
//! bounded, and no byte of a file depends on what was kept: a piece that is gone is made again, the same.

use super::predict;
use super::subset::{Fonts, Subset, repertoire};
use crate::display::{FillRule, Font, GlyphRun};
use crate::geom::{Length, Path};
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, dictionary};
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use zlib_rs::{DeflateConfig, Strategy};

/// Keeps things between the files of one thread.
#[derive(Default)]
pub struct PdfCache {
    subsets: HashMap<[u8; 32], Arc<Subset>>,
    repertoires: FxHashMap<u64, Vec<(u16, &'static str)>>,
    /// Pieces by a quick hash; those that share it are compared whole.
    pieces: FxHashMap<u64, Vec<Kept>>,
    /// Bytes kept in `pieces`.
    kept: usize,
    packed: HashMap<blake3::Hash, Arc<[u8]>>,
    /// Those that were asked for last, the latest at the end.
    pictures: Vec<(PixelsKey, Picture)>,
    /// How many documents were begun.
    documents: usize,
    /// By level.
    packers: BTreeMap<u32, Compress>,
    /// A document of so many empty pages.
    blank: Option<(usize, Document)>,
}

/// Pixels by their bytes, how many stand in a row, and their channels.
type PixelsKey = (blake3::Hash, usize, usize);

/// Packed pixels, and whether their rows are differences.
#[derive(Clone)]
struct Picture {
    is_predicted: bool,
    packed: Arc<[u8]>,
    /// The number of the document that had it last.
    document: usize,
}

/// Operations of a content stream, finished.
pub(super) struct Kept {
    quick: u64,
    drawn: Drawn,
    height: Length,
    pub overprints: bool,
    pub bytes: Arc<[u8]>,
}

/// What operations draw.
enum Drawn {
    /// Letters of this subset, on a press sheet or not.
    Text { run: GlyphRun, subset: [u8; 32], press: bool },
    /// An outline, filled in whatever colour is set or clipped to.
    Outline { path: Path, rule: FillRule, clips: bool },
}

/// More subsets than this, bytes of pieces than this, and packed streams than this are forgotten together.
const MOST_SUBSETS: usize = 192;
const MOST_BYTES: usize = 2 << 20;
const MOST_PACKED: usize = 384;
/// More bytes of packed pictures than this are forgotten, those that were asked for longest ago first, but none that this
/// document or the one before it has: in a batch everybody has a logo, and all have one photograph.
const MOST_OF_PICTURES: usize = 8 << 20;
/// Drawings of fewer segments are drawn as quickly as they are looked up; of more, they are too rare to keep.
const DRAWING: std::ops::Range<usize> = 12..4000;
/// Streams shorter than this are not worth a filter; only streams longer than that are worth keeping packed.
const WORTH_PACKING: usize = 96;
const WORTH_KEEPING: usize = 400;
/// Pictures of more bytes are packed at a lower level: half the work for a twelfth more. As differences it is the other way
/// round: those of fewer bytes are logos, of which each file of a batch has its own.
const LARGE: usize = 1 << 20;
/// Pixels whose repetitions are worth less than this part of their size are packed without looking for any.
const RARELY_REPEATS: (usize, usize) = (97, 100);

impl PdfCache {
    pub(super) fn subset(&self, key: &[u8; 32]) -> Option<Arc<Subset>> {
        self.subsets.get(key).map(Arc::clone)
    }

    pub(super) fn keep_subset(&mut self, subset: &Arc<Subset>) {
        if self.subsets.len() >= MOST_SUBSETS && !self.subsets.contains_key(&subset.key) {
            self.subsets.clear();
        }
        self.subsets.insert(subset.key, Arc::clone(subset));
    }

    pub(super) fn repertoire(&mut self, font: &Font) -> &[(u16, &'static str)] {
        self.repertoires.entry(font.hash).or_insert_with(|| repertoire(font))
    }

    /// The document of so many empty pages that `make` gives: mostly the same number as the last time.
    pub(super) fn blank(&mut self, pages: usize, make: impl FnOnce(usize) -> Document) -> Document {
        self.documents += 1;
        if let Some((_, document)) = self.blank.as_ref().filter(|(known, _)| *known == pages) {
            return document.clone();
        }
        let document = make(pages);
        self.blank = Some((pages, document.clone()));
        document
    }

    /// The operations that set a run of letters, or where to keep them.
    pub(super) fn text(&self, run: &GlyphRun, fonts: &Fonts, height: Length, press: bool) -> Result<&Kept, Kept> {
        let mut hasher = FxHasher::default();
        glance(run, &mut hasher);
        let subset = fonts.subset(&run.font).key;
        let is_same = |drawn: &Drawn| match drawn {
            Drawn::Text { run: known, subset: its, press: pressed } => *its == subset && *pressed == press && known == run,
            Drawn::Outline { .. } => false,
        };
        self.known(hasher.finish(), height, is_same, || Drawn::Text { run: run.clone(), subset, press })
    }

    /// The operations that fill an outline or clip to it, or where to keep them; `None` for those that are not kept.
    pub(super) fn outline(&self, path: &Path, rule: FillRule, clips: bool, height: Length) -> Option<Result<&Kept, Kept>> {
        let segments = &path.segments;
        if !DRAWING.contains(&segments.len()) {
            return None;
        }
        let mut hasher = FxHasher::default();
        (segments.len(), segments[0], segments[segments.len() / 2], clips).hash(&mut hasher);
        let is_same = |drawn: &Drawn| match drawn {
            Drawn::Outline { path: known, rule: its, clips: clipped } => *clipped == clips && *its == rule && known == path,
            Drawn::Text { .. } => false,
        };
        Some(self.known(hasher.finish(), height, is_same, || Drawn::Outline { path: path.clone(), rule, clips }))
    }

    fn known(
        &self,
        quick: u64,
        height: Length,
        is_same: impl Fn(&Drawn) -> bool,
        drawn: impl FnOnce() -> Drawn,
    ) -> Result<&Kept, Kept> {
        let found = self.pieces.get(&quick).and_then(|all| all.iter().find(|kept| kept.height == height && is_same(&kept.drawn)));
        found.ok_or_else(|| Kept { quick, drawn: drawn(), height, overprints: false, bytes: Arc::from([]) })
    }

    pub(super) fn keep(&mut self, kept: Kept, bytes: &[u8]) {
        if self.kept > MOST_BYTES {
            self.pieces.clear();
            self.kept = 0;
        }
        // What is drawn is kept beside its bytes, and takes about twice their room.
        self.kept += bytes.len() * 3;
        self.pieces.entry(kept.quick).or_default().push(Kept { bytes: Arc::from(bytes), ..kept });
    }

    /// The bytes of a stream that other files have too: packed, and its dictionary says so, where it has no filter yet and
    /// that makes it shorter.
    pub(super) fn packed(&mut self, dict: &mut Dictionary, bytes: Arc<[u8]>) -> Arc<[u8]> {
        if dict.has(b"Filter") {
            return bytes;
        }
        let Some(packed) = self.pack(&bytes) else { return bytes };
        dict.set("Filter", "FlateDecode");
        packed
    }

    /// The same for the pixels of a picture, whose rows may be stored as differences from their neighbours.
    pub(super) fn packed_picture(&mut self, dict: &mut Dictionary, bytes: Arc<[u8]>) -> Arc<[u8]> {
        if dict.has(b"Filter") || bytes.len() < WORTH_KEEPING {
            return self.packed(dict, bytes);
        }
        let number = |key: &[u8]| dict.get(key).and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok());
        let width = number(b"Width").unwrap_or(0);
        let channels = match dict.get(b"ColorSpace").and_then(Object::as_name).unwrap_or_default() {
            b"DeviceCMYK" => 4,
            b"DeviceRGB" => 3,
            _ => 1,
        };
        let key = (blake3::hash(&bytes), width, channels);
        let mut picture = match self.pictures.iter().position(|(known, _)| *known == key) {
            Some(at) => self.pictures.remove(at).1,
            None => self.pack_picture(&bytes, width, channels),
        };
        picture.document = self.documents;
        self.pictures.push((key, picture.clone()));
        self.forget_pictures();
        if picture.packed.len() >= bytes.len() {
            return bytes;
        }
        dict.set("Filter", "FlateDecode");
        if picture.is_predicted {
            let (colors, columns) = (channels as i64, width as i64);
            let parameters = dictionary! { "Predictor" => predict::PREDICTOR, "Colors" => colors, "Columns" => columns };
            dict.set("DecodeParms", parameters);
        }
        picture.packed
    }

    fn forget_pictures(&mut self) {
        let mut held: usize = self.pictures.iter().map(|(_, picture)| picture.packed.len()).sum();
        let documents = self.documents;
        let mut is_more = |(_, picture): &(PixelsKey, Picture)| {
            let is_more = held > MOST_OF_PICTURES && picture.document + 1 < documents;
            held -= picture.packed.len();
            is_more
        };
        let gone = self.pictures.iter().take_while(|picture| is_more(picture)).count();
        self.pictures.drain(..gone);
    }

    /// In the way that packs some of its rows best.
    fn pack_picture(&mut self, bytes: &[u8], width: usize, channels: usize) -> Picture {
        let is_large = bytes.len() > LARGE;
        let level = if is_large { 4 } else { 6 };
        let of_differences = if is_large { 4 } else { 2 };
        let Some(sample) = predict::Rows::some_of(bytes, width, channels) else {
            return Picture { is_predicted: false, document: 0, packed: self.zlib_at(level, bytes).into() };
        };
        let differences = sample.filtered();
        let runs = zlib_of_runs(&differences).len();
        let repeats = self.zlib_at(of_differences, &differences).len();
        if self.zlib_at(of_differences, sample.data()).len() <= runs.min(repeats) {
            // Flat colours repeat better as they are.
            return Picture { is_predicted: false, document: 0, packed: self.zlib_at(level, bytes).into() };
        }
        let rows = predict::Rows::of(bytes, width, channels).filtered();
        // What is left of a photograph hardly repeats: to look for it costs twice as much and gains little.
        let rarely = repeats * RARELY_REPEATS.1 >= runs * RARELY_REPEATS.0;
        let packed = if rarely { zlib_of_runs(&rows) } else { self.zlib_at(of_differences, &rows) };
        Picture { is_predicted: true, document: 0, packed: packed.into() }
    }

    /// Bytes as a `FlateDecode` stream holds them; `None` where packing gains nothing.
    pub(super) fn pack(&mut self, bytes: &[u8]) -> Option<Arc<[u8]>> {
        if bytes.len() < WORTH_PACKING {
            return None;
        }
        if bytes.len() < WORTH_KEEPING {
            return Some(self.zlib(bytes).into()).filter(|packed: &Arc<[u8]>| packed.len() < bytes.len());
        }
        let hash = blake3::hash(bytes);
        if let Some(packed) = self.packed.get(&hash) {
            return Some(Arc::clone(packed));
        }
        let packed: Arc<[u8]> = self.zlib(bytes).into();
        if packed.len() >= bytes.len() {
            return None;
        }
        if self.packed.len() >= MOST_PACKED {
            self.packed.clear();
        }
        self.packed.insert(hash, Arc::clone(&packed));
        Some(packed)
    }

    /// The middle level: the highest takes three times as long for one percent.
    pub(super) fn zlib(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.zlib_at(6, bytes)
    }

    /// For what no other file has: half the time for half a kilobyte.
    pub(super) fn zlib_once(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.zlib_at(2, bytes)
    }

    fn zlib_at(&mut self, level: u32, bytes: &[u8]) -> Vec<u8> {
        let packer = match self.packers.entry(level) {
            Entry::Occupied(known) => {
                let packer = known.into_mut();
                packer.reset();
                packer
            }
            Entry::Vacant(new) => new.insert(Compress::new(Compression::new(level), true)),
        };
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let done = packer.total_in() as usize;
            match packer.compress_vec(&bytes[done..], &mut packed, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => return packed,
                Ok(_) | Err(_) => packed.reserve(bytes.len() / 2 + 64),
            }
        }
    }
}

/// Packed by how often each byte comes, and by runs of one byte, alone.
fn zlib_of_runs(bytes: &[u8]) -> Vec<u8> {
    let config = DeflateConfig { strategy: Strategy::Rle, ..DeflateConfig::default() };
    let mut packed = vec![0; zlib_rs::compress_bound(bytes.len())];
    let length = zlib_rs::compress_slice(&mut packed, bytes, config).0.len();
    packed.truncate(length);
    packed
}

/// What tells most runs apart.
fn glance(run: &GlyphRun, hasher: &mut FxHasher) {
    run.font.hash.hash(hasher);
    (run.origin.x, run.origin.y, run.size, run.glyphs.len()).hash(hasher);
    run.text.hash(hasher);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_packed_unpacks_to_itself_every_time() {
        let mut cache = PdfCache::default();
        for length in [WORTH_PACKING, WORTH_KEEPING, 70_000] {
            let bytes: Vec<u8> = (0..length).map(|i| (i * i % 251) as u8 & 0x1f).collect();
            let first = cache.pack(&bytes).expect("it packs");
            assert_eq!(cache.pack(&bytes), Some(Arc::clone(&first)));
            assert_eq!(PdfCache::default().pack(&bytes), Some(Arc::clone(&first)));
            let mut back = Vec::new();
            flate2::read::ZlibDecoder::new(&first[..]).read_to_end(&mut back).expect("zlib");
            assert_eq!(back, bytes);
        }
        assert_eq!(cache.pack(b"short"), None);
    }

    #[test]
    fn pictures_of_earlier_documents_are_forgotten_and_those_of_this_one_are_not() {
        let mut cache = PdfCache::default();
        // Seven bits of each byte are noise: it packs, by an eighth.
        let noise = |seed: u32| -> Arc<[u8]> {
            let mut bytes = vec![0; 1 << 20];
            blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut bytes);
            bytes.iter().map(|byte| byte & 0x7f).collect()
        };
        let packed = |cache: &mut PdfCache, seed: u32| {
            let mut dict = dictionary! { "Width" => 1024, "ColorSpace" => "DeviceGray" };
            cache.packed_picture(&mut dict, noise(seed))
        };
        let all = packed(&mut cache, 0);
        for logo in 1..24 {
            cache.blank(1, |_| Document::new());
            packed(&mut cache, logo);
            assert!(Arc::ptr_eq(&packed(&mut cache, 0), &all), "the picture of all was packed once");
            let held: usize = cache.pictures.iter().map(|(_, picture)| picture.packed.len()).sum();
            assert!(held <= MOST_OF_PICTURES, "{held}");
        }
        assert!(cache.pictures.len() < 24, "some are forgotten");
    }

    /// As a reader gets them: unpacked, and still as differences where they are.
    fn unpacked(picture: &Picture) -> Vec<u8> {
        let mut back = Vec::new();
        flate2::read::ZlibDecoder::new(&picture.packed[..]).read_to_end(&mut back).expect("zlib");
        back
    }

    #[test]
    fn pixels_are_packed_in_the_way_that_is_shortest() {
        let (width, rows) = (100_u32, 200_u32);
        let of = |value: &dyn Fn(u32, u32) -> u32| -> Vec<u8> {
            (0..rows).flat_map(|y| (0..width * 3).map(move |x| (x, y))).map(|(x, y)| value(x, y) as u8).collect()
        };
        let grain = |x: u32, y: u32| (y * 301 + x).wrapping_mul(2_654_435_761) >> 28;
        let photograph = of(&|x, y| x / 3 + y / 2 + grain(x, y));
        let few = [200, 30, 90, 10, 240, 60, 120, 5, 180, 77, 160, 33];
        let pattern = of(&|x, y| few[(grain(x / 3, y) % 4 * 3 + x % 3) as usize]);
        for (data, is_predicted) in [(photograph, true), (pattern, false)] {
            let packed = PdfCache::default().pack_picture(&data, width as usize, 3);
            assert_eq!(packed.is_predicted, is_predicted);
            let wanted = if is_predicted { predict::Rows::of(&data, width as usize, 3).filtered() } else { data };
            assert_eq!(unpacked(&packed), wanted);
        }
        let odd = vec![9; 1000];
        assert_eq!(unpacked(&PdfCache::default().pack_picture(&odd, 0, 4)), odd);
    }
}
