//! A last day to register, and no way to do so: neither a link nor a number of the event, nor a code on its sheet.

use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Body, Payload};

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let has_code = sheet.content.blocks.iter().any(|block| match &block.body {
        Body::Qr(qr) => matches!(qr.payload, Payload::Link(_) | Payload::Call(_) | Payload::Text(_) | Payload::Email { .. }),
        _ => false,
    });
    if has_code || sheet.language != sheet.content.language.value {
        return;
    }
    let lonely = sheet.events().filter(|event| event.rsvp.is_none() && event.rsvp_link.is_none() && event.rsvp_phone.is_none());
    found.extend(lonely.filter_map(|event| event.rsvp_by.as_ref()).map(|by| {
        let message = "`rsvp_by` says until when, and nothing says how people register";
        let help = "add `rsvp_link` or `rsvp_phone`, a code of the content, or `rsvp = true` where the words say how";
        Diagnostic::error(&checks::MISSING_KEY, by.span, message).help(help)
    }));
}
