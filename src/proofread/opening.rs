//! Languages that open questions and exclamations with a mark of their own: a sentence that is closed and was not opened; and those
//! that have marks of their own script. Which languages and marks is data.

use super::Desk;
use super::passages::Passage;
use super::words::{of_language, primary, without_marks};
use crate::diag::{Diagnostic, checks};
use crate::registry::rows_of_kind;

/// A row a language: its tag, and the signs that open and close.
pub(super) const MARKS: &str = include_str!("../../assets/registries/opening-marks.txt");

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(of_another_script(passage));
    let pairs = if passage.is_words() { pairs(passage.language) } else { Vec::new() };
    if pairs.is_empty() {
        return;
    }
    let text = without_marks(&passage.text.value);
    let Some((sentence, open)) = unopened(&text, &pairs) else { return };
    let message = format!("`{sentence}` is not opened with `{open}`");
    let help = format!("write `{open}{sentence}`");
    found.push(Diagnostic::warning(&checks::LONELY_MARK, passage.text.span, message).help(help));
}

/// `?` for `؟` behind a letter of the language's own script.
fn of_another_script(passage: &Passage<'_>) -> Option<Diagnostic> {
    if passage.text.value.is_ascii() || !passage.is_words() {
        return None;
    }
    let known = rows_of_kind(MARKS, &format!("{}~", primary(passage.language))).next()?;
    let mut before = [' '; 2];
    for c in passage.text.value.chars().chain([' ']) {
        let own = known.split(' ').find_map(|pair| pair.strip_prefix(before[1])?.chars().next());
        if let Some(own) = own.filter(|_| c.is_whitespace() && matches!(before[0], '\u{600}'..='\u{6ff}')) {
            let message = format!("`{}` is a mark of Latin letters, and the language has `{own}`", before[1]);
            return Some(Diagnostic::warning(&checks::MIXED_SCRIPT, passage.text.span, message).help(format!("write `{own}`")));
        }
        before = [before[1], c];
    }
    None
}

/// The opening and the closing mark of each pair.
fn pairs(language: &str) -> Vec<(char, char)> {
    let both = |pair: &str| {
        let mut marks = pair.chars();
        marks.next().zip(marks.next())
    };
    of_language(MARKS, language).into_iter().filter_map(both).collect()
}

/// The first sentence that is closed without having been opened, and the mark that it lacks.
fn unopened<'t>(text: &'t str, pairs: &[(char, char)]) -> Option<(&'t str, char)> {
    let opening = |c: char| pairs.iter().any(|(open, _)| *open == c);
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let next = text[end..].chars().next().unwrap_or(' ');
        let ends = next.is_whitespace() || "\"”»’')]".contains(next);
        let pair = pairs.iter().find(|(_, close)| *close == c);
        if let Some((open, _)) = pair.filter(|_| ends) {
            let sentence = text[start..end].trim_start_matches(|c: char| c.is_whitespace() || "\"“«(['‘—–-".contains(c));
            let is_said = sentence.chars().filter(|c| c.is_alphabetic()).count() > 1;
            if is_said && !sentence.contains(opening) && !goes_on(&text[end..]) && !is_name(sentence) {
                return Some((sentence, *open));
            }
        }
        // `¡¿Qué?!` ends once.
        if (pair.is_some() || c == '.') && ends || c == '\n' {
            start = end;
        }
    }
    None
}

/// `Jeopardy! en vivo`: the sentence goes on behind its mark, which belongs to a name.
fn goes_on(behind: &str) -> bool {
    behind.trim_start().starts_with(char::is_lowercase)
}

/// `Vea Yahoo!`: the last word has a capital, and is not the first.
fn is_name(sentence: &str) -> bool {
    sentence
        .rsplit(' ')
        .next()
        .filter(|last| last.len() < sentence.len())
        .is_some_and(|last| last.starts_with(char::is_uppercase))
        && sentence.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{of_another_script, pairs, unopened};
    use crate::diag::{At, Span};
    use crate::proofread::passages::{Part, Passage};

    #[test]
    fn arabic_has_marks_of_its_own() {
        let told = |text: &str, language: &str| {
            let text = At::new(text.to_string(), Span::NONE);
            of_another_script(&Passage { text: &text, part: Part::Words, block: None, key: "full", language }).is_some()
        };
        assert!(told("هل أنت في خطر, الآن؟", "ar") && told("هل أنت في خطر?", "ar"));
        assert!(!told("هل أنت في خطر، الآن؟ Call us, please.", "ar") && !told("1,000 خطر", "ar") && !told("a, b", "en"));
    }

    #[test]
    fn sentences_that_nobody_opened_are_told() {
        let told = |text| unopened(text, &pairs("es")).is_some();
        for text in ["Tiene preguntas? Llame hoy.", "Es gratis. Venga con su familia!", "«Quién es?»", "GRATIS PARA TODOS!"] {
            assert!(told(text), "{text}");
        }
        for text in [
            "¿Tiene preguntas? ¡Llame!",
            "¡¿Qué?! Venga.",
            "Si tiene preguntas, ¿a quién llama?",
            "Visite example.org/?id=3 para más.",
            "Jeopardy! en vivo",
            "Vea Yahoo!",
            "(?)",
            "¡Qué bien, verdad?",
        ] {
            assert!(!told(text), "{text}");
        }
        assert!(pairs("en").is_empty());
    }
}
