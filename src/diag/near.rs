//! "Did you mean": the nearest name there is, and which there are.

/// The name nearest to a mistyped one, when it is near enough to be meant. Capitals, blanks, `-` and `_` do not count.
pub fn near<'a>(typed: &str, there_are: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let far_enough = 1 + typed.chars().count() / 3;
    let typed = bare(typed);
    let scored = there_are.filter_map(|name| {
        let plain = bare(name);
        let distance = strsim::damerau_levenshtein(&typed, &plain);
        // `qrcode` for `qr` is nearer than it is to `quote`, letter by letter.
        let longer = plain.len() > 1 && typed.starts_with(&plain) && typed.len() > plain.len();
        let rank = if distance > 1 && longer { 1 } else { distance };
        (longer || distance <= far_enough).then_some((rank, distance, name))
    });
    scored.min_by_key(|(rank, distance, _)| (*rank, *distance)).map(|(.., name)| name)
}

/// The same among names that are also called otherwise: name, and another word for it.
pub fn near_alias<'a>(typed: &str, also_called: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Option<&'a str> {
    let bare_typed = bare(typed);
    let begins = |(_, word): &(&str, &str)| bare_typed.chars().count() > 2 && bare(word).starts_with(&bare_typed);
    let whole = also_called.clone().find(|(_, word)| bare(word) == bare_typed);
    let found = whole.or_else(|| also_called.clone().find(begins));
    let word = found.map(|(_, word)| word).or_else(|| near(typed, also_called.clone().map(|(_, word)| word)));
    word.and_then(|word| also_called.clone().find(|(_, w)| *w == word)).map(|(name, _)| name)
}

/// What to type in place of a name that nothing has: the nearest; those that share a word with it; all there are; or
/// `nothing`, where there are none.
pub fn hint<'a>(typed: &str, there_are: impl Iterator<Item = &'a str> + Clone, nothing: &str) -> String {
    const SHOWN: usize = 12;
    let named = |names: &[&str]| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    let akin: Vec<&str> = there_are.clone().filter(|name| is_akin(typed, name)).take(SHOWN).collect();
    if akin.len() > 1 {
        return format!("there is: {}", named(&akin));
    }
    if let Some(near) = near(typed, there_are.clone()).or(akin.first().copied()) {
        return format!("did you mean `{near}`?");
    }
    let sharing: Vec<&str> = there_are.clone().filter(|name| shares_word(typed, name)).take(SHOWN).collect();
    if !sharing.is_empty() {
        return format!("there is: {}", named(&sharing));
    }
    let all: Vec<&str> = there_are.collect();
    match all.len() {
        0 => nothing.to_string(),
        1..=40 => format!("there is: {}", named(&all)),
        more => format!("there is: {} and {} more", named(&all[..SHOWN]), more - SHOWN),
    }
}

/// Whether a typed word is one of the words that a name is made of: `flyer` of `flyer-letter`.
fn is_akin(typed: &str, name: &str) -> bool {
    let typed = typed.to_lowercase();
    let typed = typed.strip_suffix('s').filter(|t| t.len() > 3).unwrap_or(&typed);
    let is_word = typed.len() > 2 || typed.contains(|c: char| c.is_ascii_digit());
    is_word && name.split(['-', '_']).any(|word| word == typed) && name != typed
}

/// Whether two names have a word in common: `half-sheet` and `half-letter`.
fn shares_word(typed: &str, name: &str) -> bool {
    typed.split(['-', '_', ' ']).any(|word| is_akin(word, name))
}

/// A name as it is compared.
fn bare(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '_');
    let plain: String = kept.flat_map(char::to_lowercase).collect();
    if plain.is_empty() { name.to_string() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_a_stranger_is_not() {
        let names = ["heading", "items", "note"];
        assert_eq!(near("headng", names.into_iter()), Some("heading"));
        assert_eq!(near("itmes", names.into_iter()), Some("items"));
        assert_eq!(near("colour", names.into_iter()), None);
    }

    #[test]
    fn a_stranger_that_shares_a_word_is_answered_with_those_of_that_word() {
        let formats = ["a5", "flyer-letter", "half-letter", "handbill-half-letter", "postcard"];
        assert_eq!(hint("half-sheet", formats.into_iter(), ""), "there is: `half-letter`, `handbill-half-letter`");
        assert_eq!(hint("postcard-6x4", formats.into_iter(), ""), "did you mean `postcard`?");
    }

    #[test]
    fn what_begins_with_a_name_means_it() {
        assert_eq!(near("qrcode", ["quote", "qr", "text"].into_iter()), Some("qr"));
        assert_eq!(near("qr-code", ["quote", "qr", "text"].into_iter()), Some("qr"));
        assert_eq!(near("contacts", ["contact", "content"].into_iter()), Some("contact"));
        assert_eq!(near("Blood Drive", ["blood-drive"].into_iter()), Some("blood-drive"));
    }

    #[test]
    fn hints_show_kin_before_all() {
        let formats = ["flyer-a4", "flyer-letter", "wallet-card"];
        assert_eq!(hint("flyer", formats.into_iter(), ""), "there is: `flyer-a4`, `flyer-letter`");
        assert_eq!(hint("walet-card", formats.into_iter(), ""), "did you mean `wallet-card`?");
        assert_eq!(hint("banner", formats.into_iter(), ""), "there is: `flyer-a4`, `flyer-letter`, `wallet-card`");
        assert_eq!(hint("banner", std::iter::empty(), "there is none yet"), "there is none yet");
    }

    #[test]
    fn other_words_for_a_name_are_known() {
        let languages = [("es", "Spanish"), ("es", "español"), ("de", "German"), ("de", "Deutsch")];
        for (typed, want) in [("spanish", "es"), ("Spansh", "es"), ("espanol", "es"), ("esp", "es"), ("deutsch", "de")] {
            assert_eq!(near_alias(typed, languages.into_iter()), Some(want), "{typed}");
        }
        assert_eq!(near_alias("klingon", languages.into_iter()), None);
    }
}
