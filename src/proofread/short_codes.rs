//! Numbers of three digits that somebody is told to call or text: 988 is a line, 998 is a slip.

use super::Desk;
use super::calling::{cues, orders};
use super::passages::{Part, Passage};
use super::words::{Word, of_language, rows, words};
use crate::diag::{Diagnostic, checks};
use crate::qr::phone;

const IN_SERVICE: &str = include_str!("../../assets/registries/short-numbers.txt");
const PEOPLE: &str = include_str!("../../assets/registries/people-words.txt");
const LITTLE: &str = include_str!("../../assets/registries/little-words.txt");

const EMERGENCY: &str = include_str!("../../assets/registries/emergency-numbers.txt");

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    found.extend(of_elsewhere(passage, desk));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if passage.part == Part::TextTo && digits == 4 && !text.contains('{') {
        let message = format!("`{text}` has 4 digits; messages go to 3, 5 or 6 digits, or to a whole number");
        found.push(
            Diagnostic::warning(&checks::BAD_PHONE, passage.text.span, message).help("look the number up and type it again"),
        );
    }
    if passage.part == Part::Phone && passage.key == "phone" && text.trim().len() == 5 && digits == 5 {
        let message = format!("`{text}` has 5 digits, as a postal code or a number for messages, and stands where people call");
        found.push(
            Diagnostic::warning(&checks::BAD_PHONE, passage.text.span, message)
                .help("look the number up; a number for messages goes under `text`"),
        );
    }
    if let Some((word, inside)) = passage.is_read().then(|| misspelt(text)).flatten() {
        let keys: String = word.chars().map(phone::key_or_digit).collect();
        let message = format!("`{word}` dials {keys}, and the brackets say {inside}");
        found.push(
            Diagnostic::error(&checks::BAD_PHONE, passage.text.span, message)
                .help("look the number up, and write the one that is right in both places"),
        );
    }
    let wrong = match passage.part {
        Part::Phone | Part::TextTo => Some(text.trim()).filter(|t| t.len() == 3 && is_unknown(t)),
        Part::Words if text.bytes().any(|b| b.is_ascii_digit()) => called(text, passage.language)
            .or_else(|| spelled(text, passage.language))
            .or_else(|| lettered(text, passage.language))
            .or_else(|| shortened(text, passage.language)),
        _ => None,
    };
    let Some(number) = wrong else { return };
    let message = format!("`{number}` is no short number that is in service");
    let diagnostic = Diagnostic::warning(&checks::BAD_PHONE, passage.text.span, message);
    let near = rows(IN_SERVICE).filter(|known| known.len() == 3 && super::numbers::near(known, number).is_some());
    let near: Vec<String> = near.take(3).map(|known| format!("`{known}`")).collect();
    found.push(match near.is_empty() {
        true => diagnostic.help("look the number up and type it again"),
        false => diagnostic.help(format!("did you mean {}?", near.join(" or "))),
    });
}

/// `In danger? Call 999.` on a sheet of a town in the United States: the emergency number of other countries.
fn of_elsewhere(passage: &Passage<'_>, desk: &Desk<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let is_emergency = |number: &str| number.len() == 3 && rows(EMERGENCY).any(|row| row.split(' ').skip(1).any(|n| n == number));
    let number = match passage.part {
        Part::Phone | Part::TextTo => Some(text.trim()).filter(|text| is_emergency(text)),
        Part::Words => called_where(text, passage.language, &orders(passage.language), &is_emergency),
        _ => None,
    }?;
    let home = home(desk)?;
    let mut own = rows(EMERGENCY).find_map(|row| row.strip_prefix(home)?.strip_prefix(' '))?.split(' ');
    let first = own.clone().next()?;
    // `Here call 911, in Mexico 066` tells the two apart.
    if own.any(|known| known == number) || super::words::holds_word(text, first) {
        return None;
    }
    let message = format!("`{number}` is an emergency number of other countries; where the organization is, people call {first}");
    Some(
        Diagnostic::warning(&checks::BAD_PHONE, passage.text.span, message)
            .help(format!("write `{first}`, or say for which country the number is, with `[[allow]]`")),
    )
}

/// The country code that the numbers of all organizations have; nothing where they differ, or there are none.
fn home<'a>(desk: &Desk<'a>) -> Option<&'a str> {
    let mut codes = desk.project.orgs.values().filter_map(|org| {
        let code = country(&org.phone.as_ref()?.value)?;
        // Ten digits are a number of India, too.
        let is_here = org.address.as_ref().is_none_or(|address| code != "1" || super::near_places::has_zip(&address.value));
        Some(if is_here { code } else { "" })
    });
    let first = codes.next().filter(|first| !first.is_empty())?;
    codes.all(|code| code == first).then_some(first)
}

fn country(number: &str) -> Option<&'static str> {
    let digits: String = number.chars().filter_map(phone::digit).collect();
    if !number.trim_start().starts_with(['+', '＋']) {
        return (digits.len() == 10 && !digits.starts_with(['0', '1']) || digits.len() == 11 && digits.starts_with('1'))
            .then_some("1");
    }
    let code = |row: &'static str| row.split(' ').next().filter(|code| digits.starts_with(code));
    rows(EMERGENCY).filter_map(code).max_by_key(|code| code.len())
}

/// `BEFREE (233773)`: a word and the number it is meant to be, which differ by one slip.
fn misspelt(text: &str) -> Option<(&str, &str)> {
    text.match_indices('(').find_map(|(at, _)| {
        let inside = text[at + 1..].split(')').next()?;
        let word = text[..at].trim_end_matches([' ', '*']).rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
        let short = (5..=6).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit());
        let keys: String = word.chars().map(phone::key_or_digit).collect();
        (short && super::numbers::near(&keys, inside).is_some()).then_some((word, inside))
    })
}

fn is_known(number: &str) -> bool {
    rows(IN_SERVICE).any(|known| known == number)
}

/// `9111`: a number that everybody knows, with one of its digits twice.
fn is_doubled(number: &str) -> bool {
    number.len() == 4
        && ["911", "988"]
            .iter()
            .any(|known| (0..known.len()).any(|i| format!("{}{}{}", &known[..=i], &known[i..=i], &known[i + 1..]) == number))
}

fn is_unknown(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit()) && !rows(IN_SERVICE).any(|known| known == number)
}

/// The first number of three digits behind a word such as `call`, with at most two words between, that nobody answers.
fn called<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    called_where(text, language, &cues(language), &|number| number.len() == 3 && is_unknown(number) || is_doubled(number))
}

/// The first number of some behind such a word.
fn called_where<'t>(text: &'t str, language: &str, cues: &[&str], is_sought: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let all = words(text);
    let little = of_language(LITTLE, language);
    let people = of_language(PEOPLE, language);
    let joins = ["or", "of", "to", "and", "more"];
    let is_cue = |word: &Word<'_>| cues.contains(&word.text.to_lowercase().as_str());
    let alone = |word: &Word<'_>| {
        let around = [text[..word.at].chars().next_back(), text[word.end()..].chars().next()];
        let more =
            all.iter().find(|next| next.at > word.at).is_some_and(|next| next.at == word.end() + 1 && next.number().is_some());
        // `(danger: call 066)` closes a remark that says more.
        let closes = around[1] == Some(')') && around[0] != Some('(');
        !around.into_iter().flatten().any(|c| "-–()/$%+".contains(c) && !(closes && c == ')')) && !more
    };
    let candidates = all.iter().enumerate().filter(|(_, word)| is_sought(word.text) && alone(word));
    let called = candidates.filter(|(i, word)| {
        let before = &all[i.saturating_sub(3)..*i];
        // A number of things, not one to call: `call 300 people`, `300 or 400 people`. `Call 912 now` is one to call.
        let counted = all.get(i + 1).is_some_and(|next| {
            let goes_on = little.contains(&next.text) && !matches!(next.text, "or" | "of" | "to" | "and");
            let are_things = joins.contains(&next.text) || next.text.ends_with(['s', 'x']) || people.contains(&next.text);
            is_joined(text, word, next) && next.text.chars().all(char::is_lowercase) && !goes_on && are_things
        });
        let cue = before.iter().rev().take_while(|w| w.number().is_none() || is_known(w.text)).find(|w| is_cue(w));
        cue.is_some_and(|cue| !text[cue.at..word.at].contains(['.', '!', '?', '\n'])) && !counted
    });
    called.map(|(_, word)| word.text).next()
}

/// `9-1-9`, `9-1-1-1` behind a word such as `call`: digits one by one.
fn spelled<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let pieces = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '*'))
        .map(|piece| piece.trim_end_matches('.'));
    let by_one = pieces.filter(|piece| {
        let digits: Vec<&str> = piece.split(['-', '.']).collect();
        // `1-988`, `988-8`: a number that everybody knows, with a digit more.
        let has_more =
            |known: &str, more: &str| matches!(known, "911" | "988") && more.len() == 1 && more.as_bytes()[0].is_ascii_digit();
        if let [a, b] = digits[..] {
            return has_more(a, b) || has_more(b, a);
        }
        (3..=4).contains(&digits.len()) && digits.iter().all(|one| one.len() == 1 && one.as_bytes()[0].is_ascii_digit())
    });
    by_one.into_iter().find(|piece| {
        let number: String = piece.chars().filter(char::is_ascii_digit).collect();
        let is_slip = number.len() == 3 && is_unknown(&number) || is_doubled(&number) || piece.split(['-', '.']).count() == 2;
        is_slip && text.find(piece).is_some_and(|at| is_right_behind_cue(text, at, language))
    })
}

/// `Call 91l`: a letter that looks like the digit of a number that everybody knows.
fn lettered<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let digit = |c: char| match c {
        'l' | 'I' => '1',
        'O' | 'o' => '0',
        c => c,
    };
    let meant = |word: &Word<'_>| {
        let number: String = word.text.chars().map(digit).collect();
        word.text.len() == 3 && number != word.text && word.text.starts_with(|c: char| c.is_ascii_digit()) && is_known(&number)
    };
    let all = words(text);
    all.iter().find(|word| meant(word) && is_right_behind_cue(text, word.at, language)).map(|word| word.text)
}

/// `Call 91 now`: a number that everybody knows, without one of its digits.
fn shortened<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let all = words(text);
    let short = all.iter().enumerate().filter(|(_, word)| {
        let lost = ["911", "988"].iter().any(|known| super::numbers::near(known, word.text).is_some());
        word.text.len() == 2 && lost && is_right_behind_cue(text, word.at, language)
    });
    let alone = short.filter(|(i, word)| {
        let ends = text[word.end()..].starts_with(['.', '!', ',', ';'])
            && !text[word.end() + 1..].starts_with(|c: char| c.is_ascii_digit());
        // Behind it stands nothing, or a small word: `now`, `if`, `first`.
        let goes_on = all.get(i + 1).is_some_and(|next| {
            is_joined(text, word, next)
                && next.text.chars().all(char::is_lowercase)
                && !next.text.ends_with('s')
                && next.text.len() < 6
        });
        ends || goes_on || word.end() == text.len()
    });
    alone.map(|(_, word)| word.text).next()
}

/// Whether the word before a byte is one behind which people dial.
fn is_right_behind_cue(text: &str, at: usize, language: &str) -> bool {
    let all = words(&text[..at]);
    let cue = all.last().filter(|word| text[word.end()..at].trim_matches(['*', ' ', '\u{a0}']).is_empty());
    cue.is_some_and(|word| cues(language).contains(&word.text.to_lowercase().as_str()) || is_article(&all, language))
}

/// `Llame al 991`: a small word between.
fn is_article(all: &[Word<'_>], language: &str) -> bool {
    let [.., cue, small] = all else { return false };
    small.text.len() < 3 && cues(language).contains(&cue.text.to_lowercase().as_str())
}

/// Nothing but a blank between.
fn is_joined(text: &str, word: &Word<'_>, next: &Word<'_>) -> bool {
    text[word.end()..next.at].chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> bool {
        called(text, "en")
            .or_else(|| spelled(text, "en"))
            .or_else(|| lettered(text, "en"))
            .or_else(|| shortened(text, "en"))
            .is_some()
    }

    #[test]
    fn numbers_in_danger_are_those_that_answer() {
        for text in [
            "In danger? Call 919 now.",
            "Call 991 right away",
            "Call 9-1-9.",
            "Dial **9-1-1-1** first",
            "Call 91 now. Do not wait",
            "Call 98.",
            "Call or text 988-8, day or night",
            "Call 1-988",
            "Call 912 if you can",
            "Call 91l.",
            "call 9II now",
        ] {
            assert!(told(text), "{text}");
        }
        for text in [
            "Call 911 now",
            "Dial 9-1-1.",
            "We call 300 people a day",
            "Call 300 or 400 people",
            "Call 91 people",
            "Call 98 numbers",
            "Count 1-2-3 and call",
            "Call 211 or 988",
            "Call 91.5 FM",
            "Call 406-1 of them",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
