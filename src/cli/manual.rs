//! The reference of every file and key, as `docs/files.md` has it: for `handbill help files` and `handbill explain KEY`.

/// The page, as it stands in the repository.
pub const FILES: &str = include_str!("../../docs/files.md");

/// A row of one of its tables.
pub struct Entry<'p> {
    /// The headline of its section.
    pub section: &'p str,
    /// What stands before its table: `[defaults]`.
    about: &'p str,
    /// Keys, or kinds of blocks.
    pub keys: &'p str,
    /// What they mean; further cells behind.
    pub cells: Vec<&'p str>,
}

/// The rows that speak of a key: `start`, `event.start`, `text.full`, `defaults.theme`.
pub fn about(key: &str) -> Vec<Entry<'static>> {
    let (owner, name) = key.rsplit_once('.').map_or(("", key), |(owner, name)| (owner, name));
    let owner = owner.trim_matches(['[', ']']);
    let names = |entry: &Entry| words(entry.keys).any(|k| k == name);
    let of_kind = |entry: &Entry| {
        words(entry.keys).chain(entry.keys.split([',', ' '])).any(|kind| kind == owner)
            && entry.cells.first().is_some_and(|cell| words(cell).any(|k| k.split(' ').next() == Some(name)))
    };
    let all: Vec<Entry> = entries().filter(|entry| names(entry) || of_kind(entry)).collect();
    let belongs = |entry: &Entry| {
        let at_home = [entry.section, entry.about].iter().any(|text| text.to_lowercase().contains(&owner.to_lowercase()));
        at_home || of_kind(entry)
    };
    match owner.is_empty() {
        true => all,
        false => all.into_iter().filter(belongs).collect(),
    }
}

/// Every key of the page.
pub fn keys() -> impl Iterator<Item = &'static str> {
    entries().flat_map(|entry| {
        let of_cells = entry.cells.first().map(|cell| words(cell).collect::<Vec<_>>()).unwrap_or_default();
        words(entry.keys).chain(of_cells).filter(|word| is_key(word)).collect::<Vec<_>>()
    })
}

fn is_key(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.".contains(c))
}

/// What stands between backticks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2).map(|word| word.trim_matches(['[', ']']))
}

fn entries() -> impl Iterator<Item = Entry<'static>> {
    let (mut section, mut about) = ("", "");
    FILES.lines().filter_map(move |line| {
        if let Some(title) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
            (section, about) = (title, "");
        } else if !line.is_empty() && !line.starts_with('|') {
            about = line;
        }
        let mut cells = line.strip_prefix("| ")?.trim_end_matches('|').split(" | ").map(str::trim);
        let keys = cells.next().filter(|keys| keys.contains('`') || !keys.starts_with("key"))?;
        Some(Entry { section, about, keys, cells: cells.collect() }).filter(|entry| !entry.cells.is_empty())
    })
}

/// An entry for reading: its headline, its keys, what they mean.
pub fn page(entry: &Entry) -> String {
    let plain = |text: &str| text.replace("\\|", "|").replace("\\*", "*").replace('`', "");
    format!(
        "{}\n{}\n\n{}",
        plain(entry.keys),
        plain(entry.section),
        entry.cells.iter().map(|c| plain(c)).collect::<Vec<_>>().join("\n\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_with_and_without_their_owner() {
        let check = |key: &str, section: &str, words: &str| {
            let found = about(key);
            let hit = found.iter().any(|e| e.section.contains(section) && page(e).contains(words));
            assert!(hit, "{key}: {:?}", found.iter().map(page).collect::<Vec<_>>());
        };
        check("event.start", "Events", "2027-01-11T18:30:00");
        check("text.full", "content/NAME.toml", "short");
        check("contact.phone", "content/NAME.toml", "hours");
        check("defaults.theme", "handbill.toml", "assets/themes");
        check("bleed", "assets/formats", "past the trim");
        check("address_confidential", "content/orgs", "reaches no file");
        assert!(about("event.strat").is_empty());
    }
}
