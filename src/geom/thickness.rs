//! How thick filled outlines are: the lines of a drawing are mostly outlines that are filled.
//!
//! The mean thickness of a part is twice its area by its length round, holes taken off the one and added to the other.

/// Points of one closed outline, in any one unit.
pub type Contour = Vec<[f64; 2]>;

/// A part is called a line where it is at least so many times as long as it is thick.
const ELONGATED: f64 = 6.0;
/// Parts that are looked at for what lies in what; beyond, each outline counts by itself.
const MOST_NESTED: usize = 300;

/// The thickness of the thinnest line-like part of what is filled, where it is under `least`. Specks are no lines.
pub fn thinner_than(contours: &[Contour], least: f64, even_odd: bool) -> Option<f64> {
    let measured: Vec<Measured> = contours.iter().filter(|c| c.len() > 1).map(Measured::of).collect();
    let holes = match measured.len() {
        0 => return None,
        1..=MOST_NESTED => nested(contours, &measured, even_odd),
        _ => vec![None; measured.len()],
    };
    let mut thinnest: Option<f64> = None;
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
            thinnest = Some(thinnest.map_or(thick, |before| before.min(thick)));
        }
    }
    thinnest
}

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

/// Whether a point lies in an outline, by the rays that cross it.
fn holds(contour: &Contour, [x, y]: [f64; 2]) -> bool {
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
        let got = thinner_than(contours, 0.25, even_odd).map(|t| (t * 100.0).round() / 100.0);
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
}
