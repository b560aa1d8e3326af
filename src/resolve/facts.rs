//! Numbers with a claim: their arithmetic and how a language writes them.

use super::Context;
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Dates, Numbers, Stat};
use jiff::civil::Date;

/// A first value under this makes a percentage look larger than it is (content_facts.md, W-02).
const SMALL_BASE: f64 = 20.0;

/// `{cases.2022}`, `{cases.change}` (percent from first to last), `{cases.times}` (last over first), `{cases.first}`, `{cases.last}`.
pub(super) fn stat_value(context: &Context<'_>, stat: &Stat, key: &str) -> Option<String> {
    let first = stat.values.first().map(|(_, v)| v.value);
    let last = stat.values.last().map(|(_, v)| v.value);
    let number = match key {
        "change" => change(first?, last?)?.round(),
        "times" => (last? / first.filter(|f| *f != 0.0)?).round(),
        "first" => first?,
        "last" => last?,
        "label" => return Some(stat.label.value.clone()),
        "source" => return Some(stat.source.value.clone()),
        "as_of" => return Some(context.date_words(stat.as_of.value)),
        _ => stat.values.iter().find(|(k, _)| k.value == key)?.1.value,
    };
    Some(number_words(number, &context.language.numbers))
}

/// From `a` to `b` in percent: (b - a) / a.
fn change(a: f64, b: f64) -> Option<f64> {
    (a != 0.0).then(|| (b - a) / a * 100.0)
}

/// A number as a language writes it; up to two decimals.
pub(super) fn number_words(number: f64, language: &Numbers) -> String {
    let text =
        if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number:.2}").trim_end_matches('0').to_string() };
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("\u{2212}", d));
    let mut out = String::from(sign);
    let parted = digits.len() >= language.groups.0 + language.least;
    for (i, digit) in digits.chars().enumerate() {
        // So many digits are still to come.
        let left = digits.len() - i;
        let (last, others) = language.groups;
        if parted && i > 0 && (left == last || left > last && (left - last).is_multiple_of(others)) {
            out.push_str(&language.group);
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push_str(&language.decimal);
        out.push_str(rest);
    }
    language.digits_of(&out)
}

/// A date as a language writes it.
pub(super) fn date(date: Date, dates: &Dates, numbers: &Numbers) -> String {
    let month = dates.months.get(date.month() as usize - 1).map(|m| m.value.as_str()).unwrap_or_default();
    let words = dates.pattern.value.replace("{month}", month);
    let words = words.replace("{day}", &date.day().to_string()).replace("{year}", &date.year().to_string());
    numbers.digits_of(&words)
}

/// Day and month alone, each with the letters that its language writes right after it: `21日`, `21.`
pub(super) fn day_and_month(date: Date, dates: &Dates, numbers: &Numbers) -> (String, String) {
    let after = |place: &str| {
        let rest = dates.pattern.value.split_once(place).map_or("", |(_, rest)| rest);
        let end = rest.find(|c: char| c.is_whitespace() || c == '{' || c == ',' || c == '،').unwrap_or(rest.len());
        rest[..end].to_string()
    };
    let month = dates.months.get(date.month() as usize - 1).map(|m| m.value.as_str()).unwrap_or_default();
    let day = format!("{}{}", date.day(), after("{day}"));
    (numbers.digits_of(&day), numbers.digits_of(&format!("{month}{}", after("{month}"))))
}

/// Day and month as the whole date has them, where they stand side by side in a script that runs from left to right.
pub(super) fn day_with_month(date: Date, dates: &Dates, numbers: &Numbers) -> Option<String> {
    let pattern = &dates.pattern.value;
    let (day, month) = (pattern.find("{day}")?, pattern.find("{month}")?);
    let (from, until) = if day < month { (day, month + "{month}".len()) } else { (month, day + "{day}".len()) };
    // With the letters right behind it: `11일`.
    let end = pattern[until..].find(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || c == '，' || c == '{');
    let between = &pattern[from..end.map_or(pattern.len(), |end| until + end)];
    let apart = Dates { pattern: At::new(between.to_string(), dates.pattern.span), months: dates.months.clone() };
    let words = self::date(date, &apart, numbers);
    let right_to_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}');
    (!between.contains("{year}") && words.contains(' ') && !words.contains(right_to_left)).then_some(words)
}

/// Whether a language writes the day before the month.
pub(super) fn is_day_first(dates: &Dates) -> bool {
    let at = |place: &str| dates.pattern.value.find(place);
    at("{day}") < at("{month}")
}

/// Compares what a statistic states with what its values give.
pub(super) fn check(stat: &Stat, diagnostics: &mut Vec<Diagnostic>) {
    let number_words = |number: f64| number_words(number, &Numbers::default());
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
        let english = Numbers::default();
        assert_eq!(number_words(1414.29, &english), "1,414.29");
        assert_eq!(number_words(1_000_000.0, &english), "1,000,000");
        assert_eq!(number_words(-12.5, &english), "\u{2212}12.5");
        let hindi = Numbers { groups: (3, 2), ..Numbers::default() };
        assert_eq!(number_words(12_345_678.0, &hindi), "1,23,45,678");
        let digits = ['۰', '۱', '۲', '۳', '۴', '۵', '۶', '۷', '۸', '۹'];
        let persian = Numbers { decimal: "٫".to_string(), group: "٬".to_string(), digits, ..Numbers::default() };
        assert_eq!(number_words(1234.5, &persian), "۱٬۲۳۴٫۵");
        let spanish = Numbers { decimal: ",".to_string(), group: ".".to_string(), least: 2, ..Numbers::default() };
        assert_eq!((number_words(1234.0, &spanish), number_words(12345.0, &spanish)), ("1234".to_string(), "12.345".to_string()));
    }
}
