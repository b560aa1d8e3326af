//! TOML to [`Project`]. Never fails: it gives what it understood, and every mistake of every file in one run.
//!
//! Not through serde: it stops at the first mistake and loses spans in nested types. `reader` walks `toml`'s own
//! tables; one file here for each kind of file people write.

mod address;
mod alike;
mod asked;
mod assets;
mod bare_host;
mod broken;
mod chunk;
mod codes;
mod content;
mod copied;
mod event;
mod fonts;
mod format;
mod ground;
mod language;
mod law;
mod layouts;
mod misnamed;
mod mistyped;
mod org;
mod other_words;
mod own_themes;
mod paper;
mod papers;
mod policy;
mod preset;
mod project;
mod reader;
pub mod schema;
mod section;
mod slips;
mod starter;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod theme;
mod translation;
pub mod typeface;

use crate::diag::{At, Diagnostic, FileId, Sources, Span, checks};
use crate::model::{Content, FileBytes, Kind, Make, Name, OrgChoice, Project};
use crate::world::{Bytes, ReadError, World};
pub use bare_host::is_bare_host;
pub use chunk::Chunk;
pub use project::row_range;
use reader::Reader;
use section::Section;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use toml::de::DeTable;

/// The words over the columns of a table (CSV, XLSX, ODS, an address book), each with what the row under them says. `None`: it
/// cannot be read.
pub fn headers(table: &[u8]) -> Option<Vec<(String, String)>> {
    table::headers(table)
}

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
    /// The theme to make everything in, beside those that the project names.
    pub theme: Option<Name>,
    /// Languages to make, beside those that the project asks for.
    pub languages: Vec<String>,
    /// The only organizations that something is made for, by name. Rows of tables that have nothing to do with them need
    /// not be read.
    pub only: Vec<Name>,
}

/// A table anywhere on the disk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenTable {
    /// As it was typed, from where the program runs.
    pub path: PathBuf,
    /// Name of the sheet of a book. `None`: the first that is shown.
    pub sheet: Option<String>,
    /// A file of `assets/tables/`. `None`: the map that knows the most columns.
    pub columns: Option<Name>,
    /// Column and value.
    pub filter: Vec<(String, String)>,
    /// First and last row, as the spreadsheet counts them.
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
    let mut shelf = Shelf { world, chunk, only: Vec::new(), tables: BTreeMap::new(), project, diagnostics };
    shelf.head();
    shelf.only(given);
    shelf.orgs(given);
    shelf.project.is_chunk = !chunk.is_whole(shelf.project.organizations);
    shelf.unknown_languages();
    shelf.events(given);
    shelf.rows();
    shelf.presets(*wanted);
    shelf.contents(*wanted);
    shelf.policies(*wanted == Wanted::Everything);
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
    if chunk.has(0) {
        shelf.own_themes();
    }
    shelf.pictures();
    if chunk.has(0) {
        shelf.diagnostics.extend(misnamed::unread(world));
    }
    (shelf.project, shelf.diagnostics)
}

/// A content of a project that has none of its own.
fn borrowed(name: &At<String>) -> Diagnostic {
    let message = format!("`{}` is the content of the example in the program: the project has none", name.value);
    let help = format!("write `content/{}.toml`; or `example = true` under `[project]`, and it is meant", name.value);
    Diagnostic::note(&checks::UNKNOWN_NAME, name.span, message).help(help)
}

/// Bytes of a TOML file.
const LONGEST_FILE: usize = 4 << 20;

/// What one chunk of the organizations hands on to the next.
trait Shared: Clone + Send + Sync + 'static {}

impl<T: Clone + Send + Sync + 'static> Shared for T {}

/// What a text came to.
struct Parsed<T> {
    file: FileId,
    value: Option<T>,
    diagnostics: Vec<Diagnostic>,
}

/// What was read so far.
struct Shelf<'w> {
    world: &'w World,
    /// The organizations that are read.
    chunk: Chunk,
    /// See [`Given::only`]. Empty: all are wanted.
    only: Vec<Name>,
    /// With which number of organization the rows of a table begin, by all that says which rows they are.
    tables: BTreeMap<tables::TableKey, usize>,
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
    fn file<T: Shared>(&mut self, path: &str, named_at: Span, read: impl FnOnce(&Reader, Section<'_, '_>) -> T) -> Option<T> {
        let (file, text) = self.text(path, named_at)?;
        let (value, diagnostics) = self.parse(file, &text, path, read);
        self.diagnostics.extend(diagnostics);
        value
    }

    /// See [`parse`]. Chunks of the organizations share all other files, whose texts are parsed once for all of them.
    fn parse<T: Shared>(
        &self,
        file: FileId,
        text: &str,
        path: &str,
        read: impl FnOnce(&Reader, Section<'_, '_>) -> T,
    ) -> (Option<T>, Vec<Diagnostic>) {
        if !self.chunk.is_one_of_many() {
            return parse(file, text, path, read);
        }
        let key = format!("{path} {}", blake3::hash(text.as_bytes()).to_hex());
        // A value says where in which file of the sources it was written.
        if let Some(known) = self.world.kept::<Parsed<T>>(&key).filter(|known| known.file == file) {
            return (known.value.clone(), known.diagnostics.clone());
        }
        let (value, diagnostics) = parse(file, text, path, read);
        self.world.keep(&key, Arc::new(Parsed { file, value: value.clone(), diagnostics: diagnostics.clone() }));
        (value, diagnostics)
    }

    fn head(&mut self) {
        let path = "handbill.toml";
        if matches!(self.world.read_own(path), Err(ReadError::Missing)) {
            self.diagnostics.push(misnamed::no_project(self.world));
            return;
        }
        if let Some(head) = self.file(path, Span::NONE, project::head) {
            self.project.name = head.name;
            self.project.example = head.example;
            self.project.defaults = head.defaults;
            self.project.makes = head.makes;
            self.project.allowed = head.allowed;
        }
    }

    /// Contents with their translations.
    fn contents(&mut self, wanted: Wanted) {
        let mut names: Vec<At<String>> = self.project.makes.iter().map(|m| m.content.clone()).collect();
        names.extend(self.project.presets.values().filter_map(|p| p.content.clone()));
        let own = self.content_files();
        if self.own_toml_files("content").is_empty() && !self.project.example {
            let asked = self.project.makes.iter().map(|make| &make.content).filter(|name| own.contains(&name.value));
            let told: BTreeMap<&str, Diagnostic> = asked.map(|name| (name.value.as_str(), borrowed(name))).collect();
            self.diagnostics.extend(told.into_values());
        }
        self.project.there_are.insert("content".to_string(), own.clone());
        if wanted == Wanted::Everything {
            names.extend(own.iter().filter(|n| !n.contains('.')).map(|n| At::new(n.clone(), Span::NONE)));
        }
        let asked: Vec<String> = self.project.makes.iter().map(|make| make.content.value.clone()).collect();
        let languages = self.toml_files("content/languages");
        for name in names {
            if self.project.contents.contains_key(&name.value) || !own.contains(&name.value) {
                continue;
            }
            let path = format!("content/{}.toml", name.value);
            let content = self.file(&path, name.span, content::content).flatten();
            if let Some(starter) = content.as_ref().and_then(|c| c.starter.as_ref()) {
                self.project.starters.entry(starter.value.clone()).or_insert_with(|| starter::words(&starter.value));
            }
            self.diagnostics.extend(content.iter().flat_map(|content| copied::check(self.world, &path, content)));
            self.diagnostics.extend(misnamed::underlined(&name.value, &own, &asked, &languages));
            self.project.contents.extend(content.map(|c| (name.value.clone(), c)));
            for translated in own.iter().filter(|l| l.strip_prefix(&name.value).is_some_and(|l| l.starts_with('.'))) {
                let path = format!("content/{translated}.toml");
                let translation = self.file(&path, Span::NONE, translation::translation).flatten();
                let language = translated[name.value.len() + 1..].to_string();
                self.diagnostics.extend(translation.as_ref().and_then(|t| misnamed::other_language(&path, &language, t)));
                self.project.translations.extend(translation.map(|t| ((name.value.clone(), language), t)));
            }
        }
        self.codes_elsewhere(&own);
    }

    /// Names of the files of contents that the project may mean. The built-in ones are the example's: a project with contents of its
    /// own means those, and says where it does not.
    fn content_files(&self) -> Vec<String> {
        let own = self.own_toml_files("content");
        if self.project.example || own.is_empty() { self.toml_files("content") } else { own }
    }

    /// Whether a link of an organization is for a code of a content that is not made today, and was not read.
    fn codes_elsewhere(&mut self, own: &[String]) {
        let codes = |content: &Content| -> Vec<Name> {
            let blocks = content.blocks.iter().map(|block| &block.name);
            blocks.filter(|name| name.kind == Kind::Qr).map(|name| name.name.clone()).collect()
        };
        let known: BTreeSet<Name> = self.project.contents.values().flat_map(codes).collect();
        if self.project.orgs.values().flat_map(|org| org.links.keys()).all(|code| known.contains(code)) {
            return;
        }
        let others = own.iter().filter(|name| !name.contains('.') && !self.project.contents.contains_key(*name));
        for path in others.map(|name| format!("content/{name}.toml")) {
            // What is wrong with it is told when it is made.
            let text = self.world.read_own(&path).ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
            let file = Sources::default().add(&path, "");
            let content = text.and_then(|text| parse(file, &text, &path, content::content).0.flatten());
            self.project.codes_elsewhere.extend(content.iter().flat_map(codes));
        }
    }

    /// The organizations: those of the project itself and the rows of its tables, or the rows of a table that was given.
    fn orgs(&mut self, given: &Given) {
        let is_table = |make: &Make| matches!(make.orgs, OrgChoice::Table(_));
        let maps = self.column_maps(given.orgs.is_some() || self.project.makes.iter().any(is_table));
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
        let folder = "content/orgs";
        let own = self.world.list_own(folder);
        // Each chunk goes over all of them to find its own.
        let are_names = || own.iter().map(|listed| listed.name.strip_suffix(".toml").is_some_and(content::is_name)).collect();
        let are_names: Arc<Vec<bool>> = self.world.once(folder, || Ok::<_, Infallible>(are_names())).unwrap_or_default();
        let named = own.iter().zip(are_names.iter()).filter_map(|(l, is_name)| Some((l.name.strip_suffix(".toml")?, *is_name)));
        for (name, is_name) in named {
            if !is_name {
                let message = format!("`content/orgs/{name}.toml`: a file name of lower-case letters, digits and `-` is wanted");
                self.diagnostics.push(Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help("rename the file"));
                continue;
            }
            self.project.organizations += 1;
            if !self.chunk.has(self.project.organizations - 1) {
                continue;
            }
            let path = format!("content/orgs/{name}.toml");
            let Some((file, text)) = self.text(&path, Span::NONE) else { continue };
            let (org, diagnostics) = parse(file, &text, &path, org::org);
            self.diagnostics.extend(diagnostics);
            let org = org.flatten();
            if let Some(org) = &org {
                self.redact(&path, &org.confidential_terms);
            }
            self.project.orgs.extend(org.map(|o| (name.to_string(), o)));
        }
    }

    /// All posting laws.
    fn laws(&mut self) {
        for name in self.toml_files("content/laws") {
            let law = self.file(&format!("content/laws/{name}.toml"), Span::NONE, law::law).flatten();
            self.project.laws.extend(law.map(|law| (name, law)));
        }
    }

    /// Names of the TOML files of a folder of the project.
    fn own_toml_files(&self, folder: &str) -> Vec<String> {
        self.world.list_own(folder).iter().filter_map(|l| l.name.strip_suffix(".toml").map(str::to_string)).collect()
    }

    /// Names of the TOML files of a folder, the project's own and the built-in ones.
    fn toml_files(&self, folder: &str) -> Vec<String> {
        self.world.list(folder).into_iter().filter_map(|l| l.name.strip_suffix(".toml").map(str::to_string)).collect()
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
        Bytes::Packed(packed) => FileBytes::Packed(packed.whole()),
        Bytes::Read(bytes) => FileBytes::Read(bytes),
    }
}
