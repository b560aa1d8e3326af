//! Why a file is not read as a table, and how much of one is read. Each is the end of a sentence that begins with the file's name.

use thiserror::Error;

/// Bytes of a table as text, and of a packed book.
pub(super) const BYTES: usize = 64 << 20;
/// Bytes of all parts of a book, unpacked.
pub(super) const UNPACKED: u64 = 256 << 20;
/// Parts of a packed book.
pub(super) const PARTS: usize = 2000;
/// Rows and columns of a list, and all its cells.
pub(super) const ROWS: u32 = 200_000;
/// Of a row; lists of people and of events have a dozen.
pub(super) const COLUMNS: u32 = 500;
/// Of the table as a whole.
pub(super) const CELLS: usize = 10_000_000;

/// What is wrong with a file as a whole. Where another library says why, its own words are kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum TableError {
    #[error("is larger than {} MiB; split it", BYTES >> 20)]
    Long,
    #[error("cannot be kept on disk while it is read: {0}")]
    Disk(String),
    #[error("is neither a text nor an XLSX or ODS file")]
    NoTable,
    #[error(
        "is in a character set that cannot be told: read as Windows-1252 it says `{0}`; save it as UTF-8 (in Excel: CSV UTF-8)"
    )]
    CharacterSet(String),
    #[error("is no {kind} file that can be read: {why}")]
    Unreadable { kind: &'static str, why: String },
    #[error("is no spreadsheet: {0}")]
    NoBook(String),
    #[error("is damaged: {0}")]
    Damaged(String),
    #[error("has a sheet that cannot be read: {0}")]
    Sheet(String),
    #[error("has cells out of order")]
    Order,
    #[error("has no sheet `{wanted}`; it has {}", listed(.has))]
    NoSheet { wanted: String, has: Vec<String> },
    #[error("has hidden sheets only: name one of {}", listed(.0))]
    HiddenSheets(Vec<String>),
    #[error("has more than {CELLS} cells; split it")]
    Cells,
    #[error("has something in row {}, at most {ROWS} rows are read; split it, or clear that row", .0 + 1)]
    Row(u32),
    #[error("has something in column {}, at most {COLUMNS} columns are read; clear it", .0 + 1)]
    Column(u32),
    #[error("holds {0} parts, at most {PARTS} are read")]
    Parts(usize),
    #[error("unpacks to more than {} MiB, which no list of partners needs", UNPACKED >> 20)]
    Unpacked,
    #[error("has no column that a text of the content uses: write `{{row.COLUMN}}` where its words go")]
    UnusedColumns,
    #[error("has no row of headers that is understood: `{}` and so on, or those of a column map", .0.join(", "))]
    Headers(Vec<&'static str>),
    #[error("ends inside a card")]
    CardCutOff,
}

fn listed(sheets: &[String]) -> String {
    sheets.iter().map(|sheet| format!("`{sheet}`")).collect::<Vec<_>>().join(", ")
}
