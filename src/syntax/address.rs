//! Whether an address holds together: the postal code of a United States address belongs to its state.

use super::reader::Reader;
use crate::diag::{At, Diagnostic, checks};

/// State and first and last prefixes of its codes.
const PREFIXES: &str = include_str!("../../assets/registries/zip.txt");

/// Says what of an address does not fit together.
pub(super) fn check(reader: &Reader, address: &At<String>) {
    let Some((state, zip)) = state_and_zip(&address.value) else { return };
    let lines = PREFIXES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    let has = |ranges: &str| {
        ranges.split(' ').filter_map(|range| range.split_once('-')).any(|(from, to)| (from..=to).contains(&&zip[..3]))
    };
    let Some((_, own)) = lines.clone().find(|(there, _)| *there == state) else { return };
    if has(own) {
        return;
    }
    let other = lines.filter(|(_, ranges)| has(ranges)).map(|(state, _)| state).collect::<Vec<_>>().join(" or ");
    let belongs = if other.is_empty() { "belongs to no state".to_string() } else { format!("belongs to {other}") };
    let message = format!("the postal code {zip} {belongs}, and the address says {state}");
    let help = "look both up; a code that lost a digit in a spreadsheet begins with a zero now";
    reader.report(Diagnostic::warning(&checks::ZIP_AND_STATE, address.span, message).help(help));
}

/// `MT` and `59601` of `12 Oak St, Helena, MT 59601`: two capitals and five digits, at the end.
fn state_and_zip(address: &str) -> Option<(&str, &str)> {
    let end = ["United States", "USA", "U.S.A.", "US"].into_iter().find_map(|country| address.strip_suffix(country));
    let address = end.unwrap_or(address).trim_end_matches([' ', ',']);
    let (head, code) = address.rsplit_once(' ')?;
    let (five, four) = code.split_once('-').unwrap_or((code, "0000"));
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let state = head.trim_end_matches(',').rsplit([' ', ',']).next()?;
    let is_state = state.len() == 2 && state.bytes().all(|b| b.is_ascii_uppercase());
    (is_state && digits(five, 5) && digits(four, 4)).then_some((state, five))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    fn said(address: &str) -> Vec<String> {
        let reader = Reader::new(Span::NONE.file);
        check(&reader, &At::new(address.to_string(), Span::NONE));
        reader.into_diagnostics().into_iter().map(|d| d.message).collect()
    }

    #[test]
    fn codes_belong_to_states() {
        for fine in [
            "12 Oak St, Helena, MT 59601",
            "12 Oak St, Helena, MT, 59601-1234",
            "Boston, MA 02101, USA",
            "1600 Pennsylvania Ave NW, Washington, DC 20500",
            "140 W Pine St, Winnipeg, MB R3C 0V8",
            "Helena",
            "Route 12345",
            "Texarkana, TX 75501",
            "",
        ] {
            assert_eq!(said(fine), [""; 0], "{fine}");
        }
        assert_eq!(said("Helena, MT 05960"), ["the postal code 05960 belongs to VT, and the address says MT"]);
        assert_eq!(said("Helena, MT 99601").len(), 1);
    }
}
