//! The ways to reach somebody, each with the languages it is spoken in and its hours: a sheet in a language that a printed way
//! does not speak, and a help line that is closed when it is needed.

use super::words::{primary, rows};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::hours::is_always;
use crate::model::{Block, Body, Class, Contact};

const NO_TAGS: &str = include_str!("../../assets/registries/no-tags.txt");

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let contacts: Vec<(&Block, &Contact)> = sheet.content.blocks.iter().filter_map(contact).collect();
    for (block, contact) in &contacts {
        // Words that say which way speaks what are the way out.
        if contact.languages.is_none() {
            found.extend(unspoken(sheet, block, contact));
        }
    }
    if sheet.language == sheet.content.language.value {
        found.extend(contacts.iter().filter_map(|(_, contact)| no_tag(contact)));
        let hours = sheet.passages.iter().filter(|p| p.key == "hours");
        let any_always = hours.clone().any(|p| is_always(&p.text.value, sheet.language));
        for (block, contact) in contacts.iter().filter(|(block, _)| block.class >= Class::Safety) {
            let limited = contact.hours.as_ref().filter(|h| !h.value.contains('{') && !is_always(&h.value, sheet.language));
            found.extend(limited.filter(|_| !any_always).map(|hours| closed(block, hours)));
        }
    }
}

/// `sp` for `es`: what people take for the tag of a language.
fn no_tag(contact: &Contact) -> Option<Diagnostic> {
    let of_text = contact.text.iter().flat_map(|text| &text.languages);
    let mut all = of_text.chain(&contact.chat_languages).chain(&contact.voice_languages);
    let known: Vec<(&str, &str)> = rows(NO_TAGS).filter_map(|row| row.split_once(" = ")).collect();
    all.find_map(|tag| {
        let (_, right) = known.iter().find(|(wrong, _)| tag.value.eq_ignore_ascii_case(wrong))?;
        let message = format!("`{}` is the tag of no language", tag.value);
        Some(Diagnostic::error(&checks::BAD_VALUE, tag.span, message).help(format!("did you mean `{right}`?")))
    })
}

fn contact(block: &Block) -> Option<(&Block, &Contact)> {
    match &block.body {
        Body::Contact(contact) => Some((block, contact)),
        _ => None,
    }
}

/// What a contact calls a way to reach it, the languages spoken there (all where none is stated), and where it is written.
type Channel<'a> = (&'static str, &'a [At<String>], Option<Span>);

fn unspoken(sheet: &Sheet<'_>, block: &Block, contact: &Contact) -> Vec<Diagnostic> {
    let speaks = |all: &[At<String>]| all.is_empty() || all.iter().any(|tag| primary(&tag.value) == primary(sheet.language));
    let ways: [Channel<'_>; 3] = [
        ("text line", contact.text.as_ref().map_or(&[], |t| t.languages.as_slice()), contact.text.as_ref().map(|t| t.to.span)),
        ("chat", &contact.chat_languages, contact.chat.as_ref().map(|c| c.span)),
        ("voice line", &contact.voice_languages, contact.phone.as_ref().map(|p| p.span)),
    ];
    let silent = ways.into_iter().filter(|(_, all, _)| !speaks(all));
    let told = silent.filter_map(|(way, all, span)| {
        let spoken: Vec<&str> = all.iter().map(|tag| tag.value.as_str()).collect();
        let message =
            format!("the sheet speaks `{}`, and the {way} of `{}` only {}", sheet.language, block.name, spoken.join(", "));
        let help = "say under `languages` of the contact which way speaks what, or leave this way out on such sheets";
        Some(Diagnostic::warning(&checks::TEXT_LINE_LANGUAGE, span?, message).help(help))
    });
    told.collect()
}

fn closed(block: &Block, hours: &At<String>) -> Diagnostic {
    let message = format!("`{}` is not open at all hours, and the sheet has no line that is", block.name);
    Diagnostic::warning(&checks::LIMITED_HOURS, hours.span, message)
        .help("add a line that answers day and night, such as a national one, with its `hours`")
}
