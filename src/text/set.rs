//! Lines to glyph runs: positions on paper for a size and a place.

use super::{Breaks, Shaped};
use crate::color::Color;
use crate::display::{Glyph, GlyphRun};
use crate::geom::{Length, Point, Turn};
use parley::layout::GlyphRun as ParleyRun;
use std::sync::Arc;

/// One line of glyphs. Positions are from the left end of its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct SetLine {
    pub runs: Vec<GlyphRun>,
    /// Advance without the space at its end.
    pub width: Length,
}

impl Shaped {
    /// The glyphs of each line at a size, in the given colour.
    pub fn set(&self, breaks: &Breaks, size: Length, color: &Color) -> Vec<SetLine> {
        let mut layout = self.layout.clone();
        let mut breaker = layout.break_lines();
        let mut start = 0;
        for &end in &breaks.ends {
            let characters: u32 = self.atoms[start..end].iter().map(|a| a.characters).sum();
            breaker.break_next_with_length(characters);
            start = end;
        }
        breaker.finish();
        layout.lines().map(|line| self.set_line(&line, size, color)).collect()
    }

    fn set_line(&self, line: &parley::layout::Line<'_, ()>, size: Length, color: &Color) -> SetLine {
        let metrics = line.metrics();
        let em = Shaped::shaping_size();
        let to_paper = |units: f32| size.scale(f64::from(units) / em);
        // White space at the end of a line hangs: on the right of a left-to-right line, on the left of the other.
        let hanging = to_paper(metrics.hanging_advance);
        let shift = to_paper(metrics.offset + metrics.inline_min_coord) + if self.right_to_left { hanging } else { Length::ZERO };
        let runs: Vec<GlyphRun> =
            Shaped::glyph_runs(line).iter().filter_map(|run| self.set_run(run, size, color, shift)).collect();
        SetLine { runs, width: to_paper(metrics.advance) - hanging }
    }

    fn set_run(&self, run: &ParleyRun<'_, ()>, size: Length, color: &Color, shift: Length) -> Option<GlyphRun> {
        let em = Shaped::shaping_size();
        let to_paper = |units: f32| size.scale(f64::from(units) / em);
        let font = self.fonts.get(&run.run().font().data.id())?;
        let text_range = run.run().text_range();
        let left = run.offset();
        let mut glyphs = Vec::new();
        let mut x = left;
        // Clusters in visual order carry the text of each glyph; their glyphs are those of the run, in order.
        for cluster in run.run().visual_clusters() {
            let range = cluster.text_range();
            // Isolates and the like order the letters and leave nothing on paper.
            let is_drawn = self.text[range.clone()].chars().any(|c| !leaves_nothing(c));
            // Its first glyph with an advance stands for the text: from right to left, dots and marks come before it.
            let bearer = cluster.glyphs().position(|glyph| glyph.advance > 0.0).unwrap_or(0);
            for (index, glyph) in cluster.glyphs().enumerate() {
                let text = match index == bearer {
                    true => (range.start - text_range.start) as u32..(cluster_end(&cluster, run) - text_range.start) as u32,
                    false => 0..0,
                };
                let offset = Point::new(to_paper(x + glyph.x - left), to_paper(glyph.y));
                x += glyph.advance;
                if glyph.id != 0 && is_drawn {
                    glyphs.push(Glyph { id: glyph.id as u16, offset, text });
                }
            }
        }
        if glyphs.is_empty() {
            return None;
        }
        Some(GlyphRun {
            turn: Turn::None,
            font: Arc::clone(font),
            size,
            origin: Point::new(to_paper(left) - shift, Length::ZERO),
            glyphs,
            text: self.text[text_range].to_string(),
            color: color.clone(),
        })
    }
}

/// End of the text a cluster's glyphs stand for: a ligature's reaches over the clusters it has swallowed.
fn cluster_end(cluster: &parley::layout::Cluster<'_, ()>, run: &ParleyRun<'_, ()>) -> usize {
    let limit = run.run().text_range().end;
    let mut end = cluster.text_range().end;
    if cluster.is_ligature_start() {
        let mut next = cluster.next_logical();
        while let Some(c) = next.filter(|c| c.is_ligature_continuation() && c.text_range().end <= limit) {
            end = end.max(c.text_range().end);
            next = c.next_logical();
        }
    }
    end
}

/// Signs that order and break text; joiners are not among them, they belong to the words.
fn leaves_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
