//! Rows of pixels as differences from their neighbours (PNG prediction, ISO 32000-1, 7.4.4.4): photographs pack to about
//! two thirds, and faster.

use std::borrow::Cow;

/// The number of the predictor in `DecodeParms`: each row says which filter it has.
pub(super) const PREDICTOR: i64 = 15;

/// Rows of a picture that are tried in each way: some bands over all of it.
const BANDS: usize = 4;
const ROWS_OF_A_BAND: usize = 5;

/// A filter of a row: a byte from the one of the pixel to the left, of the row above, and of the pixel above to the left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Filter {
    Left,
    Up,
    Paeth,
}

/// The filters of PNG that are worth trying. `Average` hardly ever wins beside `Paeth`.
const FILTERS: [Filter; 3] = [Filter::Left, Filter::Up, Filter::Paeth];

impl Filter {
    /// Its number (PNG, 9.2).
    fn number(self) -> u8 {
        match self {
            Filter::Left => 1,
            Filter::Up => 2,
            Filter::Paeth => 4,
        }
    }

    #[cfg(test)]
    fn guess(self, left: u8, up: u8, corner: u8) -> u8 {
        match self {
            Filter::Left => left,
            Filter::Up => up,
            Filter::Paeth => paeth(left, up, corner),
        }
    }
}

/// Rows of pixels.
pub(super) struct Rows<'a> {
    data: Cow<'a, [u8]>,
    /// Bytes of a row.
    stride: usize,
    channels: usize,
}

impl<'a> Rows<'a> {
    /// All rows of a picture of whole ones.
    pub(super) fn of(data: &'a [u8], width: usize, channels: usize) -> Rows<'a> {
        Rows { data: Cow::Borrowed(data), stride: width * channels, channels }
    }

    /// Some rows to try; `None` where there are no two whole ones.
    pub(super) fn some_of(data: &'a [u8], width: usize, channels: usize) -> Option<Rows<'a>> {
        let stride = width * channels;
        let rows = data.len().checked_div(stride)?;
        if rows < 2 || rows * stride != data.len() {
            return None;
        }
        if rows <= BANDS * ROWS_OF_A_BAND {
            return Some(Rows::of(data, width, channels));
        }
        let band = |n: usize| &data[(n * 2 + 1) * rows / (BANDS * 2) * stride..][..ROWS_OF_A_BAND * stride];
        let some = (0..BANDS).flat_map(band).copied().collect();
        Some(Rows { data: Cow::Owned(some), stride, channels })
    }

    pub(super) fn data(&self) -> &[u8] {
        &self.data
    }

    /// As differences, with the filter that leaves least in front of each row.
    pub(super) fn filtered(&self) -> Vec<u8> {
        let stride = self.stride;
        let mut out = Vec::with_capacity(self.data.len() + self.data.len() / stride);
        let none = vec![0; stride];
        let mut above: &[u8] = &none;
        let mut trials = FILTERS.map(|_| vec![0_u8; stride]);
        for row in self.data.chunks_exact(stride) {
            let mut best = (u64::MAX, 0);
            for (index, filter) in FILTERS.iter().enumerate() {
                apply(*filter, row, above, self.channels, &mut trials[index]);
                let cost = cost(&trials[index]);
                if cost < best.0 {
                    best = (cost, index);
                }
            }
            out.push(FILTERS[best.1].number());
            out.extend_from_slice(&trials[best.1]);
            above = row;
        }
        out
    }
}

/// Writes a filtered row. Slices in step with each other: the compiler does sixteen bytes at a time.
fn apply(filter: Filter, row: &[u8], above: &[u8], channels: usize, into: &mut [u8]) {
    let first = channels.min(row.len());
    let up = |into: &mut [u8], row: &[u8], above: &[u8]| {
        into.iter_mut().zip(row).zip(above).for_each(|((into, own), up)| *into = own.wrapping_sub(*up));
    };
    match filter {
        Filter::Left => {
            into[..first].copy_from_slice(&row[..first]);
            up(&mut into[first..], &row[first..], row);
        }
        Filter::Up => up(into, row, above),
        Filter::Paeth => {
            // The first pixel has nothing to its left: nearest is what stands above it.
            up(&mut into[..first], &row[..first], above);
            let neighbours = row.iter().zip(&above[first..]).zip(above);
            for ((into, own), ((left, up), corner)) in into[first..].iter_mut().zip(&row[first..]).zip(neighbours) {
                *into = own.wrapping_sub(paeth(*left, *up, *corner));
            }
        }
    }
}

/// How far a filtered row is from nothing: the sum of the differences as signed bytes.
fn cost(row: &[u8]) -> u64 {
    // So few that their sum stands in 16 bits.
    let part = |bytes: &[u8]| bytes.iter().map(|byte| u16::from(byte.cast_signed().unsigned_abs())).sum::<u16>();
    row.chunks(256).map(|bytes| u64::from(part(bytes))).sum()
}

/// The neighbour nearest to left + up - corner. Without a branch.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let (off_left, off_up) = ((b - c).abs(), (a - c).abs());
    let off_corner = (a + b - c - c).abs();
    let nearest = if off_up <= off_corner { up } else { corner };
    if off_left <= off_up.min(off_corner) { left } else { nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a reader undoes it.
    fn back(rows: &[u8], stride: usize, channels: usize) -> Vec<u8> {
        let mut out: Vec<u8> = Vec::new();
        for row in rows.chunks_exact(stride + 1) {
            let filter = FILTERS.iter().find(|filter| filter.number() == row[0]).expect("a known filter");
            let start = out.len();
            for (index, difference) in row[1..].iter().enumerate() {
                let at = |back: usize, up: bool| {
                    let column = index.checked_sub(back)?;
                    let from = if up { start.checked_sub(stride)? } else { start };
                    out.get(from + column).copied()
                };
                let (left, above, corner) = (at(channels, false), at(0, true), at(channels, true));
                let guess = filter.guess(left.unwrap_or(0), above.unwrap_or(0), corner.unwrap_or(0));
                out.push(difference.wrapping_add(guess));
            }
        }
        out
    }

    #[test]
    fn every_picture_comes_back() {
        let noise: Vec<u8> = (0..7 * 4 * 9_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let ramp: Vec<u8> = (0..7 * 4 * 9_u32).map(|i| (i / 3) as u8).collect();
        for data in [noise, ramp] {
            assert_eq!(back(&Rows::of(&data, 7, 4).filtered(), 28, 4), data);
        }
    }

    #[test]
    fn some_rows_stand_for_all() {
        let data: Vec<u8> = (0..100_u8).flat_map(|row| [row; 12]).collect();
        let some = Rows::some_of(&data, 4, 3).expect("whole rows");
        let rows: Vec<u8> = some.data().chunks(12).map(|row| row[0]).collect();
        assert_eq!(rows, [12, 13, 14, 15, 16, 37, 38, 39, 40, 41, 62, 63, 64, 65, 66, 87, 88, 89, 90, 91]);
        assert_eq!(Rows::some_of(&data[..60], 4, 3).map(|rows| rows.data().len()), Some(60));
        assert!(Rows::some_of(&data, 0, 3).is_none() && Rows::some_of(&data[..1199], 4, 3).is_none());
    }

    #[test]
    fn the_nearest_neighbour_is_that_of_the_standard() {
        for (left, up, corner) in (0..4096_u32).map(|n| (n * 37 % 256, n * 101 % 256, n * n % 256)) {
            let guess = left as i32 + up as i32 - corner as i32;
            let nearest = [left, up, corner].into_iter().min_by_key(|side| (guess - *side as i32).abs());
            assert_eq!(Some(u32::from(paeth(left as u8, up as u8, corner as u8))), nearest, "{left} {up} {corner}");
        }
    }

    #[test]
    fn the_cost_is_the_sum_of_the_differences() {
        let row: Vec<u8> = (0..1000_u32).map(|n| (n * n % 256) as u8).collect();
        assert_eq!(cost(&row), row.iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum::<u64>());
        assert_eq!(cost(&[128; 512]), 512 * 128);
    }
}
