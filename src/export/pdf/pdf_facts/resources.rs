//! Small readings of resources: matrices, where appearances go, blend modes, and the glyphs of fonts that draw themselves.

use super::reader::{Reader, number};
use super::state::{Encoding, GraphicsState, IDENTITY, Matrix};
use lopdf::{Dictionary, Object, Stream};

/// The blend modes that there are (11.3.5).
pub(super) const BLEND_MODES: [&str; 18] = [
    "Normal",
    "Compatible",
    "Multiply",
    "Screen",
    "Overlay",
    "Darken",
    "Lighten",
    "ColorDodge",
    "ColorBurn",
    "HardLight",
    "SoftLight",
    "Difference",
    "Exclusion",
    "Hue",
    "Saturation",
    "Color",
    "Luminosity",
    "None",
];

/// The first mode of a list is taken where it is known.
pub(super) fn blend_mode(reader: &Reader<'_>, state: &Dictionary) -> Option<String> {
    let name = |object: &Object| object.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned());
    match reader.get(state, b"BM")? {
        Object::Array(all) => {
            let mut names = all.iter().filter_map(|mode| name(reader.resolved(mode)));
            let first = names.next();
            first
                .filter(|mode| BLEND_MODES.contains(&mode.as_str()))
                .or_else(|| names.find(|m| BLEND_MODES.contains(&m.as_str())))
        }
        one => name(one),
    }
}

pub(super) fn is_plain(mode: &str) -> bool {
    matches!(mode, "Normal" | "Compatible" | "None")
}

/// Where an appearance is put: its box, turned as it says, into the rectangle of its annotation (12.5.5).
pub(super) fn fitted(reader: &Reader<'_>, annotation: &Dictionary, stream: &Stream) -> Matrix {
    let rect = annotation.get(b"Rect").ok().and_then(|o| reader.rect(o));
    let (Some(rect), Some(bbox)) = (rect, stream.dict.get(b"BBox").ok().and_then(|o| reader.rect(o))) else { return IDENTITY };
    let turn = matrix(reader, &stream.dict, b"Matrix").unwrap_or(IDENTITY);
    let corners = [[bbox[0], bbox[1]], [bbox[2], bbox[1]], [bbox[0], bbox[3]], [bbox[2], bbox[3]]];
    let turned = corners.map(|corner| GraphicsState::new(turn).at(corner));
    let least = |i: usize| turned.iter().map(|p| p[i]).fold(f64::MAX, f64::min);
    let most = |i: usize| turned.iter().map(|p| p[i]).fold(f64::MIN, f64::max);
    let side = |i: usize| if most(i) > least(i) { (rect[i + 2] - rect[i]) / (most(i) - least(i)) } else { 1.0 };
    let (across, down) = (side(0), side(1));
    [across, 0.0, 0.0, down, rect[0] - least(0) * across, rect[1] - least(1) * down]
}

pub(super) fn matrix(reader: &Reader<'_>, dict: &Dictionary, key: &[u8]) -> Option<Matrix> {
    let numbers = reader.array(dict, key)?.iter().filter_map(|n| number(reader.resolved(n))).collect::<Vec<f64>>();
    numbers.try_into().ok()
}

/// How tall the glyphs of a Type 3 font are at size 1; 0 where nobody knows.
pub(super) fn height(reader: &Reader<'_>, font: &Dictionary) -> f64 {
    let up = matrix(reader, font, b"FontMatrix").map_or(0.001, |m| m[2].hypot(m[3]));
    let bbox = font.get(b"FontBBox").ok().and_then(|o| reader.rect(o));
    bbox.map_or(0.0, |bbox| (bbox[3] - bbox[1]) * up)
}

/// Names of glyphs by code, from the differences of a Type 3 font (9.6.5).
pub(super) fn encoding(reader: &Reader<'_>, font: &Dictionary) -> Encoding {
    let differences = reader.dict(font, b"Encoding").and_then(|encoding| reader.array(encoding, b"Differences"));
    let mut code = 0_u32;
    let mut all = Encoding::new();
    for object in differences.into_iter().flatten() {
        match reader.resolved(object) {
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    all.insert(code, name.clone());
                }
                code = code.saturating_add(1);
            }
            other => code = number(other).unwrap_or(0.0) as u32,
        }
    }
    all
}

pub(super) fn strings(operands: &[Object]) -> Vec<&[u8]> {
    let parts = operands.iter().flat_map(|operand| match operand {
        Object::Array(parts) => parts.iter().collect(),
        other => vec![other],
    });
    parts.filter_map(|part| part.as_str().ok()).collect()
}

/// Blanks alone show nothing, whatever their size.
pub(super) fn is_blank(operands: &[Object]) -> bool {
    strings(operands).into_iter().flatten().all(|byte| *byte == b' ')
}
