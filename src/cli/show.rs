//! `handbill show`: a format or a scheme drawn and described, a theme on one sheet, and the sheet to test a printer with.

use super::list::{inches, millimetres, number, on_sheet, scheme_object};
use super::show_drawing::{beside, face};
use super::stdout::Stdout;
use super::{DONE, UNUSABLE, show_account, show_scheme, stderr::Stderr};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::engine::drawing::Drawing;
use crate::engine::theme_sheet::theme_sheet;
use crate::geom::{Length, Size};
use crate::model::{Format, Project, Scheme};
use crate::syntax::{self, Wanted};
use crate::world::{World, disk};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Draw a format, a scheme, a theme, or a sheet to test your printer with
///
/// A format in the terminal: the frame is the trim, in true proportions; the dots are the safe area, which nothing that
/// matters may leave; dashes are folds and lines for tools. With `--pdf` or `--svg` the same goes into a file, to scale,
/// with bleed, panels and holes. A scheme is drawn with its cells in the order they are filled. `test-sheet` makes a PDF of
/// two sides that tells how far your printer's edges and back are off, and what to type about it. A theme is shown on a web
/// page, whole in one file: eight formats for the organizations that ask most of it, in longer words, from right to left and
/// without spaces, without colour, and as small as from across a street.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill show wallet-card\n  \
    handbill show tri-fold-letter --pdf tri-fold.pdf\n  \
    handbill show fit-sra3 --with wallet-card --svg sheet.svg\n  \
    handbill show wallet-card --account\n  \
    handbill show theme civic\n  \
    handbill show test-sheet\n  \
    handbill show test-sheet --with fit-a4 --pdf a4.pdf")]
pub struct Args {
    /// Name of a format or a scheme, such as `wallet-card` or `avery-5160`; `test-sheet`; or `theme` and the name of one
    #[arg(value_name = "NAME")]
    name: String,
    /// Behind `theme`: which
    #[arg(value_name = "THEME")]
    theme: Option<String>,
    /// The format that a scheme is drawn with; for the test sheet, a scheme whose paper it takes
    #[arg(long, value_name = "NAME")]
    with: Option<String>,
    /// Draw into this PDF file
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Draw into this SVG file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write the page of a theme into this file [default: theme-NAME.html]
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// What became of each block on the products of this content or format, or on the product of this path or file name: which
    /// stand there, which are left out, and who has said so
    #[arg(long, conflicts_with_all = ["pdf", "svg", "with"])]
    account: bool,
    /// Replace files that are there
    #[arg(long)]
    force: bool,
}

/// Columns that drawings may take.
const WIDTH: usize = 100;
/// The name of the sheet that measures a printer.
const TEST_SHEET: &str = "test-sheet";
/// The word before the name of a theme.
const THEME: &str = "theme";

/// The drawing on stdout or as a file; 2 where nothing has that name.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    if args.account {
        return show_account::run(&args.name, stderr);
    }
    if args.name == THEME
        && let Some(theme) = &args.theme
    {
        return show_theme(args, theme, stderr);
    }
    if let Some(second) = &args.theme {
        let message = format!("`{second}` behind `{}`: one name is wanted", args.name);
        return stderr.refuse(&refused(&message).help("a theme is shown with `handbill show theme NAME`"));
    }
    let (project, _) = syntax::read(&World::open(stderr.root()), &Wanted::Everything);
    match shown(args, &project, stderr) {
        Ok(code) => code,
        Err(found) => found.iter().map(|diagnostic| stderr.refuse(diagnostic)).max().unwrap_or(UNUSABLE),
    }
}

fn shown(args: &Args, project: &Project, stderr: &Stderr) -> Result<u8, Vec<Diagnostic>> {
    let mut out = Stdout::default();
    if args.name == TEST_SHEET {
        let sheet = paper(args.with.as_deref(), project)?;
        let Some(drawing) = Drawing::of_test_sheet(project, sheet) else {
            return Err(vec![refused("the words of the test sheet are missing: `content/sheets/test-sheet.toml`")]);
        };
        let usual = args.pdf.is_none() && args.svg.is_none();
        let pdf = if usual { Some(PathBuf::from(format!("{TEST_SHEET}.pdf"))) } else { args.pdf.clone() };
        write(&drawing, pdf.as_deref(), args, &mut out)?;
        return Ok(out.exit(DONE));
    }
    if let Some(format) = project.formats.get(&args.name) {
        if let (Some(drawing), true) = (Drawing::of_format(project, &args.name), args.pdf.is_some() || args.svg.is_some()) {
            write(&drawing, args.pdf.as_deref(), args, &mut out)?;
            return Ok(out.exit(DONE));
        }
        match stderr.json {
            true => out.line(&object(&args.name, format).to_string()),
            false => page(&args.name, format, project).iter().for_each(|line| out.line(line)),
        }
        return Ok(out.exit(DONE));
    }
    let Some(scheme) = project.schemes.get(&args.name) else {
        return Err(vec![unknown(&args.name, project)]);
    };
    if let Some(with) = args.with.as_ref().filter(|with| !project.formats.contains_key(*with)) {
        return Err(vec![unknown(with, project)]);
    }
    if args.pdf.is_some() || args.svg.is_some() {
        if let Some(drawing) = Drawing::of_scheme(project, &args.name, args.with.as_deref()) {
            write(&drawing?, args.pdf.as_deref(), args, &mut out)?;
        }
        return Ok(out.exit(DONE));
    }
    match stderr.json {
        true => out.line(&scheme_object(&args.name, scheme).to_string()),
        false => show_scheme::page(&args.name, scheme, args.with.as_deref(), project)?.iter().for_each(|line| out.line(line)),
    }
    Ok(out.exit(DONE))
}

/// Writes the page of a theme.
fn show_theme(args: &Args, theme: &str, stderr: &Stderr) -> u8 {
    let mut out = Stdout::default();
    let path = args.html.clone().unwrap_or_else(|| PathBuf::from(format!("{THEME}-{theme}.html")));
    let written = theme_sheet(&World::open(stderr.root()), theme)
        .and_then(|page| write_files(&[(&path, page.into_bytes())], args.force, &mut out));
    match written {
        Ok(()) => out.exit(DONE),
        Err(found) => found.iter().map(|diagnostic| stderr.refuse(diagnostic)).max().unwrap_or(UNUSABLE),
    }
}

/// The paper of a test sheet: letter, or that of a scheme.
fn paper(with: Option<&str>, project: &Project) -> Result<Size, Vec<Diagnostic>> {
    let Some(name) = with else { return Ok(Size::new(Length::inches(8.5), Length::inches(11.0))) };
    match project.schemes.get(name).map(Scheme::sheet) {
        Some(Some(sheet)) => Ok(sheet),
        Some(None) => Err(vec![refused(&format!("the scheme `{name}` has no paper of its own"))]),
        None => Err(vec![unknown(name, project)]),
    }
}

fn refused(why: &str) -> Diagnostic {
    Diagnostic::error(&checks::BAD_VALUE, Span::NONE, why.to_string()).help("`handbill list schemes` names them all")
}

/// Writes a drawing into the files that are wanted, and says which.
fn write(drawing: &Drawing, pdf: Option<&Path>, args: &Args, out: &mut Stdout) -> Result<(), Vec<Diagnostic>> {
    let mut files: Vec<(&Path, Vec<u8>)> = Vec::new();
    if let Some(path) = pdf {
        files.push((path, drawing.pdf().map_err(|d| vec![d])?));
    }
    if let Some(path) = &args.svg {
        files.push((path, drawing.svg().map_err(|d| vec![d])?.into_bytes()));
    }
    write_files(&files, args.force, out)
}

fn write_files(files: &[(&Path, Vec<u8>)], force: bool, out: &mut Stdout) -> Result<(), Vec<Diagnostic>> {
    let disk_error = |why: String| Diagnostic::error(&checks::DISK, Span::NONE, why);
    for (path, bytes) in files {
        if !force && disk::is_there(path) {
            let there = disk_error(format!("`{}` is there already", path.display()));
            return Err(vec![there.help("replace it with `--force`")]);
        }
        disk::write_whole(path, bytes).map_err(|e| vec![disk_error(format!("cannot write `{}`: {e}", path.display()))])?;
        out.line(&path.display().to_string());
    }
    Ok(())
}

fn unknown(name: &str, project: &Project) -> Diagnostic {
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no format or scheme `{name}`"));
    let all = project.formats.keys().chain(project.schemes.keys()).map(String::as_str);
    match near(name, all.chain([TEST_SHEET])) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`handbill list formats` and `handbill list schemes` name them all"),
    }
}

fn page(name: &str, format: &Format, project: &Project) -> Vec<String> {
    let drawings = format.faces.iter().enumerate().map(|(i, f)| face(&f.value, format, i % 2 == 1)).collect();
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
