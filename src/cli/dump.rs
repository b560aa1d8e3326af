//! `handbill dump`: the value that one stage hands to the next, as text. For people who work on the program.

use super::select::Select;
use super::{DONE, stderr::Stderr, stdout::Stdout};
use crate::product::{self, WorkerCaches};
use crate::syntax::Wanted;
use crate::{diag::Diagnostic, plan};
use clap::ValueEnum;

/// Print what a stage hands to the next
#[derive(clap::Args)]
#[command(hide = true)]
pub struct Args {
    /// Which stage
    #[arg(long)]
    stage: Stage,
    #[command(flatten)]
    select: Select,
}

/// The stages of the program: two of the project, the others of each product in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    Read,
    Plan,
    Resolve,
    Compose,
    Layout,
    Impose,
    Tags,
}

/// The value of every product asked for, under its path; 1 where anything on the way was a mistake.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (_, project, found) = match stderr.read_given(Wanted::Made, &args.select.given()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let mut out = Stdout::default();
    let mut errors = 0;
    let mut tell = |found: &[Diagnostic]| {
        errors += found.iter().filter(|d| d.is_error()).count();
        found.iter().for_each(|d| stderr.tell(d, &project.sources));
    };
    tell(&found);
    let stage = match args.stage {
        Stage::Read => {
            out.line(&format!("{project:#?}"));
            return out.exit(u8::from(errors > 0));
        }
        Stage::Plan => None,
        Stage::Resolve => Some(product::Stage::Resolve),
        Stage::Compose => Some(product::Stage::Compose),
        Stage::Layout => Some(product::Stage::Layout),
        Stage::Impose => Some(product::Stage::Impose),
        Stage::Tags => Some(product::Stage::Tags),
    };
    let (jobs, found) = plan::plan(&project, &args.select.request(None));
    tell(&found);
    let mut caches = WorkerCaches::new(&project, None);
    for job in &jobs {
        let Some(stage) = stage else {
            out.line(&format!("{job:#?}"));
            continue;
        };
        let (text, found) = product::dump(&project, job, &mut caches, stage);
        tell(&found);
        out.line(&format!("# {}\n{text}", job.output));
    }
    out.exit(if errors > 0 { 1 } else { DONE })
}
