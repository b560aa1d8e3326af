//! Straight quotation marks in copy become those of the language. Text that is locked stays as it is written, and so do
//! addresses, placeholders and what is put in for them, and feet, inches, minutes and seconds after figures.
//!
//! What a sign is, its neighbours say: one that follows a space opens, one before a space closes, one between letters is an
//! apostrophe. Scripts without spaces have no such neighbours; there marks open and close in turn.

use super::keep;
use super::translate::fields_mut;
use crate::diag::{At, FileId};
use crate::model::{Body, Content, Event, Language, Lock, Words};
use std::ops::Range;

/// Changes every text of a content that is no law's and no safety's word. `language_of` says who speaks in a file.
pub(super) fn content<'a>(content: &mut Content, language_of: impl Fn(FileId) -> Option<&'a Language>) {
    let change = |text: &mut At<String>, quoted: bool| {
        let signs = language_of(text.span.file).and_then(|language| Signs::of(&language.words));
        if let Some(signs) = signs.filter(|_| text.value.contains(STRAIGHT)) {
            text.value = typographic(&text.value, &signs, quoted);
        }
    };
    change(&mut content.title, false);
    let free = content.blocks.iter_mut().filter(|block| block.lock <= Lock::Organization);
    // Of an event the names stay: it has its own turn.
    let free = free.filter(|block| !matches!(block.body, Body::Event(_)));
    for (key, text) in free.flat_map(|block| fields_mut(&mut block.body)) {
        // What stands beside a code is what it gives; a quotation gets its outer marks from the program.
        if key != "readable" && key != "alt" {
            change(text, key == "says");
        }
    }
    for block in &mut content.blocks {
        if let Body::Event(event) = &mut block.body {
            sentences(event).for_each(|text| change(text, false));
        }
    }
}

/// What an event says in sentences. Places, people and sponsors are names.
fn sentences(event: &mut Event) -> impl Iterator<Item = &mut At<String>> {
    let Event { title, subtitle, series, audience, cost, interpreters, access, childcare, food, note, .. } = event;
    let more = [subtitle, series, audience, cost, interpreters, access, childcare, food, note];
    std::iter::once(title).chain(more.into_iter().flatten())
}

const STRAIGHT: [char; 2] = ['"', '\''];
/// Where a language names no other.
const APOSTROPHE: &str = "\u{2019}";

/// The marks of a language.
struct Signs<'a> {
    outer: (&'a str, &'a str),
    /// Absent where a single sign is never a quotation mark but a letter.
    inner: Option<(&'a str, &'a str)>,
    apostrophe: &'a str,
    /// What a double sign before the last letters of an abbreviation is.
    abbreviation: Option<&'a str>,
    /// Words that begin with an apostrophe.
    elisions: Vec<&'a str>,
}

impl<'a> Signs<'a> {
    /// `None`: the language has no marks of its own, and straight ones stay.
    fn of(words: &'a Words) -> Option<Signs<'a>> {
        let (open, close) = words.quotes.as_ref()?;
        Some(Signs {
            outer: (&open.value, &close.value),
            inner: words.inner_quotes.as_ref().map(|(open, close)| (open.value.as_str(), close.value.as_str())),
            apostrophe: words.apostrophe.as_ref().map_or(APOSTROPHE, |a| &a.value),
            abbreviation: words.abbreviation.as_ref().map(|a| a.value.as_str()),
            elisions: words.elisions.iter().map(|e| e.value.as_str()).collect(),
        })
    }
}

fn typographic(text: &str, signs: &Signs<'_>, quoted: bool) -> String {
    let reader = Reader::new(text, signs);
    let mut open: Vec<char> = Vec::new();
    let mut out = String::with_capacity(text.len() + 8);
    let (mut previous, outer) = (' ', (signs.outer.0.trim(), signs.outer.1.trim()));
    for (at, &(_, c)) in reader.signs_and_letters.iter().enumerate() {
        // A paragraph ends all quotations.
        if c == '\n' && previous == '\n' {
            open.clear();
        }
        previous = c;
        // Marks that are right already count.
        let is = |mark: &str| outer.0 != outer.1 && mark.chars().eq([c]);
        if is(outer.0) {
            open.push('"');
        } else if is(outer.1) {
            close(&mut open, '"');
        }
        match reader.role(at, &open) {
            Role::Opens => {
                out.push_str(reader.pair(c, &open, quoted).0);
                open.push(c);
            }
            Role::Closes => {
                close(&mut open, c);
                out.push_str(reader.pair(c, &open, quoted).1);
            }
            Role::Apostrophe => out.push_str(reader.apostrophe(at)),
            Role::Abbreviation => out.push_str(signs.abbreviation.unwrap_or("\"")),
            Role::AsWritten => out.push(c),
        }
    }
    out
}

/// Ends a quotation with all that stands open in it.
fn close(open: &mut Vec<char>, sign: char) {
    if let Some(at) = open.iter().rposition(|o| *o == sign) {
        open.truncate(at);
    }
}

/// What a straight sign stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Apostrophe,
    Abbreviation,
    AsWritten,
}

/// A text while its signs are judged.
struct Reader<'a> {
    signs: &'a Signs<'a>,
    /// Each character; placeholders count as letters.
    signs_and_letters: Vec<(bool, char)>,
}

impl<'a> Reader<'a> {
    fn new(text: &str, signs: &'a Signs<'a>) -> Reader<'a> {
        let exact = as_written(text);
        let characters = text.char_indices().map(|(at, c)| (exact.iter().any(|range| range.contains(&at)), c));
        Reader { signs, signs_and_letters: characters.collect() }
    }

    fn role(&self, at: usize, open: &[char]) -> Role {
        match self.signs_and_letters[at] {
            (false, '"') => self.double(at, open.contains(&'"')),
            (false, '\'') => self.single(at, open.contains(&'\'')),
            _ => Role::AsWritten,
        }
    }

    fn double(&self, at: usize, is_open: bool) -> Role {
        let (before, after) = (self.before(at), self.after(at));
        if self.follows_figure(at) {
            return if is_open && self.is_last(at) { Role::Closes } else { Role::AsWritten };
        }
        // Behind a word that was cut short: `d'"Artagnan"`.
        if !is_open && self.follows_elision(at) && after.is_some_and(is_word) && self.has_partner(at) {
            return Role::Opens;
        }
        if before.is_some_and(is_word) && after.is_some_and(is_word) {
            return match () {
                () if self.is_abbreviation(at) => Role::Abbreviation,
                () if is_open => Role::Closes,
                () if before.is_some_and(is_unspaced) || after.is_some_and(is_unspaced) => Role::Opens,
                // One letter that belongs to the word after it, where abbreviations have this sign.
                () if self.signs.abbreviation.is_some() && !after.is_some_and(|c| c.is_ascii()) => Role::Opens,
                () => Role::AsWritten,
            };
        }
        match () {
            () if is_open && may_close(before, after) => Role::Closes,
            () if may_open(before, after) => Role::Opens,
            () if before.is_some_and(is_unspaced) || after.is_some_and(is_unspaced) => {
                if is_open {
                    Role::Closes
                } else {
                    Role::Opens
                }
            }
            () => Role::AsWritten,
        }
    }

    fn single(&self, at: usize, is_open: bool) -> Role {
        let (before, after) = (self.before(at), self.after(at));
        if self.follows_figure(at) {
            return match after {
                Some(c) if c.is_alphabetic() => Role::Apostrophe,
                Some(c) if c.is_numeric() => Role::AsWritten,
                _ if is_open && self.is_last(at) => Role::Closes,
                _ => Role::AsWritten,
            };
        }
        let pairs = self.signs.inner.is_some();
        let in_turn = pairs && (before.is_some_and(is_unspaced) || after.is_some_and(is_unspaced));
        let in_turn = in_turn.then_some(if is_open { Role::Closes } else { Role::Opens });
        if before.is_some_and(is_word) && after.is_some_and(is_word) {
            return in_turn.unwrap_or(Role::Apostrophe);
        }
        if is_open && may_close(before, after) {
            // The owner of several things inside a quotation: `the workers' rights'`.
            let owner = before.is_some_and(|c| matches!(c, 's' | 'S')) && self.has_partner(at);
            return if owner { Role::Apostrophe } else { Role::Closes };
        }
        if may_open(before, after) {
            let quotation = pairs && !self.is_elision(at) && self.has_partner(at);
            return if quotation { Role::Opens } else { Role::Apostrophe };
        }
        match in_turn {
            Some(role) if after.is_some() => role,
            _ if before.is_some_and(ends_word) => Role::Apostrophe,
            _ => Role::AsWritten,
        }
    }

    /// An apostrophe stands right before it, and a letter before that.
    fn follows_elision(&self, at: usize) -> bool {
        let behind = |n: usize| at.checked_sub(n).map(|i| self.signs_and_letters[i].1);
        matches!(behind(1), Some('\'' | '\u{2019}')) && behind(2).is_some_and(char::is_alphabetic)
    }

    /// The marks of a quotation inside those that are open.
    fn pair(&self, sign: char, open: &[char], quoted: bool) -> (&'a str, &'a str) {
        let depth = open.iter().filter(|o| **o == '"').count() + usize::from(quoted);
        let inside = sign == '\'' || depth % 2 == 1;
        self.signs.inner.filter(|_| inside).unwrap_or(self.signs.outer)
    }

    /// Among Latin letters a sign of Hebrew would be wrong.
    fn apostrophe(&self, at: usize) -> &'a str {
        let foreign = |c: char| c.is_ascii_alphanumeric();
        let hebrew = self.signs.apostrophe.starts_with(|c: char| ('\u{590}'..'\u{600}').contains(&c));
        if hebrew && self.before(at).or(self.after(at)).is_some_and(foreign) { APOSTROPHE } else { self.signs.apostrophe }
    }

    /// A figure stands right before it: feet and inches, minutes and seconds.
    fn follows_figure(&self, at: usize) -> bool {
        at > 0 && self.signs_and_letters[at - 1].1.is_numeric()
    }

    /// Whether no sign after a figure or a word ends the same quotation later.
    fn is_last(&self, at: usize) -> bool {
        let ends = |i: usize| !self.follows_figure(i);
        !self.next(at).take_while(|i| !may_open(self.before(*i), self.after(*i))).any(ends)
    }

    /// Whether a sign may close what this one opens, before another opens.
    fn has_partner(&self, at: usize) -> bool {
        let next = self.next(at).find(|i| {
            let (before, after) = (self.before(*i), self.after(*i));
            may_close(before, after) || may_open(before, after) || before.is_some_and(is_unspaced)
        });
        next.is_some_and(|i| !may_open(self.before(i), self.after(i)))
    }

    /// Places of the same sign later in the paragraph.
    fn next(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let all = &self.signs_and_letters;
        let end = (at + 1..all.len()).find(|i| all[*i].1 == '\n' && all[*i - 1].1 == '\n').unwrap_or(all.len());
        (at + 1..end).filter(move |i| all[*i] == (false, all[at].1))
    }

    /// `'90s`, `'tis`.
    fn is_elision(&self, at: usize) -> bool {
        let rest = self.signs_and_letters[at + 1..].iter().map(|(_, c)| *c);
        let figures = rest.clone().take_while(char::is_ascii_digit).count();
        let word: String = rest.clone().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let behind = rest.clone().nth(figures);
        figures == 2 && behind != Some('\'') || self.signs.elisions.contains(&word.as_str())
    }

    /// Inside a word: all but one letter before a longer word, which stands before a quotation as a prefix does.
    fn is_abbreviation(&self, at: usize) -> bool {
        let letter = |(exact, c): &&(bool, char)| !exact && c.is_alphabetic() && !c.is_ascii();
        let before = self.signs_and_letters[..at].iter().rev().take_while(letter).count();
        let after = self.signs_and_letters[at + 1..].iter().take_while(letter).count();
        let prefix = before == 1 && after > 2 && self.next(at).next().is_some();
        self.signs.abbreviation.is_some() && before > 0 && after > 0 && !prefix
    }

    fn before(&self, at: usize) -> Option<char> {
        self.signs_and_letters[..at].iter().rev().find_map(seen)
    }
    fn after(&self, at: usize) -> Option<char> {
        self.signs_and_letters[at + 1..].iter().find_map(seen)
    }
}

/// A character as its neighbours see it: not the signs of markup, of direction, and of other quotations; what is put in
/// for a placeholder is a word.
fn seen(&(exact, c): &(bool, char)) -> Option<char> {
    let unseen =
        "*_\"'\\".contains(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match exact {
        true if matches!(c, '{' | '}') => Some('x'),
        true => Some(c),
        false => (!unseen).then_some(c),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// The last of a word or of what stands for one: `José` in two parts, `(JBL)`, `St.`, `author(s)`.
fn ends_word(c: char) -> bool {
    let mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}');
    is_word(c) || mark || ")]}.!?%&+™®©”’»›".contains(c)
}

fn may_open(before: Option<char>, after: Option<char>) -> bool {
    let opening = |c: char| c.is_whitespace() || "([{<¿¡-–—/（「『“‘«„‚".contains(c);
    before.is_none_or(opening) && after.is_some_and(|c| !c.is_whitespace())
}

fn may_close(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !is_word(c))
}

/// Scripts that set no spaces between words, and their punctuation: Thai to Burmese, Khmer, Chinese, Japanese, Korean.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Parts of a text, in bytes, that stay: placeholders, addresses, targets of links, signs after a backslash.
fn as_written(text: &str) -> Vec<Range<usize>> {
    let mut exact = keep::kept(text);
    let mut from = 0;
    while let Some(start) = text[from..].find('{').map(|at| from + at) {
        let end = text[start..].find('}').map_or(text.len(), |at| start + at + 1);
        if text[start..].starts_with("{{") {
            from = start + 2;
            continue;
        }
        exact.push(start..end);
        from = end;
    }
    let targets = text.match_indices("](").map(|(at, _)| at + 1..text[at..].find(')').map_or(text.len(), |end| at + end));
    exact.extend(targets);
    exact.extend(text.match_indices('\\').map(|(at, _)| at..at + 2));
    exact
}

#[cfg(test)]
mod tests;
