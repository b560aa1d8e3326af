//! Words that stand for words still to come: `TODO`, `Lorem ipsum`, `[name]`, `(406) XXX-XXXX`.

use super::Desk;
use super::calendar::month;
use super::passages::{Part, Passage};
use super::words::{Pairs, find_word, is_letter, pair_places};
use crate::diag::{Diagnostic, checks};
use crate::model::Language;
use crate::registry::rows_of_kind;
use std::sync::LazyLock;

const LEFT_OVER: &str = include_str!("../../assets/registries/left-over.txt");

/// The list, by how a row is looked for.
static LIST: LazyLock<List> = LazyLock::new(|| {
    let of = |kind: &str| rows_of_kind(LEFT_OVER, kind).collect::<Vec<_>>();
    let sought = |how: &str| of(how).into_iter().map(|word| Sought { word, pairs: pair_places(word).collect() }).collect();
    List {
        whole: of("whole").into_iter().map(Whole::of).collect(),
        word: sought("word"),
        marked: sought("marked"),
        part: sought("part"),
        bracket: of("bracket"),
        remark: of("remark"),
        crossed: of("crossed"),
        copied: of("copied"),
        state: of("state"),
        numbered: of("numbered"),
    }
});

/// The rows of the registry, by where a word counts as left over.
struct List {
    /// The whole text, whatever the case.
    whole: Vec<Whole>,
    /// A word in exactly these letters.
    word: Vec<Sought>,
    /// The same with a colon behind it, or before small letters: in other languages it is a word.
    marked: Vec<Sought>,
    /// Anywhere, whatever the case.
    part: Vec<Sought>,
    /// Between brackets, whatever the case.
    bracket: Vec<&'static str>,
    /// In brackets behind a name.
    remark: Vec<&'static str>,
    /// How words begin that may stand behind `XX`.
    crossed: Vec<&'static str>,
    /// Words that have a number behind them.
    numbered: Vec<&'static str>,
    /// Before the title of a file that was copied.
    copied: Vec<&'static str>,
    /// How far a file has come, in exactly these letters, in a title that does not shout.
    state: Vec<&'static str>,
}

/// A whole text; `*` in it stands for one word or two.
enum Whole {
    Text(&'static str),
    /// What stands before the sign and behind it, in small letters.
    Parts(String, String),
}

impl Whole {
    fn of(row: &'static str) -> Whole {
        row.split_once('*').map_or(Whole::Text(row), |(head, tail)| Whole::Parts(head.to_lowercase(), tail.to_lowercase()))
    }

    /// Whether a text is it, whatever the case. `lower` is the text in small letters.
    fn is(&self, text: &str, lower: &str) -> bool {
        match self {
            Whole::Text(row) => row.eq_ignore_ascii_case(text),
            Whole::Parts(head, tail) => {
                let inside = lower.strip_prefix(head.as_str()).and_then(|rest| rest.strip_suffix(tail.as_str()));
                inside.is_some_and(|inside| !inside.trim().is_empty() && inside.split_whitespace().count() < 3)
            }
        }
    }
}

/// A word with its pairs of letters, which tell of most texts that it is not in them.
struct Sought {
    word: &'static str,
    pairs: Vec<usize>,
}

/// The first of some words that stands in a text where it counts.
fn first(sought: &[Sought], text: &str, counts: impl Fn(usize, &str) -> bool) -> Option<(usize, usize)> {
    let there = Pairs::of(text);
    let may = sought.iter().filter(|sought| there.may_hold(&sought.pairs));
    may.into_iter()
        .find_map(|Sought { word, .. }| find_word(text, word).filter(|at| counts(*at, word)).map(|at| (at, word.len())))
}

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    // The words of a starter are `starter-text`: they may be looked at, and not printed.
    if !passage.is_read() || desk.project.starters.values().any(|words| words.contains(&passage.text.value)) {
        return;
    }
    let language = desk.project.languages.get(passage.language);
    let crossed = || language.and_then(|language| crossed_day(&passage.text.value, language));
    if let Some(words) = left_over(passage).or_else(crossed) {
        let message = format!("`{words}` stands for words still to come");
        found.push(
            Diagnostic::error(&checks::LEFT_OVER, passage.text.span, message).help("write what is meant, or take the text out"),
        );
    }
}

fn left_over<'t>(passage: &Passage<'t>) -> Option<&'t str> {
    let text = passage.text.value.trim();
    let list = &*LIST;
    let lower = text.to_lowercase();
    if list.whole.iter().any(|whole| whole.is(text, &lower)) {
        return Some(text);
    }
    let slice = |(at, length): (usize, usize)| text.get(at..at + length);
    let word = first(&list.word, text, |_, _| true).and_then(slice);
    let marked = || first(&list.marked, text, |at, w| is_marked(text, at + w.len(), at)).and_then(slice);
    // `Write your name here: ________` has a line to write on.
    let part = || first(&list.part, &text.to_ascii_lowercase(), |_, _| !text.contains("___")).and_then(slice);
    // Somebody may be called `TBD Dance`.
    let word = word.filter(|_| !(passage.key == "name" && passage.block.is_none()));
    let remark = || (passage.key == "name" && passage.block.is_none()).then(|| remark(text)).flatten();
    let doubted = || (passage.part == Part::Name && passage.key == "title").then(|| doubted(text)).flatten();
    let is_title = passage.key == "title" || passage.block.is_some_and(|name| name.name.contains("headline"));
    let of_file = || is_title.then(|| of_a_file(text)).flatten();
    word.or_else(marked)
        .or_else(remark)
        .or_else(doubted)
        .or_else(of_file)
        .or_else(|| crossed_word(text))
        .or_else(|| crossed_number(text))
        .or_else(part)
        .or_else(|| crosses(text))
        .or_else(|| in_brackets(text, list))
        .or_else(|| merged(text, list))
        .or_else(|| asked(text))
        .or_else(|| {
            // Names take no placeholders.
            (passage.part == Part::Name && passage.block.is_none()).then(|| braced(text)).flatten()
        })
}

/// `Copy of Reading night`, `Reading night DRAFT`, `Reading night (final)`: what a file was called.
fn of_a_file(text: &str) -> Option<&str> {
    let copied = LIST.copied.iter().find(|head| {
        let rest = text.get(head.len()..).filter(|_| text[..head.len()].eq_ignore_ascii_case(head));
        rest.and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
    });
    if let Some(head) = copied {
        return text.get(..head.len());
    }
    let shouts = !text.chars().any(char::is_lowercase);
    LIST.state.iter().find_map(|word| {
        let at = find_word(text, word).filter(|_| !shouts)?;
        text.get(at..at + word.len())
    })
}

/// What somebody has noted for themselves behind a name: `Pine Ridge Library (CLOSED)`, `Elk Creek Pantry ???`.
fn remark(name: &str) -> Option<&str> {
    if let Some(at) = name.find("??") {
        return Some(&name[at..]);
    }
    let at = name.rfind(['(', '['])?;
    let inside = name[at + 1..].trim_end_matches([')', ']', ' ', '!', '?']).to_lowercase();
    LIST.remark.contains(&inside.as_str()).then(|| &name[at..])
}

/// `The Salt Garden ???`: a title that somebody is not sure of.
fn doubted(title: &str) -> Option<&str> {
    let at = title.find(" ??")?;
    title[at..].trim().chars().all(|c| matches!(c, '?' | '!')).then(|| title[at..].trim())
}

/// `XX children came` at the head of a sentence: a number to come. `Super Bowl XX` and `XX chromosomes` are none.
fn crossed_word(text: &str) -> Option<&str> {
    if !text.contains(['X', '#', 'N']) {
        return None;
    }
    let heads = text.split(". ").map(str::trim_start);
    let at_head = heads.filter_map(|head| head.split_once(' ')).filter(|(cross, _)| matches!(*cross, "XX" | "XXX" | "##" | "NN"));
    let counts = |rest: &str| {
        let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        next.len() > 3 && next.chars().all(char::is_lowercase) && !LIST.crossed.iter().any(|word| next.starts_with(word))
    };
    at_head.filter(|(_, rest)| counts(rest)).map(|(cross, _)| cross).next()
}

/// `at gate XX`: a number to come, behind a word that has one.
fn crossed_number(text: &str) -> Option<&str> {
    if !text.contains("XX") {
        return None;
    }
    let all = super::words::words(text);
    let pair = all.windows(2).find(|pair| {
        let numbered = LIST.numbered.contains(&pair[0].text.to_lowercase().as_str());
        numbered && pair[1].text.len() > 1 && pair[1].text.chars().all(|c| c == 'X')
    })?;
    text.get(pair[1].at..pair[1].end())
}

/// `March XX`, `XX. März`: a day to come.
fn crossed_day<'t>(text: &'t str, language: &Language) -> Option<&'t str> {
    if !text.contains("XX") {
        return None;
    }
    let all = super::words::words(text);
    let pair = all.windows(2).find(|pair| {
        let is_day = |i: usize, j: usize| pair[i].text == "XX" && month(pair[j].text, language).is_some();
        matches!(&text[pair[0].end()..pair[1].at], " " | ". ") && (is_day(0, 1) || is_day(1, 0))
    })?;
    text.get(pair[0].at..pair[1].end())
}

/// `TODO:` and `TODO ask Jane`, not `TODO GRATIS`.
fn is_marked(text: &str, end: usize, start: usize) -> bool {
    let rest = text[end..].trim_start();
    let next: String = rest.chars().take_while(|c| is_letter(*c)).collect();
    let shouted = text.chars().filter(|c| c.is_lowercase()).count() == 0;
    rest.starts_with([':', '(', '-', '–', '!', '?']) && !shouted
        || start == 0 && rest.is_empty()
        || !next.is_empty() && next.chars().all(char::is_lowercase)
}

/// X in place of digits: `XXX-XXXX`, `$XX`, `XX:XX`, `XXXX`. Three alone may be thirty.
fn crosses(text: &str) -> Option<&str> {
    if !text.contains(['X', 'x', '#', '_', 'Y']) {
        return None;
    }
    let runs = text.split(|c: char| !(is_letter(c) || "-/:.()$#_% ".contains(c))).flat_map(|piece| piece.split(' '));
    runs.map(|run| run.trim_matches(['.', ':', '%'])).find(|run| {
        let only = |set: &str| run.chars().all(|c| set.contains(c));
        let count = |c: char| run.chars().filter(|x| *x == c).count();
        let x = count('X') + count('x');
        let alone = only("X") || only("x");
        let parted = only("Xx-/:.()$#%0123456789")
            && run.contains(['-', '/', ':', '(', '$'])
            && x >= 2
            && (count('X') == 0 || count('x') == 0);
        let small = run.chars().any(|c| c.is_ascii_digit()) && run.contains(['x', 'X']) && x < 3;
        x >= 4 && alone
            || parted && !small
            || only("#-/() ") && count('#') >= 3
            || only("_-/()") && count('_') >= 3 && run.contains('-')
            || matches!(
                *run,
                "MM/DD/YYYY"
                    | "DD/MM/YYYY"
                    | "YYYY-MM-DD"
                    | "MM/DD/YY"
                    | "DD.MM.YYYY"
                    | "MM-DD-YYYY"
                    | "DD-MM-YYYY"
                    | "DD/MM/YY"
                    | "DD.MM.YY"
                    | "YYYY/MM/DD"
                    | "HH:MM"
                    | "YYYY"
            )
    })
}

/// `[your name]` and `<date>`, not `[shown](link)`.
fn in_brackets<'t>(text: &'t str, list: &List) -> Option<&'t str> {
    [('[', ']'), ('<', '>')].into_iter().find_map(|(open, close)| {
        text.match_indices(open).find_map(|(at, _)| {
            let end = at + text[at..].find(close)?;
            let inside = text[at + 1..end].trim_matches(['\\', ' ']).to_lowercase();
            let is_link = text[end + 1..].starts_with('(');
            let held =
                list.bracket.iter().any(|w| inside == *w || inside.strip_prefix(w).is_some_and(|rest| rest.starts_with(' ')));
            (held && !is_link).then(|| &text[at..=end])
        })
    })
}

/// Fields of a letter that was never merged: `{{name}}`, `<<Name>>`, `«Name»`, `%NAME%`, `$NAME$`.
fn merged<'t>(text: &'t str, list: &List) -> Option<&'t str> {
    let pairs = [
        ("{{", "}}"),
        ("<<", ">>"),
        ("«", "»"),
        ("%", "%"),
        ("$", "$"),
        ("[[", "]]"),
        ("*|", "|*"),
        ("${", "}"),
        ("<%=", "%>"),
        ("@@", "@@"),
        ("##", "##"),
        ("__", "__"),
    ];
    if !text.contains(['{', '<', '\u{ab}', '%', '$', '[', '*', '@', '#', '_']) {
        return None;
    }
    pairs.into_iter().find_map(|(open, close)| {
        text.match_indices(open).find_map(|(at, _)| {
            let from = at + open.len();
            let end = from + text[from..].find(close)?;
            let inside = &text[from..end];
            // Programs write `{{ name }}` as well.
            let inside = if matches!(open, "{{" | "<%=") { inside.trim() } else { inside };
            // Names of fields: `first_name`, `FirstName`, `VENUE`. Quoted words have blanks round them, or are sentences.
            let is_field =
                !inside.is_empty() && inside.len() < 24 && inside.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let shouted = inside.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let named = inside.to_lowercase().replace('_', " ");
            let glued = named.strip_prefix("first").or_else(|| named.strip_prefix("last")).or_else(|| named.strip_prefix("full"));
            let held = list.bracket.iter().any(|w| named == *w || glued.is_some_and(|rest| rest.trim() == *w));
            let told = match open {
                "%" | "$" => shouted && held,
                "«" => held && inside.starts_with(|c: char| c.is_ascii_uppercase()),
                "{{" | "*|" | "${" => held || inside.contains('_'),
                _ => held,
            };
            (is_field && told).then(|| &text[at..end + close.len()])
        })
    })
}

/// Question marks that stand for a word, and places of a program's texts: `Call ??? now`, `$??`, `%s people`.
fn asked(text: &str) -> Option<&str> {
    if !text.contains(['?', '%']) {
        return None;
    }
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let of_program = |piece: &str| matches!(piece, "%s" | "%d" | "%@" | "%1$s" | "%2$s" | "%1$d");
    (0..pieces.len())
        .find(|i| {
            let piece = pieces[*i].trim_matches(['.', ',', ';', '!']);
            let marks = piece.matches('?').count();
            let only = piece.chars().all(|c| "?$:%-/".contains(c));
            // `Who knows ???` asks.
            let goes_on = pieces.get(i + 1).is_some_and(|next| next.starts_with(char::is_lowercase));
            of_program(piece) || only && marks >= 2 && (marks < piece.len() || goes_on || pieces.len() == 1)
        })
        .map(|i| pieces[i])
}

/// The first words in braces, braces included.
pub(super) fn braced(text: &str) -> Option<&str> {
    let at = text.find('{')?;
    let end = at + text[at..].find('}')?;
    Some(&text[at..=end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};

    fn found(text: &str) -> bool {
        let text = At::new(text.to_string(), Span::NONE);
        left_over(&Passage { text: &text, part: Part::Words, block: None, key: "full", language: "en" }).is_some()
    }

    #[test]
    fn words_still_to_come_are_found() {
        for text in [
            "TODO: ask Jane for the closing words.",
            "FIXME",
            "Lorem ipsum dolor sit amet",
            "Call (406) XXX-XXXX for more.",
            "Doors open at XX:XX",
            "Cost: $XX",
            "$TBD",
            "Cost: TBD",
            "Meet on MM/DD/YYYY",
            "Your Organization",
            "Call [your phone number]",
            "Hosted by <name>",
            "NAME",
            "xxx-xxx-xxxx",
            "Text goes here",
            "Insert date here",
            "TODO ask Jane",
            "Come to XXXX",
            "###-####",
            "Your text here",
            "Click to edit",
            "Dear {{name}}, come",
            "Dear <<FirstName>>, come",
            "Dear «Name», come",
            "Dear %NAME%, come",
            "Meet at *|VENUE|*",
            "Write the message here, in one line",
            "One message, in one line",
            "TKTK",
            "Dear {{ first_name }}, come",
            "Dear ${name}, come",
            "On @@DATE@@",
            "Call (406) ___-____",
            "Call ??? now",
            "Cost: $??",
            "%s people came",
            "Cost: #N/A",
            "On DD/MM/YY",
            "XX children learned to swim",
            "Come in at gate XX.",
            "We teach. XX children learned to swim",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn words_that_are_meant_stay() {
        for text in [
            "Mastodon, Toledo and Super Bowl XXX are words.",
            "TODO ES GRATIS",
            "Todo es gratis",
            "Size XXL, or XL",
            "3 x 5 cards",
            "4x6 prints",
            "Type XX chromosomes",
            "See [the map](https://example.org/)",
            "The name of the organization",
            "Your organization can help",
            "Bring your name tag",
            "AT&T; #1",
            "A [sic] B",
            "https://example.org/x-x",
            "Mexx-xx",
            "x-ray",
            "1-800-XXL-SHOP",
            "Chapter XXIV",
            "Lorem is a name",
            "5 < 6 > 4",
            "YYC airport",
            "5 \\* 3 and \\[sic\\], {{braces}}, 3 < 4",
            "Say «name» out loud",
            "75% of dates are 50% off",
            "$5 name tags, $10 dates",
            "Write the mayor here in town",
            "Who knows ???",
            "Name: ____ Date: ____",
            "Really?? Yes!",
            "50 %, 5% sales",
            "## and __ and @@",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
