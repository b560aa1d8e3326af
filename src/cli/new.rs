//! `handbill new`: the first lines of a file that people write.

use super::new_table::{self, new_table, read};
use super::{DONE, schema, stderr::Stderr, stdout::Stdout};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::engine::starter;
use crate::engine::translation_status;
use crate::model::{Project, Pseudo};
use crate::syntax::Wanted;
use crate::world::{World, disk, source_date, today};

/// Begin a file: a content, an organization, a translation, the map of a table, a theme, a format, a scheme
///
/// Writes it into the project and says where; what is there already is never touched. A theme, a format and a scheme
/// begin as a copy of one that there is, to be changed in TOML.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill new content blood-drive\n  \
    handbill new content season --from series     begins with the words of a starter, or of another content\n  \
    handbill new event open-house                 what, when and where\n  \
    handbill new org prairie-partnership\n  \
    handbill new lang es                          every content, each text as a comment over its empty place\n  \
    handbill new table partners.xlsx              what its columns fill\n  \
    handbill new theme ours                       sixty lines that look like something\n  \
    handbill new theme ours --from civic          a copy of one that there is\n  \
    handbill new format rack-card --from flyer-letter")]
pub struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(clap::Subcommand)]
enum Kind {
    /// What is said: `content/NAME.toml`
    Content(Begun),
    /// A content with an event: what, when, where
    Event(Named),
    /// Who says it: `content/orgs/NAME.toml`
    Org(Named),
    /// A translation of every content: `content/CONTENT.LANGUAGE.toml`
    Lang(Lang),
    /// A table of organizations, events or anything: what its columns fill, and `assets/tables/NAME.toml`
    Table(new_table::Args),
    /// How it looks: `assets/themes/NAME.toml`
    Theme(Themed),
    /// A size of paper: `assets/formats/NAME.toml`
    Format(Copied),
    /// How faces are put on sheets: `assets/schemes/NAME.toml`
    Scheme(Copied),
}

#[derive(clap::Args)]
struct Named {
    /// Lower-case letters, digits and `-`
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(clap::Args)]
struct Begun {
    #[command(flatten)]
    named: Named,
    /// A starter (`handbill list starters`), or a content of the project
    #[arg(long, value_name = "NAME", default_value = "blank")]
    from: String,
}

#[derive(clap::Args)]
struct Lang {
    /// BCP 47, such as `es` or `zh-Hant`
    #[arg(value_name = "LANGUAGE")]
    tag: String,
    /// Only of this content; may be repeated
    #[arg(long, value_name = "NAME")]
    content: Vec<String>,
}

#[derive(clap::Args)]
struct Themed {
    #[command(flatten)]
    named: Named,
    /// A theme to copy (`handbill list themes`), in place of sixty lines to begin with
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
}

#[derive(clap::Args)]
struct Copied {
    /// Lower-case letters, digits and `-`
    #[arg(value_name = "NAME")]
    name: String,
    /// The one to begin with: `handbill list themes`, `formats` or `schemes`
    #[arg(long, value_name = "NAME")]
    from: String,
}

/// A file to be written: its path inside the project, and its text.
type File = (String, String);

/// Names the files that were written; 2 where one is there already or its name cannot be used.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (world, project, _) = match stderr.read(Wanted::Everything) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let made = match &args.kind {
        Kind::Content(begun) => content(&world, &begun.from, &begun.named),
        Kind::Event(named) => content(&world, "event", named),
        Kind::Org(named) => org(&world, named),
        Kind::Lang(lang) => translations(&world, &project, lang),
        Kind::Table(args) => new_table(&world, args),
        Kind::Theme(themed) => theme(&world, themed),
        Kind::Format(copied) => copy(&world, "assets/formats", "format", copied),
        Kind::Scheme(copied) => copy(&world, "assets/schemes", "scheme", copied),
    };
    let made = made.map(|(files, next)| (files.into_iter().map(for_editors).collect::<Vec<_>>(), next));
    match made.and_then(|(files, next)| write(&world, &files).map(|()| (files, next))) {
        Ok((files, next)) => {
            let mut out = Stdout::default();
            for (path, _) in files {
                match stderr.json {
                    true => out.line(&serde_json::json!({ "type": "file", "path": path }).to_string()),
                    false => out.line(&path),
                }
            }
            stderr.say(&next);
            out.exit(DONE)
        }
        Err(diagnostic) => stderr.refuse(&diagnostic),
    }
}

/// A file with the line that leads an editor to its schema.
fn for_editors((path, text): File) -> File {
    let text = schema::directed(&path, &text);
    (path, text)
}

/// Writes all of them, or none where one is there already; and the schemas that they name.
fn write(world: &World, files: &[File]) -> Result<(), Diagnostic> {
    let there = |(path, _): &&File| disk::is_there(&world.root().join(path));
    if let Some((path, _)) = files.iter().find(there) {
        let message = format!("`{path}` is there already, and nothing is ever written over");
        return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("give another name, or remove the file first"));
    }
    let schemas = files.iter().filter_map(|(path, _)| schema::of(path)).map(|(path, text)| (path, text.to_string()));
    let schemas: Vec<File> = schemas.filter(|(path, _)| !disk::is_there(&world.root().join(path))).collect();
    for (path, text) in files.iter().chain(&schemas) {
        let refused = |e| Diagnostic::error(&checks::DISK, Span::NONE, format!("cannot write `{path}`: {e}"));
        disk::write_whole(&world.root().join(path), text.as_bytes()).map_err(refused)?;
    }
    Ok(())
}

fn checked(name: &str) -> Result<&str, Diagnostic> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        let message = format!("`{name}` is no name for a file");
        return Err(Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help("use lower-case letters, digits and `-`"));
    }
    Ok(name)
}

/// A content, begun with one of the project or with that of a starter.
fn content(world: &World, from: &str, named: &Named) -> Result<(Vec<File>, String), Diagnostic> {
    let name = checked(&named.name)?;
    let own = world.list_own("content").iter().any(|listed| listed.name.strip_suffix(".toml") == Some(from));
    let text = match own {
        true => read(world, &format!("content/{from}.toml"))?,
        false => starter::content(from, source_date().unwrap_or_else(today))?,
    };
    let next = format!("Change the words, then make it: a `[[make]]` with `content = \"{name}\"` in handbill.toml");
    Ok((vec![(format!("content/{name}.toml"), text)], next))
}

/// An organization, from the pattern that is built in.
fn org(world: &World, named: &Named) -> Result<(Vec<File>, String), Diagnostic> {
    let name = checked(&named.name)?;
    let text = read(world, "assets/new/org.toml")?.replace("NAME", name);
    Ok((vec![(format!("content/orgs/{name}.toml"), text)], format!("Fill it in, then `handbill build --org {name}`")))
}

/// A theme of sixty lines, or a copy of one that there is.
fn theme(world: &World, themed: &Themed) -> Result<(Vec<File>, String), Diagnostic> {
    let name = checked(&themed.named.name)?;
    if let Some(from) = &themed.from {
        return copy(world, "assets/themes", "theme", &Copied { name: name.to_string(), from: from.clone() });
    }
    let text = read(world, "assets/new/theme.toml")?.replace("NAME", name);
    let next = format!(
        "Change it, look at it with `handbill show theme {name}`, and make it with `theme = \"{name}\"` in handbill.toml"
    );
    Ok((vec![(format!("assets/themes/{name}.toml"), text)], next))
}

/// One that there is under a new name.
fn copy(world: &World, folder: &str, kind: &str, copied: &Copied) -> Result<(Vec<File>, String), Diagnostic> {
    let (name, from) = (checked(&copied.name)?, &copied.from);
    let listed = world.list(folder);
    let names: Vec<&str> = listed.iter().filter_map(|l| l.name.strip_suffix(".toml")).collect();
    if !names.contains(&from.as_str()) {
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no {kind} `{from}`"));
        return Err(match near(from, names.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("there is: {}", names.join(", "))),
        });
    }
    let text = read(world, &format!("{folder}/{from}.toml"))?;
    let mut renamed = false;
    let lines = text.lines().map(|line| match line.split_once('=') {
        Some((key, _)) if !renamed && key.trim() == "name" => {
            renamed = true;
            format!("{key}= \"{name}\"")
        }
        _ => line.to_string(),
    });
    let lines: Vec<String> = std::iter::once(format!("# A copy of `{from}`, to be changed.")).chain(lines).collect();
    let next = match kind {
        "theme" => format!("Change it, and look at it with `theme = \"{name}\"` in handbill.toml"),
        "format" => format!("Change it, then name it under `formats`: \"{name}\""),
        _ => format!("Change it, then name it with `scheme = \"{name}\"` in a format or a `[[make]]`"),
    };
    Ok((vec![(format!("{folder}/{name}.toml"), format!("{}\n", lines.join("\n")))], next))
}

/// The translations that there are not yet; and the language's own file where nobody knows it.
fn translations(world: &World, project: &Project, lang: &Lang) -> Result<(Vec<File>, String), Diagnostic> {
    let tag = lang.tag.as_str();
    let mut subtags = tag.split('-');
    let first = subtags.next().unwrap_or_default();
    let fine = (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_lowercase())
        && subtags.all(|s| (2..=8).contains(&s.len()) && s.chars().all(|c| c.is_ascii_alphanumeric()));
    let refuse = |message: String, help: &str| Err(Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help(help));
    if !fine {
        return refuse(format!("`{tag}` is no language"), "write it as BCP 47 does: `es`, `pt-BR`, `zh-Hant`");
    }
    if Pseudo::from_tag(tag).is_some() {
        return refuse(format!("`{tag}` is made by the program"), "make it with `--lang`; it needs no file");
    }
    if let Some(unknown) = lang.content.iter().find(|name| !project.contents.contains_key(*name)) {
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no content `{unknown}`"));
        return Err(match near(unknown, project.contents.keys().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("`handbill list contents` shows what there is"),
        });
    }
    let own = world.list_own("content");
    let is_own = |name: &str| own.iter().any(|l| l.name.strip_suffix(".toml") == Some(name));
    let wanted = project.contents.iter().filter(|(name, content)| {
        let asked = if lang.content.is_empty() { is_own(name) } else { lang.content.contains(name) };
        asked && content.language.value != tag
    });
    let mut files: Vec<File> = Vec::new();
    let mut there = 0;
    for (name, content) in wanted {
        let path = format!("content/{name}.{tag}.toml");
        match lang.content.is_empty() && disk::is_there(&world.root().join(&path)) {
            true => there += 1,
            false => files.push((path, translation_status::skeleton(&format!("content/{name}.toml"), content, tag))),
        }
    }
    if files.is_empty() {
        return refuse(format!("every content has its `{tag}` already"), "`handbill lang` shows what is missing in it");
    }
    if !project.languages.contains_key(tag) {
        let fallback = project.contents.values().next().map_or("en", |c| c.language.value.as_str());
        let text = read(world, "assets/new/language.toml")?.replace("NAME", tag).replace("FALLBACK", fallback);
        files.push((format!("content/languages/{tag}.toml"), text));
    }
    let kept = if there > 0 { format!("{there} there already were left alone. ") } else { String::new() };
    let next = format!(
        "{kept}Write the words, then name `{tag}` under `languages` in handbill.toml; `handbill lang {tag}` shows what is missing"
    );
    Ok((files, next))
}
