//! Cuts a payload into numeric, alphanumeric and byte segments of the fewest bits.
//!
//! Exact, by dynamic programming (ISO/IEC 18004, 7.4: bit lengths of the modes). Kanji mode is never used: its
//! detection turns UTF-8 into other text (notes/qr_and_typography.md, 1.2).

use std::ops::Range;

/// How characters are written into a code (ISO/IEC 18004, 7.3); the fewer there are to choose from, the fewer bits each takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Numeric,
    Alphanumeric,
    Byte,
}

/// A run of bytes written in one mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub mode: Mode,
    pub bytes: Range<usize>,
}

/// Versions that write the length of a segment in the same number of bits (ISO/IEC 18004, table 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Versions 1 to 9.
    Small,
    /// Versions 10 to 26.
    Medium,
    /// Versions 27 to 40.
    Large,
}

impl Group {
    /// By the version, 1 to 40: lengths take more bits in larger codes (ISO/IEC 18004, table 3).
    pub fn of(version: u8) -> Group {
        match version {
            0..=9 => Group::Small,
            10..=26 => Group::Medium,
            _ => Group::Large,
        }
    }
}

const MODE_BITS: u32 = 4;

impl Mode {
    const ALL: [Mode; 3] = [Mode::Numeric, Mode::Alphanumeric, Mode::Byte];

    /// Whether a byte can be written in this mode.
    pub fn can_write(self, byte: u8) -> bool {
        match self {
            Mode::Numeric => byte.is_ascii_digit(),
            Mode::Alphanumeric => byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte),
            Mode::Byte => true,
        }
    }

    /// Bits before the first character: mode indicator and length.
    pub fn header(self, group: Group) -> u32 {
        let length = match (self, group) {
            (Mode::Numeric, Group::Small) => 10,
            (Mode::Numeric, Group::Medium) => 12,
            (Mode::Numeric, Group::Large) => 14,
            (Mode::Alphanumeric, Group::Small) => 9,
            (Mode::Alphanumeric, Group::Medium) => 11,
            (Mode::Alphanumeric, Group::Large) => 13,
            (Mode::Byte, Group::Small) => 8,
            (Mode::Byte, Group::Medium | Group::Large) => 16,
        };
        MODE_BITS + length
    }

    /// What each further character adds, over and over: three digits take 4 + 3 + 3 bits, two letters 6 + 5.
    fn steps(self) -> &'static [u32] {
        match self {
            Mode::Numeric => &[4, 3, 3],
            Mode::Alphanumeric => &[6, 5],
            Mode::Byte => &[8],
        }
    }

    /// Bits of `count` characters without the header.
    fn body(self, count: usize) -> u32 {
        let steps = self.steps();
        let whole: u32 = steps.iter().sum();
        let rest: u32 = steps[..count % steps.len()].iter().sum();
        (count / steps.len()) as u32 * whole + rest
    }
}

/// Length of the segments in bits, headers included.
pub fn bits(segments: &[Segment], group: Group) -> u32 {
    segments.iter().map(|s| s.mode.header(group) + s.mode.body(s.bytes.len())).sum()
}

/// The whole payload as one segment, in the densest mode that can write all of it.
pub fn single(payload: &[u8]) -> Vec<Segment> {
    let mode = Mode::ALL.into_iter().find(|m| payload.iter().all(|b| m.can_write(*b)));
    vec![Segment { mode: mode.unwrap_or(Mode::Byte), bytes: 0..payload.len() }]
}

/// A way to have written the payload up to some byte: the mode of the last character, and how many of its
/// cycle of [`Mode::steps`] are used.
#[derive(Clone, Copy, PartialEq, Eq)]
struct EncoderState {
    mode: Mode,
    used: usize,
}

const STATES: [EncoderState; 6] = [
    EncoderState { mode: Mode::Numeric, used: 0 },
    EncoderState { mode: Mode::Numeric, used: 1 },
    EncoderState { mode: Mode::Numeric, used: 2 },
    EncoderState { mode: Mode::Alphanumeric, used: 0 },
    EncoderState { mode: Mode::Alphanumeric, used: 1 },
    EncoderState { mode: Mode::Byte, used: 0 },
];

/// The segments of the fewest bits; among equals the one with fewer switches.
pub fn shortest(payload: &[u8], group: Group) -> Vec<Segment> {
    // Cost: bits, then number of segments. `before[i][s]`: the state one character earlier on the best way to s.
    type Cost = (u32, u32);
    const FAR: Cost = (u32::MAX, 0);
    let mut cost = [FAR; STATES.len()];
    let mut before: Vec<[Option<usize>; STATES.len()]> = Vec::with_capacity(payload.len());
    for (i, &byte) in payload.iter().enumerate() {
        let mut next = [FAR; STATES.len()];
        let mut from = [None; STATES.len()];
        let mut see = |to: EncoderState, total: Cost, source: Option<usize>| {
            let s = STATES.iter().position(|x| *x == to).expect("every state is listed");
            if total < next[s] {
                (next[s], from[s]) = (total, source);
            }
        };
        for mode in Mode::ALL.into_iter().filter(|m| m.can_write(byte)) {
            let steps = mode.steps();
            let start = EncoderState { mode, used: 1 % steps.len() };
            let head = mode.header(group) + steps[0];
            if i == 0 {
                see(start, (head, 1), None);
            }
            for (s, state) in STATES.iter().enumerate().filter(|(s, _)| cost[*s] != FAR) {
                let (bits, count) = cost[s];
                if state.mode == mode {
                    see(EncoderState { mode, used: (state.used + 1) % steps.len() }, (bits + steps[state.used], count), Some(s));
                } else {
                    see(start, (bits + head, count + 1), Some(s));
                }
            }
        }
        cost = next;
        before.push(from);
    }
    walk_back(&cost, &before)
}

fn walk_back(cost: &[(u32, u32)], before: &[[Option<usize>; STATES.len()]]) -> Vec<Segment> {
    let mut at = (0..STATES.len()).min_by_key(|s| cost[*s]);
    let mut segments: Vec<Segment> = Vec::new();
    for (i, from) in before.iter().enumerate().rev() {
        let Some(state) = at else { break };
        let mode = STATES[state].mode;
        match segments.last_mut() {
            Some(last) if last.mode == mode => last.bytes.start = i,
            _ => segments.push(Segment { mode, bytes: i..i + 1 }),
        }
        at = from[state];
    }
    segments.reverse();
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: [Group; 3] = [Group::Small, Group::Medium, Group::Large];

    /// Every cut into every mode, by trying them all.
    fn brute(payload: &[u8], group: Group) -> u32 {
        let mut best = vec![u32::MAX; payload.len() + 1];
        best[payload.len()] = 0;
        for start in (0..payload.len()).rev() {
            for mode in Mode::ALL {
                for end in start + 1..=payload.len() {
                    if !mode.can_write(payload[end - 1]) {
                        break;
                    }
                    let all = mode.header(group) + mode.body(end - start) + best[end];
                    best[start] = best[start].min(all);
                }
            }
        }
        best[0]
    }

    #[test]
    fn as_short_as_trying_every_cut() {
        // A small generator of mixed texts: runs of digits, capitals and lower case of many lengths.
        let mut seed = 7_u32;
        let mut roll = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % n
        };
        for _ in 0..300 {
            let mut payload = Vec::new();
            for _ in 0..=roll(5) {
                let alphabet: &[u8] = [&b"0123456789"[..], b"ABC-/:.", b"abcde?"][roll(3) as usize];
                for _ in 0..=roll(14) {
                    payload.push(alphabet[roll(alphabet.len() as u32) as usize]);
                }
            }
            for group in GROUPS {
                let found = shortest(&payload, group);
                assert_eq!(bits(&found, group), brute(&payload, group), "{:?}", String::from_utf8_lossy(&payload));
                let joined: Vec<u8> = found.iter().flat_map(|s| payload[s.bytes.clone()].to_vec()).collect();
                assert_eq!(joined, payload);
                assert!(found.iter().all(|s| payload[s.bytes.clone()].iter().all(|b| s.mode.can_write(*b))));
            }
        }
    }

    #[test]
    fn digits_inside_a_link_are_cut_out_when_it_pays() {
        let payload = b"https://example.org/p/1234567890123456";
        let modes: Vec<Mode> = shortest(payload, Group::Small).into_iter().map(|s| s.mode).collect();
        assert_eq!(modes, [Mode::Byte, Mode::Numeric]);
        assert_eq!(single(payload)[0].mode, Mode::Byte);
        assert_eq!(single(b"HELP")[0].mode, Mode::Alphanumeric);
        assert!(shortest(b"", Group::Small).is_empty());
    }
}
