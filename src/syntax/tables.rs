//! Tables of a project, and those given on the command line, on the shelf: rows become organizations.

use super::reader::Reader;
use super::section::Section;
use super::table::{self, ColumnMap, Found, Order, RowOf};
use super::{Given, GivenTable, Shelf, Wanted, alike, event, org, preset, unreadable};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{ConfidentialTerms, Event, Make, Name, Org, OrgChoice, Preset, PresetChoice, Pseudo, Row, TableRows, folded};
use crate::world::World;
use std::collections::{BTreeMap, BTreeSet};

/// The column maps there are, by name.
pub(super) type Maps = BTreeMap<String, (RowOf, ColumnMap)>;

/// Which rows of which file: what several makes name alike is one table.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TableKey {
    file: String,
    sheet: Option<String>,
    filter: Vec<(String, String)>,
    rows: Option<(u32, u32)>,
}

impl TableKey {
    fn of(rows: &TableRows) -> TableKey {
        TableKey {
            file: rows.file.value.clone(),
            sheet: rows.sheet.as_ref().map(|sheet| sheet.value.clone()),
            filter: rows.filter.iter().map(|(column, value)| (column.value.clone(), value.clone())).collect(),
            rows: rows.rows,
        }
    }
}

/// What a sheet of a table that was taken apart is asked for by.
fn key(kind: &str, path: &str, sheet: Option<&str>) -> String {
    // A NUL stands in no name of a file or a sheet: the first sheet is no sheet called ``.
    sheet.map_or_else(|| format!("{kind}\0{path}"), |sheet| format!("{kind}\0{path}\0{sheet}"))
}

impl Shelf<'_> {
    /// The maps for a table; where none is read, those of the project are still looked at for mistakes.
    pub(super) fn column_maps(&mut self, is_read: bool) -> Maps {
        let mut maps = Maps::new();
        let folder = "assets/tables";
        let names = if is_read { self.toml_files(folder) } else { self.own_toml_files(folder) };
        for name in names {
            let map = self.file(&format!("assets/tables/{name}.toml"), Span::NONE, table::column_map).flatten();
            maps.extend(map.map(|map| (name, map)));
        }
        maps
    }

    /// Notes the organizations that something is made for, where every make goes over its organizations one by one: what
    /// they share, and what names one of them, wants all.
    pub(super) fn only(&mut self, given: &Given) {
        let one_by_one = |make: &Make| {
            let of_many = match &make.orgs {
                OrgChoice::All(_) | OrgChoice::Table(_) => true,
                OrgChoice::Named(_) => given.orgs.is_some(),
                OrgChoice::Only => false,
            };
            of_many && make.gang.is_none() && make.events.is_none() && make.rows.is_none()
        };
        if given.events.is_none() && self.project.makes.iter().all(one_by_one) {
            self.only.clone_from(&given.only);
        }
    }

    /// Rows of a table of the project. Their names are noted with the table.
    pub(super) fn table_orgs(&mut self, rows: &mut TableRows, maps: &Maps) {
        let found = self.rows_of(rows, maps, RowOf::Org, org::row);
        self.diagnostics.extend(alike::check(&found));
        rows.names = self.add_orgs(found);
    }

    /// Rows of a table from the command line, in place of every other organization.
    pub(super) fn given_orgs(&mut self, given: &GivenTable, maps: &Maps) {
        let found = self.given_rows(given, maps, RowOf::Org, org::row);
        self.diagnostics.extend(alike::check(&found));
        self.add_orgs(found);
    }

    /// Events: rows of tables of the project, or of the one that was given.
    pub(super) fn events(&mut self, given: &Given) {
        let asked = given.events.is_some() || self.project.makes.iter().any(|make| make.events.is_some());
        if !asked {
            return;
        }
        let maps = self.column_maps(true);
        let read = |reader: &Reader, s: Section<'_, '_>| {
            let event = event::row(reader, &s);
            s.done();
            event
        };
        if let Some(table) = &given.events {
            let found = self.given_rows(table, &maps, RowOf::Event, read);
            self.add_events(found);
            return;
        }
        let mut makes = std::mem::take(&mut self.project.makes);
        for rows in makes.iter_mut().filter_map(|make| make.events.as_mut()) {
            let found = self.rows_of(rows, &maps, RowOf::Event, read);
            rows.names = found.iter().map(|found| found.id.value.clone()).collect();
            self.add_events(found);
        }
        self.project.makes = makes;
    }

    /// Rows of tables that are neither organizations nor events.
    pub(super) fn rows(&mut self) {
        if self.project.makes.iter().all(|make| make.rows.is_none()) {
            return;
        }
        let maps = self.column_maps(true);
        let read = |_: &Reader, s: Section<'_, '_>| {
            let (words, quantity) = (org::row_words(&s), s.whole("quantity", 1..=100_000_000));
            let origin = s.span;
            s.done();
            Some(Row { words, quantity, origin })
        };
        let mut makes = std::mem::take(&mut self.project.makes);
        for rows in makes.iter_mut().filter_map(|make| make.rows.as_mut()) {
            let found = self.rows_of(rows, &maps, RowOf::Any, read);
            for found in found {
                // Rows of several tables are told apart by their file.
                let name = format!("{}:{}", rows.file.value, found.id.value);
                rows.names.push(name.clone());
                self.project.rows.insert(name, Row { origin: found.row, ..found.value });
            }
        }
        self.project.makes = makes;
    }

    /// Columns that texts of contents take words from: `{row.NAME}`, folded. Looked for before tables are read, so that
    /// no other cell of them is kept.
    fn used_columns(&mut self) -> BTreeSet<String> {
        let files = self.world.list_own("content");
        let own = files.iter().map(|listed| listed.name.clone());
        let made = self.project.makes.iter().map(|make| format!("{}.toml", make.content.value));
        let names: BTreeSet<String> = own.chain(made).filter(|name| name.ends_with(".toml")).collect();
        let mut used = BTreeSet::new();
        for name in names {
            let Ok(found) = self.world.read(&format!("content/{name}")) else { continue };
            let Ok(text) = std::str::from_utf8(found.bytes.as_slice()) else { continue };
            for after in text.split("row.").skip(1) {
                let column: String = after.chars().take_while(|c| c.is_alphanumeric() || "_-.".contains(*c)).collect();
                used.insert(folded(column.trim_end_matches('.')));
            }
        }
        used
    }

    /// Languages that organizations ask for and that nobody knows.
    pub(super) fn unknown_languages(&mut self) {
        let there_are = self.toml_files("content/languages");
        let is_known = |tag: &str| there_are.iter().any(|there| there == tag) || Pseudo::from_tag(tag).is_some();
        let asked = self.project.orgs.values().flat_map(|org| &org.languages);
        let unknown: Vec<At<String>> = asked.filter(|tags| !tags.value.split('+').all(is_known)).cloned().collect();
        if unknown.is_empty() {
            return;
        }
        // Their names, for whoever has written one of those.
        let mut names: Vec<(String, String)> = Vec::new();
        for tag in &there_are {
            let Ok(found) = self.world.read(&format!("content/languages/{tag}.toml")) else { continue };
            let text = String::from_utf8_lossy(found.bytes.as_slice()).into_owned();
            let named = |key: &str| text.lines().find_map(|l| l.strip_prefix(key)?.split('"').nth(1).map(str::to_lowercase));
            names.extend(["name", "endonym"].into_iter().filter_map(named).map(|name| (name, tag.clone())));
        }
        for tags in unknown {
            let tag = tags.value.split('+').find(|tag| !is_known(tag)).unwrap_or_default();
            let lower = tag.to_lowercase();
            let named = names.iter().find(|(name, _)| *name == lower).map(|(_, tag)| tag.as_str());
            let others = there_are.iter().map(String::as_str).chain(names.iter().map(|(name, _)| name.as_str()));
            let meant = named
                .or_else(|| near(&lower, others))
                .map(|meant| names.iter().find(|(name, _)| name == meant).map_or(meant.to_string(), |(_, tag)| tag.clone()));
            let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, tags.span, format!("there is no language `{tag}`"));
            self.diagnostics.push(match meant {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic.help(format!("languages are tags such as `en` or `es`: {}", there_are.join(", "))),
            });
        }
    }

    fn add_events(&mut self, found: Vec<Found<Event>>) {
        for Found { id, value, row, .. } in found {
            self.project.events.insert(id.value, Event { origin: row, ..value });
        }
    }

    fn rows_of<T>(
        &mut self,
        rows: &TableRows,
        maps: &Maps,
        of: RowOf,
        read: impl Fn(&Reader, Section<'_, '_>) -> Option<T>,
    ) -> Vec<Found<T>> {
        let (path, named_at) = (rows.file.value.as_str(), rows.file.span);
        let sheet = rows.sheet.as_ref().map(|s| s.value.as_str());
        let opened = self.world.once(&key("table", path, sheet), || {
            let bytes = self.world.take(path).map_err(|error| unreadable(path, named_at, &error))?;
            table::open(path, bytes, sheet, named_at)
        });
        let opened = match opened {
            Ok(opened) => opened,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                return Vec::new();
            }
        };
        let first = (of == RowOf::Org).then(|| self.first_row(TableKey::of(rows)));
        let chunk = self.chunk;
        let (used, languages) = (self.used_columns(), self.toml_files("content/languages"));
        let order = Order {
            used: &used,
            languages: &languages,
            path,
            opened: &opened,
            named_at,
            of,
            sheet,
            columns: rows.columns.as_ref(),
            filter: &rows.filter,
            rows: rows.rows,
            only: &self.only,
            chunk: &|row| first.is_none_or(|first| chunk.has(first + row)),
        };
        let table = table::read(&mut self.project.sources, maps, &order, read);
        self.taken(first, table)
    }

    fn given_rows<T>(
        &mut self,
        given: &GivenTable,
        maps: &Maps,
        of: RowOf,
        read: impl Fn(&Reader, Section<'_, '_>) -> Option<T>,
    ) -> Vec<Found<T>> {
        let path = given.path.to_string_lossy().replace('\\', "/");
        let opened = self.world.once(&key("given", &path, given.sheet.as_deref()), || {
            let bytes = World::take_given(&given.path);
            let bytes = bytes.map_err(|error| unreadable(&given.path.to_string_lossy(), Span::NONE, &error))?;
            table::open(&path, bytes, given.sheet.as_deref(), Span::NONE)
        });
        let opened = match opened {
            Ok(opened) => opened,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                return Vec::new();
            }
        };
        let columns = given.columns.clone().map(|name| At::new(name, Span::NONE));
        let filter: Vec<(At<String>, String)> =
            given.filter.iter().map(|(column, value)| (At::new(column.clone(), Span::NONE), value.clone())).collect();
        let first = (of == RowOf::Org).then_some(self.project.organizations);
        let chunk = self.chunk;
        let (used, languages) = (self.used_columns(), self.toml_files("content/languages"));
        let order = Order {
            used: &used,
            languages: &languages,
            path: &path,
            opened: &opened,
            named_at: Span::NONE,
            of,
            sheet: given.sheet.as_deref(),
            columns: columns.as_ref(),
            filter: &filter,
            rows: given.rows,
            only: &self.only,
            chunk: &|row| first.is_none_or(|first| chunk.has(first + row)),
        };
        let table = table::read(&mut self.project.sources, maps, &order, read);
        self.taken(first, table)
    }

    /// The number of organization with which a table begins: its rows are counted from where it was first read.
    fn first_row(&mut self, table: TableKey) -> usize {
        let now = self.project.organizations;
        *self.tables.entry(table).or_insert(now)
    }

    /// What was read of a table, its rows counted.
    fn taken<T>(&mut self, first: Option<usize>, table: table::Read<T>) -> Vec<Found<T>> {
        let organizations = first.map_or(0, |first| first + table.rows);
        self.project.organizations = self.project.organizations.max(organizations);
        self.diagnostics.extend(table.diagnostics);
        table.found
    }

    fn add_orgs(&mut self, found: Vec<Found<Org>>) -> Vec<Name> {
        let mut names = Vec::new();
        for Found { id, value, row, confidential_terms } in found {
            if let Some(there) = self.project.orgs.get(&id.value) {
                // The same rows may be asked for twice, by two makes.
                if self.project.sources.path(there.origin.file) == self.project.sources.path(row.file) {
                    names.push(id.value);
                    continue;
                }
                let message = format!("two organizations are called `{}`", id.value);
                self.diagnostics.push(
                    Diagnostic::error(&checks::SAME_ID, id.span, message)
                        .also(there.origin, "the other")
                        .help("give the row another id, or take the file away"),
                );
                continue;
            }
            let confidential_terms =
                ConfidentialTerms(value.confidential_terms.0.iter().cloned().chain(confidential_terms).collect());
            names.push(id.value.clone());
            self.project.orgs.insert(id.value, Org { origin: row, confidential_terms, ..value });
        }
        names
    }

    /// Presets that organizations or makes name, each of which must be there.
    pub(super) fn presets(&mut self, wanted: Wanted) {
        let there_are = self.toml_files("assets/presets");
        let of_events = self.project.events.values().flat_map(|event| event.presets.clone());
        let named = self.project.orgs.values().flat_map(|org| org.presets.clone()).chain(of_events);
        let of_makes = self.project.makes.iter().flat_map(|make| match &make.presets {
            PresetChoice::Named(names) => names.clone(),
            PresetChoice::Formats | PresetChoice::Own(_) => Vec::new(),
        });
        let mut names: Vec<At<Name>> = named.chain(of_makes).collect();
        if wanted == Wanted::Everything {
            names.extend(there_are.iter().map(|name| At::new(name.clone(), Span::NONE)));
        }
        let (own, contents) = (self.own_toml_files("assets/presets"), self.content_files());
        for name in names {
            if !there_are.contains(&name.value) {
                let diagnostic =
                    Diagnostic::error(&checks::UNKNOWN_NAME, name.span, format!("there is no preset `{}`", name.value));
                self.diagnostics.push(match near(&name.value, there_are.iter().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help(format!("there is: {}", there_are.join(", "))),
                });
            } else if !self.project.presets.contains_key(&name.value) {
                let read = self.file(&format!("assets/presets/{}.toml", name.value), name.span, preset::preset).flatten();
                // A built-in preset names a content of the example: other projects need not have it, and theirs is the make's.
                let is_meant = |content: &At<Name>| own.contains(&name.value) || contents.contains(&content.value);
                let read = read.map(|preset| Preset { content: preset.content.filter(is_meant), ..preset });
                self.project.presets.extend(read.map(|preset| (name.value, preset)));
            }
        }
    }

    /// Takes the words of a confidential address out of the text of a file, so that no message shows them.
    pub(super) fn redact(&mut self, path: &str, confidential_terms: &ConfidentialTerms) {
        if confidential_terms.0.is_empty() {
            return;
        }
        let file = self.project.sources.all().filter(|(_, p, _)| *p == path).last().map(|(id, _, text)| (id, text.to_string()));
        let Some((file, text)) = file else { return };
        for word in &confidential_terms.0 {
            for (at, found) in text.match_indices(word.as_str()) {
                self.project.sources.redact(Span::new(file, at, at + found.len()));
            }
        }
    }
}
