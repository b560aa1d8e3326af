//! A face that would have a hole: its headline has more lines, its type grows past the largest size of the theme, up to the
//! theme's ceiling, its lists have fewer columns, its pictures take what height is left, and its rows part it.

use super::draw::draw;
use super::fit::{Fitted, again};
use super::grid::{Rows, may_part, pictured_rows};
use super::measure::Setting;
use super::prepare::Prepared;
use crate::compose::{Artboard, Part};
use crate::diag::Diagnostic;
use crate::display::{Face, HOLE, Taken};
use crate::text::ink::InkCache;

/// How much larger than its largest size type is tried, the smallest first.
const STEPS: [f64; 8] = [1.05, 1.12, 1.25, 1.4, 1.6, 1.8, 2.0, 2.5];
/// Lines of a lockup, at the most, that are tried: the most first.
const LINES: [usize; 4] = [usize::MAX, 4, 3, 2];
/// Beside a headline in more lines copy keeps so much of what it has grown past its own size.
const GROWN: [f64; 2] = [0.5, 0.0];
/// Where there was a hole type grows until no more than this is empty.
const GOAL: f64 = 0.1;
/// A face of which its marks take less than this has room for larger type, between its parts if not in one place.
const SPARSE: f64 = 0.2;
/// From here on pictures and rows share the height that is left.
const SHARED: f64 = 1.25;
/// Leading over that of the theme, at the most.
const LOOSEST: f64 = 1.3;

/// A face as it was drawn, and ink that lies outside its place.
pub(super) type Drawn = (Face, Vec<Diagnostic>);

/// The face with no hole, if it can be without, and the part of it where type has room. `taken`: how much of it is, before.
pub(super) fn grown(
    own: Drawn,
    taken: Taken,
    artboard: &Artboard,
    prepared: &Prepared<'_>,
    fitted: &Fitted,
    inks: &mut InkCache,
) -> (Drawn, f64) {
    let mut best = own;
    let mut least = taken.room;
    if !best.1.is_empty() {
        return (best, least);
    }
    if least <= HOLE {
        return filled_out((best, taken), artboard, prepared, fitted, inks);
    }
    for (setting, rows) in ways(artboard, fitted.setting) {
        // Only where a hole is left.
        let takes_from_copy = setting.scale < fitted.setting.scale;
        if (rows == Rows::Even || takes_from_copy) && least <= HOLE {
            break;
        }
        let Some(fitted) = with_its_codes(artboard, prepared, fitted, setting, rows) else { continue };
        let made = draw(artboard, prepared, &fitted, inks);
        let part = made.0.room().part;
        if part < least && made.1.is_empty() {
            (best, least) = (made, part);
        }
        if least <= GOAL {
            break;
        }
    }
    (best, least)
}

/// A face without a hole whose few words stand far apart: the largest type that fits and leaves no hole either, until enough
/// of it is taken. With each the part of it where type has room.
fn filled_out(
    own: (Drawn, Taken),
    artboard: &Artboard,
    prepared: &Prepared<'_>,
    fitted: &Fitted,
    inks: &mut InkCache,
) -> (Drawn, f64) {
    let (mut best, mut taken) = own;
    for beyond in STEPS.into_iter().filter(|step| *step <= artboard.scale.ceiling) {
        if taken.used >= SPARSE {
            break;
        }
        let setting = larger(fitted.setting, beyond);
        let Some(fitted) = with_its_codes(artboard, prepared, fitted, setting, Rows::Own) else { break };
        let made = draw(artboard, prepared, &fitted, inks);
        if !made.1.is_empty() {
            continue;
        }
        let now = made.0.taken();
        if now.room <= HOLE {
            (best, taken) = (made, now);
        }
    }
    (best, taken.room)
}

/// Laid out again with larger type. Where codes on a lying face have no room to grow as far, they grow less: words beside a code
/// have all the width that it leaves.
fn with_its_codes(artboard: &Artboard, prepared: &Prepared<'_>, fitted: &Fitted, setting: Setting, rows: Rows) -> Option<Fitted> {
    let made = again(artboard, prepared, fitted, setting, rows);
    let lies = artboard.trim.width > artboard.trim.height;
    if made.is_some() || setting.codes <= 1.0 || !lies || !has_code(artboard) {
        return made;
    }
    let less = [1.0 + (setting.codes - 1.0) / 2.0, 1.0];
    less.into_iter().find_map(|codes| again(artboard, prepared, fitted, Setting { codes, ..setting }, rows))
}

fn has_code(artboard: &Artboard) -> bool {
    artboard.areas.iter().flat_map(|area| area.parts.iter()).any(|part| matches!(part, Part::Code(_)))
}

/// What is tried, in order: a headline in more lines where it had few for the sake of copy; larger type; larger type with what
/// height is left for pictures, then for all rows; the headline in more lines beside copy that grows less; the largest type with
/// as much room between all rows.
fn ways(artboard: &Artboard, own: Setting) -> Vec<(Setting, Rows)> {
    let more_lines = move |scale: f64| {
        let lines = LINES.into_iter().filter(move |lines| *lines > own.lockup);
        lines.map(move |lockup| (Setting { lockup, scale, ..own }, Rows::Own))
    };
    // Copy is no smaller for it than the theme wants.
    let less_copy =
        GROWN.into_iter().filter(|_| own.scale > 1.0).flat_map(move |part| more_lines(1.0 + (own.scale - 1.0) * part));
    // Over its words a code has the width of a tall leaf, beside them the height of a wide one.
    let is_tall = artboard.trim.height > artboard.trim.width;
    let has_picture = !pictured_rows(artboard).is_empty();
    let shared = move |beyond: f64| {
        let more = [Rows::Pictures, Rows::Plain].into_iter().filter(move |rows| *rows == Rows::Plain || has_picture);
        more.filter(move |_| beyond >= SHARED)
    };
    let grown = move |step: f64| Setting { stacks: is_tall && step >= SHARED, ..larger(own, step) };
    let steps = || STEPS.into_iter().filter(|step| *step <= artboard.scale.ceiling);
    let sized = steps().flat_map(|step| std::iter::once(Rows::Own).chain(shared(step)).map(move |rows| (grown(step), rows)));
    // Gaps even out last, round the largest type that fits, and only where a hole is left.
    let parted = steps().rev().filter(|_| may_part(artboard)).map(|step| (grown(step), Rows::Even));
    more_lines(own.scale).chain(sized).chain(less_copy).chain(parted).collect()
}

pub(super) fn larger(own: Setting, beyond: f64) -> Setting {
    Setting {
        scale: own.scale * beyond,
        leading: (own.leading + (beyond - 1.0) / 2.0).min(LOOSEST),
        beyond,
        codes: beyond,
        ..own
    }
}
