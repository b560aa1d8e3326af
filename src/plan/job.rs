//! One file that will be written: what it carries, for whom, and where it goes.

use crate::diag::Span;
use crate::model::{Gang, Ink, Name, PrintedSides, Purpose, ScreenFile, Standard};
use jiff::civil::Date;

/// One product: one content for one organization in one language and format, for one purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// A file of `content/`.
    pub content: Name,
    /// The row of a table of events that it is made for.
    pub event: Option<Name>,
    /// Rows of a table of events that it shows all together, the earliest first.
    pub season: Vec<Name>,
    /// The row of another table that it shows; of shared sheets, that of each share.
    pub row: Option<Name>,
    /// Its number among its copies; of shared sheets, that of each share.
    pub copy: Option<String>,
    /// A file of `content/orgs/` or a row; on shared sheets the first of them.
    pub org: Name,
    /// BCP 47, or `en+es` for a sheet that speaks both.
    pub language: String,
    /// A file of `assets/formats/`.
    pub format: Name,
    /// A file of `assets/themes/`.
    pub theme: Name,
    /// A file of `assets/schemes/`.
    pub scheme: Name,
    /// Who prints it.
    pub purpose: Purpose,
    /// A folder of `assets/conditions/`. Only press looks at it.
    pub condition: Name,
    /// What the file must be. Only for press.
    pub standard: Standard,
    /// How many are ordered; `None`: nobody has said.
    pub quantity: Option<u32>,
    /// Only for office.
    pub ink: Ink,
    /// Only for screens.
    pub screen: ScreenFile,
    /// Organizations that share its sheets; `org` is the first of them.
    pub gang: Option<Shared>,
    /// Blocks, by role or by name, that it does without on purpose.
    pub without: Vec<String>,
    /// As the `[[make]]` says it.
    pub sides: Option<PrintedSides>,
    /// Where the PDF goes, inside the project, with forward slashes.
    pub output: String,
    /// Date written into the file: `--as-of`, else the newest date the content states. No clock.
    pub date: Date,
    /// The `[[make]]` that asks for it.
    pub origin: Span,
}

/// Sheets that several organizations share.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Shared {
    /// In the order of their names.
    pub shares: Vec<Share>,
    /// In which order they take the cells, and what fills the last sheet.
    pub how: Gang,
}

/// One organization on shared sheets.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Share {
    /// A file of `content/orgs/` or a row.
    pub org: Name,
    /// How many of it are wanted.
    pub copies: u32,
    /// The row of a table that it shows.
    pub row: Option<Name>,
    /// Its number, as it is printed.
    pub copy: Option<String>,
}

impl Share {
    /// Whether it differs from the others of its organization.
    pub fn is_own(&self) -> bool {
        self.row.is_some() || self.copy.is_some()
    }
}

impl Job {
    /// Every organization whose words are on the sheets.
    pub fn orgs(&self) -> Vec<&Name> {
        match &self.gang {
            Some(shared) => {
                let mut orgs: Vec<&Name> = shared.shares.iter().map(|share| &share.org).collect();
                orgs.dedup();
                orgs
            }
            None => vec![&self.org],
        }
    }

    /// Every row of a table of events that it shows.
    pub fn events(&self) -> impl Iterator<Item = &Name> {
        self.event.iter().chain(&self.season)
    }

    /// Every row of another table that its sheets show.
    pub fn rows(&self) -> impl Iterator<Item = &Name> {
        let shares = self.gang.iter().flat_map(|shared| &shared.shares);
        self.row.iter().chain(shares.filter_map(|share| share.row.as_ref()))
    }

    /// The numbers of its copies, in order.
    pub fn numbers(&self) -> impl Iterator<Item = &String> {
        let shares = self.gang.iter().flat_map(|shared| &shared.shares);
        self.copy.iter().chain(shares.filter_map(|share| share.copy.as_ref()))
    }

    /// Its languages in order: one, or several of `en+es`.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.language.split('+')
    }

    /// Who hands it out, in paths and lists: the organization, or a word for several.
    pub fn hands(&self) -> &str {
        let shared = self.gang.as_ref().is_some_and(|gang| gang.shares.iter().all(|share| !share.is_own()));
        if shared { SHARED } else { &self.org }
    }

    /// The product of one organization alone, where several share the sheets.
    pub fn of_share(&self, share: &Share) -> Job {
        let (org, row, copy) = (share.org.clone(), share.row.clone(), share.copy.clone());
        Job { org, row, copy, quantity: Some(share.copies), gang: None, ..self.clone() }
    }
}

/// What stands in place of an organization in the path of shared sheets.
pub const SHARED: &str = "shared";
