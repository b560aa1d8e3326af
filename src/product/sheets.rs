//! `impose` and `preflight` of a product: faces on sheets with their marks, and what is wrong with the sheets.

use super::{WorkerCaches, slug};
use crate::bind::Product;
use crate::check::{self, Preflight};
use crate::diag::{Diagnostic, checks};
use crate::display::{Face, Meta, Sheets};
use crate::document::Document;
use crate::impose::{self, GangRun, Imposition};
use crate::model::{Direction, Purpose};

/// Faces on sheets: those of one product, or of several that share them.
pub fn impose(
    product: &Product<'_>,
    document: &Document,
    run: GangRun,
    caches: &mut WorkerCaches,
) -> (Option<Sheets>, Vec<Diagnostic>) {
    let (project, job) = (product.project, &product.job);
    // Whoever finds such a file learns nothing from it but its words.
    let neutral = project.policy_says(product.content, |policy| policy.neutral_files.as_ref()).is_some_and(|flag| flag.value);
    let meta = Meta {
        title: document.title.clone(),
        author: match &job.gang {
            _ if neutral => String::new(),
            Some(_) => product.orgs.iter().map(|org| org.name.value.as_str()).collect::<Vec<_>>().join(", "),
            None => document.org.clone(),
        },
        subject: project.name.as_ref().filter(|_| !neutral).map(|n| n.value.clone()).unwrap_or_default(),
        language: document.locale.tag.clone(),
        right_to_left: document.locale.direction == Direction::RightToLeft,
        brand: product.org.colors.get("brand").map(|brand| brand.value.screen),
        date: job.date.to_string(),
        runs: None,
    };
    let faces: Vec<&Face> = run.items.iter().flat_map(|item| &item.faces).collect();
    let unreviewed = document.draft.is_some();
    let marking = slug::marking(product, unreviewed, &faces, &mut caches.typesetter);
    let imposition = Imposition {
        format: &product.format,
        scheme: product.scheme,
        purpose: job.purpose,
        marking: &marking,
        printer: project.defaults.printer,
    };
    match impose::impose(run, &imposition, meta) {
        Ok((sheets, found)) => (Some(sheets), found),
        Err(found) => (None, found),
    }
}

/// What the rules of preflight find.
pub fn preflight(product: &Product<'_>, sheets: &Sheets, caches: &WorkerCaches) -> Vec<Diagnostic> {
    let (format, condition) = (&product.format, product.condition);
    let found =
        check::preflight(sheets, &Preflight { purpose: product.job.purpose, format, condition, decoded: &caches.decoded });
    // A copy keeps room for the longest name of its batch.
    let is_meant = |d: &Diagnostic| d.check == &checks::EMPTY_HOLE && product.has_like_copies();
    found.into_iter().filter(|d| !is_meant(d)).map(|diagnostic| with_stated_inks(product, diagnostic)).collect()
}

/// Type that hardly stands out on press, with the inks that organizations state: one of them is what has to change.
fn with_stated_inks(product: &Product<'_>, diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.check != &checks::LOW_CONTRAST || product.job.purpose != Purpose::Press {
        return diagnostic;
    }
    let colors = product.orgs.iter().flat_map(|org| &org.colors);
    let stated = colors.filter(|(_, swatch)| swatch.value.press.is_some());
    stated.fold(diagnostic, |d, (role, swatch)| d.also(swatch.span, format!("`{role}`, whose inks for press are stated")))
}
