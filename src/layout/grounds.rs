//! What lies under words: the colour of the face, panels behind their areas, and how far each reaches.

use super::draw::Pen;
use super::layers::shown;
use super::places::covering;
use super::prepare::PreparedArea;
use super::shades::shade;
use crate::color::Color;
use crate::compose::{Cell, GroundStyle, Panel};
use crate::diag::Span;
use crate::display::{Draw, Item};
use crate::geom::{Corner, Edges, Length, Path, Point, Rect, Sides};

impl Pen<'_, '_> {
    /// The face's own colour and the panels.
    pub(super) fn grounds(&mut self) {
        let artboard = self.artboard;
        let sheet = artboard.trim.at(Length::ZERO, Length::ZERO);
        if let Some(fill) = &artboard.fill {
            let rect = sheet.grow(artboard.bleed);
            self.ground(Path::rect(rect), rect, (&fill.color, &artboard.style), artboard.origin);
        }
        for panel in &artboard.panels {
            let covered = self.covered(panel);
            if let Some(rect) = covered {
                let padding = if artboard.right_to_left { panel.padding.mirrored() } else { panel.padding };
                let rect = self.reach(rect, panel.extend, padding);
                let edges = self.straight_at_trim(&panel.style, rect, panel.extend);
                let path = self.shape(rect, panel.radius, edges, &panel.style);
                if edges.iter().any(Option::is_some) || panel.style.border.is_some() {
                    self.shaped.push((panel.cell, self.inside(rect, &panel.style).unwrap_or_else(|| path.clone())));
                }
                self.ground(path.clone(), rect, (&panel.ground.color, &panel.style), panel.origin);
                if let Some(art) = &panel.art {
                    let whole = covering(rect, art.art.ratio(), art.focus);
                    let draw = Draw::Clip { path, items: shown(&art.art, whole, panel.repeat.map(|size| (rect, size))) };
                    self.face.items.push(Item { draw, element: None, origin: panel.origin });
                }
                self.border(rect, &panel.style, panel.origin);
            }
        }
    }

    /// The rectangle round the areas of a panel, and round the cells of its flows: their padding is the panel's inset. On the
    /// sides where its cells end the grid it does too, whatever of them is empty or does not fill them.
    fn covered(&self, panel: &Panel) -> Option<Rect> {
        let inside = |cell: Cell| panel.cell.contains(cell);
        let areas = self.prepared.areas.iter().zip(&self.fitted.rectangles).filter(|(a, _)| inside(a.area.cell));
        let flows = self.artboard.flows.iter().zip(&self.fitted.flows).filter(|(flow, _)| inside(flow.cell));
        let in_cell = |(area, rect): (&PreparedArea<'_>, &Rect)| {
            let rise = self.measure.rise(area.area);
            Rect { y: rect.y + rise, height: rect.height - rise, ..*rect }
        };
        let found = areas.map(in_cell).chain(flows.map(|(_, rect)| *rect)).reduce(Rect::union)?;
        let (frame, cell, (rows, columns)) = (self.fitted.frame, panel.cell, self.artboard.grid);
        let left = if cell.column == 0 { frame.x } else { found.x };
        let top = if cell.row == 0 { frame.y } else { found.y };
        let right = if cell.column + cell.columns == columns { frame.right() } else { found.right() };
        let bottom = if cell.row + cell.rows == rows { frame.bottom() } else { found.bottom() };
        Some(self.mirrored(Rect::new(left, top, right - left, bottom - top)))
    }

    /// A ground's rectangle: out to the bleed on the sides where it ends the grid, grown by its padding elsewhere.
    pub(super) fn reach(&self, rect: Rect, extend: bool, padding: Sides) -> Rect {
        let frame = self.fitted.frame;
        let bleed = self.artboard.bleed;
        let trim = self.artboard.trim;
        let near = |a: Length, b: Length| (a - b).abs() < Length::points(0.5);
        let side = |touches: bool, to_edge: Length, padding: Length| if extend && touches { to_edge } else { padding };
        rect.grow(Sides {
            // Below the band of a draft, grounds begin where it ends.
            top: match self.fitted.band.is_zero() {
                true => side(near(rect.y, frame.y), rect.y + bleed.top, padding.top),
                false if extend && near(rect.y, frame.y) => rect.y - self.fitted.band,
                false => padding.top,
            },
            right: side(near(rect.right(), frame.right()), trim.width - rect.right() + bleed.right, padding.right),
            bottom: side(near(rect.bottom(), frame.bottom()), trim.height - rect.bottom() + bleed.bottom, padding.bottom),
            left: side(near(rect.x, frame.x), rect.x + bleed.left, padding.left),
        })
    }

    /// Left and right change places on a right-to-left sheet.
    pub(super) fn mirrored(&self, rect: Rect) -> Rect {
        match self.artboard.right_to_left {
            true => Rect { x: self.artboard.trim.width - rect.right(), ..rect },
            false => rect,
        }
    }

    /// Fills an outline in a rectangle with a colour, or with one that runs into another.
    pub(super) fn ground(&mut self, path: Path, rect: Rect, (color, style): (&Color, &GroundStyle), origin: Span) {
        let Some(gradient) = &style.gradient else { return self.fill(path, color.clone(), origin) };
        let draw = Draw::Clip { path, items: shade(rect, color, gradient, self.right_to_left) };
        self.face.items.push(Item { draw, element: None, origin });
    }

    /// The edges of a ground, those straight that run on to the trim.
    pub(super) fn straight_at_trim(&self, style: &GroundStyle, rect: Rect, extend: bool) -> Edges {
        let mut edges = style.edges;
        if extend && edges.iter().any(Option::is_some) {
            let sheet = self.artboard.trim.at(Length::ZERO, Length::ZERO);
            let mirrored = self.right_to_left;
            let at = |a: Length, b: Length| a <= b + Length::points(0.5);
            let (left, right) = (at(rect.x, sheet.x), at(sheet.right(), rect.right()));
            let (left, right) = if mirrored { (right, left) } else { (left, right) };
            let runs_on = [at(rect.y, sheet.y), right, at(sheet.bottom(), rect.bottom()), left];
            edges.iter_mut().zip(runs_on).filter(|(_, runs_on)| *runs_on).for_each(|(edge, _)| *edge = None);
        }
        edges
    }

    /// The outline of a ground. Its edges are given as words run: from right to left they are mirrored.
    pub(super) fn shape(&self, rect: Rect, radius: Length, edges: Edges, style: &GroundStyle) -> Path {
        // A line along the edge gives the ground its corners.
        if let Some(border) = style.border.as_ref().filter(|b| b.inset.is_zero() && b.corner != Corner::Square)
            && edges.iter().all(Option::is_none)
            && self.on_sheet(rect) == rect
        {
            return Path::cornered(rect, border.corner, border.corner.within(border.radius, -border.width / 2));
        }
        let path = Path::shaped(rect, radius, &edges);
        if !self.right_to_left || edges.iter().all(Option::is_none) {
            return path;
        }
        path.through(|p| Point::new(rect.x + rect.right() - p.x, p.y))
    }

    /// What a picture in a cell is cut to: its own outline, and that of the panel it stands on.
    pub(super) fn cut_to_panel(&self, cell: Cell, draws: Vec<Draw>) -> Vec<Draw> {
        let panel = self.shaped.iter().rev().find(|(panel, _)| panel.contains(cell));
        match panel {
            Some((_, path)) => vec![Draw::Clip { path: path.clone(), items: draws }],
            None => draws,
        }
    }
}
