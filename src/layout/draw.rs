//! Rectangles to items: grounds first, then each area's parts from top to bottom.

use super::fit::Fitted;
use super::layers::in_layers;
use super::measure::{Measure, Setting};
use super::places::placed;
use super::prepare::{Lockup, Prepared, PreparedPart, PreparedText};
use super::sizes::Sizes;
use crate::color::Color;
use crate::compose::{Area, Artboard, Cell, CodePart, Part, RuleLine};
use crate::diag::{Diagnostic, Span, checks};
use crate::display::{AreaBox, Code, Draw, Element, ElementId, Face, FillRule, GlyphRun, Item, Link, Role};
use crate::geom::{Length, Path, Point, Rect, Sides};
use crate::model::{Align, Place, Side};
use crate::text::ink::InkCache;

/// Characters that a line must have room for before both its edges are made straight.
const LONG_LINE: f64 = 45.0;
/// How far ink may reach over and under its box, and to its sides, in ems: the accents of `Ế`, the lean of italics.
const BOX_TALL: f64 = 0.42;
const BOX_WIDE: f64 = 0.25;
/// How far a mark over or under a letter may reach out of that still, in ems.
const MARK: f64 = 0.03;

/// The finished face, and ink that lies outside its place.
pub(super) fn draw(
    artboard: &Artboard,
    prepared: &Prepared<'_>,
    fitted: &Fitted,
    inks: &mut InkCache,
) -> (Face, Vec<Diagnostic>) {
    let measure = Measure { scale: &artboard.scale, setting: fitted.setting, sizes: &fitted.sizes };
    let face = Face {
        bleed: artboard.bleed.top.max(artboard.bleed.right).max(artboard.bleed.bottom).max(artboard.bleed.left),
        ..Face::blank(artboard.face.clone(), artboard.trim)
    };
    let mut pen = Pen {
        artboard,
        prepared,
        fitted,
        measure,
        face,
        block: String::new(),
        order: 0,
        echoes: false,
        smallest: None,
        language: artboard.language.clone(),
        right_to_left: artboard.right_to_left,
        risen_over: Length::ZERO,
        room: (Length::ZERO, Length::ZERO),
        sheet: artboard.trim.at(Length::ZERO, Length::ZERO),
        grounds: 0,
        shaped: Vec::new(),
        inks,
        outside: Vec::new(),
    };
    let free = fitted.free.iter().map(|rect| pen.mirrored(*rect)).collect::<Vec<_>>();
    pen.face.quiet = free.into_iter().chain(artboard.clear.iter().copied()).collect();
    pen.grounds();
    pen.draft();
    let (behind, before) = in_layers(prepared);
    behind.into_iter().for_each(|index| pen.area(index));
    // Discs lie under all words, and over pictures that lie behind these.
    pen.grounds = pen.face.items.len();
    before.into_iter().for_each(|index| pen.area(index));
    pen.frame();
    (pen.face, pen.outside)
}

/// Whether a picture that fills the area runs on to the trim.
fn is_full_bleed(area: &Area) -> bool {
    area.parts.iter().any(|part| matches!(part, Part::Picture(picture) if picture.crop && picture.extend))
}

/// Draws one artboard into a face.
pub(super) struct Pen<'p, 'a> {
    pub artboard: &'p Artboard,
    pub prepared: &'p Prepared<'a>,
    pub fitted: &'p Fitted,
    pub measure: Measure<'p>,
    pub face: Face,
    /// Block being drawn, and the smallest type set in it so far.
    block: String,
    order: u32,
    echoes: bool,
    smallest: Option<Length>,
    /// Language and direction of the area being drawn.
    pub language: String,
    pub right_to_left: bool,
    /// How much of the foot of the area being drawn is under another one that rises over it.
    risen_over: Length,
    /// How far signs may hang out of the area's words on the left and on the right.
    room: (Length, Length),
    /// Ink stays inside.
    pub sheet: Rect,
    /// How many of the items are grounds: of the face, of its panels, and pictures that lie behind words.
    pub grounds: usize,
    /// The outlines of panels that are no rectangles.
    pub shaped: Vec<(Cell, Path)>,
    pub inks: &'p mut InkCache,
    /// Ink that reaches out of its place.
    pub outside: Vec<Diagnostic>,
}

impl Pen<'_, '_> {
    /// The band of an unreviewed translation, across the top.
    fn draft(&mut self) {
        let (Some(text), Some((_, ground))) = (&self.prepared.draft, &self.artboard.draft) else { return };
        let (trim, bleed) = (self.artboard.trim, self.artboard.bleed);
        let band =
            Rect::new(Length::ZERO, Length::ZERO, trim.width, self.fitted.band).grow(Sides { bottom: Length::ZERO, ..bleed });
        self.fill(Path::rect(band), ground.color.clone(), text.part.origin);
        let (from, width) = self.artboard.draft_room;
        let inner = Rect::new(from, Length::ZERO, width, self.fitted.band);
        let (fitted, sizes) = (self.measure.setting, self.measure.sizes);
        // A stamp that goes when the words are reviewed: as large as its band was made for.
        self.measure.sizes = const { &Sizes::FREE };
        if width < trim.width - self.artboard.safe * 2 || fitted.beyond > 1.0 || fitted.scale > 1.0 {
            // Beside a tool's line there is no more room than the band was made for, nor does it grow with a face.
            self.measure.setting = Setting::OWN;
        }
        let height = self.measure.text_height(text, inner.width);
        let top = self.fitted.band - height - self.artboard.scale.minimum_note.scale(0.3);
        self.block = "draft".to_string();
        self.text(text, Rect { y: top, height, ..inner });
        (self.measure.setting, self.measure.sizes) = (fitted, sizes);
    }

    fn area(&mut self, index: usize) {
        let area = self.prepared.areas[index].area;
        let rect = self.mirrored(self.fitted.rectangles[index]);
        self.block = area.block.clone();
        self.order = area.order;
        self.echoes = area.echoes;
        self.smallest = None;
        self.right_to_left = area.right_to_left;
        self.language.clone_from(&area.language);
        if let Some(fill) = &area.fill {
            let reach = self.reach(rect, area.extend, Sides::default());
            let edges = self.straight_at_trim(&area.style, reach, area.extend);
            let path = self.shape(reach, area.radius, edges, &area.style);
            self.ground(path, reach, (&fill.color, &area.style), area.origin);
        }
        if let Some(rule) = &area.rule {
            self.rule(rule, rect, area.origin);
        }
        let inner = rect.shrink(self.padding(area));
        self.room = self.room(area, rect, inner);
        self.risen_over = self.risen_over(index);
        let parts = self.prepared.areas[index].parts(self.fitted.short[index]);
        if area.turned {
            self.turned(area, parts, inner);
        } else if self.measure.is_row(area, parts) {
            self.row(area, parts, inner);
        } else {
            self.stack(area, parts, inner, area.place);
        }
        if area.style.border.is_some() {
            let runs_on = area.extend || is_full_bleed(area);
            self.border(self.reach(rect, runs_on, Sides::default()), &area.style, area.origin);
        }
        let smallest = self.smallest;
        self.face.areas.push(AreaBox { block: area.block.clone(), rect, smallest, origin: area.origin });
    }

    /// The first part at the start, the others stacked beside it.
    fn row(&mut self, area: &Area, parts: &[PreparedPart<'_>], inner: Rect) {
        let first = self.measure.first_width(parts, inner.width);
        let gap = self.measure.row_gap();
        let rest = inner.width - first - gap;
        let (first_x, rest_x) = match self.right_to_left {
            true => (inner.right() - first, inner.x),
            false => (inner.x, inner.x + first + gap),
        };
        self.stack(area, &parts[..1], Rect { x: first_x, width: first, ..inner }, area.place);
        let height = self.measure.part_height(&parts[0], first).max(self.measure.plain_stack(area, &parts[1..], rest));
        let top = placed(inner, height, area.place);
        let beside = Rect { x: rest_x, y: top, width: rest, height };
        self.stack(area, &parts[1..], beside, Place::Center);
    }

    pub(super) fn stack(&mut self, area: &Area, parts: &[PreparedPart<'_>], inner: Rect, place: Place) {
        let height = self.measure.plain_stack(area, parts, inner.width);
        // Words on a picture stand clear of what rises over its foot.
        let on_picture = matches!(parts, [PreparedPart::Picture(picture), _, ..] if picture.crop);
        let risen = if on_picture { self.risen_over } else { Length::ZERO };
        let mut y = placed(inner, height, place);
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                y += self.measure.gap(area, part, inner.width);
            }
            let height = self.measure.part_height(part, inner.width);
            let clear = if i > 0 && risen > Length::ZERO && y + height > inner.bottom() - risen {
                (inner.bottom() - risen - height).max(inner.y)
            } else {
                y
            };
            self.part(area, part, Rect { y: clear, height, ..inner }, inner);
            y += height;
        }
    }

    fn part(&mut self, area: &Area, part: &PreparedPart<'_>, rect: Rect, inner: Rect) {
        match part {
            PreparedPart::Text(text) if text.part.disc.is_some() => self.on_disc(text, rect, area.fill.is_some()),
            PreparedPart::Text(text) if text.part.plate.is_some() => self.on_plate(text, rect),
            PreparedPart::Text(text) => self.text(text, rect),
            PreparedPart::Items { .. } => self.items(part, rect),
            PreparedPart::Figures { row, figures } => self.figures(figures, &row.arrow, rect),
            PreparedPart::Legend(legend) => self.legend(legend, rect),
            PreparedPart::Chart { chart, hero } => self.chart(chart, hero.as_ref(), rect),
            PreparedPart::Series { series, points } => self.series(series, points, rect),
            PreparedPart::Code(code) => self.code(code, rect),
            PreparedPart::Marks(row) => self.marks(row, rect),
            PreparedPart::Picture(picture) if picture.crop => {
                let room =
                    self.reach(self.reaching_behind(picture, self.area_rect(area, inner)), picture.extend, Sides::default());
                let place = self.whole(picture, area.place, inner, room).unwrap_or(room);
                let edges = self.straight_at_trim(&area.style, place, picture.extend);
                let shape = self.shape(place, Length::ZERO, edges, &area.style);
                self.picture(picture, place, (area.cell, &shape));
            }
            PreparedPart::Picture(picture) => {
                let width = self.measure.picture_width(picture, rect.width);
                let x = rect.x + self.aligned(rect.width - width, picture.align);
                let place = Rect { x, width, ..rect };
                self.picture(picture, place, (area.cell, &Path::rect(place)));
            }
        }
    }

    /// An area's padding as its words run.
    fn padding(&self, area: &Area) -> Sides {
        if self.right_to_left { area.padding.mirrored() } else { area.padding }
    }

    /// A picture that fills its area has no padding round it.
    fn area_rect(&self, area: &Area, inner: Rect) -> Rect {
        inner.grow(self.padding(area))
    }

    /// How far a box of less width stands from the left.
    pub(super) fn aligned(&self, slack: Length, align: Align) -> Length {
        match (align, self.right_to_left) {
            (Align::Start | Align::Justify, false) | (Align::End, true) => Length::ZERO,
            (Align::Center, _) => slack / 2,
            (Align::End, false) | (Align::Start | Align::Justify, true) => slack,
        }
    }

    pub(super) fn text(&mut self, text: &PreparedText<'_>, rect: Rect) {
        let id = self.element(text, text.part.role.clone());
        self.lines(text, rect, Some(id));
    }

    /// How far signs may hang out of words on either side: not out of a ground, the safe area or half a gap.
    fn room(&self, area: &Area, rect: Rect, inner: Rect) -> (Length, Length) {
        let safe = self.artboard.trim.at(Length::ZERO, Length::ZERO).shrink(Sides::all(self.artboard.safe));
        let gap = self.artboard.gap.1 / 2;
        let ground = area.fill.is_some() && !area.extend;
        let panel = self.artboard.panels.iter().find(|p| !p.extend && p.cell.contains(area.cell));
        let side = |to_safe: Length, own: Length, panel: Option<Length>, at_edge: bool| {
            let room = if ground { own } else { to_safe.min(own + panel.unwrap_or(Length::MAX)) };
            if at_edge { room } else { room.min(own + gap) }.max(Length::ZERO)
        };
        let frame = self.fitted.frame;
        let near = |a: Length, b: Length| (a - b).abs() < Length::points(0.5);
        (
            side(inner.x - safe.x, inner.x - rect.x, panel.map(|p| p.padding.left), near(rect.x, frame.x)),
            side(
                safe.right() - inner.right(),
                rect.right() - inner.right(),
                panel.map(|p| p.padding.right),
                near(rect.right(), frame.right()),
            ),
        )
    }

    /// Sets a paragraph's lines from the top of a rectangle.
    pub(super) fn lines(&mut self, text: &PreparedText<'_>, rect: Rect, element: Option<ElementId>) {
        let size = self.measure.size(text, rect.width);
        self.smallest = Some(self.smallest.map_or(size, |s| s.min(size)));
        if let Some((lockup, sizes)) = self.measure.locked(text, rect.width) {
            self.locked(text, lockup, &sizes, rect, element);
            return;
        }
        let breaks = text.shaped.breaks(rect.width.ratio(size), text.part.balance);
        let justified = (text.part.align == Align::Justify && self.is_long_enough(text, rect.width.ratio(size)))
            .then(|| rect.width.ratio(size));
        let mut baseline = rect.y + size.scale(text.shaped.rise);
        let height = self.measure.text_height(text, rect.width);
        let place = Rect { height, ..rect };
        for line in text.shaped.set(&breaks, size, &text.part.color, justified) {
            let x = rect.x + self.aligned(rect.width - line.width, text.part.align) + self.hanging(line.hang, text.part.align);
            for mut run in line.runs {
                run.origin = Point::new(run.origin.x + x, run.origin.y + baseline);
                self.check_ink(&run, place, text);
                self.face.items.push(Item { draw: Draw::Glyphs(run), element, origin: text.part.origin });
            }
            baseline += size.scale(self.measure.line(text));
        }
    }

    /// Sets a lockup: each line at its own size, the ink of all from one edge to the other.
    fn locked(&mut self, text: &PreparedText<'_>, lockup: &Lockup, sizes: &[Length], rect: Rect, element: Option<ElementId>) {
        let place = Rect { height: self.measure.text_height(text, rect.width), ..rect };
        let mut top = rect.y;
        for (i, (size, (left, ink))) in sizes.iter().zip(&lockup.inks).enumerate() {
            if i > 0 {
                top += self.measure.between(text, sizes[i - 1], *size);
            }
            let baseline = top + size.scale(text.shaped.rise);
            let slack = rect.width - size.scale(*ink);
            let x = rect.x + self.aligned(slack, text.part.align) - size.scale(*left);
            let set = text.shaped.set(&lockup.breaks, *size, &text.part.color, None).into_iter().nth(i);
            for mut run in set.into_iter().flat_map(|line| line.runs) {
                run.origin = Point::new(run.origin.x + x, run.origin.y + baseline);
                self.check_ink(&run, place, text);
                self.face.items.push(Item { draw: Draw::Glyphs(run), element, origin: text.part.origin });
            }
            top = baseline;
        }
    }

    /// Whether lines have room for 45 characters: shorter ones get rivers when their edges are made straight.
    fn is_long_enough(&self, text: &PreparedText<'_>, width: f64) -> bool {
        let full = text.shaped.full_width();
        full > 0.0 && text.shaped.characters() as f64 * width / full >= LONG_LINE
    }

    /// How far a line is moved so that the sign at its edge hangs out.
    fn hanging(&self, hang: (Length, Length), align: Align) -> Length {
        match (align, self.right_to_left) {
            (Align::Start | Align::Justify, false) => -hang.0.min(self.room.0),
            (Align::End, false) => hang.1.min(self.room.1),
            _ => Length::ZERO,
        }
    }

    /// Ink must stay inside the trim, and about inside its box: accents of capitals rise over it, italics lean out of it.
    fn check_ink(&mut self, run: &GlyphRun, place: Rect, text: &PreparedText<'_>) {
        let Some(ink) = self.inks.of_run(run) else { return };
        let (tall, wide) = (run.size.scale(BOX_TALL), run.size.scale(BOX_WIDE));
        let place = place.grow(Sides { top: tall, bottom: tall, left: wide + self.room.0, right: wide + self.room.1 });
        let sheet = self.sheet;
        let out = |of: Rect, allowed: Length| {
            let over = [of.x - ink.x, of.y - ink.y, ink.right() - of.right(), ink.bottom() - of.bottom()];
            over.into_iter().max().filter(|over| *over > allowed)
        };
        // Words that meet others are found for themselves: a mark may reach a hair out of its box.
        let (hair, mark) = (Length::points(0.05), run.size.scale(MARK).max(Length::points(0.05)));
        // What is larger than the theme asks for leans out further, and has no right to the edge.
        let is_grown = self.measure.setting.beyond > 1.0;
        let safe = if is_grown { sheet.outset(-self.artboard.safe) } else { sheet };
        let (over, what) = match (out(sheet, hair), out(place, mark), out(safe, hair)) {
            (Some(over), ..) => (over, "the trim"),
            (None, Some(over), _) => (over, "its box"),
            (None, None, Some(over)) => (over, "the safe area"),
            (None, None, None) => return,
        };
        let word: String = run.text.trim().chars().take(24).collect();
        let (block, face, mm) = (&self.block, &self.artboard.face, over.to_mm());
        let message = format!("ink of `{word}` in `{block}` reaches {mm:.2} mm out of {what} on the {face}");
        let help = format!("give the style of `{block}` a larger `line`, or its area more `padding`");
        let found = Diagnostic::error(&checks::INK_OUTSIDE, text.part.origin, message).help(help);
        if !self.outside.iter().any(|d| d.span == found.span) {
            self.outside.push(found);
        }
    }

    pub(super) fn element(&mut self, text: &PreparedText<'_>, role: Role) -> ElementId {
        let words = &text.part.words;
        let id = self.add_element(role, words.language.clone(), words.text(), text.part.origin);
        self.face.elements[id.0 as usize].links.clone_from(&text.part.links);
        id
    }

    pub(super) fn add_element(&mut self, role: Role, language: String, text: String, origin: Span) -> ElementId {
        let id = ElementId(self.face.elements.len() as u32);
        let (block, order, links, echoes) = (self.block.clone(), self.order, Vec::new(), self.echoes);
        self.face.elements.push(Element { role, language, text, origin, block, order, links, repeats: None, echoes });
        id
    }

    /// A white panel with four modules of quiet zone, and the code as one path.
    fn code(&mut self, code: &CodePart, rect: Rect) {
        let module = self.measure.module(code, rect.width);
        let side = module * (i64::from(code.matrix.size) + 8);
        let x = rect.x + self.aligned(rect.width - side, code.align);
        let panel = Rect::new(x, rect.y, side, side);
        self.fill(Path::rect(panel), code.panel.clone(), code.origin);
        let quiet = module * 4;
        let path = code.matrix.path(Point::new(x + quiet, rect.y + quiet), module);
        let element = self.add_element(Role::Figure { alt: code.alt.clone() }, self.language.clone(), String::new(), code.origin);
        let leads = code.target.iter().map(|target| Link { target: target.clone(), ..Link::default() });
        self.face.elements[element.0 as usize].links.extend(leads);
        let draw = Draw::Fill { path, rule: FillRule::NonZero, color: code.ink.clone() };
        self.face.items.push(Item { draw, element: Some(element), origin: code.origin });
        self.face.codes.push(Code {
            rect: panel,
            module,
            modules: code.matrix.size,
            payload: code.payload.clone(),
            block: code.block.clone(),
            origin: code.origin,
        });
    }

    fn rule(&mut self, rule: &RuleLine, rect: Rect, origin: Span) {
        let w = rule.width;
        let side = if self.right_to_left { rule.side.mirrored() } else { rule.side };
        let line = match side {
            Side::Top => Rect::new(rect.x, rect.y, rect.width, w),
            Side::Bottom => Rect::new(rect.x, rect.bottom() - w, rect.width, w),
            Side::Left => Rect::new(rect.x, rect.y, w, rect.height),
            Side::Right => Rect::new(rect.right() - w, rect.y, w, rect.height),
        };
        self.fill(Path::rect(line), rule.color.clone(), origin);
    }

    pub(super) fn fill(&mut self, path: Path, color: Color, origin: Span) {
        self.face.items.push(Item { draw: Draw::Fill { path, rule: FillRule::NonZero, color }, element: None, origin });
    }
}
