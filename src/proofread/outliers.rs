//! A value of a record ten times as large as all others, or a tenth of them: a digit too many, or one that was left out.

use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Body, Stat};

/// Smaller values grow tenfold by chance.
const SMALLEST: f64 = 20.0;
/// All others lie so near to each other.
const ALIKE: f64 = 2.0;
/// How many times the others a value with a digit too many is.
const TENFOLD: std::ops::RangeInclusive<f64> = 7.5..=13.5;

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if sheet.language != sheet.content.language.value {
        return;
    }
    let stats = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Stat(stat) => Some(stat),
        _ => None,
    });
    found.extend(stats.filter_map(odd_one));
}

fn odd_one(stat: &Stat) -> Option<Diagnostic> {
    let values: Vec<f64> = stat.values.iter().map(|(_, value)| value.value).collect();
    let years = stat.values.iter().all(|(key, _)| key.value.len() == 4 && key.value.parse::<i16>().is_ok());
    let at = ten_times(&values).filter(|_| years)?;
    let (year, value) = &stat.values[at];
    let message = format!("{} in {} is about ten times the others, or a tenth of them", value.value, year.value);
    Some(
        Diagnostic::warning(&checks::ODD_NUMBER, value.span, message)
            .help("look it up: is there a digit too many, or one too few?"),
    )
}

/// The one value of three and more that is ten times the others or a tenth.
fn ten_times(values: &[f64]) -> Option<usize> {
    let odd = |at: usize| {
        let others = values.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, value)| *value);
        let least = others.clone().fold(f64::INFINITY, f64::min);
        let most = others.clone().fold(0.0, f64::max);
        let middle = (least + most) / 2.0;
        let many = TENFOLD.contains(&(values[at] / middle)) && values[at] > most;
        let few = TENFOLD.contains(&(middle / values[at])) && values[at] < least;
        least >= SMALLEST && most <= least * ALIKE && (many || few)
    };
    (0..values.len()).find(|at| values.len() > 2 && odd(*at))
}

#[cfg(test)]
mod tests {
    use super::ten_times;

    #[test]
    fn a_digit_too_many_is_told_from_growth() {
        assert_eq!((ten_times(&[212.0, 2680.0, 318.0]), ten_times(&[212.0, 26.0, 318.0])), (Some(1), Some(1)));
        for values in [&[212.0, 268.0, 318.0][..], &[3.0, 30.0, 4.0], &[212.0, 2680.0], &[20.0, 90.0, 700.0], &[40.0, 0.0, 60.0]]
        {
            assert_eq!(ten_times(values), None, "{values:?}");
        }
    }
}
