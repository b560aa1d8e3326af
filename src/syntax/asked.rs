//! The keys of a table that its reader has asked for: every other one is a mistake.

/// Keys one after the other in one text: a theme has thousands, and each would be a string of its own.
#[derive(Default)]
pub(super) struct Asked {
    text: String,
    ends: Vec<usize>,
}

impl Asked {
    /// Once for each time that it is asked for.
    pub fn push(&mut self, key: &str) {
        self.text.push_str(key);
        self.ends.push(self.text.len());
    }

    /// In the order in which they were asked for, some of them twice.
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }

    /// Each once.
    pub fn sorted(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.keys().collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
