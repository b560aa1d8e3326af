//! Matrices of a page (ISO 32000-1, 8.3.3).

/// `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f.
pub(super) type Matrix = [f64; 6];

/// Changes nothing.
pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `a` first, then `b`.
pub(super) fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// How much larger a matrix makes things, on average of both ways.
pub(super) fn scale(m: Matrix) -> f64 {
    (m[0] * m[3] - m[1] * m[2]).abs().sqrt()
}
