//! TOML to [`Project`]. Never fails: it gives what it understood, and every mistake of every file in one run.
//!
//! Not through serde: it stops at the first mistake and loses spans in nested types. `reader` walks `toml`'s own
//! tables; one file here for each kind of file people write.

mod address;
mod alike;
mod asked;
mod broken;
mod chunk;
mod codes;
mod content;
mod copied;
mod event;
mod fonts;
mod format;
mod language;
mod law;
mod misnamed;
mod mistyped;
mod org;
mod paper;
mod preset;
mod project;
mod reader;
pub mod schema;
mod starter;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod theme;
mod translation;
pub mod typeface;

use crate::diag::{At, Diagnostic, FileId, Span, checks, near};
use crate::model::{Asset, Body, FileBytes, Font, FontEntry, Format, Name, OrgChoice, Project, Pseudo};
use crate::world::{Bytes, ReadError, World};
pub use chunk::Chunk;
pub use project::row_range;
use reader::{Reader, Section};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use toml::de::DeTable;

/// How much of a project is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `handbill.toml` and what its makes name.
    Made,
    /// Every file of the project, and every built-in one that is not overridden.
    Everything,
}

/// What the command line gives in place of what the project says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The organizations, in place of `content/orgs/`.
    pub orgs: Option<GivenTable>,
    /// Events to make: one a row.
    pub events: Option<GivenTable>,
    /// Languages to make, beside those that the project asks for.
    pub languages: Vec<String>,
}

/// A table anywhere on the disk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenTable {
    /// As it was typed, from where the program runs.
    pub path: PathBuf,
    pub sheet: Option<String>,
    pub columns: Option<Name>,
    /// Column and value.
    pub filter: Vec<(String, String)>,
    pub rows: Option<(u32, u32)>,
}

/// Reads a project.
pub fn read(world: &World, wanted: &Wanted) -> (Project, Vec<Diagnostic>) {
    read_given(world, wanted, &Given::default())
}

/// Reads a project with tables from the command line.
pub fn read_given(world: &World, wanted: &Wanted, given: &Given) -> (Project, Vec<Diagnostic>) {
    read_chunk(world, wanted, given, Chunk::ALL)
}

/// The same with a chunk of the organizations. [`Project::organizations`] says how many there are.
pub fn read_chunk(world: &World, wanted: &Wanted, given: &Given, chunk: Chunk) -> (Project, Vec<Diagnostic>) {
    let (project, diagnostics) = (Project::default(), Vec::new());
    let mut shelf = Shelf { world, chunk, tables: BTreeMap::new(), project, diagnostics };
    shelf.head();
    shelf.orgs(given);
    shelf.project.is_chunk = !chunk.is_whole(shelf.project.organizations);
    shelf.unknown_languages();
    shelf.events(given);
    shelf.rows();
    shelf.presets(*wanted);
    shelf.contents(*wanted);
    shelf.papers(*wanted, given);
    shelf.unknown_places();
    shelf.conditions();
    if *wanted == Wanted::Everything {
        shelf.project.test_sheet =
            shelf.file("content/sheets/test-sheet.toml", Span::NONE, |_, s| paper::test_sheet(s)).flatten();
    }
    if *wanted == Wanted::Everything {
        shelf.laws();
    }
    shelf.fonts();
    shelf.pictures();
    if chunk.has(0) {
        shelf.diagnostics.extend(misnamed::unread(world));
    }
    (shelf.project, shelf.diagnostics)
}

/// Bytes of a TOML file.
const LONGEST_FILE: usize = 4 << 20;

/// What was read so far.
struct Shelf<'w> {
    world: &'w World,
    /// The organizations that are read.
    chunk: Chunk,
    /// With which number of organization the rows of a table begin, by all that says which rows they are.
    tables: BTreeMap<String, usize>,
    project: Project,
    diagnostics: Vec<Diagnostic>,
}

impl Shelf<'_> {
    /// The text of a file, noted among the sources. A BOM at its head is dropped.
    fn text(&mut self, path: &str, named_at: Span) -> Option<(FileId, String)> {
        let found = match self.world.read(path) {
            Ok(found) => found,
            Err(error) => {
                self.diagnostics.push(unreadable(path, named_at, &error));
                return None;
            }
        };
        if !found.builtin && found.bytes.as_slice().len() > LONGEST_FILE {
            let message = format!("`{path}` has {} MB, at most 4 MB are read", found.bytes.as_slice().len() >> 20);
            let help = "organizations come in a table (`orgs` of handbill.toml), pictures in files of their own";
            self.diagnostics.push(Diagnostic::error(&checks::TOO_LONG, named_at, message).help(help));
            return None;
        }
        let Ok(text) = std::str::from_utf8(found.bytes.as_slice()) else {
            let diagnostic = misnamed::not_utf_8(&mut self.project.sources, path, found.bytes.as_slice(), named_at);
            self.diagnostics.push(diagnostic);
            return None;
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_string();
        let file = self.project.sources.add(path, text.clone());
        Some((file, text))
    }

    /// Reads one TOML file with a function for its kind.
    fn file<T>(&mut self, path: &str, named_at: Span, read: impl FnOnce(&Reader, Section<'_, '_>) -> T) -> Option<T> {
        let (file, text) = self.text(path, named_at)?;
        let (value, diagnostics) = parse(file, &text, path, read);
        self.diagnostics.extend(diagnostics);
        value
    }

    fn head(&mut self) {
        let path = "handbill.toml";
        if matches!(self.world.read_own(path), Err(ReadError::Missing)) {
            self.diagnostics.push(misnamed::no_project(self.world));
            return;
        }
        if let Some(head) = self.file(path, Span::NONE, project::head) {
            self.project.name = head.name;
            self.project.defaults = head.defaults;
            self.project.makes = head.makes;
        }
    }

    /// Contents with their translations.
    fn contents(&mut self, wanted: Wanted) {
        let mut names: Vec<At<String>> = self.project.makes.iter().map(|m| m.content.clone()).collect();
        names.extend(self.project.presets.values().filter_map(|p| p.content.clone()));
        let listed = self.toml_files("content");
        // The built-in ones are the example's: nobody means them.
        let own_files = self.world.list_own("content");
        let own = own_files.iter().filter_map(|l| l.name.strip_suffix(".toml").map(str::to_string));
        self.project.there_are.insert("content".to_string(), own.collect());
        if wanted == Wanted::Everything {
            names.extend(listed.iter().filter(|n| !n.contains('.')).map(|n| At::new(n.clone(), Span::NONE)));
        }
        for name in names {
            if self.project.contents.contains_key(&name.value) || !listed.contains(&name.value) {
                continue;
            }
            let path = format!("content/{}.toml", name.value);
            let content = self.file(&path, name.span, content::content).flatten();
            if let Some(starter) = content.as_ref().and_then(|c| c.starter.as_ref()) {
                self.project.starters.entry(starter.value.clone()).or_insert_with(|| starter::words(&starter.value));
            }
            self.diagnostics.extend(content.iter().flat_map(|content| copied::check(self.world, &path, content)));
            self.project.contents.extend(content.map(|c| (name.value.clone(), c)));
            for translated in listed.iter().filter(|l| l.strip_prefix(&name.value).is_some_and(|l| l.starts_with('.'))) {
                let path = format!("content/{translated}.toml");
                let translation = self.file(&path, Span::NONE, translation::translation).flatten();
                let language = translated[name.value.len() + 1..].to_string();
                self.project.translations.extend(translation.map(|t| ((name.value.clone(), language), t)));
            }
        }
    }

    /// The organizations: those of the project itself and the rows of its tables, or the rows of a table that was given.
    fn orgs(&mut self, given: &Given) {
        let maps = self.column_maps();
        if let Some(table) = &given.orgs {
            return self.given_orgs(table, &maps);
        }
        self.own_orgs();
        let mut makes = std::mem::take(&mut self.project.makes);
        for make in &mut makes {
            if let OrgChoice::Table(rows) = &mut make.orgs {
                self.table_orgs(rows, &maps);
            }
        }
        self.project.makes = makes;
    }

    fn own_orgs(&mut self) {
        let own = self.world.list_own("content/orgs");
        for name in own.iter().filter_map(|l| l.name.strip_suffix(".toml")) {
            if !content::is_name(name) {
                let message = format!("`content/orgs/{name}.toml`: a file name of lower-case letters, digits and `-` is wanted");
                self.diagnostics.push(Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help("rename the file"));
                continue;
            }
            self.project.organizations += 1;
            if !self.chunk.has(self.project.organizations - 1) {
                continue;
            }
            let path = format!("content/orgs/{name}.toml");
            let org = self.file(&path, Span::NONE, org::org).flatten();
            if let Some(org) = &org {
                self.redact(&path, &org.confidential_terms);
            }
            self.project.orgs.extend(org.map(|o| (name.to_string(), o)));
        }
    }

    /// Formats, schemes, themes and languages: those that are named, or all there are.
    fn papers(&mut self, wanted: Wanted, given: &Given) {
        let all = wanted == Wanted::Everything;
        let of_presets = self.project.presets.values().flat_map(|p| p.formats.clone());
        let formats: Vec<At<String>> = self.project.makes.iter().flat_map(|m| m.formats.clone()).chain(of_presets).collect();
        for name in self.names("assets/formats", formats, all) {
            let path = format!("assets/formats/{}.toml", name.value);
            let format = self.file(&path, name.span, |_, s| format::format(s)).flatten();
            self.project.formats.extend(format.map(|f| (name.value, f)));
        }
        let of_formats = self.project.formats.values().map(|f| f.scheme.clone());
        let of_presets = self.project.presets.values().filter_map(|p| p.scheme.clone());
        let of_makes = self.project.makes.iter().filter_map(|m| m.scheme.clone());
        let schemes: Vec<At<String>> = of_formats.chain(of_makes).chain(of_presets).collect();
        for name in self.names("assets/schemes", schemes, all) {
            let path = format!("assets/schemes/{}.toml", name.value);
            let scheme = self.file(&path, name.span, |_, s| paper::scheme(s)).flatten();
            self.project.schemes.extend(scheme.map(|s| (name.value, s)));
        }
        self.themes(all);
        self.formats_of_layouts();
        let asked = self.project.makes.iter().flat_map(|m| m.languages.clone().unwrap_or_default());
        let of_events = self.project.events.values().flat_map(|event| {
            let words = event.words.keys().map(|tag| At::new(tag.clone(), event.origin));
            event.language.iter().chain(&event.languages).cloned().chain(words).collect::<Vec<_>>()
        });
        let of_contents = self.project.contents.values().map(|c| c.language.clone()).chain(of_events);
        let asked = asked.chain(self.project.defaults.languages.clone()).chain(of_contents);
        // A sheet in several languages: `en+es`.
        let parts = |l: At<String>| l.value.split('+').map(|tag| At::new(tag.to_string(), l.span)).collect::<Vec<_>>();
        let on_the_command_line = given.languages.iter().map(|tag| At::new(tag.clone(), Span::NONE));
        let languages: Vec<At<String>> = asked.chain(on_the_command_line).flat_map(parts).collect();
        // One that has no file may be called by its name: `spanish`.
        let there_are = self.toml_files("content/languages");
        let unknown = languages.iter().any(|tag| !there_are.contains(&tag.value) && Pseudo::from_tag(&tag.value).is_none());
        self.languages(languages, all || unknown);
    }

    /// Languages with those that lend them words.
    fn languages(&mut self, mut next: Vec<At<String>>, mut all: bool) {
        while !next.is_empty() {
            let mut lenders = Vec::new();
            for name in self.names("content/languages", std::mem::take(&mut next), all) {
                if self.project.languages.contains_key(&name.value) {
                    continue;
                }
                let path = format!("content/languages/{}.toml", name.value);
                let tag = name.value.clone();
                let language = self.file(&path, name.span, |_, s| language::language(s, &tag)).flatten();
                if let Some(lender) = language.as_ref().and_then(|l| l.fallback.as_ref()) {
                    if !self.toml_files("content/languages").contains(&lender.value) {
                        let message = format!("there is no language `{}`", lender.value);
                        self.diagnostics.push(Diagnostic::error(&checks::UNKNOWN_NAME, lender.span, message));
                    }
                    lenders.push(lender.clone());
                }
                self.project.languages.extend(language.map(|l| (name.value, l)));
            }
            next = lenders;
            all = false;
        }
    }

    /// All posting laws.
    fn laws(&mut self) {
        for name in self.toml_files("content/laws") {
            let law = self.file(&format!("content/laws/{name}.toml"), Span::NONE, law::law).flatten();
            self.project.laws.extend(law.map(|law| (name, law)));
        }
    }

    /// All printing conditions: which one is wanted may be said on the command line.
    fn conditions(&mut self) {
        for name in self.world.folders("assets/conditions") {
            let folder = format!("assets/conditions/{name}");
            self.condition(name, &folder);
        }
    }

    fn condition(&mut self, name: String, folder: &str) {
        let (icc, builtin) = match self.world.read(&format!("{folder}/profile.icc")) {
            Ok(found) => (file_bytes(found.bytes), found.builtin),
            // Only what is printed for it needs it: that is said then, and everything else is made.
            Err(ReadError::Missing) => (FileBytes::Built(&[]), false),
            Err(error) => {
                self.diagnostics.push(unreadable(&format!("{folder}/profile.icc"), Span::NONE, &error));
                return;
            }
        };
        // The profile was packed when the program was built, if it is the one that was there then.
        let packed = match World::builtin().read(&format!("{folder}/profile.icc.z")).map(|found| found.bytes) {
            Ok(Bytes::Built(bytes)) if builtin => Some(bytes),
            _ => None,
        };
        let condition =
            self.file(&format!("{folder}/condition.toml"), Span::NONE, |_, s| paper::condition(s, icc, packed)).flatten();
        self.project.conditions.extend(condition.map(|c| (name, c)));
    }

    /// Themes with what they extend.
    fn themes(&mut self, all: bool) {
        let mut next: Vec<At<String>> = self.project.makes.iter().filter_map(|m| m.theme.clone()).collect();
        next.push(self.project.defaults.theme.clone());
        next.extend(self.project.presets.values().filter_map(|p| p.theme.clone()));
        while !next.is_empty() {
            let mut ancestors = Vec::new();
            for name in self.names("assets/themes", std::mem::take(&mut next), all) {
                if self.project.themes.contains_key(&name.value) {
                    continue;
                }
                let path = format!("assets/themes/{}.toml", name.value);
                let Some(theme) = self.file(&path, name.span, theme::theme).flatten() else { continue };
                if let Some(base) = &theme.extends {
                    if !self.toml_files("assets/themes").contains(&base.value) {
                        let message = format!("there is no theme `{}`", base.value);
                        self.diagnostics.push(Diagnostic::error(&checks::UNKNOWN_NAME, base.span, message));
                    } else if !self.project.themes.contains_key(&base.value) {
                        ancestors.push(base.clone());
                    }
                }
                self.project.themes.insert(name.value, theme);
            }
            next = ancestors;
        }
    }

    /// The formats whose layouts serve others: a layout is scaled from the size it was drawn for.
    fn formats_of_layouts(&mut self) {
        let p = &self.project;
        let themes = || p.themes.values();
        let mut more: Vec<At<String>> = Vec::new();
        // A layout without areas says only what differs from that of another format.
        let has_own = |name: &str| themes().any(|t| t.layouts.iter().any(|((f, _), l)| f == name && l.areas.is_some()));
        for (name, format) in p.formats.iter().filter(|(name, _)| !has_own(name)) {
            let serving: Vec<At<String>> = themes().filter_map(|t| t.serves.get(name).cloned()).collect();
            match serving.is_empty() {
                false => more.extend(serving),
                true => {
                    let drawn = themes().flat_map(|t| t.layouts.iter().map(|((f, _), l)| At::new(f.clone(), l.origin)));
                    more.extend(drawn.chain(format.like.clone()));
                }
            }
        }
        for name in self.names("assets/formats", more, false) {
            if !self.project.formats.contains_key(&name.value) {
                let path = format!("assets/formats/{}.toml", name.value);
                let format = self.file(&path, name.span, |_, s| format::format(s)).flatten();
                self.project.formats.extend(format.map(|f| (name.value, f)));
            }
        }
    }

    /// The names given that there is a file for, without repeats; all files of the folder where all are wanted.
    fn names(&mut self, folder: &str, given: Vec<At<String>>, all: bool) -> Vec<At<String>> {
        let listed = self.toml_files(folder);
        let mut names: Vec<At<String>> = Vec::new();
        let everything = listed.iter().filter(|_| all).map(|n| At::new(n.clone(), Span::NONE));
        for name in given.into_iter().chain(everything) {
            if listed.contains(&name.value) && !names.iter().any(|n| n.value == name.value) {
                names.push(name);
            }
        }
        self.project.there_are.insert(folder.to_string(), listed);
        names
    }

    /// Names of the TOML files of a folder, the project's own and the built-in ones.
    /// Formats and kinds of format that blocks name and that are not there.
    fn unknown_places(&mut self) {
        let named: Vec<At<String>> = self
            .project
            .contents
            .values()
            .flat_map(|content| &content.blocks)
            .flat_map(|block| block.placing.on.iter().chain(&block.placing.not_on))
            .filter(|name| !Format::KINDS.contains(&name.value.as_str()))
            .cloned()
            .collect();
        if named.is_empty() {
            return;
        }
        let formats = self.toml_files("assets/formats");
        for name in named.into_iter().filter(|name| !formats.contains(&name.value)) {
            let message = format!("there is no format, and no kind of format, `{}`", name.value);
            let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message);
            let known = formats.iter().map(String::as_str).chain(Format::KINDS);
            self.diagnostics.push(match near(&name.value, known) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("kinds are {}; `handbill list formats` shows formats", Format::KINDS.join(", "))),
            });
        }
    }

    fn toml_files(&self, folder: &str) -> Vec<String> {
        self.world.list(folder).into_iter().filter_map(|l| l.name.strip_suffix(".toml").map(str::to_string)).collect()
    }

    /// `fonts/fonts.toml` of the project over the built-in one.
    fn fonts(&mut self) {
        let path = "fonts/fonts.toml";
        let own = self.world.read_own(path).ok();
        let Ok(found) = World::builtin().read(path) else { return };
        if own.is_some()
            && let Some(file) = self.file(path, Span::NONE, |_, s| fonts::fonts(s))
        {
            self.add_fonts(file);
        }
        if own.is_some_and(|own| *own == *found.bytes.as_slice()) {
            // A copy: it has been read.
            return;
        }
        let text = String::from_utf8_lossy(found.bytes.as_slice()).into_owned();
        let file = self.project.sources.add(format!("{path} (built in)"), text.clone());
        let (value, diagnostics) = parse(file, &text, path, |_, s| fonts::fonts(s));
        self.diagnostics.extend(diagnostics);
        if let Some(file) = value {
            self.add_fonts(file);
        }
    }

    /// Adds what an earlier file has not said: a project's own fonts and languages stand before the built-in ones.
    fn add_fonts(&mut self, file: fonts::FontFile) {
        let builtin = World::builtin();
        for line in file.lines {
            let path = format!("fonts/{}", line.file.value);
            let world = if self.world.has_builtin_font(&path) { &builtin } else { self.world };
            match world.read(&path) {
                Ok(found) => {
                    self.diagnostics.extend(fonts::changed(&line, found.bytes.as_slice()));
                    let entry = font(&line, found.bytes);
                    let table = &mut self.project.fonts;
                    let style = |f: &FontEntry| (f.family.clone(), f.weight, f.italic);
                    if !table.fonts.iter().any(|f| style(f) == style(&entry)) {
                        table.fonts.push(entry);
                    }
                }
                Err(error) => self.diagnostics.push(unreadable(&path, line.file.span, &error)),
            }
        }
        let table = &mut self.project.fonts;
        table.fallback.extend(file.table.fallback);
        for (tag, typography) in file.table.languages {
            table.languages.entry(tag).or_insert(typography);
        }
        table.sources.extend(file.table.sources);
    }

    /// Every picture that a content, an organization or a theme names.
    fn pictures(&mut self) {
        let images = self.project.contents.values().flat_map(|c| &c.blocks).filter_map(|b| match &b.body {
            Body::Image(image) => Some(image.file.clone()),
            _ => None,
        });
        let icons: Vec<At<String>> =
            self.project.contents.values().flat_map(|c| &c.blocks).flat_map(crate::model::Block::icons).collect();
        let logos = self.project.orgs.values().filter_map(|o| o.logo.as_ref());
        let logos = logos.flat_map(|l| [Some(l.file.clone()), l.on_dark.clone()]).flatten();
        let named: Vec<&At<String>> = self.project.contents.values().filter_map(|c| c.art.as_ref()).collect();
        let ornaments = self.project.themes.values().flat_map(|t| t.art.values()).flat_map(|art| {
            let chosen = named.iter().filter(|_| art.is_choice());
            let chosen = chosen.map(|name| At::new(art.path(Some(&name.value)).into_owned(), name.span));
            chosen.chain([At::new(art.path(None).into_owned(), art.file.span)]).collect::<Vec<_>>()
        });
        let of_rows = self.project.events.values().filter_map(|event| event.picture.as_ref().map(|p| p.file.clone()));
        let files: Vec<At<String>> = images.chain(icons).chain(logos).chain(ornaments).chain(of_rows).collect();
        for file in files {
            if self.project.assets.contains_key(&file.value) {
                continue;
            }
            match self.world.read(&file.value) {
                Ok(found) => {
                    let bytes: Arc<[u8]> = found.bytes.as_slice().into();
                    let hash = short_hash(&bytes);
                    self.project.assets.insert(file.value, Asset { bytes, hash });
                }
                Err(error) => self.diagnostics.push(misnamed::no_picture(self.world, &file, &error)),
            }
        }
    }
}

/// Reads one text with a function for its kind of file.
fn parse<T>(
    file: FileId,
    text: &str,
    path: &str,
    read: impl FnOnce(&Reader, Section<'_, '_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let reader = Reader::new(file);
    let value = match DeTable::parse(text) {
        Ok(table) => {
            // Messages about the file as a whole point to its first line.
            let first_line = text.find('\n').unwrap_or(text.len());
            let root = reader.section(table.get_ref(), Span::new(file, 0, first_line), path);
            Some(read(&reader, root))
        }
        Err(error) => {
            // Later syntax errors are mostly the first one's echo.
            let at = error.span().unwrap_or(0..0);
            reader.report(mistyped::explained(file, text, at, error.message()));
            None
        }
    };
    (value, reader.into_diagnostics())
}

fn unreadable(path: &str, span: Span, error: &ReadError) -> Diagnostic {
    Diagnostic::error(&checks::UNREADABLE_FILE, span, format!("`{path}` {error}"))
}

fn file_bytes(bytes: Bytes) -> FileBytes {
    match bytes {
        Bytes::Built(bytes) => FileBytes::Built(bytes),
        Bytes::Read(bytes) => FileBytes::Read(bytes),
    }
}

fn font(line: &fonts::FontLine, bytes: Bytes) -> FontEntry {
    let data = file_bytes(bytes);
    let style = if line.italic { "Italic" } else { "" };
    let name = format!("{}-{}{style}", line.family.value.replace(' ', ""), line.weight);
    let hash = font_hash(&line.file.value, data.as_slice());
    let font = Font { name, family: line.family.value.clone(), weight: line.weight, data, hash };
    FontEntry {
        family: line.family.value.clone(),
        weight: line.weight,
        italic: line.italic,
        font: Arc::new(font),
        origin: line.file.span,
    }
}

/// A font's hash looks at its path, its length and its head, where the `head` table's checksum of the whole file
/// stands: reading megabytes at each start would cost more than the rest of the reading.
fn font_hash(path: &str, data: &[u8]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_bytes());
    hasher.update(&data.len().to_le_bytes());
    hasher.update(&data[..data.len().min(4096)]);
    first_eight(hasher.finalize())
}

fn short_hash(bytes: &[u8]) -> u64 {
    first_eight(blake3::hash(bytes))
}

fn first_eight(hash: blake3::Hash) -> u64 {
    u64::from_le_bytes(*hash.as_bytes().first_chunk().expect("a hash has 32 bytes"))
}
