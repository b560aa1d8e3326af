//! What files for screens promise, beside their words.

/// Which edition of the standards for those who listen a file for screens follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Accessibility {
    /// PDF/UA-1 with PDF/A-2a: what readers of today know.
    #[default]
    Ua1,
    /// PDF/UA-2 with PDF/A-4, both of PDF 2.0.
    Ua2,
}

impl Accessibility {
    /// Every edition.
    pub const ALL: [Accessibility; 2] = [Accessibility::Ua1, Accessibility::Ua2];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Accessibility::Ua1 => "ua-1",
            Accessibility::Ua2 => "ua-2",
        }
    }
    /// The edition of that name.
    pub fn from_name(name: &str) -> Option<Accessibility> {
        Accessibility::ALL.into_iter().find(|a| a.name() == name)
    }
}

/// How a file for screens is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct ScreenFile {
    /// Which standards for readers the file keeps to.
    pub accessibility: Accessibility,
    /// The words it was made from and its calendar file lie in it: PDF/A-3a or PDF/A-4f.
    pub attach: bool,
}
