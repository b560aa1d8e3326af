//! A network and its password in words beside the code that carries them: one letter of what people type is another.

use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Body, Payload};

/// A shorter word may be any.
const SHORTEST: usize = 6;

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let networks = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Qr(code) => match &code.payload {
            Payload::Wifi(wifi) => Some(wifi),
            _ => None,
        },
        _ => None,
    });
    for wifi in networks {
        let keys: Vec<&At<String>> = std::iter::once(&wifi.network).chain(&wifi.password).collect();
        for passage in sheet.passages.iter().filter(|p| p.is_words()) {
            found.extend(keys.iter().find_map(|key| {
                let said = nearly(&passage.text.value, &key.value)?;
                let message = format!("the words say `{said}`, and the code carries `{}`", key.value);
                Some(
                    Diagnostic::warning(&checks::BAD_VALUE, passage.text.span, message)
                        .also(key.span, "the code")
                        .help("write the same in both places, letter by letter"),
                )
            }));
        }
    }
}

/// A word that is nearly what the code carries, where what it carries is not there.
fn nearly<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    if key.chars().count() < SHORTEST {
        return None;
    }
    let pieces = text.split(|c: char| c.is_whitespace() || "*“”«»\"()[]".contains(c));
    let pieces: Vec<&str> = pieces.map(|piece| piece.trim_matches(['.', ',', ';', ':', '!', '?'])).collect();
    if key.split_whitespace().all(|word| pieces.contains(&word)) {
        return None;
    }
    pieces.into_iter().find(|piece| {
        let is_written =
            piece.chars().count() >= SHORTEST && piece.contains(|c: char| c.is_ascii_digit() || c.is_uppercase() || c == '-');
        let allowed = if key.chars().count() > 9 { 2 } else { 1 };
        is_written && strsim::osa_distance(&piece.to_lowercase(), &key.to_lowercase()) <= allowed
    })
}

#[cfg(test)]
mod tests {
    use super::nearly;

    #[test]
    fn a_password_has_every_letter() {
        for text in ["Password: welcome2072", "password welcom2027.", "It is Welcome2027!"] {
            assert!(nearly(text, "welcome2027").is_some(), "{text}");
        }
        for text in ["Password: welcome2027", "You are welcome", "welcome to all"] {
            assert!(nearly(text, "welcome2027").is_none(), "{text}");
        }
    }
}
