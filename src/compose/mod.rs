//! From words to styled boxes: which block stands in which area of each face, in which type and colour. Knows sizes
//! only as steps of a scale; no position is worked out here.
//!
//! - `coverage`: blocks that no layout shows;
//! - `theme`: the theme with what it extends, and the look of each area;
//! - `palette`: roles to colours, and the ink that stands out from a ground;
//! - `parts`: blocks to parts.

mod artboard;
mod coverage;
mod palette;
mod parts;
mod pictures;
mod theme;

use crate::diag::{Diagnostic, Span, checks};
use crate::document::Document;
use crate::geom::Sides;
use crate::model::{BlockName, Format, Layout, Project};
use crate::plan::Job;
use crate::text::Typesetter;

pub use artboard::{
    Area, Art, Artboard, Cell, CodePart, FigureRow, Ground, Items, Marker, Panel, Part, PicturePart, RuleLine, Sizing, TextPart,
    TypeScale,
};
pub use coverage::unplaced;
pub use palette::Inks;
pub use pictures::PictureShelf;

use palette::Palette;
use theme::Effective;

/// What composing needs beside the words.
pub struct Bench<'a> {
    pub project: &'a Project,
    pub inks: Inks<'a>,
    pub pictures: &'a mut PictureShelf,
    pub fonts: &'a Typesetter,
}

/// The faces of one product as styled boxes. Faces that could not be composed are left out; the diagnostics say why.
pub fn compose(document: &Document, job: &Job, bench: &mut Bench<'_>) -> (Vec<Artboard>, Vec<Diagnostic>) {
    let project = bench.project;
    let (Some(format), Some(org)) = (project.formats.get(&job.format), project.orgs.get(&job.org)) else {
        return (Vec::new(), Vec::new());
    };
    let mut diagnostics = Vec::new();
    let effective = theme::effective(project, &job.theme);
    let palette = Palette::new(&effective, org, bench.inks, &mut diagnostics);
    let mut artboards = Vec::new();
    for face in &format.faces {
        let Some(layout) = effective.layouts.get(&(job.format.clone(), face.value.clone())) else {
            let message = format!("the theme `{}` has no layout for the {} of `{}`", job.theme, face.value, job.format);
            diagnostics.push(
                Diagnostic::error(&checks::NO_LAYOUT, effective.origin, message)
                    .help(format!("write `[layout.{}.{}]` with `areas`", job.format, face.value)),
            );
            continue;
        };
        let mut composer = FaceComposer {
            document,
            format,
            layout,
            scale: effective.scale(layout, format),
            effective: &effective,
            palette: &palette,
            bench,
            diagnostics: &mut diagnostics,
        };
        artboards.extend(composer.artboard(&face.value));
    }
    (artboards, diagnostics)
}

/// One face on its way.
pub(crate) struct FaceComposer<'a, 'b> {
    pub document: &'a Document,
    pub format: &'a Format,
    pub layout: &'a Layout,
    pub scale: TypeScale,
    pub effective: &'a Effective<'a>,
    pub palette: &'a Palette,
    pub bench: &'a mut Bench<'b>,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl FaceComposer<'_, '_> {
    fn artboard(&mut self, face: &str) -> Option<Artboard> {
        let cells = self.cells()?;
        let fill = self.layout.fill.as_ref().map(|f| self.palette.ground(f, None, self.diagnostics));
        let paper = fill.clone().unwrap_or_else(|| self.palette.paper());
        let mut panels = Vec::new();
        let mut grounds: Vec<(BlockName, Ground)> = Vec::new();
        for panel in &self.layout.panels {
            let ground = self.palette.ground(&panel.fill, panel.tint.as_ref().map(|t| t.value), self.diagnostics);
            let covered = cells.iter().filter(|(name, ..)| panel.behind.iter().any(|b| b.value == *name));
            let Some(cell) = covered.map(|(_, cell, _)| *cell).reduce(Cell::union) else { continue };
            grounds.extend(panel.behind.iter().map(|b| (b.value.clone(), ground.clone())));
            panels.push(Panel {
                cell,
                ground,
                extend: panel.extend,
                radius: panel.radius.as_ref().map(|r| r.value).unwrap_or_default(),
                padding: panel.padding.as_ref().map(|p| p.value).unwrap_or_default(),
                origin: panel.origin,
            });
        }
        let mut areas = Vec::new();
        for (name, cell, origin) in &cells {
            let ground = grounds.iter().find(|(n, _)| n == name).map_or_else(|| paper.clone(), |(_, g)| g.clone());
            areas.extend(self.area(name, *cell, *origin, ground));
        }
        let draft = self.document.draft.clone().and_then(|words| self.draft_band(&words));
        let default_margin = Sides::all(self.format.safe);
        Some(Artboard {
            face: face.to_string(),
            trim: self.format.trim,
            bleed: self.format.bleed,
            safe: self.format.safe,
            fill,
            margin: self.layout.margin.as_ref().map_or(default_margin, |m| m.value),
            columns: self.layout.columns.as_ref().map(|c| c.value.clone()).unwrap_or_default(),
            rows: self.layout.rows.as_ref().map(|r| r.value.clone()).unwrap_or_default(),
            gap: self.layout.gap.as_ref().map(|g| g.value).unwrap_or_default(),
            grid: (self.layout.areas.value.len(), self.layout.areas.value.first().map_or(0, Vec::len)),
            panels,
            areas,
            scale: self.scale,
            draft,
            language: self.document.language.clone(),
            right_to_left: self.document.direction == crate::model::Direction::RightToLeft,
            origin: self.layout.origin,
        })
    }

    /// Each block of the picture with the rectangle of cells it covers.
    fn cells(&mut self) -> Option<Vec<(BlockName, Cell, Span)>> {
        let picture = &self.layout.areas;
        let width = picture.value.first().map_or(0, Vec::len);
        let mut bad = |message: String, help: &str| {
            self.diagnostics.push(Diagnostic::error(&checks::BAD_AREAS, picture.span, message).help(help));
        };
        if let Some((i, row)) = picture.value.iter().enumerate().find(|(_, row)| row.len() != width) {
            bad(
                format!("line {} has {} cells, the first has {width}", i + 1, row.len()),
                "give every line the same number of cells; `.` is an empty one",
            );
            return None;
        }
        let mut names: Vec<&str> = Vec::new();
        for name in picture.value.iter().flatten().map(String::as_str).filter(|n| *n != ".") {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut cells = Vec::new();
        for name in names {
            let Some(block) = BlockName::parse(name) else {
                bad(format!("`{name}` is no block"), "blocks are called `kind.name`, such as `text.headline` or `org.logo`");
                continue;
            };
            let places = || {
                let rows = picture.value.iter().enumerate();
                rows.flat_map(|(r, row)| row.iter().enumerate().filter(|(_, n)| *n == name).map(move |(c, _)| (r, c)))
            };
            let cell = places().map(|(r, c)| Cell::at(r, c)).reduce(Cell::union).expect("the name was found in the picture");
            if places().count() != cell.rows * cell.columns {
                bad(format!("the cells of `{name}` make no rectangle"), "cells of one name must make a full rectangle");
                continue;
            }
            cells.push((block, cell, picture.span));
        }
        Some(cells)
    }
}
