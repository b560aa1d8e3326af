//! What a block is called: its kind and its name.

use std::fmt;

/// `text.headline`: kind and name, as headers of blocks have them.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockName {
    /// The word before the dot.
    pub kind: Kind,
    /// The word after the dot: lower-case letters, digits, `-` and `_`.
    pub name: String,
}

/// What kinds of block there are. `Org` is filled from the organization: `org.logo`, `org.name`, `org.address`, `org.web`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Words under a heading, long and short.
    Text,
    /// Items without an order.
    List,
    /// Items to be followed one after the other, numbered.
    Steps,
    /// What somebody said, and who.
    Quote,
    /// A number with its values, source and dates.
    Stat,
    /// Whom to reach, and how.
    Contact,
    /// A QR code with what it is for.
    Qr,
    /// A picture of the project.
    Image,
    /// Marks of others, side by side.
    Logos,
    /// Small print.
    Note,
    /// What happens, when and where.
    Event,
    /// A piece of the organization: its mark, its name, its help lines, what it has to state.
    Org,
    /// An ornament of the theme.
    Art,
}

impl Kind {
    /// Whether a content may hold it: organizations and ornaments come from elsewhere.
    pub fn is_written(self) -> bool {
        !matches!(self, Kind::Org | Kind::Art)
    }

    /// In the order of the reference.
    pub const ALL: [Kind; 13] = [
        Kind::Text,
        Kind::List,
        Kind::Steps,
        Kind::Quote,
        Kind::Stat,
        Kind::Contact,
        Kind::Qr,
        Kind::Image,
        Kind::Logos,
        Kind::Note,
        Kind::Event,
        Kind::Org,
        Kind::Art,
    ];

    /// The word before the dot of a header.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::List => "list",
            Kind::Steps => "steps",
            Kind::Quote => "quote",
            Kind::Stat => "stat",
            Kind::Contact => "contact",
            Kind::Qr => "qr",
            Kind::Image => "image",
            Kind::Logos => "logos",
            Kind::Note => "note",
            Kind::Event => "event",
            Kind::Org => "org",
            Kind::Art => "art",
        }
    }
    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }
}

impl BlockName {
    /// A name of that kind.
    pub fn new(kind: Kind, name: impl Into<String>) -> BlockName {
        BlockName { kind, name: name.into() }
    }
    /// The block in a product's n-th language, from 1: `text.lead`, `text.lead@2`.
    pub fn in_language(&self, n: usize) -> BlockName {
        match n {
            0 | 1 => self.clone(),
            _ => BlockName::new(self.kind, format!("{}@{n}", self.name)),
        }
    }
    /// The block without its language, and which language that is.
    pub fn and_language(&self) -> (BlockName, usize) {
        let parted = self.name.rsplit_once('@').and_then(|(name, n)| Some((name, n.parse().ok()?)));
        parted.map_or_else(|| (self.clone(), 1), |(name, n)| (BlockName::new(self.kind, name), n))
    }
    /// Reads `text.headline`.
    pub fn parse(text: &str) -> Option<BlockName> {
        let (kind, name) = text.split_once('.')?;
        Some(BlockName::new(Kind::from_name(kind)?, name))
    }
}

impl fmt::Display for BlockName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind.name(), self.name)
    }
}
impl fmt::Debug for BlockName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
