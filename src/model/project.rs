//! `handbill.toml`: what gets made, and everything read with it.

use super::{
    Asset, Condition, Content, Direction, Event, Fill, FontTable, Format, Language, Law, Mark, Name, Org, Policy, Preset, Pseudo,
    Row, Scheme, ScreenFile, SheetOrder, Standard, TestSheet, Theme, Translation,
};
use crate::diag::{At, Sources, Span};
use crate::geom::{Length, Point, Sides};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A project as read: the value between the stages `read` and `plan`.
///
/// Maps are by name and sorted, so that no order of reading reaches the bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Every text that was read, so that a span leads to its line.
    pub sources: Sources,
    /// What the manifest calls the project. `None`: `handbill.toml` names none.
    pub name: Option<At<String>>,
    /// `example = true`: contents that it does not have are those of the example in the program.
    pub example: bool,
    /// What holds for makes that do not say otherwise.
    pub defaults: Defaults,
    /// In file order.
    pub makes: Vec<Make>,
    /// By name of the file under `content/`, without `.toml`.
    pub contents: BTreeMap<Name, Content>,
    /// By content and language.
    pub translations: BTreeMap<(Name, String), Translation>,
    /// In `content/orgs/` of the project itself; built-in ones are examples and never join `"all"`.
    pub orgs: BTreeMap<Name, Org>,
    /// How many organizations there are to read: files, and rows of tables.
    pub organizations: usize,
    /// `orgs` holds a chunk of them.
    pub is_chunk: bool,
    /// Rows of tables of events, by id.
    pub events: BTreeMap<Name, Event>,
    /// Rows of tables of anything else, by file and row.
    pub rows: BTreeMap<Name, Row>,
    /// By name; those that are asked for.
    pub presets: BTreeMap<Name, Preset>,
    /// By name; those that contents go by, and what these extend.
    pub policies: BTreeMap<Name, Policy>,
    /// `[[allow]]`: findings that somebody has looked at and lets be.
    pub allowed: Vec<Allowance>,
    /// Posting laws by file name; read where they are asked for.
    pub laws: BTreeMap<Name, Law>,
    /// By file name, built-in ones too; those that are asked for, and what these extend.
    pub themes: BTreeMap<Name, Theme>,
    /// By file name, built-in ones too; those that are asked for, and those that are named beside them.
    pub formats: BTreeMap<Name, Format>,
    /// By file name, built-in ones too; those that are asked for.
    pub schemes: BTreeMap<Name, Scheme>,
    /// By BCP 47 tag; those that are asked for, and those that lend them words.
    pub languages: BTreeMap<String, Language>,
    /// By folder under `assets/conditions/`; those that are asked for.
    pub conditions: BTreeMap<Name, Condition>,
    /// Of the program, with what the project's own `fonts/fonts.toml` adds.
    pub fonts: FontTable,
    /// Read with everything else, not for products.
    pub test_sheet: Option<TestSheet>,
    /// Pictures by path inside the project, as TOML names them.
    pub assets: BTreeMap<String, Asset>,
    /// Texts of the starters that contents began with, by the starter's name.
    pub starters: BTreeMap<Name, BTreeSet<String>>,
    /// Names of the codes of contents that no make prints; read where an organization has a link for a code that no other has.
    pub codes_elsewhere: BTreeSet<Name>,
    /// Names of all files of a folder, whether they were read or not: what a mistyped name is compared with.
    pub there_are: BTreeMap<String, Vec<Name>>,
}

impl Project {
    /// A theme and those it extends, each once, the nearest first. A loop or an unknown ancestor ends it: reading has
    /// reported that.
    pub fn theme_chain(&self, name: &str) -> Vec<&Theme> {
        let mut chain: Vec<&Theme> = Vec::new();
        let mut next = self.themes.get(name);
        while let Some(theme) = next.filter(|t| !chain.iter().any(|c| std::ptr::eq(*c, *t))) {
            chain.push(theme);
            next = theme.extends.as_ref().and_then(|e| self.themes.get(&e.value));
        }
        chain
    }

    /// The policy of a content and those it extends, each once, the nearest first.
    pub fn policies_of(&self, content: &Content) -> Vec<&Policy> {
        let mut chain: Vec<&Policy> = Vec::new();
        let mut next = self.policies.get(content.policy_name());
        while let Some(policy) = next.filter(|p| !chain.iter().any(|c| std::ptr::eq(*c, *p))) {
            chain.push(policy);
            next = policy.extends.as_ref().and_then(|e| self.policies.get(&e.value));
        }
        chain
    }

    /// What the nearest policy of a content says of a thing.
    pub fn policy_says<'p, T>(&'p self, content: &Content, key: impl Fn(&'p Policy) -> Option<&'p At<T>>) -> Option<&'p At<T>> {
        self.policies_of(content).into_iter().find_map(key)
    }

    /// A format as a product in this language is folded: turned round where words run from right to left.
    pub fn paper(&self, format: &str, language: &str) -> Option<Cow<'_, Format>> {
        let format = self.formats.get(format)?;
        // Of `en+ar` the first decides how the sheet is folded.
        let language = language.split('+').next().unwrap_or(language);
        let right_to_left = self.languages.get(language).is_some_and(|l| l.direction == Direction::RightToLeft)
            || Pseudo::from_tag(language) == Some(Pseudo::Mirrored);
        Some(if right_to_left { Cow::Owned(format.mirrored()) } else { Cow::Borrowed(format) })
    }
}

/// `[[allow]]`: a finding that somebody has looked at, and why it may stand. The manifest records it.
#[derive(Clone, Debug, PartialEq)]
pub struct Allowance {
    /// The name of the check.
    pub check: At<String>,
    /// A block, a content, `orgs/NAME` or a file; everywhere if left out.
    pub at: Option<At<String>>,
    /// The reason that somebody gave, for the manifest.
    pub because: At<String>,
}

/// `[defaults]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Defaults {
    /// A file of `assets/themes/`.
    pub theme: At<Name>,
    /// Tags, or `en+es` for a sheet that speaks both; a product for each.
    pub languages: Vec<At<String>>,
    /// Who prints; a product for each.
    pub purposes: Vec<At<Purpose>>,
    /// Path pattern inside the project.
    pub output: At<String>,
    /// Printing condition for press: a folder in `assets/conditions/`.
    pub condition: At<Name>,
    /// What press files must be.
    pub standard: At<Standard>,
    /// How files for screens are written.
    pub screen: ScreenFile,
    /// What stands round the trim of press sheets.
    pub marks: Vec<At<Mark>>,
    /// Dots an inch of the printer: modules of codes are made whole dots.
    pub device_dpi: Option<At<u32>>,
    /// Where codes for maps lead, with `{address}` in it.
    pub map_link: At<String>,
    /// Paper that the print shop takes, for its ticket.
    pub stock: Option<At<String>>,
    /// What it does after printing, beside what the format asks for.
    pub finishing: Option<At<String>>,
    /// The printer of one's own.
    pub printer: Printer,
    /// How office sheets use ink.
    pub ink: Ink,
}

/// What a printer of one's own can do, for purpose `office`.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub struct Printer {
    /// Where it cannot print. Nothing where it prints without borders.
    pub margin: Sides,
    /// How far its back side must be moved, right and down, to lie behind the front.
    pub back_offset: Point,
}

impl Default for Printer {
    /// A quarter of an inch is safe with most (print_standards_measured.md, A.4).
    fn default() -> Printer {
        Printer { margin: Sides::all(Length::inches(0.25)), back_offset: Point::default() }
    }
}

/// How an office printer uses its ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub struct Ink {
    /// No large solids.
    pub saving: bool,
    /// Black alone: no colour.
    pub black: bool,
}

impl Ink {
    /// As people write it, in a list.
    pub const NAMES: [(&'static str, Ink); 3] = [
        ("full", Ink { saving: false, black: false }),
        ("saving", Ink { saving: true, black: false }),
        ("black", Ink { saving: false, black: true }),
    ];

    /// What either asks for.
    pub fn and(self, other: Ink) -> Ink {
        Ink { saving: self.saving || other.saving, black: self.black || other.black }
    }
}

/// `[[make]]`: one line of the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Make {
    /// A file of `content/`.
    pub content: At<Name>,
    /// Empty where presets say what is made.
    pub formats: Vec<At<Name>>,
    /// Whether presets say what is made, in place of `formats`.
    pub presets: PresetChoice,
    /// A table of events, each for the organization that its row names, else for `orgs`.
    pub events: Option<TableRows>,
    /// The first number of copies that are counted: `T-0001`.
    pub numbers: Option<At<String>>,
    /// A table of anything else: each row is a product, and all of them share sheets.
    pub rows: Option<TableRows>,
    /// Who hands the sheets out; a product for each, or one that they share.
    pub orgs: OrgChoice,
    /// `None`: the default.
    pub languages: Option<Vec<At<String>>>,
    /// `None`: the default.
    pub purposes: Option<Vec<At<Purpose>>>,
    /// `None`: the default.
    pub theme: Option<At<Name>>,
    /// In place of the format's own scheme.
    pub scheme: Option<At<Name>>,
    /// In place of the default printing condition.
    pub condition: Option<At<Name>>,
    /// What press files must be, in place of the default.
    pub standard: Option<At<Standard>>,
    /// For each organization; how often sheets are printed follows. `None`: nobody has said, and files say nothing of runs.
    pub quantity: Option<At<u32>>,
    /// In place of `quantity` for some organizations.
    pub quantities: BTreeMap<Name, At<u32>>,
    /// In place of the default, for office.
    pub ink: Option<Ink>,
    /// All organizations on the same sheets.
    pub gang: Option<Gang>,
    /// Paper, in place of the default; for the ticket of the print shop.
    pub stock: Option<At<String>>,
    /// Work after printing, in place of the default; for the ticket of the print shop.
    pub finishing: Option<At<String>>,
    /// Blocks, by role or by name, that its products do without on purpose.
    pub without: Vec<At<String>>,
    /// How many sides its products are printed on; `None`: one where the back would be nearly empty.
    pub sides: Option<At<PrintedSides>>,
    /// `content`, for messages about the order.
    pub origin: Span,
}

/// On how many sides a product of two faces is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrintedSides {
    /// All stands on the front, and there is no back.
    One,
    /// The back is printed even where little stands on it.
    Two,
}

/// How the products of several organizations share sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gang {
    /// In which order they take the cells.
    pub order: SheetOrder,
    /// What the cells hold that are left over on the last sheet.
    pub fill: Fill,
}

/// Which organizations an order is for.
#[derive(Clone, Debug, PartialEq)]
pub enum OrgChoice {
    /// Every file in `content/orgs/`.
    All(Span),
    /// The make names none: the only one there is.
    Only,
    /// `orgs = ["library", "school"]`: files of `content/orgs/`.
    Named(Vec<At<Name>>),
    /// Rows of a spreadsheet.
    Table(TableRows),
}

/// `orgs = { table = "partners.xlsx", where = { state = "MT" } }`.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRows {
    /// Path inside the project.
    pub file: At<String>,
    /// Name of the sheet of a book. `None`: the first that is shown.
    pub sheet: Option<At<String>>,
    /// A file of `assets/tables/`.
    pub columns: Option<At<Name>>,
    /// Column and value that a row must have.
    pub filter: Vec<(At<String>, String)>,
    /// First and last row, as the spreadsheet counts them.
    pub rows: Option<(u32, u32)>,
    /// Of events: all of them on one product.
    pub together: bool,
    /// Names of the rows that were understood.
    pub names: Vec<Name>,
}

/// Which presets a make uses.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum PresetChoice {
    /// None: its formats. An organization that states presets of its own has those of them.
    #[default]
    Formats,
    /// Those that each organization states.
    Own(Span),
    /// `presets = [...]`: files of `assets/presets/`.
    Named(Vec<At<Name>>),
}

/// Who prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Your own printer: trim size, RGB or gray, thin cut lines.
    Office,
    /// A print shop: bleed, marks, CMYK.
    Press,
    /// Web and phones: trim size, sRGB.
    Screen,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 3] = [Purpose::Office, Purpose::Press, Purpose::Screen];

    /// As files and paths have it.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Office => "office",
            Purpose::Press => "press",
            Purpose::Screen => "screen",
        }
    }
    /// The purpose of that name.
    pub fn from_name(name: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|p| p.name() == name)
    }
}

impl Default for Defaults {
    fn default() -> Defaults {
        let at = |s: &str| At::new(s.to_string(), Span::NONE);
        Defaults {
            theme: at("civic"),
            languages: vec![at("en")],
            purposes: vec![At::new(Purpose::Office, Span::NONE)],
            output: at("out/{purpose}/{org}/{content}-{format}-{lang}.pdf"),
            condition: at("gracol-tr006"),
            standard: At::new(Standard::X4, Span::NONE),
            screen: ScreenFile::default(),
            marks: [Mark::Crop, Mark::Fold, Mark::Slug].map(|mark| At::new(mark, Span::NONE)).to_vec(),
            stock: None,
            finishing: None,
            device_dpi: None,
            // Opens the map of the phone, whichever it has.
            map_link: at("https://www.google.com/maps/search/?api=1&query={address}"),
            printer: Printer::default(),
            ink: Ink::default(),
        }
    }
}
