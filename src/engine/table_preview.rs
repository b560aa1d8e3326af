//! A table looked at before it is taken into a project: what each column fills, which rows are good, and
//! which are refused and why. Nothing is written.

use crate::bind::bind;
use crate::diag::cells::record;
use crate::diag::{At, Diagnostic, FileId, Sources, Span};
use crate::plan;
use crate::proofread::proofread;
use crate::resolve::resolve;
use crate::syntax::{self, Wanted};
use crate::world::World;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RowsOf {
    /// Organizations, each with its own sheets
    Orgs,
    /// Events, each with its own sheets
    Events,
    /// Anything: names on badges, seats, prizes
    Rows,
}

impl RowsOf {
    /// As a column map says it (`of`).
    pub fn key(self) -> &'static str {
        match self {
            RowsOf::Orgs => "orgs",
            RowsOf::Events => "events",
            RowsOf::Rows => "rows",
        }
    }

    /// For people.
    pub fn told(self) -> &'static str {
        match self {
            RowsOf::Orgs => "Organizations",
            RowsOf::Events => "Events",
            RowsOf::Rows => "Rows of their own words",
        }
    }
}

/// What a table comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The table as text, also where it came as a spreadsheet.
    pub table: String,
    /// Between its cells.
    pub delimiter: char,
    /// In the order of the table; those without a header are left out.
    pub columns: Vec<Column>,
    /// The column map that says what they fill; `None` where they are called as the keys are.
    pub map: Option<String>,
    /// Names of the organizations, or titles of the events, that were understood.
    pub good: Vec<String>,
    /// One for each mistake, in the order in which they were found.
    pub refused: Vec<Refused>,
    /// Why nothing of it can be read.
    pub why: Option<String>,
}

/// A column as its header calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The words over it.
    pub header: String,
    /// What it fills.
    pub key: Option<String>,
    /// What it makes together with others, such as an address.
    pub joined: Option<String>,
    /// What the first row says.
    pub first: String,
}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// `C12`, or the number of the row.
    pub cell: String,
    /// What the cell holds; empty for a whole row.
    pub text: String,
    /// The cells of its row that fill something, to be corrected; none where the row has been listed before.
    pub row: Vec<RowCell>,
    /// What is wrong with it.
    pub message: String,
    /// What to type in its place, a line each.
    pub help: Vec<String>,
}

/// A cell of a row that is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct RowCell {
    /// The words over its column.
    pub header: String,
    /// What it holds, without blanks at its ends.
    pub text: String,
    /// Where it begins in the text of the table.
    pub place: usize,
}

/// The name under which the table and the map of its columns are tried.
const TRIED: &str = "tried-table";

/// Looks at a table. `columns`: what each header fills, in place of what the column maps of `world` say; empty: left out.
/// Numbers, addresses and names are proofread as they are where sheets are made: a row whose number nobody can call is no good one.
pub fn preview(
    world: &World,
    file: &str,
    bytes: &[u8],
    columns: Option<&BTreeMap<String, String>>,
    (of, today): (RowsOf, Date),
) -> Preview {
    let ending = file.rsplit('.').next().unwrap_or("csv");
    let table = format!("{TRIED}.{ending}");
    let mut files = BTreeMap::from([(table.clone(), bytes.to_vec())]);
    for listed in world.anew().list_own("assets/tables").iter() {
        let path = format!("assets/tables/{}", listed.name);
        if let Ok(own) = world.read_own(&path) {
            files.insert(path, own.to_vec());
        }
    }
    let with = columns.map_or(String::new(), |_| format!(", columns = \"{TRIED}\""));
    if let Some(columns) = columns {
        files.insert(format!("assets/tables/{TRIED}.toml"), map(TRIED, of, columns).into_bytes());
    }
    if of == RowsOf::Rows {
        return of_anything(file, bytes);
    }
    let key = of.key();
    let order = format!(
        "[project]\nname = \"x\"\n[[make]]\ncontent = \"x\"\nformats = [\"flyer-letter\"]\n{key} = {{ table = \"{table}\"{with} }}\n"
    );
    files.insert("handbill.toml".to_string(), order.into_bytes());
    files.insert("content/x.toml".to_string(), CONTENT.into());
    let (project, mut found) = syntax::read(&World::memory(files), &Wanted::Made);
    let (jobs, _) = plan::plan(&project, &plan::Request::everything(today));
    found.extend(proofread(&project, &jobs, today));
    found.extend(jobs.iter().filter_map(|job| Some(resolve(&bind(&project, job).ok()?).1)).flatten());
    let of_table = |d: &&Diagnostic| project.sources.path(d.span.file) == Some(table.as_str());
    let Some((file, ..)) = project.sources.all().find(|(_, path, _)| *path == table) else {
        let why = found.into_iter().find(|d| d.is_error() && d.message.contains(&table));
        let why = why.map(|d| d.message.replace(&table, file)).unwrap_or_default();
        return Preview { why: Some(why), ..Preview::default() };
    };
    let wrong: BTreeSet<usize> =
        found.iter().filter(of_table).filter(|d| d.is_error()).filter_map(|d| row_of(&project.sources, d.span)).collect();
    let is_good = |span: Span| row_of(&project.sources, span).is_none_or(|row| !wrong.contains(&row));
    let mut listed = BTreeSet::new();
    let refused = found.iter().filter(of_table).filter(|d| d.is_error()).map(|d| {
        let cell = project.sources.cell(d.span);
        Refused {
            cell: cell.as_ref().map(|cell| cell.name.clone()).unwrap_or_default(),
            text: cell.as_ref().map(|cell| cell.text.clone()).unwrap_or_default(),
            row: if listed.insert(row_of(&project.sources, d.span)) { cells_of(&project.sources, d.span) } else { Vec::new() },
            message: d.message.replace(&table, "the table"),
            help: d.help.clone(),
        }
    });
    let known = project.sources.table(file);
    let firsts = first_row(&project.sources, file);
    let columns = known.map(|table| {
        let column = |(at, header): (usize, &String)| Column {
            header: header.clone(),
            key: table.keys.get(at).cloned().flatten(),
            joined: table.joined.get(at).cloned().flatten(),
            first: firsts.get(at).cloned().unwrap_or_default(),
        };
        table.headers.iter().enumerate().filter(|(_, header)| !header.is_empty()).map(column).collect()
    });
    Preview {
        table: project.sources.text(file).unwrap_or_default().to_string(),
        delimiter: known.map_or(',', |table| table.delimiter),
        columns: columns.unwrap_or_default(),
        map: known.and_then(|table| table.map.clone()),
        good: match of {
            RowsOf::Events => good(project.events.values().map(|event| &event.title), is_good),
            RowsOf::Orgs | RowsOf::Rows => good(project.orgs.values().map(|org| &org.name), is_good),
        },
        refused: refused.collect(),
        why: None,
    }
}

/// The names of rows that nothing is wrong with.
fn good<'n>(names: impl Iterator<Item = &'n At<String>>, is_good: impl Fn(Span) -> bool) -> Vec<String> {
    names.filter(|name| is_good(name.span)).map(|name| name.value.clone()).collect()
}

/// A sheet that the rows are read for.
const CONTENT: &str = "title = \"Names\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"Names and numbers\"\n\
     [contact.desk]\nname = \"Desk\"\nphone = \"{org.phone?}\"\nemail = \"{org.email?}\"\nweb = \"{org.web?}\"\n";

/// Rows that are neither organizations nor events: all columns are words.
fn of_anything(file: &str, bytes: &[u8]) -> Preview {
    let Some(headers) = syntax::headers(bytes) else {
        return Preview { why: Some(format!("`{file}` cannot be read as a table")), ..Preview::default() };
    };
    let named = headers.into_iter().filter(|(header, _)| !header.is_empty());
    let columns = named.map(|(header, first)| Column { header, key: None, joined: None, first }).collect();
    Preview { columns, ..Preview::default() }
}

/// A table with other words in some of its cells, each named by where it begins. All else stays as it is.
pub fn corrected(table: &str, delimiter: char, cells: &BTreeMap<usize, String>) -> String {
    let mut text = table.to_string();
    for (start, words) in cells.iter().rev().filter(|(start, _)| table.is_char_boundary(**start)) {
        let (record, _) = record(table, *start, delimiter);
        let Some(cell) = record.first().filter(|cell| cell.text != words.as_str()) else { continue };
        let quoted = words.contains([delimiter, '"', '\n', '\r']) || words.trim() != words;
        let spelt = if quoted { format!("\"{}\"", words.replace('"', "\"\"")) } else { words.clone() };
        text.replace_range(cell.range.clone(), &spelt);
    }
    text
}

/// Where the row begins that holds a place of a table.
fn row_of(sources: &Sources, span: Span) -> Option<usize> {
    let rows = &sources.table(span.file)?.rows;
    let row = rows.partition_point(|(start, _)| *start <= span.start).checked_sub(1)?;
    rows.get(row).map(|(start, _)| *start as usize)
}

/// The cells of that row whose columns fill something.
fn cells_of(sources: &Sources, span: Span) -> Vec<RowCell> {
    let (Some(start), Some(table), Some(text)) = (row_of(sources, span), sources.table(span.file), sources.text(span.file))
    else {
        return Vec::new();
    };
    let (cells, _) = record(text, start, table.delimiter);
    let named = table.headers.iter().zip(&table.keys).zip(cells).filter(|((header, key), _)| !header.is_empty() && key.is_some());
    named
        .map(|((header, _), cell)| RowCell {
            header: header.clone(),
            text: cell.text.trim().to_string(),
            place: cell.range.start,
        })
        .collect()
}

/// The cells of the row under the headers.
fn first_row(sources: &Sources, file: FileId) -> Vec<String> {
    let (Some(table), Some(text)) = (sources.table(file), sources.text(file)) else { return Vec::new() };
    let headers =
        |cells: &[crate::diag::cells::Cell<'_>]| cells.iter().map(|cell| cell.text.trim().to_string()).collect::<Vec<_>>();
    let trimmed: Vec<String> = table.headers.iter().map(|header| header.trim().to_string()).collect();
    let mut rows = table.rows.iter().map(|(start, _)| record(text, *start as usize, table.delimiter).0);
    rows.find(|cells| headers(cells) == trimmed);
    rows.next().map(|cells| headers(&cells)).unwrap_or_default()
}

/// A column map as a file of `assets/tables/`.
pub fn map(name: &str, of: RowsOf, columns: &BTreeMap<String, String>) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    let ignored: Vec<String> = columns.iter().filter(|(_, key)| key.is_empty()).map(|(header, _)| quoted(header)).collect();
    let mut text = format!(
        "# Which column of the table fills what.\n\nname   = {}\nof     = \"{}\"\nignore = [{}]\n\n[columns]\n",
        quoted(name),
        of.key(),
        ignored.join(", ")
    );
    for (header, key) in columns.iter().filter(|(_, key)| !key.is_empty()) {
        let _ = writeln!(text, "{} = {}", quoted(header), quoted(key));
    }
    text
}

/// What a column can be, the most usual first.
pub const KEYS: [&str; 22] = [
    "id",
    "name",
    "short",
    "phone",
    "email",
    "web",
    "link",
    "address",
    "hotline",
    "hotline_name",
    "hotline_hours",
    "text_number",
    "text_keyword",
    "language",
    "languages",
    "logo.file",
    "logo.alt",
    "color.brand",
    "color.accent",
    "sponsor",
    "disclaimer",
    "quantity",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Date {
        jiff::civil::date(2026, 11, 28)
    }

    #[test]
    fn a_row_that_nobody_can_call_is_no_good_one() {
        let table = b"Name,Phone\nHope House,(406) 555-0143\nBirch Hall,(406) 555-01\n";
        let seen = preview(&World::builtin(), "partners.csv", table, None, (RowsOf::Orgs, day()));
        assert_eq!(seen.good, ["Hope House"]);
        assert_eq!((seen.refused.len(), seen.refused[0].text.as_str()), (1, "(406) 555-01"), "{seen:?}");
    }

    #[test]
    fn a_cell_is_corrected_and_nothing_else() {
        let table = "Name;Phone\r\n\"Hope; House\";x\r\nLake;y\r\n";
        let at = |words: &str| table.find(words).expect("it is there");
        let cells = BTreeMap::from([(at("\"Hope"), "Hope; \"H\"".to_string()), (at("y"), "(406) 555-0101".to_string())]);
        assert_eq!(corrected(table, ';', &cells), "Name;Phone\r\n\"Hope; \"\"H\"\"\";x\r\nLake;(406) 555-0101\r\n");
        assert_eq!(corrected("é", ',', &BTreeMap::from([(1, "x".to_string())])), "é", "no place of a cell");
    }

    #[test]
    fn columns_are_told_and_bad_rows_are_left_out() {
        let table = b"Name,Phone,Fax,Colour\nHope House,(406) 555-0143,x,#245c3a\n,(406) 555-0144,y,#111111\n";
        let seen = preview(&World::builtin(), "partners.csv", table, None, (RowsOf::Orgs, day()));
        assert_eq!(seen.good, ["Hope House"]);
        assert_eq!(seen.refused.len(), 1, "{seen:?}");
        let row: Vec<(&str, &str)> = seen.refused[0].row.iter().map(|cell| (cell.header.as_str(), cell.text.as_str())).collect();
        assert_eq!(row[..2], [("Name", ""), ("Phone", "(406) 555-0144")]);
        let cells = BTreeMap::from([(seen.refused[0].row[0].place, "Lake House".to_string())]);
        let mended = corrected(&seen.table, seen.delimiter, &cells);
        assert_eq!(
            preview(&World::builtin(), "partners.csv", mended.as_bytes(), None, (RowsOf::Orgs, day())).good,
            ["Hope House", "Lake House"]
        );
        let keys: Vec<(&str, Option<&str>)> = seen.columns.iter().map(|c| (c.header.as_str(), c.key.as_deref())).collect();
        assert_eq!(keys[..3], [("Name", Some("name")), ("Phone", Some("phone")), ("Fax", None)]);
        assert_eq!(seen.columns[1].first, "(406) 555-0143");
        let chosen = [("Name", "name"), ("Phone", "phone"), ("Fax", ""), ("Colour", "color.brand")];
        let chosen = chosen.map(|(header, key)| (header.to_string(), key.to_string())).into();
        let seen = preview(&World::builtin(), "partners.csv", table, Some(&chosen), (RowsOf::Orgs, day()));
        assert_eq!(seen.columns[3].key.as_deref(), Some("color.brand"));
        assert!(preview(&World::builtin(), "a.xlsx", b"PK\x03\x04 no book", None, (RowsOf::Orgs, day())).why.is_some());
    }
}
