//! Areas to rectangles, by CSS grid.

use super::prepare::Prepared;
use super::trial::Trial;
use crate::compose::{Artboard, Cell};
use crate::geom::{Length, Rect, Size};
use crate::model::Track;
use taffy::prelude::{AvailableSpace, FromFr, TaffyMaxContent, TaffyTree, auto, length, line, minmax, span};
use taffy::style::{Display, GridTemplateComponent, Style};
use taffy::{NodeId, TraversePartialTree};

/// A face's grid, kept from trial to trial.
pub(super) struct Grid {
    tree: TaffyTree<usize>,
    root: NodeId,
    leaves: Vec<NodeId>,
    /// Top left corner and size of the grid on the face.
    pub frame: Rect,
}

impl Grid {
    pub fn new(artboard: &Artboard, prepared: &Prepared<'_>, frame: Rect) -> Grid {
        let mut tree = TaffyTree::new();
        tree.disable_rounding();
        let leaves: Vec<NodeId> = prepared
            .areas
            .iter()
            .enumerate()
            .map(|(i, area)| tree.new_leaf_with_context(cell_style(area.area.cell), i).expect("taffy takes any leaf"))
            .collect();
        let (rows, columns) = artboard.grid;
        let style = Style {
            display: Display::Grid,
            size: taffy::Size { width: length(points(frame.width)), height: length(points(frame.height)) },
            gap: taffy::Size { width: length(points(artboard.gap.1)), height: length(points(artboard.gap.0)) },
            grid_template_columns: tracks(&artboard.columns, columns, Track::Fraction(1.0)),
            grid_template_rows: tracks(&artboard.rows, rows, Track::Auto),
            ..Style::default()
        };
        let root = tree.new_with_children(style, &leaves).expect("the leaves were made by this tree");
        Grid { tree, root, leaves, frame }
    }

    /// The rectangle of each area in a trial.
    pub fn rectangles(&mut self, trial: &mut Trial<'_, '_>) -> Vec<Rect> {
        for leaf in &self.leaves {
            self.tree.mark_dirty(*leaf).expect("the leaf is of this tree");
        }
        let sizer = |input: taffy::LayoutInput, _: NodeId, context: Option<&mut usize>, style: &Style| {
            let index = context.copied();
            taffy::compute_leaf_layout(
                input,
                style,
                |_, _| 0.0,
                |known, available| match index {
                    Some(index) => area_size(trial, index, known, available),
                    None => taffy::Size::ZERO,
                },
            )
        };
        self.tree.compute_layout_with_measure(self.root, taffy::Size::MAX_CONTENT, sizer).expect("the root is of this tree");
        self.leaves
            .iter()
            .map(|leaf| {
                let layout = self.tree.layout(*leaf).expect("the layout was computed");
                let to = |points: f32| Length::points(f64::from(points));
                Rect::new(
                    self.frame.x + to(layout.location.x),
                    self.frame.y + to(layout.location.y),
                    to(layout.size.width),
                    to(layout.size.height),
                )
            })
            .collect()
    }

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
        None => trial.height(index, width - across) + down,
    };
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
