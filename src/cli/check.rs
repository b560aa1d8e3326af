//! `handbill check`: everything that `build` does, without a file.

use super::build::{Manner, make};
use super::select::Select;
use super::talk::Talk;
use crate::engine::{Action, BuildRequest};

/// Look for mistakes without writing anything
///
/// Walks every product through all stages up to preflight, QR codes read back included, and says everything it finds.
/// Exit codes are those of `build`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    select: Select,
    #[command(flatten)]
    manner: Manner,
}

pub fn run(args: &Args, talk: Talk) -> u8 {
    let request = BuildRequest {
        plan: args.select.request(None),
        action: Action::Check,
        png: None,
        force: false,
        strict: args.manner.strict,
        fail_fast: args.manner.fail_fast,
        threads: args.manner.jobs.map(std::num::NonZeroUsize::get),
    };
    make(&request, talk)
}
