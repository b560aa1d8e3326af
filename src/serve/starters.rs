//! What a new project begins with: files that are built in, with the name, the mark and the colour of whoever begins it.

use super::toml_text::{self, Refusal, Value};
use crate::diag::Diagnostic;
use crate::engine::starter::{self, Filling};
use crate::world::builtin_files;
use jiff::civil::Date;

/// What the person has said of the organization.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who {
    pub name: String,
    pub phone: String,
    pub web: String,
    /// `#14505c`.
    pub color: String,
    /// File name and bytes.
    pub logo: Option<(String, Vec<u8>)>,
}

/// A path inside the project, and what lies there.
pub type File = (String, Vec<u8>);

/// Why a project cannot be begun.
#[derive(Debug, thiserror::Error)]
pub enum StarterError {
    #[error("{}", .0.message)]
    Starter(Box<Diagnostic>),
    #[error(transparent)]
    Written(#[from] Refusal),
}

/// The built-in example, which is no starter: its words are whole.
pub const EXAMPLE: &str = "example";
const EXAMPLE_FILES: [&str; 4] = ["handbill.toml", "content/", "assets/logos/", "assets/art/"];
const IGNORED: &str = "# Made by `handbill build`\n/out/\n";

/// The names of all there are, the most wanted first.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = starter::all().into_iter().map(|starter| starter.name.to_string()).collect();
    let place = |name: &String| ["event", "campaign", "cards", "helpline", "series", "directory"].iter().position(|n| n == name);
    names.sort_by_key(|name| place(name).unwrap_or(usize::MAX));
    names.push(EXAMPLE.to_string());
    names
}

/// The files of a new project.
///
/// # Errors
/// What cannot be written, or the name of no starter.
pub fn files(name: &str, who: &Who, today: Date) -> Result<Vec<File>, StarterError> {
    let said = |text: &'_ str| Some(text.trim().to_string()).filter(|text| !text.is_empty());
    let logo = who.logo.as_ref().map(|(name, bytes)| (format!("assets/logos/{}", file_name(name)), bytes.clone()));
    let mut files: Vec<File> = if name == EXAMPLE {
        let mut files = example();
        files.push((format!("content/orgs/{}.toml", slug(&who.name)), organization(who, logo.as_ref())?));
        files
    } else {
        let (own, phone, web, color) = (said(&who.name), said(&who.phone), said(&who.web), said(&who.color));
        let filling = Filling {
            name: own.as_deref(),
            // What the starter makes up is nobody's number.
            phone: Some(phone.as_deref().unwrap_or_default()).filter(|_| own.is_some()),
            web: Some(web.as_deref().unwrap_or_default()).filter(|_| own.is_some()),
            logo: logo.as_ref().map(|(path, _)| path.as_str()),
            color: color.as_deref(),
            language: None,
            today,
        };
        let files = starter::project(name, &filling).map_err(|found| StarterError::Starter(found.into()))?;
        let bytes = files.into_iter().map(|(path, text)| (path, without_empty(&text).into_bytes()));
        bytes.collect()
    };
    files.extend(logo);
    if !files.iter().any(|(path, _)| path == ".gitignore") {
        files.push((".gitignore".to_string(), IGNORED.as_bytes().to_vec()));
    }
    Ok(files)
}

/// Without the keys that nobody has said anything for.
fn without_empty(text: &str) -> String {
    let empty = |line: &str| line.split_once('=').is_some_and(|(_, value)| value.trim() == "\"\"");
    text.lines().filter(|line| !empty(line)).map(|line| format!("{line}\n")).collect()
}

fn example() -> Vec<File> {
    let copied = |path: &str| EXAMPLE_FILES.iter().any(|kept| path == *kept || (kept.ends_with('/') && path.starts_with(kept)));
    let files = builtin_files().iter().filter(|file| copied(file.path) && !file.path.starts_with("content/languages/"));
    files.map(|file| (file.path.to_string(), file.bytes().to_vec())).collect()
}

fn organization(who: &Who, logo: Option<&File>) -> Result<Vec<u8>, Refusal> {
    let name = who.name.trim().to_string();
    let mut values = vec![(vec!["name"], name.clone()), (vec!["phone"], who.phone.clone()), (vec!["web"], who.web.clone())];
    if let Some((path, _)) = logo {
        values.extend([(vec!["logo", "file"], path.clone()), (vec!["logo", "alt"], name)]);
    }
    values.push((vec!["color", "brand"], who.color.clone()));
    let mut text = String::new();
    for (keys, value) in values.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
        let keys: Vec<String> = keys.into_iter().map(str::to_string).collect();
        text = toml_text::set(&text, &keys, Some(&Value::Text(value.trim().to_string())))?;
    }
    Ok(text.into_bytes())
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
        for name in names() {
            let who = Who { name: "Hope \"House\"".into(), color: "#14505c".into(), ..Who::default() };
            let files = files(&name, &who, jiff::civil::date(2026, 11, 28)).expect("it takes one");
            let own =
                |(path, bytes): &File| path.starts_with("content/orgs/") && String::from_utf8_lossy(bytes).contains("House");
            assert!(files.iter().any(own), "{name}");
            let made_up = |(_, bytes): &File| String::from_utf8_lossy(bytes).contains("cottonwood.example.org");
            assert!(name == EXAMPLE || !files.iter().any(made_up), "{name}");
        }
    }
}
