//! Codes that nobody asked for: in a photograph of a poster, in a screenshot, in a logo. A phone cannot know which one
//! is meant.

use super::scan::{self, Gray};
use crate::diag::{Diagnostic, Span, checks, quoted};
use crate::display::{Draw, Face, Pixels, Raster, Sheets};
use crate::export::png::ViewerPass;
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::picture::{Decoded, lightness};
use std::collections::BTreeMap;

/// Remembers what each picture holds: one is looked at once, however many products show it.
#[derive(Default)]
pub struct UnexpectedCodes {
    /// Texts by hash of the picture.
    seen: BTreeMap<u64, Vec<String>>,
}

/// How finely drawings are looked at: enough for codes that a phone would read in the hand.
const DOTS_A_POINT: f64 = 2.0;

impl UnexpectedCodes {
    /// Codes inside the pictures of a product.
    pub fn in_pictures(&mut self, sheets: &Sheets, decoded: &Decoded) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for face in &sheets.faces {
            for (item, draw) in super::drawn(face) {
                let Draw::Image { raster, .. } = draw else { continue };
                let texts = self.seen.entry(raster.hash).or_insert_with(|| texts(raster, decoded));
                found.extend(texts.iter().map(|text| unexpected_code(text, item.origin, "a picture")));
            }
        }
        found
    }
}

/// A photograph has been taken apart for other rules already, or will be.
fn texts(raster: &Raster, decoded: &Decoded) -> Vec<String> {
    if let Some(photograph) = decoded.of(raster) {
        return texts(&photograph, decoded);
    }
    let gray = |data: Vec<u8>| Gray { width: raster.width, height: raster.height, data };
    let gray = match &raster.pixels {
        Pixels::Jpeg { bytes, .. } => match lightness(bytes) {
            Some((width, height, data)) => Gray { width, height, data },
            None => return Vec::new(),
        },
        Pixels::Gray(data) => gray(data.to_vec()),
        Pixels::Rgb { data, .. } => gray(data.as_chunks().0.iter().map(|rgb| weighed(*rgb) as u8).collect()),
        Pixels::Cmyk { data, .. } => {
            let light = |&[c, m, y, k]: &[u8; 4]| 255 - (weighed([c, m, y]) + u32::from(k)).min(255) as u8;
            gray(data.as_chunks().0.iter().map(light).collect())
        }
    };
    scan::read_codes(&gray)
}

/// Three channels as one, the middle one twice, for it looks lightest; up to 255.
fn weighed([r, g, b]: [u8; 3]) -> u32 {
    (u32::from(r) + 2 * u32::from(g) + u32::from(b)) >> 2
}

/// Codes in what is drawn beside those that belong there: in a logo, in a piece of art. Looked for on a finished page,
/// in the places where enough is drawn to be one.
pub(super) fn on_page(sheets: &Sheets, index: usize, look: &ViewerPass<'_>) -> Vec<Diagnostic> {
    let page = &sheets.pages[index];
    let whole = Rect::new(Length::ZERO, Length::ZERO, page.sheet.width, page.sheet.height);
    let mut found = Vec::new();
    let mut seen = Vec::new();
    for placement in &page.placements {
        if seen.contains(&placement.face) {
            continue;
        }
        seen.push(placement.face);
        let face = &sheets.faces[placement.face];
        for (origin, place) in may_be_codes(face) {
            let Some(rect) = placement.on_sheet(place, face.trim).outset(QUIET).shared(whole) else { continue };
            let Ok(light) = look.rect(index, rect, DOTS_A_POINT) else { continue };
            let gray = Gray { width: light.width, height: light.height, data: light.data };
            let belongs = |text: &String| face.codes.iter().any(|code| code.payload == *text);
            let unexpected = scan::read_codes(&gray).into_iter().filter(|text| !belongs(text));
            found.extend(unexpected.map(|text| unexpected_code(&text, origin, &format!("a drawing on the {}", face.name))));
        }
    }
    found
}

/// White round a drawing that makes a code of it.
const QUIET: Length = Length::emu(144_000); // 4 mm

/// The smallest code has 21 rows of modules, and each has some upright edges.
const FEWEST_EDGES: usize = 100;

/// Of these the finders alone have 45 ends of bars, whichever way the bars run; lines on water have none.
const FEWEST_ONE_WAY: usize = 40;

/// Where what is drawn on a face, its own codes left out, has edges enough, level and upright, to be a code.
fn may_be_codes(face: &Face) -> Vec<(Span, Rect)> {
    let mut drawings: BTreeMap<Span, Vec<Rect>> = BTreeMap::new();
    for (item, draw) in super::drawn(face) {
        let Draw::Fill { path, .. } = draw else { continue };
        let Some(bounds) = path.bounds() else { continue };
        if face.codes.iter().any(|code| code.rect.contains(bounds)) {
            continue;
        }
        square_edges(path, drawings.entry(item.origin).or_default());
    }
    drawings.into_iter().filter_map(|(origin, edges)| crowded(edges).map(|place| (origin, place))).collect()
}

/// What frames some edges, where enough of them lie in one square. A code is a square, and no larger than the shorter
/// side of what it is drawn with: letters in a row have edges enough together, and nowhere so many.
fn crowded(mut edges: Vec<Rect>) -> Option<Rect> {
    let place = edges.iter().copied().reduce(Rect::union)?;
    let side = place.width.min(place.height);
    let middle = |edge: &Rect| match place.width > place.height {
        true => edge.x + edge.width / 2,
        false => edge.y + edge.height / 2,
    };
    edges.sort_by_key(middle);
    let mut first = 0;
    let mut upright = 0;
    let enough = edges.iter().enumerate().any(|(last, edge)| {
        upright += usize::from(is_upright(edge));
        while middle(edge) - middle(&edges[first]) > side {
            upright -= usize::from(is_upright(&edges[first]));
            first += 1;
        }
        let all = last + 1 - first;
        all >= FEWEST_EDGES && upright.min(all - upright) >= FEWEST_ONE_WAY
    });
    enough.then_some(place)
}

fn is_upright(edge: &Rect) -> bool {
    edge.width.is_zero()
}

/// The level and upright edges of a path, as rectangles without area.
fn square_edges(path: &Path, edges: &mut Vec<Rect>) {
    let mut at = Point::default();
    for segment in &path.segments {
        if let Segment::Line(to) = *segment
            && (to.x == at.x) != (to.y == at.y)
        {
            edges.push(Rect::new(at.x.min(to.x), at.y.min(to.y), (to.x - at.x).abs(), (to.y - at.y).abs()));
        }
        if let Segment::Move(to) | Segment::Line(to) | Segment::Cubic(_, _, to) = *segment {
            at = to;
        }
    }
}

fn unexpected_code(text: &str, origin: Span, place: &str) -> Diagnostic {
    Diagnostic::error(&checks::QR_STRAY, origin, format!("a code that says {} is in {place}", quoted(text)))
        .help("take it out of the picture, or cover it: only codes of the content belong on a sheet")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drawing of bars, each at some millimetres across and down, as wide and as high as stated.
    fn bars(bars: impl Iterator<Item = [f64; 4]>) -> Vec<Rect> {
        let mut path = Path::default();
        bars.for_each(|bar| {
            let [x, y, width, height] = bar.map(Length::mm);
            path.add_rect(Rect::new(x, y, width, height));
        });
        let mut edges = Vec::new();
        square_edges(&path, &mut edges);
        edges
    }

    #[test]
    fn a_square_of_bars_may_be_a_code_and_a_row_of_letters_may_not() {
        let square = bars((0..60).map(|i| [f64::from(i % 8) * 2.5, f64::from(i / 8) * 2.5, 1.5, 1.0]));
        assert!(crowded(square.clone()).is_some_and(|place| place.width < Length::mm(21.0)));
        let row = bars((0..60).map(|i| [f64::from(i) * 3.0, 0.0, 1.0, 8.0]));
        assert_eq!((crowded(row.clone()), square.len() == row.len()), (None, true));
        // A code at the end of a row of letters.
        let both = [square.into_iter().map(|edge| edge.moved(Length::mm(180.0), Length::ZERO)).collect(), row].concat();
        assert!(crowded(both).is_some());
        let lines = bars((0..200).map(|i| [0.0, f64::from(i) * 0.2, 30.0, 0.1]));
        assert!(crowded(lines.iter().copied().filter(|edge| !is_upright(edge)).collect()).is_none());
        assert_eq!(crowded(Vec::new()), None);
    }
}
