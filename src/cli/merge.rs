//! `handbill merge-manifests`: the parts of a build put together.

use super::stderr::{Stderr, from_here};
use super::stdout::Stdout;
use super::{DONE, UNUSABLE};
use crate::deliver::pattern::common_folder;
use crate::deliver::shard;
use crate::diag::Sources;
use crate::syntax::Wanted;

/// Join what the shards of a build have made into one manifest
///
/// Reads `manifest.1-of-8.json` to `manifest.8-of-8.json` beside the products, makes sure that none is missing and that
/// all are of the same project, writes `manifest.json` and removes the parts. The manifest is the same as if one machine
/// had made everything.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the products [default: where handbill.toml puts them]
    #[arg(value_name = "FOLDER")]
    folder: Option<String>,
}

/// Names the manifest that was written; 2 where parts are missing or contradict each other.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (world, project, _) = match stderr.read(Wanted::Made) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let folder = match &args.folder {
        Some(folder) => format!("{}/", folder.trim_end_matches('/')),
        None => common_folder(&project.defaults.output.value).to_string(),
    };
    match shard::merge(world.root(), &folder) {
        Ok(merged) => {
            let mut out = Stdout::default();
            let path = from_here(world.root(), &merged.path);
            if stderr.json {
                let (parts, products) = (merged.parts, merged.products);
                let object = serde_json::json!({ "type": "manifest", "path": path, "shards": parts, "products": products, "stale": merged.stale });
                out.line(&object.to_string());
            } else {
                out.line(&path);
            }
            stderr.say(&format!("{} products of {} shards", merged.products, merged.parts));
            out.exit(DONE)
        }
        Err(wrong) => {
            wrong.iter().for_each(|d| stderr.tell(d, &Sources::default()));
            UNUSABLE
        }
    }
}
