//! What a new project begins with: files that are built in, with the name, the mark and the colour of whoever begins it.

use super::toml_text::{self, Value};
use crate::world::builtin_files;

/// One way to begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Starter {
    pub name: String,
    /// Path inside the project and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What the person has said of the organization.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who {
    pub name: String,
    /// `#14505c`.
    pub color: String,
    /// File name and bytes.
    pub logo: Option<(String, Vec<u8>)>,
}

/// Where starters lie that are folders of files.
const FOLDER: &str = "assets/starters/";
/// What the built-in example brings along.
const EXAMPLE: [&str; 4] = ["handbill.toml", "content/", "assets/logos/", "assets/art/"];
const IGNORED: &str = "# Made by `handbill build`\n/out/\n";

/// All there are, the most wanted first.
pub fn all() -> Vec<Starter> {
    let mut found: Vec<Starter> = Vec::new();
    for (path, bytes) in builtin_files() {
        let Some((name, file)) = path.strip_prefix(FOLDER).and_then(|rest| rest.split_once('/')) else { continue };
        if file == "starter.toml" {
            continue;
        }
        match found.iter_mut().find(|starter| starter.name == name) {
            Some(starter) => starter.files.push((file.to_string(), bytes.to_vec())),
            None => found.push(Starter { name: name.to_string(), files: vec![(file.to_string(), bytes.to_vec())] }),
        }
    }
    found.retain(|starter| starter.files.iter().any(|(path, _)| path == "handbill.toml"));
    found.sort_by_key(|starter| starter.name != "event");
    found.push(example());
    found
}

fn example() -> Starter {
    let copied = |path: &str| EXAMPLE.iter().any(|kept| path == *kept || (kept.ends_with('/') && path.starts_with(kept)));
    let files = builtin_files().iter().filter(|(path, _)| copied(path) && !path.starts_with("content/languages/"));
    Starter { name: "example".to_string(), files: files.map(|(path, bytes)| ((*path).to_string(), bytes.to_vec())).collect() }
}

/// The files of a new project.
///
/// # Errors
/// What of the words cannot be written.
pub fn files(starter: &Starter, who: &Who) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut files = starter.files.clone();
    let own = slug(&who.name);
    let path = format!("content/orgs/{own}.toml");
    // The starter's own organization makes way; where it has several, they are its example and stay.
    let orgs: Vec<String> = files.iter().map(|(path, _)| path.clone()).filter(|p| p.starts_with("content/orgs/")).collect();
    let before = if orgs.len() == 1 { files.iter().position(|(path, _)| *path == orgs[0]) } else { None };
    let text = before.map(|at| files.remove(at).1).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let mut changes = vec![(vec!["name"], who.name.trim().to_string())];
    if !who.color.is_empty() {
        changes.push((vec!["color", "brand"], who.color.clone()));
    }
    if let Some((name, bytes)) = &who.logo {
        let place = format!("assets/logos/{}", file_name(name));
        changes.push((vec!["logo", "file"], place.clone()));
        changes.push((vec!["logo", "alt"], who.name.trim().to_string()));
        files.push((place, bytes.clone()));
    }
    let mut text = text;
    for (keys, value) in changes {
        let keys: Vec<String> = keys.into_iter().map(str::to_string).collect();
        text = toml_text::set(&text, &keys, Some(&Value::Text(value))).map_err(|why| format!("{why:?}"))?;
    }
    if orgs.len() == 1 {
        let old = orgs[0].trim_start_matches("content/orgs/").trim_end_matches(".toml").to_string();
        for (path, bytes) in files.iter_mut().filter(|(path, _)| path == "handbill.toml") {
            let order = String::from_utf8_lossy(bytes).replace(&format!("\"{old}\""), &format!("\"{own}\""));
            *bytes = order.into_bytes();
            debug_assert_eq!(path, "handbill.toml");
        }
    }
    files.push((path, text.into_bytes()));
    if !files.iter().any(|(path, _)| path == ".gitignore") {
        files.push((".gitignore".to_string(), IGNORED.as_bytes().to_vec()));
    }
    Ok(files)
}

/// A name as files are called: letters, digits and `-`.
pub fn slug(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let spelt: String = unaccented(name).chars().map(plain).collect();
    let joined = spelt.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let short: String = joined.chars().take(48).collect();
    if short.is_empty() { "organization".to_string() } else { short.trim_matches('-').to_string() }
}

fn unaccented(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

/// The name of an uploaded file, made safe: no folders, only letters, digits, `-` and one ending that is known.
pub fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(5).collect::<String>().to_ascii_lowercase();
    let stem = match slug(stem).as_str() {
        "organization" => "picture".to_string(),
        stem => stem.to_string(),
    };
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe() {
        for (given, safe) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\Logo (1).SVG", "logo-1.svg"),
            ("", "picture"),
            ("..", "picture"),
            ("Ñandú & Co.png", "nandu-co.png"),
            ("a\0b.png", "a-b.png"),
        ] {
            assert_eq!(file_name(given), safe);
        }
    }

    #[test]
    fn every_starter_takes_a_name() {
        for starter in all() {
            let who = Who { name: "Hope \"House\"".into(), color: "#14505c".into(), logo: None };
            let files = files(&starter, &who).expect("it takes one");
            let org = files.iter().find(|(path, _)| path == "content/orgs/hope-house.toml").expect("it has its organization");
            assert!(String::from_utf8_lossy(&org.1).contains("Hope \\\"House\\\""), "{}", starter.name);
        }
    }
}
