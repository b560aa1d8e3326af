//! Hours of the day in languages that write `15 h`, `15h30` or `15.30 Uhr`, against those of the source: `3 p.m.` and `16 h`. Which
//! signs stand behind an hour is data.

use super::hours::noon_in_figures;
use super::times::{Time, spans, times};
use super::words::{is_letter, of_language, primary};
use super::{Pair, Passage};

const SIGNS: &str = include_str!("../../assets/registries/hour-signs.txt");

/// Hours that stand in one text of a pair alone, where both have as many.
pub(super) fn check(pair: &Pair<'_>) -> Option<String> {
    let (wanted, got) = (hours(&pair.source), hours(&pair.translated));
    // `2 p.m.` is 14 h where nothing says which half of the day it is; noon and midnight are both read as 12.
    let has_signs = |passage: &Passage<'_>| !of_language(SIGNS, passage.language).is_empty();
    let lower = pair.translated.text.value.to_lowercase();
    let halves = of_language(SIGNS, &format!("{}>", primary(pair.translated.language)));
    let is_exact = has_signs(&pair.translated) && !has_signs(&pair.source) && !halves.iter().any(|half| lower.contains(half));
    let is_same = |a: u32, b: u32| a % 720 == b % 720 && (!is_exact || a % 1440 == b % 1440 || a.is_multiple_of(720));
    let is_there = |all: &[(u32, String)], minutes: u32| all.iter().any(|(there, _)| is_same(*there, minutes));
    let (_, missing) = wanted.iter().find(|(minutes, _)| !is_there(&got, *minutes))?;
    let (_, other) = got.iter().find(|(minutes, _)| !is_there(&wanted, *minutes))?;
    (wanted.len() == got.len()).then(|| format!("`{other}` stands here, and `{missing}` in the source"))
}

/// Minutes since midnight, each once, and how they are written.
fn hours(passage: &Passage<'_>) -> Vec<(u32, String)> {
    let signs = of_language(SIGNS, passage.language);
    let text = passage.text.value.as_str();
    let with_noon = noon_in_figures(text, passage.language);
    let mut all = if signs.is_empty() { halved(&with_noon, passage.language) } else { signed(text, &signs) };
    if !signs.is_empty() && with_noon != text {
        all.push((720, "12".to_string()));
    }
    all.sort();
    all.dedup_by_key(|(minutes, _)| *minutes);
    all
}

/// `3 p.m.`, and both of `1 to 4 p.m.`
fn halved(text: &str, language: &str) -> Vec<(u32, String)> {
    let single = times(text, language).into_iter().filter(Time::is_halved);
    let mut all: Vec<(u32, String)> = single.filter_map(|t| Some((u32::from(t.minutes()?), t.text.to_string()))).collect();
    for span in spans(text, language) {
        let both = [span.from, span.to].into_iter().filter_map(|minutes| u32::try_from(minutes).ok());
        all.extend(both.map(|minutes| (minutes, span.text.to_string())));
    }
    all
}

/// `15 h`, `15h30`, `15 h 30`, `15.30 Uhr`, `15:30 Uhr`.
fn signed(text: &str, signs: &[&str]) -> Vec<(u32, String)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|i| at + i) {
        let end = from + digits(&text[from..]);
        at = end;
        let before = text[..from].chars().next_back();
        if end - from > 2 || before.is_some_and(|c| is_letter(c) || ".,:/".contains(c)) {
            continue;
        }
        let minute = |rest: &str| Some(digits(rest)).filter(|length| *length == 2).and_then(|_| rest[..2].parse::<u32>().ok());
        let pointed = text[end..].strip_prefix(['.', ':']).and_then(minute);
        let behind = end + pointed.map_or(0, |_| 3);
        let rest = text[behind..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let lower = rest.to_lowercase();
        let sign = signs.iter().find(|sign| {
            lower.strip_prefix(**sign).is_some_and(|next| !next.starts_with(|c: char| is_letter(c) && !c.is_ascii_digit()))
        });
        let Some(sign) = sign.filter(|_| rest.is_char_boundary(sign.map_or(0, |s| s.len()))) else { continue };
        let tail = rest[sign.len()..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        // `15 h 30`, and not `15 h, 30 places`.
        let minutes = pointed.or_else(|| minute(tail)).unwrap_or(0);
        let Ok(hour) = text[from..end].parse::<u32>() else { continue };
        if hour < 25 && minutes < 60 {
            let stop = text.len() - rest.len() + sign.len();
            found.push((hour * 60 + minutes, text[from..stop].to_string()));
        }
        at = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_with_their_sign() {
        let minutes =
            |text: &str, tag: &str| signed(text, &of_language(SIGNS, tag)).into_iter().map(|(m, _)| m).collect::<Vec<_>>();
        assert_eq!(minutes("de 15 h à 20 h 30", "fr"), [900, 1230]);
        assert_eq!(minutes("das 13h às 17h30", "pt"), [780, 1050]);
        assert_eq!(minutes("von 9.30 Uhr bis 17 Uhr", "de"), [570, 1020]);
        assert_eq!(minutes("Salle 15, 2 heureux, 1.5 h", "fr"), [0u32; 0]);
    }
}
