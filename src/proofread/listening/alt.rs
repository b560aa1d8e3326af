//! `missing-alt`: a picture whose words say nothing of it, and one of which nobody has said whether it is decoration.

use super::listed;
use crate::diag::{Diagnostic, checks};
use crate::model::Event;
use crate::proofread::passages::Passage;

const VAGUE: &str = include_str!("../../../assets/registries/vague-alt.txt");
const ENDINGS: [&str; 8] = [".jpg", ".jpeg", ".png", ".svg", ".svgz", ".gif", ".webp", ".tif"];

/// The `alt` of a picture or a mark. Empty says that it is decoration.
pub(super) fn check(passage: &Passage<'_>) -> Option<Diagnostic> {
    if passage.key != "alt" {
        return None;
    }
    let alt = passage.text.value.as_str();
    let (lower, words) = (alt.trim().to_lowercase(), alt.trim());
    let message = match () {
        () if alt.is_empty() => return None,
        () if words.is_empty() => "the `alt` is blank".to_string(),
        () if ENDINGS.iter().any(|ending| lower.ends_with(ending)) => format!("the `alt` is the name of a file, `{words}`"),
        () if listed(VAGUE, passage.language, words) => format!("the `alt` `{words}` does not say what is to be seen"),
        () => return None,
    };
    let help = "say what the picture tells whoever sees it; where it tells nothing, `alt = \"\"`";
    Some(Diagnostic::warning(&checks::MISSING_ALT, passage.text.span, message).help(help))
}

/// A row with a picture and without words for it. A cell cannot tell decoration from words still to come.
pub(super) fn of_event(event: &Event) -> Option<Diagnostic> {
    let picture = event.picture.as_ref()?;
    let is_missing = picture.alt.value.is_empty() && picture.alt.span == picture.file.span;
    is_missing.then(|| {
        let message = format!("the picture `{}` has no words for whoever cannot see it", picture.file.value);
        let help = "fill `picture_alt`; where the picture is decoration, write `decoration` there";
        Diagnostic::warning(&checks::MISSING_ALT, picture.file.span, message).help(help)
    })
}
