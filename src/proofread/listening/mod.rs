//! What a reader who does not see the sheet cannot make use of: links and pictures without words, words in capitals, meaning
//! by colour, phrases in a language that nobody names (WCAG 2.1, 1.1.1, 1.4.1, 2.4.2, 2.4.4, 3.1.2).
//!
//! On paper these are warnings. A file for screens is refused with them.

mod alt;
mod capitals;
mod colors;
mod foreign;
mod vague;

use super::Sheet;
use super::passages::Passage;
use crate::diag::{About, Diagnostic, Severity, checks};
use crate::model::{Class, Event, Lock, Name, Purpose};
use crate::plan::Job;
use std::collections::BTreeSet;

/// Looks at one text.
type Rule = fn(&Passage<'_>) -> Option<Diagnostic>;

const RULES: &[Rule] = &[vague::title, vague::link, vague::code, alt::check, colors::check, capitals::check];

/// Everything of a content in one language. `for_screen`: a file for screens is made of it.
pub(super) fn of_sheet(sheet: &Sheet<'_>, for_screen: bool, found: &mut Vec<Diagnostic>) {
    let law = |passage: &Passage<'_>| {
        let block = passage.block.and_then(|name| sheet.content.blocks.iter().find(|block| block.name == *name));
        block.is_some_and(|block| block.class == Class::Statutory || block.lock == Lock::Statutory)
    };
    for passage in &sheet.passages {
        // What the law has worded stands as it has worded it.
        let told =
            RULES.iter().filter_map(|rule| rule(passage)).filter(|told| told.check != &checks::ALL_CAPITALS || !law(passage));
        // The words of a starter are English in every language, and `starter-text`.
        let foreign = sheet.content.starter.is_none().then(|| foreign::check(passage)).flatten();
        found.extend(told.chain(foreign).map(|diagnostic| weighed(diagnostic, for_screen)));
    }
}

/// The texts of an organization or of a row, which stand in every language as they were written.
pub(super) fn of_texts(passages: &[Passage<'_>], for_screen: bool, found: &mut Vec<Diagnostic>) {
    let told = passages.iter().flat_map(|passage| RULES.iter().filter_map(|rule| rule(passage)));
    found.extend(told.map(|diagnostic| weighed(diagnostic, for_screen)));
}

/// What an organization says in place of a text, on sheets of one language.
pub(super) fn of_own_words(passages: &[Passage<'_>], for_screen: bool, found: &mut Vec<Diagnostic>) {
    let told = passages.iter().filter(|passage| passage.key == "say").filter_map(foreign::check);
    found.extend(told.map(|diagnostic| weighed(diagnostic, for_screen)));
}

/// The picture of a row.
pub(super) fn of_event(event: &Event, for_screen: bool, found: &mut Vec<Diagnostic>) {
    found.extend(alt::of_event(event).map(|diagnostic| weighed(diagnostic, for_screen)));
}

/// What files for screens are made of.
#[derive(Debug, Default)]
pub(super) struct Screens<'j> {
    pub contents: BTreeSet<&'j Name>,
    pub orgs: BTreeSet<&'j Name>,
    pub events: BTreeSet<&'j Name>,
}

impl<'j> Screens<'j> {
    /// What is made for screens: there these findings are mistakes.
    pub fn of(jobs: &'j [Job]) -> Screens<'j> {
        let mut screens = Screens::default();
        for job in jobs.iter().filter(|job| job.purpose == Purpose::Screen) {
            screens.contents.insert(&job.content);
            screens.orgs.extend(job.orgs());
            screens.events.extend(&job.event);
        }
        screens
    }
}

/// A warning for paper; what stops files for screens, and no others.
fn weighed(diagnostic: Diagnostic, for_screen: bool) -> Diagnostic {
    if !for_screen {
        return diagnostic;
    }
    let about = About { purpose: Purpose::Screen.name().to_string(), ..About::default() };
    Diagnostic { severity: Severity::Error, ..diagnostic }.about(about)
}

/// Words as lists have them: small letters, without what stands round them.
fn plain(text: &str) -> String {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    inner.split_whitespace().collect::<Vec<_>>().join(" ").replace('*', "").replace('’', "'").to_lowercase()
}

/// Whether a list has these words, in the language of the text or in English.
fn listed(list: &'static str, language: &str, text: &str) -> bool {
    let words = plain(text);
    let has = |tag| super::words::of_language(list, tag).iter().any(|row| *row == words);
    has(language) || has("en")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};
    use crate::model::{BlockName, Kind};
    use crate::proofread::passages::Part;

    /// Names of the checks that a text sets off.
    fn found(kind: Kind, key: &'static str, language: &str, text: &str) -> Vec<&'static str> {
        let (text, name) = (At::new(text.to_string(), Span::NONE), BlockName { kind, name: "x".to_string() });
        let block = (key != "title").then_some(&name);
        let passage = Passage { text: &text, part: Part::Words, block, key, language };
        let told = RULES.iter().filter_map(|rule| rule(&passage)).chain(foreign::check(&passage));
        told.map(|diagnostic| diagnostic.check.name).collect()
    }

    #[test]
    fn what_cannot_be_heard_is_told() {
        for (kind, key, language, text, check) in [
            (Kind::Text, "title", "en", "", "missing-title"),
            (Kind::Text, "title", "en", "New flyer", "missing-title"),
            (Kind::Text, "title", "es", "Sin título", "missing-title"),
            (Kind::Image, "alt", "en", "  ", "missing-alt"),
            (Kind::Image, "alt", "en", "IMG_2041.jpg", "missing-alt"),
            (Kind::Image, "alt", "en", "A photo", "missing-alt"),
            (Kind::Image, "alt", "es", "Imagen.", "missing-alt"),
            (Kind::Text, "full", "en", "To sign up, [click here](https://ox.example.org/a).", "vague-link"),
            (Kind::Text, "full", "en", "[**Read more**](https://ox.example.org/a)", "vague-link"),
            (Kind::Text, "full", "es", "Para inscribirse, [haga clic aquí](https://ox.example.org/a).", "vague-link"),
            (Kind::Qr, "label", "en", "Scan me!", "code-without-words"),
            (Kind::Qr, "label", "en", " ", "code-without-words"),
            (Kind::Qr, "label", "es", "Código QR", "code-without-words"),
            (Kind::Text, "full", "en", "Call the number in red.", "color-alone"),
            (Kind::Text, "full", "en", "Rooms marked in **dark green** are open.", "color-alone"),
            (Kind::List, "items", "en", "Press the red button", "color-alone"),
            (Kind::Text, "full", "es", "Llame al número rojo.", "color-alone"),
            (Kind::Text, "full", "en", "STOP SELLING TOBACCO NOW", "all-capitals"),
            (Kind::Text, "full", "en", "Please, DO NOT OPEN THE DOOR to anybody.", "all-capitals"),
            (Kind::List, "heading", "es", "CONOZCA LAS SEÑALES", "all-capitals"),
            (Kind::Text, "full", "en", "Ask for help: pida ayuda a quien usted quiera.", "unmarked-language"),
            (Kind::Text, "full", "en", "¿Necesita ayuda? Call us.", "unmarked-language"),
            (Kind::Text, "full", "en", "We speak with you: 需要帮助请打电话.", "unmarked-language"),
            (Kind::Text, "full", "en", "Нужна помощь? Call us.", "unmarked-language"),
            (Kind::Text, "full", "es", "Llame hoy. Call us if you are in danger.", "unmarked-language"),
            (Kind::Text, "full", "ar", "اتصل بنا. Call us if you are in danger today.", "unmarked-language"),
        ] {
            assert_eq!(found(kind, key, language, text), [check], "{language} {key} {text:?}");
        }
    }

    #[test]
    fn what_can_be_heard_is_quiet() {
        for (kind, key, language, text) in [
            (Kind::Text, "title", "en", "Know the rules"),
            (Kind::Text, "title", "en", "{event.main.title}"),
            (Kind::Text, "title", "en", "Flyer night at the press museum"),
            (Kind::Image, "alt", "en", ""),
            (Kind::Image, "alt", "en", "Photo of the old mill at dusk"),
            (Kind::Image, "alt", "en", "A lamp on a pile of books"),
            (Kind::Image, "alt", "en", "{org.name}"),
            (Kind::Text, "full", "en", "See [our page](https://ox.example.org/a) or [ox.example.org](https://ox.example.org/)."),
            (Kind::Text, "full", "en", "Click here and there; here is more."),
            (Kind::Text, "full", "en", "[More about the clinic](https://ox.example.org/a)"),
            (Kind::Qr, "label", "en", "Scan for the full list"),
            (Kind::Qr, "label", "en", "Register"),
            (Kind::Text, "full", "en", "Put paper into the blue box, and take the Green Line to the red barn."),
            (Kind::Text, "full", "en", "Rooms marked in red and with a star are open."),
            (Kind::Text, "full", "en", "Come in white. The Red Cross takes blood; golden age."),
            (Kind::Text, "full", "en", "The FBI, DHS, DOJ and ICE work on it. Text HELP to 233733, or BEFREE."),
            (Kind::Text, "full", "en", "Call 833-406-STOP (7867). NASA JPL SETI USAF. 911 FOR HELP."),
            (Kind::Text, "full", "de", "ACHTUNG! Die Tür ist offen."),
            (Kind::Contact, "languages", "en", "English, Español, 中文, العربية"),
            (Kind::Text, "full", "en", "Hablamos español: [pida ayuda a quien usted quiera](lang:es)."),
            (Kind::Text, "full", "en", "La Casa de la Raza and El Centro de la Gente welcome you."),
            (Kind::Text, "full", "en", "Español, Tiếng Việt, 中文 and Русский are spoken here."),
            (Kind::Text, "full", "en", "A café in Montréal, a jalapeño, and a naïve coup de grâce."),
            (Kind::Text, "full", "ar", "اكتب HELP إلى 233733 أو زر Google Maps."),
            (Kind::Text, "full", "zh-Hans", "请拨打 911。National Blood Donation Hotline"),
            (Kind::Text, "full", "es", "National Blood Donation Hotline: llame o escriba."),
            (Kind::Text, "full", "chr", "ᏂᎦᏓ ᎠᏂᏴᏫ ᎤᎾᏕᏅᎢ ᎤᎾᏚᏓᎴᏓ ᎠᎴ ᎡᏧᎳᎭᏉ"),
            (Kind::Text, "full", "en", "Opening a website leaves a trace on a phone."),
            (Kind::Text, "full", "en", "5 µm, 10 kΩ, α and β."),
        ] {
            assert_eq!(found(kind, key, language, text), Vec::<&str>::new(), "{language} {key} {text:?}");
        }
    }
}
