//! The order sheet changed as a whole: what is made in one more language.

use toml_edit::{Array, DocumentMut, Item, value};

/// The order sheet with a language added to everything that is made of a content. Comments and order of all else stay.
/// Nothing where it asks for nothing of it, or is no TOML. `usual`: the languages of whatever says none.
pub fn with_language(text: &str, content: &str, tag: &str, usual: &[String]) -> Option<String> {
    let mut order: DocumentMut = text.parse().ok()?;
    let usual: Array = match order.get("defaults").and_then(|defaults| defaults.get("languages")).and_then(Item::as_array) {
        Some(said) => said.clone(),
        None => usual.iter().collect(),
    };
    let makes = order.get_mut("make")?.as_array_of_tables_mut()?;
    let mut added = false;
    for make in makes.iter_mut().filter(|make| make.get("content").and_then(Item::as_str) == Some(content)) {
        if make.get("languages").is_none() {
            make.insert("languages", value(usual.clone()));
        }
        let languages = make.get_mut("languages")?.as_array_mut()?;
        if !languages.iter().any(|said| said.as_str().is_some_and(|said| said.split('+').any(|one| one == tag))) {
            languages.push(tag);
            added = true;
        }
    }
    let changed = order.to_string();
    let ended = if text.contains("\r\n") { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed };
    added.then_some(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_added_and_all_else_stays() {
        let order = "# Head.\n[project]\nname = 'x' # why\n\n[[make]]\ncontent   = \"a\" # first\nformats   = [\"f\"]\n\n[[make]]\ncontent = \"b\"\nlanguages = [\"en\", 'ar'] # two\n";
        let english = ["en".to_string()];
        let changed = with_language(order, "a", "es", &english).expect("it is made");
        assert_eq!(changed.replace("languages = [\"en\", \"es\"]\n", ""), order);
        let changed = with_language(order, "b", "es", &english).expect("it is made");
        assert_eq!(changed, order.replace("'ar']", "'ar', \"es\"]"));
        assert_eq!(with_language(order, "b", "ar", &english), None, "it is there");
        assert_eq!(with_language(order, "c", "es", &english), None, "nothing is made of it");
        let windows = order.replace('\n', "\r\n");
        let changed = with_language(&windows, "b", "es", &english).expect("it is made");
        assert_eq!(changed, windows.replace("'ar']", "'ar', \"es\"]"));
        let usual = format!("[defaults]\nlanguages = [\"es+en\"]\n{}", order.replace("# Head.\n", ""));
        assert!(
            with_language(&usual, "a", "fr", &english).is_some_and(|order| order.contains("languages = [\"es+en\", \"fr\"]"))
        );
    }
}
