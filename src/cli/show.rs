//! `handbill show`: a format drawn and described.

use super::list::{inches, millimetres, number, on_sheet};
use super::show_drawing::{beside, face};
use super::stdout::Stdout;
use super::{DONE, talk::Talk};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::geom::Length;
use crate::model::{Format, Project};
use crate::syntax::{self, Wanted};
use crate::world::World;
use serde_json::{Value, json};

/// Draw a format in the terminal, with its sizes
///
/// The frame is the trim, in true proportions; the dots are the safe area, which nothing that matters may leave.
#[derive(clap::Args)]
pub struct Args {
    /// Name of a format, such as `wallet-card`
    #[arg(value_name = "FORMAT")]
    format: String,
}

/// Columns that drawings may take.
const WIDTH: usize = 100;

pub fn run(args: &Args, talk: &Talk) -> u8 {
    let (project, _) = syntax::read(&World::open(talk.root()), &Wanted::Everything);
    let Some(format) = project.formats.get(&args.format) else {
        return talk.refuse(&unknown(&args.format, &project));
    };
    let mut out = Stdout::default();
    match talk.json {
        true => out.line(&object(&args.format, format).to_string()),
        false => page(&args.format, format, &project).iter().for_each(|line| out.line(line)),
    }
    out.exit(DONE)
}

fn unknown(name: &str, project: &Project) -> Diagnostic {
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no format `{name}`"));
    match near(name, project.formats.keys().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`handbill list formats` names them all"),
    }
}

fn page(name: &str, format: &Format, project: &Project) -> Vec<String> {
    let drawings = format.faces.iter().map(|f| face(&f.value, format.trim, format.safe)).collect();
    let mut lines = vec![format!("{name}: {}", format.name.value), String::new()];
    lines.extend(beside(drawings, WIDTH));
    lines.push(String::new());
    let faces: Vec<&str> = format.faces.iter().map(|f| f.value.as_str()).collect();
    let rows = [
        ("trim", format!("{}, {}", inches(format.trim), millimetres(format.trim))),
        ("bleed", both(format.bleed)),
        ("safe area", format!("{} inside the trim", both(format.safe))),
        ("faces", faces.join(", ")),
        ("read from", format!("{} m", number(format.read_distance.to_mm() / 1000.0, 2))),
        ("copy", format!("{} pt at the least, small print {} pt", points(format.minimum_copy), points(format.minimum_note))),
        ("QR module", format!("{} mm at the least", number(format.minimum_module.to_mm(), 2))),
        ("scheme", scheme(format, project)),
        ("themes", themes(name, project).join(", ")),
    ];
    lines.extend(rows.iter().map(|(what, fact)| format!("{what:9}  {fact}")));
    lines
}

/// `0.125 in, 3.18 mm`
fn both(length: Length) -> String {
    format!("{} in, {} mm", number(length.to_inches(), 3), number(length.to_mm(), 2))
}

fn points(length: Length) -> String {
    number(length.to_points(), 1)
}

/// The scheme it takes when an order does not say.
fn scheme(format: &Format, project: &Project) -> String {
    let name = &format.scheme.value;
    let Some(scheme) = project.schemes.get(name) else { return format!("{name} (not found)") };
    let on = on_sheet(scheme);
    format!("{name}: {}{}{on}", scheme.name.value, if on.is_empty() { "" } else { ", " })
}

/// Themes with a layout for the format, by themselves or through what they extend.
fn themes<'a>(format: &str, project: &'a Project) -> Vec<&'a str> {
    let has = |name: &str| {
        let mut next = Some(name);
        // As many steps as there are themes: a circle of `extends` ends too.
        for _ in 0..=project.themes.len() {
            let Some(theme) = next.and_then(|n| project.themes.get(n)) else { return false };
            if theme.serves.contains_key(format) || theme.layouts.keys().any(|(f, _)| f == format) {
                return true;
            }
            next = theme.extends.as_ref().map(|e| e.value.as_str());
        }
        false
    };
    project.themes.keys().map(String::as_str).filter(|name| has(name)).collect()
}

fn object(name: &str, format: &Format) -> Value {
    let faces: Vec<&str> = format.faces.iter().map(|f| f.value.as_str()).collect();
    json!({
        "name": name,
        "title": format.name.value,
        "trim_pt": [format.trim.width.to_points(), format.trim.height.to_points()],
        "bleed_pt": format.bleed.to_points(),
        "safe_pt": format.safe.to_points(),
        "faces": faces,
        "read_distance_mm": format.read_distance.to_mm(),
        "minimum_copy_pt": format.minimum_copy.to_points(),
        "minimum_note_pt": format.minimum_note.to_points(),
        "minimum_module_mm": format.minimum_module.to_mm(),
        "scheme": format.scheme.value,
    })
}
