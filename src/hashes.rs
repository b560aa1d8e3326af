//! Texts and files as short hashes, and what is known of a great many texts in little room. Does not know what they are.

use rustc_hash::FxHashMap;

/// The first eight bytes of the hash of a text. Of a million texts two share one with a chance of one in forty million.
pub fn short(text: &str) -> u64 {
    of_bytes(text.as_bytes())
}

/// The same of any bytes: of a file, of what a picture was made from.
pub fn of_bytes(bytes: &[u8]) -> u64 {
    first_eight(blake3::hash(bytes))
}

/// A hash cut to its first eight bytes.
pub fn first_eight(hash: blake3::Hash) -> u64 {
    u64::from_le_bytes(*hash.as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

/// Values by hash, the first of each. Most of them lie sorted in one piece without a gap; those that are new lie beside it
/// until they are worth sorting in.
#[derive(Clone, Debug)]
pub struct Hashes<V = ()> {
    sorted: Vec<(u64, V)>,
    new: FxHashMap<u64, V>,
}

impl<V> Default for Hashes<V> {
    fn default() -> Hashes<V> {
        Hashes { sorted: Vec::new(), new: FxHashMap::default() }
    }
}

/// New ones are sorted in where they are more than this, and more than this part of all.
const WORTH_SORTING: usize = 1024;
const PART: usize = 8;

impl<V: Copy> Hashes<V> {
    /// The value of a hash.
    pub fn get(&self, hash: u64) -> Option<V> {
        let sorted = || self.sorted.binary_search_by_key(&hash, |(known, _)| *known).ok().map(|at| self.sorted[at].1);
        self.new.get(&hash).copied().or_else(sorted)
    }

    /// Keeps a value, unless the hash has one already, which is given.
    pub fn insert(&mut self, hash: u64, value: V) -> Option<V> {
        let known = self.get(hash);
        if known.is_none() {
            self.new.insert(hash, value);
            if self.new.len() > WORTH_SORTING.max(self.sorted.len() / PART) {
                self.sort_in();
            }
        }
        known
    }

    /// Both pieces are gone through from behind, so that neither is in memory twice.
    fn sort_in(&mut self) {
        let mut new: Vec<(u64, V)> = self.new.drain().collect();
        new.sort_unstable_by_key(|(hash, _)| *hash);
        let mut old = self.sorted.len();
        self.sorted.reserve_exact(new.len());
        self.sorted.extend_from_slice(&new);
        let mut to = self.sorted.len();
        while let Some(last) = new.last().copied() {
            to -= 1;
            if old > 0 && self.sorted[old - 1].0 > last.0 {
                old -= 1;
                self.sorted[to] = self.sorted[old];
            } else {
                self.sorted[to] = last;
                new.pop();
            }
        }
    }
}

impl Hashes {
    /// Whether a hash is new.
    pub fn add(&mut self, hash: u64) -> bool {
        self.insert(hash, ()).is_none()
    }

    /// Whether a hash is known.
    pub fn has(&self, hash: u64) -> bool {
        self.get(hash).is_some()
    }
}

/// Which hashes there are, and which of them more than once.
#[derive(Clone, Debug, Default)]
pub struct Times {
    all: Hashes,
    again: Hashes,
}

impl Times {
    /// Counts a hash once more.
    pub fn add(&mut self, hash: u64) {
        if !self.all.add(hash) {
            self.again.add(hash);
        }
    }

    /// How often it was counted: 0, 1, or 2 for more than once.
    pub fn of(&self, hash: u64) -> usize {
        usize::from(self.all.has(hash)) + usize::from(self.again.has(hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_of_each_hash_is_kept() {
        let mut all = Hashes::default();
        let hash = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let count = 20 * WORTH_SORTING as u64;
        for i in 0..count {
            assert_eq!(all.insert(hash(i), i), None);
            assert_eq!(all.insert(hash(i / 2), count), Some(i / 2), "{i}");
        }
        assert!(all.sorted.is_sorted_by(|(a, _), (b, _)| a < b) && all.new.len() < all.sorted.len() / 4);
        assert!((0..count).all(|i| all.get(hash(i)) == Some(i)));
        assert_eq!(all.get(hash(count)), None);
    }

    #[test]
    fn what_comes_again_is_counted_twice() {
        let mut times = Times::default();
        for text in ["a", "b", "b", "c", "c", "c"] {
            times.add(short(text));
        }
        assert_eq!(["z", "a", "b", "c"].map(|text| times.of(short(text))), [0, 1, 2, 2]);
    }
}
