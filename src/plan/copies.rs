//! Copies that are each their own: rows of a table, and numbers that count on. Every number is given once.

use super::{Planner, Share, Shared};
use crate::diag::{Diagnostic, checks};
use crate::model::{Body, Fill, Gang, Make, Name, PresetChoice, Purpose, SheetOrder};
use crate::registry::{holds_word, of_language};
use std::ops::Range;

const ENTRY: &str = include_str!("../../assets/registries/entry-words.txt");

/// More in one file would fill the memory: each is laid out by itself.
const MOST: u32 = 10_000;

/// A pattern for numbers: `T-0001` counts on at its last digits, and keeps as many.
#[derive(Clone, Debug, PartialEq)]
struct Pattern {
    before: String,
    first: u64,
    digits: usize,
    after: String,
}

impl Pattern {
    /// `None`: there is no digit in it, or more than fifteen.
    fn of(text: &str) -> Option<Pattern> {
        let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        let start = text[..end]
            .rfind(|c: char| !c.is_ascii_digit())
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let digits = &text[start..end];
        let first = digits.parse().ok().filter(|_| digits.len() <= 15)?;
        Some(Pattern { before: text[..start].to_string(), first, digits: digits.len(), after: text[end..].to_string() })
    }

    fn number(&self, n: u64) -> String {
        format!("{}{:0digits$}{}", self.before, self.first + n, self.after, digits = self.digits)
    }
}

/// Numbers that a make has given: of which content, in which spelling, from where to where.
pub(super) struct Given {
    content: Name,
    before: String,
    after: String,
    numbers: Range<u64>,
}

impl Planner<'_> {
    /// Whether the copies of a make can be told apart as it asks. What cannot is said.
    pub(super) fn can_be_told_apart(&mut self, make: &Make) -> bool {
        let place = |span: crate::diag::Span| if span.is_none() { make.origin } else { span };
        let counted = self.project.contents.get(&make.content.value).and_then(|content| {
            let mut found = None;
            content.blocks.iter().for_each(|block| {
                block.body.texts(&mut |text| {
                    if found.is_none() && text.value.contains("{copy") {
                        found = Some(text.span);
                    }
                });
            });
            found
        });
        if let (Some(used), None) = (counted, &make.numbers) {
            let message = format!("`{}` numbers its copies, and this order does not say from where", make.content.value);
            let diagnostic = Diagnostic::error(&checks::MISSING_KEY, make.origin, message)
                .also(used, "the number is printed here")
                .help("add the first number: `numbers = \"0001\"`, and `quantity`");
            self.report(diagnostic);
            return false;
        }
        if let Some(numbers) = &make.numbers {
            if Pattern::of(&numbers.value).is_none() {
                let message = format!("`numbers` is `{}`, which has no digits to count on", numbers.value);
                self.report(
                    Diagnostic::error(&checks::BAD_VALUE, numbers.span, message).help("write the first of them: \"T-0001\""),
                );
                return false;
            }
            if counted.is_none() {
                let message = format!("no text or code of `{}` shows the number", make.content.value);
                self.report(Diagnostic::error(&checks::BAD_VALUE, numbers.span, message).help("write `{copy}` where it goes"));
                return false;
            }
            self.typed_number(make, &numbers.value);
            self.same_code(make);
            if make.rows.is_none() && make.quantity.is_none() && make.quantities.is_empty() {
                let message = "nothing says how many are numbered";
                self.report(Diagnostic::error(&checks::MISSING_KEY, numbers.span, message).help("add `quantity = 500`"));
                return false;
            }
            let several = make.languages.as_ref().unwrap_or(&self.project.defaults.languages).len() > 1 || make.formats.len() > 1;
            if several || make.presets != PresetChoice::Formats {
                let message = "copies with numbers are made in one format and one language: else each number would come twice";
                let help = "write a `[[make]]` for each, with numbers of its own";
                self.report(Diagnostic::error(&checks::BAD_VALUE, numbers.span, message).help(help));
                return false;
            }
        }
        let own = make.rows.is_some() || make.numbers.is_some();
        let repeats = make.gang.is_some_and(|gang| gang.order == SheetOrder::OneSheet);
        if own && repeats {
            let message = "`one-sheet` prints the same sheet again and again, and here each copy is its own";
            let span = make.rows.as_ref().map(|rows| rows.file.span).or(make.numbers.as_ref().map(|n| n.span));
            let diagnostic = Diagnostic::error(&checks::BAD_VALUE, place(span.unwrap_or(make.origin)), message);
            self.report(diagnostic.help("write `order = \"across\"` or `order = \"cut-and-stack\"`"));
        }
        !(own && repeats)
    }

    /// `No. C-0001` in a text, which is the first number: it would stand on every copy.
    fn typed_number(&mut self, make: &Make, first: &str) {
        let has_letter = first.chars().any(|c| !c.is_ascii_digit());
        let Some(content) = self.project.contents.get(&make.content.value).filter(|_| has_letter) else { return };
        let mut typed = None;
        content.blocks.iter().for_each(|block| {
            block.body.texts(&mut |text| {
                if typed.is_none() && text.value.contains(first) {
                    typed = Some(text.span);
                }
            });
        });
        if let Some(span) = typed {
            let message = format!("`{first}` is typed here, and every copy would say it");
            self.report(Diagnostic::warning(&checks::SAME_NUMBER, span, message).help("write `{copy}` in its place"));
        }
    }

    /// A code that is scanned at the door, and is the same on all copies.
    fn same_code(&mut self, make: &Make) {
        let Some(content) = self.project.contents.get(&make.content.value) else { return };
        let cues = of_language(ENTRY, &content.language.value);
        let code = content.blocks.iter().find_map(|block| {
            let Body::Qr(qr) = &block.body else { return None };
            let label = qr.label.value.to_lowercase();
            let mut is_own = false;
            block.body.texts(&mut |text| is_own |= text.value.contains("{copy") || text.value.contains("{row."));
            (!is_own && cues.iter().any(|cue| holds_word(&label, cue))).then_some(qr.label.span)
        });
        if let Some(span) = code {
            let message = "this code is the same on every copy, and each has a number of its own";
            self.report(
                Diagnostic::warning(&checks::SAME_NUMBER, span, message)
                    .help("write `{copy}` in what the code carries: `link = \"https://.../{copy}\"`"),
            );
        }
    }

    /// How a product shares its sheets: with other organizations, or each copy of it with the others.
    pub(super) fn shared(&mut self, make: &Make, org: &Name, quantity: Option<u32>, purpose: Purpose) -> Option<Shared> {
        if make.rows.is_none() && make.numbers.is_none() {
            // A screen shows one product a file: nothing is put on sheets.
            let how = make.gang.filter(|_| purpose != Purpose::Screen)?;
            let share = Share { org: org.clone(), copies: quantity.unwrap_or(1), row: None, copy: None };
            return Some(Shared { shares: vec![share], how });
        }
        let mut shares: Vec<Share> = Vec::new();
        let one = |row: Option<&Name>| Share { org: org.clone(), copies: 1, row: row.cloned(), copy: None };
        match &make.rows {
            Some(rows) => {
                for name in &rows.names {
                    let wanted = self.project.rows.get(name).and_then(|row| row.quantity.as_ref()).map_or(1, |q| q.value);
                    let room = (MOST as usize + 1).saturating_sub(shares.len());
                    match make.numbers.is_some() {
                        true => shares.extend(std::iter::repeat_n(one(Some(name)), room.min(wanted as usize))),
                        false => shares.push(Share { copies: wanted, ..one(Some(name)) }),
                    }
                }
            }
            None => shares.extend(std::iter::repeat_n(one(None), quantity.unwrap_or(1).min(MOST + 1) as usize)),
        }
        if shares.iter().map(|share| u64::from(share.copies)).sum::<u64>() > u64::from(MOST) {
            let message = format!("more than {MOST} copies that are each their own, in one file");
            self.report(
                Diagnostic::error(&checks::BAD_VALUE, make.origin, message).help("write a `[[make]]` for each part of them"),
            );
            return None;
        }
        self.count(make, purpose, &mut shares);
        let fill = Fill::Blank;
        let how = make.gang.map_or(Gang { order: SheetOrder::Across, fill }, |gang| Gang { fill, ..gang });
        Some(Shared { shares, how })
    }

    /// Gives each share its number. Those of another organization go on where the last has ended; an order for the office
    /// and for the press has the same.
    fn count(&mut self, make: &Make, purpose: Purpose, shares: &mut [Share]) {
        let Some((numbers, pattern)) = make.numbers.as_ref().and_then(|n| Some((n, Pattern::of(&n.value)?))) else { return };
        let key = (make.origin, purpose);
        let from = self.counted.get(&key).copied().unwrap_or(0);
        for (n, share) in shares.iter_mut().enumerate() {
            share.copy = Some(pattern.number(from + n as u64));
        }
        let to = from + shares.len() as u64;
        self.counted.insert(key, to);
        let range = pattern.first + from..pattern.first + to;
        let again = |given: &&(Given, Purpose, crate::diag::Span)| {
            let (given, of, origin) = given;
            *of == purpose
                && *origin != make.origin
                && (&given.content, &given.before, &given.after) == (&make.content.value, &pattern.before, &pattern.after)
                && given.numbers.start < range.end
                && range.start < given.numbers.end
        };
        if let Some((given, _, origin)) = self.given.iter().find(again) {
            let message = format!(
                "`{}` has the numbers {} to {} already, and this order begins with {}",
                make.content.value,
                given.numbers.start,
                given.numbers.end - 1,
                range.start
            );
            let diagnostic = Diagnostic::error(&checks::SAME_NUMBER, numbers.span, message)
                .also(*origin, "by this order")
                .help(format!("begin with `{}`", Pattern { first: given.numbers.end, ..pattern.clone() }.number(0)));
            self.report(diagnostic);
        }
        let given = Given { content: make.content.value.clone(), before: pattern.before, after: pattern.after, numbers: range };
        self.given.push((given, purpose, make.origin));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_on_at_their_last_digits() {
        let check = |text: &str, n: u64, want: &str| assert_eq!(Pattern::of(text).map(|p| p.number(n)).as_deref(), Some(want));
        check("T-0001", 0, "T-0001");
        check("T-0001", 499, "T-0500");
        check("A7/2027", 1, "A7/2028");
        check("001 of the fair", 9, "010 of the fair");
        check("9", 1, "10");
        check("№1", 1, "№2");
        assert_eq!(Pattern::of("none"), None);
        assert_eq!(Pattern::of("1234567890123456"), None);
    }
}
