//! How much of a table is read: a list of partners is a few thousand rows, and nothing larger may fill the memory.

use super::error::{CELLS, COLUMNS, ROWS, TableError};

/// Whether so many cells are still few enough.
pub(super) fn cells(number: usize) -> Result<(), TableError> {
    if number <= CELLS { Ok(()) } else { Err(TableError::Cells) }
}

/// Whether a cell stands where cells of a list stand. Counted from 0.
pub(super) fn place(row: u32, column: u32) -> Result<(), TableError> {
    if row >= ROWS {
        return Err(TableError::Row(row));
    }
    if column >= COLUMNS {
        return Err(TableError::Column(column));
    }
    Ok(())
}

/// Cells of an ODS file as its repeats would make them, before anybody makes room for them.
pub(super) fn ods_cells(content: &str) -> Result<(), TableError> {
    let (mut total, mut empty) = (0_usize, 0_usize);
    for row in content.split("<table:table-row").skip(1) {
        let repeats = attribute(row.split('>').next().unwrap_or_default(), "number-rows-repeated");
        let (mut width, mut column) = (0, 0_usize);
        let body = row.split("</table:table-row").next().unwrap_or_default();
        for cell in body.split("<table:").skip(1).filter(|c| c.starts_with("table-cell") || c.starts_with("covered-table-cell")) {
            column = column.saturating_add(attribute(cell.split('>').next().unwrap_or_default(), "number-columns-repeated"));
            if cell.contains("value-type") || cell.contains("<text:p") {
                width = column;
            }
        }
        if width == 0 {
            empty = empty.saturating_add(repeats);
        } else {
            total = total.saturating_add(repeats.saturating_add(empty).saturating_mul(width));
            empty = 0;
        }
        cells(total)?;
    }
    Ok(())
}

/// A number of an XML attribute; 1 where there is none.
fn attribute(tag: &str, name: &str) -> usize {
    let after = tag.split_once(name).map_or("", |(_, rest)| rest.trim_start_matches(['=', '"', '\'', ' ']));
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    if after.is_empty() { 1 } else { digits.parse().unwrap_or(usize::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_counted_before_they_are_made() {
        let row = |rows: &str, columns: &str, content: &str| {
            format!(
                "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\"{content}/></table:table-row>"
            )
        };
        let filled = " office:value-type=\"string\"";
        assert!(ods_cells(&row("1", "40", filled)).is_ok());
        // What LibreOffice writes at the end of every sheet.
        assert!(ods_cells(&(row("1", "40", filled) + &row("1048000", "16384", ""))).is_ok());
        assert!(ods_cells(&row("1048000", "16384", filled)).is_err());
        assert!(ods_cells(&(row("1048000", "16384", "") + &row("1", "16384", filled))).is_err());
    }
}
