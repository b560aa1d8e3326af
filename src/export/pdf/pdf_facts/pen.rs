//! The pen of text: where the next glyph stands (ISO 32000-1, 9.4), and how wide glyphs are (9.2.4, 9.7.4.3).

use super::matrices::{IDENTITY, Matrix, times};
use super::reader::{Reader, number};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// Ranges of one font are read up to this code.
const MOST_CODES: u32 = 65_535;

/// The state of text that moves the pen.
#[derive(Clone, Debug)]
pub(super) struct TextState {
    pub at: Matrix,
    line: Matrix,
    pub spacing: f64,
    pub word_spacing: f64,
    across: f64,
    leading: f64,
}

impl TextState {
    /// As `BT` leaves it.
    pub fn new() -> TextState {
        TextState { at: IDENTITY, line: IDENTITY, spacing: 0.0, word_spacing: 0.0, across: 1.0, leading: 0.0 }
    }

    /// What an operator does to the pen, but for what it shows.
    pub fn step(&mut self, operation: &Operation) {
        const MOVING: [&str; 11] = ["BT", "Tm", "Td", "TD", "T*", "'", "\"", "TL", "Tc", "Tw", "Tz"];
        if !MOVING.contains(&operation.operator.as_str()) {
            return;
        }
        let numbers: Vec<f64> = operation.operands.iter().filter_map(number).collect();
        let first = numbers.first().copied().unwrap_or(0.0);
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("BT", _) => (self.at, self.line) = (IDENTITY, IDENTITY),
            ("Tm", [a, b, c, d, e, f]) => (self.at, self.line) = ([*a, *b, *c, *d, *e, *f], [*a, *b, *c, *d, *e, *f]),
            ("Td", [x, y]) => self.next(*x, *y),
            ("TD", [x, y]) => {
                self.leading = -y;
                self.next(*x, *y);
            }
            ("T*" | "'", _) => self.next(0.0, -self.leading),
            ("\"", [word, letter, ..]) => {
                (self.word_spacing, self.spacing) = (*word, *letter);
                self.next(0.0, -self.leading);
            }
            ("TL", _) => self.leading = first,
            ("Tc", _) => self.spacing = first,
            ("Tw", _) => self.word_spacing = first,
            ("Tz", _) => self.across = first / 100.0,
            _ => {}
        }
    }

    fn next(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.at = self.line;
    }

    /// Moves the pen along its line, in units of text space before its scale across.
    pub fn advance(&mut self, by: f64) {
        self.at = times([1.0, 0.0, 0.0, 1.0, by * self.across, 0.0], self.at);
    }
}

/// How wide the glyphs of a font are, in thousandths of the em.
#[derive(Debug, Default)]
pub(super) struct Widths {
    by_code: BTreeMap<u32, f64>,
    other: f64,
    /// Bytes of a code.
    pub bytes: usize,
    /// Codes are numbers of glyphs, of which 0 is the box for what the font lacks.
    pub is_by_glyph: bool,
}

impl Widths {
    /// `None`: nobody knows how wide they are.
    pub fn of(reader: &Reader<'_>, font: &Dictionary) -> Option<Widths> {
        if reader.name(font, b"Subtype").as_deref() == Some("Type0") {
            let descendant = reader.array(font, b"DescendantFonts")?.first().map(|font| reader.resolved(font))?.as_dict().ok()?;
            let is_plain = reader.name(font, b"Encoding").is_some_and(|name| name == "Identity-H");
            return is_plain.then(|| Widths {
                by_code: of_ranges(reader, descendant),
                other: reader.number(descendant, b"DW").unwrap_or(1000.0),
                bytes: 2,
                is_by_glyph: reader.stream(descendant, b"CIDToGIDMap").is_none(),
            });
        }
        let is_type3 = reader.name(font, b"Subtype").as_deref() == Some("Type3");
        if reader.array(font, b"Widths").is_none() && !is_type3 {
            // One of the fourteen that every reader has: less than most of their letters take.
            return Some(Widths { by_code: BTreeMap::new(), other: 450.0, bytes: 1, is_by_glyph: false });
        }
        let first = reader.number(font, b"FirstChar")? as u32;
        let widths = reader.array(font, b"Widths")?.iter().map(|width| number(reader.resolved(width)).unwrap_or(0.0));
        let by_code = widths.take(256).enumerate().map(|(n, width)| (first.saturating_add(n as u32), width)).collect();
        let missing = reader.dict(font, b"FontDescriptor").and_then(|dict| reader.number(dict, b"MissingWidth")).unwrap_or(0.0);
        // Fonts that draw themselves count in units of their own.
        (!is_type3).then_some(Widths { by_code, other: missing, bytes: 1, is_by_glyph: false })
    }

    /// The codes of a shown string: one byte each, or two of a composite font.
    pub fn codes<'b>(&self, text: &'b [u8]) -> impl Iterator<Item = u32> + use<'b> {
        text.chunks(self.bytes.max(1)).map(|code| code.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)))
    }

    /// By code, in thousandths of an em.
    pub fn width(&self, code: u32) -> f64 {
        self.by_code.get(&code).copied().unwrap_or(self.other)
    }
}

/// `[c [w1 w2 ...] c1 c2 w]` (9.7.4.3).
fn of_ranges(reader: &Reader<'_>, font: &Dictionary) -> BTreeMap<u32, f64> {
    let mut all = BTreeMap::new();
    let objects: Vec<&Object> = reader.array(font, b"W").into_iter().flatten().map(|object| reader.resolved(object)).collect();
    let mut rest = objects.as_slice();
    while let [first, second, after @ ..] = rest {
        let from = number(first).unwrap_or(0.0).clamp(0.0, f64::from(MOST_CODES)) as u32;
        match (second, after) {
            (Object::Array(widths), _) => {
                let widths = widths.iter().filter_map(|width| number(reader.resolved(width)));
                all.extend(widths.enumerate().map(|(n, width)| (from.saturating_add(n as u32), width)));
                rest = after;
            }
            (to, [width, next @ ..]) => {
                let to = number(to).unwrap_or(0.0).clamp(0.0, f64::from(MOST_CODES)) as u32;
                let width = number(width).unwrap_or(0.0);
                all.extend((from..=to).map(|code| (code, width)));
                rest = next;
            }
            _ => break,
        }
    }
    all
}
