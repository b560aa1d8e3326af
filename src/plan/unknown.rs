//! Names that nothing has, in `handbill.toml` and on the command line, and what was probably meant.

use super::Planner;
use crate::diag::{At, Diagnostic, Span, checks, hint, near_alias};
use crate::model::{BlockName, Kind, Language, Make, Name, Org, PresetChoice, Project, Pseudo};

/// Kinds of names, the folder of their files, and what to do where there is none at all.
const KINDS: [(&str, &str, &str); 6] = [
    ("content", "content", "there is none yet: begin one with `handbill new content NAME`"),
    ("organization", "content/orgs", "there is none yet: begin one with `handbill new org NAME`"),
    ("language", "content/languages", "`handbill list languages` shows all"),
    ("format", "assets/formats", "`handbill list formats` shows all"),
    ("scheme", "assets/schemes", "`handbill list schemes` shows all"),
    ("theme", "assets/themes", "`handbill list themes` shows all"),
];

impl Planner<'_> {
    /// Reports a name that nothing has; nothing where its file is there and was not understood.
    pub(super) fn unknown(&mut self, what: &str, name: &At<Name>) {
        let kind = KINDS.iter().find(|(kind, ..)| *kind == what);
        let (folder, nothing) = kind.map_or(("", ""), |(_, folder, nothing)| (*folder, *nothing));
        if was_read(self.project, folder, &name.value) {
            // Its own mistakes have been reported.
            self.not_understood = true;
            return;
        }
        let message = format!("there is no {what} `{}`", name.value);
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message).label("not found");
        let help = match what {
            "language" => language(self.project, &name.value),
            "printing condition" => hint(&name.value, self.project.conditions.keys().map(String::as_str), nothing),
            "organization" => hint(&name.value, self.project.orgs.keys().map(String::as_str), nothing),
            _ => hint(&name.value, there_are(self.project, folder), nothing),
        };
        self.report(diagnostic.help(help));
    }

    /// Blocks that a make does without, and that no content has. Those of organizations, events and rows are not the content's.
    pub(super) fn unknown_blocks(&mut self, make: &Make) {
        let contents = &self.project.contents;
        let made = contents.get(&make.content.value).filter(|_| make.presets == PresetChoice::Formats);
        let blocks: Vec<&BlockName> = match made {
            Some(content) => content.blocks.iter().map(|block| &block.name).collect(),
            None => contents.values().flat_map(|content| content.blocks.iter().map(|block| &block.name)).collect(),
        };
        let is_of_rows = make.events.is_some() || make.rows.is_some();
        let is_elsewhere = |kind: Kind| match kind {
            Kind::Org | Kind::Art | Kind::Event => true,
            Kind::Qr | Kind::Image => is_of_rows,
            _ => false,
        };
        for name in &make.without {
            let Some(block) = BlockName::parse(&name.value).filter(|block| !is_elsewhere(block.kind)) else { continue };
            let (base, _) = block.and_language();
            if !blocks.iter().any(|known| **known == base) {
                let names: Vec<String> = blocks.iter().map(ToString::to_string).collect();
                let message = format!("`without` names `{}`, and the content has no such block", name.value);
                let help = hint(&name.value, names.iter().map(String::as_str), "the content has no blocks");
                self.report(Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message).help(help));
            }
        }
    }

    /// Names on the command line that nothing has, or that no make asks for.
    pub(super) fn unknown_requests(&mut self) {
        let project = self.project;
        for name in &self.request.names {
            if !project.contents.contains_key(name) && !project.formats.contains_key(name) {
                self.unknown_product(name);
            }
        }
        if let Some(theme) = self.request.theme.as_ref().filter(|name| !project.themes.contains_key(*name)) {
            self.unknown("theme", &At::new(theme.clone(), Span::NONE));
        }
        for name in &self.request.orgs {
            if !project.orgs.contains_key(name) {
                self.unknown("organization", &At::new(name.clone(), Span::NONE));
            }
        }
        for name in self.request.languages.iter().flat_map(|l| l.split('+')) {
            if !project.languages.contains_key(name) && Pseudo::from_tag(name).is_none() {
                self.unknown("language", &At::new(name.to_string(), Span::NONE));
            }
        }
    }

    /// A name of a product that is neither a content nor a format of what is made.
    fn unknown_product(&mut self, name: &str) {
        let project = self.project;
        if ["content", "assets/formats"].iter().any(|folder| was_read(project, folder, name)) {
            self.not_understood = true;
            return;
        }
        for (what, folder, key) in [("format", "assets/formats", "formats"), ("content", "content", "content")] {
            if there_are(project, folder).any(|there| there == name) {
                let message = format!("no `[[make]]` of `handbill.toml` asks for the {what} `{name}`");
                let help = match key {
                    "formats" => format!("add it to the `formats` of one: `formats = [..., \"{name}\"]`"),
                    _ => format!("add a `[[make]]` with `content = \"{name}\"`"),
                };
                return self.report(Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message).help(help));
            }
        }
        if let Some((what, help)) = self.other_kind(name) {
            let message = format!("`{name}` is {what}, and products are called by their content or format");
            return self.report(Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message).help(help));
        }
        let message = format!("there is no content or format `{name}`");
        let all = there_are(project, "content").chain(there_are(project, "assets/formats"));
        let help = hint(name, all, "`handbill list products` shows what is made");
        self.report(Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message).label("not found").help(help));
    }

    /// What a name is that is no product, and how to ask for it: `an organization`, `a language`, `a file`.
    fn other_kind(&self, name: &str) -> Option<(&'static str, String)> {
        let project = self.project;
        let by_flag = |what, flag: &str, id: &str| Some((what, format!("type `handbill build --{flag} {id}`")));
        if let Some(id) = organization(project, name) {
            return by_flag("an organization", "org", id);
        }
        if let Some(tag) = spoken(project, name) {
            return by_flag("a language", "lang", tag);
        }
        if project.themes.contains_key(name) {
            return by_flag("a theme", "theme", name);
        }
        let (_, file) = name.rsplit_once(['/', '\\']).unwrap_or(("", name));
        let stem = file
            .strip_suffix(".toml")
            .filter(|stem| project.contents.contains_key(*stem) || project.formats.contains_key(*stem))?;
        Some(("a file", format!("type `handbill build {stem}`")))
    }
}

/// An organization by its file, or by what it is called, where no other is called so.
pub(super) fn organization<'p>(project: &'p Project, typed: &str) -> Option<&'p Name> {
    if let Some((id, _)) = project.orgs.get_key_value(typed) {
        return Some(id);
    }
    let is_called = |org: &Org| {
        let names = [Some(&org.name), org.short.as_ref()].into_iter().flatten();
        names.into_iter().any(|name| name.value.trim().eq_ignore_ascii_case(typed.trim()))
    };
    let mut all = project.orgs.iter().filter(|(_, org)| is_called(org)).map(|(id, _)| id);
    all.next().filter(|_| all.next().is_none())
}

/// A language by its tag; one that is made also by its English name or its own.
fn spoken<'p>(project: &'p Project, typed: &str) -> Option<&'p str> {
    let is_called = |l: &Language| [&l.name, &l.endonym].iter().any(|name| name.value.eq_ignore_ascii_case(typed));
    let by_tag = there_are(project, "content/languages").find(|tag| *tag == typed);
    by_tag.or_else(|| project.languages.iter().find(|(_, language)| is_called(language)).map(|(tag, _)| tag.as_str()))
}

/// The names of a folder's files. Translations are no contents of their own.
fn there_are<'p>(project: &'p Project, folder: &str) -> impl Iterator<Item = &'p str> + Clone {
    let names = project.there_are.get(folder).map(Vec::as_slice).unwrap_or_default();
    names.iter().map(String::as_str).filter(|name| !name.contains('.'))
}

/// A language by its English name, its own name, or another tag.
fn language(project: &Project, typed: &str) -> String {
    let languages = || project.languages.iter();
    let primary = typed.to_lowercase().split(['-', '_']).next().unwrap_or_default().to_string();
    let called =
        languages().flat_map(|(tag, l)| [(tag.as_str(), l.name.value.as_str()), (tag.as_str(), l.endonym.value.as_str())]);
    let called: Vec<(&str, &str)> = called.collect();
    let meant = languages().find(|(tag, _)| **tag == primary).map(|(tag, _)| tag.as_str());
    match meant.or_else(|| near_alias(typed, called.iter().copied())) {
        Some(tag) => {
            let name = project.languages.get(tag).map_or("", |l| l.name.value.as_str());
            format!("did you mean `{tag}` ({name})? Languages are called by their tags")
        }
        None => hint(typed, there_are(project, "content/languages"), "`handbill list languages` shows all"),
    }
}

/// Whether the file of this name was read, understood or not.
fn was_read(project: &Project, folder: &str, name: &str) -> bool {
    let path = match folder {
        "" => format!("assets/conditions/{name}/condition.toml"),
        _ => format!("{folder}/{name}.toml"),
    };
    project.sources.all().any(|(_, read, _)| read == path)
}
