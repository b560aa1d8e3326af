//! Words behind which somebody dials: `call`, `text`, `Tel.`, in the languages of `assets/registries/calling-words.txt`.

use super::words::{Word, holds_word, of_language, primary, words};

const CALLING: &str = include_str!("../../assets/registries/calling-words.txt");

const NUMBERED: &str = include_str!("../../assets/registries/numbered-words.txt");

/// How many words may stand between: `Call the front desk at`.
const BETWEEN: usize = 5;

/// The words of a language that tell somebody to dial.
pub(super) fn cues(language: &str) -> Vec<&'static str> {
    of_language(CALLING, language)
}

/// Those of them that tell somebody to do it: not `fax` and `hotline`.
pub(super) fn orders(language: &str) -> Vec<&'static str> {
    of_language(CALLING, &format!("{}!", primary(language)))
}

/// Whether what stands at a byte of the text is meant to be dialled: one of the words stands before it in its sentence.
pub(super) fn is_called(text: &str, at: usize, language: &str) -> bool {
    let before = &text[..at];
    let all = words(before);
    let cues = cues(language);
    let cue = all.iter().rev().take(BETWEEN + 1).find(|word| cues.contains(&word.text.to_lowercase().as_str()));
    cue.is_some_and(|cue| {
        // `Tel. 406` is one sentence.
        let gap = before[cue.end()..].trim_start_matches(['.', ':', '*']);
        !gap.contains(['.', '!', '?', ';', '\n'])
    })
}

/// Whether words end in `call us at`, `our number is`: what follows is the number of who hands the sheet out.
pub(super) fn is_our_own(before: &str, language: &str) -> bool {
    let lower = before.trim_end().trim_end_matches([':', '*', ' ']).to_lowercase();
    let ours = of_language(CALLING, &format!("{}&", primary(language)));
    ours.iter().any(|cue| lower.strip_suffix(cue).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}

/// Whether words end in `call`, in a sentence that names nobody: the number behind it is whose the sheet is.
pub(super) fn is_bare(before: &str, language: &str) -> bool {
    let start = before.rfind(['.', '!', '?', ';', '\n']).map_or(0, |at| at + 1);
    let all = words(&before[start..]);
    let Some((cue, rest)) = all.split_last() else { return false };
    let small = before[start..][cue.end()..].trim_matches([':', '*', ' ', '\u{a0}', '(']).is_empty();
    let names_nobody = rest.iter().skip(1).all(|word| word.text.chars().all(|c| !c.is_uppercase()));
    small && names_nobody && rest.len() < 14 && orders(language).contains(&cue.text.to_lowercase().as_str())
}

/// Whether the sentence that a number ends names somebody whom `known`, in small letters, does not.
pub(super) fn names_another(before: &str, known: &str, language: &str) -> bool {
    let start = before.rfind(['!', '?', ';', '\n']).map_or(0, |at| at + 1);
    let start = before[start..].rfind(". ").map_or(start, |at| start + at + 2);
    let sentence = &before[start..];
    let cues = cues(language);
    let is_name = |word: &Word<'_>| {
        let lower = word.text.to_lowercase();
        let is_called = word.text.starts_with(char::is_uppercase) && word.text.chars().count() > 2;
        is_called && !cues.contains(&lower.as_str()) && !holds_word(known, &lower)
    };
    // Weekdays and months stand before numbers as well: a name has two words, or stands right behind the word that tells to call.
    let all = words(sentence);
    let joined = |pair: &[Word<'_>]| sentence[pair[0].end()..pair[1].at].trim().is_empty();
    let of_two = all.windows(2).skip(1).any(|pair| joined(pair) && is_name(&pair[0]) && is_name(&pair[1]));
    let behind = all
        .windows(2)
        .any(|pair| joined(pair) && orders(language).contains(&pair[0].text.to_lowercase().as_str()) && is_name(&pair[1]));
    let shouts = !sentence.chars().any(char::is_lowercase);
    !shouts && (of_two || behind)
}

/// Whether the word before a byte of the text says that digits behind it are numbers of another kind: `IP`, `Licence no.`.
pub(super) fn is_numbered(before: &str, language: &str) -> bool {
    let all = words(before);
    let known = of_language(NUMBERED, language);
    let mut last = all.iter().rev().skip_while(|word| matches!(word.text.to_lowercase().as_str(), "no" | "nr" | "number" | "n"));
    let Some(word) = last.next().filter(|word| known.contains(&word.text.to_lowercase().as_str())) else { return false };
    !before[word.end()..].contains([',', ';', '!', '?', '\n'])
}

#[cfg(test)]
mod tests {
    use super::{is_called, names_another};

    #[test]
    fn a_number_is_called_in_the_sentence_that_says_so() {
        let called = |text: &str| is_called(text, text.find('4').unwrap_or(0), "en");
        for text in ["Call 406", "Tel. 406", "**Call:** 406", "Call the front desk at 406", "Fax 406"] {
            assert!(called(text), "{text}");
        }
        for text in ["Call us. 406 came", "Between 100 and 406", "Recall 406", "call a few words too many for this to be 406"] {
            assert!(!called(text), "{text}");
        }
    }

    #[test]
    fn a_number_behind_another_name_is_theirs() {
        let known = "lantern house\nwater desk";
        for text in ["Parking: call Great Falls Parks at ", "Call Marge at ", "For rides, phone Snake River Rides, "] {
            assert!(names_another(text, known, "en"), "{text}");
        }
        for text in [
            "Call us on Monday at ",
            "Ask Great Falls Parks. Call ",
            "Call Lantern House at ",
            "CALL THE DESK AT ",
            "Call the Water Desk at ",
        ] {
            assert!(!names_another(text, known, "en"), "{text}");
        }
    }
}
