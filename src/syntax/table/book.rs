//! A sheet of a spreadsheet program (XLSX, ODS) to the text of a table: a line a row, so that line numbers are row
//! numbers; cells between tabs. Numbers become the words that were typed: a telephone number has no `.0`.
//!
//! Nothing is unpacked before its size is known to be harmless.

use super::error::{self, TableError};
use super::hidden::{self, Hidden};
use super::{limits, merged};
use crate::registry::is_currency_sign;
use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Ods, Reader as _, Sheet as Info, SheetVisible, Style, Xlsx};
use calamine::{XlsxCellReader, XlsxFormulaMetadata};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

/// The text of one sheet and its name.
pub(super) struct Sheet {
    pub name: String,
    pub text: String,
    /// What was passed over.
    pub remarks: Vec<String>,
    /// What nobody sees in the file and is read all the same.
    pub warnings: Vec<String>,
}

/// Whether the bytes are a packed book and not a text.
pub(super) fn is_book(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads a sheet: the one of this name, or the first that holds anything and is not hidden.
pub(super) fn sheet(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, TableError> {
    let unpacked = unpacked(bytes)?;
    if let Some(content) = unpacked.ods {
        limits::ods_cells(&content)?;
        let mut book = Ods::new(Cursor::new(bytes)).map_err(|e| TableError::Unreadable { kind: "ODS", why: e.to_string() })?;
        let sheets = book.sheets_metadata().to_vec();
        let mut filled = 0;
        let mut sheet = first(&sheets, wanted, |name| {
            let look = hidden::of_ods(&content, name);
            let range = book.worksheet_range(name).map_err(|e| TableError::Sheet(e.to_string()))?;
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(r, c, data)| {
                let at = (top + r as u32, left + c as u32);
                let money = look.money.get(&at).map(|sign| Shown::Money(*sign));
                let percent = look.percents.contains(&at).then_some(Shown::Percent);
                (at.0, at.1, words(data, money.or(percent).unwrap_or(Shown::Plain)))
            });
            let mut cells: Vec<(u32, u32, String)> = cells.collect();
            filled = merged::fill(&mut cells, &look.merged);
            lines(cells.into_iter())
        })?;
        sheet.remarks.extend(merged::said(filled));
        sheet.warnings.extend(hidden::of_ods(&content, &sheet.name).hidden.said(&sheet.name));
        return Ok(sheet);
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| TableError::Unreadable { kind: "XLSX", why: e.to_string() })?;
    let sheets = book.sheets_metadata().to_vec();
    let (mut struck, mut filled) = (Vec::new(), 0);
    let mut sheet = first(&sheets, wanted, |name| {
        let shown = shown(book.worksheet_cells_reader(name).map_err(|e| TableError::Sheet(e.to_string()))?)?;
        let merged = book.merge_cells_by_sheet_name(name).map_err(|e| TableError::Sheet(e.to_string()))?;
        // Cell by cell: a range would make room for every cell between two far corners.
        let mut reader = book.worksheet_cells_reader(name).map_err(|e| TableError::Sheet(e.to_string()))?;
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|e| TableError::Sheet(e.to_string()))? {
            let at = cell.pos;
            let CellStyle { shown: as_shown, is_struck } = shown.get(&at).copied().unwrap_or_default();
            let words = match (&cell.value, &cell.formula) {
                // A program has written the formula and never reckoned it.
                (DataRef::Empty, Some(formula)) => format!("={}", written(formula)),
                (value, _) => words(&Data::from(value.clone()), as_shown),
            };
            if is_struck && !words.trim().is_empty() {
                struck.push(at);
            }
            cells.push((at.0, at.1, words));
            limits::cells(cells.len())?;
        }
        filled = merged::fill(&mut cells, &merged);
        lines(cells.into_iter())
    })?;
    let hidden = unpacked.hidden.get(&sheet.name).and_then(|hidden| hidden.said(&sheet.name));
    sheet.warnings.extend(hidden);
    sheet.warnings.extend(struck_through(&struck, &sheet.name));
    sheet.remarks.extend(merged::said(filled));
    if wanted.is_none() {
        let alike = sheets.iter().filter(|info| info.visible == SheetVisible::Visible && info.name != sheet.name);
        let alike = alike.map(|info| info.name.clone()).find(|name| is_head(&mut book, name, &sheet.text));
        sheet.warnings.extend(alike.map(|name| {
            format!(
                "has a sheet `{name}` with the same headers, and only `{}` is read: `sheet = \"{name}\"` reads it",
                sheet.name
            )
        }));
    }
    Ok(sheet)
}

/// What somebody has struck through in a sheet: a row that is off, as people see it.
fn struck_through(cells: &[(u32, u32)], sheet: &str) -> Option<String> {
    let rows: std::collections::BTreeSet<u32> = cells.iter().map(|(row, _)| row + 1).collect();
    let named: Vec<String> = rows.iter().take(3).map(|row| format!("row {row}")).collect();
    let more = if rows.len() > 3 { " and more" } else { "" };
    let said = || {
        format!("has words struck through in {}{more} of its sheet `{sheet}`: they are read like the others", named.join(", "))
    };
    (!rows.is_empty()).then(said)
}

/// Whether the first row with words of a sheet is that of a text.
fn is_head(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, text: &str) -> bool {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return false };
    let mut head: Vec<String> = Vec::new();
    let mut row = None;
    while let Ok(Some(cell)) = reader.next_cell() {
        let at = cell.get_position().0;
        let words = words(&Data::from(cell.get_value().clone()), Shown::Plain);
        if words.trim().is_empty() {
            continue;
        }
        if row.is_some_and(|row| row != at) {
            break;
        }
        row = Some(at);
        head.push(words);
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let cells: Vec<&str> = first.split('\t').filter(|cell| !cell.is_empty()).collect();
    head.len() > 1 && head == cells
}

fn written(formula: &XlsxFormulaMetadata) -> &str {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula,
        _ => "formula",
    }
}

/// How a spreadsheet shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Plain,
    /// 0.75 as 75%.
    Percent,
    /// A day with its time of day, also where that is midnight.
    Moment,
    /// 8 as $8, and 8.5 as $8.50.
    Money(char),
}

/// How a cell is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CellStyle {
    shown: Shown,
    is_struck: bool,
}

impl Default for CellStyle {
    fn default() -> CellStyle {
        CellStyle { shown: Shown::Plain, is_struck: false }
    }
}

/// The cells that are not shown plainly.
fn shown<R: std::io::Read + std::io::Seek>(
    mut reader: XlsxCellReader<'_, R>,
) -> Result<BTreeMap<(u32, u32), CellStyle>, TableError> {
    let look = |style: &Style| CellStyle {
        shown: shown_by(style),
        is_struck: style.font.as_ref().is_some_and(|font| font.strikethrough),
    };
    let styles: Vec<CellStyle> = reader.styles().iter().map(look).collect();
    let mut all = BTreeMap::new();
    if styles.iter().all(|look| *look == CellStyle::default()) {
        return Ok(all);
    }
    while let Some((row, column, style)) = reader.next_style_id().map_err(|e| TableError::Sheet(e.to_string()))? {
        let look = styles.get(style).copied().unwrap_or_default();
        if look != CellStyle::default() {
            all.insert((row, column), look);
            limits::cells(all.len())?;
        }
    }
    Ok(all)
}

/// After ECMA-376, 18.8.30 and 18.8.31: formats 9 and 10 are percents, 22 is a day with a time.
fn shown_by(style: &Style) -> Shown {
    let Some(format) = &style.number_format else { return Shown::Plain };
    let mut code = String::new();
    let mut quoted = false;
    for c in format.format_code.to_lowercase().chars() {
        quoted ^= c == '"';
        code.extend((!quoted && c != '"').then_some(c));
    }
    match format.format_id {
        Some(9 | 10) => Shown::Percent,
        Some(22) => Shown::Moment,
        _ if code.contains('%') => Shown::Percent,
        _ if code.contains('h') && code.contains(['y', 'd']) => Shown::Moment,
        _ => currency(&format.format_code).map_or(Shown::Plain, Shown::Money),
    }
}

/// The sign of money in the format of a number: `"$"#,##0.00`, `[$€-407] #,##0`. `[$-409]` alone names a language.
fn currency(code: &str) -> Option<char> {
    let positive = code.split(';').next().unwrap_or_default();
    let has_number = positive.contains(['0', '#']);
    let named = positive.split("[$").skip(1).filter_map(|rest| rest.split(['-', ']']).next()?.chars().next());
    let plain = positive.replace("[$", "[");
    named.chain(plain.chars()).find(|c| is_currency_sign(*c)).filter(|_| has_number)
}

/// The sheet that is wanted, or the first with words on it.
fn first(
    sheets: &[Info],
    wanted: Option<&str>,
    mut text: impl FnMut(&str) -> Result<String, TableError>,
) -> Result<Sheet, TableError> {
    let (mut empty, mut passed) = (None, Vec::new());
    for info in sheets.iter().filter(|info| wanted.is_none_or(|w| w == info.name)) {
        let name = info.name.clone();
        // What its owner does not see is not printed, unless it is asked for by name.
        if wanted.is_none() && info.visible != SheetVisible::Visible {
            passed.push(format!("without its hidden sheet `{name}`"));
            continue;
        }
        let text = text(&name)?;
        let sheet = Sheet { name, text, remarks: passed.clone(), warnings: Vec::new() };
        if !sheet.text.trim().is_empty() {
            return Ok(sheet);
        }
        empty.get_or_insert(sheet);
    }
    let names = || sheets.iter().map(|info| info.name.clone()).collect();
    empty.ok_or_else(|| match wanted {
        Some(wanted) => TableError::NoSheet { wanted: wanted.to_string(), has: names() },
        None => TableError::HiddenSheets(names()),
    })
}

/// Parts of a book that its reader does not give.
struct Unpacked {
    /// The cells of an ODS file.
    ods: Option<String>,
    /// What is hidden, by sheet.
    hidden: BTreeMap<String, Hidden>,
}

/// Unpacks everything once, up to the limit, and keeps only what has to be looked at.
fn unpacked(bytes: &[u8]) -> Result<Unpacked, TableError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| TableError::NoBook(e.to_string()))?;
    let mut left = error::UNPACKED;
    let mut ods = None;
    let mut parts = hidden::Parts::default();
    let is_ods = archive.file_names().any(|name| name.is_ok_and(|name| name == "content.xml"));
    if archive.len() > error::PARTS {
        return Err(TableError::Parts(archive.len()));
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| TableError::Damaged(e.to_string()))?;
        let content = is_ods && part.name().is_ok_and(|name| name == "content.xml");
        let name = part.name().map(|name| name.to_string()).unwrap_or_default();
        let mut limited = part.take(left + 1);
        let read = if hidden::is_looked_at(&name) {
            let mut text = Vec::new();
            let read = limited.read_to_end(&mut text).map_err(|e| TableError::Damaged(e.to_string()))? as u64;
            parts.add(&name, &String::from_utf8_lossy(&text));
            read
        } else if content {
            let mut text = Vec::new();
            let read = limited.read_to_end(&mut text).map_err(|e| TableError::Damaged(e.to_string()))? as u64;
            ods = Some(String::from_utf8_lossy(&text).into_owned());
            read
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|e| TableError::Damaged(e.to_string()))?
        };
        left = left.checked_sub(read).ok_or(TableError::Unpacked)?;
    }
    Ok(Unpacked { ods, hidden: parts.by_sheet() })
}

/// A line a row, cells in their columns between tabs.
fn lines(cells: impl Iterator<Item = (u32, u32, String)>) -> Result<String, TableError> {
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    for (at_row, at_column, words) in cells.filter(|(.., words)| !words.is_empty()) {
        if at_row < row || (at_row == row && at_column < column) {
            return Err(TableError::Order);
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
fn words(data: &Data, shown: Shown) -> String {
    match (data, shown) {
        (Data::Int(number), Shown::Money(sign)) => return money(*number as f64, sign),
        (Data::Float(number), Shown::Money(sign)) => return money(*number, sign),
        _ => {}
    }
    match data {
        Data::Empty => String::new(),
        // Excel ends lines as Windows does.
        Data::String(text) => text.replace("\r\n", "\n").replace('\r', "\n"),
        Data::Int(number) if shown == Shown::Percent => format!("{}%", number * 100),
        Data::Float(number) if shown == Shown::Percent => {
            // Ten digits are more than anybody types, and fewer than a fraction has that binary numbers cannot hold.
            let percent = format!("{:.10}", number * 100.0);
            format!("{}%", percent.trim_end_matches('0').trim_end_matches('.'))
        }
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(at) => moment(at, shown),
        Data::DateTimeIso(text) => text.clone(),
        Data::DurationIso(text) => clock(text).unwrap_or_else(|| text.clone()),
        Data::Error(error) => error_sign(error).to_string(),
    }
}

/// Whole amounts without their cents: `$8`, `$8.50`, `-$8`.
fn money(number: f64, sign: char) -> String {
    let minus = if number < 0.0 { "-" } else { "" };
    let cents = if (number.abs() * 100.0).round() % 100.0 == 0.0 { 0 } else { 2 };
    format!("{minus}{sign}{:.cents$}", number.abs())
}

/// `PT18H30M00S` as a time of day.
fn clock(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, seconds) = rest.split_once('M')?;
    let number = |part: &str| part.trim_end_matches('S').split(['.', ',']).next()?.parse::<u32>().ok();
    let (hour, minute, second) = (number(hours)?, number(minutes)?, number(seconds)?);
    Some(format!("{hour:02}:{minute:02}{}", if second == 0 { String::new() } else { format!(":{second:02}") }))
}

/// A day, a time of day or both, in the spelling of ISO 8601.
fn moment(at: &ExcelDateTime, shown: Shown) -> String {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}{}", if second == 0 { String::new() } else { format!(":{second:02}") });
    let (days, part) = (at.as_f64().trunc(), at.as_f64().fract());
    match (days == 0.0, part == 0.0) {
        (true, _) => time,
        (false, true) if shown != Shown::Moment => format!("{year:04}-{month:02}-{day:02}"),
        (false, true) => format!("{year:04}-{month:02}-{day:02}T{time}"),
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
