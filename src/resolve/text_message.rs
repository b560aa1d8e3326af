//! The line that says what to text, and where to.

use super::Context;
use super::reachable::check_phone;
use crate::diag::Diagnostic;
use crate::document::{Paragraph, Run};
use crate::model::TextMessage;
use crate::qr::payload;

/// "Text HELP to 233733", in the words of the language.
pub(super) fn text_line(context: &Context<'_>, text: &TextMessage, diagnostics: &mut Vec<Diagnostic>) -> Option<Paragraph> {
    let to = context.plain(&text.to, diagnostics)?;
    check_phone(&to, diagnostics);
    let say = text.say.as_ref().and_then(|s| context.plain(s, diagnostics));
    let (pattern, speaker) = match say {
        Some(_) => context.sentence("text_to", |words| &words.text_to),
        None => context.sentence("text_only", |words| &words.text_only),
    };
    let mut runs = Vec::new();
    let mut rest = pattern.value.as_str();
    while let Some(at) = rest.find('{') {
        runs.push(Run { text: rest[..at].to_string(), ..Run::default() });
        let end = rest[at..].find('}').map_or(rest.len(), |e| at + e + 1);
        let value = match &rest[at..end] {
            "{to}" => to.value.clone(),
            "{say}" => say.as_ref().map(|s| s.value.clone()).unwrap_or_default(),
            other => other.to_string(),
        };
        runs.push(Run { text: value, strong: true, keep: true, ..Run::default() });
        rest = &rest[end..];
    }
    runs.push(Run { text: rest.to_string(), ..Run::default() });
    runs.retain(|r| !r.text.is_empty());
    let target = payload::text_uri(&to.value, say.as_ref().map_or("", |s| &s.value)).ok();
    runs.iter_mut().for_each(|run| run.link.clone_from(&target));
    Some(Paragraph { runs, origin: Some(to.span), locale: context.other(speaker) })
}
