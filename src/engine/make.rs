//! One job's road from `resolve` to bytes: plain calls in order, on this page.

use super::impact::mentions;
use super::{facts, slug, statements};
use crate::check::ink::Separations;
use crate::check::unexpected_codes::UnexpectedCodes;
use crate::check::{Preflight, drawn, finished, preflight, readback};
use crate::color::Profile;
use crate::compose::PictureShelf;
use crate::deliver::manifest::PageFacts;
use crate::diag::{About, Diagnostic, Span, checks};
use crate::display::{Draw, Face, Meta, Page, Pixels, Sheets};
use crate::document::Document;
use crate::export::pdf::pdf_facts::PdfFacts;
use crate::export::pdf::{self, Intent, PdfCache, Target, Written};
use crate::export::png;
use crate::geom::Length;
use crate::impose::{GangItem, GangRun, Imposition, impose};
use crate::model::{Body, Project, Purpose, Standard};
use crate::picture::{Smaller, flatten, resample};
use crate::plan::Job;
use crate::press::{enrich, lighten};
use crate::resolve::resolve;
use crate::text::Typesetter;
use std::collections::{BTreeMap, BTreeSet};

/// What one thread keeps between jobs: paragraphs it has shaped, pictures it has decoded, the printing condition. Nothing
/// of it knows where in a file it was written: it serves one chunk of the organizations after the other.
pub struct WorkerCaches {
    pub(super) typesetter: Typesetter,
    pub(super) pictures: PictureShelf,
    cache: PdfCache,
    /// What the blocks of each content take from others.
    mentions: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    png: Option<u32>,
    /// Layouts whose codes this thread has read back from finished bytes, with how often each was made since.
    scanned: BTreeMap<String, u32>,
    unexpected: UnexpectedCodes,
    smaller: Smaller,
    /// By name of the condition; read when the first press job comes.
    pub(super) press: BTreeMap<String, Press>,
}

/// A printing condition ready for use.
pub(super) struct Press {
    pub(super) profile: Profile,
    intent: Intent,
}

/// More distinct paragraphs than this are forgotten between jobs, so that a long batch stays flat in memory.
const MOST_PARAGRAPHS: usize = 600;

/// Likewise of pictures made smaller.
const MOST_PICTURES: usize = 16;

impl WorkerCaches {
    pub fn new(project: &Project, png: Option<u32>) -> WorkerCaches {
        WorkerCaches {
            typesetter: Typesetter::new(&project.fonts),
            pictures: PictureShelf::default(),
            cache: PdfCache::default(),
            mentions: BTreeMap::new(),
            png,
            scanned: BTreeMap::new(),
            unexpected: UnexpectedCodes::default(),
            smaller: Smaller::new(),
            press: BTreeMap::new(),
        }
    }

    /// Gets the printing condition of a press job ready.
    fn warm_up(&mut self, project: &Project, job: &Job) -> Vec<Diagnostic> {
        self.typesetter.forget(MOST_PARAGRAPHS);
        if self.smaller.len() > MOST_PICTURES {
            self.smaller.clear();
        }
        if job.purpose != Purpose::Press || self.press.contains_key(&job.condition) {
            return Vec::new();
        }
        let name = &project.defaults.condition;
        let Some(condition) = project.conditions.get(&job.condition) else {
            let message = format!("there is no printing condition `{}`", job.condition);
            return vec![
                Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message)
                    .help("conditions are folders in `assets/conditions/`"),
            ];
        };
        if condition.icc.as_slice().is_empty() {
            let message =
                format!("the printing condition `{}` has no profile: nothing in RGB can be turned into its inks", job.condition);
            let help = format!("put the print shop's profile there as `assets/conditions/{}/profile.icc`", job.condition);
            return vec![Diagnostic::error(&checks::MISSING_FILE, condition.origin, message).help(help)];
        }
        let proven =
            |profile: Profile| if condition.icc_zlib.is_some() { Ok(profile) } else { profile.prove().map(|()| profile) };
        match Profile::parse(condition.icc.as_slice()).and_then(proven) {
            Ok(profile) => {
                self.press.insert(job.condition.clone(), Press { profile, intent: Intent::of(condition) });
                Vec::new()
            }
            Err(error) => {
                let message = format!("the profile of `{}` cannot be used: {error:?}", job.condition);
                vec![Diagnostic::error(&checks::BAD_VALUE, name.span, message).help("a CMYK profile of class `prtr` is wanted")]
            }
        }
    }
}

/// One product, or the reasons why there is none.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Made {
    pub diagnostics: Vec<Diagnostic>,
    pub pdf: Option<Vec<u8>>,
    /// How often its sheets are printed for the quantity ordered.
    pub runs: Option<u32>,
    /// A PNG a page.
    pub previews: Vec<Vec<u8>>,
    pub pages: Vec<PageFacts>,
    /// PostScript names, sorted.
    pub fonts: Vec<String>,
    /// What its faces carry: blocks, pictures, what words take from other blocks; sorted.
    pub carries: Vec<String>,
}

/// Makes one product. Everything found is in [`Made::diagnostics`]; with an error there is no PDF.
pub fn make(project: &Project, job: &Job, caches: &mut WorkerCaches) -> Made {
    let mut found = Found { job, diagnostics: Vec::new() };
    let Some(sheets) = on_sheets(project, job, caches, &mut found) else { return found.without_file() };
    found.keep(((), preflighted(project, job, &sheets)));
    if !found.clean() {
        return found.without_file();
    }
    let Some(written) = found.keep(exported(job, &sheets, caches)) else { return found.without_file() };
    let whole = found.keep(scanned(job, &sheets, &written, caches));
    found.keep(((), held_to_standard(job, &written)));
    if whole {
        found.keep(((), ink_of_pictures(project, job, &sheets, &written)));
    }
    if !found.clean() {
        return found.without_file();
    }
    let previews = found.keep(previews(&written.bytes, dots(project, job, &sheets, caches.png)));
    Made {
        diagnostics: found.diagnostics,
        runs: sheets.meta.runs,
        pages: sheets.pages.iter().map(|page| facts::page(page, &sheets.faces)).collect(),
        fonts: written.fonts,
        carries: carries(project, job, &sheets.faces, caches),
        previews,
        pdf: Some(written.bytes),
    }
}

/// What the faces of a product carry.
fn carries(project: &Project, job: &Job, faces: &[Face], caches: &mut WorkerCaches) -> Vec<String> {
    let Some(content) = project.contents.get(&job.content) else { return Vec::new() };
    let mentions = caches.mentions.entry(job.content.clone()).or_insert_with(|| mentions(content));
    let shown = faces.iter().flat_map(|face| {
        let areas = face.areas.iter().map(|area| area.block.as_str());
        areas.chain(face.elements.iter().map(|e| e.block.as_str())).chain(face.codes.iter().map(|c| c.block.as_str()))
    });
    let mut carries: BTreeSet<String> = shown.filter(|block| block.contains('.')).map(str::to_string).collect();
    let taken: Vec<String> = carries.iter().filter_map(|block| mentions.get(block)).flatten().cloned().collect();
    carries.extend(taken);
    let files = content.blocks.iter().filter(|block| carries.contains(&block.name.to_string())).filter_map(|b| match &b.body {
        Body::Image(image) => Some(image.file.value.clone()),
        _ => None,
    });
    let files: Vec<String> = files.collect();
    carries.extend(files);
    if carries.contains("org.logo") {
        let logos = job.orgs().into_iter().filter_map(|org| project.orgs.get(org)?.logo.as_ref());
        carries.extend(logos.flat_map(|logo| [Some(&logo.file), logo.on_dark.as_ref()]).flatten().map(|file| file.value.clone()));
    }
    carries.into_iter().collect()
}

/// The road from a job to sheets; nothing where something on it is wrong.
fn on_sheets(project: &Project, job: &Job, caches: &mut WorkerCaches, found: &mut Found<'_>) -> Option<Sheets> {
    let Some(shared) = &job.gang else {
        let (document, faces) = faces_of(project, job, caches, found)?;
        let run = GangRun::of(faces, job.quantity);
        return found.keep(imposed(project, job, &document, run, &mut caches.typesetter));
    };
    let mut items = Vec::new();
    let mut first = None;
    for share in &shared.shares {
        let alone = job.of_share(share);
        let mut own = Found { job: &alone, diagnostics: Vec::new() };
        let made = faces_of(project, &alone, caches, &mut own);
        found.diagnostics.extend(own.diagnostics);
        if let Some((document, faces)) = made {
            first.get_or_insert(document);
            items.push(GangItem { faces, copies: Some(share.copies) });
        }
    }
    // A sheet that others wait for is not printed with a gap in it.
    let document = first.filter(|_| found.clean())?;
    let run = GangRun { items, order: shared.how.order, fill: shared.how.fill };
    found.keep(imposed(project, job, &document, run, &mut caches.typesetter))
}

/// The words and the finished faces of one product.
fn faces_of(project: &Project, job: &Job, caches: &mut WorkerCaches, found: &mut Found<'_>) -> Option<(Document, Vec<Face>)> {
    found.keep(((), caches.warm_up(project, job)));
    let document = found.keep(resolve(project, job)).filter(|_| found.clean())?;
    let faces = found.keep(statements::faces(project, job, &document, caches)).1;
    if !found.clean() {
        return None;
    }
    let mut faces = found.keep(flattened(job, faces));
    if let Some(condition) = project.conditions.get(&job.condition).filter(|_| job.purpose == Purpose::Press) {
        for face in &mut faces {
            resample(face, condition.resolution, &mut caches.smaller);
            enrich(face, condition);
        }
    }
    if job.ink.saving {
        faces.iter_mut().for_each(lighten);
    }
    // A tool goes through the sheet: its lines stand on the front alone, and on no screen.
    let format = project.paper(&job.format, &job.language).filter(|_| job.purpose != Purpose::Screen);
    if let (Some(front), Some(format)) = (faces.first_mut(), format) {
        front.tools.clone_from(&format.tools);
    }
    Some((document, faces))
}

/// A product for a proof: its sheets and its bytes, also where preflight has found mistakes, and everything found.
pub(super) struct Proofable {
    pub sheets: Sheets,
    pub pdf: Vec<u8>,
    pub profile: Option<Profile>,
}

/// The same road without stopping at what preflight finds.
pub(super) fn proofable(project: &Project, job: &Job, caches: &mut WorkerCaches) -> (Option<Proofable>, Vec<Diagnostic>) {
    let mut found = Found { job, diagnostics: Vec::new() };
    let Some(sheets) = on_sheets(project, job, caches, &mut found) else { return (None, found.diagnostics) };
    found.keep(((), preflighted(project, job, &sheets)));
    let Some(written) = found.keep(exported(job, &sheets, caches)) else { return (None, found.diagnostics) };
    found.keep(((), readback::codes(&sheets, &written.bytes)));
    let profile = caches.press.get(&job.condition).filter(|_| job.purpose == Purpose::Press).map(|p| p.profile.clone());
    (Some(Proofable { sheets, pdf: written.bytes, profile }), found.diagnostics)
}

/// Faces as the standard allows them: PDF/X-1a has no masks.
fn flattened(job: &Job, mut faces: Vec<Face>) -> (Vec<Face>, Vec<Diagnostic>) {
    if job.purpose != Purpose::Press || job.standard != Standard::X1a {
        return (faces, Vec::new());
    }
    let mut found = Vec::new();
    for face in &mut faces {
        found.extend(flatten(face).into_iter().map(|origin| {
            let message = format!("something see-through lies over more than one colour on the {}", face.name);
            Diagnostic::error(&checks::TRANSPARENT, origin, message)
                .help("PDF/X-1a has nothing transparent: put it on one flat colour, or print with `standard = \"x-4\"`")
        }));
    }
    (faces, found)
}

/// Faces on sheets.
fn imposed(
    project: &Project,
    job: &Job,
    document: &Document,
    run: GangRun,
    typesetter: &mut Typesetter,
) -> (Option<Sheets>, Vec<Diagnostic>) {
    let (Some(format), Some(scheme)) = (project.paper(&job.format, &job.language), project.schemes.get(&job.scheme)) else {
        return (None, Vec::new());
    };
    let meta = Meta {
        title: document.title.clone(),
        author: match &job.gang {
            Some(_) => job
                .orgs()
                .into_iter()
                .filter_map(|o| project.orgs.get(o))
                .map(|o| o.name.value.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            None => document.org.clone(),
        },
        subject: project.name.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
        language: document.locale.tag.clone(),
        date: job.date.to_string(),
        runs: None,
    };
    let faces: Vec<&Face> = run.items.iter().flat_map(|item| &item.faces).collect();
    let unreviewed = document.draft.is_some();
    let marking = slug::marking((project, unreviewed), job, &faces, typesetter);
    let imposition =
        Imposition { format: &format, scheme, purpose: job.purpose, marking: &marking, printer: project.defaults.printer };
    match impose(run, &imposition, meta) {
        Ok((sheets, found)) => (Some(sheets), found),
        Err(found) => (None, found),
    }
}

/// What the rules of preflight find.
pub(super) fn preflighted(project: &Project, job: &Job, sheets: &Sheets) -> Vec<Diagnostic> {
    let Some(format) = project.paper(&job.format, &job.language) else { return Vec::new() };
    let condition = project.conditions.get(&job.condition).filter(|_| job.purpose == Purpose::Press);
    let found = preflight(sheets, &Preflight { purpose: job.purpose, format: &format, condition });
    found.into_iter().map(|diagnostic| with_stated_inks(project, job, diagnostic)).collect()
}

/// Type that hardly stands out on press, with the inks that organizations state: one of them is what has to change.
fn with_stated_inks(project: &Project, job: &Job, diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.check != &checks::LOW_CONTRAST || job.purpose != Purpose::Press {
        return diagnostic;
    }
    let colors = job.orgs().into_iter().filter_map(|org| project.orgs.get(org)).flat_map(|org| &org.colors);
    let stated = colors.filter(|(_, swatch)| swatch.value.press.is_some());
    stated.fold(diagnostic, |d, (role, swatch)| d.also(swatch.span, format!("`{role}`, whose inks for press are stated")))
}

/// Every so many products of one layout the codes are read from the finished bytes again.
const SCAN_EVERY: u32 = 50;

/// Reads the codes back: from the finished bytes for the first product of each layout and every fiftieth after it,
/// from their outlines for the others.
fn scanned(job: &Job, sheets: &Sheets, written: &Written, caches: &mut WorkerCaches) -> (bool, Vec<Diagnostic>) {
    let sizes: Vec<String> = sheets.faces.iter().flat_map(|f| &f.codes).map(|c| format!("{}:{}", c.block, c.modules)).collect();
    let layout = [&job.content, &job.format, &job.theme, &job.scheme, job.purpose.name(), &sizes.join(" ")].join("/");
    let mut found = caches.unexpected.in_pictures(sheets);
    let made = caches.scanned.entry(layout).or_default();
    let whole = made.is_multiple_of(SCAN_EVERY);
    *made += 1;
    found.extend(match whole {
        true => readback::codes(sheets, &written.bytes),
        false => readback::outlines(sheets),
    });
    (whole, found)
}

/// Fine enough for photographs.
const INK_DPI: f64 = 50.0;

/// Ink where pictures lie, measured on the plates of the finished bytes: flat colours are known by their numbers and
/// checked by the rule `too-much-ink` for every product; a picture of CMYK pixels may hold anything.
fn ink_of_pictures(project: &Project, job: &Job, sheets: &Sheets, written: &Written) -> Vec<Diagnostic> {
    let condition = project.conditions.get(&job.condition).filter(|_| job.purpose == Purpose::Press);
    let pictures = sheets.faces.iter().flat_map(drawn).find(|(_, draw)| is_cmyk_picture(draw));
    let (Some(condition), Some((item, _))) = (condition, pictures) else { return Vec::new() };
    let plates = match Separations::of(&written.bytes, &[], INK_DPI) {
        Ok(plates) => plates,
        Err(why) => return vec![Diagnostic::error(&checks::BACK_END, item.origin, why)],
    };
    let within = |page: &Page| [page.bleed.x, page.bleed.y, page.bleed.right(), page.bleed.bottom()].map(Length::to_points);
    let within: Vec<[f64; 4]> = sheets.pages.iter().map(within).collect();
    let heavy = plates.heaviest(&within).into_iter().filter(|page| page.total > condition.maximum_ink + 0.01);
    let reported = heavy.map(|page| {
        let percent = |part: f64| (part * 100.0).round();
        let message = format!(
            "{} % of ink on the {} of the sheet, {:.0} mm across and {:.0} mm down, over the {} % of {}",
            percent(page.total),
            sheets.pages[page.page - 1].name,
            page.at[0] / 72.0 * 25.4,
            page.at[1] / 72.0 * 25.4,
            percent(condition.maximum_ink),
            condition.identifier.value
        );
        Diagnostic::error(&checks::TOO_MUCH_INK, item.origin, message)
            .help("convert the picture for this printing condition, or use an RGB picture: it is converted here")
    });
    reported.collect()
}

fn is_cmyk_picture(draw: &Draw) -> bool {
    match draw {
        Draw::Image { raster, .. } => matches!(&raster.pixels, Pixels::Cmyk { .. } | Pixels::Jpeg { channels: 4, .. }),
        _ => false,
    }
}

/// The finished bytes of a press file held against its standard, clause by clause: a file that only claims to follow it
/// is not delivered.
fn held_to_standard(job: &Job, written: &Written) -> Vec<Diagnostic> {
    if job.purpose != Purpose::Press {
        return Vec::new();
    }
    match PdfFacts::of(&written.bytes) {
        Ok(pdf_facts) => finished::press(&pdf_facts, Some(job.standard))
            .into_iter()
            .map(|diagnostic| Diagnostic { span: job.origin, ..diagnostic })
            .collect(),
        Err(why) => vec![Diagnostic::error(&checks::BACK_END, job.origin, why)],
    }
}

/// Sheets as PDF bytes.
fn exported(job: &Job, sheets: &Sheets, caches: &mut WorkerCaches) -> (Option<Written>, Vec<Diagnostic>) {
    let intent = caches.press.get(&job.condition).filter(|_| job.purpose == Purpose::Press).map(|p| p.intent.clone());
    let target = Target { purpose: job.purpose, intent, standard: job.standard };
    match pdf::write_among(sheets, &target, &mut caches.cache) {
        Ok(written) => (Some(written), Vec::new()),
        Err(refusals) => {
            let reported = refusals.into_iter().map(|r| Diagnostic::error(&checks::BACK_END, r.origin, r.message));
            (None, reported.collect())
        }
    }
}

/// Dots an inch of pictures, where they are wanted. A format of pixels has its own where the sheet is its trim.
fn dots(project: &Project, job: &Job, sheets: &Sheets, asked: Option<u32>) -> Option<f64> {
    let format = project.formats.get(&job.format)?;
    let whole = sheets.pages.iter().all(|page| page.sheet == format.trim);
    let own = format.pixels.filter(|_| whole).map(|(width, _)| f64::from(width) / format.trim.width.to_inches());
    asked.map(|dpi| own.unwrap_or(f64::from(dpi)))
}

fn previews(pdf: &[u8], dpi: Option<f64>) -> (Vec<Vec<u8>>, Vec<Diagnostic>) {
    let Some(dpi) = dpi else { return (Vec::new(), Vec::new()) };
    match png::render(pdf, dpi) {
        Ok(pages) => (pages, Vec::new()),
        Err(why) => (Vec::new(), vec![Diagnostic::error(&checks::BACK_END, Span::NONE, why)]),
    }
}

/// The stages of one job whose values can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Resolve,
    Compose,
    Layout,
    Impose,
}

/// The value of a stage as text, and what was found on the way to it.
pub fn dump(project: &Project, job: &Job, caches: &mut WorkerCaches, stage: Stage) -> (String, Vec<Diagnostic>) {
    let mut found = Found { job, diagnostics: Vec::new() };
    found.keep(((), caches.warm_up(project, job)));
    let document = found.keep(resolve(project, job));
    if stage == Stage::Resolve {
        return (format!("{document:#?}"), found.diagnostics);
    }
    let (artboards, faces) =
        document.as_ref().map(|d| found.keep(statements::faces(project, job, d, caches))).unwrap_or_default();
    if stage == Stage::Compose {
        return (format!("{artboards:#?}"), found.diagnostics);
    }
    if stage == Stage::Layout || document.is_none() {
        return (format!("{faces:#?}"), found.diagnostics);
    }
    let sheets = match &job.gang {
        Some(_) => {
            let mut found = Found { job, diagnostics: Vec::new() };
            on_sheets(project, job, caches, &mut found)
        }
        None => {
            document.and_then(|d| found.keep(imposed(project, job, &d, GangRun::of(faces, job.quantity), &mut caches.typesetter)))
        }
    };
    (format!("{sheets:#?}"), found.diagnostics)
}

/// What was found on the road of one job, each with the product it is about.
struct Found<'a> {
    job: &'a Job,
    diagnostics: Vec<Diagnostic>,
}

impl Found<'_> {
    /// Whether nothing found so far stops the product.
    fn clean(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }

    fn without_file(self) -> Made {
        Made { diagnostics: self.diagnostics, ..Made::default() }
    }

    /// Takes the diagnostics of a stage and passes on its value.
    fn keep<T>(&mut self, (value, found): (T, Vec<Diagnostic>)) -> T {
        let job = self.job;
        self.diagnostics.extend(found.into_iter().map(|mut diagnostic| {
            let place = diagnostic.about.take().and_then(|about| about.place);
            diagnostic.about(About {
                content: job.content.clone(),
                org: job.org.clone(),
                language: job.language.clone(),
                format: job.format.clone(),
                purpose: job.purpose.name().to_string(),
                place,
            })
        }));
        value
    }
}
