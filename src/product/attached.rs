//! What lies in a file for screens on request: the words that it was made from, as they are written, and its calendar file.

use super::calendar;
use crate::bind::Product;
use crate::diag::FileId;
use crate::export::pdf::Attached;

/// The content, its translations into the languages of the product, and its calendar file.
pub(super) fn files(product: &Product<'_>) -> Vec<Attached> {
    let translations = product.languages.iter().filter_map(|spoken| spoken.translation);
    let origins = std::iter::once(product.content.origin).chain(translations.map(|translation| translation.origin));
    let mut files: Vec<Attached> = origins.filter_map(|origin| source(product, origin.file)).collect();
    files.extend(calendar::of(product.project, &product.job).map(|words| Attached {
        name: format!("{}.ics", product.job.content),
        kind: "text/calendar",
        relation: "Supplement",
        words,
    }));
    files
}

fn source(product: &Product<'_>, file: FileId) -> Option<Attached> {
    let sources = &product.project.sources;
    let (path, words) = (sources.path(file)?, sources.text(file)?);
    let name = path.rsplit('/').next().unwrap_or(path).to_string();
    Some(Attached { name, kind: "application/toml", relation: "Source", words: words.to_string() })
}
