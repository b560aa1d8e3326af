//! What a block does on a sheet: its role. Layouts place roles, so that any content stands in them.

use crate::diag::At;

/// What a block does. `role = "..."` says it; else it follows from the kind, the name and the place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Who says it: the mark of the organization, or its name.
    Organization,
    /// The message, in a few words.
    Headline,
    /// What it is about, in a sentence or two.
    Lead,
    /// An image of the content.
    Picture,
    /// A statistic.
    Figure,
    /// What, when and where.
    Event,
    /// A list.
    Points,
    /// A list in order.
    Steps,
    /// What somebody said.
    Quote,
    /// Any other text.
    Copy,
    /// Whom to call.
    Contact,
    /// A QR code.
    Code,
    /// A code or a picture that leads to the place.
    Map,
    /// The one thing to do.
    Act,
    /// A note: words that have to be there and need not be seen first.
    SmallPrint,
    /// Marks of others, side by side: of sponsors, of partners.
    Logos,
    /// What the organization has to state: sponsor, funding, disclaimer.
    Credits,
}

impl Role {
    /// In the order in which they stand on paper.
    pub const ALL: [Role; 17] = [
        Role::Organization,
        Role::Headline,
        Role::Lead,
        Role::Picture,
        Role::Figure,
        Role::Event,
        Role::Points,
        Role::Steps,
        Role::Quote,
        Role::Copy,
        Role::Contact,
        Role::Code,
        Role::Map,
        Role::Act,
        Role::SmallPrint,
        Role::Logos,
        Role::Credits,
    ];

    /// As content, formats and themes call it.
    pub fn name(self) -> &'static str {
        match self {
            Role::Organization => "organization",
            Role::Headline => "headline",
            Role::Lead => "lead",
            Role::Picture => "picture",
            Role::Figure => "figure",
            Role::Event => "event",
            Role::Points => "points",
            Role::Steps => "steps",
            Role::Quote => "quote",
            Role::Copy => "copy",
            Role::Contact => "contact",
            Role::Code => "code",
            Role::Map => "map",
            Role::Act => "act",
            Role::SmallPrint => "small-print",
            Role::Logos => "logos",
            Role::Credits => "credits",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether a block of a content may have it: the organization fills the others.
    pub fn is_written(self) -> bool {
        !matches!(self, Role::Organization | Role::Credits)
    }
}

/// Where a block may stand, and what goes first where room is short.
#[derive(Clone, Debug, PartialEq)]
pub struct Placing {
    /// `role = "lead"`
    pub role: Option<At<Role>>,
    /// `on = ["poster", "flyer-letter"]`: formats, or kinds of format, that carry it; all if empty.
    pub on: Vec<At<String>>,
    /// `not_on`: formats, or kinds of format, that do not.
    pub not_on: Vec<At<String>>,
    /// `if_room = true`: left out where everything else would have to be set smaller for it.
    pub if_room: bool,
    /// An organization's own text that the content does not have: it stands where a layout names it, and nowhere else.
    pub open: bool,
    /// `priority`: 1 goes first, 9 last; 5 if left out.
    pub priority: u8,
}

impl Default for Placing {
    fn default() -> Placing {
        Placing {
            role: None,
            on: Vec::new(),
            not_on: Vec::new(),
            if_room: false,
            open: false,
            priority: Placing::DEFAULT_PRIORITY,
        }
    }
}

impl Placing {
    /// Where nothing is said.
    pub const DEFAULT_PRIORITY: u8 = 5;

    /// Whether the content leaves the block out of a format, by its name or its kind.
    pub fn leaves_out(&self, format: &str, kind: Option<&str>) -> bool {
        let is = |name: &At<String>| name.value == format || Some(name.value.as_str()) == kind;
        (!self.on.is_empty() && !self.on.iter().any(is)) || self.not_on.iter().any(is)
    }
}
