//! A figure drawn as what it counts: a numeral of as many lines, or as many squares.

use super::draw::Pen;
use super::measure::Measure;
use super::prepare::PreparedText;
use crate::color::Color;
use crate::compose::Chart;
use crate::diag::Span;
use crate::geom::{Length, Path, Point, Rect};

/// Fewer lines are stripes, more a grey.
const LINES: std::ops::RangeInclusive<u32> = 12..=150;
/// Lines nearer to each other run together on paper.
const NEAREST: Length = Length::emu(17_780);
/// The lines of the first value lie under the numeral where they are no more than this part of all.
const UNDER: f64 = 0.34;
/// Parts of the distance of two lines: a line inside the numeral, and one outside, which is never a hairline.
const THICK: f64 = 0.78;
const THIN: f64 = 0.1;
const THINNEST: Length = Length::emu(3_810);
/// More squares are a grey.
const MOST_SQUARES: u32 = 400;
/// Squares in a row for each in a column.
const WIDE: f64 = 7.0;
/// Side of a square, as a part of the distance of two.
const SQUARE: f64 = 0.8;
/// Border of the first squares: it keeps them apart where there is one ink.
const BORDER: f64 = 0.14;

impl Measure<'_> {
    /// Height of a chart in a width.
    pub fn chart_height(&self, chart: &Chart, hero: Option<&PreparedText<'_>>, width: Length) -> Length {
        match hero {
            Some(hero) => self.first_rise(hero, width) + self.band(chart, hero, width),
            None => squares(chart, width).map_or(Length::ZERO, |(side, columns)| side * i64::from(chart.count.div_ceil(columns))),
        }
    }

    /// From the top of a text to its first baseline.
    pub(super) fn first_rise(&self, text: &PreparedText<'_>, width: Length) -> Length {
        self.size(text, width).scale(text.shaped.rise)
    }

    /// Distance of two lines; `None` where they would run together.
    fn pitch(&self, chart: &Chart, hero: &PreparedText<'_>, width: Length) -> Option<Length> {
        let rows = chart.count - under(chart);
        let pitch = self.first_rise(hero, width) / i64::from(rows.max(1));
        (LINES.contains(&chart.count) && pitch >= NEAREST).then_some(pitch)
    }

    /// Height of the lines under the numeral.
    fn band(&self, chart: &Chart, hero: &PreparedText<'_>, width: Length) -> Length {
        self.pitch(chart, hero, width).map_or(Length::ZERO, |pitch| pitch * i64::from(under(chart)))
    }
}

impl Pen<'_, '_> {
    pub(super) fn chart(&mut self, chart: &Chart, hero: Option<&PreparedText<'_>>, rect: Rect) {
        match hero {
            Some(hero) => self.lined(chart, hero, rect),
            None => self.squares(chart, rect),
        }
    }

    /// The numeral, cut into lines that run on thin to both sides; the last of them are the first value's.
    fn lined(&mut self, chart: &Chart, hero: &PreparedText<'_>, rect: Rect) {
        let pitch = self.measure.pitch(chart, hero, rect.width);
        // The figures under it say the same in full.
        self.lines(hero, rect, None);
        let Some(pitch) = pitch else { return };
        let rows = chart.count - under(chart);
        let line = |row: u32, from: f64, part: f64| {
            Path::rect(Rect::new(rect.x, rect.y + pitch * i64::from(row) + pitch.scale(from), rect.width, pitch.scale(part)))
        };
        let thinnest = THIN.max(THINNEST.ratio(pitch));
        let middle = (1.0 - thinnest) / 2.0;
        let cuts = (0..=rows).map(|row| line(row, -(1.0 - THICK) / 2.0, 1.0 - THICK));
        let thin = (0..rows).map(|row| line(row, middle, thinnest));
        let first = (rows..chart.count).map(|row| line(row, (1.0 - THICK) / 2.0, THICK));
        // The lines are the numeral's own: they cut it, and hide nothing.
        let own = hero.part.origin;
        self.all(cuts, &chart.ground, own);
        self.all(thin, &chart.color, own);
        self.all(first, &chart.first_color, own);
    }

    fn squares(&mut self, chart: &Chart, rect: Rect) {
        let Some((pitch, columns)) = squares(chart, rect.width) else { return };
        let square = |i: u32, border: f64| {
            let side = pitch.scale(SQUARE);
            let along = pitch * i64::from(i % columns);
            let x = if self.right_to_left { rect.right() - along - side } else { rect.x + along };
            let at = Point::new(x, rect.y + pitch * i64::from(i / columns));
            Path::rect(Rect::new(at.x, at.y, side, side).outset(-side.scale(border)))
        };
        let all: Vec<Path> = (0..chart.count).map(|i| square(i, 0.0)).collect();
        let first: Vec<Path> = (0..chart.first).map(|i| square(i, BORDER)).collect();
        self.all(all, &chart.color, chart.origin);
        self.all(first, &chart.first_color, chart.origin);
    }

    /// Several paths as one.
    fn all(&mut self, paths: impl IntoIterator<Item = Path>, color: &Color, origin: Span) {
        let segments: Vec<_> = paths.into_iter().flat_map(|path| path.segments).collect();
        if !segments.is_empty() {
            self.fill(Path { segments }, color.clone(), origin);
        }
    }
}

/// How many lines lie under the numeral.
fn under(chart: &Chart) -> u32 {
    if f64::from(chart.first) <= f64::from(chart.count) * UNDER { chart.first } else { 0 }
}

/// Distance of two squares and how many stand in a row; `None` where there are too many to see.
fn squares(chart: &Chart, width: Length) -> Option<(Length, u32)> {
    let columns = (f64::from(chart.count) * WIDE).sqrt().ceil().max(1.0);
    let is_seen = (1..=MOST_SQUARES).contains(&chart.count);
    is_seen.then(|| (width.scale(1.0 / (columns - 1.0 + SQUARE)), columns as u32))
}
