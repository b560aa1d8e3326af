//! Prices that nobody writes so: `5$`, `$$5`, `$5.0`, `$1,50`. Knows the signs of dollar and pound, in English alone: elsewhere
//! the sign stands behind, and the comma is the point.

use super::Desk;
use super::passages::Passage;
use super::words::{of_language, primary, words};
use crate::diag::{Diagnostic, checks};

const EVENT_WORDS: &str = include_str!("../../assets/registries/event-words.txt");
const AMOUNTS: &str = include_str!("../../assets/registries/amount-words.txt");

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    found.extend(cost(passage));
    if !passage.is_read() || !text.contains(['$', '£', '¢']) || !passage.language.starts_with("en") {
        return;
    }
    if let Some((written, right)) = odd(text, passage.language) {
        let message = format!("`{written}` is no price as prices are written");
        found.push(Diagnostic::warning(&checks::ODD_NUMBER, passage.text.span, message).help(right));
    }
}

/// What an event costs, as a number of nothing, or with a question that somebody still has.
fn cost(passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.trim();
    let span = passage.text.span;
    let is_asked = matches!(passage.key, "cost" | "venue" | "room") && text.ends_with('?') && text.len() > 1;
    if is_asked && text.chars().any(char::is_alphanumeric) {
        let message = format!("`{text}` is a question that somebody still has");
        return Some(Diagnostic::error(&checks::LEFT_OVER, span, message).help("find out, and write what is meant"));
    }
    if passage.key == "cost" && is_free_and_paid(text, passage.language) {
        let message = format!("`{text}` says that nothing is paid, and how much");
        return Some(Diagnostic::warning(&checks::ODD_NUMBER, span, message).help("say who pays what: `Free; lunch $5`"));
    }
    let is_bare =
        passage.key == "cost" && !text.is_empty() && text.chars().all(is_part) && text.bytes().any(|b| b.is_ascii_digit());
    is_bare.then(|| {
        let message = format!("`{text}` does not say of what");
        Diagnostic::warning(&checks::ODD_NUMBER, span, message).help(format!("write `${text}`, or `{text}` with what is paid"))
    })
}

/// `Free, $5`, and nobody is told who pays.
fn is_free_and_paid(text: &str, language: &str) -> bool {
    let free = of_language(EVENT_WORDS, &format!("{}!", primary(language)));
    let parts: Vec<String> = text.split([',', ';', '/']).map(|part| part.trim().to_lowercase()).collect();
    let amount = |part: &String| {
        let bare = part.trim_start_matches(['$', '€', '£']);
        !bare.is_empty() && bare.len() < part.len() && bare.chars().all(is_part)
    };
    parts.len() == 2 && parts.iter().any(|part| free.contains(&part.as_str())) && parts.iter().any(amount)
}

/// The first odd price of a text, and what to do.
fn odd<'t>(text: &'t str, language: &str) -> Option<(&'t str, String)> {
    let signs = text.char_indices().filter(|(_, c)| matches!(c, '$' | '£' | '¢'));
    signs.filter_map(|(at, sign)| if sign == '¢' { cents(text, at) } else { price(text, at, sign, language) }).next()
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

/// The price at a sign, where it is odd.
fn price<'t>(text: &'t str, at: usize, sign: char, language: &str) -> Option<(&'t str, String)> {
    let behind = at + sign.len_utf8();
    let rest = &text[behind..];
    let amount = &rest[..rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())];
    let amount = amount.trim_end_matches(['.', ',']);
    let end = behind + amount.len();
    let before = &text[..at];
    let twice = before.ends_with(sign) && !amount.is_empty();
    if twice || rest[amount.len()..].starts_with(sign) && !amount.is_empty() {
        let from = at - if twice { sign.len_utf8() } else { 0 };
        let end = end + if twice { 0 } else { sign.len_utf8() };
        return Some((&text[from..end], format!("write `{sign}{amount}`, with the sign once")));
    }
    if amount.is_empty() {
        let apart =
            rest.strip_prefix([' ', '\u{a0}']).map(|rest| &rest[..rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())]);
        // `$ 5` at the end of a clause or before small words; `5 $ 10` is another thing.
        let follows = apart.filter(|apart| {
            apart.starts_with(|c: char| c.is_ascii_digit()) && !before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        });
        if let Some(apart) = follows.map(|apart| apart.trim_end_matches(['.', ','])) {
            let end = behind + 1 + apart.len() + usize::from(rest.starts_with('\u{a0}'));
            return Some((&text[at..end], format!("write `{sign}{apart}`, without a blank")));
        }
        return if rest.starts_with(char::is_alphanumeric) { None } else { behind_digits(before, at, text, sign) };
    }
    if let Some(whole) = lettered(rest) {
        let digits: String = whole.chars().map(|c| if matches!(c, 'O' | 'o') { '0' } else { c }).collect();
        let digits = digits.replace(['l', 'I'], "1");
        return Some((&text[at..behind + whole.len()], format!("a letter stands among the digits: write `{sign}{digits}`")));
    }
    let next = words(&rest[amount.len()..]);
    let names = of_language(AMOUNTS, language);
    let is_large = next.iter().take(3).any(|word| names.contains(&word.text.to_lowercase().as_str()))
        || rest[amount.len()..].starts_with(char::is_alphabetic);
    let mended = mended(amount).filter(|_| !is_large)?;
    Some((&text[at..end], format!("write `{sign}{mended}`")))
}

/// `5$`: digits alone before the sign.
fn behind_digits<'t>(before: &str, at: usize, text: &'t str, sign: char) -> Option<(&'t str, String)> {
    let start = before.trim_end_matches(is_part).len();
    let amount = before[start..].trim_start_matches(['.', ',']);
    // `5 $.` at the end of a clause; `5 $ bills` are bills.
    let closes =
        || text[at + sign.len_utf8()..].trim_start_matches(['*', ' ']).chars().next().is_none_or(|c| ".,;!)".contains(c));
    if amount.is_empty()
        && before.ends_with([' ', '\u{a0}'])
        && closes()
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit())
    {
        return behind_digits(before.trim_end(), at, text, sign).map(|(_, help)| {
            let head = before.trim_end();
            let from = head.trim_end_matches(is_part).len();
            (&text[from..at + sign.len_utf8()], help)
        });
    }
    let is_apart = !before[..start].ends_with(|c: char| c.is_alphanumeric() || "$£/#_-".contains(c));
    (is_apart && amount.bytes().any(|b| b.is_ascii_digit())).then(|| {
        (
            &text[start + (before.len() - start - amount.len())..at + sign.len_utf8()],
            format!("write `{sign}{amount}`, with the sign in front"),
        )
    })
}

/// `1O`, `2O.OO`: what stands behind the sign, where letters stand for its noughts and ones.
fn lettered(rest: &str) -> Option<&str> {
    let end = rest.find(|c: char| !(is_part(c) || matches!(c, 'O' | 'o' | 'l' | 'I'))).unwrap_or(rest.len());
    let whole = rest[..end].trim_end_matches(['.', ',']);
    let goes_on = rest[end..].starts_with(|c: char| c.is_alphanumeric());
    (whole.contains(['O', 'o', 'l', 'I']) && !goes_on).then_some(whole)
}

/// How an amount with a comma or a point in the wrong place is rather written; nothing where it is right.
fn mended(amount: &str) -> Option<String> {
    let (whole, decimals) = amount.split_once('.').map_or((amount, None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split(',').collect();
    let last = groups.last().map_or(0, |group| group.len());
    let is_grouped = groups.iter().skip(1).all(|group| group.len() == 3) && (groups.len() == 1 || groups[0].len() <= 3);
    match decimals {
        // `$1,50`, `$5,000,00`
        None if groups.len() > 1 && last == 2 => {
            let (front, cents) = whole.rsplit_once(',')?;
            Some(format!("{front}.{cents}"))
        }
        Some(cents) if cents.len() == 1 && is_grouped => Some(format!("{whole}.{cents}0")),
        // `$750.000`, `$12.345`: a gallon or a unit has three decimals, and costs less.
        Some(cents) if cents.len() == 3 && (cents.ends_with("00") || whole.len() > 1) && whole.len() <= 3 => {
            Some(format!("{whole},{cents}"))
        }
        Some(cents) if cents.contains('.') => Some(cents.rsplit_once('.').map(|(a, b)| format!("{whole},{a}.{b}"))?),
        _ if !is_grouped => Some(format!("{}{}", whole.replace(',', ""), decimals.map(|d| format!(".{d}")).unwrap_or_default())),
        _ => None,
    }
}

/// `$5¢` and `.99¢`, which is less than a cent.
fn cents(text: &str, at: usize) -> Option<(&str, String)> {
    let before = &text[..at];
    let start = before.trim_end_matches(is_part).len();
    let amount = &before[start..];
    let cents = amount.strip_prefix('.').or_else(|| amount.strip_prefix("0."));
    let both = before[..start].ends_with('$') && !amount.is_empty();
    if both {
        return Some((&text[start - 1..at + '¢'.len_utf8()], format!("write `${amount}`, with one sign")));
    }
    let cents = cents.filter(|c| c.len() == 2)?;
    Some((&text[start..at + '¢'.len_utf8()], format!("write `{cents}¢` or `$0.{cents}`")))
}

#[cfg(test)]
mod tests {
    use super::{is_free_and_paid, odd};

    #[test]
    fn what_is_free_has_no_price() {
        for text in ["Free, $5", "$5; free", "Free/$5.00"] {
            assert!(is_free_and_paid(text, "en"), "{text}");
        }
        for text in ["Free", "$5", "Free; lunch $5", "Free for members, $5", "Free to $5", "$5, children free", "$5, $3"] {
            assert!(!is_free_and_paid(text, "en"), "{text}");
        }
    }

    #[test]
    fn odd_prices_are_told_with_the_right_one() {
        for (text, right) in [
            ("Only 5$ a head", "`$5`"),
            ("It is 2.50$.", "`$2.50`"),
            ("It costs 5 $.", "`$5`"),
            ("Pay $$5 here", "`$5`"),
            ("Pay $5$ here", "`$5`"),
            ("Pay $5.0 here", "`$5.00`"),
            ("Cost: $1,50", "`$1.50`"),
            ("Cost: $5,000,00.", "`$5,000.00`"),
            ("Cost: $750.000", "`$750,000`"),
            ("Cost: $12.345", "`$12,345`"),
            ("Cost: $1O", "`$10`"),
            ("Cost: $2O.OO each", "`$20.00`"),
            ("Just .99¢ a cup", "`99¢`"),
            ("Just $5¢ a cup", "`$5`"),
            ("Cost: $1,2000", "`$12000`"),
            ("Cost: £5.5 each", "`£5.50`"),
        ] {
            let found = odd(text, "en");
            assert!(found.as_ref().is_some_and(|(_, help)| help.contains(right)), "{text}: {found:?}");
        }
    }

    #[test]
    fn prices_as_people_write_them_stay() {
        for text in [
            "$5, $5.00, $1,200.50 and $.99",
            "$5.5 million, $2.0 billion; $1.5M and $2.5–3.5 million",
            "a place of $$ to $$$",
            "US$5, C$20; $5-$10; $5/$10",
            "$3.459 a gallon, 10.5¢ a unit, 50¢",
            "Tickets: $5. Doors at 6.",
            "$10 off, $10OFF, $5ea, $1k",
            "Password Book2026$",
            "Bring 5 $ bills, and 2 $10 bills",
            "from $1.5 to $2.5 million",
            "$12,345,678",
            "the $64,000 question",
        ] {
            assert!(odd(text, "en").is_none(), "{text}: {:?}", odd(text, "en"));
        }
    }
}
