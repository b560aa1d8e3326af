//! A theme on one sheet: eight formats, the organizations that ask most of it, three made-up languages, without colour, and
//! as small as it is seen from across a street. What it shows is data: the project in `assets/show/theme/`.

use super::WorkerCaches;
use super::session::{ExportError, Eyes, Reading, Session, picture};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::export::data_uri::of_png;
use crate::export::markup::escaped;
use crate::plan::{Job, Request};
use crate::product::{Depth, ScreenLook, look};
use crate::world::{World, builtin_files};
use jiff::civil::{Date, date};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where the project lies that is shown.
const SHOWN: &str = "assets/show/theme/";

/// Its days lie round this one.
const TODAY: Date = date(2000, 1, 15);

/// Made-up languages: longer, from right to left, without spaces.
const LANGUAGES: [(&str, &str); 3] =
    [("en-XA", "longer by two fifths"), ("ar-XB", "from right to left"), ("zh-XC", "without spaces")];

/// Whose sheets are shown in other languages, without colour and small.
const PLAIN: &str = "library";

/// No picture is higher or wider, in pixels.
const LARGEST: f64 = 420.0;

/// A wallet card need not be seen larger than it is on most screens.
const FINEST: f64 = 130.0;

/// How small a sheet is seen from across a street, beside its size in the hand.
const FROM_AFAR: f64 = 0.12;

/// A product of the sheet: pictures of its faces, or why there are none.
struct Shown {
    format: String,
    title: String,
    pictures: Result<Vec<Vec<u8>>, String>,
    /// The same faces without colour and as thumbnails, for the first of a format.
    more: Vec<(&'static str, Vec<Vec<u8>>)>,
}

/// The sheet as a page of HTML, whole in itself.
///
/// # Errors
/// There is no such theme, or it cannot be read.
pub fn theme_sheet(world: &World, theme: &str) -> Result<String, Vec<Diagnostic>> {
    let readings: Vec<Reading> = [Vec::new(), LANGUAGES.map(|(tag, _)| tag.to_string()).to_vec()]
        .map(|languages| Session { world: shown_world(world, theme), request: request(languages) }.read())
        .into();
    let [plain, foreign] = readings.as_slice() else { return Err(Vec::new()) };
    let Some(about) = plain.project.themes.get(theme) else { return Err(vec![unknown(theme, world)]) };
    let wrong: Vec<Diagnostic> = plain.found.iter().filter(|d| d.is_error() && of_theme(plain, d)).cloned().collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let english = plain.jobs.iter().map(|job| (plain, job));
    let others = foreign.jobs.iter().filter(|job| job.org == PLAIN && job.language != "en").map(|job| (foreign, job));
    let mut all: Vec<(&Reading, &Job)> = english.chain(others).collect();
    // As the order names them, and not as files are sorted.
    let formats: Vec<&str> = plain.project.makes.iter().flat_map(|make| &make.formats).map(|f| f.value.as_str()).collect();
    all.sort_by_key(|(_, job)| (formats.iter().position(|format| *format == job.format), job.language != "en", job.org != PLAIN));
    let shown: Vec<Shown> = all
        .par_iter()
        .map_init(BTreeMap::new, |caches: &mut BTreeMap<bool, WorkerCaches>, (reading, job)| {
            let caches = caches.entry(std::ptr::eq(*reading, plain)).or_insert_with(|| WorkerCaches::new(&reading.project, None));
            one(reading, job, job.org == PLAIN && job.language == "en", caches)
        })
        .collect();
    Ok(page(theme, about.about.as_ref().map_or("", |about| about.value.as_str()), &shown))
}

/// The theme and all it needs of the project, with the contents, organizations and order of what is shown.
fn shown_world(world: &World, theme: &str) -> World {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for folder in ["assets", "fonts", "content/languages"] {
        gather(world, folder, &mut files);
    }
    let shown = builtin_files().iter().filter_map(|file| Some((file.path.strip_prefix(SHOWN)?, file.bytes())));
    files.extend(shown.map(|(path, bytes)| (path.to_string(), bytes.to_vec())));
    let order = files.get("handbill.toml").map(|order| String::from_utf8_lossy(order).replace("THEME", theme));
    files.extend(order.map(|order| ("handbill.toml".to_string(), order.into_bytes())));
    World::memory(files)
}

fn gather(world: &World, folder: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for listed in world.list_own(folder).iter() {
        let path = format!("{folder}/{}", listed.name);
        if let Ok(bytes) = world.read_own(&path) {
            files.insert(path, bytes.to_vec());
        }
    }
    world.own_folders(folder).iter().for_each(|inner| gather(world, &format!("{folder}/{inner}"), files));
}

fn request(languages: Vec<String>) -> Request {
    Request { languages, ..Request::everything(TODAY) }
}

fn of_theme(reading: &Reading, diagnostic: &Diagnostic) -> bool {
    reading.project.sources.path(diagnostic.span.file).is_some_and(|path| path.starts_with("assets/themes/"))
}

fn unknown(theme: &str, world: &World) -> Diagnostic {
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no theme `{theme}`"));
    let listed = world.list("assets/themes");
    match near(theme, listed.iter().filter_map(|file| file.name.strip_suffix(".toml"))) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`handbill list themes` names them all"),
    }
}

fn one(reading: &Reading, job: &Job, is_first: bool, caches: &mut WorkerCaches) -> Shown {
    let project = &reading.project;
    let (looked, found) = look(project, job, Depth::Faces, caches);
    let name = project.orgs.get(&job.org).map_or("", |org| org.name.value.as_str());
    let who: String =
        if name.chars().count() > LONGEST { name.chars().take(LONGEST).chain(['…']).collect() } else { name.into() };
    let title = LANGUAGES.iter().find(|(tag, _)| *tag == job.language).map_or(who, |(tag, name)| format!("{name} ({tag})"));
    let format = project.formats.get(&job.format);
    let error = found.iter().find(|d| d.is_error()).map(|d| format!("{}: {}", d.check.name, d.message));
    let drawn = looked.filter(|_| error.is_none()).ok_or_else(|| error.unwrap_or_default());
    let longest = format.map_or(11.0, |format| format.trim.height.max(format.trim.width).to_inches());
    let dpi = (LARGEST / longest).min(FINEST);
    let faces = |look: &ScreenLook, dpi: f64, eyes: Eyes| -> Result<Vec<Vec<u8>>, ExportError> {
        (0..look.sheets.faces.len()).map(|face| picture(&look.faces, face, dpi, eyes)).collect()
    };
    let pictures = drawn.and_then(|look| Ok((faces(&look, dpi, Eyes::Usual).map_err(|e| e.to_string())?, look)));
    let more = match &pictures {
        Ok((_, look)) if is_first => {
            let kinds = [("without colour", dpi, Eyes::Gray), ("from across a street", SCREEN * FROM_AFAR, Eyes::Usual)];
            kinds.into_iter().filter_map(|(name, dpi, eyes)| Some((name, faces(look, dpi, eyes).ok()?))).collect()
        }
        _ => Vec::new(),
    };
    let name = format.map_or(job.format.as_str(), |format| format.name.value.as_str());
    Shown { format: name.to_string(), title, pictures: pictures.map(|(pictures, _)| pictures), more }
}

/// Longer names are cut under their picture; on it they stand whole.
const LONGEST: usize = 40;

/// Dots an inch of a screen, as browsers count them.
const SCREEN: f64 = 96.0;

fn page(theme: &str, about: &str, shown: &[Shown]) -> String {
    let mut page =
        format!("{HEAD}<title>{0}</title>\n</head>\n<body>\n<h1>{0}</h1>\n<p>{1}</p>\n", escaped(theme), escaped(about));
    let mut formats: Vec<&str> = Vec::new();
    shown.iter().for_each(|s| {
        if !formats.contains(&s.format.as_str()) {
            formats.push(&s.format);
        }
    });
    for format in formats {
        let _ = write!(page, "<section>\n<h2>{}</h2>\n", escaped(format));
        let of_format = || shown.iter().filter(|s| s.format == format);
        for one in of_format() {
            match &one.pictures {
                Ok(pictures) => figure(&mut page, &one.title, pictures),
                Err(why) => {
                    let _ = writeln!(
                        page,
                        "<figure class=\"refused\"><p>refused: {}</p><figcaption>{}</figcaption></figure>",
                        escaped(why),
                        escaped(&one.title)
                    );
                }
            }
        }
        of_format().flat_map(|one| &one.more).for_each(|(title, pictures)| figure(&mut page, title, pictures));
        page += "</section>\n";
    }
    page + "</body>\n</html>\n"
}

fn figure(page: &mut String, title: &str, pictures: &[Vec<u8>]) {
    *page += "<figure>";
    for (n, png) in pictures.iter().enumerate() {
        let _ = write!(page, "<img src=\"{}\" alt=\"{}, side {}\">", of_png(png), escaped(title), n + 1);
    }
    let _ = writeln!(page, "<figcaption>{}</figcaption></figure>", escaped(title));
}

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width\">\n<style>\n\
    body{font:1rem/1.4 system-ui,sans-serif;margin:2rem;background:#e7e7e2;color:#1b1f1d}\n\
    section{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-end;break-inside:avoid}\n\
    h2{flex:1 0 100%;margin:2rem 0 0;font-size:1.2rem}figure{margin:0}\n\
    img{max-width:100%;vertical-align:bottom;margin-right:.25rem;box-shadow:0 1px 4px rgb(0 0 0/.3)}\n\
    figcaption{max-width:24rem;font-size:.8rem;margin-top:.3rem}\n\
    .refused p{width:14rem;padding:1rem;background:#fff;border-left:4px solid #ac2118;overflow-wrap:anywhere}\n\
    </style>\n";
