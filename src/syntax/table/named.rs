//! Names of people and places that a spreadsheet has made of something else: a day, a number, `TRUE`, the zero of an empty cell.

use jiff::civil::Date;

/// Reads a day, where a text is one.
pub(super) type ReadsDay = fn(&str) -> Option<Date>;

/// A place or a person called `0` (a formula that leads to an empty cell), `TRUE` or as a day: a house number `9-3`, a room `12-1`.
pub(super) fn is_made_by_a_program(key: &str, line: &str, date: ReadsDay) -> bool {
    let (is_person, is_place) = match key {
        "speaker" | "speaker_title" | "speaker_org" | "presenter" | "hotline_name" | "hotline2_name" | "subtitle" => {
            (true, false)
        }
        "venue" | "room" | "address" => (false, true),
        "title" => return line == "0",
        _ => return false,
    };
    let head = if key == "address" { line.split(',').next().unwrap_or(line).trim() } else { line };
    let is_zero = head == "0";
    let is_day = head.len() >= 10 && head.as_bytes()[4] == b'-' && date(head).is_some();
    is_zero || is_day || is_person && is_no_name(line, date) || is_place && matches!(head, "true" | "false" | "TRUE" | "FALSE")
}

/// `TRUE`, a day, or a number of four digits and more: `211` may well be somebody's name.
pub(super) fn is_no_name(text: &str, date: ReadsDay) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number = text.parse::<f64>().is_ok() && digits > 3;
    matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "null" | "none" | "nan" | "n/a")
        || number
        || digits > 0 && date(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_made_by_a_program as made_by_a_program;

    fn is_made_by_a_program(key: &str, line: &str) -> bool {
        made_by_a_program(key, line, |text| text.parse().ok())
    }

    #[test]
    fn what_a_program_made_is_told_from_names() {
        let made = [
            ("venue", "0"),
            ("venue", "TRUE"),
            ("room", "2027-12-01"),
            ("speaker", "12345"),
            ("address", "2027-09-03, Hamilton, MT"),
        ];
        for (key, line) in made {
            assert!(is_made_by_a_program(key, line), "{line}");
        }
        for (key, line) in [
            ("venue", "1776"),
            ("venue", "The Roxy"),
            ("room", "12"),
            ("room", "Hall 0"),
            ("speaker", "Ines Tavares"),
            ("address", "9 Third Street, Hamilton, MT 59840"),
            ("cost", "0"),
        ] {
            assert!(!is_made_by_a_program(key, line), "{line}");
        }
    }
}
