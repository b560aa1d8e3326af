//! Output intents: what the colours of a file mean.

use super::Intent;
use super::objects::text;
use super::shared::Shared;
use crate::color;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, ObjectId, dictionary};
use std::io::Write;
use std::sync::{Arc, OnceLock};

/// That of a press file: ISO 15930-7, 6.2.2.
pub(super) fn press(doc: &mut Document, shared: &mut Shared, intent: &Intent) -> ObjectId {
    let profile = shared.stream(dictionary! { "N" => 4, "Filter" => "FlateDecode" }, &intent.icc_zlib);
    let profile = doc.add_object(profile);
    let mut entry = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => Object::string_literal(intent.identifier.as_str()),
        "OutputCondition" => text(&intent.name),
        "Info" => text(&intent.name),
        "DestOutputProfile" => Object::Reference(profile),
    };
    if let Some(registry) = &intent.registry {
        entry.set("RegistryName", Object::string_literal(registry.as_str()));
    }
    doc.add_object(entry)
}

/// That of a screen file, sRGB: ISO 19005-2, 6.2.3.
pub(super) fn screen(doc: &mut Document, shared: &mut Shared) -> ObjectId {
    let profile = shared.stream(dictionary! { "N" => 3, "Filter" => "FlateDecode" }, &srgb_zlib());
    let profile = doc.add_object(profile);
    doc.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => Object::Reference(profile),
    })
}

/// The profile, packed once a process.
fn srgb_zlib() -> Arc<[u8]> {
    static PACKED: OnceLock<Arc<[u8]>> = OnceLock::new();
    let pack = || {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::new(9));
        packer.write_all(&color::srgb_profile()).expect("a vector takes any bytes");
        packer.finish().expect("a vector takes any bytes").into()
    };
    Arc::clone(PACKED.get_or_init(pack))
}
