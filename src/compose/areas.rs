//! The picture of areas in a layout: which cells it has, and which it keeps free.

use super::allot::{Asked, Picture};
use super::grounds::Cell;
use super::pieces::FaceOrPanel;
use super::theme::Chosen;
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Choice, FoldPanel, Format, Role};

/// Cells that a picture of areas keeps free.
pub(super) fn free_cells(areas: &[Vec<String>]) -> Vec<Cell> {
    let row = |(r, row): (usize, &Vec<String>)| {
        let free = row.iter().enumerate().filter(|(_, name)| *name == ".");
        free.map(|(c, _)| Cell::at(r, c)).collect::<Vec<_>>()
    };
    areas.iter().enumerate().flat_map(row).collect()
}

/// The cells of a layout, each with the rectangle that it covers.
pub(super) fn picture(
    chosen: &Chosen<'_>,
    format: &Format,
    piece: &FaceOrPanel<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Picture {
    let language = chosen.layout.language.as_ref().map_or(1, |l| l.value as usize);
    let size = format.panels.iter().find(|p| p.name.value == piece.name).map_or(format.trim, FoldPanel::upright);
    let cells = chosen.layout.areas.as_ref().and_then(|areas| cells(areas, language, diagnostics)).unwrap_or_default();
    Picture { cells, language, size }
}

fn cells(picture: &At<Vec<Vec<String>>>, language: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Asked>> {
    let width = picture.value.first().map_or(0, Vec::len);
    let mut bad = |message: String, help: &str| {
        diagnostics.push(Diagnostic::error(&checks::BAD_AREAS, picture.span, message).help(help));
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
        let Some(choice) = Choice::parse(name) else {
            let roles = Role::ALL.map(Role::name).join(", ");
            bad(
                format!("`{name}` is neither a role nor a block"),
                &format!("roles are: {roles}; blocks are called `kind.name`, such as `text.headline` or `org.logo`"),
            );
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
        let (written, choice) = (name.to_string(), choice.in_language(language));
        cells.push(Asked { written, choice, cell, origin: picture.span });
    }
    Some(cells)
}

/// A name in a picture without the mark that it may be missing.
pub(super) fn bare(name: &str) -> &str {
    name.trim_end_matches('?')
}
