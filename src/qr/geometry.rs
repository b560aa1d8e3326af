//! How large a code must be: modules from the distance it is read at, the panel with its quiet zone, device dots.

use crate::geom::Length;

/// Clear modules on each side (ISO/IEC 18004, 6.3.8).
pub const QUIET: i64 = 4;

/// A code is read from at most this many times the side of its module: three pixels a module in the preview of a
/// phone camera (notes/qr_and_typography.md, 1.1).
const REACH: i64 = 500;

/// The smallest module that is read from `distance`, and never under 0.33 mm, where printing itself takes its share.
pub fn minimum_module(distance: Length) -> Length {
    // Rounded up, so that `max_distance` of the result is never short of the distance asked for.
    Length::emu((distance.to_emu() + REACH - 1) / REACH).max(Length::mm(0.33))
}

/// The smallest module of a code that carries `payload`, on a format that states its least one and is read from `distance`. A
/// contact is put into the phone by who stands before the sheet: for its code, which is several times as dense as an address,
/// the format's own least module is enough.
pub fn least_module(stated: Length, distance: Length, payload: &str) -> Length {
    let near = if is_contact(payload) { Length::ZERO } else { distance };
    stated.max(minimum_module(near))
}

/// Whether a code puts somebody into an address book.
pub fn is_contact(payload: &str) -> bool {
    payload.starts_with("BEGIN:VCARD") || payload.starts_with("MECARD:")
}

/// The largest distance a code with this module is read from.
pub fn max_distance(module: Length) -> Length {
    module * REACH
}

/// Side of the panel: the code of `size` modules with its quiet zone.
pub fn panel(size: u32, module: Length) -> Length {
    module * (i64::from(size) + 2 * QUIET)
}

/// The module of a code of `size` modules in a panel of `side`, rounded down.
pub fn module(size: u32, side: Length) -> Length {
    side / (i64::from(size) + 2 * QUIET)
}

/// Side of a device's dot.
pub fn dot(device_dpi: u32) -> Length {
    Length::inches(1.0).scale(1.0 / f64::from(device_dpi.max(1)))
}

/// The module made a whole number of device dots, rounded down; unchanged where it is under one dot.
pub fn snapped(module: Length, dot: Length) -> Length {
    let dots = module.to_emu() / dot.to_emu().max(1);
    if dots < 1 { module } else { dot * dots }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_and_module() {
        assert_eq!(minimum_module(Length::mm(500.0)), Length::mm(1.0));
        assert_eq!(minimum_module(Length::mm(100.0)), Length::mm(0.33));
        let least = |payload| least_module(Length::mm(0.4), Length::mm(500.0), payload);
        assert_eq!((least("https://example.org"), least("MECARD:N:A;;")), (Length::mm(1.0), Length::mm(0.4)));
        let odd = Length::emu(123_456_789);
        assert!(max_distance(minimum_module(odd)) >= odd);
    }

    #[test]
    fn panel_holds_the_quiet_zone() {
        assert_eq!(panel(25, Length::mm(0.4)), Length::mm(13.2));
        assert_eq!(module(25, Length::mm(13.2)), Length::mm(0.4));
        assert!(panel(29, module(29, Length::mm(20.0))) <= Length::mm(20.0));
    }

    #[test]
    fn modules_are_whole_dots() {
        assert_eq!(dot(300), Length::inches(1.0 / 300.0));
        assert_eq!(snapped(Length::mm(0.45), dot(300)), dot(300) * 5);
        assert_eq!(snapped(Length::mm(0.01), dot(300)), Length::mm(0.01));
    }
}
