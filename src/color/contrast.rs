//! How well one colour stands out from another: WCAG 2.1, "contrast ratio" and "relative luminance".

use super::Rgb;
use std::sync::LazyLock;

/// Relative luminance, 0 (black) to 1 (white).
pub fn luminance(Rgb([r, g, b]): Rgb) -> f64 {
    let linear = |c: u8| LINEAR[usize::from(c)];
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Each value of a channel as light.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|c| {
        let c = c as f64 / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
});

/// What copy and display type need where inks have only a likeness ([`Rgb::likeness`]): nothing that is in order may be refused
/// for the sake of a rough sum.
pub const ROUGHLY: (f64, f64) = (3.0, 2.0);

/// Contrast ratio, 1 (equal) to 21 (black on white).
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_21() {
        assert!((contrast(Rgb::BLACK, Rgb::WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(Rgb([0x77; 3]), Rgb::WHITE) - 4.48).abs() < 0.01);
    }
}
