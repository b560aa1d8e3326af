//! How thick filled outlines are: the lines of a drawing are mostly outlines that are filled.
//!
//! The mean thickness of a part is twice its area by its length round, holes taken off the one and added to the other.

/// Points of one closed outline, in any one unit.
pub type Contour = Vec<[f64; 2]>;

/// A part is called a line where it is at least so many times as long as it is thick.
const ELONGATED: f64 = 6.0;
/// Parts that are looked at for what lies in what; beyond, each outline counts by itself.
const MOST_NESTED: usize = 300;

/// A part of what is filled that is as thin as a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thin {
    /// On average.
    pub thick: f64,
    /// As thick everywhere: a line that somebody drew. Else a sliver, that tapers or that is left of something.
    pub is_line: bool,
}

/// The thinnest line-like part of what is filled, where it is under `least`. Specks are no lines.
pub fn thinner_than(contours: &[Contour], least: f64, even_odd: bool) -> Option<Thin> {
    let measured: Vec<Measured> = contours.iter().filter(|c| c.len() > 1).map(Measured::of).collect();
    let holes = match measured.len() {
        0 => return None,
        1..=MOST_NESTED => nested(contours, &measured, even_odd),
        _ => vec![None; measured.len()],
    };
    let mut thinnest: Option<(f64, usize)> = None;
    let drawn: Vec<&Contour> = contours.iter().filter(|c| c.len() > 1).collect();
    for (i, outer) in measured.iter().enumerate() {
        if matches!(holes[i], Some(Within { hole: true, .. })) {
            continue;
        }
        // An area under another that is filled as well has no edge of its own.
        if matches!(holes[i], Some(Within { hole: false, .. })) && !even_odd {
            continue;
        }
        let own =
            measured.iter().zip(&holes).filter(|(_, hole)| matches!(hole, Some(Within { hole: true, parent }) if *parent == i));
        let (area, round) =
            own.fold((outer.area.abs(), outer.round), |(area, round), (hole, _)| (area - hole.area.abs(), round + hole.round));
        // A hole as large as what it is in leaves nothing that prints.
        if area <= 0.0 || round <= 0.0 {
            continue;
        }
        let thick = 2.0 * area / round;
        let long = round / 2.0;
        if thick < least && long > thick * ELONGATED && long > least * ELONGATED {
            thinnest = Some(thinnest.filter(|(before, _)| *before <= thick).unwrap_or((thick, i)));
        }
    }
    thinnest.map(|(thick, i)| {
        let own = |j: &usize| *j == i || matches!(holes[*j], Some(Within { hole: true, parent }) if parent == i);
        let part: Vec<&Contour> = (0..drawn.len()).filter(own).map(|j| drawn[j]).collect();
        Thin { thick, is_line: is_even(&part) }
    })
}

/// Whether a part is about as thick everywhere, measured straight across from places all along its outline.
fn is_even(part: &[&Contour]) -> bool {
    const PLACES: usize = 24;
    let Some(outer) = part.first() else { return false };
    let edges =
        |contour: &Contour| (0..contour.len()).map(|i| (contour[i], contour[(i + 1) % contour.len()])).collect::<Vec<_>>();
    let all: Vec<([f64; 2], [f64; 2])> = part.iter().flat_map(|contour| edges(contour)).collect();
    let own = edges(outer);
    let round: f64 = own.iter().map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1])).sum();
    let mut found = Vec::new();
    for place in 0..PLACES {
        let mut left = round * (place as f64 + 0.5) / PLACES as f64;
        let Some((a, b)) = own.iter().find(|(a, b)| {
            let length = (b[0] - a[0]).hypot(b[1] - a[1]);
            left -= length;
            left <= 0.0
        }) else {
            continue;
        };
        let length = (b[0] - a[0]).hypot(b[1] - a[1]).max(f64::MIN_POSITIVE);
        let along = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
        let from = [b[0] + along[0] * left, b[1] + along[1] * left];
        // To both sides: the nearer edge is the other side of a line.
        let across = |sign: f64| {
            let ray = [-along[1] * sign, along[0] * sign];
            let hits = all.iter().filter_map(|(p, q)| hit(from, ray, *p, *q)).filter(|far| *far > 1e-6);
            hits.fold(f64::INFINITY, f64::min)
        };
        let far = across(1.0).min(across(-1.0));
        if far.is_finite() {
            found.push(far);
        }
    }
    found.sort_by(f64::total_cmp);
    let at = |part: f64| found.get((found.len() as f64 * part) as usize).copied().unwrap_or(0.0);
    found.len() * 2 > PLACES && at(0.85) <= at(0.15).max(f64::MIN_POSITIVE) * 1.8
}

/// How far along a ray an edge is met.
fn hit(from: [f64; 2], ray: [f64; 2], p: [f64; 2], q: [f64; 2]) -> Option<f64> {
    let edge = [q[0] - p[0], q[1] - p[1]];
    let turn = ray[0] * edge[1] - ray[1] * edge[0];
    if turn.abs() < 1e-12 {
        return None;
    }
    let to = [p[0] - from[0], p[1] - from[1]];
    let far = (to[0] * edge[1] - to[1] * edge[0]) / turn;
    let along = (to[0] * ray[1] - to[1] * ray[0]) / turn;
    ((0.0..=1.0).contains(&along) && far > 0.0).then_some(far)
}

/// One part of an outline.
struct Measured {
    /// Signed: its sense is that of its sign.
    area: f64,
    round: f64,
    /// Left, bottom, right, top.
    bounds: [f64; 4],
}

impl Measured {
    fn of(contour: &Contour) -> Measured {
        let mut measured = Measured { area: 0.0, round: 0.0, bounds: [f64::MAX, f64::MAX, f64::MIN, f64::MIN] };
        for (i, a) in contour.iter().enumerate() {
            let b = contour[(i + 1) % contour.len()];
            measured.area += (a[0] * b[1] - b[0] * a[1]) / 2.0;
            measured.round += (b[0] - a[0]).hypot(b[1] - a[1]);
            let [l, low, r, high] = measured.bounds;
            measured.bounds = [l.min(a[0]), low.min(a[1]), r.max(a[0]), high.max(a[1])];
        }
        measured
    }
}

/// What an outline lies in.
#[derive(Clone, Copy)]
struct Within {
    /// It takes out of what it lies in.
    hole: bool,
    /// The smallest outline round it.
    parent: usize,
}

fn nested(contours: &[Contour], measured: &[Measured], even_odd: bool) -> Vec<Option<Within>> {
    let drawn: Vec<&Contour> = contours.iter().filter(|c| c.len() > 1).collect();
    let inside = |inner: usize, outer: usize| {
        let (a, b) = (measured[inner].bounds, measured[outer].bounds);
        inner != outer
            && measured[outer].area.abs() > measured[inner].area.abs()
            && a[0] >= b[0]
            && a[1] >= b[1]
            && a[2] <= b[2]
            && a[3] <= b[3]
            && holds(drawn[outer], middle(drawn[inner]))
    };
    (0..measured.len())
        .map(|i| {
            let round: Vec<usize> = (0..measured.len()).filter(|outer| inside(i, *outer)).collect();
            let smallest = |a: &&usize, b: &&usize| measured[**a].area.abs().total_cmp(&measured[**b].area.abs());
            let parent = *round.iter().min_by(smallest)?;
            let hole = match even_odd {
                true => round.len() % 2 == 1,
                false => {
                    let winding = |n: usize| measured[n].area.signum() as i32;
                    round.iter().map(|n| winding(*n)).sum::<i32>() + winding(i) == 0
                }
            };
            Some(Within { hole, parent })
        })
        .collect()
}

/// A point on an outline, between two of its corners.
fn middle(contour: &Contour) -> [f64; 2] {
    let (a, b) = (contour[0], contour[1]);
    [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])]
}

/// Whether a point lies in a closed outline, by the rays that cross it.
pub fn holds(contour: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for (i, a) in contour.iter().enumerate() {
        let b = contour[(i + 1) % contour.len()];
        if (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] {
            inside = !inside;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f64, y: f64, w: f64, h: f64) -> Contour {
        vec![[x, y], [x + w, y], [x + w, y + h], [x, y + h]]
    }

    fn turned(contour: Contour) -> Contour {
        contour.into_iter().rev().collect()
    }

    fn check(contours: &[Contour], even_odd: bool, want: Option<f64>) {
        let got = thinner_than(contours, 0.25, even_odd).map(|t| (t.thick * 100.0).round() / 100.0);
        assert_eq!(got, want, "{contours:?}");
    }

    #[test]
    fn thick_things_are_thick_whichever_way_they_are_drawn() {
        check(&[rect(0.0, 0.0, 100.0, 20.0), turned(rect(0.0, 40.0, 100.0, 20.0))], false, None);
        check(&[rect(0.0, 0.0, 100.0, 20.0), turned(rect(5.0, 5.0, 90.0, 10.0))], false, None);
        // A speck is no line.
        check(&[rect(0.0, 0.0, 0.2, 0.2)], false, None);
    }

    #[test]
    fn lines_are_found_alone_as_rings_and_beside_thick_things() {
        check(&[rect(0.0, 0.0, 200.0, 0.05)], false, Some(0.05));
        check(&[rect(0.0, 0.0, 100.0, 100.0), turned(rect(0.1, 0.1, 99.8, 99.8))], false, Some(0.1));
        check(&[rect(0.0, 0.0, 100.0, 100.0), rect(0.1, 0.1, 99.8, 99.8)], true, Some(0.1));
        // Drawn the same way round it is no hole.
        check(&[rect(0.0, 0.0, 100.0, 100.0), rect(0.1, 0.1, 99.8, 99.8)], false, None);
        check(&[rect(0.0, 0.0, 100.0, 50.0), rect(0.0, 60.0, 100.0, 0.1)], false, Some(0.1));
    }

    #[test]
    fn a_line_is_as_thick_everywhere_and_a_sliver_is_not() {
        let is_line = |contours: &[Contour]| thinner_than(contours, 0.25, false).map(|thin| thin.is_line);
        assert_eq!(is_line(&[rect(0.0, 0.0, 200.0, 0.05)]), Some(true));
        assert_eq!(is_line(&[rect(0.0, 0.0, 100.0, 100.0), turned(rect(0.1, 0.1, 99.8, 99.8))]), Some(true));
        assert_eq!(is_line(&[vec![[0.0, 0.0], [100.0, 0.0], [100.0, 0.3]]]), Some(false));
        let arc = |r: f64| (0..=60).map(move |i| f64::from(i) / 20.0).map(move |t| [r * t.cos(), r * t.sin()]);
        assert_eq!(is_line(&[arc(50.0).chain(arc(49.9).collect::<Vec<_>>().into_iter().rev()).collect()]), Some(true));
    }
}
