//! The inks of pictures: a cube of sRGB colours at even distances, with what lies between them on straight lines. Of its
//! corners only those are worked out that a picture comes near: a photograph holds a small part of all colours.

/// Corners along each axis: as many as the tables of a profile mostly have.
const POINTS: usize = 33;

/// From a corner to the next one of the same red, green and blue.
const STEPS: [usize; 3] = [POINTS * POINTS, POINTS, 1];

/// Colours that are kept: as many as stand near at hand.
const RECENT: usize = 1 << 12;

/// Inks of one corner, full being [`FULL`], two of them in the halves of a number: what is done to both is done once.
type Inks = [u64; 2];
const UNKNOWN: Inks = [u64::MAX; 2];
/// So that the parts of a whole of 255, times this, end 16 bits over a byte.
const FULL: f64 = 65_536.0;

/// Corners worked out so far.
pub(super) struct Cube {
    corners: Vec<Inks>,
}

/// Where a channel lies: the corner under it, and how far it is from there to the next, in parts of 255.
#[derive(Clone, Copy)]
struct Place {
    corner: usize,
    part: u32,
}

impl Cube {
    pub(super) fn new() -> Cube {
        Cube { corners: vec![UNKNOWN; POINTS.pow(3)] }
    }

    /// 8-bit sRGB pixels to 8-bit CMYK, 255 = full ink. `inks`: those of a colour, both in parts of 1.
    pub(super) fn convert(&mut self, rgb: &[[u8; 3]], inks: &dyn Fn([f64; 3]) -> [f64; 4], into: &mut [[u8; 4]]) {
        let places: [Place; 256] = std::array::from_fn(place);
        // Colours come again, mostly soon.
        let mut recent = vec![(u32::MAX, [0; 4]); RECENT];
        for (pixel, into) in rgb.iter().zip(into) {
            let color = u32::from_be_bytes([0, pixel[0], pixel[1], pixel[2]]);
            // Fibonacci hashing: the highest bits depend on all others.
            let known = &mut recent[(color.wrapping_mul(0x9e37_79b1) >> (u32::BITS - RECENT.ilog2())) as usize];
            if known.0 != color {
                *known = (color, self.at(*pixel, &places, inks));
            }
            *into = known.1;
        }
    }

    /// Between the four corners of the tetrahedron that a colour lies in: along the channel that is farthest from its
    /// corner first.
    fn at(&mut self, [r, g, b]: [u8; 3], places: &[Place; 256], inks: &dyn Fn([f64; 3]) -> [f64; 4]) -> [u8; 4] {
        let (r, g, b) = (places[usize::from(r)], places[usize::from(g)], places[usize::from(b)]);
        let [red, green, blue] = STEPS;
        let first = r.corner * red + g.corner * green + b.corner * blue;
        let (far, next, near, along, across) = match (r.part >= g.part, g.part >= b.part, r.part >= b.part) {
            (true, true, _) => (r.part, g.part, b.part, red, red + green),
            (true, false, true) => (r.part, b.part, g.part, red, red + blue),
            (true, false, false) => (b.part, r.part, g.part, blue, blue + red),
            (false, true, true) => (g.part, r.part, b.part, green, green + red),
            (false, true, false) => (g.part, b.part, r.part, green, green + blue),
            (false, false, _) => (b.part, g.part, r.part, blue, blue + green),
        };
        let mut sum = [HALF; 2];
        let shares = [255 - far, far - next, next - near, near];
        for (corner, share) in [first, first + along, first + across, first + red + green + blue].into_iter().zip(shares) {
            let mut known = self.corners[corner];
            if known == UNKNOWN {
                known = self.found(corner, inks);
            }
            sum[0] += known[0] * u64::from(share);
            sum[1] += known[1] * u64::from(share);
        }
        let byte = |pair: u64, at: u32| (pair >> at) as u8;
        [byte(sum[0], 16), byte(sum[0], 48), byte(sum[1], 16), byte(sum[1], 48)]
    }

    #[cold]
    fn found(&mut self, corner: usize, inks: &dyn Fn([f64; 3]) -> [f64; 4]) -> Inks {
        let part = |step: usize| (corner / step % POINTS) as f64 / (POINTS - 1) as f64;
        let [c, m, y, k] = inks(STEPS.map(part)).map(|ink| (ink.clamp(0.0, 1.0) * FULL).round() as u64);
        self.corners[corner] = [c | m << 32, y | k << 32];
        self.corners[corner]
    }
}

/// Half a step in both halves: what is cut off then rounds.
const HALF: u64 = 1 << 15 | 1 << 47;

/// The last corner has none behind it: what lies there is all the way from the one before.
fn place(channel: usize) -> Place {
    let corner = (channel * (POINTS - 1) / 255).min(POINTS - 2);
    Place { corner, part: (channel * (POINTS - 1) - corner * 255) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(pixels: &[[u8; 3]], inks: &dyn Fn([f64; 3]) -> [f64; 4]) -> Vec<[u8; 4]> {
        let mut into = vec![[0; 4]; pixels.len()];
        Cube::new().convert(pixels, inks, &mut into);
        into
    }

    #[test]
    fn what_is_straight_stays_exact() {
        let all: Vec<[u8; 3]> = (0..=255_u8).map(|n| [n, n.wrapping_mul(7), n.wrapping_mul(31)]).collect();
        let made = converted(&all, &|[r, g, b]| [1.0 - r, 1.0 - g, 1.0 - b, (r + g + b) / 3.0]);
        for ([r, g, b], [c, m, y, k]) in all.iter().zip(made) {
            assert_eq!([c, m, y], [255 - r, 255 - g, 255 - b]);
            let mean = f64::from(u32::from(*r) + u32::from(*g) + u32::from(*b)) / 3.0;
            assert!((f64::from(k) - mean).abs() <= 0.6, "{r} {g} {b}: {k}");
        }
    }

    #[test]
    fn corners_are_worked_out_once_and_only_where_a_picture_is() {
        let asked = std::cell::Cell::new(0);
        let inks = |[r, g, b]: [f64; 3]| {
            asked.set(asked.get() + 1);
            [r * g, g * b, b * r, r * r]
        };
        let pixels = [[10, 20, 30], [11, 20, 30], [200, 20, 30], [10, 20, 30]].repeat(50);
        let made = converted(&pixels, &inks);
        assert!(asked.get() <= 12, "{}", asked.get());
        assert!(made.chunks(4).all(|four| four[0] == four[3] && four[0] == made[0]));
    }
}
