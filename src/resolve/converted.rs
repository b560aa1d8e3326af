//! Measures that a translation has in another unit: `200 feet` and `60 metros`, `72 °F` and `22 °C`. Which units there are is data.
//!
//! The same number with another unit is no such thing: nobody turns 5 miles into 5 kilometers.

use crate::registry::rows;

const UNITS: &str = include_str!("../../assets/registries/unit-sizes.txt");

/// People round what they have turned into another unit: by so much of it, or so many degrees.
const ROUNDED: f64 = 0.08;
const DEGREES: f64 = 1.5;

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
struct Measure<'t> {
    /// Its digits, as they stand there.
    written: &'t str,
    /// Byte in the text.
    at: usize,
    kind: &'static str,
    /// In the common unit of its kind.
    size: f64,
    /// Row of the list.
    unit: usize,
}

/// Two texts without the measures that one has in another unit than the other: blanks stand where their digits were. `None`: there
/// are none.
pub(crate) fn without_converted(source: &str, translated: &str) -> Option<(String, String)> {
    without(source, translated, |_| true)
}

/// The same without weights: a load of three digits is a limit, and whoever turns it into another unit says why in `differs`.
pub(super) fn without_converted_but_weights(source: &str, translated: &str) -> Option<(String, String)> {
    without(source, translated, |kind| kind != "weight")
}

fn without(source: &str, translated: &str, counts: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let of = |text| measures(text).into_iter().filter(|one| counts(one.kind)).collect::<Vec<_>>();
    let (from, to) = (of(source), of(translated));
    let pairs: Vec<(&Measure<'_>, &Measure<'_>)> =
        from.iter().filter_map(|one| Some((one, to.iter().find(|other| one.is_turned_into(other))?))).collect();
    let blank = |text: &str, gone: &[&Measure<'_>]| {
        let mut left = text.to_string();
        gone.iter().for_each(|one| left.replace_range(one.at..one.at + one.written.len(), &" ".repeat(one.written.len())));
        left
    };
    let (sources, others): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    (!sources.is_empty()).then(|| (blank(source, &sources), blank(translated, &others)))
}

impl Measure<'_> {
    /// Whether somebody has put this into the unit of another.
    fn is_turned_into(&self, other: &Measure<'_>) -> bool {
        let apart = (self.size - other.size).abs();
        let most = if self.kind == "heat" { DEGREES } else { ROUNDED * self.size.abs().max(other.size.abs()) };
        self.kind == other.kind && self.unit != other.unit && self.written != other.written && apart <= most
    }
}

/// All measures of a text.
fn measures(text: &str) -> Vec<Measure<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|i| at + i) {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let end = text[from..].find(|c| !is_part(c)).map_or(text.len(), |length| from + length);
        let written = text[from..end].trim_end_matches(['.', ',']);
        at = end;
        found.extend(unit(&text[from + written.len()..]).zip(value(written)).map(|((unit, kind, size, zero), number)| Measure {
            written,
            at: from,
            kind,
            size: (number - zero) * size,
            unit,
        }));
    }
    found
}

/// The unit that a text begins with: its row, kind, size and zero.
fn unit(behind: &str) -> Option<(usize, &'static str, f64, f64)> {
    let word = behind.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '°']);
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let lower = word[..end].to_lowercase();
    if lower.is_empty() || behind.len() - word.len() > 5 {
        return None;
    }
    rows(UNITS).enumerate().find_map(|(n, row)| {
        let (what, names) = row.split_once(" = ")?;
        names.split(", ").any(|name| name == lower).then_some(())?;
        let mut parts = what.split(' ');
        let (kind, size) = (parts.next()?, parts.next()?.parse().ok()?);
        Some((n, kind, size, parts.next().and_then(|zero| zero.parse().ok()).unwrap_or(0.0)))
    })
}

/// `1,200`, `1.200` and `2,5`: three digits behind one sign are thousands.
fn value(written: &str) -> Option<f64> {
    let parts: Vec<&str> = written.split(['.', ',']).collect();
    let is_grouped = parts.len() > 1 && parts[1..].iter().all(|part| part.len() == 3);
    let plain = if is_grouped { parts.concat() } else { written.replace(',', ".") };
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_in_another_unit_are_the_same() {
        for (from, to) in [
            ("200 feet", "60 metros"),
            ("72 °F", "22 °C"),
            ("110 lb", "50 kg"),
            ("5 miles long", "8 kilómetros"),
            ("1,200 feet", "366 metros"),
            ("2.5 acres", "1 hectárea"),
        ] {
            assert!(without_converted(from, to).is_some(), "{from}");
        }
        for (from, to) in [("5 miles", "5 kilómetros"), ("72 °F", "27 °C"), ("200 feet", "600 metros"), ("200 feet", "200 pies")]
        {
            assert_eq!(without_converted(from, to), None, "{from}");
        }
        assert_eq!(
            without_converted("200 feet, 3 days", "60 metros, 4 días"),
            Some(("    feet, 3 days".into(), "   metros, 4 días".into()))
        );
    }
}
