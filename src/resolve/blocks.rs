//! Blocks of a content to blocks of a document, kind by kind.

use super::isolate::inserted;
use super::keep::telephone;
use super::reachable::{check_email, check_phone, check_url};
use super::text_message::text_line;
use super::{Context, codes, facts};
use crate::diag::{At, Diagnostic};
use crate::document::{Block, Body, ContactLine, Figure, LogoMark, Paragraph, Run};
use crate::model::{self, Class, Contact, Image, List, Lock, Logos, Numbers, Quote, Role, Stat, Text};
use crate::qr::payload;

/// How people begin a credit.
const CREDITS: &str = include_str!("../../assets/registries/credit-words.txt");

/// One block with its words. `None` when an optional placeholder leaves nothing of it.
pub(super) fn block(
    context: &Context<'_>,
    (block, role): (&model::Block, Role),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let body = match &block.body {
        model::Body::Text(words) => {
            text(context, words, diagnostics).map(|(heading, full, short)| Body::Text { heading, full, short })
        }
        model::Body::Note(words) => {
            text(context, words, diagnostics).map(|(heading, full, short)| Body::Note { heading, full, short })
        }
        model::Body::List(items) => list(context, items, false, diagnostics),
        model::Body::Steps(items) => list(context, items, true, diagnostics),
        model::Body::Quote(words) => quote(context, words, diagnostics),
        model::Body::Stat(numbers) => stat(context, numbers, diagnostics),
        model::Body::Contact(whom) => contact(context, whom, diagnostics),
        model::Body::Qr(code) => {
            codes::code(context, &block.name, (code, block.lock > Lock::Organization, block.origin), diagnostics)
        }
        model::Body::Image(image) => picture(context, image, diagnostics),
        model::Body::Logos(logos) => marks(context, logos, diagnostics),
        // Several blocks: see `event`.
        model::Body::Event(_) => None,
    }?;
    let (name, lock) = (block.name.clone(), block.lock > Lock::Organization);
    let vital = lock || block.class > Class::General || role == Role::Headline || numbers_copies(&block.body);
    Some(Block {
        name,
        origin: block.origin,
        lock,
        role,
        placing: block.placing.clone(),
        vital,
        part_of: None,
        locale: context.locale(),
        fallback: None,
        body,
    })
}

/// A text that tells one copy from another: a ticket without its number is none.
fn numbers_copies(body: &model::Body) -> bool {
    matches!(body, model::Body::Text(words) if words.full.value.contains("{copy"))
}

/// Heading, full words and short words.
type TextForms = (Option<Paragraph>, Vec<Paragraph>, Option<Vec<Paragraph>>);

fn text(context: &Context<'_>, text: &Text, diagnostics: &mut Vec<Diagnostic>) -> Option<TextForms> {
    let heading = text.heading.as_ref().and_then(|h| context.line(h, diagnostics));
    let full = context.paragraphs(&text.full, diagnostics)?;
    let short = text.short.as_ref().and_then(|s| context.paragraphs(s, diagnostics));
    Some((heading, full, short)).filter(|(_, full, _)| !full.is_empty())
}

fn list(context: &Context<'_>, list: &List, ordered: bool, diagnostics: &mut Vec<Diagnostic>) -> Option<Body> {
    let heading = list.heading.as_ref().and_then(|h| context.line(h, diagnostics));
    let lines: Vec<Option<Paragraph>> = list.items.iter().map(|i| context.line(i, diagnostics)).collect();
    // An item that is left out takes its icon along.
    let shown = list.icons.iter().zip(&lines).filter(|(_, line)| line.is_some());
    let icons = shown.map(|(name, _)| List::icon_file(&name.value)).collect();
    let items: Vec<Paragraph> = lines.into_iter().flatten().collect();
    let note = list.note.as_ref().and_then(|n| context.line(n, diagnostics));
    (!items.is_empty()).then_some(Body::List { heading, items, icons, note, ordered })
}

fn quote(context: &Context<'_>, quote: &Quote, diagnostics: &mut Vec<Diagnostic>) -> Option<Body> {
    let mut says = context.line(&quote.says, diagnostics)?;
    let sign = |text: &At<String>| Run { text: text.value.clone(), ..Run::default() };
    if let Some(((open, close), _)) = context.words("quotes", |words| words.quotes.as_ref()) {
        says.runs.insert(0, sign(open));
        says.runs.push(sign(close));
    }
    let mut by = context.line(&quote.by, diagnostics)?;
    let comma = &context.language.words.comma;
    let mut add = |text: String| by.runs.push(Run { text: format!("{comma}{text}"), ..Run::default() });
    if let Some(source) = &quote.source {
        add(inserted(&source.value, context.language));
    }
    if let Some(date) = &quote.as_of {
        add(context.date_words(date.value));
    }
    Some(Body::Quote { says, by })
}

fn stat(context: &Context<'_>, stat: &Stat, diagnostics: &mut Vec<Diagnostic>) -> Option<Body> {
    facts::check(stat, diagnostics);
    let numbers = &context.language.numbers;
    let figures = stat
        .values
        .iter()
        .map(|(key, value)| Figure {
            number: value.value,
            count: (value.value.fract() == 0.0 && (0.0..=f64::from(u16::MAX)).contains(&value.value))
                .then_some(value.value as u32),
            key: Paragraph::plain(year(&key.value, numbers), key.span),
            value: Paragraph::kept(facts::number_words(value.value, numbers), value.span),
        })
        .collect();
    let label = context.line(&stat.label, diagnostics)?;
    let (pattern, speaker) = context.sentence("source", |words| &words.source);
    let date = match context.other(speaker) {
        // A date inside a sentence of another language is written as that language does.
        Some(_) => speaker.words.dates.as_ref().map(|dates| facts::date(stat.as_of.value, dates, &speaker.numbers)),
        None => Some(context.date_words(stat.as_of.value)),
    };
    let source = pattern
        .value
        .replace("{source}", &inserted(&stat.source.value, speaker))
        .replace("{date}", &inserted(&date.unwrap_or_default(), speaker));
    let source = Paragraph::plain(source, stat.source.span).spoken(context.other(speaker));
    let caveat = stat.caveat.as_ref().and_then(|c| context.line(c, diagnostics));
    Some(Body::Stat { figures, label, source, caveat })
}

/// A key that is a year is written in the language's digits.
fn year(key: &str, numbers: &Numbers) -> String {
    if key.chars().all(|c| c.is_ascii_digit()) { numbers.digits_of(key) } else { key.to_string() }
}

fn contact(context: &Context<'_>, contact: &Contact, diagnostics: &mut Vec<Diagnostic>) -> Option<Body> {
    let name = context.line(&contact.name, diagnostics)?;
    let number = contact.phone.as_ref().and_then(|p| context.plain(p, diagnostics));
    if let Some(number) = &number {
        check_phone(number, diagnostics);
    }
    let mut lines = Vec::new();
    let mut add = |part, words: Option<Paragraph>| lines.extend(words.map(|words| ContactLine { part, words }));
    add("text", contact.text.as_ref().and_then(|t| text_line(context, t, diagnostics)));
    if let Some(email) = contact.email.as_ref().and_then(|e| context.plain(e, diagnostics)) {
        check_email(&email, diagnostics);
        add("email", Some(Paragraph::kept(&email.value, email.span)));
    }
    if let Some(web) = contact.web.as_ref().and_then(|w| context.plain(w, diagnostics)) {
        check_url(&web, diagnostics);
        add("web", Some(Paragraph::kept(payload::readable(&web.value), web.span)));
    }
    if let Some(chat) = contact.chat.as_ref().and_then(|c| context.plain(c, diagnostics)) {
        check_url(&chat, diagnostics);
        add("chat", Some(Paragraph::kept(payload::readable(&chat.value), chat.span)));
    }
    if let Some(tty) = contact.tty.as_ref().and_then(|t| context.plain(t, diagnostics)) {
        check_phone(&tty, diagnostics);
        add("tty", Some(super::lines::tty(context, &tty)));
    }
    let mut words = |field: &Option<At<String>>| field.as_ref().and_then(|f| context.line(f, diagnostics));
    add("hours", words(&contact.hours));
    add("languages", words(&contact.languages));
    add("note", words(&contact.note));
    let phone = number.map(|n| telephone(&n.value, n.span));
    // A name over ways that this organization does not have leads to nobody.
    let has_ways = contact.phone.is_some() || contact.email.is_some() || contact.web.is_some() || contact.text.is_some();
    if has_ways && phone.is_none() && lines.is_empty() {
        return None;
    }
    Some(Body::Contact { name, phone, lines })
}

/// The name alone of `Photo: Ana Example`: the program says what it is, in the language of the sheet.
fn bare_credit(credit: &str) -> &str {
    let lower = credit.to_lowercase();
    let labels = CREDITS.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(',')).map(str::trim);
    let rest = labels.filter(|label| !label.is_empty() && lower.len() == credit.len()).find_map(|label| {
        let rest = lower.strip_prefix(label)?;
        (label.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
            .then(|| credit[label.len()..].trim_start_matches([':', ' ', '\u{a0}', '-', '–']))
    });
    rest.filter(|rest| !rest.is_empty()).unwrap_or(credit)
}

fn picture(context: &Context<'_>, image: &Image, diagnostics: &mut Vec<Diagnostic>) -> Option<Body> {
    let credit = image.credit.as_ref().map(|name| {
        let (pattern, speaker) = context.sentence("credit", |words| &words.credit);
        Paragraph::plain(pattern.value.replace("{name}", &inserted(bare_credit(&name.value), speaker)), name.span)
            .spoken(context.other(speaker))
    });
    let alt = context.plain(&image.alt, diagnostics).map(|a| a.value).unwrap_or_default();
    Some(Body::Picture { file: image.file.value.clone(), alt, focus: image.focus, credit })
}

fn marks(context: &Context<'_>, logos: &Logos, diagnostics: &mut Vec<Diagnostic>) -> Option<Body> {
    let heading = logos.heading.as_ref().and_then(|h| context.line(h, diagnostics));
    let marks = logos.items.iter().map(|item| LogoMark {
        file: item.file.value.clone(),
        on_dark: item.on_dark.as_ref().map(|file| file.value.clone()),
        alt: context.plain(&item.alt, diagnostics).map(|alt| alt.value).unwrap_or_default(),
        origin: item.file.span,
    });
    Some(Body::Logos { heading, marks: marks.collect() })
}

#[cfg(test)]
mod tests {
    use super::bare_credit;

    #[test]
    fn a_credit_is_a_name() {
        for credit in
            ["Ana Example", "Photo: Ana Example", "photo by Ana Example", "Foto: Ana Example", "Photo credit: Ana Example"]
        {
            assert_eq!(bare_credit(credit), "Ana Example", "{credit}");
        }
        for credit in ["Photography Club", "Artful Press", "Photo:", "Image Works"] {
            assert_eq!(bare_credit(credit), credit);
        }
    }
}
