//! `assets/presets/*.toml`.

use super::reader::Reader;
use super::section::Section;
use crate::diag::checks;
use crate::model::Preset;

pub(super) fn preset(reader: &Reader, root: Section<'_, '_>) -> Option<Preset> {
    let (name, content) = (root.must_text("name"), root.text("content"));
    let formats = root.must("formats", root.texts("formats"));
    let (theme, scheme) = (root.text("theme"), root.text("scheme"));
    if formats.as_ref().is_some_and(Vec::is_empty) {
        reader.error(&checks::BAD_VALUE, root.key_span("formats"), "a preset without formats", "name one");
    }
    let origin = name.as_ref().map_or(root.span, |n| n.span);
    root.done();
    Some(Preset { name: name?, content, formats: formats?, theme, scheme, origin })
}
