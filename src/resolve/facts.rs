//! Numbers with a claim: their arithmetic and how a language writes them.

use crate::diag::{Diagnostic, checks};
use crate::model::{Language, Stat};
use jiff::civil::Date;

/// A first value under this makes a percentage look larger than it is (content_facts.md, W-02).
const SMALL_BASE: f64 = 20.0;

/// `{cases.2022}`, `{cases.change}` (percent from first to last), `{cases.times}` (last over first), `{cases.first}`, `{cases.last}`.
pub(super) fn stat_value(stat: &Stat, key: &str, language: &Language) -> Option<String> {
    let first = stat.values.first().map(|(_, v)| v.value);
    let last = stat.values.last().map(|(_, v)| v.value);
    let number = match key {
        "change" => change(first?, last?)?.round(),
        "times" => (last? / first.filter(|f| *f != 0.0)?).round(),
        "first" => first?,
        "last" => last?,
        "label" => return Some(stat.label.value.clone()),
        "source" => return Some(stat.source.value.clone()),
        "as_of" => return Some(date(stat.as_of.value, language)),
        _ => stat.values.iter().find(|(k, _)| k.value == key)?.1.value,
    };
    Some(number_words(number))
}

/// From `a` to `b` in percent: (b - a) / a.
fn change(a: f64, b: f64) -> Option<f64> {
    (a != 0.0).then(|| (b - a) / a * 100.0)
}

/// With commas between thousands; up to two decimals.
pub(super) fn number_words(number: f64) -> String {
    let text =
        if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number:.2}").trim_end_matches('0').to_string() };
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("\u{2212}", d));
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// A date as the language writes it: its pattern from `content/languages/`.
pub(super) fn date(date: Date, language: &Language) -> String {
    let words = &language.words;
    let month = words.months.get(date.month() as usize - 1).map(|m| m.value.as_str()).unwrap_or_default();
    words
        .date
        .value
        .replace("{month}", month)
        .replace("{day}", &date.day().to_string())
        .replace("{year}", &date.year().to_string())
}

/// Compares what a statistic states with what its values give.
pub(super) fn check(stat: &Stat, diagnostics: &mut Vec<Diagnostic>) {
    let Some(stated) = &stat.stated else { return };
    let (Some((_, first)), Some((_, last))) = (stat.values.first(), stat.values.last()) else { return };
    let Some(real) = change(first.value, last.value) else {
        let message = "a change from 0 has no percentage";
        diagnostics.push(Diagnostic::error(&checks::ARITHMETIC, stated.span, message).help("take `stated` out"));
        return;
    };
    let figures = significant_figures(stated.value);
    if round_to(real, figures) != round_to(stated.value, figures) {
        let message = format!(
            "{} percent is stated, but from {} to {} is {} percent",
            number_words(stated.value),
            number_words(first.value),
            number_words(last.value),
            number_words((real * 100.0).round() / 100.0)
        );
        diagnostics.push(
            Diagnostic::error(&checks::ARITHMETIC, stated.span, message)
                .also(first.span, "from here")
                .also(last.span, "to here")
                .help(format!("write `stated = {}`, or mend the values", round_to(real, 3))),
        );
    } else if first.value < SMALL_BASE {
        let message = format!("{} percent on a first value of only {}", number_words(stated.value), number_words(first.value));
        let help = format!("say \"from {} to {}\" instead", number_words(first.value), number_words(last.value));
        diagnostics.push(Diagnostic::warning(&checks::SMALL_BASE, stated.span, message).help(help));
    }
}

/// How many figures a round number states: 1,400 states two.
fn significant_figures(number: f64) -> i32 {
    let text = format!("{}", number.abs());
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let trimmed = if text.contains('.') { digits.as_str() } else { digits.trim_end_matches('0') };
    (trimmed.trim_start_matches('0').len() as i32).max(1)
}

fn round_to(number: f64, figures: i32) -> f64 {
    if number == 0.0 {
        return 0.0;
    }
    let magnitude = number.abs().log10().floor() as i32;
    let unit = 10_f64.powi(magnitude - figures + 1);
    (number / unit).round() * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_percentages_are_read_with_the_figures_they_state() {
        // content_facts.md S01, S02, S04, S05.
        let agrees = |from: f64, to: f64, stated: f64| {
            let figures = significant_figures(stated);
            round_to(change(from, to).unwrap(), figures) == round_to(stated, figures)
        };
        assert!(agrees(7.0, 106.0, 1400.0));
        assert!(agrees(7.0, 143.0, 1900.0));
        assert!(!agrees(7.0, 68.0, 485.0));
        assert!(!agrees(106.0, 143.0, 26.0));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(number_words(1414.29), "1,414.29");
        assert_eq!(number_words(1_000_000.0), "1,000,000");
        assert_eq!(number_words(-12.5), "\u{2212}12.5");
    }
}
