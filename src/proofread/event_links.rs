//! Where the codes of a sheet about one event lead, and what the words over them say of it: another page to sign up on than the event
//! has, last year's page, another price of its tickets.

use super::event_differs::{amounts, only_event};
use super::passages::{Part, Passage};
use super::words::{holds_word, of_language, primary, words};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Event, Kind, Payload, Qr};
use crate::qr::payload;

const WORDS: &str = include_str!("../../assets/registries/event-words.txt");
/// An older page is of another thing.
const YEARS: i16 = 3;

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(event) = only_event(sheet) else { return };
    found.extend(sheet.passages.iter().filter_map(|passage| other_price(passage, event)));
    if sheet.language != sheet.content.language.value {
        return;
    }
    let codes = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        crate::model::Body::Qr(code) => Some(code),
        _ => None,
    });
    found.extend(codes.filter_map(|code| other_page(code, event, sheet.language)));
    let links = sheet.passages.iter().filter(|p| p.part == Part::Link && p.block.is_some());
    found.extend(links.filter_map(|link| last_year(link.text, event)));
}

/// `Sign up` over a code that leads to another page of the site than `rsvp_link`.
fn other_page(code: &Qr, event: &Event, language: &str) -> Option<Diagnostic> {
    let (Payload::Link(link), Some(own)) = (&code.payload, &event.rsvp_link) else { return None };
    let lower = code.label.value.to_lowercase();
    let answers = of_language(WORDS, &format!("{}(", primary(language)));
    let (page, own_page) = (page(&link.value)?, page(&own.value)?);
    let is_part = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
    let is_other = page.0 == own_page.0 && !is_part(&page.1, &own_page.1);
    (is_other && answers.iter().any(|word| holds_word(&lower, word))).then(|| {
        let message = format!("`{}` leads to `{}`, and the event is answered at `{}`", code.label.value, link.value, own.value);
        Diagnostic::warning(&checks::EVENT_DIFFERS, link.span, message)
            .also(own.span, "the event")
            .help("open both, and write the one where people sign up in both places")
    })
}

/// Host and path in small letters; of a placeholder nobody knows.
fn page(link: &str) -> Option<(String, String)> {
    let host = payload::host(link).filter(|_| !link.contains('{'))?;
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path).split(['?', '#']).next().unwrap_or_default();
    Some((host.trim_start_matches("www.").to_string(), path.trim_matches('/').to_lowercase()))
}

/// `.../5k-2026`, for the 5K of the next year.
fn last_year(link: &At<String>, event: &Event) -> Option<Diagnostic> {
    let (_, path) = page(&link.value)?;
    let last = path.rsplit('/').next()?;
    let parts: Vec<&str> = last.split(['-', '_', '.']).collect();
    let years: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok().filter(|_| part.len() == 4)).collect();
    let [year] = years[..] else { return None };
    let held = event.start.value.date().year();
    let title = event.title.value.to_lowercase();
    let is_its_own = words(&title).iter().any(|word| word.text.len() > 1 && parts.contains(&word.text));
    (is_its_own && year < held && held - year <= YEARS).then(|| {
        let message = format!("`{}` is a page of {year}, and the event is in {held}", link.value);
        Diagnostic::warning(&checks::EVENT_DIFFERS, link.span, message)
            .also(event.start.span, "the event")
            .help("open it: is it the page of this year?")
    })
}

/// `Tickets: $20` over a code, of an event that costs $18.
fn other_price(passage: &Passage<'_>, event: &Event) -> Option<Diagnostic> {
    let is_label = passage.key == "label" && passage.block.is_some_and(|name| name.kind == Kind::Qr);
    let cost = event.cost.as_ref().filter(|_| is_label)?;
    let text = passage.text.value.as_str();
    let [(written, said)] = amounts(text)[..] else { return None };
    let lower = text.to_lowercase();
    let has = |sign: &str| {
        let listed = of_language(WORDS, &format!("{}{sign}", primary(passage.language)));
        listed.iter().any(|word| holds_word(&lower, word))
    };
    let known = amounts(&cost.value);
    let is_other = !known.is_empty() && !known.iter().any(|(_, amount)| *amount == said);
    (is_other && has("$") && !has("%")).then(|| {
        let message = format!("the words say `{written}`, and the event has `{}`", cost.value);
        Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
            .words(written)
            .also(cost.span, "the event")
            .help("write the same in both places")
    })
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn pages_are_compared_without_what_hangs_on_them() {
        let of = |link: &str| page(link).map(|(host, path)| format!("{host}|{path}"));
        assert_eq!(of("https://www.Prairie.example.org/5K/?a=1#b"), Some("prairie.example.org|5k".to_string()));
        assert_eq!((of("https://prairie.example.org"), of("{org.web}")), (Some("prairie.example.org|".to_string()), None));
    }
}
