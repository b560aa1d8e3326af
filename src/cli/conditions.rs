//! `handbill conditions add`: a print shop's own profile as a printing condition of the project.

use super::{DONE, stderr::Stderr, stdout::Stdout};
use crate::color::Profile;
use crate::diag::{Diagnostic, Span, checks};
use crate::world::disk;
use std::path::{Path, PathBuf};

/// Take a print shop's own ICC profile into the project
///
/// The profile must be an output profile of CMYK with tables both ways; it is written to
/// `assets/conditions/NAME/profile.icc` with a `condition.toml` beside it that says how much ink the paper takes. Then
/// `condition = "NAME"` in handbill.toml, or `--condition NAME`, prints by it. `handbill list conditions` shows all.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Check an ICC profile and write it into `assets/conditions/`
    Add(Add),
}

#[derive(clap::Args)]
struct Add {
    /// The shop's profile: a `.icc` or `.icm` file
    #[arg(value_name = "FILE.icc")]
    file: PathBuf,
    /// Name of the condition [default: the file's name]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What the shop calls its condition, such as `FOGRA51` [default: what the profile calls itself]
    #[arg(long, value_name = "TEXT")]
    identifier: Option<String>,
    /// Most ink the paper takes, all inks together, in percent [default: what the profile itself mixes at the most]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(100..=400))]
    ink: Option<u32>,
}

/// Every press file carries its profile: one larger than this does not belong into a thousand files.
const LARGEST: usize = 4 << 20;

/// Names the new folder; 2 where the profile cannot serve or the condition is there.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let Command::Add(add) = &args.command;
    match take_in(add, &stderr.directory(), &stderr.root()) {
        Ok((name, path)) => {
            let mut out = Stdout::default();
            match stderr.json {
                true => out.line(&serde_json::json!({ "type": "condition", "name": name, "folder": path }).to_string()),
                false => out.line(&path),
            }
            stderr.say(&format!("Print by it with `condition = \"{name}\"` under `[defaults]`, or with `--condition {name}`"));
            out.exit(DONE)
        }
        Err(diagnostic) => stderr.refuse(&diagnostic),
    }
}

/// The condition's name, and its folder inside the project.
fn take_in(add: &Add, here: &Path, root: &Path) -> Result<(String, String), Diagnostic> {
    let shown = add.file.display();
    let refuse = |check, why: String| Diagnostic::error(check, Span::NONE, format!("`{shown}`: {why}"));
    let read = disk::read_if_there(&here.join(&add.file)).map_err(|e| refuse(&checks::UNREADABLE_FILE, e.to_string()))?;
    let icc = read.ok_or_else(|| refuse(&checks::UNREADABLE_FILE, "there is no such file".to_string()))?;
    if icc.len() > LARGEST {
        let why = format!("{} KB, and at most {} KB are taken: each press file carries it", icc.len() / 1000, LARGEST / 1000);
        return Err(refuse(&checks::UNREADABLE_FILE, why));
    }
    let profile = Profile::parse(&icc).and_then(|p| p.prove().map(|()| p));
    let profile = profile.map_err(|e| {
        refuse(&checks::UNREADABLE_FILE, e.to_string()).help("ask the print shop for the ICC output profile of its press")
    })?;
    let stem = add.file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let name = add.name.clone().unwrap_or_else(|| plain_name(&stem));
    if name.is_empty() || name != plain_name(&name) {
        let why = format!("`{name}` cannot name a folder");
        return Err(refuse(&checks::BAD_VALUE, why).help("give `--name` in lower case letters, digits and hyphens"));
    }
    let folder = format!("assets/conditions/{name}");
    if disk::is_there(&root.join(&folder)) {
        return Err(
            refuse(&checks::DISK, format!("`{folder}` is there already")).help("give it another `--name`, or remove the folder")
        );
    }
    let described = profile.description();
    let described = if described.trim().is_empty() { name.clone() } else { described.trim().to_string() };
    let ink = add.ink.map_or_else(|| (profile.heaviest() * 10.0).ceil() * 10.0, f64::from);
    let text = condition(&described, add.identifier.as_deref().unwrap_or(&described), ink, &stem);
    // The profile first: without it the text would be a mistake in the project.
    for (file, bytes) in [("profile.icc", icc.as_slice()), ("condition.toml", text.as_bytes())] {
        let place = root.join(&folder).join(file);
        disk::write_whole(&place, bytes).map_err(|e| refuse(&checks::DISK, format!("cannot write {}: {e}", place.display())))?;
    }
    Ok((name, folder))
}

fn plain_name(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn condition(name: &str, identifier: &str, ink: f64, stem: &str) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    format!(
        "# Written by `handbill conditions add`. Ask the print shop for its own limits.\n\
         name         = {}\n\
         identifier   = {}\n\
         # registry   = \"http://www.color.org\"   # only if the identifier is registered there\n\
         maximum_ink  = {ink:.0}          # percent, all inks together\n\
         minimum_line = \"0.25pt\"\n\
         minimum_type = \"5pt\"\n\
         resolution   = 300          # pixels an inch that pictures aim at\n\
         source       = {}\n",
        quoted(name),
        quoted(identifier),
        quoted(&format!("{stem}, taken in by `handbill conditions add`")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Wanted, read};
    use crate::world::{World, builtin_file};

    fn add(file: &str) -> Add {
        Add { file: file.into(), name: None, identifier: None, ink: None }
    }

    fn built(name: &str) -> &'static [u8] {
        builtin_file(name).expect("it is built in").bytes()
    }

    #[test]
    fn a_shops_profile_becomes_a_condition_that_is_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        std::fs::write(root.join("Shop Sheetfed_v2.icc"), built("assets/conditions/swop-tr003/profile.icc")).expect("a file");
        let (name, folder) = take_in(&add("Shop Sheetfed_v2.icc"), root, root).expect("a sound profile");
        assert_eq!((name.as_str(), folder.as_str()), ("shop-sheetfed-v2", "assets/conditions/shop-sheetfed-v2"));
        let (project, _) = read(&World::open(root), &Wanted::Everything);
        let condition = &project.conditions["shop-sheetfed-v2"];
        assert_eq!(condition.identifier.value, "CGATS TR 003 (built with ArgyllCMS)");
        assert!(condition.registry.is_none());
        assert!((2.8..=3.1).contains(&condition.maximum_ink), "{}", condition.maximum_ink);
        let again = take_in(&add("Shop Sheetfed_v2.icc"), root, root).expect_err("it is there");
        assert_eq!(again.check, &checks::DISK);
    }

    #[test]
    fn what_is_no_press_profile_is_refused_with_its_reason() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        let mut wrong_class = built("assets/conditions/gracol-tr006/profile.icc").to_vec();
        wrong_class[12..16].copy_from_slice(b"scnr");
        let mut rgb = built("assets/conditions/gracol-tr006/profile.icc").to_vec();
        rgb[16..20].copy_from_slice(b"RGB ");
        let half = built("assets/conditions/gracol-tr006/profile.icc")[..60_000].to_vec();
        for (name, bytes, why) in [
            ("class.icc", wrong_class, "prtr"),
            ("rgb.icc", rgb, "not CMYK"),
            ("half.icc", half, "read"),
            ("big.icc", vec![0; 5 << 20], "at most"),
        ] {
            std::fs::write(root.join(name), bytes).expect("a file");
            let refused = take_in(&add(name), root, root).expect_err(name);
            assert!(refused.message.contains(why), "{name}: {}", refused.message);
        }
        assert!(!root.join("assets").exists(), "nothing is written");
    }
}
