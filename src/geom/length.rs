//! A length on paper, exact in points, inches and millimetres alike.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in English Metric Units (EMU): 914,400 to the inch, 36,000 to the millimetre, 12,700 to the point.
///
/// Whole numbers, so `8.5in` and `215.9mm` are the same length and never drift apart by rounding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

const PER_INCH: f64 = 914_400.0;
const PER_MM: f64 = 36_000.0;
const PER_POINT: f64 = 12_700.0;

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);
    /// Longer than any sheet we can make: the "no limit" of a copyfit.
    pub const MAX: Length = Length(i64::MAX / 4);

    /// In English Metric Units, 914,400 to the inch.
    pub const fn emu(n: i64) -> Length {
        Length(n)
    }
    /// From inches, rounded to whole EMU.
    pub fn inches(n: f64) -> Length {
        Length(nearest(n * PER_INCH))
    }
    /// From millimetres, rounded to whole EMU.
    pub fn mm(n: f64) -> Length {
        Length(nearest(n * PER_MM))
    }
    /// From points of 1/72 inch, rounded to whole EMU.
    pub fn points(n: f64) -> Length {
        Length(nearest(n * PER_POINT))
    }
    /// Whole EMU.
    pub fn to_emu(self) -> i64 {
        self.0
    }
    /// In points of 1/72 inch, the unit of PDF.
    pub fn to_points(self) -> f64 {
        self.0 as f64 / PER_POINT
    }
    /// In millimetres.
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / PER_MM
    }
    /// In inches.
    pub fn to_inches(self) -> f64 {
        self.0 as f64 / PER_INCH
    }
    /// Without its sign.
    pub fn abs(self) -> Length {
        Length(self.0.abs())
    }
    /// This length times a ratio, rounded to the nearest unit.
    pub fn scale(self, ratio: f64) -> Length {
        Length(nearest(self.0 as f64 * ratio))
    }
    /// How many times `other` goes into this length.
    pub fn ratio(self, other: Length) -> f64 {
        self.0 as f64 / other.0 as f64
    }
    /// Whether there is nothing of it.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The nearest whole number, halves away from zero. `f64::round` is a call where the processor is not known to have it,
/// and a layout rounds some ten thousand times; this is three instructions, and differs for 0.5 less the least bit only.
pub(crate) fn nearest(n: f64) -> i64 {
    (n + 0.5_f64.copysign(n)) as i64
}

impl Add for Length {
    type Output = Length;
    fn add(self, o: Length) -> Length {
        Length(self.0 + o.0)
    }
}
impl Sub for Length {
    type Output = Length;
    fn sub(self, o: Length) -> Length {
        Length(self.0 - o.0)
    }
}
impl AddAssign for Length {
    fn add_assign(&mut self, o: Length) {
        self.0 += o.0;
    }
}
impl SubAssign for Length {
    fn sub_assign(&mut self, o: Length) {
        self.0 -= o.0;
    }
}
impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, n: i64) -> Length {
        Length(self.0 * n)
    }
}
impl Div<i64> for Length {
    type Output = Length;
    fn div(self, n: i64) -> Length {
        Length(self.0 / n)
    }
}
impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}
impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(all: I) -> Length {
        all.fold(Length::ZERO, Add::add)
    }
}

/// In points with up to three decimals: what a dump shows.
impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}pt", trimmed(self.to_points(), 3))
    }
}

/// As a person would type it: in the unit that takes no more than a few decimals, inches before millimetres before points.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let even = |n: f64, decimals: i32| {
            let scaled = n * 10_f64.powi(decimals);
            (scaled - scaled.round()).abs() < SAME_NUMBER
        };
        if even(self.to_inches(), 3) {
            write!(f, "{}in", trimmed(self.to_inches(), 3))
        } else if even(self.to_mm(), 2) {
            write!(f, "{}mm", trimmed(self.to_mm(), 2))
        } else {
            write!(f, "{}pt", trimmed(self.to_points(), 3))
        }
    }
}

/// How far a number may lie from the one that is written for it, in units of its last decimal.
const SAME_NUMBER: f64 = 0.02;

/// With up to so many decimals, and no zeros at the end.
fn trimmed(n: f64, decimals: usize) -> String {
    let text = format!("{n:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_string() } else { text.to_string() }
}

/// Why a length was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthError {
    /// It does not begin with a number: `wide`.
    NoNumber,
    /// A number alone: `3.5`.
    NoUnit,
    /// A unit other than `in`, `mm`, `cm`, `m` and `pt`.
    UnknownUnit,
    /// Over 10 metres, either way.
    TooLarge,
}

/// No sheet is longer than this: 10 metres.
const LONGEST_MM: f64 = 10_000.0;

impl std::str::FromStr for Length {
    type Err = LengthError;

    /// Reads `"3.5in"`, `"85 mm"`, `"9pt"`, `"2cm"`, `"1.5m"`.
    fn from_str(s: &str) -> Result<Length, LengthError> {
        let s = s.trim();
        let split = s.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-' || c == '+')).unwrap_or(s.len());
        let number: f64 = s[..split].parse().map_err(|_| LengthError::NoNumber)?;
        let length = match s[split..].trim() {
            "in" => number * 25.4,
            "mm" => number,
            "cm" => number * 10.0,
            "m" => number * 1000.0,
            "pt" => number * 25.4 / 72.0,
            "" => return Err(LengthError::NoUnit),
            _ => return Err(LengthError::UnknownUnit),
        };
        if !(length.abs() <= LONGEST_MM) {
            return Err(LengthError::TooLarge);
        }
        Ok(Length::mm(length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: Length) {
        assert_eq!(text.parse(), Ok(want), "{text}");
    }

    #[test]
    fn units_are_exact_and_agree() {
        check("3.5in", Length::inches(3.5));
        check("8.5in", Length::mm(215.9));
        check("9pt", Length::points(9.0));
        check(" 85 mm ", Length::mm(85.0));
        check("0.125in", Length::points(9.0));
        assert_eq!(Length::inches(8.5).to_points(), 612.0);
    }

    #[test]
    fn what_is_no_length_is_refused() {
        assert_eq!("3.5".parse::<Length>(), Err(LengthError::NoUnit));
        assert_eq!("wide".parse::<Length>(), Err(LengthError::NoNumber));
        assert_eq!("3 furlongs".parse::<Length>(), Err(LengthError::UnknownUnit));
        assert_eq!("99999999in".parse::<Length>(), Err(LengthError::TooLarge));
    }
}
