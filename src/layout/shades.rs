//! A colour that runs into another, as steps of flat colour, each painted over the one before it: no seams, no transparency,
//! and each in the inks of its own. As many as eight bits tell apart, which is what a shading comes to on any device.

use crate::color::Color;
use crate::compose::Gradient;
use crate::display::{Draw, FillRule};
use crate::geom::{Path, Point, Rect, Segment};

/// Steps of one ink or light from nothing to all of it.
const LEVELS: f32 = 255.0;

/// The steps that cover a rectangle. `mirrored`: left and right change places.
pub(super) fn shade(rect: Rect, from: &Color, gradient: &Gradient, mirrored: bool) -> Vec<Draw> {
    let mixed = |part: f32| from.mixed(&gradient.to, part).unwrap_or_else(|| from.clone());
    let (first, last) = (mixed(0.0), mixed(1.0));
    let count = first.apart(&last).map_or(1, |apart| (apart * LEVELS).ceil().max(1.0) as usize);
    let (x, y) = direction(gradient.angle);
    let (x, y) = (if mirrored { -x } else { x }, y);
    let (width, height) = (rect.width.to_points(), rect.height.to_points());
    // From the corner where it begins to the one where it ends.
    let length = width * x.abs() + height * y.abs();
    let middle = Point::new(rect.x + rect.width / 2, rect.y + rect.height / 2);
    // Out of the rectangle on both sides.
    let across = width + height;
    let at = |along: f64, aside: f64| {
        let (along, reach) = ((along - 0.5) * length, across * aside);
        let by = |points: f64| crate::geom::Length::points(points);
        Point::new(middle.x + by(x * along - y * reach), middle.y + by(y * along + x * reach))
    };
    let step = |i: usize| {
        let begins = i as f64 / (count + 1) as f64;
        let quad = [at(begins, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(begins, 1.0)];
        let color = mixed(i as f32 / count as f32);
        let path = if i == 0 { Path::rect(rect) } else { cut(rect, quad, x == 0.0 || y == 0.0) };
        Draw::Fill { path, rule: FillRule::NonZero, color }
    };
    (0..=count).map(step).collect()
}

/// A quadrangle; one that lies straight is cut to the rectangle.
fn cut(rect: Rect, quad: [Point; 4], straight: bool) -> Path {
    let [a, b, c, d] = quad;
    let path = Path { segments: vec![Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), Segment::Close] };
    match path.bounds().filter(|_| straight).and_then(|bounds| bounds.shared(rect)) {
        Some(part) => Path::rect(part),
        None => path,
    }
}

/// Right and down, of an angle in degrees as on a compass. Right angles are exact, and all others the same on each machine.
fn direction(angle: f64) -> (f64, f64) {
    let turn = angle.rem_euclid(360.0);
    let (quarter, rest) = ((turn / 90.0).floor(), turn % 90.0);
    let (sine, cosine) = (sine(rest), sine(90.0 - rest));
    match quarter as u8 {
        0 => (sine, -cosine),
        1 => (cosine, sine),
        2 => (-sine, cosine),
        _ => (-cosine, -sine),
    }
}

/// Of 0 to 90 degrees, by its series.
fn sine(degrees: f64) -> f64 {
    if degrees == 0.0 || degrees == 90.0 {
        return degrees / 90.0;
    }
    let x = degrees * (std::f64::consts::PI / 180.0);
    let (mut term, mut sum) = (x, x);
    for n in [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0] {
        term *= -x * x / (n * (n + 1.0));
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::display::{Face, Item};
    use crate::geom::Length;

    fn sheet() -> Rect {
        Rect::new(Length::mm(10.0), Length::mm(10.0), Length::mm(100.0), Length::mm(50.0))
    }

    fn shaded(angle: f64, to: Color) -> Draw {
        let items = shade(sheet(), &Color::Cmyk([1.0, 0.5, 0.0, 0.2]), &Gradient { to, angle }, false);
        Draw::Clip { path: Path::rect(sheet()), items }
    }

    #[test]
    fn it_begins_and_ends_in_its_colours_and_is_no_picture() {
        let end = Color::Cmyk([0.2, 0.5, 0.6, 0.0]);
        for angle in [0.0, 30.0, 90.0, 135.0, 180.0, 270.0, 301.5] {
            let draw = shaded(angle, end.clone());
            let colors: Vec<&Color> = draw.items().iter().filter_map(Draw::color).collect();
            assert_eq!((colors[0], colors[colors.len() - 1]), (&Color::Cmyk([1.0, 0.5, 0.0, 0.2]), &end));
            assert_eq!(colors.len(), 205, "eight tenths of 255, and the end");
            assert!(draw.is_shaded() && !draw.is_transparent(), "{angle}");
        }
    }

    #[test]
    fn right_angles_are_boxes_inside_the_ground() {
        let draw = shaded(90.0, Color::Cmyk([0.0; 4]));
        let last = draw.items().last().and_then(Draw::bounds).expect("a step");
        assert!(sheet().contains(last) && last.right() == sheet().right() && last.height == sheet().height, "{last}");
        let up = shaded(0.0, Color::Cmyk([0.0; 4]));
        assert_eq!(up.items().last().and_then(Draw::bounds).map(|b| b.y), Some(sheet().y));
    }

    #[test]
    fn a_sine_is_that_of_everybody() {
        for degrees in [0.1, 12.5, 30.0, 45.0, 60.0, 89.9] {
            let wanted = (degrees * std::f64::consts::PI / 180.0).sin();
            assert!((sine(degrees) - wanted).abs() < 1e-12, "{degrees}");
        }
        assert_eq!(direction(180.0), (0.0, 1.0));
        assert_eq!(direction(450.0), (1.0, 0.0));
    }

    #[test]
    fn a_face_with_nothing_on_it_but_a_gradient_is_empty() {
        let face = |draw: Draw| {
            let mut face = Face::blank("front", crate::geom::Size::new(Length::mm(120.0), Length::mm(70.0)));
            face.items.push(Item { draw, element: None, origin: Span::NONE });
            face
        };
        let flat = Draw::Fill { path: Path::rect(sheet()), rule: FillRule::NonZero, color: Color::Gray(0.5) };
        let hole = face(flat).hole();
        assert!(hole.part > 0.4, "{}", hole.part);
        assert_eq!(face(shaded(90.0, Color::Cmyk([0.0; 4]))).hole(), hole);
    }
}
