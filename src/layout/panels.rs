//! Panels to faces: what was laid out by itself is turned and put in its places.

use crate::compose::PanelPlacement;
use crate::display::{AreaBox, Code, Draw, ElementId, Face, GlyphRun, Item};
use crate::geom::{Path, Point, Rect, Size, Turn};

/// Faces made of their panels, in the order of the first panel of each. The bleed of a face is what its art reaches.
pub fn join(laid_out: Vec<(&PanelPlacement, Face)>) -> Vec<Face> {
    let mut faces: Vec<Face> = Vec::new();
    for (spot, panel) in laid_out {
        if !faces.iter().any(|f| f.name == spot.face) {
            faces.push(Face::blank(spot.face.clone(), spot.trim));
        }
        let Some(face) = faces.iter_mut().find(|f| f.name == spot.face) else { continue };
        face.bleed = face.bleed.max(panel.bleed);
        match spot.places.as_slice() {
            [at] if *at == Point::default() && spot.turn == Turn::None && face.items.is_empty() => {
                *face = Face { name: spot.face.clone(), trim: spot.trim, bleed: face.bleed, ..panel };
            }
            places => {
                let first = face.elements.len() as u32;
                for (i, at) in places.iter().enumerate() {
                    let before = face.elements.len();
                    Placed { at: *at, turn: spot.turn, size: panel.trim }.add(&panel, face);
                    for (id, element) in (first..).zip(&mut face.elements[before..]).filter(|_| i > 0) {
                        element.repeats = Some(ElementId(id));
                    }
                }
            }
        }
    }
    faces
}

/// Where a panel goes: its corner, its turn, and its size as it is read.
pub(super) struct Placed {
    pub at: Point,
    pub turn: Turn,
    pub size: Size,
}

impl Placed {
    fn add(&self, panel: &Face, face: &mut Face) {
        let before = face.elements.len() as u32;
        face.elements.extend(panel.elements.iter().cloned());
        face.items.extend(panel.items.iter().map(|item| Item {
            draw: self.draw(&item.draw),
            element: item.element.map(|ElementId(id)| ElementId(id + before)),
            origin: item.origin,
        }));
        face.codes.extend(panel.codes.iter().map(|code| Code { rect: self.rect(code.rect), ..code.clone() }));
        face.quiet.extend(panel.quiet.iter().map(|rect| self.rect(*rect)));
        face.areas.extend(panel.areas.iter().map(|area| AreaBox { rect: self.rect(area.rect), ..area.clone() }));
    }

    fn point(&self, p: Point) -> Point {
        self.turn.point(p, self.size).moved(self.at)
    }

    fn rect(&self, r: Rect) -> Rect {
        self.turn.rect(r, self.size).moved(self.at.x, self.at.y)
    }

    fn path(&self, path: &Path) -> Path {
        path.through(|p| self.point(p))
    }

    pub(super) fn draw(&self, draw: &Draw) -> Draw {
        draw.map(&|leaf| self.leaf(leaf), &|path| self.path(path))
    }

    fn leaf(&self, leaf: &Draw) -> Draw {
        match leaf {
            Draw::Fill { path, rule, color } => Draw::Fill { path: self.path(path), rule: *rule, color: color.clone() },
            Draw::Stroke { path, width, dash, color } => {
                Draw::Stroke { path: self.path(path), width: *width, dash: dash.clone(), color: color.clone() }
            }
            Draw::Glyphs(run) => {
                Draw::Glyphs(GlyphRun { origin: self.point(run.origin), turn: self.turn.after(run.turn), ..run.clone() })
            }
            Draw::Image { raster, rect, turn } => {
                Draw::Image { raster: raster.clone(), rect: self.rect(*rect), turn: self.turn.after(*turn) }
            }
            Draw::Clip { .. } | Draw::Faded { .. } => leaf.clone(),
        }
    }
}
