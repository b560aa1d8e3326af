//! `tool-line`: no knife, crease or perforation goes through a code or through words. The outline that cuts the whole
//! shape out runs round them.

use crate::check::{Preflight, Rule, drawn, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face, GlyphRun, Tool};
use crate::geom::{Length, Point, Rect, Segment};

/// Straight lines of tools that meet words or codes.
pub struct ToolLines;

/// Folding and tearing are off by up to this: 1 mm.
const SLACK: Length = Length::emu(36_000);

impl Rule for ToolLines {
    fn check(&self, face: &Face, _preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = Vec::new();
        for line in &face.tools {
            for path in straight(&line.path.segments) {
                let near = path.outset(SLACK);
                for code in face.codes.iter().filter(|code| code.rect.overlaps(near)) {
                    let message = format!("a line to {} goes through `{}` on the {}", verb(line.tool), code.block, face.name);
                    let diagnostic = Diagnostic::error(&checks::TOOL_LINE, code.origin, message)
                        .help("move the line in the format, or the code in the theme");
                    found.push(placed(diagnostic, face, code.rect));
                }
                for (item, draw) in drawn(face) {
                    let Draw::Glyphs(run) = draw else { continue };
                    let at = place(run);
                    if !at.overlaps(near) || found.iter().any(|d| d.span == item.origin) {
                        continue;
                    }
                    let message =
                        format!("a line to {} goes through `{}` on the {}", verb(line.tool), run.text.trim(), face.name);
                    let diagnostic = match line.tool {
                        // A crease leaves words readable.
                        Tool::Crease => Diagnostic::warning(&checks::TOOL_LINE, item.origin, message),
                        Tool::Cut | Tool::Perforate => Diagnostic::error(&checks::TOOL_LINE, item.origin, message),
                    };
                    found.push(placed(diagnostic.help("move the line in the format, or the words in the theme"), face, at));
                }
            }
        }
        found
    }
}

fn verb(tool: Tool) -> &'static str {
    match tool {
        Tool::Cut => "cut along",
        Tool::Crease => "crease",
        Tool::Perforate => "perforate",
    }
}

/// Each straight piece as the box round it, at least a hair wide.
fn straight(segments: &[Segment]) -> Vec<Rect> {
    let mut at = Point::default();
    let mut pieces = Vec::new();
    for segment in segments {
        match *segment {
            Segment::Move(to) | Segment::Cubic(_, _, to) => at = to,
            Segment::Line(to) => {
                let (across, down) = ((to.x - at.x).abs(), (to.y - at.y).abs());
                pieces.push(Rect::new(at.x.min(to.x), at.y.min(to.y), across, down));
                at = to;
            }
            Segment::Close => {}
        }
    }
    pieces
}

/// About where the glyphs of a run stand: from the first origin to the last, as high as capitals. A space that hangs over the
/// end of a line has no ink.
pub(super) fn place(run: &GlyphRun) -> Rect {
    let last = run.glyphs.last();
    let until = last.map_or(Length::ZERO, |glyph| glyph.offset.x);
    let is_space = last.is_some_and(|glyph| {
        let range = glyph.text.start as usize..glyph.text.end as usize;
        run.text.get(range).is_some_and(|text| !text.is_empty() && text.trim().is_empty())
    });
    let own = if is_space { Length::ZERO } else { run.size.scale(0.5) };
    run.lying(Rect::new(run.origin.x, run.origin.y - run.size.scale(0.7), until + own, run.size.scale(0.9)))
}
