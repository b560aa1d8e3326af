//! The lookup tables of an ICC profile, evaluated one colour at a time (ICC.1:2022, 10.10 to 10.13).
//!
//! moxcms reads them; it converts whole pictures fast but takes milliseconds to get ready, and does not let a step in
//! between the connection space and the inks, where black point compensation belongs.

use moxcms::{DataColorSpace, LutDataType, LutMultidimensionalType, LutStore, LutType, LutWarehouse, ToneReprCurve};

/// The most channels on either side.
const MOST: usize = 4;

/// Steps from one side of a profile to the other.
pub(super) struct Table {
    steps: Vec<Step>,
    /// How CIELAB is counted on its side: lut16Type keeps the count of ICC version 2 (10.8 and 6.3.4.2).
    lab: LabCount,
}

/// How L* is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum LabCount {
    /// L* 100 is 0xff00 of 0xffff.
    Version2,
    /// L* 100 is all.
    Version4,
}

/// One stage of a table: channels in, channels out.
enum Step {
    Curves(Vec<Curve>),
    /// Three rows of three factors, and what is added.
    Matrix([[f64; 3]; 3], [f64; 3]),
    Grid(Grid),
}

/// A curve over one channel, 0 to 1.
enum Curve {
    Straight,
    Samples(Vec<f32>),
    /// Gamma and constants of a parametricCurveType, by its function type.
    Formula(Vec<f32>),
}

/// A table of several channels at once, read between its points (ICC.1, 10.10).
struct Grid {
    /// Points along each axis, first channel first.
    points: Vec<usize>,
    outputs: usize,
    samples: Vec<f32>,
}

impl Table {
    /// `None` for tables over XYZ, and for tables whose sizes do not agree.
    pub(super) fn new(lut: &LutWarehouse, connection: DataColorSpace, inputs: usize, outputs: usize) -> Option<Table> {
        if connection != DataColorSpace::Lab {
            return None;
        }
        match lut {
            LutWarehouse::Lut(lut) => Table::of_lut(lut, inputs, outputs),
            LutWarehouse::Multidimensional(lut) => Table::of_many(lut, inputs, outputs),
        }
    }

    fn of_lut(lut: &LutDataType, inputs: usize, outputs: usize) -> Option<Table> {
        if usize::from(lut.num_input_channels) != inputs || usize::from(lut.num_output_channels) != outputs {
            return None;
        }
        let curves = |store: &LutStore, channels: usize, entries: u16| {
            let samples = samples(store);
            let entries = usize::from(entries);
            (entries >= 2 && samples.len() >= entries * channels)
                .then(|| samples.chunks_exact(entries).take(channels).map(|c| Curve::Samples(c.to_vec())).collect::<Vec<_>>())
        };
        let grid =
            Grid { points: vec![usize::from(lut.num_clut_grid_points); inputs], outputs, samples: samples(&lut.clut_table) };
        let steps = vec![
            Step::Curves(curves(&lut.input_table, inputs, lut.num_input_table_entries)?),
            Step::Grid(grid.sound()?),
            Step::Curves(curves(&lut.output_table, outputs, lut.num_output_table_entries)?),
        ];
        let lab = if lut.lut_type == LutType::Lut16 { LabCount::Version2 } else { LabCount::Version4 };
        Some(Table { steps, lab })
    }

    /// lutAToBType and lutBToAType: the curves next to the device are called A, those next to the connection space B.
    fn of_many(lut: &LutMultidimensionalType, inputs: usize, outputs: usize) -> Option<Table> {
        let from_inks = inputs == 4;
        let curves = |all: &[ToneReprCurve], channels: usize| match all.len() {
            0 => Some(None),
            n if n == channels => Some(Some(Step::Curves(all.iter().map(Curve::new).collect()))),
            _ => None,
        };
        let grid = Grid {
            points: lut.grid_points[..inputs].iter().map(|n| usize::from(*n)).collect(),
            outputs,
            samples: samples(lut.clut.as_ref()?),
        };
        let m = lut.matrix.v;
        let matrix = Step::Matrix(m, lut.bias.v);
        let (a, b, middle) = (curves(&lut.a_curves, 4)?, curves(&lut.b_curves, 3)?, curves(&lut.m_curves, 3)?);
        let grid = Some(Step::Grid(grid.sound()?));
        let steps = match from_inks {
            true => [a, grid, middle, Some(matrix), b],
            false => [b, Some(matrix), middle, grid, a],
        };
        Some(Table { steps: steps.into_iter().flatten().collect(), lab: LabCount::Version4 })
    }

    /// Inks in parts of 1 for a colour in CIELAB (D50).
    pub(super) fn inks(&self, [l, a, b]: [f64; 3]) -> [f64; 4] {
        let scale = self.scale();
        let counted = [l / 100.0 * scale, (a + 128.0) / 255.0 * scale, (b + 128.0) / 255.0 * scale, 0.0];
        self.walk(counted.map(|v| v.clamp(0.0, 1.0)))
    }

    /// The colour in CIELAB (D50) of inks in parts of 1.
    pub(super) fn lab(&self, inks: [f64; 4]) -> [f64; 3] {
        let [l, a, b, _] = self.walk(inks.map(|i| i.clamp(0.0, 1.0)));
        let scale = self.scale();
        [l / scale * 100.0, a / scale * 255.0 - 128.0, b / scale * 255.0 - 128.0]
    }

    fn scale(&self) -> f64 {
        match self.lab {
            LabCount::Version2 => 65_280.0 / 65_535.0,
            LabCount::Version4 => 1.0,
        }
    }

    fn walk(&self, mut at: [f64; MOST]) -> [f64; MOST] {
        for step in &self.steps {
            match step {
                Step::Curves(curves) => curves.iter().zip(&mut at).for_each(|(curve, v)| *v = curve.at(*v)),
                Step::Matrix(rows, add) => {
                    let [x, y, z, _] = at;
                    for (i, row) in rows.iter().enumerate() {
                        at[i] = (row[0] * x + row[1] * y + row[2] * z + add[i]).clamp(0.0, 1.0);
                    }
                }
                Step::Grid(grid) => at = grid.at(at),
            }
        }
        at
    }
}

fn samples(store: &LutStore) -> Vec<f32> {
    match store {
        LutStore::Store8(bytes) => bytes.iter().map(|v| f32::from(*v) / 255.0).collect(),
        LutStore::Store16(words) => words.iter().map(|v| f32::from(*v) / 65_535.0).collect(),
    }
}

impl Curve {
    fn new(curve: &ToneReprCurve) -> Curve {
        match curve {
            ToneReprCurve::Lut(entries) if entries.is_empty() => Curve::Straight,
            // One entry is a gamma in 8.8 fixed point (10.6).
            ToneReprCurve::Lut(entries) if entries.len() == 1 => Curve::Formula(vec![f32::from(entries[0]) / 256.0]),
            ToneReprCurve::Lut(entries) => Curve::Samples(entries.iter().map(|v| f32::from(*v) / 65_535.0).collect()),
            ToneReprCurve::Parametric(constants) => Curve::Formula(constants.clone()),
        }
    }

    fn at(&self, x: f64) -> f64 {
        match self {
            Curve::Straight => x,
            Curve::Samples(samples) => {
                let place = x * (samples.len() - 1) as f64;
                let low = (place.floor() as usize).min(samples.len() - 2);
                let (a, b) = (f64::from(samples[low]), f64::from(samples[low + 1]));
                a + (b - a) * (place - low as f64)
            }
            Curve::Formula(constants) => formula(constants, x).clamp(0.0, 1.0),
        }
    }
}

/// The functions of parametricCurveType (ICC.1:2022, table 68), told apart by how many constants they have.
fn formula(constants: &[f32], x: f64) -> f64 {
    let c = |i: usize| constants.get(i).map_or(0.0, |v| f64::from(*v));
    let (g, a, b) = (c(0), c(1), c(2));
    let power = |x: f64| (a * x + b).max(0.0).powf(g);
    match constants.len() {
        1 => x.max(0.0).powf(g),
        3 => {
            if x >= -b / a {
                power(x)
            } else {
                0.0
            }
        }
        4 => {
            if x >= -b / a {
                power(x) + c(3)
            } else {
                c(3)
            }
        }
        5 => {
            if x >= c(4) {
                power(x)
            } else {
                c(3) * x
            }
        }
        7 => {
            if x >= c(4) {
                power(x) + c(5)
            } else {
                c(3) * x + c(6)
            }
        }
        _ => x,
    }
}

impl Grid {
    fn sound(self) -> Option<Grid> {
        let nodes = self.points.iter().try_fold(1_usize, |n, points| n.checked_mul(*points))?;
        let sound = self.points.iter().all(|n| *n >= 2) && self.samples.len() >= nodes.checked_mul(self.outputs)?;
        sound.then_some(self)
    }

    /// Between all corners of the cell, each by how near it is.
    fn at(&self, at: [f64; MOST]) -> [f64; MOST] {
        let axes = self.points.len();
        let mut low = [0_usize; MOST];
        let mut part = [0.0; MOST];
        for axis in 0..axes {
            let place = at[axis] * (self.points[axis] - 1) as f64;
            low[axis] = (place.floor() as usize).min(self.points[axis] - 2);
            part[axis] = place - low[axis] as f64;
        }
        let mut out = [0.0; MOST];
        for corner in 0..1_usize << axes {
            let mut weight = 1.0;
            let mut node = 0;
            for axis in 0..axes {
                let upper = corner >> axis & 1;
                weight *= if upper == 1 { part[axis] } else { 1.0 - part[axis] };
                node = node * self.points[axis] + low[axis] + upper;
            }
            if weight > 0.0 {
                let samples = &self.samples[node * self.outputs..][..self.outputs];
                samples.iter().zip(&mut out).for_each(|(sample, out)| *out += f64::from(*sample) * weight);
            }
        }
        out
    }
}
