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

/// A calculator function from a colour to what light the plate leaves (7.10.5): 1 where it has no ink.
pub(super) fn program(space: &Space, ink: &str, n: usize) -> String {
    let process = PROCESS.iter().position(|name| *name == ink);
    let drop_all = "pop ".repeat(n);
    let nothing = format!("{{ {drop_all}1 }}");
    // Takes the component at `i`, turns it round and leaves it alone on the stack.
    let pick = |i: usize| format!("{{ {} index 1 exch sub {} 1 roll {drop_all}}}", n - 1 - i, n + 1);
    match space {
        Space::Gray | Space::CalGray | Space::Icc(1) => match ink {
            "Black" => "{ }".to_string(),
            _ => nothing,
        },
        Space::Cmyk | Space::Icc(4) => process.map_or(nothing, pick),
        Space::Separation(name, _) if name == ink || name == "All" => pick(0),
        Space::DeviceN(names, _) => names.iter().position(|name| name == ink).map_or(nothing, pick),
        // Lightness as black.
        Space::Lab if ink == "Black" => "{ pop pop 100 div }".to_string(),
        // Black for what all three lack, and of the others what is left.
        Space::Rgb | Space::CalRgb | Space::Icc(_) => {
            let most = "3 copy 2 copy lt { exch } if pop 2 copy lt { exch } if pop";
            match process {
                Some(3) => format!("{{ {most} 4 1 roll pop pop pop }}"),
                Some(i) => format!("{{ {most} 1 exch sub {} index add 4 1 roll pop pop pop }}", 3 - i),
                None => nothing,
            }
        }
        _ => nothing,
    }
}
