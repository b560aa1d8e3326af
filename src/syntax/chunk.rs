//! Which organizations are read. A batch of them is read, made and forgotten a chunk at a time, so that memory does not
//! grow with it.

/// A stretch of the organizations there are, in the order in which they are read: the files of `content/orgs/`, then the
/// rows of each table that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    from: usize,
    to: usize,
}

impl Chunk {
    /// So many organizations are read as a whole.
    pub const WHOLE: usize = 1000;

    /// Where there are more, so many are read at once. Fewer than that: what is kept of all of them needs room too.
    pub const SIZE: usize = 500;

    /// Every row.
    pub const ALL: Chunk = Chunk { from: 0, to: usize::MAX };

    /// All of them, where they are not too many.
    pub const FIRST: Chunk = Chunk { from: 0, to: Chunk::WHOLE };

    /// As many as a screen shows: enough for a first page, while the rest is being read.
    pub const SCREEN: Chunk = Chunk { from: 0, to: 48 };

    /// From 0.
    pub fn nth(n: usize) -> Chunk {
        Chunk { from: n * Chunk::SIZE, to: (n + 1) * Chunk::SIZE }
    }

    /// Whether it is one of many that are read one after the other, and what they share is read with each.
    pub(super) fn is_one_of_many(self) -> bool {
        self.to - self.from == Chunk::SIZE
    }

    pub(super) fn has(self, number: usize) -> bool {
        (self.from..self.to).contains(&number)
    }

    /// Whether it holds all of so many.
    pub(super) fn is_whole(self, all: usize) -> bool {
        self.from == 0 && all <= self.to
    }
}
