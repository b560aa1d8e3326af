//! Months, weekdays and states with a letter wrong: `Wendesday`, `Febuary`, `Nebrasca`. Compares with those names alone, and is
//! no spelling checker: what is near none of them is let be.

use super::Desk;
use super::calendar::{initial, month_of_another, weekdays};
use super::passages::Passage;
use super::words::{Word, is_alphabetic, of_language, primary, rows, words};
use crate::diag::{Diagnostic, checks};
use std::sync::LazyLock;

const STATES: &str = include_str!("../../assets/registries/states.txt");
const MEANT: &str = include_str!("../../assets/registries/nearly-names.txt");

static STATE_NAMES: LazyLock<Vec<Named<'static>>> = LazyLock::new(|| {
    let names = rows(STATES).filter_map(|row| row.split_once(' ').map(|(_, name)| name.trim()));
    names.map(Named::of).collect()
});

/// A name with its first letter and with all of them, which tell it from most words at once.
#[derive(Clone, Copy)]
struct Named<'n> {
    name: &'n str,
    initial: Option<char>,
    letters: Letters,
}

impl<'n> Named<'n> {
    fn of(name: &'n str) -> Named<'n> {
        Named { name, initial: initial(name), letters: Letters::of(name) }
    }
}

/// Which letters from a to z are in a word, whatever the case; unknown of one that has others.
#[derive(Clone, Copy)]
struct Letters(Option<u32>);

impl Letters {
    fn of(text: &str) -> Letters {
        let bit = |b: u8| if b.is_ascii_alphabetic() { 1 << (b.to_ascii_lowercase() - b'a') } else { 0 };
        Letters(text.is_ascii().then(|| text.bytes().fold(0, |all, b| all | bit(b))))
    }

    /// Whether so many slips may lie between two words: one of them brings no more than one letter in, and takes none but
    /// one out.
    fn may_be(self, other: Letters, slips: u32) -> bool {
        let (Some(a), Some(b)) = (self.0, other.0) else { return true };
        (a & !b).count_ones() <= slips && (b & !a).count_ones() <= slips
    }
}

/// Shorter words are too many things.
const SHORTEST: usize = 5;

/// The shortest name for which one letter too few, too many or another one is a slip; in a shorter one two neighbours must have
/// changed places.
const LONG: usize = 7;

/// A name of so many letters that has lost one is told in English, whose names have capitals: `Agust`.
const LOSING: usize = 6;

/// The shortest name for which two slips are still the same name.
const LONGEST: usize = 9;

/// No word with more is told.
const MOST_SLIPS: u32 = 2;

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(passage.language).filter(|_| passage.is_read()) else { return };
    let base = primary(passage.language);
    if !matches!(base, "en" | "es" | "de") {
        return;
    }
    // English months are capitalized, and are no words of these languages.
    let english = desk.project.languages.get("en").filter(|_| base != "en");
    if let Some((day, month)) = english.and_then(|english| month_of_another(&passage.text.value, language, &[english])) {
        let message = format!("`{day}`: `{month}` is no month of this language");
        let help = "write the month in the language of the text";
        found.push(Diagnostic::warning(&checks::MISSING_TRANSLATION, passage.text.span, message).help(help));
        return;
    }
    let months = language.words.dates.iter().flat_map(|dates| dates.months.iter().map(|month| month.value.as_str()));
    let calendar: Vec<Named<'_>> = months.chain(weekdays(language)).map(Named::of).collect();
    let states: &[Named<'_>] = if base == "en" { &STATE_NAMES } else { &[] };
    if let Some((written, right)) = misspelt(&passage.text.value, &calendar, states, base) {
        let message = format!("`{written}` is nearly `{right}`");
        found.push(
            Diagnostic::warning(&checks::MISSPELT_NAME, passage.text.span, message)
                .help(format!("write `{right}`, or let it be with `[[allow]]` where it is a name of its own")),
        );
    }
}

/// The first word of a text that is nearly a name, and the name.
fn misspelt<'t, 'n>(text: &'t str, calendar: &[Named<'n>], states: &[Named<'n>], base: &str) -> Option<(&'t str, &'n str)> {
    let all = words(text);
    let mut meant = None;
    let mut is_meant =
        |word: &str| meant.get_or_insert_with(|| of_language(MEANT, base)).iter().any(|name| name.eq_ignore_ascii_case(word));
    for (i, word) in all.iter().enumerate().filter(|(_, word)| is_plain(text, word)) {
        let bare = bare(word.text);
        let is_named = bare.starts_with(char::is_uppercase);
        let is_long = bare.chars().count() >= SHORTEST;
        let first = initial(bare);
        let letters = Letters::of(bare);
        let of_one = alike(states, first).filter(|named| is_named && !named.name.contains(' '));
        let near = alike(calendar, first).chain(of_one).filter(|named| is_long && named.letters.may_be(letters, MOST_SLIPS));
        let near = near.map(|named| named.name).find(|name| is_slip(bare, name));
        if let Some(name) = near.filter(|_| !is_any(bare, calendar, states) && !is_meant(bare)) {
            return Some((bare, name));
        }
        if let Some(name) = month_at_a_day(text, &all, i, calendar).filter(|_| !is_meant(bare)) {
            return Some((bare, name));
        }
        let Some(next) = all.get(i + 1).filter(|next| is_named && &text[word.end()..next.at] == " ") else { continue };
        let pair = &text[word.at..next.at + self::bare(next.text).len()];
        let letters = Letters::of(pair);
        let near = alike(states, first).filter(|named| named.name.contains(' ') && named.letters.may_be(letters, 1));
        let near = near.map(|named| named.name).find(|name| is_slip_of_two(pair, name));
        if let Some(name) = near.filter(|_| !is_meant(pair) && next.text.starts_with(char::is_uppercase)) {
            return Some((pair, name));
        }
    }
    None
}

/// `Jnue 30`: a month of four letters, two of which have changed places, beside the number of a day.
fn month_at_a_day<'n>(text: &str, all: &[Word<'_>], i: usize, calendar: &[Named<'n>]) -> Option<&'n str> {
    let is_day = |word: &Word<'_>| word.text.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    let word = &all[i];
    let behind = all.get(i + 1).is_some_and(|next| is_day(next) && matches!(&text[word.end()..next.at], " " | ". "));
    let before = i.checked_sub(1).map(|j| &all[j]);
    let before = before.is_some_and(|day| is_day(day) && matches!(&text[day.end()..word.at], " " | ". "));
    let lower = word.text.to_lowercase();
    let is_near = |name: &&str| {
        let name = name.to_lowercase();
        name.chars().count() == 4 && strsim::osa_distance(&name, &lower) == 1 && same_letters(&name, &lower)
    };
    let names = calendar.iter().map(|named| named.name);
    (behind || before).then(|| names.into_iter().find(is_near)).flatten()
}

/// Those of some names that begin with the same letter.
fn alike<'a, 'n>(names: &'a [Named<'n>], letter: Option<char>) -> impl Iterator<Item = &'a Named<'n>> {
    names.iter().filter(move |named| named.initial == letter)
}

/// Whether a word stands by itself, and in no address of the Internet or a file's name.
fn is_plain(text: &str, word: &Word<'_>) -> bool {
    let before = text[..word.at].chars().next_back().unwrap_or(' ');
    let mut after = text[word.end()..].chars();
    let (next, second) = (after.next().unwrap_or(' '), after.next().unwrap_or(' '));
    let letters = word.text.chars().all(|c| is_alphabetic(c) || matches!(c, '\'' | '’'));
    let of_address = "./@_=&#".contains(before) || "@_/=".contains(next) || (next == '.' && second.is_alphanumeric());
    letters && !of_address
}

/// A word without the `'s` behind it.
fn bare(word: &str) -> &str {
    word.split(['\'', '’']).next().unwrap_or(word)
}

fn is_any(word: &str, calendar: &[Named<'_>], states: &[Named<'_>]) -> bool {
    let is = |Named { name, .. }: &Named<'_>| {
        let named = name.split(' ').any(|part| begins(word, part));
        begins(word, name) || named
    };
    calendar.iter().chain(states).any(is)
}

/// `Mondays`, `Nebraskan`: a name with more letters behind it is a word of its own.
fn begins(word: &str, name: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    name.chars().flat_map(char::to_lowercase).all(|c| letters.next() == Some(c))
}

/// Of a word and a name that begin with the same letter.
fn is_slip(word: &str, name: &str) -> bool {
    let (length, full) = (word.chars().count(), name.chars().count());
    if full < SHORTEST || length.abs_diff(full) > 2 {
        return false;
    }
    let (word, plain) = (word.to_lowercase(), name.to_lowercase());
    let distance = strsim::osa_distance(&word, &plain);
    match full {
        LONGEST.. => (1..=MOST_SLIPS as usize).contains(&distance),
        LONG.. => distance == 1,
        _ if length < full => full == LOSING && distance == 1 && name.starts_with(char::is_uppercase),
        _ => distance == 1 && length == full && same_letters(&word, &plain),
    }
}

fn is_slip_of_two(pair: &str, name: &str) -> bool {
    pair.len().abs_diff(name.len()) <= 1
        && !begins(pair, name)
        && strsim::osa_distance(&pair.to_lowercase(), &name.to_lowercase()) == 1
}

fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALENDAR: &[&str] = &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];

    fn told(text: &str) -> Option<(&str, &str)> {
        misspelt(text, &named(CALENDAR), &STATE_NAMES, "en")
    }

    fn named<'n>(names: &[&'n str]) -> Vec<Named<'n>> {
        names.iter().copied().map(Named::of).collect()
    }

    #[test]
    fn slips_are_told_with_the_right_name() {
        for (text, right) in [
            ("Come on Wendesday", "Wednesday"),
            ("wensday at 6", "Wednesday"),
            ("Thrusday", "Thursday"),
            ("on Saterday, May 5", "Saturday"),
            ("Febuary 3", "February"),
            ("Feburary 3", "February"),
            ("Janurary", "January"),
            ("SEPTMBER 9", "September"),
            ("Lincoln, Nebrasca 68501", "Nebraska"),
            ("Nebrasca's libraries", "Nebraska"),
            ("Missisipi", "Mississippi"),
            ("Pensylvania", "Pennsylvania"),
            ("Firday and Sunday", "Friday"),
            ("Noth Dakota", "North Dakota"),
            ("New Hamphire", "New Hampshire"),
            ("Apirl 1", "April"),
            ("Agust 5", "August"),
            ("Jnue 30", "June"),
            ("Jluy 4", "July"),
        ] {
            assert_eq!(told(text).map(|(_, name)| name), Some(right), "{text}");
        }
        let german = named(&["Januar", "Februar", "März", "Oktober", "Dezember", "Montag", "Dienstag", "Mittwoch", "Sonntag"]);
        for (text, right) in
            [("am Mitwoch", "Mittwoch"), ("15. Oktobr", "Oktober"), ("Dinstag", "Dienstag"), ("20. Febuar", "Februar")]
        {
            assert_eq!(misspelt(text, &german, &[], "de").map(|(_, name)| name), Some(right), "{text}");
        }
        for text in
            ["montags, Mittwochs und Sonntage", "Susan Sontag", "ein Jaguar im Diensttag", "Montage der Möbel", "der Monat"]
        {
            assert_eq!(misspelt(text, &german, &[], "de"), None, "{text}");
        }
        let spanish = named(&["enero", "febrero", "septiembre", "miércoles", "sábado"]);
        assert_eq!(misspelt("el miercoles 3", &spanish, &[], "es"), Some(("miercoles", "miércoles")));
        assert_eq!(misspelt("el 3 de febreo", &spanish, &[], "es"), Some(("febreo", "febrero")));
    }

    #[test]
    fn other_words_stay() {
        for text in [
            "Mondays, Tuesday's and Wednesdays; Nebraskans, Nebraskan and a Coloradan",
            "Augusta, Augustus and Georgina ate sundaes with oregano",
            "Caroline Florinda, Virginie and Marland",
            "North Dakotan, New Yorker, New Mexican, West Virginians",
            "see www.nebrasca.org and info@febuary.org",
            "Sundry items, Sunday's best; Munday, TX; Missoula, Kansan, Arkansan",
            "Oktober, Dezember and Oktoberfest",
            "Frida, Sundy, Monda, Mondy, Kansa, Orgon, Angus and Sandy",
            "Washington, Worthington and Wellington",
            "December’s choir, NOVEMBER 3",
            "may, march on; the decimal; a remember",
            "Jnue and Juyl came, 30 Junes",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
        let spanish = named(&["febrero", "septiembre", "octubre", "domingo", "agosto"]);
        for text in ["setiembre", "Montaña", "Domínguez", "domingos", "Dominga", "agostado"] {
            assert_eq!(misspelt(text, &spanish, &[], "es"), None, "{text}");
        }
    }
}
