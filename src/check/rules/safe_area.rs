//! `unsafe-area`: nothing that must be read comes nearer to the cut than the format's safe area: knives wander
//! (print_standards_measured.md, A.3). Nor does it stand in a zone that the format keeps clear, where a die goes through
//! or fingers hide it.

use crate::check::{Preflight, Rule, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face, GlyphRun};
use crate::geom::{Length, Rect};
use crate::model::Format;
use crate::text::ink::InkCache;

/// Words and codes nearer to the trim than the format's `safe`, or in its `clear` zones.
pub struct SafeArea;

/// A tenth of a point: what rounding may cost.
const SAME: Length = Length::emu(1270);

impl Rule for SafeArea {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let safe = Safe::of(face, preflight.format);
        let mut found: Vec<Diagnostic> = Vec::new();
        let codes = face.codes.iter().map(|code| (code.rect, code.origin, code.block.as_str()));
        let texts = face.items.iter().filter_map(|item| match &item.draw {
            Draw::Glyphs(run) if has_ink(run) => {
                let block = item.element.and_then(|e| face.elements.get(e.0 as usize)).map(|e| e.block.as_str());
                let near = extent(run);
                // A great figure has its white beside it: what is looked at is its ink.
                let of_ink = || InkCache::default().of_glyphs(run).into_iter().reduce(Rect::union).unwrap_or(near);
                let rect = if safe.holds(near) { near } else { of_ink() };
                Some((rect, item.origin, block.unwrap_or_default()))
            }
            _ => None,
        });
        for (rect, origin, block) in codes.chain(texts) {
            // The band of a draft is there to be seen, not to be kept.
            if block == "draft" || block.is_empty() || found.iter().any(|d| d.span == origin) {
                continue;
            }
            let message = if !safe.holds(rect) {
                format!("`{block}` comes nearer to the cut than {:.1} mm on the {}", preflight.format.safe.to_mm(), face.name)
            } else if safe.clear.iter().any(|zone| zone.overlaps(rect)) {
                format!("`{block}` stands where nothing may stand on the {}", face.name)
            } else {
                continue;
            };
            let diagnostic =
                Diagnostic::error(&checks::UNSAFE_AREA, origin, message).help("give the layout a larger `margin` in the theme");
            found.push(placed(diagnostic, face, rect));
        }
        found
    }
}

/// Where things that matter may stand.
struct Safe {
    area: Rect,
    round: bool,
    clear: Vec<Rect>,
}

impl Safe {
    fn of(face: &Face, format: &Format) -> Safe {
        let area = face.trim.at(Length::ZERO, Length::ZERO).outset(SAME - format.safe);
        // The back is seen from behind: what is at the left of the front is at its right.
        let front = format.faces.first().is_none_or(|f| f.value == face.name);
        let seen = |zone: &Rect| if front { *zone } else { Rect { x: face.trim.width - zone.right(), ..*zone } };
        Safe { area, round: format.round, clear: format.clear.iter().map(seen).collect() }
    }

    /// Whether a box lies inside: all four corners inside the ellipse of a round trim.
    fn holds(&self, rect: Rect) -> bool {
        if !self.round {
            return self.area.contains(rect);
        }
        let (across, down) = (self.area.width / 2, self.area.height / 2);
        let inside = |x: Length, y: Length| {
            let (dx, dy) = ((x - self.area.x - across).ratio(across), (y - self.area.y - down).ratio(down));
            dx * dx + dy * dy <= 1.0
        };
        [rect.x, rect.right()].into_iter().all(|x| [rect.y, rect.bottom()].into_iter().all(|y| inside(x, y)))
    }
}

/// Whether a run has more than the space that hangs over the end of a line, and signs that order text.
fn has_ink(run: &GlyphRun) -> bool {
    let of_nothing =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    !run.text.chars().all(of_nothing)
}

/// Opening signs of Chinese and Japanese: the left half of their square is white.
const OPENING: [char; 12] = ['“', '‘', '「', '『', '（', '《', '〈', '【', '〔', '［', '〖', '〘'];

/// From the ink of the first glyph to the origin of the last one, from the height of capitals to the baseline.
fn extent(run: &GlyphRun) -> Rect {
    let last = run.glyphs.iter().map(|g| g.offset.x).max().unwrap_or_default();
    let height = run.size.scale(0.7);
    let is_square = run.glyphs.get(1).is_some_and(|second| second.offset.x >= run.size.scale(0.9));
    let white = if is_square && run.text.starts_with(OPENING) { run.size.scale(0.5) } else { Length::ZERO };
    run.lying(Rect::new(run.origin.x + white, run.origin.y - height, last - white, height))
}
