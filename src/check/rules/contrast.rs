//! `low-contrast`: type stands out from what lies under it, in the colours that are really drawn (WCAG 2.1, 1.4.3).
//! `compose` chooses ink by how colours look on a screen; a `press` value far from its `hex` shows only here, and so does
//! type on a drawing or a picture, which is looked at glyph by glyph (`under`).
//!
//! `covered-text` is asked for on the way (`covered`). `text-over-edge`: type stands on one ground, not half on one and half on another.

use super::covered::{Earlier, covered};
use super::under::{LOST, Under, Whole, about, looks, start};
use crate::check::{Preflight, Rule, placed};
use crate::color::{Color, ROUGHLY, Rgb, contrast};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face, GlyphRun, Item};
use crate::geom::Length;
use crate::text::ink::OutlineCache;

/// Type too like its ground, on every purpose.
pub struct Contrast;

/// What copy and display type need where the drawn colour is known exactly.
const EXACT: (f64, f64) = (4.5, 3.0);
/// Grounds that differ by less than this are one.
const ONE_GROUND: f64 = 1.25;
/// Part of a run's outline that must lie beyond an edge before the run is said to cross it.
const ACROSS: f64 = 0.04;

impl Rule for Contrast {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut under = Under::new(preflight.decoded);
        let mut outlines = OutlineCache::default();
        let mut earlier: Vec<Earlier<'_>> = Vec::new();
        for item in &face.items {
            let Draw::Glyphs(run) = &item.draw else {
                let first = under.count();
                under.add(item);
                for told in covered(face, (item, first), &earlier, &under, &mut outlines) {
                    if !is_told(&found, &told) {
                        found.push(told);
                    }
                }
                continue;
            };
            earlier.push(Earlier { item, run, about: about(run) });
            let told = match under.whole(run) {
                Whole::Color(ground) => on_flat(face, item, run, &ground),
                Whole::Mixed => on_mixed(face, item, run, &under, &mut outlines),
            };
            // One message a text, whatever the number of its lines and glyphs.
            found.extend(told.filter(|told| !is_told(&found, told)));
        }
        found
    }
}

fn is_told(found: &[Diagnostic], told: &Diagnostic) -> bool {
    found.iter().any(|d| d.span == told.span && d.check == told.check)
}

/// Type that lies on one flat colour.
fn on_flat(face: &Face, item: &Item, run: &GlyphRun, ground: &Color) -> Option<Diagnostic> {
    let seen = Seen::of(run, ground)?;
    (!seen.is_enough()).then(|| low(face, item, run, &run.text, &seen))
}

/// Type over a drawing, a picture or an edge: each glyph by the ground along its outline.
fn on_mixed(face: &Face, item: &Item, run: &GlyphRun, under: &Under<'_>, outlines: &mut OutlineCache) -> Option<Diagnostic> {
    let mut lost = String::new();
    let mut after_lost = false;
    let mut worst: Option<Seen> = None;
    let mut flats: Vec<(Rgb, usize)> = Vec::new();
    let (mut points, mut drawn) = (0, false);
    for glyph in &run.glyphs {
        let outline = outlines.of_glyph(run, glyph);
        let mut failed = 0;
        for point in &outline {
            let (ground, flat) = under.at(*point, run.size);
            points += 1;
            drawn |= !flat;
            let Some(seen) = Seen::of(run, &ground) else { continue };
            match flats.iter_mut().find(|(color, _)| contrast(*color, seen.paper) < ONE_GROUND) {
                Some((_, count)) => *count += 1,
                None => flats.push((seen.paper, 1)),
            }
            if !seen.is_enough() {
                failed += 1;
                if worst.as_ref().is_none_or(|worst| seen.ratio < worst.ratio) {
                    worst = Some(seen);
                }
            }
        }
        if outline.is_empty() {
            continue;
        }
        let is_lost = f64::from(failed) > LOST * outline.len() as f64;
        if is_lost {
            if !lost.is_empty() && !after_lost {
                lost.push('…');
            }
            lost.push_str(run.text.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or_default());
        }
        after_lost = is_lost;
    }
    if let Some(worst) = worst.filter(|_| !lost.is_empty()) {
        return Some(low(face, item, run, &lost, &worst));
    }
    let across = flats.iter().filter(|(_, count)| *count as f64 > ACROSS * f64::from(points)).count() > 1;
    (across && !drawn).then(|| {
        let message = format!("`{}` stands across the edge of a ground on the {}", shortened(&run.text), face.name);
        let help = "give its area more room, or name it in `behind` of the panel that it is to stand on";
        placed(Diagnostic::warning(&checks::TEXT_OVER_EDGE, item.origin, message).help(help), face, start(run))
    })
}

fn low(face: &Face, item: &Item, run: &GlyphRun, lost: &str, seen: &Seen) -> Diagnostic {
    let what = match lost == run.text {
        true => format!("`{}`", shortened(&run.text)),
        false => format!("`{}` of `{}`", shortened(lost), shortened(&run.text)),
    };
    let message = format!(
        "{what} stands out by {:.1} : 1 on the {}, {} : 1 is wanted ({} on {})",
        seen.ratio, face.name, seen.wanted, run.color, seen.ground
    );
    let help = match lost == run.text {
        true => "choose a darker or lighter colour, or a `press` value that looks like its `hex`",
        false => "choose another `ink`, or keep the type off that part: another `focus` of the art, or a ground of its own",
    };
    placed(Diagnostic::error(&checks::LOW_CONTRAST, item.origin, message).help(help), face, start(run))
}

/// How a run looks at one point.
struct Seen {
    ground: Color,
    paper: Rgb,
    ratio: f64,
    wanted: f64,
}

impl Seen {
    /// `None` for what is on all plates: no type of a sheet.
    fn of(run: &GlyphRun, ground: &Color) -> Option<Seen> {
        let (ink, paper) = (looks(&run.color)?, looks(ground)?);
        let (copy, display) = if exact(&run.color) && exact(ground) { EXACT } else { ROUGHLY };
        let wanted = if is_display(run) { display } else { copy };
        Some(Seen { ground: ground.clone(), paper, ratio: contrast(ink, paper), wanted })
    }

    fn is_enough(&self) -> bool {
        self.ratio + 0.005 >= self.wanted
    }
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

fn shortened(text: &str) -> String {
    let words: String = text.trim().chars().take(24).collect();
    if words.chars().count() < text.trim().chars().count() { format!("{words}…") } else { words }
}
