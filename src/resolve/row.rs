//! What a row of a table says in place of the content: its event, words of its own, links and a picture; and the words
//! that texts take from its columns.

use super::translate::{Laid, take_words, untranslated_words};
use super::{Context, put_words_in};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{Block, BlockName, Body, Class, Event, Image, Kind, Lock, Payload, Placing, Pseudo, RowWords, folded};
use jiff::civil::{Date, Time};

/// A row takes the place of the content's first event; a content without one gets `event.main`. It speaks its own language,
/// else that of the content; in another one it says what it has words for.
pub(super) fn put_event_in(laid: &mut Laid, event: &Event, tag: &str, diagnostics: &mut Vec<Diagnostic>) {
    let content = &mut laid.content;
    let name = content.blocks.iter().find(|b| b.name.kind == Kind::Event).map(|block| block.name.clone());
    let name = name.unwrap_or_else(|| BlockName::new(Kind::Event, "main"));
    laid.fallbacks.remove(&name);
    let mut body = Body::Event(Box::new(event.clone()));
    let own = event.language.as_ref().unwrap_or(&content.language);
    if own.value != tag && Pseudo::from_tag(tag).is_none() {
        let words = event.words.get(tag);
        laid.fallbacks.extend(untranslated_words(&body, words).map(|missing| (name.clone(), missing)));
        words.into_iter().for_each(|words| take_words(&mut body, words));
    }
    match content.blocks.iter_mut().find(|block| block.name == name) {
        Some(block) => block.body = body,
        None => {
            let (lock, class) = (Lock::Safety, Class::General);
            content.blocks.push(Block { name, body, lock, class, placing: Placing::default(), origin: event.origin });
        }
    }
    put_words_in(content, &event.say, false, diagnostics);
    laid.fallbacks.retain(|name, _| !event.say.contains_key(name));
    put_links_in(laid, event, diagnostics);
    put_picture_in(laid, event);
}

/// Rows take the place of the content's first event, one after the other, as `event.ID`. Each speaks its own language, or has
/// words in that of the sheet.
pub(super) fn put_season_in(laid: &mut Laid, season: &[(&str, &Event)], tag: &str) {
    let content = &mut laid.content;
    let place = content.blocks.iter().position(|block| block.name.kind == Kind::Event);
    let place = place.map_or(content.blocks.len(), |at| {
        laid.fallbacks.remove(&content.blocks.remove(at).name);
        at
    });
    for (n, (id, event)) in season.iter().enumerate() {
        let name = BlockName::new(Kind::Event, *id);
        let mut body = Body::Event(Box::new((*event).clone()));
        let own = event.language.as_ref().unwrap_or(&content.language);
        if own.value != tag && Pseudo::from_tag(tag).is_none() {
            let words = event.words.get(tag);
            laid.fallbacks.extend(untranslated_words(&body, words).map(|missing| (name.clone(), missing)));
            words.into_iter().for_each(|words| take_words(&mut body, words));
        }
        let (lock, class, placing) = (Lock::Safety, Class::General, Placing::default());
        content.blocks.insert(place + n, Block { name, body, lock, class, placing, origin: event.origin });
    }
}

fn put_links_in(laid: &mut Laid, event: &Event, diagnostics: &mut Vec<Diagnostic>) {
    for (code, link) in &event.links {
        let names = || laid.content.blocks.iter().filter(|b| b.name.kind == Kind::Qr).map(|b| b.name.name.clone());
        let all: Vec<String> = names().collect();
        match laid.content.blocks.iter_mut().find(|b| b.name.kind == Kind::Qr && b.name.name == *code) {
            Some(block) if block.lock > Lock::Organization => {
                let message = format!("`{}` is locked and cannot be changed by an event", block.name);
                let diagnostic = Diagnostic::error(&checks::LOCKED_TEXT, link.span, message).also(block.origin, "locked here");
                diagnostics.push(diagnostic.help("empty the cell"));
            }
            Some(block) => {
                if let Body::Qr(qr) = &mut block.body {
                    (qr.payload, qr.readable) = (Payload::Link(link.clone()), None);
                }
            }
            None => {
                let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, link.span, format!("there is no code `qr.{code}`"));
                diagnostics.push(match near(code, all.iter().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("did you mean `qr.{near}`?")),
                    None => diagnostic.help(format!("the content has: {}", all.join(", "))),
                });
            }
        }
    }
}

/// In place of the first picture; a content without one gets `image.event`.
fn put_picture_in(laid: &mut Laid, event: &Event) {
    let Some(picture) = &event.picture else { return };
    let (file, alt, credit) = (picture.file.clone(), picture.alt.clone(), picture.credit.clone());
    let body = Body::Image(Image { file, alt, focus: Image::FOCUS, credit });
    match laid.content.blocks.iter_mut().find(|block| block.name.kind == Kind::Image && block.lock <= Lock::Organization) {
        Some(block) => {
            block.body = body;
            laid.fallbacks.remove(&block.name);
        }
        None => laid.content.blocks.push(Block {
            name: BlockName::new(Kind::Image, "event"),
            body,
            lock: Lock::Free,
            class: Class::General,
            placing: Placing::default(),
            origin: event.origin,
        }),
    }
}

/// What a column of the row says, for `{row.NAME}`: days and times as the language writes them. `Ok(None)`: the cell is
/// empty. The error is the nearest column there is.
pub(super) fn value(context: &Context<'_>, column: &str) -> Result<Option<String>, Option<String>> {
    let wanted = folded(column);
    let mut rows = context.rows.iter().filter(|words| !words.is_empty());
    let Some(text) = rows.clone().find_map(|words| words.get(&wanted)) else {
        let names: Vec<&str> = rows.by_ref().flat_map(|words: &&RowWords| words.keys()).map(String::as_str).collect();
        return Err(near(&wanted, names.into_iter()).map(str::to_string));
    };
    Ok(Some(worded(context, &text.value)).filter(|words| !words.is_empty()))
}

fn worded(context: &Context<'_>, text: &str) -> String {
    let day = |text: &str| text.parse::<Date>().ok().filter(|_| text.len() == 10);
    let time = |text: &str| text.parse::<Time>().ok().filter(|_| matches!(text.len(), 5 | 8) && text.contains(':'));
    if let Some(date) = day(text) {
        return context.date_words(date);
    }
    if let Some(time) = time(text) {
        return context.time_words(time);
    }
    match text.split_once('T').and_then(|(date, clock)| Some((day(date)?, time(clock)?))) {
        Some((date, time)) => format!("{}, {}", context.date_words(date), context.time_words(time)),
        None => text.to_string(),
    }
}

/// Where the row stands, for messages.
pub(super) fn place(context: &Context<'_>, column: &str) -> Option<Span> {
    let wanted = folded(column);
    let text: Option<&At<String>> = context.rows.iter().find_map(|words| words.get(&wanted));
    text.map(|text| text.span)
}
