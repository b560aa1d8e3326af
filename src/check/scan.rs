//! Reads codes back out of the finished artwork, as a phone would.
//!
//! From pixels to a verdict. Which part of which page is rendered, and how, is the caller's business; the pixels must
//! show the panel of one code, quiet zone included, at four pixels a module or more.

use super::local_light;
use crate::diag::quoted;
use crate::qr::Matrix;
use crate::qr::geometry::QUIET;
use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::common::{BitMatrix, DetectorRXingResult as _, GlobalHistogramBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets, SampleQR};
use rxing::{Binarizer, Luma8LuminanceSource};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Light in 8 bits, row by row from the top; 255 is paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Gray {
    /// Pixels of a row.
    pub width: u32,
    /// How many rows there are.
    pub height: u32,
    /// A byte a pixel.
    pub data: Vec<u8>,
}

/// Why a code does not scan, or should not be trusted to.
#[derive(Clone, Debug, PartialEq)]
pub enum ScanFailure {
    /// No code was found, and nothing tells why.
    Nothing,
    /// Light modules on a dark ground: many readers look for dark ones only.
    Inverted,
    /// Too little between the dark and the light modules, in percent of black on white.
    Contrast {
        /// Difference of light between them; black on white is 100.
        percent: u32,
    },
    /// Something dark lies in the quiet zone on these sides.
    QuietZone {
        /// `top`, `right`, `bottom`, `left`: those where something lies.
        sides: Vec<&'static str>,
    },
    /// Pixels a module; under three there is nothing to judge.
    TooSmall {
        /// Of a module, on an average.
        pixels: f64,
    },
    /// The code says something else.
    OtherText {
        /// What was read.
        found: String,
    },
    /// More than one code.
    Several {
        /// What was read, each code as often as it stands there.
        found: Vec<String>,
    },
}

/// Symbol contrast of grade B and A in percent (ISO/IEC 15415): under the first it fails, under the second it is worth
/// a warning.
pub const LEAST_CONTRAST: u32 = 55;
/// From here on every phone reads it at once: grade A of ISO/IEC 15415.
pub const GOOD_CONTRAST: u32 = 70;

/// Pixels a module that the check itself needs.
const LEAST_PIXELS: f64 = 3.0;

/// What is between the 2nd and the 98th percentile of light is taken for contrast: a speck does not make one.
const SPECKS: f64 = 0.02;

/// The texts of all codes in a picture, sorted. For whole pages, where codes may hide in pictures.
pub fn read_codes(gray: &Gray) -> Vec<String> {
    let mut found = all_codes(gray);
    found.sort();
    found.dedup();
    found
}

/// The same with every code as often as it stands there.
pub fn all_codes(gray: &Gray) -> Vec<String> {
    read(gray, Binary::Local)
}

/// Makes sure that the picture of one panel, whose code has `modules` modules a side, holds the code `expect` and
/// nothing else, with the contrast and the quiet zone it needs.
pub fn scan(panel: &Gray, modules: u32, expect: &str) -> Result<(), ScanFailure> {
    let side = f64::from(panel.width.min(panel.height));
    let pixels = side / f64::from(modules + 2 * QUIET as u32);
    if pixels < LEAST_PIXELS {
        return Err(ScanFailure::TooSmall { pixels });
    }
    let found = read(panel, Binary::Whole);
    let found = if found.is_empty() { read(panel, Binary::Local) } else { found };
    match found.as_slice() {
        [] => Err(reason(panel, pixels)),
        [one] if one == expect => well_made(panel, pixels),
        [one] => Err(ScanFailure::OtherText { found: one.clone() }),
        several => Err(ScanFailure::Several { found: several.to_vec() }),
    }
}

/// What the modules of a code say, without any picture: proves the encoding, not the artwork. For codes whose outline
/// on the page is known to be [`Matrix::path`] on a clear panel.
pub fn read_matrix(matrix: &Matrix) -> Option<String> {
    catch_unwind(AssertUnwindSafe(|| {
        let mut bits = BitMatrix::with_single_dimension(matrix.size).ok()?;
        for y in 0..matrix.size {
            (0..matrix.size).filter(|x| matrix.dark(*x, y)).for_each(|x| bits.set(x, y));
        }
        let decoded = Decode(&bits).ok()?;
        decoded.isValid().then(|| decoded.content().to_string())
    }))
    .ok()
    .flatten()
}

/// Contrast of a panel in percent of black on white.
pub fn contrast(panel: &Gray) -> u32 {
    let (dark, light) = extremes(&panel.data);
    u32::from(light - dark) * 100 / 255
}

/// Why nothing was found: the likeliest cause first.
fn reason(panel: &Gray, pixels: f64) -> ScanFailure {
    let (dark, light) = extremes(&panel.data);
    if light - dark > 60 && !read(&inverted(panel), Binary::Whole).is_empty() {
        return ScanFailure::Inverted;
    }
    well_made(panel, pixels).err().unwrap_or(ScanFailure::Nothing)
}

fn well_made(panel: &Gray, pixels: f64) -> Result<(), ScanFailure> {
    let percent = contrast(panel);
    if percent < LEAST_CONTRAST {
        return Err(ScanFailure::Contrast { percent });
    }
    let sides = dirty_sides(panel, pixels);
    if sides.is_empty() { Ok(()) } else { Err(ScanFailure::QuietZone { sides }) }
}

/// Sides whose quiet zone is not clear. The outermost and the innermost half module are left out: there the edges of
/// the panel and of the code itself blur into it.
fn dirty_sides(panel: &Gray, pixels: f64) -> Vec<&'static str> {
    sides_within(panel, pixels, QUIET as f64)
}

/// The same of a quiet zone of so many modules, in a panel of four.
pub(super) fn sides_within(panel: &Gray, pixels: f64, modules: f64) -> Vec<&'static str> {
    let (dark, light) = extremes(&panel.data);
    let from = QUIET as f64 - modules + 0.5;
    let (outer, inner) = ((pixels * from).ceil() as u32, (pixels * (QUIET as f64 - 0.5)).floor() as u32);
    // Nearer to the dark modules than a tint may come.
    let limit = light - ((f64::from(light - dark)) * 0.3) as u8;
    let dirty =
        |columns: (u32, u32), rows: (u32, u32)| (rows.0..rows.1).any(|y| (columns.0..columns.1).any(|x| panel.at(x, y) < limit));
    let (w, h) = (panel.width, panel.height);
    let across = (outer, w.saturating_sub(outer));
    let down = (outer, h.saturating_sub(outer));
    let zones = [
        ("top", across, (outer, inner)),
        ("right", (w.saturating_sub(inner), w.saturating_sub(outer)), down),
        ("bottom", across, (h.saturating_sub(inner), h.saturating_sub(outer))),
        ("left", (outer, inner), down),
    ];
    zones.into_iter().filter(|(_, columns, rows)| dirty(*columns, *rows)).map(|(name, _, _)| name).collect()
}

/// Dark and light without the specks.
fn extremes(data: &[u8]) -> (u8, u8) {
    let mut count = [0_usize; 256];
    data.iter().for_each(|v| count[usize::from(*v)] += 1);
    let skip = (data.len() as f64 * SPECKS) as usize;
    let reached = |values: Vec<u8>| {
        let mut seen = 0;
        values.into_iter().find(|v| {
            seen += count[usize::from(*v)];
            seen > skip
        })
    };
    let dark = reached((0..=255).collect()).unwrap_or(0);
    let light = reached((0..=255).rev().collect()).unwrap_or(255);
    (dark, light.max(dark))
}

fn inverted(panel: &Gray) -> Gray {
    Gray { data: panel.data.iter().map(|v| 255 - v).collect(), ..panel.clone() }
}

/// How light is parted from dark.
#[derive(Clone, Copy)]
enum Binary {
    /// One threshold for the whole picture: right for one panel of one ground.
    Whole,
    /// Another one for each neighbourhood: right for pages with pictures.
    Local,
}

/// All codes that are found. A reader that trips over the picture has found nothing.
fn read(gray: &Gray, binary: Binary) -> Vec<String> {
    if gray.width == 0 || gray.height == 0 || gray.data.len() != gray.width as usize * gray.height as usize {
        return Vec::new();
    }
    catch_unwind(AssertUnwindSafe(|| decode(gray, binary))).unwrap_or_default()
}

fn decode(gray: &Gray, binary: Binary) -> Vec<String> {
    if let Binary::Local = binary
        && let Some(bits) = local_light::dark(gray.width, gray.height, &gray.data)
    {
        return codes_of(&bits);
    }
    let source = Luma8LuminanceSource::new(gray.data.clone(), gray.width, gray.height);
    let Ok(source) = source else { return Vec::new() };
    decode_all(&GlobalHistogramBinarizer::new(source))
}

/// `rxing`'s own results note the time they were made at, and its clock panics where that of the machine is wrong: the parts
/// that it is made of do not ask.
fn decode_all<B: Binarizer>(binarizer: &B) -> Vec<String> {
    let Ok(bits) = binarizer.get_black_matrix() else { return Vec::new() };
    codes_of(bits)
}

/// What the codes say that say something.
fn codes_of(bits: &BitMatrix) -> Vec<String> {
    let mut patterns = FindFinderPatterns(bits, true, 0);
    let sets = GenerateFinderPatternSets(&mut patterns);
    read_sets(bits, sets).into_iter().map(|read| read.text).collect()
}

/// A code that says something, by its finder patterns.
pub(super) struct Read {
    pub set: FinderPatternSet,
    /// Modules a side.
    pub modules: u32,
    pub text: String,
    /// Seen as in a mirror.
    pub is_mirrored: bool,
}

/// The codes of sets of finder patterns.
pub(super) fn read_sets(bits: &BitMatrix, sets: Vec<FinderPatternSet>) -> Vec<Read> {
    let mut found: Vec<Read> = Vec::new();
    for set in sets {
        let used = |p: &ConcentricPattern| found.iter().any(|known| holds(&known.set, p));
        if [set.bl, set.tl, set.tr].iter().any(used) {
            continue;
        }
        let Ok(sampled) = SampleQR(bits, &set) else { continue };
        let modules = sampled.getBits().width();
        let Ok(decoded) = Decode(sampled.getBits()) else { continue };
        if decoded.isValid() {
            let (text, is_mirrored) = (decoded.content().to_string(), decoded.isMirrored());
            found.push(Read { set, modules, text, is_mirrored });
        }
    }
    found
}

pub(super) fn holds(set: &FinderPatternSet, p: &ConcentricPattern) -> bool {
    [set.bl, set.tl, set.tr].iter().any(|known| known.p == p.p)
}

impl Gray {
    /// A part of the picture, cut down to what there is.
    pub fn part(&self, x: u32, y: u32, width: u32, height: u32) -> Gray {
        let (x, y) = (x.min(self.width), y.min(self.height));
        let (width, height) = (width.min(self.width - x), height.min(self.height - y));
        let rows = (y..y + height).map(|row| (row * self.width + x) as usize);
        let data = rows.flat_map(|start| &self.data[start..start + width as usize]).copied().collect();
        Gray { width, height, data }
    }

    fn at(&self, x: u32, y: u32) -> u8 {
        self.data[(y * self.width + x) as usize]
    }
}

impl fmt::Debug for Gray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gray({} x {})", self.width, self.height)
    }
}

impl fmt::Display for ScanFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScanFailure::Nothing => f.write_str("no code was found; something lies over it, or its modules run together"),
            ScanFailure::Inverted => f.write_str("the code is light on dark; print it dark on light"),
            ScanFailure::Contrast { percent } => {
                write!(f, "the contrast is {percent} %, under {LEAST_CONTRAST} %; print it in black on white")
            }
            ScanFailure::QuietZone { sides } => {
                write!(f, "something dark lies in the quiet zone ({}); keep {QUIET} modules clear", sides.join(", "))
            }
            ScanFailure::TooSmall { pixels } => write!(f, "a module is {pixels:.1} pixels, too few to judge"),
            ScanFailure::OtherText { found } => write!(f, "the code says {}", quoted(found)),
            ScanFailure::Several { found } => {
                let said: Vec<String> = found.iter().map(|text| quoted(text)).collect();
                write!(f, "there are {} codes: {}", found.len(), said.join(", "))
            }
        }
    }
}

impl std::error::Error for ScanFailure {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::Level;
    use crate::qr::encode::at_version;

    const LINK: &str = "https://example.org/Help";

    fn code(text: &str) -> Matrix {
        (1..=15).find_map(|v| at_version(text, v, Level::Q)).unwrap()
    }

    /// The panel of a code at `scale` pixels a module.
    fn panel(matrix: &Matrix, scale: u32, dark: u8, light: u8) -> Gray {
        let side = (matrix.size + 8) * scale;
        let module = |n: u32| (n / scale).checked_sub(4).filter(|m| *m < matrix.size);
        let value = |x, y| match (module(x), module(y)) {
            (Some(x), Some(y)) if matrix.dark(x, y) => dark,
            _ => light,
        };
        let data = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| value(x, y)).collect();
        Gray { width: side, height: side, data }
    }

    /// The panel as a renderer draws it at any scale: each pixel the mean of nine points.
    fn rendered(matrix: &Matrix, scale: f64) -> Gray {
        let fine = panel(matrix, 1, 20, 240);
        let side = (f64::from(fine.width) * scale).ceil() as u32;
        let point = |n: u32, third: u32| ((f64::from(n) + (f64::from(third) + 0.5) / 3.0) / scale) as u32;
        let at = |x: u32, y: u32| if x < fine.width && y < fine.height { u32::from(fine.at(x, y)) } else { 240 };
        let pixel = |x, y| (0..9).map(|i| at(point(x, i % 3), point(y, i / 3))).sum::<u32>() / 9;
        let data = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| pixel(x, y) as u8).collect();
        Gray { width: side, height: side, data }
    }

    #[test]
    fn no_false_alarm_at_any_scale() {
        for i in 0..24_u32 {
            let text = format!("https://example.org/{}/{}", "x".repeat(i as usize * 4), i * 7919);
            let matrix = code(&text);
            let scale = 3.0 + f64::from(i % 12) * 0.31;
            assert_eq!(scan(&rendered(&matrix, scale), matrix.size, &text), Ok(()), "{scale} px, {matrix:?}");
        }
    }

    fn block(gray: &mut Gray, x: u32, y: u32, w: u32, h: u32, value: u8) {
        for y in y..(y + h).min(gray.height) {
            for x in x..(x + w).min(gray.width) {
                gray.data[(y * gray.width + x) as usize] = value;
            }
        }
    }

    fn check(gray: &Gray, want: Result<(), ScanFailure>) {
        assert_eq!(scan(gray, code(LINK).size, LINK), want);
    }

    #[test]
    fn a_good_code_scans() {
        for scale in [3, 4, 5, 7, 12] {
            check(&panel(&code(LINK), scale, 0, 255), Ok(()));
            check(&panel(&code(LINK), scale, 30, 230), Ok(()));
        }
    }

    #[test]
    fn every_fault_has_its_reason() {
        let good = panel(&code(LINK), 4, 0, 255);
        check(&panel(&code(LINK), 4, 150, 250), Err(ScanFailure::Contrast { percent: 39 }));
        check(&panel(&code(LINK), 4, 255, 0), Err(ScanFailure::Inverted));
        check(&panel(&code(LINK), 2, 0, 255), Err(ScanFailure::TooSmall { pixels: 2.0 }));
        check(
            &panel(&code("https://example.org/Hull"), 4, 0, 255),
            Err(ScanFailure::OtherText { found: "https://example.org/Hull".into() }),
        );

        let mut rule = good.clone();
        block(&mut rule, 0, 10, good.width, 2, 0);
        check(&rule, Err(ScanFailure::QuietZone { sides: vec!["top", "right", "left"] }));
        let mut type_ = good.clone();
        block(&mut type_, 60, good.height - 12, 3, 6, 60);
        check(&type_, Err(ScanFailure::QuietZone { sides: vec!["bottom"] }));
        let mut covered = good.clone();
        block(&mut covered, 40, 40, 50, 50, 255);
        check(&covered, Err(ScanFailure::Nothing));
        check(&Gray { width: 132, height: 132, data: vec![255; 132 * 132] }, Err(ScanFailure::Contrast { percent: 0 }));
    }

    #[test]
    fn a_tinted_ground_and_a_frame_round_the_panel_do_no_harm() {
        let mut tinted = panel(&code(LINK), 4, 20, 232);
        let side = tinted.width;
        for (x, y, w, h) in [(0, 0, side, 1), (0, 0, 1, side), (side - 1, 0, 1, side), (0, side - 1, side, 1)] {
            block(&mut tinted, x, y, w, h, 0);
        }
        check(&tinted, Ok(()));
    }

    #[test]
    fn a_part_of_a_picture_ends_where_the_picture_ends() {
        let gray = Gray { width: 3, height: 2, data: vec![1, 2, 3, 4, 5, 6] };
        assert_eq!(gray.part(1, 0, 2, 2).data, [2, 3, 5, 6]);
        assert_eq!(gray.part(2, 1, 9, 9), Gray { width: 1, height: 1, data: vec![6] });
        assert!(gray.part(9, 9, 1, 1).data.is_empty());
    }

    #[test]
    fn all_codes_of_a_page_are_found() {
        let (a, b) = (panel(&code(LINK), 4, 0, 255), panel(&code("tel:988"), 5, 0, 255));
        let mut page = Gray { width: 400, height: 300, data: vec![240; 400 * 300] };
        for (gray, left, top) in [(&a, 10, 10), (&b, 200, 100)] {
            for y in 0..gray.height {
                for x in 0..gray.width {
                    block(&mut page, left + x, top + y, 1, 1, gray.at(x, y));
                }
            }
        }
        assert_eq!(read_codes(&page), [LINK, "tel:988"]);
        assert!(read_codes(&Gray { width: 0, height: 0, data: vec![] }).is_empty());
        assert!(read_codes(&Gray { width: 5, height: 5, data: vec![0; 3] }).is_empty());
    }

    #[test]
    fn words_of_every_script_come_back() {
        for text in
            ["人身売買を知る会", "ការជួញដូរមនុស្ស", "Conozca las señales", "تعرّف على العلامات", "징후를 아세요", "Знайте ознаки", "😀"]
        {
            let matrix = code(text);
            assert_eq!(scan(&panel(&matrix, 4, 0, 255), matrix.size, text), Ok(()), "{text}");
            assert_eq!(read_matrix(&matrix).as_deref(), Some(text));
            let mut torn = matrix.clone();
            let half = torn.modules.len() / 2;
            torn.modules[half..].fill(false);
            assert_ne!(read_matrix(&torn).as_deref(), Some(text), "read_matrix can fail");
        }
    }
}
