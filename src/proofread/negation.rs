//! A translation that has lost its `not`, or got one: sentence by sentence where both have as many, else as a whole. In words
//! of safety every denial counts; in others, sentences that forbid something.

use super::words::{find_word, of_language, primary, words};
use super::{Desk, Pair};
use crate::diag::{Diagnostic, checks};

const NOT: &str = include_str!("../../assets/registries/negations.txt");

pub(super) fn check(pair: &Pair<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let (from, to) = (Denials::of(pair.source.language), Denials::of(pair.translated.language));
    if from.words.is_empty() || to.words.is_empty() {
        return;
    }
    let (source, translated) = (pair.source.text.value.as_str(), pair.translated.text.value.as_str());
    let (sources, translations) = (sentences(source), sentences(translated));
    let pairs: Vec<(&str, &str)> = match sources.len() == translations.len() {
        true => sources.into_iter().zip(translations).collect(),
        false => vec![(source, translated)],
    };
    let told = pairs.iter().find_map(|(source, translated)| match pair.is_safety {
        true => lost(source, translated, &from, &to).or_else(|| got(source, translated, &from, &to)),
        false => from.forbids(source).and_then(|_| lost(source, translated, &from, &to)),
    });
    let told = told.or_else(|| {
        let all = pairs.iter().filter(|_| !pair.is_safety);
        all.into_iter().find_map(|(source, translated)| plainly(source, translated, &from, &to))
    });
    let Some((message, help)) = told else { return };
    found.push(
        Diagnostic::warning(&checks::TRANSLATION_DIFFERS, pair.translated.text.span, message)
            .also(pair.source.text.span, "the source")
            .help(help),
    );
}

/// The word that denies in a sentence.
pub(super) fn denies(sentence: &str, language: &str) -> Option<String> {
    Denials::of(language).said(sentence)
}

/// How a language denies.
struct Denials {
    words: Vec<&'static str>,
    /// Words of these that deny a thing and not what is done: `without`.
    weak: Vec<&'static str>,
    /// What a sentence that forbids begins with.
    openings: Vec<&'static str>,
    /// Words that deny without a `not`, or that a `not` is often the translation of.
    nearly: Vec<&'static str>,
    /// Words with which a prohibition is none: `do not forget`.
    excused: Vec<&'static str>,
    /// Words that forbid wherever they stand: `may not`.
    within: Vec<&'static str>,
    /// Words with which a denial is often put without a `not`.
    turned: Vec<&'static str>,
    /// How it is said that somebody may do something.
    may: Vec<&'static str>,
    /// How it is said that nobody may.
    may_not: Vec<&'static str>,
}

impl Denials {
    fn of(tag: &str) -> Denials {
        let of = |sign: &str| of_language(NOT, &format!("{}{sign}", primary(tag)));
        Denials {
            words: of(""),
            weak: of("+"),
            openings: of("!"),
            nearly: of("~"),
            excused: of("?"),
            within: of("^"),
            turned: of("/"),
            may: of("&"),
            may_not: of("%"),
        }
    }

    /// The word that denies in a sentence.
    fn said(&self, sentence: &str) -> Option<String> {
        self.first(sentence, &|_| true)
    }

    /// The word that denies what is done.
    fn strongly(&self, sentence: &str) -> Option<String> {
        self.first(sentence, &|word| !self.weak.contains(&word))
    }

    /// Whether a thing is denied.
    fn weakly(&self, sentence: &str) -> bool {
        words(&sentence.to_lowercase()).iter().any(|word| self.weak.contains(&word.text))
    }

    fn first(&self, sentence: &str, counts: &dyn Fn(&str) -> bool) -> Option<String> {
        let lower = sentence.to_lowercase();
        let contracted = |word: &str| self.words.contains(&"not") && (word.ends_with("n't") || word.ends_with("n’t"));
        let denies = |word: &str| (self.words.contains(&word) || contracted(word)) && counts(word);
        let word = words(&lower).iter().find(|w| denies(w.text)).map(|w| w.text.to_string());
        let phrase = || self.words.iter().find(|w| w.contains(' ') && find_word(&lower, w).is_some()).map(ToString::to_string);
        word.or_else(phrase)
    }

    /// What a sentence that forbids something begins with.
    fn forbids(&self, sentence: &str) -> Option<&'static str> {
        let lower = sentence.to_lowercase().replace('’', "'");
        let head = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        let excused = self.excused.iter().any(|word| find_word(head, word).is_some());
        let begins = |cue: &&&str| head.strip_prefix(**cue).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let opening = self.openings.iter().find(begins).copied();
        opening.or_else(|| self.within.iter().find(|cue| find_word(head, cue).is_some()).copied()).filter(|_| !excused)
    }
}

fn lost(source: &str, translated: &str, from: &Denials, to: &Denials) -> Option<(String, String)> {
    // `You need not open without a paper`, and only `without` is left.
    let left = || from.weakly(source) && to.weakly(translated) && to.strongly(translated).is_none();
    let not = from.said(source).filter(|_| to.said(translated).is_none());
    let not = not.or_else(|| from.strongly(source).filter(|_| left()))?;
    Some((format!("the source says `{not}`, and nothing here denies it"), format!("words that deny: {}", to.words.join(", "))))
}

/// A sentence that forbids what the source asks for.
fn got(source: &str, translated: &str, from: &Denials, to: &Denials) -> Option<(String, String)> {
    let not = to.forbids(translated).filter(|_| from.said(source).is_none())?;
    let lower = source.to_lowercase();
    let nearly = from.nearly.iter().any(|word| find_word(&lower, word).is_some());
    (!nearly && !from.nearly.is_empty()).then(|| {
        let message = format!("`{not}` forbids here what the source does not");
        (message, "look at both, and say the same in both".to_string())
    })
}

/// The longest sentence in which a denial is told from one that was put in other words.
const PLAIN: usize = 14;

/// A short sentence of other words that has lost its `not`, or got one, and nothing in it is another way to say so.
fn plainly(source: &str, translated: &str, from: &Denials, to: &Denials) -> Option<(String, String)> {
    let (source, translated) = (source.to_lowercase().replace('’', "'"), translated.to_lowercase());
    let (one, other) = (words(&source).len(), words(&translated).len());
    let has = |text: &str, list: &[&str]| list.iter().any(|word| find_word(text, word).is_some());
    let is_plain = one.max(other) <= PLAIN && one.min(other) >= 3 && one.max(other) <= one.min(other) * 2;
    if !is_plain || from.turned.is_empty() || to.turned.is_empty() || source.contains('{') {
        return None;
    }
    let turned = has(&source, &from.turned) || has(&source, &from.nearly) || has(&translated, &to.turned);
    if let Some(not) = from.strongly(&source) {
        let is_lost = !turned && !has(&source, &from.excused) && to.said(&translated).is_none();
        let help = format!("words that deny: {}", to.words.join(", "));
        return is_lost.then(|| (format!("the source says `{not}`, and nothing here denies it"), help));
    }
    let not = to.may_not.iter().find(|cue| find_word(&translated, cue).is_some())?;
    let is_got = from.said(&source).is_none() && has(&source, &from.may) && !has(&source, &from.nearly);
    (is_got && !turned)
        .then(|| (format!("`{not}` denies here what the source does not"), "look at both, and say the same in both".to_string()))
}

/// Sentences of a text, without what ends them.
fn sentences(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = text.split(['!', '?', '\n', '¿', '¡']).flat_map(|piece| piece.split(". ")).collect();
    all.retain(|sentence| sentence.chars().any(char::is_alphabetic));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str, translated: &str, is_safety: bool) -> bool {
        let (from, to) = (Denials::of("en"), Denials::of("es"));
        let pairs: Vec<(&str, &str)> = sentences(source).into_iter().zip(sentences(translated)).collect();
        pairs.iter().any(|(source, translated)| match is_safety {
            true => lost(source, translated, &from, &to).is_some() || got(source, translated, &from, &to).is_some(),
            false => from.forbids(source).is_some() && lost(source, translated, &from, &to).is_some(),
        })
    }

    #[test]
    fn plain_sentences_deny_the_same() {
        let told = |source: &str, (translated, tag): (&str, &str)| {
            plainly(source, translated, &Denials::of("en"), &Denials::of(tag)).is_some()
        };
        for (source, translated) in [
            ("We ask for no name and no income.", ("Pedimos nombre e ingresos.", "es")),
            ("There is no service on Sunday.", ("Hay servicio el domingo.", "es")),
            ("Entry fees are not refunded.", ("Les frais d’inscription sont remboursés.", "fr")),
            ("No dogs on the course.", ("Chiens bienvenus sur le parcours.", "fr")),
            ("Pets in a carrier may ride along.", ("Las mascotas en jaula no pueden viajar.", "es")),
        ] {
            assert!(told(source, translated), "{source}");
        }
        for (source, translated) in [
            ("There is no charge.", ("Es gratis.", "es")),
            ("We are not open on Sunday.", ("Cerrado el domingo.", "es")),
            ("Nobody is turned away.", ("Todos son bienvenidos.", "es")),
            ("You need not say your name.", ("Puede ser anónimo.", "es")),
            ("No appointment needed.", ("Sin cita previa.", "es")),
            ("Dogs must be on a leash.", ("No se permiten perros sueltos.", "es")),
            ("No refunds after May 5.", ("Reembolsos solo hasta el 5 de mayo.", "es")),
        ] {
            assert!(!told(source, translated), "{source}");
        }
    }

    #[test]
    fn a_denial_that_is_lost_or_new_is_told() {
        for (source, translated) in [
            ("Do not confront anybody.", "Confronte a la persona."),
            ("Never leave a child alone in a car.", "Deje a un niño solo en el auto."),
            ("Don’t drink the water.", "Beba el agua."),
            ("Do not confront anybody. Do not follow the car.", "No confronte a nadie. Siga al auto."),
            ("Do not open the door without a paper.", "Abra la puerta sin un papel."),
            ("Four things a landlord may not do", "Cuatro cosas que un propietario puede hacer"),
        ] {
            assert!(told(source, translated, true) && told(source, translated, false), "{source}");
        }
        assert!(told("Call us if you are in danger.", "No nos llame si está en peligro.", true));
        for (source, translated) in [
            ("Do not confront anybody.", "No confronte a nadie."),
            ("Never leave a child alone.", "Jamás deje solo a un niño."),
            ("Avoid the river.", "No se acerque al río."),
            ("Stay calm.", "No se alarme."),
            ("Call us. It is free.", "Llámenos. Es gratis."),
            ("Do not smoke here.", "Deje de fumar aquí."),
            ("Do not open without a paper.", "No abra sin un papel."),
            ("You need not pay; come without papers.", "Venga sin papeles, no se paga."),
        ] {
            assert!(!told(source, translated, true), "{source}");
        }
        for (source, translated) in [
            ("You need not say your name.", "Puede ser anónimo."),
            ("Nobody is turned away.", "Todos son bienvenidos."),
            ("Don’t forget your ID.", "Recuerde su identificación."),
        ] {
            assert!(!told(source, translated, false), "{source}");
        }
    }
}
