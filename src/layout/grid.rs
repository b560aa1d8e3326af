//! Areas to rectangles, by CSS grid.

use super::prepare::Prepared;
use super::trial::Trial;
use crate::compose::{Area, Artboard, Cell, Part};
use crate::geom::{Length, Rect, Size};
use crate::model::Track;
use taffy::prelude::{AvailableSpace, FromFr, TaffyMaxContent, TaffyTree, auto, length, line, minmax, span};
use taffy::style::{AlignContent, Display, GridTemplateComponent, Style};
use taffy::{NodeId, TraversePartialTree};

/// What fills cells of the grid: an area, or a flow of several, by index; or nothing, on purpose.
#[derive(Clone, Copy)]
enum Leaf {
    Area(usize),
    Flow(usize),
    Free,
}

/// Which rows take the height that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// As the theme has it.
    Own,
    /// Those of pictures that fill their cells.
    Pictures,
    /// All that are not fixed and have no ground, by the same measure.
    Plain,
    /// None: as much of it stands over the first as between two and under the last.
    Even,
}

impl Rows {
    fn tracks(self, artboard: &Artboard, count: usize) -> Vec<GridTemplateComponent<String>> {
        let own = tracks(&artboard.rows, count, Track::Auto);
        if self == Rows::Own {
            return own;
        }
        if self == Rows::Even {
            let as_high_as_needed = |track| if matches!(track, Track::Fixed(_)) { track } else { Track::MinContent };
            return tracks(&artboard.rows.iter().copied().map(as_high_as_needed).collect::<Vec<_>>(), count, Track::MinContent);
        }
        let (pictured, grounded) = (pictured_rows(artboard), grounded_rows(artboard));
        let track = |(row, track)| match artboard.rows.get(row) {
            Some(Track::Fixed(size)) if self == Rows::Pictures && pictured.contains(&row) => {
                minmax(length(points(*size)), taffy::prelude::fr(1.0))
            }
            Some(Track::Fixed(_)) => track,
            _ if self == Rows::Pictures && pictured.contains(&row) => minmax(auto(), taffy::prelude::fr(1.0)),
            // A ground is as high as its words.
            _ if grounded.contains(&row) => taffy::prelude::min_content(),
            _ => auto(),
        };
        own.into_iter().enumerate().map(track).collect()
    }
}

/// Whether rows may stand apart: none fills what there is, and no ground lies under some of them.
pub(super) fn may_part(artboard: &Artboard) -> bool {
    let is_whole = |cell: &Cell| cell.row == 0 && cell.rows == artboard.grid.0;
    let grounds_hold =
        artboard.panels.iter().all(|panel| is_whole(&panel.cell)) && artboard.areas.iter().all(|a| a.fill.is_none());
    pictured_rows(artboard).is_empty() && artboard.free.is_empty() && grounds_hold
}

/// Rows under which a ground lies.
fn grounded_rows(artboard: &Artboard) -> Vec<usize> {
    let cells = artboard.panels.iter().map(|panel| panel.cell);
    let filled = artboard.areas.iter().filter(|area| area.fill.is_some()).map(|area| area.cell);
    cells.chain(filled).flat_map(|cell| cell.row..cell.row + cell.rows).collect()
}

/// The last row of each picture that fills its cells.
pub(super) fn pictured_rows(artboard: &Artboard) -> Vec<usize> {
    let fills = |area: &&Area| area.parts.iter().any(|part| matches!(part, Part::Picture(picture) if picture.crop));
    artboard.areas.iter().filter(fills).map(|area| area.cell.row + area.cell.rows - 1).collect()
}

/// A face's grid, kept from trial to trial.
pub(super) struct Grid {
    tree: TaffyTree<Leaf>,
    root: NodeId,
    leaves: Vec<(Leaf, NodeId)>,
    /// Top left corner and size of the grid on the face.
    pub frame: Rect,
}

impl Grid {
    /// The tree that taffy solves, with a leaf for each area, flow and free cell. `frame` is what the margins leave.
    pub fn new(artboard: &Artboard, prepared: &Prepared<'_>, frame: Rect, own: Rows) -> Grid {
        let mut tree = TaffyTree::new();
        tree.disable_rounding();
        let alone = prepared.areas.iter().enumerate().filter(|(i, _)| !artboard.flows.iter().any(|flow| flow.areas.contains(i)));
        let flows = artboard.flows.iter().enumerate().map(|(i, flow)| (Leaf::Flow(i), flow.cell));
        let leaves: Vec<(Leaf, NodeId)> = alone
            .map(|(i, area)| (Leaf::Area(i), area.area.cell))
            .chain(flows)
            .chain(artboard.free.iter().map(|cell| (Leaf::Free, *cell)))
            .map(|(leaf, cell)| (leaf, tree.new_leaf_with_context(cell_style(cell), leaf).expect("taffy takes any leaf")))
            .collect();
        let (rows, columns) = artboard.grid;
        let style = Style {
            display: Display::Grid,
            size: taffy::Size { width: length(points(frame.width)), height: length(points(frame.height)) },
            gap: taffy::Size { width: length(points(artboard.gap.1)), height: length(points(artboard.gap.0)) },
            grid_template_columns: tracks(&artboard.columns, columns, Track::Fraction(1.0)),
            grid_template_rows: own.tracks(artboard, rows),
            align_content: if own == Rows::Even { AlignContent::SPACE_EVENLY } else { AlignContent::NORMAL },
            ..Style::default()
        };
        let root = tree
            .new_with_children(style, &leaves.iter().map(|(_, node)| *node).collect::<Vec<_>>())
            .expect("the leaves were made by this tree");
        Grid { tree, root, leaves, frame }
    }

    /// The rectangle of each area in a trial.
    pub fn rectangles(&mut self, trial: &mut Trial<'_, '_>) -> Vec<Rect> {
        for (_, leaf) in &self.leaves {
            self.tree.mark_dirty(*leaf).expect("the leaf is of this tree");
        }
        let sizer = |input: taffy::LayoutInput, _: NodeId, context: Option<&mut Leaf>, style: &Style| {
            let leaf = context.copied();
            taffy::compute_leaf_layout(
                input,
                style,
                |_, _| 0.0,
                |known, available| match leaf {
                    Some(Leaf::Area(index)) => area_size(trial, index, known, available),
                    Some(Leaf::Flow(index)) => flow_size(trial, index, known, available),
                    Some(Leaf::Free) | None => taffy::Size::ZERO,
                },
            )
        };
        self.tree.compute_layout_with_measure(self.root, taffy::Size::MAX_CONTENT, sizer).expect("the root is of this tree");
        let mut rectangles = vec![Rect::default(); trial.count()];
        for (leaf, node) in &self.leaves {
            let rect = self.place(*node);
            match leaf {
                Leaf::Area(index) => rectangles[*index] = rect,
                Leaf::Flow(index) => trial.flowed(*index, rect, &mut rectangles),
                Leaf::Free => {}
            }
        }
        for (index, rect) in rectangles.iter_mut().enumerate() {
            let rise = trial.rise(index);
            *rect = Rect { y: rect.y - rise, height: rect.height + rise, ..*rect };
        }
        rectangles
    }

    /// Where the cells that stay free lie after the last trial.
    pub fn free(&self) -> Vec<Rect> {
        let free = self.leaves.iter().filter(|(leaf, _)| matches!(leaf, Leaf::Free));
        free.map(|(_, node)| self.place(*node)).collect()
    }

    /// Where the cells of flows lie after the last trial, in their order.
    pub fn flows(&self) -> Vec<Rect> {
        let flows = self.leaves.iter().filter(|(leaf, _)| matches!(leaf, Leaf::Flow(_)));
        flows.map(|(_, node)| self.place(*node)).collect()
    }

    fn place(&self, node: NodeId) -> Rect {
        let layout = self.tree.layout(node).expect("the layout was computed");
        let to = |points: f32| Length::points(f64::from(points));
        let corner = (self.frame.x + to(layout.location.x), self.frame.y + to(layout.location.y));
        Rect::new(corner.0, corner.1, to(layout.size.width), to(layout.size.height))
    }

    /// Where the cell of a flow ends after the last trial.
    pub fn bottom_of_flow(&self, flow: usize) -> Length {
        let found = self.leaves.iter().find(|(leaf, _)| matches!(leaf, Leaf::Flow(index) if *index == flow));
        let layout = found.and_then(|(_, node)| self.tree.layout(*node).ok());
        layout.map_or(self.frame.bottom(), |l| self.frame.y + Length::points(f64::from(l.location.y + l.size.height)))
    }

    /// Nothing stands on the face.
    pub fn is_empty(&self) -> bool {
        self.tree.child_count(self.root) == 0
    }
}

fn area_size(
    trial: &mut Trial<'_, '_>,
    index: usize,
    known: taffy::Size<Option<f32>>,
    available: taffy::Size<AvailableSpace>,
) -> taffy::Size<f32> {
    let padding = trial.padding(index);
    let (across, down) = (padding.horizontal(), padding.vertical());
    let width = match (known.width, available.width) {
        (Some(width), _) => Length::points(f64::from(width)),
        (None, AvailableSpace::MinContent) => trial.least_width(index) + across,
        (None, AvailableSpace::MaxContent) => trial.full_width(index) + across,
        (None, AvailableSpace::Definite(limit)) => (trial.full_width(index) + across).min(Length::points(f64::from(limit))),
    };
    let height = match known.height {
        Some(height) => Length::points(f64::from(height)),
        None => (trial.height(index, width - across) + down - trial.rise(index)).max(Length::ZERO),
    };
    taffy::Size { width: points(width), height: points(height) }
}

fn flow_size(
    trial: &mut Trial<'_, '_>,
    index: usize,
    known: taffy::Size<Option<f32>>,
    available: taffy::Size<AvailableSpace>,
) -> taffy::Size<f32> {
    let width = match (known.width, available.width) {
        (Some(width), _) => Length::points(f64::from(width)),
        (None, AvailableSpace::MinContent) => trial.least_flow_width(index),
        (None, AvailableSpace::MaxContent) => trial.full_flow_width(index),
        (None, AvailableSpace::Definite(limit)) => trial.full_flow_width(index).min(Length::points(f64::from(limit))),
    };
    let height = known.height.map_or_else(|| trial.flow_height(index, width), |height| Length::points(f64::from(height)));
    taffy::Size { width: points(width), height: points(height) }
}

fn cell_style(cell: Cell) -> Style {
    let place = |at: usize, over: usize| taffy::Line { start: line(at as i16 + 1), end: span(over as u16) };
    Style { grid_row: place(cell.row, cell.rows), grid_column: place(cell.column, cell.columns), ..Style::default() }
}

fn tracks(stated: &[Track], count: usize, default: Track) -> Vec<GridTemplateComponent<String>> {
    (0..count)
        .map(|i| match stated.get(i).copied().unwrap_or(default) {
            Track::Auto => auto(),
            Track::Fraction(share) => minmax(auto(), taffy::MaxTrackSizingFunction::from_fr(share as f32)),
            Track::Fixed(size) => length(points(size)),
            Track::MinContent => taffy::prelude::min_content(),
        })
        .collect()
}

fn points(l: Length) -> f32 {
    l.to_points() as f32
}

/// Sizes that mean the same on paper: taffy counts in 32-bit points.
pub(super) const TOLERANCE_POINTS: f64 = 0.05;

/// The area inside the margins, below a band of the given height.
pub(super) fn frame(artboard: &Artboard, band: Length) -> Rect {
    let mut frame = sheet(artboard.trim).shrink(artboard.margin);
    let top = artboard.margin.top.max(band + artboard.margin.top.min(Length::points(8.0)));
    let down = top - artboard.margin.top;
    frame.y += down;
    frame.height -= down;
    frame
}

fn sheet(size: Size) -> Rect {
    size.at(Length::ZERO, Length::ZERO)
}
