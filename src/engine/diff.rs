//! Two builds held against each other, sheet by sheet: which words, numbers and codes have changed.

use crate::deliver::manifest::{FILE, Manifest, Output};
use crate::export::markup::escaped;
use crate::export::{ExportError, pdf, png};
use crate::world::disk;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A build, or a single file.
struct Build {
    /// By their paths inside the folder.
    sheets: BTreeMap<String, Sheet>,
}

/// One product of a build.
struct Sheet {
    file: PathBuf,
    /// Of what the manifest says; nothing of a single file.
    output: Option<Output>,
}

/// What has become of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only the new build has it.
    Added,
    /// Only the old build had it.
    Gone,
    /// Both have it, with other bytes.
    Changed,
}

/// A sheet that is not the same in both builds.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Inside the folder of products.
    pub path: String,
    /// What has become of it.
    pub change: Change,
    /// In the order of the pages; empty for one that is new or gone.
    pub words: Vec<Passage>,
    /// Codes that only the old one has, and that only the new one has.
    pub codes: (Vec<String>, Vec<String>),
    /// The files, old and new.
    pub files: (Option<PathBuf>, Option<PathBuf>),
}

/// Words of the old sheet, and those that stand there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// From 1.
    pub page: usize,
    /// Empty where words came in.
    pub before: String,
    /// Empty where words went.
    pub after: String,
}

impl Passage {
    /// Whether its figures have changed.
    pub fn is_number(&self) -> bool {
        let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        figures(&self.before) != figures(&self.after)
    }
}

impl Change {
    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Gone => "gone",
            Change::Changed => "changed",
        }
    }
}

/// Why two builds cannot be held against each other.
#[derive(Debug, Error)]
pub enum DiffError {
    /// A file or folder that cannot be read.
    #[error("`{path}`: {why}", path = .0.display(), why = .1)]
    Disk(PathBuf, io::Error),
    /// A folder without `manifest.json`.
    #[error("`{}` holds no `{FILE}`: name the folder of a finished build, or a PDF", .0.display())]
    NoManifest(PathBuf),
    /// A `manifest.json` that is none.
    #[error("`{path}/{FILE}`: {why}", path = .0.display(), why = .1)]
    Manifest(PathBuf, serde_json::Error),
    /// A file that was named, or that the manifest lists, and that is gone.
    #[error("`{}` is not there", .0.display())]
    NotThere(PathBuf),
    /// A PDF that cannot be read.
    #[error(transparent)]
    Unreadable(#[from] ExportError),
}

/// Every sheet that differs, by path, and how many are the same.
///
/// # Errors
/// A folder without a manifest, or a file that cannot be read.
pub fn diff(old: &Path, new: &Path) -> Result<(Vec<Difference>, usize), DiffError> {
    let (old, new) = (read(old)?, read(new)?);
    let single = old.sheets.len() == 1 && new.sheets.len() == 1 && old.sheets.values().all(|s| s.output.is_none());
    let pairs: Vec<(String, Option<&Sheet>, Option<&Sheet>)> = match single {
        true => {
            vec![(new.sheets.keys().next().cloned().unwrap_or_default(), old.sheets.values().next(), new.sheets.values().next())]
        }
        false => {
            let all: BTreeSet<&String> = old.sheets.keys().chain(new.sheets.keys()).collect();
            all.into_iter().map(|path| (path.clone(), old.sheets.get(path), new.sheets.get(path))).collect()
        }
    };
    let (mut found, mut same) = (Vec::new(), 0);
    for (path, old, new) in pairs {
        match between(path, old, new)? {
            Some(difference) => found.push(difference),
            None => same += 1,
        }
    }
    Ok((found, same))
}

fn read(place: &Path) -> Result<Build, DiffError> {
    if place.extension().is_some_and(|ending| ending == "pdf") {
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return Ok(Build { sheets: BTreeMap::from([(name, Sheet { file: place.to_path_buf(), output: None })]) });
    }
    let bytes = disk::read_if_there(&place.join(FILE)).map_err(|e| DiffError::Disk(place.into(), e))?;
    let bytes = bytes.ok_or_else(|| DiffError::NoManifest(place.into()))?;
    let manifest = Manifest::read(&bytes).map_err(|e| DiffError::Manifest(place.into(), e))?;
    let sheets = manifest.outputs.into_iter().filter_map(|output| {
        let inner = inside(place, &output.path)?;
        let file = place.join(&inner);
        Some((inner, Sheet { file, output: Some(output) }))
    });
    Ok(Build { sheets: sheets.collect() })
}

/// The path of a product inside the folder of products: the manifest has it from the project, or from the root of the system.
fn inside(folder: &Path, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    (0..parts.len()).map(|from| parts[from..].join("/")).find(|inner| {
        let is_inner = !inner.is_empty() && Path::new(inner).is_relative();
        is_inner && disk::is_there(&folder.join(inner))
    })
}

fn between(path: String, old: Option<&Sheet>, new: Option<&Sheet>) -> Result<Option<Difference>, DiffError> {
    let files = (old.map(|s| s.file.clone()), new.map(|s| s.file.clone()));
    let change = match (old, new) {
        (Some(_), Some(_)) => Change::Changed,
        (Some(_), None) => Change::Gone,
        (None, _) => Change::Added,
    };
    let bytes = |sheet: Option<&Sheet>| -> Result<Vec<u8>, DiffError> {
        let Some(sheet) = sheet else { return Ok(Vec::new()) };
        let read = disk::read_if_there(&sheet.file).map_err(|e| DiffError::Disk(sheet.file.clone(), e))?;
        read.ok_or_else(|| DiffError::NotThere(sheet.file.clone()))
    };
    let (before, after) = (bytes(old)?, bytes(new)?);
    if before == after {
        return Ok(None);
    }
    let words = match change {
        Change::Changed => passages(&pdf::said(&before)?, &pdf::said(&after)?),
        Change::Added | Change::Gone => Vec::new(),
    };
    let codes = |sheet: Option<&Sheet>| -> BTreeSet<String> {
        let pages = sheet.and_then(|s| s.output.as_ref()).into_iter().flat_map(|output| &output.pages);
        pages.flat_map(|page| &page.codes).map(|code| code.payload.clone()).collect()
    };
    let (were, are) = (codes(old), codes(new));
    let codes = (were.difference(&are).cloned().collect(), are.difference(&were).cloned().collect());
    Ok(Some(Difference { path, change, words, codes, files }))
}

/// What differs in the words of pages.
fn passages(old: &[Vec<String>], new: &[Vec<String>]) -> Vec<Passage> {
    let none = Vec::new();
    let pages = 0..old.len().max(new.len());
    pages.flat_map(|page| hunks(page + 1, old.get(page).unwrap_or(&none), new.get(page).unwrap_or(&none))).collect()
}

/// A page with more words than this is compared as a whole.
const MOST_WORDS: usize = 6000;

/// The longest common run of words, and what lies between its parts.
fn hunks(page: usize, old: &[String], new: &[String]) -> Vec<Passage> {
    let begins = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[begins..], &new[begins..]);
    let ends = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - ends], &new[..new.len() - ends]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let whole = || Passage { page, before: old.join(" "), after: new.join(" ") };
    if old.len().max(new.len()) > MOST_WORDS {
        return vec![whole()];
    }
    // Longest common subsequence from the end, row by row.
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = match old[i] == new[j] {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    let (mut before, mut after): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    while i < old.len() || j < new.len() {
        let same = i < old.len() && j < new.len() && old[i] == new[j];
        if same {
            if !before.is_empty() || !after.is_empty() {
                all.push(Passage { page, before: before.join(" "), after: after.join(" ") });
                (before, after) = (Vec::new(), Vec::new());
            }
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            before.push(&old[i]);
            i += 1;
        } else {
            after.push(&new[j]);
            j += 1;
        }
    }
    if !before.is_empty() || !after.is_empty() {
        all.push(Passage { page, before: before.join(" "), after: after.join(" ") });
    }
    all
}

/// Dots an inch of the pictures.
const DPI: f64 = 60.0;

/// A page of HTML with the pictures of both, beside each other; the files it needs by name.
///
/// # Errors
/// A file that cannot be drawn.
pub fn pictures(found: &[Difference]) -> Result<Vec<(String, Vec<u8>)>, DiffError> {
    let mut files = Vec::new();
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Sheets that differ</title>\n<style>\
         body{font:1rem/1.4 system-ui,sans-serif;margin:2rem}img{border:1px solid #888;max-width:45vw;vertical-align:top;margin:0 .5rem .5rem 0}\
         del{background:#fdd}ins{background:#dfd}</style>\n</head>\n<body>\n",
    );
    for (number, difference) in found.iter().enumerate() {
        page += &format!("<h2>{} ({})</h2>\n<ul>\n", escaped(&difference.path), difference.change.name());
        for words in &difference.words {
            page += &format!(
                "<li>page {}: <del>{}</del> <ins>{}</ins></li>\n",
                words.page,
                escaped(&words.before),
                escaped(&words.after)
            );
        }
        page += "</ul>\n<p>";
        for (side, file) in [("old", &difference.files.0), ("new", &difference.files.1)] {
            let Some(file) = file else { continue };
            let bytes = disk::read_if_there(file).map_err(|e| DiffError::Disk(file.clone(), e))?.unwrap_or_default();
            for (n, png) in png::render(&bytes, DPI)?.into_iter().enumerate() {
                let name = format!("{:03}-{side}-{}.png", number + 1, n + 1);
                page += &format!("<img src=\"{name}\" alt=\"{side}, page {}\">", n + 1);
                files.push((name, png));
            }
        }
        page += "</p>\n";
    }
    page += "</body>\n</html>\n";
    files.push(("index.html".to_string(), page.into_bytes()));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<(String, String)> {
        let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        hunks(1, &words(old), &words(new)).into_iter().map(|p| (p.before, p.after)).collect()
    }

    #[test]
    fn what_lies_between_the_same_words_is_told() {
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(told("a b c", "a b c"), []);
        assert_eq!(told("call 555-0101 now", "call 555-0110 now"), [pair("555-0101", "555-0110")]);
        assert_eq!(told("a b c d", "a x c d e"), [pair("b", "x"), pair("", "e")]);
        assert_eq!(told("one two", ""), [pair("one two", "")]);
    }
}
