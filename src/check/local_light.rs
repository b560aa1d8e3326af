//! Dark parted from light by a limit of each neighbourhood, as readers of codes do it: pages and photographs are lighter in
//! one place than in another. Whole rows at a time, for photographs have millions of pixels.
//!
//! A square of eight by eight pixels says what is dark: less than its mean, or, where it is about even, what its neighbours
//! call dark. The limit of a square is the mean over the five by five squares around it.

use rxing::common::{BitArray, BitMatrix};
use std::ops::Range;

/// Side of a square in pixels.
const SIDE: usize = 8;
/// Squares on each side of one that have a say in its limit.
const AROUND: usize = 2;
/// The smallest side of a picture that has neighbourhoods.
pub(super) const LEAST_SIDE: u32 = (SIDE * (2 * AROUND + 1)) as u32;
/// Pixels of an even square differ by no more than this.
const EVEN: u8 = 24;
/// Pixels of a square, as a power of two.
const PIXELS: u32 = 6;

/// What is dark, pixel by pixel, of a picture in gray. `None` for one without neighbourhoods.
pub(super) fn dark(width: u32, height: u32, data: &[u8]) -> Option<BitMatrix> {
    if width.min(height) < LEAST_SIDE {
        return None;
    }
    let mut bits = BitMatrix::new(width, height).ok()?;
    let (width, height) = (width as usize, height as usize);
    let (across, down) = (width.div_ceil(SIDE), height.div_ceil(SIDE));
    let limits = limits(&darkness(width, height, data), across, down);
    let mut line = BitArray::with_size(width);
    for y in 0..height {
        // The last squares reach back over those before them, whose pixels keep what both say.
        let own = &limits[y / SIDE * across..][..across];
        let also = (y >= height - SIDE && y / SIDE + 1 < down).then(|| &limits[(down - 1) * across..][..across]);
        row(&data[y * width..][..width], own, also, &mut line);
        bits.setRow(y as u32, &line);
    }
    Some(bits)
}

/// Where a square lies along a side of the picture: the last one is moved in from the edge.
fn span(index: usize, side: usize) -> Range<usize> {
    let start = (index * SIDE).min(side - SIDE);
    start..start + SIDE
}

/// What each square calls dark.
fn darkness(width: usize, height: usize, data: &[u8]) -> Vec<u32> {
    let (across, down) = (width.div_ceil(SIDE), height.div_ceil(SIDE));
    let mut found = vec![0; across * down];
    for y in 0..down {
        let columns = Columns::of(&data[span(y, height).start * width..][..SIDE * width], width);
        for x in 0..across {
            let (least, most, sum) = columns.square(span(x, width));
            let at = y * across + x;
            found[at] = match most - least > EVEN {
                true => sum >> PIXELS,
                false => {
                    let alone = u32::from(least) / 2;
                    let beside = || (found[at - across] + 2 * found[at - 1] + found[at - across - 1]) / 4;
                    // An even square is light, unless it is darker than its neighbours' idea of dark.
                    if y > 0 && x > 0 && u32::from(least) < beside() { beside() } else { alone }
                }
            };
        }
    }
    found
}

/// A band of rows, column by column: the least, the most and the sum.
struct Columns {
    least: Vec<u8>,
    most: Vec<u8>,
    sums: Vec<u16>,
}

impl Columns {
    fn of(band: &[u8], width: usize) -> Columns {
        let mut columns = Columns { least: vec![u8::MAX; width], most: vec![0; width], sums: vec![0; width] };
        for row in band.chunks_exact(width) {
            columns.least.iter_mut().zip(row).for_each(|(least, value)| *least = (*least).min(*value));
            columns.most.iter_mut().zip(row).for_each(|(most, value)| *most = (*most).max(*value));
            columns.sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += u16::from(*value));
        }
        columns
    }

    fn square(&self, at: Range<usize>) -> (u8, u8, u32) {
        let least = self.least[at.clone()].iter().copied().fold(u8::MAX, u8::min);
        let most = self.most[at.clone()].iter().copied().fold(0, u8::max);
        (least, most, self.sums[at].iter().map(|sum| u32::from(*sum)).sum())
    }
}

/// The limit of each square: the mean over its neighbourhood, which at an edge is that of the nearest square with all sides.
fn limits(darkness: &[u32], across: usize, down: usize) -> Vec<u8> {
    const ALL: usize = 2 * AROUND + 1;
    let mut limits = Vec::with_capacity(darkness.len());
    for y in 0..down {
        let top = y.clamp(AROUND, down - AROUND - 1) - AROUND;
        let column = |x: usize| (top..top + ALL).map(|row| darkness[row * across + x]).sum::<u32>();
        let columns: Vec<u32> = (0..across).map(column).collect();
        limits.extend((0..across).map(|x| {
            let left = x.clamp(AROUND, across - AROUND - 1) - AROUND;
            // A mean of bytes is one.
            (columns[left..left + ALL].iter().sum::<u32>() / (ALL * ALL) as u32) as u8
        }));
    }
    limits
}

/// One row of pixels as bits. `also`: the limits of a second row of squares over it; a pixel is dark where either says so.
fn row(pixels: &[u8], own: &[u8], also: Option<&[u8]>, line: &mut BitArray) {
    const WORD: usize = usize::BITS as usize;
    let width = pixels.len();
    let squares = |x: usize| {
        let byte = |limits: &[u8]| under(&pixels[span(x, width)], limits[x]);
        usize::from(byte(own) | also.map_or(0, byte))
    };
    let last = own.len() - 1;
    let moved = span(last, width).start;
    for (word, first) in (0..width).step_by(WORD).enumerate() {
        let whole = (first / SIDE..(first + WORD) / SIDE).take_while(|x| *x < last);
        let mut bits = whole.enumerate().fold(0, |bits, (place, x)| bits | squares(x) << (place * SIDE));
        // The last square begins anywhere.
        let shift = moved as isize - first as isize;
        if shift > -(SIDE as isize) && shift < WORD as isize {
            let byte = squares(last);
            bits |= if shift < 0 { byte >> shift.unsigned_abs() } else { byte << shift.unsigned_abs() };
        }
        line.setBulk(word * WORD, bits);
    }
}

/// Of eight pixels those that are no lighter than the limit, as bits from the lowest up; all eight at once, each in a byte
/// of a number.
fn under(pixels: &[u8], limit: u8) -> u8 {
    const ONES: u64 = u64::MAX / 255;
    const TOPS: u64 = ONES << 7;
    let Some(values) = pixels.first_chunk().map(|eight| u64::from_le_bytes(*eight)) else { return 0 };
    let limits = u64::from(limit) * ONES;
    // The top bit of a byte tells for the lower seven, where the two top bits are alike.
    let lower = (limits | TOPS) - (values & !TOPS);
    let dark = ((limits & !values) | (!(limits ^ values) & lower)) & TOPS;
    // The top bits of all bytes, brought together in the last.
    ((dark >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use rxing::common::HybridBinarizer;
    use rxing::{Binarizer, Luma8LuminanceSource};

    /// What the reader's own way makes of a picture.
    fn known(width: u32, height: u32, data: Vec<u8>) -> BitMatrix {
        let source = Luma8LuminanceSource::new(data, width, height).expect("a whole picture");
        HybridBinarizer::new(source).get_black_matrix().expect("it is large enough").clone()
    }

    #[test]
    fn dark_is_what_readers_of_codes_call_dark() {
        for (width, height) in [(40, 40), (64, 48), (41, 63), (129, 40), (130, 77), (200, 121), (71, 90)] {
            for kind in 0..4_u32 {
                let value = |i: u32| {
                    let (x, y) = (i % width, i / width);
                    let grain = i.wrapping_mul(2_654_435_761) >> 24;
                    match kind {
                        0 => grain,
                        1 => (x * 2 + y) % 256,
                        2 => 100 + grain % 20 + (x / 16 % 2) * 60,
                        _ => {
                            if (x / 5 + y / 7) % 2 == 0 {
                                30 + y % 40
                            } else {
                                200 - x % 60
                            }
                        }
                    }
                };
                let data: Vec<u8> = (0..width * height).map(|i| value(i) as u8).collect();
                let ours = dark(width, height, &data).expect("it is large enough");
                let theirs = known(width, height, data);
                let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
                let other: Vec<_> = all.filter(|(x, y)| ours.get(*x, *y) != theirs.get(*x, *y)).take(5).collect();
                assert_eq!(other, [], "{width} x {height}, kind {kind}");
            }
        }
    }

    #[test]
    fn no_lighter_than_the_limit_is_dark() {
        for limit in 0..=255_u8 {
            let pixels: [u8; 8] = [0, 1, limit.saturating_sub(1), limit, limit.saturating_add(1), 127, 128, 255];
            let one_by_one = pixels.iter().enumerate().fold(0, |bits, (i, value)| bits | u8::from(*value <= limit) << i);
            assert_eq!(under(&pixels, limit), one_by_one, "{limit}");
        }
    }

    #[test]
    fn a_small_picture_has_no_neighbourhoods() {
        assert!(dark(39, 200, &[0; 39 * 200]).is_none());
    }
}
