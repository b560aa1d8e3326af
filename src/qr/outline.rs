//! From the matrix to one outline.
//!
//! One path of rectangles that never overlap, to be filled once: codes drawn as one square a module show
//! hairlines between them in viewers and on paper (notes/qr_and_typography.md, 1.4).

use super::Matrix;
use crate::geom::{Length, Path, Point, Rect};

/// Dark modules from `left` to `right` (exclusive), from row `top` down to `bottom` (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

impl Matrix {
    /// The dark modules as one path for a nonzero fill. `at` is the top left corner of the code itself: the quiet
    /// zone lies outside.
    pub fn path(&self, at: Point, module: Length) -> Path {
        let blocks = blocks(self);
        let mut path = Path::default();
        path.segments.reserve_exact(blocks.len() * 5);
        for b in blocks {
            let (x, y) = (module * i64::from(b.left), module * i64::from(b.top));
            let (width, height) = (module * i64::from(b.right - b.left), module * i64::from(b.bottom - b.top));
            path.add_rect(Rect::new(at.x + x, at.y + y, width, height));
        }
        path
    }
}

/// Horizontal runs, joined downwards where the run of the next row is the same.
fn blocks(matrix: &Matrix) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    let mut open: Vec<Block> = Vec::new();
    let (mut next, mut row) = (Vec::new(), Vec::new());
    for y in 0..matrix.size {
        runs(matrix, y, &mut row);
        for (left, right) in row.drain(..) {
            match open.iter().position(|b| (b.left, b.right) == (left, right)) {
                Some(i) => next.push(Block { bottom: y + 1, ..open.swap_remove(i) }),
                None => next.push(Block { left, right, top: y, bottom: y + 1 }),
            }
        }
        done.append(&mut open);
        std::mem::swap(&mut open, &mut next);
    }
    done.append(&mut open);
    done.sort_by_key(|b| (b.top, b.left));
    done
}

/// The dark runs of a row.
fn runs(matrix: &Matrix, y: u32, runs: &mut Vec<(u32, u32)>) {
    for x in (0..matrix.size).filter(|x| matrix.dark(*x, y)) {
        match runs.last_mut() {
            Some((_, right)) if *right == x => *right = x + 1,
            _ => runs.push((x, x + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::Level;

    fn matrix(rows: &[&str]) -> Matrix {
        let modules = rows.iter().flat_map(|r| r.bytes().map(|b| b == b'#')).collect();
        Matrix { version: 1, level: Level::Q, size: rows.len() as u32, modules }
    }

    #[test]
    fn runs_are_joined_downwards_only_where_they_are_equal() {
        let found = blocks(&matrix(&["##.#", "##..", "####", "...."]));
        let block = |left, right, top, bottom| Block { left, right, top, bottom };
        assert_eq!(found, [block(0, 2, 0, 2), block(3, 4, 0, 1), block(0, 4, 2, 3)]);
    }

    #[test]
    fn every_dark_module_is_covered_once() {
        let matrix = crate::qr::encode::at_version("https://example.org/Way/42", 4, Level::Q).unwrap();
        let mut seen = vec![0; matrix.modules.len()];
        for b in blocks(&matrix) {
            for y in b.top..b.bottom {
                for x in b.left..b.right {
                    seen[(y * matrix.size + x) as usize] += 1;
                }
            }
        }
        let want: Vec<i32> = matrix.modules.iter().map(|m| i32::from(*m)).collect();
        assert_eq!(seen, want);
    }

    #[test]
    fn the_path_is_exact() {
        let path = matrix(&["#.", ".#"]).path(Point::new(Length::mm(1.0), Length::mm(2.0)), Length::mm(0.5));
        let bounds = path.bounds().unwrap();
        assert_eq!(bounds, Rect::new(Length::mm(1.0), Length::mm(2.0), Length::mm(1.0), Length::mm(1.0)));
        assert_eq!(path.segments.len(), 10);
    }
}
