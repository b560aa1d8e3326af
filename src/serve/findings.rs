//! What was found about a product, in the order of the sheet: where it stands and which field mends it.

use super::fields;
use super::looks::{Looked, Shown};
use super::now::Now;
use super::toml_text;
use crate::diag::{Diagnostic, Severity, Span, checks};
use crate::model::BlockName;
use crate::plan::Job;

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// From 1, as it is numbered on the sheet.
    pub number: usize,
    pub severity: Severity,
    /// Name of the check.
    pub check: &'static str,
    pub message: String,
    pub help: Vec<String>,
    /// The block whose field mends it.
    pub block: Option<String>,
    /// The field itself: its file and its path there.
    pub field: Option<(String, Vec<String>)>,
    /// Face and rectangle on its picture.
    pub place: Option<(usize, [f64; 4])>,
    /// File and line, where no field is to blame.
    pub at: Option<(String, usize)>,
}

/// Everything found about a product. Notes are left out, as they are no reason to do anything, but for words that a starter has
/// made up.
pub fn of(looked: &Looked, now: &Now, job: &Job) -> Vec<Finding> {
    let told = looked.found.iter().filter(|d| d.severity != Severity::Note || d.check == &checks::STARTER_TEXT);
    let mut found: Vec<Finding> = Vec::new();
    let mut sorted: Vec<&Diagnostic> = told.collect();
    sorted.sort_by_key(|d| std::cmp::Reverse(d.severity));
    for diagnostic in sorted {
        let finding = one(diagnostic, looked.shown.as_deref(), now, job, found.len() + 1);
        if !found.iter().any(|other| other.message == finding.message && other.place == finding.place) {
            found.push(finding);
        }
    }
    found
}

fn one(diagnostic: &Diagnostic, shown: Option<&Shown>, now: &Now, job: &Job, number: usize) -> Finding {
    let faces = shown.map(|shown| shown.faces.as_slice()).unwrap_or_default();
    let stated = diagnostic.about.as_ref().and_then(|about| about.place.as_ref());
    let mut place = stated.and_then(|(name, rect)| {
        let face = faces.iter().position(|face| face.name == *name)?;
        Some((face, faces[face].rect(*rect)))
    });
    let block = block_at(now, job, diagnostic.span).or_else(|| {
        let (face, rect) = place?;
        let area = faces[face].areas.iter().filter(|area| overlap(area.rect, rect) > 0.0);
        area.max_by(|a, b| overlap(a.rect, rect).total_cmp(&overlap(b.rect, rect))).map(|area| area.block.clone())
    });
    if place.is_none()
        && let Some(block) = &block
    {
        let found =
            |face: &super::facts::FaceFacts| face.areas.iter().find(|area| is_of(&area.block, block)).map(|area| area.rect);
        place = faces.iter().enumerate().find_map(|(at, face)| Some((at, found(face)?)));
    }
    let sources = &now.reading.project.sources;
    let at = sources.path(diagnostic.span.file).filter(|_| block.is_none());
    let at = at.map(|path| (path.to_string(), sources.position(diagnostic.span).map_or(0, |position| position.line)));
    Finding {
        number,
        severity: diagnostic.severity,
        check: diagnostic.check.name,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        field: field_at(now, diagnostic.span),
        block,
        place,
        at,
    }
}

/// Whether an area on paper shows a block: also in another of the sheet's languages, and for pieces of an event.
pub fn is_of(area: &str, block: &str) -> bool {
    let plain = |name: &str| BlockName::parse(name).map(|name| name.and_language().0);
    area == block || plain(area).is_some_and(|area| plain(block) == Some(area))
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> f64 {
    let along = |at: f64, length: f64, other: f64, others: f64| (at + length).min(other + others) - at.max(other);
    along(a[0], a[2], b[0], b[2]).max(0.0) * along(a[1], a[3], b[1], b[3]).max(0.0)
}

/// The field that a place of a file belongs to.
fn field_at(now: &Now, span: Span) -> Option<(String, Vec<String>)> {
    let sources = &now.reading.project.sources;
    let (file, text) = (sources.path(span.file)?, sources.text(span.file)?);
    fields::part_of(file)?;
    let path = toml_text::at(text, span.start as usize)?;
    fields::holds(file, &path).map(|_| (file.to_string(), path))
}

/// The block whose lines hold a place of a file.
fn block_at(now: &Now, job: &Job, span: Span) -> Option<String> {
    if span.is_none() {
        return None;
    }
    let project = &now.reading.project;
    let path = project.sources.path(span.file)?;
    match fields::part_of(path)? {
        fields::Part::Org(name) => (job.orgs().into_iter().any(|org| *org == name)).then(|| "org.name".to_string()),
        fields::Part::Content(name) => {
            let content = project.contents.get(&name)?;
            let before = content.blocks.iter().filter(|b| b.origin.file == span.file && b.origin.start <= span.start);
            before.max_by_key(|b| b.origin.start).map(|b| b.name.to_string())
        }
        fields::Part::Translation(name, tag) => {
            let translation = project.translations.get(&(name, tag.clone()))?;
            let before = translation.blocks.iter().filter(|(_, b)| b.origin.file == span.file && b.origin.start <= span.start);
            let (name, _) = before.max_by_key(|(_, b)| b.origin.start)?;
            let language = job.languages().position(|spoken| spoken == tag)? + 1;
            Some(name.in_language(language).to_string())
        }
        fields::Part::Order => None,
    }
}
