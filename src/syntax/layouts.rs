//! The layouts of the program's own themes that a project has a use for. Most of a theme is layouts, each for one format;
//! a run makes one format or a few, and reading all layouts would cost more than reading everything else.

use super::{Given, Shelf, theme};
use crate::diag::FileId;
use crate::model::{Format, Layout, Name, Theme};
use std::collections::BTreeSet;

/// Formats whose layouts are read.
pub(super) type Drawn = BTreeSet<Name>;

/// Themes that were read in part, with their whole text.
#[derive(Default)]
pub(super) struct Partly(Vec<(Name, FileId, String)>);

impl Partly {
    /// `text` is that of the theme's file, `file` its number among the sources.
    pub fn push(&mut self, name: Name, file: FileId, text: String) {
        self.0.push((name, file, text));
    }
}

/// The text of a theme with blanks in place of the layouts of other formats: everything else stands where it stood. What is
/// said of a format as a whole, such as what else its layouts serve, is kept.
pub(super) fn only(text: &str, drawn: &Drawn) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_kept = true;
    let mut left_out = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            is_kept = format_of(line).is_none_or(|format| drawn.contains(format));
        }
        if !is_kept {
            left_out += line.len();
            continue;
        }
        if left_out > 0 {
            kept += &" ".repeat(left_out - 1);
            kept.push('\n');
            left_out = 0;
        }
        kept += line;
    }
    kept
}

/// `flyer-letter` of `[layout.flyer-letter.front]`, of the tables in it and of those in arrays (`[[layout.flyer-letter.front.panels]]`);
/// nothing of `[layout.flyer-letter]`.
fn format_of(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?;
    let (format, _) = name.strip_prefix('[').unwrap_or(name).strip_prefix("layout.")?.split_once(']')?.0.split_once('.')?;
    Some(format)
}

impl Shelf<'_> {
    /// The formats that are made; nothing where sheets of several languages are, whose messages speak of all layouts.
    pub(super) fn layouts_in_use(&self, given: &Given) -> Option<Drawn> {
        let p = &self.project;
        let of_makes = p.makes.iter().flat_map(|make| make.languages.iter().flatten());
        let languages = of_makes.chain(&p.defaults.languages).chain(p.events.values().flat_map(|event| &event.languages));
        let speaks_one = languages.map(|tag| &tag.value).chain(&given.languages).all(|tag| !tag.contains('+'));
        speaks_one.then(|| p.formats.keys().cloned().collect())
    }

    /// Reads more of themes where what was read of them does not do: the layouts of formats that serve others, or all of them
    /// where a face would be laid out like the nearest there is. `asked`: the themes that something is made in.
    pub(super) fn read_more_layouts(&mut self, partly: Partly, drawn: Option<Drawn>, asked: &[Name]) {
        let Some(mut drawn) = drawn.filter(|_| !partly.0.is_empty()) else { return };
        let serving = self.serving();
        if !serving.is_subset(&drawn) {
            drawn.extend(serving);
            self.read_again(&partly, |text| only(text, &drawn));
        }
        if !asked.iter().all(|theme| self.is_drawn_whole(theme)) {
            self.read_again(&partly, str::to_string);
        }
    }

    fn read_again(&mut self, partly: &Partly, part: impl Fn(&str) -> String) {
        for (name, file, text) in &partly.0 {
            let path = format!("assets/themes/{name}.toml");
            let again = self.parse(*file, &part(text), &path, theme::theme).0.flatten();
            if let Some((known, again)) = self.project.themes.get_mut(name).zip(again) {
                *known = Theme { is_own: known.is_own, ..again };
            }
        }
    }

    /// Formats whose layouts serve one that is made.
    fn serving(&self) -> Drawn {
        let themes = self.project.themes.values();
        let serves = themes.flat_map(|theme| &theme.serves).filter(|(format, _)| self.project.formats.contains_key(*format));
        serves.map(|(_, by)| by.value.clone()).collect()
    }

    /// Whether a theme, with those it extends, has a layout for each face of all formats that are made, or of those that serve
    /// them.
    fn is_drawn_whole(&self, theme: &str) -> bool {
        let chain = self.project.theme_chain(theme);
        let has = |format: &str, piece: &str| {
            let key = (format.to_string(), piece.to_string());
            chain.iter().filter_map(|theme| theme.layouts.get(&key)).any(says_how)
        };
        let is_whole = |(name, format): (&Name, &Format)| {
            let by: Vec<&str> = chain.iter().filter_map(|theme| theme.serves.get(name)).map(|by| by.value.as_str()).collect();
            // A face with panels is laid out panel by panel.
            let faces = format.faces.iter().map(|face| &face.value);
            let mut pieces = faces
                .filter(|face| format.panels.iter().all(|panel| panel.face != **face))
                .chain(format.panels.iter().map(|panel| &panel.name.value));
            match by.as_slice() {
                [] => pieces.all(|piece| has(name, piece)),
                by => pieces.all(|piece| by.iter().all(|by| has(by, piece))),
            }
        };
        self.project.formats.iter().all(is_whole)
    }
}

/// A layout that needs no other one under it.
fn says_how(layout: &Layout) -> bool {
    layout.areas.is_some() || layout.as_face.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sources;
    use crate::syntax::parse;
    use crate::world::builtin_files;

    #[test]
    fn of_each_theme_a_part_is_read_as_it_is_in_the_whole() {
        for builtin in builtin_files().iter().filter(|file| file.path.starts_with("assets/themes/")) {
            let path = builtin.path;
            let text = std::str::from_utf8(builtin.bytes()).expect("themes are text");
            let file = Sources::default().add(path, text.to_string());
            let whole = parse(file, text, path, theme::theme).0.flatten().expect("a theme of ours can be read");
            let formats: Drawn = whole.layouts.keys().map(|(format, _)| format.clone()).collect();
            for format in &formats {
                let drawn = Drawn::from([format.clone()]);
                let part = only(text, &drawn);
                let mut pairs = part.bytes().zip(text.bytes());
                assert!(pairs.all(|(part, whole)| part == whole || b" \n".contains(&part)), "{path}: all stands where it stood");
                let (part, found) = parse(file, &part, path, theme::theme);
                assert_eq!(found, [], "{path}, {format}");
                let mut part = part.flatten().expect("a part of it can be read");
                let own = |(of, _): &(Name, Name)| of == format;
                let of_format = |theme: &'_ Theme| {
                    theme.layouts.iter().filter(|(key, _)| own(key)).map(|(_, l)| l.clone()).collect::<Vec<_>>()
                };
                assert_eq!(of_format(&part), of_format(&whole), "{path}, {format}");
                part.layouts.clone_from(&whole.layouts);
                assert_eq!(part, whole, "{path}, {format}: everything else is the same");
            }
        }
    }
}
