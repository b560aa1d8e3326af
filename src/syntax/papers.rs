//! What a sheet is made with: formats, schemes, themes, languages and printing conditions, those that are named or all
//! there are.

use super::layouts::{self, Partly};
use super::{Given, Shelf, Wanted, file_bytes, format, language, paper, theme, unreadable};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{Format, Name, Pseudo};
use crate::world::{Bytes, ReadError, World};

impl Shelf<'_> {
    /// Formats, schemes, themes and languages: those that are named, or all there are.
    pub(super) fn papers(&mut self, wanted: Wanted, given: &Given) {
        let all = wanted == Wanted::Everything;
        let of_presets = self.project.presets.values().flat_map(|p| p.formats.clone());
        let formats: Vec<At<String>> = self.project.makes.iter().flat_map(|m| m.formats.clone()).chain(of_presets).collect();
        for name in self.names("assets/formats", formats, all) {
            self.format(name);
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
        self.themes(given, all);
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

    fn format(&mut self, name: At<String>) {
        let path = format!("assets/formats/{}.toml", name.value);
        let format = self.file(&path, name.span, |_, s| format::format(s)).flatten();
        self.project.formats.extend(format.map(|f| (name.value, f)));
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

    /// All printing conditions: which one is wanted may be said on the command line.
    pub(super) fn conditions(&mut self) {
        for name in self.world.folders("assets/conditions") {
            let folder = format!("assets/conditions/{name}");
            self.condition(name, &folder);
        }
    }

    fn condition(&mut self, name: String, folder: &str) {
        let icc = match self.world.read(&format!("{folder}/profile.icc")) {
            Ok(found) => found.bytes,
            // Only what is printed for it needs it: that is said then, and everything else is made.
            Err(ReadError::Missing) => Bytes::Built(&[]),
            Err(error) => {
                self.diagnostics.push(unreadable(&format!("{folder}/profile.icc"), Span::NONE, &error));
                return;
            }
        };
        let zlib = if let Bytes::Packed(packed) = &icc { Some(packed.zlib()) } else { None };
        let icc = file_bytes(icc);
        let condition =
            self.file(&format!("{folder}/condition.toml"), Span::NONE, |_, s| paper::condition(s, icc, zlib)).flatten();
        self.project.conditions.extend(condition.map(|c| (name, c)));
    }

    /// Themes with what they extend.
    fn themes(&mut self, given: &Given, all: bool) {
        let mut next: Vec<At<String>> = self.project.makes.iter().filter_map(|m| m.theme.clone()).collect();
        next.push(self.project.defaults.theme.clone());
        next.extend(given.theme.iter().map(|name| At::new(name.clone(), Span::NONE)));
        next.extend(self.project.presets.values().filter_map(|p| p.theme.clone()));
        let asked: Vec<Name> = next.iter().map(|name| name.value.clone()).collect();
        let mut partly = Partly::default();
        let drawn = if all { None } else { self.layouts_in_use(given) };
        while !next.is_empty() {
            let mut ancestors = Vec::new();
            for name in self.names("assets/themes", std::mem::take(&mut next), all) {
                if self.project.themes.contains_key(&name.value) {
                    continue;
                }
                let path = format!("assets/themes/{}.toml", name.value);
                let Some((file, text)) = self.text(&path, name.span) else { continue };
                let built_in = World::builtin().read(&path).ok();
                // What comes with the program has no mistakes: layouts of other formats are not read.
                let is_ours = built_in.as_ref().is_some_and(|found| *found.bytes.as_slice() == *text.as_bytes());
                let drawn = drawn.as_ref().filter(|_| is_ours);
                let (theme, diagnostics) = match drawn {
                    Some(drawn) => self.parse(file, &layouts::only(&text, drawn), &path, theme::theme),
                    None => self.parse(file, &text, &path, theme::theme),
                };
                self.diagnostics.extend(diagnostics);
                let Some(mut theme) = theme.flatten() else { continue };
                if drawn.is_some() {
                    partly.push(name.value.clone(), file, text);
                }
                // A copy of one of the program's hides what that one hides.
                theme.is_own = built_in.is_none();
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
        self.read_more_layouts(partly, drawn, &asked);
    }

    /// The formats whose layouts serve others: a layout is scaled from the size it was drawn for.
    fn formats_of_layouts(&mut self) {
        let p = &self.project;
        let themes = || p.themes.values();
        let mut more: Vec<At<String>> = Vec::new();
        // A layout without areas says only what differs from that of another format.
        let has_own = |name: &str| themes().any(|t| t.layouts.iter().any(|((f, _), l)| f == name && l.areas.is_some()));
        for (name, format) in &p.formats {
            let serving: Vec<At<String>> = themes().filter_map(|t| t.serves.get(name).cloned()).collect();
            // What serves a format goes before the layout that a parent of the theme has for it.
            if serving.is_empty() && !has_own(name) {
                let drawn = themes().flat_map(|t| t.layouts.iter().map(|((f, _), l)| At::new(f.clone(), l.origin)));
                more.extend(drawn.chain(format.like.clone()));
            }
            more.extend(serving);
        }
        for name in self.names("assets/formats", more, false) {
            if !self.project.formats.contains_key(&name.value) {
                self.format(name);
            }
        }
    }

    /// The names given that there is a file for, without repeats; all files of the folder where all are wanted.
    pub(super) fn names(&mut self, folder: &str, given: Vec<At<String>>, all: bool) -> Vec<At<String>> {
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

    /// Formats and kinds of format that blocks name and that are not there.
    pub(super) fn unknown_places(&mut self) {
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
}
