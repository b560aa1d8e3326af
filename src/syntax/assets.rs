//! Fonts and pictures: the bytes that a project names.

use super::{Shelf, file_bytes, fonts, misnamed, unreadable};
use crate::diag::{At, Span};
use crate::hashes;
use crate::model::{Asset, Font, FontEntry};
use crate::world::{Bytes, Found, World};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Shelf<'_> {
    /// `fonts/fonts.toml` of the project over the built-in one.
    pub(super) fn fonts(&mut self) {
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
        let (value, diagnostics) = self.parse(file, &text, path, |_, s| fonts::fonts(s));
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
                    self.diagnostics.extend(fonts::changed(&line, &found.bytes));
                    let entry = font(&line, found.bytes);
                    let table = &mut self.project.fonts;
                    let is_same =
                        |f: &FontEntry| f.family == entry.family && f.weight == entry.weight && f.italic == entry.italic;
                    if !table.fonts.iter().any(is_same) {
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
        for (tag, ends) in file.table.lines {
            table.lines.entry(tag).or_insert(ends);
        }
        table.sources.extend(file.table.sources);
    }

    /// Every picture that a content, an organization or a theme names.
    pub(super) fn pictures(&mut self) {
        let images = self.project.contents.values().flat_map(|c| &c.blocks).flat_map(|b| b.body.pictures()).cloned();
        let icons: Vec<At<String>> =
            self.project.contents.values().flat_map(|c| &c.blocks).flat_map(crate::model::Block::icons).collect();
        let logos = self.project.orgs.values().filter_map(|o| o.logo.as_ref());
        let logos: Vec<At<String>> = logos.flat_map(|l| [Some(l.file.clone()), l.on_dark.clone()]).flatten().collect();
        let named: Vec<&At<String>> = self.project.contents.values().filter_map(|c| c.art.as_ref()).collect();
        let ornaments = self.project.themes.values().flat_map(|t| t.art.values()).flat_map(|art| {
            let chosen = named.iter().filter_map(|name| Some(At::new(art.chosen_path(&name.value)?, name.span)));
            let fallbacks = art.fallback_paths().into_iter().map(|path| At::new(path, art.file.span));
            chosen.chain(fallbacks).collect::<Vec<_>>()
        });
        let subjects: BTreeSet<&str> = self.project.contents.values().filter_map(|c| c.subject).collect();
        let themes = self.project.themes.values();
        let of_subjects: BTreeSet<String> = themes
            .flat_map(|t| t.art.values())
            .flat_map(|art| subjects.iter().filter_map(|subject| art.chosen_path(subject)))
            .collect();
        let of_rows = self.project.events.values().filter_map(|event| event.picture.as_ref().map(|p| p.file.clone()));
        let of_all: Vec<At<String>> = images.chain(icons).chain(ornaments).collect();
        // Of these there may be thousands: what is large stays in its file until it is drawn.
        let of_each: Vec<At<String>> = logos.into_iter().chain(of_rows).collect();
        let again = OnceCell::new();
        let of_all = of_all.into_iter().map(|file| (file, false));
        for (file, may_wait) in of_all.chain(of_each.into_iter().map(|file| (file, true))) {
            if self.project.assets.contains_key(&file.value) {
                continue;
            }
            match self.world.read(&file.value) {
                Ok(Found { bytes: Bytes::Read(bytes), .. }) if may_wait && is_worth_waiting(&bytes) => {
                    let world = Arc::clone(again.get_or_init(|| Arc::new(self.world.anew())));
                    let path = file.value.clone();
                    let asset = Asset::in_file(&bytes, Arc::new(move || world.read_own(&path).ok()));
                    self.project.assets.insert(file.value, asset);
                }
                Ok(found) => self.keep(file.value, found.bytes),
                Err(error) => self.diagnostics.push(misnamed::no_picture(self.world, &file, &error)),
            }
        }
        // Nobody named these: a theme with scenes of its own need not have one for each subject.
        for file in of_subjects {
            if let (false, Ok(found)) = (self.project.assets.contains_key(&file), self.world.read(&file)) {
                self.keep(file, found.bytes);
            }
        }
    }

    fn keep(&mut self, file: String, bytes: Bytes) {
        let bytes = match bytes {
            Bytes::Read(bytes) => bytes,
            built => built.as_slice().into(),
        };
        self.project.assets.insert(file, Asset::whole(bytes));
    }
}

/// Pictures of pixels over 64 KiB: drawings are asked for their classes again and again.
fn is_worth_waiting(bytes: &[u8]) -> bool {
    bytes.len() > 64 << 10 && (bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xff, 0xd8]))
}

fn font(line: &fonts::FontLine, bytes: Bytes) -> FontEntry {
    let hash = font_hash(&line.file.value, &bytes);
    let style = if line.italic { "Italic" } else { "" };
    let name = format!("{}-{}{style}", line.family.value.replace(' ', ""), line.weight);
    let font = Font { name, family: line.family.value.clone(), weight: line.weight, data: file_bytes(bytes), hash };
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
fn font_hash(path: &str, data: &Bytes) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_bytes());
    hasher.update(&data.length().to_le_bytes());
    hasher.update(data.head(4096));
    hashes::first_eight(hasher.finalize())
}
