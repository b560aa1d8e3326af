//! `handbill qr`: one code by itself, with its measures.

use super::stdout::{Stdout, is_terminal};
use super::untaken::Untaken;
use super::{DONE, stderr::Stderr};
use crate::diag::{Diagnostic, Sources, Span, checks};
use crate::engine::{Single, SingleOrder};
use crate::geom::Length;
use crate::world::disk;
use std::path::{Path, PathBuf};

/// Make one QR code, with its measures
///
/// The code is read back before it is written. Links are held to the same rules as on a sheet: `https` only, no
/// shorteners, nothing that cannot be reached.
#[derive(clap::Args)]
pub struct Args {
    /// What it carries: a link, `tel:988`, `mailto:...`, or any text
    payload: String,
    /// Write it here; the ending says what it is: .svg, .png or .pdf
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// From how far it is read
    #[arg(long, value_name = "LENGTH", default_value = "30cm", value_parser = length)]
    distance: Length,
    /// Side of the code with its quiet zone [default: as small as the distance allows]
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    size: Option<Length>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
}

fn length(text: &str) -> Result<Length, Untaken> {
    match text.parse::<Length>() {
        Ok(length) if length > Length::ZERO && length <= Length::mm(100_000.0) => Ok(length),
        _ => Err(Untaken::Length),
    }
}

/// The measures of the code, and its file where one is wanted; 2 where it would not be read.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let order = SingleOrder { payload: args.payload.clone(), distance: args.distance, side: args.size };
    let code = match Single::new(&order) {
        Ok(code) => code,
        Err(diagnostic) => return stderr.refuse(&diagnostic),
    };
    code.remarks().iter().for_each(|remark| stderr.tell(remark, &Sources::default()));
    if let Some(path) = &args.output
        && let Err(diagnostic) = write(&code, &stderr.directory().join(path), args.force)
    {
        return stderr.refuse(&diagnostic);
    }
    let mut out = Stdout::default();
    if stderr.json {
        out.line(&object(&code, args.output.as_deref()).to_string());
    } else {
        if args.output.is_none() && is_terminal() {
            code.lines().iter().for_each(|line| out.line(line));
        }
        report(&code).iter().for_each(|line| out.line(line));
    }
    out.exit(DONE)
}

fn write(code: &Single, path: &Path, force: bool) -> Result<(), Diagnostic> {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    let bytes = match ending.as_str() {
        "svg" => code.svg()?.into_bytes(),
        "png" => code.png()?,
        "pdf" => code.pdf()?,
        _ => {
            let message = format!("`{}` does not say what kind of file it is", path.display());
            return Err(Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help("end it with .svg, .png or .pdf"));
        }
    };
    let refused = |why: String| Diagnostic::error(&checks::DISK, Span::NONE, why);
    if !force && disk::is_there(path) {
        return Err(refused(format!("`{}` is there already", path.display())).help("replace it with `--force`"));
    }
    disk::write_whole(path, &bytes).map_err(|e| refused(format!("cannot write `{}`: {e}", path.display())))
}

fn mm(length: Length) -> f64 {
    (length.to_mm() * 100.0).round() / 100.0
}

fn report(code: &Single) -> Vec<String> {
    let rows = [
        ("carries", code.payload.clone()),
        (
            "code",
            format!("version {}, level {}, {} modules a side", code.matrix.version, code.matrix.level.name(), code.matrix.size),
        ),
        ("module", format!("{} mm", mm(code.module))),
        ("size", format!("{} mm with its quiet zone", mm(code.side))),
        ("read from", format!("{:.0} cm at the most", code.reach().to_mm() / 10.0)),
    ];
    rows.map(|(name, value)| format!("{name:<10} {value}")).into()
}

fn object(code: &Single, file: Option<&Path>) -> serde_json::Value {
    serde_json::json!({
        "type": "code",
        "payload": code.payload,
        "version": code.matrix.version,
        "level": code.matrix.level.name(),
        "modules": code.matrix.size,
        "module_mm": mm(code.module),
        "size_mm": mm(code.side),
        "distance_mm": mm(code.reach()),
        "file": file.map(|f| f.display().to_string()),
    })
}
