//! Files that are not as they are looked for: another encoding, another ending, another place. Each is told with the
//! name of the very file.

use super::table::decode;
use crate::diag::{At, Diagnostic, Sources, Span, checks, near};
use crate::model::Translation;
use crate::registry::primary;
use crate::world::{ReadError, World};

/// Folders whose TOML files are found by name.
const FOLDERS: [&str; 8] = [
    "content",
    "content/orgs",
    "content/languages",
    "assets/formats",
    "assets/presets",
    "assets/schemes",
    "assets/tables",
    "assets/themes",
];

/// A text file in another encoding. Its words, as far as they can be read, join the sources, so that the place can be shown.
pub(super) fn not_utf_8(sources: &mut Sources, path: &str, bytes: &[u8], named_at: Span) -> Diagnostic {
    let help =
        "save it as UTF-8: in Notepad under `Save as`, `Encoding`; in other editors under `File` or at the foot of the window";
    let Some(decoded) = decode::decode(bytes) else {
        let message = format!("`{path}` is no text");
        return Diagnostic::error(&checks::UNREADABLE_FILE, named_at, message).help("it has to be plain text in UTF-8");
    };
    let encoding = decoded.encoding.unwrap_or("of another encoding");
    let strange = decoded.text.char_indices().find(|(_, c)| !c.is_ascii());
    let place = strange.map_or(0..0, |(i, c)| i..i + c.len_utf8());
    let mut message = format!("`{path}` is {encoding}, wanted UTF-8");
    if let Some((_, c)) = strange.filter(|_| encoding == "Windows-1252") {
        message = format!("{message}: its first strange letter may be `{c}`");
    }
    let file = sources.add(path, decoded.text);
    Diagnostic::error(&checks::UNREADABLE_FILE, Span::new(file, place.start, place.end), message).help(help)
}

/// Files of the project that are not read for their ending.
pub(super) fn unread(world: &World) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        // Editors keep links that lead nowhere beside a file that is open: `.#library.toml`.
        let strange = world.strange_own(folder).into_iter().filter(|name| !name.starts_with('.') && name.ends_with(".toml"));
        found.extend(strange.map(|name| {
            let message = format!("`{folder}/{name}` is no file: it is a pipe, a device or a link that leads nowhere");
            Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, message).help("put the file itself there, or take it away")
        }));
        for listed in world.list_own(folder).iter() {
            if let Some(meant) = meant(&listed.name) {
                let message = format!("`{folder}/{}` is not read for its name", listed.name);
                found
                    .push(Diagnostic::warning(&checks::UNREAD_FILE, Span::NONE, message).help(format!("rename it to `{meant}`")));
            }
        }
    }
    found
}

/// A translation whose `language` is another than the one its file is named for: its words would be set by wrong rules.
pub(super) fn other_language(path: &str, named: &str, translation: &Translation) -> Option<Diagnostic> {
    let base = |tag: &str| primary(tag).to_lowercase();
    let language = &translation.language;
    (base(named) != base(&language.value)).then(|| {
        let message = format!("the file `{path}` is named for `{named}`, and its words are said to be `{}`", language.value);
        let help = format!("write `language = \"{named}\"`, or give the file the other name");
        Diagnostic::error(&checks::BAD_VALUE, language.span, message).help(help)
    })
}

/// A file `event_fr.toml` beside `event.toml` that nothing makes: it was meant as a translation, which has a point there.
pub(super) fn underlined<'a>(
    content: &'a str,
    listed: &'a [String],
    asked: &'a [String],
    languages: &'a [String],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let beside = listed.iter().filter(move |name| !asked.contains(*name));
    beside.filter_map(move |name| {
        let tag = name.strip_prefix(content)?.strip_prefix(['_', '-', ' '])?;
        languages.iter().any(|known| known == tag).then(|| {
            let message = format!("`content/{name}.toml` is not read for its name, and looks like a translation of `{content}`");
            Diagnostic::warning(&checks::UNREAD_FILE, Span::NONE, message).help(format!("rename it to `{content}.{tag}.toml`"))
        })
    })
}

/// The name that a file was probably meant to have: Windows hides endings, and Notepad adds one.
fn meant(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let stem =
        [".toml.txt", ".toml.toml", ".toml.rtf", ".toml.docx", ".tml", ".tom"].iter().find_map(|end| lower.strip_suffix(end));
    match stem {
        Some(stem) => Some(format!("{}.toml", name.get(..stem.len()).unwrap_or(stem))),
        None => (lower.ends_with(".toml") && !name.ends_with(".toml")).then(|| format!("{}.toml", &name[..name.len() - 5])),
    }
}

/// What to do where a folder has no `handbill.toml`.
pub(super) fn no_project(world: &World) -> Diagnostic {
    let diagnostic = Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, "there is no `handbill.toml` here");
    let almost = |name: &String| {
        let meant = meant(name).unwrap_or_else(|| name.clone());
        name != "handbill.toml" && (meant.eq_ignore_ascii_case("handbill.toml") || name == "handbill.txt")
    };
    match world.list_own("").iter().map(|listed| listed.name.clone()).find(almost) {
        Some(name) => diagnostic.help(format!("rename `{name}` to `handbill.toml`")),
        None => diagnostic.help("begin a project with `handbill init DIR`, or go to its folder with `-C DIR`"),
    }
}

/// A picture that is not where it is said to be.
pub(super) fn no_picture(world: &World, file: &At<String>, error: &ReadError) -> Diagnostic {
    let name = file.value.rsplit(['/', '\\']).next().unwrap_or(&file.value);
    match error {
        ReadError::Missing => {}
        ReadError::Outside => {
            let message = format!("`{}` lies outside the project", file.value);
            let help = format!("copy it into the project's folder, and write `assets/{name}`");
            return Diagnostic::error(&checks::UNREADABLE_FILE, file.span, message).help(help);
        }
        _ => return Diagnostic::error(&checks::UNREADABLE_FILE, file.span, format!("`{}` {error}", file.value)),
    }
    let diagnostic = Diagnostic::error(&checks::MISSING_FILE, file.span, format!("there is no file `{}`", file.value));
    diagnostic.help(where_it_may_be(world, &file.value, name))
}

fn where_it_may_be(world: &World, path: &str, name: &str) -> String {
    if path.contains(['\\', '\n', '\t']) {
        return format!("paths are written with `/`: `assets/{name}`");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut folders = vec![folder.to_string(), "assets".to_string()];
    folders.extend(world.own_folders("assets").into_iter().map(|inner| format!("assets/{inner}")));
    folders.push(String::new());
    let is_picture = |name: &str| [".svg", ".png", ".jpg", ".jpeg"].iter().any(|end| name.to_lowercase().ends_with(end));
    let of = |folder: &String| {
        let place = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        world.list_own(folder).iter().filter(|l| is_picture(&l.name)).map(move |l| format!("{place}{}", l.name)).collect()
    };
    let mut there_are: Vec<String> = folders.iter().flat_map(|folder| -> Vec<String> { of(folder) }).collect();
    there_are.dedup();
    let file_name = |path: &String| path.rsplit('/').next().unwrap_or(path).to_string();
    let same = there_are.iter().find(|path| file_name(path).eq_ignore_ascii_case(name));
    let names: Vec<String> = there_are.iter().map(file_name).collect();
    let close = || {
        near(name, names.iter().map(String::as_str)).and_then(|near| names.iter().position(|n| n == near)).map(|i| &there_are[i])
    };
    match (same.or_else(close), there_are.len()) {
        (Some(path), _) => format!("did you mean `{path}`?"),
        (None, 0) => "paths are inside the project: put the file there, or mend the path".to_string(),
        (None, _) => format!("put the file there, or name one that is: {}", shown(&there_are)),
    }
}

fn shown(paths: &[String]) -> String {
    const SHOWN: usize = 8;
    let named: Vec<String> = paths.iter().take(SHOWN).map(|p| format!("`{p}`")).collect();
    let more = paths.len().saturating_sub(SHOWN);
    if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_endings_are_seen() {
        let check = |name: &str, want: Option<&str>| assert_eq!(meant(name).as_deref(), want, "{name}");
        check("library.toml.txt", Some("library.toml"));
        check("Library.TOML", Some("Library.toml"));
        check("library.tml", Some("library.toml"));
        check("library.toml", None);
        check("notes.txt", None);
        check("library.toml~", None);
    }
}
