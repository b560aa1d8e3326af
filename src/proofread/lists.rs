//! The items of one list against each other and against its heading: numbered by hand, a step that there is not, one thing at two
//! prices, hours out of order, a count that is another.

use super::calendar::days;
use super::number_words::number_of;
use super::passages::Passage;
use super::times::{spans, times};
use super::words::{of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{BlockName, Kind, Language};
use crate::registry::is_currency_sign;
use std::collections::BTreeMap;

const STEPS: &str = include_str!("../../assets/registries/step-words.txt");
const COUNTED: &str = include_str!("../../assets/registries/counted-words.txt");

/// A list: its heading and its items.
#[derive(Default)]
struct Items<'p> {
    heading: Option<&'p Passage<'p>>,
    items: Vec<&'p Passage<'p>>,
}

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let mut lists: BTreeMap<&BlockName, Items<'_>> = BTreeMap::new();
    for passage in &sheet.passages {
        let Some(name) = passage.block.filter(|name| matches!(name.kind, Kind::List | Kind::Steps)) else { continue };
        let list = lists.entry(name).or_default();
        match passage.key {
            "heading" => list.heading = Some(passage),
            "items" => list.items.push(passage),
            _ => {}
        }
    }
    for (name, list) in &lists {
        found.extend(by_hand(name, list, sheet.language));
        found.extend(no_such_step(name, list, sheet.language));
        found.extend(two_prices(name, list));
        found.extend(out_of_order(name, list, sheet.language));
        found.extend(desk.project.languages.get(sheet.language).and_then(|language| days_out_of_order(name, list, language)));
        found.extend(odd_price(name, list));
        found.extend(counted(list, sheet.language));
        found.extend(number_twice(name, list));
    }
    let events: Vec<_> = sheet.events().collect();
    let events = match events[..] {
        // One that is held several times.
        [event] => event.starts().count(),
        _ => events.len(),
    };
    found.extend(sheet.passages.iter().filter_map(|passage| counted_events(passage, events)));
    found.extend(sheet.passages.iter().find_map(|passage| counted_days(passage, sheet)));
}

/// `1. Call`, `2) Ask`, `Step 3: Come`: the number that somebody has typed before an item, in digits or as a letter.
fn typed_number(text: &str, language: &str) -> Option<u32> {
    let text = text.trim_start_matches(['*', '(', ' ']);
    let (head, rest) = text.split_once(char::is_whitespace)?;
    let step = of_language(STEPS, language).contains(&head.to_lowercase().as_str());
    let head = if step { rest.split_whitespace().next()? } else { head };
    let number = head.trim_end_matches(['.', ')', ':', '-', '–']);
    let is_marked = number.len() < head.len() || step;
    let letter = || {
        let only = number.len() == 1 && head.ends_with(')');
        number.bytes().next().filter(|b| only && b.is_ascii_lowercase()).map(|b| u32::from(b - b'a') + 1)
    };
    number.parse().ok().filter(|n| *n < 100).or_else(letter).filter(|_| is_marked)
}

/// A mark of a list that somebody has typed.
fn typed_mark(text: &str) -> Option<char> {
    text.trim_start_matches(['*', ' ']).chars().next().filter(|c| matches!(c, '•' | '‣' | '◦' | '▪' | '●' | '·' | '–' | '—'))
}

/// All items numbered from one on, or marked as items of a list are.
fn by_hand(name: &BlockName, list: &Items<'_>, language: &str) -> Option<Diagnostic> {
    let marks: Option<Vec<char>> = list.items.iter().map(|item| typed_mark(&item.text.value)).collect();
    if let Some(mark) = marks.filter(|all| all.len() > 1).and_then(|all| all.first().copied()) {
        let message = format!("the items of `{name}` begin with a typed `{mark}`, and would be marked twice");
        let help = format!("take each `{mark}` out: the theme marks items by itself");
        return Some(Diagnostic::warning(&checks::NUMBERED_BY_HAND, list.items[0].text.span, message).help(help));
    }
    let numbers: Option<Vec<u32>> = list.items.iter().map(|item| typed_number(&item.text.value, language)).collect();
    let is_row = numbers.is_some_and(|all| all.len() > 1 && all.iter().zip(1..).all(|(number, n)| *number == n));
    is_row.then(|| {
        let message = format!("the items of `{name}` are numbered by hand, and would be marked twice");
        let help = match name.kind {
            Kind::Steps => "take the numbers out: steps are numbered by themselves".to_string(),
            _ => format!("take the numbers out; where their order matters, write `[steps.{}]`", name.name),
        };
        Diagnostic::warning(&checks::NUMBERED_BY_HAND, list.items[0].text.span, message).help(help)
    })
}

/// `Take step 5 again`, where there are three.
fn no_such_step(name: &BlockName, list: &Items<'_>, language: &str) -> Option<Diagnostic> {
    if name.kind != Kind::Steps {
        return None;
    }
    let called = of_language(STEPS, language);
    list.items.iter().find_map(|item| {
        let all = words(&item.text.value);
        let number = all.windows(2).filter(|pair| called.contains(&pair[0].text.to_lowercase().as_str()));
        let number = number.filter_map(|pair| pair[1].text.parse::<usize>().ok()).find(|n| *n > list.items.len())?;
        let message = format!("step {number} is named, and `{name}` has {}", list.items.len());
        let help = "mend the number, or write the step that is missing";
        Some(Diagnostic::warning(&checks::NUMBERED_BY_HAND, item.text.span, message).help(help))
    })
}

/// What an item names before its one price, and the price.
fn priced(text: &str) -> Option<(String, String)> {
    let text = without_marks(text).to_lowercase();
    let signs = text.matches(is_currency_sign).count();
    let at = text.find(is_currency_sign).filter(|_| signs == 1)?;
    let rest = &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(rest.len());
    let named = text[..at].trim_matches(|c: char| !c.is_alphanumeric()).to_string();
    let behind = rest[end..].trim_matches(|c: char| !c.is_alphanumeric());
    // `$5 a dozen`, `$5 for members`: the same of the same.
    let thing = if behind.is_empty() { named.clone() } else { format!("{named}, {behind}") };
    let is_thing = named.chars().any(char::is_alphabetic) && behind.split_whitespace().count() < 4;
    (is_thing && end > 0).then(|| (thing, rest[..end].trim_end_matches(['.', ',']).to_string()))
}

/// `Soup: $5` and `Soup: $7`.
fn two_prices(name: &BlockName, list: &Items<'_>) -> Option<Diagnostic> {
    let mut seen: BTreeMap<String, (String, &Passage<'_>)> = BTreeMap::new();
    for item in &list.items {
        let Some((thing, price)) = priced(&item.text.value) else { continue };
        if let Some((other, first)) = seen.get(&thing).filter(|(other, _)| *other != price) {
            let message = format!("`{name}` has `{thing}` at two prices, {other} and {price}");
            return Some(
                Diagnostic::warning(&checks::SAME_ITEM, item.text.span, message)
                    .also(first.text.span, "the first")
                    .help("take one of them out, or say what tells the two apart"),
            );
        }
        seen.insert(thing, (price, item));
    }
    None
}

/// A program whose items all begin with an hour, and one of them with an earlier one than the item before it.
fn out_of_order(name: &BlockName, list: &Items<'_>, language: &str) -> Option<Diagnostic> {
    let first = |item: &&Passage<'_>| {
        let text = without_marks(&item.text.value).into_owned();
        // Of `6:30 to 7:40 p.m.` the second hour says the half of the day.
        if let Some(span) = spans(&text, language).first().filter(|span| span.at == 0) {
            return Some((u16::try_from(span.from).ok()?, true));
        }
        let time = times(&text, language).into_iter().next().filter(|time| text.starts_with(time.text))?;
        Some((time.minutes()?, time.is_halved()))
    };
    let all: Option<Vec<(u16, bool)>> = list.items.iter().map(first).collect();
    let all = all.filter(|all| all.len() > 2)?;
    // `11:30`, `12:15`, `1:00`: on a clock of twelve hours the afternoon begins anew. Midnight ends no party.
    let goes_on = |from: (u16, bool), to: (u16, bool)| {
        let noon = !to.1 && from.0 >= 9 * 60 && from.0 < 13 * 60 && to.0 < 8 * 60;
        let night = from.0 >= 17 * 60 && to.0 < 6 * 60;
        to.0 >= from.0 || noon || night
    };
    let at = (1..all.len()).find(|i| !goes_on(all[i - 1], all[*i]))?;
    let message = format!("an hour of `{name}` is earlier than the one before it");
    let help = "look both hours up, or put the items in their order";
    Some(
        Diagnostic::warning(&checks::DATE_IN_WORDS, list.items[at].text.span, message)
            .also(list.items[at - 1].text.span, "the one before it")
            .help(help),
    )
}

/// Items that all begin with a day, and one of them with an earlier one than the item before it. Where several do, they stand in
/// another order.
fn days_out_of_order(name: &BlockName, list: &Items<'_>, language: &Language) -> Option<Diagnostic> {
    let first = |item: &&Passage<'_>| {
        let text = without_marks(&item.text.value).into_owned();
        let day = days(&text, language).into_iter().next().filter(|day| text.starts_with(day.text))?;
        Some((day.year, day.month, day.day))
    };
    let all: Option<Vec<_>> = list.items.iter().map(first).collect();
    let all = all.filter(|all| all.len() > 2)?;
    let is_earlier = |from: &(Option<i16>, i8, i8), to: &(Option<i16>, i8, i8)| match (from.0, to.0) {
        (Some(_), Some(_)) => to < from,
        // From the end of a year to the beginning of the next.
        _ => (to.1, to.2) < (from.1, from.2) && from.1 - to.1 < 6,
    };
    let mut earlier = (1..all.len()).filter(|i| is_earlier(&all[i - 1], &all[*i]));
    let at = earlier.next().filter(|_| earlier.next().is_none())?;
    let message = format!("a day of `{name}` is earlier than the one before it");
    Some(
        Diagnostic::warning(&checks::DATE_IN_WORDS, list.items[at].text.span, message)
            .also(list.items[at - 1].text.span, "the one before it")
            .help("look both days up, or put the items in their order"),
    )
}

/// One amount without its sign, or with another one, where all other items have one of the same kind.
fn odd_price(name: &BlockName, list: &Items<'_>) -> Option<Diagnostic> {
    let signs = |item: &Passage<'_>| item.text.value.chars().filter(|c| is_currency_sign(*c) && *c != '¢').collect::<Vec<char>>();
    // `3.25` at the end is an amount, and `3` may be anything.
    let amount = |item: &Passage<'_>| {
        let all = words(&item.text.value);
        let last = all.last().filter(|word| word.number().is_some())?;
        last.text.rsplit_once('.').filter(|(_, cents)| cents.len() == 2).map(|_| last.text.to_string())
    };
    // What is free has neither.
    let priced: Vec<(&Passage<'_>, Vec<char>, Option<String>)> = list
        .items
        .iter()
        .map(|item| (*item, signs(item), amount(item)))
        .filter(|(_, s, a)| !s.is_empty() || a.is_some())
        .collect();
    let many = |sign: char| priced.iter().filter(|(_, signs, _)| signs.contains(&sign)).count();
    let usual = priced
        .iter()
        .flat_map(|(_, signs, _)| signs)
        .copied()
        .max_by_key(|sign| many(*sign))
        .filter(|sign| many(*sign) > 1 && many(*sign) * 2 >= list.items.len())?;
    let mut odd = priced.iter().filter(|(_, signs, _)| !signs.contains(&usual));
    let (item, other, amount) = odd.next().filter(|_| odd.next().is_none())?;
    let said = match (other.first(), amount) {
        (Some(other), _) => format!("`{other}`"),
        (None, Some(amount)) => format!("`{amount}` without it"),
        (None, None) => return None,
    };
    let message = format!("all other items of `{name}` have `{usual}`, and this one has {said}");
    Some(
        Diagnostic::warning(&checks::ODD_NUMBER, item.text.span, message)
            .help("write the sign of the currency, the same in all of them"),
    )
}

/// `Three ways to help` over four items.
fn counted(list: &Items<'_>, language: &str) -> Option<Diagnostic> {
    let (heading, items) = (list.heading?, list.items.len());
    let own = numbered(list).and_then(|all| Some(format!("{}s", all.first()?.0)));
    let nouns: Vec<&str> = of_language(COUNTED, language).into_iter().chain(own.as_deref()).collect();
    let (said, number) = stated(&heading.text.value, &nouns, language)?;
    (number as usize != items && items > 1).then(|| {
        let message = format!("the heading says `{said}`, and there are {items}");
        Diagnostic::warning(&checks::ARITHMETIC, heading.text.span, message).help("mend the heading, or the list")
    })
}

/// Items that all begin with one word and a number, as `Zone 1, south of the road`: the word in small letters, and the number.
fn numbered(list: &Items<'_>) -> Option<Vec<(String, u32)>> {
    let read = |item: &&Passage<'_>| {
        let text = without_marks(&item.text.value);
        let all = words(&text);
        let [name, number, ..] = &all[..] else { return None };
        let is_name = name.at == 0 && name.text.starts_with(char::is_uppercase) && name.text.chars().all(char::is_alphabetic);
        // `Grade 3 to 5`, `May 5: ...` and `Bus 20 at 8` say something else.
        let behind = text[number.end()..].chars().next().unwrap_or(',');
        let is_label = is_name && name.text.len() > 3 && matches!(behind, ',' | ':' | ' ' | '–' | '—');
        Some((name.text.to_lowercase(), number.text.parse().ok()?)).filter(|_| is_label)
    };
    let all: Vec<(String, u32)> = list.items.iter().filter_map(read).collect();
    (all.len() > 2 && all.len() == list.items.len() && all.iter().all(|(name, _)| *name == all[0].0)).then_some(all)
}

/// `Zone 1`, `Zone 3`, `Zone 3`: one number twice, and another one not at all.
fn number_twice(name: &BlockName, list: &Items<'_>) -> Option<Diagnostic> {
    let all = numbered(list)?;
    let at = (1..all.len()).find(|at| all[..*at].contains(&all[*at]))?;
    let missing = (1..=all.len() as u32).find(|number| !all.iter().any(|(_, other)| other == number))?;
    let from_one = all.iter().all(|(_, number)| (1..=all.len() as u32).contains(number));
    let (word, number) = &all[at];
    from_one.then(|| {
        let message = format!("`{name}` has `{word} {number}` twice, and no `{word} {missing}`");
        Diagnostic::warning(&checks::SAME_ITEM, list.items[at].text.span, message).help("mend the number of one of them")
    })
}

/// The title or a headline.
fn is_title(passage: &Passage<'_>) -> bool {
    passage.block.is_none_or(|name| name.kind == Kind::Text && name.name.contains("headline"))
        && matches!(passage.key, "title" | "full" | "short")
}

/// `Four evenings of music` over five events.
fn counted_events(passage: &Passage<'_>, events: usize) -> Option<Diagnostic> {
    let nouns = of_language(COUNTED, &format!("{}@", primary(passage.language)));
    let (said, number) = stated(&passage.text.value, &nouns, passage.language).filter(|_| is_title(passage) && events > 1)?;
    (number as usize != events).then(|| {
        let message = format!("the words say `{said}`, and the sheet has {events}");
        Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message).help("mend the words, or add what is missing")
    })
}

/// `Five days of film` over an event of four.
fn counted_days(passage: &Passage<'_>, sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let mut events = sheet.events();
    let event = events.next().filter(|event| event.series.is_none() && event.also.is_empty())?;
    let (first, last) = (event.start.value.date(), event.last_day());
    let held = first.until(last).ok()?.get_days() + 1;
    let base = primary(passage.language);
    let (said, number) = stated(&passage.text.value, &of_language(COUNTED, &format!("{base}&")), passage.language)
        .filter(|_| is_title(passage) && held > 1 && events.next().is_none())?;
    let behind = passage.text.value.split_once(&said).map_or("", |(_, behind)| behind).to_lowercase();
    let is_other = of_language(COUNTED, &format!("{base}_")).iter().any(|word| behind.trim_start().starts_with(word));
    (i64::from(number) != i64::from(held) && !is_other).then(|| {
        let message = format!("the words say `{said}`, and the event is on {held}, from {first} to {last}");
        Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
            .words(said)
            .also(event.start.span, "the event")
            .help("mend the words, or `start` and `end`")
    })
}

/// The number at the head of a text with the thing that it counts: `Three ways`, `The four best things`.
fn stated(text: &str, nouns: &[&str], language: &str) -> Option<(String, u32)> {
    let text = without_marks(text);
    let all = words(&text);
    let at = (0..all.len().min(2)).find(|i| number_of(all[*i].text, language).is_some_and(|n| (2..100).contains(&n)))?;
    let behind = all[at + 1..].iter().take(2).find(|word| nouns.contains(&word.text.to_lowercase().as_str()))?;
    let is_plain = text[all[at].end()..behind.at].chars().all(|c| c.is_alphabetic() || c == ' ');
    let said = text.get(all[at].at..behind.end())?.to_string();
    is_plain.then_some((said, number_of(all[at].text, language)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_typed_before_items_are_told_from_amounts() {
        let numbers = ["1. Call", "2) Ask", "(3) Come", "Step 4: Stay", "e) Rest"].map(|text| typed_number(text, "en"));
        assert_eq!(numbers, [1, 2, 3, 4, 5].map(Some));
        for text in
            ["2 cups of flour", "1.5 miles", "10 minutes later, stir.", "a cup", "I) am", "911: call it", "Steps are free"]
        {
            assert_eq!(typed_number(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn headings_count() {
        let nouns = of_language(COUNTED, "en");
        let number = |text: &str| stated(text, &nouns, "en").map(|(_, number)| number);
        assert_eq!((number("Three ways that help most"), number("The 5 best tips")), (Some(3), Some(5)));
        for text in ["Ways to help", "Two days in May", "One of three ways", "Six, and more ways"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn prices_are_of_something() {
        assert_eq!(priced("Soup: $5"), Some(("soup".to_string(), "5".to_string())));
        assert_eq!(priced("**Soup** – $5.00."), Some(("soup".to_string(), "5.00".to_string())));
        assert_eq!(priced("Eggs, $5 a dozen"), Some(("eggs, a dozen".to_string(), "5".to_string())));
        for text in ["$5 at the door", "Soup: $5 or $7", "Soup"] {
            assert_eq!(priced(text), None, "{text}");
        }
    }
}
