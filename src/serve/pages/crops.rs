//! A picture as each format shows it: the part of it that is on the sheet.

use super::View;
use crate::plan::Job;
use crate::serve::facts::FaceFacts;
use crate::serve::findings::is_of;
use crate::serve::looks::Shown;
use crate::serve::now::Sheet;
use maud::{Markup, html};

/// One sheet on which the picture stands.
pub struct Crop<'c> {
    pub sheet: &'c Sheet,
    pub job: &'c Job,
    pub shown: &'c Shown,
}

/// A small picture a format, cut to where the block stands.
pub fn crops(view: &View<'_>, block: &str, all: &[Crop<'_>]) -> Markup {
    let placed = all.iter().filter_map(|crop| {
        let on = |face: &FaceFacts| face.areas.iter().find(|area| is_of(&area.block, block)).map(|area| area.rect);
        let (at, face, rect) = crop.shown.faces.iter().enumerate().find_map(|(at, face)| Some((at, face, on(face)?)))?;
        Some((crop, at, face, rect))
    });
    let placed: Vec<_> = placed.collect();
    html! {
        @if !placed.is_empty() {
            h3 { (view.w("form.crops")) }
            ul.crops {
                @for (crop, at, face, [x, y, width, height]) in placed {
                    li {
                        svg viewBox={ (x) " " (y) " " (width) " " (height) } role="img" aria-label=(view.format_name(crop.job)) {
                            image x="0" y="0" width=(face.width) height=(face.height) preserveAspectRatio="none"
                                href={ "/picture/" (crop.sheet.id) "/" (at) ".png?for=" (crop.job.purpose.name()) "&imposed=false&eyes=usual&k=" (crop.shown.hash) } {}
                        }
                        span.second { (view.format_name(crop.job)) }
                    }
                }
            }
        }
    }
}
