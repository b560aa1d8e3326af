//! Numbers of three digits and more, which are the same in every language: `12,500` and `12 500`, `2,000,000` and
//! `2 millones`, `(406) 555-0134` and `406.555.0134`. Shorter ones are looked at when the words are proofread.

use crate::qr::phone::digit;
use crate::registry::{named_rows, of_language};

const LARGE: &str = include_str!("../../assets/registries/large-numbers.txt");
const HALVES: &str = include_str!("../../assets/registries/halves-of-the-day.txt");
const YEARS: &str = include_str!("../../assets/registries/counted-years.txt");
const WORDS: &str = include_str!("../../assets/registries/number-words.txt");

/// Digits of a number with its area in the North American plan.
const PHONE: usize = 10;

/// A number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Number {
    /// What is compared: its digits, without the `1` before an area.
    digits: String,
    /// As it stands there.
    written: String,
}

/// A text and the tag of its language.
pub(super) type Words<'t> = (&'t str, &'t str);

/// The first number that a translation has more or less often than its source: as it is written, and how to say it.
/// `excused`: texts that tell why other numbers stand there.
pub(super) fn other_number(source: Words<'_>, translated: Words<'_>, excused: Option<&str>) -> Option<(String, String)> {
    let excused = excused.map(|reason| numbers(reason, false)).unwrap_or_default();
    let read = |text: &str, joined: bool| {
        let all = numbers(text, joined).into_iter();
        all.filter(|number| !excused.iter().any(|other| other.digits == number.digits)).collect::<Vec<_>>()
    };
    // A blank may part thousands, or two numbers.
    let ways = [(false, false), (true, false), (false, true), (true, true)];
    let mut told = None;
    for (from, to) in ways {
        // One way in which they are the same is enough.
        let now = differs(&read(source.0, from), &read(translated.0, to), source, translated)?;
        told.get_or_insert(now);
    }
    told
}

fn differs(wanted: &[Number], got: &[Number], source: Words<'_>, translated: Words<'_>) -> Option<(String, String)> {
    let count = |all: &[Number], one: &Number| all.iter().filter(|other| other.digits == one.digits).count();
    let one = wanted.iter().chain(got).find(|one| {
        let (wanted, got) = (count(wanted, one), count(got, one));
        let (has, lacks) = if wanted > got { (source, translated) } else { (translated, source) };
        wanted != got && !is_said(one, has, lacks)
    })?;
    Some((one.written.clone(), told(&one.written, count(wanted, one), count(got, one))))
}

/// How often something stands in both.
pub(super) fn told(what: &str, wanted: usize, got: usize) -> String {
    let times = |n: usize| match n {
        0 => "not at all".to_string(),
        1 => "once".to_string(),
        n => format!("{n} times"),
    };
    format!("`{what}` stands here {}, and {} in the source", times(got), times(wanted))
}

/// Whether the text that lacks a number says it in other signs: `2 millones`, `25 cents` for `$0.25`, `años 90` for `the 1990s`.
fn is_said(number: &Number, (has, of): Words<'_>, (lacks, language): Words<'_>) -> bool {
    let small = |wanted: &str| lacks.split(|c: char| digit(c).is_none()).any(|digits| digits == wanted);
    let is_decade = number.digits.len() == 4 && number.digits.ends_with('0') && has.contains(&format!("{}s", number.digits));
    let is_part = number.digits.starts_with("00") || number.digits.starts_with('0') && number.written.starts_with(['0']);
    is_clock(&number.written, lacks)
        || [of, language].into_iter().any(|tag| is_year_of(number, tag, &small))
        || in_words(lacks, language).contains(&number.digits)
        || is_decade && small(&number.digits[2..])
        || is_part && small(number.digits.trim_start_matches('0'))
}

/// `2570` in Thai and `2027`: a year as a language counts years, and the same as others do.
fn is_year_of(number: &Number, language: &str, stands: &dyn Fn(&str) -> bool) -> bool {
    let more = of_language(YEARS, language).first().and_then(|more| more.parse::<u32>().ok());
    let (Some(more), Ok(year), 4) = (more, number.digits.parse::<u32>(), number.digits.len()) else { return false };
    stands(&(year + more).to_string()) || year > more && stands(&(year - more).to_string())
}

/// `9.30 Uhr` and `9:30 a.m.`, `17.30` and `5:30 p.m.`: an hour with a point, and the same with a colon.
fn is_clock(written: &str, lacks: &str) -> bool {
    let Some((hour, minute)) = written.split_once('.').and_then(|(h, m)| Some((h.parse::<u32>().ok()?, m))) else { return false };
    let is_minute = minute.len() == 2 && minute.parse::<u32>().is_ok_and(|m| m < 60);
    let same = lacks.match_indices(&format!(":{minute}")).any(|(at, _)| {
        let digits = lacks[..at].chars().rev().take_while(char::is_ascii_digit).count();
        lacks[at - digits..at].parse::<u32>().is_ok_and(|other| other % 12 == hour % 12)
    });
    // `20.00 Uhr` and `8 p.m.`; `19.00` and `5:30 to 7`, where a span has another hour with minutes.
    let is_full = || {
        let halves: Vec<&str> = named_rows(HALVES).flat_map(|(_, all)| all).collect();
        let has_clock = lacks.match_indices(':').any(|(at, _)| lacks[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
        let plain = lacks.to_lowercase().replace('.', "");
        let is_digit = |at: usize| plain.as_bytes()[at].is_ascii_digit();
        (0..plain.len()).filter(|at| is_digit(*at) && (*at == 0 || !is_digit(at - 1))).any(|at| {
            let (before, rest) = plain.split_at(at);
            let (digits, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
            let is_bare = !before.ends_with([':', '$', '€', '£']) && !behind.starts_with([':', '%']);
            let is_hour = halves.iter().any(|half| behind.trim_start().starts_with(half)) || (has_clock && is_bare);
            is_hour && digits.parse::<u32>().is_ok_and(|other| (1..25).contains(&other) && other % 12 == hour % 12)
        })
    };
    hour < 25 && is_minute && (same || minute == "00" && is_full())
}

/// Large numbers in words: the words alone, and with the number before them.
fn in_words(text: &str, language: &str) -> Vec<String> {
    let rows = of_language(LARGE, language);
    let names: Vec<(&str, f64)> =
        rows.iter().filter_map(|row| row.split_once(" = ")).filter_map(|(word, n)| Some((word, n.parse().ok()?))).collect();
    let small = of_language(WORDS, language);
    let value = |word: &str| {
        let place = || small.iter().position(|name| *name == word).map(|n| (n + 1) as f64);
        word.replace(',', ".").parse::<f64>().ok().or_else(place)
    };
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let mut found = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let Some((_, many)) = names.iter().find(|(name, _)| name == word) else { continue };
        let before = i.checked_sub(1).and_then(|j| value(words[j]));
        found.extend([1.0].into_iter().chain(before).map(|times| format!("{:.0}", times * many)));
    }
    found
}

/// The numbers of a text, outside placeholders, whatever parts their groups and in whichever digits. `joined`: a blank parts
/// thousands.
fn numbers(text: &str, joined: bool) -> Vec<Number> {
    let mut found = Vec::new();
    let characters: Vec<char> = hyphened(text);
    let is_digit = |i: usize| characters.get(i).is_some_and(|c| digit(*c).is_some());
    let thousands = |i: usize, digits: usize| {
        joined && digits <= 3 && (1..=3).all(|n| is_digit(i + n)) && !is_digit(i + 4) && matches!(characters[i], ' ')
    };
    let (mut i, mut inside) = (0, false);
    while i < characters.len() {
        inside = (inside || characters[i] == '{') && characters[i] != '}';
        if inside || !is_digit(i) {
            i += 1;
            continue;
        }
        let from = i;
        if let Some((digits, end)) = phone(&characters, i) {
            let from = from - usize::from(from > 0 && characters[from - 1] == '(');
            found.push(Number { digits, written: characters[from..end].iter().collect() });
            i = end;
            continue;
        }
        if let Some((year, end)) = date(&characters, i) {
            found.push(Number { digits: year, written: characters[from..end].iter().collect() });
            i = end;
            continue;
        }
        let (mut digits, mut group) = (String::new(), 0);
        while i < characters.len() {
            if let Some(d) = digit(characters[i]) {
                digits.push(d);
                group += 1;
            } else if is_digit(i + 1) && (PARTS.contains(characters[i]) || thousands(i, group)) {
                group = 0;
            } else {
                break;
            }
            i += 1;
        }
        if digits.len() >= 3 {
            let written: String = characters[from..i].iter().collect();
            let dialled = if digits.len() == PHONE + 1 { digits.strip_prefix('1').map(str::to_string) } else { None };
            found.push(Number { digits: dialled.unwrap_or(digits), written });
        }
    }
    found
}

/// Signs between the digits of one number.
const PARTS: &str = ".,-'\u{2019}\u{a0}\u{202f}\u{2011}\u{66b}\u{66c}";

/// The year of a day in figures, `18.12.2026` or `2026-12-18`, and where the day ends. Its other numbers have no three digits.
fn date(characters: &[char], from: usize) -> Option<(String, usize)> {
    let mut at = from;
    let mut group = || -> Option<(String, Option<char>)> {
        let digits: String = characters.get(at..)?.iter().map_while(|c| digit(*c)).collect();
        at += digits.chars().count();
        let sign = characters.get(at).copied().filter(|c| ".-".contains(*c));
        at += usize::from(sign.is_some());
        Some((digits, sign))
    };
    let ((first, sign), (second, same), (third, last)) = (group()?, group()?, group()?);
    let end = at - usize::from(last.is_some());
    let is_day = |digits: &str| digits.parse().is_ok_and(|n: u8| (1..=31).contains(&n));
    let is_year = |digits: &str| digits.len() == 4 && digits.starts_with(['1', '2']);
    let goes_on = last.is_some() && characters.get(at).is_some_and(|c| digit(*c).is_some());
    if sign.is_none() || sign != same || goes_on || !is_day(&second) {
        return None;
    }
    match (is_day(&first) && is_year(&third), is_year(&first) && is_day(&third)) {
        (true, _) => Some((third, end)),
        (_, true) => Some((first, end)),
        _ => None,
    }
}

/// A telephone number of three, three and four digits, in any of its signs: its ten digits, and where it ends.
fn phone(characters: &[char], from: usize) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut at = from;
    let take = |at: &mut usize, n: usize, digits: &mut String| {
        let group: Option<String> = (*at..*at + n).map(|i| characters.get(i).and_then(|c| digit(*c))).collect();
        digits.push_str(&group?);
        *at += n;
        Some(())
    };
    let skip = |at: &mut usize, most: usize| {
        let is_sign = |i: usize| characters.get(i).is_some_and(|c| " -.()/–\u{2011}\u{a0}\u{202f}".contains(*c));
        let signs = (*at..*at + most).take_while(|i| is_sign(*i)).count();
        *at += signs;
        signs
    };
    if characters.get(at).and_then(|c| digit(*c)) == Some('1') {
        at += 1;
        if skip(&mut at, 2) == 0 {
            return None;
        }
    }
    take(&mut at, 3, &mut digits)?;
    (skip(&mut at, 2) > 0).then_some(())?;
    take(&mut at, 3, &mut digits)?;
    (skip(&mut at, 1) > 0).then_some(())?;
    take(&mut at, 4, &mut digits)?;
    let is_longer = characters.get(at).is_some_and(|c| digit(*c).is_some());
    (!is_longer).then_some((digits, at))
}

/// The characters of a text, with hyphens for the blanks inside telephone numbers: `1 888 373 78 88`.
fn hyphened(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().collect();
    let mut from = 0;
    while from < characters.len() {
        let is_part = |i: usize| {
            let c = characters[i];
            let parted = c == ' ' && i > from && characters.get(i + 1).is_some_and(|next| digit(*next).is_some());
            digit(c).is_some() || parted && digit(characters[i - 1]).is_some()
        };
        let end = (from..characters.len()).find(|i| !is_part(*i)).unwrap_or(characters.len());
        let digits: Vec<char> = characters[from..end].iter().filter_map(|c| digit(*c)).collect();
        if digits.len() == 10 || digits.len() == 11 && digits[0] == '1' {
            characters[from..end].iter_mut().filter(|c| **c == ' ').for_each(|c| *c = '-');
        }
        from = end.max(from + 1);
    }
    characters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<String> {
        numbers(text, false).into_iter().map(|number| number.digits).collect()
    }

    #[test]
    fn numbers_are_compared_without_their_groups() {
        assert_eq!(
            digits("1-833-406-STOP (7867), 200+ of 1,400 in 24 hours; {org.phone | (406) 444-1776}"),
            ["1833406", "7867", "200", "1400"]
        );
        assert_eq!(digits("١٬٤٠٠ حالة في ٢٠٢٢"), ["1400", "2022"]);
        assert_eq!(digits("call 988."), ["988"]);
        assert_eq!(digits("au 1 888 373 78 88, 24 h sur 24"), ["8883737888"]);
        assert_eq!(digits("988 24 hours"), ["988"]);
        assert_eq!(digits("(406) 555-0134 (24 hours)"), ["4065550134"]);
    }

    #[test]
    fn numbers_are_the_same_in_any_signs() {
        let told = |from: &str, (to, tag): (&str, &str)| other_number((from, "en"), (to, tag), None).map(|(number, _)| number);
        for (from, to) in [
            ("Call (406) 555-0134.", ("Llame al 406-555-0134.", "es")),
            ("Call 406-555-0134.", ("Llame al +1 406 555 0134.", "es")),
            ("Call 406.555.0134.", ("Llame al (406) 555-0134 (24 horas).", "es")),
            ("Call 1-800-555-0199.", ("Llame al 800-555-0199.", "es")),
            ("We serve 12,500 people.", ("Nous servons 12 500 personnes.", "fr")),
            ("2,000,000 people", ("2 millones de personas", "es")),
            ("2.5 million people", ("2.500.000 personas", "es")),
            ("two million people", ("2.000.000 personas", "es")),
            ("1,000 trees", ("mil árboles", "es")),
            ("100 trees", ("cien árboles", "es")),
            ("25 cents", ("$0.25", "es")),
            ("in the 1990s", ("en los años 90", "es")),
            ("Friday, December 18, 2026", ("Freitag, den 18.12.2026", "de")),
            ("Friday, December 18, 2026", ("2026-12-18", "sv")),
            ("Saturday, January 23, 2027", ("วันเสาร์ที่ 23 มกราคม 2570", "th")),
            ("Breakfast 6:30 to 8", ("อาหารเช้า 6.30 ถึง 8.00 น.", "th")),
            ("Supper 5:30 to 7", ("17.30 ถึง 19.00 น.", "th")),
            ("Supper at 8 p.m.", ("Abendessen um 20.00 Uhr", "de")),
            ("Doors open at 9:30 a.m. and 5:30 p.m.", ("Um 9.30 Uhr und 17.30 Uhr", "de")),
            ("Daily at 8 p.m.", ("Täglich um 20.00 Uhr.", "de")),
            ("On May 10 200 people came", ("200 personas, el 10 de mayo", "es")),
        ] {
            assert_eq!(told(from, to), None, "{from}");
        }
        for (from, to, number) in [
            ("Call (406) 555-0134.", "Llame al 406-555-0143.", "(406) 555-0134"),
            ("We serve 12,500 people.", "Servimos a 15 200 personas.", "12,500"),
            ("$6.50", "$6.05", "6.50"),
            ("2,000,000 people", "3 millones de personas", "2,000,000"),
            ("1,000 trees", "cien árboles", "1,000"),
            ("In 1990 we began", "Empezamos en 90 días", "1990"),
        ] {
            assert_eq!(told(from, (to, "es")).as_deref(), Some(number), "{from}");
        }
    }
}
