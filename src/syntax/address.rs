//! Whether an address holds together: the postal code of a United States address belongs to its state, and every part
//! between two commas says something.

use super::reader::Reader;
use crate::diag::{At, Diagnostic, checks};
use crate::registry;
use std::sync::LazyLock;

/// Words that stand for words still to come.
const FILLERS: &str = include_str!("../../assets/registries/left-over.txt");
/// State and first and last prefixes of its codes.
const PREFIXES: &str = include_str!("../../assets/registries/zip.txt");
/// Two capitals that stand for another place.
const ELSEWHERE: &str = include_str!("../../assets/registries/state-like.txt");
/// The letters of a state and its name.
const STATES: &str = include_str!("../../assets/registries/states.txt");

/// Lines of a registry, parted behind their first word.
type Lines = LazyLock<Vec<(&'static str, &'static str)>>;

static CODES_OF_STATES: Lines = LazyLock::new(|| lines(PREFIXES));
static NAMES_OF_STATES: Lines = LazyLock::new(|| lines(STATES));

/// What is no longer than [`LONGEST_FILLER`].
static SHORT_FILLERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = ["whole", "word"].into_iter().flat_map(|kind| registry::rows_of_kind(FILLERS, kind));
    words.filter(|words| words.len() <= LONGEST_FILLER).collect()
});

/// Bytes of what stands for words still to come, in an address.
const LONGEST_FILLER: usize = 5;

/// Says what of an address does not fit together.
pub(super) fn check(reader: &Reader, address: &At<String>) {
    holds_something(reader, address);
    out_of_order(reader, address);
    let lines = CODES_OF_STATES.iter().copied();
    let Some((state, zip)) = state_and_zip(&address.value) else {
        if let Some((_, code)) = state_and_slip(&address.value).filter(|(state, _)| lines.clone().any(|(s, _)| s == *state)) {
            let message = format!("`{code}` is no postal code: one has five digits, or five and four as `59601-1234`");
            reader.report(
                Diagnostic::warning(&checks::ZIP_AND_STATE, address.span, message).help("look the code up and type it again"),
            );
        }
        return;
    };
    let has = |ranges: &str| {
        ranges.split(' ').filter_map(|range| range.split_once('-')).any(|(from, to)| (from..=to).contains(&&zip[..3]))
    };
    let Some((_, own)) = lines.clone().find(|(there, _)| *there == state) else {
        no_state(address, state, zip).into_iter().for_each(|found| reader.report(found));
        return;
    };
    if has(own) {
        return;
    }
    let other = lines.filter(|(_, ranges)| has(ranges)).map(|(state, _)| state).collect::<Vec<_>>().join(" or ");
    let belongs = if other.is_empty() { "belongs to no state".to_string() } else { format!("belongs to {other}") };
    let message = format!("the postal code {zip} {belongs}, and the address says {state}");
    let help = "look both up; a code that lost a digit in a spreadsheet begins with a zero now";
    reader.report(Diagnostic::warning(&checks::ZIP_AND_STATE, address.span, message).help(help));
}

/// Two capitals before a postal code that are neither a state nor stand for another country or a state there.
fn no_state(address: &At<String>, state: &str, zip: &str) -> Option<Diagnostic> {
    let has = |ranges: &str| {
        ranges.split(' ').filter_map(|range| range.split_once('-')).any(|(from, to)| (from..=to).contains(&&zip[..3]))
    };
    let own = CODES_OF_STATES.iter().copied().find(|(_, ranges)| has(ranges)).map(|(there, _)| there);
    // One letter off the state that the code belongs to: `Choteau, MY 59422` is not in Malaysia, nor `Aledo, LI 61231` in Liechtenstein.
    let is_slip = own.is_some_and(|own| own != state && (own[..1] == state[..1] || own.bytes().rev().eq(state.bytes())))
        && behind_comma(&address.value, state);
    if !is_slip && registry::rows(ELSEWHERE).any(|line| line.split(' ').any(|code| code == state)) {
        return None;
    }
    let message = format!("`{state}` is no state or territory of the United States, and `{zip}` stands behind it as its code");
    let help = own.map_or_else(
        || "look both up and type them again".to_string(),
        |own| format!("the code belongs to {own}: did you mean `{own} {zip}`?"),
    );
    Some(Diagnostic::warning(&checks::ZIP_AND_STATE, address.span, message).help(help))
}

fn lines(list: &'static str) -> Vec<(&'static str, &'static str)> {
    registry::rows(list).filter_map(|row| row.split_once(' ')).collect()
}

/// An address of signs alone, or with a part that is empty: a column of the table had nothing to say there.
fn holds_something(reader: &Reader, address: &At<String>) {
    let text = address.value.trim();
    let says = |part: &str| part.chars().any(char::is_alphanumeric);
    if text.is_empty() {
    } else if !says(text) {
        let message = format!("the address `{text}` says nothing");
        reader.error(&checks::BAD_VALUE, address.span, message, "write it, or leave it out");
    } else if let Some(part) = text.split(',').map(str::trim).find(|part| is_filler(part)) {
        let message = format!("`{part}` stands in an address for words still to come");
        reader.error(&checks::LEFT_OVER, address.span, message, "write it, or leave it out");
    } else if !text.split(',').all(says) {
        let message = format!("a part of the address `{text}` is empty");
        let help = "write what stands between the two commas, or take one of them out";
        reader.report(Diagnostic::warning(&checks::BAD_VALUE, address.span, message).help(help));
    }
}

/// `40 Main Street, MT, Helena 59601`: town and state have changed places, as two columns of a table do.
fn out_of_order(reader: &Reader, address: &At<String>) {
    let parts: Vec<&str> = address.value.split(',').map(str::trim).collect();
    let [.., state, last] = parts[..] else { return };
    let is_state = CODES_OF_STATES.iter().copied().any(|(there, _)| there == state);
    let Some((town, code)) = last.rsplit_once(' ').filter(|(_, code)| is_state && is_digits(code, 5)) else { return };
    if town.chars().all(|c| c.is_alphabetic() || c == ' ') && !CODES_OF_STATES.iter().copied().any(|(there, _)| there == town) {
        let message = format!("`{state}` stands before `{town}`, where a town stands");
        let help = format!("write `{town}, {state} {code}`; in a table, look at the columns of town and state");
        reader.report(Diagnostic::warning(&checks::ZIP_AND_STATE, address.span, message).help(help));
    }
}

/// Words that stand for none: `n/a`, `TBD`.
fn is_filler(part: &str) -> bool {
    part.len() <= LONGEST_FILLER && SHORT_FILLERS.iter().any(|words| words.eq_ignore_ascii_case(part))
}

/// `MT` and `59601` of `12 Oak St, Helena, MT 59601`: two capitals and five digits, at the end.
fn state_and_zip(address: &str) -> Option<(&str, &str)> {
    let (_, state, code) = state_and_code(address)?;
    let (five, four) = code.split_once('-').unwrap_or((code, "0000"));
    (is_digits(five, 5) && is_digits(four, 4)).then_some((state, five))
}

/// `MT` and `5970` of `Butte, MT 5970`: a code that lost or won a digit, or has a letter for one. Behind a comma and the
/// state stands nothing else that has four digits or more; a road may have three, as `MT 200`.
fn state_and_slip(address: &str) -> Option<(&str, &str)> {
    let (written, state, code) = state_and_code(address)?;
    let (first, last) = code.split_once('-').unwrap_or((code, ""));
    let count = code.bytes().filter(u8::is_ascii_digit).count();
    let parted = code.contains('-') && first.len() >= 4 && !is_digits(last, 4);
    let numeric = code.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let is_whole = is_digits(code, 5) || is_digits(code, 9);
    let lettered = first.len() == 5 && count >= 3 && first.bytes().all(|b| b.is_ascii_digit() || b"OoIl".contains(&b));
    // `5945%`: a key beside the digit, or the digit with the shift key held down.
    let beside = code.chars().count() == 5 && count == 4 && !code.starts_with('#');
    let is_slip = numeric && (parted || first.len() == 4 || first.len() > 5) || (lettered || beside) && !numeric;
    (is_slip && !is_whole && behind_comma(address, written)).then_some((state, code))
}

fn is_digits(text: &str, n: usize) -> bool {
    text.len() == n && text.bytes().all(|b| b.is_ascii_digit())
}

fn behind_comma(address: &str, state: &str) -> bool {
    address
        .rfind(&format!(" {state}"))
        .or_else(|| address.rfind(&format!(",{state}")))
        .is_some_and(|at| address[..at].trim_end().ends_with(',') || address[at..].starts_with(','))
}

/// Two capitals or the name of a state, its letters, and the word behind them at the end of an address.
fn state_and_code(address: &str) -> Option<(&str, &str, &str)> {
    let end = ["United States", "USA", "U.S.A.", "US"].into_iter().find_map(|country| address.strip_suffix(country));
    let address = end.unwrap_or(address).trim_end_matches([' ', ',']);
    let (head, code) = address.rsplit_once(' ')?;
    let head = head.trim_end_matches(',');
    let state = head.rsplit([' ', ',']).next()?;
    if state.len() == 2 && state.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some((state, state, code));
    }
    // Georgia is a country too, with codes of four digits.
    let five = code.len() == 5 || code.contains('-');
    let named = NAMES_OF_STATES.iter().copied().filter(|(_, name)| head.ends_with(name) && (*name != "Georgia" || five));
    let (letters, name) = named.max_by_key(|(_, name)| name.len())?;
    behind_comma(address, name).then_some((&head[head.len() - name.len()..], letters, code))
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
            "Helena, MT 596011234",
            "Milepost 12, MT 200",
            "Milepost 12, MT #2001",
            "1200 Route 66, Suite 4, MT",
            "Bozeman, MT 59715 USA",
            "Loop TX 1604",
            "Kyiv, UA 01001",
            "London, ON N6A 3K7",
            "12 Oak St, Cheyenne, Wyoming 82001",
            "New York, New York 10001",
            "1 Oak St, Charleston, West Virginia 25301",
            "12 Oak St, Seattle, Washington, 98101-1234, USA",
            "Tbilisi, Georgia 0105",
            "12 Wyoming 10001",
            "",
        ] {
            assert_eq!(said(fine), [""; 0], "{fine}");
        }
        assert_eq!(said("Helena, MT 05960"), ["the postal code 05960 belongs to VT, and the address says MT"]);
        assert_eq!(said("Helena, MT 99601").len(), 1);
        for unknown in ["Helena, XX 59601", "Helena, QQ 59601-1234, USA", "Aledo, LI 61231"] {
            assert!(said(unknown).len() == 1 && said(unknown)[0].contains("is no state"), "{unknown}: {:?}", said(unknown));
        }
        for abroad in ["Lodz, PL 90001", "Paris, FR 75001", "Roma, RM 00184", "Kuala Lumpur, MY 50000", "Cancún, QR 77500"] {
            assert_eq!(said(abroad), [""; 0], "{abroad}");
        }
        assert_eq!(said("Cheyenne, Wyoming 10001"), ["the postal code 10001 belongs to NY, and the address says WY"]);
        assert_eq!(said("Charleston, West Virginia 22201").len(), 1);
        for slip in [
            "Butte, MT 5970",
            "Butte, MT 597011",
            "Butte, MT 596O1",
            "Butte, MT 59601-123",
            "Butte,MT 5970, USA",
            "Butte, MT 5970%",
            "Butte, MT 597p1",
            "Casper, Wyoming 8260",
        ] {
            let said = said(slip);
            assert!(said.len() == 1 && said[0].contains("is no postal code"), "{slip}: {said:?}");
        }
    }
    #[test]
    fn a_town_stands_before_its_state() {
        assert_eq!(said("40 Main Street, MT, Helena 59601").len(), 1);
        for fine in ["40 Main Street, Helena, MT 59601", "Suite MT, Helena, MT 59601", "40 Main Street, CO, 80202"] {
            assert_eq!(said(fine).len(), 0, "{fine}");
        }
    }

    #[test]
    fn every_part_says_something() {
        for empty in [
            "n/a, Helena, MT 59601",
            "TBD",
            "12 Oak St, N/A",
            "-",
            "?",
            ".",
            "12 Oak St, , MT",
            "12 Oak St, Helena,",
            ", Helena",
            "12 Oak St,,Helena",
        ] {
            assert_eq!(said(empty).len(), 1, "{empty}");
        }
        for fine in ["№ 5", "12 Oak St, #4, Helena", "१२, दिल्ली", ""] {
            assert_eq!(said(fine).len(), 0, "{fine}");
        }
    }
}
