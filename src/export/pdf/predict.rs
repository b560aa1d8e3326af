//! Rows of pixels as differences from their neighbours (PNG prediction, ISO 32000-1, 7.4.4.4): photographs pack to about
//! two thirds, and faster.

/// The number of the predictor in `DecodeParms`: each row says which filter it has.
pub(super) const PREDICTOR: i64 = 15;

/// Rows of the middle of a picture that are tried both ways.
const TRIED: usize = 48;

/// A filter of a row: a byte from the one of the pixel to the left, of the row above, and of the pixel above to the left.
type Filter = fn(u8, u8, u8) -> u8;

/// The filters of PNG that are worth trying, with their numbers (PNG, 9.2). `Average` hardly ever wins beside `Paeth`.
const FILTERS: [(u8, Filter); 3] = [(1, |left, _, _| left), (2, |_, up, _| up), (4, paeth)];

/// The picture with the filter that leaves least in front of each row; nothing where `packed_size` says that plain rows
/// pack as well: flat colours repeat better as they are.
pub(super) fn predicted(
    data: &[u8],
    width: usize,
    channels: usize,
    packed_size: &mut dyn FnMut(&[u8]) -> usize,
) -> Option<Vec<u8>> {
    let stride = width * channels;
    let rows = data.len().checked_div(stride)?;
    if rows < 2 || rows * stride != data.len() {
        return None;
    }
    let tried = TRIED.min(rows);
    let first = (rows - tried) / 2;
    let sample = &data[first * stride..(first + tried) * stride];
    if packed_size(&filtered(sample, stride, channels)) >= packed_size(sample) {
        return None;
    }
    Some(filtered(data, stride, channels))
}

fn filtered(data: &[u8], stride: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() + data.len() / stride);
    let none = vec![0; stride];
    let mut above: &[u8] = &none;
    let mut trials = FILTERS.map(|_| vec![0_u8; stride]);
    for row in data.chunks_exact(stride) {
        let mut best = (u64::MAX, 0);
        for (index, (_, filter)) in FILTERS.iter().enumerate() {
            let cost = apply(*filter, row, above, channels, &mut trials[index]);
            if cost < best.0 {
                best = (cost, index);
            }
        }
        out.push(FILTERS[best.1].0);
        out.extend_from_slice(&trials[best.1]);
        above = row;
    }
    out
}

/// Writes a filtered row, and how far it is from nothing: the sum of the differences as signed bytes.
fn apply(filter: Filter, row: &[u8], above: &[u8], channels: usize, into: &mut [u8]) -> u64 {
    let mut cost = 0;
    for index in 0..row.len() {
        let (left, corner) = match index.checked_sub(channels) {
            Some(before) => (row[before], above[before]),
            None => (0, 0),
        };
        let difference = row[index].wrapping_sub(filter(left, above[index], corner));
        into[index] = difference;
        cost += u64::from(difference.cast_signed().unsigned_abs());
    }
    cost
}

/// The neighbour nearest to left + up - corner.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let off = |side: u8| (guess - i16::from(side)).abs();
    match () {
        () if off(left) <= off(up) && off(left) <= off(corner) => left,
        () if off(up) <= off(corner) => up,
        () => corner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a reader undoes it.
    fn back(rows: &[u8], stride: usize, channels: usize) -> Vec<u8> {
        let mut out: Vec<u8> = Vec::new();
        for row in rows.chunks_exact(stride + 1) {
            let filter = FILTERS.iter().find(|(number, _)| *number == row[0]).expect("a known filter").1;
            let start = out.len();
            for (index, difference) in row[1..].iter().enumerate() {
                let at = |back: usize, up: bool| {
                    let column = index.checked_sub(back)?;
                    let from = if up { start.checked_sub(stride)? } else { start };
                    out.get(from + column).copied()
                };
                let (left, above, corner) = (at(channels, false), at(0, true), at(channels, true));
                let guess = filter(left.unwrap_or(0), above.unwrap_or(0), corner.unwrap_or(0));
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
            assert_eq!(back(&filtered(&data, 28, 4), 28, 4), data);
        }
    }

    #[test]
    fn plain_rows_stay_where_they_pack_as_well() {
        let flat = vec![7; 40 * 40];
        assert_eq!(predicted(&flat, 40, 1, &mut |bytes| bytes.iter().filter(|b| **b != 7).count()), None);
        assert_eq!(predicted(&flat, 0, 1, &mut |bytes| bytes.len()), None);
        assert_eq!(predicted(&flat[..1599], 40, 1, &mut |_| 0), None);
    }
}
