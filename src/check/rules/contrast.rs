//! `low-contrast`: type stands out from what lies under it, in the colours that are really drawn (WCAG 2.1, 1.4.3).
//! `compose` chooses ink by how colours look on a screen; a `press` value far from its `hex` shows only here.

use crate::check::{Preflight, Rule, placed, seen};
use crate::color::{Color, Rgb, contrast};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face, GlyphRun};
use crate::geom::{Length, Path, Point, Rect, Segment};

pub struct Contrast;

/// What copy and display type need where the drawn colour is known exactly.
const EXACT: (f64, f64) = (4.5, 3.0);
/// The same where inks have only a likeness: nothing that is in order may be refused for the sake of a rough sum.
const LIKENESS: (f64, f64) = (3.0, 2.0);

impl Rule for Contrast {
    fn check(&self, face: &Face, _: &Preflight<'_>) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut under: Vec<Ground> = Vec::new();
        for (item, draw, clip) in seen(face) {
            let run = match draw {
                Draw::Glyphs(run) => run,
                other => {
                    under.extend(Ground::of(other).and_then(|ground| ground.inside(clip)));
                    continue;
                }
            };
            let Some(place) = middle(run) else { continue };
            let ground =
                match under.iter().rev().find(|g| g.rect.contains(Rect::new(place.x, place.y, Length::ZERO, Length::ZERO))) {
                    Some(Ground { color: Some(color), .. }) => color.clone(),
                    // A picture or an outline of any shape: what lies under the type there cannot be told from its box.
                    Some(_) => continue,
                    None => Color::Gray(1.0),
                };
            let (Some(ink), Some(paper)) = (looks(&run.color), looks(&ground)) else { continue };
            let (copy, display) = if exact(&run.color) && exact(&ground) { EXACT } else { LIKENESS };
            let wanted = if is_display(run) { display } else { copy };
            let ratio = contrast(ink, paper);
            if ratio + 0.005 >= wanted || found.iter().any(|d| d.span == item.origin) {
                continue;
            }
            let message = format!(
                "`{}` stands out by {ratio:.1} : 1 on the {}, {wanted} : 1 is wanted ({:?} on {ground:?})",
                shortened(&run.text),
                face.name,
                run.color
            );
            let help = "choose a darker or lighter colour, or a `press` value that looks like its `hex`";
            let rect = Rect::new(place.x, place.y, run.size, run.size);
            found.push(placed(Diagnostic::error(&checks::LOW_CONTRAST, item.origin, message).help(help), face, rect));
        }
        found
    }
}

/// Something that type may lie on. `None`: its colour at a point is not known.
struct Ground {
    rect: Rect,
    color: Option<Color>,
}

impl Ground {
    /// The part of it that a clip lets through.
    fn inside(self, clip: Option<Rect>) -> Option<Ground> {
        let rect = clip.map_or(Some(self.rect), |clip| clip.shared(self.rect))?;
        Some(Ground { rect, ..self })
    }

    fn of(draw: &Draw) -> Option<Ground> {
        match draw {
            Draw::Fill { path, color, .. } => Some(Ground { rect: path.bounds()?, color: is_box(path).then(|| color.clone()) }),
            Draw::Image { rect, .. } => Some(Ground { rect: *rect, color: None }),
            Draw::Stroke { .. } | Draw::Glyphs(_) | Draw::Clip { .. } | Draw::Faded { .. } => None,
        }
    }
}

/// A rectangle, its corners square or round.
fn is_box(path: &Path) -> bool {
    // Most of all that is filled are codes, of many boxes: their bounds need not be asked for.
    if path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).nth(1).is_some() {
        return false;
    }
    let Some(bounds) = path.bounds() else { return false };
    let square = |s: &Segment| match *s {
        Segment::Move(p) | Segment::Line(p) => {
            p.x == bounds.x || p.x == bounds.right() || p.y == bounds.y || p.y == bounds.bottom()
        }
        Segment::Cubic(_, _, p) => p.x == bounds.x || p.x == bounds.right() || p.y == bounds.y || p.y == bounds.bottom(),
        Segment::Close => true,
    };
    matches!(path.segments.first(), Some(Segment::Move(_))) && path.segments.iter().all(square)
}

/// A point in the middle of a run, at half the height of a lower-case letter.
fn middle(run: &GlyphRun) -> Option<Point> {
    let glyph = run.glyphs.get(run.glyphs.len() / 2)?;
    let middle = Rect::new(run.origin.x + glyph.offset.x, run.origin.y - run.size.scale(0.25), Length::ZERO, Length::ZERO);
    Some(run.lying(middle).top_left())
}

/// 18 pt, or 14 pt in bold (WCAG 2.1, "large scale").
fn is_display(run: &GlyphRun) -> bool {
    run.size >= Length::points(18.0) || (run.size >= Length::points(14.0) && run.font.weight >= 700)
}

fn exact(color: &Color) -> bool {
    match color {
        Color::Rgb(_) | Color::Gray(_) => true,
        // One ink, or bare paper.
        Color::Cmyk([c, m, y, _]) => *c == 0.0 && *m == 0.0 && *y == 0.0,
        Color::Spot { .. } | Color::Registration => false,
    }
}

fn looks(color: &Color) -> Option<Rgb> {
    match color {
        Color::Rgb(rgb) => Some(Rgb(*rgb)),
        Color::Gray(g) => Some(Rgb([(g * 255.0).round() as u8; 3])),
        Color::Cmyk(inks) => Some(Rgb::likeness(*inks)),
        Color::Spot { tint, alternate, .. } => Some(Rgb::likeness(alternate.map(|i| i * tint))),
        Color::Registration => None,
    }
}

fn shortened(text: &str) -> String {
    let words: String = text.trim().chars().take(24).collect();
    if words.chars().count() < text.trim().chars().count() { format!("{words}…") } else { words }
}
