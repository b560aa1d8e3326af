//! Paths that are made of rectangles alone, and the grid that those of a QR code stand on: counted in modules they take
//! a third of the bytes.

use crate::geom::{Length, Path, Point, Rect, Segment};

/// Rectangles on a common grid of squares, as those of a QR code are.
pub(super) struct ModuleGrid {
    /// Bottom left, of all of them.
    pub corner: Point,
    pub pitch: Length,
}

impl ModuleGrid {
    /// Fewer are as short without.
    const FEWEST: usize = 40;

    /// The coarsest grid that all corners lie on. `None`: there are too few rectangles, or it would be finer than half a point.
    pub fn of(rects: &[Rect]) -> Option<ModuleGrid> {
        if rects.len() < ModuleGrid::FEWEST {
            return None;
        }
        let left = rects.iter().map(|r| r.x).min()?;
        let bottom = rects.iter().map(|r| r.bottom()).max()?;
        let steps = rects.iter().flat_map(|r| [r.x - left, bottom - r.bottom(), r.width, r.height]);
        let pitch = Length::emu(steps.map(Length::to_emu).fold(0, gcd));
        // A grid finer than this is none, but a chance.
        (pitch >= Length::points(0.5)).then_some(ModuleGrid { corner: Point::new(left, bottom), pitch })
    }

    /// The operator `re` for each, in modules from the corner upwards.
    pub fn rectangles(&self, rects: &[Rect]) -> Vec<u8> {
        let count = |l: Length| l.to_emu() / self.pitch.to_emu();
        let mut bytes = Vec::with_capacity(rects.len() * 14);
        for r in rects {
            let whole = [r.x - self.corner.x, self.corner.y - r.bottom(), r.width, r.height];
            whole.into_iter().for_each(|l| decimal(count(l), &mut bytes));
            bytes.extend_from_slice(b"re\n");
        }
        bytes
    }
}

/// A count and a space behind it.
fn decimal(count: i64, bytes: &mut Vec<u8>) {
    let mut digits = [b' '; 21];
    let mut start = 20;
    let mut rest = count.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if count < 0 {
        bytes.push(b'-');
    }
    bytes.extend_from_slice(&digits[start..]);
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The rectangles of a path that is made of nothing else.
pub(super) fn rectangles(path: &Path) -> Option<Vec<Rect>> {
    let chunks = path.segments.chunks_exact(5);
    if path.segments.is_empty() || !chunks.remainder().is_empty() {
        return None;
    }
    chunks
        .map(|chunk| match *chunk {
            [Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), Segment::Close]
                if a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x && b.x >= a.x && c.y >= b.y =>
            {
                Some(Rect::new(a.x, a.y, b.x - a.x, c.y - b.y))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_is_found_by_its_module() {
        let module = Length::mm(0.6);
        let square = |i: i64| Rect::new(module * (3 * i + 1), module * (i % 7), module * 2, module);
        let many: Vec<Rect> = (0..60).map(square).collect();
        let module_grid = ModuleGrid::of(&many).expect("a grid");
        assert_eq!((module_grid.pitch, module_grid.corner), (module, Point::new(module, module * 7)));
        assert!(ModuleGrid::of(&many[..10]).is_none(), "too few to be worth it");
        let written = String::from_utf8(module_grid.rectangles(&many)).expect("figures and letters");
        assert!(written.starts_with("0 6 2 1 re\n3 5 2 1 re\n") && written.ends_with("\n177 3 2 1 re\n"), "{written}");
        let mut off = many;
        off[7].x += Length::emu(1);
        assert!(ModuleGrid::of(&off).is_none(), "one stands beside the grid");
    }
}
