//! What a spreadsheet hides: rows and columns of the sheets of an XLSX file (ECMA-376, 18.3.1). Read from the tags alone.

use crate::registry;
use calamine::Dimensions;
use std::collections::{BTreeMap, BTreeSet};

const CURRENCIES: &str = include_str!("../../../assets/registries/currencies.txt");

/// What of a sheet nobody sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub rows: usize,
    pub columns: usize,
}

impl Hidden {
    /// What is said of it; nothing where nothing is hidden.
    pub fn said(self, sheet: &str) -> Option<String> {
        let many = |n: usize, what: &str| (n > 0).then(|| format!("{n} hidden {what}{}", if n == 1 { "" } else { "s" }));
        let all: Vec<String> = [many(self.rows, "row"), many(self.columns, "column")].into_iter().flatten().collect();
        let said = || format!("has {} in its sheet `{sheet}`: they are read like the others", all.join(" and "));
        (!all.is_empty()).then(said)
    }
}

/// What an ODS sheet says of its cells (OpenDocument 1.3, part 3, 9.1 and 19.640).
#[derive(Default)]
pub(super) struct OdsSheet {
    pub hidden: Hidden,
    /// Cells that show a percentage, by row and column from 0.
    pub percents: BTreeSet<(u32, u32)>,
    /// Cells that show an amount of money, with its sign.
    pub money: BTreeMap<(u32, u32), char>,
    /// Cells that are merged over several rows.
    pub merged: Vec<Dimensions>,
}

/// More repeats of a cell than this are the empty rest of a sheet.
const MOST_REPEATS: u32 = 1000;

/// Reads the tags of one sheet. Its cells have been counted before.
pub(super) fn of_ods(content: &str, name: &str) -> OdsSheet {
    let mut found = OdsSheet::default();
    let mut sheets = content.split("<table:table ").skip(1);
    let is_it = |sheet: &&str| attribute(sheet.split('>').next().unwrap_or_default(), "name").is_some_and(|n| n == name);
    let Some(sheet) = sheets.find(is_it) else { return found };
    let sheet = sheet.split("</table:table>").next().unwrap_or(sheet);
    let many = |tag: &str, name: &str| attribute(tag, name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
    let is_hidden = |tag: &str| attribute(tag, "visibility").is_some_and(|v| v != "visible");
    let columns = tags(sheet, "table-column").filter(|tag| is_hidden(tag)).map(|tag| many(tag, "number-columns-repeated"));
    // Many empty ones to the right of a list are no secret.
    found.hidden.columns = columns.filter(|n| *n < 100).sum::<u32>() as usize;
    let mut row = 0_u32;
    // A group of rows is called nearly as a row.
    let lines = sheet.split("<table:table-row").skip(1).filter(|line| !line.starts_with('-') && !line.starts_with('s'));
    for line in lines {
        let head = line.split('>').next().unwrap_or_default();
        let repeats = many(head, "number-rows-repeated");
        let (mut column, mut has_words) = (0_u32, false);
        let is_cell = |name: &str| matches!(name, "table-cell" | "covered-table-cell");
        for (_, tag) in every_tag(line).filter(|(name, _)| is_cell(name)) {
            let kind = attribute(tag, "value-type");
            has_words |= kind.is_some();
            let wide = many(tag, "number-columns-repeated");
            let rows = row..row.saturating_add(repeats.min(MOST_REPEATS));
            let columns = column..column.saturating_add(wide.min(MOST_REPEATS));
            let cells = || rows.clone().flat_map(|r| columns.clone().map(move |c| (r, c)));
            match kind.as_deref() {
                Some("percentage") => found.percents.extend(cells()),
                Some("currency") => {
                    let sign = attribute(tag, "currency").and_then(|code| sign_of(&code));
                    found.money.extend(cells().filter_map(|cell| Some((cell, sign?))));
                }
                _ => {}
            }
            let (high, broad) = (many(tag, "number-rows-spanned"), many(tag, "number-columns-spanned"));
            if high > 1 {
                let end = (row.saturating_add(high - 1), column.saturating_add(broad.max(1) - 1));
                found.merged.push(Dimensions { start: (row, column), end });
            }
            column = column.saturating_add(wide);
        }
        if has_words && is_hidden(head) {
            found.hidden.rows += repeats as usize;
        }
        row = row.saturating_add(repeats);
    }
    found
}

/// The sign that people write before an amount of a currency, by its code of ISO 4217.
fn sign_of(currency: &str) -> Option<char> {
    let known = registry::rows(CURRENCIES).filter_map(|row| row.split_once(' ')).find(|(code, _)| *code == currency);
    known.and_then(|(_, sign)| sign.chars().next())
}

/// What the parts of a book say of it.
#[derive(Default)]
pub(super) struct Parts {
    /// Name of a sheet and id of its part.
    sheets: Vec<(String, String)>,
    /// Id and path of a part.
    paths: Vec<(String, String)>,
    hidden: BTreeMap<String, Hidden>,
}

/// Whether a part of a book says anything about it.
pub(super) fn is_looked_at(path: &str) -> bool {
    path.starts_with("xl/worksheets/") && path.ends_with(".xml")
        || path == "xl/workbook.xml"
        || path == "xl/_rels/workbook.xml.rels"
}

impl Parts {
    /// Takes in a part of the book: its list of sheets, their paths, or a sheet.
    pub fn add(&mut self, path: &str, text: &str) {
        let pairs = |tag: &str, id: &str, value: &str| -> Vec<(String, String)> {
            tags(text, tag).filter_map(|t| Some((attribute(t, id)?, attribute(t, value)?))).collect()
        };
        match path {
            "xl/workbook.xml" => self.sheets = pairs("sheet", "name", "id"),
            "xl/_rels/workbook.xml.rels" => self.paths = pairs("Relationship", "Id", "Target"),
            _ if text.contains("hidden") => drop(self.hidden.insert(path.to_string(), hidden(text))),
            _ => {}
        }
    }

    /// What each sheet hides, by its name. Sheets that hide nothing are left out.
    pub fn by_sheet(self) -> BTreeMap<String, Hidden> {
        let path = |id: &String| self.paths.iter().find(|(there, _)| there == id).map(|(_, path)| path.trim_start_matches('/'));
        let of = |(name, id): &(String, String)| {
            let path = path(id)?;
            let path = if path.starts_with("xl/") { path.to_string() } else { format!("xl/{path}") };
            Some((name.clone(), *self.hidden.get(&path)?))
        };
        self.sheets.iter().filter_map(of).collect()
    }
}

/// Rows with words, and columns that have some: Excel hides the many empty ones to the right of a list, too.
fn hidden(text: &str) -> Hidden {
    let is_hidden = |tag: &&str| attribute(tag, "hidden").is_some_and(|value| value == "1" || value == "true");
    let ends = |tag: &str| tag.trim_end().ends_with('/');
    let rows = tags(text, "row").filter(is_hidden).filter(|tag| !ends(tag)).count();
    let used = tags(text, "c").filter_map(|cell| column(&attribute(cell, "r")?)).max().unwrap_or(0);
    let number = |tag: &str, name: &str| attribute(tag, name).and_then(|n| n.parse::<usize>().ok());
    let ranges = tags(text, "col").filter(is_hidden).filter_map(|tag| Some((number(tag, "min")?, number(tag, "max")?)));
    let columns = ranges.map(|(from, to)| (to.min(used) + 1).saturating_sub(from)).sum();
    Hidden { rows, columns }
}

/// The column of `BC12`, counted from 1.
fn column(cell: &str) -> Option<usize> {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).take(3);
    letters.map(|letter| usize::from(letter - b'A') + 1).reduce(|all, letter| all * 26 + letter)
}

/// What stands in the opening tags of this name, with or without a prefix.
fn tags<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    every_tag(text).filter(move |(there, _)| *there == name).map(|(_, rest)| rest)
}

/// Every opening tag: its name without a prefix, and what stands in it.
fn every_tag(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('<').skip(1).filter(|tag| !tag.starts_with('/')).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let (head, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag.trim_end_matches('/'), ""));
        Some((head.rsplit(':').next()?, rest))
    })
}

/// The value of an attribute, with or without a prefix.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some((head, after)) = rest.split_once('=') {
        let quote = after.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after.trim_start()[1..].split_once(quote)?;
        if head.trim().rsplit(':').next() == Some(name) {
            let plain = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
            return Some(plain.replace("&amp;", "&"));
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_and_hidden_rows_of_ods() {
        let content = "<table:table table:name=\"Old\"></table:table><table:table table:name=\"List\">\
                       <table:table-column table:visibility=\"collapse\"/>\
                       <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\"/></table:table-row>\
                       <table:table-row table:visibility=\"filter\"><table:table-cell/>\
                       <table:table-cell office:value-type=\"percentage\" office:value=\"0.75\"/></table:table-row></table:table>";
        let sheet = of_ods(content, "List");
        assert_eq!(sheet.percents, [(2, 1)].into());
        assert_eq!(sheet.hidden, Hidden { rows: 1, columns: 1 });
        assert!(of_ods(content, "Old").percents.is_empty());
    }

    #[test]
    fn money_and_merged_cells_of_ods() {
        let content = "<table:table table:name=\"List\"><table:table-row-group><table:table-row>\
                       <table:table-cell office:value-type=\"string\" table:number-rows-spanned=\"3\"><text:p>A</text:p></table:table-cell>\
                       <table:table-cell office:value-type=\"currency\" office:currency=\"USD\" office:value=\"8\"/>\
                       </table:table-row></table:table-row-group></table:table>";
        let sheet = of_ods(content, "List");
        assert_eq!(sheet.money, [((0, 1), '$')].into());
        let sign = |code: &str| of_ods(&content.replace("USD", code), "List").money.get(&(0, 1)).copied();
        assert_eq!([sign("PHP"), sign("CAD"), sign("XAU")], [Some('₱'), Some('$'), None]);
        assert_eq!(sheet.merged, [Dimensions { start: (0, 0), end: (2, 0) }]);
    }

    #[test]
    fn hidden_rows_and_columns_are_counted() {
        let mut parts = Parts::default();
        parts.add("xl/workbook.xml", "<x:sheets><x:sheet name=\"A &amp; B\" sheetId='1' r:id=\"rId1\"/></x:sheets>");
        parts.add("xl/_rels/workbook.xml.rels", "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>");
        let sheet = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min='5' max='16384' hidden='1'/></cols><sheetData>\
                     <row r=\"1\"><c r=\"A1\"/></row><row r=\"2\" hidden=\"1\"><c r=\"C2\"/></row><row r=\"3\" hidden=\"1\"/></sheetData>";
        parts.add("xl/worksheets/sheet1.xml", sheet);
        assert_eq!(parts.by_sheet().get("A & B"), Some(&Hidden { rows: 1, columns: 2 }));
    }
}
