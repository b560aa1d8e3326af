//! An address book (vCard 3.0 and 4.0, RFC 2426 and 6350) to the text of a table: a card a row, between tabs. Columns are
//! called `name`, `first`, `last`, `title`, `org`, `phone`, `email`, `web`, `address` and `note`.

use super::error::TableError;
use std::fmt::Write as _;

const COLUMNS: [&str; 10] = ["name", "first", "last", "title", "org", "phone", "email", "web", "address", "note"];

pub(super) fn is_cards(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    head.get(..11).is_some_and(|head| head.eq_ignore_ascii_case(b"BEGIN:VCARD"))
}

/// A line a card.
///
/// # Errors
/// A card that does not end.
pub(super) fn table(text: &str) -> Result<String, TableError> {
    let mut out = COLUMNS.join("\t") + "\n";
    let mut card: Option<[String; COLUMNS.len()]> = None;
    for line in unfolded(text) {
        let Some((head, value)) = line.split_once(':') else { continue };
        let mut head = head.split(';');
        // `item1.TEL` is the group and the property.
        let property = head.next().unwrap_or_default().rsplit('.').next().unwrap_or_default().to_ascii_uppercase();
        match (property.as_str(), &mut card) {
            ("BEGIN", _) => card = Some(Default::default()),
            ("END", card) => {
                let fields = card.take().unwrap_or_default();
                let cells = fields.iter().map(|words| match words.contains(['\t', '\n', '"']) {
                    true => format!("\"{}\"", words.replace('"', "\"\"")),
                    false => words.clone(),
                });
                let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join("\t"));
            }
            (_, Some(fields)) => field(fields, &property, value),
            (_, None) => {}
        }
    }
    match card {
        Some(_) => Err(TableError::CardCutOff),
        None => Ok(out),
    }
}

fn field(fields: &mut [String; COLUMNS.len()], property: &str, value: &str) {
    let mut set = |column: &str, words: String| {
        let place = COLUMNS.iter().position(|name| *name == column).and_then(|at| fields.get_mut(at));
        // The first of several is the preferred one.
        if let Some(field) = place.filter(|field| field.is_empty()) {
            *field = words.trim().to_string();
        }
    };
    let parts: Vec<String> = split(value);
    let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
    match property {
        "FN" => set("name", plain(value)),
        "N" => {
            set("last", part(0));
            set("first", part(1));
        }
        "TITLE" => set("title", plain(value)),
        "ORG" => set("org", part(0)),
        "TEL" => set("phone", plain(value.strip_prefix("tel:").unwrap_or(value))),
        "EMAIL" => set("email", plain(value)),
        "URL" => set("web", plain(value)),
        "ADR" => {
            let line = [part(2), part(1), part(3), format!("{} {}", part(4), part(5))];
            set("address", line.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", "));
        }
        "NOTE" => set("note", plain(value)),
        _ => {}
    }
}

/// Lines that were folded put together again (RFC 6350, 3.2).
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_string()),
        }
    }
    lines
}

/// The parts between semicolons, without their escapes.
fn split(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut signs = value.chars();
    while let Some(c) = signs.next() {
        let last = parts.last_mut().expect("it begins with one part");
        match c {
            '\\' => match signs.next() {
                Some('n' | 'N') => last.push('\n'),
                Some(c) => last.push(c),
                None => {}
            },
            ';' => parts.push(String::new()),
            c => last.push(c),
        }
    }
    parts
}

fn plain(value: &str) -> String {
    split(value).join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_a_row() {
        let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ellis;Jordan;;;\r\nFN:Jordan\r\n  Ellis\r\nORG:Bridger\\, Inc.;Outreach\r\n\
                     item1.TEL;TYPE=cell:(406) 555-0101\r\nADR;TYPE=work:;;12 Oak St;Helena;MT;59601;USA\r\nEND:VCARD\r\n";
        assert!(is_cards(cards.as_bytes()));
        let table = table(cards).expect("whole");
        let row = table.lines().nth(1).expect("one card");
        assert_eq!(row, "Jordan Ellis\tJordan\tEllis\t\tBridger, Inc.\t(406) 555-0101\t\t\t12 Oak St, Helena, MT 59601\t");
        assert!(super::table("BEGIN:VCARD\nFN:x").is_err());
    }
}
