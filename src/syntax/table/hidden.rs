//! What a spreadsheet hides: rows and columns of the sheets of an XLSX file (ECMA-376, 18.3.1). Read from the tags alone.

use std::collections::BTreeMap;

/// What of a sheet nobody sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub rows: usize,
    pub columns: usize,
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
    text.split('<').filter_map(move |tag| {
        let tag = tag.split('>').next()?;
        let (head, rest) = tag.split_once(char::is_whitespace)?;
        (head.rsplit(':').next() == Some(name)).then_some(rest)
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
