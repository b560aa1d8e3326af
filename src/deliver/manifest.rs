//! `manifest.json` beside the products: what was made, from what, and what each file holds. Sorted, without clock or
//! host name: the same project gives the same bytes.

pub use super::inputs::Input;
use crate::plan::Job;
use serde::{Deserialize, Serialize};

/// Name of the file, in the folder that all products have in common.
pub const FILE: &str = "manifest.json";

/// `manifest.json` as a whole.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub handbill: String,
    /// `name` of `[project]`.
    pub project: Option<String>,
    /// Everything read for the last build.
    pub inputs: Vec<Input>,
    /// Where this is the manifest of a part of a build.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shard: Option<Part>,
    /// By path.
    pub outputs: Vec<Output>,
}

/// Which part of a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// From 1.
    pub index: u32,
    /// How many parts there are.
    pub of: u32,
    /// Whether the build was asked for everything: then what no part has made is stale.
    #[serde(default)]
    pub everything: bool,
}

/// A product. Lengths are in points; rectangles are `[x, y, width, height]` from the top left corner of the sheet.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Output {
    /// As the job says it: inside the project, or absolute where `--out` was.
    pub path: String,
    /// Whether its file may be printed.
    pub state: ProductState,
    /// Hash of everything the product depends on. The same key means the same bytes.
    pub key: String,
    /// Of the PDF, in hexadecimal digits.
    pub blake3: String,
    /// Size of the PDF, in bytes.
    pub bytes: u64,
    /// Name of the content's file.
    pub content: String,
    /// `shared` where several organizations are on its sheets.
    pub org: String,
    /// All of them, where several share its sheets; else empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub orgs: Vec<String>,
    /// BCP 47, or `en+es` for a sheet that speaks both.
    pub language: String,
    /// Name of the format's file.
    pub format: String,
    /// `office`, `press` or `screen`.
    pub purpose: String,
    /// Name of the theme's file.
    pub theme: String,
    /// Name of the scheme's file; a screen makes no use of it.
    pub scheme: String,
    /// Name of the condition's folder; only the press makes use of it.
    pub condition: String,
    /// How many were ordered; absent where nobody has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// The numbers of its copies, in the order in which they were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<String>,
    /// The rows that its copies show: file, row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<String>,
    /// How often the sheets are printed to make the quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runs: Option<u32>,
    /// The date written into the file.
    pub date: String,
    /// In the order of the file.
    pub pages: Vec<PageFacts>,
    /// PostScript names, sorted.
    pub fonts: Vec<String>,
    /// Blocks and pictures on its faces, what its words take from other blocks, and whom they tell to call, to text or to write to:
    /// `contact.hotline`, `assets/photo.jpg`, `tel:+14065550134`; sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carries: Vec<String>,
    /// Blocks and parts of blocks that it does without on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Omission>,
    /// Its format has a back, and it is printed without: nothing is left out for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub one_side: bool,
    /// PNGs of its pages, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub previews: Vec<Preview>,
    /// The calendar file of an event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<FileBeside>,
    /// Its words as a web page and as plain text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<FileBeside>,
    /// What was found and did not stop it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Remark>,
    /// What was found and the project lets be: `[[allow]]`, `--allow-expired`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<Remark>,
}

/// The files of a product, and the key by which they were made: what says whether they are still there as they would be
/// made today.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct OutputFiles {
    /// As [`Output::key`].
    pub key: String,
    /// As [`Output::blake3`].
    pub blake3: String,
    /// As [`Output::previews`].
    pub previews: Vec<Preview>,
    /// As [`Output::calendar`].
    pub calendar: Option<FileBeside>,
    /// As [`Output::words`].
    pub words: Vec<FileBeside>,
}

/// What a product does without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Omission {
    /// `text.lead`
    pub block: String,
    /// `hours`, where the block is there without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Who has said so: `content`, `order`, `format`, `room` or `theme`.
    pub why: String,
}

impl Omission {
    /// `text.lead`, or `contact.desk (hours)` where the block is there without a part.
    pub fn named(&self) -> String {
        match &self.part {
            Some(part) => format!("{} ({part})", self.block),
            None => self.block.clone(),
        }
    }
}

/// What has become of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProductState {
    /// The file is what the project says.
    Good,
    /// The file is of an earlier state of the project, which today cannot be made: do not print it.
    Stale,
    /// Promised by a run that has not come back.
    #[default]
    Unfinished,
}

/// One side of a sheet.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct PageFacts {
    /// `front` or `back` of the sheet.
    pub name: String,
    /// Width and height: MediaBox.
    pub sheet: [f64; 2],
    /// TrimBox: one face, or the block of faces that is cut apart.
    pub trim: [f64; 4],
    /// BleedBox; the trim where nothing bleeds.
    pub bleed: [f64; 4],
    /// On every face of the sheet, as often as they stand there.
    pub codes: Vec<CodeFacts>,
}

/// A QR code as it stands on a sheet.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct CodeFacts {
    /// What a reader must get.
    pub payload: String,
    /// Name of its block, such as `qr.report`.
    pub block: String,
    /// The panel with the quiet zone.
    pub rect: [f64; 4],
    /// Modules along one side, without the quiet zone.
    #[serde(default)]
    pub modules: u32,
}

/// A PNG of a page.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Preview {
    /// As the product's: inside the project, or absolute.
    pub path: String,
    /// Dots an inch.
    pub dpi: u32,
    /// In hexadecimal digits.
    pub blake3: String,
    /// Size of the file, in bytes.
    pub bytes: u64,
}

/// A file beside a PDF: a calendar (`.ics`), its words (`.html`, `.txt`).
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileBeside {
    /// As the product's: inside the project, or absolute.
    pub path: String,
    /// In hexadecimal digits.
    pub blake3: String,
    /// Size of the file, in bytes.
    pub bytes: u64,
}

/// A diagnostic in short.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Remark {
    /// Name of the check, as `explain` takes it.
    pub check: String,
    /// The one line that was told; help is left out.
    pub message: String,
    /// `file:line:column`, or nothing.
    pub at: String,
}

impl Manifest {
    /// Reads `manifest.json`.
    ///
    /// # Errors
    /// The bytes are no JSON, or not that of a manifest.
    pub fn read(bytes: &[u8]) -> Result<Manifest, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The bytes of `manifest.json`.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("plain data with text keys is always JSON");
        bytes.push(b'\n');
        bytes
    }

    #[cfg(test)]
    pub(crate) fn by_path(self) -> std::collections::BTreeMap<String, Output> {
        self.outputs.into_iter().map(|o| (o.path.clone(), o)).collect()
    }
}

impl Output {
    /// Path and hash of each file that lies beside its PDF.
    pub fn beside(&self) -> impl Iterator<Item = (&str, &str)> {
        beside(&self.previews, self.calendar.as_ref(), &self.words)
    }

    /// A product that is promised and not made yet.
    pub fn promised(job: &Job) -> Output {
        Output {
            path: job.output.clone(),
            content: job.content.clone(),
            org: job.hands().to_string(),
            orgs: if job.gang.is_some() { job.orgs().into_iter().cloned().collect() } else { Vec::new() },
            language: job.language.clone(),
            format: job.format.clone(),
            purpose: job.purpose.name().to_string(),
            theme: job.theme.clone(),
            scheme: job.scheme.clone(),
            condition: job.condition.clone(),
            quantity: job.quantity,
            numbers: job.numbers().cloned().collect(),
            rows: job.rows().cloned().collect(),
            date: job.date.to_string(),
            ..Output::default()
        }
    }
}

impl OutputFiles {
    /// Path and hash of each file that lies beside its PDF.
    pub fn beside(&self) -> impl Iterator<Item = (&str, &str)> {
        beside(&self.previews, self.calendar.as_ref(), &self.words)
    }
}

fn beside<'o>(
    previews: &'o [Preview],
    calendar: Option<&'o FileBeside>,
    words: &'o [FileBeside],
) -> impl Iterator<Item = (&'o str, &'o str)> {
    let previews = previews.iter().map(|p| (p.path.as_str(), p.blake3.as_str()));
    let others = calendar.into_iter().chain(words);
    previews.chain(others.map(|c| (c.path.as_str(), c.blake3.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let codes = vec![CodeFacts {
            payload: "https://example.org".into(),
            block: "qr.report".into(),
            rect: [1.0, 2.5, 72.0, 72.0],
            modules: 25,
        }];
        let pages = vec![PageFacts {
            name: "front".into(),
            sheet: [612.0, 792.0],
            trim: [0.0, 0.0, 612.0, 792.0],
            bleed: [0.0, 0.0, 612.0, 792.0],
            codes,
        }];
        let output = Output { path: "out/a.pdf".into(), state: ProductState::Good, bytes: 3, pages, ..Output::default() };
        Manifest {
            handbill: "0.1.0".into(),
            project: Some("Winter nights".into()),
            inputs: Vec::new(),
            shard: None,
            outputs: vec![output],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(Manifest::read(&manifest().write()).expect("as it was written"), manifest());
    }

    #[test]
    fn damage_is_reported_not_ignored() {
        assert!(Manifest::read(b"{ \"handbill\": ").is_err());
        assert!(Manifest::read(b"[]").is_err());
    }

    #[test]
    fn fields_of_later_versions_do_no_harm() {
        let text = String::from_utf8(manifest().write()).expect("JSON is UTF-8");
        let later = text.replacen("\"path\": \"out/a.pdf\"", "\"path\": \"out/a.pdf\", \"colour\": 4", 1);
        assert_ne!(text, later);
        assert_eq!(Manifest::read(later.as_bytes()).expect("a later version only adds"), manifest());
    }
}
