//! Overprint, as graphics states set it (ISO 32000-1, 8.6.7).

use super::reader::Reader;
use lopdf::Dictionary;

/// Whether what is painted leaves the inks below it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::export::pdf) struct Overprint {
    pub fill: bool,
    pub line: bool,
    /// `OPM 1`: an ink of which there is nothing leaves what is below.
    pub nonzero: bool,
}

impl Overprint {
    /// Takes over what a graphics state says of it; what it does not say stays.
    pub fn read(&mut self, reader: &Reader<'_>, state: &Dictionary) {
        let flag = |key: &[u8]| reader.get(state, key).and_then(|o| o.as_bool().ok());
        if let Some(on) = flag(b"OP") {
            self.line = on;
            // Alone it counts for both.
            if !state.has(b"op") {
                self.fill = on;
            }
        }
        if let Some(on) = flag(b"op") {
            self.fill = on;
        }
        if let Some(mode) = reader.number(state, b"OPM") {
            self.nonzero = mode == 1.0;
        }
    }
}
