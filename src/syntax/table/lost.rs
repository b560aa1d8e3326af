//! Columns that fill no key and hold what a sheet is made for: telephone numbers, where no column fills `phone`, or mail. A sheet
//! without them would look whole.

use super::columns::Meaning;
use super::fields::RowOf;
use super::rows::{Header, Records};
use super::values::trimmed;

/// So many rows are looked at.
const ROWS: usize = 50;

/// The first column of organizations that holds only numbers or addresses of mail, fills no key, and is the only one of its kind: in
/// words.
pub(super) fn column(records: &Records<'_>, meaning: &Meaning<'_>, header: &Header) -> Option<String> {
    if meaning.of != RowOf::Org {
        return None;
    }
    let rows: Vec<_> = (header.index + 1..records.all.len()).take(ROWS).map(|index| records.cells(index)).collect();
    let kinds = [("phone", "telephone numbers", is_phone as fn(&str) -> bool), ("email", "addresses of mail", is_mail)];
    kinds.into_iter().filter(|(key, ..)| !meaning.is_filled(key, &header.headings)).find_map(|(key, what, is)| {
        let holds = |column: usize| {
            let heading = &header.headings[column].folded;
            // Ten digits without groups are a number of anything, but under such a name.
            let is =
                |text: &str| is(text) || key == "phone" && heading.contains("phone") && text.len() == 10 && digits(text) == 10;
            let cells = rows.iter().filter_map(|cells| cells.get(column)).map(|cell| trimmed(&cell.text));
            let filled: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
            !filled.is_empty() && !heading.contains("fax") && filled.iter().all(|text| is(text))
        };
        let unknown = |column: &usize| !header.headings[*column].folded.is_empty() && !meaning.knows(&header.headings[*column]);
        let column = (0..header.headings.len()).filter(unknown).find(|column| holds(*column))?;
        let words = &header.headings[column].words;
        Some(format!("`{words}` holds {what}, and no column fills `{key}`: sheets would go out without"))
    })
}

/// Ten digits in the groups of a telephone number, with a country before or an extension behind them.
fn is_phone(text: &str) -> bool {
    let text = text.to_lowercase();
    let number = ["ext", "x"].into_iter().find_map(|sign| text.split_once(sign)).map_or(text.as_str(), |(number, _)| number);
    let digits = digits(number);
    let is_grouped = number.trim().contains(['-', ' ', '.', '(', '+']) && !number.contains("  ");
    (10..=13).contains(&digits) && is_grouped && number.chars().all(|c| c.is_ascii_digit() || " -.()+‑–\u{a0}".contains(c))
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_days_and_sums() {
        for text in ["(360) 555-0118", "360.555.0118", "+1 360 555 0118", "360-555-0118 ext. 4", "360-555-0118 x12"] {
            assert!(is_phone(text), "{text}");
        }
        for text in ["2027-01-11", "3605550118", "12 Dock Street", "98221-1234", "1,200", "2027-01-11 10:00"] {
            assert!(!is_phone(text), "{text}");
        }
        assert!(is_mail("desk@club.example.org") && !is_mail("@club") && !is_mail("club.example.org"));
    }
}
