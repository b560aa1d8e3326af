//! The front of a product whose back would be nearly empty: rows for what would have stood there, between those of the
//! words and those of the call to act.

use super::bare;
use super::theme::Chosen;
use crate::diag::At;
use crate::geom::{Length, Sides};
use crate::model::{AreaStyle, Choice, Kind, Layout, LookKey, Role, Track, Wish};
use std::borrow::Cow;

/// What takes everything that has no cell of its own.
const ALL: [&str; 5] = ["rest", "contact*+code*+map*", "small-print*", WHO, "org.credits?"];
/// Who says it, where the front has it neither by name nor by logo.
const WHO: &str = "org.name?";

/// What a sheet ends with, and what stands before what is left.
const CALLS: [Role; 3] = [Role::Act, Role::Contact, Role::Code];
const WORDS: [Role; 4] = [Role::Headline, Role::Lead, Role::Event, Role::Points];

/// From what stands over and under it, at the least.
const APART: Length = Length::emu(88_900);

/// Gives a layout cells for all blocks, where it has none.
pub(super) fn take_all(chosen: &mut Chosen<'_>) {
    if let Some(layout) = with_all(&chosen.layout) {
        chosen.layout = Cow::Owned(layout);
    }
}

fn with_all(layout: &Layout) -> Option<Layout> {
    let areas = &layout.areas.as_ref()?.value;
    let missing: Vec<&str> = ALL.into_iter().filter(|name| !areas.iter().flatten().any(|cell| takes(cell, name))).collect();
    let under = boundary(layout, areas)?;
    let over = &areas[under - 1];
    let mut made = layout.clone();
    let rows = made.rows.get_or_insert_with(|| At::new(Vec::new(), layout.origin));
    rows.value.resize(areas.len(), Track::Auto);
    // The rest shares what height is left with the row that had it alone.
    let track = |name: &&str| if *name == "rest" { Track::Fraction(1.0) } else { Track::Auto };
    rows.value.splice(under..under, missing.iter().map(track));
    let row = |name: &&str| over.iter().map(|cell| if cell == "." { cell.clone() } else { name.to_string() }).collect::<Vec<_>>();
    made.areas.as_mut()?.value.splice(under..under, missing.iter().map(row).collect::<Vec<_>>());
    stand_on_ground(&mut made, over, &missing);
    keep_apart(&mut made, &missing);
    Some(made)
}

/// What is added stands on the ground of what stands over it.
fn stand_on_ground(layout: &mut Layout, over: &[String], added: &[&str]) {
    for panel in layout.panels.iter_mut().flatten() {
        let is_behind = |cell: &String| panel.behind.iter().any(|name| bare(&name.value) == bare(cell));
        if over.iter().filter(|cell| *cell != ".").all(is_behind) {
            panel.behind.extend(added.iter().map(|name| At::new((*name).to_string(), panel.origin)));
        }
    }
}

/// Where the rows of a layout have no gap, what is added keeps its distance.
fn keep_apart(layout: &mut Layout, added: &[&str]) {
    if layout.gap.as_ref().is_some_and(|gap| gap.value.0 >= APART) {
        return;
    }
    let apart = Sides { top: APART, bottom: APART, ..Sides::default() };
    let look = AreaStyle { padding: Some(At::new(apart, layout.origin)), ..AreaStyle::default() };
    layout.looks.extend(added.iter().map(|name| (LookKey::Cell(bare(name).to_string()), look.clone())));
}

fn takes(cell: &str, name: &str) -> bool {
    let rest = |choice: Choice| choice.wanted.iter().any(|wish| matches!(wish, Wish::Rest { .. }));
    let says_who = |choice: Choice| {
        let is_org = |wish: &Wish| match wish {
            Wish::Block(block) => block.kind == Kind::Org && block.name != "credits",
            Wish::Roles { of, .. } => of.iter().any(|(role, _)| *role == Role::Organization),
            _ => false,
        };
        choice.wanted.iter().any(is_org)
    };
    bare(cell) == bare(name)
        || (name == WHO && Choice::parse(cell).is_some_and(says_who))
        || (name == "rest" && Choice::parse(cell).is_some_and(rest))
}

/// The row before which others may be put: no cell and no ground goes across. The nearest to where the words end.
fn boundary(layout: &Layout, areas: &[Vec<String>]) -> Option<usize> {
    let wanted = end_of_words(layout, areas);
    let is_free = |under: &usize| {
        let (over, below) = (&areas[under - 1], areas.get(*under));
        let crossed = below.is_some_and(|below| over.iter().any(|cell| cell != "." && below.contains(cell)));
        // What is not free stands side by side, as a rectangle does.
        let first = over.iter().position(|cell| cell != ".");
        let last = over.iter().rposition(|cell| cell != ".");
        let whole = first.zip(last).is_some_and(|(first, last)| over[first..=last].iter().all(|cell| cell != "."));
        !crossed && whole && !layout.panels.iter().flatten().any(|panel| parts(&panel.behind, areas, *under))
    };
    (1..=areas.len()).filter(is_free).min_by_key(|under| (under.abs_diff(wanted), *under))
}

/// Whether the cells over a ground stand on both sides of a row.
fn parts(behind: &[At<String>], areas: &[Vec<String>], under: usize) -> bool {
    let is_behind = |row: &Vec<String>| row.iter().any(|cell| behind.iter().any(|name| bare(&name.value) == bare(cell)));
    areas[..under].iter().any(is_behind) && areas[under..].iter().any(is_behind)
}

/// The row of the call to act, or the one after the last words where a code stands beside them; without either the one after
/// that which takes the height that is left.
fn end_of_words(layout: &Layout, areas: &[Vec<String>]) -> usize {
    let rows_of = |roles: &'static [Role]| {
        let takes = move |wish: &Wish| match wish {
            Wish::Roles { of, .. } => of.iter().any(|(role, _)| roles.contains(role)),
            _ => false,
        };
        let cell_takes = move |cell: &String| Choice::parse(cell).is_some_and(|choice| choice.wanted.iter().any(takes));
        areas.iter().map(move |row| row.iter().any(cell_takes))
    };
    let call = rows_of(&CALLS).position(|calls| calls).filter(|row| *row > 0);
    let words = rows_of(&WORDS).rposition(|words| words).map_or(0, |row| row + 1);
    let stretched =
        || layout.rows.as_ref()?.value.iter().position(|track| matches!(track, Track::Fraction(_))).map(|row| row + 1);
    call.map(|row| row.max(words)).or_else(stretched).unwrap_or(areas.len())
}
