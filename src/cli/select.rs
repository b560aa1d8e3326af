//! Which products: the options that `build`, `check` and `dump` share.

use super::untaken::Untaken;
use crate::model::{Accessibility, Ink, Purpose, Standard};
use crate::plan::Request;
use crate::syntax::{Given, GivenTable, row_range};
use crate::world;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use std::path::PathBuf;

/// The options that name a table: rows are chosen among theirs, not of the tables of handbill.toml.
const TABLES: &str = "tables";

#[derive(clap::Args, Default)]
#[command(group = clap::ArgGroup::new(TABLES).args(["orgs", "events"]).multiple(true))]
pub struct Select {
    /// Contents or formats to make, or both: `fair wallet-card` is the card of the fair [default: everything in handbill.toml]
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Only for this organization; may be repeated
    #[arg(long, value_name = "NAME", help_heading = "Which products")]
    pub org: Vec<String>,
    /// A table of organizations, a row each, in place of content/orgs/: CSV, XLSX or ODS; `-` is standard input
    #[arg(long, value_name = "FILE", help_heading = "Which products")]
    pub orgs: Option<PathBuf>,
    /// A table of events, a row each: makes what their rows ask for, and nothing else
    #[arg(long, value_name = "FILE", help_heading = "Which products")]
    pub events: Option<PathBuf>,
    #[command(flatten)]
    pub rows: Rows,
    /// Only in this language, such as `es`; may be repeated
    ///
    /// `en-XA` (accents, two fifths longer), `ar-XB` (from right to left) and `zh-XC` (no spaces) are made from the source
    /// by the program, of any content: they show whether a layout bears a translation, and words that none can reach.
    #[arg(long, value_name = "LANGUAGE", help_heading = "Which products")]
    pub lang: Vec<String>,
    /// Who prints it, in place of what handbill.toml says; may be repeated
    ///
    /// office: your own printer, trimmed size, RGB and gray, thin cut lines.
    /// press: a print shop, with bleed, crop marks and CMYK.
    /// screen: web and phones.
    #[arg(long = "for", value_name = "PURPOSE", value_parser = purposes(), help_heading = "Which products")]
    pub purpose: Vec<Purpose>,
    /// In this theme, in place of those that handbill.toml names: `handbill list themes`
    #[arg(long, value_name = "NAME", help_heading = "Which products")]
    pub theme: Option<String>,
    /// How the print shop prints, in place of what handbill.toml says: `handbill list conditions`
    #[arg(long, value_name = "NAME", help_heading = "Which products")]
    pub condition: Option<String>,
    /// What press files must be, in place of what handbill.toml says: PDF/X-4 or PDF/X-1a:2003
    #[arg(long, value_name = "STANDARD", value_parser = standards(), help_heading = "Which products")]
    pub standard: Option<Standard>,
    /// How an office printer uses its ink, in place of what handbill.toml says; may be repeated
    ///
    /// full: as the theme has it. saving: no large solids. black: no colour.
    #[arg(long, value_name = "INK", value_parser = inks(), help_heading = "Which products")]
    pub ink: Vec<Ink>,
    /// What files for screens must be, in place of what handbill.toml says: PDF/UA-1 with PDF/A-2a, or PDF/UA-2 with PDF/A-4
    #[arg(long, value_name = "EDITION", value_parser = editions(), help_heading = "Which products")]
    pub accessibility: Option<Accessibility>,
    /// Files for screens bring the words they were made from, and the calendar file of their event: PDF/A-3a or PDF/A-4f
    #[arg(long, help_heading = "Which products")]
    pub attach: bool,
    /// What counts as today for review dates, and the date written into files [default: SOURCE_DATE_EPOCH, else
    /// today, and the newest date of the content]
    #[arg(long, value_name = "DATE", help_heading = "Which products")]
    pub as_of: Option<Date>,
    /// Print what is past its review date all the same: a block, a content or `orgs/NAME`; may be repeated. The manifest
    /// records it
    #[arg(long, value_name = "NAME", help_heading = "Which products")]
    pub allow_expired: Vec<String>,
}

/// Which rows of a table, and how it is read.
#[derive(clap::Args, Default)]
pub struct Rows {
    /// Only rows with this value in this column, as `state=MT`; may be repeated, and all must hold
    #[arg(long = "where", requires = TABLES, value_name = "COLUMN=VALUE", value_parser = column_and_value, help_heading = "Tables")]
    pub filter: Vec<(String, String)>,
    /// Only these rows, as the spreadsheet counts them: `10-20`
    #[arg(long, requires = TABLES, value_name = "FROM-TO", value_parser = row_numbers, help_heading = "Tables")]
    pub rows: Option<(u32, u32)>,
    /// The sheet of a book [default: the first that holds anything]
    #[arg(long, requires = TABLES, value_name = "NAME", help_heading = "Tables")]
    pub sheet: Option<String>,
    /// What the columns are called: a file of assets/tables/ [default: the one that knows the most columns]
    #[arg(long, requires = TABLES, value_name = "NAME", help_heading = "Tables")]
    pub columns: Option<String>,
}

fn column_and_value(text: &str) -> Result<(String, String), Untaken> {
    let parts = text.split_once('=').filter(|(column, _)| !column.trim().is_empty());
    parts.map(|(c, v)| (c.trim().to_string(), v.trim().to_string())).ok_or(Untaken::Column)
}

fn row_numbers(text: &str) -> Result<(u32, u32), Untaken> {
    row_range(text).ok_or(Untaken::Rows)
}

impl Select {
    /// The tables that the options give.
    pub fn given(&self) -> Given {
        let table = |path: &PathBuf| GivenTable {
            path: path.clone(),
            sheet: self.rows.sheet.clone(),
            columns: self.rows.columns.clone(),
            filter: self.rows.filter.clone(),
            rows: self.rows.rows,
        };
        // Rows are chosen among what is made: of events where there are events, else of organizations.
        let whole = |path: &PathBuf| GivenTable { path: path.clone(), ..GivenTable::default() };
        let languages = self.lang.clone();
        let (only, theme) = (self.org.clone(), self.theme.clone());
        match &self.events {
            Some(events) => Given { orgs: self.orgs.as_ref().map(whole), events: Some(table(events)), theme, languages, only },
            None => Given { orgs: self.orgs.as_ref().map(table), events: None, theme, languages, only },
        }
    }

    /// The options as they are typed again, each with a blank before it.
    pub fn typed(&self) -> String {
        let file = |path: &Option<PathBuf>| path.iter().map(|p| p.display().to_string()).collect::<Vec<_>>();
        let pairs = |rows: &Rows| rows.filter.iter().map(|(column, value)| format!("{column}={value}")).collect::<Vec<_>>();
        let options: [(&str, Vec<String>); 14] = [
            ("", self.names.clone()),
            ("--org", self.org.clone()),
            ("--orgs", file(&self.orgs)),
            ("--events", file(&self.events)),
            ("--where", pairs(&self.rows)),
            ("--rows", self.rows.rows.iter().map(|(from, to)| format!("{from}-{to}")).collect()),
            ("--sheet", self.rows.sheet.iter().cloned().collect()),
            ("--columns", self.rows.columns.iter().cloned().collect()),
            ("--lang", self.lang.clone()),
            ("--for", self.purpose.iter().map(|p| p.name().to_string()).collect()),
            ("--theme", self.theme.iter().cloned().collect()),
            ("--condition", self.condition.iter().cloned().collect()),
            ("--allow-expired", self.allow_expired.clone()),
            ("--as-of", self.as_of.iter().map(ToString::to_string).collect()),
        ];
        let typed = options.iter().flat_map(|(flag, values)| values.iter().map(move |value| (flag, quoted(value))));
        typed.map(|(flag, value)| if flag.is_empty() { format!(" {value}") } else { format!(" {flag} {value}") }).collect()
    }

    /// The request that the options make; `output` is in place of the project's pattern.
    pub fn request(&self, output: Option<String>) -> Request {
        Request {
            names: self.names.clone(),
            contents: Vec::new(),
            orgs: self.org.clone(),
            languages: self.lang.clone(),
            purposes: self.purpose.clone(),
            theme: self.theme.clone(),
            condition: self.condition.clone(),
            standard: self.standard,
            ink: self.ink.iter().copied().reduce(Ink::and),
            accessibility: self.accessibility,
            attach: self.attach,
            output,
            as_of: self.as_of.or_else(world::source_date),
            today: world::today(),
            allow_expired: self.allow_expired.clone(),
            given: self.orgs.is_some(),
            events: self.events.is_some(),
        }
    }
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn standards() -> impl TypedValueParser<Value = Standard> {
    PossibleValuesParser::new(Standard::ALL.map(Standard::name))
        .map(|name| Standard::from_name(&name).expect("only these names are possible"))
}

fn editions() -> impl TypedValueParser<Value = Accessibility> {
    PossibleValuesParser::new(Accessibility::ALL.map(Accessibility::name))
        .map(|name| Accessibility::from_name(&name).expect("only these names are possible"))
}

fn inks() -> impl TypedValueParser<Value = Ink> {
    PossibleValuesParser::new(Ink::NAMES.map(|(name, _)| name)).map(|name| {
        Ink::NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, ink)| ink).expect("only these names are possible")
    })
}

/// The words that `--for` takes, so that clap lists them.
pub fn purposes() -> impl TypedValueParser<Value = Purpose> {
    PossibleValuesParser::new(Purpose::ALL.map(Purpose::name))
        .map(|name| Purpose::from_name(&name).expect("only these names are possible"))
}
