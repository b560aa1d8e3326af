//! From a payload to the matrix of dark and light modules.
//!
//! The level is Q, because at a fixed size it survives most (notes/qr_and_typography.md, 1.3); H where that costs no
//! module; M only where the modules would be too small otherwise; never L.

use super::geometry;
use super::segment::{Group, Mode, Segment, bits, shortest, single};
use crate::geom::Length;
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, QrResult, Version};
use std::fmt;

/// How much damage a code survives: about 7, 15, 25 and 30 % of its codewords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Never chosen: the first crease kills it.
    L,
    M,
    Q,
    H,
}

/// A finished code without its quiet zone.
#[derive(Clone, PartialEq, Eq)]
pub struct Matrix {
    /// 1 to 40.
    pub version: u8,
    pub level: Level,
    /// Modules along one side.
    pub size: u32,
    /// Row by row from the top; `true` is dark.
    pub modules: Vec<bool>,
}

/// The room a code has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Side of the panel, quiet zone included.
    pub side: Length,
    /// Smallest side of a module that the format allows.
    pub minimum_module: Length,
}

/// More than this many bytes make codes that phones give up on.
pub const LONGEST: usize = 300;
/// From here on a shorter payload is worth the trouble: a warning.
pub const LONG: usize = 150;
/// The densest code that is printed.
const LAST_VERSION: u8 = 15;
/// ECI designator of UTF-8.
const UTF_8: u32 = 26;

/// Why there is no code.
#[derive(Clone, Debug, PartialEq)]
pub enum EncodeError {
    Empty,
    TooLong {
        bytes: usize,
    },
    /// The module that would come out, the least allowed, and the panel that would hold it.
    TooSmall {
        bytes: usize,
        version: u8,
        module: Length,
        minimum: Length,
        needs: Length,
    },
}

/// Encodes a payload for the room it has.
pub fn encode(payload: &str, limits: &Limits) -> Result<Matrix, EncodeError> {
    let bytes = payload.len();
    if payload.is_empty() {
        return Err(EncodeError::Empty);
    }
    let too_long = EncodeError::TooLong { bytes };
    if bytes > LONGEST {
        return Err(too_long);
    }
    let fits = |version: u8| geometry::module(size(version), limits.side) >= limits.minimum_module;
    let at_q = smallest(payload, Level::Q);
    if let Some(version) = at_q.filter(|v| fits(*v)) {
        let level = if segments(payload, version, Level::H).is_some() { Level::H } else { Level::Q };
        return at_version(payload, version, level).ok_or(too_long);
    }
    let version = smallest(payload, Level::M).ok_or(too_long.clone())?;
    if fits(version) {
        return at_version(payload, version, Level::M).ok_or(too_long);
    }
    Err(EncodeError::TooSmall {
        bytes,
        version,
        module: geometry::module(size(version), limits.side),
        minimum: limits.minimum_module,
        needs: geometry::panel(size(version), limits.minimum_module),
    })
}

/// Side in modules (ISO/IEC 18004, table 1).
fn size(version: u8) -> u32 {
    17 + 4 * u32::from(version)
}

/// The smallest version that holds the payload at a level, up to the last one that is printed.
fn smallest(payload: &str, level: Level) -> Option<u8> {
    (1..=LAST_VERSION).find(|v| segments(payload, *v, level).is_some())
}

/// A code of exactly this version and level; `None` where the payload does not fit.
pub fn at_version(payload: &str, version: u8, level: Level) -> Option<Matrix> {
    let segments = segments(payload, version, level)?;
    let code = build(payload, &segments, version, level).ok()?;
    let modules = code.to_colors().into_iter().map(|c| c == Color::Dark).collect();
    Some(Matrix { version, level, size: size(version), modules })
}

/// The segments for a version and level. One mode throughout wherever it fits: some readers stumble over a change
/// of mode (notes/qr_and_typography.md, 1.2).
fn segments(payload: &str, version: u8, level: Level) -> Option<Vec<Segment>> {
    let group = Group::of(version);
    let room = capacity(version, level).checked_sub(eci_bits(payload))?;
    let fits = |s: &Vec<Segment>| bits(s, group) <= room;
    Some(single(payload.as_bytes())).filter(fits).or_else(|| Some(shortest(payload.as_bytes(), group)).filter(fits))
}

/// Data bits of a version at a level (ISO/IEC 18004, table 7).
fn capacity(version: u8, level: Level) -> u32 {
    let bits = Bits::new(Version::Normal(version.into()));
    bits.max_len(level.into()).expect("all four levels are there for versions 1 to 40") as u32
}

/// Only text that is not ASCII says that it is UTF-8: some readers refuse what they need not see.
fn eci_bits(payload: &str) -> u32 {
    if payload.is_ascii() { 0 } else { 12 }
}

/// Hands our own segments to the crate. Its `QrCode::new` would look for Kanji and corrupt Japanese and Khmer.
fn build(payload: &str, segments: &[Segment], version: u8, level: Level) -> QrResult<QrCode> {
    let mut bits = Bits::new(Version::Normal(version.into()));
    if !payload.is_ascii() {
        bits.push_eci_designator(UTF_8)?;
    }
    for segment in segments {
        let bytes = &payload.as_bytes()[segment.bytes.clone()];
        match segment.mode {
            Mode::Numeric => bits.push_numeric_data(bytes)?,
            Mode::Alphanumeric => bits.push_alphanumeric_data(bytes)?,
            Mode::Byte => bits.push_byte_data(bytes)?,
        }
    }
    bits.push_terminator(level.into())?;
    QrCode::with_bits(bits, level.into())
}

impl Matrix {
    /// Whether the module in this column and row is dark.
    pub fn dark(&self, x: u32, y: u32) -> bool {
        self.modules[(y * self.size + x) as usize]
    }
}

impl From<Level> for EcLevel {
    fn from(level: Level) -> EcLevel {
        match level {
            Level::L => EcLevel::L,
            Level::M => EcLevel::M,
            Level::Q => EcLevel::Q,
            Level::H => EcLevel::H,
        }
    }
}

impl fmt::Debug for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dark = self.modules.iter().filter(|m| **m).count();
        write!(f, "QR {}-{:?}, {dark} of {} modules dark", self.version, self.level, self.modules.len())
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodeError::Empty => f.write_str("the code carries nothing"),
            EncodeError::TooLong { bytes } => {
                write!(f, "the code carries {bytes} bytes, more than the {LONGEST} that phones read from paper")
            }
            EncodeError::TooSmall { bytes, version, module, minimum, needs } => write!(
                f,
                "{bytes} bytes (version {version}) give modules of {:.2} mm, under the {:.2} mm that can be read; \
                 they need a panel of {:.1} mm",
                module.to_mm(),
                minimum.to_mm(),
                needs.to_mm()
            ),
        }
    }
}

impl std::error::Error for EncodeError {}
