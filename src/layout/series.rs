//! Values of a statistic drawn against each other: bars or dots from nought, one under the other, or a line. Each has its words
//! beside it; all are outlines but the last, which is solid, so that they are told apart in one ink too.

use super::draw::Pen;
use super::measure::Measure;
use super::prepare::{PreparedPoint, PreparedText};
use crate::color::Color;
use crate::compose::{Series, SeriesKind};
use crate::geom::{Length, Path, Point, Rect, Segment};

/// Height of a bar, in ems of its value; width of a dot.
const BAR: f64 = 1.1;
const DOT: f64 = 0.8;
/// Between two rows, in the same.
const BETWEEN: f64 = 0.42;
/// Between a key, its bar and the value, in the same.
const BESIDE: f64 = 0.5;
/// Bars have at least this room, in ems of the value.
const LEAST: f64 = 4.0;
/// Height of the plot of a line, in ems of the value.
const PLOT: f64 = 4.5;
/// The larger values and the least of a line that does not go down to nought: it would be flat.
const FLAT: f64 = 0.6;
/// Thickness of outlines and lines, in ems of the value, and the least of it.
const THICK: f64 = 0.09;
const THIN: f64 = 0.035;
const THINNEST: Length = Length::emu(6_350);
/// A hair wider than the words are.
const ROOM: f64 = 1.01;

/// Where the words of a series stand in a width.
struct Columns {
    /// Size of the values.
    size: Length,
    key: Length,
    value: Length,
    /// Length of the largest bar.
    bar: Length,
    /// From one row to the next.
    pitch: Length,
}

impl Measure<'_> {
    /// Height of a series in a width.
    pub fn series_height(&self, series: &Series, points: &[PreparedPoint<'_>], width: Length) -> Length {
        match self.along(series, points, width) {
            Some(_) => self.line_height(points, width),
            None => {
                let columns = self.columns_of(points, width);
                columns.pitch * points.len() as i64 - columns.size.scale(BETWEEN)
            }
        }
    }

    /// The least width that cuts nothing.
    pub fn series_width(&self, points: &[PreparedPoint<'_>]) -> Length {
        let columns = self.columns_of(points, Length::ZERO);
        columns.key + columns.value + columns.size.scale(LEAST + 2.0 * BESIDE)
    }

    /// Width of a text on one line, and a hair more.
    pub(super) fn one_line(&self, text: &PreparedText<'_>, width: Length) -> Length {
        self.size(text, width).scale(text.shaped.full_width() * ROOM)
    }

    fn columns_of(&self, points: &[PreparedPoint<'_>], width: Length) -> Columns {
        let size = points.iter().map(|(value, _)| self.size(value, width)).max().unwrap_or_default();
        let key_size = points.iter().map(|(_, key)| self.size(key, width)).max().unwrap_or_default();
        let key = points.iter().map(|(_, key)| self.one_line(key, width)).max().unwrap_or_default();
        let value = points.iter().map(|(value, _)| self.one_line(value, width)).max().unwrap_or_default();
        let bar = (width - key - value - size.scale(2.0 * BESIDE)).max(Length::ZERO);
        Columns { size, key, value, bar, pitch: size.scale(BAR).max(key_size) + size.scale(BETWEEN) }
    }

    /// How far along the points of a line stand, where their words have room beside each other.
    fn along(&self, series: &Series, points: &[PreparedPoint<'_>], width: Length) -> Option<Vec<Length>> {
        let (first, last) = (series.points.first()?, series.points.last()?);
        let wide = |(value, key): &PreparedPoint<'_>| self.one_line(value, width).max(self.one_line(key, width));
        let (start, end) = (wide(points.first()?) / 2, width - wide(points.last()?) / 2);
        let count = (points.len() - 1).max(1) as f64;
        let part = |i: usize| match (first.year, series.points[i].year, last.year) {
            (Some(from), Some(year), Some(to)) => (year - from) / (to - from),
            _ => i as f64 / count,
        };
        let along: Vec<Length> = (0..points.len()).map(|i| start + (end - start).scale(part(i))).collect();
        let gap = points.iter().map(|(value, _)| self.size(value, width)).max()?.scale(BESIDE);
        let is_clear = |i: usize| along[i + 1] - along[i] >= (wide(&points[i]) + wide(&points[i + 1])) / 2 + gap;
        (series.kind == SeriesKind::Line && (0..points.len() - 1).all(is_clear)).then_some(along)
    }

    /// Plot, values over it, keys under it.
    fn line_height(&self, points: &[PreparedPoint<'_>], width: Length) -> Length {
        let columns = self.columns_of(points, width);
        let keys = points.iter().map(|(_, key)| self.text_height(key, Length::MAX)).max().unwrap_or_default();
        self.over_line(&columns) + columns.size.scale(PLOT + BESIDE) + keys
    }

    /// Room for a value over the highest point.
    fn over_line(&self, columns: &Columns) -> Length {
        columns.size.scale(1.0 + BESIDE)
    }
}

impl Pen<'_, '_> {
    pub(super) fn series(&mut self, series: &Series, points: &[PreparedPoint<'_>], rect: Rect) {
        match self.measure.along(series, points, rect.width) {
            Some(along) => self.line_of(series, points, &along, rect),
            None => self.rows_of(series, points, rect),
        }
    }

    /// A rectangle so far along a row, as the words run.
    fn slot(&self, rect: Rect, along: Length, (top, height): (Length, Length), width: Length) -> Rect {
        let x = if self.right_to_left { rect.right() - along - width } else { rect.x + along };
        Rect::new(x, top, width, height)
    }

    /// A text whose capitals stand in the middle of a height, at the start of its room.
    fn in_middle(&mut self, text: &PreparedText<'_>, rect: Rect, along: Length, (top, height): (Length, Length)) {
        let size = self.measure.size(text, rect.width);
        let rise = size.scale(text.shaped.rise);
        let width = self.measure.one_line(text, rect.width);
        self.text(text, self.slot(rect, along, (top + (height - rise) / 2, size), width));
    }

    /// Keys, bars or dots, and values, one row under the other.
    fn rows_of(&mut self, series: &Series, points: &[PreparedPoint<'_>], rect: Rect) {
        let columns = self.measure.columns_of(points, rect.width);
        let largest = series.points.iter().map(|point| point.number).fold(0.0, f64::max);
        let (thick, beside) = (self.thickness(columns.size, THICK), columns.size.scale(BESIDE));
        let height = columns.pitch - columns.size.scale(BETWEEN);
        let nought = columns.key + beside;
        for (i, (point, (value, key))) in series.points.iter().zip(points).enumerate() {
            let row = (rect.y + columns.pitch * i as i64, height);
            let is_last = i + 1 == points.len();
            // What is there at all is seen.
            let least = if point.number > 0.0 { thick } else { Length::ZERO };
            let long = columns.bar.scale(point.number / largest).max(least);
            self.in_middle(key, rect, Length::ZERO, row);
            let end = match series.kind {
                SeriesKind::Dots => {
                    let side = columns.size.scale(DOT);
                    let middle = row.0 + height / 2;
                    let thin = self.thickness(columns.size, THIN);
                    let line = self.slot(rect, nought, (middle - thin / 2, thin), long);
                    if long > thick {
                        self.fill(Path::rect(line), series.color.clone(), series.origin);
                    }
                    let dot = self.slot(rect, nought + long - side / 2, (middle - side / 2, side), side);
                    self.value_shape(series, dot, side / 2, thick, is_last);
                    long + side / 2
                }
                SeriesKind::Bars | SeriesKind::Line => {
                    let bar = columns.size.scale(BAR);
                    let place = self.slot(rect, nought, (row.0 + (height - bar) / 2, bar), long);
                    self.value_shape(series, place, Length::ZERO, thick, is_last);
                    long
                }
            };
            self.in_middle(value, rect, nought + end + beside, row);
        }
        if series.kind != SeriesKind::Dots {
            // They all begin at one line: it is nought.
            let thin = self.thickness(columns.size, THIN);
            let axis = self.slot(rect, nought - thin, (rect.y, rect.height), thin);
            self.fill(Path::rect(axis), series.color.clone(), series.origin);
        }
    }

    fn thickness(&self, size: Length, part: f64) -> Length {
        size.scale(part).max(THINNEST)
    }

    /// A bar or a dot: solid for the last value, an outline for the others.
    fn value_shape(&mut self, series: &Series, place: Rect, radius: Length, thick: Length, solid: bool) {
        if place.width <= Length::ZERO {
            return;
        }
        let color = if solid { &series.last_color } else { &series.color };
        self.fill(Path::rounded(place, radius), color.clone(), series.origin);
        let inner = place.outset(-thick);
        if !solid && inner.width > Length::ZERO && inner.height > Length::ZERO {
            self.fill(Path::rounded(inner, radius - thick), series.ground.clone(), series.origin);
        }
    }

    /// A line from point to point, values over or under them, keys at the foot.
    fn line_of(&mut self, series: &Series, points: &[PreparedPoint<'_>], along: &[Length], rect: Rect) {
        let columns = self.measure.columns_of(points, rect.width);
        let numbers: Vec<f64> = series.points.iter().map(|point| point.number).collect();
        let (least, largest) = (numbers.iter().copied().fold(f64::MAX, f64::min), numbers.iter().copied().fold(0.0, f64::max));
        let from = if least < largest * FLAT { 0.0 } else { least };
        let plot = Rect { y: rect.y + self.measure.over_line(&columns), height: columns.size.scale(PLOT), ..rect };
        // Where it does not begin at nought the least value stands over the foot: its words have room there.
        let low = if from > 0.0 { plot.height.scale(0.3) } else { Length::ZERO };
        let part = |number: f64| if largest > from { (number - from) / (largest - from) } else { 1.0 };
        let high = |number: f64| plot.bottom() - low - (plot.height - low).scale(part(number));
        let at = |i: usize| {
            let x = if self.right_to_left { rect.right() - along[i] } else { rect.x + along[i] };
            Point::new(x, high(numbers[i]))
        };
        let places: Vec<Point> = (0..points.len()).map(at).collect();
        let (thick, thin) = (self.thickness(columns.size, THICK), self.thickness(columns.size, THIN));
        // From nought, or from the least value to the largest: no other height has a meaning.
        let marks = if from > 0.0 { vec![high(least), high(largest)] } else { vec![high(0.0)] };
        for y in marks {
            self.fill(Path::rect(Rect::new(rect.x, y - thin / 2, rect.width, thin)), series.color.clone(), series.origin);
        }
        for pair in places.windows(2) {
            self.fill(thick_line(pair[0], pair[1], thick), series.color.clone(), series.origin);
        }
        let side = columns.size.scale(DOT);
        for (i, (place, (value, key))) in places.iter().zip(points).enumerate() {
            let is_last = i + 1 == points.len();
            let dot = Rect::new(place.x - side / 2, place.y - side / 2, side, side);
            self.value_shape(series, dot, side / 2, thick, is_last);
            let size = self.measure.size(value, rect.width);
            let rise = size.scale(value.shaped.rise);
            let gap = size.scale(BESIDE) + side / 2;
            // In a valley the line comes down from both sides.
            let over = |j: Option<usize>| j.and_then(|j| numbers.get(j)).is_none_or(|next| *next > numbers[i]);
            let is_valley =
                over(i.checked_sub(1)) && over(Some(i + 1)) && low + plot.bottom() - place.y > gap + rise && from > 0.0;
            let top = if is_valley { place.y + gap } else { place.y - gap - rise };
            self.centered(value, *place, (top, rise), rect.width, &series.ground);
            let key_size = self.measure.size(key, rect.width);
            self.centered(key, *place, (plot.bottom() + columns.size.scale(BESIDE), key_size), rect.width, &series.ground);
        }
    }

    /// A text in the middle over or under a point, on the ground, so that no line runs through it.
    fn centered(&mut self, text: &PreparedText<'_>, at: Point, (top, height): (Length, Length), width: Length, ground: &Color) {
        let wide = self.measure.one_line(text, width);
        let place = Rect::new(at.x - wide / 2, top, wide, height);
        self.fill(Path::rect(place.outset(height.scale(0.12))), ground.clone(), text.part.origin);
        self.text(text, place);
    }
}

/// A straight line as an area.
fn thick_line(from: Point, to: Point, thick: Length) -> Path {
    let (across, down) = ((to.x - from.x).to_points(), (to.y - from.y).to_points());
    let long = across.hypot(down).max(1e-6);
    let (x, y) = (thick.scale(down / long / 2.0), thick.scale(across / long / 2.0));
    let p = Point::new;
    Path {
        segments: vec![
            Segment::Move(p(from.x + x, from.y - y)),
            Segment::Line(p(to.x + x, to.y - y)),
            Segment::Line(p(to.x - x, to.y + y)),
            Segment::Line(p(from.x - x, from.y + y)),
            Segment::Close,
        ],
    }
}
