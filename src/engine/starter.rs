//! Starters: small projects of one kind each, to begin with. Data: `assets/starters/NAME/`.

use crate::color::Swatch;
use crate::diag::{Diagnostic, Span, checks, hint};
use crate::qr::{payload, phone};
use crate::syntax::is_bare_host;
use crate::world::builtin_files;
use jiff::civil::{Date, date};
use jiff::{Span as Days, Unit};
use std::collections::BTreeSet;

const FOLDER: &str = "assets/starters/";
const LANGUAGES: &str = "content/languages/";

/// What a starter is, as its `starter.toml` says.
pub struct Starter {
    /// Name of its folder, as `--from` takes it.
    pub name: &'static str,
    /// `name` of its `starter.toml`, for people.
    pub title: String,
    /// `for` of its `starter.toml`: what it is good for, in a line.
    pub made_for: String,
}

/// What is filled into a starter's files.
#[derive(Default)]
pub struct Filling<'a> {
    /// Of the organization. `None`, as below: what the starter has stays.
    pub name: Option<&'a str>,
    /// Of the organization, as it is printed.
    pub phone: Option<&'a str>,
    /// Page of the organization, `https://...`.
    pub web: Option<&'a str>,
    /// Path inside the project.
    pub logo: Option<&'a str>,
    /// The organization's brand, `#rrggbb`.
    pub color: Option<&'a str>,
    /// BCP 47 tag of a built-in language: that of its words and of its sheets.
    pub language: Option<&'a str>,
    /// Dates of a starter lie round the first day of 2000; they are moved to the weeks after this day.
    pub today: Date,
}

/// A file to be written: its path inside the project, and its text.
pub type File = (String, String);

/// All starters, by name.
pub fn all() -> Vec<Starter> {
    let names: BTreeSet<&'static str> =
        builtin_files().iter().filter_map(|file| Some(file.path.strip_prefix(FOLDER)?.split_once('/')?.0)).collect();
    let said = |name: &str, key: &str| {
        let text = files_of(name).into_iter().find(|(path, _)| *path == "starter.toml").map(|(_, text)| text)?;
        text.parse::<toml::Table>().ok()?.get(key)?.as_str().map(str::to_string)
    };
    let starter =
        |name| Starter { name, title: said(name, "name").unwrap_or_default(), made_for: said(name, "for").unwrap_or_default() };
    names.into_iter().map(starter).collect()
}

/// The files of a project that begins with a starter.
pub fn project(name: &str, filling: &Filling<'_>) -> Result<Vec<File>, Diagnostic> {
    known(name)?;
    filling.language.map_or(Ok(()), known_language)?;
    let files = files_of(name).into_iter().filter(|(path, _)| *path != "starter.toml");
    // The organization of the starter is named in its contents too.
    let old = files.clone().find(|(path, _)| path.starts_with("content/orgs/"));
    let old = old.and_then(|(_, text)| text.parse::<toml::Table>().ok()?.get("name")?.as_str().map(str::to_string));
    let renamed = |text: String| match (&old, filling.name) {
        (Some(old), Some(new)) => text.replace(&format!("\"{old}\""), &quoted(new)),
        _ => text,
    };
    Ok(files.map(|(path, text)| (path.to_string(), renamed(filled(path, text, filling)))).collect())
}

/// The content of a starter, to begin another content with.
pub fn content(name: &str, today: Date) -> Result<String, Diagnostic> {
    known(name)?;
    let filling = Filling { today, ..Filling::default() };
    let content = files_of(name).into_iter().find(|(path, _)| is_content(path));
    Ok(content.map_or_else(String::new, |(path, text)| filled(path, text, &filling)))
}

fn known(name: &str) -> Result<(), Diagnostic> {
    let all = all();
    if all.iter().any(|starter| starter.name == name) {
        return Ok(());
    }
    let message = format!("there is no starter `{name}`");
    let help = hint(name, all.iter().map(|starter| starter.name), "");
    Err(Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message)
        .help(help)
        .help("`handbill list starters` says what each is for"))
}

fn known_language(tag: &str) -> Result<(), Diagnostic> {
    let tags = || builtin_files().iter().filter_map(|file| file.path.strip_prefix(LANGUAGES)?.strip_suffix(".toml"));
    if tags().any(|known| known == tag) {
        return Ok(());
    }
    let message = format!("there is no language `{tag}`");
    Err(Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message).help(hint(tag, tags(), "")).help(
        "`handbill list languages` shows what there is; leave `--language` out, and `handbill new lang` begins one of your own",
    ))
}

/// A colour as the command line gives it.
pub fn color(text: &str) -> Result<String, Diagnostic> {
    let text = if text.len() == 6 && text.chars().all(|c| c.is_ascii_hexdigit()) { format!("#{text}") } else { text.to_string() };
    match text.parse::<Swatch>() {
        Ok(_) => Ok(text),
        Err(_) => Err(Diagnostic::error(&checks::BAD_COLOR, Span::NONE, format!("`{text}` is no colour we can read"))
            .help("write it as `--color '#0b3d6b'` or `--color 'cmyk 100 70 20 20'`")),
    }
}

/// An address of the web as the command line gives it, with its scheme.
///
/// # Errors
/// What a link of a content would be refused for.
pub fn web(text: &str) -> Result<String, Diagnostic> {
    let text = text.trim();
    let whole = if is_bare_host(text) { format!("https://{text}") } else { text.to_string() };
    match payload::link(&whole) {
        Ok(_) => Ok(whole),
        Err(refusal) => Err(Diagnostic::error(refusal.check(), Span::NONE, format!("`--web`: {refusal}"))),
    }
}

/// A name that says something.
///
/// # Errors
/// It is empty.
pub fn check_name(name: Option<&str>) -> Result<(), Diagnostic> {
    match name {
        Some(name) if !name.chars().any(char::is_alphanumeric) => {
            let message = format!("`--name` is `{name}`, which names nobody");
            Err(Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message)
                .help("write the name as it is printed: `--name 'Valley Works'`"))
        }
        _ => Ok(()),
    }
}

/// A telephone number that can be printed.
///
/// # Errors
/// Why nobody can call it.
pub fn check_phone(number: Option<&str>) -> Result<(), Diagnostic> {
    match number.map(phone::check_printed) {
        Some(Err(why)) => Err(Diagnostic::error(&checks::BAD_PHONE, Span::NONE, format!("`--phone`: {why}"))),
        Some(Ok(())) | None => Ok(()),
    }
}

fn files_of(name: &str) -> Vec<(&'static str, &'static str)> {
    let folder = format!("{FOLDER}{name}/");
    let inside = builtin_files().iter().filter_map(|file| Some((file.path.strip_prefix(folder.as_str())?, file.bytes())));
    inside.filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))).collect()
}

fn is_content(path: &str) -> bool {
    path.strip_prefix("content/").is_some_and(|name| !name.contains('/'))
}

fn filled(path: &str, text: &str, filling: &Filling<'_>) -> String {
    let mut text = moved(text, filling.today);
    if let Some(language) = filling.language {
        match path {
            "handbill.toml" => {
                text = text.replacen(
                    "\n[[make]]",
                    &format!("\n[defaults]\nlanguages = [{}]\n\n[[make]]", toml_edit::Value::from(language)),
                    1,
                );
            }
            _ if is_content(path) => text = with_value(&text, "language", language),
            _ => {}
        }
    }
    if path.starts_with("content/orgs/") {
        if filling.name.is_some() {
            // They are of the organization that the starter makes up.
            let made_up = ["email", "address", "web"];
            let made_up = made_up.iter().filter(|key| **key != "web" || filling.web.is_none()).collect::<Vec<_>>();
            let kept = text.lines().filter(|line| !made_up.iter().any(|key| line.starts_with(**key)));
            text = kept.map(|line| format!("{line}\n")).collect();
        }
        for (key, value) in [("name", filling.name), ("phone", filling.phone), ("web", filling.web)] {
            text = value.map_or(text.clone(), |value| with_value(&text, key, value));
        }
        if let Some(logo) = filling.logo {
            let from = text.find("# [logo]").unwrap_or(text.len());
            text.truncate(from);
            text.push_str(&format!("[logo]\nfile = {}\n", quoted(logo)));
        }
        if let Some(color) = filling.color {
            text.push_str(&format!("\n[color]\nbrand = {}\n", quoted(color)));
        }
    }
    if let (Some(name), "handbill.toml") = (filling.name, path) {
        text = with_value(&text, "name", name);
    }
    text
}

/// The text with another value of the first key of this name.
fn with_value(text: &str, key: &str, value: &str) -> String {
    let mut done = false;
    let lines = text.lines().map(|line| match line.split_once('=') {
        Some((before, _)) if !done && before.trim() == key => {
            done = true;
            format!("{before}= {}", quoted(value))
        }
        _ => line.to_string(),
    });
    lines.map(|line| line + "\n").collect()
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

/// Dates from 1999 to 2001 moved by whole weeks, so that the first day of 2000 comes five weeks after today or a little
/// later: weekdays stay, and an event lies ahead.
fn moved(text: &str, today: Date) -> String {
    let first = date(2000, 1, 1);
    let ahead = today.checked_add(Days::new().days(35)).unwrap_or(today);
    let days = (ahead - first).total((Unit::Day, ahead)).unwrap_or(0.0);
    let weeks = (days / 7.0).ceil() as i32;
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['1', '2']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let read = from.get(..10).filter(|t| ["1999-", "2000-", "2001-"].iter().any(|y| t.starts_with(y)));
        let later = read.and_then(|t| t.parse::<Date>().ok()).and_then(|d| d.checked_add(Days::new().weeks(weeks)).ok());
        match later {
            Some(date) => {
                out.push_str(&date.to_string());
                rest = &from[10..];
            }
            None => {
                out.push_str(&from[..1]);
                rest = &from[1..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_move_by_weeks_and_other_numbers_stay() {
        let today = date(2026, 11, 28);
        let text = moved("start = 2000-01-01T14:00:00 # 1,200 of 2000\nnext = 2000-01-15", today);
        assert_eq!(text, "start = 2027-01-02T14:00:00 # 1,200 of 2000\nnext = 2027-01-16");
    }

    #[test]
    fn values_are_quoted_as_toml_wants_them() {
        assert_eq!(
            with_value("a = 1\nname   = \"x\" # y\nname = 2\n", "name", "The \"Ox\""),
            "a = 1\nname   = 'The \"Ox\"'\nname = 2\n"
        );
    }

    #[test]
    fn nothing_of_the_made_up_organization_stays_beside_another_name() {
        for starter in all() {
            let filling = Filling { name: Some("Valley Works"), today: date(2026, 11, 28), ..Filling::default() };
            let files = project(starter.name, &filling).expect("it is there");
            let org = files.iter().find(|(path, _)| path.starts_with("content/orgs/")).expect("it has one");
            assert!(org.1.contains("Valley Works") && !org.1.contains("cottonwood"), "{}:\n{}", starter.name, org.1);
        }
    }

    #[test]
    fn every_starter_says_what_it_is_for() {
        let all = all();
        assert!(all.len() >= 7);
        for starter in all {
            assert!(!starter.title.is_empty() && !starter.made_for.is_empty(), "{}", starter.name);
            assert!(!content(starter.name, date(2026, 11, 28)).expect("it is there").is_empty(), "{}", starter.name);
        }
    }
}
