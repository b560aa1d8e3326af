//! Areas to rectangles, by CSS grid.

use super::prepare::Prepared;
use super::solved::{KnownGrid, KnownGrids, Lane, Leaf, Place, Shape, points};
use super::trial::Trial;
use crate::compose::{Area, Artboard, Cell, Part};
use crate::geom::{Length, Rect, Size};
use crate::model::Track;
use std::sync::Arc;
use taffy::NodeId;
use taffy::prelude::{AvailableSpace, TaffyMaxContent, TaffyTree, auto, fr, length, line, min_content, minmax, span};
use taffy::style::{AlignContent, Display, GridTemplateComponent, Style};

/// What taffy knows of a leaf that it asks for, and how much room it has for it.
type Known = taffy::Size<Option<f32>>;
type Available = taffy::Size<AvailableSpace>;

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
    fn lanes(self, artboard: &Artboard, count: usize) -> Vec<Lane> {
        let own = (0..count).map(|row| artboard.rows.get(row).copied());
        let (pictured, grounded) = (pictured_rows(artboard), grounded_rows(artboard));
        let lane = |(row, stated): (usize, Option<Track>)| match (self, stated) {
            (Rows::Own, stated) => Lane::Track(stated.unwrap_or(Track::Auto)),
            (Rows::Even, Some(Track::Fixed(size))) => Lane::Track(Track::Fixed(size)),
            (Rows::Even, _) => Lane::Track(Track::MinContent),
            (Rows::Pictures, Some(Track::Fixed(size))) if pictured.contains(&row) => Lane::AtLeast(size),
            (Rows::Pictures | Rows::Plain, Some(Track::Fixed(size))) => Lane::Track(Track::Fixed(size)),
            (Rows::Pictures, _) if pictured.contains(&row) => Lane::Track(Track::Fraction(1.0)),
            // A ground is as high as its words.
            (Rows::Pictures | Rows::Plain, _) if grounded.contains(&row) => Lane::Track(Track::MinContent),
            (Rows::Pictures | Rows::Plain, _) => Lane::Track(Track::Auto),
        };
        own.enumerate().map(lane).collect()
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
pub(super) struct Grid<'k> {
    known: &'k mut KnownGrid,
    /// With columns as wide as what stands in them asks for, and with columns of their known widths; made when they are needed.
    own: Option<Solver>,
    fixed: Option<Solver>,
    /// Of each leaf after the last trial.
    places: Arc<[Place]>,
    /// Top left corner and size of the grid on the face.
    pub frame: Rect,
}

impl<'k> Grid<'k> {
    /// A grid with a leaf for each area, flow and free cell. `frame` is what the margins leave.
    pub fn new(artboard: &Artboard, prepared: &Prepared<'_>, frame: Rect, own: Rows, grids: &'k mut KnownGrids) -> Grid<'k> {
        let alone = prepared.areas.iter().enumerate().filter(|(i, _)| !artboard.flows.iter().any(|flow| flow.areas.contains(i)));
        let flows = artboard.flows.iter().enumerate().map(|(i, flow)| (Leaf::Flow(i), flow.cell));
        let leaves = alone
            .map(|(i, area)| (Leaf::Area(i), area.area.cell))
            .chain(flows)
            .chain(artboard.free.iter().map(|cell| (Leaf::Free, *cell)))
            .collect();
        let (rows, columns) = artboard.grid;
        let column = |i| artboard.columns.get(i).copied().unwrap_or(Track::Fraction(1.0));
        let shape = Shape {
            size: frame.size(),
            gap: artboard.gap,
            columns: (0..columns).map(column).collect(),
            rows: own.lanes(artboard, rows),
            even: own == Rows::Even,
            leaves,
        };
        Grid { known: grids.of(shape), own: None, fixed: None, places: Arc::new([]), frame }
    }

    /// The rectangle of each area in a trial.
    pub fn rectangles(&mut self, trial: &mut Trial<'_, '_>) -> Vec<Rect> {
        self.places = self.known_or_solved(trial);
        let mut rectangles = vec![Rect::default(); trial.count()];
        for ((leaf, _), place) in self.known.shape.leaves.iter().zip(self.places.iter()) {
            let rect = on_face(self.frame, *place);
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

    /// As in another trial that measures the same, or solved.
    fn known_or_solved(&mut self, trial: &mut Trial<'_, '_>) -> Arc<[Place]> {
        let least: Vec<f32> = self.known.shape.leaves.iter().map(|(leaf, _)| leaf.least_width(trial)).collect();
        let (shape, columns, way) = self.known.way(|leaf| [leaf.least_width(trial), leaf.full_width(trial)]);
        let keeps = way.keeps_columns(shape, &least);
        if keeps && let Some(places) = way.places(shape, |leaf, width| leaf.height(trial, width)) {
            return places;
        }
        let columns = columns.filter(|_| keeps);
        let solver = if columns.is_some() { &mut self.fixed } else { &mut self.own };
        let solver = solver.get_or_insert_with(|| Solver::new(shape, columns));
        let (places, is_whole) = way.solved(shape, &least, |asks| {
            solver.solve(|leaf, known, available| {
                if known.height.is_none() || known.width.is_none() {
                    asks(leaf, known.width, available.width == AvailableSpace::MinContent);
                }
                shape.leaves[leaf].0.size(trial, known, available)
            })
        });
        if is_whole {
            way.keep(shape, &places, |leaf, width| leaf.height(trial, width));
        }
        self.known.kept += 1;
        places
    }

    /// Where the cells that stay free lie after the last trial.
    pub fn free(&self) -> Vec<Rect> {
        self.of(|leaf| matches!(leaf, Leaf::Free)).map(|place| on_face(self.frame, place)).collect()
    }

    /// Where the cells of flows lie after the last trial, in their order.
    pub fn flows(&self) -> Vec<Rect> {
        self.of(|leaf| matches!(leaf, Leaf::Flow(_))).map(|place| on_face(self.frame, place)).collect()
    }

    /// Where the cell of a flow ends after the last trial.
    pub fn bottom_of_flow(&self, flow: usize) -> Length {
        let place = self.of(|leaf| matches!(leaf, Leaf::Flow(index) if index == flow)).next();
        place.map_or(self.frame.bottom(), |place| self.frame.y + Length::points(f64::from(place.y + place.height)))
    }

    /// The places of some leaves after the last trial.
    fn of(&self, is_one: impl Fn(Leaf) -> bool) -> impl Iterator<Item = Place> {
        let leaves = self.known.shape.leaves.iter().zip(self.places.iter());
        leaves.filter(move |((leaf, _), _)| is_one(*leaf)).map(|(_, place)| *place)
    }

    /// Nothing stands on the face.
    pub fn is_empty(&self) -> bool {
        self.known.shape.leaves.is_empty()
    }
}

fn on_face(frame: Rect, place: Place) -> Rect {
    let to = |points: f32| Length::points(f64::from(points));
    Rect::new(frame.x + to(place.x), frame.y + to(place.y), to(place.width), to(place.height))
}

/// The tree that taffy solves.
struct Solver {
    tree: TaffyTree<usize>,
    root: NodeId,
    nodes: Vec<NodeId>,
}

impl Solver {
    /// With columns of these widths, or as wide as they come.
    fn new(shape: &Shape, widths: Option<&[f32]>) -> Solver {
        let mut tree = TaffyTree::new();
        tree.disable_rounding();
        let leaf = |(i, (_, cell)): (usize, &(Leaf, Cell))| {
            tree.new_leaf_with_context(cell_style(*cell), i).expect("taffy takes any leaf")
        };
        let nodes: Vec<NodeId> = shape.leaves.iter().enumerate().map(leaf).collect();
        let columns = match widths {
            Some(widths) => widths.iter().map(|width| length(*width)).collect(),
            None => shape.columns.iter().map(|track| component(Lane::Track(*track))).collect(),
        };
        let style = Style {
            display: Display::Grid,
            size: taffy::Size { width: length(points(shape.size.width)), height: length(points(shape.size.height)) },
            gap: taffy::Size { width: length(points(shape.gap.1)), height: length(points(shape.gap.0)) },
            grid_template_columns: columns,
            grid_template_rows: shape.rows.iter().copied().map(component).collect(),
            align_content: if shape.even { AlignContent::SPACE_EVENLY } else { AlignContent::NORMAL },
            ..Style::default()
        };
        let root = tree.new_with_children(style, &nodes).expect("the leaves were made by this tree");
        Solver { tree, root, nodes }
    }

    /// Where the leaves lie; `size`: of a leaf, as far as something of it is known and so much room is there.
    fn solve(&mut self, mut size: impl FnMut(usize, Known, Available) -> taffy::Size<f32>) -> Arc<[Place]> {
        for leaf in &self.nodes {
            self.tree.mark_dirty(*leaf).expect("the leaf is of this tree");
        }
        let sizer = |input: taffy::LayoutInput, _: NodeId, context: Option<&mut usize>, style: &Style| {
            let is_known = input.known_dimensions.width.is_some() && input.known_dimensions.height.is_some();
            // It is as large as is known, whatever it would take.
            let leaf = context.copied().filter(|_| !is_known);
            taffy::compute_leaf_layout(
                input,
                style,
                |_, _| 0.0,
                |known, available| leaf.map_or(taffy::Size::ZERO, |leaf| size(leaf, known, available)),
            )
        };
        self.tree.compute_layout_with_measure(self.root, taffy::Size::MAX_CONTENT, sizer).expect("the root is of this tree");
        let place = |node: &NodeId| {
            let layout = self.tree.layout(*node).expect("the layout was computed");
            let (corner, size) = (layout.location, layout.size);
            Place { x: corner.x, y: corner.y, width: size.width, height: size.height }
        };
        self.nodes.iter().map(place).collect()
    }
}

impl Leaf {
    /// As taffy asks for it.
    fn size(self, trial: &mut Trial<'_, '_>, known: Known, available: Available) -> taffy::Size<f32> {
        match self {
            Leaf::Area(index) => area_size(trial, index, known, available),
            Leaf::Flow(index) => flow_size(trial, index, known, available),
            Leaf::Free => taffy::Size::ZERO,
        }
    }

    /// In points, in a width of so many.
    fn height(self, trial: &mut Trial<'_, '_>, width: f32) -> f32 {
        self.size(trial, Known { width: Some(width), height: None }, Available::MAX_CONTENT).height
    }

    /// In points: the width that breaks no line.
    fn full_width(self, trial: &mut Trial<'_, '_>) -> f32 {
        match self {
            Leaf::Area(index) => points(trial.full_width(index) + trial.padding(index).horizontal()),
            Leaf::Flow(index) => points(trial.full_flow_width(index)),
            Leaf::Free => 0.0,
        }
    }

    /// In points: the least that cuts nothing.
    fn least_width(self, trial: &mut Trial<'_, '_>) -> f32 {
        match self {
            Leaf::Area(index) => points(trial.least_width(index) + trial.padding(index).horizontal()),
            Leaf::Flow(index) => points(trial.least_flow_width(index)),
            Leaf::Free => 0.0,
        }
    }
}

fn area_size(trial: &mut Trial<'_, '_>, index: usize, known: Known, available: Available) -> taffy::Size<f32> {
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

fn flow_size(trial: &mut Trial<'_, '_>, index: usize, known: Known, available: Available) -> taffy::Size<f32> {
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

fn component(lane: Lane) -> GridTemplateComponent<String> {
    match lane {
        Lane::Track(Track::Auto) => auto(),
        Lane::Track(Track::Fraction(share)) => minmax(auto(), fr(share as f32)),
        Lane::Track(Track::Fixed(size)) => length(points(size)),
        Lane::Track(Track::MinContent) => min_content(),
        Lane::AtLeast(size) => minmax(length(points(size)), fr(1.0)),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Leaves as text is: wide on one line, high in a narrow column.
    fn text(area: f32, least: f32, known: Known, available: Available) -> taffy::Size<f32> {
        let width = known.width.unwrap_or(match available.width {
            AvailableSpace::MinContent => least,
            AvailableSpace::MaxContent => area / 10.0,
            AvailableSpace::Definite(limit) => (area / 10.0).min(limit),
        });
        let height = known.height.unwrap_or_else(|| (area / width.max(1.0) / 12.0).ceil() * 12.0);
        taffy::Size { width, height }
    }

    #[test]
    fn columns_of_known_widths_come_to_the_same_places() {
        let columns = [
            vec![Track::Fraction(1.0)],
            vec![Track::Fraction(1.0), Track::Fraction(1.0), Track::Fraction(1.3)],
            vec![Track::Fixed(Length::mm(31.7)), Track::Fraction(2.0), Track::Fraction(0.7)],
            vec![Track::Fraction(0.3), Track::Fixed(Length::points(91.3)), Track::Fraction(0.2)],
        ];
        let rows = [
            vec![Track::Auto, Track::Fraction(1.0), Track::Fixed(Length::points(37.7)), Track::MinContent],
            vec![Track::Auto, Track::Auto, Track::Auto, Track::Auto],
        ];
        let mut same = 0;
        for ((columns, rows), even) in
            columns.iter().flat_map(|c| rows.iter().map(move |r| (c, r))).zip([false, false, true].into_iter().cycle())
        {
            let n = columns.len();
            let alone = (0..n).flat_map(|column| [Cell::at(0, column), Cell::at(1, column)]);
            let wide = [Cell { columns: n, ..Cell::at(2, 0) }, Cell { columns: n.min(2), rows: 2, ..Cell::at(2, 0) }];
            let leaves = alone.chain(wide).enumerate().map(|(i, cell)| (Leaf::Area(i), cell)).collect();
            let shape = Shape {
                size: Size { width: Length::mm(187.3), height: Length::mm(241.9) },
                gap: (Length::points(7.3), Length::points(11.1)),
                columns: columns.clone(),
                rows: rows.iter().map(|track| Lane::Track(*track)).collect(),
                even,
                leaves,
            };
            let mut grids = KnownGrids::default();
            let known = grids.of(shape);
            let widths = known.columns.clone().expect("no column is as wide as what stands in it");
            for (area, least) in [(900.0, 4.0), (5000.0, 20.0), (30_000.0, 60.0), (30_000.0, 400.0)] {
                let size = |leaf: usize, known: Known, available: Available| {
                    let more = 1.0 + leaf as f32 * 0.37;
                    text(area * more, least, known, available)
                };
                let own = Solver::new(&known.shape, None).solve(size);
                let fixed = Solver::new(&known.shape, Some(&widths)).solve(size);
                let (shape, _, way) = known.way(|_| [least, least]);
                if way.keeps_columns(shape, &vec![least; shape.leaves.len()]) {
                    assert_eq!(own, fixed, "{columns:?} {rows:?} {area}");
                    same += 1;
                } else {
                    assert_ne!(own, fixed, "{columns:?} {rows:?} {area}");
                }
            }
        }
        assert!(same > 12, "{same}");
    }
}
