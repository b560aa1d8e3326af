//! From a payload to the matrix of dark and light modules.
//!
//! The level is Q, because at a fixed size it survives most (notes/qr_and_typography.md, 1.3); H where that costs no
//! module; M only where the modules would be too small otherwise; never L.

use super::payload::upper_host;
use super::segment::{Group, Mode, Segment, bits, shortest, single};
use super::{geometry, mask};
use crate::diag::{Check, checks};
use crate::geom::Length;
use qrcode::bits::Bits;
use qrcode::canvas::Canvas;
use qrcode::ec::construct_codewords;
use qrcode::{EcLevel, QrResult, Version};
use std::cell::OnceCell;
use std::fmt;

/// How much damage a code survives: about 7, 15, 25 and 30 % of its codewords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Never chosen: the first crease kills it.
    L,
    /// Where modules would be too small with `Q`.
    M,
    /// What is aimed at.
    Q,
    /// Where it costs no module more than `Q`.
    H,
}

impl Level {
    /// As the standard calls it.
    pub fn name(self) -> &'static str {
        match self {
            Level::L => "L",
            Level::M => "M",
            Level::Q => "Q",
            Level::H => "H",
        }
    }
}

/// A finished code without its quiet zone.
#[derive(Clone, PartialEq, Eq)]
pub struct Matrix {
    /// 1 to 40.
    pub version: u8,
    /// The damage that it survives.
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
    /// A payload without a character.
    Empty,
    /// More than [`LONGEST`], or than the densest code holds that is printed.
    TooLong {
        /// Of the payload, in UTF-8.
        bytes: usize,
    },
    /// The module that would come out, the least allowed, and the panel that would hold it.
    TooSmall {
        /// Of the payload, in UTF-8.
        bytes: usize,
        /// The smallest that holds it at level M.
        version: u8,
        /// Side of a module in the room there is.
        module: Length,
        /// Least side of a module that the format allows.
        minimum: Length,
        /// Side of a panel, quiet zone and all, in which modules have the least side.
        needs: Length,
    },
}

/// Encodes a payload for the room it has.
pub fn encode(payload: &str, limits: &Limits) -> Result<Matrix, EncodeError> {
    Choice::of(payload, limits)?.matrix()
}

/// How much wider than its theme says a code may become, as a divisor of its width.
const WIDER: i64 = 2;

/// What a code carries, its modules, and the side of its panel. One whose modules would be too small takes up to a half more
/// than `side`: what stands round it gives way, and is refused where it cannot.
pub fn encode_panel(payload: &str, side: Length, minimum_module: Length) -> Result<(String, Matrix, Length), EncodeError> {
    let encoded = |side| {
        let limits = Limits { side, minimum_module };
        match payload.starts_with("https://") {
            true => encode_link(payload, &limits).map(|(payload, matrix)| (payload, matrix, side)),
            false => encode(payload, &limits).map(|matrix| (payload.to_string(), matrix, side)),
        }
    };
    match encoded(side) {
        Err(EncodeError::TooSmall { needs, .. }) if needs <= side + side / WIDER => encoded(needs),
        done => done,
    }
}

/// Encodes a link, with scheme and host in capitals where that gives larger modules at no lower level. Returns what
/// the code carries with it.
pub fn encode_link(link: &str, limits: &Limits) -> Result<(String, Matrix), EncodeError> {
    let as_written = Choice::of(link, limits);
    let upper = upper_host(link);
    let capitals = upper.as_deref().and_then(|upper| Choice::of(upper, limits).ok());
    match (as_written, capitals) {
        (Err(_), Some(choice)) => Ok((choice.payload().to_owned(), choice.matrix()?)),
        (Ok(plain), Some(choice)) if choice.version < plain.version && choice.level >= plain.level.min(Level::Q) => {
            Ok((choice.payload().to_owned(), choice.matrix()?))
        }
        (as_written, _) => Ok((link.to_owned(), as_written?.matrix()?)),
    }
}

/// The version and level that a payload gets in the room it has.
struct Choice<'a> {
    plans: Plans<'a>,
    version: u8,
    level: Level,
}

impl<'a> Choice<'a> {
    fn of(payload: &'a str, limits: &Limits) -> Result<Choice<'a>, EncodeError> {
        let bytes = payload.len();
        if payload.is_empty() {
            return Err(EncodeError::Empty);
        }
        if bytes > LONGEST {
            return Err(EncodeError::TooLong { bytes });
        }
        let plans = Plans::new(payload);
        let fits = |version: u8| geometry::module(size(version), limits.side) >= limits.minimum_module;
        if let Some(version) = smallest(&plans, Level::Q).filter(|v| fits(*v)) {
            let level = if plans.segments(version, Level::H).is_some() { Level::H } else { Level::Q };
            return Ok(Choice { plans, version, level });
        }
        let version = smallest(&plans, Level::M).ok_or(EncodeError::TooLong { bytes })?;
        if fits(version) {
            return Ok(Choice { plans, version, level: Level::M });
        }
        Err(EncodeError::TooSmall {
            bytes,
            version,
            module: geometry::module(size(version), limits.side),
            minimum: limits.minimum_module,
            needs: geometry::panel(size(version), limits.minimum_module),
        })
    }

    fn payload(&self) -> &'a str {
        self.plans.payload
    }

    fn matrix(&self) -> Result<Matrix, EncodeError> {
        self.plans.matrix(self.version, self.level).ok_or(EncodeError::TooLong { bytes: self.plans.payload.len() })
    }
}

/// Side in modules (ISO/IEC 18004, table 1).
fn size(version: u8) -> u32 {
    17 + 4 * u32::from(version)
}

/// The smallest version that holds the payload at a level, up to the last one that is printed.
fn smallest(plans: &Plans, level: Level) -> Option<u8> {
    (1..=LAST_VERSION).find(|v| plans.segments(*v, level).is_some())
}

/// A code of exactly this version and level; `None` where the payload does not fit, and above version 27.
pub fn at_version(payload: &str, version: u8, level: Level) -> Option<Matrix> {
    Plans::new(payload).matrix(version, level)
}

/// The smallest code at a level, however large it is, up to version 27; `None` where the payload needs more.
pub fn at_level(payload: &str, level: Level) -> Option<Matrix> {
    let plans = Plans::new(payload);
    let version = (1..=40).find(|v| plans.segments(*v, level).is_some())?;
    plans.matrix(version, level)
}

/// The ways to cut a payload into segments, worked out once for all versions of a group.
struct Plans<'a> {
    payload: &'a str,
    single: Vec<Segment>,
    shortest: [OnceCell<Vec<Segment>>; 3],
}

impl<'a> Plans<'a> {
    fn new(payload: &'a str) -> Plans<'a> {
        Plans { payload, single: single(payload.as_bytes()), shortest: Default::default() }
    }

    /// The segments for a version and level. One mode throughout wherever it fits: some readers stumble over a change
    /// of mode (notes/qr_and_typography.md, 1.2).
    fn segments(&self, version: u8, level: Level) -> Option<&[Segment]> {
        let group = Group::of(version);
        let room = capacity(version, level).checked_sub(eci_bits(self.payload))?;
        let fits = |s: &[Segment]| bits(s, group) <= room;
        if fits(&self.single) {
            return Some(&self.single);
        }
        let shortest = self.shortest[group as usize].get_or_init(|| shortest(self.payload.as_bytes(), group));
        Some(shortest.as_slice()).filter(|s| fits(s))
    }

    fn matrix(&self, version: u8, level: Level) -> Option<Matrix> {
        if size(version) > mask::WIDEST {
            return None;
        }
        let canvas = draw(self.payload, self.segments(version, level)?, version, level).ok()?;
        let size = size(version);
        Some(Matrix { version, level, size, modules: mask::best(canvas, version, level.into()) })
    }
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

/// Hands our own segments to the crate, for everything but the mask. Its `QrCode::new` would look for Kanji and corrupt Japanese and Khmer.
fn draw(payload: &str, segments: &[Segment], version: u8, level: Level) -> QrResult<Canvas> {
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
    let version = bits.version();
    let (data, correction) = construct_codewords(&bits.into_bytes(), version, level.into())?;
    let mut canvas = Canvas::new(version, level.into());
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    Ok(canvas)
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

impl EncodeError {
    /// The check it is reported under.
    pub fn check(&self) -> &'static Check {
        match self {
            EncodeError::Empty => &checks::BAD_VALUE,
            EncodeError::TooLong { .. } => &checks::QR_TOO_LONG,
            EncodeError::TooSmall { .. } => &checks::QR_TOO_SMALL,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::scan::read_matrix;
    use crate::qr::payload::{self, Card};
    use proptest::prelude::*;

    const LEVELS: [Level; 4] = [Level::L, Level::M, Level::Q, Level::H];

    const TITLES: [&str; 16] = [
        "Know the rules",
        "Conozca las señales",
        "识别人口贩运的迹象",
        "Nhận biết dấu hiệu",
        "Alamin ang mga palatandaan",
        "Узнайте признаки",
        "인신매매의 징후",
        "تعرّف على علامات الاتجار",
        "Rekonèt siy yo",
        "Connaître les signes",
        "人身売買を知る会",
        "ការជួញដូរមនុស្ស",
        "รู้จักสัญญาณ",
        "मानव तस्करी के संकेत",
        "የሰው ልጅ ንግድ ምልክቶች",
        "זהו את הסימנים",
    ];

    /// Realistic payloads of every kind.
    fn payloads() -> Vec<String> {
        let mut all: Vec<String> = vec![
            payload::link("https://dojmt.gov/human-resources-x").unwrap(),
            payload::link("https://nationalblooddonationxx.org/en/contact?lang=es").unwrap(),
            payload::link("https://bücher.example/ä/ö").unwrap(),
            upper_host("https://dojmt.gov/HT").unwrap(),
            payload::link("https://events.example.org/2027/01/11/forum-0042").unwrap(),
            payload::call("1-888-373-7888").unwrap(),
            payload::call("988").unwrap(),
            payload::text("233733", "HELP").unwrap(),
            payload::text_uri("233733", "INFO").unwrap(),
            payload::email("info@example.org", "Présentation", "").unwrap(),
            payload::wifi("Seán's café", Some("12345678"), false).unwrap(),
            payload::geo(46.589_36, -112.0391).unwrap(),
            "1234567890".repeat(9),
            "HELLO WORLD $%*+-./:".into(),
        ];
        for name in TITLES {
            let card = Card { name: name.into(), phones: vec!["(406) 444-1776".into()], ..Card::default() };
            all.push(payload::contact(&card).unwrap());
            all.push(payload::contact_short(&card).unwrap());
            all.push(name.to_owned());
        }
        all
    }

    #[test]
    fn every_payload_comes_back_at_every_level_and_no_code_is_larger_than_it_must_be() {
        for payload in payloads() {
            let plans = Plans::new(&payload);
            for level in LEVELS {
                let version = (1..=40).find(|v| plans.segments(*v, level).is_some()).unwrap();
                let matrix = plans.matrix(version, level).unwrap();
                assert_eq!(read_matrix(&matrix).as_deref(), Some(payload.as_str()), "{matrix:?}");
                let group = Group::of(version);
                let least = bits(&shortest(payload.as_bytes(), group), group) + eci_bits(&payload);
                assert!(version == 1 || least > capacity(version - 1, level) || Group::of(version - 1) != group);
            }
        }
    }

    fn room(side: f64, module: f64) -> Limits {
        Limits { side: Length::mm(side), minimum_module: Length::mm(module) }
    }

    #[test]
    fn the_level_is_as_high_as_the_room_allows() {
        let made = |payload: &str, side, module| encode(payload, &room(side, module)).map(|m| (m.version, m.level));
        // 7 bytes of 7 that version 1 holds at H; 11 of 11 at Q; 14 at M only.
        assert_eq!(made("tel:988", 20.0, 0.4), Ok((1, Level::H)));
        assert_eq!(made("https://a.b", 20.0, 0.4), Ok((1, Level::Q)));
        assert_eq!(made("https://ab.cde", 20.0, 0.4), Ok((2, Level::H)));
        assert_eq!(made("https://ab.cde", 12.0, 0.4), Ok((1, Level::M)));
        let error = made("https://ab.cde", 11.0, 0.4).unwrap_err();
        let (module, needs) = (Length::mm(11.0) / 29, Length::mm(11.6));
        assert_eq!(error, EncodeError::TooSmall { bytes: 14, version: 1, module, minimum: Length::mm(0.4), needs });
        assert_eq!(
            error.to_string(),
            "14 bytes (version 1) give modules of 0.38 mm, under the 0.40 mm that can be read; they need a panel of 11.6 mm"
        );
        assert_eq!(made("", 20.0, 0.4), Err(EncodeError::Empty));
        assert_eq!(made(&"x".repeat(301), 200.0, 0.4), Err(EncodeError::TooLong { bytes: 301 }));
    }

    #[test]
    fn a_code_that_is_hardly_too_small_takes_more_room() {
        let made =
            |side: f64| encode_panel("https://ab.cde", Length::mm(side), Length::mm(0.4)).map(|(_, m, side)| (m.version, side));
        assert_eq!(made(20.0), Ok((1, Length::mm(20.0))), "what is large enough stays as wide as the theme says");
        assert_eq!(made(11.0), Ok((1, Length::mm(11.6))), "no wider than it needs");
        assert_eq!(made(7.8), Ok((1, Length::mm(11.6))), "up to a half");
        assert!(matches!(made(7.7), Err(EncodeError::TooSmall { .. })), "not more than a half");
    }

    #[test]
    fn capitals_are_used_only_where_they_save_a_version() {
        let made = |link: &str| encode_link(link, &room(20.0, 0.33)).map(|(text, m)| (text, m.version));
        assert_eq!(made("https://example.org/HELP1"), Ok(("HTTPS://EXAMPLE.ORG/HELP1".into(), 2)));
        assert_eq!(made("https://example.org/help1"), Ok(("HTTPS://EXAMPLE.ORG/help1".into(), 2)), "the path keeps its case");
        assert_eq!(made("https://a.b"), Ok(("https://a.b".into(), 1)));
    }

    #[test]
    fn a_change_of_mode_is_made_only_where_it_saves_a_version() {
        // 38 bytes: 324 bits in one mode, over the 272 of version 3-Q but within the 384 of 4-Q.
        let link = "https://example.org/p/1234567890123456";
        assert_eq!(Plans::new(link).segments(4, Level::Q).unwrap().len(), 1);
        assert_eq!(Plans::new(link).segments(3, Level::Q).unwrap().len(), 2);
    }

    #[test]
    fn text_beyond_ascii_says_that_it_is_utf_8() {
        assert_eq!(eci_bits("https://example.org"), 0);
        assert_eq!(eci_bits("é"), 12);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn any_text_comes_back_or_is_refused(text in "(\\PC{0,80}|[0-9A-Za-z:/?&=%. \\r\\n]{0,320})", side in 8.0..80.0_f64) {
            match encode(&text, &room(side, 0.33)) {
                Ok(matrix) => {
                    prop_assert!(text.len() <= LONGEST);
                    prop_assert!(geometry::module(matrix.size, Length::mm(side)) >= Length::mm(0.33));
                    prop_assert!(matrix.level >= Level::M);
                    prop_assert_eq!(read_matrix(&matrix), Some(text));
                }
                Err(EncodeError::Empty) => prop_assert!(text.is_empty()),
                Err(EncodeError::TooLong { bytes }) => prop_assert!(bytes > 240),
                Err(EncodeError::TooSmall { module, minimum, needs, .. }) => {
                    prop_assert!(module < minimum && needs > Length::mm(side));
                }
            }
        }
    }
}
