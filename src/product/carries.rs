//! What the faces of a product carry, so that somebody who changes a thing finds the sheets it stands on.

use super::WorkerCaches;
use crate::bind::Product;
use crate::display::{Face, Link};
use crate::model::Content;
use std::collections::{BTreeMap, BTreeSet};

/// What the faces of a product carry.
pub(super) fn carries(product: &Product<'_>, faces: &[Face], caches: &mut WorkerCaches) -> Vec<String> {
    let content = product.content;
    let mentions = caches.mentions.entry(product.job.content.clone()).or_insert_with(|| mentions(content));
    let shown = faces.iter().flat_map(|face| {
        let areas = face.areas.iter().map(|area| area.block.as_str());
        areas.chain(face.elements.iter().map(|e| e.block.as_str())).chain(face.codes.iter().map(|c| c.block.as_str()))
    });
    let mut carries: BTreeSet<String> = shown.filter(|block| block.contains('.')).map(str::to_string).collect();
    let taken: Vec<String> = carries.iter().filter_map(|block| mentions.get(block)).flatten().cloned().collect();
    carries.extend(taken);
    let shown = content.blocks.iter().filter(|block| carries.contains(&block.name.to_string()));
    let files: Vec<String> = shown.flat_map(|block| block.body.pictures()).map(|file| file.value.clone()).collect();
    carries.extend(files);
    if carries.contains("org.logo") {
        carries.extend(product.orgs.iter().flat_map(|org| org.logo_files()).map(str::to_string));
    }
    carries.extend(faces.iter().flat_map(|face| &face.elements).flat_map(|element| &element.links).filter_map(reached));
    carries.into_iter().collect()
}

/// Who is called, texted or written to: `tel:+14065550102`, without what is said.
fn reached(link: &Link) -> Option<String> {
    let is_person = ["tel:", "sms:", "mailto:"].iter().any(|scheme| link.target.starts_with(scheme));
    is_person.then(|| link.target.split('?').next().unwrap_or_default().to_string())
}

/// For each block of a content the other blocks that its words take something from: `{contact.hotline.phone}` in a list
/// makes the list carry `contact.hotline`.
fn mentions(content: &Content) -> BTreeMap<String, BTreeSet<String>> {
    let names: Vec<(String, [String; 2])> = content
        .blocks
        .iter()
        .map(|block| {
            let whole = block.name.to_string();
            let marks = [format!("{{{whole}."), format!("{{{}.", block.name.name)];
            (whole, marks)
        })
        .collect();
    let of = |block: &crate::model::Block| {
        let mut texts = Vec::new();
        block.body.texts(&mut |text| texts.push(text.value.as_str()));
        let own = block.name.to_string();
        let others = names
            .iter()
            .filter(|(name, marks)| *name != own && marks.iter().any(|mark| texts.iter().any(|text| text.contains(mark))));
        others.map(|(name, _)| name.clone()).collect::<BTreeSet<String>>()
    };
    content.blocks.iter().map(|block| (block.name.to_string(), of(block))).collect()
}
