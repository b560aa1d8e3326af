//! `handbill pack`: the archive for the print shop.

use super::select::Select;
use super::stderr::{Stderr, from_here};
use super::stdout::Stdout;
use super::{DONE, PROBLEMS};
use crate::deliver::pattern::common_folder;
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::pack;
use crate::model::Purpose;
use crate::plan;
use crate::syntax::Wanted;
use crate::world::disk;
use std::path::PathBuf;

/// Pack what was made for the print shop into one archive
///
/// Press files, a soft proof of every page, the job ticket (quantities, stock, sides, finishing, colours) as PDF and
/// JSON, the manifest of just these files and the licences of their fonts. Build first: `handbill build --for press`.
/// The same files give the same archive.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill build --for press && handbill pack\n  \
    handbill pack wallet-card -o cards.zip")]
pub struct Args {
    #[command(flatten)]
    select: Select,
    /// Name of the archive [default: print.zip in the folder of the products]
    #[arg(short, long, value_name = "FILE.zip")]
    output: Option<PathBuf>,
}

/// Writes the archive; 1 where something in it was not built, or is not what was built.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (world, project, _) = match stderr.read_given(Wanted::Made, &args.select.given()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let mut request = args.select.request(None);
    if request.purposes.is_empty() {
        request.purposes = vec![Purpose::Press];
    }
    let (jobs, planned) = plan::plan(&project, &request);
    if let Some(diagnostic) = planned.iter().find(|d| d.is_error()) {
        stderr.tell(diagnostic, &project.sources);
        return PROBLEMS;
    }
    let pattern = &project.defaults.output.value;
    let packed = match pack::pack(&world, &project, pattern, &jobs) {
        Ok(packed) => packed,
        Err(wrong) => {
            wrong.iter().for_each(|d| stderr.tell(d, &project.sources));
            return PROBLEMS;
        }
    };
    let inside = format!("{}print.zip", common_folder(pattern));
    let (place, shown) = match &args.output {
        Some(path) => (path.clone(), path.display().to_string()),
        None => (world.root().join(&inside), from_here(world.root(), &inside)),
    };
    if let Err(error) = disk::write_whole(&place, &packed.bytes) {
        return stderr.refuse(&Diagnostic::error(&checks::DISK, Span::NONE, format!("cannot write `{shown}`: {error}")));
    }
    let mut out = Stdout::default();
    if stderr.json {
        let (products, copies, bytes) = (packed.products, packed.copies, packed.bytes.len());
        let object = serde_json::json!({ "type": "pack", "path": shown, "products": products, "copies": copies, "bytes": bytes });
        out.line(&object.to_string());
    } else {
        out.line(&shown);
    }
    stderr.say(&format!("{} products, {} copies", packed.products, packed.copies));
    out.exit(DONE)
}
