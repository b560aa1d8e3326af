//! Large letters on a disc, in one ink beside it and another on it.

use super::draw::Pen;
use super::prepare::PreparedText;
use crate::compose::Disc;
use crate::diag::Span;
use crate::display::{Draw, FillRule, GlyphRun, Item};
use crate::geom::{Path, Point, Rect};
use crate::text::ink::outlines;

impl Pen<'_, '_> {
    /// A text and its disc, under all other words of the face where the area has no ground of its own: what stands near is
    /// looked at on the disc.
    pub(super) fn on_disc(&mut self, text: &PreparedText<'_>, rect: Rect, has_ground: bool) {
        let from = self.face.items.len();
        self.text(text, rect);
        if let Some(disc) = &text.part.disc {
            self.behind(disc, from, text.part.origin);
        }
        if !has_ground {
            let added = self.face.items.len() - from;
            self.face.items[self.grounds..].rotate_right(added);
        }
    }

    /// The letters drawn last stay words beside the disc, and are outlines on it.
    fn behind(&mut self, disc: &Disc, from: usize, origin: Span) {
        let run = |item: &Item| match &item.draw {
            Draw::Glyphs(run) => Some(run.clone()),
            _ => None,
        };
        let runs: Vec<GlyphRun> = self.face.items[from..].iter().filter_map(run).collect();
        let inked = runs.iter().filter_map(|run| self.inks.of_run(run)).reduce(Rect::union);
        let Some(ink) = inked else { return };
        let centre = Point::new(ink.x + ink.width / 2, ink.y + ink.height / 2);
        let path = Path::circle(centre, ink.height.scale(disc.size / 2.0));
        let letter = |run: &GlyphRun| Draw::Fill { path: outlines(run), rule: FillRule::NonZero, color: disc.ink.clone() };
        let letters = Draw::Clip { path: path.clone(), items: runs.iter().map(letter).collect() };
        self.fill(path, disc.color.clone(), origin);
        self.face.items.push(Item { draw: letters, element: None, origin });
    }
}
