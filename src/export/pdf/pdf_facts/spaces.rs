//! Colour spaces of a file (ISO 32000-1, 8.6).

use super::reader::Reader;
use lopdf::{Dictionary, Object};
use std::collections::BTreeSet;

/// A colour space as far as a press asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// `DeviceGray`, without a default that takes its place.
    Gray,
    /// `DeviceRGB`: no press knows which colour it is.
    Rgb,
    /// `DeviceCMYK`: inks of whatever press there is.
    Cmyk,
    /// With a profile, by its number of components.
    Icc(i64),
    /// `CalGray`: gray by a curve and a white point.
    CalGray,
    /// `CalRGB`: light by curves and a white point.
    CalRgb,
    /// `Lab`: colours as eyes have them, of no device.
    Lab,
    /// A named ink and what stands in for it.
    Separation(String, Box<Space>),
    /// Several named inks, and what stands in for all of them.
    DeviceN(Vec<String>, Box<Space>),
    /// Numbers of a table of colours, and the space that the table is in.
    Indexed(Box<Space>),
    /// Patterns; of those without colours the space in which they get one.
    Pattern(Option<Box<Space>>),
    /// A name or an array that is none of these.
    Unknown(String),
}

/// Deeper than this no real space goes.
const DEEPEST: usize = 6;

impl Space {
    pub(in crate::export::pdf) fn read(object: &Object, resources: Option<&Dictionary>, reader: &Reader<'_>) -> Space {
        Space::read_at(object, resources, reader, 0)
    }

    fn read_at(object: &Object, resources: Option<&Dictionary>, reader: &Reader<'_>, depth: usize) -> Space {
        let object = reader.resolved(object);
        if depth > DEEPEST {
            return Space::Unknown("nested too deep".to_string());
        }
        match object {
            Object::Name(name) => Space::named(name, resources, reader, depth),
            Object::Array(array) => Space::array(array, resources, reader, depth),
            other => Space::Unknown(format!("a {}", other.enum_variant().to_lowercase())),
        }
    }

    fn named(name: &[u8], resources: Option<&Dictionary>, reader: &Reader<'_>, depth: usize) -> Space {
        let spaces = resources.and_then(|r| reader.dict(r, b"ColorSpace"));
        let defined = |key: &[u8]| spaces.and_then(|spaces| spaces.get(key).ok());
        // A default takes the place of a device space (8.6.5.6).
        let or_default = |key: &[u8], device: Space| match defined(key) {
            Some(default) => Space::read_at(default, None, reader, depth + 1),
            None => device,
        };
        match name {
            b"DeviceGray" | b"G" => or_default(b"DefaultGray", Space::Gray),
            b"DeviceRGB" | b"RGB" => or_default(b"DefaultRGB", Space::Rgb),
            b"DeviceCMYK" | b"CMYK" => or_default(b"DefaultCMYK", Space::Cmyk),
            b"Pattern" => Space::Pattern(None),
            name => match defined(name) {
                Some(space) => Space::read_at(space, resources, reader, depth + 1),
                None => Space::Unknown(String::from_utf8_lossy(name).into_owned()),
            },
        }
    }

    fn array(array: &[Object], resources: Option<&Dictionary>, reader: &Reader<'_>, depth: usize) -> Space {
        let kind = array.first().map(|kind| reader.resolved(kind));
        let Some(Ok(kind)) = kind.map(Object::as_name) else { return Space::Unknown("an array".to_string()) };
        let inner = |at: usize| {
            let space = array.get(at).map(|space| Space::read_at(space, resources, reader, depth + 1));
            Box::new(space.unwrap_or(Space::Unknown("nothing".to_string())))
        };
        let name = |object: &Object| String::from_utf8_lossy(reader.resolved(object).as_name().unwrap_or_default()).into_owned();
        match kind {
            b"ICCBased" => {
                let stream = array.get(1).map(|stream| reader.resolved(stream)).and_then(|o| o.as_stream().ok());
                Space::Icc(stream.and_then(|s| s.dict.get(b"N").ok()).and_then(|n| reader.resolved(n).as_i64().ok()).unwrap_or(0))
            }
            b"CalGray" => Space::CalGray,
            b"CalRGB" => Space::CalRgb,
            b"Lab" => Space::Lab,
            b"Separation" => Space::Separation(array.get(1).map(name).unwrap_or_default(), inner(2)),
            b"DeviceN" => {
                let names = array.get(1).and_then(|names| reader.resolved(names).as_array().ok());
                Space::DeviceN(names.map(|names| names.iter().map(name).collect()).unwrap_or_default(), inner(2))
            }
            b"Indexed" | b"I" => Space::Indexed(inner(1)),
            b"Pattern" => Space::Pattern(array.get(1).map(|_| inner(1))),
            simple if array.len() == 1 => Space::named(simple, resources, reader, depth + 1),
            other => Space::Unknown(String::from_utf8_lossy(other).into_owned()),
        }
    }

    /// The spaces it is made of, itself first.
    pub fn all(&self) -> Vec<&Space> {
        let mut all = vec![self];
        match self {
            Space::Separation(_, inner) | Space::DeviceN(_, inner) | Space::Indexed(inner) | Space::Pattern(Some(inner)) => {
                all.extend(inner.all());
            }
            _ => {}
        }
        all
    }

    /// As a person calls it.
    pub fn name(&self) -> String {
        match self {
            Space::Gray => "DeviceGray".to_string(),
            Space::Rgb => "DeviceRGB".to_string(),
            Space::Cmyk => "DeviceCMYK".to_string(),
            Space::Icc(n) => format!("ICCBased with {n} components"),
            Space::CalGray => "CalGray".to_string(),
            Space::CalRgb => "CalRGB".to_string(),
            Space::Lab => "Lab".to_string(),
            Space::Separation(name, _) => format!("Separation `{name}`"),
            Space::DeviceN(names, _) => format!("DeviceN `{}`", names.join("`, `")),
            Space::Indexed(inner) => format!("Indexed over {}", inner.name()),
            Space::Pattern(Some(inner)) => format!("Pattern over {}", inner.name()),
            Space::Pattern(None) => "Pattern".to_string(),
            Space::Unknown(name) => format!("unknown space `{name}`"),
        }
    }

    pub(super) fn spots(&self, all: &mut BTreeSet<String>) {
        const PROCESS: [&str; 6] = ["Cyan", "Magenta", "Yellow", "Black", "All", "None"];
        let mut add = |name: &String| {
            if !PROCESS.contains(&name.as_str()) {
                all.insert(name.clone());
            }
        };
        match self {
            Space::Separation(name, inner) => {
                add(name);
                inner.spots(all);
            }
            Space::DeviceN(names, inner) => {
                names.iter().for_each(&mut add);
                inner.spots(all);
            }
            Space::Indexed(inner) | Space::Pattern(Some(inner)) => inner.spots(all),
            _ => {}
        }
    }
}
