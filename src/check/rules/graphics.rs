//! `faint-picture`: a picture that says something, and of which nothing stands out: neither against its ground nor inside
//! it, point by point as it is drawn (WCAG 2.1, 1.4.11). Decoration may be as faint as it likes.

use super::listening::weighed;
use super::under::{Under, looks};
use crate::check::{Preflight, Rule, placed};
use crate::color::{Rgb, contrast, luminance};
use crate::diag::{Diagnostic, checks};
use crate::display::{ElementId, Face, Role};
use crate::geom::{Length, Point, Rect};
use std::collections::BTreeMap;

/// What graphics need that are needed to understand a page.
const WANTED: f64 = 3.0;
/// Points across and down: at first, and where they have found nothing.
const GRIDS: [u32; 2] = [24, 96];

/// A picture with words for it that hardly shows.
pub struct FaintPicture;

impl Rule for FaintPicture {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let pictures = pictures(face);
        if pictures.is_empty() {
            return Vec::new();
        }
        let mut under = Under::new(preflight.decoded);
        face.items.iter().for_each(|item| under.add(item));
        let faint = pictures.into_iter().filter_map(|(id, rect)| Some((id, rect, faint(&under, rect)?)));
        let told = faint.map(|(id, rect, ratio)| {
            let element = &face.elements[id.0 as usize];
            let message = format!(
                "nothing of the picture of `{}` stands out by more than {ratio:.1} : 1 on the {}, {WANTED} : 1 is wanted",
                element.block, face.name
            );
            let help = "take a picture with more contrast; where it tells nothing, `alt = \"\"` says that it is decoration";
            let found = Diagnostic::warning(&checks::FAINT_PICTURE, element.origin, message).help(help);
            weighed(placed(found, face, rect), preflight)
        });
        told.collect()
    }
}

/// Figures that say something and are no code, with their places.
fn pictures(face: &Face) -> BTreeMap<ElementId, Rect> {
    let mut all: BTreeMap<ElementId, Rect> = BTreeMap::new();
    for item in &face.items {
        let Some(id) = item.element else { continue };
        let Some(element) = face.elements.get(id.0 as usize) else { continue };
        let says = matches!(&element.role, Role::Figure { alt } if !alt.is_empty());
        if !says || face.codes.iter().any(|code| code.block == element.block) {
            continue;
        }
        if let Some(bounds) = item.draw.bounds() {
            all.entry(id).and_modify(|rect| *rect = rect.union(bounds)).or_insert(bounds);
        }
    }
    all
}

/// The most contrast that a picture has, where it is too little.
fn faint(under: &Under<'_>, rect: Rect) -> Option<f64> {
    let (mut lightest, mut darkest): (Option<Rgb>, Option<Rgb>) = (None, None);
    let ratio = |a: Option<Rgb>, b: Option<Rgb>| a.zip(b).map_or(1.0, |(a, b)| contrast(a, b));
    for across in GRIDS {
        for n in 0..across * across {
            // Far from one another first: most pictures need a few points.
            let n = (n * 61) % (across * across);
            let part = |i: u32| (f64::from(i) + 0.5) / f64::from(across);
            // A little over the edge on each side lies the ground.
            let along = |i: u32| part(i) * 1.04 - 0.02;
            let (x, y) = (along(n % across), along(n / across));
            let seen = looks(&under.at(Point::new(rect.x + rect.width.scale(x), rect.y + rect.height.scale(y)), Length::ZERO).0)?;
            if lightest.is_none_or(|light| luminance(seen) > luminance(light)) {
                lightest = Some(seen);
            }
            if darkest.is_none_or(|dark| luminance(seen) < luminance(dark)) {
                darkest = Some(seen);
            }
            if ratio(lightest, darkest) >= WANTED {
                return None;
            }
        }
    }
    Some(ratio(lightest, darkest))
}
