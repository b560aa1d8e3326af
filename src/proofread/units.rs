//! A number with another unit in the translation: `102 °F` and `102 °C`, `5 mg` and `5 g`.

use super::words::{Word, rows, words};
use super::{Desk, Pair, unit_words};
use crate::diag::{Diagnostic, checks};

const UNITS: &str = include_str!("../../assets/registries/unit-signs.txt");

pub(super) fn check(pair: &Pair<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let (source, translated) = (measured(&pair.source.text.value), measured(&pair.translated.text.value));
    let other = source.iter().filter(|one| !translated.contains(one)).find_map(|(number, unit)| {
        let (_, other) = translated.iter().find(|(n, other)| n == number && same_kind(unit, other))?;
        let is_both = source.iter().any(|(n, there)| n == number && there == other);
        (!is_both).then(|| format!("`{number} {other}` stands here, and `{number} {unit}` in the source"))
    });
    let from = unit_words::measured(&pair.source.text.value, pair.source.language);
    let to = unit_words::measured(&pair.translated.text.value, pair.translated.language);
    let in_words = unit_words::other_unit(&from, &to);
    let in_words = in_words.map(|(other, one)| format!("`{other}` stands here, and `{one}` in the source"));
    let one = unit_words::one_and_several(
        (&pair.source.text.value, pair.source.language),
        (&pair.translated.text.value, pair.translated.language),
    );
    let one = one.map(|(one, other)| format!("`{other}` stands here, and `{one}` in the source"));
    found.extend(other.or(in_words).or(one).map(|message| {
        Diagnostic::error(&checks::TRANSLATION_DIFFERS, pair.translated.text.span, message)
            .also(pair.source.text.span, "the source")
            .help("write the same unit, or the number that it is in the other one, with `differs` to say why")
    }));
}

/// Numbers with the unit right behind them.
fn measured(text: &str) -> Vec<(String, String)> {
    let all = words(text);
    let is_number = |word: &Word<'_>| word.text.bytes().all(|b| b.is_ascii_digit() || b".,".contains(&b));
    let pairs = all.windows(2).filter(|two| is_number(&two[0]));
    let close = pairs.filter(|two| text[two[0].end()..two[1].at].chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '°')));
    let of = close.map(|two| (two[0].text.replace(',', "."), two[1].text.to_lowercase()));
    of.filter(|(_, unit)| rows(UNITS).any(|row| row.split(", ").any(|known| known == unit))).collect()
}

fn same_kind(a: &str, b: &str) -> bool {
    a != b && rows(UNITS).any(|row| row.split(", ").any(|unit| unit == a) && row.split(", ").any(|unit| unit == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_unit() {
        assert_eq!(
            measured("102 °F, 5 mg and 2,5 L"),
            [("102", "f"), ("5", "mg"), ("2.5", "l")].map(|(n, u)| (n.into(), u.into()))
        );
        assert!(same_kind("f", "c") && same_kind("mg", "g") && !same_kind("mg", "ml") && !same_kind("kg", "kg"));
        assert!(measured("Room 5, 12 C Street; page 7 of 9").iter().all(|(n, _)| n == "12"));
    }
}
