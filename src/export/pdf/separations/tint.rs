//! The tint transforms of a plate: functions from a colour to the one ink.

use super::PROCESS;
use crate::export::pdf::pdf_facts::Space;

/// How many components a colour has; `None` where it cannot be picked from.
pub(super) fn components(space: &Space) -> Option<usize> {
    match space {
        Space::Gray | Space::CalGray | Space::Separation(..) => Some(1),
        Space::Rgb | Space::CalRgb | Space::Lab => Some(3),
        Space::Cmyk => Some(4),
        Space::Icc(n) => usize::try_from(*n).ok().filter(|n| (1..=4).contains(n) && *n != 2),
        Space::DeviceN(names, _) => Some(names.len()),
        Space::Indexed(_) | Space::Pattern(_) | Space::Unknown(_) => None,
    }
}

/// How much light the plate of an ink leaves of a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    /// All of it: the colour has none of the ink.
    Full,
    /// What a component leaves, by its number.
    Without(usize),
    /// As much as a component says.
    Component(usize),
    /// As much as the lightest of three: black for what all lack.
    Most,
    /// All but what a component of three has less than the lightest.
    UpToMost(usize),
    /// The first of three, in hundredths.
    Lightness,
}

impl Light {
    pub(super) fn of(space: &Space, ink: &str) -> Light {
        let process = PROCESS.iter().position(|name| *name == ink);
        match space {
            Space::Gray | Space::CalGray | Space::Icc(1) if ink == "Black" => Light::Component(0),
            Space::Gray | Space::CalGray | Space::Icc(1) => Light::Full,
            Space::Cmyk | Space::Icc(4) => process.map_or(Light::Full, Light::Without),
            Space::Separation(name, _) if name == ink || name == "All" => Light::Without(0),
            Space::DeviceN(names, _) => names.iter().position(|name| name == ink).map_or(Light::Full, Light::Without),
            Space::Lab if ink == "Black" => Light::Lightness,
            Space::Rgb | Space::CalRgb | Space::Icc(_) => match process {
                Some(3) => Light::Most,
                Some(i) => Light::UpToMost(i),
                None => Light::Full,
            },
            _ => Light::Full,
        }
    }
}

/// A calculator function from a colour of `n` components to what light the plate leaves (7.10.5): 1 where it has no ink.
pub(super) fn program(space: &Space, ink: &str, n: usize) -> String {
    let drop_all = "pop ".repeat(n);
    let most = "3 copy 2 copy lt { exch } if pop 2 copy lt { exch } if pop";
    match Light::of(space, ink) {
        Light::Full => format!("{{ {drop_all}1 }}"),
        // Takes the component at `i`, turns it round and leaves it alone on the stack.
        Light::Without(i) => format!("{{ {} index 1 exch sub {} 1 roll {drop_all}}}", n - 1 - i, n + 1),
        Light::Component(i) => format!("{{ {} index {} 1 roll {drop_all}}}", n - 1 - i, n + 1),
        Light::Lightness => "{ pop pop 100 div }".to_string(),
        Light::Most => format!("{{ {most} 4 1 roll pop pop pop }}"),
        Light::UpToMost(i) => format!("{{ {most} 1 exch sub {} index add 4 1 roll pop pop pop }}", 3 - i),
    }
}
