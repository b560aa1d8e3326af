//! What a theme of a project says and what changes nothing on paper: formats, faces and parts that there are none of, colours
//! that nothing uses, tracks that the areas do not have, sizes that others overrule. Themes of the program are held to the
//! same by a test.

use super::Shelf;
use crate::diag::{At, Diagnostic, Span, checks, hint, near};
use crate::geom::Length;
use crate::model::{AreaStyle, BLOCK_PARTS, Choice, Layout, LookKey, Project, Role, Theme, TypeFace};
use crate::registry::find_word;
use std::collections::{BTreeMap, BTreeSet};

impl Shelf<'_> {
    /// Looks at the themes that are the project's own.
    pub(super) fn own_themes(&mut self) {
        let themes = self.project.themes.iter();
        let found: Vec<Diagnostic> = themes
            .filter(|(_, theme)| theme.is_own)
            .flat_map(|(name, theme)| without_effect(&self.project, name, theme))
            .collect();
        self.diagnostics.extend(found);
    }
}

fn without_effect(project: &Project, name: &str, theme: &Theme) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let chain = project.theme_chain(name);
    formats(project, theme, &mut found);
    colors(project, &chain, theme, &mut found);
    weights(project, &chain, &theme.faces, &mut found);
    sizes(&theme.faces, theme.minimum.as_ref(), &mut found);
    looks(&theme.looks, &mut found);
    for layout in layouts(theme) {
        tracks(layout, &mut found);
        weights(project, &chain, &layout.faces, &mut found);
        sizes(&layout.faces, layout.minimum.as_ref(), &mut found);
        looks(&layout.looks, &mut found);
    }
    headlines(theme, &mut found);
    found
}

/// Its layouts, each with its variants.
fn layouts(theme: &Theme) -> impl Iterator<Item = &Layout> {
    theme.layouts.values().flat_map(|layout| std::iter::once(layout).chain(layout.variants.values().map(|v| &v.layout)))
}

/// Formats that nobody has, and faces that the formats do not have.
fn formats(project: &Project, theme: &Theme, found: &mut Vec<Diagnostic>) {
    let Some(there_are) = project.there_are.get("assets/formats") else { return };
    let serves = theme.serves.iter().map(|(format, by)| (format, by.span));
    let laid_out = theme.layouts.iter().map(|((format, _), layout)| (format, layout.origin));
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (format, span) in serves.chain(laid_out).filter(|(format, _)| !there_are.contains(format)) {
        if told.insert(format) {
            let message = format!("the theme has a layout for the format `{format}`, and there is none of that name");
            let help = hint(format, there_are.iter().map(String::as_str), "");
            found.push(Diagnostic::warning(&checks::UNKNOWN_NAME, span, message).help(help));
        }
    }
    for ((format, face), layout) in theme.layouts.iter() {
        let Some(paper) = project.formats.get(format) else { continue };
        let mut faces: Vec<&str> = paper.faces.iter().map(|face| face.value.as_str()).collect();
        faces.extend(paper.panels.iter().map(|panel| panel.name.value.as_str()));
        if !faces.contains(&face.as_str()) {
            let message = format!("the theme lays out the face `{face}` of `{format}`, and there is none of that name");
            let help = hint(face, faces.iter().copied(), "");
            found.push(Diagnostic::warning(&checks::UNKNOWN_NAME, layout.origin, message).help(help));
        }
    }
}

/// Colours under a name a slip away from one of those below, which nothing asks for.
fn colors(project: &Project, chain: &[&Theme], theme: &Theme, found: &mut Vec<Diagnostic>) {
    let below: BTreeSet<&str> = chain.iter().skip(1).flat_map(|other| other.colors.keys().map(String::as_str)).collect();
    let text = project.sources.text(theme.origin.file).unwrap_or_default();
    for (role, value) in theme.colors.iter().filter(|(role, _)| !below.contains(role.as_str())) {
        let is_asked_for = |line: &str| {
            let asked = line.split_once('=').map_or(line, |(_, asked)| asked);
            !line.trim_start().starts_with('#') && find_word(asked, role).is_some()
        };
        if let Some(right) = near(role, below.iter().copied()).filter(|_| !text.lines().any(is_asked_for)) {
            let message = format!("nothing of the theme is in the colour `{role}`");
            found.push(Diagnostic::warning(&checks::UNKNOWN_NAME, value.span, message).help(format!("did you mean `{right}`?")));
        }
    }
}

/// Weights that the family has no font of: the nearest one is taken.
fn weights(project: &Project, chain: &[&Theme], faces: &BTreeMap<String, TypeFace>, found: &mut Vec<Diagnostic>) {
    for (name, face) in faces {
        let Some(weight) = &face.weight else { continue };
        let of_chain = |name: &str| chain.iter().find_map(|theme| theme.faces.get(name)?.font.as_ref());
        let Some(family) = face.font.as_ref().or_else(|| of_chain(name)).or_else(|| of_chain("body")) else { continue };
        let there_are: BTreeSet<u16> =
            project.fonts.fonts.iter().filter(|font| font.family == family.value).map(|font| font.weight).collect();
        if !there_are.is_empty() && !there_are.contains(&weight.value) {
            let all = there_are.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
            let message = format!("`{}` has no font of the weight {}, and the nearest is taken", family.value, weight.value);
            found.push(Diagnostic::warning(&checks::BAD_VALUE, weight.span, message).help(format!("it has: {all}")));
        }
    }
}

/// Sizes of copy that another one of the same table overrules.
fn sizes(faces: &BTreeMap<String, TypeFace>, minimum: Option<&At<Length>>, found: &mut Vec<Diagnostic>) {
    let Some((body, size)) = faces.get("body").and_then(|body| Some((body, body.size.as_ref()?))) else { return };
    let mut tell = |key: &str, other: &At<Length>, is: &str| {
        let message = format!("`{key}` is {}, {is} than the `size` of `body`, {}, and changes nothing", other.value, size.value);
        let told = Diagnostic::warning(&checks::BAD_VALUE, other.span, message);
        found.push(told.also(size.span, "the size").help("`minimum` is at most the size, and `maximum` at least"));
    };
    if let Some(minimum) = minimum.filter(|minimum| minimum.value > size.value) {
        tell("minimum", minimum, "larger");
    }
    if let Some(maximum) = body.maximum.as_ref().filter(|maximum| maximum.value < size.value) {
        tell("maximum", maximum, "smaller");
    }
}

/// Parts that no block has.
fn looks(looks: &[(LookKey, AreaStyle)], found: &mut Vec<Diagnostic>) {
    let mut tell = |part: &str, span: Span| {
        let message = format!("no block has a part `{part}`");
        let help = hint(part, BLOCK_PARTS.iter().copied(), "");
        found.push(Diagnostic::warning(&checks::UNKNOWN_NAME, span, message).help(help));
    };
    for (_, look) in looks {
        let parts = look.parts.iter().filter(|(part, _)| !BLOCK_PARTS.contains(&part.as_str()));
        parts.for_each(|(part, style)| tell(part, style.origin.unwrap_or(Span::NONE)));
        let hidden = look.hide.iter().flat_map(|hide| hide.value.iter().map(move |part| (part, hide.span)));
        hidden.filter(|(part, _)| !BLOCK_PARTS.contains(&part.as_str())).for_each(|(part, span)| tell(part, span));
    }
}

/// Columns and rows beside a picture of areas that has another number of them.
fn tracks(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let Some(areas) = &layout.areas else { return };
    let wide = areas.value.first().map_or(0, Vec::len);
    for (key, stated, wanted) in [("columns", &layout.columns, wide), ("rows", &layout.rows, areas.value.len())] {
        if let Some(tracks) = stated.as_ref().filter(|tracks| tracks.value.len() != wanted) {
            let message = format!("`{key}` has {} tracks, and `areas` has {wanted} {key}", tracks.value.len());
            // Rows that are not stated are as high as what stands in them: that may be meant.
            let may_be_meant = key == "rows" && tracks.value.len() < wanted;
            let tell = if may_be_meant { Diagnostic::note } else { Diagnostic::warning };
            let told = tell(&checks::BAD_AREAS, tracks.span, message).also(areas.span, "the picture");
            found.push(told.help(format!("write one track for each of the {wanted}")));
        }
    }
}

/// Pictures of a format's areas in which everything has a place but the headline, so that it stands among the rest.
fn headlines(theme: &Theme, found: &mut Vec<Diagnostic>) {
    let mut formats: BTreeMap<&str, Vec<&Layout>> = BTreeMap::new();
    for ((format, _), layout) in theme.layouts.iter().filter(|(_, layout)| layout.areas.is_some()) {
        formats.entry(format).or_default().push(layout);
    }
    let cells = |layout: &Layout| layout.areas.iter().flat_map(|areas| areas.value.iter().flatten()).cloned().collect::<Vec<_>>();
    for (format, layouts) in formats {
        let all: Vec<String> = layouts.iter().flat_map(|layout| cells(layout)).collect();
        let names = |cell: &String, role: Role| {
            cell.split(['/', '+']).any(|one| one.trim_end_matches(['?', '*']).starts_with(role.name()))
        };
        let has_rest = all.iter().any(|cell| cell.split(['/', '+']).any(|one| one == "rest"));
        let is_placed = all.iter().any(|cell| {
            let has_block = Choice::parse(cell).is_some_and(|choice| choice.blocks().any(|block| block.name == "headline"));
            has_block || names(cell, Role::Headline) || cell.starts_with("text.") || cell.starts_with("event.")
        });
        let says_what = all.iter().any(|cell| names(cell, Role::Lead) || names(cell, Role::Points));
        if let Some(areas) =
            layouts.first().and_then(|layout| layout.areas.as_ref()).filter(|_| has_rest && says_what && !is_placed)
        {
            let message =
                format!("no area of `{format}` is for the `headline`, so it stands among the rest, in the type of copy");
            found.push(
                Diagnostic::warning(&checks::BAD_AREAS, areas.span, message).help("write a row of `headline` into `areas`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::{Wanted, read};
    use crate::world::{World, builtin_files};

    #[test]
    fn themes_of_the_program_say_nothing_without_effect() {
        let (project, _) = read(&World::builtin(), &Wanted::Everything);
        let themes = builtin_files().iter().filter(|file| file.path.starts_with("assets/themes/")).count();
        assert!(themes > 3 && project.themes.len() == themes);
        for (name, theme) in &project.themes {
            let told: Vec<String> = super::without_effect(&project, name, theme).into_iter().map(|found| found.message).collect();
            assert_eq!(told, Vec::<String>::new(), "{}", theme.name.value);
        }
    }
}
