//! The words of the page: one file a language in `assets/page/words/`. English has all of them and lends what others lack.

use crate::registry::primary;
use crate::world::builtin_file;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// The words of one language over the English ones.
#[derive(Clone, Debug, Default)]
pub struct PageWords {
    /// BCP 47.
    pub tag: String,
    said: BTreeMap<String, String>,
}

const FOLDER: &str = "assets/page/words/";
const ENGLISH: &str = "en";

impl PageWords {
    /// The language that a browser asks for first, of those there are.
    pub fn accepted(header: &str) -> PageWords {
        let asked = header.split(',').filter_map(|part| part.split(';').next()).map(str::trim);
        let known = |tag: &str| Some(file(tag)?).filter(|_| !tag.is_empty());
        let found = asked.flat_map(|tag| [tag, primary(tag)]).find(|tag| known(tag).is_some());
        PageWords::of(found.unwrap_or(ENGLISH))
    }

    /// Of a language; English lends what it lacks.
    pub fn of(tag: &str) -> PageWords {
        let mut said = file(ENGLISH).map(read).unwrap_or_default();
        if tag != ENGLISH {
            said.extend(file(tag).map(read).unwrap_or_default());
        }
        PageWords { tag: tag.to_string(), said }
    }

    /// A sentence; its key where nobody has written it, which a test finds.
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.said.get(key).map_or(key, String::as_str)
    }

    /// The words for a name of the files, such as `office`; the name itself where there are none.
    pub fn of_name<'w>(&'w self, group: &str, name: &'w str) -> &'w str {
        self.said.get(&format!("{group}.{name}")).map_or(name, String::as_str)
    }

    /// A sentence with its places filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let sentence = self.get(key).to_string();
        values.iter().fold(sentence, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// A sentence about a number: `KEY.one` for one, `KEY.many` with `{n}` for all others.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.fill(&format!("{key}.{form}"), &[("n", &n.to_string())])
    }
}

fn file(tag: &str) -> Option<&'static str> {
    let path = format!("{FOLDER}{tag}.toml");
    std::str::from_utf8(builtin_file(&path)?.bytes()).ok()
}

/// Tables and keys joined by dots.
fn read(text: &str) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    if let Ok(table) = DeTable::parse(text) {
        flatten("", table.get_ref(), &mut said);
    }
    said
}

fn flatten(before: &str, table: &DeTable<'_>, said: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let name = format!("{before}{}", key.get_ref());
        match value.get_ref() {
            DeValue::String(text) => drop(said.insert(name, text.to_string())),
            DeValue::Table(inner) => flatten(&format!("{name}."), inner, said),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_stands_in_for_what_nobody_has_translated() {
        let words = PageWords::accepted("xx-YY, en-US;q=0.8");
        assert_eq!((words.tag.as_str(), words.get("nav.sheets")), ("en", "Sheets"));
        assert_eq!(words.count("found.count", 1), words.get("found.count.one"));
    }
}
