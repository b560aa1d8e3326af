//! Parameter dictionaries of the graphics state (ISO 32000-1, 8.4.5): what they set, and what a press looks at in them.

use super::content::Walk;
use super::reader::number;
use super::resources::{BLEND_MODES, blend_mode, is_plain};
use super::state::GraphicsState;
use lopdf::{Dictionary, Object};

impl Walk<'_, '_> {
    pub(super) fn graphics_state(
        &mut self,
        place: &str,
        name: Option<&Object>,
        resources: Option<&Dictionary>,
        state: &mut GraphicsState,
    ) {
        let reader = self.reader;
        let states = resources.and_then(|r| reader.dict(r, b"ExtGState"));
        let Some(dict) = name.and_then(|n| n.as_name().ok()).and_then(|name| reader.dict(states?, name)) else { return };
        state.overprint.read(reader, dict);
        if let Some(width) = reader.number(dict, b"LW") {
            state.width = width;
        }
        for (key, alpha) in [(b"ca".as_slice(), &mut state.alpha_fill), (b"CA", &mut state.alpha_line)] {
            if let Some(own) = reader.number(dict, key) {
                *alpha = own;
            }
        }
        if dict.has(b"BM") || dict.has(b"SMask") {
            let blends = blend_mode(reader, dict).is_some_and(|mode| !is_plain(&mode));
            state.mixes = blends || reader.dict(dict, b"SMask").is_some();
        }
        if let Some(name) = reader.array(dict, b"Font").filter(|font| font.len() == 2) {
            state.size = number(reader.resolved(&name[1])).unwrap_or(state.size);
            state.font = None;
        }
        let mask = reader.dict(dict, b"SMask").and_then(|mask| reader.stream(mask, b"G"));
        if let Some(stream) = mask {
            self.form(&format!("{place}, a soft mask"), stream, resources, state.clone());
        }
    }

    pub(super) fn judge_state(&mut self, dict: &Dictionary, place: &str) {
        let reader = self.reader;
        let name = |key: &[u8]| reader.name(dict, key);
        for key in ["TR", "HTP"] {
            if dict.has(key.as_bytes()) {
                self.page.states.insert(format!("{place} has /{key}"));
            }
        }
        if dict.has(b"TR2") && name(b"TR2").as_deref() != Some("Default") {
            self.page.states.insert(format!("{place} has /TR2"));
        }
        if let Some(halftone) = reader.dict(dict, b"HT") {
            let kind = reader.number(halftone, b"HalftoneType").unwrap_or(0.0) as i64;
            if !matches!(kind, 1 | 5) || halftone.has(b"HalftoneName") {
                self.page.states.insert(format!("{place} has a halftone of its own"));
            }
        }
        for key in ["ca", "CA"] {
            if reader.number(dict, key.as_bytes()).is_some_and(|alpha| alpha != 1.0) {
                self.page.transparency.insert(format!("{place} is see-through (/{key})"));
            }
        }
        if let Some(mode) = blend_mode(reader, dict).filter(|mode| !is_plain(mode)) {
            if !BLEND_MODES.contains(&mode.as_str()) {
                self.page.states.insert(format!("{place} has the blend mode /{mode}, which there is not"));
            }
            self.page.transparency.insert(format!("{place} blends (/{mode})"));
        }
        if dict.has(b"SMask") && name(b"SMask").as_deref() != Some("None") {
            self.page.transparency.insert(format!("{place} has a soft mask"));
        }
    }
}
