//! Where words lead on a screen: links that their author has written, and phone numbers, mail and web addresses that
//! stand in them. On paper they are words.

use super::account::{LeftOut, Why};
use crate::display::Link;
use crate::document::{Document, Paragraph};
use crate::model::{BlockName, Purpose};
use crate::qr::{payload, phone};
use std::ops::Range;

/// The links of a paragraph, in its order. `part`: which part of its block it is; the number of a contact may be a
/// short code, which in other words is only a number.
pub(super) fn of(words: &Paragraph, part: &str) -> Vec<Link> {
    if part == "phone" && words.runs.iter().all(|run| run.link.is_none()) {
        return number(&words.text()).into_iter().collect();
    }
    let mut links: Vec<Link> = Vec::new();
    let mut start = 0;
    for run in &words.runs {
        let range = start..start + run.text.len() as u32;
        start = range.end;
        let target = match &run.link {
            Some(link) => Some(link.clone()),
            None if run.keep => leads(&run.text, part),
            None => None,
        };
        if target.is_none() && run.language.is_none() {
            continue;
        }
        let link = Link { range, target: target.unwrap_or_default(), language: run.language.clone() };
        let goes_on = |last: &&mut Link| {
            last.range.end == link.range.start && (&last.target, &last.language) == (&link.target, &link.language)
        };
        match links.last_mut().filter(goes_on) {
            Some(last) => last.range.end = link.range.end,
            None => links.push(link),
        }
    }
    links.into_iter().map(|link| Link { range: inked(link.range, &words.text()), ..link }).collect()
}

/// The number of a contact, which is one whatever stands behind it: `833-406-STOP (7867)`, `(406) 444-1776 ext. 12`.
fn number(text: &str) -> Option<Link> {
    let number = phone::parted(text).map_or(text, |(number, _)| number);
    let (target, words) = match payload::call(text) {
        Ok(target) => (target, text),
        Err(_) => (payload::call(number).ok()?, number),
    };
    Some(Link { range: inked(0..words.len() as u32, words), target, language: None })
}

/// Links of a sheet of paper whose addresses nobody reads there: neither in their own words nor anywhere else on it.
pub(super) fn unprinted(document: &Document, placed: &[BlockName], purpose: Purpose) -> Vec<LeftOut> {
    if purpose == Purpose::Screen {
        return Vec::new();
    }
    let mut silent: Vec<(LeftOut, String)> = Vec::new();
    for block in document.blocks.iter().filter(|block| placed.contains(&block.name)) {
        block.body.paragraphs(&mut |paragraph| {
            for run in &paragraph.runs {
                let Some(address) = run.link.as_deref().and_then(address) else { continue };
                if !run.text.contains(&address) && !silent.iter().any(|(_, told)| *told == address) {
                    let part = Some(format!("link {address}"));
                    silent.push((LeftOut { part, ..LeftOut::whole(block, Why::Paper) }, address));
                }
            }
        });
    }
    if silent.is_empty() {
        return Vec::new();
    }
    let mut printed = String::new();
    for block in document.blocks.iter().filter(|block| placed.contains(&block.name)) {
        block.body.paragraphs(&mut |paragraph| printed.push_str(&(paragraph.text() + "\n")));
    }
    silent.retain(|(_, address)| !printed.contains(address));
    silent.into_iter().map(|(left_out, _)| left_out).collect()
}

/// An address as it is printed: without what a reader need not type.
fn address(target: &str) -> Option<String> {
    let rest = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"))?;
    Some(rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_string())
}

/// Without the blanks at its ends.
fn inked(range: Range<u32>, text: &str) -> Range<u32> {
    let words = &text[range.start as usize..range.end as usize];
    let blank = (words.len() - words.trim_start().len()) as u32;
    range.start + blank..range.start + blank + words.trim().len() as u32
}

/// Digits of a number with its area code: fewer may be anything.
const WHOLE_NUMBER: usize = 10;

/// Where a phone number or an address leads; `None` for figures and codes.
fn leads(text: &str, part: &str) -> Option<String> {
    if text.contains('@') {
        return payload::email(text, "", "").ok();
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if part == "phone" || (digits >= WHOLE_NUMBER || has_letters_to_dial(text)) && !text.contains(['/', ':']) {
        return payload::call(text).ok();
    }
    let web = text.contains('.') && text.contains(|c: char| c.is_ascii_alphabetic());
    match text.contains("://") {
        true => payload::link(text).ok(),
        false if web => payload::link(&format!("https://{text}")).ok(),
        false => None,
    }
}

/// `833-406-STOP`: six figures at least, and capitals behind a hyphen.
fn has_letters_to_dial(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_uppercase).count();
    let figures = text.split('(').next().unwrap_or_default().chars().filter(char::is_ascii_digit).count();
    letters > 0 && letters + figures >= WHOLE_NUMBER && !text.contains(|c: char| c.is_ascii_lowercase())
}

/// What a code does, for whoever has it on the screen that would scan it. `None` where nothing on a screen does it: a
/// network, a contact, a date.
pub(super) fn of_code(payload: &str) -> Option<String> {
    if let Some(rest) = payload.strip_prefix("SMSTO:") {
        let (to, say) = rest.split_once(':').unwrap_or((rest, ""));
        return payload::text_uri(to, say).ok();
    }
    if let Some(rest) = payload.get(..8).filter(|scheme| scheme.eq_ignore_ascii_case("https://")) {
        return payload::link(&format!("{}{}", rest.to_ascii_lowercase(), &payload[8..])).ok();
    }
    ["tel:", "mailto:", "sms:", "geo:"].iter().any(|scheme| payload.starts_with(scheme)).then(|| payload.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Run;

    fn targets(text: &str, part: &str) -> String {
        let kept = Run { text: text.to_string(), keep: true, ..Run::default() };
        let words = Paragraph { runs: vec![kept], ..Paragraph::default() };
        of(&words, part).into_iter().map(|link| link.target).collect()
    }

    #[test]
    fn numbers_and_addresses_lead_somewhere() {
        assert_eq!(targets("1-888-373-7888", "text"), "tel:+18883737888");
        assert_eq!(targets("833-406-STOP (7867)", "text"), "tel:+18334067867");
        assert_eq!(targets("(406) 555-0134", "text"), "tel:+14065550134");
        assert_eq!(targets("988", "phone"), "tel:988");
        assert_eq!(targets("info@ox.example.org", "email"), "mailto:info@ox.example.org");
        assert_eq!(targets("ox.example.org/help", "web"), "https://ox.example.org/help");
        assert_eq!(targets("https://ox.example.org/", "text"), "https://ox.example.org/");
    }

    #[test]
    fn the_number_of_a_contact_is_one_link() {
        let kept = |text: &str| Run { text: text.to_string(), keep: true, ..Run::default() };
        let between = Run { text: " ".to_string(), ..Run::default() };
        for (first, second, target) in
            [("1-833-406-STOP", "(7867)", "tel:+18334067867"), ("(406) 444-1776", "ext. 12", "tel:+14064441776")]
        {
            let words = Paragraph { runs: vec![kept(first), between.clone(), kept(second)], ..Paragraph::default() };
            let links = of(&words, "phone");
            assert!(links.len() == 1 && links[0].target.starts_with(target), "{first} {second}: {links:?}");
        }
    }

    #[test]
    fn figures_and_codes_do_not() {
        for text in ["106", "24/7", "2026-11-24", "75 %", "6:30 p.m.", "B-12", "1,234,567,890", "$ 20", "8.5", "10:30"] {
            assert_eq!(targets(text, "text"), "", "{text}");
        }
    }

    #[test]
    fn a_written_link_covers_its_words_alone() {
        let run =
            |text: &str, link: Option<&str>| Run { text: text.to_string(), link: link.map(str::to_string), ..Run::default() };
        let there = Some("https://ox.example.org/");
        let words = Paragraph {
            runs: vec![run("See ", None), run("our ", there), run("page", there), run(".", None)],
            ..Paragraph::default()
        };
        assert_eq!(of(&words, "text"), [Link { range: 4..12, target: "https://ox.example.org/".to_string(), language: None }]);
    }

    #[test]
    fn codes_do_on_a_screen_what_they_do_on_paper() {
        let check = |payload: &str, want: Option<&str>| assert_eq!(of_code(payload).as_deref(), want, "{payload}");
        check("HTTPS://OX.EXAMPLE.ORG/Help", Some("https://ox.example.org/Help"));
        check("SMSTO:233733:HELP", Some("sms:233733?body=HELP"));
        check("tel:+14065550134", Some("tel:+14065550134"));
        check("WIFI:T:WPA;S:reading;;", None);
        check("BEGIN:VCARD", None);
    }
}
