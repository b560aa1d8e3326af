//! Whether a mark can be seen on the ground it stands on: white on white, or the dark version on a dark ground.

use super::picture_parts::Art;
use crate::color::{Color, Rgb, contrast};
use crate::diag::{Diagnostic, Span, checks};
use crate::display::Draw;
use crate::geom::{Length, Path, Point, Rect, Segment};

/// Less contrast than this is the ground itself to most eyes.
const SEEN: f64 = 1.5;
/// Something that covers this part of the mark is a ground of its own.
const GROUND: f64 = 0.9;
/// A mark that takes less of its width and of its height is lost on its sheet.
const SPECK: f64 = 0.1;

/// Less than this of a shape is not all of it.
const WHOLE: f64 = 0.98;
/// A mark may lose so much at its edges before it is taken for cut.
const MOSTLY_THERE: f64 = 0.34;

/// A mark of which less than this stands out is the version for another ground.
const HARDLY: f64 = 0.35;

/// What a mark shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shows {
    /// Nothing is drawn inside its edges.
    Nothing,
    /// What is drawn takes this part of the width and of the height at the most: a speck on an empty sheet.
    Speck(f64),
    /// So much of what is drawn lies outside its edges, 0 to 1.
    Cut(f64),
    /// The part of what is drawn that stands out from the ground, 0 to 1.
    Part(f64),
}

/// How much of a drawing stands out from a ground. Pixels are not looked at: they say nothing of where they are empty.
pub(super) fn shows(art: &Art, ground: Rgb) -> Option<Shows> {
    let Art::Drawing(drawing) = art else { return None };
    let view = Rect::new(Length::ZERO, Length::ZERO, drawing.size.width, drawing.size.height);
    let mut look = RenderedView {
        view,
        ground,
        base: ground,
        drawn: 0.0,
        seen: 0.0,
        has_sheet: false,
        has_shape: false,
        reach: 0.0,
        bounds: None,
    };
    drawing.draws.iter().for_each(|draw| look.at(draw, view));
    let is_blank = look.has_sheet && !look.has_shape && contrast(look.base, Rgb::WHITE) < SEEN;
    Some(match () {
        () if look.drawn == 0.0 || is_blank => Shows::Nothing,
        () if look.seen > 0.0 && look.reach < SPECK => Shows::Speck(look.reach),
        () => match cut_off(&drawing.draws, view) {
            outside if outside > MOSTLY_THERE && look.seen / look.drawn >= HARDLY => Shows::Cut(outside),
            _ => Shows::Part(look.seen / look.drawn),
        },
    })
}

/// Whether hardly anything of a drawing stands out from a ground.
pub(super) fn is_lost(art: &Art, ground: Rgb) -> bool {
    matches!(shows(art, ground), Some(Shows::Part(part)) if part < HARDLY)
}

/// How much of the shapes of a drawing lies outside its edges, where these go through one of them: what lies outside by
/// itself alone is left over from the drawing board. A ground may run past them.
fn cut_off(draws: &[Draw], view: Rect) -> f64 {
    let [Draw::Clip { path, items }] = draws else { return 0.0 };
    if path.bounds() != Some(view) {
        return 0.0;
    }
    let (mut all, mut inside, mut is_cut) = (0.0, 0.0, false);
    for rect in shapes(items) {
        let shown = rect.shared(view).map_or(0.0, Rect::area);
        if shown < GROUND * view.area() {
            all += rect.area();
            inside += shown;
            is_cut |= shown > 0.0 && shown < rect.area() * WHOLE;
        }
    }
    if is_cut { 1.0 - inside / all } else { 0.0 }
}

/// The bounds of everything that is painted, as far as clips inside the drawing let it.
fn shapes(draws: &[Draw]) -> Vec<Rect> {
    let of = |draw: &Draw| match draw {
        Draw::Clip { path, items } => {
            let clip = path.bounds();
            shapes(items).into_iter().filter_map(|rect| clip.and_then(|clip| rect.shared(clip))).collect()
        }
        Draw::Faded { items, .. } => shapes(items),
        Draw::Fill { path, .. } | Draw::Stroke { path, .. } => path.bounds().into_iter().collect(),
        Draw::Glyphs(_) | Draw::Image { .. } => Vec::new(),
    };
    draws.iter().flat_map(of).collect()
}

/// What is wrong with a mark that shows so little.
pub(super) fn told(shown: Shows, file: &str, ground: Rgb, origin: Span) -> Option<Diagnostic> {
    let help = "name the version of the mark for this ground: `file` for light ones, `on_dark` for dark ones";
    let view_box = "make the `viewBox` as large as the mark, and look where it lies";
    Some(match shown {
        Shows::Nothing => {
            let message = format!("`{file}` draws nothing inside its edges");
            Diagnostic::error(&checks::BAD_PICTURE, origin, message).help("look at the file: is its `viewBox` right?")
        }
        Shows::Speck(reach) => {
            let message =
                format!("`{file}` is drawn on {:.1} percent of its sheet alone: it comes out as a speck", reach * 100.0);
            Diagnostic::warning(&checks::BAD_PICTURE, origin, message).help(view_box)
        }
        Shows::Cut(part) => {
            let message = format!("`{file}` is cut: {:.0} percent of what it draws lie outside its edges", part * 100.0);
            Diagnostic::warning(&checks::BAD_PICTURE, origin, message).help(view_box)
        }
        Shows::Part(0.0) => {
            let message = format!("`{file}` cannot be seen: it has the colour of its ground, {ground}");
            Diagnostic::error(&checks::LOW_CONTRAST, origin, message).help(help)
        }
        Shows::Part(part) if part < HARDLY => {
            let message = format!("of `{file}` only {:.0} percent stand out from their ground, {ground}", part * 100.0);
            Diagnostic::warning(&checks::LOW_CONTRAST, origin, message).help(help)
        }
        Shows::Part(_) => return None,
    })
}

/// A mark as it is drawn, part after part, over its ground.
struct RenderedView {
    view: Rect,
    /// Under what is drawn next.
    base: Rgb,
    ground: Rgb,
    drawn: f64,
    seen: f64,
    /// It brings a ground of its own, a rectangle.
    has_sheet: bool,
    /// Something stands out from that: more than an empty sheet of paper is drawn.
    has_shape: bool,
    /// From the first to the last that is drawn, as a part of the longer side of the view: of fills alone.
    reach: f64,
    bounds: Option<Rect>,
}

impl RenderedView {
    fn at(&mut self, draw: &Draw, clip: Rect) {
        match draw {
            Draw::Clip { path, items } => {
                let inside = path.bounds().and_then(|bounds| bounds.shared(clip));
                if let Some(clip) = inside {
                    items.iter().for_each(|item| self.at(item, clip));
                }
            }
            Draw::Faded { opacity, items } if *opacity > 0.0 => items.iter().for_each(|item| self.at(item, clip)),
            Draw::Fill { path, color, .. } => {
                if let (Some(rect), Some(color)) = (path.bounds().and_then(|bounds| bounds.shared(clip)), looks(color)) {
                    self.fill(rect, color, is_rectangle(path));
                }
            }
            Draw::Stroke { .. } | Draw::Glyphs(_) | Draw::Image { .. } => {
                self.has_shape = true;
                self.reach = 1.0;
            }
            Draw::Faded { .. } => {}
        }
    }

    fn reaches(&mut self, rect: Rect) {
        let all = self.bounds.map_or(rect, |bounds| bounds.union(rect));
        self.bounds = Some(all);
        let part = |one: Length, of: Length| if of > Length::ZERO { one.to_points() / of.to_points() } else { 1.0 };
        self.reach = self.reach.max(part(all.width, self.view.width)).max(part(all.height, self.view.height));
    }

    fn fill(&mut self, rect: Rect, color: Rgb, is_sheet: bool) {
        let size = rect.area();
        self.reaches(rect);
        if size >= GROUND * self.view.area() {
            self.base = color;
            // A mark in one piece has the shape of its outline.
            (self.has_sheet, self.has_shape) = (is_sheet, !is_sheet);
            // Its own ground is either seen as a whole, or is the ground.
            if contrast(color, self.ground) >= SEEN {
                (self.drawn, self.seen) = (size, size);
            }
            self.drawn = self.drawn.max(f64::MIN_POSITIVE);
            return;
        }
        self.drawn += size;
        if contrast(color, self.base) >= SEEN {
            self.has_shape = true;
            self.seen += size;
        }
    }
}

/// Straight sides between four corners.
fn is_rectangle(path: &Path) -> bool {
    let Some(bounds) = path.bounds() else { return false };
    let is_corner = |p: &Point| (p.x == bounds.x || p.x == bounds.right()) && (p.y == bounds.y || p.y == bounds.bottom());
    path.segments.len() <= 6
        && path.segments.iter().all(|segment| match segment {
            Segment::Move(p) | Segment::Line(p) => is_corner(p),
            Segment::Cubic(..) => false,
            Segment::Close => true,
        })
}

fn looks(color: &Color) -> Option<Rgb> {
    match color {
        Color::Rgb(rgb) => Some(Rgb(*rgb)),
        Color::Gray(gray) => Some(Rgb([(gray * 255.0).round() as u8; 3])),
        Color::Cmyk(inks) => Some(Rgb::likeness(*inks)),
        Color::Spot { tint, alternate, .. } => Some(Rgb::likeness(alternate.map(|ink| ink * tint))),
        Color::Registration => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture;
    use std::sync::Arc;

    fn part(shapes: &str, ground: Rgb) -> Shows {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 100'>{shapes}</svg>");
        let drawing = picture::vector(svg.as_bytes(), &[], &|rgb| Color::Rgb(rgb.0)).expect("a drawing");
        shows(&Art::Drawing(Arc::new(drawing)), ground).expect("a drawing is looked at")
    }

    #[test]
    fn what_cannot_be_seen_is_told() {
        let is = |shapes, ground, wanted: fn(f64) -> bool| matches!(part(shapes, ground), Shows::Part(part) if wanted(part));
        assert_eq!(part("", Rgb::WHITE), Shows::Nothing);
        assert_eq!(part("<rect x='400' width='50' height='50'/>", Rgb::WHITE), Shows::Nothing);
        let half = "<circle cx='300' cy='50' r='45' fill='#123'/>";
        assert!(matches!(part(half, Rgb::WHITE), Shows::Cut(outside) if outside > 0.4), "cut in half");
        let letters = "<path d='M50 20h80v60h-80z' fill='#123'/><path d='M280 20h80v60h-80z' fill='#123'/>";
        assert!(matches!(part(letters, Rgb::WHITE), Shows::Cut(_)), "the second half lies outside");
        let left_over =
            format!("{}{}", "<path d='M50 20h80v60h-80z' fill='#123'/>", "<path d='M400 20h180v60h-180z' fill='#123'/>");
        assert!(is(&left_over, Rgb::WHITE, |part| part == 1.0), "left over beside the sheet");
        let ground =
            "<rect x='-300' y='-100' width='900' height='300' fill='#eee'/><circle cx='250' cy='50' r='48' fill='#123'/>";
        assert!(is(ground, Rgb::WHITE, |part| part > 0.0), "a ground runs past the edge");
        assert!(is("<circle cx='290' cy='50' r='20' fill='#123'/>", Rgb::WHITE, |part| part == 1.0), "a fourth");
        assert!(matches!(part("<circle cx='50' cy='50' r='2' fill='#123'/>", Rgb::WHITE), Shows::Speck(_)));
        let apart = "<circle cx='50' cy='50' r='2' fill='#123'/><circle cx='250' cy='50' r='2' fill='#123'/>";
        assert!(is(apart, Rgb::WHITE, |part| part == 1.0), "small pieces far apart");
        assert!(is("<path d='M50 50h9v1h-9z' fill='#123'/><path d='M50 60h8v-30z' fill='#123'/>", Rgb::WHITE, |part| part == 1.0));
        let sheet = "<rect width='300' height='100' fill='#fff'/>";
        assert_eq!(part(sheet, Rgb::WHITE), Shows::Nothing, "an empty sheet, white on white");
        assert_eq!(part(sheet, Rgb([246, 195, 36])), Shows::Nothing, "an empty sheet on yellow");
        let pale = format!("{sheet}<circle cx='50' cy='50' r='40' fill='#fdfdf5'/>");
        assert_eq!(part(&pale, Rgb([246, 195, 36])), Shows::Nothing, "white on a white sheet of its own");
        assert!(is("<rect width='300' height='100' fill='#246'/>", Rgb::WHITE, |part| part == 1.0), "a block of colour");
        let word = "<path d='M0 0L300 50L0 100L60 50Z' fill='#fff'/>";
        assert!(is(word, Rgb::BLACK, |part| part == 1.0), "a white mark in one piece on a dark ground");
        let lined = format!("{sheet}<path d='M9 9h80' stroke='#000' stroke-width='4'/>");
        assert!(is(&lined, Rgb([246, 195, 36]), |part| part > 0.0), "a line on its own sheet");
        assert!(is("<circle cx='50' cy='50' r='40' fill='#fff'/>", Rgb::WHITE, |part| part == 0.0));
        assert!(is("<circle cx='50' cy='50' r='40' fill='#111'/>", Rgb::BLACK, |part| part < 0.1));
        assert!(is("<circle cx='50' cy='50' r='40' fill='#123'/>", Rgb::WHITE, |part| part == 1.0));
        let boxed = "<rect width='300' height='100' fill='#fff'/><rect x='20' y='20' width='60' height='20' fill='#123'/>";
        assert!(is(boxed, Rgb::WHITE, |part| part > 0.9));
        let knocked_out = "<rect width='300' height='100' fill='#123'/><rect x='20' y='20' width='60' height='20' fill='#fff'/>";
        assert!(is(knocked_out, Rgb::WHITE, |part| part > 0.9));
    }
}
