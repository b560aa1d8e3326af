//! Days and prices of a translation that its source does not have: `29 de noviembre` for `December 29`, `$20` for what costs nothing.

use super::calendar::{Day, days};
use super::day_lists::all_days;
use super::words::{without_placeholders, words};
use super::{Desk, Pair};
use crate::diag::{Diagnostic, checks};

pub(super) fn check(pair: &Pair<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    // One finding of a text is enough: the numbers were compared before.
    let is_told = found.iter().any(|d| d.check == &checks::TRANSLATION_DIFFERS && d.span == pair.translated.text.span);
    if is_told || pair.source.key == "cost" {
        return;
    }
    found.extend(other_day(pair, desk).or_else(|| price(pair)).map(|message| {
        Diagnostic::error(&checks::TRANSLATION_DIFFERS, pair.translated.text.span, message)
            .also(pair.source.text.span, "the source")
            .help("look at both, and write the same in both")
    }));
}

/// A day that only the translation has, and one that only the source has.
fn other_day(pair: &Pair<'_>, desk: &Desk<'_>) -> Option<String> {
    let languages = &desk.project.languages;
    let (from, to) = (languages.get(pair.source.language)?, languages.get(pair.translated.language)?);
    let (wanted, got) = (days(&pair.source.text.value, from), days(&pair.translated.text.value, to));
    // `April 14 to 18` and `del 14 al 18 de abril`: the month stands beside another of the days.
    let (of_source, of_other) = (all_days(&pair.source.text.value, from), all_days(&pair.translated.text.value, to));
    let lacks = |all: &[(i8, i8)], day: &Day<'_>| !all.contains(&(day.month, day.day));
    let missing = wanted.iter().find(|day| lacks(&of_other, day))?;
    let other = got.iter().find(|day| lacks(&of_source, day))?;
    (wanted.len() == got.len()).then(|| format!("`{}` stands here, and `{}` in the source", other.text, missing.text))
}

/// An amount of money, where the source has neither one nor its number.
fn price(pair: &Pair<'_>) -> Option<String> {
    let (from, to) = (without_placeholders(&pair.source.text.value), without_placeholders(&pair.translated.text.value));
    let signs = ['$', '€', '£'];
    let at = to.find(signs).filter(|_| !from.contains(signs) && !pair.source.text.value.contains('{'))?;
    let amount = words(&to[at..]).into_iter().next().filter(|word| word.at <= 3 && word.number().is_some())?;
    let is_there = words(&from).iter().any(|word| word.text == amount.text);
    (!is_there && !from.bytes().any(|b| b.is_ascii_digit()))
        .then(|| format!("`{}` stands here, and no price in the source", to[at..at + amount.end()].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};
    use crate::proofread::passages::{Part, Passage};
    use crate::syntax::{self, Wanted};
    use crate::world::World;
    use jiff::civil::Date;

    #[test]
    fn days_and_prices_are_those_of_the_source() {
        let (project, _) = syntax::read(&World::memory(Default::default()), &Wanted::Everything);
        let desk = Desk { project: &project, today: Date::constant(2026, 11, 29) };
        let told = |source: &str, translated: &str| {
            let at = |text: &str| At::new(text.to_string(), Span::NONE);
            let (source, translated) = (at(source), at(translated));
            let passage = |text, language| Passage { text, part: Part::Words, block: None, key: "full", language };
            let pair = Pair { source: passage(&source, "en"), translated: passage(&translated, "es"), is_safety: false };
            other_day(&pair, &desk).or_else(|| price(&pair)).is_some()
        };
        for (source, translated) in [
            ("Closed on December 29.", "Cerrado el 29 de noviembre."),
            ("From January 16 to April 17", "Del 16 de enero al 17 de mayo"),
            ("From April 14 to 18", "Del 14 al 18 de mayo"),
            ("Come to the free clinic.", "Venga a la consulta: cuesta $20."),
        ] {
            assert!(told(source, translated), "{translated}");
        }
        for (source, translated) in [
            ("Closed on December 29.", "Cerrado el 29 de diciembre."),
            ("From January 16 to April 17", "Del 16 de enero al 17 de abril"),
            ("May 5, the day of the battle", "El día de la batalla, 5 de mayo"),
            ("From April 14 to 18, 2027", "Del 14 al 18 de abril de 2027"),
            ("On May 3, 10 and 17", "El 3, 10 y 17 de mayo"),
            ("On May 1 and 3", "El 1 y 3 de mayo"),
            ("It costs 20 dollars.", "Cuesta $20."),
            ("It costs {event.fair.cost}.", "Cuesta $20."),
        ] {
            assert!(!told(source, translated), "{translated}");
        }
    }
}
