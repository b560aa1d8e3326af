//! The words under a code against what it carries: another address, another number, another word to send.

use super::Sheet;
use super::addresses::{host_of, mails, two_tops};
use super::numbers::numbers;
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{Body, Payload, Qr, TextMessage};
use crate::qr::{payload, phone};

pub(super) fn check(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for block in &sheet.content.blocks {
        let Body::Qr(code) = &block.body else { continue };
        found.extend(labelled(code, sheet.language).or_else(|| other_in_label(code, sheet.language)));
        let Some(readable) = code.readable.as_ref().filter(|words| !words.value.contains('{')) else { continue };
        found.extend(link(code, readable).or_else(|| other(code, readable, sheet.language)));
    }
}

/// Words that show another address than the one a code leads to.
fn link(code: &Qr, readable: &At<String>) -> Option<Diagnostic> {
    let Payload::Link(link) = &code.payload else { return None };
    let shown = shown(&readable.value)?;
    let host = host_of(shown)?;
    if let Some((message, help)) = two_tops(shown, &host) {
        return Some(Diagnostic::error(&checks::BAD_URL, readable.span, message).help(help));
    }
    let to = payload::host(&link.value)?;
    let tell = |message: String| {
        let told = match host == to {
            true => Diagnostic::warning(&checks::BAD_URL, readable.span, message),
            false => Diagnostic::error(&checks::BAD_URL, readable.span, message),
        };
        told.also(link.span, "the code").help("write the same address in both places")
    };
    if host != to {
        return Some(tell(format!("the code leads to `{to}`, and the words under it say `{host}`")));
    }
    let (said, whole) = (path_of(shown), path_of(&link.value));
    // The words may stop early: the beginning of a path, or the host alone.
    (!whole.starts_with(&said))
        .then(|| tell(format!("the code leads to `{to}/{whole}`, and the words under it say `{host}/{said}`")))
}

/// `Call (406) 555-0110` over a code that opens a page.
fn labelled(code: &Qr, language: &str) -> Option<Diagnostic> {
    let Payload::Link(link) = &code.payload else { return None };
    let number = numbers(&code.label.value, language).into_iter().find(|number| number.fault.is_none())?;
    let message = format!("the words over the code say `{}`, and it leads to `{}`", number.text, link.value);
    Some(
        Diagnostic::warning(&checks::BAD_VALUE, code.label.span, message)
            .also(link.span, "the code")
            .help("say what it leads to, or write `call = \"...\"` in place of the link"),
    )
}

/// `Call (406) 555-0199` over a code that calls 555-0100, `help@` over one that writes to `desk@`.
fn other_in_label(code: &Qr, language: &str) -> Option<Diagnostic> {
    let label = &code.label;
    let (wanted, span) = carried(code, &label.value, language)?;
    // Words without a number or a mail address say nothing else.
    let says_another = matches!(code.payload, Payload::Email { .. }) || !numbers(&label.value, language).is_empty();
    if !says_another {
        return None;
    }
    let message = format!("the words over the code say `{}`, and it carries `{wanted}`", label.value);
    Some(Diagnostic::error(&checks::BAD_VALUE, label.span, message).also(span, "the code").help("write the same in both places"))
}

/// The word of a text that is an address.
fn shown(text: &str) -> Option<&str> {
    let pieces = text.split_whitespace().map(|piece| piece.trim_matches(|c: char| ".,;:!?()“”\"".contains(c)));
    let mut addresses = pieces.filter(|piece| host_of(piece).is_some());
    addresses.next().filter(|_| addresses.next().is_none())
}

/// Path and query in small letters, without slashes round them.
fn path_of(address: &str) -> String {
    let rest = address.trim().split_once("://").map_or(address.trim(), |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.split('#').next().unwrap_or_default().trim_matches('/').to_lowercase()
}

/// The number, the mail address or the word to send of another one.
fn other(code: &Qr, readable: &At<String>, language: &str) -> Option<Diagnostic> {
    let text = readable.value.as_str();
    let keyword = || match &code.payload {
        Payload::Text(message) => Some((other_keyword(&message.say.as_ref()?.value, text)?, message.to.span)),
        _ => None,
    };
    let (wanted, span) = carried(code, text, language).or_else(keyword)?;
    let message = format!("the words under the code say `{text}`, and it carries `{wanted}`");
    Some(
        Diagnostic::error(&checks::BAD_VALUE, readable.span, message)
            .also(span, "the code")
            .help("write the same in both places, or take `readable` out: then what it carries is printed"),
    )
}

/// The number or the mail address that a code carries, and where it is written, where a text says another one.
fn carried(code: &Qr, text: &str, language: &str) -> Option<(String, Span)> {
    match &code.payload {
        Payload::Call(number) | Payload::Text(TextMessage { to: number, .. }) => {
            Some((other_number(number, text, language)?, number.span))
        }
        Payload::Email { to, .. } => {
            let wrong = mails(text).next().filter(|mail| !mail.eq_ignore_ascii_case(&to.value) && !to.value.contains('{'));
            wrong.map(|_| (to.value.clone(), to.span))
        }
        _ => None,
    }
}

/// An address, or another number: one slip of a finger apart is told where all numbers of a sheet are.
fn other_number(number: &At<String>, text: &str, language: &str) -> Option<String> {
    let digits = phone::parse(&number.value).ok()?.digits;
    let ten = |digits: &str| digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(digits).to_string();
    let said = numbers(text, language);
    let is_there = said.iter().any(|n| n.fault.is_none() && ten(&n.digits) == ten(&digits));
    let is_other = !said.is_empty() && !is_there || said.is_empty() && shown(text).is_some();
    is_other.then(|| number.value.clone())
}

/// `Text DRIP to ...` under a code that sends `LEAK`: the words in capitals are others.
fn other_keyword(keyword: &str, text: &str) -> Option<String> {
    let mut shouted = text.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_numeric()) && word.chars().any(char::is_alphabetic)
    });
    let first = shouted.next()?;
    let is_there = std::iter::once(first).chain(shouted).any(|word| word.eq_ignore_ascii_case(keyword.trim()));
    (!is_there && !keyword.contains([' ', '{'])).then(|| keyword.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_under_a_code_are_what_it_carries() {
        assert!("water/pipes".starts_with(&path_of("library.example.org/Water/")));
        assert_eq!(shown("More at library.example.org."), Some("library.example.org"));
        assert_eq!((shown("Scan me"), shown("a.example.org or b.example.org")), (None, None));
        let number = At::new("(406) 555-0103".to_string(), Span::NONE);
        for (text, is_other) in [
            ("(406) 555-0103", false),
            ("406-555-0103", false),
            ("Scan to call", false),
            ("Text LEAK to 1-406-555-0103", false),
            ("(406) 555-0301", true),
            ("library.example.org", true),
        ] {
            assert_eq!(other_number(&number, text, "en").is_some(), is_other, "{text}");
        }
        assert!(other_keyword("LEAK", "Text DRIP to 233733").is_some());
        assert!(other_keyword("LEAK", "Text LEAK to 233733").is_none() && other_keyword("leak", "Text us").is_none());
    }
    #[test]
    fn words_over_a_code_are_what_it_carries() {
        let text = |text: &str| At::new(text.to_string(), Span::NONE);
        let payload = || Payload::Call(text("(406) 555-0100"));
        let code = |label: &str| Qr { payload: payload(), label: text(label), readable: None, unless: None };
        assert!(other_in_label(&code("Call (406) 555-0199"), "en").is_some());
        for label in ["Call (406) 555-0100", "Call us", "Call 24 hours a day"] {
            assert!(other_in_label(&code(label), "en").is_none(), "{label}");
        }
    }
}
