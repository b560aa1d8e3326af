//! `empty-hole`: room on a face that nothing stands in and that the theme did not mean.

use crate::check::{Preflight, Rule, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::{Face, HOLE};
use crate::geom::{Length, Rect};

/// An empty rectangle of more than [`HOLE`] of a face.
pub struct EmptyHole;

impl Rule for EmptyHole {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let Some(hole) = face.large_hole() else { return Vec::new() };
        let beside = face.areas.iter().min_by_key(|area| (distance(area.rect, hole.rect), area.rect.y, area.rect.x));
        let (block, origin) =
            beside.map_or((String::new(), preflight.format.origin), |a| (format!(" beside `{}`", a.block), a.origin));
        let message = format!(
            "{:.0} % of the {} is an empty rectangle of {:.0} x {:.0} mm{block}, over {:.0} %",
            hole.part * 100.0,
            face.name,
            hole.rect.width.to_mm(),
            hole.rect.height.to_mm(),
            HOLE * 100.0
        );
        let smaller = preflight.format.smaller.as_ref();
        let smaller = smaller.map_or(String::new(), |name| format!("; or make `{}`, which is smaller", name.value));
        let found = Diagnostic::note(&checks::EMPTY_HOLE, origin, message)
            .help(format!("say more: a `[text.NAME]`, a `[list.NAME]` or an `[image.NAME]` in the content fills it{smaller}"));
        vec![placed(found, face, hole.rect)]
    }
}

fn distance(a: Rect, b: Rect) -> Length {
    let apart = |from: Length, until: Length| (from - until).max(Length::ZERO);
    apart(a.x, b.right()).max(apart(b.x, a.right())) + apart(a.y, b.bottom()).max(apart(b.y, a.bottom()))
}
