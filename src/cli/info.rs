//! `handbill info`: what this program is and what it would work on.

use super::{DONE, stderr::Stderr, stdout::Stdout, stdout::is_terminal, stdout::table};
use crate::syntax::{self, Wanted};
use crate::world::{World, builtin_files};

/// Say which version this is, what is built in and which project it sees
#[derive(clap::Args)]
pub struct Args {}

/// Facts with their names, in two columns or as one object.
pub fn run(_: &Args, stderr: &Stderr) -> u8 {
    let facts = facts(stderr);
    let mut out = Stdout::default();
    if stderr.json {
        let object: serde_json::Map<String, serde_json::Value> =
            facts.into_iter().map(|(name, value)| (name.to_string(), value.into())).collect();
        out.line(&serde_json::Value::from(object).to_string());
    } else {
        let rows: Vec<Vec<String>> = facts.into_iter().map(|(name, value)| vec![name.to_string(), value]).collect();
        table(&rows, is_terminal()).iter().for_each(|line| out.line(line));
    }
    out.exit(DONE)
}

fn facts(stderr: &Stderr) -> Vec<(&'static str, String)> {
    let world = World::open(stderr.root());
    let (project, found) = syntax::read(&world, &Wanted::Everything);
    let there = world.read_own("handbill.toml").is_ok();
    let root = world.root().display().to_string();
    let names = |names: Vec<&String>| names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let mut families: Vec<&String> = project.fonts.fonts.iter().map(|f| &f.family).collect();
    families.sort();
    families.dedup();
    vec![
        ("version", env!("CARGO_PKG_VERSION").to_string()),
        ("build", option_env!("HANDBILL_BUILD").unwrap_or("unknown").to_string()),
        ("project", if there { if root.is_empty() { ".".to_string() } else { root } } else { "none".to_string() }),
        ("name", project.name.as_ref().map(|n| n.value.clone()).unwrap_or_default()),
        ("errors", found.iter().filter(|d| d.is_error() && there).count().to_string()),
        ("contents", names(project.contents.keys().collect())),
        ("organizations", project.orgs.len().to_string()),
        ("formats", names(project.formats.keys().collect())),
        ("schemes", names(project.schemes.keys().collect())),
        ("themes", names(project.themes.keys().collect())),
        ("languages", names(project.languages.keys().collect())),
        ("fonts", names(families)),
        ("built-in files", builtin_files().len().to_string()),
    ]
}
