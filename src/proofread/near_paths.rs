//! Pages of one site whose addresses differ by a letter: `library.org/nigth` beside `library.org/night`. One of them is not there.

use super::addresses::host_of;
use super::passages::{Part, Passage, of_content};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::qr::payload;

/// A page: its site, and its path in small letters.
struct Page<'p> {
    host: String,
    path: String,
    at: &'p At<String>,
}

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let is_translation = sheet.language != sheet.content.language.value;
    let keys = if is_translation { of_content(sheet.content) } else { Vec::new() };
    let keys = keys.iter().filter(|p| p.part == Part::Link);
    let all: Vec<Page<'_>> = keys.chain(&sheet.passages).flat_map(pages).collect();
    found.extend(all.iter().enumerate().find_map(|(i, page)| {
        let other = all[..i].iter().find(|other| other.host == page.host && is_slip(&other.path, &page.path))?;
        let message = format!("`{0}/{1}` and `{0}/{2}` are nearly the same page", page.host, page.path, other.path);
        Some(
            Diagnostic::warning(&checks::NEAR_HOST, page.at.span, message)
                .also(other.at.span, "the other")
                .help("open both, and write the one that is there in both places"),
        )
    }));
}

fn pages<'p>(passage: &Passage<'p>) -> Vec<Page<'p>> {
    let text = passage.text.value.as_str();
    let pieces: Vec<&str> = match passage.part {
        Part::Link => vec![text.trim()],
        Part::Words if text.contains('/') => text.split(|c: char| c.is_whitespace() || "()[]<>*“”\"".contains(c)).collect(),
        _ => Vec::new(),
    };
    let page = |piece: &str| {
        let piece = piece.trim_matches(|c: char| ".,;:!?".contains(c));
        let host = if passage.part == Part::Link { payload::host(piece) } else { host_of(piece) }?;
        let rest = piece.split_once("://").map_or(piece, |(_, rest)| rest);
        let path = rest.split_once('/')?.1.split(['?', '#']).next()?.trim_end_matches('/').to_lowercase();
        (!path.is_empty() && !path.contains('{')).then(|| Page {
            host: host.trim_start_matches("www.").to_string(),
            path,
            at: passage.text,
        })
    };
    pieces.into_iter().filter_map(page).collect()
}

/// One word of a path has another letter, one too many or two that have changed places. Numbers and plurals are other pages.
fn is_slip(a: &str, b: &str) -> bool {
    let parts = |path: &str| path.split(['/', '-', '_', '.']).map(str::to_string).collect::<Vec<_>>();
    let (a, b) = (parts(a), parts(b));
    let mut differ = a.iter().zip(&b).filter(|(a, b)| a != b);
    let Some((one, other)) = differ.next().filter(|_| a.len() == b.len() && differ.next().is_none()) else { return false };
    let letters = |word: &str| word.len() > 4 && word.chars().all(char::is_alphabetic);
    let is_form = |a: &str, b: &str| ["s", "d", "r", "n"].iter().any(|end| a.strip_suffix(end) == Some(b));
    // `/taxx` beside `/tax`: a letter twice.
    let is_doubled = |long: &str, short: &str| {
        let all: Vec<char> = long.chars().collect();
        let without = |i: usize| all.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, c)| *c).collect::<String>();
        short.len() > 2 && (1..all.len()).any(|i| all[i] == all[i - 1] && all[i].is_alphabetic() && without(i) == short)
    };
    if is_doubled(one, other) || is_doubled(other, one) {
        return true;
    }
    letters(one) && letters(other) && !is_form(one, other) && !is_form(other, one) && strsim::osa_distance(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_is_told_from_another_page() {
        assert!(
            is_slip("night", "nigth")
                && is_slip("tickets", "tikets")
                && is_slip("a/form-night", "a/form-nigth")
                && is_slip("taxx", "tax")
        );
        for (a, b) in [("event", "events"), ("2026", "2027"), ("night", "light/x"), ("forms/a", "forms/b"), ("map", "mop")] {
            assert!(!is_slip(a, b), "{b}");
        }
    }
}
