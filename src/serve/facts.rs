//! What the page must know of a face: where its blocks and words stand, and its lines. In points from the corner of the
//! bleed, as the picture of the face begins there.

use crate::display::{Face, GlyphRun, Item, Sheets};
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::model::{BlockName, Format, Kind, Tool};
use std::fmt::Write as _;

/// One face for the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FaceFacts {
    pub name: String,
    /// With the bleed.
    pub width: f64,
    pub height: f64,
    pub bleed: f64,
    pub safe: f64,
    pub areas: Vec<AreaFacts>,
    pub words: Vec<WordFacts>,
    /// Folds, as lines from edge to edge: x or y.
    pub folds: Vec<(bool, f64)>,
    /// Where tools go, as outlines of an SVG.
    pub tools: Vec<(Tool, String)>,
    pub codes: Vec<CodeFacts>,
}

/// A block's rectangle, for a click on the picture: `[x, y, width, height]`.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaFacts {
    pub block: String,
    pub rect: [f64; 4],
}

/// The name of a block in whichever language of a sheet; `event` for all pieces of an event.
pub fn plain_name(block: &str) -> String {
    match BlockName::parse(block).map(|name| name.and_language().0) {
        Some(name) if name.kind == Kind::Event => Kind::Event.name().to_string(),
        Some(name) => name.to_string(),
        None => block.to_string(),
    }
}

/// A word where it is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct WordFacts {
    pub block: String,
    pub word: String,
    pub rect: [f64; 4],
}

/// A code of the face, and what it carries.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeFacts {
    pub block: String,
    pub payload: String,
}

impl FaceFacts {
    /// Of a face as its picture shows it; folds only where the format is known.
    pub fn of(face: &Face, format: Option<&Format>) -> FaceFacts {
        let bleed = face.bleed.to_points();
        let folds = format.map(|format| {
            let upright = format.folds.iter().map(|fold| (true, fold.to_points() + bleed));
            let level = format.level_folds.iter().map(|fold| (false, fold.to_points() + bleed));
            upright.chain(level).collect()
        });
        FaceFacts {
            name: face.name.clone(),
            width: face.trim.width.to_points() + bleed * 2.0,
            height: face.trim.height.to_points() + bleed * 2.0,
            bleed,
            safe: format.map_or(0.0, |format| format.safe.to_points()),
            areas: areas(face),
            words: words(face),
            folds: folds.unwrap_or_default(),
            tools: face.tools.iter().map(|line| (line.tool, outline(&line.path, bleed))).collect(),
            codes: face.codes.iter().map(|c| CodeFacts { block: c.block.clone(), payload: c.payload.clone() }).collect(),
        }
    }

    /// A rectangle inside the trim, as the page has it.
    pub fn rect(&self, rect: Rect) -> [f64; 4] {
        points(rect, self.bleed)
    }
}

/// One side of a sheet as it is printed. In points from its corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageFacts {
    pub name: String,
    pub width: f64,
    pub height: f64,
    /// What is cut out of it.
    pub cuts: Vec<[f64; 4]>,
}

impl PageFacts {
    /// Of the sheets, in the order of the file.
    pub fn all(sheets: &Sheets) -> Vec<PageFacts> {
        let of = |page: &crate::display::Page| {
            let trims = page.placements.iter().filter_map(|placement| {
                let trim = sheets.faces.get(placement.face)?.trim;
                Some(points(placement.on_sheet(trim.at(Length::ZERO, Length::ZERO), trim), 0.0))
            });
            let [width, height] = [page.sheet.width, page.sheet.height].map(Length::to_points);
            PageFacts { name: page.name.clone(), width, height, cuts: trims.collect() }
        };
        sheets.pages.iter().map(of).collect()
    }
}

/// A path inside the trim as an SVG says it.
fn outline(path: &Path, bleed: f64) -> String {
    let mut d = String::new();
    for segment in &path.segments {
        let (letter, points): (char, &[Point]) = match segment {
            Segment::Move(a) => ('M', &[*a]),
            Segment::Line(a) => ('L', &[*a]),
            Segment::Cubic(a, b, c) => ('C', &[*a, *b, *c]),
            Segment::Close => ('Z', &[]),
        };
        d.push(letter);
        for point in points {
            let _ = write!(d, "{:.2} {:.2} ", point.x.to_points() + bleed, point.y.to_points() + bleed);
        }
    }
    d
}

fn points(rect: Rect, bleed: f64) -> [f64; 4] {
    let short = |length: f64| (length * 100.0).round() / 100.0;
    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(Length::to_points);
    [short(x + bleed), short(y + bleed), short(width), short(height)]
}

/// Blocks in reading order, with grounds and ornaments left out.
fn areas(face: &Face) -> Vec<AreaFacts> {
    let bleed = face.bleed.to_points();
    let shown = face.areas.iter().filter(|area| !area.block.is_empty());
    shown.map(|area| AreaFacts { block: area.block.clone(), rect: points(area.rect, bleed) }).collect()
}

fn words(face: &Face) -> Vec<WordFacts> {
    let mut found = Vec::new();
    for item in &face.items {
        let block = block_of(face, item);
        item.draw.runs().for_each(|run| words_of(run, block, face.bleed.to_points(), &mut found));
    }
    found
}

fn block_of<'f>(face: &'f Face, item: &Item) -> &'f str {
    let element = item.element.and_then(|id| face.elements.get(id.0 as usize));
    element.map_or("", |element| element.block.as_str())
}

/// Each word of a run with the box from its first glyph to the next word's.
fn words_of(run: &GlyphRun, block: &str, bleed: f64, found: &mut Vec<WordFacts>) {
    if block.is_empty() || run.glyphs.is_empty() {
        return;
    }
    let mut at = 0;
    for word in run.text.split_whitespace() {
        let Some(start) = run.text[at..].find(word).map(|offset| at + offset) else { continue };
        at = start + word.len();
        let inside = run.glyphs.iter().filter(|g| g.text.start < at as u32 && g.text.end > start as u32);
        let (mut left, mut right) = (None::<Length>, None::<Length>);
        for glyph in inside {
            left = Some(left.map_or(glyph.offset.x, |x| x.min(glyph.offset.x)));
            right = Some(right.map_or(glyph.offset.x, |x| x.max(glyph.offset.x)));
        }
        let (Some(left), Some(last)) = (left, right) else { continue };
        // The advance of the last glyph is not kept: half an em is enough to be clicked on.
        let width = last - left + run.size.scale(0.55);
        let rect = Rect::new(run.origin.x + left, run.origin.y - run.size.scale(0.8), width, run.size.scale(1.05));
        found.push(WordFacts { block: block.to_string(), word: word.to_string(), rect: points(run.lying(rect), bleed) });
    }
}
