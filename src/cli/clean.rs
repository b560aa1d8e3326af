//! `handbill clean`: takes away what no product makes any more.

use super::select::Select;
use super::stderr::{Stderr, from_here};
use super::stdout::Stdout;
use super::{DONE, UNUSABLE};
use crate::deliver::clean;
use crate::diag::{Diagnostic, Span, checks};
use crate::plan;
use crate::syntax::Wanted;
use std::collections::BTreeSet;

/// Take away files that no product of the project makes any more
///
/// Only what `handbill build` has made and the manifest lists, and only where the file is still as it was made. Files of tables
/// that were given on the command line need the same options here.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    select: Select,
    /// Say what would go, and take nothing away
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Lists what was taken away. 2, and nothing is touched, where a mistake leaves open what the project makes.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (world, project, found) = match stderr.read_given(Wanted::Made, &args.select.given()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    // Of everything, whatever was named: what is not named is still made.
    let request = plan::Request { names: Vec::new(), orgs: Vec::new(), languages: Vec::new(), ..args.select.request(None) };
    let (jobs, planned) = plan::plan(&project, &request);
    if let Some(wrong) = found.iter().chain(&planned).find(|d| d.is_error()) {
        stderr.tell(wrong, &project.sources);
        let message = "with mistakes in the project nobody can tell what it makes: nothing is taken away";
        return stderr
            .refuse(&Diagnostic::error(&checks::NOTHING_TO_MAKE, Span::NONE, message).help("mend them first: `handbill check`"));
    }
    let wanted: BTreeSet<&str> = jobs.iter().map(|job| job.output.as_str()).collect();
    match clean::clean(world.root(), &project.defaults.output.value, &wanted, args.dry_run) {
        Ok(cleaned) => {
            let mut out = Stdout::default();
            for path in &cleaned.taken {
                match stderr.json {
                    true => out.line(&serde_json::json!({ "type": "removed", "path": path }).to_string()),
                    false => out.line(&from_here(world.root(), path)),
                }
            }
            for path in &cleaned.changed {
                stderr.say(&format!("{} was changed since it was made: it stays", from_here(world.root(), path)));
            }
            let verb = if args.dry_run { "would go" } else { "taken away" };
            stderr.say(&format!("{} files {verb}", cleaned.taken.len()));
            out.exit(DONE)
        }
        Err(diagnostic) => {
            stderr.refuse(&diagnostic);
            UNUSABLE
        }
    }
}
