//! A drawing as a tile: as often as fits in whole, in both directions.

use super::Drawing;
use crate::display::{Draw, FillRule};
use crate::geom::{Length, Path, Point, Rect};

/// More tiles than this on one ground are no pattern that anybody sees, and a large file.
const MOST: f64 = 1500.0;

impl Drawing {
    /// The drawing as tiles that cover a rectangle, each about as wide as `size`.
    pub fn repeated(&self, rect: Rect, size: Length) -> Vec<Draw> {
        let (across, down) = counts(rect, self.ratio(), size);
        let open = self.without_ground();
        let mut draws = Vec::new();
        // One ground under all of them: tiles side by side show a hair between them.
        let ground = self.draws.iter().flat_map(Draw::leaves).next().and_then(Draw::color);
        if let Some(color) = ground.filter(|_| open.draws != self.draws) {
            draws.push(Draw::Fill { path: Path::rect(rect), rule: FillRule::NonZero, color: color.clone() });
        }
        let part = |length: Length, i: u32, of: u32| length.scale(f64::from(i) / f64::from(of));
        for row in 0..down {
            for column in 0..across {
                let (x, y) = (rect.x + part(rect.width, column, across), rect.y + part(rect.height, row, down));
                let right = rect.x + part(rect.width, column + 1, across);
                let bottom = rect.y + part(rect.height, row + 1, down);
                let place = Rect::new(x, y, right - x, bottom - y);
                draws.extend(open.draws.iter().map(|draw| stretched(draw, self, place)));
            }
        }
        draws
    }
}

/// How many tiles stand side by side, and how many rows of them: whole ones, about of their own ratio.
fn counts(rect: Rect, ratio: f64, size: Length) -> (u32, u32) {
    let (width, height) = (rect.width.to_points(), rect.height.to_points());
    // No more than fit into a file.
    let least = (width * height * ratio / MOST).sqrt();
    let size = size.to_points().max(least).max(0.1);
    let rows = (height * ratio / size).max(1.0);
    let of_rows = |rows: f64| {
        let high = height / rows;
        let across = (width / (high * ratio)).round().max(1.0);
        let (distorted, resized) = ((width / across / (high * ratio)).ln().abs(), (high * ratio / size).ln().abs());
        (distorted * 2.0 + resized, across, rows)
    };
    let (_, across, rows) =
        [rows.floor(), rows.ceil()].map(of_rows).into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, 1.0, 1.0));
    (across as u32, rows as u32)
}

fn stretched(draw: &Draw, tile: &Drawing, place: Rect) -> Draw {
    let (wide, high) = (place.width.ratio(tile.size.width), place.height.ratio(tile.size.height));
    let to = |p: Point| Point::new(place.x + p.x.scale(wide), place.y + p.y.scale(high));
    let leaf = |leaf: &Draw| match leaf {
        Draw::Fill { path, rule, color } => Draw::Fill { path: path.through(to), rule: *rule, color: color.clone() },
        // Drawings are made of nothing else.
        other => other.clone(),
    };
    draw.map(&leaf, &|path| path.through(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    fn tile(ground: bool) -> Drawing {
        let fill = |x: f64, side: f64| Draw::Fill {
            path: Path::rect(Rect::new(Length::mm(x), Length::mm(x), Length::mm(side), Length::mm(side))),
            rule: FillRule::NonZero,
            color: Color::Gray(0.5),
        };
        let mut draws = vec![fill(2.0, 4.0)];
        if ground {
            draws.insert(0, fill(0.0, 10.0));
        }
        let side = Length::mm(10.0);
        Drawing { size: crate::geom::Size::new(side, side), draws, colors: Vec::new() }
    }

    #[test]
    fn tiles_are_whole_in_both_directions() {
        let counted = |width: f64, height: f64, size: f64| {
            counts(Rect::new(Length::ZERO, Length::ZERO, Length::mm(width), Length::mm(height)), 1.0, Length::mm(size))
        };
        assert_eq!(counted(100.0, 50.0, 10.0), (10, 5));
        assert_eq!(counted(216.0, 12.0, 10.0), (18, 1), "a band: as high as it is");
        assert_eq!(counted(104.0, 48.0, 10.0), (11, 5));
        assert_eq!(counted(3.0, 3.0, 10.0), (1, 1));
        let (across, down) = counted(500.0, 500.0, 0.1);
        assert!((1200..=1600).contains(&(across * down)), "{across} {down}");
    }

    #[test]
    fn tiles_end_at_the_edges_of_their_ground() {
        let rect = Rect::new(Length::mm(7.0), Length::mm(9.0), Length::mm(100.0), Length::mm(51.0));
        let draws = tile(false).repeated(rect, Length::mm(10.0));
        assert_eq!(draws.len(), 50);
        let first = draws[0].bounds().expect("a box");
        assert_eq!((first.x, first.width), (Length::mm(9.0), Length::mm(4.0)));
        let on_ground = tile(true).repeated(rect, Length::mm(10.0));
        assert_eq!((on_ground.len(), on_ground[0].bounds()), (51, Some(rect)), "one ground under all");
    }
}
