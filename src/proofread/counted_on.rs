//! Hours that one language counts to twelve and another on to twenty-four: 8 p.m. and 20 h. Other numbers that differ by twelve are
//! others.

use super::Pair;
use super::passages::Passage;
use super::times::times;
use super::words::{Word, of_language, primary, without_placeholders, words};

const HOUR_SIGNS: &str = include_str!("../../assets/registries/hour-signs.txt");

/// Whether a number of the source and another one of the translation are one hour.
pub(super) fn same_hour(wanted: u32, got: u32, pair: &Pair<'_>) -> bool {
    if wanted % 12 != got % 12 || wanted.max(got) > 24 {
        return false;
    }
    let (source, translated) = (Numbered::of(&pair.source, wanted), Numbered::of(&pair.translated, got));
    let is_long = source.is_long || translated.is_long;
    !is_long && (source.is_clock || translated.is_clock || source.may_be && translated.may_be)
}

/// What a number is by the words around it.
#[derive(Default)]
struct Numbered {
    /// It has its half of the day, minutes, or the sign of an hour behind it.
    is_clock: bool,
    /// It stands behind a word such as `at`, or on a side of a span.
    may_be: bool,
    /// It says how many hours something takes.
    is_long: bool,
}

impl Numbered {
    fn of(passage: &Passage<'_>, number: u32) -> Numbered {
        let text = without_placeholders(&passage.text.value);
        let base = primary(passage.language);
        let rows = |sign: &str| of_language(HOUR_SIGNS, &format!("{base}{sign}"));
        let (signs, before, lasting) = (rows(""), rows("<"), rows("#"));
        let is_hour = |minutes: u16| u32::from(minutes / 60) % 12 == number % 12;
        let mut found = Numbered {
            is_clock: times(&text, passage.language).iter().any(|time| time.minutes().is_some_and(is_hour)),
            ..Numbered::default()
        };
        let all = words(&text);
        let lower = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|word| word.text.to_lowercase()).unwrap_or_default();
        for (i, word) in all.iter().enumerate() {
            let Some((own, rest)) = figures(word, number) else { continue };
            let next = if rest.is_empty() { lower(Some(i + 1)) } else { rest.to_lowercase() };
            found.is_long |= lasting.contains(&next.as_str());
            found.is_clock |= signs.contains(&next.as_str());
            found.may_be |= before.contains(&lower(i.checked_sub(1)).as_str()) || is_side(&all, i, own);
        }
        found
    }
}

/// Whether a word begins with a number, and what stands behind its digits: `20h`, `9-5`.
fn figures<'t>(word: &Word<'t>, number: u32) -> Option<(&'t str, &'t str)> {
    let text = word.text;
    let parts = text.split(|c: char| !c.is_ascii_digit());
    let own = parts.into_iter().find(|part| part.parse() == Ok(number))?;
    let end = own.as_ptr() as usize - text.as_ptr() as usize + own.len();
    Some((own, text[end..].trim_start_matches(|c: char| !c.is_alphanumeric())))
}

/// A number with another one beside it, a short word or a stroke between: `9 to 5`, `de 9 a 17`, `9-5`.
fn is_side(all: &[Word<'_>], at: usize, own: &str) -> bool {
    let is_number = |word: Option<&Word<'_>>| word.is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    let is_short = |word: Option<&Word<'_>>| word.is_some_and(|word| word.text.len() <= 5 && !is_number(Some(word)));
    let before = at >= 2 && is_short(all.get(at - 1)) && is_number(all.get(at - 2));
    let behind = is_short(all.get(at + 1)) && is_number(all.get(at + 2));
    let stroke = all[at].text.len() > own.len() && all[at].text.contains(['-', '–']);
    before || behind || stroke
}
