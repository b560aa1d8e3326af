//! A sheet of a spreadsheet program (XLSX, ODS) to the text of a table: a line a row, so that line numbers are row
//! numbers; cells between tabs. Numbers become the words that were typed: a telephone number has no `.0`.
//!
//! Nothing is unpacked before its size is known to be harmless.

use super::limits;
use calamine::{CellErrorType, Data, ExcelDateTime, Ods, Reader as _, Xlsx};
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

/// The text of one sheet and its name.
pub(super) struct Sheet {
    pub name: String,
    pub text: String,
}

/// Whether the bytes are a packed book and not a text.
pub(super) fn is_book(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads a sheet: the one of this name, or the first that holds anything.
pub(super) fn sheet(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, String> {
    let unpacked = unpacked(bytes)?;
    if let Some(content) = unpacked.ods {
        limits::ods_cells(&content)?;
        let mut book = Ods::new(Cursor::new(bytes)).map_err(|e| format!("is no ODS file that can be read: {e}"))?;
        return first(&book.sheet_names(), wanted, |name| {
            let range = book.worksheet_range(name).map_err(|e| e.to_string())?;
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(r, c, data)| (top + r as u32, left + c as u32, words(data)));
            lines(cells)
        });
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| format!("is no XLSX file that can be read: {e}"))?;
    first(&book.sheet_names(), wanted, |name| {
        // Cell by cell: a range would make room for every cell between two far corners.
        let mut reader = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? {
            let (row, column) = cell.get_position();
            cells.push((row, column, words(&Data::from(cell.get_value().clone()))));
            limits::cells(cells.len())?;
        }
        lines(cells.into_iter())
    })
}

/// The sheet that is wanted, or the first with words on it.
fn first(names: &[String], wanted: Option<&str>, mut text: impl FnMut(&str) -> Result<String, String>) -> Result<Sheet, String> {
    let mut empty = None;
    for name in names.iter().filter(|name| wanted.is_none_or(|w| w == *name)) {
        let sheet = Sheet { name: name.clone(), text: text(name)? };
        if !sheet.text.trim().is_empty() {
            return Ok(sheet);
        }
        empty.get_or_insert(sheet);
    }
    let there_are = || names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    empty.ok_or_else(|| format!("has no sheet `{}`; it has {}", wanted.unwrap_or_default(), there_are()))
}

struct Unpacked {
    /// The cells of an ODS file.
    ods: Option<String>,
}

/// Unpacks everything once, up to the limit, and keeps only what has to be looked at.
fn unpacked(bytes: &[u8]) -> Result<Unpacked, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("is no spreadsheet: {e}"))?;
    let mut left = limits::UNPACKED;
    let mut ods = None;
    let is_ods = archive.file_names().any(|name| name.is_ok_and(|name| name == "content.xml"));
    if archive.len() > limits::PARTS {
        return Err(format!("holds {} parts, at most {} are read", archive.len(), limits::PARTS));
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| format!("is damaged: {e}"))?;
        let content = is_ods && part.name().is_ok_and(|name| name == "content.xml");
        let mut limited = part.take(left + 1);
        let read = if content {
            let mut text = Vec::new();
            let read = limited.read_to_end(&mut text).map_err(|e| format!("is damaged: {e}"))? as u64;
            ods = Some(String::from_utf8_lossy(&text).into_owned());
            read
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|e| format!("is damaged: {e}"))?
        };
        left = left
            .checked_sub(read)
            .ok_or_else(|| format!("unpacks to more than {} MiB, which no list of partners needs", limits::UNPACKED >> 20))?;
    }
    Ok(Unpacked { ods })
}

/// A line a row, cells in their columns between tabs.
fn lines(cells: impl Iterator<Item = (u32, u32, String)>) -> Result<String, String> {
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    for (at_row, at_column, words) in cells.filter(|(.., words)| !words.is_empty()) {
        if at_row < row || (at_row == row && at_column < column) {
            return Err("has cells out of order".to_string());
        }
        limits::place(at_row, at_column)?;
        while row < at_row {
            text.push('\n');
            (row, column) = (row + 1, 0);
        }
        while column < at_column {
            text.push('\t');
            column += 1;
        }
        match words.contains(['\t', '\n', '\r', '"']) {
            true => write!(text, "\"{}\"", words.replace('"', "\"\"")).expect("a string takes any text"),
            false => text.push_str(&words),
        }
    }
    text.push('\n');
    Ok(text)
}

/// What was typed into a cell. Errors of formulas keep their sign, for the reader of cells to refuse.
fn words(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(at) => moment(at),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error_sign(error).to_string(),
    }
}

/// A day, a time of day or both, in the spelling of ISO 8601.
fn moment(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}{}", if second == 0 { String::new() } else { format!(":{second:02}") });
    let (days, part) = (at.as_f64().trunc(), at.as_f64().fract());
    match (days == 0.0, part == 0.0) {
        (true, _) => time,
        (false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (false, false) => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

fn error_sign(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        _ => "#VALUE!",
    }
}
