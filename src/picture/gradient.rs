//! Gradients as steps of flat colour, each painted over the one before: no seams, nothing that a press or a standard has
//! to know of, and each step in the inks of its own colour.

use super::PictureError;
use super::units::point;
use crate::color::Rgb;
use crate::geom::{Path, Segment};
use usvg::tiny_skia_path::{Point as At, Rect, Transform};

/// One flat step: everything inside the outline, over all steps before it.
pub(super) struct Step {
    pub path: Path,
    pub color: Rgb,
}

/// Steps between two colours: as many as eight bits tell apart, and no more than the eye does on a logo.
const MOST_STEPS: usize = 128;
/// The circle of radius 1 by four cubic curves.
const KAPPA: f32 = 0.552_284_8;

/// The steps that cover `bounds`, which are in the picture's own pixels; `transform` leads there from the user space of
/// the element. `Err` with the name of what cannot be shown so.
pub(super) fn steps(paint: &usvg::Paint, bounds: Rect, transform: Transform) -> Result<Vec<Step>, Refused> {
    match paint {
        usvg::Paint::LinearGradient(gradient) => {
            let colors = Colors::of(gradient)?;
            let transform = transform.pre_concat(gradient.transform());
            let (from, to) = (At::from_xy(gradient.x1(), gradient.y1()), At::from_xy(gradient.x2(), gradient.y2()));
            linear(&colors, from, to, bounds, transform)
        }
        usvg::Paint::RadialGradient(gradient) => {
            let colors = Colors::of(gradient)?;
            let transform = transform.pre_concat(gradient.transform());
            let centre = At::from_xy(gradient.cx(), gradient.cy());
            let focus = At::from_xy(gradient.fx(), gradient.fy());
            let (inner, outer) = (gradient.fr().get(), gradient.r().get());
            if focus.distance(centre) + inner > outer {
                return Err(Refused::Named("a `radialGradient` with its focus outside"));
            }
            radial(&colors, (focus, inner), (centre, outer), bounds, transform)
        }
        usvg::Paint::Pattern(_) => Err(Refused::Named("a `pattern`")),
        usvg::Paint::Color(color) => Ok(vec![Step {
            path: outline(&corners(bounds), Transform::identity())?,
            color: Rgb([color.red, color.green, color.blue]),
        }]),
    }
}

/// Why a gradient is not made into steps.
pub(super) enum Refused {
    Named(&'static str),
    Failed(PictureError),
}

impl From<PictureError> for Refused {
    fn from(error: PictureError) -> Self {
        Refused::Failed(error)
    }
}

/// The colours of a gradient along its way, from 0 to 1.
struct Colors(Vec<(f32, Rgb)>);

impl Colors {
    fn of(gradient: &usvg::BaseGradient) -> Result<Colors, Refused> {
        if gradient.spread_method() != usvg::SpreadMethod::Pad {
            return Err(Refused::Named("a gradient that repeats"));
        }
        if gradient.stops().iter().any(|stop| stop.opacity() != usvg::Opacity::ONE) {
            return Err(Refused::Named("a gradient to something see-through"));
        }
        let color = |stop: &usvg::Stop| Rgb([stop.color().red, stop.color().green, stop.color().blue]);
        Ok(Colors(gradient.stops().iter().map(|stop| (stop.offset().get(), color(stop))).collect()))
    }

    fn first(&self) -> Rgb {
        self.0.first().map_or(Rgb([0; 3]), |stop| stop.1)
    }

    /// Where each step begins, and its colour.
    fn steps(&self) -> Vec<(f32, Rgb)> {
        let mut steps = Vec::new();
        for pair in self.0.windows(2) {
            let ((from, a), (to, b)) = (pair[0], pair[1]);
            let far = (0..3).map(|i| a.0[i].abs_diff(b.0[i])).max().unwrap_or(0);
            let count = usize::from(far).clamp(1, MOST_STEPS);
            for i in 0..count {
                // Each step has the colour of its middle.
                let part = (i as f32 + 0.5) / count as f32;
                let mixed = [0, 1, 2].map(|c| (f32::from(a.0[c]) + (f32::from(b.0[c]) - f32::from(a.0[c])) * part).round() as u8);
                steps.push((from + (to - from) * i as f32 / count as f32, Rgb(mixed)));
            }
        }
        steps.extend(self.0.last().map(|(at, color)| (*at, *color)));
        steps
    }
}

fn linear(colors: &Colors, from: At, to: At, bounds: Rect, transform: Transform) -> Result<Vec<Step>, Refused> {
    let back = transform.invert().ok_or(Refused::Failed(PictureError::Size))?;
    let (along, length) = (to - from, to.distance(from));
    let mut steps = vec![Step { path: outline(&corners(bounds), Transform::identity())?, color: colors.first() }];
    if length <= f32::EPSILON {
        // A gradient without a way shows its last colour (SVG 1.1, 13.2.2).
        steps.extend(colors.0.last().map(|(_, color)| *color).map(|color| Step { path: steps[0].path.clone(), color }));
        return Ok(steps);
    }
    let (dx, dy) = (along.x / length, along.y / length);
    // The corners of what is covered, along the gradient (0 to 1) and across it.
    let places = corners(bounds).map(|mut corner| {
        back.map_point(&mut corner);
        let (x, y) = (corner.x - from.x, corner.y - from.y);
        ((x * dx + y * dy) / length, y * dx - x * dy)
    });
    let (low, high) = (least(places.map(|p| p.1)) - 1.0, -least(places.map(|p| -p.1)) + 1.0);
    let (start, end) = (least(places.map(|p| p.0)), -least(places.map(|p| -p.0)));
    let at = |t: f32, s: f32| At::from_xy(from.x + along.x * t - dy * s, from.y + along.y * t + dx * s);
    for (t, color) in colors.steps() {
        if t >= end {
            break;
        }
        let t = t.max(start);
        let quad = [at(t, low), at(end, low), at(end, high), at(t, high)];
        steps.push(Step { path: outline(&quad, transform)?, color });
    }
    Ok(steps)
}

/// From the outside in: each disc lies on the one that is a step larger.
fn radial(colors: &Colors, inner: (At, f32), outer: (At, f32), bounds: Rect, transform: Transform) -> Result<Vec<Step>, Refused> {
    let last = colors.0.last().map_or(Rgb([0; 3]), |stop| stop.1);
    let mut steps = vec![Step { path: outline(&corners(bounds), Transform::identity())?, color: last }];
    let mut all = colors.steps();
    // The disc of a step reaches to where the next one begins.
    let ends: Vec<f32> = all.iter().skip(1).map(|step| step.0).collect();
    all.pop();
    let mut discs: Vec<(f32, Rgb)> = ends.into_iter().zip(all.into_iter().map(|step| step.1)).collect();
    discs.insert(0, (colors.0.first().map_or(0.0, |stop| stop.0), colors.first()));
    for (t, color) in discs.into_iter().rev() {
        let part = |a: f32, b: f32| a + (b - a) * t;
        let centre = At::from_xy(part(inner.0.x, outer.0.x), part(inner.0.y, outer.0.y));
        let radius = part(inner.1, outer.1);
        if radius > 0.0 {
            steps.push(Step { path: disc(centre, radius, transform)?, color });
        }
    }
    Ok(steps)
}

fn least(numbers: [f32; 4]) -> f32 {
    numbers.into_iter().fold(f32::MAX, f32::min)
}

fn corners(r: Rect) -> [At; 4] {
    [(r.left(), r.top()), (r.right(), r.top()), (r.right(), r.bottom()), (r.left(), r.bottom())].map(At::from)
}

fn outline(points: &[At; 4], transform: Transform) -> Result<Path, PictureError> {
    let mut segments = Vec::with_capacity(5);
    for at in points {
        let to = placed(*at, transform)?;
        segments.push(if segments.is_empty() { Segment::Move(to) } else { Segment::Line(to) });
    }
    segments.push(Segment::Close);
    Ok(Path { segments })
}

fn disc(centre: At, radius: f32, transform: Transform) -> Result<Path, PictureError> {
    let at = |x: f32, y: f32| placed(At::from_xy(centre.x + x * radius, centre.y + y * radius), transform);
    let mut segments = vec![Segment::Move(at(1.0, 0.0)?)];
    for (x, y) in [(1.0_f32, 0.0_f32), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
        // A quarter on, the direction has turned by a right angle.
        let (nx, ny) = (-y, x);
        segments.push(Segment::Cubic(at(x + nx * KAPPA, y + ny * KAPPA)?, at(nx + x * KAPPA, ny + y * KAPPA)?, at(nx, ny)?));
    }
    segments.push(Segment::Close);
    Ok(Path { segments })
}

fn placed(mut at: At, transform: Transform) -> Result<crate::geom::Point, PictureError> {
    transform.map_point(&mut at);
    point(at)
}
