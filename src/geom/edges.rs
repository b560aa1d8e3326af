//! Rectangles whose edges are no straight lines: a slant, an arc, teeth. What is cut off reaches into the rectangle no
//! further than the depth of the edge, so whatever stands further in stands inside the shape.

use super::{Length, Path, Point, Rect, Segment};

/// What is cut out of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeShape {
    /// One diagonal, from nothing to the depth.
    Slant,
    /// Bows, full in the middle.
    Arc,
    /// A wave about the middle of the depth.
    Wave,
    /// A point in the middle.
    Peak,
    /// Teeth, as pinking shears cut them.
    Zigzag,
    /// Half circles that bulge out.
    Scallop,
    /// Half circles that are cut out, as of a ticket.
    Notch,
}

impl EdgeShape {
    /// Whether the shape may stand several times along its edge.
    pub fn repeats(self) -> bool {
        self != EdgeShape::Slant
    }
}

/// An edge that is no straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What is cut out of it.
    pub shape: EdgeShape,
    /// How far the cut reaches in.
    pub depth: Length,
    /// How often the shape stands along the edge. `None`: once, or as many teeth and scallops as are twice as wide as deep.
    pub count: Option<u32>,
    /// What is cut away and what stays change places; a slant runs the other way.
    pub flip: bool,
}

/// The edges of a rectangle: top, right, bottom, left. `None` is a straight one.
pub type Edges = [Option<Edge>; 4];

/// More teeth than this are no edge that anybody sees.
const MOST: f64 = 400.0;
/// Of opposite edges none takes more than this of the rectangle.
const DEEPEST: f64 = 0.45;
/// Control points of a quarter circle, and of a quarter of a sine: along and down, near its middle and near its end.
const KAPPA: f64 = 0.552_284_75;
const SINE: [(f64, f64); 2] = [(0.326_13, 0.512_29), (0.638_09, 1.0)];

/// How far along the edge, and how far in, both in EMU.
type At = (f64, f64);

/// A step along an edge.
#[derive(Clone, Copy)]
enum Step {
    Line(At),
    Cubic(At, At, At),
}

impl Step {
    fn through(self, f: impl Fn(At) -> At) -> Step {
        match self {
            Step::Line(to) => Step::Line(f(to)),
            Step::Cubic(a, b, to) => Step::Cubic(f(a), f(b), f(to)),
        }
    }
}

impl Path {
    /// A rectangle with these edges. Corners between two straight ones are rounded.
    pub fn shaped(r: Rect, radius: Length, edges: &Edges) -> Path {
        if edges.iter().all(Option::is_none) {
            return Path::rounded(r, radius);
        }
        let fitted = fitted(r, edges);
        let emu = |length: Length| length.to_emu() as f64;
        let begins = fitted.map(|edge| edge.map_or(0.0, |edge| edge.begins()));
        let ends = fitted.map(|edge| edge.map_or(0.0, |edge| edge.ends()));
        // From where to where each edge runs: what its neighbours leave of it at their corner with it.
        let spans = [
            (emu(r.x) + begins[3], emu(r.right()) - begins[1]),
            (emu(r.y) + ends[0], emu(r.bottom()) - ends[2]),
            (emu(r.x) + ends[3], emu(r.right()) - ends[1]),
            (emu(r.y) + begins[0], emu(r.bottom()) - begins[2]),
        ];
        let round = |a: usize, b: usize| if fitted[a].is_none() && fitted[b].is_none() { radius } else { Length::ZERO };
        let most = r.width.min(r.height) / 2;
        // Of the corners before the edges: top left, top right, bottom right, bottom left.
        let corners = [(3, 0), (0, 1), (1, 2), (2, 3)].map(|(a, b)| emu(round(a, b).min(most)));
        let mut path = Path::default();
        for (side, edge) in fitted.iter().enumerate() {
            let (before, after) = (corners[side], corners[(side + 1) % 4]);
            let (from, to) = spans[side];
            let length = (to - from).max(0.0);
            // Edges are read from the left and from the top; the outline goes round clockwise.
            let steps = match edge {
                Some(edge) if side < 2 => edge.steps(length),
                Some(edge) => backwards(edge.begins(), &edge.steps(length).1),
                None => (0.0, vec![Step::Line((length - after, 0.0))]),
            };
            let place = |(along, deep): At| {
                // Straight ones are gone along as the outline goes.
                let along = if side > 1 && edge.is_none() { to - along } else { from + along };
                let (x, y) = match side {
                    0 => (along, emu(r.y) + deep),
                    1 => (emu(r.right()) - deep, along),
                    2 => (along, emu(r.bottom()) - deep),
                    _ => (emu(r.x) + deep, along),
                };
                Point::new(Length::emu(super::nearest(x)), Length::emu(super::nearest(y)))
            };
            let first = place((
                if edge.is_none() {
                    before
                } else if side < 2 {
                    0.0
                } else {
                    length
                },
                steps.0,
            ));
            if path.segments.is_empty() {
                path.segments.push(Segment::Move(first));
            } else if before > 0.0 {
                path.segments.push(quarter(&path, place((0.0, 0.0)), first));
            }
            path.segments.extend(steps.1.into_iter().map(|step| match step {
                Step::Line(to) => Segment::Line(place(to)),
                Step::Cubic(a, b, to) => Segment::Cubic(place(a), place(b), place(to)),
            }));
        }
        if let (true, Some(Segment::Move(first))) = (corners[0] > 0.0, path.segments.first().copied()) {
            path.segments.push(quarter(&path, r.top_left(), first));
        }
        path.segments.push(Segment::Close);
        path
    }
}

/// A quarter circle from where a path has come round a corner.
fn quarter(path: &Path, corner: Point, to: Point) -> Segment {
    let from = match path.segments.last() {
        Some(Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p)) => *p,
        Some(Segment::Close) | None => corner,
    };
    let toward = |p: Point| Point::new(p.x + (corner.x - p.x).scale(KAPPA), p.y + (corner.y - p.y).scale(KAPPA));
    Segment::Cubic(toward(from), toward(to), to)
}

/// The edges, none so deep that opposite ones meet.
fn fitted(r: Rect, edges: &Edges) -> Edges {
    let mut fitted = *edges;
    for (side, edge) in fitted.iter_mut().enumerate() {
        let room = if side % 2 == 0 { r.height } else { r.width };
        *edge = edge.map(|edge| Edge { depth: edge.depth.min(room.scale(DEEPEST)), ..edge }).filter(|e| e.depth > Length::ZERO);
    }
    fitted
}

/// The same from its end to its beginning, and where that begins.
fn backwards(begins: f64, steps: &[Step]) -> (f64, Vec<Step>) {
    let ends = |step: &Step| match *step {
        Step::Line(to) | Step::Cubic(_, _, to) => to,
    };
    let starts = std::iter::once((0.0, begins)).chain(steps.iter().map(ends));
    let turned = steps.iter().zip(starts).map(|(step, start)| match *step {
        Step::Line(_) => Step::Line(start),
        Step::Cubic(a, b, _) => Step::Cubic(b, a, start),
    });
    let turned: Vec<Step> = turned.collect();
    (steps.last().map_or(begins, |step| ends(step).1), turned.into_iter().rev().collect())
}

impl Edge {
    fn deep(&self) -> f64 {
        self.depth.to_emu() as f64
    }

    /// How far in the edge begins, in EMU.
    fn begins(&self) -> f64 {
        let begins = match self.shape {
            EdgeShape::Slant | EdgeShape::Notch => 0.0,
            EdgeShape::Wave => 0.5,
            EdgeShape::Arc | EdgeShape::Peak | EdgeShape::Zigzag | EdgeShape::Scallop => 1.0,
        };
        self.deep() * if self.flip { 1.0 - begins } else { begins }
    }

    /// How far in it ends, in EMU.
    fn ends(&self) -> f64 {
        if self.shape == EdgeShape::Slant { self.deep() - self.begins() } else { self.begins() }
    }

    /// How far in it begins, and the way from there, for an edge of this length.
    fn steps(&self, length: f64) -> (f64, Vec<Step>) {
        let deep = self.deep();
        let natural = match self.shape {
            EdgeShape::Zigzag | EdgeShape::Scallop => (length / (deep * 2.0)).round(),
            _ => 1.0,
        };
        let count = self.count.map_or(natural, f64::from).clamp(1.0, MOST);
        let wide = length / count;
        // Each shape in a box of 1 by 1.
        let one = self.shape.steps(if deep * 2.0 < wide { deep * 2.0 / wide } else { 1.0 });
        let place =
            |i: usize| move |(along, cut): At| ((i as f64 + along) * wide, deep * if self.flip { 1.0 - cut } else { cut });
        let steps = (0..count as usize).flat_map(|i| one.iter().map(move |step| step.through(place(i)))).collect();
        (self.begins(), steps)
    }
}

impl EdgeShape {
    /// One of them, along 0 to 1 and in 0 to 1. `round`: how wide a half circle of that depth is.
    fn steps(self, round: f64) -> Vec<Step> {
        let half = |from: f64, wide: f64, base: f64, top: f64| {
            let (middle, end, k) = (from + wide / 2.0, from + wide, KAPPA);
            let near = base + (top - base) * k;
            [
                Step::Cubic((from, near), (middle - wide / 2.0 * k, top), (middle, top)),
                Step::Cubic((middle + wide / 2.0 * k, top), (end, near), (end, base)),
            ]
        };
        match self {
            EdgeShape::Slant => vec![Step::Line((1.0, 1.0))],
            EdgeShape::Peak | EdgeShape::Zigzag => vec![Step::Line((0.5, 0.0)), Step::Line((1.0, 1.0))],
            // A parabola, in two halves.
            EdgeShape::Arc => vec![
                Step::Cubic((1.0 / 6.0, 1.0 / 3.0), (1.0 / 3.0, 0.0), (0.5, 0.0)),
                Step::Cubic((2.0 / 3.0, 0.0), (5.0 / 6.0, 1.0 / 3.0), (1.0, 1.0)),
            ],
            EdgeShape::Scallop => half(0.0, 1.0, 1.0, 0.0).to_vec(),
            EdgeShape::Notch => {
                let from = (1.0 - round) / 2.0;
                let [a, b] = half(from, round, 0.0, 1.0);
                vec![Step::Line((from, 0.0)), a, b, Step::Line((1.0, 0.0))]
            }
            EdgeShape::Wave => {
                let [(a, up), (b, high)] = SINE;
                let quarter = |from: f64, sign: f64, rises: bool| {
                    let at = |(along, height): At| (from + along / 4.0, 0.5 - sign * height / 2.0);
                    match rises {
                        true => Step::Cubic(at((a, up)), at((b, high)), at((1.0, 1.0))),
                        false => Step::Cubic(at((1.0 - b, high)), at((1.0 - a, up)), at((1.0, 0.0))),
                    }
                };
                vec![quarter(0.0, 1.0, true), quarter(0.25, 1.0, false), quarter(0.5, -1.0, true), quarter(0.75, -1.0, false)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [EdgeShape; 7] = [
        EdgeShape::Slant,
        EdgeShape::Arc,
        EdgeShape::Wave,
        EdgeShape::Peak,
        EdgeShape::Zigzag,
        EdgeShape::Scallop,
        EdgeShape::Notch,
    ];

    fn sheet() -> Rect {
        Rect::new(Length::mm(10.0), Length::mm(20.0), Length::mm(100.0), Length::mm(60.0))
    }

    fn edge(shape: EdgeShape, flip: bool) -> Edge {
        Edge { shape, depth: Length::mm(5.0), count: None, flip }
    }

    fn points(path: &Path) -> Vec<Point> {
        let of = |segment: &Segment| match *segment {
            Segment::Move(p) | Segment::Line(p) => vec![p],
            Segment::Cubic(a, b, p) => vec![a, b, p],
            Segment::Close => Vec::new(),
        };
        path.segments.iter().flat_map(of).collect()
    }

    #[test]
    fn no_shape_reaches_out_of_the_rectangle_or_in_past_its_depth() {
        let inner = sheet().outset(-Length::mm(5.0));
        for shape in ALL {
            for flip in [false, true] {
                let path = Path::shaped(sheet(), Length::ZERO, &[Some(edge(shape, flip)); 4]);
                assert_eq!(path.bounds(), Some(sheet()), "{shape:?} {flip}: it touches all sides and none beyond");
                let hair = Length::emu(2);
                let inside = |p: &Point| {
                    p.x > inner.x + hair && p.x < inner.right() - hair && p.y > inner.y + hair && p.y < inner.bottom() - hair
                };
                assert!(!points(&path).iter().any(inside), "{shape:?} {flip}");
                assert!(matches!(path.segments.first(), Some(Segment::Move(_))));
                assert_eq!(path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).count(), 1);
            }
        }
    }

    #[test]
    fn a_slant_at_the_top_lowers_one_corner() {
        let path = Path::shaped(sheet(), Length::ZERO, &[Some(edge(EdgeShape::Slant, false)), None, None, None]);
        let mm = |x: f64, y: f64| Point::new(Length::mm(x), Length::mm(y));
        assert_eq!(points(&path), [mm(10.0, 20.0), mm(110.0, 25.0), mm(110.0, 80.0), mm(10.0, 80.0), mm(10.0, 20.0)]);
        let below = Path::shaped(sheet(), Length::ZERO, &[None, None, Some(edge(EdgeShape::Slant, false)), None]);
        assert_eq!(points(&below), [mm(10.0, 20.0), mm(110.0, 20.0), mm(110.0, 75.0), mm(10.0, 80.0), mm(10.0, 20.0)]);
    }

    #[test]
    fn teeth_are_whole_and_corners_between_straight_edges_are_round() {
        let teeth = |count| Some(Edge { count, ..edge(EdgeShape::Zigzag, false) });
        let lines = |path: &Path| path.segments.iter().filter(|s| matches!(s, Segment::Line(_))).count();
        let natural = Path::shaped(sheet(), Length::ZERO, &[teeth(None), None, None, None]);
        assert_eq!(lines(&natural), 10 * 2 + 3, "ten teeth of 10 mm");
        let three = Path::shaped(sheet(), Length::mm(3.0), &[teeth(Some(3)), None, None, None]);
        assert_eq!(lines(&three), 3 * 2 + 3);
        assert_eq!(three.segments.iter().filter(|s| matches!(s, Segment::Cubic(..))).count(), 2, "two round corners below");
        assert_eq!(three.bounds(), Some(sheet()));
        let plain = Path::shaped(sheet(), Length::mm(3.0), &[None; 4]);
        assert_eq!(plain, Path::rounded(sheet(), Length::mm(3.0)));
    }

    #[test]
    fn deep_edges_leave_something_between_them() {
        let deep = Some(Edge { depth: Length::mm(500.0), ..edge(EdgeShape::Peak, false) });
        let path = Path::shaped(sheet(), Length::ZERO, &[deep, None, deep, None]);
        assert_eq!(path.bounds(), Some(sheet()));
    }
}
