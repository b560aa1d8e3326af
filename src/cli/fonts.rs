//! `handbill fonts add`: font files from anywhere into the project's own `fonts/`.

use super::{DONE, stderr::Stderr, stdout::Stdout};
use crate::diag::{Diagnostic, Span, checks};
use crate::model::Project;
use crate::syntax::typeface::{self, Typeface, Unfit};
use crate::syntax::{Wanted, read};
use crate::world::{World, disk};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Take font files into the project
///
/// Copies each font into `fonts/FAMILY/` and writes its row into `fonts/fonts.toml`, with the hash of the file: sheets must
/// come out the same everywhere, so no font of the system is ever used by itself. Of a collection (`.ttc`) the families
/// are taken that a language's `stack` names. A font whose licence forbids embedding is refused.
#[derive(clap::Args)]
#[command(after_help = "Example: Chinese, Japanese and Korean, on Debian:\n  \
    handbill fonts add /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc --family 'Noto Sans CJK SC'")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Check font files and copy them into `fonts/`
    Add(Add),
}

#[derive(clap::Args)]
struct Add {
    /// Font files (`.ttf`, `.otf`, `.ttc`), or folders of them
    #[arg(value_name = "FILE|FOLDER", required = true)]
    files: Vec<PathBuf>,
    /// Only this family; may be given several times
    #[arg(long, value_name = "FAMILY")]
    family: Vec<String>,
}

/// Nothing a sheet needs is larger, and `build` would refuse to read it.
const LARGEST: usize = 64 << 20;

/// A line for each face that was taken in; 2, and none is, where one may not be.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let Command::Add(add) = &args.command;
    match take_in(add, &stderr.directory(), &stderr.root()) {
        Ok(added) => {
            let mut out = Stdout::default();
            for font in &added {
                let Added { family, weight, italic, path, hash, licence } = font;
                match stderr.json {
                    true => out.line(
                        &serde_json::json!({
                            "type": "font", "family": family, "weight": weight, "italic": italic, "file": path,
                            "hash": hash, "licence": licence,
                        })
                        .to_string(),
                    ),
                    false => out.line(path),
                }
            }
            for font in added.iter().filter(|f| f.licence.is_empty()) {
                stderr.say(&format!("{} says nothing of its licence: ask who made it before you pass the file on", font.path));
            }
            if added.is_empty() {
                stderr.say("All of them were there already");
            }
            out.exit(DONE)
        }
        Err(diagnostic) => stderr.refuse(&diagnostic),
    }
}

/// A font that was copied.
#[derive(Debug)]
struct Added {
    family: String,
    weight: u16,
    italic: bool,
    /// Inside the project.
    path: String,
    hash: String,
    licence: String,
}

fn take_in(add: &Add, here: &Path, root: &Path) -> Result<Vec<Added>, Diagnostic> {
    let (project, _) = read(&World::open(root), &Wanted::Made);
    let mut faces = Vec::new();
    for file in files(add, here)? {
        faces.extend(wanted(add, &project, &file)?);
    }
    let table = root.join("fonts/fonts.toml");
    let refuse = |path: &Path, e: &std::io::Error| {
        Diagnostic::error(&checks::DISK, Span::NONE, format!("cannot write {}: {e}", path.display()))
    };
    let before = disk::read_if_there(&table).map_err(|e| refuse(&table, &e))?.unwrap_or_default();
    let mut text = String::from_utf8_lossy(&before).into_owned();
    if text.is_empty() {
        text.push_str("# Fonts of this project, written by `handbill fonts add`.\n");
    }
    let mut added = Vec::new();
    let own: BTreeSet<(&str, u16, bool)> = project.fonts.fonts.iter().map(|f| (f.family.as_str(), f.weight, f.italic)).collect();
    for face in &faces {
        if own.contains(&(face.family.as_str(), face.weight, face.italic)) {
            continue;
        }
        let font = placed(face);
        let place = root.join(&font.path);
        disk::write_whole(&place, &face.bytes).map_err(|e| refuse(&place, &e))?;
        text.push_str(&row(&font));
        added.push(font);
    }
    if !added.is_empty() {
        disk::write_whole(&table, text.as_bytes()).map_err(|e| refuse(&table, &e))?;
    }
    Ok(added)
}

/// The files given, and those of the folders given, sorted.
fn files(add: &Add, here: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut files = Vec::new();
    for given in &add.files {
        let place = here.join(given);
        match disk::files_of(&place) {
            Some(inside) => {
                let font = |p: &PathBuf| {
                    let ending = p.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
                    ending.is_some_and(|e| ["ttf", "otf", "ttc", "otc"].contains(&e.as_str()))
                };
                let fonts: Vec<PathBuf> = inside.into_iter().filter(font).collect();
                if fonts.is_empty() {
                    let message = format!("`{}` has no `.ttf`, `.otf` or `.ttc` file", given.display());
                    return Err(Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, message));
                }
                files.extend(fonts);
            }
            None => files.push(place),
        }
    }
    Ok(files)
}

/// The faces of a file that are asked for.
fn wanted(add: &Add, project: &Project, file: &Path) -> Result<Vec<Typeface>, Diagnostic> {
    let refuse = |check, why: String| Diagnostic::error(check, Span::NONE, format!("`{}`: {why}", file.display()));
    let bytes = disk::read_if_there(file).map_err(|e| refuse(&checks::UNREADABLE_FILE, e.to_string()))?;
    let bytes = bytes.ok_or_else(|| refuse(&checks::UNREADABLE_FILE, "there is no such file".to_string()))?;
    if bytes.len() > LARGEST {
        return Err(refuse(&checks::UNREADABLE_FILE, "is larger than 64 MiB".to_string()));
    }
    let faces = typeface::faces(&bytes).map_err(|unfit| match unfit {
        Unfit::NoFont(_) => refuse(&checks::UNREADABLE_FILE, unfit.to_string()),
        Unfit::Restricted { .. } => {
            refuse(&checks::FONT_LICENCE, unfit.to_string()).help("ask its maker for a licence to embed it, or take another font")
        }
        Unfit::Variable { .. } => refuse(&checks::FONT_LICENCE, unfit.to_string()),
    })?;
    let families: BTreeSet<String> = faces.iter().map(|f| f.family.clone()).collect();
    let several = families.len() > 1;
    let table = &project.fonts;
    let named: BTreeSet<&str> = table.languages.values().flat_map(|t| &t.stack).map(|f| f.value.as_str()).collect();
    let is_wanted = |face: &Typeface| match add.family.is_empty() {
        false => add.family.contains(&face.family),
        true => !several || (named.contains(face.family.as_str()) && !face.monospaced),
    };
    let wanted: Vec<Typeface> = faces.into_iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        let has = families.into_iter().collect::<Vec<_>>().join("`, `");
        return Err(refuse(&checks::UNKNOWN_NAME, format!("has `{has}`, and none of these is asked for"))
            .help("name one with `--family`, or name it in the `stack` of a language in `fonts/fonts.toml`"));
    }
    Ok(wanted)
}

fn placed(face: &Typeface) -> Added {
    let plain = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    let folder: String = face.family.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).collect::<Vec<_>>().join("-");
    let folder = if folder.is_empty() { "font".to_string() } else { folder };
    let name = format!("{}-{}{}.{}", plain(&face.family), face.weight, if face.italic { "Italic" } else { "" }, face.ending);
    Added {
        family: face.family.clone(),
        weight: face.weight,
        italic: face.italic,
        path: format!("fonts/{folder}/{name}"),
        hash: format!("b3:{}", blake3::hash(&face.bytes).to_hex()),
        licence: face.licence.clone(),
    }
}

fn row(font: &Added) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    let file = quoted(font.path.trim_start_matches("fonts/"));
    let mut row = format!("\n[[font]]\nfile    = {file}\nfamily  = {}\nweight  = {}\n", quoted(&font.family), font.weight);
    if font.italic {
        row.push_str("italic  = true\n");
    }
    if !font.licence.is_empty() {
        row.push_str(&format!("licence = {}\n", quoted(&font.licence)));
    }
    row.push_str(&format!("hash    = {}\n", quoted(&font.hash)));
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::builtin_file;

    fn built(name: &str) -> Vec<u8> {
        builtin_file(name).expect("it is built in").bytes().to_vec()
    }

    fn add(file: &str) -> Add {
        Add { files: vec![file.into()], family: Vec::new() }
    }

    /// The font under another name, so that it is not taken for the built-in one, with `fsType` as given.
    fn other_font(fs_type: u16) -> Vec<u8> {
        let mut bytes = built("fonts/noto-sans-lao/NotoSansLao_400Regular.ttf");
        let records = u16::from_be_bytes([bytes[4], bytes[5]]) as usize;
        let table = |bytes: &[u8], tag: &[u8; 4]| {
            let at = (0..records).map(|i| 12 + 16 * i).find(|at| &bytes[*at..at + 4] == tag).expect("the table is there");
            let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
            (number(at + 8), number(at + 12))
        };
        let (os2, _) = table(&bytes, b"OS/2");
        bytes[os2 + 8..os2 + 10].copy_from_slice(&fs_type.to_be_bytes());
        let (name, length) = table(&bytes, b"name");
        let (from, to): (Vec<u8>, Vec<u8>) = (
            "Lao".encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "Loa".encode_utf16().flat_map(u16::to_be_bytes).collect(),
        );
        for at in name..name + length - from.len() {
            if bytes[at..at + from.len()] == from[..] {
                bytes[at..at + from.len()].copy_from_slice(&to);
            }
        }
        bytes
    }

    #[test]
    fn a_font_is_copied_with_its_row_its_hash_and_its_licence() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        std::fs::create_dir(root.join("some")).expect("a folder");
        std::fs::write(root.join("some/font.ttf"), other_font(0)).expect("a file");
        let added = take_in(&add("some"), root, root).expect("a sound font");
        assert_eq!(added.len(), 1);
        assert_eq!((added[0].family.as_str(), added[0].weight), ("Noto Sans Loa", 400));
        assert!(added[0].licence.contains("SIL Open Font License"), "{}", added[0].licence);
        let (project, found) = read(&World::open(root), &Wanted::Everything);
        assert!(project.fonts.fonts.iter().any(|f| f.family == "Noto Sans Loa"));
        assert!(found.iter().all(|d| d.check != &checks::FONT_CHANGED));
        assert!(take_in(&add("some/font.ttf"), root, root).expect("there already").is_empty());
        // Another file in its place is noticed.
        let mut other = std::fs::read(root.join(&added[0].path)).expect("the copy");
        other.push(0);
        std::fs::write(root.join(&added[0].path), other).expect("a file");
        let (_, found) = read(&World::open(root), &Wanted::Everything);
        assert!(found.iter().any(|d| d.check == &checks::FONT_CHANGED));
    }

    #[test]
    fn what_may_not_be_embedded_or_is_no_font_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        std::fs::write(root.join("closed.ttf"), other_font(2)).expect("a file");
        std::fs::write(root.join("half.ttf"), &other_font(0)[..2000]).expect("a file");
        std::fs::write(root.join("text.ttf"), "no font").expect("a file");
        let refused = take_in(&add("closed.ttf"), root, root).expect_err("restricted");
        assert_eq!(refused.check, &checks::FONT_LICENCE);
        for name in ["half.ttf", "text.ttf", "absent.ttf"] {
            assert_eq!(take_in(&add(name), root, root).expect_err(name).check, &checks::UNREADABLE_FILE, "{name}");
        }
        assert!(!root.join("fonts").exists(), "nothing is written");
    }
}
