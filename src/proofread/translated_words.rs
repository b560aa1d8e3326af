//! A translation that says the opposite, leaves something out or has a slip in an address: left for right, one weekday of two,
//! what costs something for free, another month, a percentage without its sign, a letter of a host.

use super::calendar::month;
use super::hosts;
use super::measures::percentages;
use super::negation::denies;
use super::words::{find_word, holds_name, holds_word, of_language, primary, rows, without_placeholders, words};
use super::{Desk, Pair, Passage};
use crate::diag::{Diagnostic, checks};
use crate::model::hours::is_always;
use crate::registry::is_currency_sign;

const OPPOSITES: &str = include_str!("../../assets/registries/opposite-words.txt");
const BEFORE: &str = include_str!("../../assets/registries/before-words.txt");
const PERCENT: &str = include_str!("../../assets/registries/percent-words.txt");
const EVENT: &str = include_str!("../../assets/registries/event-words.txt");

pub(super) fn check(pair: &Pair<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    // One finding of a text is enough.
    let span = pair.translated.text.span;
    if found.iter().any(|d| d.check == &checks::TRANSLATION_DIFFERS && d.span == span) {
        return;
    }
    let differs = opposite(pair).or_else(|| free(pair)).or_else(|| percent(pair)).or_else(|| months(pair, desk));
    let differs = differs.or_else(|| always(pair, desk)).or_else(|| fewer_languages(pair));
    let differs = differs.or_else(|| weekday_lost(pair, desk)).or_else(|| hosts::other_address(&pair.source, &pair.translated));
    found.extend(differs.map(|message| {
        Diagnostic::warning(&checks::TRANSLATION_DIFFERS, span, message)
            .also(pair.source.text.span, "the source")
            .help("look at both, and say the same in both")
    }));
}

/// `left` and `derecha`, `at least` and `menores de`.
fn opposite(pair: &Pair<'_>) -> Option<String> {
    let sides = |tag: &str, kind: &str| {
        let head = format!("{kind} {} = ", primary(tag));
        let row = rows(OPPOSITES).find_map(|row| row.strip_prefix(head.as_str()))?;
        let mut parts = row.split(" | ");
        Some((parts.next()?, parts.next()?, parts.next().unwrap_or_default()))
    };
    let said = |lower: &str, tag: &str, kind: &str| {
        let (one, other, neither) = sides(tag, kind)?;
        let counts = |word: &str| match kind.ends_with('#') {
            true => find_word(lower, word).is_some_and(|at| is_beside_number(lower, at, at + word.len())),
            false => holds_word(lower, word),
        };
        let first = |side: &'static str| side.split(',').map(str::trim).find(|word| counts(word));
        match (first(one), first(other)) {
            _ if first(neither).is_some() => None,
            (Some(word), None) => Some((0, word)),
            (None, Some(word)) => Some((1, word)),
            _ => None,
        }
    };
    let denied = [&pair.source, &pair.translated].into_iter().any(|p| denies(&p.text.value, p.language).is_some());
    let (from, to) = (pair.source.text.value.to_lowercase(), pair.translated.text.value.to_lowercase());
    let own = format!("{} = ", primary(pair.source.language));
    let kinds = rows(OPPOSITES).filter_map(|row| row.split_once(' ')).filter(|(_, rest)| rest.starts_with(&own));
    kinds.into_iter().map(|(kind, _)| kind).filter(|kind| !(denied && kind.ends_with('!'))).find_map(|kind| {
        let (side, source) = said(&from, pair.source.language, kind)?;
        let (other, word) = said(&to, pair.translated.language, kind)?;
        (side != other).then(|| format!("`{word}` stands here, and `{source}` in the source"))
    })
}

/// `under 18`, `18 years or older`: a number right behind, or before it with a word between at the most.
fn is_beside_number(text: &str, from: usize, to: usize) -> bool {
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    is_number(text[to..].trim_start()) || text[..from].split_whitespace().rev().take(2).any(is_number)
}

/// What has a price in the source is free here.
fn free(pair: &Pair<'_>) -> Option<String> {
    let (from, to) = (&pair.source.text.value, pair.translated.text.value.to_lowercase());
    let (base, own) = (primary(pair.translated.language), primary(pair.source.language));
    let cues = |tag: &str| ["!", "="].iter().flat_map(|sign| of_language(EVENT, &format!("{tag}{sign}"))).collect::<Vec<_>>();
    let word = cues(base).into_iter().find(|word| holds_word(&to, word))?;
    let lower = from.to_lowercase();
    let is_said = cues(own).iter().any(|word| holds_word(&lower, word)) || holds_word(&lower, "free");
    let is_priced = from.contains(is_currency_sign) && from.bytes().any(|b| b.is_ascii_digit());
    let has_numbers = to.bytes().any(|b| b.is_ascii_digit()) || to.contains('{');
    (is_priced && !is_said && !has_numbers).then(|| format!("`{word}` stands here, and a price in the source"))
}

/// `10% off` and `10 de descuento`.
fn percent(pair: &Pair<'_>) -> Option<String> {
    let read = |passage: &Passage<'_>| -> Option<Vec<f64>> {
        // Without words for it, nobody knows.
        if of_language(PERCENT, passage.language).is_empty() {
            return None;
        }
        let text = without_placeholders(&passage.text.value);
        let all = words(&text);
        Some(percentages(&text, &all, passage.language).into_iter().map(|(number, _)| number).collect())
    };
    let (wanted, got) = (read(&pair.source)?, read(&pair.translated)?);
    let text = without_placeholders(&pair.translated.text.value);
    let numbers: Vec<f64> = words(&text).iter().filter_map(super::words::Word::number).collect();
    let lost = wanted.iter().find(|number| !got.contains(number) && numbers.contains(number))?;
    got.is_empty().then(|| format!("`{lost}` stands here, and `{lost}%` in the source"))
}

/// As many months in both, and one of them another: `January to March` and `de enero a mayo`.
fn months(pair: &Pair<'_>, desk: &Desk<'_>) -> Option<String> {
    let named = |passage: &Passage<'_>| -> Option<Vec<(String, usize)>> {
        let language = desk.project.languages.get(passage.language)?;
        let all = words(&passage.text.value).into_iter();
        Some(all.filter_map(|word| Some((word.text.to_string(), month(word.text, language)?))).collect())
    };
    let (wanted, got) = (named(&pair.source)?, named(&pair.translated)?);
    let lacks = |all: &[(String, usize)], place: usize| !all.iter().any(|(_, other)| *other == place);
    let missing = wanted.iter().find(|(_, place)| lacks(&got, *place))?;
    let other = got.iter().find(|(_, place)| lacks(&wanted, *place))?;
    // `by May` and `antes de junio` are one promise.
    let before = |passage: &Passage<'_>, month: &(String, usize), next: &(String, usize)| {
        let ahead = of_language(BEFORE, passage.language);
        let lower = passage.text.value.to_lowercase();
        let is_ahead = |word: &&str| find_word(&lower, &format!("{word} {}", next.0.to_lowercase())).is_some();
        (month.1 + 1) % 12 == next.1 % 12 && ahead.iter().any(is_ahead)
    };
    let is_same = before(&pair.translated, missing, other) || before(&pair.source, other, missing);
    (wanted.len() == got.len() && !is_same).then(|| format!("`{}` stands here, and `{}` in the source", other.0, missing.0))
}

/// `Day and night` and `Lunes a viernes`: what is never closed in one language, and names its days in the other.
fn always(pair: &Pair<'_>, desk: &Desk<'_>) -> Option<String> {
    let names_days = |passage: &Passage<'_>| {
        let language = desk.project.languages.get(passage.language)?;
        let lower = passage.text.value.to_lowercase();
        Some(language.words.weekdays.iter().any(|day| holds_name(&lower, &day.value.to_lowercase())))
    };
    let never_closed = |passage: &Passage<'_>| is_always(&passage.text.value, passage.language);
    let differs = |one: &Passage<'_>, other: &Passage<'_>| {
        never_closed(one) && names_days(one) == Some(false) && !never_closed(other) && names_days(other) == Some(true)
    };
    let (from, to) = (&pair.source, &pair.translated);
    (from.key == "hours" && (differs(from, to) || differs(to, from)))
        .then(|| format!("`{}` stands here, and `{}` in the source", to.text.value, from.text.value))
}

/// A list of languages that names more or fewer of them.
fn fewer_languages(pair: &Pair<'_>) -> Option<String> {
    let count = |text: &str| {
        let names: Vec<&str> = text.split([',', '،', '、', '，']).map(str::trim).collect();
        // `English and Spanish, by appointment` says more than names.
        names.iter().all(|name| words(name).len() == 1).then_some(names.len())
    };
    if pair.source.key != "languages" {
        return None;
    }
    let (wanted, got) = (count(&pair.source.text.value)?, count(&pair.translated.text.value)?);
    (wanted != got && wanted > 1 && got > 1).then(|| format!("{got} languages stand here, and {wanted} in the source"))
}

/// Days of the week that end it: `el fin de semana` says both.
const WEEKEND: usize = 5;

/// A weekday of the source of which this names others, and no span holds it.
fn weekday_lost(pair: &Pair<'_>, desk: &Desk<'_>) -> Option<String> {
    let named = |passage: &Passage<'_>| -> Option<Vec<usize>> {
        let language = desk.project.languages.get(passage.language)?;
        let lower = passage.text.value.to_lowercase();
        let all = language.words.weekdays.iter().enumerate();
        // `De terça a sexta-feira`: the second part is said once.
        let is_said =
            |day: &str| holds_name(&lower, day) || day.split_once('-').is_some_and(|(name, _)| holds_word(&lower, name));
        Some(all.filter(|(_, day)| is_said(&day.value.to_lowercase())).map(|(n, _)| n).collect())
    };
    let (wanted, got) = (named(&pair.source)?, named(&pair.translated)?);
    let (first, last) = (*got.first()?, *got.last()?);
    let is_within = |day: usize| got.len() > 1 && (first..=last).contains(&day);
    let lost = *wanted.iter().find(|day| !got.contains(day) && !is_within(**day))?;
    let all_there = got.iter().all(|day| wanted.contains(day));
    let name = &desk.project.languages.get(pair.source.language)?.words.weekdays.get(lost)?.value;
    (all_there && lost < WEEKEND).then(|| format!("`{name}` of the source stands here not at all"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};
    use crate::proofread::passages::Part;
    use crate::syntax::{self, Wanted};
    use crate::world::World;
    use jiff::civil::Date;

    #[test]
    fn a_translation_says_what_its_source_says() {
        let (project, _) = syntax::read(&World::memory(Default::default()), &Wanted::Everything);
        let desk = Desk { project: &project, today: Date::constant(2026, 11, 29) };
        let told = |source: &str, translated: &str| {
            let at = |text: &str| At::new(text.to_string(), Span::NONE);
            let (source, translated) = (at(source), at(translated));
            let passage = |text, language| Passage { text, part: Part::Words, block: None, key: "full", language };
            let pair = Pair { source: passage(&source, "en"), translated: passage(&translated, "es"), is_safety: false };
            let mut found = Vec::new();
            check(&pair, &desk, &mut found);
            found.len()
        };
        for (source, translated) in [
            ("Turn left at the bridge.", "Doble a la derecha en el puente."),
            ("At least 18 years old.", "Menores de 18 años."),
            ("Zone 2, south of Interstate 10", "Zona 2, al norte de la interestatal 10"),
            ("Buses stop 12 hours before the storm.", "Los autobuses paran 12 horas después de la tormenta."),
            ("Come on any weekday.", "Venga cualquier fin de semana."),
            ("Every first Friday", "Cada último viernes"),
            ("The bridge is closed.", "El puente está abierto."),
            ("Park on odd-numbered days.", "Estacione los días pares."),
            ("It costs $5.", "Es gratis."),
            ("10% off", "10 de descuento"),
            ("January to March", "De enero a mayo"),
            ("Again by May 2027", "De nuevo antes de julio de 2027"),
            ("Come on Monday or Friday.", "Venga el lunes."),
            ("Mail desk@sage-clinic.example.org.", "Escriba a desk@sage-clinc.example.org."),
            ("Mail desk@sage-clinic.example.org.", "Escriba a dask@sage-clinic.example.org."),
            ("See https://sage-clinic.example.org/", "Vea https://sage-clinc.example.org/"),
        ] {
            assert_eq!(told(source, translated), 1, "{translated}");
        }
        for (source, translated) in [
            ("Turn left at the bridge.", "Doble a la izquierda en el puente."),
            ("You have the right to a lawyer; five days are left.", "Tiene derecho a un abogado; quedan cinco días."),
            ("At least 18 years old.", "Mayores de 18 años."),
            ("Call us right after it.", "Llámenos lo antes posible."),
            ("Not before 9", "Solo después de las 9"),
            ("North Street is closed until noon.", "La calle North está abierta desde el mediodía y cerrada antes."),
            ("The first Tuesday, the last hour", "El primer martes, la última hora"),
            ("Sign up for after-school care by 6.", "Inscríbase en el programa extraescolar antes de las 6."),
            ("Coffee before and after the talk", "Café después de la charla"),
            ("Children under 12", "Niños de hasta 11 años"),
            ("It costs $5.", "Cuesta $5."),
            ("Adults $5, children free", "Adultos $5, niños gratis"),
            ("10% off", "10 % de descuento"),
            ("10 percent off", "10 por ciento de descuento"),
            ("January to March", "De enero a marzo"),
            ("Again by May 2027", "De nuevo antes de junio de 2027"),
            ("You may come in June.", "Puede venir en junio."),
            ("Monday, Tuesday, Wednesday, Thursday and Friday", "De lunes a viernes"),
            ("Friday, Saturday and Sunday", "El viernes y el fin de semana"),
            ("Come on Monday or Friday.", "Venga el lunes o el viernes."),
            ("Mail desk@sage-clinic.example.org.", "Escriba a desk@sage-clinic.example.org."),
            ("Mail help@sage-clinic.example.org.", "Escriba a ayuda@sage-clinic.example.org."),
            ("See https://sage-clinic.example.org/en", "Vea https://sage-clinic.example.org/es"),
        ] {
            assert_eq!(told(source, translated), 0, "{translated}");
        }
    }
}
