//! `unsafe-area`: nothing that must be read comes nearer to the cut than the format's safe area: knives wander
//! (print_standards_measured.md, A.3).

use crate::check::{Preflight, Rule, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face, GlyphRun};
use crate::geom::{Length, Rect};

pub struct SafeArea;

/// A tenth of a point: what rounding may cost.
const SAME: Length = Length::emu(1270);

impl Rule for SafeArea {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let safe = face.trim.at(Length::ZERO, Length::ZERO).outset(SAME - preflight.format.safe);
        let mut found: Vec<Diagnostic> = Vec::new();
        let codes = face.codes.iter().map(|code| (code.rect, code.origin, code.block.clone()));
        let texts = face.items.iter().filter_map(|item| match &item.draw {
            Draw::Glyphs(run) => {
                let block = item.element.and_then(|e| face.elements.get(e.0 as usize)).map(|e| e.block.clone());
                Some((extent(run), item.origin, block.unwrap_or_default()))
            }
            _ => None,
        });
        for (rect, origin, block) in codes.chain(texts) {
            // The band of a draft is there to be seen, not to be kept.
            if safe.contains(rect) || block == "draft" || block.is_empty() || found.iter().any(|d| d.span == origin) {
                continue;
            }
            let message =
                format!("`{block}` comes nearer to the cut than {:.1} mm on the {}", preflight.format.safe.to_mm(), face.name);
            let diagnostic =
                Diagnostic::error(&checks::UNSAFE_AREA, origin, message).help("give the layout a larger `margin` in the theme");
            found.push(placed(diagnostic, face, rect));
        }
        found
    }
}

/// From the first glyph's origin to the last one's, from the height of capitals to the baseline.
fn extent(run: &GlyphRun) -> Rect {
    let last = run.glyphs.iter().map(|g| g.offset.x).max().unwrap_or_default();
    let height = run.size.scale(0.7);
    Rect::new(run.origin.x, run.origin.y - height, last, height)
}
