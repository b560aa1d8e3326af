//! `handbill impact`: what must be printed again when a thing changes.

use super::stderr::{Stderr, from_here};
use super::stdout::{Stdout, is_terminal, table};
use super::{DONE, UNUSABLE};
use crate::deliver::manifest::{FILE, Manifest, ProductState};
use crate::deliver::pattern::common_folder;
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::impact::{Impact, impact, orgs};
use crate::syntax::Wanted;
use crate::world::disk;
use std::path::Path;

/// Say which made sheets carry a thing, for whom and how many
///
/// NAME is a block such as `contact.hotline` or `stat.cases`, an organization, a content, a format, a theme, a language,
/// a picture or another file of the project, or what stands in a contact or a code, such as a telephone number. Looks at
/// what was made: build first. A sheet carries a block when it shows it, or when its words take something from it.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill impact contact.hotline\n  \
    handbill impact 1-888-373-7888\n  \
    handbill impact assets/logos/ox.svg --json")]
pub struct Args {
    /// What changes
    #[arg(value_name = "NAME")]
    name: String,
}

/// A line for each sheet that carries the thing; 2 where nothing was made, or nothing has that name.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (world, project, _) = match stderr.read(Wanted::Made) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let path = format!("{}{FILE}", common_folder(&project.defaults.output.value));
    let manifest = disk::read_if_there(&world.root().join(&path)).map_err(|e| e.to_string()).and_then(|bytes| {
        let bytes = bytes.ok_or_else(|| "nothing has been made yet".to_string())?;
        Manifest::read(&bytes).map_err(|e| e.to_string())
    });
    let manifest = match manifest {
        Ok(manifest) => manifest,
        Err(why) => {
            let diagnostic = Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, format!("`{path}`: {why}"));
            stderr.refuse(&diagnostic.help("run `handbill build` first"));
            return UNUSABLE;
        }
    };
    match impact(&project, &manifest, &args.name) {
        Ok(found) => tell(&found, world.root(), stderr),
        Err(diagnostic) => stderr.refuse(&diagnostic),
    }
}

fn tell(found: &Impact<'_>, root: &Path, stderr: &Stderr) -> u8 {
    let mut out = Stdout::default();
    let state = |state: ProductState| match state {
        ProductState::Good => "good",
        ProductState::Stale => "stale",
        ProductState::Unfinished => "unfinished",
    };
    if stderr.json {
        for sheet in &found.sheets {
            let object = serde_json::json!({
                "type": "sheet", "path": sheet.path, "organizations": orgs(sheet), "content": sheet.content,
                "format": sheet.format, "language": sheet.language, "purpose": sheet.purpose,
                "quantity": sheet.quantity, "state": state(sheet.state),
            });
            out.line(&object.to_string());
        }
        let summary = serde_json::json!({
            "type": "summary", "as": found.what, "sheets": found.sheets.len(), "organizations": found.orgs.len(),
            "copies": found.copies,
        });
        out.line(&summary.to_string());
        return out.exit(DONE);
    }
    let rows: Vec<Vec<String>> = found
        .sheets
        .iter()
        .map(|sheet| {
            let quantity = sheet.quantity.map_or("-".to_string(), |n| n.to_string());
            let stale = if sheet.state == ProductState::Good { "" } else { state(sheet.state) };
            vec![from_here(root, &sheet.path), orgs(sheet).join(" "), quantity, stale.to_string()]
        })
        .collect();
    table(&rows, is_terminal()).iter().for_each(|line| out.line(line));
    let what = if found.what.is_empty() { String::new() } else { format!(" carry {}", found.what.join(", ")) };
    stderr.say(&format!(
        "{} sheets of {} organizations{what}; {} copies ordered",
        found.sheets.len(),
        found.orgs.len(),
        found.copies
    ));
    out.exit(DONE)
}
