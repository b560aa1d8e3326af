//! Who pays, who gives and what an organization has to say of itself, marks of others, and its own help lines, on layouts that have no area
//! for them: a strip is added under the words of a face. Whether it has room there is for `layout` to say.

use super::account::Account;
use super::artboard::{Area, Artboard, Part};
use super::grounds::{Background, Cell};
use super::{FaceComposer, pieces};
use crate::document::{Block, Body, Document};
use crate::geom::{Length, Sides};
use crate::model::{BlockName, Format, Kind, Role, Track};

/// The statements of an organization, in the order in which they stand.
const STATEMENTS: [&str; 3] = ["sponsor", "funding", "disclaimer"];
/// Room over a strip of marks, in ems of the body: they are another matter than what stands above.
const OVER_MARKS: f64 = 0.7;
/// Room over and under a strip of words, in ems of the body, the gap between rows included: a logo may stand right beside it.
const ROUND_WORDS: f64 = 0.35;
/// All of them together.
const ALL: &str = "credits";

/// Statements of the document and marks of others that no area shows, the marks first.
pub fn statements_without_place(document: &Document, artboards: &[Artboard], account: &Account) -> Vec<BlockName> {
    let marks = document.blocks.iter().filter(|block| block.role == Role::Logos && block.name.and_language().1 == 1);
    let is_left_out = |block: &Block| account.left_out.iter().any(|left| left.block == block.name && left.part.is_none());
    let marks: Vec<BlockName> = marks.filter(|block| !is_left_out(block)).map(|block| block.name.clone()).collect();
    let stated: Vec<BlockName> = stated(document, &STATEMENTS).map(|block| block.name.clone()).collect();
    if stated.is_empty() && marks.is_empty() {
        return stated;
    }
    let shown: Vec<BlockName> = artboards.iter().flat_map(Artboard::blocks).map(|block| block.and_language().0).collect();
    let has_all = shown.contains(&BlockName::new(Kind::Org, ALL));
    let is_shown = |name: &BlockName| shown.contains(name) || (has_all && name.kind == Kind::Org);
    marks.into_iter().chain(stated).filter(|name| !is_shown(name)).collect()
}

/// Blocks of an organization's own help lines, in the order in which they stand.
const LINES: [&str; 4] = ["hotline", "hotline2", "text", "tty"];

/// Help lines of the organization whose number no area shows.
pub fn lines_without_place(document: &Document, artboards: &[Artboard]) -> Vec<BlockName> {
    let lines: Vec<&Block> = stated(document, &LINES).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let shown: Vec<&str> = artboards.iter().flat_map(|a| &a.areas).map(|area| area.block.as_str()).collect();
    let bodies = document.blocks.iter().filter(|block| shown.contains(&block.name.to_string().as_str()));
    let said: Vec<&Body> = bodies.map(|block| &block.body).collect();
    let number = |block: &Block| match &block.body {
        Body::Text { full, .. } => full.iter().flat_map(|p| &p.runs).rfind(|run| run.keep).map(|run| run.text.clone()),
        _ => None,
    };
    let is_lost = |block: &&Block| {
        number(block).is_some_and(|number| !said.iter().any(|body| body.any_text(&|text| text.contains(&number))))
    };
    lines.into_iter().filter(is_lost).map(|block| block.name.clone()).collect()
}

/// Blocks of the organization of these names, in this order.
fn stated<'d>(document: &'d Document, names: &'d [&str]) -> impl Iterator<Item = &'d Block> {
    let is = |block: &&Block, name: &str| block.name.kind == Kind::Org && block.name.name == name;
    names.iter().filter_map(move |name| document.blocks.iter().find(|block| is(block, name)))
}

/// Faces and panels that a strip may go on, the best first: where a block of this kind stands already, then the largest,
/// then the last.
pub fn places(format: &Format, artboards: &[Artboard], beside: Kind) -> Vec<String> {
    // A panel that is there several times is for tearing off.
    let mut boards: Vec<&Artboard> = artboards.iter().rev().filter(|a| a.spot.places.len() < 2).collect();
    let has_kind =
        |artboard: &Artboard| artboard.areas.iter().filter_map(|a| BlockName::parse(&a.block)).any(|block| block.kind == beside);
    let size = |artboard: &Artboard| artboard.trim.width.to_points() * artboard.trim.height.to_points();
    boards.sort_by(|a, b| has_kind(b).cmp(&has_kind(a)).then(size(b).total_cmp(&size(a))));
    let named = pieces(format);
    boards.into_iter().map(|a| a.face.clone()).filter(|face| named.iter().any(|piece| piece.name == face)).collect()
}

impl FaceComposer<'_, '_> {
    /// Adds a strip with these statements under the words, on the ground that is widest there.
    pub(super) fn add_strip(&mut self, artboard: &mut Artboard, statements: &[BlockName], paper: &Background) {
        let whole = STATEMENTS.iter().all(|name| statements.contains(&BlockName::new(Kind::Org, *name)));
        let is_stated = |name: &&BlockName| name.kind == Kind::Org && STATEMENTS.contains(&name.name.as_str());
        let all = whole.then(|| BlockName::new(Kind::Org, ALL));
        let single = statements.iter().filter(|name| !whole || !is_stated(name)).cloned();
        let blocks: Vec<BlockName> = single.chain(all).collect();
        let under = row_under_words(artboard);
        let shows_marks = blocks.iter().any(|block| block.kind == Kind::Logos);
        let Some(run) = widest_run(artboard, under, shows_marks) else { return };
        let ground = run.panel.map_or_else(|| paper.clone(), |i| artboard.panels[i].ground.clone());
        let ends_face = under == artboard.grid.0;
        insert_rows(artboard, under, blocks.len(), &run);
        let gap = artboard.gap.0;
        for (i, block) in blocks.iter().enumerate() {
            let cell = Cell { row: under + i, column: run.from, rows: 1, columns: run.columns };
            let origin = artboard.origin;
            self.in_flow = false;
            let area = self.area(block, &block.to_string(), cell, origin, ground.clone());
            let room = |ems: f64| self.scale.body.scale(ems);
            let words = (room(ROUND_WORDS) - gap).max(Length::ZERO);
            let last = i + 1 == blocks.len() && !ends_face;
            let round = match block.kind {
                Kind::Org => Sides { top: words, bottom: if last { words } else { Length::ZERO }, ..Sides::default() },
                _ => Sides { top: room(OVER_MARKS), ..Sides::default() },
            };
            artboard.areas.extend(area.map(|area| Area { padding: area.padding.plus_sides(round), ..area }));
        }
    }
}

/// The row that a strip becomes: the last, or the one over pictures that end the face.
fn row_under_words(artboard: &Artboard) -> usize {
    let is_picture = |area: &&Area| area.parts.iter().all(|part| matches!(part, Part::Picture(_)));
    let mut under = artboard.grid.0;
    while under > 1 {
        let last: Vec<&Area> = artboard.areas.iter().filter(|a| a.cell.row + a.cell.rows == under).collect();
        if last.is_empty() || !last.iter().all(is_picture) || last.iter().any(|a| a.cell.row + 1 < under) {
            break;
        }
        under -= 1;
    }
    under
}

/// Columns side by side over one ground.
struct ColumnRun {
    from: usize,
    columns: usize,
    panel: Option<usize>,
}

fn covers(cell: Cell, row: usize, column: usize) -> bool {
    (cell.row..cell.row + cell.rows).contains(&row) && (cell.column..cell.column + cell.columns).contains(&column)
}

/// The widest run of columns that no area crosses on its way into row `under`.
/// Marks begin where the words do, beside a column of words that run upwards.
fn widest_run(artboard: &Artboard, under: usize, shows_marks: bool) -> Option<ColumnRun> {
    let mut runs: Vec<ColumnRun> = Vec::new();
    for column in 0..artboard.grid.1.max(1) {
        let crossed = artboard.areas.iter().any(|a| covers(a.cell, under - 1, column) && covers(a.cell, under, column));
        // A column without words is kept free for something: an address, a stamp.
        let in_column = |a: &Area| (a.cell.column..a.cell.column + a.cell.columns).contains(&column);
        let turned = artboard.areas.iter().any(|a| a.turned && covers(a.cell, under - 1, column));
        if crossed || (shows_marks && turned) || !artboard.areas.iter().any(in_column) {
            continue;
        }
        // A panel over another one is nearer to the words.
        let panel = artboard.panels.iter().rposition(|p| covers(p.cell, under - 1, column));
        match runs.last_mut() {
            Some(run) if run.panel == panel && run.from + run.columns == column => run.columns += 1,
            _ => runs.push(ColumnRun { from: column, columns: 1, panel }),
        }
    }
    // Of equals the first, where reading begins.
    runs.into_iter().reduce(|best, run| if run.columns > best.columns { run } else { best })
}

/// Makes room for `count` rows from `under` on. What ended there beside the run grows with it, and so do grounds.
fn insert_rows(artboard: &mut Artboard, under: usize, count: usize, run: &ColumnRun) {
    let beside = |cell: &Cell| cell.column >= run.from + run.columns || cell.column + cell.columns <= run.from;
    let moved = |cell: &mut Cell, grows: bool| {
        if cell.row >= under {
            cell.row += count;
        } else if cell.row + cell.rows > under || (cell.row + cell.rows == under && grows) {
            cell.rows += count;
        }
    };
    for panel in &mut artboard.panels {
        moved(&mut panel.cell, true);
    }
    artboard.free.iter_mut().for_each(|cell| moved(cell, false));
    let cells = artboard.areas.iter_mut().map(|area| &mut area.cell);
    for cell in cells.chain(artboard.flows.iter_mut().map(|flow| &mut flow.cell)) {
        let grows = beside(cell);
        moved(cell, grows);
    }
    let had = artboard.grid.0;
    artboard.rows.resize(had, Track::Auto);
    artboard.rows.splice(under..under, std::iter::repeat_n(Track::Auto, count));
    // Where nothing stretched, the words stay at the top and the strip goes to the foot.
    let stretches = |track: &Track| matches!(track, Track::Fraction(_));
    if !artboard.rows.iter().any(stretches) && under == had {
        artboard.rows[under - 1] = Track::Fraction(1.0);
    }
    artboard.grid.0 += count;
}
