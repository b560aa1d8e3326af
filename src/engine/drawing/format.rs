//! A format: its faces side by side with trim, bleed, safe area, panels, folds, holes and lines for tools, to scale.

use super::{Anchor, Canvas, Drawing, INK, LineStyle, MUTED, Typesetter, both, letters, undated};
use crate::color::{Color, Rgb};
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::{Format, Project, Tool};

/// The paper of the drawing: letter, lying.
const PAGE: Size = Size { width: Length::emu(11 * 914_400), height: Length::emu(17 * 457_200) };
const EDGE: Length = Length::emu(914_400 / 2);
/// Between faces.
const GUTTER: Length = Length::emu(914_400 / 2);
/// For the title above and the legend below.
const HEAD: Length = Length::emu(914_400);
const FOOT: Length = Length::emu(914_400);

const TRIM: LineStyle = LineStyle::solid(INK, 1.0);
const BLEED: LineStyle = LineStyle::dashed([0, 110, 220], 0.6, &[4.0, 2.0]);
const SAFE: LineStyle = LineStyle::dashed([0, 150, 70], 0.6, &[1.0, 1.5]);
const FOLD: LineStyle = LineStyle::dashed([200, 0, 140], 0.8, &[6.0, 3.0]);
const PANEL: LineStyle = LineStyle::solid([190, 190, 190], 0.5);
const CLEAR: [u8; 3] = [250, 222, 222];
const CLEAR_EDGE: LineStyle = LineStyle::solid([220, 60, 60], 0.5);

pub(super) fn draw(project: &Project, name: &str) -> Option<Drawing> {
    let format = project.formats.get(name)?;
    let faces = format.faces.len() as i64;
    let room = Size::new((PAGE.width - EDGE * 2 - GUTTER * (faces - 1)) / faces, PAGE.height - HEAD - FOOT);
    let outer = Size::new(format.trim.width + format.bleed * 2, format.trim.height + format.bleed * 2);
    let scale = room.width.ratio(outer.width).min(room.height.ratio(outer.height)).min(1.0);
    let mut typesetter = Typesetter::new(&project.fonts);
    let mut canvas = Canvas::new(project, &mut typesetter);
    let said = if scale < 1.0 { format!("1 : {:.2}", 1.0 / scale) } else { "1 : 1".to_string() };
    canvas.words(
        &format!("{name}: {}", format.name.value),
        Point::new(EDGE, EDGE + Length::points(12.0)),
        &letters(15.0, INK),
        Anchor::Start,
    );
    let facts = format!("{}   /   {said}", both(format.trim));
    canvas.words(&facts, Point::new(EDGE, EDGE + Length::points(28.0)), &letters(9.0, MUTED), Anchor::Start);
    for (i, face) in format.faces.iter().enumerate() {
        let left = EDGE + (room.width + GUTTER) * i as i64 + (room.width - outer.width.scale(scale)) / 2;
        let top = HEAD + (room.height - outer.height.scale(scale)) / 2;
        let at = Point::new(left + format.bleed.scale(scale), top + format.bleed.scale(scale));
        let view = View { format, face: &face.value, back: i % 2 == 1, at, scale };
        view.draw(&mut canvas);
    }
    legend(format, &mut canvas);
    canvas.page(PAGE, name);
    Some(Drawing(canvas.sheets(undated(&format.name.value, "en"))))
}

/// One face at its place.
struct View<'a> {
    format: &'a Format,
    face: &'a str,
    back: bool,
    at: Point,
    scale: f64,
}

impl View<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>) {
        let trim = self.format.trim.at(Length::ZERO, Length::ZERO);
        for clear in &self.format.clear {
            let rect = self.on(self.seen(*clear));
            canvas.fill(rect, Color::Rgb(CLEAR));
            canvas.rect(rect, &CLEAR_EDGE);
        }
        for panel in self.format.panels.iter().filter(|panel| panel.face == self.face) {
            for place in &panel.places {
                let rect = self.on(panel.size.at(place.x, place.y));
                canvas.rect(rect, &PANEL);
                let middle = Point::new(rect.x + rect.width / 2, rect.y + rect.height / 2);
                if panel.places.len() == 1 {
                    canvas.words(&panel.name.value, middle, &letters(8.0, MUTED), Anchor::Middle);
                }
            }
        }
        if !self.format.bleed.is_zero() {
            self.outline(trim.outset(self.format.bleed), &BLEED, canvas);
        }
        self.outline(trim.outset(-self.format.safe), &SAFE, canvas);
        self.outline(trim, &TRIM, canvas);
        for x in &self.format.folds {
            let x = if self.back { trim.width - *x } else { *x };
            let fold = self.on(Rect::new(x, Length::ZERO, Length::ZERO, trim.height));
            canvas.line(fold.top_left(), Point::new(fold.x, fold.bottom()), &FOLD);
        }
        for y in &self.format.level_folds {
            let fold = self.on(Rect::new(Length::ZERO, *y, trim.width, Length::ZERO));
            canvas.line(fold.top_left(), Point::new(fold.right(), fold.y), &FOLD);
        }
        for line in &self.format.tools {
            let path = if self.back { line.path.mirrored(trim.width) } else { line.path.clone() };
            canvas.path(path.placed(self.at, self.scale), &tool(line.tool));
        }
        let foot = self.on(trim.outset(self.format.bleed));
        let under = Point::new(foot.x + foot.width / 2, foot.bottom() + Length::points(14.0));
        canvas.words(self.face, under, &letters(9.0, INK), Anchor::Middle);
    }

    /// The trim is a rectangle, or a circle in it.
    fn outline(&self, rect: Rect, pen: &LineStyle, canvas: &mut Canvas<'_>) {
        if rect.width <= Length::ZERO || rect.height <= Length::ZERO {
            return;
        }
        let rect = self.on(rect);
        match self.format.round {
            true => canvas.path(Path::rounded(rect, rect.width.min(rect.height) / 2), pen),
            false => canvas.rect(rect, pen),
        }
    }

    /// What is stated of the front, as it is seen on this face.
    fn seen(&self, r: Rect) -> Rect {
        if self.back { Rect { x: self.format.trim.width - r.right(), ..r } } else { r }
    }

    fn on(&self, r: Rect) -> Rect {
        let scaled = |l: Length| l.scale(self.scale);
        Rect::new(self.at.x + scaled(r.x), self.at.y + scaled(r.y), scaled(r.width), scaled(r.height))
    }
}

/// A tool's line in the colour that stands in for its ink.
fn tool(tool: Tool) -> LineStyle {
    let dash: &'static [f64] = match tool {
        Tool::Cut => &[],
        Tool::Crease => &[4.0, 2.0],
        Tool::Perforate => &[1.0, 1.0],
    };
    LineStyle { color: Color::Rgb(Rgb::likeness(tool.alternate()).0), width: 0.8, dash }
}

/// What each line is, by the keys of the file.
fn legend(format: &Format, canvas: &mut Canvas<'_>) {
    let mut rows: Vec<(LineStyle, String)> = vec![(TRIM, "trim".into())];
    let mm = |l: Length| (l.to_mm() * 100.0).round() / 100.0;
    if !format.bleed.is_zero() {
        rows.push((BLEED, format!("bleed {} mm", mm(format.bleed))));
    }
    rows.push((SAFE, format!("safe {} mm", mm(format.safe))));
    if !format.folds.is_empty() || !format.level_folds.is_empty() {
        rows.push((FOLD, "folds".into()));
    }
    if !format.clear.is_empty() {
        rows.push((CLEAR_EDGE, "clear".into()));
    }
    let used = Tool::ALL.into_iter().filter(|t| format.tools.iter().any(|line| line.tool == *t));
    rows.extend(used.map(|t| (tool(t), t.name().to_string())));
    let y = PAGE.height - EDGE;
    let mut x = EDGE;
    for (pen, words) in rows {
        canvas.line(Point::new(x, y - Length::points(3.0)), Point::new(x + Length::points(24.0), y - Length::points(3.0)), &pen);
        x += Length::points(30.0);
        x += canvas.words(&words, Point::new(x, y), &letters(9.0, INK), Anchor::Start) + Length::points(18.0);
    }
}
