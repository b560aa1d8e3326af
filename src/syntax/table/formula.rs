//! What must not stand in a cell: formulas that a program saved in place of their values.

use crate::diag::cells::Cell;
use crate::diag::checks;
use crate::syntax::reader::Reader;

/// What must not stand in a cell: a formula, or the sign of one that failed.
pub(super) fn is_broken(reader: &Reader, cell: &Cell<'_>, text: &str) -> bool {
    let span = reader.span(cell.range.clone());
    let errors = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];
    let (message, help) = if is_formula(text) {
        (format!("`{text}` is a formula, not a value"), "save the table with values, or type the value")
    } else if errors.contains(&text) {
        (format!("the formula of this cell has failed: `{text}`"), "mend the formula, or type the value")
    } else if text.len() > 3 && text.bytes().all(|b| b == b'#') {
        (format!("`{text}` is what a spreadsheet shows where a column is too narrow"), "make it wider, and save the table again")
    } else {
        return false;
    };
    reader.error(&checks::FORMULA, span, message, help);
    true
}

/// `=A1`, `+B2`, `-SUM(A1)`, `@SUM(A1)`: what a spreadsheet would reckon. `+1 406`, `-` and `@Home` are no formulas.
pub(super) fn is_formula(text: &str) -> bool {
    let mut signs = text.chars();
    let sign = signs.next();
    let rest = signs.as_str();
    let name: String = rest.chars().take_while(|c| c.is_ascii_uppercase() || *c == '$').collect();
    let after = &rest[name.len()..];
    let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '$').collect();
    let ends = |text: &str| text.is_empty() || text.starts_with(['+', '-', '*', '/', '&', ':', '!', ')', ',']);
    let is_cell = (1..=4).contains(&name.len()) && !digits.is_empty() && ends(&after[digits.len()..]);
    let is_call = name.len() >= 2 && after.starts_with('(');
    match sign {
        Some('=') => !rest.is_empty(),
        Some('+' | '-') => is_cell || is_call,
        Some('@') => is_call,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_words() {
        for formula in ["=A1", "=SUM(A1:B2)", "+B2", "+B2&C2", "-$B$2", "@SUM(A1)", "+SUM(A1)"] {
            assert!(is_formula(formula), "{formula}");
        }
        for words in ["=", "+1 406 555 0101", "-", "@Home Youth", "+A1 Plumbing", "A1", "- none -", "+"] {
            assert!(!is_formula(words), "{words}");
        }
    }
}
